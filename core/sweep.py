"""The sensitivity map: thousands of settings of one rule traced at once, as a task for `core.jobs.Job`.

A map lies over the learning rate and a second hyperparameter ("rates"), or over the start ("starts").  All its settings
are one array, so that a step of all costs little more than the arithmetic.  The same rules as everywhere, the same
noise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.descent import Noise
from core.jobs import Report
from core.optimizers import Optimizer
from core.parameters import Number
from core.surfaces import Point, Surface
from core.words import QT_TRANSLATE_NOOP, LabError

Array = np.ndarray

TOLERANCE = 1e-3
"""A path has converged where f is above its minimum by at most this share of what it was at the start."""
AXES = {
    "rates": QT_TRANSLATE_NOOP("core", "hyperparameters"),
    "starts": QT_TRANSLATE_NOOP("core", "start points"),
}
MEASURES = {"steps": QT_TRANSLATE_NOOP("core", "steps to converge"), "value": QT_TRANSLATE_NOOP("core", "final f")}
_AXIS = QT_TRANSLATE_NOOP("core", "expected one of {names}, got {value}")


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
        ``(size,)``, rising.
    log : bool
        Whether they are evenly spaced in decades.
    """

    name: str
    label: str
    symbol: str
    values: Array
    log: bool

    def place(self, value: float) -> int:
        """Return the index of the value nearest to `value`."""
        if self.log:
            return int(np.abs(np.log(self.values) - np.log(max(value, 1e-300))).argmin())
        return int(np.abs(self.values - value).argmin())


@dataclass(frozen=True, eq=False)
class SweepImage:
    """What a map shows so far; rows go with `y`, columns with `x`.

    Attributes
    ----------
    x, y : SweepAxis
        What lies to the right, and upwards.
    steps_to_converge : Array
        ``(size, size)``: the first step at which f was within the tolerance of its minimum; NaN where there was none.
    final : Array
        ``(size, size)``: f after the steps done; inf where a path has overflowed.
    minimum, threshold : float
        The least f, and up to which f a path counts as converged.
    done, steps : int
        Steps done, of how many.
    optimizer : Optimizer
        The rule (a map over α of SGD is one of Momentum).
    start : (x, y)
        Where paths begin, in a map of rates.
    measure : str
        What is to be coloured: ``steps`` or ``value``.
    """

    x: SweepAxis
    y: SweepAxis
    steps_to_converge: Array
    final: Array
    minimum: float
    threshold: float
    done: int
    steps: int
    optimizer: Optimizer
    start: Point
    measure: str

    @property
    def shown(self) -> Array:
        """The picture: `steps_to_converge` or `final`, whichever is asked for."""
        return self.steps_to_converge if self.measure == "steps" else self.final

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
        As for `core.trajectory.trace`.
    axes : {"rates", "starts"}
        Over what the map lies.
    measure : {"steps", "value"}
        What it is to show.
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
        measure: str = "steps",
        size: int = 200,
        noise: Noise | None = None,
        seed: int = 0,
    ) -> None:
        for known, word in ((AXES, axes), (MEASURES, measure)):
            if word not in known:
                raise LabError(_AXIS, names=", ".join(known), value=word)
        self.surface, self.start, self.steps, self.measure = surface, start, steps, measure
        self.optimizer = optimizer
        if axes == "rates":
            self.optimizer, second = optimizer.beside_rate()
            self.x = _rate_axis(self.optimizer, size)
            self.y = _setting_axis(self.optimizer, second, size)
        else:
            x0, x1, y0, y1 = surface.view
            self.x = SweepAxis("x", "x", "x", np.linspace(x0, x1, size), log=False)
            self.y = SweepAxis("y", "y", "y", np.linspace(y0, y1, size), log=False)
        self.minimum = _least(surface)
        with np.errstate(all="ignore"):
            drop = float(surface.value(np.float64(start[0]), np.float64(start[1]))) - self.minimum
        self.threshold = self.minimum + TOLERANCE * (drop if np.isfinite(drop) and drop > 0 else 1.0)
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
        """Note the values, and which paths have converged in this step for the first time."""
        with np.errstate(all="ignore"):
            self._values[:] = self.surface.value(self._theta[0], self._theta[1])
            arrived = (self._values <= self.threshold) & np.isnan(self._reached)
        self._reached[arrived] = self.done

    def snapshot(self) -> SweepImage:
        """Return the map so far."""
        shape = (len(self.y.values), len(self.x.values))
        final = np.where(np.isfinite(self._values), self._values, np.inf).reshape(shape)
        reached = self._reached.reshape(shape).copy()
        for array in (final, reached):
            array.flags.writeable = False
        return SweepImage(
            self.x,
            self.y,
            reached,
            final,
            self.minimum,
            self.threshold,
            self.done,
            self.steps,
            self.optimizer,
            self.start,
            self.measure,
        )


def _rate_axis(optimizer: Optimizer, size: int) -> SweepAxis:
    """Return the learning rate, one and a half decades to either side of the optimizer's."""
    parameter = optimizer.parameters()["lr"]
    assert isinstance(parameter, Number)
    middle = np.log10(optimizer.lr)  # type: ignore[attr-defined]
    values = np.logspace(middle - 1.5, min(middle + 1.5, np.log10(parameter.high)), size)
    return SweepAxis("lr", parameter.label, parameter.symbol, values, log=True)


def _setting_axis(optimizer: Optimizer, name: str, size: int) -> SweepAxis:
    """Return the range of another hyperparameter; an open end is left out by a hundredth."""
    parameter = optimizer.parameters()[name]
    assert isinstance(parameter, Number)
    if parameter.log:
        values = np.logspace(np.log10(max(parameter.low, 1e-10)), np.log10(parameter.high), size)
    else:
        margin = (parameter.high - parameter.low) / 100 if parameter.open_high else 0.0
        values = np.linspace(parameter.low, parameter.high - margin, size)
    return SweepAxis(name, parameter.label, parameter.symbol, values, parameter.log)


def _least(surface: Surface) -> float:
    """Return f at the minimum; where none is known, the least value on a fine grid over the view."""
    with np.errstate(all="ignore"):
        if surface.minima:
            x, y = np.array(surface.minima).T
        else:
            x0, x1, y0, y1 = surface.view
            x, y = np.meshgrid(np.linspace(x0, x1, 401), np.linspace(y0, y1, 401))
        values = np.asarray(surface.value(x, y))
    return float(values[np.isfinite(values)].min())
