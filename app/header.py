"""The head of the window: the tabs by name, and buttons for theme and language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QToolButton, QWidget

from app.language import LANGUAGES, language, say, translate
from app.tabs import TABS
from app.theme import fit, put_icon, px, theme
from core.config.words import mark

NARROW = 640
"""Width, at the normal text size, from which there is room for the name of the program beside the tabs."""


class Header(QWidget):
    """Name of the program, tabs, theme, language.

    Attributes
    ----------
    tab_bar : QTabBar
        One tab an entry of `app.tabs.TABS`.
    theme_button, language_button : QToolButton
        The window connects them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tab_bar = QTabBar()
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for _ in TABS:
            self.tab_bar.addTab("")
        self._brand = QLabel("DNN Lab")
        self._brand.setObjectName("brand")
        self.theme_button = QToolButton()
        self.language_button = QToolButton()
        self.language_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        put_icon(self.language_button, "globe")
        say(self.language_button, mark("app", "Switch the language"), "setToolTip")
        line = QHBoxLayout(self)
        fit(line.setContentsMargins, lambda m: (2 * m.gap, 0, m.gap, 0))
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self._brand)
        line.addWidget(self.tab_bar)
        line.addStretch(1)
        line.addWidget(self.theme_button)
        line.addWidget(self.language_button)
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
        """Leave out the name of the program, which the window has too, where the tabs need its room."""
        self._brand.setVisible(self.width() >= px(NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
