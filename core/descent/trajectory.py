"""The path of a rule on a surface: every point, value, gradient and memory, and what can be read off them.

`trace` walks, and `Tracing` does so in a thread; a `Trajectory` is one walk, `Traces` are those of a descent.  The
functions below answer the questions of the lecture: up to which learning rate is a rule stable, has a path diverged and
how fast, of which past gradients does a velocity consist, and how does the rule look with the numbers of one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.config.figures import MINUS, number
from core.config.words import Phrase, mark
from core.descent.study import Descent, Noise
from core.descent.surfaces import Point, Surface, View
from core.jobs import Report
from core.rules.optimizers import Optimizer

Array = np.ndarray

AXES = ("x", "y")


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The path of one rule from one start.

    Attributes
    ----------
    optimizer : Optimizer
        The rule.
    start : (x, y)
        Where it began.
    points : Array
        ``(steps + 1, 2)``; row t is where the path is after t steps.
    values : Array
        f at each point ``(steps + 1,)``.
    gradients : Array
        ``(steps + 1, 2)``, as the rule gets them for the step that follows, noise included.
    states : dict of Array
        What the rule remembers after t steps, as the slide defines it, by name; each ``(steps + 1, 2)``.
    stopped : int or None
        The first step whose point, value or gradient is not finite; from there on all rows are NaN.
    """

    optimizer: Optimizer
    start: Point
    points: Array
    values: Array
    gradients: Array
    states: dict[str, Array]
    stopped: int | None

    @property
    def steps(self) -> int:
        """Length of the path."""
        return len(self.points) - 1

    @property
    def last(self) -> int:
        """The last step that is finite; −1 when not even the start is."""
        return self.steps if self.stopped is None else self.stopped - 1

    @cached_property
    def moves(self) -> Array:
        """What each step added to x and y ``(steps, 2)``."""
        return np.diff(self.points, axis=0)

    @cached_property
    def step_sizes(self) -> Array:
        """Length of each step ``(steps,)``."""
        return np.hypot(self.moves[:, 0], self.moves[:, 1])

    @cached_property
    def gradient_norms(self) -> Array:
        """Length of each gradient ``(steps + 1,)``."""
        return np.hypot(self.gradients[:, 0], self.gradients[:, 1])

    @cached_property
    def effective_rates(self) -> Array:
        """|move| / |gradient| per axis ``(steps, 2)``; NaN where the gradient is 0."""
        slopes = np.abs(self.gradients[:-1])
        with np.errstate(all="ignore"):
            return np.where(slopes > 0, np.abs(self.moves) / slopes, np.nan)

    def distances(self, minima: Sequence[Point]) -> Array:
        """Return the distance of each point from the nearest of `minima` ``(steps + 1,)``; NaN when there is none."""
        if not minima:
            return np.full(len(self.points), np.nan)
        return np.min([np.hypot(self.points[:, 0] - x, self.points[:, 1] - y) for x, y in minima], axis=0)


def trace(
    surface: Surface,
    optimizers: Sequence[Optimizer],
    starts: Sequence[Point],
    steps: int,
    noise: Noise | None = None,
    seed: int = 0,
) -> list[list[Trajectory]]:
    """Return the path of each rule (outer list) from each start (inner list).

    All paths walk at once, and all get the same noise.  A path that overflows stops alone.
    """
    shape = (len(optimizers), len(starts), 2)
    theta = np.empty(shape)
    theta[:] = starts
    grad, work = np.empty(shape), np.empty(shape)
    points, gradients = np.empty((steps + 1, *shape)), np.empty((steps + 1, *shape))
    walks = []
    memories: list[dict[str, Array]] = []
    kept: list[tuple[Array, Array]] = []
    for k, optimizer in enumerate(optimizers):
        state = optimizer.start(theta[k])
        walks.append((optimizer.update, (theta[k], grad[k], state, optimizer.hyperparameters()), work[k]))
        memories.append({name: np.empty((steps + 1, *shape[1:])) for name in state})
        kept += [(memories[-1][name], state[name]) for name in state]
    scatter = None
    if noise is not None and noise.strength:
        scatter = noise.strength * np.random.default_rng(seed).standard_normal((steps + 1, 2))
    x, y = theta[..., 0], theta[..., 1]
    with np.errstate(all="ignore"):
        for t in range(steps + 1):
            points[t] = theta
            grad[..., 0], grad[..., 1] = surface.gradient(x, y)
            if scatter is not None:
                np.add(grad, scatter[t], out=grad)
            gradients[t] = grad
            for rows, values in kept:
                rows[t] = values
            if t < steps:
                for update, arguments, scratch in walks:
                    update(*arguments, t + 1, scratch)
        heights = np.array(surface.value(points[..., 0], points[..., 1]), np.float64)
        readings = [
            {name: np.array(rows) for name, rows in optimizer.reading(memory).items()}
            for optimizer, memory in zip(optimizers, memories, strict=True)
        ]
    good = np.isfinite(points).all(axis=-1) & np.isfinite(heights) & np.isfinite(gradients).all(axis=-1)
    return [
        [
            _walk(optimizer, start, good[:, k, j], points[:, k, j], heights[:, k, j], gradients[:, k, j], memory, j)
            for j, start in enumerate(starts)
        ]
        for k, (optimizer, memory) in enumerate(zip(optimizers, readings, strict=True))
    ]


