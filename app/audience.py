"""Two screens: the picture in a window of its own for the audience; notes, tallies and what comes next at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPixmap, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import say
from app.notes import note_of
from app.theme import fit
from app.widgets.ballot import Ballot
from app.widgets.cards import WrappedLabel, card
from core.config.words import Phrase, mark
from core.scenes import Scene

LOOK_EVERY = 500
"""Milliseconds between two looks at what the audience sees."""
BALLOT = 300
"""Pixels for the tallies at the desk, at the normal text size."""


def screens() -> list[QScreen]:
    """Return the screens that are plugged in."""
    return QGuiApplication.screens()


class Desk(QWidget):
    """What a lecturer sees while the picture is on another screen: a small copy of it, the note, what comes next.

    Attributes
    ----------
    ballot : Ballot
        The same tallies as beside the picture.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._shown = QPixmap()
        self._source: Callable[[], QPixmap] | None = None
        self.title, self.following = WrappedLabel(), WrappedLabel()
        self.title.setObjectName("title")
        self.following.setObjectName("muted")
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setObjectName("sentence")
        self.copy = QLabel()
        self.copy.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.copy, mark("app", "What the audience sees"), "setAccessibleName")
        self.ballot = Ballot()
        self.ballot.draw.hide()
        frame, column = card()
        for widget in (self.title, self.note):
            column.addWidget(widget)
        column.addWidget(self.copy, 1)
        column.addWidget(self.following)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(frame, 1)
        line.addWidget(self.ballot)
        fit(self.ballot.setFixedWidth, lambda m: m.px(BALLOT))
        self.ballot.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def copy_from(self, source: Callable[[], QPixmap]) -> None:
        """Show again and again what `source` returns."""
        self._source = source
        self._timer.start()

    def show_scene(self, scene: Scene, following: Scene | None) -> None:
        """Show the note of a scene, and which comes next."""
        say(self.title, scene.title)
        self.note.setText(note_of(scene.id).text)
        self.note.setVisible(bool(self.note.text()))
        next_one = mark("app", "Next: {scene}") if following else mark("app", "This is the last scene.")
        say(self.following, Phrase(next_one, scene=following.title if following else ""))

    def _look(self) -> None:
        if self._source is not None and self.isVisible():
            self._shown = self._source()
            self._fit_copy()

    def _fit_copy(self) -> None:
        if not self._shown.isNull() and not self.copy.size().isEmpty():
            ratio, mode = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.copy.setPixmap(self._shown.scaled(self.copy.size(), ratio, mode))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_copy()


class Audience(QWidget):
    """The window on the other screen.

    Parameters
    ----------
    picture : QWidget
        What it shows; it is given back by whoever gave it.

    Attributes
    ----------
    closed : Signal
        A person has closed it.
    resized : Signal
        It has another height.
    """

    closed = Signal()
    resized = Signal()

    def __init__(self, picture: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say(self, mark("app", "DNN Lab – audience"), "setWindowTitle")
        column = QVBoxLayout(self)
        fit(column.setContentsMargins, lambda m: (m.gap, m.gap, m.gap, m.gap))
        column.addWidget(picture)
        picture.show()

    def place(self, desk: QWidget) -> None:
        """Fill the screen that the desk is not on; where there is only one, be a window on it."""
        found = screens()
        here = desk.screen() if desk.screen() in found else found[0]
        others = [screen for screen in found if screen is not here]
        self.setWindowState(Qt.WindowState.WindowNoState)
        if not others:
            room = here.availableGeometry()
            self.setGeometry(QRect(room.center(), room.bottomRight()))
            self.show()
            return
        self.setGeometry(others[0].geometry())
        self.showFullScreen()

    def swap(self, desk: QWidget) -> None:
        """Change screens with the desk."""
        found = screens()
        if len(found) < 2:
            return
        here = desk.screen()
        other = next(screen for screen in found if screen is not here)
        state, size = desk.windowState(), desk.size()
        desk.setWindowState(Qt.WindowState.WindowNoState)
        room = other.availableGeometry()
        desk.setGeometry(QRect(room.topLeft(), size.boundedTo(room.size())))
        desk.setWindowState(state)
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(here.geometry())
        self.showFullScreen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
