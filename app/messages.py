"""What the window says: faults above the picture until they are closed, short news over its foot for a while."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from app.language import say
from app.theme import fit, put_icon, theme
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


class Toast(QStatusBar):
    """Short texts over the foot of the window, gone after a while: nothing moves when one comes."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("toast")
        self.setSizeGripEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.messageChanged.connect(self._on_message)
        self.setVisible(False)

    def _on_message(self, text: str) -> None:
        """Take the room that the text needs."""
        page, m = self._page, theme.metrics
        width = min(self.fontMetrics().horizontalAdvance(text) + 5 * m.gap, page.width() - 2 * m.gap)
        height = self.fontMetrics().height() + 2 * m.gap
        self.setGeometry((page.width() - width) // 2, page.height() - height - m.gap, width, height)
        self.setVisible(bool(text))
        self.raise_()
