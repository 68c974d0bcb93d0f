"""Work that will be wanted soon, done a piece at a time while nothing else goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

WAIT = 4000
"""Milliseconds before the first piece: a scene that has just been opened draws itself in less."""
PAUSE = 250
"""Milliseconds between two pieces, for what a person does meanwhile."""


class Ahead(QObject):
    """Does pieces of work until there are none left.

    Parameters
    ----------
    parent : QObject
        Owns it.
    piece : callable
        Does one piece, in a few hundredths of a second at most, and returns whether it was the last.
    """

    def __init__(self, parent: QObject, piece: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._piece = piece
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(WAIT)

    @property
    def is_done(self) -> bool:
        """Whether no piece is left."""
        return not self._timer.isActive()

    def _go_on(self) -> None:
        self._timer.setInterval(PAUSE)
        if self._piece():
            self._timer.stop()
