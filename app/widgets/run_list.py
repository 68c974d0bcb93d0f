"""The list of runs that are compared: one is selected, a twin can be added, one can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon, theme
from app.widgets.cards import titled_card
from core.config.words import mark

MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class PassingList(QListWidget):
    """A list that takes only the keys that move in it, and leaves all others to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class FittingList(PassingList):
    """A list as tall as its rows, between the least and the most number of rows that it has room for."""

    def __init__(self, most_rows: int, least_rows: int = 0) -> None:
        super().__init__()
        self._most_rows, self._least_rows = most_rows, least_rows
        fit(self.setIconSize, lambda m: QSize(m.px(24), m.icon))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = min(self.count(), self._most_rows)
        empty = max(0, self._least_rows - rows) * self.sizeHintForRow(0)
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(rows)) + empty + theme.metrics.close)


def twin_buttons() -> tuple[QToolButton, QToolButton, QHBoxLayout]:
    """Return buttons to duplicate and to remove, and the line they stand in."""
    duplicate, remove = QToolButton(), QToolButton()
    put_icon(duplicate, "duplicate")
    say(duplicate, mark("app", "Duplicate"))
    duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    put_icon(remove, "remove")
    line = QHBoxLayout()
    fit(line.setSpacing, lambda m: m.gap)
    line.addWidget(duplicate)
    line.addStretch(1)
    line.addWidget(remove)
    return duplicate, remove, line


class RunList(QWidget):
    """Runs by name, with the sign that they have in the picture.

    Parameters
    ----------
    heading, description : str
        Marked texts above the list, and for those who do not see it.
    icon : callable
        Returns the sign of a run, by its place.
    most_rows, least_rows : int
        Rows that are seen at once at most, and that there is always room for, so that nothing moves when one comes.

    Attributes
    ----------
    selected : Signal(int)
        A person chose a run.
    duplicate, remove : QToolButton
        To be bound to the commands of the tab.
    """

    selected = Signal(int)

    def __init__(
        self, heading: str, description: str, icon: Callable[[int], QIcon], most_rows: int = 5, least_rows: int = 0
    ) -> None:
        super().__init__()
        self._icon = icon
        self._names: list[Any] = []
        self.list = FittingList(most_rows, least_rows)
        say(self.list, description, "setAccessibleName")
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.duplicate, self.remove, buttons = twin_buttons()
        frame, self.column = titled_card(heading)
        fit(self.column.setSpacing, lambda m: m.close)
        self.column.addWidget(self.list)
        self.column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        theme.changed.connect(self._fill)
        language.changed.connect(self._fill)

    def set_runs(self, names: Sequence[Any], current: int) -> None:
        """Show the runs by name, with `current` chosen."""
        self._names = list(names)
        if len(names) != self.list.count():
            self._fill()
        else:  # the items stay, so that a drag that renames them costs little
            for place, name in enumerate(names):
                self._write(self.list.item(place), name)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(current)

    def _fill(self) -> None:
        current = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for place, name in enumerate(self._names):
                item = QListWidgetItem(self._icon(place), "")
                self._write(item, name)
                self.list.addItem(item)
            self.list.setCurrentRow(min(current, len(self._names) - 1))
        self.list.fit()

    def _write(self, item: QListWidgetItem, name: Any) -> None:
        text = translate(name)
        if text != item.text():
            item.setText(text)
            item.setToolTip(text)

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.selected.emit(row)
