"""The plane of two settings with its trials: it is clicked, a part of it is marked, the ends of ranges are dragged."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from app.language import translate
from app.plots.paint import CENTER, write
from app.plots.scatter import ScatterPlot
from app.tabs.search.axes import TrialAxis
from app.tabs.search.shown import joins
from app.theme import theme
from core.config.figures import rounded
from core.config.words import LabError, mark

NEAR_LINE = 6
"""Pixels within which the end of a range is taken."""
SMALLEST_BOX = 10
"""Pixels; less is a click that trembled."""
_FAINT = 90
"""Opacity of earlier rounds, of 255."""
_LOW, _HIGH = 0, 1


class TrialScatter(ScatterPlot):
    """The plot itself.

    Attributes
    ----------
    picked : Signal(object, bool)
        Key of the trial that was clicked, None beside all; whether it joins those that are chosen.
    box_changed : Signal
        A part of the plane is marked, or no longer.
    range_moved : Signal(object)
        An end was dragged: the new `Range`.
    """

    picked = Signal(object, bool)
    box_changed = Signal()
    range_moved = Signal(object)

    def __init__(self, handles: bool = True) -> None:
        super().__init__()
        self._handles = handles
        self._axes: tuple[TrialAxis, TrialAxis] | None = None
        self._pressed: QPointF | None = None
        self._dragged: tuple[int, int, float] | None = None  # axis, end, place
        self.box_places: tuple[tuple[float, float], tuple[float, float]] | None = None
        """The marked part of the plane: from where to where along both axes."""
        self._faint = pg.ScatterPlotItem(pxMode=True)
        self._faint.setZValue(-1)
        self.add(self._faint)

    def set_axes(self, across: TrialAxis, up: TrialAxis) -> None:
        """Put trials over these axes."""
        if (across, up) != self._axes:
            self._axes = across, up
            self.clear_box()
            self.set_log(across.log, up.log)
            self.name_axes()

    def name_axes(self) -> None:
        """Write the axes in the language shown."""
        if self._axes is not None:
            across, up = self._axes
            self.bottom.set_ticks(across.ticks())
            self.left.set_ticks(up.ticks())
            self.set_names(across.name, up.name)

    def show_faint(self, x: np.ndarray, y: np.ndarray) -> None:
        """Show earlier trials as faint points."""
        at = np.stack([self._placed(x, self._log[0]), self._placed(y, self._log[1])], axis=1)
        color = QColor(theme.colors.disabled)
        color.setAlpha(_FAINT)
        at = at[np.isfinite(at).all(axis=1)]
        self._faint.setData(pos=at, brush=pg.mkBrush(color), pen=pg.mkPen(None), size=theme.metrics.px(6))

    def faint_points(self) -> np.ndarray:
        """Return where earlier trials are shown, as places along the axes."""
        x, y = self._faint.getData()
        return np.stack([x, y], axis=1)

    # -- ends of ranges, and the box

    def marked_part(self) -> QRectF | None:
        """Return the marked part of the plane, in pixels of the widget."""
        if self.box_places is None:
            return None
        (left, right), (low, high) = self.box_places
        return QRectF(self.to_pixels(left, high), self.to_pixels(right, low))

    def clear_box(self) -> None:
        """Mark no part of the plane."""
        if self.box_places is not None:
            self.box_places = None
            self.box_changed.emit()
            self.viewport().update()

    def end_pixel(self, axis: int, end: int) -> float:
        """Return where the end of a range is drawn: its x for the axis to the right, its y for the one upwards."""
        assert self._axes is not None
        if self._dragged and self._dragged[:2] == (axis, end):
            place = self._dragged[2]
        else:
            place = self._axes[axis].places()[end]
        point = self.to_pixels(place, 0) if axis == 0 else self.to_pixels(0, place)
        return point.x() if axis == 0 else point.y()

    def _lines(self) -> list[tuple[int, int]]:
        if self._axes is None or not self._handles:
            return []
        return [(axis, end) for axis in (0, 1) if self._axes[axis].range is not None for end in (_LOW, _HIGH)]

    def _end_at(self, place: QPointF) -> tuple[int, int] | None:
        if not self.area().contains(place):
            return None
        near = theme.metrics.px(NEAR_LINE)
        away = {each: abs(self.end_pixel(*each) - (place.x(), place.y())[each[0]]) for each in self._lines()}
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pg.GraphicsView.mousePressEvent(self, event)  # what a press means is known when the mouse is let go
        event.accept()
        place = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or self._axes is None or not self.area().contains(place):
            return
        self._pressed = place
        end = self._end_at(place) if self.key_at(place) is None else None
        if end is not None:
            self._dragged = (*end, self._axes[end[0]].places()[end[1]])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position()
        if self._pressed is None:
            end = self._end_at(place) if self.key_at(place) is None else None
            if end is not None:
                across = end[0] == 0
                self.viewport().setCursor(Qt.CursorShape.SplitHCursor if across else Qt.CursorShape.SplitVCursor)
            elif self.key_at(place) is None:
                self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            return
        x, y = self.from_pixels(place)
        if self._dragged is not None:
            which, side, _ = self._dragged
            self._dragged = which, side, self._allowed(which, side, (x, y)[which])
        elif self._handles and self._is_a_drag(place):
            self._mark_box(self._pressed, place)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pg.GraphicsView.mouseReleaseEvent(self, event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        dragged, self._dragged = self._dragged, None
        self.viewport().update()
        if dragged is not None and self._is_a_drag(event.position(), pressed, 2):
            self._move_end(*dragged)
        elif self._handles and dragged is None and self._is_a_drag(event.position(), pressed):
            self._mark_box(pressed, event.position())
        else:
            self.clear_box()
            self.picked.emit(self.key_at(event.position()), joins(event))

    def _is_a_drag(self, place: QPointF, since: QPointF | None = None, least: float = SMALLEST_BOX) -> bool:
        since = since if since is not None else self._pressed
        assert since is not None
        moved = place - since
        return max(abs(moved.x()), abs(moved.y())) >= theme.metrics.px(least)

    def _mark_box(self, first: QPointF, second: QPointF) -> None:
        """Mark the part between two pixels, no further than the ranges reach; an axis without ends is marked whole."""
        assert self._axes is not None
        places = []
        for axis, ends in zip(
            self._axes, zip(self.from_pixels(first), self.from_pixels(second), strict=True), strict=True
        ):
            low, high = axis.places()
            if axis.range is None:
                places.append((low, high))
                continue
            start, end = (min(max(place, low), high) for place in sorted(ends))
            if not start < end:
                self.clear_box()
                return
            places.append((start, end))
        self.box_places = (places[0], places[1])
        self.box_changed.emit()

    def _allowed(self, axis: int, end: int, place: float) -> float:
        """Keep an end on its side of the other."""
        assert self._axes is not None
        low, high = self._axes[axis].places()
        least = 0.02 * (high - low)
        return min(place, high - least) if end == _LOW else max(place, low + least)

    def _move_end(self, axis: int, end: int, place: float) -> None:
        assert self._axes is not None
        moved = self._axes[axis]
        dimension = moved.range
        assert dimension is not None
        value = moved.value(place)
        value = float(round(value)) if dimension.is_whole else rounded(value)
        limits: Any = dimension.parameter
        with contextlib.suppress(LabError):  # nothing between the ends is left
            self.range_moved.emit(dimension.with_value(("low", "high")[end], min(max(value, limits.low), limits.high)))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        area, colors = self.area(), theme.colors
        painter.save()
        painter.setClipRect(area)
        for axis, end in self._lines():
            held = self._dragged is not None and self._dragged[:2] == (axis, end)
            painter.setPen(QPen(QColor(colors.accent), (2 if held else 1) * theme.metrics.scale, Qt.PenStyle.DashLine))
            at = self.end_pixel(axis, end)
            if axis == 0:
                painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
            else:
                painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
        box = self.marked_part()
        if box is not None:
            color = QColor(colors.accent)
            painter.setPen(QPen(color, 1.5 * theme.metrics.scale))
            color.setAlphaF(0.12)
            painter.fillRect(box, color)
            painter.drawRect(box)
        painter.restore()
        if self._handles and not self.points().keys and not len(self.faint_points()):
            text = translate(mark("app", "Press Run: every trial becomes a point."))
            write(painter, area, text, colors.muted, theme.font(), CENTER)
