"""Long work in threads that can be run, paused, stepped and stopped.  Threads are begun here and in `core.cores` only.

Work is a `Task`: a generator that yields reports, and a function that gives an immutable snapshot.  A `Job` drives one
task per thread.  What *is* (the newest snapshot of each task) overwrites what was; what *happened* (events) is kept in
order.  Both are taken together under one lock, so they never contradict each other.
"""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from core.config.words import LabError

log = logging.getLogger(__name__)

T = TypeVar("T")

PUBLISH_EVERY = 1 / 30
"""Seconds between two snapshots."""


def once(function: Callable[[], T]) -> Callable[[], T]:
    """Return a function that computes its result once for the process, however many threads ask for it at a time."""
    lock = threading.Lock()
    kept: list[T] = []

    def result() -> T:
        with lock:
            if not kept:
                kept.append(function())
            return kept[0]

    return result


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Work that has been asked to end does so between two reports, or before the first."""


_driven = threading.local()


def heed_stop() -> None:
    """Raise `Stopped` when the job that this thread works for is to end; to be called where a report is far away."""
    job = getattr(_driven, "job", None)
    if job is not None and job.state is State.STOPPING:
        raise Stopped


class Report(NamedTuple):
    """What a task yields: events to pass on, and whether a whole step (as a person counts) is done."""

    events: tuple[Any, ...] = ()
    whole: bool = True


class Task(Protocol):
    """Work that a job can drive."""

    def run(self) -> Iterator[Report]:
        """Yield reports, less than 50 ms apart, until the work is done."""

    def snapshot(self) -> Any:
        """Return an immutable picture of the work so far."""


class State(enum.Enum):
    """What a job is doing; a button's state follows from it."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether the job has ended and cannot go on."""
        return self in (State.STOPPED, State.FINISHED, State.FAILED)

    @property
    def is_active(self) -> bool:
        """Whether the job has begun and not ended."""
        return self in (State.RUNNING, State.PAUSED, State.STOPPING)


@dataclass(frozen=True)
class Failed:
    """The work ended with an error."""

    error: Exception


@dataclass(frozen=True)
class Update:
    """What there is to see of a job: its state, what happened since the last look, the newest snapshots."""

    state: State
    events: tuple[Any, ...]
    snapshots: tuple[Any, ...]
    active_seconds: float


