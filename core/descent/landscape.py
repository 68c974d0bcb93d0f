"""What is drawn behind paths: levels of contours, directions of descent, and far points brought into sight.

The levels follow both the area and the height of the function, so that any looks right, whether it is flat here and
steep there or spans ten decades.  Far-away points can be brought into sight by a `Warp`, which leaves the middle of the
view as it is and shows what is outside in decades.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.descent.surfaces import Surface

Array = np.ndarray
Rect = tuple[float, float, float, float]
"""x from, x to, y from, y to."""

BANDS = 13
"""Stretches of height between contours."""
GRID = 161
"""Points along each side of the grid on which the function is evaluated."""
ARROWS = (19, 13)
"""Columns and rows of the field of gradients."""
MARGIN = 1.15
"""How far a frame reaches beyond the farthest point, as a factor."""
BESIDE = (1e-3, 1e-6)
"""How far beside a hole in the grid it is looked for a height, in cells, and how far then."""
STAYS = 0.01
"""Part of all heights up to which the two are the same; next to a logarithm's pole they differ by more."""
MOST_BESIDE = 6
"""Of eight places beside a point, as many have a height when a line through it has none; at an edge there are fewer."""
HIGHEST = 1e300
"""Heights beyond it count as holes, so that differences of two heights do not overflow."""


@dataclass(frozen=True)
class Warp:
    """One axis from numbers to places on screen: as they are within `half` of `middle`, beyond that by their logarithm.

    u = v for |v| ≤ 1 and sign(v) (1 + ln |v|) beyond, with v = (x − middle) / half; `half` = ∞ changes nothing.
    """

    middle: float = 0.0
    half: float = np.inf

    def to_screen(self, x: Any) -> Any:
        """Return where numbers are drawn."""
        if not np.isfinite(self.half):
            return x
        v = (np.asarray(x) - self.middle) / self.half
        size = np.abs(v)
        with np.errstate(all="ignore"):
            far = np.sign(v) * (1 + np.log(np.maximum(size, 1)))
        return self.middle + self.half * np.where(size > 1, far, v)

    def to_number(self, place: Any) -> Any:
        """Return the numbers that are drawn at places."""
        if not np.isfinite(self.half):
            return place
        u = (np.asarray(place) - self.middle) / self.half
        size = np.abs(u)
        with np.errstate(all="ignore"):
            far = np.sign(u) * np.exp(np.minimum(np.maximum(size, 1) - 1, 700))
        return self.middle + self.half * np.where(size > 1, far, u)


@dataclass(frozen=True)
class Frame:
    """The part of the plane that is shown, in places on screen, and how places become numbers."""

    rect: Rect
    x: Warp = Warp()
    y: Warp = Warp()

    def grid(self, columns: int, rows: int) -> tuple[Array, Array, Array, Array]:
        """Return places on screen (two axes) and the numbers there (two axes)."""
        left, right, bottom, top = self.rect
        across, up = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
        return across, up, self.x.to_number(across), self.y.to_number(up)


def frame_around(view: Rect, points: Array) -> Frame:
    """Return a frame with all finite `points` ``(points, 2)`` in sight.

    `view` is in its middle as it is, the rest in decades; the frame is at least twice as wide and high.
    """
    rect: list[float] = []
    warps: list[Warp] = []
    for axis in range(2):
        low, high = view[2 * axis : 2 * axis + 2]
        warp = Warp((low + high) / 2, (high - low) / 2)
        finite = points[np.isfinite(points[:, axis]), axis]
        farthest = float(np.abs(warp.to_screen(finite) - warp.middle).max(initial=warp.half))
        reach = max(MARGIN * farthest, 2 * warp.half)
        rect += [warp.middle - reach, warp.middle + reach]
        warps.append(warp)
    return Frame((rect[0], rect[1], rect[2], rect[3]), *warps)


def levels_of(values: Array, count: int = BANDS) -> Array:
    """Return contour levels: half of equal area, half of equal steps in the square root of the height.

    Equal areas alone crowd the levels of a steep function at its rim, equal steps of the root alone those of a narrow
    valley; between the two, circles stay evenly spaced and valleys visible.
    """
    finite = values[~holes(values)]
    scale = float(np.abs(finite).max(initial=0.0))
    if scale == 0:
        return np.empty(0)
    with np.errstate(all="ignore"):
        scaled = finite / scale
        low, high = float(scaled.min()), float(scaled.max())
        if not high > low:
            return np.empty(0)
        shares = np.linspace(0, 1, count + 1)[1:-1]
        area = np.sqrt(np.maximum(np.quantile(scaled, shares**1.5) - low, 0) / (high - low))
        levels = np.unique(scale * (low + (high - low) * (0.5 * area + 0.5 * shares * area[-1]) ** 2))
    return levels[np.isfinite(levels)]


