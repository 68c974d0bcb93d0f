"""What plots and painters draw with: lines of text that end in dots, marks, and bars as one shape.

A `Painted` widget paints all its small plots itself: hundreds of bars cost a few milliseconds, whole columns of numbers
stand exactly under their plots, and the same code paints on paper.
"""

from __future__ import annotations

import weakref
from functools import lru_cache
from typing import Protocol

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import language
from app.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


def draw_mark(painter: QPainter, at: QPointF, number: int, size: float = 0.0) -> None:
    """Draw the mark of a series in its colour; of the size of marks in legends by default."""
    size = size or theme.metrics.mark
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.series(number))
    painter.translate(at)
    painter.scale(size, size)
    painter.drawPath(Symbols[theme.symbol(number)])
    painter.restore()


def faint() -> QColor:
    """Return the colour of lines in the background."""
    color = QColor(theme.colors.border)
    color.setAlphaF(0.6)
    return color


class AsksForPlots(Protocol):
    """Wants to know of double clicks on plots."""

    def double_clicked(self, plot: QWidget) -> bool:
        """Do what a double click on a plot asks for; return whether anything was done."""


listeners: weakref.WeakSet[AsksForPlots] = weakref.WeakSet()
"""Who is asked about a double click before the plot itself.

They are asked by the plots: to watch all events of the application for it would cost a part of every one of them.
"""


def is_taken(plot: QWidget, event: QMouseEvent) -> bool:
    """Return whether somebody has taken a double click on a plot."""
    if event.button() is not Qt.MouseButton.LeftButton:
        return False
    return any(listener.double_clicked(plot) for listener in list(listeners))


class Painted(QWidget):
    """Base of the widgets that paint themselves: they follow theme, language and focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        language.changed.connect(self.update)

    def small(self) -> QFont:
        """Return the font of ticks."""
        return theme.font(theme.metrics.small_points)

    def bold(self) -> QFont:
        """Return the font of headings."""
        return theme.font(bold=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not is_taken(self, event):
            super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def frame_focus(painter: QPainter, place: QRectF) -> None:
    """Draw the frame around what has the focus."""
    width = theme.metrics.px(2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.colors.accent), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(width / 2, width / 2, -width / 2, -width / 2), 2 * width, 2 * width)
    painter.restore()


@lru_cache(maxsize=4000)
def _advance(family: str, size: float, bold: bool, text: str) -> float:
    font = QFont(family)
    font.setPointSizeF(size)
    font.setBold(bold)
    return QFontMetricsF(font).horizontalAdvance(text)


def advance(font: QFont, text: str) -> float:
    """Return the width of a text; the same few texts are measured again and again."""
    return _advance(font.family(), font.pointSizeF(), font.bold(), text)


def write(
    painter: QPainter, place: QRectF, text: str, color: str | QColor, font: QFont, align: Qt.AlignmentFlag = CENTER
) -> None:
    """Write one line; what has no room ends in dots."""
    painter.setFont(font)
    painter.setPen(QColor(color))
    if advance(font, text) > place.width() + 1:
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
    painter.drawText(place, align | _ONE_LINE, text)


def note(
    painter: QPainter, place: QRectF, text: str, color: str | QColor, font: QFont, align: Qt.AlignmentFlag = CENTER
) -> None:
    """Write one line over a plot, on a ground that lets the plot shine through."""
    width = min(advance(font, text), place.width())
    left = (
        place.left() if align == LEFT else place.right() - width if align == RIGHT else place.center().x() - width / 2
    )
    ground = QColor(theme.colors.card)
    ground.setAlphaF(0.78)
    painter.fillRect(QRectF(left - 1, place.top() + 1, width + 2, place.height() - 2), ground)
    write(painter, place, text, color, font, align)


def steps(heights: np.ndarray, place: QRectF, left: float = 0.0, right: float = 1.0) -> QPolygonF:
    """Return the outline of bars that stand on the bottom of `place`.

    Parameters
    ----------
    heights : ndarray
        Of the bars, in parts of the height of `place`.
    place : QRectF
        Where the bars stand.
    left, right : float
        Which part of the width they take.
    """
    edges = place.left() + place.width() * np.linspace(left, right, len(heights) + 1)
    tops = place.bottom() - place.height() * np.minimum(heights, 1.0)
    x = np.repeat(edges, 2)
    y = np.concatenate([[place.bottom()], np.repeat(tops, 2), [place.bottom()]])
    return QPolygonF(list(map(QPointF, x.tolist(), y.tolist())))


def fill(painter: QPainter, shape: QPolygonF, color: QColor, edge: QColor | None = None) -> None:
    """Fill a shape."""
    painter.setPen(QPen(edge, 1.0) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)
