"""Between a job and the window: one timer that polls the job and hands on what is new."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from core.jobs import Job

POLL_EVERY = 33
"""Milliseconds between two looks at the job."""


class JobView(QObject):
    """Looks at one job at a time and hands on what is new, in the window's thread.

    Parameters
    ----------
    parent : QObject
        Owns it.
    every : int
        Milliseconds between two looks.

    Attributes
    ----------
    updated : Signal(Update)
        Something is new in the job that is being looked at.
    """

    updated = Signal(object)

    def __init__(self, parent: QObject, every: int = POLL_EVERY) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._retired: list[Job] = []
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.look)

    @property
    def job(self) -> Job | None:
        """The job that is being looked at."""
        return self._job

    @property
    def is_active(self) -> bool:
        """Whether there is a job that has begun and not ended."""
        return self._job is not None and self._job.state.is_active

    def ask(self, order: Callable[[Job], object]) -> None:
        """Ask something of the job, where there is one: `Job.pause`, `Job.stop` ..."""
        if self._job is not None:
            order(self._job)

    def watch(self, job: Job) -> None:
        """Look at `job` from now on; nothing of an earlier job arrives any more."""
        self.drop()
        self._job = job
        self._timer.start()

    def drop(self) -> None:
        """Stop the job and forget it."""
        if self._job is not None:
            self._job.stop()
            self._retired.append(self._job)
            self._job = None
        self._retired = [job for job in self._retired if not job.close(0.0)]
        self._timer.stop()

    def look(self) -> None:
        """Hand on what is new now."""
        if self._job is None:
            return
        update = self._job.take()
        if update is None:
            return
        if update.state.is_over:
            self._timer.stop()
        self.updated.emit(update)

    def close(self, timeout: float = 2.0) -> bool:
        """Stop everything and wait; return whether all threads have ended."""
        self.drop()
        ended = [job.close(timeout) for job in self._retired]
        return all(ended)
