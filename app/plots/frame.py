"""The frame of every plot: two axes with round numbers, their names, and the colours and sizes of the theme.

A `Plot` is a scene of pyqtgraph with one view and two axes.  It never looks for a range itself, has no menu and takes
no mouse unless it is told to.  What is written in pixels rather than in numbers of the axes is painted over it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsWidget, QLabel

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, advance, faint, frame_focus, is_taken, write
from app.plots.ticks import Tick, Ticks, plain
from app.theme import theme

pg.setConfigOptions(antialias=True)

Range = tuple[float, float]


class Axis(pg.AxisItem):
    """An axis whose numbers come from a function, as many as have room beside each other."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)  # or the grid costs more than the curves
        self.setZValue(-200)  # the grid lies under the curves
        self._ticks: Ticks = plain
        self._texts: dict[float, str] = {}

    def set_ticks(self, ticks: Ticks) -> None:
        """Write these numbers."""
        if ticks is not self._ticks:
            self._ticks = ticks
            self.picture = None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        low, high = sorted((minVal, maxVal))
        self._texts = dict(self._chosen(low, high, size))
        return [(1.0, list(self._texts))]

    def _chosen(self, low: float, high: float, size: float) -> list[Tick]:
        m = theme.metrics
        most = int(size // m.px(26)) + 1  # between so many there is one gap fewer
        chosen = self._ticks(low, high, most)
        if self.orientation in ("left", "right"):
            return chosen
        font = self.style["tickFont"]
        while len(chosen) > 1:
            needed = max(advance(font, text) for _, text in chosen) + m.px(10)
            apart = min(b - a for (a, _), (b, _) in pairwise(chosen))
            if apart / (high - low) * size >= needed:
                break
            most = min(most, len(chosen)) - 1
            chosen = self._ticks(low, high, most)
        return chosen

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._texts[value] for value in values]

    def _updateLabel(self) -> None:
        """Lay out no label, as the plot writes the name; pyqtgraph does it for every pen, a fifth of making a plot."""

    def renew(self) -> None:
        """Draw anew: what an axis covers depends on the text size and on the view, of which the scene is not told."""
        self.prepareGeometryChange()
        self.picture = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the axis and its grid, with room for half a number beyond the ends and for nothing else.

        Of an item that is a fifth longer or wider than the plot, Qt keeps a part of the cached picture when the plot
        is resized, although all of it has to be drawn anew.
        """
        rect = self.mapRectFromParent(self.geometry())
        view = self.linkedView()
        if self.grid is not False and view is not None:
            rect |= view.mapRectToItem(self, view.boundingRect())
        room = theme.metrics.em
        return rect.adjusted(-room, 0, room, 0) if self.orientation == "bottom" else rect.adjusted(0, -room, 0, room)


class Plot(pg.GraphicsView):
    """Base of the plots.

    Parameters
    ----------
    view : pg.ViewBox, optional
        What the items stand in, when it reacts to the mouse in a way of its own.
    grid : bool
        Whether lines go through the plot at the numbers of the axes; else there are short ones outside.

    Attributes
    ----------
    box : pg.ViewBox
        What the items stand in.
    left, bottom : Axis
        The axes.
    """

    AXIS = 56
    """Room for the numbers of the vertical axis; it does not change with them."""

    def __init__(self, view: pg.ViewBox | None = None, grid: bool = True) -> None:
        super().__init__()
        self.enableMouse(False)
        self.box = view or pg.ViewBox(enableMenu=False)
        self.box.setDefaultPadding(0)
        self.box.disableAutoRange()
        self.left, self.bottom = Axis("left"), Axis("bottom")
        self._grid = grid
        self._names: tuple[Any, Any] = ("", "")
        self._beside = False
        self._pen_scale = 0.0
        self._readout: QLabel | None = None
        self._is_framed = False
        central = QGraphicsWidget()
        self._layout = QGraphicsGridLayout(central)
        self._layout.setSpacing(0)
        for item, row, column in ((self.left, 0, 0), (self.box, 0, 1), (self.bottom, 1, 1)):
            self._layout.addItem(item, row, column)
        self.setCentralItem(central)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.box)
            self.box.sigResized.connect(axis.renew)
        self.set_mouse(False)
        theme.changed.connect(self._dress)
        language.changed.connect(self._dress)

    # -- what is in it

    def add(self, item: Any) -> None:
        """Put an item into the plot, in numbers of the axes."""
        self.box.addItem(item, ignoreBounds=True)

    def remove(self, item: Any) -> None:
        """Take an item out."""
        self.box.removeItem(item)

    def set_names(self, x: Any, y: Any, beside: bool = False) -> None:
        """Name the axes with marked texts; that of y stands above its axis, or, if it is short, `beside` it."""
        if (x, y, beside) != (*self._names, self._beside):
            self._names, self._beside = (x, y), beside
            self._lay_out()
            self.viewport().update()

    def names(self) -> tuple[str, str]:
        """Return the names of the axes as they are read."""
        return translate(self._names[0]), translate(self._names[1])

    def set_range(self, x: Range | None = None, y: Range | None = None) -> None:
        """Let the axes go from one number to another; an axis that is None stays as it is."""
        if (x or self.ranges()[0], y or self.ranges()[1]) != self.ranges():
            self.box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def ranges(self) -> tuple[Range, Range]:
        """Return the ends of both axes."""
        (left, right), (low, high) = self.box.viewRange()
        return (float(left), float(right)), (float(low), float(high))

    def set_mouse(self, on: bool) -> None:
        """Let the mouse move and zoom what is seen."""
        self.box.setMouseEnabled(on, on)

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit; 0 for the screen the plot is on."""
        self._pen_scale = scale
        self._show_again()

    def pen_scale(self) -> float:
        """Return how many pixels of the device a pen has that is one unit wide at the normal text size."""
        return (self._pen_scale or self.devicePixelRatioF()) * theme.metrics.scale

    # -- where it is

    def area(self) -> QRectF:
        """Return where the curves are drawn, in pixels of the widget."""
        return self.box.mapRectToScene(self.box.rect())

    def to_pixels(self, x: float, y: float) -> QPointF:
        """Return where a place of the axes is, in pixels of the widget."""
        (left, right), (low, high) = self.ranges()
        area = self.area()
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def from_pixels(self, place: QPointF) -> tuple[float, float]:
        """Return the place of the axes under a pixel of the widget."""
        (left, right), (low, high) = self.ranges()
        area = self.area()
        across = (place.x() - area.left()) / max(area.width(), 1e-9)
        up = (area.bottom() - place.y()) / max(area.height(), 1e-9)
        return left + across * (right - left), low + up * (high - low)

    def pixel(self) -> tuple[float, float]:
        """Return the width and height of a pixel in numbers of the axes."""
        (left, right), (low, high) = self.ranges()
        area = self.area()
        return (right - left) / max(area.width(), 1), (high - low) / max(area.height(), 1)

    # -- read-out

    def show_readout(self, text: str, place: QPointF) -> None:
        """Show rich text beside a pixel of the widget, inside the plot."""
        if self._readout is None:
            self._readout = QLabel(self)
            self._readout.setObjectName("card")
            self._readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        gap = theme.metrics.gap
        label = self._readout
        label.setMargin(gap)
        label.setText(text)
        label.adjustSize()
        left = place.x() + 2 * gap
        if left + label.width() > self.width():
            left = place.x() - 2 * gap - label.width()
        top = min(max(0.0, place.y()), max(0, self.height() - label.height()))
        label.move(int(max(0, left)), int(top))
        label.setVisible(True)

    def hide_readout(self) -> None:
        """Show no text beside the pointer."""
        if self._readout is not None:
            self._readout.setVisible(False)

    # -- look

    def _show_again(self) -> None:
        """Draw everything anew, in other pens or colours."""

    def _resized(self) -> None:
        """Follow another size of the widget."""
        self.hide_readout()

    def _dress(self) -> None:
        """Take on the colours and sizes of the theme and the words of the language."""
        colors, m = theme.colors, theme.metrics
        self.setBackground(colors.card)
        line = faint() if self._grid else colors.border
        for axis in (self.left, self.bottom):
            axis.setPen(colors.border)
            axis.setTextPen(colors.muted)
            axis.setTickPen(line)
            axis.setStyle(
                tickFont=theme.font(m.small_points),
                tickTextOffset=m.close,
                tickLength=0 if self._grid else m.close,
                tickAlpha=faint().alphaF() if self._grid else 1.0,
            )
            axis.setGrid(255 if self._grid else False)
        self._lay_out()
        self.hide_readout()
        self._show_again()
        self.viewport().update()

    def _margins(self) -> tuple[float, float, float, float]:
        """Return the room left, above, right and below the axes: for their names, or for half a number."""
        m = theme.metrics
        x, y = self._names
        left = m.px(20) if y and self._beside else 0
        top = m.px(24) if y and not self._beside else m.gap
        return left, top, m.px(12), m.px(20) if x else 0

    def _lay_out(self) -> None:
        m = theme.metrics
        self._layout.setContentsMargins(*self._margins())
        self.left.setWidth(m.px(self.AXIS))
        self.bottom.setHeight(m.px(22) if self._grid else m.px(26))
        self._layout.activate()
        for axis in (self.left, self.bottom):
            axis.renew()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        area, font = self.area(), theme.font()
        color, height = theme.colors.muted, theme.metrics.px(20)
        x, y = self.names()
        if x:
            write(painter, QRectF(area.left(), self.height() - height, area.width(), height), x, color, font, CENTER)
        if y and self._beside:
            painter.translate(0, area.bottom())
            painter.rotate(-90)
            write(painter, QRectF(0, 0, area.height(), height), y, color, font, CENTER)
        elif y:
            write(painter, QRectF(0, 0, self.width(), height), y, color, font, LEFT)
        painter.restore()
        if self._is_framed:
            frame_focus(painter, QRectF(self.viewport().rect()))

    def on_double_click(self) -> None:
        """Do what a double click does here, where nobody else has taken it."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not is_taken(self, event):
            super().mouseDoubleClickEvent(event)
            self.on_double_click()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._is_framed = event.reason() is not Qt.FocusReason.MouseFocusReason  # a hand knows where it is
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._is_framed = False
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hide_readout()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls it, too, while the plot is being made
            self._resized()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._show_again()
