"""The window: tabs, outline of the lecture, menus, messages and status bar."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.export import write_in_steps
from app.job_view import JobView
from app.language import LANGUAGES, language, say, translate
from app.tabs import FIRST_SCENE, TABS, find_tab
from app.tabs.base import Tab, Watchable
from app.theme import GAP, application_icon, put_icon, theme
from app.widgets.forms import card
from app.widgets.formulas import typesetter
from app.widgets.lists import PassingList
from core import __version__
from core.config.words import LabError, Phrase, mark
from core.data.datasets import MNIST
from core.jobs import Failed, Job, Update
from core.scenes import Scene, find_scene, load_scene, save_scene, scenes
from core.training.trainer import Loading

_HEADING = Qt.ItemDataRole.UserRole + 1
"""Where the outline keeps the name of a tab that stands above its scenes."""
NARROW = 1180
"""Windows narrower than this open without the outline."""


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
        layout.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        layout.addWidget(picture)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.close_button)
        self.setVisible(False)

    def show_message(self, text: Any) -> None:
        """Show a marked text, a phrase or an error; an empty text takes the message away."""
        say(self.text, text)
        self.setVisible(bool(text))


class Outline(QWidget):
    """The scenes of the lecture in order; a click opens one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        heading = QLabel()
        heading.setObjectName("heading")
        say(heading, mark("app", "Lecture"))
        self.list = PassingList()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.list, mark("app", "Scenes of the lecture"), "setAccessibleName")
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.setFixedWidth(208)
        before = ""
        for scene in scenes().values():
            if scene.tab != before:
                self._add_heading(scene.tab)
            before = scene.tab
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, scene)
            item.setToolTip(f"--scene {scene.id}")
            self.list.addItem(item)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        language.changed.connect(self._name)
        self._name()

    def _add_heading(self, key: str) -> None:
        """Put the name of a tab above its scenes; it cannot be chosen."""
        item = QListWidgetItem()
        item.setData(_HEADING, find_tab(key).label)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def mark(self, scene: Scene) -> None:
        """Show which scene is open."""
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            shown = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if shown is not None and shown.id == scene.id:
                self.list.setCurrentRow(row)

    def _name(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            scene = item.data(Qt.ItemDataRole.UserRole)
            item.setText(translate(item.data(_HEADING) if scene is None else scene.title))

    def _on_item(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole) is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class MainWindow(QMainWindow):
    """The program's one window.

    Parameters
    ----------
    settings : QSettings
        Where language, theme and geometry are remembered.
    scene : Scene, optional
        What to open at; the first scene by default.
    """

    def __init__(self, settings: QSettings, scene: Scene | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.setWindowIcon(application_icon())
        self.setMinimumSize(QSize(880, 560))
        self._tabs: dict[str, Tab] = {}
        self.tab_bar = QTabBar()
        self.stack = QStackedWidget()
        self.messages = MessageBar()
        self.outline = Outline()
        self._loading = JobView(self)
        self._told: Any = ""
        self._arrange()
        self._make_menus()
        self._connect()
        self.resize(1280, 800)
        geometry = settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        wide = self.width() >= NARROW
        self._outline_action.setChecked(wide and settings.value("outline", True, bool) is not False)
        self.outline.setVisible(self._outline_action.isChecked())
        self._name()
        self.show_scene(scene or find_scene(FIRST_SCENE))
        self._load_data()

    def _arrange(self) -> None:
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for _ in TABS:
            self.tab_bar.addTab("")
        brand = QLabel("DNN Lab")
        brand.setObjectName("brand")
        self.language_button = QToolButton()
        put_icon(self.language_button, "globe")
        self.language_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.theme_button = QToolButton()
        say(self.language_button, mark("app", "Switch the language"), "setToolTip")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.theme_button, mark("app", "Light or dark"), setter)
        header = QHBoxLayout()
        header.setContentsMargins(2 * GAP, 0, GAP, 0)
        header.setSpacing(GAP)
        header.addWidget(brand)
        header.addSpacing(2 * GAP)
        header.addWidget(self.tab_bar)
        header.addStretch(1)
        header.addWidget(self.theme_button)
        header.addWidget(self.language_button)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(header)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        body = QHBoxLayout()
        body.setContentsMargins(GAP, 0, GAP, 0)
        body.setSpacing(GAP)
        body.addWidget(self.outline)
        body.addLayout(right, 1)
        column.addLayout(body, 1)
        self.setCentralWidget(page)
        self._data_state = QLabel()
        self.statusBar().addPermanentWidget(self._data_state)
        self.statusBar().setSizeGripEnabled(False)

    def _make_menus(self) -> None:
        file = self._menu(mark("app", "&File"))
        self._action(file, mark("app", "Open scene…"), self._on_open, "Ctrl+O")
        self._action(file, mark("app", "Save scene as…"), self._on_save, QKeySequence.StandardKey.Save)
        self._action(file, mark("app", "Export picture and data…"), self._on_export, "Ctrl+E")
        file.addSeparator()
        self._action(file, mark("app", "Quit"), self.close, "Ctrl+Q")
        lecture = self._menu(mark("app", "&Lecture"))
        for scene in scenes().values():
            self._action(lecture, scene.title, lambda scene=scene: self.show_scene(scene))
        self._tab_menu = self._menu("")
        view = self._menu(mark("app", "&View"))
        self._outline_action = self._action(view, mark("app", "Outline"), lambda: None, "F9")
        self._outline_action.setCheckable(True)
        self._outline_action.toggled.connect(self.outline.setVisible)
        self.dark_action = self._action(view, mark("app", "Dark"), lambda: None, "F8")
        self.dark_action.setCheckable(True)
        self.dark_action.setChecked(theme.colors.dark)
        self.dark_action.toggled.connect(self._on_dark)
        view.addSeparator()
        for text, slot, keys in (
            (mark("app", "Larger text"), theme.larger, ["Ctrl++", "Ctrl+="]),
            (mark("app", "Smaller text"), theme.smaller, ["Ctrl+-"]),
            (mark("app", "Normal text size"), theme.normal, ["Ctrl+Shift+0"]),
        ):
            self._action(view, text, partial(self._on_text_size, slot)).setShortcuts([QKeySequence(k) for k in keys])
        languages = self._menu(mark("app", "L&anguage"))
        self.language_actions = {}
        group = QActionGroup(self)
        for code, name in LANGUAGES.items():
            action = self.language_actions[code] = QAction(name, self)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, code=code: self._on_language(code))
            group.addAction(action)
            languages.addAction(action)
        help = self._menu(mark("app", "&Help"))
        self._action(help, mark("app", "About DNN Lab"), self._on_about)

    def _menu(self, title: str) -> QMenu:
        menu = self.menuBar().addMenu("")
        say(menu, title, "setTitle")
        return menu

    def _action(self, menu: QMenu, text: str, slot: Any, keys: Any = None) -> QAction:
        action = QAction(self)
        say(action, text)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: slot())
        menu.addAction(action)
        return action

    def _connect(self) -> None:
        self.tab_bar.currentChanged.connect(self._on_tab_bar)
        self.outline.chosen.connect(self.show_scene)
        self.theme_button.clicked.connect(self.dark_action.toggle)
        self.language_button.clicked.connect(self._on_next_language)
        self._loading.updated.connect(self._on_loading)
        language.changed.connect(self._name)
        theme.changed.connect(self._name)

    # -- what is shown

    @property
    def tab(self) -> Tab:
        """The tab in front."""
        tab = self.stack.currentWidget()
        assert isinstance(tab, Tab)
        return tab

    @property
    def tabs(self) -> list[Tab]:
        """The tabs that have been opened: each is made when it is first wanted, so that the window is there at once."""
        return list(self._tabs.values())

    def _make_tab(self, kind: type[Tab]) -> Tab:
        tab = self._tabs[kind.key] = kind()
        tab.others = partial(_watchable_beside, weakref.ref(self), tab.key)
        tab.failed.connect(self.messages.show_message)
        tab.told.connect(self._tell)
        self.stack.addWidget(tab)
        return tab

    def _on_tab_bar(self, index: int) -> None:
        """Bring the tab of this place to the front; one that is new opens at its first scene."""
        key = TABS[index].key
        if key in self._tabs:
            self._bring(self._tabs[key])
        else:
            self.show_scene(next(scene for scene in scenes().values() if scene.tab == key))

    def _bring(self, tab: Tab) -> None:
        """Bring a tab to the front, with its menu; what other tabs offer is out of reach of keys as well."""
        self.stack.setCurrentWidget(tab)
        say(self._tab_menu, tab.menu, "setTitle")
        for action in self._tab_menu.actions():
            self._tab_menu.removeAction(action)
        self._tab_menu.addActions(tab.actions_for_menu())

    def show_scene(self, scene: Scene) -> None:
        """Open a scene in its tab, ready to run."""
        entry = find_tab(scene.tab)
        tab = self._tabs.get(scene.tab) or self._make_tab(entry.load())
        with QSignalBlocker(self.tab_bar):
            self.tab_bar.setCurrentIndex(TABS.index(entry))
        self.messages.setVisible(False)
        tab.show_scene(scene)
        self._bring(tab)
        self.outline.mark(scene)

    def _name(self) -> None:
        """Say in the language shown what has no widget of its own to say it."""
        self.setWindowTitle("DNN Lab")
        if self.statusBar().currentMessage():
            self._tell(self._told)
        for number, entry in enumerate(TABS):
            self.tab_bar.setTabText(number, translate(entry.label))
        codes = list(LANGUAGES)
        self._next_language = codes[(codes.index(language.code) + 1) % len(codes)]
        self.language_button.setText(LANGUAGES[self._next_language])
        self.language_actions[language.code].setChecked(True)
        put_icon(self.theme_button, "sun" if theme.colors.dark else "moon")

    def _on_next_language(self) -> None:
        self._on_language(self._next_language)

    def _on_language(self, code: str) -> None:
        language.switch(code)
        self._settings.setValue("language", code)

    def _on_dark(self, dark: bool) -> None:
        theme.apply(dark)
        self._settings.setValue("dark", dark)

    def _on_text_size(self, change: Callable[[], None]) -> None:
        change()
        self._settings.setValue("text_size", theme.metrics.points)

    # -- data in the background

    def _load_data(self) -> None:
        say(self._data_state, mark("app", "loading MNIST…"))
        job = Job(lambda: [Loading(MNIST().load, *(entry.load for entry in TABS))], name="job-data")
        self._loading.watch(job)
        job.run()

    def _on_loading(self, update: Update) -> None:
        for event in update.events:
            if isinstance(event, Failed):
                text = event.error.phrase if isinstance(event.error, LabError) else str(event.error)
                say(self._data_state, mark("app", "no MNIST"))
                self.messages.show_message(text)
                return
        if update.state.is_over:
            say(self._data_state, mark("app", "MNIST ready: 60,000 + 10,000 images"))

    # -- files

    def open_file(self, path: str | Path) -> None:
        """Open a scene file; when it is not valid, say why and keep everything as it is."""
        try:
            self.show_scene(load_scene(path))
        except LabError as error:
            self.messages.show_message(error.phrase)

    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, translate(mark("app", "Open scene")), "", translate(_FILTER))
        if name:
            self.open_file(name)

    def save_file(self, path: str | Path) -> None:
        """Save what is shown as a scene file named after `path`."""
        path = Path(path)
        if path.suffix != ".json":
            path = path.with_name(path.name + ".json")
        try:
            scene = self.tab.scene()
            save_scene(Scene(path.stem, path.stem, scene.tab, scene.study), path)
        except LabError as error:
            self.messages.show_message(error.phrase)
            return
        self._tell(Phrase(mark("app", "Saved {file}"), file=path.name))

    def _on_save(self) -> None:
        try:
            suggested = f"{self.tab.scene().id}.json"
        except LabError as error:
            self.messages.show_message(error.phrase)
            return
        title = translate(mark("app", "Save scene"))
        name, _ = QFileDialog.getSaveFileName(self, title, suggested, translate(_FILTER))
        if name:
            self.save_file(name)

    def export_to(self, folder: str | Path) -> None:
        """Write picture and data of what is shown into `folder`, a part at a time."""
        try:
            exhibit = self.tab.exhibit()
        except LabError as error:
            self.messages.show_message(error.phrase)
            return
        names = ", ".join(file.name for file in exhibit.files(Path(folder)))
        parts = write_in_steps(Path(folder), exhibit)
        self._tell(Phrase(mark("app", "Writing {files} …"), files=names))

        # a timer of its own: an unexpected error in its slot is reported, one in a single shot is not
        timer = QTimer(self)

        def go_on() -> None:
            try:
                next(parts)
                return
            except StopIteration:
                self._tell(Phrase(mark("app", "Wrote {files}"), files=names))
            except LabError as error:
                self._tell("")
                self.messages.show_message(error.phrase)
            finally:
                if inspect.getgeneratorstate(parts) == inspect.GEN_CLOSED:
                    timer.stop()
                    timer.deleteLater()

        timer.timeout.connect(go_on)
        timer.start(0)

    def _tell(self, text: Any) -> None:
        """Say something in the status bar for a while."""
        self._told = text
        self.statusBar().showMessage(translate(text), 8000)

    def _on_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(mark("app", "Export to folder")))
        if folder:
            self.export_to(folder)

    def _on_about(self) -> None:
        box = QMessageBox(self)
        box.setIconPixmap(application_icon().pixmap(64, 64))
        box.setWindowTitle("DNN Lab")
        box.setText(f"DNN Lab {__version__}")
        box.setInformativeText(translate(_ABOUT))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def shutdown(self, timeout: float = 2.0) -> bool:
        """Stop all work and wait for it; return whether it has ended."""
        ended = [tab.shutdown(timeout) for tab in self.tabs]
        ended.append(self._loading.close(timeout))
        ended.append(typesetter.close(timeout))
        return all(ended)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.tab.keyPressEvent(event)  # the tab's keys, wherever in the window the focus is

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("geometry", self.saveGeometry())
        if self.width() >= NARROW:
            self._settings.setValue("outline", self._outline_action.isChecked())
        self.shutdown()
        super().closeEvent(event)


def _watchable_beside(window: weakref.ref[MainWindow], key: str) -> list[Watchable]:
    """Return the trainings of the tabs beside that named `key`; the reference is weak, as the window holds its tabs."""
    there = window()
    found = [tab.watchable() for tab in there.tabs if tab.key != key] if there else []
    return [watchable for watchable in found if watchable is not None]


_FILTER = mark("app", "Scenes (*.json);;All files (*)")
_ABOUT = mark(
    "app",
    "Why training a deep network goes wrong, and what is done about it. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges "
    "(CC BY-SA 3.0). Font: Noto Sans KR (OFL 1.1).",
)
