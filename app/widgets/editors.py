"""One editor for every kind of parameter (`core.config.parameters`): what is typed, as a value, or a clear message.

An editor shows a value, says `typed` while a person types and `edited` when the change is finished, and `value()`
returns what it holds or raises the `LabError` that its form shows beside it.

To add one: a class here and its line in `EDITORS`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon, theme
from core.config.configuration import Configuration
from core.config.parameters import Choice, Integer, Number, OneOf, Optional, Parameter, Path, Points, Sizes, Switch
from core.config.paths import located, pasted
from core.config.words import mark
from core.descent.expressions import Expression


class Editor(QWidget):
    """Base of the editors.

    Attributes
    ----------
    typed : Signal
        A person is typing: what is there may be half a number.
    edited : Signal
        A person has finished a change (it may be invalid).
    nested_changed : Signal
        Other settings are to be shown under this editor.
    input : QWidget
        The part that takes the focus.
    nested : type of Configuration or None
        Whose settings are to be shown under this editor, in a form of their own.
    """

    typed = Signal()
    edited = Signal()
    nested_changed = Signal()

    input: QWidget
    nested: type[Configuration] | None = None

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        fit(self._layout.setSpacing, lambda m: m.close)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # otherwise `setTabOrder` ignores it

    def _hold(self, widget: QWidget) -> None:
        self.input = widget
        self._layout.addWidget(widget, 1)
        self.setFocusProxy(widget)

    def value(self) -> Any:
        """Return what is shown; raise `LabError` when it is not valid."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value` without saying `edited`."""
        raise NotImplementedError

    def mark_invalid(self, invalid: bool) -> None:
        """Show by its frame that what was typed is not valid."""
        if self.input.property("invalid") != invalid:
            self.input.setProperty("invalid", invalid)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)


class _Line(QLineEdit):
    """A line that undoes what is being typed in it; when there is nothing of the kind, it leaves the keys to others."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key, possible in ((_UNDO, self.isUndoAvailable()), (_REDO, self.isRedoAvailable())):
                if event.matches(key) and not possible:
                    event.ignore()
                    return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that typing has ended; not where the line was hidden, which is no wish of a person's."""
        with QSignalBlocker(self) if not self.isVisible() else contextlib.nullcontext():
            super().focusOutEvent(event)

    def show_text(self, text: str) -> None:
        """Show a text that is no typing; what was typed before is done with."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        elif self.isUndoAvailable() or self.isRedoAvailable():
            place, selected = self.cursorPosition(), self.hasSelectedText()
            self.setText(text)
            self.setCursorPosition(place)
            if selected:
                self.selectAll()


_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class _NumberLine(_Line):
    """A line for a number: a double click selects all of it, and up and down are its own, whatever else they do."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _steps(event):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.selectAll()


def _steps(event: QKeyEvent) -> bool:
    """Return whether a key goes one step up or down."""
    return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & ~_KEYPAD


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class TextEditor(Editor):
    """A line of text that the parameter itself reads and writes.

    A value that is shown with fewer digits than it has stays what it is until something is typed.
    """

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._shown: tuple[str, Any] | None = None
        self.line = self._make_line()
        self.line.textEdited.connect(self.typed)
        self.line.editingFinished.connect(self.edited)
        self._hold(self.line)

    def _make_line(self) -> _Line:
        return _Line()

    def value(self) -> Any:
        text = self.line.text()
        if self._shown is not None and text == self._shown[0]:
            return self._shown[1]
        return self.parameter.parse(text)

    def set_value(self, value: Any) -> None:
        text = self.parameter.format(value)
        self._shown = text, value
        self.line.show_text(text)

    @property
    def is_half_typed(self) -> bool:
        """Whether something has been typed that has not been taken over, as it is not finished or not valid."""
        return self._shown is not None and self.line.text() != self._shown[0]

    def drop(self) -> None:
        """Show the value again in place of what is half typed."""
        if self._shown is not None and self.is_half_typed:
            self.set_value(self._shown[1])
            self.edited.emit()  # a message goes with it


def finish_typing(place: QWidget) -> None:
    """Take over what has been typed in a place, as leaving each field does, and drop what is not valid."""
    half_typed = [editor for editor in place.findChildren(TextEditor) if editor.is_half_typed]
    for editor in half_typed:
        if editor.input.isEnabled():
            editor.edited.emit()
    for editor in half_typed:
        editor.drop()


class NumberEditor(TextEditor):
    """A number: typed as 0.001 or 1e-3, or stepped with the arrow keys and the wheel.

    A number with a logarithmic scale steps 1, 2, 5, 10; any other by one unit or by a twentieth of its range.
    """

    parameter: Number | Integer

    def _make_line(self) -> _Line:
        return _NumberLine()

    def step(self, up: bool) -> None:
        """Go one step up or down, within the range."""
        try:
            value = self.value()
        except ValueError:
            return
        if isinstance(self.parameter, Integer):
            new: float = value + (1 if up else -1)
        elif self.parameter.log:
            new = next_in_decade(value, up)
        else:
            new = round(value + (0.05 if up else -0.05) * min(self.parameter.high - self.parameter.low, 20), 10)
        try:
            self.set_value(self.parameter.check(new))
        except ValueError:
            return
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _steps(event):
            self.step(event.key() == Qt.Key.Key_Up)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.line.hasFocus() and event.angleDelta().y():
            self.step(event.angleDelta().y() > 0)
            event.accept()
        else:
            event.ignore()


