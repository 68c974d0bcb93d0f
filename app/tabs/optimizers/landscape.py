"""What lies behind the paths: filled contours and the field of gradients, computed once per surface and view.

The levels follow both the area and the height of the function, so that any looks right, whether it is flat here and
steep there or spans ten decades.  Far-away points can be brought into sight by a `Warp`, which leaves the middle of the
view as it is and shows what is outside in decades.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QWidget

from app.theme import theme
from core.descent.surfaces import Surface

Array = np.ndarray
Rect = tuple[float, float, float, float]
"""x from, x to, y from, y to."""

BANDS = 13
GRID = 161
"""Points along each side of the grid on which the function is evaluated."""
ARROWS = (19, 13)
"""Columns and rows of the field of gradients."""
HIGHEST = 1e300
"""Heights beyond it count as holes, so that differences of two heights do not overflow."""
LEAST_ROOM = 24.0
"""Pixels that an arrow of the field wants."""


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


@dataclass(frozen=True, eq=False)
class Landscape:
    """Contours and gradient field of one surface in one frame, ready to be drawn by any number of plots."""

    surface: Surface
    frame: Frame
    bands: list[QPainterPath] = field(default_factory=list)
    lines: list[QPainterPath] = field(default_factory=list)
    tails: Array = field(default_factory=lambda: np.empty((0, 2)))
    directions: Array = field(default_factory=lambda: np.empty((0, 2)))
    columns: int = ARROWS[0]


def levels_of(values: Array, count: int = BANDS) -> Array:
    """Return contour levels: half of equal area, half of equal steps in the square root of the height.

    Equal areas alone crowd the levels of a steep function at its rim, equal steps of the root alone those of a narrow
    valley; between the two, circles stay evenly spaced and valleys visible.
    """
    finite = values[~_holes(values)]
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


def _holes(heights: Array) -> Array:
    """Return where there is nothing to draw."""
    return ~(np.abs(heights) <= HIGHEST)  # NaN is a hole


def landscape_of(surface: Surface, frame: Frame) -> Landscape:
    """Evaluate a surface on a grid and return its contours and gradient field."""
    across, up, x, y = frame.grid(GRID, GRID)
    with np.errstate(all="ignore"):
        heights = np.broadcast_to(np.asarray(surface.value(*np.meshgrid(x, y)), float), (GRID, GRID))
    return Landscape(surface, frame, *_contours(across, up, heights), *_arrows(surface, frame))


def _contours(across: Array, up: Array, heights: Array) -> tuple[list[QPainterPath], list[QPainterPath]]:
    levels = levels_of(heights)
    holes = _holes(heights)
    if holes.any():
        heights = np.ma.masked_array(heights, holes)
    generator = contourpy.contour_generator(
        across, up, heights, fill_type=contourpy.FillType.OuterOffset, line_type=contourpy.LineType.Separate
    )
    edges = [-np.inf, *levels, np.inf]
    bands = []
    for low, high in pairwise(edges):
        path = QPainterPath()
        for points, offsets in zip(*generator.filled(low, high), strict=True):
            for start, end in pairwise(offsets):
                path.addPolygon(_polygon(points[start:end]))
                path.closeSubpath()
        bands.append(path)
    lines = []
    for level in levels:
        path = QPainterPath()
        for points in generator.lines(level):
            path.addPolygon(_polygon(points))
        lines.append(path)
    return bands, lines


def _polygon(points: Array) -> QPolygonF:
    return pg.functions.arrayToQPolygonF(np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1]))


def _arrows(surface: Surface, frame: Frame) -> tuple[Array, Array]:
    """Return places and directions (on screen, of length one in units of the frame) of steepest descent."""
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
    return places, np.nan_to_num(down, nan=0.0, posinf=0.0, neginf=0.0)


class LandscapeItem(pg.GraphicsObject):
    """Draws a landscape, kept as a picture until the view changes."""

    def __init__(self) -> None:
        super().__init__()
        self._landscape: Landscape | None = None
        self._arrows = True
        self.setZValue(-100)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    def show_landscape(self, landscape: Landscape, arrows: bool) -> None:
        """Draw this landscape, with or without the field of gradients."""
        if landscape is self._landscape and arrows == self._arrows:
            return
        self.prepareGeometryChange()
        self._landscape, self._arrows = landscape, arrows
        self.update()

    @property
    def landscape(self) -> Landscape | None:
        """What is drawn."""
        return self._landscape

    @property
    def arrows(self) -> bool:
        """Whether the field of gradients is drawn."""
        return self._arrows

    def boundingRect(self) -> QRectF:
        if self._landscape is None:
            return QRectF()
        left, right, bottom, top = self._landscape.frame.rect
        return QRectF(left, bottom, right - left, top - bottom)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        if self._landscape is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pg.mkPen(None))
        for color, path in zip(band_colors(len(self._landscape.bands)), self._landscape.bands, strict=True):
            painter.setBrush(QBrush(color))
            painter.drawPath(path)
        painter.setBrush(QBrush())
        line = QColor(theme.colors.contour)
        painter.setPen(pg.mkPen(line, width=1))
        for path in self._landscape.lines:
            painter.drawPath(path)
        if self._arrows:
            self._draw_arrows(painter)

    def _draw_arrows(self, painter: QPainter) -> None:
        assert self._landscape is not None
        transform = painter.worldTransform()
        color = QColor(theme.colors.field_arrow)
        painter.save()
        painter.resetTransform()
        pen = pg.mkPen(color, width=1.2)
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.setBrush(QBrush(color))
        scale = max(1.0, painter.device().devicePixelRatio()) if painter.device() else 1.0
        view = self.getViewBox()
        room = view.width() / self._landscape.columns if view is not None else 30.0
        skip = max(1, math.ceil(LEAST_ROOM / max(room, 1.0)))  # small plots get fewer arrows
        for number, ((x, y), (dx, dy)) in enumerate(
            zip(self._landscape.tails, self._landscape.directions, strict=True)
        ):
            if (number % self._landscape.columns) % skip or (number // self._landscape.columns) % skip:
                continue
            tail = transform.map(QPointF(x, y))
            tip = transform.map(QPointF(x + dx, y + dy)) - tail
            size = float(np.hypot(tip.x(), tip.y()))
            if size:
                ahead = QPointF(tip.x() / size, tip.y() / size) * (7.0 * scale)
                painter.drawLine(tail - ahead, tail + ahead)
                painter.drawEllipse(tail + ahead, 1.6 * scale, 1.6 * scale)
        painter.restore()


def band_colors(count: int) -> list[QColor]:
    """Return the colours of the bands from the lowest, which is the brightest on light ground, to the highest."""
    low, high = QColor(theme.colors.low), QColor(theme.colors.high)
    colors = []
    for number in range(count):
        share = number / max(count - 1, 1)
        mixed = [round(a + (b - a) * share) for a, b in zip(_rgb(low), _rgb(high), strict=True)]
        colors.append(QColor(*mixed))
    return colors


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
