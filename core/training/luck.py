"""What may be said of a race that was run with several seeds: who is ahead, and whether that can be told from luck.

Two runs are compared draw by draw.  If they were equally good, each would be ahead in a draw as often as the other, and
one of them in all of n draws with a probability of 2 / 2ⁿ: once in 128 times for eight (the sign test).  Only that is
called a difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.config.figures import number, share
from core.config.words import Phrase, joined, mark
from core.training.draws import Draws
from core.training.questions.shared import how_far

Array = np.ndarray

LEAST_DRAWS = 6
"""Draws from which on being ahead in all of them is called a difference: luck alone does so once in 32 times."""
LOSS, ACCURACY = "loss", "accuracy"

_BY = {LOSS: mark("core", "by loss"), ACCURACY: mark("core", "by test accuracy")}
_ALL = mark("core", "{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws.**")
_SOME = mark(
    "core",
    "{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws**; of {clauses}, which may be luck.",
)
_NONE = mark("core", "{when}, {by}: {first} is ahead of {clauses} of {count} draws. **That may be luck.**")
_WINS = mark("core", "{name} in {wins}")
_ONE = mark("core", "{when}, {by}: **{mean} on average**, {low} to {high} in {count} draws.")
_LOST = mark("core", "{when}, all runs have diverged in every draw.")


@dataclass(frozen=True)
class Standing:
    """How the runs stand.

    Attributes
    ----------
    step : int
        After so many mini-batches.
    first : int
        Place of the run whose mean is best, among those that have diverged least often.
    wins : tuple of int
        In how many draws it is ahead of the run at each place; of itself in none.
    draws : int
        How many there are.
    """

    step: int
    first: int
    wins: tuple[int, ...]
    draws: int

    def is_told_apart(self, place: int) -> bool:
        """Return whether the first is ahead of a run in all of enough draws."""
        return self.draws >= LEAST_DRAWS and self.wins[place] == self.draws


def values_of(draws: Draws, by: str) -> tuple[int, Array]:
    """Return the newest step that is known, and what each run has come to there ``(runs, draws)``; NaN: diverged."""
    steps, values = (draws.at, draws.loss) if by == LOSS else (draws.measured, draws.accuracy)
    if not len(steps):
        return 0, np.full(draws.diverged.shape, math.nan)
    return int(steps[-1]), np.where(draws.diverged, math.nan, values[-1])


def standing(draws: Draws, by: str) -> Standing | None:
    """Return who is ahead; None where all have diverged, or nothing is known.  A run that has diverged is behind."""
    step, values = values_of(draws, by)
    known = np.isfinite(values)
    if not known.any():
        return None
    good = np.where(known, -values if by == LOSS else values, -math.inf)
    often = known.sum(axis=1)
    means = np.where(known, good, 0.0).sum(axis=1) / np.maximum(often, 1)
    first = max(range(len(values)), key=lambda place: (often[place], means[place]))
    wins = (good[first] > good).sum(axis=1)
    return Standing(step, first, tuple(wins.tolist()), values.shape[1])


def told(draws: Draws, by: str) -> Phrase | None:
    """Return in a sentence what can be told apart; None before anything is known."""
    if not draws.step:
        return None
    found = standing(draws, by)
    if found is None:
        return Phrase(_LOST, when=how_far(draws.study.settings, draws, draws.step)) if draws.diverged.all() else None
    names, when, kind = draws.study.names(), how_far(draws.study.settings, draws, found.step), _BY[by]
    if len(names) == 1:
        _, values = values_of(draws, by)
        values = values[np.isfinite(values)]
        mean, low, high = (number(v) if by == LOSS else share(v) for v in (values.mean(), values.min(), values.max()))
        return Phrase(_ONE, when=when, by=kind, mean=mean, low=low, high=high, count=len(values))
    others = [place for place in range(len(names)) if place != found.first]
    apart = [place for place in others if found.is_told_apart(place)]
    clauses = [
        Phrase(_WINS, name=joined(names[place]), wins=found.wins[place]) for place in others if place not in apart
    ]
    text = _ALL if not clauses else _SOME if apart else _NONE
    return Phrase(
        text,
        when=when,
        by=kind,
        first=joined(names[found.first]),
        others=joined([joined(names[place]) for place in apart]),
        clauses=joined(clauses),
        count=found.draws,
    )
