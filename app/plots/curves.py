"""Live curves that stay fast with a hundred thousand points.

A live curve is thinned to the smallest and largest value of each stretch, about two points a pixel, before it is drawn;
thick lines are drawn in segments; the range grows in steps instead of following every point.  All of that keeps a frame
at a few milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.language import translate
from app.plots.ends import Ends
from app.plots.frame import Plot, Range
from app.plots.lines import Array, cut, segments, thin
from app.plots.paint import RIGHT, advance, note, write
from app.plots.ticks import decades, plain
from app.theme import theme
from core.config.figures import NOTHING, count, number

MOST_READ = 16
"""Curves that a read-out has room for."""


@dataclass(frozen=True)
class Style:
    """How a curve is drawn: `run` picks the colour."""

    run: int
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 2.0
    opacity: float = 1.0

    def to_pen(self, scale: float = 1.0) -> QPen:
        """Return the pen in the colours of the theme; widths are pixels of the device times `scale`."""
        color = theme.series(self.run)
        color.setAlphaF(self.opacity)
        return pg.mkPen(color, width=self.width * scale, style=self.pen)


@dataclass(frozen=True, eq=False)
class Curve:
    """Data of one curve.

    Attributes
    ----------
    key : hashable
        Under it the item on screen is kept.
    x, y : ndarray
        The points; what is not finite is a gap.
    style : Style
        How it is drawn.
    name : object
        Marked text that the read-out calls it; without one it is not read.
    marks : sequence of int or None
        Points that have the mark of the run; by default the newest one of a thick solid curve.
    """

    key: Any
    x: Array
    y: Array
    style: Style
    name: Any = ""
    marks: Sequence[int] | None = None


@dataclass(frozen=True)
class Note:
    """A text at a place of a plot, with an arrow from one number of the vertical axis to another when they differ."""

    x: float
    low: float
    high: float
    text: Any
    run: int = 0


def next_round(value: float) -> float:
    """Return the smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 · 10ⁿ that is not below `value`."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * (1 - 1e-9)), value)


def _place(x: float) -> str:
    """Return which step, or how many epochs."""
    return count(int(x)) if x.is_integer() else number(x, 4)


class CurveItem(pg.PlotCurveItem):
    """A curve that is also right in an SVG file, where pens would grow with the data and nothing is clipped."""

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None) -> None:
        engine = painter.paintEngine()
        if engine is None or engine.type() is not QPaintEngine.Type.SVG:
            if self.opts["segmentedLineMode"] == "on":
                self._paint_segments(painter)
            else:
                super().paint(painter, option, widget)
            return
        x, y = self.getData()
        view = self.getViewBox()
        if x is None or not len(x) or view is None:
            return
        (left, right), (low, high) = view.viewRange()
        x, y = np.clip(x, left, right), np.clip(y, low, high)
        transform = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        pen = QPen(self.opts["pen"])
        pen.setCosmetic(False)
        painter.setPen(pen)
        for part in np.split(np.arange(len(y)), np.flatnonzero(~np.isfinite(y))):
            points = [transform.map(QPointF(x[i], y[i])) for i in part if math.isfinite(y[i])]
            if len(points) > 1:
                painter.drawPolyline(points)
        painter.restore()

    def _paint_segments(self, painter: QPainter) -> None:
        """Draw every line of a thick curve by itself, in pixels of the device: Qt is a hundred times as fast there."""
        x, y = self.getData()
        if x is None or len(x) < 2:
            return
        to_device = painter.deviceTransform()
        here, _ = (painter.worldTransform().inverted()[0] * to_device).inverted()
        across = to_device.m11() * x + to_device.m21() * y + to_device.m31()
        down = to_device.m12() * x + to_device.m22() * y + to_device.m32()
        painter.save()
        painter.setWorldTransform(here)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(self.opts["antialias"]))
        painter.setPen(self.opts["pen"])
        painter.drawLines([QLineF(*line) for line in segments(across, down).tolist()])
        painter.restore()


