"""A plateau with steep corners."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("beale", place=3)
@dataclass(frozen=True)
class Beale(Surface):
    """Flat in the middle, steep at the corners.

    References
    ----------
    E. M. L. Beale, "On an iterative method for finding a local minimum of a function of more than one variable" (1958).
    """

    label = "Beale"
    help = mark("core", "A plateau with steep corners: one learning rate is too small here, too large there.")
    formula = r"f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"
    minima = ((3.0, 0.5),)
    view = (-4.5, 4.5, -4.5, 4.5)
    start = (1.0, 1.5)
    steps = 200
    rates = {"sgd": 0.01, "momentum": 0.005, "nesterov": 0.005}

    def value(self, x: Value, y: Value) -> Value:
        y2 = y * y
        a, b, c = 1.5 + x * (y - 1), 2.25 + x * (y2 - 1), 2.625 + x * (y2 * y - 1)
        return a * a + b * b + c * c

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        y2 = y * y
        p, q, r = y - 1, y2 - 1, y2 * y - 1
        a, b, c = 1.5 + x * p, 2.25 + x * q, 2.625 + x * r
        return 2 * (a * p + b * q + c * r), 2 * x * (a + 2 * y * b + 3 * y2 * c)
