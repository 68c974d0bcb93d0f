"""The ranked list, in the form of the slide: ``Best-1 (val acc:0.83) | lr:0.0092, weight decay:3.86e-07``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QToolButton, QVBoxLayout

from app.language import language, say, translate
from app.tabs.search.shown import SearchPanel, Shown
from app.theme import fit, put_icon, theme
from app.widgets.editors import Combo
from app.widgets.flow import Flow
from app.widgets.run_list import MOVES
from core.config.words import Phrase, mark
from core.search.ranking import line
from core.search.trials import Record

MOST = (0, 50, 20, 10, 5, 3)
"""So many of the best can be asked for; 0 stands for all."""


class _Lines(QAbstractListModel):
    """The trials that are listed; a line is written when it comes into view."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._records: tuple[Record, ...] = ()
        self.numbers: list[int] = []

    @property
    def lines(self) -> list[str]:
        """All lines."""
        return [self.line(row) for row in range(len(self._records))]

    def line(self, row: int) -> str:
        """Return one line."""
        return line_of(self._shown, self._records[row]) if self._shown else ""

    def rowCount(self, parent: Any = None) -> int:
        return len(self._records)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.line(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def show_search(self, shown: Shown) -> None:
        """List other trials."""
        before, self._shown, self._records = self._records, shown, shown.best
        if len(before) != len(self._records):
            self.beginResetModel()
            self.numbers = [record.trial.number for record in self._records]
            self.endResetModel()
        elif before is not self._records:
            self.numbers = [record.trial.number for record in self._records]
            self.dataChanged.emit(self.index(0), self.index(max(len(self._records) - 1, 0)))


class _LineView(QListView):
    """The list: it takes the keys that move and copy in it, and leaves all others to the window."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in MOVES or event.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()


class RankedList(SearchPanel):
    """The list, and above it what can be done with it.

    Attributes
    ----------
    head : Flow
        Where buttons stand.
    picked : Signal(object)
        Numbers of the trials that a person selected.
    best_chosen : Signal(int)
        So many of the best are to be seen; 0 for all.
    """

    picked = Signal(object)
    best_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.model = _Lines()
        self.list = _LineView()
        self.list.setModel(self.model)
        say(self.list, mark("app", "Ranked list"), "setAccessibleName")
        self.most = Combo()
        say(self.most, mark("app", "How many of the best are shown in all views"), "setToolTip")
        say(self.most, mark("app", "How many of the best are shown in all views"), "setAccessibleName")
        self.copy = QToolButton()
        put_icon(self.copy, "duplicate")
        say(self.copy, mark("app", "Copy the list"), "setToolTip")
        say(self.copy, mark("app", "Copy the list"), "setAccessibleName")
        self.head = Flow()
        self.head.add(self.most, self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        fit(self.list.setMinimumHeight, lambda m: m.px(48))
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.list.copied.connect(self.copy_lines)
        self.most.activated.connect(lambda _row: self.best_chosen.emit(self.most.currentData()))
        self.copy.clicked.connect(self.copy_lines)
        language.changed.connect(self._fill_most)
        theme.changed.connect(self.list.viewport().update)
        self._fill_most()

    def show_search(self, shown: Shown) -> None:
        self._shown = shown
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_search(shown)
            self._select(shown.chosen)
        if shown.study.view.best != self.most.currentData():
            self._fill_most()

    def _select(self, chosen: Sequence[int]) -> None:
        rows = {number: row for row, number in enumerate(self.model.numbers)}
        wanted = sorted(rows[number] for number in chosen if number in rows)
        if wanted == sorted(index.row() for index in self.list.selectedIndexes()):
            return
        selection = QItemSelection()
        for row in wanted:
            index = self.model.index(row)
            selection.select(index, index)
        model = self.list.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted and not self.list.hasFocus():
            self.list.scrollTo(self.model.index(wanted[0]))
        self.list.viewport().update()

    def _fill_most(self) -> None:
        most = self._shown.study.view.best if self._shown else 0
        with QSignalBlocker(self.most):
            self.most.clear()
            for each in sorted({*MOST, most}, key=lambda each: each or 10**9, reverse=True):
                text = Phrase(mark("app", "the best {count}"), count=each) if each else mark("app", "all trials")
                self.most.addItem(translate(text), each)
            self.most.setCurrentIndex(self.most.findData(most))

    def _on_selected(self, *_changes: QItemSelection) -> None:
        rows: list[QModelIndex] = sorted(self.list.selectedIndexes(), key=QModelIndex.row)
        self.picked.emit(tuple(self.model.numbers[index.row()] for index in rows))

    def copy_lines(self) -> None:
        """Put the selected lines on the clipboard, all when none is selected."""
        rows = sorted(index.row() for index in self.list.selectedIndexes()) or range(self.model.rowCount())
        QApplication.clipboard().setText("\n".join(self.model.line(row) for row in rows))


def line_of(shown: Shown, record: Record) -> str:
    """Return the line of a trial."""
    return line(shown.study, record, shown.places[record.trial.number])


def lines_of(shown: Shown) -> list[str]:
    """Return the lines of the trials that are to be seen."""
    return [line_of(shown, record) for record in shown.best]
