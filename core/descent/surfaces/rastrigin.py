"""A bowl with dents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("rastrigin", place=11)
@dataclass(frozen=True)
class Rastrigin(Surface):
    """A bowl covered with dents, a minimum near every whole x and y.

    References
    ----------
    L. A. Rastrigin, *Systems of extremal control* (1974).
    """

    label = "Rastrigin"
    help = mark("core", "Dents everywhere: a rule that only follows the gradient ends in one of them.")
    formula = r"f(x, y) = 20 + x^2 - 10 \cos 2 \pi x + y^2 - 10 \cos 2 \pi y"
    minima = ((0.0, 0.0),)
    view = (-5.12, 5.12, -5.12, 5.12)
    start = (-4.3, 3.4)
    steps = 100
    rates = {"adagrad": 2.0}

    def value(self, x: Value, y: Value) -> Value:
        return 20 + x * x + y * y - 10 * (np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y))

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return 2 * x + 20 * np.pi * np.sin(2 * np.pi * x), 2 * y + 20 * np.pi * np.sin(2 * np.pi * y)
