"""What the sentences about flows claim, worked out from the arrays that went through a network alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config.words import Phrase
from core.networks.layers import Activate, Affine
from core.networks.network import Network, initial_draw
from core.rules.initializers import Normal
from core.signals.flow import GRADIENT, INPUT, wall_activations, wall_initializers
from core.signals.study import SignalConfiguration, SignalSettings
from tests.core.rules.activation_cases import CASE_OF
from tests.core.sentences import Reader, read, says, says_share, spans, templates_in

READER = Reader()
of, holds = READER.of, READER.holds
MOST_APART = 1.5
"""Sizes this many times apart are not called the same."""


class Layer:
    """The arrays of a hidden layer: what goes into its function, its values, slopes, what it passes on, and gradients.

    Attributes
    ----------
    z, h, slope, y : ndarray
        Into the activation function, out of it, its slopes, and the outputs of the layer.
    dy : ndarray
        Gradient with respect to y.
    factors : list of (kind, float)
        By what each part of the layer multiplies the RMS of the gradient on its way back.
    """

    def __init__(self) -> None:
        self.z = self.h = self.slope = self.y = self.dy = np.empty(0)
        self.factors: dict[str, float] = {"through": 1.0, "gain": 1.0, "other": 1.0}

    @property
    def std(self) -> float:
        return size(self.y - self.y[np.isfinite(self.y)].mean()) if np.isfinite(self.y).all() else math.nan

    @property
    def spread(self) -> float:
        """RMS over the samples of how far a unit is from its own mean."""
        return size(self.y - self.y.mean(axis=0))

    @property
    def finite(self) -> float:
        return float(np.isfinite(self.y).mean())

    def near(self, ends: list[float]) -> float:
        """Share of h within 0.05 of one of the ends."""
        return float(np.mean(np.min([np.abs(self.h - end) for end in ends], axis=0) < 0.05))

    @property
    def closed(self) -> float:
        return float(np.mean(np.abs(self.slope) < 0.01))

    @property
    def dead(self) -> float:
        return float(np.mean((np.abs(self.slope) < 0.01).all(axis=0)))

    @property
    def zero(self) -> bool:
        return not self.h.any()


def size(values: np.ndarray) -> float:
    """Root mean square, also where squares would overflow or be nothing."""
    largest = float(np.abs(values).max(initial=0.0))
    if not largest or not math.isfinite(largest):
        return largest
    return largest * math.sqrt(float(np.mean((values / largest) ** 2)))


class Net:
    """A network that a signal went through, and a gradient back."""

    def __init__(self, run: SignalConfiguration, settings: SignalSettings) -> None:
        self.run = run
        low, high = CASE_OF[type(run.activation)].levels
        if low is not None and hasattr(run.activation, "alpha"):
            low = -run.activation.alpha
        self.ends = [end for end in (low, high) if end is not None]
        self.width = high - low if len(self.ends) == 2 else 0.0
        place = run.batch_norm and run.batch_norm.place
        self.normalized_after = place == "after"
        network = Network([run.network], settings.input_features, 0, settings.seed, np.float64, initial_draw)
        network.begin([run.network], initial_draw)
        rng = np.random.default_rng([settings.seed, INPUT])
        y = settings.input.draw(settings.samples, settings.input_features, rng)
        self.layers: list[Layer] = []
        with np.errstate(all="ignore"):
            for part in network.layers:
                if isinstance(part, Affine):
                    self.layers.append(Layer())
                y = part.forward(y, train=True)
                layer = self.layers[-1]
                if isinstance(part, Activate):
                    layer.h = y[0].copy()
                    layer.slope = run.activation.slope(layer.z, layer.h)
                else:
                    layer.z = y[0].copy() if not layer.h.size else layer.z
                layer.y = y[0].copy()
            rng = np.random.default_rng([settings.seed, GRADIENT])
            dy = rng.standard_normal((1, settings.samples, run.nodes)) / settings.samples
            number = len(self.layers)
            self.layers[-1].dy = dy[0].copy()
            for part in reversed(network.layers):
                before, kind = size(dy[0]), "gain" if isinstance(part, Affine) else "other"
                kind = "through" if isinstance(part, Activate) else kind
                dy = part.backward(dy.copy())
                after = size(dy[0])
                self.layers[number - 1].factors[kind] *= after / before if before else math.nan
                if isinstance(part, Affine):
                    number -= 1
                    if number:
                        self.layers[number - 1].dy = dy[0].copy()

    def __getitem__(self, layers: Any) -> list[Layer]:
        """The layers that are named: "layer 3", "layers 2 to 5"."""
        first = int(read(str(layers.values["first"])))
        return self.layers[first - 1 : int(read(str(layers.values.get("last", first))))]

    @property
    def gradients(self) -> list[float]:
        return [size(layer.dy) for layer in self.layers]

    @property
    def ratio(self) -> float:
        """Gradient at layer 1 over that at the last."""
        sizes = self.gradients
        return sizes[0] / sizes[-1] if sizes[-1] and all(map(math.isfinite, sizes)) else math.nan

    @property
    def signal(self) -> float:
        """Spread of the last layer over that of layer 1."""
        stds = [layer.std for layer in self.layers]
        return (stds[-1] / stds[0] if stds[0] else 0.0) if all(map(math.isfinite, stds)) else math.nan

    def average(self, kind: str) -> float:
        """The factor a layer, from the second on, of which the product of all is a power."""
        return math.exp(float(np.mean([math.log(layer.factors[kind]) for layer in self.layers[1:]])))

    @property
    def closing(self) -> list[Layer]:
        if not self.ends:
            return []
        return [e for e in self.layers if e.closed >= 0.399 and np.median(e.slope) < 0.1001]

    def is_alike(self, layer: Layer) -> bool:
        return layer.std == 0 or (not self.normalized_after and layer.std < 0.05001 * self.width)

    def is_piled(self, layer: Layer) -> bool:
        return not self.normalized_after and bool(self.ends) and layer.near(self.ends) >= 0.4999


@dataclass(frozen=True)
class Case:
    """What a sentence is about: a network, all that are compared by their names, or a whole wall."""

    net: Any = None
    nets: tuple[Net, ...] = ()
    names: tuple[str, ...] = ()
    wall: tuple[Net, ...] = ()


# The networks


@of("layer {first}")
def _(case, first):
    yield 1 <= read(first) <= len(case.net.layers)


@of("layers {first} to {last}")
def _(case, first, last):
    yield 1 <= read(first) < read(last) <= len(case.net.layers)


@of("{low} or {high}")
def _(case, low, high):
    yield [read(low), read(high)] == case.net.ends


def _bounds(case: Case, bounds: Any) -> bool:
    return holds(bounds, case) if isinstance(bounds, Phrase) else [read(bounds)] == case.net.ends


# Verdicts


@of(
    "{layers}: {share} of the values have outgrown all numbers (infinite or undefined).",
    "{layers}: {share} not finite",
    "**{share} of the outputs are no numbers any more** in {layers}.",
)
def _(case, layers, share):
    yield holds(layers, case) and spans(share, [1 - layer.finite for layer in case.net[layers]], says_share)


@of("{layers}: {share} of the activation function's outputs are within {near} of {bounds}: saturated.")
def _(case, layers, share, near, bounds):
    shares = [layer.near(case.net.ends) for layer in case.net[layers]]
    yield holds(layers, case) and read(near) == 0.05 and _bounds(case, bounds)
    yield spans(share, shares, says_share) and min(shares) >= 0.5


@of("{layers}: {share} saturated")
def _(case, layers, share):
    yield holds(layers, case)
    yield spans(share, [layer.near(case.net.ends) for layer in case.net[layers]], says_share)


@of(
    "{layers}: at {share} of the values the slope is below {closed}; its median is {median}: these pass almost nothing "
    "back."
)
def _(case, layers, share, closed, median):
    medians = [float(np.median(layer.slope)) for layer in case.net[layers]]
    yield holds(layers, case) and read(closed) == 0.01 and max(medians) < 0.1
    yield spans(share, [layer.closed for layer in case.net[layers]], says_share) and spans(median, medians)


@of("{layers}: slope below {closed} at {share}")
def _(case, layers, closed, share):
    yield holds(layers, case) and read(closed) == 0.01
    yield spans(share, [layer.closed for layer in case.net[layers]], says_share)


@of(
    "{layers}: every output is 0; nothing gets through.",
    "{layers}: every output is 0",
    "**Every output is 0** in {layers}: nothing gets through.",
)
def _(case, layers):
    yield holds(layers, case) and all(layer.zero for layer in case.net[layers])


@of("{layers}: the outputs lie near {mean} (standard deviation {std}): the nodes say the same thing.")
def _(case, layers, mean, std):
    found = case.net[layers]
    yield holds(layers, case) and _means(mean, found)
    yield spans(std, [layer.std for layer in found]) and all(map(case.net.is_alike, found))


def _means(text: str, layers: list[Layer], digits: int = 3) -> bool:
    def is_near(text: str, value: float) -> bool:
        return says(text, value, digits) or abs(read(text) - value) < 1e-12

    return spans(text, [float(layer.y.mean()) for layer in layers], is_near)


@of("{layers}: outputs near {mean}")
def _(case, layers, mean):
    yield holds(layers, case) and _means(mean, case.net[layers])


@of("{layers}: units vary by {spread} (RMS) from sample to sample: what goes in hardly matters any more.")
def _(case, layers, spread):
    found = case.net[layers]
    yield holds(layers, case) and spans(spread, [layer.spread for layer in found], _roughly)
    yield all(layer.spread < 1.0001e-3 * layer.std for layer in found)


def _roughly(text: str, value: float) -> bool:
    """Of what is left of values that hardly differ, rounding is a part."""
    return says(text, value) or abs(read(text) - value) < 1e-14


@of("{layers}: what goes in hardly matters")
def _(case, layers):
    yield holds(layers, case) and all(layer.spread < 1.0001e-3 * layer.std for layer in case.net[layers])


def _stds(case: Case, first: str, last: str, number: str | None = None) -> bool:
    layers = case.net.layers
    placed = number is None or read(number) == len(layers)
    return placed and says(first, layers[0].std) and says(last, layers[-1].std)


def _per_layer(case: Case, factor: str) -> bool:
    return says(factor, case.net.signal ** (1 / (len(case.net.layers) - 1)))


_LAYER_BY = "a layer multiplies their standard deviation by {factor} on average, from {first} at layer 1 to {last} at "


@of("The activations shrink: " + _LAYER_BY + "layer {number}.")
def _(case, factor, first, last, number):
    yield _stds(case, first, last, number) and _per_layer(case, factor) and case.net.signal < 1


@of("The activations grow: " + _LAYER_BY + "layer {number}.")
def _(case, factor, first, last, number):
    yield _stds(case, first, last, number) and _per_layer(case, factor) and case.net.signal > 1


@of("activations grow: std {first} → {last}")
def _(case, first, last):
    yield _stds(case, first, last) and case.net.signal > 1


@of("activations shrink: std {first} → {last}")
def _(case, first, last):
    yield _stds(case, first, last) and case.net.signal < 1


def _are_the_same(sizes: list[float], as_this: float) -> bool:
    return all(1 / MOST_APART / 1.001 <= each / as_this <= MOST_APART * 1.001 for each in sizes)


@of("The activations keep their size: standard deviation {first} at layer 1, {last} at layer {number}.")
def _(case, first, last, number):
    stds = [layer.std for layer in case.net.layers]
    yield _stds(case, first, last, number) and _are_the_same(stds, stds[0]) and len(stds) > 1


@of("activations keep their size")
def _(case):
    stds = [layer.std for layer in case.net.layers]
    yield _are_the_same(stds, stds[0]) and len(stds) > 1


_BETWEEN = "and {least} to {most} between."


@of("The activations change on the way: standard deviation {first} at layer 1, {last} at layer {number}, " + _BETWEEN)
def _(case, first, last, number, least, most):
    stds = [layer.std for layer in case.net.layers]
    yield _stds(case, first, last, number) and says(least, min(stds)) and says(most, max(stds))
    yield max(stds) > 1.499 * stds[0] or min(stds) < stds[0] / 1.499


@of("activations change: std {least} to {most}")
def _(case, least, most):
    stds = [layer.std for layer in case.net.layers]
    yield says(least, min(stds)) and says(most, max(stds))


@of("A single layer: the standard deviation of its activations is {std}.", "a single layer: std {std}")
def _(case, std):
    yield len(case.net.layers) == 1 and says(std, case.net.layers[0].std)


@of("{layers}: {share} of the units are closed for every sample: dead.", "{layers}: {share} of the units dead")
def _(case, layers, share):
    yield holds(layers, case) and spans(share, [layer.dead for layer in case.net[layers]], says_share)


@of("No gradient reaches layer {number}.", "no gradient reaches layer {number}")
def _(case, number):
    sizes = case.net.gradients
    yield not any(sizes[: int(read(number))]) and all(sizes[int(read(number)) :])


@of(
    "From layer {number} on back the gradient has outgrown all numbers, in part or all.",
    "gradient no number from layer {number} on back",
)
def _(case, number):
    lost = [not np.isfinite(layer.dy).all() for layer in case.net.layers]
    yield all(lost[: int(read(number))]) and not any(lost[int(read(number)) :])


@of("slopes {through}, weights {gain}")
def _(case, through, gain):
    yield says(through, case.net.average("through")) and says(gain, case.net.average("gain"))


@of("slopes {through}, weights {gain}, normalization and dropout {other}")
def _(case, through, gain, other):
    yield says(through, case.net.average("through")) and says(gain, case.net.average("gain"))
    yield says(other, case.net.average("other"))


def _back(case: Case, ratio: str, number: str, factor: str, parts: Any):
    yield says(ratio, case.net.ratio) and read(number) == len(case.net.layers) and holds(parts, case)
    yield says(factor, case.net.ratio ** (1 / (len(case.net.layers) - 1)))


_BY = "A layer multiplies it by {factor} on average ({parts})."
_AT_1 = "at layer 1 it is {ratio} times that at layer {number}, "
_AMPLIFIED = "because the large weights amplify what the open units let through. "


@of("The gradient at layer 1 is {ratio} of that at layer {number}: it vanishes. " + _BY)
def _(case, **said):
    yield from _back(case, **said)
    yield case.net.ratio < 0.1


@of("The gradient at layer 1 is {ratio} times that at layer {number}: it explodes. " + _BY)
def _(case, **said):
    yield from _back(case, **said)
    yield case.net.ratio > 10


def _amplified(case: Case) -> bool:
    return bool(case.net.closing) and case.net.average("gain") > 1


@of("Yet the gradient does not vanish: " + _AT_1 + _AMPLIFIED + _BY)
def _(case, **said):
    yield from _back(case, **said)
    yield 0.0999 <= case.net.ratio <= 10.001 and _amplified(case)


@of("Yet the gradient does not vanish, it explodes: " + _AT_1 + _AMPLIFIED + _BY)
def _(case, **said):
    yield from _back(case, **said)
    yield case.net.ratio > 10 and _amplified(case)


@of("The gradient at layer 1 is {ratio} times that at layer {number}. " + _BY)
def _(case, **said):
    yield from _back(case, **said)
    yield 0.0999 <= case.net.ratio <= 10.001


@of("The gradient keeps its size: at layer 1 it is {ratio} times that at layer {number}.")
def _(case, ratio, number):
    sizes = case.net.gradients
    yield says(ratio, case.net.ratio) and read(number) == len(sizes) > 1
    yield _are_the_same(sizes, sizes[-1])


@of("activations and gradient keep their size")
def _(case):
    stds = [layer.std for layer in case.net.layers]
    yield _are_the_same(stds, stds[0]) and _are_the_same(case.net.gradients, case.net.gradients[-1]) and len(stds) > 1


@of("gradient vanishes: {ratio} at layer 1")
def _(case, ratio):
    yield says(ratio, case.net.ratio) and case.net.ratio < 0.1


@of("gradient explodes: {ratio} times at layer 1")
def _(case, ratio):
    yield says(ratio, case.net.ratio) and case.net.ratio > 10


@of("gradient {ratio} times at layer 1")
def _(case, ratio):
    yield says(ratio, case.net.ratio)


# What becomes of a size: a ratio that the case holds as `net`


def _ratio(case: Case) -> float:
    return case.net if isinstance(case.net, float) else case.net.ratio


@of("is no number any more")
def _(case):
    yield not math.isfinite(_ratio(case))


@of("is 0")
def _(case):
    yield _ratio(case) == 0


@of("vanishes to {ratio}")
def _(case, ratio):
    yield says(ratio, _ratio(case)) and 0 < _ratio(case) < 0.1


@of("shrinks to {ratio}")
def _(case, ratio):
    yield says(ratio, _ratio(case)) and 0.0999 < _ratio(case) < 1 / 1.499


@of("keeps its size, × {ratio}")
def _(case, ratio):
    yield says(ratio, _ratio(case)) and 1 / 1.501 < _ratio(case) < 1.501


@of("grows × {ratio}")
def _(case, ratio):
    yield says(ratio, _ratio(case)) and 1.499 < _ratio(case) < 10.01


@of("explodes × {ratio}")
def _(case, ratio):
    yield says(ratio, _ratio(case)) and _ratio(case) > 10


# Questions about several networks


@of("{name} **{what}**", "{name} {what}")
def _(case, name, what):
    net = case.nets[case.names.index(str(name))]
    yield holds(what, replace(case, net=case.net(net) if callable(case.net) else net))


def _all_named(case: Case, clauses: Phrase, fewest: int = 1) -> bool:
    """Whether each network with so many layers is spoken of, in its order."""
    named = [str(each.values["name"]) for each in clauses.values.values()]
    there = [name for name, net in zip(case.names, case.nets, strict=True) if len(net.layers) >= fewest]
    return named == there


@of("Gradient, last layer to first: {clauses}.")
def _(case, clauses):
    yield _all_named(case, clauses, 2) and holds(clauses, replace(case, net=lambda net: net.ratio))


@of("From layer {number} back to layer 1 the gradient **{what}**.")
def _(case, number, what):
    (net,) = [net for net in case.nets if len(net.layers) > 1]
    yield read(number) == len(net.layers) and holds(what, replace(case, net=net))


@of("Spread of the activations, first layer to last: {clauses}.")
def _(case, clauses):
    yield _all_named(case, clauses, 2) and holds(clauses, replace(case, net=lambda net: net.signal))


@of("Slope that the values meet, on average: {clauses}.")
def _(case, clauses):
    yield _all_named(case, clauses) and holds(clauses, replace(case, net=None))


@of("{slope} (at most {most})")
def _(case, slope, most):
    slopes = np.array([layer.slope for layer in case.net.layers])
    yield says(slope, float(slopes.mean()))
    yield math.isnan(read(slope)) or np.abs(slopes).max() <= read(most) * 1.005
    z = np.concatenate([np.linspace(-30, 30, 20_001), -np.geomspace(30, 1e3, 1000), np.geomspace(30, 1e3, 1000)])
    with np.errstate(all="ignore"):
        h = case.net.run.activation.value(z)
    yield says(most, float(np.nanmax(np.abs(case.net.run.activation.slope(z, h)))))


# Questions about how outputs lie


def _near(case: Case, share: str, ends: Any, layers: list[Layer]) -> bool:
    shares = [layer.near(case.net.ends) for layer in layers]
    return _bounds(case, ends) and spans(share, shares, says_share) and min(shares) >= 0.4999


@of("**{share} of the outputs lie near {ends}** in {layers}; the gradient {gradient}.")
def _(case, share, ends, layers, gradient):
    yield holds(layers, case) and _near(case, share, ends, case.net[layers]) and holds(gradient, case)


_LITTLE = "**{share} of the outputs lie near {ends}**, {closed} let almost nothing back; "


@of(_LITTLE + "the gradient {gradient}.", _LITTLE + "yet the gradient {gradient}.")
def _(case, share, ends, closed, gradient):
    layers = case.net.layers
    yield _near(case, share, ends, layers) and holds(gradient, case)
    yield spans(closed, [layer.closed for layer in layers], says_share) and min(e.closed for e in layers) >= 0.399


@of("**The outputs lie near {mean}** in {layers}: the nodes say the same thing; the gradient {gradient}.")
def _(case, mean, layers, gradient):
    found = case.net[layers]
    yield holds(layers, case) and _means(mean, found, 2) and holds(gradient, case)
    yield all(map(case.net.is_alike, found))


@of("Spread of the outputs, layer 1 to {number}: **{what}**, {first} → {last}; the gradient {gradient}.")
def _(case, number, what, first, last, gradient):
    yield read(number) == len(case.net.layers) > 1 and _stds(case, first, last) and holds(gradient, case)
    yield holds(what, replace(case, net=(case.net.signal, len(case.net.layers))))


def _slowly(case: Case) -> float:
    ratio, layers = case.net
    return ratio ** (1 / (layers - 1))


@of("dies out")
def _(case):
    yield case.net[0] < 0.1


@of("shrinks slowly")
def _(case):
    yield case.net[0] < 1 / 1.499 and 1 / 1.2001 < _slowly(case) < 1


@of("grows slowly")
def _(case):
    yield case.net[0] > 1.499 and 1 < _slowly(case) < 1.2001


@of("shrinks")
def _(case):
    yield 0.0999 < case.net[0] < 1 / 1.499


@of("keeps its size")
def _(case):
    yield 1 / 1.501 < case.net[0] < 1.501


@of("grows")
def _(case):
    yield 1.499 < case.net[0] < 10.01


@of("explodes")
def _(case):
    yield case.net[0] > 10


@of("The single layer **{what}**.")
def _(case, what):
    yield len(case.net.layers) == 1 and holds(what, case)


@of("spreads by {std}")
def _(case, std):
    yield says(std, case.net.layers[-1].std)


@of("has its outputs near {mean}")
def _(case, mean):
    yield _means(mean, case.net.layers[-1:], 2) and case.net.is_alike(case.net.layers[-1])


@of("has {share} of the outputs near {ends}")
def _(case, share, ends):
    yield _near(case, share, ends, case.net.layers[-1:])


@of("has all outputs at 0")
def _(case):
    yield case.net.layers[-1].zero


@of("has outgrown all numbers")
def _(case):
    yield not np.isfinite(case.net.layers[-1].y).all()


def _has_lost(net: Net) -> bool:
    """Whether the outputs of the last layer are no good: alike, at the ends, a tenth or ten times as large."""
    last, signal = net.layers[-1], net.signal
    return net.is_alike(last) or net.is_piled(last) or last.zero or not math.isfinite(signal) or not 0.1 <= signal <= 10


def _at_last(case: Case, clauses: Any, sigma: str | None = None):
    yield _all_named(case, clauses) and holds(clauses, replace(case, net=None))
    rules = [net.run.initializer for net in case.nets]
    yield sigma is None or all(isinstance(rule, Normal) and says(sigma, rule.sigma, 15) for rule in rules)


@of("At the last layer, {clauses}.", "With σ = {sigma}, at the last layer, {clauses}.")
def _(case, **said):
    yield from _at_last(case, **said)


@of(
    "At the last layer **no network has lost its spread**: {clauses}.",
    "With σ = {sigma} **no network has lost its spread** at the last layer: {clauses}.",
)
def _(case, **said):
    yield from _at_last(case, **said)
    yield not any(map(_has_lost, case.nets))


# The wall


def _is_good(net: Net) -> bool:
    return not _has_lost(net) and all(1 / 1.5 <= each <= 1.5 for each in (net.signal, net.ratio))


@of("**{good} of {all}** are good, with size kept and outputs spread; most often with **{best}**: {most} of {rows}.")
def _(case, good, all, best, most, rows):
    kept = [_is_good(net) for net in case.wall]
    yield sum(kept) == read(good) and read(all) == len(kept)
    columns = np.array(kept).reshape(len(wall_activations()), -1).sum(axis=0)
    yield columns.max() == read(most) and read(rows) == len(wall_activations())
    named = [n for n, rule in enumerate(wall_initializers()) if _rule_name(rule) in _names(best)]
    yield named == np.flatnonzero(columns == columns.max()).tolist()


def _rule_name(rule: Any) -> str:
    return f"σ = {rule.sigma:g}" if isinstance(rule, Normal) else str(rule.label)


def _names(best: Any) -> list[str]:
    return [str(part) for part in best.values.values()]


@of("**No combination** is good, with size kept and outputs spread.")
def _(case):
    yield not any(map(_is_good, case.wall))


@of("**A single layer** has no other whose size it could keep.")
def _(case):
    yield all(len(net.layers) == 1 for net in case.wall)


def _gone(ratio: float) -> bool:
    return not math.isfinite(ratio) or not 0.0999 <= ratio <= 10.01


@of("no numbers")
def _(case):
    yield math.isnan(case.net.signal)


@of("signal is 0")
def _(case):
    yield case.net.signal == 0


@of("signal dies")
def _(case):
    yield 0 < case.net.signal < 0.1


@of("signal huge")
def _(case):
    yield case.net.signal > 10


@of("signal low")
def _(case):
    yield 0.0999 < case.net.signal < 1 / 1.499


@of("signal high")
def _(case):
    yield 1.499 < case.net.signal < 10.01


@of("gradient lost", "grad. lost")
def _(case):
    yield math.isnan(case.net.ratio)


@of("gradient is 0", "grad. is 0")
def _(case):
    yield case.net.ratio == 0


@of("gradient dies", "grad. dies")
def _(case):
    yield 0 < case.net.ratio < 0.1


@of("gradient huge", "grad. huge")
def _(case):
    yield case.net.ratio > 10


@of("gradient low", "grad. low")
def _(case):
    yield 0.0999 < case.net.ratio < 1 / 1.499


@of("gradient high", "grad. high")
def _(case):
    yield 1.499 < case.net.ratio < 10.01


@of("saturated")
def _(case):
    yield case.net.is_piled(case.net.layers[-1])


@of("all alike")
def _(case):
    yield case.net.is_alike(case.net.layers[-1])


@of("one layer")
def _(case):
    yield len(case.net.layers) == 1


@of("good")
def _(case):
    yield _is_good(case.net) and len(case.net.layers) > 1


TEMPLATES = templates_in("core/signals/verdicts.py", "core/signals/questions")