class Job:
    """One piece of long work, from its preparation to its end.  A job is used once.

    Parameters
    ----------
    prepare : callable
        Called in the worker; returns the tasks, one thread each.
    name : str
        Of the threads.
    """

    def __init__(self, prepare: Callable[[], Sequence[Task]], name: str = "job") -> None:
        self._prepare = prepare
        self._name = name
        self._changed = threading.Condition()  # its lock may be taken again by the thread that has it
        self._state = State.IDLE
        self._events: list[Any] = []
        self._snapshots: list[Any] = []
        self._fresh = False
        # one entry a task; until the tasks are there, what is asked for waits in a single entry
        self._posted: list[list[Callable[[Any], None]]] = [[]]
        self._steps_allowed = [0]
        self._running_tasks = 0
        self._threads: list[threading.Thread] = []
        self._seconds = 0.0
        self._since = 0.0

    @property
    def state(self) -> State:
        """What the job is doing."""
        return self._state

    def run(self) -> None:
        """Start, or go on after a pause."""
        with self._changed:
            if self._state is State.IDLE:
                self._set_state(State.RUNNING)
                self._start(self._begin)
            elif self._state is State.PAUSED:
                self._steps_allowed = [0] * len(self._steps_allowed)
                self._set_state(State.RUNNING)

    def pause(self) -> None:
        """Hold after the report that is being worked on."""
        with self._changed:
            if self._state is State.RUNNING:
                self._set_state(State.PAUSED)

    def step(self) -> None:
        """Do one whole step, then hold."""
        with self._changed:
            first = self._state is State.IDLE
            if first or self._state in (State.RUNNING, State.PAUSED):
                self._steps_allowed = [allowed + 1 for allowed in self._steps_allowed]
                self._set_state(State.PAUSED)
            if first:
                self._start(self._begin)

    def stop(self) -> None:
        """End the work at its next report."""
        with self._changed:
            if self._state is State.IDLE:
                self._set_state(State.STOPPED)
            elif self._state.is_active:
                self._set_state(State.STOPPING)

    def post(self, function: Callable[[Any], None]) -> None:
        """Call `function` with every task, in its thread, between two reports."""
        with self._changed:
            for queue in self._posted:
                queue.append(function)
            self._changed.notify_all()

    def take(self) -> Update | None:
        """Return what is new, or None when nothing is."""
        with self._changed:
            if not self._fresh and not self._events:
                return None
            update = Update(self._state, tuple(self._events), tuple(self._snapshots), self._active_seconds())
            self._events.clear()
            self._fresh = False
            return update

    def close(self, timeout: float = 2.0) -> bool:
        """Stop and wait for the threads; return whether all have ended."""
        self.stop()
        deadline = time.monotonic() + timeout
        for thread in self._threads:  # the list may grow while the preparation ends
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    # -- in the worker threads

    def _start(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, name=f"{self._name}-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _begin(self) -> None:
        _driven.job = self
        try:
            tasks = self._prepare()
        except Stopped:
            self._end()
            return
        except Exception as error:  # whatever went wrong is told, not lost
            self._fail(error)
            self._end()
            return
        with self._changed:
            self._snapshots = [None] * len(tasks)
            self._posted = [list(self._posted[0]) for _ in tasks]
            self._steps_allowed = self._steps_allowed * len(tasks)
            self._running_tasks = len(tasks)
            if not tasks:
                self._end()
                return
            for index, task in list(enumerate(tasks))[1:]:
                self._start(self._drive, index, task)
        self._drive(0, tasks[0])

    def _drive(self, index: int, task: Task) -> None:
        _driven.job = self
        due = 0.0
        failure: Exception | None = None
        try:
            for report in task.run():
                now = time.perf_counter()
                if report.events or now >= due:
                    self._publish(index, task, report.events)
                    due = now + PUBLISH_EVERY
                asked = self._state is not State.RUNNING or self._posted[index]
                if asked and not self._hold(index, task, report):
                    break
        except Stopped:
            pass
        except Exception as error:  # whatever went wrong is told, not lost
            failure = error
        try:
            self._publish(index, task, ())
        except Exception as error:  # a task that failed may have no picture of itself either
            failure = failure or error
        if failure:
            self._fail(failure)
        self._end()

    def _hold(self, index: int, task: Task, report: Report) -> bool:
        """Do what was asked for between two reports; return False when the work is to end."""
        held = False
        with self._changed:
            if report.whole and self._steps_allowed[index] and self._state is State.PAUSED:
                self._steps_allowed[index] -= 1
            while True:
                for function in self._posted[index]:
                    function(task)
                self._posted[index].clear()
                if self._state is State.RUNNING:
                    return True
                if self._state is not State.PAUSED:
                    return False
                if self._steps_allowed[index]:
                    return True
                if not held:
                    held = True
                    self._snapshots[index] = task.snapshot()
                    self._fresh = True
                self._changed.wait()

    def _publish(self, index: int, task: Task, events: tuple[Any, ...]) -> None:
        snapshot = task.snapshot()
        with self._changed:
            self._snapshots[index] = snapshot
            self._events.extend(events)
            self._fresh = True

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, LabError):
            log.error("%s failed", self._name, exc_info=error)
        with self._changed:
            self._events.append(Failed(error))
            self._set_state(State.FAILED)

    def _end(self) -> None:
        with self._changed:
            self._running_tasks -= 1
            if self._running_tasks <= 0:
                if self._state is State.STOPPING:
                    self._set_state(State.STOPPED)
                elif self._state is not State.FAILED:
                    self._set_state(State.FINISHED)

    # -- with the lock held

    def _set_state(self, state: State) -> None:
        self._seconds, self._since = self._active_seconds(), time.monotonic()
        self._state = state
        self._fresh = True
        self._changed.notify_all()

    def _active_seconds(self) -> float:
        running = self._state in (State.RUNNING, State.STOPPING)
        return self._seconds + (time.monotonic() - self._since if running else 0.0)
