"""The landscape behind the paths: filled contours and the field of gradients, drawn once per surface and view."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.theme import theme
from core.descent.landscape import ARROWS, Array, Frame, field_of, heights_of, holes, levels_of
from core.descent.surfaces import Surface

LEAST_ROOM = 24.0
"""Pixels that an arrow of the field wants, at the normal text size."""
FARTHEST = 44.0
"""Pixels between two arrows from which on they grow no longer."""
LONGEST = 0.92
"""Length of the steepest arrow, of the way from one to the next."""
SHORTEST = 5.0
"""Pixels that the least steep arrow has."""


@dataclass(frozen=True, eq=False)
class Landscape:
    """Contours and gradient field of one surface in one frame, ready to be drawn by any number of plots."""

    surface: Surface
    frame: Frame
    bands: list[QPainterPath] = field(default_factory=list)
    lines: list[QPainterPath] = field(default_factory=list)
    tails: Array = field(default_factory=lambda: np.empty((0, 2)))
    directions: Array = field(default_factory=lambda: np.empty((0, 2)))
    steepness: Array = field(default_factory=lambda: np.empty(0))
    columns: int = ARROWS[0]


def landscape_of(surface: Surface, frame: Frame) -> Landscape:
    """Evaluate a surface on a grid and return its contours and gradient field."""
    return Landscape(surface, frame, *_contours(*heights_of(surface, frame)), *field_of(surface, frame))


def _contours(across: Array, up: Array, heights: Array) -> tuple[list[QPainterPath], list[QPainterPath]]:
    levels = levels_of(heights)
    empty = holes(heights)
    if empty.any():
        heights = np.ma.masked_array(heights, empty)
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
        painter.setPen(Qt.PenStyle.NoPen)
        for color, path in zip(band_colors(len(self._landscape.bands)), self._landscape.bands, strict=True):
            painter.setBrush(QBrush(color))
            painter.drawPath(path)
        painter.setBrush(QBrush())
        # a pen whose width does not grow with the axes has one in pixels of the device
        device = painter.device().devicePixelRatio() if painter.device() else 1.0
        painter.setPen(pg.mkPen(QColor(theme.colors.contour), width=theme.metrics.scale * device))
        for path in self._landscape.lines:
            painter.drawPath(path)
        if self._arrows:
            self._draw_arrows(painter)

    def _draw_arrows(self, painter: QPainter) -> None:
        """Draw in pixels of the widget, which are those of the painter without any transformation."""
        assert self._landscape is not None
        scale = theme.metrics.scale
        transform = painter.worldTransform()
        color = QColor(theme.colors.field_arrow)
        painter.save()
        painter.resetTransform()
        pen = pg.mkPen(color, width=1.6 * scale)
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.setBrush(QBrush(color))
        view = self.getViewBox()
        columns = self._landscape.columns
        across, up = (
            (view.width() / columns, view.height() * columns / max(len(self._landscape.tails), 1))
            if view is not None
            else (LEAST_ROOM * scale, LEAST_ROOM * scale)
        )
        # small plots get fewer arrows
        skip, skip_rows = (max(1, math.ceil(LEAST_ROOM * scale / max(room, 1.0))) for room in (across, up))
        longest = LONGEST * min(across * skip, up * skip_rows, FARTHEST * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, ((x, y), (dx, dy), steepness) in enumerate(
            zip(self._landscape.tails, self._landscape.directions, self._landscape.steepness, strict=True)
        ):
            if (number % columns) % skip or (number // columns) % skip_rows:
                continue
            tail = transform.map(QPointF(x, y))
            tip = transform.map(QPointF(x + dx, y + dy)) - tail
            size = float(np.hypot(tip.x(), tip.y()))
            if size and steepness > 0:
                ahead = QPointF(tip.x() / size, tip.y() / size)
                _draw_arrow(painter, tail, ahead, max(longest * steepness, SHORTEST * scale), pen)
        painter.restore()


def _draw_arrow(painter: QPainter, middle: QPointF, ahead: QPointF, length: float, pen: QPen) -> None:
    """Draw an arrow around a place, with a head in proportion."""
    side = QPointF(-ahead.y(), ahead.x())
    head = min(4.5 * pen.widthF(), 0.6 * length)
    tail, tip = middle - ahead * (length / 2), middle + ahead * (length / 2)
    neck = tip - ahead * head
    painter.setPen(pen)
    painter.drawLine(tail, neck)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, neck + side * head * 0.5, neck - side * head * 0.5]))


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
