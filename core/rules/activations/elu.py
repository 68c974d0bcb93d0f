"""The exponential linear unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.configuration import number
from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("elu", place=5)
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
