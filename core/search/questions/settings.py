"""The question which setting matters, where the good ones lie, and what the best reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config import figures
from core.config.questions import SENTENCES, questions
from core.config.words import Phrase, joined, mark
from core.search.questions.shared import Outcome, SearchQuestion, lost, none_yet, when
from core.search.ranking import FEWEST_A_BIN, FIRST, ended, finishers, importance
from core.search.space import PATHS, Dimension, OnOff, Range, options_of
from core.search.trials import Record, SearchSnapshot
from core.search.verdicts import TELLING

Array = np.ndarray

_NAMED = {"optimizer.lr": "rate", "decay.strength": "decay"}
"""What can be predicted to matter, by the setting."""
MOST_NAMED = 3
"""Settings that are varied and named one by one; more are counted."""

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
class Matters(SearchQuestion):
    """Which setting matters, where the good ones lie, and what the best reaches.

    The learning rate alone tells good from bad, or the strength of the decay, or another setting; or several do, or
    none does.
    """

    outcomes = (*_NAMED.values(), "other", "several", "none")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        snapshot = outcome.snapshot
        if snapshot is None or not outcome.parts:
            return _which_matters(outcome.study.settings.space, outcome.study.count)
        best = finishers(snapshot)
        if not best:
            return none_yet([snapshot])
        shares = importance(snapshot.search, snapshot.records)
        values = {"when": when([snapshot]), "best": figures.share(best[0].accuracy)}
        said = Phrase(_what_matters(snapshot, best, shares), **values, **_most(snapshot, best[:FIRST], shares))
        return joined([said, *lost([snapshot])], SENTENCES)

    @staticmethod
    def outcome(results: Any) -> str | None:
        snapshot = results.snapshot
        if snapshot is None or not snapshot.is_complete or not finishers(snapshot):
            return None
        shares = importance(snapshot.search, snapshot.records)
        if not np.isfinite(shares).any():
            return None
        telling = [
            dimension.path
            for dimension, share in zip(snapshot.search.settings.space, shares, strict=True)
            if share >= TELLING
        ]
        if len(telling) == 1:
            return _NAMED.get(telling[0], "other")
        return "several" if telling else "none"


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
        "share": figures.share(float(shares[place])),
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
