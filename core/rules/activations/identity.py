"""No nonlinearity, to see what the others are for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.registry import LAST
from core.config.words import mark
from core.rules.activations.base import Activation, Array, activations


@activations.register("identity", place=LAST)
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
