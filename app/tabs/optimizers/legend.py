"""The legend under a surface: what the arrows mean, and the memory of a rule as a bar per axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.language import language, translate
from app.tabs.optimizers.items import arrow_color
from app.theme import px, theme
from core.config.figures import number

# in pixels at the normal text size
ROW = 24
BETWEEN = 18
SHAFT, BESIDE = 28, 8
BAR, NUMBER = 56, 60


@dataclass(frozen=True)
class Memory:
    """What a rule remembers of past gradients on each axis: `symbol` is the slide's name of it."""

    symbol: str
    x: float
    y: float


class Legend(QWidget):
    """Arrows and their meaning, bars and their numbers, beside each other, in as many rows as they need.

    It stands under the surface and covers nothing of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._arrows: tuple[tuple[str, Any], ...] = ()
        self._memory: Memory | None = None
        self._owner: Any = ""
        theme.changed.connect(self._fit)
        language.changed.connect(self._fit)
        self._fit()

    def show_rows(self, arrows: Sequence[tuple[str, Any]], memory: Memory | None, owner: Any = "") -> None:
        """Show what these kinds of arrows mean, and this memory; `owner` is the rule that remembers, among several."""
        self._arrows, self._memory, self._owner = tuple(arrows), memory, owner
        self._fit()

    @property
    def rows(self) -> tuple[tuple[str, Any], ...]:
        """The kinds of arrows that are explained, each with its meaning."""
        return self._arrows

    @property
    def memory(self) -> Memory | None:
        """The memory that is shown."""
        return self._memory

    def _entries(self) -> list[tuple[float, Callable[[QPainter, float, float], None]]]:
        """Return the width of each entry, and what draws it at a place."""
        entries: list[tuple[float, Callable[[QPainter, float, float], None]]] = []
        for kind, meaning in self._arrows:
            text = translate(meaning)

            def arrow(painter: QPainter, x: float, y: float, kind: str = kind, text: str = text) -> None:
                _draw_arrow(painter, x, y, kind)
                self._write(painter, x + px(SHAFT + BESIDE), y, text)

            entries.append((px(SHAFT + BESIDE) + self._width(text), arrow))
        if self._memory is not None:
            memory = self._memory
            largest = float(np.nanmax([abs(memory.x), abs(memory.y), 1e-300]))
            for axis, value in (("x", memory.x), ("y", memory.y)):
                name = " ".join(part for part in (translate(self._owner), memory.symbol, axis) if part)
                share = abs(value) / largest if np.isfinite(value) else 0.0

                def bar(
                    painter: QPainter, x: float, y: float, name: str = name, value: float = value, share: float = share
                ) -> None:
                    self._write(painter, x, y, name)
                    x += self._width(name) + px(BESIDE)
                    _draw_bar(painter, x, y, share)
                    self._write(painter, x + px(BAR + BESIDE), y, number(value))

                entries.append((self._width(name) + px(BAR + 2 * BESIDE + NUMBER), bar))
        return entries

    def _width(self, text: str) -> float:
        return float(QFontMetricsF(self.font()).horizontalAdvance(text))

    def _write(self, painter: QPainter, x: float, y: float, text: str) -> None:
        painter.setPen(QColor(theme.colors.text))
        painter.drawText(QRectF(x, y, self.width(), px(ROW)), Qt.AlignmentFlag.AlignVCenter, text)

    def _placed(self) -> list[tuple[float, float, Callable[[QPainter, float, float], None]]]:
        """Return where each entry stands: beside the one before, or in the next row."""
        placed, x, y = [], 0.0, 0.0
        for width, draw in self._entries():
            if x and x + width > self.width():
                x, y = 0.0, y + px(ROW)
            placed.append((x, y, draw))
            x += width + px(BETWEEN)
        return placed

    def _fit(self) -> None:
        placed = self._placed()
        self.setVisible(bool(placed))
        if placed:
            self.setFixedHeight(int(placed[-1][1] + px(ROW)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, y, draw in self._placed():
            draw(painter, x, y)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def _draw_arrow(painter: QPainter, x: float, y: float, kind: str) -> None:
    scale, middle = theme.metrics.scale, y + px(ROW) / 2
    color = arrow_color(kind)
    tip = x + px(SHAFT)
    back, side = tip - 10 * scale, 4.5 * scale
    painter.setPen(QPen(color, 2.4 * scale))
    painter.drawLine(QPointF(x, middle), QPointF(back, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(tip, middle), QPointF(back, middle - side), QPointF(back, middle + side)]))


def _draw_bar(painter: QPainter, x: float, y: float, share: float) -> None:
    room = QRectF(x, y + px(ROW) / 2 - px(4), px(BAR), px(8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colors.border))
    painter.drawRoundedRect(room, px(3), px(3))
    painter.setBrush(QColor(theme.colors.accent))
    room.setWidth(max(px(2), px(BAR) * share))
    painter.drawRoundedRect(room, px(3), px(3))
