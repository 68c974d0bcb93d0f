"""Valleys that cross between high walls."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("goldstein_price", place=12)
@dataclass(frozen=True)
class GoldsteinPrice(Surface):
    """Values from 3 to a million: valleys that cross, with four minima of very unequal depth.

    References
    ----------
    A. A. Goldstein, J. F. Price, "On descent from local minima", Mathematics of Computation 25 (1971).
    """

    label = "Goldstein–Price"
    help = mark("core", "Heights from 3 to a million: where a step is safe on the walls, it is nothing in the valleys.")
    formula = (
        r"f(x, y) = \left(1 + (x + y + 1)^2\, (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2)\right)"
        r"\left(30 + (2 x - 3 y)^2\, (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2)\right)"
    )
    minima = ((0.0, -1.0),)
    local_minima = ((-0.6, -0.4), (1.8, 0.2), (1.2, 0.8))
    view = (-2.0, 2.0, -2.0, 2.0)
    start = (-0.5, 0.5)
    steps = 100

    def value(self, x: Value, y: Value) -> Value:
        s, d = x + y + 1, 2 * x - 3 * y
        p, q = _factors(x, y)
        return (1 + s * s * p) * (30 + d * d * q)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        s, d = x + y + 1, 2 * x - 3 * y
        p, q = _factors(x, y)
        a, b = 1 + s * s * p, 30 + d * d * q
        slope = s * (2 * p + s * (6 * (x + y) - 14))  # of a, by x as by y
        bend = 24 * x - 36 * y - 32
        return slope * b + a * d * (4 * q + d * bend), slope * b + a * d * (-6 * q + d * (48 - 36 * x + 54 * y))


def _factors(x: Value, y: Value) -> tuple[Value, Value]:
    s = x + y
    return 19 - 14 * s + 3 * s * s, 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y
