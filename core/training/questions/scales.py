"""A question about many initial weights: for how many of them training works, with batch normalization and without."""

from __future__ import annotations

from typing import Any

from core.config import figures
from core.config.questions import questions
from core.config.words import Phrase, mark
from core.training.questions.shared import Race, RaceQuestion, epoch_of
from core.training.results import Result

TARGET = 0.8
"""Share of training images that a run has to have had right to count as one that works."""


@questions.register("scales")
class Scales(RaceQuestion):
    """For how many runs training works: with batch normalization for all, for more than without, as many, or fewer."""

    outcomes = ("everywhere", "more", "same", "fewer")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        values: dict[str, Any] = {"target": figures.share(TARGET)}
        if not race.has_begun:
            text = mark("core", "Which initial weights lead to {target} of the training images right? Press Run.")
            return Phrase(text, **values)
        normalized, plain = _parted(race)
        values |= {"when": race.when(), "works": _working(normalized), "of": len(normalized)}
        if normalized and plain:
            values |= {"plain": _working(plain), "others": len(plain)}
            text = mark(
                "core",
                "{when}, {target} of the training images right: **{works} of {of} networks with batch normalization, "
                "{plain} of {others} without**.",
            )
            return Phrase(text, **values)
        values |= {"works": _working(race.results), "of": len(race.results)}
        return Phrase(
            mark("core", "{when}, {target} of the training images right: **{works} of {of} networks**."), **values
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        normalized, plain = _parted(race)
        if not race.is_over or not normalized or not plain:
            return None
        # the shares of both, brought to one denominator
        ahead = _working(normalized) * len(plain) - _working(plain) * len(normalized)
        if ahead > 0:
            return "everywhere" if _working(normalized) == len(normalized) else "more"
        return "same" if ahead == 0 else "fewer"


def _parted(race: Race) -> tuple[list[Result], list[Result]]:
    """Return the runs with batch normalization, and those without."""
    parted: tuple[list[Result], list[Result]] = [], []
    for result in race.results:
        parted[result.configuration.batch_norm is None].append(result)
    return parted


def _working(results: Any) -> int:
    """Return how many runs have had enough training images right, at any time so far."""
    return sum(epoch_of(result, TARGET) is not None for result in results)
