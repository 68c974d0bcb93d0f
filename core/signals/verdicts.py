"""What was measured in a flow, said in words.

Every sentence follows from numbers of the flow and from the thresholds at the top of this file; none is tied to the
name of an activation function or of a rule.  So where the usual slogan does not hold ("saturated units: the gradient
vanishes"), the sentence is another one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from core.config import figures
from core.config.words import Phrase, mark
from core.networks.probe import CLOSED, NEAR_BOUND, LayerReading
from core.signals.flow import Flow

SATURATED = 0.5
"""Share of saturated outputs from which a layer is called so: the larger part.  (Of values spread evenly over (0, 1), a
tenth would be.)"""
ALIKE = 0.05
"""A layer's values are called alike when their standard deviation is below this share of the width of the activation
function's range: a histogram over that range is a single peak."""
SAME_FOR_ALL = 1e-3
"""A layer tells samples apart no more when a unit varies with the sample by less than this share of how much the
layer's values vary in all."""
STEADY = 1.2
"""A factor per layer, up or down, by which the standard deviation of activations may change and still be called steady;
over five layers it makes 2, which is a slow change.  (All layers together may change it by `KEPT`.)"""
LARGE_CHANGE = 10.0
"""A gradient ten times smaller or larger at layer 1 than at the last layer is said to vanish or to explode: one
learning rate cannot suit both."""
KEPT = 1.5
"""A factor, up or down, within which gradient or activations have kept their size: a half is no longer the same size.
(Draws of the weights alone make them vary by some ten per cent.)"""
MANY_CLOSED = 0.4
"""Share of closed values from which many units of a layer pass nothing back, where a function levels off.  (ReLU, which
is flat on one side, closes half of its values in the best of cases.)"""
LOW_SLOPE = 0.1
"""A median slope from which closed values speak for their layer: half of the values take nine tenths, or more, of what
comes back.  (Where the other half passes everything, they do not.)"""
MANY_DEAD = 0.1
"""Share of dead units that is worth a word: a tenth of the layer."""

_LAYER = mark("core", "layer {first}")
_LAYERS = mark("core", "layers {first} to {last}")
_NOT_FINITE = mark("core", "{layers}: {share} of the values have outgrown all numbers (infinite or undefined).")
_SATURATED = mark(
    "core", "{layers}: {share} of the activation function's outputs are within {near} of {bounds}: saturated."
)
_OR = mark("core", "{low} or {high}")
_CLOSED = mark(
    "core",
    "{layers}: at {share} of the values the slope is below {closed}; its median is {median}: these pass "
    "almost nothing back.",
)
_SILENT = mark("core", "{layers}: every output is 0; nothing gets through.")
_ALIKE = mark("core", "{layers}: the outputs lie near {mean} (standard deviation {std}): the nodes say the same thing.")
_SAME = mark(
    "core", "{layers}: units vary by {spread} (RMS) from sample to sample: what goes in hardly matters any more."
)
_SHRINK = mark(
    "core",
    "The activations shrink: a layer multiplies their standard deviation by {factor} on average, from {first} at "
    "layer 1 to {last} at layer {number}.",
)
_GROW = mark(
    "core",
    "The activations grow: a layer multiplies their standard deviation by {factor} on average, from {first} at "
    "layer 1 to {last} at layer {number}.",
)
_DEAD = mark("core", "{layers}: {share} of the units are closed for every sample: dead.")
_NO_GRADIENT = mark("core", "No gradient reaches layer {number}.")
_LOST_GRADIENT = mark("core", "From layer {number} on back the gradient has outgrown all numbers, in part or all.")
_VANISHES = mark(
    "core",
    "The gradient at layer 1 is {ratio} of that at layer {number}: it vanishes. A layer multiplies it by {factor} on "
    "average ({parts}).",
)
_EXPLODES = mark(
    "core",
    "The gradient at layer 1 is {ratio} times that at layer {number}: it explodes. A layer multiplies it by {factor} "
    "on average ({parts}).",
)
_YET_KEPT = mark(
    "core",
    "Yet the gradient does not vanish: at layer 1 it is {ratio} times that at layer {number}, because the large "
    "weights amplify what the open units let through. A layer multiplies it by {factor} on average ({parts}).",
)
_YET_EXPLODES = mark(
    "core",
    "Yet the gradient does not vanish, it explodes: at layer 1 it is {ratio} times that at layer {number}, because the "
    "large weights amplify what the open units let through. A layer multiplies it by {factor} on average ({parts}).",
)
_CHANGED = mark(
    "core",
    "The gradient at layer 1 is {ratio} times that at layer {number}. A layer multiplies it by {factor} on average "
    "({parts}).",
)
_PARTS = mark("core", "slopes {through}, weights {gain}")
_MORE_PARTS = mark("core", "slopes {through}, weights {gain}, normalization and dropout {other}")
_GRADIENT_KEPT = mark("core", "The gradient keeps its size: at layer 1 it is {ratio} times that at layer {number}.")
_SINGLE = mark("core", "A single layer: the standard deviation of its activations is {std}.")
_VARIES = mark(
    "core",
    "The activations change on the way: standard deviation {first} at layer 1, {last} at layer {number}, and {least} "
    "to {most} between.",
)
_STEADY = mark(
    "core", "The activations keep their size: standard deviation {first} at layer 1, {last} at layer {number}."
)

