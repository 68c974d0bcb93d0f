"""What the pictures of this tab share: colours of what flows and of networks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.plots.paint import draw_mark
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
