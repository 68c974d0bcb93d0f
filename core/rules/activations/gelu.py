"""The Gaussian error linear unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations

# J. F. Hart et al., Computer approximations (1968), no. 5666: the share of the standard normal distribution above x ≥ 0
# is exp(−x²/2) P(x) / Q(x), to 15 digits.  Highest powers first.
_P = (0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
      220.206867912376)  # fmt: skip
_Q = (0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
      793.826512519948, 440.413735824752)  # fmt: skip
_FAR = 40.0
"""Beyond it nothing is left of the distribution in any precision."""


@activations.register("gelu", place=6)
@dataclass(frozen=True)
class GELU(Activation):
    """h(z) = z Φ(z) with the distribution function Φ of N(0, 1); h′ = Φ(z) + z φ(z), which is negative below −0.75.

    The exact form, not the one with tanh that stands in for it in some networks.

    References
    ----------
    D. Hendrycks, K. Gimpel, "Gaussian error linear units", arXiv:1606.08415 (2016).
    """

    label = "GELU"
    formula = r"h(z) = z\, \Phi(z)"
    help = mark("core", "z times the share of N(0, 1) below z: a smooth ReLU that dips below 0 before it rises.")

    def value(self, z: Array, out: Array | None = None) -> Array:
        # z Φ(z) = max(z, 0) − |z| Φ(−|z|)
        size, tail, _ = _normal(z)
        out = np.maximum(z, 0, out=out)
        return np.subtract(out, np.multiply(size, tail, out=tail), out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # Φ(−|z|) − |z| φ(z) for z ≤ 0; on the right what is missing to 1
        size, tail, density = _normal(z)
        out = np.subtract(tail, np.multiply(size, density, out=density), out=out)
        return np.subtract(1, out, out=out, where=z > 0)


def _normal(z: Array) -> tuple[Array, Array, Array]:
    """Return |z| as far as it matters, Φ(−|z|) and φ(z)."""
    x = np.abs(z)
    np.minimum(x, _FAR, out=x)
    bell = np.multiply(x, -0.5)
    np.multiply(bell, x, out=bell)
    np.exp(bell, out=bell)
    tail = _polynomial(_P, x)
    np.divide(tail, _polynomial(_Q, x), out=tail)
    np.multiply(tail, bell, out=tail)
    return x, tail, np.multiply(bell, 1 / math.sqrt(2 * math.pi), out=bell)


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    first, second, *rest = coefficients
    result = np.multiply(x, first)
    np.add(result, second, out=result)
    for coefficient in rest:
        np.multiply(result, x, out=result)
        np.add(result, coefficient, out=result)
    return result
