"""What is done with the picture of a search: which view is in front, what is below it, and what follows from a search.

They stand beside the picture, one below the other, or in rows above it where there is no room for that.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QToolButton

from app.language import language, say, translate
from app.tabs.search.views import VIEWS
from app.theme import fit, theme
from app.widgets.editors import Combo
from app.widgets.flow import Flow
from core.config.words import Phrase, mark

_TEXTS = {
    "list": mark("app", "Ranked list"),
    "second": mark("app", "Second picture"),
    "round": mark("app", "One more round"),
    "again": mark("app", "Again with 8 seeds"),
    "reveal": mark("app", "Reveal test"),
    "train": mark("app", "Train in full"),
}
"""Of the buttons, by the commands that they are bound to."""
_ALWAYS = ("list", "second", "reveal")
"""Buttons that stay where there is little room; what the others do is in the menu as well."""


class SearchControls(Flow):
    """The list of views and the buttons.

    Attributes
    ----------
    views : Combo
        Names of the views, each with its key.
    buttons : dict of str to QToolButton
        By the ids of their commands.
    view_chosen : Signal(str)
        A person wants a view in front.
    """

    view_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.views = Combo()
        say(self.views, mark("app", "View"), "setAccessibleName")
        self.add(self.views)
        self.buttons: dict[str, QToolButton] = {}
        for id, text in _TEXTS.items():
            button = self.buttons[id] = QToolButton()
            say(button, text)
            fit(button.setMinimumHeight, lambda m: m.px(30))
            self.add(button)
        self.views.activated.connect(lambda row: self.view_chosen.emit(self.views.itemData(row)))
        language.changed.connect(self._fill)
        self._fill()

    def height_below_each_other(self, brief: bool) -> int:
        """Return how much room the controls take below each other, all of them or those that always stay."""
        shown = [self.views, *(button for id, button in self.buttons.items() if id in _ALWAYS or not brief)]
        return sum(each.sizeHint().height() + theme.metrics.gap for each in shown)

    def set_brief(self, brief: bool) -> None:
        """Leave out what can be done without where there is little room; or show all."""
        for id, button in self.buttons.items():
            button.setVisible(id in _ALWAYS or not brief)

    def _fill(self) -> None:
        focus = self.views.currentData()
        with QSignalBlocker(self.views):
            self.views.clear()
            for number, (key, entry) in enumerate(VIEWS.items(), 1):
                name = Phrase("{number}  {view}", number=number, view=entry.label)
                self.views.addItem(translate(name), key)
        if focus is not None:
            self.show_view(focus)

    def show_view(self, focus: str) -> None:
        """Show which view is in front."""
        with QSignalBlocker(self.views):
            self.views.setCurrentIndex(list(VIEWS).index(focus))
        say(self.views, VIEWS[focus].help, "setToolTip")