def next_in_decade(value: float, up: bool) -> float:
    """Return the next number of the sequence …, 0.1, 0.2, 0.5, 1, 2, 5, … above or below `value`."""
    if value <= 0:
        return 1e-6 if up else value
    ladder = [float(f"{digit}e{power}") for power in range(-12, 7) for digit in (1, 2, 5)]
    if up:
        return next((rung for rung in ladder if rung > value * (1 + 1e-9)), value)
    return next((rung for rung in reversed(ladder) if rung < value * (1 - 1e-9)), value)


class PathEditor(TextEditor):
    """The name of a file, typed or chosen in a dialog."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.browse = QToolButton()
        put_icon(self.browse, "open")
        say(self.browse, mark("app", "Choose a file"), "setToolTip")
        say(self.browse, mark("app", "Choose a file"), "setAccessibleName")
        self.browse.clicked.connect(self._on_browse)
        self._layout.addWidget(self.browse)

    def _on_browse(self) -> None:
        shown = pasted(self.line.text())
        begin = str(located(shown)) if shown else ""
        name, _ = QFileDialog.getOpenFileName(self, translate(self.parameter.label), begin)
        if name:
            self.set_value(name)
            self.edited.emit()


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.box = QCheckBox()
        self.box.clicked.connect(self.edited)
        self._hold(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        self.box.setChecked(value)


SPARE = 8
"""Pixels that letters may be wider than Qt measures them, at the normal text size."""


class Combo(QComboBox):
    """A combo box that leaves the wheel to the column it stands in, and has room for whatever it lists."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        room = max(0, theme.metrics.px(SPARE) - SPARE)  # Qt leaves letters of the normal size room enough
        return super().sizeHint() + QSize(room, 0)

    def minimumSizeHint(self) -> QSize:
        if self.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToContents:
            return self.sizeHint()  # Qt keeps the least size of whatever was listed first
        return super().minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of a few words."""

    def __init__(self, parameter: Choice) -> None:
        super().__init__(parameter)
        self.combo = Combo()
        self.combo.setMinimumContentsLength(6)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.activated.connect(self._on_activated)
        self._hold(self.combo)
        self._fill()
        language.changed.connect(self._fill)

    def _options(self) -> dict[str, str]:
        assert isinstance(self.parameter, Choice)
        return dict(self.parameter.options)

    def _fill(self) -> None:
        chosen = self.combo.currentData()
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for key, label in self._options().items():
                self.combo.addItem(translate(label), key)
            self.combo.setCurrentIndex(max(0, self.combo.findData(chosen)))

    def _on_activated(self) -> None:
        self.edited.emit()

    def value(self) -> Any:
        return self.combo.currentData()

    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class OneOfEditor(ChoiceEditor):
    """A choice from a registry; the form shows the settings of the chosen class underneath."""

    def __init__(self, parameter: OneOf) -> None:
        self._classes = {entry.key: entry for entry in parameter.registry.classes()}
        super().__init__(parameter)  # type: ignore[arg-type]
        self._sync_nested()

    def _options(self) -> dict[str, str]:
        return {key: entry.label for key, entry in self._classes.items()}

    def _sync_nested(self) -> None:
        chosen = self._classes[self.combo.currentData()]
        if chosen is not self.nested:
            self.nested = chosen
            self.nested_changed.emit()

    def _on_activated(self) -> None:
        self._sync_nested()
        self.edited.emit()

    def set_value(self, value: Configuration) -> None:
        super().set_value(value.key)
        self._sync_nested()


class OptionalEditor(Editor):
    """A part that may be absent; the form shows its settings underneath while it is on."""

    def __init__(self, parameter: Optional) -> None:
        super().__init__(parameter)
        self._part = parameter.part
        self.box = QCheckBox()
        say(self.box, parameter.label)
        self.box.clicked.connect(self._on_clicked)
        self._hold(self.box)

    def _on_clicked(self) -> None:
        self._sync_nested()
        self.edited.emit()

    def _sync_nested(self) -> None:
        nested = self._part if self.box.isChecked() else None
        if nested is not self.nested:
            self.nested = nested
            self.nested_changed.emit()

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Configuration | None) -> None:
        self.box.setChecked(value is not None)
        self._sync_nested()


EDITORS: dict[type[Parameter], Callable[[Any], Editor]] = {
    Number: NumberEditor,
    Integer: NumberEditor,
    Switch: SwitchEditor,
    Choice: ChoiceEditor,
    Sizes: TextEditor,
    Points: TextEditor,
    Expression: TextEditor,
    Path: PathEditor,
    OneOf: OneOfEditor,
    Optional: OptionalEditor,
}
