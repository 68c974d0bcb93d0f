"""What is told of a picture to those who do not see it: that it is a chart, its name, and the sentence over it.

Qt itself tells nothing of a graphics view or of a widget that paints itself.  `tell_of_charts` lets it ask here
instead, and only when somebody listens: no plot has anything to do.
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from app.plots.frame import Plot
from app.plots.paint import Painted


class Chart(QAccessibleWidget):
    """A plot as a screen reader finds it: role, name and description; its value is the sentence over it."""

    def __init__(self, plot: QWidget) -> None:
        super().__init__(plot, QAccessible.Role.Chart)

    def text(self, kind: QAccessible.Text) -> str:
        plot = self.object()
        if kind is QAccessible.Text.Value and isinstance(plot, QWidget):
            return sentence_over(plot)
        return super().text(kind)


def sentence_over(plot: QWidget) -> str:
    """Return what is said of a plot, by the nearest widget around it that has a `spoken` sentence."""
    around = plot.parentWidget()
    while around is not None:
        spoken = getattr(around, "spoken", None)
        said = spoken() if spoken is not None else ""
        if said:
            return str(said)
        around = around.parentWidget()
    return ""


_told: list[Chart] = []
"""Qt deletes a chart with its plot, but Python would before."""


def _chart_of(kind: str, thing: Any) -> QAccessibleInterface | None:
    if not isinstance(thing, Plot | Painted):
        return None
    _told[:] = [chart for chart in _told if shiboken6.isValid(chart)]
    chart = Chart(thing)
    _told.append(chart)
    return chart


def tell_of_charts() -> None:
    """Make every plot of the application a chart for assistive technology."""
    QAccessible.installFactory(_chart_of)