def holes(heights: Array) -> Array:
    """Return where there is nothing to draw."""
    return ~(np.abs(heights) <= HIGHEST)  # NaN is a hole


def heights_of(surface: Surface, frame: Frame) -> tuple[Array, Array, Array]:
    """Return the places on screen of a grid's columns and rows, and the height of the surface at each of its points."""
    across, up, x, y = frame.grid(GRID, GRID)
    columns, rows = np.meshgrid(x, y)
    with np.errstate(all="ignore"):
        heights = np.array(np.broadcast_to(np.asarray(surface.value(columns, rows), float), (GRID, GRID)))
        lost = holes(heights)
        if lost.any() and not lost.all():
            cell = np.array([np.diff(axis).min() for axis in (x, y)])
            heights[lost] = _from_beside(surface, np.stack([columns[lost], rows[lost]]), cell, heights[~lost])
    return across, up, heights


def _from_beside(surface: Surface, places: Array, cell: Array, known: Array) -> Array:
    """Return heights for places ``(2, places)`` without one from right beside them; NaN where that is a hole as well.

    A point or a line on which f has no value, such as x = 0 of sin(x)/x, has no width, but the grid may hit it.  It is
    known from a pole and from the edge of the domain by its neighbours: nearly all have a height that no longer changes
    when they come nearer.
    """
    sides = np.array([(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)])

    def around(cells: float) -> Array:
        x, y = (places[axis] + cells * cell[axis] * sides[:, [axis]] for axis in range(2))
        return np.broadcast_to(np.asarray(surface.value(x, y), float), x.shape)

    near, nearer = around(BESIDE[0]), around(BESIDE[1])
    stays = np.abs(near - nearer) <= STAYS * (known.max() - known.min())
    count = stays.sum(axis=0)
    mean = np.where(stays, nearer, 0).sum(axis=0) / np.maximum(count, 1)
    return np.where(count >= MOST_BESIDE, mean, np.nan)


STEEP = 0.95
"""Part of the field that is less steep than an arrow of full length."""


def field_of(surface: Surface, frame: Frame) -> tuple[Array, Array, Array]:
    """Return places and directions of steepest descent, on screen, each of length one in units of the frame; steepness.

    The steepness is between 0 and 1: the root of the slope, relative to one that hardly any place of the field exceeds.
    (In proportion to the slope itself, all would be invisible but the steepest.)
    """
    left, right, bottom, top = frame.rect
    columns, rows = ARROWS
    inner = Frame(
        (
            left + (right - left) / (2 * columns),
            right - (right - left) / (2 * columns),
            bottom + (top - bottom) / (2 * rows),
            top - (top - bottom) / (2 * rows),
        ),
        frame.x,
        frame.y,
    )
    across, up, x, y = inner.grid(columns, rows)
    with np.errstate(all="ignore"):
        slopes = surface.gradient(*np.meshgrid(x, y))
        down = -np.stack([np.broadcast_to(np.asarray(s, float), (rows, columns)) for s in slopes], axis=-1)
        slope = np.linalg.norm(down / np.abs(down).max(initial=1e-300, where=np.isfinite(down)), axis=-1).ravel()
        known = slope[np.isfinite(slope)]
        full = float(np.quantile(known, STEEP)) if len(known) else 0.0
        steepness = np.sqrt(np.clip(slope / full, 0, 1)) if full > 0 else np.zeros_like(slope)
        # as seen on screen, where an axis in decades is shorter and the frame is not square
        axes: tuple[tuple[Warp, Array, float], ...] = (
            (frame.x, np.asarray(x), right - left),
            (frame.y, np.asarray(y)[:, None], top - bottom),
        )
        for axis, (warp, numbers, length) in enumerate(axes):
            shrink = np.minimum(1, warp.half / np.maximum(np.abs(numbers - warp.middle), 1e-300))
            down[..., axis] *= shrink / length
        down /= np.abs(down).max(axis=-1, keepdims=True)  # or the squares of steep slopes overflow
        down /= np.linalg.norm(down, axis=-1, keepdims=True)
    places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    down = down.reshape(-1, 2) * (right - left, top - bottom)
    return places, np.nan_to_num(down, nan=0.0, posinf=0.0, neginf=0.0), np.nan_to_num(steepness, nan=0.0)
