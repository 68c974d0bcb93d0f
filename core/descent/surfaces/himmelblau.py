"""Four minima of equal depth."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("himmelblau", place=4)
@dataclass(frozen=True)
class Himmelblau(Surface):
    """Four minima of equal depth.

    References
    ----------
    D. M. Himmelblau, *Applied nonlinear programming* (1972).
    """

    label = "Himmelblau"
    help = mark("core", "Four minima, all equally deep: which one is found depends on the start and the rule.")
    formula = r"f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    minima = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    )
    view = (-6.0, 6.0, -6.0, 6.0)
    start = (-0.5, -1.0)
    steps = 80

    def value(self, x: Value, y: Value) -> Value:
        a, b = x * x + y - 11, x + y * y - 7
        return a * a + b * b

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        a, b = x * x + y - 11, x + y * y - 7
        return 4 * x * a + 2 * b, 2 * a + 4 * y * b
