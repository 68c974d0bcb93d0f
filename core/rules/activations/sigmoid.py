"""The logistic function."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("sigmoid", place=1)
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