def _walk(
    optimizer: Optimizer,
    start: Point,
    good: Array,
    points: Array,
    values: Array,
    gradients: Array,
    memory: dict[str, Array],
    place: int,
) -> Trajectory:
    """Return one path out of the arrays of all."""
    states = {name: rows[:, place] for name, rows in memory.items()}
    stopped = None if good.all() else int(good.argmin())
    if stopped is not None:
        for rows in (points, values, gradients, *states.values()):
            rows[stopped:] = np.nan
    return Trajectory(optimizer, start, points, values, gradients, states, stopped)


Known = dict[Optimizer, list[Trajectory]]
"""Paths that have been traced already, by their rule: all of the same settings."""


@dataclass(frozen=True, eq=False)
class Traces:
    """The paths of a descent.

    Attributes
    ----------
    descent : Descent
        What was traced.
    trajectories : sequence
        Of each path, from each start; in a descent that is still being traced, of those that are done.
    earlier : sequence
        The same of the earlier rules.
    """

    descent: Descent
    trajectories: tuple[list[Trajectory], ...]
    earlier: tuple[list[Trajectory], ...] = ()

    @property
    def surface(self) -> Surface:
        """What the paths are on."""
        return self.descent.settings.surface

    def seen_as(self, now: Descent) -> Descent:
        """Return these paths looked at as `now` says, as far as it speaks of the same runs and the same plane."""
        if self.descent.computes_like(now):
            return now
        then = self.descent.view
        window = now.view.window if now.settings.surface == self.surface else then.window
        view = replace(now.view, selected=then.selected, hidden=then.hidden, past=then.past, window=window)
        return replace(self.descent, view=view)

    def known(self) -> Known:
        """Return all paths by their rule, for the next tracing with the same settings."""
        rules = [*self.descent.paths, *(earlier.rule for earlier in self.descent.view.past)]
        return dict(zip(rules, [*self.trajectories, *self.earlier], strict=True))


class Tracing:
    """Trace every rule of a descent; the snapshot holds the paths that are done.

    Parameters
    ----------
    descent : Descent
        What to trace.
    known : dict, optional
        Paths with the same settings that need not be traced again.
    """

    def __init__(self, descent: Descent, known: Known | None = None) -> None:
        self._descent = descent
        self._rules = [*descent.paths, *(earlier.rule for earlier in descent.view.past)]
        self._done: Known = {rule: known[rule] for rule in self._rules if rule in known} if known else {}

    @property
    def missing(self) -> list[Optimizer]:
        """The rules that are still to be traced."""
        return [rule for rule in dict.fromkeys(self._rules) if rule not in self._done]

    def at_once(self) -> Traces:
        """Trace all rules together, which is quicker than one after the other."""
        missing = self.missing
        if missing:
            self._done |= dict(zip(missing, self._trace(missing), strict=True))
        return self.snapshot()

    def run(self) -> Iterator[Report]:
        """Trace one rule after the other."""
        for rule in self.missing:
            self._done[rule] = self._trace([rule])[0]
            yield Report()

    def snapshot(self) -> Traces:
        """Return the paths so far."""
        count = len(self._descent.paths)
        paths, earlier = (
            tuple(self._done[rule] for rule in rules if rule in self._done)
            for rules in (self._rules[:count], self._rules[count:])
        )
        return Traces(self._descent, paths, earlier)

    def _trace(self, rules: Sequence[Optimizer]) -> list[list[Trajectory]]:
        settings = self._descent.settings
        return trace(settings.surface, rules, settings.start, settings.steps, settings.noise, settings.seed)


def rate_limit(optimizer: Optimizer, surface: Surface) -> float | None:
    """Return the largest learning rate at which the rule is stable on a quadratic surface; None where none is known."""
    curvature = surface.curvature
    return None if curvature is None else optimizer.stable_rate(curvature)


_STRETCHES = 4
"""Stretches at the end of a path over which growth must hold."""
_LEAST_GROWTH = 1.005
"""Factor per step below which nothing is said to grow."""
_GROWS = mark("core", "diverged at step {step}: at the end {far} grows × {factor} a step")
_OVERFLOWS = mark("core", "diverged at step {step}: the numbers overflow at step {stopped}")
_ABSENT = mark("core", "outside the usual view from step {step} on, at the end at ({x}, {y})")
_NO_VALUE = mark("core", "stopped at step {step}: the function has no value there")


