"""The views of a training beside its curves, one in front of the others, and the button with their list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.tabs.trainer.views import CURVES, VIEWS
from app.theme import put_icon, px, theme
from app.widgets.room import FrontStack
from core.config.words import mark

TOP = 44
"""Pixels over a view for the buttons of the picture."""


class Views(QWidget):
    """All views that have been looked at; each is made when it is first wanted.

    Attributes
    ----------
    button : QToolButton
        Opens the list of views, and has the name of the one in front.
    made : Signal(object)
        A view has been made.
    """

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.panels: dict[str, TrainingPanel] = {}
        self._shown: Shown | None = None
        self._pen_scale: float | None = None
        self._presenting = False
        self.stack = FrontStack()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.stack)
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the text
        put_icon(self.button, "chevron-down")
        self.menu = QMenu(self.button)
        self.button.clicked.connect(self._open_menu)  # which, other than a menu of the button, lets the window go on
        say(self.button, mark("app", "More ways to look at the training"), "setToolTip")
        theme.changed.connect(self._make_room)
        language.changed.connect(self._name)
        self._make_room()
        self._name()

    def add_actions(self, actions: dict[str, QAction]) -> None:
        """List the views, each by the action that brings it to the front."""
        for key in VIEWS:
            if key not in CURVES:
                self.menu.addAction(actions[key])

    @property
    def front(self) -> TrainingPanel | None:
        """The view in front, None while that are curves."""
        return self.panels.get(self._focus)

    @property
    def _focus(self) -> str:
        return self._shown.study.view.focus if self._shown else CURVES[0]

    def show_training(self, shown: Shown) -> None:
        """Show what there is to see, in the view that the study asks for."""
        before, self._shown = self._focus, shown
        if self._focus != before:
            self._name()
        if self._focus in CURVES:
            return
        if self._focus not in self.panels:
            self._make(self._focus)
        panel = self.panels[self._focus]
        self.stack.setCurrentWidget(panel)
        panel.show_training(shown)

    @property
    def is_computing(self) -> bool:
        """Whether something that is to be seen is not there yet."""
        return self.front is not None and self.front.is_computing

    def close_jobs(self, timeout: float) -> bool:
        """Stop all work; return whether it has ended."""
        ended = [panel.close_jobs(timeout) for panel in self.panels.values()]  # all are told to stop
        return all(ended)

    def _open_menu(self) -> None:
        self._name()  # the click has changed how it looks
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _make(self, focus: str) -> None:
        panel = self.panels[focus] = VIEWS[focus].make()
        panel.set_presenting(self._presenting)
        if self._pen_scale is not None:
            panel.set_pen_scale(self._pen_scale)
        self.stack.addWidget(panel)
        self.made.emit(panel)

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what is of use at the desk only; or show it again."""
        self._presenting = presenting
        for panel in self.panels.values():
            panel.set_presenting(presenting)
        self._make_room()

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit."""
        self._pen_scale = scale
        for panel in self.panels.values():
            panel.set_pen_scale(scale)

    def _make_room(self) -> None:
        self._column.setContentsMargins(0, 0 if self._presenting else px(TOP), 0, 0)

    def _name(self) -> None:
        """Let the button say which view is in front, and look pressed."""
        is_here = self._focus not in CURVES
        label = translate(VIEWS[self._focus].label if is_here else mark("app", "More"))
        self.button.setText(label)
        self.button.setChecked(is_here)
