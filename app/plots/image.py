"""Pictures made of numbers: a plot with one image in it, and the scale that says what its colours stand for."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.language import say, translate
from app.plots.frame import Plot, Range
from app.plots.paint import LEFT, Painted, advance, write
from app.plots.ticks import Ticks, plain
from app.theme import theme

Array = np.ndarray
SHADES = 256
"""Colours of a scale."""


@cache
def viridis() -> Array:
    """Return the colours from dark blue to bright yellow, ``(shades, 3)``; they are told apart in grey, too."""
    colors: Array = pg.colormap.get("viridis").getLookupTable(nPts=SHADES, alpha=False)
    return colors


@lru_cache(maxsize=8)
def ramp(ground: str, color: str) -> Array:
    """Return the colours from a ground to a colour, ``(shades, 3)``."""
    ends = np.array([[c.red(), c.green(), c.blue()] for c in map(QColor, (ground, color))], float)
    shares = np.linspace(0.0, 1.0, SHADES)[:, None]
    return np.rint(ends[0] + shares * (ends[1] - ends[0])).astype(np.uint8)


def colored(shares: Array, colors: Array, hole: str | QColor = "#737780") -> Array:
    """Return the pixels ``(…, 3)`` of shares from 0 to 1 on a scale; what is not finite has the colour of a hole."""
    finite = np.isfinite(shares)
    places = np.clip(np.where(finite, shares, 0.0), 0.0, 1.0) * (len(colors) - 1)
    pixels = colors[places.astype(np.intp)]
    if not finite.all():
        grey = QColor(hole)
        pixels[~finite] = grey.red(), grey.green(), grey.blue()
    return pixels


class ImagePlot(Plot):
    """One image over two axes, its rows from the bottom to the top."""

    def __init__(self) -> None:
        super().__init__(grid=False)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.add(self.image)
        self._pixels: Array | None = None
        self._dress()

    def show_pixels(self, pixels: Array | None, x: Range = (0.0, 1.0), y: Range = (0.0, 1.0)) -> None:
        """Fill the plot with colours ``(rows, columns, 3)`` between these ends of the axes; None shows nothing."""
        self._pixels = pixels
        self.set_range(x, y)
        if pixels is None or not pixels.size:
            self.image.clear()
            return
        self.image.setImage(pixels, levels=None, autoLevels=False)
        self.image.setRect(QRectF(x[0], y[0], x[1] - x[0], y[1] - y[0]))

    def pixels(self) -> Array | None:
        """Return the colours shown."""
        return self._pixels

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return column and row under a place of the axes; None outside the image."""
        if self._pixels is None or not self._pixels.size:
            return None
        rows, columns = self._pixels.shape[:2]
        (left, right), (low, high) = self.ranges()
        column, row = (x - left) / (right - left) * columns, (y - low) / (high - low) * rows
        if not (0 <= column <= columns and 0 <= row <= rows):
            return None
        return min(int(column), columns - 1), min(int(row), rows - 1)

    def _dress(self) -> None:
        self.box.setBorder(theme.colors.border)
        super()._dress()


class ColorScale(Painted):
    """What colours stand for: a bar with numbers, under its name.

    Parameters
    ----------
    colors : ndarray
        From the first number to the last, ``(shades, 3)``.
    """

    def __init__(self, colors: Array) -> None:
        super().__init__()
        self._colors = colors
        self._low, self._high = 0.0, 1.0
        self._ticks: Ticks = plain
        self._name: Any = ""
        self._first_on_top = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def set_scale(
        self, low: float, high: float, ticks: Ticks = plain, name: Any = "", first_on_top: bool = False
    ) -> None:
        """Show the numbers from `low`, which has the first colour, to `high`; `first_on_top` turns the bar around."""
        shown = low, high, ticks, name, first_on_top
        if shown == (self._low, self._high, self._ticks, self._name, self._first_on_top):
            return
        self._low, self._high, self._ticks, self._name, self._first_on_top = shown
        say(self, name, "setAccessibleName")
        self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        """Return the numbers beside the bar."""
        return [text for _, text in self._shown(self._bar())]

    def _bar(self) -> QRectF:
        m = theme.metrics
        top = m.px(24) if self._name else m.gap
        return QRectF(m.gap, top, m.px(12), max(1, self.height() - top - 2 * m.gap))

    def _shown(self, bar: QRectF) -> list[tuple[float, str]]:
        return self._ticks(self._low, self._high, max(2, int(bar.height() // theme.metrics.px(30))))

    def sizeHint(self) -> QSize:
        m = theme.metrics
        bar = self._bar()
        font = theme.font(m.small_points)
        widest = max((advance(font, text) for _, text in self._shown(bar)), default=0.0)
        return QSize(int(max(bar.right() + m.close + widest, advance(theme.font(), translate(self._name)))) + m.gap, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m, colors, bar = theme.metrics, theme.colors, self._bar()
        if self._name:
            head = QRectF(0, 0, self.width(), m.px(20))
            write(painter, head, translate(self._name), colors.muted, theme.font(), LEFT)
        shades = self._colors if self._first_on_top else self._colors[::-1]
        pixels = np.ascontiguousarray(shades[:, None], np.uint8)
        image = QImage(pixels.data, 1, len(pixels), 3, QImage.Format.Format_RGB888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, image.copy())
        for value, text in self._shown(bar):
            share = (value - self._low) / (self._high - self._low)
            y = bar.top() + bar.height() * (share if self._first_on_top else 1 - share)
            place = QRectF(bar.right() + m.close, y - m.px(10), self.width() - bar.right() - m.close, m.px(20))
            write(painter, place, text, colors.muted, theme.font(m.small_points), LEFT)
        painter.end()
