"""What the pictures of this tab are painted with: histograms as one shape each, ticks, and short numbers.

Every picture is one widget that paints all its small plots itself: hundreds of bars cost a few milliseconds, whole
columns of numbers stand exactly under their plots, and the same code paints on paper.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import language
from app.theme import theme
from core.config.words import mark
from core.signals.verdicts import figure, part

ACTIVATIONS, GRADIENTS = 1, 0
"""Places in the palette of what flows forward and of what flows backward."""
FIRST_ROW = 2
"""Place in the palette of the first configuration; those before it are taken by what flows."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip

LAYER = mark("app", "layer {number}")

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def power(exponent: int) -> str:
    """Return 10 to a whole power as on the blackboard."""
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def short(value: float) -> str:
    """Return a number as verdicts write it: 0.0123, 4.1·10⁻⁷, 18,000; a dash when there is none."""
    return "–" if math.isnan(value) else figure(value)


def share(value: float | None) -> str:
    """Return a share as a percentage; a dash when there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    percent = 100 * value
    if 0 < percent < 0.1:
        return "<0.1 %"
    return f"{percent:.1f} %" if percent < 9.95 and percent != round(percent) else f"{percent:.0f} %"


def ratio(value: float | None) -> str:
    """Return a ratio as verdicts write it: 1/332, 0.5, 31, 4.1·10⁻⁷; a dash when there is none."""
    return "–" if value is None or math.isnan(value) else part(value)


def row_color(row: int) -> QColor:
    """Return the colour of a configuration."""
    return theme.series(FIRST_ROW + row)


def draw_mark(painter: QPainter, at: QPointF, row: int, size: float = 10.0) -> None:
    """Draw the mark of a configuration, so many pixels large at the normal text size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(row_color(row))
    painter.translate(at)
    painter.scale(size * theme.metrics.scale, size * theme.metrics.scale)
    painter.drawPath(Symbols[theme.symbol(FIRST_ROW + row)])
    painter.restore()


def faint() -> QColor:
    """Return the colour of lines in the background."""
    color = QColor(theme.colors.border)
    color.setAlphaF(0.6)
    return color


class Painted(QWidget):
    """Base of the widgets that paint themselves: they follow theme, language and focus."""

    def __init__(self) -> None:
        super().__init__()
        self._fonts: dict[str, QFont] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        language.changed.connect(self.update)

    def small(self) -> QFont:
        """Return the font of ticks."""
        if "small" not in self._fonts:
            font = self._fonts["small"] = QFont(self.font())
            font.setPointSizeF(theme.metrics.small_points)
        return self._fonts["small"]

    def bold(self) -> QFont:
        """Return the font of headings."""
        if "bold" not in self._fonts:
            font = self._fonts["bold"] = QFont(self.font())
            font.setBold(True)
        return self._fonts["bold"]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fonts.clear()


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


def ticks_of(low: float, high: float, most: int, log: bool) -> list[float]:
    """Return at most `most` round numbers from `low` to `high`, evenly apart; whole powers of ten when `log`."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return []
    scale = 1.0 if log else 10.0 ** math.floor(math.log10((high - low) / most))
    for digit in (1, 2, 3, 4, 5, 10, 20, 50, 100, 200) if log else (1, 2, 5, 10, 20, 50):
        step = digit * scale
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [place * step for place in range(first, last + 1)]
    return []


def tick_text(value: float, log: bool) -> str:
    """Return the text of a tick."""
    if log:
        return power(round(value))
    return "0" if abs(value) < 1e-12 else f"{value:.6g}".replace("-", "−")


def listed(count: int, width: float, needed: float) -> list[int]:
    """Return which of `count` columns of `width` have room for a text of `needed` pixels: first and last are there."""
    stride = max(1, math.ceil(needed / max(width, 1e-9)))
    if stride <= 2:
        chosen = list(range(0, count, stride))
    else:  # 1, 5, 10, 15 …
        nice = next((s for s in (5, 10, 20, 25, 50) if s >= stride), stride)
        chosen = [0, *range(nice - 1, count, nice)]
        if len(chosen) > 1 and chosen[1] * width < needed:
            del chosen[1]
    if chosen and chosen[-1] != count - 1:
        if (count - 1 - chosen[-1]) * width < 1.3 * needed and len(chosen) > 1:
            chosen.pop()
        chosen.append(count - 1)
    return chosen
