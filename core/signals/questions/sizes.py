"""Questions about what becomes of a size over all layers, and about the slopes that values meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config.questions import CLAUSES, questions
from core.config.words import Phrase, joined, mark
from core.rules.activations import Activation
from core.rules.initializers import initializers
from core.signals.flow import Flow
from core.signals.questions.shared import (
    GRAVE,
    Change,
    SignalQuestion,
    change_of,
    clause,
    flows_of,
    forward_change,
    said,
)

_WHICH = ("all", "bounded", "unbounded", "deepest", "one", "some")


@questions.register("gradient-size")
class GradientSize(SignalQuestion):
    """How large the gradient is that arrives at layer 1.

    It vanishes or explodes in all networks; just in those with, or without, bounds on their outputs; in the deepest; in
    one; in some; it does the one here and the other there; or neither.
    """

    outcomes = (
        *(f"{fate}-{which}" for fate in ("vanish", "explode") for which in _WHICH),
        "mixed",
        "neither",
    )

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = [(name, flow, flow.gradient_ratio) for name, flow in flows_of(results) if len(flow.layers) > 1]
        if not found:
            return None
        if len(found) > 1:
            clauses = [
                clause(name, said(change_of(ratio), ratio), change_of(ratio) in GRAVE) for name, _, ratio in found
            ]
            text = mark("core", "Gradient, last layer to first: {clauses}.")
            return Phrase(text, clauses=joined(clauses, CLAUSES))
        _, flow, ratio = found[0]
        text = mark("core", "From layer {number} back to layer 1 the gradient **{what}**.")
        return Phrase(text, what=said(change_of(ratio), ratio), number=len(flow.layers))

    @staticmethod
    def outcome(results: Any) -> str | None:
        flows = [flow for _, flow in flows_of(results) if len(flow.layers) > 1]
        changes = [change_of(flow.gradient_ratio) for flow in flows]
        if not flows or Change.LOST in changes:
            return None
        vanish = [change in (Change.VANISHES, Change.NONE) for change in changes]
        explode = [change is Change.EXPLODES for change in changes]
        if any(vanish) and any(explode):
            return "mixed"
        if any(vanish):
            return f"vanish-{_which(flows, vanish)}"
        return f"explode-{_which(flows, explode)}" if any(explode) else "neither"


def _which(flows: Sequence[Flow], chosen: Sequence[bool]) -> str:
    """Return by what those networks are told from the others, at least one of which is chosen."""
    bounded = [None not in flow.configuration.activation.bounds for flow in flows]
    inside = [len(flow.layers) for flow, each in zip(flows, chosen, strict=True) if each]
    outside = [len(flow.layers) for flow, each in zip(flows, chosen, strict=True) if not each]
    if not outside:
        return "all"
    if bounded in (list(chosen), [not each for each in chosen]):
        return "bounded" if bounded == list(chosen) else "unbounded"
    if min(inside) > max(outside):
        return "deepest"
    return "one" if len(inside) == 1 else "some"


@questions.register("signal-size")
class SignalSize(SignalQuestion):
    """Whether the signal keeps its size from layer to layer.

    It does with the initial weights of one kind, of several, or of none.
    """

    outcomes = (*initializers, "several", "none")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = [(name, forward_change(flow)) for name, flow in flows_of(results) if len(flow.layers) > 1]
        clauses = [
            clause(name, said(change_of(ratio), ratio), change_of(ratio) is Change.KEEPS) for name, ratio in found
        ]
        if not clauses:
            return None
        text = mark("core", "Spread of the activations, first layer to last: {clauses}.")
        return Phrase(text, clauses=joined(clauses, CLAUSES))

    @staticmethod
    def outcome(results: Any) -> str | None:
        flows = [flow for _, flow in flows_of(results) if len(flow.layers) > 1]
        kept = {flow.configuration.initializer.key for flow in flows if change_of(forward_change(flow)) is Change.KEEPS}
        if len(kept) > 1:
            return "several"
        return kept.pop() if kept else "none" if flows else None


@questions.register("slopes")
class Slopes(SignalQuestion):
    """How much each activation function lets through."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = flows_of(results)
        if not found:
            return None
        met = [float(np.mean([reading.mean_slope for reading in flow.layers])) for _, flow in found]
        least = min(met)
        clauses = []
        for (name, flow), slope in zip(found, met, strict=True):
            most = _steepest(flow.configuration.activation)
            what = Phrase(mark("core", "{slope} (at most {most})"), slope=slope, most=most)
            clauses.append(clause(name, what, slope == least and len(found) > 1))
        return Phrase(
            mark("core", "Slope that the values meet, on average: {clauses}."), clauses=joined(clauses, CLAUSES)
        )


_PLACES = np.geomspace(1e-3, 1e3, 4001)


def _steepest(function: Activation) -> float:
    """Return the largest slope of an activation function, wherever it is."""
    z = np.concatenate([-_PLACES, [0.0], _PLACES])
    with np.errstate(all="ignore"):
        return float(np.nanmax(np.abs(function.slope(z, function.value(z)))))
