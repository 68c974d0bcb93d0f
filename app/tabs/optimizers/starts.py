"""The controller of start points: clicks and drags on a surface, as changes of the document."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.tabs.optimizers.picture import DescentPicture
from app.tabs.optimizers.stage import SurfacePlot
from app.workspace import Document
from core.config.words import LabError, Phrase, mark
from core.descent.study import DescentSettings
from core.descent.surfaces import Point

MOST_STARTS = DescentSettings.parameters()["start"].most  # type: ignore[attr-defined]


class StartHand(QObject):
    """Moves and adds starts where a person clicks and drags on any of the surfaces of a picture.

    Parameters
    ----------
    parent : QObject
        Owns it.
    document : Document
        Of a descent.
    picture : DescentPicture
        What is clicked on.

    Attributes
    ----------
    refused : Signal(object)
        Why a start was not taken.
    """

    refused = Signal(object)

    def __init__(self, parent: QObject, document: Document, picture: DescentPicture) -> None:
        super().__init__(parent)
        self._document, self._picture = document, picture
        self._is_dragging = False
        self._clicked: tuple[float, tuple[Point, ...]] = (0.0, ())
        picture.panel_added.connect(self._connect)
        picture.window_chosen.connect(self._on_window_chosen)
        self._connect(picture.overlay)

    def _connect(self, plot: SurfacePlot) -> None:
        plot.start_moved.connect(self._on_moved)
        plot.start_added.connect(self._on_added)

    @property
    def _starts(self) -> tuple[Point, ...]:
        starts: tuple[Point, ...] = self._document.study.settings.start
        return starts

    def _on_moved(self, number: int, x: float, y: float, ended: bool) -> None:
        starts = self._starts
        if not self._is_dragging:
            self._document.settle()
            self._clicked = time.perf_counter(), starts
        self._is_dragging = not ended
        self._set((*starts[:number], self._picture.point_at(x, y), *starts[number + 1 :]))

    def _on_added(self, x: float, y: float) -> None:
        if len(self._starts) >= MOST_STARTS:
            self.refused.emit(Phrase(mark("app", "At most {most} start points."), most=MOST_STARTS))
            return
        self._document.settle()
        self._set((*self._starts, self._picture.point_at(x, y)))

    def _on_window_chosen(self, window: tuple[float, ...]) -> None:
        """Take back what the first click of a double click did: the whole view was wanted, and no other start."""
        when, starts = self._clicked
        if not window and starts and time.perf_counter() - when < QApplication.doubleClickInterval() / 1000:
            self._set(starts)

    def _set(self, starts: tuple[Point, ...]) -> None:
        try:
            moved = self._document.study.with_settings(start=starts)
        except LabError as error:
            self.refused.emit(error.phrase)
            return
        self._document.change(moved, mark("app", "move of a start"), "start")
