"""What is drawn on a surface beside curves: arrows of a step, marks that let clicks through, a view that is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app.plots.curves import Style
from app.plots.ticks import Tick, Ticks, plain
from app.theme import px, theme
from core.config import figures
from core.descent.landscape import Warp
from core.descent.trajectory import Trajectory

Array = np.ndarray

# in pixels at the normal text size
LABEL_HEIGHT = 20
BESIDE = 9
"""Distance of a name from its head."""
FEW = 1.5
"""Points of a path that may as well be covered as a name be moved."""


@dataclass(frozen=True, eq=False)
class Path:
    """One trajectory and how it is drawn: `number` picks colour and mark, `name` is written at its head.

    From step `ends_at` on, `ending` is written behind the name.
    """

    trajectory: Trajectory
    number: int
    pen: Qt.PenStyle
    name: Any
    ghost: bool = False
    ending: Any = ""
    ends_at: int = 0

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


def place_beside(
    place: Array, width: float, view: QRectF, taken: Sequence[QRectF], way: Array, usual: str = "right"
) -> QRectF:
    """Return where a name is written beside a place, in pixels: where it covers no other name and least of the paths.

    Parameters
    ----------
    place : Array
        What is named, ``(2,)``.
    width : float
        Of the name.
    view : QRectF
        Where it must lie.
    taken : sequence of QRectF
        Other names.
    way : Array
        Points that are rather not covered, ``(points, 2)``.
    usual : {"right", "left", "above", "below"}
        On which side, unless another is clearly better.
    """
    beside, height = px(BESIDE), px(LABEL_HEIGHT)
    sides = {
        "right": (place[0] + beside, place[1] - height / 2),
        "left": (place[0] - beside - width, place[1] - height / 2),
        "above": (place[0] - width / 2, place[1] - beside - height),
        "below": (place[0] - width / 2, place[1] + beside),
    }
    best, least = QRectF(), np.inf
    for left, top in (sides.pop(usual), *sides.values()):
        x = min(max(left, view.left()), max(view.right() - width, view.left()))
        y = min(max(top, view.top()), max(view.bottom() - height, view.top()))
        box = QRectF(x, y, width, height)
        for _ in range(len(taken) + 1):
            hit = next((other for other in taken if other.intersects(box)), None)
            if hit is None:
                break
            box.moveTop(hit.bottom() + 1)
        away = np.abs(way - (box.center().x(), box.center().y()))
        inside = (away < (width / 2, height / 2)).all(axis=1)
        moved = abs(box.left() - left) + abs(box.top() - top)
        cost = float(np.count_nonzero(inside)) + moved / height
        if cost < least - FEW:  # the first is the usual one
            best, least = box, cost
    return best


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
