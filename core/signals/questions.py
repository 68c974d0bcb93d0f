"""What the scenes of the activation tab ask, and the sentences that answer it.

Every sentence follows from readings of the flows and from the thresholds of `core.signals.verdicts`; none is tied to
the name of an activation function or of a rule.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import Any

import numpy as np

from core.config import figures
from core.config.naming import Name
from core.config.questions import Question, questions
from core.config.words import Phrase, joined, mark
from core.networks.probe import LayerReading
from core.rules.activations import curve
from core.rules.initializers import Initializer, Normal
from core.signals.flow import Flow, StudySnapshot, WallSnapshot
from core.signals.study import brief_names
from core.signals.verdicts import (
    KEPT,
    LARGE_CHANGE,
    MANY_CLOSED,
    SATURATED,
    STEADY,
    ends_of,
    growth,
    is_alike,
    is_normalized,
    layers_of,
    percents,
    stretch,
)

_CLAUSES = "; "


def _flows(results: Any) -> list[tuple[Phrase, Flow]]:
    """Return brief name and flow of every network, nothing where something else is looked at or not all is there."""
    if not isinstance(results, StudySnapshot) or not results.complete:
        return []
    names: list[Name] = brief_names(results.study.runs)
    return [(joined(name), flow) for name, flow in zip(names, results.flows, strict=True)]


# How a size changes over all layers


class Change(Enum):
    """What becomes of a size from one end of a network to the other, in words."""

    LOST = mark("core", "is no number any more")
    NONE = mark("core", "is 0")
    VANISHES = mark("core", "vanishes to {ratio}")
    SHRINKS = mark("core", "shrinks to {ratio}")
    KEEPS = mark("core", "keeps its size, × {ratio}")
    GROWS = mark("core", "grows × {ratio}")
    EXPLODES = mark("core", "explodes × {ratio}")


_GRAVE = (Change.LOST, Change.NONE, Change.VANISHES, Change.EXPLODES)


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


def _said(change: Change, ratio: float | None) -> Phrase:
    return Phrase(change.value, ratio=figures.ratio(ratio))


_STRONG = mark("core", "{name} **{what}**")
_WEAK = mark("core", "{name} {what}")


def _clause(name: Phrase, what: object, strong: bool) -> Phrase:
    return Phrase(_STRONG if strong else _WEAK, name=name, what=what)


@questions.register("gradient-size")
class GradientSize(Question):
    """How large the gradient is that arrives at layer 1."""

    tab = "activations"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = [(name, flow, flow.gradient_ratio) for name, flow in _flows(results) if len(flow.layers) > 1]
        if not found:
            return None
        if len(found) > 1:
            clauses = [
                _clause(name, _said(change_of(ratio), ratio), change_of(ratio) in _GRAVE) for name, _, ratio in found
            ]
            text = mark("core", "Gradient, last layer to first: {clauses}.")
            return Phrase(text, clauses=joined(clauses, _CLAUSES))
        _, flow, ratio = found[0]
        text = mark("core", "From layer {number} back to layer 1 the gradient **{what}**.")
        return Phrase(text, what=_said(change_of(ratio), ratio), number=len(flow.layers))


@questions.register("signal-size")
class SignalSize(Question):
    """Whether the signal keeps its size from layer to layer."""

    tab = "activations"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = [(name, forward_change(flow)) for name, flow in _flows(results) if len(flow.layers) > 1]
        clauses = [
            _clause(name, _said(change_of(ratio), ratio), change_of(ratio) is Change.KEEPS) for name, ratio in found
        ]
        if not clauses:
            return None
        text = mark("core", "Spread of the activations, first layer to last: {clauses}.")
        return Phrase(text, clauses=joined(clauses, _CLAUSES))


# How the outputs lie in the range

_DIED = mark("core", "**Every output is 0** in {layers}: nothing gets through.")
_OUTGROWN = mark("core", "**{share} of the outputs are no numbers any more** in {layers}.")
_PILED = mark("core", "**{share} of the outputs lie near {ends}** in {layers}; the gradient {gradient}.")
_PILED_CLOSED = mark(
    "core",
    "**{share} of the outputs lie near {ends}**, {closed} let almost nothing back; the gradient {gradient}.",
)
_PILED_YET = mark(
    "core",
    "**{share} of the outputs lie near {ends}**, {closed} let almost nothing back; yet the gradient {gradient}.",
)
_ALL_ALIKE = mark(
    "core", "**All outputs lie near {mean}** in {layers}: the nodes say the same thing; the gradient {gradient}."
)
_SIZE = mark(
    "core", "Spread of the outputs, layer 1 to {number}: **{what}**, {first} → {last}; the gradient {gradient}."
)
_DIES_OUT = mark("core", "dies out")
_SLOWLY = mark("core", "shrinks slowly")
_CREEPS = mark("core", "grows slowly")
_SIZES = {
    Change.SHRINKS: mark("core", "shrinks"),
    Change.KEEPS: mark("core", "keeps its size"),
    Change.GROWS: mark("core", "grows"),
    Change.EXPLODES: mark("core", "explodes"),
}
_SPREADS = mark("core", "spreads by {std}")
_LIE_ALIKE = mark("core", "has all outputs near {mean}")
_LIE_AT_ENDS = mark("core", "has {share} of the outputs near {ends}")
_OUTPUTS_0 = mark("core", "has all outputs at 0")
_NO_NUMBERS = mark("core", "has outgrown all numbers")
_LAST = mark("core", "At the last layer, {clauses}.")
_LAST_SIGMA = mark("core", "With σ = {sigma}, at the last layer, {clauses}.")
_WELL = mark("core", "At the last layer **no network has lost its spread**: {clauses}.")
_WELL_SIGMA = mark("core", "With σ = {sigma} **no network has lost its spread** at the last layer: {clauses}.")


def is_piled(flow: Flow, reading: LayerReading) -> bool:
    """Return whether the larger part of a layer's outputs lies where its function levels off."""
    return not is_normalized(flow) and (reading.saturated or 0.0) >= SATURATED


