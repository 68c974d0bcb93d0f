"""The head of the window: menus, the tabs by name, and buttons for text size, theme, language and presenting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QWidget

from app.language import LANGUAGES, language, say, translate
from app.tabs import TABS
from app.theme import fit, put_icon, px, theme
from core.config.words import mark

NARROW, NARROWER = 800, 640
"""Widths, at the normal text size, below which there is not room for all."""


class Header(QWidget):
    """Menus, tabs, text size, theme, language, presenting.

    Attributes
    ----------
    menu_button : QToolButton
        Opens the menus.
    tab_bar : QTabBar
        One tab an entry of `app.tabs.TABS`.
    smaller, larger, theme_button, language_button, present : QToolButton
        The window connects them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tab_bar = QTabBar()
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        say(self.tab_bar, mark("app", "Tabs"), "setAccessibleName")
        for _ in TABS:
            self.tab_bar.addTab("")
        self.menu_button, self.smaller, self.larger, self.theme_button, self.language_button, self.present = (
            QToolButton() for _ in range(6)
        )
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setObjectName("menu")
        put_icon(self.menu_button, "menu")
        say(self.menu_button, mark("app", "Menu"), "setToolTip")
        say(self.menu_button, mark("app", "Menu"), "setAccessibleName")
        self.smaller.setText("A−")
        self.larger.setText("A+")
        for button in (self.language_button, self.present):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        put_icon(self.language_button, "globe")
        put_icon(self.present, "present")
        say(self.present, mark("app", "Present"))
        say(self.language_button, mark("app", "Switch the language"), "setToolTip")
        line = QHBoxLayout(self)
        fit(line.setContentsMargins, lambda m: (m.gap, m.close, m.gap, 0))
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.menu_button)
        line.addWidget(self.tab_bar)
        line.addStretch(1)
        for button in (self.smaller, self.larger, self.theme_button, self.language_button, self.present):
            line.addWidget(button)
        language.changed.connect(self._name)
        theme.changed.connect(self._name)
        self._name()

    @property
    def next_language(self) -> str:
        """The code of the language that the button switches to."""
        codes = list(LANGUAGES)
        return codes[(codes.index(language.code) + 1) % len(codes)]

    def _name(self) -> None:
        for place, entry in enumerate(TABS):
            self.tab_bar.setTabText(place, translate(entry.label))
        self.language_button.setText(LANGUAGES[self.next_language])
        put_icon(self.theme_button, "sun" if theme.colors.dark else "moon")
        self._make_room()

    def _make_room(self) -> None:
        """Say less where the tabs need the room: pictures without words first, then no text sizes, which have keys."""
        wide = self.width() >= px(NARROW)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (self.language_button, self.present):
            button.setToolButtonStyle(style)
        for button in (self.smaller, self.larger):
            button.setVisible(self.width() >= px(NARROWER))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
