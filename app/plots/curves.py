"""Live curves that stay fast with a hundred thousand points.

A live curve is thinned to the smallest and largest value of each stretch, about two points a pixel, before it is drawn;
thick lines are drawn in segments; the range grows in steps instead of following every point.  All of that keeps a frame
at a few milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QPaintEngine, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.language import language, translate
from app.theme import FONT_FAMILY, GAP, POINT_SIZE, theme

pg.setConfigOptions(antialias=True)

Array = np.ndarray

MOST_POINTS = 1200
"""Points of a curve that are drawn at most; about two per pixel on a projector."""


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
    """Data of one curve, by a key under which its item on screen is kept; `name` is what the read-out calls it."""

    key: Any
    x: Array
    y: Array
    style: Style
    name: Any = ""


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


def next_round(value: float) -> float:
    """Return the smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 · 10ⁿ that is not below `value`."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * (1 - 1e-9)), value)


class _Axis(pg.AxisItem):
    """An axis with plain numbers; in decades, only as many of 1, 2, 5 are named as have room."""

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        decades = abs(self.range[1] - self.range[0]) or 1.0
        room = self.size().height() / decades
        named = (1, 2, 5) if room > 5 * POINT_SIZE or decades < 1.2 else (1,)
        texts = []
        for value in values:
            number = 10.0 ** float(value)
            mantissa = round(number / 10.0 ** math.floor(math.log10(number) + 1e-9))
            texts.append(f"{number:.3g}" if mantissa in named else "")
        return texts


class CurveItem(pg.PlotCurveItem):
    """A curve that is also right in an SVG file, where pens would grow with the data and nothing is clipped."""

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None) -> None:
        engine = painter.paintEngine()
        if engine is None or engine.type() is not QPaintEngine.Type.SVG:
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


