"""What every activation function has, and how one is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from core.config.configuration import Configuration
from core.config.registry import Registry

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
