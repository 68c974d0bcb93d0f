"""What the scenes of the search ask, and the sentences that answer it, while the search goes on and after it.

A trial has ended when it goes no further: at its last step, where it diverged, or where it was stopped.  The best are
those that were trained to the last step and not stopped, as in the ranking.  Two networks are told apart only where
their accuracies differ by more than the validation images leave open (`core.search.crown.lead`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.config import figures
from core.config.questions import Question, questions
from core.config.words import Phrase, joined, mark
from core.search.conclusion import Revealed
from core.search.crown import lead
from core.search.ranking import (
    FEWEST_A_BIN,
    FIRST,
    StoppingCost,
    ended,
    finishers,
    importance,
    steps_needed,
    stopping_cost,
)
from core.search.space import PATHS, Dimension, OnOff, Range, options_of
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, Trial
from core.search.verdicts import TELLING

Array = np.ndarray

MOST_NAMED = 3
"""Settings that are varied and named one by one; more are counted."""
SURE = 2.0
"""A lead of more than so many standard errors is no chance of the validation images, nineteen times of twenty."""

_SENTENCES = " "


@dataclass(frozen=True, eq=False)
class Outcome:
    """A search as a question sees it.

    Attributes
    ----------
    study : Search
        What is searched, or is to be.
    snapshot : SearchSnapshot or None
        What has come of it; None before it was begun.
    revealed : mapping of int to Revealed
        What the test set says of trials, by number.
    """

    study: Search
    snapshot: SearchSnapshot | None = None
    revealed: Mapping[int, Revealed] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[SearchSnapshot, ...]:
        """What has come of every way of choosing, that of the search first; nothing before a trial was measured."""
        parts = () if self.snapshot is None else (self.snapshot, *self.snapshot.rivals)
        return parts if any(len(record.steps) for part in parts for record in part.records) else ()


# Words


def _when(parts: Sequence[SearchSnapshot]) -> Phrase:
    """Return how far ways of choosing are: "After 34 of 100 trials"."""
    done, count = sum(len(ended(part)) for part in parts), sum(len(part.records) for part in parts)
    text = mark("core", "After {done} trials") if done == count else mark("core", "After {done} of {count} trials")
    return Phrase(text, done=done, count=count)


def _none_yet(parts: Sequence[SearchSnapshot]) -> Phrase:
    """Return that no trial has come to its last step: all that have ended diverged, or none has ended."""
    if any(ended(part) for part in parts):
        return Phrase(mark("core", "{when}: **none has come to its last step**."), when=_when(parts))
    count = sum(len(part.records) for part in parts)
    return Phrase(mark("core", "None of {count} trials has come to its end yet."), count=count)


def _lost(snapshots: Sequence[SearchSnapshot]) -> list[Phrase]:
    """Return how many trials have diverged, where some have."""
    lost = sum(record.diverged is not None for part in snapshots for record in part.records)
    return [Phrase(mark("core", "{count} diverged."), count=lost)] if lost else []


def _share(value: float) -> str:
    return figures.share(value)


def _points(value: float) -> str:
    return figures.number(100 * value, 2)


# Which settings matter

_MATTERS = mark(
    "core",
    "{when}: **the {setting} alone explains {share}** of the differences, and the best {first} have {values}. The best "
    "gets **{best} right**.",
)
_NOTHING_MATTERS = mark(
    "core",
    "{when}: **no setting explains much alone**, most the {setting}, {share} of the differences. The best gets "
    "**{best} right**.",
)
_ALL_ALIKE = mark("core", "{when}: **all get {best} right**, so that nothing has mattered.")
_NOTHING_VARIED = mark("core", "{when}: the best gets **{best} right**; nothing but random numbers differs.")
_TOO_FEW = mark("core", "{when}: the best gets **{best} right**; so few do not tell which setting matters.")
_UNKNOWN = mark("core", "{when}: the best gets **{best} right**; which setting matters cannot be told.")


@questions.register("matters")
class Matters(Question):
    """Which setting matters, where the good ones lie, and what the best reaches."""

    tab = "search"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        snapshot = outcome.snapshot
        if snapshot is None or not outcome.parts:
            return _which_matters(outcome.study.settings.space, outcome.study.count)
        best = finishers(snapshot)
        if not best:
            return _none_yet([snapshot])
        shares = importance(snapshot.search, snapshot.records)
        values = {"when": _when([snapshot]), "best": _share(best[0].accuracy)}
        said = Phrase(_what_matters(snapshot, best, shares), **values, **_most(snapshot, best[:FIRST], shares))
        return joined([said, *_lost([snapshot])], _SENTENCES)


def _which_matters(space: Sequence[Dimension], count: int) -> Phrase:
    """Return what is asked before the search."""
    settings = joined([PATHS[dimension.path] for dimension in space])
    if not space:
        text = mark("core", "{count} networks that differ by random numbers alone: how far apart are they? Press Run.")
    elif len(space) == 1:
        text = mark("core", "Where do the good values lie: {settings}? Press Run.")
    elif len(space) <= MOST_NAMED:
        text = mark("core", "Which matters: {settings}? And where do the good values lie? Press Run.")
    else:
        text = mark("core", "Which of {varied} settings matters, and where do the good values lie? Press Run.")
    return Phrase(text, settings=settings, count=count, varied=len(space))


def _what_matters(snapshot: SearchSnapshot, best: Sequence[Record], shares: Array) -> str:
    """Return the sentence on what matters that is true of these results, without its values."""
    if np.isfinite(shares).any():
        return _MATTERS if np.nanmax(shares) >= TELLING else _NOTHING_MATTERS
    if not snapshot.search.settings.space:
        return _NOTHING_VARIED
    alike = len({record.accuracy for record in best}) == 1
    if alike and 1 < len(best) == len(ended(snapshot)):
        return _ALL_ALIKE
    measured = sum(len(record.steps) > 0 and record.diverged is None for record in snapshot.records)
    return _TOO_FEW if measured < 2 * FEWEST_A_BIN else _UNKNOWN


def _most(snapshot: SearchSnapshot, first: Sequence[Record], shares: Array) -> dict[str, Any]:
    """Return which setting explains most, how much, and what the first have of it; nothing where none is known."""
    if not np.isfinite(shares).any():
        return {}
    place = int(np.nanargmax(shares))
    dimension = snapshot.search.settings.space[place]
    found = [record.trial.values[place] for record in first]
    return {
        "setting": PATHS[dimension.path],
        "share": _share(float(shares[place])),
        "first": len(first),
        "values": _values(dimension, found),
    }


def _values(dimension: Dimension, found: Sequence[Any]) -> object:
    """Return values of a setting: the ends between which they are, or the options that occur."""
    if isinstance(dimension, Range):
        return figures.span(figures.written(min(found)), figures.written(max(found)))
    if isinstance(dimension, OnOff):
        return joined([OnOff.names[value] for value in sorted(set(found), reverse=True)])
    labels = options_of(dimension.path)
    return joined([labels[name] for name in labels if name in found])


# Ways of choosing

_TRIED = mark(
    "core",
    "{when}, different values of the {setting}: **{tried}**. The best of each gets right: {best}; {verdict}.",
)
_TRIED_OF_WHAT_MATTERS = mark(
    "core",
    "{when}, different values of the {setting}, which matters most: **{tried}**. The best of each gets right: {best}; "
    "{verdict}.",
)
_TRIED_IN_VAIN = mark(
    "core",
    "{when}, different values of the {setting}: **{tried}**, though no setting matters much alone. The best of each "
    "gets right: {best}; {verdict}.",
)
_TRIED_ALONE = mark(
    "core",
    "{when}, **{tried} different values** of the {setting}; the best gets **{best} right**. Compare another way.",
)


@questions.register("ways")
class Ways(Question):
    """Why one way of choosing beats another: different values that each tries of what matters, and what it reaches."""

    tab = "search"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        study, parts = outcome.study, outcome.parts
        if not study.settings.space:
            return Phrase(mark("core", "Nothing is varied, so that there is nothing to choose."))
        if not parts:
            return _whose_best(study)
        best = [next(iter(finishers(part)), None) for part in parts]
        if all(record is None for record in best):
            return _none_yet(parts)
        shares = importance(study, [record for part in parts for record in part.records])
        known = bool(np.isfinite(shares).any())
        matters = known and float(np.nanmax(shares)) >= TELLING
        text = _TRIED_OF_WHAT_MATTERS if matters else _TRIED_IN_VAIN if known else _TRIED
        place = int(np.nanargmax(shares)) if matters else _place_across(study)
        tried = [_distinct([record.trial for record in part.records if len(record.steps)], place) for part in parts]
        names = [part.search.settings.way.label for part in parts]
        said = Phrase(
            text if len(parts) > 1 else _TRIED_ALONE,
            when=_when(parts),
            setting=PATHS[study.settings.space[place].path],
            tried=_each(names, tried),
            best=_each(names, [_share(record.accuracy) if record else figures.NOTHING for record in best]),
            verdict=_who_wins(names, tried, best, study.settings.validation_images),
        )
        return joined([said, *_lost(parts)], _SENTENCES)


def _place_across(study: Search) -> int:
    return [dimension.path for dimension in study.settings.space].index(study.axes[0])


def _values_to_try(search: Search, place: int) -> int:
    """Return how many different values of a setting will be tried, without its trials, which take long to make."""
    settings = search.settings
    points = settings.way.points(settings.trials, settings.cells, settings.seed, settings.round)
    return len({settings.space[place].value(u) for u in points[:, place].tolist()})


def _distinct(trials: Sequence[Trial], place: int) -> int:
    return len({trial.values[place] for trial in trials})


def _each(names: Sequence[str], values: Sequence[object]) -> Phrase:
    """Return a value a way: "grid 10, random 100"; a value alone where there is one way."""
    if len(names) == 1:
        return joined(values)
    pairs = zip(names, values, strict=True)
    return joined([Phrase(mark("core", "{way} {value}"), way=name, value=value) for name, value in pairs])


def _whose_best(study: Search) -> Phrase:
    """Return what is asked before the search."""
    searches = (study, *study.rivals)
    tried = [_values_to_try(search, _place_across(study)) for search in searches]
    names = [search.settings.way.label for search in searches]
    text = mark("core", "Different values of the {setting}: {tried}. Whose best will be better? Press Run.")
    if len(searches) == 1:
        text = mark("core", "{tried} different values of the {setting}: how good will the best be? Press Run.")
    return Phrase(text, setting=PATHS[study.axes[0]], tried=_each(names, tried))


def _who_wins(names: Sequence[str], tried: Sequence[int], best: Sequence[Record | None], images: int) -> Phrase:
    """Return how the way that tries the fewest values compares with the best of the others."""
    there = [(name, count, record) for name, count, record in zip(names, tried, best, strict=True) if record]
    there.sort(key=lambda each: each[1])
    (fewest, _, own), *others = there
    if not others:
        return Phrase(mark("core", "no other has one"))
    name, _, other = max(others, key=lambda each: each[2].accuracy)
    ahead, error = lead(other, own, images)
    if abs(ahead) <= SURE * error or not ahead:
        return Phrase(mark("core", "**level, as far as {images} images tell**"), images=images)
    if there[0][1] == there[-1][1]:
        return Phrase(mark("core", "**{way} is ahead**"), way=name if ahead > 0 else fewest)
    text = mark("core", "**{way} falls behind**") if ahead > 0 else mark("core", "**{way} is ahead all the same**")
    return Phrase(text, way=fewest)


# Early stopping

_RUNG = mark(
    "core",
    "Rung {rung} of {rungs}: {going} of {count} trials go on, **{stopped} were stopped**, after {share} of the steps "
    "that all would take to their end.",
)
_NOTHING_LOST = mark(
    "core",
    "Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; of "
    "{finished} finished anyway, **none would have been among the best {first}**.",
)
_LOST = mark(
    "core",
    "Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; of "
    "{finished} finished anyway, **{missed} would have been among the best {first}**.",
)
_NOT_KNOWN = mark(
    "core",
    "Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; **what "
    "that cost is unknown**, as none of them was finished.",
)


@questions.register("stopping")
class Stopped(Question):
    """What stopping early has saved, and what it has cost."""

    tab = "search"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        study, snapshot = outcome.study, outcome.snapshot
        rungs = len(study.rungs)
        if rungs == 1:
            text = mark("core", "All {count} trials are trained to their end: nothing is saved, and nothing is missed.")
            return Phrase(text, count=study.count)
        if snapshot is None or not outcome.parts:
            text = mark("core", "How many of {count} trials can be stopped early without losing a good one? Press Run.")
            return Phrase(text, count=study.count)
        cost = stopping_cost(snapshot)
        values = {"share": _share(steps_needed(snapshot)), "count": study.count, "rungs": rungs, **vars(cost)}
        if snapshot.rung < rungs:
            going = len(snapshot.records) - len(ended(snapshot))
            return Phrase(_RUNG, rung=snapshot.rung + 1, going=going, **values)
        return joined([Phrase(_what_it_cost(cost), **values), *_lost([snapshot])], _SENTENCES)


def _what_it_cost(cost: StoppingCost) -> str:
    """Return the sentence that is true of these numbers, without its values."""
    if not cost.stopped:
        return mark("core", "No trial was stopped: **nothing is saved**, and nothing is missed.")
    if not cost.first:
        return mark("core", "{stopped} trials were stopped, and none of the others came to its end.")
    return _NOT_KNOWN if not cost.finished else _LOST if cost.missed else _NOTHING_LOST


# The winner's luck

_ALIKE = mark("core", "{count} networks, alike but for random numbers: how far ahead will the best be? Press Run.")
_NOT_ALIKE = mark(
    "core", "{count} networks with settings of their own: will the best be ahead by more than luck? Press Run."
)
_ALL_LUCK = mark(
    "core",
    "{when} with the same settings, {low} to {high} right: **the winner's lead of {points} points over their mean is "
    "luck**.",
)
_NO_LUCK = mark("core", "{when} with the same settings: all get {high} right, **none is ahead**.")
_MORE_THAN_CHANCE = mark(
    "core",
    "{when}: the best gets {high} right, **{points} points ahead of the second**: more than chance makes of {images} "
    "images.",
)
_NO_MORE_THAN_CHANCE = mark(
    "core",
    "{when}: the best gets {high} right, {points} points ahead of the second: **no more than chance makes of {images} "
    "images**.",
)
_ONE = mark("core", "{when}: one has come to its end, **{high} right**.")
_WORSE = mark("core", "On {images} test images it gets **{test}**, {points} points less.")
_NO_WORSE = mark("core", "On {images} test images it gets **{test}**, no less.")


@questions.register("luck")
class WinnersLuck(Question):
    """How much of the winner's lead is luck."""

    tab = "search"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        study, snapshot = outcome.study, outcome.snapshot
        alike = not study.settings.space
        if snapshot is None or not outcome.parts:
            return Phrase(_ALIKE if alike else _NOT_ALIKE, count=study.count)
        best = finishers(snapshot)
        if not best:
            return _none_yet([snapshot])
        said = _lead_over_all(snapshot, best) if alike else _lead_over_second(snapshot, best)
        more = _on_the_test_set(outcome, best[0]) if snapshot.is_complete else []
        return joined([said, *more], _SENTENCES)


