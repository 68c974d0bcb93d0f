"""The rectified linear unit with a slope on the left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.configuration import number
from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("leaky_relu", place=4)
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