@dataclass(frozen=True)
class Divergence:
    """A path that has gone for good.

    Attributes
    ----------
    step : int
        When it left the view for good, or stopped.
    axis : str
        ``x`` or ``y``, whichever grows fastest; empty where nothing could be measured.
    factor : float
        By which the distance along that axis grows per step at the end; NaN where nothing could be measured.
    outside : bool
        False for a path that stopped within the function's view, at a point without a value.
    origin : float
        From where on that axis the distance is measured.
    stopped : int or None
        The first step without numbers.
    """

    step: int
    axis: str = ""
    factor: float = np.nan
    outside: bool = True
    origin: float = 0.0
    stopped: int | None = None

    @property
    def far(self) -> str:
        """What grows, as a formula."""
        return distance_from(self.origin, self.axis)

    @property
    def phrase(self) -> Phrase:
        """The verdict in words."""
        if not self.outside:
            return Phrase(_NO_VALUE, step=self.step)
        if not np.isfinite(self.factor):
            return Phrase(_OVERFLOWS, step=self.step, stopped=self.stopped)
        return Phrase(_GROWS, step=self.step, far=self.far, factor=self.factor)


def distance_from(origin: float, axis: str) -> str:
    """Return the distance from a place on an axis as a formula: ``|y|``, ``|y − 3|``."""
    shift = number(abs(origin))
    return f"|{axis}|" if shift == "0" else f"|{axis} {'+' if origin < 0 else MINUS} {shift}|"


def divergence(trajectory: Trajectory, view: View, minima: Sequence[Point] = ()) -> Divergence | None:
    """Return whether a path has diverged, judged by its points alone.

    It has when it left the view for good and its distance from the minimum nearest to its start (from the centre of the
    view, when there is none) grows geometrically until its end, or when it overflowed.
    """
    end = trajectory.last
    if end < 0:
        return Divergence(0, outside=False)
    x0, x1, y0, y1 = view
    points = trajectory.points[: end + 1]
    inside = (points[:, 0] >= x0) & (points[:, 0] <= x1) & (points[:, 1] >= y0) & (points[:, 1] <= y1)
    left = int(np.flatnonzero(inside)[-1]) + 1 if inside.any() else 0
    if left > end and trajectory.stopped is None:
        return None
    centre = min(minima, key=lambda m: float(np.hypot(*(points[0] - m))), default=((x0 + x1) / 2, (y0 + y1) / 2))
    away = np.abs(points - centre)
    axis = int(away[-1].argmax())
    grows, factor = _growth(away[:, axis], np.abs(trajectory.moves[:end, axis]))
    origin = float(centre[axis])
    if trajectory.stopped is None:
        return Divergence(left, AXES[axis], factor, origin=origin) if grows else None
    far = away[-1].max() > 10 * max(x1 - x0, y1 - y0) or abs(trajectory.values[end]) > 1e30
    step, outside = min(left, trajectory.stopped), bool(far or grows)
    return Divergence(step, AXES[axis], factor if grows else np.nan, outside, origin, trajectory.stopped)


def absence(trajectory: Trajectory, view: View) -> Phrase | None:
    """Say of a path that has left a view and is not back at its end; None where it ends within or has stopped."""
    if trajectory.stopped is not None:
        return None
    x0, x1, y0, y1 = view
    x, y = trajectory.points.T
    inside = np.flatnonzero((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
    step = int(inside[-1]) + 1 if len(inside) else 0
    if step > trajectory.steps:
        return None
    return Phrase(_ABSENT, step=step, x=float(x[-1]), y=float(y[-1]))


def _growth(away: Array, moves: Array) -> tuple[bool, float]:
    """Return whether distances grow geometrically at their end, and by which factor a step.

    The largest distances and steps of the last four stretches are compared, so that it does not matter whether a path
    swings to and fro.  Where growth is geometric, or faster, both grow from each stretch to the next (those of a path
    that wanders do so now and then), steps as distances do (those of a path that walks off at a steady pace stay the
    same), and as much as before (those of a path that swings out and will come back grow less and less).
    """
    window = min(10, len(moves) // _STRETCHES)
    if window == 0:
        return False, np.nan
    with np.errstate(all="ignore"):
        farther, longer = (
            np.diff(np.log([part.max() for part in series[-_STRETCHES * window :].reshape(_STRETCHES, window)]))
            for series in (away, moves)
        )
        steady = (longer[1:] > 0.8 * longer[:-1]).all() and longer[-1] > 0.8 * farther[-1]
    grows = min(farther.min(), longer.min()) > window * np.log(_LEAST_GROWTH)
    return bool(grows and steady), float(np.exp(farther[-1] / window))


def expansion(trajectory: Trajectory, step: int, axis: int) -> list[tuple[float, float]]:
    """Return v_t of Momentum as (coefficient, gradient) of each past step: their products add up to v_t.

    Empty for rules without a velocity.
    """
    coefficients = trajectory.optimizer.velocity_weights(step)
    return list(zip(coefficients, map(float, trajectory.gradients[:step, axis]), strict=False))


def terms(trajectory: Trajectory, step: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rule with the numbers of one step (from 1) put in, for x and for y, as lines of LaTeX."""
    h = trajectory.optimizer.hyperparameters()

    def line(axis: int) -> tuple[str, ...]:
        before, after = (
            {
                "w": float(trajectory.points[row, axis]),
                "g": float(trajectory.gradients[row, axis]),
                **{name: float(rows[row, axis]) for name, rows in trajectory.states.items()},
            }
            for row in (step - 1, step)
        )
        return trajectory.optimizer.worked(h, before, after, step, AXES[axis])

    return line(0), line(1)
