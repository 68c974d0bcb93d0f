"""The head of the window: the tabs by name, and buttons for theme and language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QToolButton, QWidget

from app.language import LANGUAGES, language, say, translate
from app.tabs import TABS
from app.theme import fit, put_icon, theme
from core.config.words import mark


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
        brand = QLabel("DNN Lab")
        brand.setObjectName("brand")
        self.theme_button = QToolButton()
        self.language_button = QToolButton()
        self.language_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        put_icon(self.language_button, "globe")
        say(self.language_button, mark("app", "Switch the language"), "setToolTip")
        line = QHBoxLayout(self)
        fit(line.setContentsMargins, lambda m: (2 * m.gap, 0, m.gap, 0))
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(brand)
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
