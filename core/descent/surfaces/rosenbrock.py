"""A bent valley."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("rosenbrock", place=2)
@dataclass(frozen=True)
class Rosenbrock(Surface):
    """A bent valley with steep walls.

    References
    ----------
    H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function" (1960).
    """

    label = "Rosenbrock"
    help = mark("core", "A bent valley: easy to reach, slow to follow. The minimum is at (1, 1).")
    formula = r"f(x, y) = (1 - x)^2 + 100\,(y - x^2)^2"
    minima = ((1.0, 1.0),)
    view = (-2.0, 2.0, -1.0, 3.0)
    start = (-1.2, 1.0)
    steps = 300
    rates = {"sgd": 0.002, "momentum": 0.0005, "nesterov": 0.0005}

    def value(self, x: Value, y: Value) -> Value:
        across = y - x * x
        along = 1 - x
        return along * along + 100 * across * across

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        fy = 200 * (y - x * x)
        return 2 * (x - 1) - 2 * x * fy, fy
