"""The shelf: runs that were trained before, which can be looked at and whose settings can be had again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon, theme
from app.widgets.cards import card
from app.widgets.run_list import FittingList
from core.config.words import mark
from core.training.results import Result
from core.training.study import names_of_runs

MOST_ROWS = 3


class _Boxes(FittingList):
    """A list with boxes, which Space ticks."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            QListWidget.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class Shelf(QWidget):
    """Earlier runs; there is nothing to be seen while there are none.

    Attributes
    ----------
    restored : Signal(object)
        The settings of a `Result` are wanted back.
    changed : Signal
        A result was shown, hidden, taken away, or is looked at.
    """

    restored = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._results: list[Result] = []
        self._hidden: set[Any] = set()
        self._lit: Any = None
        self._locked = False
        self._pressed_state: Qt.CheckState | None = None
        self.list = _Boxes(MOST_ROWS)
        say(self.list, mark("app", "Earlier runs"), "setAccessibleName")
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemPressed.connect(self._on_pressed)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemChanged.connect(self._on_checked)
        heading = QLabel()
        heading.setObjectName("heading")
        say(heading, mark("app", "Earlier runs"))
        self.take = _button("remove", mark("app", "Forget this earlier run"))
        self.clear = _button("clear", mark("app", "Forget all earlier runs"))
        self.take.clicked.connect(self._on_take)
        self.clear.clicked.connect(self._on_clear)
        self.restore = QToolButton()
        say(self.restore, mark("app", "Use these settings"))
        say(self.restore, mark("app", "Give the selected run the settings of the earlier run looked at"), "setToolTip")
        self.restore.clicked.connect(self._on_restore)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.take)
        head.addWidget(self.clear)
        frame, column = card()
        fit(column.setSpacing, lambda m: m.close)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        theme.changed.connect(self._fill)
        language.changed.connect(self._fill)
        self._fill()

    def add(self, results: Sequence[Result]) -> None:
        """Put results on the shelf, each named by what tells it from the others there."""
        if not results:
            return
        shelf = [*self._results, *results]
        names = names_of_runs([r.configuration for r in shelf], [r.settings for r in shelf])
        self._results = [replace(result, name=name) for result, name in zip(shelf, names, strict=True)]
        self._fill()

    def results(self) -> list[Result]:
        """Return what is on the shelf."""
        return list(self._results)

    def shown(self) -> list[Result]:
        """Return what is on the shelf and to be seen."""
        return [result for result in self._results if result.key not in self._hidden]

    def put_back(self, keys: Collection[Any]) -> None:
        """Take from the shelf what is shown with the runs again."""
        kept = [result for result in self._results if result.key not in keys]
        if len(kept) < len(self._results):
            self._results = kept
            self._fill()

    def lit(self) -> Result | None:
        """Return the result that is looked at, where it is to be seen."""
        return next((result for result in self.shown() if result.key == self._lit), None)

    def hide_all(self) -> None:
        """Keep everything, but out of the picture."""
        self._hidden = {result.key for result in self._results}
        self._fill()

    def lock(self, locked: bool) -> None:
        """Forbid to have settings again, or allow it."""
        self._locked = locked
        self._show_lit()

    def _show_lit(self) -> None:
        """Say which result is looked at; of none, no settings can be had."""
        row = next((row for row, result in enumerate(self._results) if result.key == self._lit), -1)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)
        self.restore.setEnabled(row >= 0 and not self._locked)

    def _fill(self) -> None:
        self._hidden &= {result.key for result in self._results}
        with QSignalBlocker(self.list):
            self.list.clear()
            for result in self._results:
                name = translate(result.name)
                item = QListWidgetItem(line_icon(result.place, 1.0), name)
                help = mark("app", "Click to look at this run; the box shows or hides its curve")
                item.setToolTip(f"{translate(help)}\n{name}")
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                shown = result.key not in self._hidden
                item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self._show_lit()
        self.setVisible(bool(self._results))
        self.list.fit()

    def _on_pressed(self, item: QListWidgetItem) -> None:
        self._pressed_state = item.checkState()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.checkState() is self._pressed_state:  # else the click was on the box
            self._on_activated(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        """Look at a result, or no more at the one that was."""
        key = self._results[self.list.row(item)].key
        self._lit = None if key == self._lit else key
        if self._lit is not None and self._lit in self._hidden:
            self._hidden.discard(key)
            self._fill()
        self._show_lit()
        self.changed.emit()

    def _on_restore(self) -> None:
        found = [result for result in self._results if result.key == self._lit]
        if found and not self._locked:
            self.restored.emit(found[0])

    def _on_checked(self, item: QListWidgetItem) -> None:
        key = self._results[self.list.row(item)].key
        if item.checkState() is Qt.CheckState.Checked:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)
        self.changed.emit()

    def _on_take(self) -> None:
        row = self.list.currentRow() if self.list.currentRow() >= 0 else len(self._results) - 1
        del self._results[row]
        self._fill()
        self.changed.emit()

    def _on_clear(self) -> None:
        self._results = []
        self._fill()
        self.changed.emit()


def _button(picture: str, help: str) -> QToolButton:
    button = QToolButton()
    put_icon(button, picture)
    say(button, help, "setToolTip")
    say(button, help, "setAccessibleName")
    return button


def line_icon(number: int, width: float = 2.5) -> QIcon:
    """Return a piece of the line of run `number`."""
    m = theme.metrics
    pixmap = QPixmap(2 * m.px(24), 2 * m.icon)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(QPen(theme.series(number), width * m.scale))
    painter.drawLine(QPointF(m.px(2), m.icon / 2), QPointF(m.px(22), m.icon / 2))
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted by the selection
    return icon
