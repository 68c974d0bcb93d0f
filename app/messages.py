"""The message bar: one message at a time, above the picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from app.language import say
from app.theme import fit, put_icon
from core.config.words import mark


class MessageBar(QFrame):
    """One message at a time, above the picture, until it is closed: what went wrong and what is expected."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        picture = QToolButton()
        picture.setObjectName("flat")
        picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put_icon(picture, "error", "error")
        self.close_button = QToolButton()
        self.close_button.setObjectName("flat")
        put_icon(self.close_button, "close")
        say(self.close_button, mark("app", "Close this message"), "setToolTip")
        say(self.close_button, mark("app", "Close this message"), "setAccessibleName")
        self.close_button.clicked.connect(lambda: self.setVisible(False))
        layout = QHBoxLayout(self)
        fit(layout.setContentsMargins, lambda m: (m.gap, m.close, m.gap, m.close))
        layout.addWidget(picture)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.close_button)
        self.setVisible(False)

    def show_message(self, text: Any) -> None:
        """Show a marked text, a phrase or an error; an empty text takes the message away."""
        say(self.text, text)
        self.setVisible(bool(text))
