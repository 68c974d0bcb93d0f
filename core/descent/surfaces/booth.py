"""A valley aslant."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.words import mark
from core.descent.formula_kinds import Quadratic
from core.descent.surfaces.base import Surface, Value, surfaces


@surfaces.register("booth", place=5)
@dataclass(frozen=True)
class Booth(Surface):
    """A quadratic valley that lies aslant, so that no rule with a rate per axis has an advantage from the start."""

    label = "Booth"
    help = mark("core", "A valley aslant: a learning rate per axis helps less than it does along the axes.")
    formula = r"f(x, y) = (x + 2 y - 7)^2 + (2 x + y - 5)^2"
    minima = ((1.0, 3.0),)
    start = (-7.0, 2.0)
    steps = 60
    rates = {"adadelta": 50.0}

    @property
    def quadratic(self) -> Quadratic:
        return Quadratic(10.0, 8.0, 10.0)

    def value(self, x: Value, y: Value) -> Value:
        a, b = x + 2 * y - 7, 2 * x + y - 5
        return a * a + b * b

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return 10 * x + 8 * y - 34, 8 * x + 10 * y - 38
