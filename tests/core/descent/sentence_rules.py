"""What the sentences about paths claim, worked out from the points, values and gradients of the paths alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from core.config.figures import number
from core.config.words import Phrase
from core.descent.trajectory import Traces, Trajectory
from tests.core.sentences import Reader, ends, read, says, spans, templates_in

PLACES = (
    "core/descent/behaviour.py",
    "core/descent/manner.py",
    "core/descent/divergence.py",
    "core/descent/questions",
)
READER = Reader()
of, holds = READER.of, READER.holds
REST = 1e-6
"""A path whose moves are shorter than this part of its longest is at rest."""


def _formula(axis: str, place: float) -> str:
    """Return how the distance from a place on an axis is written."""
    shift = number(abs(place))
    return f"|{axis}|" if shift == "0" else f"|{axis} {'+' if place < 0 else '−'} {shift}|"


class Way:
    """A path as plain arrays, up to where it has numbers."""

    def __init__(self, path: Trajectory, surface: Any) -> None:
        self.path, self.surface = path, surface
        self.rule, self.steps, self.stopped = path.optimizer, path.steps, path.stopped
        count = path.steps + 1 if path.stopped is None else path.stopped
        self.p, self.f, self.g = path.points[:count], path.values[:count], path.gradients[:count]
        self.minima = np.array(surface.minima, float).reshape(-1, 2)
        self.local = np.array(surface.local_minima, float).reshape(-1, 2)
        self.every = np.concatenate([self.minima, self.local])
        self.view = surface.view
        self.lowest = min((float(surface.value(*map(np.float64, m))) for m in surface.minima), default=math.nan)

    @property
    def moves(self) -> np.ndarray:
        return self.p[1:] - self.p[:-1]

    @property
    def ended(self) -> int | None:
        """The first step without numbers, or the last where only the slope is lacking."""
        if self.stopped is None or not len(self.g) or np.isfinite(self.g[-1]).all():
            return self.stopped
        return self.stopped - 1

    @property
    def outside_from(self) -> int:
        """The step from which on the path is outside the usual view."""
        x0, x1, y0, y1 = self.view
        step = len(self.p)
        while step > 0 and not (x0 <= self.p[step - 1, 0] <= x1 and y0 <= self.p[step - 1, 1] <= y1):
            step -= 1
        return step

    def goal(self, axis: int) -> float:
        """Where on an axis the minimum nearest to the end is, local ones among them."""
        gaps = [math.hypot(*(self.p[-1] - m)) for m in self.every]
        return float(self.every[int(np.argmin(gaps)), axis])

    def from_goal(self, axis: int) -> np.ndarray:
        return self.p[:, axis] - self.goal(axis)

    @property
    def distance(self) -> float:
        """Of the end from the nearest minimum."""
        return min(math.hypot(*(self.p[-1] - m)) for m in self.minima)

    def back(self, axis: int, count: int | None = None) -> int:
        """How many of the first steps turn back."""
        moves = self.moves[:count, axis]
        return sum((a > 0 > b) or (a < 0 < b) for a, b in pairwise(moves))

    def zigzags(self, axis: int) -> bool:
        moves = np.abs(self.moves[:, axis])
        count = int(np.flatnonzero(moves > REST * moves.max())[-1]) + 1 if moves.max(initial=0) > 0 else 0
        return count >= 5 and self.back(axis, count) >= 0.8 * (count - 1)

    def rates(self, axis: int) -> list[tuple[int, float]]:
        """Step, counted from 1, and |move| / |gradient| of all whose gradient is not 0."""
        slopes, moves = np.abs(self.g[:-1, axis]), np.abs(self.moves[:, axis])
        with np.errstate(all="ignore"):
            return [(t + 1, float(m / s)) for t, (m, s) in enumerate(zip(moves, slopes, strict=True)) if s > 0]

    def halves(self, far: np.ndarray) -> tuple[float, float]:
        half = len(far) // 2
        return float(np.abs(far[:half]).max()), float(np.abs(far[len(far) - half :]).max())

    @property
    def nearer(self) -> bool:
        """Whether the second half comes nearer to the minimum at its end than the first was at its farthest."""
        first, second = self.halves(np.hypot(self.from_goal(0), self.from_goal(1)))
        return second < first

    @property
    def stuck(self) -> bool:
        """Whether it rests, the nearest minimum being a local one."""
        if not len(self.local) or not len(self.minima) or len(self.p) < 2:
            return False
        near = min(math.hypot(*(self.p[-1] - m)) for m in self.local)
        return near < self.distance and math.hypot(*self.g[-1]) <= 1e-6 * math.hypot(*self.g[0])

    @property
    def way(self) -> float:
        return float(sum(math.hypot(*move) for move in self.moves))

    @property
    def straight(self) -> float:
        return math.hypot(*(self.p[-1] - self.p[0]))

    def grows(self, far: str, factor: str) -> bool:
        """Whether a distance, written as a formula, grows at the end by a factor a step.

        The largest of the last steps is compared with that of as many before, up to ten each.
        """
        places = {_formula(axis, c): (k, c) for k, (axis, c) in enumerate(zip("xy", self.origin, strict=True))}
        if far not in places:
            return False
        axis, place = places[far]
        away = np.abs(self.p[:, axis] - place)
        w = min(10, (len(self.p) - 1) // 4)
        if not w or not away[-2 * w : -w].any() or not away[-w:].any():
            return False
        return says(factor, math.exp((math.log(away[-w:].max()) - math.log(away[-2 * w : -w].max())) / w))

    @property
    def gone(self) -> bool:
        """Whether it has stopped, or is outside and growing by more than half a per cent a step at the end."""
        if self.stopped is not None:
            return True
        if self.outside_from > self.steps:
            return False
        away = np.abs(self.p - self.origin).max(axis=1)
        w = min(10, self.steps // 4)
        return w > 0 and away[-w:].max() > away[-2 * w : -w].max() * 1.004**w

    @property
    def origin(self) -> np.ndarray:
        if len(self.minima):
            return self.minima[int(np.argmin([math.hypot(*(self.p[0] - m)) for m in self.minima]))]
        x0, x1, y0, y1 = self.view
        return np.array([(x0 + x1) / 2, (y0 + y1) / 2])


@dataclass(frozen=True)
class Case:
    """What a sentence is about: a path, and all of a descent."""

    way: Way
    ways: tuple[Way, ...] = ()
    names: tuple[str, ...] = ()
    surface: Any = None
    start: tuple[float, float] = (0.0, 0.0)
    limits: tuple[float | None, ...] = ()

    def named(self, name: Any) -> Way:
        return self.ways[self.names.index(str(name))]

    def several(self, names: Any) -> list[Way]:
        """Paths by an enumeration of their names, which may hold commas."""
        text, found = str(names), []
        while text:
            name = max((name for name in self.names if text.startswith(name)), key=len)
            found.append(self.named(name))
            text = text[len(name) :].removeprefix(", ")
        return found

    @property
    def walked(self) -> list[Way]:
        return [way for way in self.ways if len(way.p) > 1]

    @property
    def here(self) -> list[Way]:
        """Those of which it is certain: of one that is far out and still moves away, either may be said."""
        return [way for way in self.walked if not way.gone]

    def is_least(self, way: Way, of: Any) -> bool:
        """Whether something of a path is the least of all that are here, and it is here itself."""
        return way.stopped is None and all(of(way) <= of(other) for other in self.here)

    def gone_between(self, count: float) -> bool:
        """Whether so many paths can be said to be gone."""
        return sum(way.stopped is not None for way in self.walked) <= count <= len(self.walked) - len(self.here)

    def by_rate(self) -> list[Way]:
        return sorted(self.ways, key=lambda way: way.rule.lr)

    def at(self, rate: Any) -> Way:
        """The path with a learning rate as it is written."""
        return next(way for way in self.ways if says(rate, way.rule.lr))


def case_of(traces: Traces, selected: int = 0, names: tuple[str, ...] = (), limits: tuple[Any, ...] = ()) -> Case:
    ways = tuple(Way(starts[0], traces.surface) for starts in traces.trajectories)
    return Case(ways[selected], ways, names, traces.surface, traces.descent.settings.start[0], limits)


# What is said of a path below the picture


@of("at every step")
def _(case):
    yield True


@of("at each of the first {count} steps")
def _(case, count):
    yield 0 < read(count) < case.way.steps


def _steps(way: Way, when: Any) -> int:
    return int(read(str(when.values["count"]))) if isinstance(when, Phrase) else len(way.p) - 1


@of("{axis} overshoots the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step.")
def _(case, axis, place, when, factor):
    yield from _steady(case, axis, place, when, factor, beyond=True)


@of("{axis} nears the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step.")
def _(case, axis, place, when, factor):
    yield from _steady(case, axis, place, when, factor, beyond=False)
    yield read(ends(factor)[1]) < 1


def _steady(case, axis, place, when, factor, beyond):
    k = "xy".index(axis)
    yield holds(when, case)
    yield says(place, case.way.goal(k))
    off = case.way.from_goal(k)[: _steps(case.way, when) + 1]
    yield all((a * b < 0) == beyond for a, b in pairwise(np.sign(off)))
    yield spans(factor, [abs(b / a) for a, b in pairwise(off)])
    yield read(ends(factor)[1]) <= 1.03 * read(ends(factor)[0])


@of("{axis} turns back at {turned} of {count} steps: a zig-zag.")
def _(case, axis, turned, count):
    k = "xy".index(axis)
    yield read(count) == len(case.way.moves)
    yield case.way.back(k) == read(turned) >= 0.8 * (read(count) - 1)


@of("{axis} turns back at {turned} of its first {count} steps, then rests: a zig-zag.")
def _(case, axis, turned, count):
    k, steps = "xy".index(axis), int(read(count))
    moves = np.abs(case.way.moves[:, k])
    yield case.way.back(k, steps) == read(turned) >= 0.8 * (steps - 1)
    yield steps < len(moves) and (moves[steps:] <= REST * moves.max()).all()


@of("{axis} strays: at most {first} from {axis} = {place} in the first half of the steps, {second} in the second.")
def _(case, axis, first, place, second):
    k = "xy".index(axis)
    early, late = case.way.halves(case.way.from_goal(k))
    yield says(place, case.way.goal(k))
    yield says(first, early) and says(second, late) and late > early


@of("The effective learning rate of {axis} has only fallen, to {part} of its first value.")
def _(case, axis, part):
    rates = [rate for _, rate in case.way.rates("xy".index(axis))]
    yield all(b <= a * (1 + 1e-6) for a, b in pairwise(rates))
    yield says(part, rates[-1] / rates[0])


# Events


@of("diverged at step {step}: at the end {far} grows × {factor} a step")
def _(case, step, far, factor):
    yield read(step) == min(case.way.outside_from, case.way.stopped or math.inf)
    yield case.way.grows(far, factor)
    yield read(factor) > 1


@of("diverged at step {step}: the numbers overflow at step {stopped}")
def _(case, step, stopped):
    yield read(stopped) == case.way.stopped
    yield read(step) == min(case.way.outside_from, case.way.stopped)


@of("stopped at step {step}: the function has no value at ({x}, {y})")
def _(case, step, x, y):
    place = case.way.path.ending.place
    yield read(step) == case.way.stopped
    yield says(x, place[0]) and says(y, place[1])
    yield math.isnan(case.way.surface.value(*map(np.float64, place)))


@of("stopped at step {step}: f is infinite or too large a number at ({x}, {y})")
def _(case, step, x, y):
    place = case.way.path.ending.place
    yield read(step) == case.way.stopped
    yield says(x, place[0]) and says(y, place[1])
    yield math.isinf(case.way.surface.value(*map(np.float64, place)))


@of("stopped at step {step}: f is {f} at ({x}, {y}), but no slope can be computed there")
def _(case, step, f, x, y):
    yield read(step) == case.way.ended == len(case.way.p) - 1
    yield says(x, case.way.p[-1, 0]) and says(y, case.way.p[-1, 1]) and says(f, case.way.f[-1])
    yield math.isfinite(case.way.surface.value(*case.way.p[-1]))
    yield not np.isfinite(case.way.surface.gradient(*case.way.p[-1])).all()


@of("stopped at step {step}: the rule divides 0 by 0 in {axis}, as gradient and ε are 0")
def _(case, step, axis):
    yield read(step) == case.way.stopped
    yield case.way.rule.epsilon == 0 == case.way.g[-1, "xy".index(axis)]
    yield math.isfinite(case.way.f[-1])


@of("outside the usual view from step {step} on, at the end at ({x}, {y})")
def _(case, step, x, y):
    yield read(step) == case.way.outside_from <= case.way.steps
    yield says(x, case.way.p[-1, 0]) and says(y, case.way.p[-1, 1])


# The manner of a path


@of("leaves: × {factor} a step at the end")
def _(case, factor):
    yield case.way.gone
    yield any(case.way.grows(far, factor) for far in map(_formula, "xy", case.way.origin))


@of("leaves at step {step}")
def _(case, step):
    yield read(step) == min(case.way.outside_from, case.way.stopped)


@of("ends at step {step}")
def _(case, step):
    yield read(step) == case.way.ended


@of("too short to say")
def _(case):
    yield len(case.way.p) <= 6


@of("no minimum is known")
def _(case):
    yield not len(case.way.every)


def _swing(way: Way) -> list[tuple[float, float, float]]:
    """Of every axis on which a path zig-zags, the farthest of both halves and the factor a step between them."""
    found = []
    for k in (0, 1):
        if way.zigzags(k):
            off = way.from_goal(k)
            first, second = way.halves(off)
            if first > 1e-9 * second:
                found.append((first, second, (second / first) ** (1 / (len(off) - len(off) // 2))))
    return found


@of("swings wider: × {factor} a step on average")
def _(case, factor):
    yield any(second > first and says(factor, f) for first, second, f in _swing(case.way))


@of("keeps bouncing")
def _(case):
    yield any(1 / 1.21 <= second / first <= 1.21 and abs(f - 1) < 0.0021 for first, second, f in _swing(case.way))


@of("zig-zags for long")
def _(case):
    yield any(second < first and f > 0.949 for first, second, f in _swing(case.way))


@of("zig-zags, settles")
def _(case):
    yield any(second < first and f < 0.951 for first, second, f in _swing(case.way))


@of("stuck: gradient {gradient}")
def _(case, gradient):
    yield case.way.stuck and says(gradient, math.hypot(*case.way.g[-1]))


@of("comes no nearer")
def _(case):
    off = np.abs(case.way.p - [case.way.goal(0), case.way.goal(1)])
    yield not case.way.nearer or not (off[-1] < off[0]).all() or not math.hypot(*off[-1]) < math.hypot(*off[0])


@of("arrives")
def _(case):
    yield case.way.f[-1] - case.way.lowest <= 1.001e-3 * (case.way.f[0] - case.way.lowest)


def _beyond(way: Way, axis: int) -> float:
    """How far a path has been beyond the minimum on an axis, seen from its start."""
    off = way.from_goal(axis)
    return max(0.0, float((-off if off[0] > 0 else off).max())) if off[0] else 0.0


@of("swings past it")
def _(case):
    yield any(_beyond(case.way, k) > 0.0499 * abs(case.way.from_goal(k)[0]) > 0 for k in (0, 1)) and case.way.nearer


@of("creeps along {axis}")
def _(case, axis):
    off = np.abs(case.way.from_goal("xy".index(axis)))
    yield off[0] > off[-1] > 0.0999 * off[0]


@of("comes nearer")
def _(case):
    off = case.way.p - [case.way.goal(0), case.way.goal(1)]
    yield math.hypot(*off[-1]) < math.hypot(*off[0]) and case.way.nearer


# Questions


def _of_path(case: Case, name: Any) -> Case:
    return replace(case, way=case.named(name))


@of("the minimum")
def _(case):
    yield True


@of("the nearest minimum")
def _(case):
    yield len(case.way.every) > 1


@of("{name} does not settle: **it ends at step {step}.**")
def _(case, name, step):
    yield case.named(name).ended == read(step)


@of("{name} does not settle: **at the end {far} grows × {factor} a step.**")
def _(case, name, far, factor):
    yield case.named(name).gone and case.named(name).grows(far, factor)


@of("At the start the ground is level: **the gradient is 0.**")
def _(case):
    yield not np.any(case.surface.gradient(*map(np.float64, case.start)))


def _downhill(case: Case) -> tuple[np.ndarray, float]:
    """The way downhill from the start, and the angle between it and that to the nearest minimum."""
    down = -np.array([float(g) for g in case.surface.gradient(*map(np.float64, case.start))])
    ways = [np.array(m) - case.start for m in case.surface.minima]
    to = min(ways, key=lambda way: math.hypot(*way), default=np.array([np.nan, np.nan]))
    turn = math.atan2(down[0] * to[1] - down[1] * to[0], float(down @ to))
    return down, abs(math.degrees(turn))


@of("The start is **at a minimum**: downhill leads nowhere.")
def _(case):
    yield any(tuple(map(float, case.start)) == tuple(map(float, m)) for m in case.surface.minima)


@of("Downhill from the start, f falls at first by **{slope} a unit of the way.**")
def _(case, slope):
    yield says(slope, math.hypot(*_downhill(case)[0]))


@of("Downhill from the start points **to {minimum}, within {angle}°.**")
def _(case, minimum, angle):
    yield holds(minimum, replace(case, way=_globally(case)))
    yield _downhill(case)[1] <= read(angle) + 1e-5 and read(angle) <= 6


def _globally(case: Case) -> Any:
    class Known:
        every = case.surface.minima

    return Known()


@of("Downhill from the start points **{angle}° past {minimum}.**")
def _(case, angle, minimum):
    yield holds(minimum, replace(case, way=_globally(case)))
    yield abs(_downhill(case)[1] - read(angle)) <= 0.51


@of("Downhill from the start points **{angle}° past {minimum}**: {steep} is {times} times as steep as {flat}.")
def _(case, angle, minimum, steep, times, flat):
    down, away = _downhill(case)
    yield holds(minimum, replace(case, way=_globally(case)))
    yield abs(away - read(angle)) <= 0.51
    yield {steep, flat} == {"x", "y"}
    yield says(times, abs(down["xy".index(steep)] / down["xy".index(flat)]))


@of("{name} **does not move** from its start.")
def _(case, name):
    yield not np.any(case.named(name).moves)


@of("{name} ends **where it began.**")
def _(case, name):
    yield case.named(name).straight == 0 < case.named(name).way


@of("No zig-zag: **the path of {name} is only {times} times as long as the straight way.**")
def _(case, name, times):
    way = case.named(name)
    yield not way.zigzags(0) and not way.zigzags(1)
    yield says(times, way.way / way.straight) and read(times) <= 2


@of("No zig-zag, yet **the path of {name} is {times} times as long as the straight way.**")
def _(case, name, times):
    way = case.named(name)
    yield not way.zigzags(0) and not way.zigzags(1)
    yield says(times, way.way / way.straight) and read(times) >= 2


@of("at {turned} of {steps} steps")
def _(case, turned, steps):
    yield read(steps) == len(case.way.moves)
    yield any(case.way.back(k) == read(turned) for k in (0, 1))


@of("{axis} turns back {how}: **the path is {times} times as long as the straight way.**")
def _(case, axis, how, times):
    k, way = "xy".index(axis), case.way
    yield way.zigzags(k)
    told = read(str(how.values["turned"])) if isinstance(how, Phrase) else len(way.moves) - 1
    yield holds(how, case) and way.back(k) == told
    yield says(times, way.way / way.straight)


@of("{name} still zig-zags: **{axis} turns back at {turned} of {steps} steps.**")
def _(case, name, axis, turned, steps):
    way = case.named(name)
    yield way.zigzags("xy".index(axis))
    yield way.back("xy".index(axis)) == read(turned) and read(steps) == len(way.moves)


def _inertia(case: Case, across: str, turned: str, steps: str, along: str, minimum: Any):
    way = case.way
    yield {across, along} == {"x", "y"} and not way.zigzags(0) and not way.zigzags(1)
    yield way.back("xy".index(across)) == read(turned) and read(steps) == len(way.moves)
    yield holds(minimum, case)
    away = np.abs(way.p[0] - [way.goal(0), way.goal(1)])
    yield away["xy".index(along)] == away.max()


_TURNED = "No zig-zag: {across} turns back at {turned} of {steps} steps, "


@of(_TURNED + "**{along} rolls {past} past {minimum}.**")
def _(case, past, along, **rest):
    yield from _inertia(case, along=along, **rest)
    yield says(past, _beyond(case.way, "xy".index(along)))


@of(_TURNED + "**{along} is still {left} before {minimum}.**")
def _(case, left, along, **rest):
    yield from _inertia(case, along=along, **rest)
    off = case.way.from_goal("xy".index(along))
    yield says(left, abs(off[-1])) and off[-1] * off[0] > 0


@of(_TURNED + "**{along} comes to {minimum}.**")
def _(case, along, **rest):
    yield from _inertia(case, along=along, **rest)
    off = np.abs(case.way.from_goal("xy".index(along)))
    yield off[-1] <= 0.01001 * off[0]


def _with_memory(case: Case, alpha: str, f: str) -> bool:
    """Whether one of the paths with such a momentum ends at such a value."""
    momenta = [way for way in case.walked if hasattr(way.rule, "momentum")]
    return any(says(alpha, way.rule.momentum) and says(f, way.f[-1]) and len(way.p) > way.steps for way in momenta)


def _memory_alone(case: Case, *alphas: str) -> bool:
    there = [w for w in case.walked if hasattr(w.rule, "momentum") and any(says(a, w.rule.momentum) for a in alphas)]
    return any(
        type(a.rule) is type(b.rule) and a.rule.lr == b.rule.lr and a.rule.momentum != b.rule.momentum
        for a in there
        for b in there
    )


@of("After {steps} steps with α {more}: **f = {f_more}.**")
def _(case, steps, more, f_more):
    yield read(steps) == case.way.steps and _with_memory(case, more, f_more)
    yield len({way.f[-1] for way in case.walked if hasattr(way.rule, "momentum")}) == 1


@of("After {steps} steps **α {more} is at f = {f_more}**, α {less} still at {f_less}: memory helps.")
def _(case, steps, more, f_more, less, f_less):
    yield read(steps) == case.way.steps and read(more) > read(less) and read(f_more) <= read(f_less)
    yield _with_memory(case, more, f_more) and _with_memory(case, less, f_less) and _memory_alone(case, more, less)


@of("After {steps} steps **α {less} is at f = {f_less}**, α {more} at {f_more}: memory does not help.")
def _(case, steps, less, f_less, more, f_more):
    yield read(steps) == case.way.steps and read(more) > read(less) and read(f_more) >= read(f_less)
    yield _with_memory(case, more, f_more) and _with_memory(case, less, f_less) and _memory_alone(case, more, less)


@of("{names} does not stay in a dent: **it ends {distance} from the minimum.**")
def _(case, names, distance):
    yield len(case.walked) == 1 and not case.named(names).stuck and says(distance, case.named(names).distance)


@of("No path stays in a dent: **the farthest ends {distance} from the minimum.**")
def _(case, distance):
    yield not any(way.stuck for way in case.walked)
    yield says(distance, max(way.distance for way in case.walked))


def _at_minimum(way: Way) -> bool:
    """Whether a path that has not stopped ends nearest to a minimum that is no local one."""
    near = min((math.hypot(*(way.p[-1] - m)) for m in way.local), default=math.inf)
    return way.stopped is None and way.distance < near


def _surely(way: Way) -> bool:
    return _at_minimum(way) and not way.gone


@of("{count} of {all} paths end nearest to the minimum; **none rests in a dent.**")
def _(case, count, all):
    yield sum(map(_surely, case.walked)) <= read(count) <= sum(map(_at_minimum, case.walked))
    yield read(all) == len(case.walked)
    yield not any(way.stuck for way in case.walked)


def _stuck(case, names, gradient):
    ways = case.several(names)
    yield {id(way) for way in ways} == {id(way) for way in case.walked if way.stuck}
    yield spans(gradient, [math.hypot(*way.g[-1]) for way in ways])


@of("**{names}: stuck in a dent, gradient {gradient}**; nobody gets past it.")
def _(case, names, gradient):
    yield from _stuck(case, names, gradient)
    yield all(way.stuck for way in case.walked)


@of("**{names}: stuck in a dent, gradient {gradient}**; no other comes to the minimum.")
def _(case, names, gradient):
    yield from _stuck(case, names, gradient)
    yield not any(map(_surely, case.walked)) and not all(way.stuck for way in case.walked)


@of("**{names}: stuck in a dent, gradient {gradient}**; {others}: {distance} from the minimum.")
def _(case, names, gradient, others, distance):
    yield from _stuck(case, names, gradient)
    ways = case.several(others)
    yield all(map(_at_minimum, ways)) and len(ways) >= sum(map(_surely, case.walked))
    yield spans(distance, [way.distance for way in ways])


def _both_rates(way: Way) -> dict[int, tuple[float, float]]:
    """Effective rates of both axes, at the steps at which both have one that is not 0."""
    x, y = dict(way.rates(0)), dict(way.rates(1))
    return {t: (x[t], y[t]) for t in x if y.get(t) and x[t]}


@of("{name} has **one η for both axes: {rate}**, however steep they are.")
def _(case, name, rate):
    way = case.named(name)
    known = [rate for axis in (0, 1) for _, rate in way.rates(axis)]
    yield all(abs(each / read(rate) - 1) < 0.056 for each in known)


@of("At step {step} {name} has **the same effective η on both axes: {rate}.**")
def _(case, step, name, rate):
    both = _both_rates(case.named(name))
    yield read(step) == max(both)
    yield all(abs(each / read(rate) - 1) < 0.056 for each in both[max(both)])


@of("At step {step} **x has an effective η of {x}, y one of {y}**; they began as steep.")
def _(case, step, x, y):
    both = _both_rates(case.way)
    yield read(step) == max(both)
    yield says(x, both[max(both)][0]) and says(y, both[max(both)][1])
    yield abs(abs(case.way.g[0, 0] / case.way.g[0, 1]) - 1) < 0.02


def _per_axis(case, step, steep, flat):
    both = _both_rates(case.way)
    k = "xy".index(steep)
    yield read(step) == max(both) and {steep, flat} == {"x", "y"}
    yield abs(case.way.g[0, k]) > abs(case.way.g[0, 1 - k])


@of("At step {step} {steep}, steep at first, has an effective η of {small}, {flat} {large}: **{times} times as much.**")
def _(case, step, steep, small, flat, large, times):
    yield from _per_axis(case, step, steep, flat)
    both, k = _both_rates(case.way)[int(read(step))], "xy".index(steep)
    yield says(small, both[k]) and says(large, both[1 - k]) and says(times, both[1 - k] / both[k]) and read(times) > 1


@of("At step {step} {steep}, steep at first, has the **larger effective η: {large}**, {flat} {small}.")
def _(case, step, steep, large, flat, small):
    yield from _per_axis(case, step, steep, flat)
    both, k = _both_rates(case.way)[int(read(step))], "xy".index(steep)
    yield says(large, both[k]) and says(small, both[1 - k]) and both[k] > both[1 - k]


def _fell(case: Case, name: Any, axis: str, part: str):
    """Claims that the effective rate of a path fell on the axis on which it has most to go, and never rose."""
    way = case.named(name)
    rates = [rate for _, rate in way.rates("xy".index(axis))]
    off = [abs(way.from_goal(k)[-1]) for k in (0, 1)]
    yield off["xy".index(axis)] == max(off)
    yield all(b <= a * (1 + 1e-5) for a, b in pairwise(rates))
    yield says(part, rates[-1] / rates[0])


@of("The effective η of {name} in {axis} only fell, to {part}, **yet it comes within {distance} of the minimum.**")
def _(case, name, axis, part, distance):
    yield from _fell(case, name, axis, part)
    yield says(distance, case.named(name).distance)
    start = min(math.hypot(*(case.named(name).p[0] - m)) for m in case.surface.minima)
    yield case.named(name).distance <= 0.01001 * start


@of("**{name} is still {distance} from the minimum**: its η in {axis} fell to {part}.")
def _(case, name, distance, axis, part):
    yield from _fell(case, name, axis, part)
    yield says(distance, case.named(name).distance) and case.gone_between(len(case.walked) - 1)


@of("**{name} is still {distance} away**, {best} {nearest}: the η of {name} in {axis} fell to {part}.")
def _(case, name, distance, best, nearest, axis, part):
    yield from _fell(case, name, axis, part)
    yield says(distance, case.named(name).distance) and says(nearest, case.named(best).distance)
    yield case.is_least(case.named(name), lambda way: -way.distance)
    yield case.is_least(case.named(best), lambda way: way.distance)


def _farthest(case, name, distance):
    yield says(distance, case.named(name).distance)
    yield case.is_least(case.named(name), lambda way: -way.distance)


@of(
    "The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} has not died:** {part} of its "
    "first."
)
def _(case, name, distance, axis, part):
    yield from _farthest(case, name, distance)
    rates = [rate for _, rate in case.named(name).rates("xy".index(axis))]
    yield says(part, rates[-1] / rates[0]) and rates[-1] >= 0.499 * rates[0]


@of("The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} rose and fell, to {part}.**")
def _(case, name, distance, axis, part):
    yield from _farthest(case, name, distance)
    rates = [rate for _, rate in case.named(name).rates("xy".index(axis))]
    yield says(part, rates[-1] / rates[0])
    yield any(b > a for a, b in pairwise(rates))


@of("The farthest, {name}, is {distance} from the minimum; **its effective η is not known.**")
def _(case, name, distance):
    yield from _farthest(case, name, distance)


def _first_step(way: Way) -> tuple[float, float]:
    return abs(float(way.moves[0, 0])), abs(float(way.moves[0, 1]))


@of("The first step of {name} **does not move it.**")
def _(case, name):
    yield _first_step(case.named(name)) == (0, 0)


@of("The first step of {name} is **{x} in x and {y} in y**: not alike on both axes.")
def _(case, name, x, y):
    first = _first_step(case.named(name))
    yield says(x, first[0]) and says(y, first[1]) and x != y


def _is_steeper(way: Way) -> bool:
    a, b = np.abs(way.g[0])
    return min(a, b) == 0 or max(a, b) / min(a, b) > 1.001


@of(
    "The first step is **η = {rate} on both axes**, however steep: m gives the way, v the scale.",
    "The first step is **η = {rate} on both axes**, however steep.",
)
def _(case, rate):
    yield says(rate, case.way.rule.lr) and all(says(rate, each) for each in _first_step(case.way))
    yield _is_steeper(case.way)


@of("The first step is {x} on both axes, **{times} times η**: they are as steep.")
def _(case, x, times):
    yield all(says(x, each) for each in _first_step(case.way))
    yield (
        says(times, _first_step(case.way)[0] / case.way.rule.lr)
        and abs(abs(case.way.g[0, 0] / case.way.g[0, 1]) - 1) < 0.02
    )


@of(
    "The first step is {x} on both axes: **{times} times η**, as the start at 0 is not corrected.",
    "The first step is {x} on both axes, **{times} times η**, however steep.",
)
def _(case, x, times):
    yield all(says(x, each) for each in _first_step(case.way))
    yield says(times, _first_step(case.way)[0] / case.way.rule.lr) and _is_steeper(case.way)


def _lowest(case, steps, best, f):
    yield read(steps) == case.way.steps
    yield says(f, case.named(best).f[-1]) and case.is_least(case.named(best), lambda way: way.f[-1])


@of("**Every path is gone.**")
def _(case):
    yield not case.here


@of("{name} {f}")
def _(case, name, f):
    yield says(f, case.named(name).f[-1])


@of("After {steps} steps {best} is at **f = {f}**.")
def _(case, steps, best, f):
    yield from _lowest(case, steps, best, f)
    yield len(case.walked) == 1


@of("After {steps} steps {best} is at **f = {f}**; all others are gone.")
def _(case, steps, best, f):
    yield from _lowest(case, steps, best, f)
    yield case.gone_between(len(case.walked) - 1) and len(case.walked) > 1


@of("At step {steps}: **{best} lowest, f = {f}**; {others}.")
def _(case, steps, best, f, others):
    yield from _lowest(case, steps, best, f)
    yield holds(others, case) and case.gone_between(0)


@of("At step {steps}: **{best} lowest, f = {f}**; {others}; {gone} gone.")
def _(case, steps, best, f, others, gone):
    yield from _lowest(case, steps, best, f)
    yield holds(others, case) and case.gone_between(read(gone)) and read(gone) > 0


# The limit: what becomes of a path is told by its halves


def _fates_of(way: Way) -> set[str]:
    """Return what may be said to become of a path: of one that is far out and moves away, that it leaves as well."""
    if way.stopped is not None:
        return {"leaves"}
    leaves = {"leaves"} if way.gone else set()
    if len(way.p) <= 6 or not len(way.every):
        return leaves | {"open"}
    told = _swing(way)
    if told:
        first, second, f = told[0] if len(told) == 1 else max(told, key=lambda each: _span_of(way, each))
        if 1 / 1.19 <= second / first <= 1.19 and abs(f - 1) < 0.0019:
            return leaves | {"bounces"}
        if 1 / 1.21 <= second / first <= 1.21 and abs(f - 1) < 0.0021:
            leaves |= {"bounces"}
        return leaves | {"leaves" if second > first else "settles"}
    # of one that ends farther away than it began, or on one axis, no more is said
    return leaves | ({"settles"} if way.stuck else {"settles", "open"} if way.nearer else {"open"})


def _span_of(way: Way, each: tuple[float, float, float]) -> float:
    k = next(k for k in (0, 1) if way.zigzags(k) and way.halves(way.from_goal(k))[:2] == each[:2])
    return float(np.abs(way.moves[:, k]).sum())


_ORDER = ("settles", "bounces", "leaves")


def _between(case: Case, fate: str, count: str) -> bool:
    """Return whether so many paths can be said to come to this."""
    fates = [_fates_of(way) for way in case.ways]
    return fates.count({fate}) <= read(count) <= sum(fate in each for each in fates)


def _all(case: Case, *fates: str) -> bool:
    """Return whether each path can be said to come to one of these, and the last with the largest rate does."""
    told = [_fates_of(way) for way in case.by_rate()]
    return all(each & set(fates) for each in told) and fates[-1] in told[-1]


@of("In {steps} steps **{settled} of {all} paths settle, {left} leave.**")
def _(case, steps, settled, all, left):
    yield read(steps) == case.way.steps and read(all) == len(case.ways)
    yield _between(case, "settles", settled) and _between(case, "leaves", left)


@of("{settled} of {all} paths settle: **here a larger η is not always the worse one.**")
def _(case, settled, all):
    yield read(all) == len(case.ways) and _between(case, "settles", settled)
    told = [_fates_of(way) for way in case.by_rate()]
    yield any(max(map(_rank, a)) > min(map(_rank, b)) for a, b in pairwise(told))


def _rank(fate: str) -> int:
    return ("settles", "open", "bounces", "leaves").index(fate)


@of("{settled} of {all} paths settle: **here η alone does not decide.**")
def _(case, settled, all):
    yield read(all) == len(case.ways) and _between(case, "settles", settled)
    yield len({way.rule.lr for way in case.ways}) < len(case.ways)


@of("**Every path settles from this start**, even above the limit η = {limit}.")
def _(case, limit):
    yield _all(case, "settles")
    yield says(limit, case.limits[0]) and max(way.rule.lr for way in case.ways) > case.limits[0]


@of("Every path settles: **no rate is above the limit η = {limit}.**")
def _(case, limit):
    yield _all(case, "settles")
    yield says(limit, case.limits[0]) and max(way.rule.lr for way in case.ways) <= case.limits[0]


@of("Every path settles, **even with the largest rate, η = {rate}.**")
def _(case, rate):
    yield _all(case, "settles") and says(rate, max(way.rule.lr for way in case.ways))


def _are(case: Case, fate: str, rate: str) -> bool:
    return all(fate in _fates_of(way) for way in case.ways if says(rate, way.rule.lr))


@of("At η = {bounce} the path **keeps bouncing**; below, every path settles.")
def _(case, bounce):
    yield _all(case, "settles", "bounces") and _are(case, "bounces", bounce)
    yield all("settles" in _fates_of(w) for w in case.ways if w.rule.lr < read(bounce) and not says(bounce, w.rule.lr))


@of("At η = {bounce} the path **keeps bouncing.**")
def _(case, bounce):
    yield _all(case, "bounces") and _are(case, "bounces", bounce)


@of("the path ends")
def _(case):
    yield case.way.stopped is not None


@of("{far} grows × {factor} a step at the end")
def _(case, far, factor):
    yield case.way.gone and case.way.grows(far, factor)


@of("{far} grows × {factor} a step on average")
def _(case, far, factor):
    k = "xy".index(far[1])
    yield far == _formula(far[1], case.way.goal(k)) and case.way.zigzags(k)
    yield any(second > first and says(factor, f) for first, second, f in _swing(case.way))


def _ladder(case, highest, how):
    yield _all(case, *_ORDER) and says(highest, case.by_rate()[-1].rule.lr)
    yield holds(how, replace(case, way=case.by_rate()[-1]))


@of("Below η = {limit} all settle; **at {limit} it keeps bouncing, at {highest} {how}.**")
def _(case, limit, highest, how):
    yield from _ladder(case, highest, how)
    yield says(limit, case.limits[0]) and any(says(limit, way.rule.lr) for way in case.ways)
    for way in case.ways:
        near, lower = says(limit, way.rule.lr), way.rule.lr < case.limits[0]
        yield near or ("settles" if lower else "leaves") in _fates_of(way)
    yield any("bounces" in _fates_of(way) for way in case.ways if says(limit, way.rule.lr))


@of("The limit is η = {limit}: **at {highest}, above it, {how}.**")
def _(case, limit, highest, how):
    yield from _ladder(case, highest, how)
    yield says(limit, case.limits[0]) and case.by_rate()[-1].rule.lr > case.limits[0]


@of("No path settles: **at η = {highest} {how}.**")
def _(case, highest, how):
    yield from _ladder(case, highest, how)
    yield all(_fates_of(way) != {"settles"} for way in case.ways)


@of("Up to η = {largest} every path settles; **at {highest} {how}.**")
def _(case, largest, highest, how):
    yield from _ladder(case, highest, how)
    rates = [way.rule.lr for way in case.ways if says(largest, way.rule.lr)]
    yield bool(rates) and all("settles" in _fates_of(way) for way in case.ways if way.rule.lr <= max(rates))


TEMPLATES = templates_in(*PLACES)
