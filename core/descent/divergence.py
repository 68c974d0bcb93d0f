"""Whether a path has left for good, how fast it grows, and why it stopped where it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.config.figures import MINUS, number
from core.config.words import Phrase, mark
from core.descent.surfaces import Point, View
from core.descent.trajectory import AXES, LARGE, Ending, Trajectory

Array = np.ndarray

_STRETCHES = 4
"""Stretches at the end of a path over which growth must hold."""
_LEAST_GROWTH = 1.005
"""Factor per step below which nothing is said to grow."""
_GROWS = mark("core", "diverged at step {step}: at the end {far} grows × {factor} a step")
_OVERFLOWS = mark("core", "diverged at step {step}: the numbers overflow at step {stopped}")
_ABSENT = mark("core", "outside the usual view from step {step} on, at the end at ({x}, {y})")
_NO_VALUE = mark("core", "stopped at step {step}: the function has no value at ({x}, {y})")
_TOO_HIGH = mark("core", "stopped at step {step}: f is infinite or too large a number at ({x}, {y})")
_NO_SLOPE = mark("core", "stopped at step {step}: f is {f} at ({x}, {y}), but no slope can be computed there")
_NO_QUOTIENT = mark("core", "stopped at step {step}: the rule divides 0 by 0 in {axis}, as gradient and ε are 0")


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
        False for a path that stopped within the function's view, or where the next step could not be computed.
    origin : float
        From where on that axis the distance is measured.
    stopped : int or None
        The first step without numbers, or the last where it is the slope that is lacking.
    ending : Ending or None
        Why a path stopped.
    height : float
        f at its last point.
    """

    step: int
    axis: str = ""
    factor: float = np.nan
    outside: bool = True
    origin: float = 0.0
    stopped: int | None = None
    ending: Ending | None = None
    height: float = np.nan

    @property
    def far(self) -> str:
        """What grows, as a formula."""
        return distance_from(self.origin, self.axis)

    @property
    def phrase(self) -> Phrase:
        """The verdict in words."""
        if not self.outside and self.ending is not None:
            x, y = self.ending.place
            texts = {"value": _NO_VALUE, "height": _TOO_HIGH, "slope": _NO_SLOPE, "rule": _NO_QUOTIENT}
            text = texts[self.ending.cause]
            return Phrase(text, step=self.stopped, x=x, y=y, f=self.height, axis=self.ending.axis)
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
        return Divergence(0, outside=False, stopped=0, ending=trajectory.ending)
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
    ending = trajectory.ending
    assert ending is not None
    far = away[-1].max() > 10 * max(x1 - x0, y1 - y0)
    outside = {
        "numbers": True,
        "height": far or grows,  # of a pole in the view it is not the numbers that are too small
        "value": grows or abs(trajectory.values[end]) > LARGE,  # ∞ − ∞
    }.get(ending.cause, False)
    stopped = end if ending.cause == "slope" else trajectory.stopped
    height = float(trajectory.values[end])
    factor = factor if grows else np.nan
    return Divergence(min(left, stopped), AXES[axis], factor, bool(outside), origin, stopped, ending, height)


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
