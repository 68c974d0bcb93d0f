"""The list of optimizers: which are shown, in which colour, and with which learning rate."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.optimizers.look import numbers_of
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel, titled_card
from app.widgets.editors import NumberEditor
from app.widgets.run_list import twin_buttons
from core.config.words import LabError, Phrase, mark
from core.descent.study import Descent
from core.rules.optimizers import Optimizer

_RETURNS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why a field has the focus again that it had before."""


class PathList(QWidget):
    """Rows of a check box, a name in the colour of the path, and its learning rate.

    The rows are the runs of a descent, and below them the rules that it offers.  A row is known by its place.

    Attributes
    ----------
    ticked : Signal(int, bool)
        A path is to be shown, or hidden.
    selected : Signal(int)
        A row is to be looked at more closely.
    rate_typed : Signal(int, float)
        A path is to have another learning rate.
    nudged : Signal(bool)
        A bracket was pressed in a learning rate: it is to be bigger, or smaller.
    duplicate, remove : QToolButton
        To be bound to the commands of the tab.
    """

    ticked = Signal(int, bool)
    selected = Signal(int)
    rate_typed = Signal(int, float)
    nudged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._descent = Descent()
        self.rows: list[Row] = []
        card, column = titled_card(mark("app", "Optimizers"))
        self._column = QVBoxLayout()
        fit(self._column.setSpacing, lambda m: m.px(2))
        column.addLayout(self._column)
        self._add_row()
        self.fault = WrappedLabel()
        self.fault.setObjectName("fault")
        self.fault.setVisible(False)
        column.addWidget(self.fault)
        self.duplicate, self.remove, buttons = twin_buttons()
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        theme.changed.connect(self._fill)
        language.changed.connect(self._fill)

    def _add_row(self) -> None:
        row = Row()
        row.ticked.connect(self._on_ticked)
        row.pressed.connect(self._on_pressed)
        row.edited.connect(self._on_edited)
        row.nudged.connect(self.nudged)
        self._column.addWidget(row)
        if self.rows:  # Tab goes down the list, whenever a row was made
            QWidget.setTabOrder(self.rows[-1].rate, row.box)
            QWidget.setTabOrder(row.box, row.rate)
        self.rows.append(row)

    # -- what is in the list

    def show_descent(self, descent: Descent) -> None:
        """Show the rules of a descent and those it offers."""
        self._descent = descent
        self.fault.setVisible(False)
        self._fill()

    def rules(self) -> tuple[Optimizer, ...]:
        """Return the rules in all rows."""
        return (*self._descent.runs, *self._descent.offered)

    def tell(self, text: Any) -> None:
        """Say below the list why something was not done."""
        say(self.fault, text)
        self.fault.setVisible(True)
        self._fill()

    def focus_rate(self, place: int) -> None:
        """Let a person type the learning rate of a row."""
        self.rows[place].rate.line.setFocus()
        self.rows[place].rate.line.selectAll()

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError` when it is not valid."""
        typed = [row.rate.value() for row in self.rows[: len(self.rules())]]
        for place, (rule, rate) in enumerate(zip(self.rules(), typed, strict=True)):
            if rate != rule.lr:
                self.rate_typed.emit(place, rate)

    def _fill(self) -> None:
        rules, shown = self.rules(), self._descent.shown
        while len(self.rows) < len(rules):
            self._add_row()
        names = dict(zip(shown, self._descent.names(), strict=True))
        numbers = dict(zip(shown, numbers_of(self._descent.paths), strict=True))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(rules))
        for place, (rule, row) in enumerate(zip(rules, self.rows, strict=False)):
            color = theme.series(numbers[place]).name() if place in numbers else theme.colors.muted
            name = names.get(place, rule.label)
            row.show_rule(rule, place in numbers, name, color, place == self._descent.view.selected)

    # -- a person's hand

    def _on_ticked(self, row: Row) -> None:
        self.ticked.emit(self.rows.index(row), row.box.isChecked())

    def _on_pressed(self, row: Row) -> None:
        place = self.rows.index(row)
        if place != self._descent.view.selected:
            self.selected.emit(place)

    def _on_edited(self, row: Row) -> None:
        place = self.rows.index(row)
        if place >= len(self.rules()):
            return
        try:
            rate = row.rate.value()
        except LabError as error:
            row.rate.mark_invalid(True)
            say(self.fault, error.phrase)
            self.fault.setVisible(True)
            return
        row.rate.mark_invalid(False)
        self.fault.setVisible(False)
        if rate != self.rules()[place].lr:
            self.rate_typed.emit(place, rate)


class Row(QFrame):
    """One row of the list."""

    ticked = Signal(object)
    pressed = Signal(object)
    edited = Signal(object)
    nudged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Any = None
        self.setObjectName("row")
        self.box = QCheckBox()
        self.name = QLabel()
        self.symbol = QLabel("η")
        self.symbol.setObjectName("muted")
        self.rate = NumberEditor(_rate())
        fit(self.rate.setFixedWidth, lambda m: m.px(68))
        layout = QHBoxLayout(self)
        fit(layout.setContentsMargins, lambda m: (m.close, m.px(1), m.close, m.px(1)))
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(self.box)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.symbol)
        layout.addWidget(self.rate)
        self.box.clicked.connect(lambda: self.ticked.emit(self))
        self.rate.edited.connect(lambda: self.edited.emit(self))
        self.rate.input.installEventFilter(self)

    def show_rule(self, rule: Optimizer, shown: bool, name: Any, color: str, current: bool) -> None:
        """Show a rule by name, in its colour."""
        text = translate(name)
        if self._state(rule, shown, text, color, current) == self._shown:
            return
        with QSignalBlocker(self.box):
            self.box.setChecked(shown)
        self.name.setText(text)
        self.name.setToolTip(translate(rule.help))
        weight = "bold" if shown else "normal"
        self.name.setStyleSheet(f"color: {color}; font-weight: {weight};")
        say(self.box, Phrase(mark("app", "Show {name}"), name=name), "setAccessibleName")
        say(self.rate.input, Phrase(mark("app", "Learning rate of {name}"), name=name), "setAccessibleName")
        self.rate.set_value(rule.lr)
        self.rate.mark_invalid(False)
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)
        self._shown = self._state(rule, shown, text, color, current)

    def _state(self, *told: Any) -> tuple[Any, ...]:
        """Return what a row shows: what it was told, and what a person has made of it since."""
        return (*told, self.rate.line.text(), self.rate.line.property("invalid"), self.box.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in _RETURNS:
            self.pressed.emit(self)
        brackets = (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in brackets:
            self.nudged.emit(event.key() == Qt.Key.Key_BracketRight)
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self)
        super().mousePressEvent(event)


def _rate() -> Any:
    """Return the description of the learning rate, the same in every rule."""
    return Optimizer.parameters()["lr"]
