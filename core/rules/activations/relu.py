"""The rectified linear unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations

MOST_ZEROS = 2**17
"""Of wider layers or larger batches, a row of zeros does nearly as well."""


@lru_cache(maxsize=32)
def _zeros(shape: tuple[int, ...], dtype: np.dtype) -> Array:
    zeros = np.zeros(shape, dtype)
    zeros.flags.writeable = False
    return zeros


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
        # max(0, z), with as many zeros as there are z: this loop of NumPy is vectorized, and several times faster
        shape = z.shape[-2:] if math.prod(z.shape[-2:]) <= MOST_ZEROS else z.shape[-1:]
        return np.maximum(z, _zeros(shape, z.dtype), out=out)

    def slope(self, z: Array, y: Array, out: Array | None = None) -> Array:
        # 1 where y > 0, else 0
        return np.greater(y, 0, out=np.empty_like(y) if out is None else out, casting="unsafe")
