"""What the pictures of this tab share: colours of what flows and of networks, and short numbers."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor

from app.theme import theme
from core.config.words import mark
from core.signals.verdicts import figure, part

ACTIVATIONS, GRADIENTS = 1, 0
"""Places in the palette of what flows forward and of what flows backward."""
FIRST_ROW = 2
"""Place in the palette of the first configuration; those before it are taken by what flows."""

LAYER = mark("app", "layer {number}")


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
