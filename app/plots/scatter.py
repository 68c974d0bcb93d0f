"""Thousands of points, coloured by a value: what is found out about each, and which of them are chosen.

A point has a key by which it is asked for.  Points that came to nothing are crosses.  A click takes the nearest point.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QMouseEvent, QPen

from app.plots.frame import Plot, Range
from app.plots.image import viridis
from app.plots.ticks import decades, plain
from app.theme import theme

Array = np.ndarray
NEAR = 12
"""Pixels within which a click or the pointer finds a point."""
MARGIN = 0.04
"""Part of an axis that is left free beyond the outermost points."""

_COLORS = viridis()[::4]
"""As many as can be told apart; every one is drawn once and kept."""


# pyqtgraph draws a mark once for each pen and brush, which it tells apart by identity


@cache
def no_line() -> QPen:
    """Return the pen of marks without a rim."""
    return pg.mkPen(None)


@cache
def ink(color: str) -> QBrush:
    """Return the brush of marks in one colour."""
    return pg.mkBrush(color)


@cache
def _brushes() -> list[QBrush]:
    """Return a brush a colour."""
    return [pg.mkBrush(*color) for color in _COLORS.tolist()]


@dataclass(frozen=True, eq=False)
class Points:
    """What a scatter shows.

    Attributes
    ----------
    keys : sequence of hashable
        One a point.
    x, y : ndarray
        Where the points stand.
    values : ndarray
        Pick the colours; a point whose value is not finite is a cross.
    """

    keys: Sequence[Hashable]
    x: Array
    y: Array
    values: Array


class ScatterPlot(Plot):
    """A scatter.

    Attributes
    ----------
    chosen : Signal(object)
        The key of a point that was clicked.
    pointed : Signal(object)
        The key of the point under the pointer; None where there is none.
    """

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._points = Points((), np.empty(0), np.empty(0), np.empty(0))
        self._at = np.empty((0, 2))
        self._log = (False, False)
        self._ends: tuple[Range | None, Range | None] = (None, None)
        self._scale: Range | None = None
        self._selected: frozenset[Hashable] = frozenset()
        self._pointed: Hashable | None = None
        self._dots, self._crosses, self._rings = (pg.ScatterPlotItem(pxMode=True) for _ in range(3))
        for z, item in enumerate((self._crosses, self._dots, self._rings)):
            item.setZValue(z)
            self.add(item)
        self.scene().sigMouseMoved.connect(self._on_move)
        self._dress()

    def set_log(self, x: bool, y: bool) -> None:
        """Show an axis in decades, or linearly."""
        if (x, y) == self._log:
            return
        self._log = x, y
        for axis, log in ((self.bottom, x), (self.left, y)):
            axis.set_ticks(decades if log else plain)
        self._show_again()

    def set_scale(self, low: float, high: float) -> None:
        """Let the colours go from one value to another; by default they follow the points."""
        if (low, high) != self._scale:
            self._scale = low, high
            self._show_again()

    def show_points(self, points: Points, x: Range | None = None, y: Range | None = None) -> None:
        """Show these points and no others.

        Parameters
        ----------
        points : Points
            What is shown; on an axis in decades, what is not positive has no place.
        x, y : tuple of float, optional
            Ends of the axes, as numbers; by default all points have room.
        """
        self._points, self._ends = points, (x, y)
        self._show_again()

    def select(self, keys: Collection[Hashable]) -> None:
        """Highlight these points."""
        self._selected = frozenset(keys)
        self._show_rings()

    def selected(self) -> frozenset[Hashable]:
        """Return the keys of the points that are highlighted."""
        return self._selected

    def points(self) -> Points:
        """Return what is shown."""
        return self._points

    def scale(self) -> Range:
        """Return the values of the first and the last colour."""
        if self._scale is not None:
            return self._scale
        finite = self._points.values[np.isfinite(self._points.values)]
        return (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)

    def key_at(self, place: QPointF) -> Hashable | None:
        """Return the key of the point nearest to a pixel of the widget; None when none is near."""
        if not len(self._at):
            return None
        x, y = self.from_pixels(place)
        across, up = self.pixel()
        with np.errstate(invalid="ignore"):
            away = np.hypot((self._at[:, 0] - x) / across, (self._at[:, 1] - y) / up)
        away = np.where(np.isfinite(away), away, np.inf)
        # of several that are as near, that which is drawn last, on top
        nearest = len(away) - 1 - int(away[::-1].argmin())
        return self._points.keys[nearest] if away[nearest] <= theme.metrics.px(NEAR) else None

    def pixel_of(self, key: Hashable) -> QPointF:
        """Return where a point is drawn, in pixels of the widget."""
        x, y = self._at[list(self._points.keys).index(key)]
        return self.to_pixels(float(x), float(y))

    def _show_again(self) -> None:
        columns = [self._placed(n, log) for n, log in zip((self._points.x, self._points.y), self._log, strict=True)]
        self._at = np.stack(columns, axis=1)
        self.set_range(*(self._range(axis) for axis in (0, 1)))
        values = np.asarray(self._points.values, float)
        there, good = np.isfinite(self._at).all(axis=1), np.isfinite(values)
        dots, crosses = there & good, there & ~good
        m, none = theme.metrics, no_line()
        brushes = _brushes()
        low, high = self.scale()
        shares = np.clip((values[dots] - low) / max(high - low, 1e-300), 0, 1)
        places = np.rint(shares * (len(brushes) - 1)).astype(int).tolist()
        self._dots.setData(pos=self._at[dots], brush=[brushes[place] for place in places], pen=none, size=m.px(8))
        grey = ink(theme.colors.disabled)
        self._crosses.setData(pos=self._at[crosses], symbol="x", brush=grey, pen=none, size=m.px(9))
        self._show_rings()

    def _placed(self, numbers: Array, log: bool) -> Array:
        """Return where numbers stand on an axis."""
        if not log:
            return np.asarray(numbers, float)
        with np.errstate(all="ignore"):
            return np.log10(np.where(numbers > 0, numbers, np.nan))

    def _range(self, axis: int) -> Range:
        ends = self._ends[axis]
        places = self._at[:, axis] if ends is None else self._placed(np.asarray(ends, float), self._log[axis])
        finite = places[np.isfinite(places)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        if high <= low:
            low, high = low - 0.5, high + 0.5
        margin = MARGIN * (high - low)
        return low - margin, high + margin

    def _show_rings(self) -> None:
        chosen = np.array([key in self._selected for key in self._points.keys], bool)
        chosen &= np.isfinite(self._at).all(axis=1)
        pen = pg.mkPen(theme.colors.text, width=2 * self.pen_scale())
        size = theme.metrics.px(14)
        self._rings.setData(pos=self._at[chosen], symbol="o", brush=pg.mkBrush(None), pen=pen, size=size)

    def _on_move(self, place: QPointF) -> None:
        key = self.key_at(place) if self.area().contains(place) else None
        if key != self._pointed:
            self._pointed = key
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)
            self.pointed.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            key = self.key_at(event.position()) if self.area().contains(event.position()) else None
            if key is not None:
                self.chosen.emit(key)
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
