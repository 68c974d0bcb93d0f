"""The question how much of the winner's lead is luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config import figures
from core.config.questions import SENTENCES, questions
from core.config.words import Phrase, joined, mark
from core.search.crown import lead
from core.search.questions.shared import SURE, Outcome, SearchQuestion, in_points, none_yet, when
from core.search.ranking import finishers
from core.search.trials import Record, SearchSnapshot

FEW, MANY = 0.02, 0.1
"""Leads of the best over the mean, as shares, between which a class is to choose."""

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
class WinnersLuck(SearchQuestion):
    """How much of the winner's lead is luck.

    Of networks with the same settings the best is ahead of their mean by less than `FEW`, by less than `MANY`, or by
    more.  Of others it is ahead of the second by more than chance makes, or not.
    """

    outcomes = ("close", "ahead", "far", "chance", "more")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        study, snapshot = outcome.study, outcome.snapshot
        alike = not study.settings.space
        if snapshot is None or not outcome.parts:
            return Phrase(_ALIKE if alike else _NOT_ALIKE, count=study.count)
        best = finishers(snapshot)
        if not best:
            return none_yet([snapshot])
        said = _lead_over_all(snapshot, best) if alike else _lead_over_second(snapshot, best)
        more = _on_the_test_set(outcome, best[0]) if snapshot.is_complete else []
        return joined([said, *more], SENTENCES)

    @staticmethod
    def outcome(results: Any) -> str | None:
        snapshot = results.snapshot
        best = finishers(snapshot) if snapshot is not None and snapshot.is_complete else ()
        if len(best) < 2:
            return None
        if not results.study.settings.space:
            ahead = round(best[0].accuracy - _mean(best), 9)
            return "close" if ahead < FEW else "ahead" if ahead < MANY else "far"
        ahead, error = lead(best[0], best[1], results.study.settings.validation_images)
        return "more" if ahead > SURE * error else "chance"


def _lead_over_all(snapshot: SearchSnapshot, best: Sequence[Record]) -> Phrase:
    """Return how far the best of networks with the same settings is ahead of their mean."""
    accuracies = [record.accuracy for record in best]
    low, high = accuracies[-1], accuracies[0]
    text = _ONE if len(best) == 1 else _NO_LUCK if low == high else _ALL_LUCK
    points = in_points(high - _mean(best))
    return Phrase(text, when=when([snapshot]), low=figures.share(low), high=figures.share(high), points=points)


def _mean(records: Sequence[Record]) -> float:
    return float(np.mean([record.accuracy for record in records]))


def _lead_over_second(snapshot: SearchSnapshot, best: Sequence[Record]) -> Phrase:
    """Return how far the best is ahead of the second, and whether the validation images can tell that from chance."""
    images = snapshot.search.settings.validation_images
    values: dict[str, Any] = {"when": when([snapshot]), "high": figures.share(best[0].accuracy), "images": images}
    if len(best) == 1:
        return Phrase(_ONE, **values)
    ahead, error = lead(best[0], best[1], images)
    text = _MORE_THAN_CHANCE if ahead > SURE * error else _NO_MORE_THAN_CHANCE
    return Phrase(text, points=in_points(ahead), **values)


def _on_the_test_set(outcome: Outcome, winner: Record) -> list[Phrase]:
    """Return what the test set says of the winner, or that it can be asked."""
    found = outcome.revealed.get(winner.trial.number)
    if found is None:
        return [Phrase(mark("core", "Reveal the test set."))]
    if not np.isfinite(found.test):
        return []
    points = in_points(abs(found.test - found.validation))
    text = _WORSE if found.test < found.validation else _NO_WORSE
    return [Phrase(text, images=found.images, test=figures.share(found.test), points=points)]
