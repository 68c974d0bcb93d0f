"""A trial: one network with settings of its own, and the record of its training.

A record only ever grows: each part of a training gives a new one, and those before stay what they were.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.config.words import LabError, mark
from core.search.choosing import CHOOSING
from core.search.space import BATCH, varied
from core.search.study import Search
from core.training.study import Experiment, RunConfiguration

Array = np.ndarray

_OWN, _AGAIN = 1, 2  # beside the seed: random numbers of each trial, and of those that are trained once more


@dataclass(frozen=True)
class Trial:
    """One network of a search.

    Attributes
    ----------
    number : int
        Counted from 0, in the order in which trials are chosen.
    values : tuple
        Its settings, in the order of the dimensions.
    run : RunConfiguration
        The run with these settings.
    batch_size : int
        Images in one mini-batch.
    seed : int
        Of initial weights, mini-batches and dropout masks.
    """

    number: int
    values: tuple[Any, ...]
    run: RunConfiguration
    batch_size: int
    seed: int


def trials_of(search: Search) -> tuple[Trial, ...]:
    """Return the trials of one round, which follow from the search alone."""
    settings = search.settings
    space, (run,) = settings.space, search.runs
    points = (
        settings.way.points(settings.trials, settings.cells, settings.seed, settings.round)
        if space
        else np.zeros((search.count, 0))
    )
    trials = []
    for number, point in enumerate(points.tolist()):
        values = {dimension.path: dimension.value(u) for dimension, u in zip(space, point, strict=True)}
        seed = settings.seed if settings.draw == "one" else _seed(settings.seed, _OWN, settings.round, number)
        batch_size = values.get(BATCH, settings.batch_size)
        trials.append(Trial(number, tuple(values.values()), varied(run, values), batch_size, seed))
    return tuple(trials)


def once_more(search: Search, trials: Sequence[Trial], seeds: int = 8) -> tuple[Trial, ...]:
    """Return each trial with so many other seeds, all trials with one seed after those with another.

    They learn from the same images and are judged by the same; weights, mini-batches and masks are others.
    """
    own = [_seed(search.seed, _AGAIN, k) for k in range(seeds)]
    return tuple(
        replace(trial, number=k * len(trials) + place, seed=seed)
        for k, seed in enumerate(own)
        for place, trial in enumerate(trials)
    )


def race_of(search: Search, trial: Trial) -> Experiment:
    """Return the training of a trial for the trainer: the same images, seed and length."""
    return Experiment(replace(search.settings.training(trial.batch_size), seed=trial.seed), (trial.run,))


def _seed(*entropy: int) -> int:
    """Return a seed of 31 bits that follows from whole numbers."""
    return int(np.random.SeedSequence((*entropy, CHOOSING)).generate_state(1)[0]) >> 1


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What is needed to go on with a training as if it had never been left.

    Attributes
    ----------
    theta : ndarray
        All parameters.
    state : dict of str to ndarray
        What the optimizer remembers.
    averages : tuple of (ndarray, ndarray)
        Running mean and variance of each batch normalization.
    masks : dict or None
        State of the generator that dropout masks are drawn from.
    """

    theta: Array
    state: dict[str, Array]
    averages: tuple[tuple[Array, Array], ...]
    masks: Mapping[str, Any] | None


_NO_NUMBERS = np.zeros(0)


