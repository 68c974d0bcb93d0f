"""Commands: what can be done by menu, key or button, each declared once.

A `Command` has an id, a text, keys, the name of the method that does it, and when it is possible.  From the declaration
come the entry in the menu, the shortcut, the tooltip of its button, the list of keys (F1) and the table in the README.

Keys act whatever was clicked last.  Qt offers a key to shortcuts first, unless the widget in focus claims it; text
fields claim what can be typed.  `KeyGuard` lets more kinds of widgets keep their own keys: sliders the arrows, lists up
and down, and buttons, boxes and lists that were reached with Tab the space bar.

To add one: a line in the ``commands`` of the window or of a tab, and a method of that name.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.language import say, translate
from core.config.words import Phrase, mark

_ARROWS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


@dataclass(frozen=True)
class Command:
    """One thing that can be done.

    Attributes
    ----------
    id : str
        Short name, by which buttons refer to it.
    text : str
        Marked text for the menu.
    slot : str
        Name of the method of the owner that does it.
    keys : tuple of str
        Keys in Qt's portable form; the first stands in the menu.
    help : str
        Marked sentence for the tooltip; `text` by default.
    enabled : str
        Name of a property of the owner that tells whether it is possible now; empty stands for always.
    checked : str
        Name of a property of the owner, for what is on or off.
    argument : object
        Given to the method, where one method does several commands; then on where `checked` is equal to it.
    in_menu : bool
        Whether it has an entry in the menu.
    """

    id: str
    text: str
    slot: str
    keys: tuple[str, ...] = ()
    help: str = ""
    enabled: str = ""
    checked: str = ""
    argument: Any = None
    in_menu: bool = True

    def is_on(self, value: Any) -> bool:
        """Return whether the command is on, by the value of its `checked` property."""
        return bool(value) if self.argument is None else bool(value == self.argument)

    def keys_shown(self) -> str:
        """Return the keys as a person reads them, the same on every platform: ``Space, Ctrl+R``."""
        return ", ".join(_KEY_NAMES.get(key, key) for key in self.keys)


_KEY_NAMES = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "Ctrl+Right": "Ctrl+→", "Ctrl+Left": "Ctrl+←"}


class Owner(Protocol):
    """Whoever has commands: the window, a tab."""

    commands: ClassVar[tuple[Command, ...]]

    def reason_against(self, id: str) -> Any:
        """Return why a command is not possible now, empty where that is plain."""


class Actions(QObject):
    """The commands of one owner as actions, and the buttons that stand for them; `sync` brings them up to date.

    Parameters
    ----------
    owner : Owner
        Has ``commands`` and the methods they name.
    """

    def __init__(self, owner: Any) -> None:
        super().__init__(owner)
        self._owner = weakref.ref(owner)
        self._commands = {command.id: command for command in owner.commands}
        self._buttons: list[tuple[weakref.ref[QAbstractButton], str]] = []
        self._reasons: weakref.WeakKeyDictionary[QAbstractButton, Any] = weakref.WeakKeyDictionary()
        self.by_id: dict[str, QAction] = {}
        for command in owner.commands:
            action = self.by_id[command.id] = QAction(self)
            say(action, command.text)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setCheckable(bool(command.checked))
            action.triggered.connect(lambda _checked=False, command=command: self._do(command))

    def _do(self, command: Command) -> None:
        _finish_typing()
        slot = getattr(self._owner(), command.slot)
        slot() if command.argument is None else slot(command.argument)
        self.sync()

    def for_menu(self) -> list[QAction]:
        """Return the actions that stand in the menu, in order."""
        return [self.by_id[id] for id, command in self._commands.items() if command.in_menu]

    def not_for_menu(self) -> list[QAction]:
        """Return the actions that only have keys."""
        return [self.by_id[id] for id, command in self._commands.items() if not command.in_menu]

    def bind(self, button: QAbstractButton, id: str, acts_itself: bool = False) -> None:
        """Let a button stand for a command: a click does it (unless it `acts_itself`), its tooltip names the keys."""
        command = self._commands[id]
        button.setCheckable(bool(command.checked))
        if not acts_itself:
            button.clicked.connect(self.by_id[id].trigger)
        tell_keys(button, command)
        if not button.text():
            say(button, command.text, "setAccessibleName")
        self._buttons.append((weakref.ref(button), id))

    def button_of(self, id: str) -> QAbstractButton | None:
        """Return a button that stands for a command, None where there is none."""
        return next((reference() for reference, bound in self._buttons if bound == id), None)

    def sync(self) -> None:
        """Bring up to date what is possible and what is on."""
        owner = self._owner()
        if owner is None:
            return
        for id, command in self._commands.items():
            if command.enabled:
                self.by_id[id].setEnabled(bool(getattr(owner, command.enabled)))
            if command.checked:
                self.by_id[id].setChecked(command.is_on(getattr(owner, command.checked)))
        for reference, id in self._buttons:
            button = reference()
            if button is None or not shiboken6.isValid(button):
                continue
            reason = "" if self.by_id[id].isEnabled() else owner.reason_against(id)
            if self._reasons.get(button, "") != reason:  # tooltips cost more than all else
                self._reasons[button] = reason
                tell_keys(button, self._commands[id], reason)
            if self._commands[id].enabled:
                button.setEnabled(self.by_id[id].isEnabled())
            if self._commands[id].checked:
                button.setChecked(self.by_id[id].isChecked())


def _finish_typing() -> None:
    """Take over what is being typed, as leaving the field does: a key or a menu acts without the focus moving first."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit) and focus.isModified():
        focus.editingFinished.emit()


