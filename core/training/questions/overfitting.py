"""Questions about overfitting: how much better a run does on images that it has seen, and what a cure does to that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config.questions import CLAUSES, questions
from core.config.words import Phrase, joined, mark
from core.training.questions.shared import (
    NO_DIFFERENCE,
    Race,
    RaceQuestion,
    accuracies,
    diverged_clause,
    epoch_of,
    is_guessing,
    name_of,
    percent,
    with_more,
)
from core.training.results import Result
from core.training.study import RunConfiguration
from core.training.verdicts import WIDE_GAP, gap_of

MOST_NAMED = 3
"""Runs with a cure that are named one by one; of more, the best."""


def _cure_name(result: Result) -> Phrase:
    """Return the name of a run; one of many without values that runs share: "dropout + weight decay"."""
    if len(result.study.runs) <= MOST_NAMED:
        return name_of(result)
    return joined(result.study.brief_names()[result.place], " + ")


@questions.register("gap")
class Gap(RaceQuestion):
    """How much better a run does on the images that it has seen.

    New images come close; or a gap is left, because on new images it stops to get better, or has got worse by as much.
    """

    outcomes = ("close", "gap", "falls")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        widest = _widest(race)
        lost = [diverged_clause(result) for result in race.results if result.diverged is not None]
        if not race.has_begun or widest is None:
            return Phrase(mark("core", "Will it do as well on new images as on those it trains on? Press Run."))
        gap, result = _gap(widest), widest
        train, test = accuracies(result)
        perfect = epoch_of(result, 1.0, last=True) if train == 1 else None
        values: dict[str, Any] = {
            "when": race.when(),
            "train": percent(train),
            "test": percent(test),
            "gap": percent(gap),
            "wrong": percent(1 - test),
            "epoch": perfect,
        }
        if gap < WIDE_GAP:
            text = mark("core", "{when}: {train} of the training images right, {test} of new ones: **hardly a gap**.")
        elif perfect is not None:
            text = mark("core", "Every training image right after {epoch} epochs; of new images **{wrong} are wrong**.")
        else:
            text = mark("core", "{when}: {train} of the training images right, {test} of new ones: **a gap of {gap}**.")
        said = Phrase(text, **values)
        if len(race.results) > 1:
            said = Phrase(mark("core", "Widest gap, {name}. {sentence}"), name=name_of(result), sentence=said)
        return with_more(said, lost)

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        widest = _widest(race)
        if not race.is_over or widest is None:
            return None
        if _gap(widest) < WIDE_GAP:
            return "close"
        return "falls" if np.nanmax(widest.accuracy("test")) - accuracies(widest)[1] >= WIDE_GAP else "gap"


def _widest(race: Race) -> Result | None:
    """Return the run with the widest gap, None where none is known."""
    known = [result for result in race.results if gap_of(result.final()) is not None]
    return max(known, key=_gap, default=None)


def is_plain(run: RunConfiguration) -> bool:
    """Return whether a run has no cure."""
    return run.decay is None and run.dropout is None and run.batch_norm is None


@questions.register("cure")
class Cure(RaceQuestion):
    """What a cure does to the gap, and what it costs on new images.

    Every cure narrows the gap, with more new images right, fewer, as many, or here more and there fewer; or every cure
    leaves the gap, or widens it, or they do not do the same; or every cure stops all learning.
    """

    outcomes = (
        "narrower-better",
        "narrower-worse",
        "narrower-level",
        "narrower-mixed",
        "same",
        "wider",
        "mixed",
        "guesses",
    )

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        known, plain, guessing, cured = _parted(race)
        if not race.has_begun or not known:
            return Phrase(mark("core", "Does the gap narrow, and what does that cost on new images? Press Run."))
        lost = [diverged_clause(result) for result in race.results if result.diverged is not None]
        if len(guessing) + (plain is not None and is_guessing(plain)) == len(known):
            text = mark(
                "core", "{when} **no run does better than guessing**, at most {share} of the training images right."
            )
            return Phrase(text, when=race.when(), share=percent(max(accuracies(result)[0] for result in known)))
        more = lost + _only_guess(guessing)
        if plain is None or not cured:
            clauses = [_gap_clause(result) for result in known if result not in guessing]
            if not clauses:
                return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(more, CLAUSES))
            text = mark("core", "{when}, training less test: {clauses}.")
            return with_more(Phrase(text, when=race.when(), clauses=joined(clauses, CLAUSES)), more)
        if len(cured) == 1:
            return with_more(_one_cure(race, plain, cured[0]), more)
        if len(cured) + 1 <= MOST_NAMED:
            return with_more(_few_cures(race, plain, cured), more)
        return with_more(_many_cures(race, plain, cured), more)

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        _, plain, guessing, cured = _parted(race)
        if not race.is_over or plain is None or is_guessing(plain):
            return None
        if not cured:
            return "guesses" if guessing else None
        gap = _compared([_gap(result) for result in cured], _gap(plain))
        if gap != "lower":
            return {"level": "same", "higher": "wider"}.get(gap, "mixed")
        test = _compared([accuracies(result)[1] for result in cured], accuracies(plain)[1])
        return {"higher": "narrower-better", "lower": "narrower-worse"}.get(test, f"narrower-{test}")


def _parted(race: Race) -> tuple[list[Result], Result | None, list[Result], list[Result]]:
    """Return the runs with a known gap; of these that without a cure, those that only guess, and all others."""
    known = [result for result in race.results if gap_of(result.final()) is not None]
    plain = next((result for result in known if is_plain(result.configuration)), None)
    guessing = [result for result in known if result is not plain and is_guessing(result)]
    return known, plain, guessing, [result for result in known if result is not plain and result not in guessing]


def _compared(values: Sequence[float], other: float) -> str:
    """Return whether all values are lower or higher than another or level with it, or not all the same: mixed."""
    differences = [value - other for value in values]
    if all(abs(difference) <= NO_DIFFERENCE for difference in differences):
        return "level"
    if all(difference < -NO_DIFFERENCE for difference in differences):
        return "lower"
    return "higher" if all(difference > NO_DIFFERENCE for difference in differences) else "mixed"


def _only_guess(runs: Sequence[Result]) -> list[Phrase]:
    """Return what is to be said of runs that have come to nothing."""
    if not runs:
        return []
    names = joined([_cure_name(result) for result in runs], CLAUSES)
    share = percent(max(accuracies(result)[0] for result in runs))
    one, several = mark("core", "{names} **only guesses**: {share} right"), mark("core", "**only guessing**: {names}")
    return [Phrase(one if len(runs) == 1 else several, names=names, share=share)]


def _gap(result: Result) -> float:
    return gap_of(result.final()) or 0.0


def _gap_clause(result: Result) -> Phrase:
    return Phrase(mark("core", "{name} **{gap}**"), name=name_of(result), gap=percent(_gap(result)))


def _one_cure(race: Race, plain: Result, cured: Result) -> Phrase:
    before, after = _gap(plain), _gap(cured)
    how = _compared([after], before)
    if how == "lower":
        text = mark(
            "core",
            "{when} {name} **narrows the gap, {before} to {after}**; new images right: {test}, plain {other}.",
        )
    elif how == "higher":
        text = mark(
            "core",
            "{when} {name} **widens the gap, {before} to {after}**; new images right: {test}, plain {other}.",
        )
    else:
        text = mark("core", "{when} {name} **leaves the gap at {after}**; new images right: {test}, plain {other}.")
    return Phrase(
        text,
        when=race.when(),
        name=name_of(cured),
        before=percent(before),
        after=percent(after),
        test=percent(accuracies(cured)[1]),
        other=percent(accuracies(plain)[1]),
    )


def _few_cures(race: Race, plain: Result, cured: Sequence[Result]) -> Phrase:
    clauses = [
        Phrase(
            mark("core", "{name} **{gap}** ({test})"),
            name=name_of(result),
            gap=percent(_gap(result)),
            test=percent(accuracies(result)[1]),
        )
        for result in (plain, *cured)
    ]
    text = mark("core", "{when}, gap (and new images right): {clauses}.")
    return Phrase(text, when=race.when(), clauses=joined(clauses, CLAUSES))


def _many_cures(race: Race, plain: Result, cured: Sequence[Result]) -> Phrase:
    best = max((plain, *cured), key=lambda result: accuracies(result)[1])
    narrow = min((plain, *cured), key=_gap)
    text = mark(
        "core",
        "{when} **{best} does best on new images, {test}**; narrowest gap: {narrow}, {gap} (plain {before}).",
    )
    return Phrase(
        text,
        when=race.when(),
        best=_cure_name(best),
        test=percent(accuracies(best)[1]),
        narrow=_cure_name(narrow),
        gap=percent(_gap(narrow)),
        before=percent(_gap(plain)),
    )
