"""A scene draws itself once when it is opened; seen again, it is as it was left: finished."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app import motion
from app.widgets.playback import Playback
from core.scenes import Scene

SECONDS = 3.0
"""Time in which a scene draws itself."""


class Opening(QObject):
    """Plays the film of a scene that is opened for the first time.

    Parameters
    ----------
    parent : QObject
        Owns it.
    playback : Playback
        The film.
    """

    def __init__(self, parent: QObject, playback: Playback) -> None:
        super().__init__(parent)
        self._playback = playback
        self._seen: set[str] = set()
        self._id = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def prepare(self, scene: Scene) -> None:
        """Wait until the paths of a scene are there, if it asks something and has not been seen."""
        self._timer.stop()
        self._id = scene.id if scene.asks and scene.id not in self._seen and not motion.is_reduced() else ""

    def begin(self, is_seen: bool) -> None:
        """Draw the scene as soon as what goes on just now is over, if its end can be seen now."""
        if self._id and is_seen and self._playback.place == self._playback.end:
            self._timer.start(0)

    def finish(self) -> None:
        """Show the end of a scene that is just drawing itself."""
        self._timer.stop()
        if self._playback.is_hurrying:
            self._playback.go_to_end()

    def _begin(self) -> None:
        self._seen.add(self._id)
        self._id = ""
        self._playback.play_through(SECONDS)