_HEADLINES = {
    _NOT_FINITE: mark("core", "{layers}: {share} not finite"),
    _SILENT: mark("core", "{layers}: every output is 0"),
    _LOST_GRADIENT: mark("core", "gradient no number from layer {number} on back"),
    _NO_GRADIENT: mark("core", "no gradient reaches layer {number}"),
    _VANISHES: mark("core", "gradient vanishes: {ratio} at layer 1"),
    _YET_EXPLODES: mark("core", "gradient explodes: {ratio} times at layer 1"),
    _EXPLODES: mark("core", "gradient explodes: {ratio} times at layer 1"),
    _ALIKE: mark("core", "{layers}: outputs near {mean}"),
    _SAME: mark("core", "{layers}: what goes in hardly matters"),
    _SATURATED: mark("core", "{layers}: {share} saturated"),
    _DEAD: mark("core", "{layers}: {share} of the units dead"),
    _GROW: mark("core", "activations grow: std {first} → {last}"),
    _SHRINK: mark("core", "activations shrink: std {first} → {last}"),
    _VARIES: mark("core", "activations change: std {least} to {most}"),
    _CLOSED: mark("core", "{layers}: slope below {closed} at {share}"),
    _YET_KEPT: mark("core", "gradient {ratio} times at layer 1"),
    _CHANGED: mark("core", "gradient {ratio} times at layer 1"),
    _STEADY: mark("core", "activations keep their size"),
    _SINGLE: mark("core", "a single layer: std {std}"),
}
"""What a verdict says, in a few words; the gravest comes first."""
_KEEPS = mark("core", "activations and gradient keep their size")


def headline(flow: Flow) -> Phrase:
    """Return the gravest statement about a flow, short enough for one line."""
    said = {phrase.template: phrase for phrase in verdict(flow)}
    if set(said) == {_STEADY, _GRADIENT_KEPT}:
        return Phrase(_KEEPS)
    template = next(template for template in _HEADLINES if template in said)
    return Phrase(_HEADLINES[template], **said[template].values)


def verdict(flow: Flow) -> tuple[Phrase, ...]:
    """Return what is to be said of a flow: first of the way forward, then of the way back."""
    lost = stretch(flow.layers, lambda reading: reading.finite < 1)
    if lost:
        return (Phrase(_NOT_FINITE, layers=layers_of(lost), share=percents([1 - reading.finite for reading in lost])),)
    closing = _closing(flow)
    return (*_forward(flow), *_backward(flow, bool(closing)))


# The way forward


def _forward(flow: Flow) -> list[Phrase]:
    said = [*_saturation(flow), *_closing(flow)]
    silent = stretch(flow.layers, lambda reading: reading.silent == 1)
    alike = stretch(flow.layers, lambda reading: is_alike(flow, reading))
    if silent:
        said.append(Phrase(_SILENT, layers=layers_of(silent)))
    elif alike:
        mean, std = numbers([reading.mean for reading in alike]), numbers([reading.std for reading in alike])
        said.append(Phrase(_ALIKE, layers=layers_of(alike), mean=mean, std=std))
    said += _size(flow, bool(silent or alike))
    same = stretch(flow.layers, lambda reading: reading.spread < SAME_FOR_ALL * reading.std)
    if same and not silent:
        said.append(Phrase(_SAME, layers=layers_of(same), spread=numbers([reading.spread for reading in same])))
    dead = stretch(flow.layers, lambda reading: reading.dead >= MANY_DEAD)
    if dead and not silent:
        said.append(Phrase(_DEAD, layers=layers_of(dead), share=percents([reading.dead for reading in dead])))
    if not said:
        said.append(_steady(flow))
    return said


def _saturation(flow: Flow) -> list[Phrase]:
    saturated = stretch(flow.layers, lambda reading: (reading.saturated or 0) >= SATURATED)
    if not saturated:
        return []
    share = percents([reading.saturated or 0 for reading in saturated])
    return [Phrase(_SATURATED, layers=layers_of(saturated), share=share, near=NEAR_BOUND, bounds=ends_of(flow))]


def ends_of(flow: Flow) -> Phrase | float:
    """Return where the activation function levels off: "0 or 1"."""
    ends = [end for end in flow.configuration.activation.bounds if end is not None]
    return Phrase(_OR, low=ends[0], high=ends[1]) if len(ends) > 1 else ends[0]


def _closing(flow: Flow) -> list[Phrase]:
    """Return what is to be said of closed units, where the function levels off."""
    closed = stretch(flow.layers, _is_closing)
    if not closed:
        return []
    medians = [reading.median_slope for reading in closed]
    return [
        Phrase(
            _CLOSED,
            layers=layers_of(closed),
            share=percents([reading.closed for reading in closed]),
            closed=CLOSED,
            median=numbers(medians),
        )
    ]


