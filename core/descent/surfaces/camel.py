"""Six minima."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("camel", place=9)
@dataclass(frozen=True)
class Camel(Surface):
    """Six humps: six minima, two of them deepest.

    References
    ----------
    L. C. W. Dixon, G. P. Szegö, *Towards global optimization 2* (1978).
    """

    label = mark("core", "six-hump camel")
    help = mark("core", "Six minima, two of them deepest: a small change of the start leads to another one.")
    formula = r"f(x, y) = \left(4 - 2.1 x^2 + \frac{x^4}{3}\right) x^2 + x y + 4\,(y^2 - 1)\,y^2"
    minima = ((0.08984201310031806, -0.7126564030207396), (-0.08984201310031806, 0.7126564030207396))
    local_minima = (
        (1.703606714969981, -0.7960835686726252),
        (-1.703606714969981, 0.7960835686726252),
        (1.6071047529201974, 0.5686514548841314),
        (-1.6071047529201974, -0.5686514548841314),
    )
    view = (-2.0, 2.0, -1.1, 1.1)
    start = (-1.1, -0.05)
    steps = 60

    def value(self, x: Value, y: Value) -> Value:
        x2, y2 = x * x, y * y
        return (4 + x2 * (x2 / 3 - 2.1)) * x2 + x * y + 4 * (y2 - 1) * y2

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        x2 = x * x
        return x * (8 + x2 * (2 * x2 - 8.4)) + y, x + y * (16 * y * y - 8)
