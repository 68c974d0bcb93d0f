"""Four minima of unequal depth."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("styblinski", place=8)
@dataclass(frozen=True)
class StyblinskiTang(Surface):
    """Four minima, one of them deepest.

    References
    ----------
    M. A. Styblinski, T.-S. Tang, "Experiments in nonconvex optimization", Neural Networks 3 (1990).
    """

    label = "Styblinski–Tang"
    help = mark("core", "Four minima, one of them deepest: the nearest one is not always the best one.")
    formula = r"f(x, y) = \frac{1}{2}\,(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)"
    minima = ((-2.903534027771177, -2.903534027771177),)
    local_minima = (
        (-2.903534027771177, 2.7468027709908369),
        (2.7468027709908369, -2.903534027771177),
        (2.7468027709908369, 2.7468027709908369),
    )
    view = (-5.0, 5.0, -5.0, 5.0)
    start = (4.5, 0.5)
    steps = 60
    rates = {"momentum": 0.005}

    def value(self, x: Value, y: Value) -> Value:
        x2, y2 = x * x, y * y
        return (x2 * (x2 - 16) + 5 * x + y2 * (y2 - 16) + 5 * y) / 2

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x * (2 * x * x - 16) + 2.5, y * (2 * y * y - 16) + 2.5