@dataclass(frozen=True, eq=False)
class Record:
    """What is known of a trial.  Nothing in it changes.

    Attributes
    ----------
    trial : Trial
        Which one.
    steps : ndarray (measurements,)
        Steps after which accuracy was measured.
    train, validation : ndarray (measurements,)
        Accuracies; NaN from where it diverged.  In training, of the first 10,000 images at most.
    loss : ndarray (measurements,)
        Mean loss of the mini-batches since the measurement before, decay penalty included; NaN as above.
    diverged : int or None
        The step at which its loss ceased to be finite.
    right : ndarray of uint8
        Which validation images it gets right after the newest measurement, one bit an image (`numpy.packbits`).
    checkpoint : Checkpoint or None
        From where it can go on; a training without one begins anew, and comes to the same.
    """

    trial: Trial
    steps: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    train: Array = field(default_factory=lambda: _NO_NUMBERS)
    validation: Array = field(default_factory=lambda: _NO_NUMBERS)
    loss: Array = field(default_factory=lambda: _NO_NUMBERS)
    diverged: int | None = None
    right: Array = field(default_factory=lambda: np.zeros(0, np.uint8))
    checkpoint: Checkpoint | None = None

    @property
    def step(self) -> int:
        """Steps done, up to the newest measurement."""
        return int(self.steps[-1]) if len(self.steps) else 0

    @property
    def accuracy(self) -> float:
        """Validation accuracy at the newest measurement; NaN when there is none, or it has diverged."""
        return float(self.validation[-1]) if len(self.validation) else float("nan")

    def accuracy_at(self, step: int) -> float:
        """Return the validation accuracy after `step`, NaN when it was not measured there."""
        place = int(np.searchsorted(self.steps, step))
        found = place < len(self.steps) and self.steps[place] == step
        return float(self.validation[place]) if found else float("nan")

    def right_images(self, count: int) -> Array:
        """Return which of so many validation images it gets right, ``(count,)`` of bool; none before a measurement."""
        if not len(self.right):
            return np.zeros(count, bool)
        return np.unpackbits(self.right, count=count).astype(bool)

    def with_part(self, part: Record) -> Record:
        """Return the record with what came next."""
        return Record(
            self.trial,
            steps=_joined(self.steps, part.steps),
            train=_joined(self.train, part.train),
            validation=_joined(self.validation, part.validation),
            loss=_joined(self.loss, part.loss),
            diverged=part.diverged if self.diverged is None else self.diverged,
            right=_frozen(part.right),
            checkpoint=part.checkpoint,
        )

    def to_plain(self) -> dict[str, Any]:
        """Return the record as a dict that JSON can hold; the trial goes by its number, weights are left out."""
        return {
            "number": self.trial.number,
            "steps": self.steps.tolist(),
            **{name: _plain(getattr(self, name)) for name in ("train", "validation", "loss")},
            "diverged": self.diverged,
            "right": base64.b64encode(self.right.tobytes()).decode(),
        }


@dataclass(frozen=True, eq=False)
class SearchSnapshot:
    """What there is to see of a search at one moment.  Nothing in it changes any more.

    Attributes
    ----------
    search : Search
        What is searched.
    records : tuple of Record
        One a trial, by number.
    stopped : tuple of int or None
        At which rung each trial was stopped, counted from 0; None for those that were not.
    audited : tuple of int
        Numbers of the stopped trials that are finished anyway.
    rung : int
        The rung that trials are on the way to; the number of rungs when all are climbed.
    done, remaining : float
        Work, in whole trainings.
    seconds : float
        Time of work since it was begun or continued, pauses not counted.
    left : float or None
        Seconds that it will still take, None while that is not known.
    rivals : tuple of SearchSnapshot
        Of the ways of choosing that it is compared with, in their order.
    """

    search: Search
    records: tuple[Record, ...]
    stopped: tuple[int | None, ...] = ()
    audited: tuple[int, ...] = ()
    rung: int = 0
    done: float = 0.0
    remaining: float = 0.0
    seconds: float = 0.0
    left: float | None = None
    rivals: tuple[SearchSnapshot, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing left to do."""
        return self.remaining == 0 and all(rival.is_complete for rival in self.rivals)

    def work(self) -> tuple[float, float]:
        """Return the work that is done and that is left, those it is compared with included."""
        parts = (self, *self.rivals)
        return sum(part.done for part in parts), sum(part.remaining for part in parts)


def records_from_plain(search: Search, plain: Any) -> tuple[Record, ...]:
    """Return the records of a search as `Record.to_plain` wrote them, one a trial; those that are missing are empty.

    Raises
    ------
    LabError
        When they are none of this search.
    """
    trials = trials_of(search)
    records = [Record(trial) for trial in trials]
    try:
        for each in plain:
            trial = trials[each["number"]]
            steps = np.array(each["steps"], np.int64)
            train, validation, loss = (_numbers(each[name], len(steps)) for name in ("train", "validation", "loss"))
            right = np.frombuffer(base64.b64decode(each["right"], validate=True), np.uint8)
            wanted = -(-search.settings.validation_images // 8) if len(steps) else 0
            known = search.marks(trial.batch_size)[: len(steps)] == tuple(each["steps"])
            if each["number"] < 0 or not known or len(right) != wanted:
                raise ValueError
            diverged = None if each["diverged"] is None else int(each["diverged"])
            records[trial.number] = Record(trial, _frozen(steps), train, validation, loss, diverged, right)
    except (LookupError, TypeError, ValueError):
        raise LabError(mark("core", "these results are not those of this search")) from None
    return tuple(records)


def _joined(before: Array, after: Array) -> Array:
    return _frozen(np.concatenate([before, after]))


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array


def _plain(array: Array) -> list[float | None]:
    return [None if value != value else value for value in array.tolist()]


def _numbers(plain: Any, count: int) -> Array:
    numbers = np.array([np.nan if value is None else value for value in plain], float)
    if numbers.shape != (count,):
        raise ValueError
    return _frozen(numbers)
