"""The list of runs that are trained together, and the shelf of those that were trained before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.trainer.picture import Result
from app.theme import fit, put_icon, px, theme
from app.widgets.forms import titled_card
from app.widgets.lists import PassingList
from core.config.words import mark

MOST_ROWS = 5
MOST_ON_SHELF = 3


class _List(PassingList):
    """A list as tall as its rows, up to a number of them; with boxes, Space ticks them."""

    def __init__(self, most_rows: int, boxes: bool = False) -> None:
        super().__init__()
        self._most_rows = most_rows
        self._boxes = boxes
        fit(self.setIconSize, lambda m: QSize(m.px(24), m.icon))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = min(self.count(), self._most_rows)
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(rows)) + px(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._boxes and event.key() == Qt.Key.Key_Space:
            QListWidget.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class RunList(QWidget):
    """Runs and shelf.

    Attributes
    ----------
    selected : Signal(int)
        A run was chosen: its settings are to be shown.
    duplicated, removed : Signal(int)
        A twin of a run is wanted, or a run is to go.
    restored : Signal(object)
        The settings of a `Result` on the shelf are wanted back.
    shelf_changed : Signal
        A result was shown, hidden or taken from the shelf.
    """

    selected = Signal(int)
    duplicated = Signal(int)
    removed = Signal(int)
    restored = Signal(object)
    shelf_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: list[Any] = []
        self._shelf: list[Result] = []
        self._shelf_names: list[Any] = []
        self._hidden: set[Any] = set()
        self._reason: Any = ""
        self._pressed_state: Qt.CheckState | None = None

        self.runs = _List(MOST_ROWS)
        say(self.runs, mark("app", "Runs that are trained together"), "setAccessibleName")
        self.runs.currentRowChanged.connect(self._on_row_changed)
        self.duplicate = self._button("duplicate", mark("app", "Duplicate this run, then change one thing (Ctrl+D)"))
        say(self.duplicate, mark("app", "Duplicate"))
        self.duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remove = self._button("remove", mark("app", "Remove this run"))
        self.duplicate.clicked.connect(lambda: self.duplicated.emit(self.runs.currentRow()))
        self.remove.clicked.connect(lambda: self.removed.emit(self.runs.currentRow()))

        self.shelf = _List(MOST_ON_SHELF, boxes=True)
        say(self.shelf, mark("app", "Earlier runs"), "setAccessibleName")
        self.shelf.itemClicked.connect(self._on_shelf_clicked)
        self.shelf.itemPressed.connect(self._on_shelf_pressed)
        self.shelf.itemActivated.connect(self._on_shelf_activated)
        self.shelf.itemChanged.connect(self._on_shelf_checked)
        self.take = self._button("remove", mark("app", "Take this run from the shelf"))
        self.clear = self._button("clear", mark("app", "Clear the shelf"))
        self.take.clicked.connect(self._on_take)
        self.clear.clicked.connect(self.clear_shelf)

        card, column = titled_card(mark("app", "Runs"))
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.runs)
        column.addLayout(_row(self.duplicate, self.remove))
        self._shelf_heading = QLabel()
        self._shelf_heading.setObjectName("heading")
        say(self._shelf_heading, mark("app", "Earlier runs"))
        self._shelf_part = QWidget()
        part = QVBoxLayout(self._shelf_part)
        fit(part.setContentsMargins, lambda m: (0, m.gap, 0, 0))
        fit(part.setSpacing, lambda m: m.close)
        head = QHBoxLayout()
        head.addWidget(self._shelf_heading, 1)
        head.addWidget(self.take)
        head.addWidget(self.clear)
        part.addLayout(head)
        part.addWidget(self.shelf)
        column.addWidget(self._shelf_part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        theme.changed.connect(self._fill)
        language.changed.connect(self._fill)
        self._fill()

    def _button(self, picture: str, help: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, picture)
        button.setProperty("help", help)
        say(button, help, "setToolTip")
        say(button, help, "setAccessibleName")
        return button

    def set_runs(self, names: Sequence[Any], current: int) -> None:
        """Show the runs by name, with `current` chosen."""
        self._names = list(names)
        self._fill()
        with QSignalBlocker(self.runs):
            self.runs.setCurrentRow(current)

    def set_shelf(self, shelf: Sequence[Result], names: Sequence[Any]) -> None:
        """Show the earlier runs."""
        self._shelf, self._shelf_names = list(shelf), list(names)
        self._hidden &= {result.key for result in shelf}
        self._fill()

    def shelf_results(self) -> list[Result]:
        """Return what is on the shelf."""
        return list(self._shelf)

    def shown_on_shelf(self) -> list[Result]:
        """Return what is on the shelf and to be seen."""
        return [result for result in self._shelf if result.key not in self._hidden]

    def hide_shelf(self) -> None:
        """Keep everything on the shelf, but out of the picture."""
        self._hidden = {result.key for result in self._shelf}
        self._fill()

    def clear_shelf(self) -> None:
        """Throw away all earlier runs."""
        self.set_shelf([], [])
        self.shelf_changed.emit()

    def lock(self, reason: Any) -> None:
        """Forbid to add, remove and restore runs while training; an empty reason allows it."""
        self._reason = reason
        self._sync_buttons()

    def _sync_buttons(self) -> None:
        locked = bool(self._reason)
        for button, possible in (
            (self.duplicate, bool(self._names)),
            (self.remove, len(self._names) > 1),
            (self.take, bool(self._shelf)),
            (self.clear, bool(self._shelf)),
        ):
            button.setEnabled(possible and not (locked and button in (self.duplicate, self.remove)))
            locked_now = locked and button in (self.duplicate, self.remove)
            say(button, self._reason if locked_now else button.property("help"), "setToolTip")

    def _fill(self) -> None:
        current = self.runs.currentRow()
        with QSignalBlocker(self.runs):
            self.runs.clear()
            for number, name in enumerate(self._names):
                item = QListWidgetItem(_sample(number, 2.5), translate(name))
                item.setToolTip(translate(name))
                self.runs.addItem(item)
            self.runs.setCurrentRow(min(current, len(self._names) - 1))
        shelf_row = self.shelf.currentRow()
        with QSignalBlocker(self.shelf):
            self.shelf.clear()
            for result, name in zip(self._shelf, self._shelf_names, strict=True):
                item = QListWidgetItem(_sample(result.number, 1.0), translate(name))
                item.setToolTip(
                    translate(mark("app", "Click to restore these settings; the box shows or hides the curve"))
                    + f"\n{translate(name)}"
                )
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                shown = result.key not in self._hidden
                item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
                self.shelf.addItem(item)
            self.shelf.setCurrentRow(min(shelf_row, len(self._shelf) - 1))
        self._shelf_part.setVisible(bool(self._shelf))
        self.runs.fit()
        self.shelf.fit()
        self._sync_buttons()

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.selected.emit(row)

    def _on_shelf_pressed(self, item: QListWidgetItem) -> None:
        self._pressed_state = item.checkState()

    def _on_shelf_clicked(self, item: QListWidgetItem) -> None:
        if item.checkState() is self._pressed_state:  # else the click was on the box
            self._on_shelf_activated(item)

    def _on_shelf_activated(self, item: QListWidgetItem) -> None:
        if not self._reason:
            self.restored.emit(self._shelf[self.shelf.row(item)])

    def _on_shelf_checked(self, item: QListWidgetItem) -> None:
        key = self._shelf[self.shelf.row(item)].key
        if item.checkState() is Qt.CheckState.Checked:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)
        self.shelf_changed.emit()

    def _on_take(self) -> None:
        row = self.shelf.currentRow() if self.shelf.currentRow() >= 0 else len(self._shelf) - 1
        del self._shelf[row], self._shelf_names[row]
        self._fill()
        self.shelf_changed.emit()


def _row(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    fit(layout.setSpacing, lambda m: m.gap)
    layout.addWidget(widgets[0])
    layout.addStretch(1)
    for widget in widgets[1:]:
        layout.addWidget(widget)
    return layout


def _sample(number: int, width: float) -> QIcon:
    m = theme.metrics
    pixmap = QPixmap(2 * m.px(24), 2 * m.icon)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(QPen(theme.series(number), width * m.scale))
    painter.drawLine(m.px(2), m.icon // 2, m.px(22), m.icon // 2)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted by the selection
    return icon
