"""What is drawn on a surface beside curves: arrows of a step, marks that let clicks through, a view that is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app.plots.curves import Style
from app.plots.ticks import Tick, Ticks, plain
from app.theme import theme
from core.config import figures
from core.descent.landscape import Warp
from core.descent.trajectory import Trajectory


@dataclass(frozen=True, eq=False)
class Path:
    """One trajectory and how it is drawn: `number` picks colour and mark, `name` is written at its head."""

    trajectory: Trajectory
    number: int
    pen: Qt.PenStyle
    name: Any
    ghost: bool = False

    def style(self) -> Style:
        """Return the style of its line."""
        return Style(self.number, self.pen, 1.0 if self.ghost else 2.0, 0.55 if self.ghost else 1.0)


@dataclass(frozen=True)
class Arrow:
    """An arrow of the present step, in numbers of the surface; `kind` picks its colour."""

    kind: str
    tail: tuple[float, float]
    tip: tuple[float, float]


class ArrowsItem(pg.GraphicsObject):
    """Arrows drawn in pixels, whatever the scale of the axes."""

    def __init__(self) -> None:
        super().__init__()
        self.arrows: list[tuple[str, QPointF, QPointF]] = []
        self.setZValue(500)

    def show_arrows(self, arrows: list[tuple[str, QPointF, QPointF]]) -> None:
        """Draw these, given in places of the plot."""
        self.prepareGeometryChange()
        self.arrows = arrows
        self.update()

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return view.viewRect() if view is not None else QRectF()

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        transform, scale = painter.worldTransform(), theme.metrics.scale
        painter.save()
        painter.resetTransform()  # pixels of the widget, however many the device has for each
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kind, tail, tip in self.arrows:
            a, b = transform.map(tail), transform.map(tip)
            along = b - a
            length = float(np.hypot(along.x(), along.y()))
            if length < 2 * scale:
                continue
            unit = QPointF(along.x() / length, along.y() / length)
            side = QPointF(-unit.y(), unit.x())
            head = min(11.0 * scale, 0.6 * length)
            color = arrow_color(kind)
            pen = pg.mkPen(color, width=2.6 * scale)
            pen.setCosmetic(False)
            painter.setPen(pen)
            painter.drawLine(a, b - unit * head)
            painter.setPen(pg.mkPen(None))
            painter.setBrush(color)
            painter.drawPolygon(
                QPolygonF([b, b - unit * head + side * head * 0.42, b - unit * head - side * head * 0.42])
            )
        painter.restore()


def arrow_color(kind: str) -> QColor:
    """Return the colour of an arrow: of the gradient, of the momentum, or of the step that follows from them."""
    names = {"gradient": theme.colors.error, "velocity": theme.colors.accent, "update": theme.colors.text}
    return QColor(names[kind])


def write_in_theme(label: pg.TextItem) -> None:
    """Give a name the font of the theme, with a rim in proportion."""
    label.setFont(theme.font(bold=True))
    label.textItem.document().setDocumentMargin(theme.metrics.close)


class HandView(pg.ViewBox):
    """Says where the left button presses and drags; the other buttons move the view, the wheel zooms."""

    pressed = Signal(QPointF, bool, bool)  # place, whether Shift is held, whether the drag has ended

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() is Qt.MouseButton.LeftButton and axis is not None:
            event.ignore()  # a drag along the numbers of an axis is none on the surface
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            event.accept()
            now, before = self.mapToView(event.pos()), self.mapToView(event.lastPos())
            self.translateBy(x=before.x() - now.x(), y=before.y() - now.y())
            self.sigRangeChangedManually.emit(self.state["mouseEnabled"])
            return
        event.accept()
        if event.isStart():
            self.pressed.emit(self.mapToView(event.buttonDownPos()), False, False)
        self.pressed.emit(self.mapToView(event.pos()), False, bool(event.isFinish()))

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not event.double():
            event.accept()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed.emit(self.mapToView(event.pos()), shift, True)


class Marks(pg.ScatterPlotItem):
    """Marks that leave clicks to the surface under them."""

    def mouseClickEvent(self, event: Any) -> None:
        event.ignore()


def nothing(low: float, high: float, most: int) -> list[Tick]:
    """Return no ticks."""
    return []


def warped(warp: Warp) -> Ticks:
    """Return the ticks of an axis on which a warp brings far-away numbers into sight."""
    if not np.isfinite(warp.half):
        return plain

    def ticks(low: float, high: float, most: int) -> list[Tick]:
        # round numbers, those in the middle first, as far apart as their texts need
        rounds = [digit * 10.0**power for power in range(-2, 12) for digit in (1, 2, 5)]
        apart = (high - low) / max(most, 1)
        found: dict[float, str] = {}
        for number in [0.0, *(sign * r for r in rounds for sign in (1, -1) if r >= warp.half / 2)]:
            place = float(warp.to_screen(number))
            if low <= place <= high and all(abs(place - other) >= apart for other in found):
                found[place] = figures.number(number)
        return sorted(found.items())

    return ticks