def _is_closing(reading: LayerReading) -> bool:
    levels_off = reading.saturated is not None
    return levels_off and reading.closed >= MANY_CLOSED and reading.median_slope < LOW_SLOPE


def is_alike(flow: Flow, reading: LayerReading) -> bool:
    """Return whether the values of a layer are all nearly the same (see `ALIKE`)."""
    low, high = flow.configuration.activation.bounds
    if reading.std == 0:
        return True
    if low is None or high is None or is_normalized(flow):
        return False
    return reading.std < ALIKE * (high - low)


def _size(flow: Flow, explained: bool) -> list[Phrase]:
    """Return how the size of activations changes from layer to layer, if it does and was not said otherwise."""
    factor = growth(flow)
    first, last = flow.layers[0], flow.layers[-1]
    if factor is None or (explained and factor < 1):
        return []
    if 1 / STEADY <= factor <= STEADY and 1 / KEPT <= last.std / first.std <= KEPT:
        stds = [reading.std for reading in flow.layers]
        if are_kept(stds, first.std):
            return []
        values = {"first": first.std, "last": last.std, "number": last.number, "least": min(stds), "most": max(stds)}
        return [Phrase(_VARIES, **values)]
    template = _GROW if factor > 1 else _SHRINK
    return [Phrase(template, factor=factor, first=first.std, last=last.std, number=last.number)]


def growth(flow: Flow) -> float | None:
    """Return the factor by which a layer changes the standard deviation of activations, the geometric mean of all."""
    first, last = flow.layers[0].std, flow.layers[-1].std
    if len(flow.layers) < 2 or not first or not last:
        return None
    return (last / first) ** (1 / (len(flow.layers) - 1))


def are_kept(sizes: Sequence[float], first: float) -> bool:
    """Return whether sizes all are that of the first, within `KEPT`."""
    return all(first / KEPT <= size <= first * KEPT for size in sizes)


def _steady(flow: Flow) -> Phrase:
    first, last = flow.layers[0], flow.layers[-1]
    if first is last:
        return Phrase(_SINGLE, std=first.std)
    return Phrase(_STEADY, first=first.std, last=last.std, number=last.number)


def is_normalized(flow: Flow) -> bool:
    """Return whether batch normalization comes after the activation function."""
    normalization = flow.configuration.batch_norm
    return normalization is not None and normalization.place == "after"


# The way back


def _backward(flow: Flow, many_closed: bool) -> list[Phrase]:
    ratio, number = flow.gradient_ratio, len(flow.layers)
    if ratio is None or number < 2:
        return []
    sizes = [reading.gradient_rms or 0.0 for reading in flow.layers]
    lost = [reading.number for reading in flow.layers if reading.has_lost_gradient]
    if lost:
        return [Phrase(_LOST_GRADIENT, number=max(lost))]
    if 0.0 in sizes:
        return [Phrase(_NO_GRADIENT, number=max(n for n, size in enumerate(sizes, 1) if not size))]
    through, gain, other = (
        _average([getattr(factor, name) for factor in flow.factors]) for name in ("through", "gain", "other")
    )
    normalized = flow.configuration.batch_norm or flow.configuration.dropout
    parts = {"through": through, "gain": gain, "other": other}
    amplified = many_closed and gain > 1
    if ratio < 1 / LARGE_CHANGE:
        template = _VANISHES
    elif ratio > LARGE_CHANGE:
        template = _YET_EXPLODES if amplified else _EXPLODES
    elif amplified:
        template = _YET_KEPT
    else:
        template = _GRADIENT_KEPT if are_kept(sizes, sizes[-1]) else _CHANGED
    return [
        Phrase(
            template,
            number=number,
            ratio=figures.ratio(ratio),
            factor=_average([factor.factor for factor in flow.factors]),
            parts=Phrase(_MORE_PARTS if normalized else _PARTS, **parts),
        )
    ]


def numbers(values: Sequence[float], digits: int = figures.DIGITS) -> str:
    """Return the smallest and the largest of some numbers: "0.012–0.025"."""
    return figures.span(figures.number(min(values), digits), figures.number(max(values), digits))


def percents(shares: Sequence[float]) -> str:
    """Return the smallest and the largest of some shares: "60–77 %"."""
    return figures.span(figures.share(min(shares)), figures.share(max(shares)))


def _average(factors: Sequence[float]) -> float:
    """Return the geometric mean, whose power is the product of all."""
    if not factors or min(factors) <= 0:
        return 0.0
    return math.exp(sum(map(math.log, factors)) / len(factors))


def stretch(layers: Sequence[LayerReading], holds: Callable[[LayerReading], bool]) -> list[LayerReading]:
    """Return the last unbroken stretch of layers for which it holds."""
    found: list[LayerReading] = []
    for reading in layers:
        if not holds(reading):
            continue
        if found and reading.number != found[-1].number + 1:
            found = []
        found.append(reading)
    return found


def layers_of(readings: Sequence[LayerReading]) -> Phrase:
    """Return "layers 2 to 5"."""
    first, last = readings[0].number, readings[-1].number
    return Phrase(_LAYER, first=first) if first == last else Phrase(_LAYERS, first=first, last=last)
