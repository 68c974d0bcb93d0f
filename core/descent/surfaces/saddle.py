"""A saddle point between two minima."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("saddle", place=6)
@dataclass(frozen=True)
class Saddle(Surface):
    """A pass between two minima: downhill in x to (0, 0), and from there downhill in y.

    On the line y = 0 the gradient has no part in y, so that a path that begins exactly there ends in the saddle point,
    whatever the rule.
    """

    label = mark("core", "saddle")
    help = mark(
        "core",
        "Near the saddle point (0, 0) the gradient fades and SGD lingers; momentum leaves sooner. Start at y = 0 "
        "exactly: nothing leaves without noise.",
    )
    formula = r"f(x, y) = \frac{x^2}{2} - \frac{y^2}{2} + \frac{y^4}{16}"
    minima = ((0.0, -2.0), (0.0, 2.0))
    view = (-3.0, 3.0, -3.0, 3.0)
    start = (-2.5, 0.001)
    steps = 100
    rates = {"sgd": 0.1, "momentum": 0.1, "nesterov": 0.1, "adadelta": 20.0}

    def value(self, x: Value, y: Value) -> Value:
        y2 = y * y
        return x * x / 2 + y2 * (y2 / 16 - 0.5)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x * 1.0, y * (y * y / 4 - 1)
