"""A funnel with dents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("ackley", place=10)
@dataclass(frozen=True)
class Ackley(Surface):
    """A funnel covered with dents; it comes to a point at the minimum, where its gradient is taken as zero.

    References
    ----------
    D. H. Ackley, *A connectionist machine for genetic hillclimbing* (1987).
    """

    label = "Ackley"
    help = mark("core", "A funnel covered with dents: small steps stay in the first one.")
    formula = r"f(x, y) = 20 + e - 20\, e^{-0.2 \sqrt{(x^2 + y^2)/2}} - e^{(\cos 2 \pi x + \cos 2 \pi y)/2}"
    minima = ((0.0, 0.0),)
    view = (-5.0, 5.0, -5.0, 5.0)
    start = (-3.4, 2.4)
    steps = 100

    def value(self, x: Value, y: Value) -> Value:
        funnel = 20 * np.exp(-0.2 * np.sqrt((x * x + y * y) / 2))
        dents = np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
        return 20 + np.e - funnel - dents

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        radius = np.sqrt((x * x + y * y) / 2)
        slope = 2 * np.exp(-0.2 * radius) / np.where(radius == 0, 1.0, radius)  # x and y are 0 along with the radius
        dents = np.pi * np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
        return slope * x + dents * np.sin(2 * np.pi * x), slope * y + dents * np.sin(2 * np.pi * y)
