"""The list of optimizers: which are shown, in which colour, and with which learning rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.optimizers.look import numbers_of
from app.theme import fit, put_icon, theme
from app.widgets.editors import NumberEditor
from app.widgets.forms import WrappedLabel, titled_card
from core.config.words import LabError, Phrase, mark
from core.descent.study import MOST_PATHS
from core.descent.surfaces import Surface
from core.rules.optimizers import Optimizer, optimizers

_FULL = mark("app", "At most {most} paths.")


@dataclass(frozen=True)
class Entry:
    """One row of the list."""

    rule: Optimizer
    shown: bool


def entries_of(runs: Sequence[Optimizer], surface: Surface) -> list[Entry]:
    """Return the rows for these runs, and one for every rule that is not among them."""
    entries = [Entry(run, True) for run in runs]
    for rule in optimizers.classes():
        if not any(type(run) is rule for run in runs):
            entries.append(Entry(usual(rule, surface), False))
    order = {rule: place for place, rule in enumerate(optimizers.classes())}
    return sorted(entries, key=lambda entry: order[type(entry.rule)])


def usual(rule: type[Optimizer], surface: Surface) -> Optimizer:
    """Return a rule as the lecture has it, with a learning rate that suits the surface."""
    return surface.usual(rule)


class PathList(QWidget):
    """Rows of a check box, a name in the colour of the path, and its learning rate.

    Attributes
    ----------
    changed : Signal
        A person showed, hid, duplicated or removed a path, or changed its learning rate.
    selected : Signal
        Another row is looked at more closely.
    nudged : Signal(bool)
        A bracket was pressed in a learning rate: it is to be bigger, or smaller.
    """

    nudged = Signal(bool)

    changed = Signal()
    selected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._current = 0
        self._names: list[Any] = []
        self.rows: list[Row] = []
        card, column = titled_card(mark("app", "Optimizers"))
        self._column = QVBoxLayout()
        fit(self._column.setSpacing, lambda m: m.px(2))
        column.addLayout(self._column)
        self.fault = WrappedLabel()
        self.fault.setObjectName("fault")
        self.fault.setVisible(False)
        column.addWidget(self.fault)
        self.duplicate = QToolButton()
        put_icon(self.duplicate, "duplicate")
        say(self.duplicate, mark("app", "Duplicate"))
        say(
            self.duplicate,
            mark("app", "The same rule once more, to change one thing (Ctrl+D)"),
            "setToolTip",
        )
        self.duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remove = QToolButton()
        put_icon(self.remove, "remove")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.remove, mark("app", "Remove this twin"), setter)
        buttons = QHBoxLayout()
        buttons.addWidget(self.duplicate)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.duplicate.clicked.connect(self.duplicate_current)
        self.remove.clicked.connect(self.remove_current)
        theme.changed.connect(self._dress)
        language.changed.connect(self._dress)

    # -- what is in the list

    def set_entries(self, entries: Sequence[Entry], current: int | None = None) -> None:
        """Show these rows; the first that is shown is looked at, unless `current` says which."""
        self._entries = list(entries)
        first = next((place for place, entry in enumerate(entries) if entry.shown), 0)
        self._current = first if current is None else min(current, len(entries) - 1)
        while len(self.rows) < len(entries):
            row = Row()
            row.toggled.connect(self._on_toggled)
            row.pressed.connect(self._on_pressed)
            row.edited.connect(self._on_edited)
            row.nudged.connect(self.nudged)
            self._column.addWidget(row)
            self.rows.append(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(entries))
        self.fault.setVisible(False)
        self._dress()

    def runs(self) -> tuple[Optimizer, ...]:
        """Return the rules that are shown."""
        return tuple(entry.rule for entry in self._entries if entry.shown)

    def entries(self) -> list[Entry]:
        """Return all rows."""
        return list(self._entries)

    @property
    def current(self) -> int:
        """The row that is looked at."""
        return self._current

    @property
    def rule(self) -> Optimizer:
        """The rule that is looked at."""
        return self._entries[self._current].rule

    @property
    def run(self) -> int | None:
        """The place of the rule that is looked at among those that are shown."""
        if not self._entries[self._current].shown:
            return None
        return sum(entry.shown for entry in self._entries[: self._current])

    @property
    def is_full(self) -> bool:
        """Whether the rule that is looked at is hidden and no more paths have room."""
        return not self._entries[self._current].shown and len(self.runs()) >= MOST_PATHS

    def set_rule(self, rule: Optimizer) -> None:
        """Change the rule that is looked at; it is shown from now on, as far as there is room."""
        if self.is_full:
            self._tell(LabError(_FULL, most=MOST_PATHS))
            return
        self._entries[self._current] = Entry(rule, True)
        self._dress()

    def set_names(self, names: Sequence[Any]) -> None:
        """Name the rows that are shown, in their order."""
        self._names = list(names)
        self._dress()

    def select(self, row: int) -> None:
        """Look at another row."""
        if row != self._current:
            self._current = row
            self._dress()
            self.selected.emit()

    def duplicate_current(self) -> None:
        """Put a twin of the present row under it."""
        if len(self.runs()) >= MOST_PATHS:
            self._tell(LabError(_FULL, most=MOST_PATHS))
            return
        entries = self.entries()
        entries[self._current] = replace(entries[self._current], shown=True)
        entries.insert(self._current + 1, entries[self._current])
        self.set_entries(entries, self._current + 1)
        self.changed.emit()
        self.selected.emit()

    def remove_current(self) -> None:
        """Take a twin away; the last row of a rule stays."""
        if self._has_twin():
            entries = self.entries()
            del entries[self._current]
            self.set_entries(entries, max(0, self._current - 1))
            self._keep_one()
            self.changed.emit()
            self.selected.emit()

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError` when it is not valid."""
        for row in self.rows[: len(self._entries)]:
            row.rate.value()
        for place in range(len(self._entries)):
            self._on_edited(self.rows[place])

    def _has_twin(self) -> bool:
        return sum(type(entry.rule) is type(self.rule) for entry in self._entries) > 1

    def _keep_one(self) -> None:
        if not self.runs():
            self._entries[self._current] = replace(self._entries[self._current], shown=True)
            self._dress()

    # -- a person's hand

    def _on_toggled(self, row: Row) -> None:
        place = self.rows.index(row)
        shown = row.box.isChecked()
        if shown and len(self.runs()) >= MOST_PATHS:
            row.box.setChecked(False)
            self._tell(LabError(_FULL, most=MOST_PATHS))
            return
        self._entries[place] = replace(self._entries[place], shown=shown)
        if not self.runs():  # one path is always there
            self._entries[place] = replace(self._entries[place], shown=True)
            self._tell(LabError(mark("app", "At least one optimizer must be shown.")))
            self._dress()
            return
        self.fault.setVisible(False)
        if shown:
            self._current = place
        self._dress()
        self.changed.emit()
        self.selected.emit()

    def _on_pressed(self, row: Row) -> None:
        self.select(self.rows.index(row))

    def _on_edited(self, row: Row) -> None:
        place = self.rows.index(row)
        try:
            rule = self._entries[place].rule.with_value("lr", row.rate.value())
        except LabError as error:
            row.rate.mark_invalid(True)
            self._tell(error)
            return
        row.rate.mark_invalid(False)
        self.fault.setVisible(False)
        if rule != self._entries[place].rule:
            self._current = place
            if self.is_full:
                self._dress()
                self._tell(LabError(_FULL, most=MOST_PATHS))
                return
            self._entries[place] = Entry(rule, True)
            self._dress()
            self.changed.emit()
            self.selected.emit()

    def _tell(self, error: LabError) -> None:
        say(self.fault, error.phrase)
        self.fault.setVisible(True)

    def _dress(self) -> None:
        shown = [entry.rule for entry in self._entries if entry.shown]
        numbers = iter(numbers_of(shown))
        names = iter(self._names if len(self._names) == len(shown) else [rule.label for rule in shown])
        for place, (entry, row) in enumerate(zip(self._entries, self.rows, strict=False)):
            name = next(names) if entry.shown else entry.rule.label
            color = theme.series(next(numbers)).name() if entry.shown else theme.colors.muted
            row.show_entry(entry, name, color, place == self._current)
        self.remove.setEnabled(bool(self._entries) and self._has_twin())


