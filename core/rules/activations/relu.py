"""The rectified linear unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("relu", place=3)
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
