"""What is known of every surface beforehand: one record each, from which the tests of this room take what they need.

To add one: a `Case` with its formula as a person would type it; the contracts run over it by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.descent.surfaces import (
    Ackley,
    Beale,
    Booth,
    Camel,
    Escape,
    Himmelblau,
    Rastrigin,
    Rosenbrock,
    Saddle,
    StyblinskiTang,
    Surface,
    Typed,
    Valley,
)
from core.descent.surfaces.goldstein_price import GoldsteinPrice


@dataclass(frozen=True)
class Case:
    """One surface.

    Attributes
    ----------
    kind : type
        The surface.
    text : str
        Its formula as it would be typed, a second implementation of f and of its gradient.
    heights : mapping
        f at some (x, y), by hand or from its source.
    curvature : float or None
        The largest second derivative of a quadratic bowl, None for any other function.
    """

    kind: type[Surface]
    text: str
    heights: Mapping[tuple[float, float], float]
    curvature: float | None = None


CASES = (
    Case(Valley, "x^2/20 + y^2", {(-7, 2): 6.45, (0, 0): 0}, curvature=2.0),
    Case(Rosenbrock, "(1 - x)^2 + 100 (y - x^2)^2", {(1, 1): 0, (0, 0): 1, (-1, 2): 104}),
    Case(
        Beale,
        "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        {(3, 0.5): 0, (0, 5): 1.5**2 + 2.25**2 + 2.625**2, (1, 1): 1.5**2 + 2.25**2 + 2.625**2},
    ),
    Case(Himmelblau, "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", {(3, 2): 0, (0, 0): 170, (1, 1): 106}),
    Case(Booth, "(x + 2 y - 7)^2 + (2 x + y - 5)^2", {(1, 3): 0, (0, 0): 74}, curvature=18.0),
    Case(Saddle, "x^2/2 - y^2/2 + y^4/16", {(0, 2): -1, (0, 0): 0, (2, 0): 2}),
    Case(Escape, "(x - 5)^2/20 + y^2 - 2 exp(-(x + 2)^2)", {(-2, 0): 0.45, (-2, 1): 1.45}),
    Case(
        StyblinskiTang,
        "(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)/2",
        {(0, 0): 0, (1, 0): -5, (-2.903534027771177, -2.903534027771177): -78.33233140754282},
    ),
    Case(
        Camel,
        "(4 - 2.1 x^2 + x^4/3) x^2 + x y + 4 (y^2 - 1) y^2",
        {(0, 0): 0, (0, 1): 0, (0.08984201310031806, -0.7126564030207396): -1.031628453489877},
    ),
    Case(
        Ackley,
        "20 + e - 20 exp(-0.2 sqrt((x^2 + y^2)/2)) - exp((cos(2 pi x) + cos(2 pi y))/2)",
        {(0, 0): 0, (1, 1): 3.6253849384403627},
    ),
    Case(Rastrigin, "20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)", {(0, 0): 0, (1, 1): 2, (0.5, 0): 20.25}),
    Case(
        GoldsteinPrice,
        "(1 + (x + y + 1)^2 (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2))"
        " (30 + (2 x - 3 y)^2 (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2))",
        {(0, -1): 3, (-0.6, -0.4): 30, (1.8, 0.2): 84, (1.2, 0.8): 840, (0, 0): 600, (1, 1): 1876},
    ),
    Case(Typed, "x^2/20 + y^2 + 2 cos(x)", {(0, 0): 2, (0, 1): 3}),
)
CASE_OF = {case.kind: case for case in CASES}
