"""What the questions about flows have in common: which are meant, and what becomes of a size, in words."""

from __future__ import annotations

import math
from enum import Enum
from typing import Any

from core.config import figures
from core.config.naming import Name
from core.config.questions import Question
from core.config.words import Phrase, joined, mark
from core.networks.probe import LayerReading
from core.signals.flow import Flow, StudySnapshot
from core.signals.study import brief_names
from core.signals.verdicts import KEPT, LARGE_CHANGE, SATURATED, is_normalized


class SignalQuestion(Question):
    """Base of the questions about flows."""

    tab = "activations"


def flows_of(results: Any) -> list[tuple[Phrase, Flow]]:
    """Return brief name and flow of every network, nothing where something else is looked at or not all is there."""
    if not isinstance(results, StudySnapshot) or not results.complete:
        return []
    names: list[Name] = brief_names(results.study.runs)
    return [(joined(name), flow) for name, flow in zip(names, results.flows, strict=True)]


class Change(Enum):
    """What becomes of a size from one end of a network to the other, in words."""

    LOST = mark("core", "is no number any more")
    NONE = mark("core", "is 0")
    VANISHES = mark("core", "vanishes to {ratio}")
    SHRINKS = mark("core", "shrinks to {ratio}")
    KEEPS = mark("core", "keeps its size, × {ratio}")
    GROWS = mark("core", "grows × {ratio}")
    EXPLODES = mark("core", "explodes × {ratio}")


GRAVE = (Change.LOST, Change.NONE, Change.VANISHES, Change.EXPLODES)


def change_of(ratio: float | None) -> Change:
    """Return what a ratio of two sizes says: it vanishes or explodes beyond `LARGE_CHANGE`, keeps within `KEPT`."""
    if ratio is None or not math.isfinite(ratio):
        return Change.LOST
    if ratio == 0:
        return Change.NONE
    if ratio < 1 / LARGE_CHANGE:
        return Change.VANISHES
    if ratio > LARGE_CHANGE:
        return Change.EXPLODES
    return Change.KEEPS if 1 / KEPT <= ratio <= KEPT else Change.SHRINKS if ratio < 1 else Change.GROWS


def forward_change(flow: Flow) -> float:
    """Return the standard deviation of the activations at the last layer over that at layer 1; NaN without numbers."""
    if any(reading.finite < 1 for reading in flow.layers):
        return math.nan
    first, last = flow.layers[0].std, flow.layers[-1].std
    return last / first if first else 0.0


def said(change: Change, ratio: float | None) -> Phrase:
    """Return what becomes of a size, with its ratio."""
    return Phrase(change.value, ratio=figures.ratio(ratio))


_STRONG = mark("core", "{name} **{what}**")
_WEAK = mark("core", "{name} {what}")


def clause(name: Phrase, what: object, strong: bool) -> Phrase:
    """Return of a network what is to be said of it, `strong` where it matters most."""
    return Phrase(_STRONG if strong else _WEAK, name=name, what=what)


def is_piled(flow: Flow, reading: LayerReading) -> bool:
    """Return whether the larger part of a layer's outputs lies where its function levels off."""
    return not is_normalized(flow) and (reading.saturated or 0.0) >= SATURATED
