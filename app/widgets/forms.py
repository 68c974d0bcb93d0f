"""Forms made from the fields of a configuration: labels, editors, ranges, messages, all from one description.

A form always knows its last good value.  What is typed wrong is named in red beside the field, stays as typed, and
changes nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import say
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel, titled_card
from app.widgets.editors import EDITORS, Editor, OneOfEditor, OptionalEditor
from core.config.configuration import Configuration
from core.config.parameters import Parameter, Part
from core.config.words import LabError, Phrase

LABEL_WIDTH = 120
"""Pixels for the names of settings, at the normal text size."""


class Row(QWidget):
    """Something to set, and a message when what was typed is not valid.

    Attributes
    ----------
    input : QWidget
        The part that takes the focus.
    fault : WrappedLabel
        The message, hidden as long as there is nothing wrong.
    """

    input: QWidget

    def __init__(self) -> None:
        super().__init__()
        self.fault = WrappedLabel()
        self.fault.setObjectName("fault")
        self.fault.setVisible(False)

    @property
    def is_faulty(self) -> bool:
        """Whether there is a message."""
        return not self.fault.isHidden()

    def show_fault(self, error: LabError | None) -> None:
        """Show what is wrong, or nothing."""
        self.fault.setVisible(error is not None)
        if error:
            say(self.fault, error.phrase)


class Field(Row):
    """One row: label and editor, the message under it, and the form of nested settings under that."""

    typed = Signal()
    edited = Signal()

    def __init__(self, name: str, parameter: Parameter, level: int, label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self._label_width = label_width
        self.name = name
        self.parameter = parameter
        self.editor: Editor = EDITORS[type(parameter)](parameter)
        self.input = self.editor.input
        self.nested: Form | None = None
        self._level = level
        self._reason: Any = ""
        self._locked = False
        self._forms: dict[type[Configuration], Form] = {}

        self.label = WrappedLabel()
        fit(self.label.setFixedWidth, lambda m: m.px(label_width) - level * m.indent)
        self.label.setBuddy(self.editor)
        name_shown: Any = parameter.label
        if parameter.symbol:
            name_shown = Phrase("{label} {symbol}", label=parameter.label, symbol=parameter.symbol)
        say(self.label, name_shown)
        say(self.editor.input, name_shown, "setAccessibleName")  # two may differ in the symbol alone
        self.note = WrappedLabel()
        self.note.setObjectName("muted")
        self.note.setVisible(False)

        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.label)
        if isinstance(self.editor, OptionalEditor):  # which says it itself
            self.label.hide()
        line.addWidget(self.editor, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        fit(self._column.setSpacing, lambda m: m.tight)
        self._column.addWidget(row)
        self._column.addWidget(self.fault)
        self._column.addWidget(self.note)
        self._on_nested_changed()
        self.editor.typed.connect(self.typed)
        self.editor.edited.connect(self.edited)
        self.editor.nested_changed.connect(self._on_nested_changed)

    def value(self) -> Any:
        """Return the value with its nested settings; raise `LabError` when something is not valid."""
        value = self.editor.value()
        if isinstance(self.editor, OneOfEditor | OptionalEditor):
            return self.nested.value() if self.nested else None
        return value

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        self.editor.set_value(value)
        if self.nested and value is not None:
            self.nested.set_value(value)

    def show_fault(self, error: LabError | None) -> None:
        super().show_fault(error)
        self.editor.mark_invalid(error is not None)
        say(self.editor.input, error.phrase if error else "", "setAccessibleDescription")

    def show_note(self, text: Any) -> None:
        """Say something of the value under the editor, or nothing."""
        say(self.note, text)
        self.note.setVisible(bool(text))

    def put_under(self, widget: QWidget) -> None:
        """Let something stand under the note, as wide as the field."""
        self._column.insertWidget(self._column.indexOf(self.note) + 1, widget)

    def lock(self, reason: Any) -> None:
        """Disable what cannot change now, with the reason in its tooltip; an empty reason enables all."""
        self._reason = reason
        self._locked = bool(reason) and not self.parameter.live
        self.editor.input.setEnabled(not self._locked)
        self.label.setEnabled(not self._locked)
        for extra in self.editor.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            extra.setEnabled(not self._locked)
        if self.nested:
            self.nested.lock(reason)
        self._show_tooltip()

    def _show_tooltip(self) -> None:
        text = self.parameter.help
        if isinstance(self.editor, OneOfEditor) and self.editor.nested:
            text = self.editor.nested.help
        if self._locked:
            text = self._reason
        for widget in (self.label, self.editor, self.editor.input):
            say(widget, text, "setToolTip")

    def _on_nested_changed(self) -> None:
        if self.nested:
            self.nested.setVisible(False)
        part = self.editor.nested
        self.nested = None
        self._show_tooltip()
        if part is None:
            return
        if part not in self._forms:
            form = self._forms[part] = Form(part, self._level + 1, self._label_width)
            form.set_value(part())
            form.typed.connect(self.typed)
            form.edited.connect(self.edited)
            self._column.insertWidget(self._column.indexOf(self.note), form)
        self.nested = self._forms[part]
        self.nested.setVisible(bool(part.parameters()))
        self.nested.lock(self._reason)


class Form(QWidget):
    """All fields of one configuration class.

    Parameters
    ----------
    part : type of Configuration
        Whose fields are shown.
    level : int
        How deep the form is nested; level 0 puts its groups on cards.  Where some fields have a group,
        those without are left out; so are parts that have a form of their own (`Part`), whose value is kept.
    label_width : int
        Pixels for the labels at the normal text size; the rest is for the editors.

    Attributes
    ----------
    check : callable or None
        Raises `LabError` for a configuration that does not go with what else there is; it is refused like any other
        that is not valid.
    changed : Signal(object)
        A person made a new valid value: typed and finished with Enter or by leaving the field, or chosen.
    typed, edited : Signal
        A person is typing, or has finished a change, valid or not.
    refused : Signal(object)
        A change does not go with something that is set elsewhere: the error, for which there is no field here.
    """

    changed = Signal(object)
    typed = Signal()
    edited = Signal()
    refused = Signal(object)

    def __init__(self, part: type[Configuration], level: int = 0, label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self._part = part
        self._level, self._label_width = level, label_width
        self.check: Callable[[Any], object] | None = None
        self._last: Configuration | None = None
        self._is_filled = False  # just now, by `set_value`
        self._reason: Any = ""
        self._notes: dict[str, Any] = {}
        self._when_made: list[Callable[[], object]] = []
        self._made: dict[str, Field] = {}
        self._is_made = False
        self._column = QVBoxLayout(self)
        fit(self._column.setContentsMargins, lambda m: (m.indent if level else 0, 0, 0, 0))
        fit(self._column.setSpacing, lambda m: m.tight if level else m.gap)
        parameters = part.parameters()
        grouped = any(parameter.group for parameter in parameters.values())
        self._parameters = {
            name: parameter
            for name, parameter in parameters.items()
            if not isinstance(parameter, Part) and (parameter.group or not grouped)  # others are set elsewhere
        }
        self._pieces = self._make_pieces()
        if level:
            self.make()
        else:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    # -- made when it is first wanted: a drawer that nobody opens costs nothing

    @property
    def is_made(self) -> bool:
        """Whether all fields are there."""
        return self._is_made

    @property
    def names(self) -> list[str]:
        """Names of the settings that have a field here."""
        return list(self._parameters)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names of their settings."""
        self.make()
        return self._made

    def make(self) -> None:
        """Make what has not been made yet."""
        while not self.make_ahead():
            pass

    def make_ahead(self) -> bool:
        """Make one more field; return whether all are there."""
        if not self._is_made:
            next(self._pieces, None)
        return self._is_made

    def when_made(self, action: Callable[[], object]) -> None:
        """Do something with the fields as soon as they are there."""
        if self._is_made:
            action()
        else:
            self._when_made.append(action)

    def _make_pieces(self) -> Iterator[None]:
        cards: dict[str, QVBoxLayout] = {}
        for name, parameter in self._parameters.items():
            field = self._made[name] = Field(name, parameter, self._level, self._label_width)
            field.typed.connect(self._on_typed)
            field.edited.connect(self._on_edited)
            if self._level:
                self._column.addWidget(field)
            else:
                if parameter.group not in cards:
                    card, cards[parameter.group] = titled_card(parameter.group)
                    self._column.addWidget(card)
                cards[parameter.group].addWidget(field)
            yield
        self._is_made = True
        if self._last is not None:
            self.set_value(self._last)
        if self._reason:
            self.lock(self._reason)
        for name, text in self._notes.items():
            self._made[name].show_note(text)
        for action in self._when_made:
            action()
        self._when_made.clear()

    def showEvent(self, event: QShowEvent) -> None:
        self.make()
        super().showEvent(event)

    # -- what is set

    def value(self) -> Configuration:
        """Return the configuration as shown; raise `LabError`, shown beside its field, when it is not valid."""
        if not self._is_made:  # nobody can have typed anything
            return self._last or self._part()
        values = {}
        first: LabError | None = None
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
                field.show_fault(None)
            except LabError as error:
                if not error.field:  # deeper faults are shown deeper
                    field.show_fault(error)
                else:
                    field.show_fault(None)
                first = first or error.inside(name)
        if first:
            raise first
        try:
            value = dataclasses.replace(self._last or self._part(), **values)  # type: ignore[type-var]
            if self.check is not None:
                self.check(value)
            return value
        except LabError as error:
            if not self.show_fault(error):
                self.refused.emit(error)
            raise

    def set_value(self, value: Configuration) -> None:
        """Show `value`; nothing is said to have changed."""
        self._last = value
        if not self._is_made:
            return
        self._is_filled = True
        for name, field in self.fields.items():
            field.set_value(getattr(value, name))
            field.show_fault(None)
        self._is_filled = False

    def commit(self) -> None:
        """Take over what has been typed, as leaving the field does; raise `LabError` when it is not valid."""
        value = self.value()
        if value != self._last:
            self._last = value
            self.changed.emit(value)

    def field_at(self, path: str) -> Field | None:
        """Return the field at a dotted path, or the nearest above it; None where there is none."""
        name, _, rest = path.partition(".")
        field = self.fields.get(name)
        deeper = field.nested.field_at(rest) if field is not None and field.nested and rest else None
        return deeper or field

    def first_fault(self) -> Field | None:
        """Return the first field that shows a message."""
        for field in self._made.values():
            if field.is_faulty:
                return field
            deeper = field.nested.first_fault() if field.nested else None
            if deeper:
                return deeper
        return None

    def show_fault(self, error: LabError) -> bool:
        """Show an error that came later (a file that cannot be read) beside its field; return whether there is one."""
        name, _, rest = error.field.partition(".")
        field = self.fields.get(name)
        if field is None:
            return False
        inner = error.at(rest)
        if not (rest and field.nested and field.nested.show_fault(inner)):
            field.show_fault(inner)
        return True

    def lock(self, reason: Any) -> None:
        """Disable every field that cannot change now (see `Field.lock`)."""
        self._reason = reason
        if self._is_made:
            for field in self._made.values():
                field.lock(reason)

    def show_note(self, name: str, text: Any) -> None:
        """Say something of a setting under its editor, or nothing."""
        self._notes[name] = text
        if self._is_made:
            self._made[name].show_note(text)

    def _on_typed(self) -> None:
        with contextlib.suppress(LabError):  # shown beside its field
            self.value()
        self.typed.emit()  # last, as a form around this one knows more that may be wrong

    def _on_edited(self) -> None:
        if self._is_filled:  # a field that is hidden loses the focus, which is no wish of a person's
            return
        with contextlib.suppress(LabError):
            self.commit()
        self.edited.emit()


class Typed(Protocol):
    """What a person types into: a form, or something like one."""

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError` when it is not valid."""

    def first_fault(self) -> Row | None:
        """Return the first row that shows a message."""


def commit_forms(forms: Iterable[Typed], area: QScrollArea) -> None:
    """Take over what has been typed; what is not valid is shown beside its field, in view, and raised as `LabError`."""
    for form in forms:
        try:
            form.commit()
        except LabError:
            show_first_fault(form, area)
            raise


def show_first_fault(form: Typed, area: QScrollArea) -> None:
    """Bring the first message of a form into view in the area it scrolls in."""
    row = form.first_fault()
    if row:
        row.input.setFocus()
        QTimer.singleShot(0, row, lambda: area.ensureWidgetVisible(row, 0, 2 * theme.metrics.gap))