def _lead_over_all(snapshot: SearchSnapshot, best: Sequence[Record]) -> Phrase:
    """Return how far the best of networks with the same settings is ahead of their mean."""
    accuracies = [record.accuracy for record in best]
    low, high = accuracies[-1], accuracies[0]
    text = _ONE if len(best) == 1 else _NO_LUCK if low == high else _ALL_LUCK
    points = _points(high - float(np.mean(accuracies)))
    return Phrase(text, when=_when([snapshot]), low=_share(low), high=_share(high), points=points)


def _lead_over_second(snapshot: SearchSnapshot, best: Sequence[Record]) -> Phrase:
    """Return how far the best is ahead of the second, and whether the validation images can tell that from chance."""
    images = snapshot.search.settings.validation_images
    values: dict[str, Any] = {"when": _when([snapshot]), "high": _share(best[0].accuracy), "images": images}
    if len(best) == 1:
        return Phrase(_ONE, **values)
    ahead, error = lead(best[0], best[1], images)
    text = _MORE_THAN_CHANCE if ahead > SURE * error else _NO_MORE_THAN_CHANCE
    return Phrase(text, points=_points(ahead), **values)


def _on_the_test_set(outcome: Outcome, winner: Record) -> list[Phrase]:
    """Return what the test set says of the winner, or that it can be asked."""
    found = outcome.revealed.get(winner.trial.number)
    if found is None:
        return [Phrase(mark("core", "Reveal the test set."))]
    if not np.isfinite(found.test):
        return []
    points = _points(abs(found.test - found.validation))
    text = _WORSE if found.test < found.validation else _NO_WORSE
    return [Phrase(text, images=found.images, test=_share(found.test), points=points)]
