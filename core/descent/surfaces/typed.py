"""The function that a person types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.config.configuration import number
from core.config.figures import setting
from core.config.registry import LAST
from core.config.words import LabError, mark
from core.descent.expressions import expression, parse
from core.descent.formula_kinds import Quadratic
from core.descent.surfaces.base import GRID, Surface, Value, surfaces


def _bound(default: float, label: str) -> Any:
    return number(default, label=label, low=-1e6, high=1e6)


@surfaces.register("typed", place=LAST)
@dataclass(frozen=True)
class Typed(Surface):
    """A function that a person types, in a view that is typed too.

    All else that surfaces describe is no setting and is kept in no file.  `formula` and `start` are worked out of
    the text and the view when a function is made, so they follow what was typed whenever a window asks for them;
    `steps` is always the same, and where the minima are is not known.
    """

    label = mark("core", "your own f(x, y)")
    help = mark("core", "Any function of x and y: + − * / ^, brackets, |x|, sin, cos, tan, exp, ln, sqrt and more.")

    text: str = expression(
        "x^2/20 + y^2 + 2 cos(x)",
        label=mark("core", "f(x, y) ="),
        help=mark(
            "core",
            "For example x^2/20 + y^2, |x| + y^2, e^(-x^2) sin(y). The gradient is exact. log means ln.",
        ),
    )
    x_min: float = _bound(-10.0, mark("core", "x from"))
    x_max: float = _bound(10.0, mark("core", "x to"))
    y_min: float = _bound(-10.0, mark("core", "y from"))
    y_max: float = _bound(10.0, mark("core", "y to"))

    def __post_init__(self) -> None:
        super().__post_init__()
        for low, high in (("x_min", "x_max"), ("y_min", "y_max")):
            if getattr(self, low) >= getattr(self, high):
                raise LabError(
                    mark("core", "{label} must be more than {low}, got {value}"),
                    field=high,
                    label=self.parameters()[high].label,
                    low=setting(getattr(self, low)),
                    value=setting(getattr(self, high)),
                )
        x0, x1, y0, y1 = view = (self.x_min, self.x_max, self.y_min, self.y_max)
        x, y = np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID))
        formula = parse(self.text)
        values, *slopes = formula.value_and_gradient(x, y)
        good = np.isfinite(values) & np.isfinite(slopes[0]) & np.isfinite(slopes[1])
        if not good.any():
            raise LabError(
                mark("core", "at none of {places} places in the view has the formula a finite value and slope"),
                field="text",
                places=good.size,
            )
        wanted = (x0 + 0.15 * (x1 - x0), y0 + 0.6 * (y1 - y0))
        if not all(map(np.isfinite, formula.value_and_gradient(*wanted))):
            nearest = np.hypot((x - wanted[0]) / (x1 - x0), (y - wanted[1]) / (y1 - y0))[good].argmin()
            wanted = (float(x[good][nearest]), float(y[good][nearest]))
        # A frozen object may have its own values of what other surfaces have in common.
        described = {
            "formula": f"f(x, y) = {formula.tex}",
            "view": view,
            "start": wanted,
            "steps": 50,
        }
        for name, value in described.items():
            object.__setattr__(self, name, value)

    @property
    def formula_lines(self) -> tuple[str, ...]:
        first, *others = parse(self.text).tex_lines
        return (f"f(x, y) = {first}", *others)

    @property
    def quadratic(self) -> Quadratic | None:
        return parse(self.text).quadratic

    @property
    def least(self) -> float | None:
        return parse(self.text).least

    def value(self, x: Value, y: Value) -> Value:
        return parse(self.text).evaluate(x, y)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return parse(self.text).value_and_gradient(x, y)[1:]
