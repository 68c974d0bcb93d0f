"""The controller of the sensitivity map: makes one at a time, of the newest descent, and takes what a person does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.job_view import POLL_EVERY
from app.latest_job import LatestJob
from app.tabs.optimizers.sensitivity import SensitivityMap
from app.workspace import Document
from core.descent.study import Descent
from core.descent.sweep import SweepImage, sweep_of


class Mapper(QObject):
    """Makes the map of a document's descent where it is to be seen.

    Parameters
    ----------
    parent : QObject
        Owns it.
    document : Document
        Of a descent; told of other axes and colours, and where the cursor is.
    chart : SensitivityMap
        Shows the map.

    Attributes
    ----------
    image : SweepImage or None
        The newest map, as far as it has come.
    changed : Signal
        A map is begun, or its making has ended.
    failed : Signal(object)
        The error that ended the work.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject, document: Document, chart: SensitivityMap) -> None:
        super().__init__(parent)
        self.image: SweepImage | None = None
        self._document, self._chart = document, chart
        self._of: tuple[Any, ...] = ()
        self._job = LatestJob(self, "job-sweep", POLL_EVERY)
        self._job.updated.connect(self._on_updated)
        self._job.failed.connect(self._on_failed)
        chart.axes_chosen.connect(self._on_axes_chosen)
        chart.measure_chosen.connect(self._on_measure_chosen)
        chart.cursor_moved.connect(self._on_cursor_moved)

    @property
    def is_busy(self) -> bool:
        """Whether a map is being made that is wanted."""
        return bool(self._of) and self._job.is_busy

    def make(self, descent: Descent) -> None:
        """Make the map of a descent, unless it is there or on its way."""
        of = (descent.settings, descent.selected, descent.view.map_axes)
        if of != self._of:
            self._of = of
            self._job.request(lambda: sweep_of(descent), at_once=True)
            self.changed.emit()

    def cancel(self) -> None:
        """End the map where it is; it is made anew when it is wanted again."""
        if self.is_busy:
            self._of = ()
            self._job.cancel()
            self.changed.emit()

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        return self._job.close(timeout)

    def _on_axes_chosen(self, axes: str) -> None:
        self._document.look(map_axes=axes, map_cursor=())

    def _on_measure_chosen(self, measure: str) -> None:
        self._document.look(map_measure=measure)

    def _on_cursor_moved(self, column: int, row: int) -> None:
        self._document.look(map_cursor=(column, row))

    def _on_updated(self, image: SweepImage, over: bool) -> None:
        self.image = image
        self._chart.show_image(image)
        if over:
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.changed.emit()
