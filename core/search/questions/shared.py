"""What the questions about searches have in common: what they are told, and words for how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.config import figures
from core.config.questions import Question, so_far
from core.config.words import Phrase, mark
from core.search.conclusion import Revealed
from core.search.ranking import ended
from core.search.study import Search
from core.search.trials import SearchSnapshot

SURE = 2.0
"""A lead of more than so many standard errors is no chance of the validation images, nineteen times of twenty."""


class SearchQuestion(Question):
    """Base of the questions about searches."""

    tab = "search"


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


_TRIALS = mark("core", "After {done} trials"), mark("core", "After {done} of {planned} trials")


def when(parts: Sequence[SearchSnapshot]) -> Phrase:
    """Return how far ways of choosing are: "After 34 of 100 trials"."""
    done, count = sum(len(ended(part)) for part in parts), sum(len(part.records) for part in parts)
    return so_far(_TRIALS, done, count, done == count)


def none_yet(parts: Sequence[SearchSnapshot]) -> Phrase:
    """Return that no trial has come to its last step: all that have ended diverged, or none has ended."""
    if any(ended(part) for part in parts):
        return Phrase(mark("core", "{when}: **none has come to its last step**."), when=when(parts))
    count = sum(len(part.records) for part in parts)
    return Phrase(mark("core", "None of {count} trials has come to its end yet."), count=count)


def lost(snapshots: Sequence[SearchSnapshot]) -> list[Phrase]:
    """Return how many trials have diverged, where some have."""
    count = sum(record.diverged is not None for part in snapshots for record in part.records)
    return [Phrase(mark("core", "{count} diverged."), count=count)] if count else []


def in_points(difference: float) -> str:
    """Return a difference of two shares in points, hundredths of the whole."""
    return figures.number(100 * difference, 2)
