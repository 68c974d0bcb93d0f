"""The question what stopping trials early saves, and what it costs."""

from __future__ import annotations

from typing import Any

from core.config import figures
from core.config.questions import SENTENCES, questions
from core.config.words import Phrase, joined, mark
from core.search.questions.shared import Outcome, SearchQuestion, lost
from core.search.ranking import StoppingCost, ended, steps_needed, stopping_cost

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
class Stopped(SearchQuestion):
    """What stopping early has saved, and what it has cost.

    Of the stopped trials that were finished anyway none would have been among the first, some, or at least half.
    """

    outcomes = ("none", "some", "many")

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
        values = {"share": figures.share(steps_needed(snapshot)), "count": study.count, "rungs": rungs, **vars(cost)}
        if snapshot.rung < rungs:
            going = len(snapshot.records) - len(ended(snapshot))
            return Phrase(_RUNG, rung=snapshot.rung + 1, going=going, **values)
        return joined([Phrase(_what_it_cost(cost), **values), *lost([snapshot])], SENTENCES)

    @staticmethod
    def outcome(results: Any) -> str | None:
        snapshot = results.snapshot
        if snapshot is None or not snapshot.is_complete:
            return None
        cost = stopping_cost(snapshot)
        if not cost.first or not cost.finished:
            return None
        return "none" if not cost.missed else "many" if 2 * cost.missed >= cost.finished else "some"


def _what_it_cost(cost: StoppingCost) -> str:
    """Return the sentence that is true of these numbers, without its values."""
    if not cost.stopped:
        return mark("core", "No trial was stopped: **nothing is saved**, and nothing is missed.")
    if not cost.first:
        return mark("core", "{stopped} trials were stopped, and none of the others came to its end.")
    return _NOT_KNOWN if not cost.finished else _LOST if cost.missed else _NOTHING_LOST
