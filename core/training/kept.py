"""What is kept of trained runs: what they were, how they went, and where they stand, so that they can be gone on with.

`core.training.kept_files` writes it to files and reads it again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.training.history import TrainingSnapshot
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
