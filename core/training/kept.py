"""What is kept of trained runs: what they were, how they went, and where they stand, so that they can be gone on with.

`core.training.kept_files` writes it to files and reads it again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config.words import LabError
from core.jobs import heed_stop
from core.networks.network import Network
from core.training.history import TrainingSnapshot
from core.training.measuring import Measuring
from core.training.recording import Answers, Moment, put_weights, weights_of
from core.training.results import Result
from core.training.study import Experiment, TrainingView


@dataclass(frozen=True, eq=False)
class Kept:
    """What is kept of one race.

    Attributes
    ----------
    study : Experiment
        What was trained.
    snapshots : tuple of TrainingSnapshot
        What came of it; ``runs`` are places in the study.
    """

    study: Experiment
    snapshots: tuple[TrainingSnapshot, ...]


# What is kept


def kept_of(results: Sequence[Result], most: int | None = None, view: TrainingView | None = None) -> list[Kept]:
    """Return what is kept of results, those trained with the same settings as one race.

    Parameters
    ----------
    results : sequence of Result
        Of those that have not begun, nothing is kept.
    most : int, optional
        Bytes for where runs stand, the last ones first; of the others the record alone is kept.
    view : TrainingView, optional
        How they are looked at.
    """
    begun = [result for result in results if result.snapshot.step]
    left, standing = (math.inf if most is None else most), set()
    for result in reversed(begun):
        if result.standing is not None and result.diverged is None and result.standing.size <= left:
            left -= result.standing.size
            standing.add(result.key)
    races: dict[Any, list[Result]] = {}
    for result in begun:
        races.setdefault(result.settings, []).append(result)
    found = []
    for settings, all_alike in races.items():
        for start in range(0, len(all_alike), Experiment.most_runs):
            alike = all_alike[start : start + Experiment.most_runs]
            records: dict[int, list[int]] = {}
            for place, result in enumerate(alike):
                records.setdefault(id(result.snapshot), []).append(place)
            looked = replace(view or TrainingView(), selected=0)
            if view is not None and view.selected < len(alike):
                looked = replace(looked, selected=view.selected)
            study = Experiment(settings, tuple(result.configuration for result in alike), looked)
            snapshots = [_columns([alike[place] for place in places], places, standing) for places in records.values()]
            found.append(Kept(study, tuple(snapshots)))
    return found


def _columns(results: Sequence[Result], places: Sequence[int], standing: set[Any]) -> TrainingSnapshot:
    """Return the record of some runs of a race, at other places, without what is not kept."""
    record, columns = results[0].snapshot, [result.column for result in results]
    return TrainingSnapshot(
        runs=tuple(places),
        step=record.step,
        steps=record.steps,
        steps_per_epoch=record.steps_per_epoch,
        evaluating=False,
        loss=record.loss[:, columns],
        smoothed=record.smoothed[:, columns],
        evaluated=record.evaluated,
        accuracy={name: values[:, columns] for name, values in record.accuracy.items()},
        norms=record.norms[:, columns],
        diverged=tuple(result.diverged for result in results),
        changed=tuple(result.changed for result in results),
        changes=tuple(result.changes for result in results),
        classes=record.classes,
        standings=tuple(result.standing if result.key in standing else None for result in results),
        fingerprint=record.fingerprint,
    )


def with_answers(race: Kept) -> Kept:
    """Return a race with what its networks answer to the images of the test set, where its data are there to ask.

    Of a record that was stopped between two measurements there are none, as its accuracy is not known either.
    """
    settings = race.study.settings
    try:
        dataset = settings.data.load()
        split = dataset.split(settings.train_size, settings.validation_share, settings.seed)
    except LabError:  # the files are elsewhere
        return race
    measuring = Measuring(split, settings.evaluation_images)
    tested, inputs = measuring.examples("test"), split.train.images.shape[1]
    found = []
    for record in race.snapshots:
        steps = {standing.step for standing in record.standings if standing is not None}
        if record.fingerprint != dataset.fingerprint or len(steps) != 1 or not steps <= set(record.evaluated.tolist()):
            found.append(record)
            continue
        networks = []
        for place, standing in zip(record.runs, record.standings, strict=True):
            heed_stop()
            network = Network([race.study.runs[place]], inputs, dataset.classes)
            if standing is None:  # it has diverged
                network.theta.fill(np.nan)
            else:
                put_weights(network, 0, standing.weights)
            networks.append(network)
        answers = Answers(len(record.runs), len(tested), dataset.classes)
        for _ in measuring.right("test", networks, answers):
            heed_stop()
        weights = tuple(weights_of(network)[0] for network in networks)
        moment = Moment(steps.pop(), answers.classes, answers.confidence, weights)
        found.append(replace(record, moments=(moment,), tested=tested, classes=dataset.classes))
    return replace(race, snapshots=tuple(found))
