"""The window: tabs, outline of the lecture, menus, messages and status bar; files and undo for the tab in front."""

from __future__ import annotations

import weakref
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.about import show_about
from app.commands import Actions, Command, KeyGuard, KeyList
from app.enlarging import Enlarging
from app.files import Files
from app.header import Header
from app.job_view import JobView
from app.language import language, say, translate
from app.lecture import Lecture
from app.menus import Menus
from app.messages import MessageBar, Toast
from app.outline import Outline
from app.predicting import Predicting
from app.rail import Rail
from app.reading_order import go_on
from app.remembered import Remembered
from app.tabs import FIRST_SCENE, TABS, find_tab, load
from app.tabs.base import StudyTab, Watchable
from app.theme import application_icon, fit, theme
from app.widgets.editors import finish_typing
from app.widgets.formulas import typesetter
from app.widgets.room import LEAST, first_size
from core.config.words import LabError, Phrase, mark
from core.data.datasets import MNIST
from core.jobs import Failed, Job, Update
from core.scenes import Scene, find_scene, scenes
from core.training.trainer import Loading

_UNDO_TEXTS = {"undo": mark("app", "Undo"), "redo": mark("app", "Redo")}


class MainWindow(QMainWindow):
    """The program's one window.

    Parameters
    ----------
    settings : Remembered
        Where language, theme and geometry are remembered.
    scene : Scene, optional
        What to open at; the first scene by default.
    """

    commands = (
        Command("open", mark("app", "Open scene…"), "open_scene", ("Ctrl+O",)),
        Command("save", mark("app", "Save scene as…"), "save_scene_as", ("Ctrl+S",)),
        Command("export", mark("app", "Export picture and data…"), "export", ("Ctrl+E",)),
        Command("quit", mark("app", "Quit"), "close", ("Ctrl+Q",)),
        Command("undo", _UNDO_TEXTS["undo"], "undo", ("Ctrl+Z",), enabled="can_undo"),
        Command("redo", _UNDO_TEXTS["redo"], "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), enabled="can_redo"),
        Command("reset", mark("app", "Back to the scene"), "reset", ("Alt+R",), enabled="can_reset"),
        Command("dark", mark("app", "Dark"), "toggle_dark", ("F8",), mark("app", "Light or dark"), checked="is_dark"),
        Command("larger", mark("app", "Larger text"), "larger_text", ("Ctrl++", "Ctrl+=")),
        Command("smaller", mark("app", "Smaller text"), "smaller_text", ("Ctrl+-",)),
        Command("normal", mark("app", "Normal text size"), "normal_text", ("Ctrl+Shift+0",)),
        Command("keys", mark("app", "Keys"), "show_keys", ("F1",)),
        Command("about", mark("app", "About DNN Lab"), "show_about"),
    )

    def __init__(self, settings: Remembered, scene: Scene | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.setWindowIcon(application_icon())
        self.setMinimumSize(LEAST)
        self._tabs: dict[str, StudyTab] = {}
        self.header = Header()
        self.tab_bar = self.header.tab_bar
        self.stack = QStackedWidget()
        self.messages = MessageBar()
        self.rail = Rail()
        self.outline = Outline()
        self.files = Files(self)
        self.lecture = Lecture(self, settings)
        self.predicting = Predicting(self, settings)
        self.enlarging = Enlarging(self)
        self._loading = JobView(self)
        self._told: Any = ""
        self._guard = KeyGuard(self)
        self._arrange()
        self._make_menus()
        self._connect()
        self.resize(first_size(self.screen().availableSize()))
        self.restoreGeometry(QByteArray.fromHex(settings.value("geometry", "").encode()))
        self._name()
        self.show_scene(scene or find_scene(FIRST_SCENE))
        self.tab.setFocus()  # else it is the first button, which then looks as if it were wanted
        self._load_data()

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        fit(column.setSpacing, lambda m: m.gap)
        column.addWidget(self.header)
        right = self.right = QVBoxLayout()
        fit(right.setSpacing, lambda m: m.gap)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        body = QHBoxLayout()
        fit(body.setContentsMargins, lambda m: (m.gap, 0, m.gap, 0))
        fit(body.setSpacing, lambda m: m.gap)
        body.addWidget(self.rail)
        body.addWidget(self.outline)
        body.addLayout(right, 1)
        column.addLayout(body, 1)
        fit(column.setContentsMargins, lambda m: (0, 0, 0, m.gap))
        self.setCentralWidget(page)
        self.toast = Toast(page)

    def _make_menus(self) -> None:
        self.command_actions = Actions(self)
        by_id = {
            **self.command_actions.by_id,
            **self.lecture.command_actions.by_id,
            **self.predicting.command_actions.by_id,
        }
        self._own = list(by_id.values())
        self.addActions(self._own)  # keys work, whether a menu is seen or not
        self.menus = Menus(self, by_id)
        self.header.menu_button.setMenu(self.menus.root)
        self.menus.about_to_show.connect(self._sync_commands)
        self.menus.scene_chosen.connect(self.show_scene)
        self.menus.language_chosen.connect(self._on_language)

    def _sync_commands(self) -> None:
        """Bring up to date what is possible now, and what undo would take back."""
        self.command_actions.sync()
        self.lecture.command_actions.sync()
        self.predicting.command_actions.sync()
        self.tab.command_actions.sync()
        for id, what in (("undo", self.tab.document.undo_text()), ("redo", self.tab.document.redo_text())):
            text = _UNDO_TEXTS[id]
            said = Phrase(mark("app", "{command}: {what}"), command=text, what=what) if what else text
            say(self.command_actions.by_id[id], said)

    def _connect(self) -> None:
        self.tab_bar.currentChanged.connect(self._on_tab_bar)
        for chooser in (self.outline, self.rail):
            chooser.chosen.connect(self.show_scene)
        header, rail = self.header, self.rail
        for button, id in (
            (header.theme_button, "dark"),
            (header.smaller, "smaller"),
            (header.larger, "larger"),
        ):
            self.command_actions.bind(button, id)
            button.setCheckable(False)
        for button, id in (
            (header.present, "present"),
            (rail.place, "outline"),
            (rail.before, "previous-scene"),
            (rail.next, "next-scene"),
        ):
            self.lecture.command_actions.bind(button, id)
            button.setCheckable(False)
        self.header.language_button.clicked.connect(self._on_next_language)
        self._loading.updated.connect(self._on_loading)
        language.changed.connect(self._name)
        theme.changed.connect(self._name)

    # -- what is shown

    @property
    def tab(self) -> StudyTab:
        """The tab in front."""
        tab = self.stack.currentWidget()
        assert isinstance(tab, StudyTab)
        return tab

    @property
    def tabs(self) -> list[StudyTab]:
        """The tabs that have been opened: each is made when it is first wanted, so that the window is there at once."""
        return list(self._tabs.values())

    def _make_tab(self, kind: type[StudyTab]) -> StudyTab:
        tab = self._tabs[kind.key] = kind()
        tab.others = partial(_watchable_beside, weakref.ref(self), tab.key)
        tab.failed.connect(self.messages.show_message)
        tab.told.connect(self._on_told)
        tab.wanted.connect(self.show_scene)
        tab.document.stack.indexChanged.connect(self._on_document_changed)
        tab.document.changed.connect(self.enlarging.follow)
        for button in (tab.all_settings, tab.fewer_settings):
            self.lecture.command_actions.bind(button, "settings")
            button.setCheckable(False)
        self.predicting.follow(tab)
        self.stack.addWidget(tab)
        self.lecture.shape(tab)
        return tab

    def _on_told(self, text: Any) -> None:
        """Say what a tab has to tell, unless that is covered."""
        tab = self.sender()
        if not (isinstance(tab, StudyTab) and tab.is_covered):
            self.tell(text)

    def _on_document_changed(self) -> None:
        if self._tabs and self.stack.count():
            self._show_open()

    def _show_open(self) -> None:
        """Show where in the lecture one is."""
        for each in (self.outline, self.rail):
            each.show_open(self.tab.document.scene)
        self._sync_commands()

    def _on_tab_bar(self, index: int) -> None:
        """Bring the tab of this place to the front; one that is new opens at its first scene."""
        entry = TABS[index]
        if entry.key in self._tabs:
            self._bring(self._tabs[entry.key])
            return
        first = next((scene for scene in scenes().values() if scene.tab == entry.key), None)
        self.show_scene(first or load(entry).empty_scene())

    def _finish_typing(self) -> None:
        """Take over what is typed in the tab in front, before another comes."""
        if self.stack.count():
            finish_typing(self.tab)

    def _bring(self, tab: StudyTab) -> None:
        """Bring a tab to the front, with its menu; what other tabs offer is out of reach of keys as well."""
        self._finish_typing()
        self.enlarging.put_back()
        leaving = self.stack.currentWidget() is not tab
        self.stack.setCurrentWidget(tab)
        focused = QApplication.focusWidget()
        if leaving and focused is not None and self.stack.isAncestorOf(focused):
            tab.setFocus()  # Qt has given it to the first button, which looks as if it were wanted
        self.menus.show_tab(tab)
        for action in self.actions():
            if action not in self._own:
                self.removeAction(action)
        self.addActions(list(tab.command_actions.by_id.values()))
        self._show_open()
        self.lecture.follow_tab()
        self.predicting.show()

    def show_scene(self, scene: Scene) -> None:
        """Open a scene in its tab, ready to run."""
        entry = find_tab(scene.tab)
        tab = self._tabs.get(scene.tab) or self._make_tab(load(entry))
        with QSignalBlocker(self.tab_bar):
            self.tab_bar.setCurrentIndex(TABS.index(entry))
        self._finish_typing()
        self.messages.setVisible(False)
        self.enlarging.put_back()
        self.predicting.prepare(tab, scene)
        tab.show_scene(scene)
        self._bring(tab)

    def _name(self) -> None:
        """Say in the language shown what has no widget of its own to say it."""
        self.setWindowTitle("DNN Lab")
        if self.toast.currentMessage():
            self.tell(self._told)
        self.menus.languages[language.code].setChecked(True)

    def _on_next_language(self) -> None:
        self._on_language(self.header.next_language)

    def _on_language(self, code: str) -> None:
        language.switch(code)
        self._settings.set_value("language", code)

    @property
    def is_dark(self) -> bool:
        """Whether the theme is dark."""
        return theme.colors.dark

    def toggle_dark(self) -> None:
        """Change between the light and the dark theme."""
        theme.apply(dark=not self.is_dark)
        self._settings.set_value("dark", self.is_dark)

    def reason_against(self, id: str) -> Any:
        """Return why a command is not possible now, empty where that is plain."""
        return ""

    # -- undo

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back in the tab in front."""
        return self.tab.document.stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again in the tab in front."""
        return self.tab.document.stack.canRedo()

    @property
    def can_reset(self) -> bool:
        """Whether the scene of the tab in front has been changed."""
        return self.tab.document.is_changed

    def undo(self) -> None:
        """Take back the last change in the tab in front."""
        self.tab.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.tab.redo()

    def reset(self) -> None:
        """Go back to the scene of the tab in front."""
        self.tab.reset()

    def larger_text(self) -> None:
        """Make all text larger."""
        theme.larger()
        self._keep_text_size()

    def smaller_text(self) -> None:
        """Make all text smaller."""
        theme.smaller()
        self._keep_text_size()

    def normal_text(self) -> None:
        """Give all text its normal size."""
        theme.normal()
        self._keep_text_size()

    def _keep_text_size(self) -> None:
        self._settings.set_value("text_size", theme.metrics.points)

    # -- data in the background

    def _load_data(self) -> None:
        job = Job(lambda: [Loading(MNIST().load, *(partial(load, entry) for entry in TABS))], name="job-data")
        self._loading.watch(job)
        job.run()

    def _on_loading(self, update: Update) -> None:
        for event in update.events:
            if isinstance(event, Failed):
                text = event.error.phrase if isinstance(event.error, LabError) else str(event.error)
                self.messages.show_message(text)

    # -- files

    def open_scene(self) -> None:
        """Ask for a scene file and open it."""
        self.files.ask_open()

    def save_scene_as(self) -> None:
        """Ask for a file name and save what is shown."""
        self.files.ask_save()

    def export(self) -> None:
        """Ask for a folder and write what is shown into it."""
        self.files.ask_export()

    def tell(self, text: Any) -> None:
        """Say something over the foot of the window for a while."""
        self._told = text
        self.toast.showMessage(translate(text), 8000)

    def show_keys(self) -> None:
        """Show the list of keys."""
        KeyList(self, all_commands()).open()

    def show_about(self) -> None:
        """Tell what the program is."""
        show_about(self)

    def shutdown(self, timeout: float = 2.0) -> bool:
        """Stop all work and wait for it; return whether it has ended."""
        ended = [tab.shutdown(timeout) for tab in self.tabs]
        ended.append(self._loading.close(timeout))
        ended.append(typesetter.close(timeout))
        return all(ended)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._guard.claims(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        leaving = QApplication.focusWidget()
        if leaving is not None and not leaving.isVisible():  # whatever comes next was not asked for
            self.tab.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        self._guard.tabbing = True
        try:
            return go_on(self.centralWidget(), next)
        finally:
            self._guard.tabbing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lecture.fit_text()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.lecture.leave()
        self._settings.set_value("geometry", bytes(self.saveGeometry().toHex().data()).decode())
        self.lecture.remember()
        self.predicting.remember()
        self.shutdown()
        super().closeEvent(event)


def _watchable_beside(window: weakref.ref[MainWindow], key: str) -> list[Watchable]:
    """Return the trainings of the tabs beside that named `key`; the reference is weak, as the window holds its tabs."""
    there = window()
    found = [tab.watchable() for tab in there.tabs if tab.key != key and not tab.is_covered] if there else []
    return [watchable for watchable in found if watchable is not None]


def all_commands() -> list[tuple[str, tuple[Command, ...]]]:
    """Return everything that can be done, the window's own first, then that of each tab."""
    return [(mark("app", "everywhere"), (*Lecture.commands, *Predicting.commands, *MainWindow.commands))] + [
        (entry.label, load(entry).commands) for entry in TABS
    ]
