"""Activation functions: h(z) and its derivative h′(z) in one record, in the order of the slides.

`value` gives y = h(z); `slope` gives h′(z) and may use y, which is at hand in the backward pass.  Both work
on arrays of any shape and write into `out` where it is given.

To add one: a class here, decorated with ``@activations.register``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from core.config.configuration import Configuration, number
from core.config.registry import Registry
from core.config.words import mark

activations = Registry("activation")

Array = np.ndarray


class Curve(NamedTuple):
    """An activation function drawn: places x, values h(x), slopes h′(x)."""

    x: Array
    h: Array
    slope: Array


@dataclass(frozen=True)
class Activation(Configuration):
    """Base of the activation functions."""

    formula: ClassVar[str] = ""
    in_place: ClassVar[bool] = False
    """Whether `slope` needs y alone, so that y may take the place of z in memory."""

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """What h approaches on the left and on the right without reaching it; None where it does not level off so."""
        return (None, None)

    @property
    def view(self) -> tuple[float, float]:
        """The range of values in which the slides draw histograms of h."""
        return (-1.0, 1.0)

    def value(self, z: Array, out: Array | None = None) -> Array:
        """Return h(z)."""
        raise NotImplementedError

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        """Return h′(z), where ``y = h(z)``; at a kink, the slope on the left.  With `in_place`, z is not looked at."""
        raise NotImplementedError


def curve(function: Activation, low: float = -5.0, high: float = 5.0, count: int = 401) -> Curve:
    """Return `function` and its derivative at `count` places from `low` to `high`."""
    x = np.linspace(low, high, count)
    h = function.value(x)
    return Curve(x, h, function.slope(x, h))


@activations.register("sigmoid")
@dataclass(frozen=True)
class Sigmoid(Activation):
    """h(z) = 1 / (1 + exp(−z)); h′ = y (1 − y), at most 1/4."""

    label = mark("core", "sigmoid")
    formula = r"h(z) = \frac{1}{1 + e^{-z}}"
    in_place = True
    help = mark("core", "Between 0 and 1; the slope is at most 1/4.")

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return (0.0, 1.0)

    @property
    def view(self) -> tuple[float, float]:
        return (0.0, 1.0)

    def value(self, z: Array, out: Array | None = None) -> Array:
        # 1 / (1 + e⁻ᶻ) = ½ + ½ tanh(z/2), which cannot overflow
        out = np.multiply(z, 0.5, out=out)
        np.tanh(out, out=out)
        np.multiply(out, 0.5, out=out)
        return np.add(out, 0.5, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # y (1 − y)
        out = np.subtract(1, y, out=out)
        return np.multiply(out, y, out=out)


@activations.register("tanh")
@dataclass(frozen=True)
class Tanh(Activation):
    """h(z) = tanh z; h′ = 1 − y², at most 1."""

    label = "tanh"
    formula = r"h(z) = \tanh z"
    in_place = True
    help = mark("core", "Between −1 and 1; the slope is at most 1.")

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return (-1.0, 1.0)

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.tanh(z, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # 1 − y²
        out = np.multiply(y, y, out=out)
        return np.subtract(1, out, out=out)


@activations.register("relu")
@dataclass(frozen=True)
class ReLU(Activation):
    """h(z) = max(0, z); h′ is 0 or 1.

    References
    ----------
    X. Glorot, A. Bordes, Y. Bengio, "Deep sparse rectifier neural networks", AISTATS (2011).
    """

    label = "ReLU"
    formula = r"h(z) = \max(0, z)"
    in_place = True
    help = mark("core", "max(0, z): passes the gradient whole or not at all.")

    @property
    def view(self) -> tuple[float, float]:
        return (0.0, 1.0)

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.maximum(z, 0, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # 1 where y > 0, else 0
        return np.greater(y, 0, out=np.empty_like(y) if out is None else out, casting="unsafe")


@activations.register("leaky_relu")
@dataclass(frozen=True)
class LeakyReLU(Activation):
    """h(z) = max(a z, z) with a small slope a on the left (0.1 on the slide).

    References
    ----------
    A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013).
    """

    label = "Leaky ReLU"
    formula = r"h(z) = \max(a z, z)"
    in_place = True
    help = mark("core", "A small slope on the left keeps every unit alive.")

    leak: float = number(0.1, label=mark("core", "slope on the left"), symbol="a", low=0, high=1, open_high=True)

    def value(self, z: Array, out: Array | None = None) -> Array:
        # max(a z, z), as a ≤ 1
        return np.maximum(z * self.leak, z, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # 1 where y > 0, else a
        out = np.greater(y, 0, out=np.empty_like(y) if out is None else out, casting="unsafe")
        np.multiply(out, 1 - self.leak, out=out)
        return np.add(out, self.leak, out=out)


@activations.register("elu")
@dataclass(frozen=True)
class ELU(Activation):
    """h(z) = z for z > 0, α (exp z − 1) otherwise.

    References
    ----------
    D.-A. Clevert, T. Unterthiner, S. Hochreiter, arXiv:1511.07289 (2015).
    """

    label = "ELU"
    formula = r"h(z) = z \;(z > 0),\quad \alpha\,(e^z - 1) \;(z \leq 0)"
    in_place = True
    help = mark("core", "Smooth on the left, down to −α.")

    alpha: float = number(1.0, label=mark("core", "depth on the left"), symbol="α", low=0, open_low=True, high=10)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return (-self.alpha, None)

    def value(self, z: Array, out: Array | None = None) -> Array:
        # max(z, 0) + α (exp(min(z, 0)) − 1)
        right = np.maximum(z, 0)
        out = np.minimum(z, 0, out=out)
        np.expm1(out, out=out)
        np.multiply(out, self.alpha, out=out)
        return np.add(out, right, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # 1 for z > 0, otherwise α exp z = y + α
        out = np.add(y, self.alpha, out=out)
        np.copyto(out, 1, where=y > 0)
        return out


@activations.register("identity")
@dataclass(frozen=True)
class Identity(Activation):
    """h(z) = z: without a nonlinearity, many layers are worth one."""

    label = mark("core", "identity")
    formula = r"h(z) = z"
    in_place = True
    help = mark("core", "No nonlinearity: all layers together are one.")

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.positive(z, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        out = np.empty_like(y) if out is None else out
        out.fill(1)
        return out
