"""Work that follows a person's hand: one job at a time, and of everything asked for meanwhile only the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.job_view import JobView
from core.jobs import Failed, Job, Task, Update
from core.signals.flow import SignalLab

LOOK_EVERY = 8
"""Milliseconds between two looks at the work: a study takes a few frames, and a drag should not wait for the next."""

Maker = Callable[[SignalLab], Task]


class Bench(QObject):
    """Computes studies one after the other.

    Attributes
    ----------
    updated : Signal(object, bool)
        Newest snapshot of the work, and whether it is done.
    failed : Signal(object)
        The error that ended the work.
    """

    updated = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, parent: QObject, name: str) -> None:
        super().__init__(parent)
        self._name = name
        self._lab = SignalLab()
        self._waiting: Maker | None = None
        self._stopped = False
        self._jobs = JobView(self, LOOK_EVERY)
        self._jobs.updated.connect(self._on_updated)

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._jobs.job is not None

    def request(self, make: Maker, at_once: bool = False) -> None:
        """Compute the task that `make` returns, as soon as what is being computed is done.

        Parameters
        ----------
        make : callable
            Called in the worker with what several studies share.
        at_once : bool
            End what is being computed, instead of letting it come to its end and be seen.
        """
        self._waiting = make
        if not self.is_busy:
            self._begin()
        elif at_once:
            self.stop()

    def cancel(self) -> None:
        """Compute nothing any more."""
        self._waiting = None
        self.stop()

    def stop(self) -> None:
        """End what is being computed; what waits comes next."""
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
        job = Job(lambda: [make(self._lab)], name=self._name)
        self._jobs.watch(job)
        job.run()

    def _on_updated(self, update: Update) -> None:
        over = update.state.is_over
        if over:
            self._jobs.drop()  # the lab is free for the next
        snapshot: Any = update.snapshots[0] if update.snapshots else None
        failures = [event.error for event in update.events if isinstance(event, Failed)]
        if failures:
            self.failed.emit(failures[0])
        elif snapshot is not None and not self._stopped:
            self.updated.emit(snapshot, over)
        if over:
            self._begin()
