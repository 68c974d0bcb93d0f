"""A spotlight under the mouse: all else of the window is dimmed, so that a class looks where the lecturer points."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

RADIUS = 0.14
"""Radius of the light, as a part of the height of the window."""
DIMNESS = 150
"""How dark all else is, of 255."""
EVERY = 16
"""Milliseconds between two looks at where the mouse is."""


class Spotlight(QWidget):
    """Lies over a window and lets the mouse through.

    Parameters
    ----------
    over : QWidget
        What it lies over, and is as large as.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._at = QPointF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        over.installEventFilter(self)
        self.resize(over.size())
        self._timer = QTimer(self)  # the mouse is seen by whatever widget it is over, not by this one
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._follow)
        self._timer.start()
        self._follow()
        self.show()
        self.raise_()

    @property
    def light(self) -> QRectF:
        """Where the light is."""
        radius = RADIUS * self.height()
        return QRectF(self._at.x() - radius, self._at.y() - radius, 2 * radius, 2 * radius)

    def shine_at(self, place: QPointF) -> None:
        """Let the light be around a place."""
        if place != self._at:
            before, self._at = self.light, place
            self.update(before.united(self.light).adjusted(-2, -2, 2, 2).toAlignedRect())

    def _follow(self) -> None:
        self.shine_at(QPointF(self.mapFromGlobal(QCursor.pos())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.resize(self._over.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim, light = QPainterPath(), QPainterPath()
        dim.addRect(QRectF(self.rect()))
        light.addEllipse(self.light)
        painter.fillPath(dim.subtracted(light), QColor(0, 0, 0, DIMNESS))
        painter.end()
