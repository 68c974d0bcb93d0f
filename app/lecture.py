"""Through the lecture: the next scene and the one before, what is seen beside the picture, and the projector."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.audience import Audience, Desk
from app.commands import Actions, Command
from app.rail import beside
from app.remembered import Remembered
from app.spotlight import Spotlight
from app.tabs.base import StudyTab
from app.theme import theme
from core.config.words import mark

if TYPE_CHECKING:
    from app.window import MainWindow


BLANKING = (Qt.Key.Key_B, Qt.Key.Key_Period)
"""Keys of a remote that make the screen black, and show it again."""


class Lecture(QObject):
    """Goes from scene to scene, and decides what is to be seen of the window.

    Parameters
    ----------
    window : MainWindow
        Whose scenes and parts these are.
    settings : Remembered
        Where it is remembered whether drawer and outline were open.
    """

    commands = (
        Command("next-scene", mark("app", "Next scene"), "next_scene", ("PgDown",), enabled="has_next"),
        Command("previous-scene", mark("app", "Previous scene"), "previous_scene", ("PgUp",), enabled="has_previous"),
        Command("settings", mark("app", "All settings"), "toggle_settings", ("F4",), checked="has_settings"),
        Command("outline", mark("app", "Outline"), "toggle_outline", ("F9",), checked="has_outline"),
        Command("notes", mark("app", "Notes"), "toggle_notes", ("F2",), checked="has_notes"),
        Command("spotlight", mark("app", "Spotlight"), "toggle_spotlight", ("P",), checked="has_spotlight"),
        Command("audience", mark("app", "Audience window"), "toggle_audience", ("F6",), checked="has_audience"),
        Command("swap", mark("app", "Swap the screens"), "swap_screens", ("F7",), enabled="has_audience"),
        Command("present", mark("app", "Present"), "toggle_present", ("F5", "F11"), checked="is_presenting"),
    )

    def __init__(self, window: MainWindow, settings: Remembered) -> None:
        super().__init__(window)
        self._window = weakref.proxy(window)
        self._settings = settings
        self._settings_open = settings.value("settings_open", False)
        self._noted = False
        self._presenting = False
        self._audience: Audience | None = None
        self.desk = Desk(window)
        self._blank: QWidget | None = None
        self._spotlight: Spotlight | None = None
        window.outline.setVisible(settings.value("outline", False))
        self.command_actions = Actions(self)

    def reason_against(self, id: str) -> Any:
        """Return why a command is not possible now, empty where that is plain."""
        return ""

    def shape(self, tab: StudyTab) -> None:
        """Show of a tab what is to be seen: drawer, notes, or the picture alone."""
        tab.set_shape(self._settings_open, self.is_presenting)
        tab.picture.head.set_noted(self._noted)

    def _shape_all(self) -> None:
        for tab in self._window.tabs:
            self.shape(tab)
        self.command_actions.sync()

    def remember(self) -> None:
        """Keep for the next start what is open now."""
        self._settings.set_value("settings_open", self._settings_open)
        self._settings.set_value("outline", self.has_outline)

    @property
    def has_outline(self) -> bool:
        """Whether the outline is to be seen."""
        return not self._window.outline.isHidden()

    def toggle_outline(self) -> None:
        """Show the outline or put it away."""
        self._window.outline.setVisible(not self.has_outline)
        if self.has_outline:
            self._window.outline.search.setFocus()

    @property
    def has_settings(self) -> bool:
        """Whether all settings are to be seen."""
        return self._settings_open

    def toggle_settings(self) -> None:
        """Open the drawer with all settings, or close it."""
        self._settings_open = not self._settings_open
        self._shape_all()

    @property
    def has_notes(self) -> bool:
        """Whether the note of a scene stands beside its sentence."""
        return self._noted

    def toggle_notes(self) -> None:
        """Show the notes of the scenes, or no more."""
        self._noted = not self._noted
        self._shape_all()

    @property
    def has_spotlight(self) -> bool:
        """Whether there is light under the mouse alone."""
        return self._spotlight is not None

    def toggle_spotlight(self) -> None:
        """Dim all but what is under the mouse, or show everything again."""
        if self._spotlight is None:
            self._spotlight = Spotlight(self._window.centralWidget())
        else:
            self._spotlight.hide()
            self._spotlight.deleteLater()
            self._spotlight = None
        self.command_actions.sync()

    # -- through the lecture

    @property
    def has_next(self) -> bool:
        """Whether another scene follows."""
        return beside(self._window.tab.document.scene, 1) is not None

    @property
    def has_previous(self) -> bool:
        """Whether there is a scene before."""
        return beside(self._window.tab.document.scene, -1) is not None

    def next_scene(self) -> None:
        """Open the next scene of the lecture."""
        self._go(1)

    def previous_scene(self) -> None:
        """Open the scene before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        scene = beside(self._window.tab.document.scene, by)
        if scene is not None:
            self._window.show_scene(scene)

    # -- from the projector

    @property
    def is_presenting(self) -> bool:
        """Whether there is nothing to be seen but the picture and what belongs to it, here or on another screen."""
        return self._presenting or self.has_audience

    def toggle_present(self) -> None:
        """Fill the screen with picture, sentence, knobs and transport; or go back to the desk."""
        if self.has_audience:
            self.toggle_audience()
            return
        window = self._window
        self._presenting = not self._presenting
        for part in (window.header, window.rail):
            part.setVisible(not self._presenting)
        if self._presenting:
            self._desk = window.windowState(), window.outline.isVisible(), theme.metrics.points
            window.outline.setVisible(False)
            window.showFullScreen()
            _application().installEventFilter(self)
        else:
            _application().removeEventFilter(self)
            self._show_blank(False)
            state, outlined, points = self._desk
            window.outline.setVisible(outlined)
            window.setWindowState(state)
            theme.measure_again(points)
        self._shape_all()
        self.fit_text()
        window.predicting.show()

    def leave(self) -> None:
        """Go back to the desk, if this is the projector; take the picture back from the other screen."""
        if self.is_presenting:
            self.toggle_present()

    # -- on two screens

    @property
    def has_audience(self) -> bool:
        """Whether the picture is in a window for the audience."""
        return self._audience is not None

    def toggle_audience(self) -> None:
        """Give the audience a window with the picture on the other screen, or take it back."""
        window = self._window
        if self._audience is None:
            if self._presenting:
                self.toggle_present()
            self._points = theme.metrics.points
            window.right.replaceWidget(window.stack, self.desk)
            self.desk.show()
            self._audience = Audience(window.stack)
            self._audience.closed.connect(self.leave)
            self._audience.resized.connect(self.fit_text)
            self._audience.addActions(window.actions())
            self._audience.place(window.centralWidget().window())
            self.desk.copy_from(window.stack.grab)
            for signal in (_gui().screenAdded, _gui().screenRemoved):
                signal.connect(self.follow_screens)
            _application().installEventFilter(self)
            window.activateWindow()
        else:
            audience, self._audience = self._audience, None
            for signal in (_gui().screenAdded, _gui().screenRemoved):
                signal.disconnect(self.follow_screens)
            _application().removeEventFilter(self)
            self._show_blank(False)
            window.right.replaceWidget(self.desk, window.stack)
            self.desk.hide()
            window.stack.show()
            audience.closed.disconnect(self.leave)
            audience.close()
            audience.deleteLater()
            theme.measure_again(self._points)
        self._shape_all()
        self.fit_text()
        self.follow_tab()
        window.predicting.show()

    def swap_screens(self) -> None:
        """Let the audience's window and the desk change screens."""
        if self._audience is not None:
            self._audience.swap(self._window.centralWidget().window())

    def follow_screens(self) -> None:
        """Put the audience's window where there is a screen for it."""
        if self._audience is not None:
            self._audience.place(self._window.centralWidget().window())

    def follow_tab(self) -> None:
        """Show at the desk what belongs to the scene in front, and let its keys act in both windows."""
        if self._audience is not None:
            scene = self._window.tab.document.scene
            self.desk.show_scene(scene, beside(scene, 1))
            for action in self._audience.actions():
                self._audience.removeAction(action)
            self._audience.addActions(self._window.actions())

    def fit_text(self) -> None:
        """While presenting, give the text a size that can be read from the last row."""
        if self.is_presenting:
            theme.show_height(self._shown.height())
        if self._blank is not None:
            self._blank.resize(self._shown.size())

    @property
    def _shown(self) -> QWidget:
        """The window that the audience sees."""
        return self._audience or self._window.centralWidget().window()

    @property
    def is_blank(self) -> bool:
        """Whether the screen is black."""
        return self._blank is not None

    def _show_blank(self, blank: bool) -> None:
        """Cover everything in black, or show it again."""
        if self._blank is not None:
            self._blank.deleteLater()
            self._blank = None
        if blank:
            self._blank = QWidget(self._shown)
            self._blank.setStyleSheet("background: black")
            self._blank.setAutoFillBackground(True)
            self._blank.resize(self._shown.size())
            self._blank.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While presenting, take the keys of a remote from whatever has the focus, before it takes them as its own."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if event.modifiers() or event.key() not in (*BLANKING, Qt.Key.Key_Escape) or _is_elsewhere():
            return False
        if event.type() is QEvent.Type.ShortcutOverride:  # the press comes next, whoever would have had a shortcut
            event.accept()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            self._show_blank(not self.is_blank)
        return True


def _is_elsewhere() -> bool:
    """Return whether keys are meant for a menu, a list that is open, or a dialog."""
    return QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None


def _gui() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application


def _application() -> QCoreApplication:
    application = QApplication.instance()
    assert application is not None
    return application
