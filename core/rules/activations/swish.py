"""The sigmoid-weighted linear unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.configuration import number
from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("swish", place=7)
@dataclass(frozen=True)
class Swish(Activation):
    """h(z) = z s with s = 1 / (1 + exp(−β z)); h′ = s + β y (1 − s).  With β = 1 it is the SiLU.

    References
    ----------
    P. Ramachandran, B. Zoph, Q. V. Le, "Searching for activation functions", arXiv:1710.05941 (2017).
    """

    label = "Swish"
    formula = r"h(z) = \frac{z}{1 + e^{-\beta z}}"
    help = mark("core", "z times the sigmoid of β z: a smooth ReLU that dips below 0; with β = 1 it is called SiLU.")

    beta: float = number(1.0, label=mark("core", "sharpness of the bend"), symbol="β", low=0, high=10)

    def value(self, z: Array, out: Array | None = None) -> Array:
        out = self._share(z, out)
        return np.multiply(out, z, out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # s + β y (1 − s)
        out = self._share(z, out)
        rest = np.subtract(1, out)
        np.multiply(rest, y, out=rest)
        np.multiply(rest, self.beta, out=rest)
        return np.add(out, rest, out=out)

    def _share(self, z: Array, out: Array | None) -> Array:
        # 1 / (1 + exp(−β z)) = exp(min(β z, 0)) / (1 + exp(−|β z|)), which cannot overflow
        whole = np.multiply(z, self.beta)
        out = np.minimum(whole, 0, out=out)
        np.exp(out, out=out)
        np.abs(whole, out=whole)
        np.negative(whole, out=whole)
        np.exp(whole, out=whole)
        np.add(whole, 1, out=whole)
        return np.divide(out, whole, out=out)
