"""The path of a rule on a surface: every point, value, gradient and memory, and what can be read off them.

`trace` walks, and `Tracing` does so in a thread; a `Trajectory` is one walk, `Traces` are those of a descent.  The
functions below answer the questions of the lecture: up to which learning rate is a rule stable, of which past gradients
does a velocity consist, and how does the rule look with the numbers of one step.  Whether a path has diverged stands in
`core.descent.divergence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.descent.study import Descent, Noise
from core.descent.surfaces import Point, Surface
from core.jobs import Report
from core.rules.optimizers import Optimizer

Array = np.ndarray

AXES = ("x", "y")
LARGE = 1e30
"""Coordinates and heights beyond it are on their way to an overflow."""


@dataclass(frozen=True)
class Ending:
    """Why a path stopped.

    Attributes
    ----------
    cause : {"value", "height", "slope", "rule", "numbers"}
        What was lacking: a value of the function, or a finite one; a slope where it has a value; a quotient, when the
        rule divided 0 by 0; or numbers large enough for the place itself.
    place : (x, y)
        Where: the last point that the path came to.
    axis : str
        Of a rule that divided 0 by 0.
    """

    cause: str
    place: Point
    axis: str = ""


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
        ``(steps + 1, 2)``, as the rule gets them for the step that follows, noise included; NaN at a last point without
        a slope.
    states : dict of Array
        What the rule remembers after t steps, as the slide defines it, by name; each ``(steps + 1, 2)``.
    stopped : int or None
        The first step whose point or value is not finite, or that cannot be taken for want of a slope; from there on
        all rows are NaN.
    ending : Ending or None
        Why, of a path that stopped.
    """

    optimizer: Optimizer
    start: Point
    points: Array
    values: Array
    gradients: Array
    states: dict[str, Array]
    stopped: int | None
    ending: Ending | None = None

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
    return [
        [
            _walk(optimizer, start, points[:, k, j], heights[:, k, j], gradients[:, k, j], memory, j)
            for j, start in enumerate(starts)
        ]
        for k, (optimizer, memory) in enumerate(zip(optimizers, readings, strict=True))
    ]


def _walk(
    optimizer: Optimizer,
    start: Point,
    points: Array,
    values: Array,
    gradients: Array,
    memory: dict[str, Array],
    place: int,
) -> Trajectory:
    """Return one path out of the arrays of all."""
    states = {name: rows[:, place] for name, rows in memory.items()}
    is_place, has_slope = np.isfinite(points).all(axis=-1), np.isfinite(gradients).all(axis=-1)
    good = is_place & np.isfinite(values) & has_slope
    if good.all():
        return Trajectory(optimizer, start, points, values, gradients, states, None)
    bad = int(good.argmin())
    ending = _ending(optimizer, bad, points, values, gradients)
    stopped = bad + 1 if ending.cause == "slope" else bad
    gradients[bad:] = np.nan
    for rows in (points, values, *states.values()):
        rows[stopped:] = np.nan
    return Trajectory(optimizer, start, points, values, gradients, states, stopped, ending)


def _ending(optimizer: Optimizer, bad: int, points: Array, values: Array, gradients: Array) -> Ending:
    """Return why the first row that is not finite is not."""
    if np.abs(points[bad]).max() <= LARGE:
        cause = "value" if np.isnan(values[bad]) else "height" if np.isinf(values[bad]) else "slope"
        if cause != "slope" or bad == 0 or np.abs(values[bad]) <= LARGE:
            return Ending(cause, (float(points[bad, 0]), float(points[bad, 1])))
    place = (float(points[max(bad - 1, 0), 0]), float(points[max(bad - 1, 0), 1]))
    for axis in range(2):
        nothing = gradients[bad - 1, axis] == 0 and getattr(optimizer, "epsilon", None) == 0
        if nothing and np.isnan(points[bad, axis]):
            return Ending("rule", place, AXES[axis])
    return Ending("numbers", place)


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
