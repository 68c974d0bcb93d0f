"""What came out of a search: the ranking, what mattered, and how good the best of n trials is on average.

The rank of a trial follows from its validation accuracy after its newest measurement.  Trials that have come further
come first, those that have diverged last; of two alike, the one that was tried first.  Trials that were stopped come
behind those that were not, also where they were finished anyway: the rule had done without them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.config.figures import fraction, printed
from core.search.space import Range
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot

Array = np.ndarray

FIRST = 5
"""The first of a ranking, in whose settings one looks for a pattern."""
END = 0.1
"""The outer part of a range that counts as its end.  By chance three of five lie in such a part once in a hundred
times."""
MANY_AT_END = 3
"""So many of the first five at one end of a range are a reason to widen it: the larger part."""
FEWEST_A_BIN, MOST_BINS = 8, 10
"""For the importance of a setting: trials in one bin at least, and bins at most."""

_SLIDE = {"optimizer.lr": "lr", "decay.strength": "weight decay"}
"""What the slide calls settings that have a longer name in a form."""


def ranking(snapshot: SearchSnapshot) -> tuple[Record, ...]:
    """Return the trials that have been measured, best first."""
    stopped = snapshot.stopped or (None,) * len(snapshot.records)

    def key(record: Record) -> tuple[bool, bool, float, float, int]:
        gone = record.diverged is not None
        rung = stopped[record.trial.number]
        far = -(snapshot.search.rungs[rung].length if rung is not None else _share_done(snapshot.search, record))
        return gone, rung is not None, 0.0 if gone else far, 0.0 if gone else -record.accuracy, record.trial.number

    return tuple(sorted((record for record in snapshot.records if len(record.steps)), key=key))


def _share_done(search: Search, record: Record) -> float:
    settings = search.settings
    return record.step / settings.steps(settings.length, record.trial.batch_size)


def ended(snapshot: SearchSnapshot) -> list[Record]:
    """Return the trials that go no further: at their last step, where they diverged, or where they were stopped."""
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    return [
        record
        for record, rung in zip(snapshot.records, stopped, strict=True)
        if record.diverged is not None or rung is not None or _share_done(snapshot.search, record) == 1
    ]


def finishers(snapshot: SearchSnapshot) -> list[Record]:
    """Return the trials that were trained to their last step and not stopped, best first."""
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    return [
        record
        for record in ranking(snapshot)
        if record.diverged is None
        and stopped[record.trial.number] is None
        and _share_done(snapshot.search, record) == 1
    ]


def line(search: Search, record: Record, place: int) -> str:
    """Return a line of the ranked list in the slide's form; `place` counts from 1.

    ``Best-1 (val acc:0.83) | lr:0.0092, weight decay:3.86e-07``, with as many decimals as the validation images give.
    """
    digits = min(max(2, math.ceil(math.log10(search.settings.validation_images))), 4)
    settings = ", ".join(
        f"{_SLIDE.get(dimension.path, dimension.parameter.label)}:{_said(value)}"
        for dimension, value in zip(search.settings.space, record.trial.values, strict=True)
    )
    result = f"val acc:{fraction(record.accuracy, digits)}" if record.diverged is None else "diverged"
    return f"Best-{place} ({result}) | {settings or f'seed:{record.trial.seed}'}"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return printed(value) if isinstance(value, float) else str(value)


def places_of(search: Search, records: Sequence[Record]) -> Array:
    """Return where trials are in the space, ``(records, dimensions)`` in [0, 1]."""
    space = search.settings.space
    places = np.empty((len(records), len(space)))
    for k, dimension in enumerate(space):
        places[:, k] = dimension.units([record.trial.values[k] for record in records])
    return places


# Ends of ranges


@dataclass(frozen=True)
class EdgeWarning:
    """Many of the best lie at one end of a range.

    Attributes
    ----------
    path : str
        Of the setting.
    end : {"low", "high"}
        Which end.
    count, of : int
        So many of the first so many.
    wider : Range or None
        A wider range to try; None where the setting allows none.
    """

    path: str
    end: str
    count: int
    of: int
    wider: Range | None


def edge_warnings(search: Search, ranked: Sequence[Record]) -> tuple[EdgeWarning, ...]:
    """Return at which ends of which ranges the first five crowd."""
    first = [record for record in ranked[:FIRST] if record.diverged is None]
    places = places_of(search, first)
    warnings = []
    for k, dimension in enumerate(search.settings.space):
        if not isinstance(dimension, Range):
            continue
        for end, there in (("low", places[:, k] < END), ("high", places[:, k] > 1 - END)):
            count = int(there.sum())
            if count >= MANY_AT_END:
                warnings.append(EdgeWarning(dimension.path, end, count, len(first), dimension.wider(end)))
    return tuple(warnings)


# What mattered


def importance(search: Search, records: Sequence[Record]) -> Array:
    """Return the share of the variance of validation accuracy that each setting explains alone, ``(dimensions,)``.

    Trials are put into bins of equal count along the setting (one bin a value, where there are few), and the variance
    between bins is compared with that of all trials, corrected for what bins explain by chance (ε²):
    1 − (N − 1)/(N − q) · Σ within / Σ all.  What settings do only together is nobody's share, so that the shares need
    not add up to 1; one that does nothing gets about 0, and is never said to be below.  Trials that have diverged or
    were not measured are left out; NaN where too few are left.

    References
    ----------
    T. L. Kelley, "An unbiased correlation ratio measure", PNAS 21 (1935); F. Hutter, H. Hoos, K. Leyton-Brown, "An
    efficient approach for assessing hyperparameter importance" (2014), which fits a forest where bins suffice here.
    """
    measured = [record for record in records if len(record.steps) and record.diverged is None]
    places = places_of(search, measured)
    accuracy = np.array([record.accuracy for record in measured])
    return np.array([_explained(places[:, k], accuracy) for k in range(places.shape[1])])


def _explained(places: Array, values: Array) -> float:
    count = len(values)
    distinct = np.unique(places)
    bins = min(MOST_BINS, count // FEWEST_A_BIN)
    if bins < 2 or len(distinct) < 2 or not np.ptp(values):
        return math.nan
    if len(distinct) <= bins:
        chosen = np.searchsorted(distinct, places)
    else:
        order = np.argsort(np.argsort(places, kind="stable"), kind="stable")
        chosen = order * bins // count
    sizes = np.bincount(chosen)
    means = np.bincount(chosen, values) / np.maximum(sizes, 1)
    within = float(((values - means[chosen]) ** 2).sum())
    overall = float(((values - values.mean()) ** 2).sum())
    return max(0.0, 1 - (count - 1) / (count - len(sizes)) * within / overall)


@dataclass(frozen=True, eq=False)
class Slices:
    """The best trial in each slice of one setting: the isolation plot.

    Attributes
    ----------
    edges : ndarray (slices + 1,)
        Places in [0, 1].
    best : ndarray (slices,)
        Best validation accuracy; NaN in a slice without a trial.
    numbers : tuple of int or None
        Which trial that is.
    """

    edges: Array
    best: Array
    numbers: tuple[int | None, ...]


def slices(search: Search, records: Sequence[Record], path: str, count: int = 10) -> Slices:
    """Return the best of each slice of a setting; where it has few values, a slice a value."""
    k = [dimension.path for dimension in search.settings.space].index(path)
    cells = search.settings.space[k].cells
    count = min(count, cells or count)
    measured = [record for record in records if len(record.steps) and record.diverged is None]
    chosen = np.minimum((places_of(search, measured)[:, k] * count).astype(int), count - 1)
    best = np.full(count, np.nan)
    numbers: list[int | None] = [None] * count
    for place, record in zip(chosen.tolist(), measured, strict=True):
        if not record.accuracy <= best[place]:
            best[place], numbers[place] = record.accuracy, record.trial.number
    return Slices(np.linspace(0, 1, count + 1), best, tuple(numbers))


# The best of n


@dataclass(frozen=True, eq=False)
class Progress:
    """How good the best is after so many trials.

    Attributes
    ----------
    so_far : ndarray (trials,)
        Best validation accuracy among the first n trials, in the order in which they were chosen.
    expected : ndarray (trials,)
        The same for n of these trials drawn at random, on average.
    """

    so_far: Array
    expected: Array


def progress(records: Sequence[Record]) -> Progress:
    """Return how the best grows with the number of trials; those that diverged count as 0."""
    measured = [record for record in records if len(record.steps)]
    values = np.array([0.0 if record.diverged is not None else record.accuracy for record in measured])
    return Progress(np.maximum.accumulate(values), expected_maximum(values))


def expected_maximum(values: Array) -> Array:
    """Return the mean of the largest of n values, drawn without replacement, for n from 1 to all of them.

    The largest is at most v in C(c, n) of all C(N, n) subsets, where c of the N values are at most v; so the mean is
    max − Σ (v₍ₖ₊₁₎ − v₍ₖ₎) C(cₖ, n) / C(N, n) over the distinct values.  It is the mean over all subsets, hence
    unbiased, unlike the mean over draws with replacement.

    References
    ----------
    R. Tang et al., "Showing your work doesn't always work", ACL 2020, arXiv:2004.13705.
    """
    distinct, counts = np.unique(np.asarray(values, float), return_counts=True)
    count = int(counts.sum())
    if not count:
        return np.empty(0)
    drawn = np.arange(1, count + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(drawn))])
    below = np.cumsum(counts)[:-1, None]
    left = np.maximum(below - drawn, 0)
    log_share = log_factorial[below] - log_factorial[left] - log_factorial[count] + log_factorial[count - drawn]
    share = np.where(drawn <= below, np.exp(log_share), 0.0)
    best: Array = distinct[-1] - np.diff(distinct) @ share
    return best


# What stopping has cost


@dataclass(frozen=True)
class StoppingCost:
    """Stopped trials that would have been among the first.

    Attributes
    ----------
    stopped : int
        Trials that were stopped.
    finished : int
        Those of them that have been finished anyway.
    missed : int
        Those of these that have come to more than the last of the first.
    first : int
        How many are the first: five, or all that were trained to the end.
    """

    stopped: int
    finished: int
    missed: int
    first: int


def stopping_cost(snapshot: SearchSnapshot) -> StoppingCost:
    """Return how many of the stopped trials that were finished anyway would have reached the first five."""
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    ended = [
        record for record in snapshot.records if record.diverged is None and _share_done(snapshot.search, record) == 1
    ]
    kept = sorted((record.accuracy for record in ended if stopped[record.trial.number] is None), reverse=True)[:FIRST]
    anyway = [record.accuracy for record in ended if stopped[record.trial.number] is not None]
    missed = sum(accuracy > kept[-1] for accuracy in anyway) if kept else 0
    return StoppingCost(sum(rung is not None for rung in stopped), len(anyway), missed, len(kept))


def steps_needed(snapshot: SearchSnapshot) -> float:
    """Return the steps up to where each trial was stopped, as a share of those up to its end.

    What was finished anyway after a stop does not count; the end of a trial that diverged is where it did.
    """
    search = snapshot.search
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    taken = whole = 0
    for record, rung in zip(snapshot.records, stopped, strict=True):
        settings, size, step = search.settings, record.trial.batch_size, record.step
        if rung is not None:
            step = min(step, settings.steps(search.rungs[rung].length, size))
        taken += step
        whole += step if record.diverged is not None else settings.steps(settings.length, size)
    return taken / whole


# The same again


@dataclass(frozen=True, eq=False)
class Band:
    """One setting trained with several seeds.

    Attributes
    ----------
    values : ndarray (seeds,)
        Final validation accuracies; NaN where it diverged or has not come to its end.
    mean, std : float
        Over the seeds that have, std with n − 1; NaN with too few.
    """

    values: Array
    mean: float
    std: float


def bands(snapshot: SearchSnapshot, settings: int) -> tuple[Band, ...]:
    """Return what came of so many settings that were trained once more (`core.search.trials.once_more`)."""
    values = np.array(
        [
            record.accuracy if record.diverged is None and _share_done(snapshot.search, record) == 1 else np.nan
            for record in snapshot.records
        ]
    ).reshape(-1, settings)
    found = []
    for column in values.T:
        there = column[np.isfinite(column)]
        mean = float(there.mean()) if len(there) else math.nan
        found.append(Band(column, mean, float(there.std(ddof=1)) if len(there) > 1 else math.nan))
    return tuple(found)
