"""A race with other seeds: what of its outcome is luck.

A draw is the whole race with a seed of its own: other initial weights, other dropout masks, other mini-batches.  Within
one draw all runs share them, as in any race, so that what differs between two runs is compared pair by pair.  The
first draw is the race itself, to the last bit.  The images stay the same.

Read in this order: `DrawsTrainer`, which trains each run with several seeds as one population; `prepare_draws`; what
comes of it, `Draws`.  What may be said of it is in `core.training.luck`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from core.config.words import LabError
from core.cores import Team
from core.data.datasets import Dataset, Split
from core.data.shifting import check_shift
from core.training.batches import drawn
from core.training.history import TrainingSnapshot
from core.training.measuring import Measuring
from core.training.size import check_length, check_size
from core.training.study import Experiment, Settings
from core.training.trainer import Members, Population, Trainer

Array = np.ndarray

DRAWS = 8
"""Draws of a race: with so many, one of two equally good runs is ahead in all of them once in 128 times."""
MOST_MEASURED = 20
"""Moments at which accuracy is measured, at most: in many networks it takes longer than the training."""
MOST_POINTS = 400
"""Steps whose loss is kept to be looked at, at most."""
_SEEDS = 2**31


def seeds_of(settings: Settings, count: int = DRAWS) -> tuple[int, ...]:
    """Return the seeds of the draws: that of the race, and those that follow it."""
    return tuple((settings.seed + k) % _SEEDS for k in range(count))


def measured_less(settings: Settings) -> Settings:
    """Return the settings with accuracy measured at `MOST_MEASURED` moments at most, all of the race."""
    interval = settings.evaluation_interval
    less = -(-max(settings.steps // interval, 1) // MOST_MEASURED)
    return replace(settings, evaluate_every=min(interval * less, 1_000_000))


class DrawsTrainer(Trainer):
    """Train all runs of a race with several seeds; the draws of a run are one population.

    Parameters
    ----------
    experiment : Experiment
        The race.
    split : Split
        Training, validation and test examples, the same in every draw.
    classes : int
        Nodes of the output layer.
    seeds : sequence of int
        One a draw.
    measuring : Measuring, optional
        Measures accuracy.
    """

    sets = ("validation", "test")

    def __init__(
        self,
        experiment: Experiment,
        split: Split,
        classes: int,
        seeds: Sequence[int],
        measuring: Measuring | None = None,
    ) -> None:
        self.seeds = tuple(seeds)
        places = [place for place in range(len(experiment.runs)) for _ in seeds]
        super().__init__(experiment, split, classes, places, measuring=measuring)

    def _populate(self, share: Members, inputs: int, classes: int) -> list[Population]:
        settings, count = self.settings, len(self.seeds)
        return [
            Population(
                share[first : first + count],
                inputs,
                classes,
                settings.seed,
                self.dtype,
                own=self.seeds,
                steps=settings.steps,
            )
            for first in range(0, len(share), count)
        ]

    def mini_batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield one mini-batch of every draw after another, ``(draws, batch, values)`` and ``(draws, batch)``."""
        size, count = self.settings.batch_size, len(self.seeds)
        gather = self.split.train.gather(size * count, self.dtype, self.settings.shift)
        own = [drawn(replace(self.settings, seed=seed), len(self.split.train)) for seed in self.seeds]
        for each in zip(*own, strict=True):
            x, labels = gather(*map(np.concatenate, zip(*each, strict=True)))
            yield x.reshape(count, size, -1), labels.reshape(count, size)


def prepare_draws(
    experiment: Experiment, workers: int = 1, dataset: Dataset | None = None, count: int = DRAWS
) -> list[DrawsTrainer]:
    """Load the data and return the trainers of the draws of a race, one a worker.

    Raises
    ------
    LabError
        When the data cannot be read or are too few, or the networks do not fit into memory.
    """
    settings = experiment.settings
    if dataset is None:
        try:
            dataset = settings.data.load()
        except LabError as error:
            raise error.inside("data") from None
    runs = [run for run in experiment.runs for _ in range(count)]
    check_length(settings.steps, len(runs))
    split = dataset.split(settings.train_size, settings.validation_share, settings.seed)
    check_shift(split.train.shape, settings.shift)
    inputs = split.train.images.shape[1]
    check_size(runs, [run.optimizer for run in runs], settings.batch_size, inputs, dataset.classes)
    lean = replace(experiment, settings=measured_less(settings))
    trainers = max(1, min(workers, count))
    measuring = Measuring(split, settings.evaluation_images, team=Team(workers - trainers))
    seeds = seeds_of(settings, count)
    cuts = [part * count // trainers for part in range(trainers + 1)]
    return [DrawsTrainer(lean, split, dataset.classes, seeds[start:end], measuring) for start, end in pairwise(cuts)]


@dataclass(frozen=True, eq=False)
class Draws:
    """What a race has come to in every draw.  Nothing in it changes any more.

    Attributes
    ----------
    study : Experiment
        The race.
    step, steps, steps_per_epoch : int
        Mini-batches that all draws have done, those planned, and per epoch.
    at : ndarray (points,)
        Steps to which the losses belong.
    loss : ndarray (points, runs, draws)
        Smoothed; NaN after a run diverged.
    measured : ndarray (moments,)
        Steps after which accuracy was measured.
    accuracy : ndarray (moments, runs, draws)
        On the test set.
    diverged : ndarray of bool (runs, draws)
        Whether the loss has ceased to be finite.
    """

    study: Experiment
    step: int
    steps: int
    steps_per_epoch: int
    at: Array
    loss: Array
    measured: Array
    accuracy: Array
    diverged: Array

    @property
    def count(self) -> int:
        """How many draws there are."""
        return int(self.loss.shape[2])


def draws_of(study: Experiment, snapshots: Sequence[TrainingSnapshot]) -> Draws:
    """Return what the draws have come to, up to where the slowest of them is."""
    runs, first = len(study.runs), snapshots[0]
    going = [seen for seen in snapshots if None in seen.diverged] or list(snapshots)
    step = min(seen.step for seen in going)
    at = np.unique(np.linspace(min(1, step), step, min(step, MOST_POINTS)).round().astype(int))
    moments = np.unique(np.concatenate([seen.evaluated for seen in going]))
    common = [set(seen.evaluated.tolist()) for seen in going]
    measured = np.array([moment for moment in moments.tolist() if all(moment in each for each in common)], int)

    def rows(values: Array, known: Array, wanted: Array) -> Array:
        """Return the rows of steps, ``(steps, runs, draws)``; NaN where there is none: all had diverged."""
        found = np.full((len(wanted), values.shape[1]), np.nan)
        place = np.searchsorted(known, wanted)
        there = place < len(known)
        there[there] = known[place[there]] == wanted[there]
        found[there] = values[place[there]]
        return found.reshape(len(wanted), runs, values.shape[1] // runs)

    loss = [rows(seen.smoothed, np.arange(1, seen.step + 1), at) for seen in snapshots]
    accuracy = [rows(seen.accuracy["test"], seen.evaluated, measured) for seen in snapshots]
    gone = [[when is not None and when <= step for when in seen.diverged] for seen in snapshots]
    diverged = [np.array(each, bool).reshape(runs, -1) for each in gone]
    return Draws(
        study,
        step,
        first.steps,
        first.steps_per_epoch,
        at,
        np.concatenate(loss, axis=2),
        measured,
        np.concatenate(accuracy, axis=2),
        np.concatenate(diverged, axis=1),
    )
