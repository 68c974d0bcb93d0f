"""The question about the wall: which activation functions and initial weights go together, and how well each does."""

from __future__ import annotations

from enum import Enum
from typing import Any

from core.config import figures
from core.config.questions import questions
from core.config.words import Phrase, joined, mark
from core.rules.initializers import Initializer, Normal, initializers
from core.signals.flow import Flow, WallSnapshot
from core.signals.questions.shared import GRAVE, Change, SignalQuestion, change_of, forward_change, is_piled
from core.signals.verdicts import is_alike


class Quality(Enum):
    """How a network passes signal and gradient on."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


def quality(flow: Flow) -> Quality:
    """Return how a network passes signal and gradient on.

    Good: both keep their size (`KEPT`).  Bad: one of them vanishes or explodes (`LARGE_CHANGE`), or the last layer's
    outputs are all alike or mostly saturated.  Fair: what is between, and a single layer.
    """
    changes = change_of(forward_change(flow)), change_of(flow.gradient_ratio)
    last = flow.layers[-1]
    if any(change in GRAVE for change in changes) or is_piled(flow, last) or is_alike(flow, last):
        return Quality.BAD
    kept = changes == (Change.KEEPS, Change.KEEPS) and len(flow.layers) > 1
    return Quality.GOOD if kept else Quality.FAIR


_WORDS = {
    Change.LOST: (mark("core", "no numbers"), mark("core", "gradient lost")),
    Change.NONE: (mark("core", "signal is 0"), mark("core", "gradient is 0")),
    Change.VANISHES: (mark("core", "signal dies"), mark("core", "gradient dies")),
    Change.EXPLODES: (mark("core", "signal huge"), mark("core", "gradient huge")),
    Change.SHRINKS: (mark("core", "signal low"), mark("core", "gradient low")),
    Change.GROWS: (mark("core", "signal high"), mark("core", "gradient high")),
}


_BRIEF = {
    "gradient lost": mark("core", "grad. lost"),
    "gradient is 0": mark("core", "grad. is 0"),
    "gradient dies": mark("core", "grad. dies"),
    "gradient huge": mark("core", "grad. huge"),
    "gradient low": mark("core", "grad. low"),
    "gradient high": mark("core", "grad. high"),
}
"""The same in fewer letters, for narrow cells."""


def brief(word: str) -> str:
    """Return a word of `word_of` in fewer letters, where there is one."""
    return _BRIEF.get(word, word)


def word_of(flow: Flow) -> str:
    """Return in a word or two why a network is good, fair or bad (see `quality`): the gravest first."""
    signal, gradient = change_of(forward_change(flow)), change_of(flow.gradient_ratio)
    last = flow.layers[-1]
    if signal in GRAVE:
        return _WORDS[signal][0]
    if is_piled(flow, last):
        return mark("core", "saturated")
    if is_alike(flow, last):
        return mark("core", "all alike")
    if gradient in GRAVE:
        return _WORDS[gradient][1]
    if len(flow.layers) == 1:
        return mark("core", "one layer")
    if signal is not Change.KEEPS:
        return _WORDS[signal][0]
    return mark("core", "good") if gradient is Change.KEEPS else _WORDS[gradient][1]


@questions.register("combinations")
class Combinations(SignalQuestion):
    """Which activation functions and initial weights go together.

    The initial weights that are most often good come true, or that several are, or none.
    """

    outcomes = (*initializers, "several", "none")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if not isinstance(results, WallSnapshot) or not results.complete:
            return None
        if results.study.selected.layers == 1:
            return Phrase(mark("core", "**A single layer** has no other whose size it could keep."))
        counts = _good(results)
        good, most = sum(counts.values()), max(counts.values())
        if not good:
            return Phrase(mark("core", "**No combination** is good, with size kept and outputs spread."))
        best = [rule for rule, count in counts.items() if count == most]
        text = mark(
            "core",
            "**{good} of {all}** are good, with size kept and outputs spread; most often with **{best}**: {most} of "
            "{rows}.",
        )
        names = joined([_rule(rule) for rule in best])
        return Phrase(text, good=good, all=results.total, best=names, most=most, rows=len(results.activations))

    @staticmethod
    def outcome(results: Any) -> str | None:
        if not isinstance(results, WallSnapshot) or not results.complete or results.study.selected.layers == 1:
            return None
        counts = _good(results)
        most = max(counts.values())
        best = [rule.key for rule, count in counts.items() if count == most]
        return "none" if not most else best[0] if len(best) == 1 else "several"


def _good(wall: WallSnapshot) -> dict[Initializer, int]:
    """Return with how many activation functions each rule for the initial weights is good."""
    counts = dict.fromkeys(wall.initializers, 0)
    for (_, rule), cell in wall.cells.items():
        counts[rule] += quality(cell.flow) is Quality.GOOD
    return counts


def _rule(rule: Initializer) -> Phrase | str:
    return Phrase("σ = {sigma}", sigma=figures.setting(rule.sigma)) if isinstance(rule, Normal) else rule.label
