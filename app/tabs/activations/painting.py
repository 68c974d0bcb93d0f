"""What the pictures of this tab share: colours of what flows and of networks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from app.language import translate
from app.plots.paint import advance, draw_mark
from app.theme import theme
from core.config.words import mark
from core.signals.questions.wall import Quality

ACTIVATIONS, GRADIENTS = 1, 0
"""Places in the palette of what flows forward and of what flows backward."""
FIRST_ROW = 2
"""Place in the palette of the first configuration; those before it are taken by what flows."""

LAYER = mark("app", "layer {number}")


def row_color(row: int) -> QColor:
    """Return the colour of a configuration."""
    return theme.series(FIRST_ROW + row)


def mark_icon(row: int) -> QIcon:
    """Return the mark of a configuration for a list."""
    width, height = theme.metrics.px(24), theme.metrics.icon
    pixmap = QPixmap(2 * width, 2 * height)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, QPointF(width / 2, height / 2), FIRST_ROW + row)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted by the selection
    return icon


def quality_color(quality: Quality) -> QColor:
    """Return the colour of what passes signal and gradient on well, fairly or badly."""
    colors = theme.colors
    return QColor({Quality.GOOD: colors.good, Quality.FAIR: colors.fair}.get(quality, colors.error))


def name_lines(font: QFont, name: Any, most: int, width: float) -> list[str]:
    """Return a name in lines, a part in each (in two, where it is too wide); the last holds what is left."""
    pieces: list[str] = []
    for text in map(translate, name if isinstance(name, tuple) else (name,)):
        first, _, rest = text.partition(" ")
        pieces += [first, rest] if rest and advance(font, text) > width else [text]
    own = len(pieces) if len(pieces) <= most else max(0, most - 1)
    return [*pieces[:own], *filter(None, [", ".join(pieces[own:])])]