class CurvePlot(Plot):
    """Curves over steps or epochs, with a read-out under the pointer.

    Parameters
    ----------
    y_name : str
        Marked name of the vertical axis.
    y_range : tuple of float or None
        Fixed range, or None to follow the data from zero.
    written : callable
        Writes a value for the read-out.
    """

    def __init__(self, y_name: Any, y_range: Range | None = None, written: Callable[[float], str] = number) -> None:
        super().__init__()
        self._written = written
        self._fixed = y_range
        self._log = False
        self._end = 1.0
        self._curves: dict[Any, Curve] = {}
        self._items: dict[Any, CurveItem] = {}
        self._dresses: dict[Any, Any] = {}
        self._signature: list[Any] | None = None
        self._fill: pg.FillBetweenItem | None = None
        self._filled: tuple[Any, Any] | None = None
        self._ends = Ends()
        self._notes: tuple[Note, ...] = ()
        self._marks = pg.ScatterPlotItem(pxMode=True, useCache=False)
        self._marks.setZValue(1000)
        self.add(self._marks)
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.setVisible(False)
        self.add(self._line)
        self.set_names("", y_name)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._dress()
        self.set_end(1.0)

    def set_x(self, name: Any, end: float) -> None:
        """Name the horizontal axis and let it reach to `end`."""
        self.set_names(name, self._names[1])
        if end != self._end:
            self.set_end(end)

    def set_y(self, name: Any) -> None:
        """Name the vertical axis."""
        self.set_names(self._names[0], name)

    def set_end(self, end: float) -> None:
        """Let the horizontal axis reach to `end`."""
        self._end = max(end, 1e-9)
        self.set_range(x=(-0.02 * self._end, 1.02 * self._end))

    def set_log(self, log: bool) -> None:
        """Show the vertical axis in decades, or linearly."""
        self._log = log
        self.left.set_ticks(decades if log else plain)
        self._show_again()

    def show_curves(self, curves: Sequence[Curve], anew: bool = False) -> None:
        """Show these curves and no others.  Curves that have not grown since are not drawn again, unless `anew`."""
        signature = [(c.key, c.style, len(c.x), float(c.x[-1]) if len(c.x) else 0.0) for c in curves]
        if signature == self._signature and not anew:
            return
        self._signature = signature
        self._curves = {curve.key: curve for curve in curves}
        if self._filled and not all(key in self._curves for key in self._filled):
            self.fill_between(None)
        for key in [key for key in self._items if key not in self._curves]:
            self.remove(self._items.pop(key))
            del self._dresses[key]
        limits = self._limits()
        for order, curve in enumerate(curves):
            self._draw(curve, order, limits)
        self._draw_marks()
        self.set_range(y=limits)

    def fill_between(self, keys: tuple[Any, Any] | None) -> None:
        """Shade the space between two curves, named by their keys; None shades nothing."""
        keys = keys if keys and all(key in self._items for key in keys) else None
        if keys == self._filled:
            return
        if self._fill is not None:
            self.remove(self._fill)
            self._fill = None
        self._filled = keys
        if keys:
            color = theme.series(self._curves[keys[0]].style.run)
            color.setAlphaF(0.1)
            self._fill = pg.FillBetweenItem(self._items[keys[0]], self._items[keys[1]], brush=color)
            self._fill.setZValue(-10)
            self.add(self._fill)

    def show_ends(self, texts: Mapping[Any, str], heading: Any = "", brief: Mapping[Any, str] | None = None) -> None:
        """Write a text right of the end of each of these curves, by their keys, under a marked heading (see `Ends`)."""
        ends = Ends(dict(texts), heading, dict(brief or {}))
        if ends != self._ends:
            self._ends = ends
            self._lay_out()
            self.viewport().update()

    def ends(self) -> dict[Any, str]:
        """Return what is written at the ends of curves, by their keys."""
        return dict(self._ends.texts)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Write texts at places of the plot."""
        if tuple(notes) != self._notes:
            self._notes = tuple(notes)
            self.viewport().update()

    def notes(self) -> tuple[Note, ...]:
        """Return what is written at places of the plot."""
        return self._notes

    def curves(self) -> list[Curve]:
        """Return the curves shown."""
        return list(self._curves.values())

    def place_of(self, key: Any, point: int) -> QPointF:
        """Return where a point of a curve is drawn, in pixels of the widget; NaN where it is a gap."""
        curve = self._curves[key]
        return self.to_pixels(float(curve.x[point]), float(self._drawn(curve.y[point : point + 1])[0]))

    def _show_again(self) -> None:
        self._signature = None
        self.show_curves(self.curves())

    def _drawn(self, y: Array) -> Array:
        """Return where numbers stand on the vertical axis."""
        if not self._log:
            return y
        with np.errstate(all="ignore"):
            return np.log10(np.where(y > 0, y, np.nan))

    def _draw(self, curve: Curve, order: int, limits: Range) -> None:
        item = self._items.get(curve.key)
        if item is None:
            item = self._items[curve.key] = CurveItem(connect="finite")
            self.add(item)
        scale = self.pen_scale()
        dress = curve.style, theme.colors.window, scale
        if self._dresses.get(curve.key) != dress:
            self._dresses[curve.key] = dress
            item.setPen(curve.style.to_pen(scale))
            # drawn in segments, thick lines are many times faster; dashes need the whole line
            solid = curve.style.pen is Qt.PenStyle.SolidLine
            item.setSegmentedLineMode("on" if solid and curve.style.width * scale > 1 else "off")
        item.setZValue(order)
        x, y = thin(curve.x, curve.y)
        item.setData(*cut(x, self._drawn(y), *limits))

    def _draw_marks(self) -> None:
        """Put the mark of its run at the marked points of every curve."""
        size = theme.metrics.mark
        spots = []
        for curve in self._curves.values():
            color = theme.series(curve.style.run)
            look = {"symbol": theme.symbol(curve.style.run), "size": size, "brush": color, "pen": pg.mkPen(None)}
            y = self._drawn(curve.y)
            for point in self._marked(curve, y):
                spots.append({"pos": (curve.x[point], y[point]), **look})
        self._marks.setData(spots)

    def _marked(self, curve: Curve, y: Array) -> list[int]:
        finite = np.isfinite(y)
        if curve.marks is not None:
            return [point for point in curve.marks if finite[point]]
        solid = curve.style.width > 1 and curve.style.pen is Qt.PenStyle.SolidLine
        return np.flatnonzero(finite)[-1:].tolist() if solid else []

    def _limits(self) -> Range:
        """Return the ends of the vertical axis: they follow the data in steps."""
        if self._fixed:
            return self._fixed
        curves = [curve for curve in self._curves.values() if len(curve.y)]
        strong = [curve for curve in curves if curve.style.width > 1] or curves
        values = [curve.y[np.isfinite(curve.y)] for curve in strong]
        values = [v for v in values if len(v)]
        if not values:
            return (-2.0, 1.0) if self._log else (0.0, 1.0)
        if self._log:
            positive = [v[v > 0] for v in values]
            low = min((float(v.min()) for v in positive if len(v)), default=0.1)
            high = max((float(v.max()) for v in positive if len(v)), default=1.0)
            bottom, top = math.floor(math.log10(low) * 2) / 2, math.ceil(math.log10(high) * 2) / 2  # half decades
            top = max(top, bottom + 0.5)
            return bottom - 0.02 * (top - bottom), top + 0.02 * (top - bottom)
        # a run that diverges leaves through the top instead of flattening the others
        return 0.0, next_round(1.1 * max(min(float(v.max()), 10 * float(v[0])) for v in values))

    # -- read-out

    def _on_mouse_moved(self, position: QPointF) -> None:
        curves = self._named()
        if not curves or not self.area().contains(position):
            self.hide_readout()
            return
        x, _ = self.from_pixels(position)
        self._line.setPos(x)
        self._line.setVisible(True)
        self.show_readout(self.reading(x), position)

    def reading(self, x: float) -> str:
        """Return the read-out at `x` as rich text: every named curve and its value nearest to `x`."""
        rows = []
        nearest = x
        curves = self._named()
        for curve in curves[:MOST_READ]:
            at = int(np.abs(curve.x - x).argmin())
            nearest = float(curve.x[at])
            value = float(curve.y[at])
            shown = NOTHING if math.isnan(value) else self._written(value)
            color = theme.series(curve.style.run).name()
            rows.append(
                f"<tr><td style='color:{color}'>■&nbsp;</td><td>{escape(translate(curve.name))}&nbsp;&nbsp;</td>"
                f"<td align='right'>{shown}</td></tr>"
            )
        if len(curves) > MOST_READ:
            rows.append("<tr><td></td><td>…</td></tr>")
        head = f"<b>{self.names()[0]} {_place(nearest)}</b>"
        return f"{head}<table>{''.join(rows)}</table>"

    def _named(self) -> list[Curve]:
        return [curve for curve in self._curves.values() if curve.name and len(curve.x)]

    def hide_readout(self) -> None:
        super().hide_readout()
        self._line.setVisible(False)

    # -- look

    def _dress(self) -> None:
        super()._dress()
        self._line.setPen(pg.mkPen(theme.colors.muted, style=Qt.PenStyle.DotLine))
        filled, self._filled = self._filled, None
        self.fill_between(filled)

    def _resized(self) -> None:
        super()._resized()
        if self._ends.texts:  # how much room they take goes by the width
            self._lay_out()

    def _margins(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = super()._margins()
        return left, top, max(right, self._ends.room(self.width())), bottom

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        for written in self._notes:
            self._draw_note(painter, written)
        if not self._ends.texts:
            return
        m, area = theme.metrics, self.area()
        right = self.width() - m.close / 2
        heading = QRectF(area.left(), 0, right - area.left(), m.px(20))
        write(painter, heading, translate(self._ends.heading), theme.colors.muted, theme.font(), RIGHT)
        ends = []
        for key in self._ends.texts:
            if key in self._curves:
                finite = np.flatnonzero(np.isfinite(self._drawn(self._curves[key].y)))
                y = self.place_of(key, int(finite[-1])).y() if len(finite) else area.center().y()
                ends.append((key, y, self._curves[key].style.run))
        self._ends.draw(painter, ends, area, right)

    def _draw_note(self, painter: QPainter, written: Note) -> None:
        """Draw the arrow of a note between its ends, and its text left of it."""
        m, area, font = theme.metrics, self.area(), theme.font(bold=True)
        ends = [float(self._drawn(np.array([y]))[0]) for y in (written.low, written.high)]
        if not all(map(math.isfinite, ends)):
            return
        low, high = (self.to_pixels(written.x, y) for y in ends)
        text, color = translate(written.text), theme.series(written.run)
        height = m.px(22)
        middle = min(max((low.y() + high.y()) / 2, area.top() + height / 2), area.bottom() - height / 2)
        if written.low != written.high:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color, m.px(2)))
            painter.drawLine(low, high)
            tip = min(m.px(5), abs(low.y() - high.y()) / 3)
            for end, way in ((low, -tip), (high, tip)):
                painter.drawLine(end, end + QPointF(-tip, way))
                painter.drawLine(end, end + QPointF(tip, way))
        width = advance(font, text) + m.close
        left = max(low.x() - width - m.gap, area.left())
        note(painter, QRectF(left, middle - height / 2, width, height), text, color, font, RIGHT)
