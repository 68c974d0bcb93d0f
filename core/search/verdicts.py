"""What came out of a search, said in words.

Every sentence follows from numbers; none promises more than was measured.  Trials are called by their rank, Best-1,
Best-2 …, as in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.config.figures import share
from core.config.words import Phrase, mark
from core.search.conclusion import Revealed
from core.search.crown import Crown, expected_best, standard_error
from core.search.ranking import Band, EdgeWarning, Progress, StoppingCost, importance, ranking
from core.search.space import PATHS
from core.search.study import Search
from core.search.trials import SearchSnapshot, Trial

Array = np.ndarray

TELLING = 0.1
"""A setting that explains less of the variance than this is not worth a word."""

_BEST = mark(
    "core", "The best of {count} trials gets {accuracy} of {images} validation images right, give or take {error}."
)
_NONE = mark("core", "All {count} trials diverged.")
_DIVERGED = mark("core", "{count} of {all} trials diverged.")
_LOW = mark("core", "{count} of the first {of} lie at the lower end of the {setting}: widen the range.")
_HIGH = mark("core", "{count} of the first {of} lie at the upper end of the {setting}: widen the range.")
_NO_FURTHER = mark("core", "{count} of the first {of} lie at the end of the {setting}, which goes no further.")
_MISSED = mark("core", "Of {stopped} stopped trials, {missed} would have reached the first {first}.")
_MISSED_SAMPLE = mark(
    "core",
    "Of {stopped} stopped trials, {finished} were finished anyway; {missed} of these would have reached the first "
    "{first}.",
)
_STOPPED = mark("core", "{stopped} trials were stopped; none of them was finished anyway.")
_KEPT = mark("core", "Drawn again {draws} times, the validation images leave Best-1 first in {share} of the draws.")
_ALONE = mark("core", "No other trial comes up to it in more than one draw of twenty.")
_ALIKE = mark("core", "Best-1 to Best-{last} cannot be told apart.")
_ALIKE_SOME = mark("core", "Best-1 and {count} others, down to Best-{last}, cannot be told apart.")
_LUCK = mark(
    "core",
    "{count} networks with the same settings: the best looks {points} points better than their mean of {mean}, by "
    "other random numbers alone.",
)
_EXPECTED = mark("core", "The best of {count} equally good networks is expected to show {accuracy}.")
_AGAIN = mark("core", "Best-{place} with {count} other seeds: {mean} on average, give or take {std}.")
_AGAIN_ONE = mark("core", "Best-{place} with another seed: {mean}.")
_MATTERS = mark("core", "Alone, the {setting} explains {share} of the differences in accuracy, more than any other.")
_NOTHING_MATTERS = mark("core", "No setting explains much of the differences in accuracy alone.")
_BEST_OF = mark("core", "The best of {few} trials comes to {expected} on average, the best of all {count} to {best}.")
_DISTINCT = mark("core", "{count} trials try {distinct} different values of the {setting}.")
_REVEALED = mark("core", "On {images} test images it gets {test} right; on the validation images it was {validation}.")


def best(snapshot: SearchSnapshot) -> tuple[Phrase, ...]:
    """Return how good the best is, and how many diverged; nothing before a trial has been measured."""
    ranked = ranking(snapshot)
    lost = sum(record.diverged is not None for record in ranked)
    if not ranked:
        return ()
    if lost == len(ranked):
        return (Phrase(_NONE, count=lost),)
    accuracy, images = ranked[0].accuracy, snapshot.search.settings.validation_images
    error = standard_error(accuracy, images)
    said = (Phrase(_BEST, count=len(ranked), accuracy=share(accuracy), images=images, error=share(error)),)
    return (*said, Phrase(_DIVERGED, count=lost, all=len(ranked))) if lost else said


def at_an_end(warning: EdgeWarning) -> Phrase:
    """Return the warning that many of the best lie at one end of a range."""
    sentence = _NO_FURTHER if warning.wider is None else _LOW if warning.end == "low" else _HIGH
    return Phrase(sentence, count=warning.count, of=warning.of, setting=PATHS[warning.path])


def cost_of_stopping(cost: StoppingCost) -> Phrase | None:
    """Return what stopping has cost; None where nothing was stopped or nothing came to its end."""
    if not cost.stopped or not cost.first:
        return None
    if not cost.finished:
        return Phrase(_STOPPED, stopped=cost.stopped)
    sentence = _MISSED if cost.finished == cost.stopped else _MISSED_SAMPLE
    return Phrase(sentence, stopped=cost.stopped, finished=cost.finished, missed=cost.missed, first=cost.first)


def crowned(crown: Crown) -> tuple[Phrase, ...]:
    """Return how sure the first of a ranking is of its place, and who cannot be told apart from it."""
    kept = Phrase(_KEPT, draws=crown.draws, share=share(crown.kept))
    count, last = len(crown.alike), crown.alike[-1] + 1
    if count == 1:
        return kept, Phrase(_ALONE)
    if count == last:
        return kept, Phrase(_ALIKE, last=last)
    return kept, Phrase(_ALIKE_SOME, count=count - 1, last=last)


@dataclass(frozen=True)
class Luck:
    """Networks with the same settings, which differ by their random numbers alone.

    Attributes
    ----------
    count : int
        Those that have been trained to their end.
    mean, best : float
        Of their validation accuracies.
    expected : float
        What the best of so many networks is expected to show of which each is as good as the mean (`expected_best`).
    """

    count: int
    mean: float
    best: float
    expected: float


def luck_of(snapshot: SearchSnapshot) -> Luck | None:
    """Return how networks with the same settings compare.

    None where settings are varied, or fewer than two networks have been trained to their end.
    """
    search = snapshot.search
    ended = [
        record.accuracy
        for record in snapshot.records
        if record.diverged is None and record.step == search.marks(record.trial.batch_size)[-1]
    ]
    if search.settings.space or len(ended) < 2:
        return None
    mean = float(np.mean(ended))
    return Luck(len(ended), mean, max(ended), expected_best(mean, len(ended), search.settings.validation_images))


def luck(snapshot: SearchSnapshot) -> Phrase | None:
    """Return by how much the best of several networks with the same settings looks better than they are on average.

    None where there are no such networks.
    """
    found = luck_of(snapshot)
    if found is None:
        return None
    return Phrase(_LUCK, count=found.count, points=100 * (found.best - found.mean), mean=share(found.mean))


def expected_luck(found: Luck) -> Phrase:
    """Return what equally good networks are expected to show."""
    return Phrase(_EXPECTED, count=found.count, accuracy=share(found.expected))


def once_more(band: Band, place: int) -> Phrase | None:
    """Return what came of a trial with other seeds; `place` counts from 1; None while there is nothing to tell."""
    count = int(np.isfinite(band.values).sum())
    if not count:
        return None
    if count == 1:
        return Phrase(_AGAIN_ONE, place=place, mean=share(band.mean))
    return Phrase(_AGAIN, place=place, count=count, mean=share(band.mean), std=share(band.std))


def what_matters(snapshot: SearchSnapshot, shares: Array | None = None) -> Phrase | None:
    """Return which setting explains most of the differences alone; None where there is too little to tell.

    `shares` are those of `importance`, where they are at hand.
    """
    if shares is None:
        shares = importance(snapshot.search, snapshot.records)
    if not len(shares) or np.isnan(shares).all():
        return None
    most = int(np.nanargmax(shares))
    if shares[most] < TELLING:
        return Phrase(_NOTHING_MATTERS)
    setting = PATHS[snapshot.search.settings.space[most].path]
    return Phrase(_MATTERS, setting=setting, share=share(float(shares[most])))


def best_of_some(found: Progress) -> Phrase | None:
    """Return what a tenth of the trials comes to on average, beside what all came to; None for fewer than twenty."""
    count = len(found.expected)
    few = count // 10
    if few < 2:
        return None
    expected, best = float(found.expected[few - 1]), float(found.expected[-1])
    return Phrase(_BEST_OF, few=few, expected=share(expected), count=count, best=share(best))


def distinct_values(search: Search, trials: Sequence[Trial], path: str) -> Phrase:
    """Return how many different values of a setting so many trials try."""
    place = [dimension.path for dimension in search.settings.space].index(path)
    values = {trial.values[place] for trial in trials}
    return Phrase(_DISTINCT, count=len(trials), distinct=len(values), setting=PATHS[path])


def revealed(result: Revealed) -> Phrase:
    """Return what the test set says, beside what validation said."""
    return Phrase(_REVEALED, images=result.images, test=share(result.test), validation=share(result.validation))
