"""A square to draw on with mouse, pen or finger."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from app.language import say, translate
from app.plots.paint import CENTER, Painted, faint, write
from app.theme import px, theme
from core.config.words import mark

SIDE = 280
"""Pixels of a side of what is drawn, whatever its size on the screen."""
PEN = 22
"""Width of the pen in these pixels: with it a digit of usual size is as thick as one of MNIST."""

Stroke = tuple[tuple[float, float], ...]

_HINT = mark("app", "Draw a digit here")


class Canvas(Painted):
    """What is drawn, as strokes.

    Attributes
    ----------
    drawn : Signal
        Something was drawn, or taken back.
    strokes : list of tuple
        Points of each stroke, both coordinates from 0 to 1.
    """

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[Stroke] = []
        self._is_drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        say(self, mark("app", "Canvas for a digit"), "setAccessibleName")

    def set_strokes(self, strokes: list[Stroke]) -> None:
        """Show other strokes."""
        self.strokes = list(strokes)
        self._is_drawing = False
        self.update()
        self.drawn.emit()

    def undo(self) -> None:
        """Take back the last stroke."""
        if self.strokes:
            self.set_strokes(self.strokes[:-1])

    def clear(self) -> None:
        """Take back everything."""
        if self.strokes:
            self.set_strokes([])

    def square(self) -> QRectF:
        """Return where one draws: the largest square, in the middle."""
        side = min(self.width(), self.height()) - px(4)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def pixels(self) -> np.ndarray:
        """Return how much ink there is, ``(SIDE, SIDE)`` from 0 to 1."""
        image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        self._draw(painter, QRectF(0, 0, SIDE, SIDE), QColor("white"))
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())
        return rows[:, :SIDE] / 255

    def _draw(self, painter: QPainter, place: QRectF, color: QColor) -> None:
        scale = place.width() / SIDE
        pen = QPen(color, PEN * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        for stroke in self.strokes:
            points = [place.topLeft() + QPointF(x, y) * place.width() for x, y in stroke]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(QPolygonF(points))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.square()
        painter.fillRect(place, QColor(theme.colors.field))
        painter.setPen(faint())
        inner = place.adjusted(place.width() / 7, place.width() / 7, -place.width() / 7, -place.width() / 7)
        painter.drawRect(inner)  # the box into which it is scaled
        if not self.strokes:
            write(painter, place, translate(_HINT), theme.colors.muted, theme.font(), CENTER)
        painter.setClipRect(place)
        self._draw(painter, place, QColor(theme.colors.text))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.colors.border), px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        painter.end()

    def _point(self, event: QMouseEvent) -> tuple[float, float]:
        place = self.square()
        at = event.position() - place.topLeft()
        x, y = at.x() / place.width(), at.y() / place.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_drawing = True
            self.strokes.append((self._point(event),))
            self.update()
            self.drawn.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_drawing:
            self.strokes[-1] = (*self.strokes[-1], self._point(event))
            self.update()
            self.drawn.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_drawing = False

    def sizeHint(self) -> QSize:
        return QSize(px(360), px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(160))
