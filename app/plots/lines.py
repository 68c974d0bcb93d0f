"""Lines made fit to be drawn: no more points than pixels, and nothing far out of view, where dashes never end."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

MOST_POINTS = 1200
"""Points of a curve that are drawn at most; about two per pixel on a projector."""
FARTHEST = 1e9
"""Pixels from which on Qt fills the picture instead of drawing a line."""
REACH = 2.0
"""How far out of view a line goes on, in parts of what is in view."""


def thin(x: Array, y: Array, most: int = MOST_POINTS) -> tuple[Array, Array]:
    """Return at most about `most` points with the same extremes: smallest and largest of each stretch, in order."""
    count = len(x)
    if count <= most:
        return x, y
    stretch = -(-count * 2 // most)
    whole = count // stretch * stretch
    parts = y[:whole].reshape(-1, stretch)
    if not np.isfinite(y[:whole]).all():  # NaN would hide its neighbours
        parts = np.where(np.isfinite(parts), parts, np.inf)
        low = parts.argmin(axis=1)
        parts = np.where(np.isfinite(parts), parts, -np.inf)
        high = parts.argmax(axis=1)
    else:
        low, high = parts.argmin(axis=1), parts.argmax(axis=1)
    chosen = np.sort(np.stack([low, high], axis=1), axis=1)
    chosen += np.arange(0, whole, stretch)[:, None]
    chosen = np.append(chosen.ravel(), np.arange(whole, count))
    return x[chosen], y[chosen]


def cut(x: Array, y: Array, low: float, high: float) -> tuple[Array, Array]:
    """Return a line that ends where it leaves for what is far out of view; in view it is as it was.

    Qt lays the dashes of a line one by one, also where nobody sees them: a line that leaves for 10⁷ times the height
    of the picture would keep it busy for minutes.

    Parameters
    ----------
    x, y : ndarray
        The points; what is not finite is a gap.
    low, high : float
        The ends of what is in view.
    """
    least, most = low - REACH * (high - low), high + REACH * (high - low)
    with np.errstate(all="ignore"):
        beyond = (y < least) | (y > most)
        if not beyond.any():
            return x, y
        places: list[Array] = []
        for bound in (least, most):
            before, after = y[:-1], y[1:]
            crosses = np.flatnonzero((before < bound) != (after < bound))
            # halves: the difference of two numbers can be larger than any number
            part = (bound / 2 - before[crosses] / 2) / (after[crosses] / 2 - before[crosses] / 2)
            good = np.isfinite(part)
            crosses, part = crosses[good], part[good]
            places.append(np.stack([crosses + part, x[crosses] + part * (x[crosses + 1] - x[crosses])], axis=1))
            places[-1] = np.column_stack([places[-1], np.full(len(crosses), bound)])
    kept = np.column_stack([np.arange(len(x)), x, np.clip(y, least, most)])
    line = np.concatenate([kept, *places])
    line = line[np.argsort(line[:, 0], kind="stable")]
    return line[:, 1], line[:, 2]


def segments(x: Array, y: Array) -> Array:
    """Return the lines between points that follow each other, ``(lines, 4)``: where each begins and ends.

    What is not finite is a gap; a line that leaves for further than `FARTHEST` pixels is shortened, in its direction.
    """
    lines = np.column_stack([x[:-1], y[:-1], x[1:], y[1:]])
    lines = lines[np.isfinite(lines).all(axis=1)]
    starts, ends = lines[:, :2], lines[:, 2:]
    for near, far in ((starts, ends), (ends, starts)):
        distance = np.abs(far).max(axis=1, initial=0.0)
        leaves = (distance > FARTHEST) & (np.abs(near).max(axis=1, initial=0.0) <= FARTHEST)
        part = FARTHEST / distance[leaves, None]
        far[leaves] = near[leaves] * (1 - part) + far[leaves] * part
    return lines[np.abs(lines).max(axis=1, initial=0.0) <= 3 * FARTHEST]
