"""The hyperbolic tangent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("tanh", place=2)
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
