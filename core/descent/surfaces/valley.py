"""The surface of the slides."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.formula_kinds import Quadratic
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("valley", place=1)
@dataclass(frozen=True)
class Valley(Surface):
    """The function of the slides: twenty times as steep in y as in x.  Its gradient is (x/10, 2y)."""

    label = "x²/20 + y²"
    help = mark(
        "core", "Steep in y, shallow in x: the gradient hardly ever points to the minimum, so SGD goes in a zigzag."
    )
    formula = r"f(x, y) = \frac{x^2}{20} + y^2"
    view = (-10.0, 10.0, -4.0, 4.0)
    minima = ((0.0, 0.0),)
    rates = {"sgd": 0.95, "adagrad": 1.5, "rmsprop": 0.3, "adadelta": 1.0}

    @property
    def quadratic(self) -> Quadratic:
        return Quadratic(0.1, 0.0, 2.0)

    def value(self, x: Value, y: Value) -> Value:
        return x * x / 20 + y * y

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x / 10, 2 * y
