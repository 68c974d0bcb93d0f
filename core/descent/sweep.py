"""The sensitivity map: thousands of settings of one rule traced at once, as a task for `core.jobs.Job`.

A map lies over the learning rate and a second hyperparameter ("rates"), or over the start ("starts").  All its settings
are one array, so that a step of all costs little more than the arithmetic.  The same rules as everywhere, the same
noise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config import figures
from core.config.parameters import Number
from core.config.words import LabError, mark
from core.descent.study import Descent, Noise
from core.descent.surfaces import Point, Surface
from core.descent.view import AXES, END
from core.jobs import Report
from core.rules.optimizers import Optimizer

Array = np.ndarray

TOLERANCE = 1e-3
"""A path has converged where f is above its minimum by at most this share of what it was at the start."""
FINE = 401
"""Places along each side of the view at which the least f is looked for where it is not known."""
FEWEST_STEPS = 100
"""Steps of the paths of a map, at least: shorter ones seldom arrive."""
_AXIS = mark("core", "expected one of {names}, got {value}")


@dataclass(frozen=True, eq=False)
class SweepAxis:
    """One axis of a map.

    Attributes
    ----------
    name : str
        Field of the optimizer, or ``x`` or ``y``.
    label : str
        For people (marked text).
    symbol : str
        η, α …
    values : Array
        ``(size,)``, rising, of four significant digits.
    log : bool
        Whether they are evenly spaced in decades.
    """

    name: str
    label: str
    symbol: str
    values: Array
    log: bool


@dataclass(frozen=True, eq=False)
class SweepImage:
    """What a map shows so far; rows go with `y`, columns with `x`.

    Attributes
    ----------
    x, y : SweepAxis
        What lies to the right, and upwards.
    steps_to_converge : Array
        ``(size, size)``: the step from which on f has stayed within the tolerance of its minimum; NaN where f is
        outside after the steps done, so also where a path has only flown through, or has diverged.
    final : Array
        ``(size, size)``: f after the steps done; inf where a path has overflowed.
    minimum : float
        The least f: of the surface where that is known, else on a grid of `FINE` by `FINE` places over the view.
    known : bool
        Which of them it is.
    threshold : Array
        ``(size, size)``: up to which f the path of a pixel counts as converged, measured from its own start.
    done, steps : int
        Steps done, of how many.
    optimizer : Optimizer
        The rule (a map over α of SGD is one of Momentum).
    start : (x, y)
        Where paths begin, in a map of rates.
    """

    x: SweepAxis
    y: SweepAxis
    steps_to_converge: Array
    final: Array
    minimum: float
    known: bool
    threshold: Array
    done: int
    steps: int
    optimizer: Optimizer
    start: Point

    def setting(self, row: int, column: int) -> tuple[Optimizer, Point]:
        """Return the rule and the start that a pixel stands for."""
        x, y = float(self.x.values[column]), float(self.y.values[row])
        if self.x.name == "x":
            return self.optimizer, (x, y)
        return replace(self.optimizer, **{self.x.name: x, self.y.name: y}), self.start


class Sweep:
    """A map as a task for `core.jobs.Job`.

    Parameters
    ----------
    surface, optimizer, start, steps, noise, seed
        As for `core.descent.trajectory.trace`.
    axes : {"rates", "starts"}
        Over what the map lies.
    size : int
        Settings along each axis.
    """

    def __init__(
        self,
        surface: Surface,
        optimizer: Optimizer,
        start: Point,
        steps: int,
        axes: str = "rates",
        size: int = 200,
        noise: Noise | None = None,
        seed: int = 0,
    ) -> None:
        if axes not in AXES:
            raise LabError(_AXIS, names=", ".join(AXES), value=axes)
        self.surface, self.start, self.steps = surface, start, steps
        self.optimizer = optimizer
        if axes == "rates":
            self.optimizer, second = optimizer.beside_rate()
            self.x = _rate_axis(self.optimizer, size)
            self.y = _setting_axis(self.optimizer, second, size)
        else:
            x0, x1, y0, y1 = surface.view
            self.x = SweepAxis("x", "x", "x", _rounded(np.linspace(x0, x1, size)), log=False)
            self.y = SweepAxis("y", "y", "y", _rounded(np.linspace(y0, y1, size)), log=False)
        known = surface.least
        self.known = known is not None
        self.minimum = _least_in_view(surface) if known is None else known
        self.done = 0
        shape = (size, size)
        across, up = np.broadcast_to(self.x.values, shape).ravel(), np.repeat(self.y.values, size)
        # x and y of all paths are rows, and hyperparameters one number a path: long rows are what NumPy is fast at
        self._theta = np.empty((2, size * size))
        self._h: dict[str, Any] = self.optimizer.hyperparameters()
        if axes == "rates":
            self._theta[:] = np.reshape(start, (2, 1))
            self._h |= {self.x.name: across.copy(), self.y.name: up}
        else:
            self._theta[:] = across, up
        self._scatter = None
        if noise is not None and noise.strength:
            self._scatter = noise.strength * np.random.default_rng(seed).standard_normal((steps + 1, 2))
        self._values = np.empty(size * size)
        with np.errstate(all="ignore"):
            drop = surface.value(self._theta[0], self._theta[1]) - self.minimum
        # a path that starts at the minimum, or where f has no value, has no way to go that could be a measure
        drop = np.where(np.isfinite(drop) & (drop > 0), drop, 1.0)
        self._threshold = self.minimum + TOLERANCE * drop
        self._reached = np.full(size * size, np.nan)
        self._look()

    def run(self) -> Iterator[Report]:
        """Take a step with all settings between two reports."""
        theta = self._theta
        grad, work, state = np.empty_like(theta), np.empty_like(theta), self.optimizer.start(theta)
        while self.done < self.steps:
            with np.errstate(all="ignore"):
                grad[0], grad[1] = self.surface.gradient(theta[0], theta[1])
                if self._scatter is not None:
                    grad += self._scatter[self.done][:, None]
                self.optimizer.update(theta, grad, state, self._h, self.done + 1, work)
            self.done += 1
            self._look()
            yield Report()

    def _look(self) -> None:
        """Note the values, which paths have come within the tolerance in this step, and which have left it again."""
        with np.errstate(all="ignore"):
            self._values[:] = self.surface.value(self._theta[0], self._theta[1])
            outside = ~(self._values <= self._threshold)  # NaN is outside
        self._reached[outside] = np.nan
        self._reached[~outside & np.isnan(self._reached)] = self.done

    def snapshot(self) -> SweepImage:
        """Return the map so far."""
        shape = (len(self.y.values), len(self.x.values))
        final = np.where(np.isfinite(self._values), self._values, np.inf).reshape(shape)
        reached, threshold = (array.reshape(shape).copy() for array in (self._reached, self._threshold))
        for array in (final, reached, threshold):
            array.flags.writeable = False
        return SweepImage(
            self.x,
            self.y,
            reached,
            final,
            self.minimum,
            self.known,
            threshold,
            self.done,
            self.steps,
            self.optimizer,
            self.start,
        )


def sweep_of(descent: Descent) -> Sweep:
    """Return the map of the selected rule of a descent, from its first start."""
    settings = descent.settings
    return Sweep(
        settings.surface,
        descent.selected,
        settings.start[0],
        max(settings.steps, FEWEST_STEPS),
        descent.view.map_axes,
        noise=settings.noise,
        seed=settings.seed,
    )


def with_setting(descent: Descent, image: SweepImage, row: int, column: int) -> Descent:
    """Return a descent with the setting of a place on a map of its selected rule, long enough to see it arrive.

    Raises
    ------
    LabError
        When the rule is hidden and no more paths have room.
    """
    rule, start = image.setting(row, column)
    if descent.settings.steps < image.steps:
        descent = descent.with_settings(steps=image.steps).with_view(place=END)
    if image.x.name == "x":
        return descent.with_settings(start=(start, *descent.settings.start[1:]))
    return descent.with_run(descent.view.selected, rule)


def _rate_axis(optimizer: Optimizer, size: int) -> SweepAxis:
    """Return the learning rate, one and a half decades to either side of the optimizer's."""
    parameter = optimizer.parameters()["lr"]
    assert isinstance(parameter, Number)
    middle = np.log10(optimizer.lr)
    values = np.logspace(middle - 1.5, min(middle + 1.5, np.log10(parameter.high)), size)
    return SweepAxis("lr", parameter.label, parameter.symbol, _rounded(values, log=True), log=True)


