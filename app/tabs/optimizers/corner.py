"""What lies over a corner of the surface: what the arrows mean, and the memory of a rule as a bar per axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.language import language, translate
from app.tabs.optimizers.items import arrow_color
from app.theme import px, theme
from core.config.figures import number

# in pixels at the normal text size
RIM = 8
ROW = 22
BAR = 96


@dataclass(frozen=True)
class Memory:
    """What a rule remembers of past gradients on each axis: `symbol` is the slide's name of it."""

    symbol: str
    x: float
    y: float


class Corner(QWidget):
    """A small card with rows: an arrow and its meaning, or a bar and its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._arrows: tuple[tuple[str, Any], ...] = ()
        self._memory: Memory | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._fit)
        language.changed.connect(self._fit)

    def show_rows(self, arrows: Sequence[tuple[str, Any]], memory: Memory | None) -> None:
        """Show what these kinds of arrows mean, and this memory."""
        self._arrows, self._memory = tuple(arrows), memory
        self._fit()

    @property
    def rows(self) -> tuple[tuple[str, Any], ...]:
        """The kinds of arrows that are explained, each with its meaning."""
        return self._arrows

    @property
    def memory(self) -> Memory | None:
        """The memory that is shown."""
        return self._memory

    def _fit(self) -> None:
        self.setVisible(bool(self._arrows or self._memory))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        width = max((metrics.horizontalAdvance(translate(text)) + px(44) for _, text in self._arrows), default=0.0)
        rows = len(self._arrows)
        if self._memory:
            width = max(width, px(BAR + 112))
            rows += 2
        return QSize(int(width) + 2 * px(RIM), rows * px(ROW) + px(RIM))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.colors.card)
        ground.setAlphaF(0.88)
        painter.setPen(QPen(QColor(theme.colors.border), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        scale, rim, row = theme.metrics.scale, px(RIM), px(ROW)
        y = rim / 2
        for kind, text in self._arrows:
            middle = y + row / 2
            color = arrow_color(kind)
            painter.setPen(QPen(color, 2.4 * scale))
            painter.drawLine(QPointF(rim, middle), QPointF(rim + px(20), middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            tip, back, side = rim + px(28), rim + px(28) - 10 * scale, 4.5 * scale
            painter.drawPolygon(
                QPolygonF([QPointF(tip, middle), QPointF(back, middle - side), QPointF(back, middle + side)])
            )
            painter.setPen(QColor(theme.colors.text))
            place = QRectF(rim + px(36), y, self.width(), row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, translate(text))
            y += row
        if self._memory:
            self._draw_memory(painter, self._memory, y)
        painter.end()

    def _draw_memory(self, painter: QPainter, memory: Memory, y: float) -> None:
        rim, row, bar = px(RIM), px(ROW), px(BAR)
        largest = np.nanmax([abs(memory.x), abs(memory.y), 1e-300])
        for axis, value in (("x", memory.x), ("y", memory.y)):
            share = abs(value) / largest if np.isfinite(value) else 0.0
            painter.setPen(QColor(theme.colors.text))
            painter.drawText(QRectF(rim, y, px(28), row), Qt.AlignmentFlag.AlignVCenter, f"{memory.symbol} {axis}")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colors.border))
            room = QRectF(rim + px(32), y + px(7), bar, px(8))
            painter.drawRoundedRect(room, px(3), px(3))
            painter.setBrush(QColor(theme.colors.accent))
            room.setWidth(max(px(2), bar * share))
            painter.drawRoundedRect(room, px(3), px(3))
            painter.setPen(QColor(theme.colors.muted))
            place = QRectF(rim + px(40) + bar, y, px(80), row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number(value))
            y += row
