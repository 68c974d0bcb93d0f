"""A horizontal axis of accuracy, over which rows are painted: a row a trial."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.plots.paint import CENTER, advance, faint, write
from app.plots.ticks import plain
from app.theme import px, theme

STEP = 0.05
"""The axis begins and ends at multiples of this."""
RULER_HEIGHT = 40
"""Pixels of the numbers and the name under the rows, at the normal text size."""


def ends_of(values: Iterable[float]) -> tuple[float, float]:
    """Return the ends of an axis on which accuracies have room, with a margin."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return 0.0, 1.0
    low = math.floor(min(finite) / STEP - 0.2) * STEP
    high = math.ceil(max(finite) / STEP + 0.2) * STEP
    return max(low, 0.0), min(max(high, low + 2 * STEP), 1.0)


@dataclass(frozen=True)
class Ruler:
    """The axis, between two places in pixels.

    Attributes
    ----------
    low, high : float
        Accuracies at its ends.
    area : QRectF
        Where the rows are; the numbers stand under it.
    """

    low: float
    high: float
    area: QRectF

    def x(self, accuracy: float) -> float:
        """Return where an accuracy is."""
        return self.area.left() + (accuracy - self.low) / (self.high - self.low) * self.area.width()

    def paint(self, painter: QPainter, name: str) -> None:
        """Draw lines at round numbers through the rows, with the numbers and the name of the axis under them."""
        colors, font = theme.colors, theme.font(theme.metrics.small_points)
        bottom = self.area.bottom()
        most = max(int(self.area.width() // (advance(font, "0.85") + px(24))), 2)
        for place, text in plain(self.low, self.high, most):
            x = self.x(place)
            painter.setPen(QPen(faint(), theme.metrics.scale))
            painter.drawLine(QLineF(x, self.area.top(), x, bottom))
            write(painter, QRectF(x - px(30), bottom, px(60), px(20)), text, colors.muted, font, CENTER)
        painter.setPen(QPen(QColor(colors.border), theme.metrics.scale))
        painter.drawLine(QLineF(self.area.left(), bottom, self.area.right(), bottom))
        where = QRectF(self.area.left(), bottom + px(19), self.area.width(), px(20))
        write(painter, where, name, colors.muted, theme.font(), CENTER)