class CurvePlot(pg.PlotWidget):
    """Curves over steps or epochs, with a read-out under the pointer.

    Parameters
    ----------
    y_label : str
        Marked name of the vertical axis.
    y_range : tuple of float or None
        Fixed range, or None to follow the data from zero.
    """

    def __init__(self, y_label: str, y_range: tuple[float, float] | None = None) -> None:
        super().__init__(axisItems={name: _Axis(name) for name in ("left", "bottom")})
        self._labels = {"left": y_label, "bottom": ""}
        self._fixed = y_range
        self._log = False
        self._end = 1.0
        self._curves: dict[Any, Curve] = {}
        self._items: dict[Any, CurveItem] = {}
        self._styles: dict[Any, tuple[Style, str, float]] = {}
        self._signature: list[Any] | None = None
        self._pen_scale = 0.0
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.showGrid(x=True, y=True, alpha=0.12)
        self.setMouseEnabled(x=False, y=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for name in self._labels:
            axis = item.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickFont=QFont(FONT_FAMILY, POINT_SIZE - 1), tickTextOffset=4, autoExpandTextSpace=True)
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
        item.getAxis("left").setWidth(64)
        self._heads = pg.ScatterPlotItem(pxMode=True, useCache=False)
        self._heads.setZValue(1000)
        self.addItem(self._heads, ignoreBounds=True)
        self._fill: pg.FillBetweenItem | None = None
        self._filled: tuple[Any, Any] | None = None
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.setVisible(False)
        self.addItem(self._line, ignoreBounds=True)
        self._readout = QLabel(self)
        self._readout.setObjectName("card")
        self._readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._readout.setMargin(GAP)
        self._readout.setVisible(False)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        theme.changed.connect(self._dress)
        language.changed.connect(self._dress)
        self._dress()
        self.set_end(1.0)

    def set_x(self, label: str, end: float) -> None:
        """Name the horizontal axis and let it reach to `end`."""
        if label != self._labels["bottom"]:
            self._labels["bottom"] = label
            self._dress()
        if end != self._end:
            self.set_end(end)

    def set_y(self, label: str) -> None:
        """Name the vertical axis."""
        if label != self._labels["left"]:
            self._labels["left"] = label
            self._dress()

    def set_end(self, end: float) -> None:
        """Let the horizontal axis reach to `end`."""
        self._end = max(end, 1e-9)
        self.setXRange(0, self._end, padding=0.02)

    def set_log(self, log: bool) -> None:
        """Show the vertical axis in decades, or linearly."""
        self._log = log
        self.getPlotItem().getAxis("left").setLogMode(log)
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
            self.removeItem(self._items.pop(key))
            del self._styles[key]
        for order, curve in enumerate(curves):
            self._draw(curve, order)
        self._draw_heads()
        self._fit()

    def fill_between(self, keys: tuple[Any, Any] | None) -> None:
        """Shade the space between two curves, named by their keys; None shades nothing."""
        keys = keys if keys and all(key in self._items for key in keys) else None
        if keys == self._filled:
            return
        if self._fill is not None:
            self.removeItem(self._fill)
            self._fill = None
        self._filled = keys
        if keys:
            color = theme.series(self._curves[keys[0]].style.run)
            color.setAlphaF(0.1)
            self._fill = pg.FillBetweenItem(self._items[keys[0]], self._items[keys[1]], brush=color)
            self._fill.setZValue(-10)
            self.addItem(self._fill, ignoreBounds=True)

    def _draw_heads(self) -> None:
        """Put the mark of its run at the newest point of every thick solid curve."""
        spots = []
        for key, curve in self._curves.items():
            x, y = self._items[key].getData()
            if curve.style.width <= 1 or curve.style.pen is not Qt.PenStyle.SolidLine or x is None:
                continue
            finite = np.flatnonzero(np.isfinite(y))
            if len(finite):
                color = theme.series(curve.style.run)
                at = finite[-1]
                mark = {"symbol": theme.symbol(curve.style.run), "size": 10, "brush": color}
                spots.append({"pos": (x[at], y[at]), "pen": pg.mkPen(None), **mark})
        self._heads.setData(spots)

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit; 0 for the screen the plot is on."""
        self._pen_scale = scale
        self._show_again()

    def _show_again(self) -> None:
        self._signature = None
        self.show_curves(self.curves())

    def curves(self) -> list[Curve]:
        """Return the curves shown."""
        return list(self._curves.values())

    def _draw(self, curve: Curve, order: int) -> None:
        item = self._items.get(curve.key)
        if item is None:
            item = self._items[curve.key] = CurveItem(connect="finite")
            self.addItem(item)
        scale = self._pen_scale or self.devicePixelRatioF()
        dress = curve.style, theme.colors.window, scale
        if self._styles.get(curve.key) != dress:
            self._styles[curve.key] = dress
            item.setPen(curve.style.to_pen(scale))
            # drawn in segments, thick lines are many times faster; dashes need the whole line
            solid = curve.style.pen is Qt.PenStyle.SolidLine
            item.setSegmentedLineMode("on" if solid and curve.style.width * scale > 1 else "off")
            item.setZValue(order)
        x, y = thin(curve.x, curve.y)
        if self._log:
            with np.errstate(all="ignore"):
                y = np.log10(np.where(y > 0, y, np.nan))
        item.setData(x, y)

    def _fit(self) -> None:
        """Follow the data with the vertical range, in steps."""
        if self._fixed:
            self.setYRange(*self._fixed, padding=0.0)
            return
        curves = [curve for curve in self._curves.values() if len(curve.y)]
        strong = [curve for curve in curves if curve.style.width > 1] or curves
        values = [curve.y[np.isfinite(curve.y)] for curve in strong]
        values = [v for v in values if len(v)]
        if not values:
            self.setYRange(*((-2, 1) if self._log else (0, 1)), padding=0)
        elif self._log:
            positive = [v[v > 0] for v in values]
            low = min((float(v.min()) for v in positive if len(v)), default=0.1)
            high = max((float(v.max()) for v in positive if len(v)), default=1.0)
            bottom, top = math.floor(math.log10(low) * 2) / 2, math.ceil(math.log10(high) * 2) / 2
            self.setYRange(bottom, max(top, bottom + 0.5), padding=0.02)  # half decades
        else:
            # a run that diverges leaves through the top instead of flattening the others
            high = max(min(float(v.max()), 10 * float(v[0])) for v in values)
            self.setYRange(0, next_round(1.1 * high), padding=0)

    # -- read-out

    def _on_mouse_moved(self, position: QPointF) -> None:
        inside = self.getPlotItem().getViewBox().sceneBoundingRect().contains(position)
        curves = [curve for curve in self._curves.values() if curve.name and len(curve.x)]
        if not inside or not curves:
            self._hide_readout()
            return
        x = self.getPlotItem().getViewBox().mapSceneToView(position).x()
        self._line.setPos(x)
        self._line.setVisible(True)
        self._readout.setText(self._reading(x, curves))
        self._readout.adjustSize()
        spot = self.mapFromScene(position)
        left = spot.x() + 2 * GAP
        if left + self._readout.width() > self.width():
            left = spot.x() - 2 * GAP - self._readout.width()
        self._readout.move(
            int(max(0, left)), int(min(max(0, spot.y()), max(0, self.height() - self._readout.height())))
        )
        self._readout.setVisible(True)

    def reading(self, x: float) -> str:
        """Return the read-out at `x` as rich text: every named curve and its value nearest to `x`."""
        return self._reading(x, [curve for curve in self._curves.values() if curve.name and len(curve.x)])

    def _reading(self, x: float, curves: Sequence[Curve]) -> str:
        rows = []
        nearest = x
        for curve in curves[:MOST_READ]:
            at = int(np.abs(curve.x - x).argmin())
            nearest = float(curve.x[at])
            value = float(curve.y[at])
            shown = f"{value:.3g}" if math.isfinite(value) else "–"
            color = theme.series(curve.style.run).name()
            rows.append(
                f"<tr><td style='color:{color}'>■&nbsp;</td><td>{escape(translate(curve.name))}&nbsp;&nbsp;</td>"
                f"<td align='right'>{shown}</td></tr>"
            )
        if len(curves) > MOST_READ:
            rows.append("<tr><td></td><td>…</td></tr>")
        head = f"<b>{translate(self._labels['bottom'])} {nearest:.4g}</b>"
        return f"{head}<table>{''.join(rows)}</table>"

    def _hide_readout(self) -> None:
        self._line.setVisible(False)
        self._readout.setVisible(False)

    # -- look

    def _dress(self) -> None:
        colors = theme.colors
        self.setBackground(colors.card)
        item = self.getPlotItem()
        for name, label in self._labels.items():
            axis = item.getAxis(name)
            axis.setPen(colors.border)
            axis.setTextPen(colors.muted)
            axis.setLabel(translate(label), **{"font-size": f"{POINT_SIZE}pt", "color": colors.muted})
        self._line.setPen(pg.mkPen(colors.muted, style=Qt.PenStyle.DotLine))
        for key in list(self._styles):
            self._draw(self._curves[key], int(self._items[key].zValue()))
        self._draw_heads()
        filled, self._filled = self._filled, None
        self.fill_between(filled)

    def leaveEvent(self, event: QEvent) -> None:
        self._hide_readout()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_readout"):
            self._hide_readout()
