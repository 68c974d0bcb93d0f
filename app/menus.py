"""The menus of the window: commands by menu; the lecture, the tab in front and the languages fill theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.language import LANGUAGES, say
from app.tabs.base import StudyTab
from core.config.words import mark
from core.scenes import scenes

FILE, EDIT, LECTURE, TAB = mark("app", "&File"), mark("app", "&Edit"), mark("app", "&Lecture"), ""
VIEW, LANGUAGE, HELP = mark("app", "&View"), mark("app", "L&anguage"), mark("app", "&Help")
_MENUS: dict[str, tuple[str, ...]] = {
    FILE: ("open", "save", "export", "", "quit"),
    EDIT: ("undo", "redo", "", "reset"),
    LECTURE: ("next-scene", "previous-scene", "", "reveal", "skip", "draw", "ask-again", "questions", ""),
    TAB: (),
    VIEW: (
        "settings",
        "outline",
        "notes",
        "",
        "present",
        "audience",
        "swap",
        "spotlight",
        "dark",
        "",
        "larger",
        "smaller",
        "normal",
    ),
    LANGUAGE: (),
    HELP: ("keys", "about"),
}


class Menus(QObject):
    """All menus behind one button.

    Parameters
    ----------
    window : QWidget
        Owns them.
    commands : mapping of str to QAction
        The commands of the window by id.

    Attributes
    ----------
    about_to_show : Signal
        A menu is about to be seen: what is possible must be up to date.
    scene_chosen : Signal(object)
        A scene is to be opened.
    language_chosen : Signal(str)
        A language is wanted, by its code.
    root : QMenu
        Holds the others.
    languages : dict of QAction
        One a language, by its code.
    """

    about_to_show = Signal()
    scene_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, window: QWidget, commands: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window = window
        self.root = QMenu(window)
        self._menu_of: dict[str, QMenu] = {}
        for title, ids in _MENUS.items():
            menu = self._menu_of[title] = self._menu(title)
            self.root.addMenu(menu)
            for id in ids:
                if id:
                    menu.addAction(commands[id])
                else:
                    menu.addSeparator()
            menu.aboutToShow.connect(self.about_to_show)
        self._list_scenes()
        self.languages: dict[str, QAction] = {}
        group = QActionGroup(self)
        for code, name in LANGUAGES.items():
            action = self.languages[code] = QAction(name, self)
            action.setCheckable(True)
            action.triggered.connect(self._telling(lambda code=code: self.language_chosen.emit(code)))
            group.addAction(action)
            self._menu_of[LANGUAGE].addAction(action)

    def _list_scenes(self) -> None:
        chapters: dict[str, QMenu] = {}
        for scene in scenes().values():
            if scene.chapter not in chapters:
                chapters[scene.chapter] = self._menu(scene.chapter)
                self._menu_of[LECTURE].addMenu(chapters[scene.chapter])
            action = chapters[scene.chapter].addAction("")
            say(action, scene.title)
            action.triggered.connect(self._telling(lambda scene=scene: self.scene_chosen.emit(scene)))

    def show_tab(self, tab: StudyTab) -> None:
        """Offer what can be done in the tab in front."""
        menu = self._menu_of[TAB]
        say(menu, tab.menu, "setTitle")
        menu.clear()
        menu.addActions(tab.command_actions.for_menu())

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(self._window)
        say(menu, title, "setTitle")
        return menu

    @staticmethod
    def _telling(tell: Callable[..., None]) -> Callable[[bool], None]:
        return lambda _checked: tell()