class Row(QFrame):
    """One row of the list."""

    nudged = Signal(bool)
    toggled = Signal(object)
    pressed = Signal(object)
    edited = Signal(object)

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
        say(self.rate.input, mark("core", "learning rate"), "setAccessibleName")
        layout = QHBoxLayout(self)
        fit(layout.setContentsMargins, lambda m: (m.close, m.px(1), m.close, m.px(1)))
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(self.box)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.symbol)
        layout.addWidget(self.rate)
        self.box.clicked.connect(lambda: self.toggled.emit(self))
        self.rate.edited.connect(lambda: self.edited.emit(self))
        self.rate.input.installEventFilter(self)

    def show_entry(self, entry: Entry, name: Any, color: str, current: bool) -> None:
        """Show a rule by name, in its colour."""
        text = translate(name)
        if self._state(entry, text, color, current) == self._shown:
            return
        with QSignalBlocker(self.box):
            self.box.setChecked(entry.shown)
        self.name.setText(text)
        self.name.setToolTip(translate(entry.rule.help))
        weight = "bold" if entry.shown else "normal"
        self.name.setStyleSheet(f"color: {color}; font-weight: {weight};")
        say(self.box, Phrase(mark("app", "Show {name}"), name=name), "setAccessibleName")
        self.rate.set_value(entry.rule.lr)
        self.rate.mark_invalid(False)
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)
        self._shown = self._state(entry, text, color, current)

    def _state(self, *told: Any) -> tuple[Any, ...]:
        """Return what a row shows: what it was told, and what a person has made of it since."""
        return (*told, self.rate.line.text(), self.rate.line.property("invalid"), self.box.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
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