def _setting_axis(optimizer: Optimizer, name: str, size: int) -> SweepAxis:
    """Return the range of another hyperparameter; an open end is left out by a hundredth."""
    parameter = optimizer.parameters()[name]
    assert isinstance(parameter, Number)
    if parameter.log:
        values = np.logspace(np.log10(max(parameter.low, 1e-10)), np.log10(parameter.high), size)
    else:
        margin = (parameter.high - parameter.low) / 100 if parameter.open_high else 0.0
        values = np.linspace(parameter.low, parameter.high - margin, size)
    return SweepAxis(name, parameter.label, parameter.symbol, _rounded(values, parameter.log), parameter.log)


def _rounded(values: Array, log: bool = False) -> Array:
    """Return rising values with four significant digits, so that a form shows them as they are.

    Evenly spaced ones are all rounded to the same place.  Values that lie too close together get more digits.
    """
    leading = math.floor(math.log10(max(np.abs(values).max(), 1e-300)))
    for digits in range(4, 17):
        rounded = (
            np.array([figures.rounded(value, digits) for value in values])
            if log
            else values.round(digits - 1 - leading)
        )
        if (np.diff(rounded) > 0).all():
            return rounded
    return values


def _least_in_view(surface: Surface) -> float:
    """Return the least f on a fine grid over the view."""
    x0, x1, y0, y1 = surface.view
    with np.errstate(all="ignore"):
        values = np.asarray(surface.value(*np.meshgrid(np.linspace(x0, x1, FINE), np.linspace(y0, y1, FINE))))
    return float(values[np.isfinite(values)].min())
