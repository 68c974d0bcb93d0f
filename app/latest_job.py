"""A queue of one for work that follows a person's hand: one job at a time, of all waiting requests the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.job_view import JobView
from core.jobs import Failed, Job, Task, Update

LOOK_EVERY = 8
"""Milliseconds between two looks at the work: it takes a few frames, and a drag should not wait for the next."""

Maker = Callable[[], Task]


class LatestJob(QObject):
    """Does one task after the other; of the requests that wait the newest wins.

    Parameters
    ----------
    parent : QObject
        Owns it.
    name : str
        Of its threads.
    every : int
        Milliseconds between two looks at the work.

    Attributes
    ----------
    updated : Signal(object, bool)
        Newest snapshot of the work, and whether it is done.
    failed : Signal(object)
        The error that ended the work.
    """

    updated = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, parent: QObject, name: str, every: int = LOOK_EVERY) -> None:
        super().__init__(parent)
        self._name = name
        self._waiting: Maker | None = None
        self._stopped = False
        self._jobs = JobView(self, every)
        self._jobs.updated.connect(self._on_updated)

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._jobs.job is not None

    def request(self, make: Maker, at_once: bool = False) -> None:
        """Do the task that `make` returns, as soon as what is being done is over.

        Parameters
        ----------
        make : callable
            Called in the worker.  Tasks may share what they need one after the other: there is one at a time.
        at_once : bool
            End what is being done, instead of letting it come to its end and be seen.
        """
        self._waiting = make
        if not self.is_busy:
            self._begin()
        elif at_once:
            self.stop()

    def cancel(self) -> None:
        """Do nothing any more."""
        self._waiting = None
        self.stop()

    def stop(self) -> None:
        """End what is being done; what waits comes next."""
        if self._jobs.job is not None:
            self._stopped = True
            self._jobs.job.stop()

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        self._waiting = None
        return self._jobs.close(timeout)

    def _begin(self) -> None:
        make, self._waiting = self._waiting, None
        if make is None:
            return
        self._stopped = False
        job = Job(lambda: [make()], name=self._name)
        self._jobs.watch(job)
        job.run()

    def _on_updated(self, update: Update) -> None:
        over = update.state.is_over
        if over:
            self._jobs.drop()  # what tasks share is free for the next
        snapshot: Any = update.snapshots[0] if update.snapshots else None
        failures = [event.error for event in update.events if isinstance(event, Failed)]
        if failures:
            self.failed.emit(failures[0])
        elif snapshot is not None and not self._stopped:
            self.updated.emit(snapshot, over)
        if over:
            self._begin()