def tell_keys(widget: QWidget, command: Command, help: Any = "") -> None:
    """Give a widget the tooltip of a command: what it does, and its keys; or in its place another text."""
    text = help or command.help or command.text
    if command.keys and not help:
        text = Phrase("{help} ({keys})", help=text, keys=command.keys_shown())
    say(widget, text, "setToolTip")


class KeyGuard(QObject):
    """Tells which widgets keep a key for themselves, although a command has that key too.

    Parameters
    ----------
    parent : QObject
        Owns it: the window, which asks `claims` for every `ShortcutOverride` that no widget has accepted.

    Attributes
    ----------
    tabbing : bool
        Set by the window while the focus moves on to the next widget: by Tab, or because the last one was disabled.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.tabbing = False
        self._last_key = 0
        self._by_keyboard = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def claims(self, event: QKeyEvent) -> bool:
        """Return whether the widget in focus keeps the key."""
        widget, key = QApplication.focusWidget(), event.key()
        self._last_key = key
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(widget, QAbstractSlider):
            return key in _ARROWS
        if isinstance(widget, QComboBox | QAbstractItemView) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._by_keyboard or isinstance(widget, QAbstractItemView)
        if isinstance(widget, QAbstractButton | QComboBox | QAbstractItemView):
            return key == Qt.Key.Key_Space and self._by_keyboard
        return False

    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._by_keyboard = self.tabbing and self._last_key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def key_table(groups: Iterable[tuple[Any, Sequence[Command]]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return headings, each with rows of keys and what they do, in the language shown."""
    table = []
    for heading, commands in groups:
        rows = [(command.keys_shown(), translate(command.text).rstrip("…")) for command in commands if command.keys]
        if rows:
            table.append((translate(heading), rows))
    return table


class KeyList(QDialog):
    """The list of keys, by where they act."""

    def __init__(self, parent: QWidget, groups: Iterable[tuple[Any, Sequence[Command]]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate(mark("app", "Keys")))
        lines = ["<table cellspacing='0' cellpadding='4'>"]
        for heading, rows in key_table(groups):
            lines.append(f"<tr><td colspan='2'><b>{escape(heading)}</b></td></tr>")
            lines += [f"<tr><td>{escape(keys)}</td><td>{escape(text)}</td></tr>" for keys, text in rows]
        text = QLabel("".join(lines) + "</table>")
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        text.setObjectName("column")
        area.setWidget(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(text.sizeHint().width() + 60, min(text.sizeHint().height() + 80, round(0.9 * parent.height())))