@questions.register("spread")
class Spread(Question):
    """Whether the outputs of the layers make use of the range."""

    tab = "activations"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = _flows(results)
        if not found:
            return None
        return _spread_of(found[0][1]) if len(found) == 1 else _spreads_of(found)


def _spread_of(flow: Flow) -> Phrase:
    """Return how the outputs of one network lie, and what becomes of its gradient."""
    lost = stretch(flow.layers, lambda reading: reading.finite < 1)
    if lost:
        share = percents([1 - reading.finite for reading in lost])
        return Phrase(_OUTGROWN, share=share, layers=layers_of(lost))
    silent = stretch(flow.layers, lambda reading: reading.silent == 1)
    if silent:
        return Phrase(_DIED, layers=layers_of(silent))
    change = change_of(flow.gradient_ratio)
    gradient = _said(change, flow.gradient_ratio)
    piled = stretch(flow.layers, lambda reading: is_piled(flow, reading))
    if piled:
        share, ends = percents([reading.saturated or 0 for reading in piled]), ends_of(flow)
        closed = [reading.closed for reading in flow.layers]
        if len(piled) < len(flow.layers) or min(closed) < MANY_CLOSED:
            return Phrase(_PILED, share=share, ends=ends, layers=layers_of(piled), gradient=gradient)
        yet = change in (Change.KEEPS, Change.GROWS, Change.EXPLODES)
        text = _PILED_YET if yet else _PILED_CLOSED
        return Phrase(text, share=share, ends=ends, closed=percents(closed), gradient=gradient)
    alike = stretch(flow.layers, lambda reading: is_alike(flow, reading))
    if alike:
        mean = figures.number(alike[-1].mean, 2)
        return Phrase(_ALL_ALIKE, mean=mean, layers=layers_of(alike), gradient=gradient)
    first, last = flow.layers[0].std, flow.layers[-1].std
    return Phrase(_SIZE, number=len(flow.layers), what=_size(flow), first=first, last=last, gradient=gradient)


def _size(flow: Flow) -> str:
    """Return how the spread changes over all layers, and whether slowly: by less than `STEADY` a layer."""
    change, factor = change_of(forward_change(flow)), growth(flow) or 1.0
    if change is not Change.KEEPS and 1 / STEADY <= factor <= STEADY:
        return _SLOWLY if factor < 1 else _CREEPS
    return _SIZES.get(change, _DIES_OUT)


def _spreads_of(found: Sequence[tuple[Phrase, Flow]]) -> Phrase:
    """Return how the outputs of several networks lie at their last layers."""
    clauses, well = [], True
    for name, flow in found:
        what, lost = _state(flow)
        clauses.append(_clause(name, what, lost))
        well = well and not lost
    rules: set[Initializer] = {flow.configuration.initializer for _, flow in found}
    rule = rules.pop()
    if rules or not isinstance(rule, Normal):
        return Phrase(_WELL if well else _LAST, clauses=joined(clauses, _CLAUSES))
    sigma = figures.setting(rule.sigma)
    return Phrase(_WELL_SIGMA if well else _LAST_SIGMA, sigma=sigma, clauses=joined(clauses, _CLAUSES))


