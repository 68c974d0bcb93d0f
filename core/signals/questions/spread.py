"""Questions about how the outputs of the layers lie in their range, and what comes back through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.config import figures
from core.config.questions import CLAUSES, questions
from core.config.words import Phrase, joined, mark
from core.rules.initializers import Initializer, Normal
from core.signals.flow import Flow
from core.signals.questions.shared import (
    GRAVE,
    Change,
    SignalQuestion,
    change_of,
    clause,
    flows_of,
    forward_change,
    is_piled,
    said,
)
from core.signals.verdicts import MANY_CLOSED, STEADY, ends_of, growth, is_alike, layers_of, numbers, percents, stretch

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
    "core", "**The outputs lie near {mean}** in {layers}: the nodes say the same thing; the gradient {gradient}."
)
_SIZE = mark(
    "core", "Spread of the outputs, layer 1 to {number}: **{what}**, {first} → {last}; the gradient {gradient}."
)
_SINGLE = mark("core", "The single layer **{what}**.")
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
_LIE_ALIKE = mark("core", "has its outputs near {mean}")
_LIE_AT_ENDS = mark("core", "has {share} of the outputs near {ends}")
_OUTPUTS_0 = mark("core", "has all outputs at 0")
_NO_NUMBERS = mark("core", "has outgrown all numbers")
_LAST = mark("core", "At the last layer, {clauses}.")
_LAST_SIGMA = mark("core", "With σ = {sigma}, at the last layer, {clauses}.")
_WELL = mark("core", "At the last layer **no network has lost its spread**: {clauses}.")
_WELL_SIGMA = mark("core", "With σ = {sigma} **no network has lost its spread** at the last layer: {clauses}.")


_WAYS = ("outgrown", "zero", "ends", "alike", "vanishes", "shrinks", "keeps", "grows", "explodes")
_PLACES: dict[str, tuple[str | None, ...]] = {
    "normalized": ("before", "after"),
    "bare": (None,),
    "before": ("before",),
    "after": ("after",),
}
"""Names of groups of networks, with the places of batch normalization in those that belong to them."""
_FATES = {
    Change.NONE: "vanishes",
    Change.VANISHES: "vanishes",
    Change.SHRINKS: "shrinks",
    Change.KEEPS: "keeps",
    Change.GROWS: "grows",
    Change.EXPLODES: "explodes",
}


@questions.register("spread")
class Spread(SignalQuestion):
    """Whether the outputs of the layers make use of the range.

    Of one network, how its outputs lie comes true; of several, which have not lost their spread at the last layer: all,
    none, just those with batch normalization, without it, with it before or after the activation, or some.
    """

    outcomes = (*_WAYS, "everybody", "nobody", *_PLACES, "some")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        found = flows_of(results)
        if not found:
            return None
        return _spread_of(found[0][1]) if len(found) == 1 else _spreads_of(found)

    @staticmethod
    def outcome(results: Any) -> str | None:
        flows = [flow for _, flow in flows_of(results)]
        if len(flows) < 2:
            return _lie(flows[0]) if flows else None
        kept = [not _state(flow)[1] for flow in flows]
        if len(set(kept)) == 1:
            return "everybody" if kept[0] else "nobody"
        parts = [flow.configuration.batch_norm for flow in flows]
        places = [part.place if part else None for part in parts]
        return next((name for name, fits in _PLACES.items() if kept == [place in fits for place in places]), "some")


@questions.register("passed-back")
class PassedBack(Spread):
    """The same sentence; what becomes of the gradient of one network comes true."""

    outcomes = ("vanishes", "shrinks", "keeps", "grows", "explodes")

    @staticmethod
    def outcome(results: Any) -> str | None:
        flows = [flow for _, flow in flows_of(results)]
        if len(flows) != 1 or len(flows[0].layers) == 1 or _lie(flows[0]) in ("outgrown", "zero"):
            return None
        return _FATES.get(change_of(flows[0].gradient_ratio))


def _lie(flow: Flow) -> str | None:
    """Return how the outputs of one network lie, the first of `_WAYS` that holds; None of a single layer's size."""
    if any(reading.finite < 1 for reading in flow.layers):
        return "outgrown"
    if any(reading.silent == 1 for reading in flow.layers):
        return "zero"
    if any(is_piled(flow, reading) for reading in flow.layers):
        return "ends"
    if any(is_alike(flow, reading) for reading in flow.layers):
        return "alike"
    return None if len(flow.layers) == 1 else _size(flow)[0]


def _spread_of(flow: Flow) -> Phrase:
    """Return how the outputs of one network lie, and what becomes of its gradient."""
    lost = stretch(flow.layers, lambda reading: reading.finite < 1)
    if lost:
        share = percents([1 - reading.finite for reading in lost])
        return Phrase(_OUTGROWN, share=share, layers=layers_of(lost))
    silent = stretch(flow.layers, lambda reading: reading.silent == 1)
    if silent:
        return Phrase(_DIED, layers=layers_of(silent))
    if len(flow.layers) == 1:
        return Phrase(_SINGLE, what=_state(flow)[0])
    change = change_of(flow.gradient_ratio)
    gradient = said(change, flow.gradient_ratio)
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
        mean = numbers([reading.mean for reading in alike], 2)
        return Phrase(_ALL_ALIKE, mean=mean, layers=layers_of(alike), gradient=gradient)
    first, last = flow.layers[0].std, flow.layers[-1].std
    return Phrase(_SIZE, number=len(flow.layers), what=_size(flow)[1], first=first, last=last, gradient=gradient)


def _size(flow: Flow) -> tuple[str, str]:
    """Return how the spread changes over all layers; and in words, whether slowly: by less than `STEADY` a layer."""
    change, factor = change_of(forward_change(flow)), growth(flow) or 1.0
    if change is not Change.KEEPS and 1 / STEADY <= factor <= STEADY:
        return ("shrinks", _SLOWLY) if factor < 1 else ("grows", _CREEPS)
    return _FATES.get(change, "vanishes"), _SIZES.get(change, _DIES_OUT)


def _spreads_of(found: Sequence[tuple[Phrase, Flow]]) -> Phrase:
    """Return how the outputs of several networks lie at their last layers."""
    clauses, well = [], True
    for name, flow in found:
        what, lost = _state(flow)
        clauses.append(clause(name, what, lost))
        well = well and not lost
    rules: set[Initializer] = {flow.configuration.initializer for _, flow in found}
    rule = rules.pop()
    if rules or not isinstance(rule, Normal):
        return Phrase(_WELL if well else _LAST, clauses=joined(clauses, CLAUSES))
    sigma = figures.setting(rule.sigma)
    return Phrase(_WELL_SIGMA if well else _LAST_SIGMA, sigma=sigma, clauses=joined(clauses, CLAUSES))


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
    return spread, change_of(forward_change(flow)) in GRAVE
