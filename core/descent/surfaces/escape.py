"""A valley with a dent, made for the lesson on momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("escape", place=7)
@dataclass(frozen=True)
class Escape(Surface):
    """A long valley with a dent on the way to its minimum.

    From (−7, 2) with η = 0.1 SGD comes to rest in the dent, Momentum with α = 0.9 rolls through it.
    """

    label = mark("core", "valley with a dent")
    help = mark("core", "A dent on the way to the minimum: SGD stays in it, a ball with momentum rolls through.")
    formula = r"f(x, y) = \frac{(x - 5)^2}{20} + y^2 - 2\, e^{-(x + 2)^2}"
    minima = ((5.0, 0.0),)
    local_minima = ((-1.8240340262786163, 0.0),)
    view = (-10.0, 10.0, -5.0, 5.0)
    start = (-7.0, 2.0)
    steps = 100
    rates = {"sgd": 0.1, "adagrad": 1.5, "rmsprop": 0.3, "adadelta": 50.0}

    def value(self, x: Value, y: Value) -> Value:
        u, v = x + 2, x - 5
        return v * v / 20 + y * y - 2 * np.exp(-u * u)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        u = x + 2
        return (x - 5) / 10 + 4 * u * np.exp(-u * u), 2 * y