def _state(flow: Flow) -> tuple[Phrase, bool]:
    """Return how the outputs of the last layer lie, and whether their spread is lost."""
    last = flow.layers[-1]
    if last.finite < 1:
        return Phrase(_NO_NUMBERS), True
    if last.silent == 1:
        return Phrase(_OUTPUTS_0), True
    if is_piled(flow, last):
        return Phrase(_LIE_AT_ENDS, share=figures.share(last.saturated), ends=ends_of(flow)), True
    if is_alike(flow, last):
        return Phrase(_LIE_ALIKE, mean=figures.number(last.mean, 2)), True
    spread = Phrase(_SPREADS, std=last.std)
    return spread, change_of(forward_change(flow)) in _GRAVE


# Slopes


@questions.register("slopes")
class Slopes(Question):
    """How much each activation function lets through."""

    tab = "activations"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = _flows(results)
        if not found:
            return None
        met = [float(np.mean([reading.mean_slope for reading in flow.layers])) for _, flow in found]
        least = min(met)
        clauses = []
        for (name, flow), slope in zip(found, met, strict=True):
            steepest = float(np.abs(curve(flow.configuration.activation).slope).max())
            what = Phrase(mark("core", "{slope} (at most {most})"), slope=slope, most=steepest)
            clauses.append(_clause(name, what, slope == least and len(found) > 1))
        return Phrase(
            mark("core", "Slope that the values meet, on average: {clauses}."), clauses=joined(clauses, _CLAUSES)
        )


# The wall


class Quality(Enum):
    """How a network passes signal and gradient on."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


def quality(flow: Flow) -> Quality:
    """Return how a network passes signal and gradient on.

    Good: both keep their size (`KEPT`).  Bad: one of them vanishes or explodes (`LARGE_CHANGE`), or the last layer's
    outputs are all alike or mostly saturated.  Fair: what is between.
    """
    changes = change_of(forward_change(flow)), change_of(flow.gradient_ratio)
    last = flow.layers[-1]
    if any(change in _GRAVE for change in changes) or is_piled(flow, last) or is_alike(flow, last):
        return Quality.BAD
    return Quality.GOOD if changes == (Change.KEEPS, Change.KEEPS) else Quality.FAIR


_WORDS = {
    Change.LOST: (mark("core", "no numbers"), mark("core", "gradient lost")),
    Change.NONE: (mark("core", "signal is 0"), mark("core", "gradient is 0")),
    Change.VANISHES: (mark("core", "signal dies"), mark("core", "gradient dies")),
    Change.EXPLODES: (mark("core", "signal huge"), mark("core", "gradient huge")),
    Change.SHRINKS: (mark("core", "signal low"), mark("core", "gradient low")),
    Change.GROWS: (mark("core", "signal high"), mark("core", "gradient high")),
}


def word_of(flow: Flow) -> str:
    """Return in a word or two why a network is good, fair or bad (see `quality`): the gravest first."""
    signal, gradient = change_of(forward_change(flow)), change_of(flow.gradient_ratio)
    last = flow.layers[-1]
    if signal in _GRAVE:
        return _WORDS[signal][0]
    if is_piled(flow, last):
        return mark("core", "saturated")
    if is_alike(flow, last):
        return mark("core", "all alike")
    if gradient in _GRAVE:
        return _WORDS[gradient][1]
    if signal is not Change.KEEPS:
        return _WORDS[signal][0]
    return mark("core", "good") if gradient is Change.KEEPS else _WORDS[gradient][1]


@questions.register("combinations")
class Combinations(Question):
    """Which activation functions and initial weights go together."""

    tab = "activations"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if not isinstance(results, WallSnapshot) or not results.complete:
            return None
        good = [pair for pair, cell in results.cells.items() if quality(cell.flow) is Quality.GOOD]
        if not good:
            return Phrase(mark("core", "**No combination** keeps the size of signal and gradient."))
        counts = {rule: sum(found == rule for _, found in good) for rule in results.initializers}
        most = max(counts.values())
        best = [rule for rule, count in counts.items() if count == most]
        text = mark(
            "core",
            "**{good} of {all}** keep the size of signal and gradient; most often with **{best}**: {most} of {rows}.",
        )
        names = joined([_rule(rule) for rule in best])
        return Phrase(text, good=len(good), all=results.total, best=names, most=most, rows=len(results.activations))


def _rule(rule: Initializer) -> Phrase | str:
    return Phrase("σ = {sigma}", sigma=figures.setting(rule.sigma)) if isinstance(rule, Normal) else rule.label
