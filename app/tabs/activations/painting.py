"""What the pictures of this tab share: colours of what flows and of networks."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.theme import theme
from core.config.words import mark

ACTIVATIONS, GRADIENTS = 1, 0
"""Places in the palette of what flows forward and of what flows backward."""
FIRST_ROW = 2
"""Place in the palette of the first configuration; those before it are taken by what flows."""

LAYER = mark("app", "layer {number}")


def row_color(row: int) -> QColor:
    """Return the colour of a configuration."""
    return theme.series(FIRST_ROW + row)
