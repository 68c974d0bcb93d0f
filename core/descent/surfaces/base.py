"""What every surface has, and what it knows of itself."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from core.config.configuration import Configuration
from core.config.figures import rounded
from core.config.registry import Registry
from core.descent.formula_kinds import Quadratic
from core.rules.optimizers import Optimizer, Terrain

surfaces = Registry("surface")

Array = np.ndarray
Value = Any
"""A float, or an array of float64."""
Point = tuple[float, float]
View = tuple[float, float, float, float]

GRID = 41
"""Places along each side of the view at which a surface is measured."""
MOST = 0.9
"""Share of the view whose curvature is looked at: a steep corner must not make all steps small."""
LEAST_RATE, LARGEST_RATE = 1e-12, 1e3


@dataclass(frozen=True)
class Surface(Configuration):
    """Base of the functions of x and y.

    Attributes
    ----------
    formula : str
        In LaTeX.
    minima, local_minima : tuple of (x, y)
        Where f is least, and where it is least all around.
    view : tuple
        x from, x to, y from, y to.
    start : (x, y)
        Where a path may well begin.
    rates : dict
        By the key of a rule, a learning rate that suits better than the rule's usual one.
    steps : int
        A length for these paths.
    """

    formula: ClassVar[str] = "f(x, y)"
    minima: ClassVar[tuple[Point, ...]] = ()
    local_minima: ClassVar[tuple[Point, ...]] = ()
    view: ClassVar[View] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (-7.0, 2.0)
    rates: ClassVar[dict[str, float]] = {}
    steps: ClassVar[int] = 30

    @property
    def formula_lines(self) -> tuple[str, ...]:
        """The formula in as many lines as it needs to be read in a narrow place."""
        return (self.formula,)

    def value(self, x: Value, y: Value) -> Value:
        """Return f(x, y)."""
        raise NotImplementedError

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        """Return ∂f/∂x and ∂f/∂y."""
        raise NotImplementedError

    @property
    def quadratic(self) -> Quadratic | None:
        """The second derivatives of a quadratic function, the same everywhere; None of any other.

        A surface says it of itself: places at which it is measured show no more than that it is so there.
        """
        return None

    @property
    def least(self) -> float | None:
        """The value of f at the minimum; None where that is not known."""
        return min((float(self.value(*map(np.float64, place))) for place in self.minima), default=None)

    @property
    def curvature(self) -> float | None:
        """The largest eigenvalue of the Hessian of a quadratic function without a downhill end; None for any other."""
        if self.quadratic is None:
            return None
        xx, xy, yy = self.quadratic
        smallest, largest = np.linalg.eigvalsh([[xx, xy], [xy, yy]])
        convex = largest > 0 and smallest > -1e-9 * largest
        return rounded(largest, 12) if convex else None  # without the noise of the last bits

    @cached_property
    def terrain(self) -> Terrain:
        """What decides which learning rates suit the surface.

        The curvature of a quadratic function is known, everything else is measured on a grid over the view.
        """
        x0, x1, y0, y1 = self.view
        x, y = np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID))
        with np.errstate(all="ignore"):
            by_x, by_y = (np.broadcast_to(slope, x.shape) for slope in self.gradient(x, y))
            bends = [np.diff(by_x, axis=1) / np.diff(x, axis=1), np.diff(by_y, axis=0) / np.diff(y, axis=0)]
        bent, slopes = (
            np.abs(np.concatenate([part[np.isfinite(part)] for part in parts])) for parts in (bends, (by_x, by_y))
        )
        if self.quadratic is not None:
            xx, xy, yy = self.quadratic
            curvature = rounded(float(np.abs(np.linalg.eigvalsh([[xx, xy], [xy, yy]])).max()), 12)
        else:
            curvature = float(np.quantile(bent, MOST)) if bent.size else 0.0
        return Terrain(curvature, math.sqrt((x1 - x0) * (y1 - y0)), float(slopes.max(initial=0.0)))

    def rate_of(self, rule: type[Optimizer]) -> float:
        """Return a learning rate with which something can be learned from a path of `rule` from `start`.

        That of `rates`, or else the rule's usual one for such a terrain, as a person would choose it: 1, 2, 3 or 5
        times a power of ten.
        """
        if rule.key in self.rates:
            return self.rates[rule.key]
        rate = min(max(rule.usual_rate(self.terrain), LEAST_RATE), LARGEST_RATE)
        ten = 10.0 ** math.floor(math.log10(rate))
        return rounded(min((n * ten for n in (1, 2, 3, 5, 10)), key=lambda n: abs(math.log(n / rate))), 1)

    def usual(self, rule: type[Optimizer]) -> Optimizer:
        """Return a rule as the lecture has it, with a learning rate that suits the surface."""
        return rule(lr=self.rate_of(rule))
