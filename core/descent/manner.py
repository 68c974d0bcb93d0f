"""How a path goes, told from its points alone: it leaves, bounces, zig-zags, is stuck, arrives, swings or creeps.

The first of these that holds is its manner.  What a path does in both axes is judged by its two halves: the farthest
that it is from the minimum in either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.words import Phrase, mark
from core.descent.behaviour import FEWEST, NOTHING, farthest, is_zigzag
from core.descent.divergence import distance_from, divergence
from core.descent.surfaces import Point, Surface
from core.descent.trajectory import AXES, Trajectory

Array = np.ndarray

STEADY = 0.002
"""What a distance changes by in a step, relative to it, up to which it may be said to stay."""
KEPT = 1.2
"""A factor, up or down, within which the farthest of the second half must be that of the first for it."""
LONG = 0.95
"""Factor per step above which a zig-zag takes long: it needs 14 steps and more to be half as wide."""
AT_REST = 1e-6
"""Part of its first length below which a gradient moves nothing any more."""
ARRIVED = 1e-3
"""Part of the height above the minimum at the start up to which a path has arrived, as on the map."""
PAST = 0.05
"""Part of its first distance by which a coordinate must have passed the minimum to be worth a word."""

_WORDS = {
    "leaves": mark("core", "leaves: × {factor} a step at the end"),
    "overflows": mark("core", "leaves at step {step}"),
    "stops": mark("core", "ends at step {step}"),
    "short": mark("core", "too short to say"),
    "unknown": mark("core", "no minimum is known"),
    "widens": mark("core", "swings wider: × {factor} a step on average"),
    "bounces": mark("core", "keeps bouncing"),
    "zigzags long": mark("core", "zig-zags for long"),
    "zigzags": mark("core", "zig-zags, settles"),
    "stuck": mark("core", "stuck: gradient {gradient}"),
    "strays": mark("core", "comes no nearer"),
    "arrives": mark("core", "arrives"),
    "swings": mark("core", "swings past it"),
    "creeps": mark("core", "creeps along {axis}"),
    "nears": mark("core", "comes nearer"),
}
GOOD = ("arrives", "zigzags", "nears")
BAD = ("leaves", "overflows", "stops", "stuck", "widens")
_GONE = ("leaves", "overflows", "stops")
_OPEN = ("short", "unknown", "strays")


@dataclass(frozen=True)
class Manner:
    """How a path goes.

    Attributes
    ----------
    kind : str
        One of those in the order of the module's first line.
    axis : str
        ``x`` or ``y``, on which it is seen; empty where it is seen on none.
    factor : float
        By which the distance on that axis grows per step, or shrinks: at the end of a path that leaves, on average from
        the first half to the second of one that turns back all the time.
    step : int
        Where a path stops, or has left for good.
    gradient : float
        Length of the last gradient.
    origin : float
        From where on the axis the distance is measured.
    """

    kind: str
    axis: str = ""
    factor: float = np.nan
    step: int = 0
    gradient: float = np.nan
    origin: float = 0.0

    @property
    def phrase(self) -> Phrase:
        """The same in words."""
        values = {"factor": self.factor, "step": self.step, "gradient": self.gradient, "axis": self.axis}
        return Phrase(_WORDS[self.kind], **values)

    @property
    def far(self) -> str:
        """The distance that grows or shrinks, as a formula."""
        return distance_from(self.origin, self.axis)

    @property
    def settles(self) -> bool:
        """Whether it came nearer to a minimum, or to rest."""
        return not self.is_gone and not self.is_open and self.kind not in ("bounces", "widens")

    @property
    def is_gone(self) -> bool:
        """Whether it has left for good or stopped."""
        return self.kind in _GONE

    @property
    def is_open(self) -> bool:
        """Whether its steps do not tell what becomes of it."""
        return self.kind in _OPEN


def manner(trajectory: Trajectory, surface: Surface) -> Manner:
    """Return how a path on a surface goes."""
    gone = divergence(trajectory, surface.view, surface.minima)
    if gone is not None:
        kind = "stops" if not gone.outside else "leaves" if np.isfinite(gone.factor) else "overflows"
        step = gone.step if gone.outside or gone.stopped is None else gone.stopped
        return Manner(kind, gone.axis, gone.factor, step, origin=gone.origin)
    end = trajectory.last
    gradient = float(trajectory.gradient_norms[end])
    centre = aim(trajectory, surface)
    if end <= FEWEST or centre is None:
        return Manner("short" if end <= FEWEST else "unknown", gradient=gradient)
    away = trajectory.points[: end + 1] - centre
    for axis in _turning(trajectory, end):
        factor = _factor(away[:, axis])
        if np.isfinite(factor):
            kind = "zigzags" if factor <= LONG else "zigzags long" if factor < 1 else "widens"
            first, second = farthest(away[:, axis])
            if abs(factor - 1) <= STEADY and 1 / KEPT <= second / first <= KEPT:
                kind = "bounces"
            return Manner(kind, AXES[axis], factor, gradient=gradient, origin=float(centre[axis]))
    if is_stuck(trajectory, surface):
        return Manner("stuck", gradient=gradient)
    first, second = farthest(np.hypot(*away.T))
    if not second < first:
        return Manner("strays", gradient=gradient)
    lowest = min((height(surface, minimum) for minimum in surface.minima), default=np.nan)
    if trajectory.values[end] - lowest <= ARRIVED * (trajectory.values[0] - lowest):
        return Manner("arrives", gradient=gradient)
    at_first, at_last = np.abs(away[0]), np.abs(away[-1])
    for axis in (int(at_first.argmax()), int(at_first.argmin())):
        if overshoot(trajectory, centre, axis) > PAST * at_first[axis] > 0:
            return Manner("swings", AXES[axis], gradient=gradient)
    axis = int(at_last.argmax())
    kind = "creeps" if at_last[axis] > at_first[axis] / 10 else "nears"
    if not np.hypot(*at_last) < np.hypot(*at_first) or (kind == "creeps" and not at_last[axis] < at_first[axis]):
        kind = "strays"
    return Manner(kind, AXES[axis], _factor(away[:, axis]), gradient=gradient, origin=float(centre[axis]))


def aim(trajectory: Trajectory, surface: Surface) -> Array | None:
    """Return the minimum nearest to the end of a path, local ones among them; None where none is known."""
    minima = [*surface.minima, *surface.local_minima]
    if not minima or trajectory.last < 0:
        return None
    end = trajectory.points[trajectory.last]
    return np.array(min(minima, key=lambda place: float(np.hypot(*(end - place)))))


def is_stuck(trajectory: Trajectory, surface: Surface) -> bool:
    """Tell whether a path rests where the gradient is next to nothing, nearest to a minimum that is only a local one.

    Without known minima there is nothing to tell it by.
    """
    end = trajectory.last
    if end < 1 or not surface.local_minima or not surface.minima:
        return False
    norms = trajectory.gradient_norms
    return bool(norms[end] <= AT_REST * norms[0]) and _is_local(trajectory.points[end], surface)


def _is_local(point: Array, surface: Surface) -> bool:
    def nearest(minima: tuple[Point, ...]) -> float:
        return min(float(np.hypot(*(point - place))) for place in minima)

    return nearest(surface.local_minima) < nearest(surface.minima)


def overshoot(trajectory: Trajectory, centre: Array, axis: int) -> float:
    """Return how far a path has been beyond a minimum on one axis, as seen from its start; 0 when it never was."""
    away = trajectory.points[: trajectory.last + 1, axis] - centre[axis]
    return max(0.0, float(np.max(-np.sign(away[0]) * away)))


def detour(trajectory: Trajectory) -> float:
    """Return how many times as long a path is as the straight way from its start to its end."""
    end = trajectory.last
    straight = float(np.hypot(*(trajectory.points[end] - trajectory.points[0])))
    with np.errstate(all="ignore"):
        return float(np.float64(trajectory.step_sizes[:end].sum()) / straight)


def height(surface: Surface, place: Point) -> float:
    """Return f at a place."""
    return float(surface.value(*map(np.float64, place)))


def _turning(trajectory: Trajectory, end: int) -> list[int]:
    """Return the axes on which a path turns back at most of its steps, first the one on which it goes farthest."""
    moves = trajectory.moves[:end]
    found = [axis for axis in range(2) if is_zigzag(moves[:, axis])]
    return sorted(found, key=lambda axis: -float(np.abs(moves[:, axis]).sum()))


def _factor(away: Array) -> float:
    """Return by what factor a step the farthest of the second half differs from that of the first."""
    first, second = farthest(away)
    if not first > NOTHING * np.abs(away).max():
        return float("nan")
    with np.errstate(all="ignore"):
        return float(np.float64(second / first) ** (1 / (len(away) - len(away) // 2)))
