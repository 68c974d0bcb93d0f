"""What covers a result until it is revealed: empty axes on which a class can draw what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.language import say
from app.plots.frame import Plot, Range
from app.plots.sketch import Sketch
from app.plots.ticks import Ticks, plain
from app.theme import fit
from app.widgets.cards import card
from core.config.words import mark


@dataclass(frozen=True)
class Axes:
    """Empty axes: marked names, ends, and how the numbers at the vertical one are written."""

    x: Any
    x_range: Range
    y: Any
    y_range: Range
    ticks: Ticks = plain


class Board(Plot):
    """Axes with nothing between them."""

    def __init__(self) -> None:
        super().__init__()
        self._dress()


class Cover:
    """What stands in the place of a result.

    Parameters
    ----------
    framed : bool
        Whether it is a card of its own, or part of another.

    Attributes
    ----------
    frame : QFrame
        All of it.
    board : Plot
        The axes, where there is something to be drawn.
    sketch : Sketch
        What is drawn on them.
    """

    def __init__(self, framed: bool = True) -> None:
        self.frame, column = card()
        if not framed:
            self.frame.setObjectName("column")
            fit(column.setContentsMargins, lambda m: (0, 0, 0, m.gap))
        self.board = Board()
        self.sketch = Sketch(self.board)
        say(self.board, mark("app", "Empty axes to draw on"), "setAccessibleName")
        self.text = QLabel()
        self.text.setObjectName("covered")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.text, mark("app", "Covered until it is revealed (R)"))
        column.addWidget(self.board, 1)
        column.addWidget(self.text)
        self._column: QVBoxLayout = column
        self.frame.setVisible(False)

    def show_axes(self, axes: Axes | None) -> None:
        """Show empty axes, or none where nothing can be drawn."""
        self.board.setVisible(axes is not None)
        self._column.setStretchFactor(self.text, 0 if axes else 1)
        if axes is not None:
            self.board.set_names(axes.x, axes.y)
            self.board.left.set_ticks(axes.ticks)
            self.board.set_range(axes.x_range, axes.y_range)
