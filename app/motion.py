"""Whether pictures may move of their own accord: not where the system, or this program, was asked for less of it."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QApplication, QStyle

VARIABLE = "DNNLAB_REDUCED_MOTION"
"""Set to anything but 0, nothing moves that nobody has started."""


def is_reduced() -> bool:
    """Return whether nothing is to move that nobody has started."""
    style = QApplication.style()
    still = style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
    return still or os.environ.get(VARIABLE, "0") not in ("", "0")
