"""The cores of this machine: how many there are to work on, and how those without work of their own lend a hand.

A task has a thread and with it a core (`core.jobs`).  A `Team` spreads one piece of its work over the cores that are
idle besides: parts that can be done in any order, by anybody, come to the same whoever does them.  A `Crew` does the
same few parts over and over, thousands of times a second: its threads stay.
"""

from __future__ import annotations

import math
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

from core.config.words import LabError, mark, shown

VARIABLE = "DNNLAB_CORES"
MOST = 256
"""Cores that may be asked for."""
BEHIND = 5
"""By how much a thread stands behind others that gives way ("niceness")."""
AHEAD = 0.05
"""Seconds for which helpers go on without the thread that they help: when that is held, they soon are too."""
LOOK_EVERY = 0.02
"""Seconds between two looks at whether the last helper is done."""

_CORES = mark("core", "the number of cores must be a whole number from 1 to {most}, got {value}")

Part = Callable[[int], None]
"""Does one part of some work, given its number."""
P = ParamSpec("P")
R = TypeVar("R")


# How many


class _Choice:
    """How many cores the user has asked for; None leaves it to what is found."""

    cores: int | None = None


def number_of_cores(text: str) -> int:
    """Return the number of cores that a user has typed.

    Raises
    ------
    LabError
        When it is none.
    """
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > 6 or not 1 <= int(digits) <= MOST:
        raise LabError(_CORES, most=MOST, value=shown(text))
    return int(digits)


def use_cores(count: int | None) -> None:
    """Work on so many cores from now on; None: on as many as are found."""
    _Choice.cores = count


def cores() -> int:
    """Return how many cores are worked on."""
    return _Choice.cores or found_cores()


def found_cores() -> int:
    """Return how many cores this process may use: those it is bound to, as far as the limit of a container allows."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        count = os.cpu_count() or 1
    limit = container_limit()
    return count if limit is None else max(1, min(count, math.ceil(limit)))


def container_limit(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> float | None:
    """Return how many cores' time a container grants this process, the least of all groups it is in; None: all.

    Parameters
    ----------
    root : Path
        Where the kernel shows control groups: those of version 2, or of version 1 with a folder ``cpu``.
    own : Path
        Where it says in which of them this process is.
    """
    limits = []
    for line in _text(own).splitlines():
        number, _, rest = line.partition(":")
        controllers, _, place = rest.partition(":")
        if number != "0" and "cpu" not in controllers.split(","):
            continue
        base = root if number == "0" else root / "cpu"
        group = base / place.strip().lstrip("/")
        # within a container the path may be that outside of it: then only the folder at the top is there
        for folder in (group, *group.parents):
            limits.append(_limit(folder))
            if folder == base:
                break
    return min((limit for limit in limits if limit is not None), default=None)


def _limit(folder: Path) -> float | None:
    """Return the cores' time that one control group grants; None where it grants all, or says nothing."""
    words = _text(folder / "cpu.max").split() or [
        *_text(folder / "cpu.cfs_quota_us").split(),
        *_text(folder / "cpu.cfs_period_us").split(),
    ]
    try:
        quota, period = (int(word) for word in words)
    except ValueError:  # "max", or nothing
        return None
    return quota / period if quota > 0 and period > 0 else None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


# Working together


def give_way() -> None:
    """Let other threads of this process come first, where threads have a priority of their own: a window, say."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)


class Team:
    """Cores shared by tasks: one each, the idle ones for whoever has work that can be shared.

    Parameters
    ----------
    idle : int
        Cores that no task has.
    """

    def __init__(self, idle: int = 0) -> None:
        self._idle = idle
        self._lock = threading.Lock()

    def leave(self) -> None:
        """Give a core back: a task is done, or a helper."""
        with self._lock:
            self._idle += 1

    def share(self, parts: int, begin: Callable[[], Part], most: int = MOST) -> Iterator[None]:
        """Do parts of some work in this thread and on all idle cores; yield after each part done here.

        When it is not asked to go on, or given up, the helpers stop as well.

        Parameters
        ----------
        parts : int
            How many.
        begin : callable
            Called in every thread that takes part; what it returns does a part, given its number from 0.
        most : int
            Helpers that there is room for.

        Raises
        ------
        Exception
            What went wrong in any of the threads.
        """
        work = _Shared(parts, begin)
        try:
            do = begin()
            while (part := work.next_here()) is not None:
                while work.needs_help and work.helpers < most and self._enlist():
                    work.helped()
                    threading.Thread(target=self._help, args=(work,), name="job-helper", daemon=True).start()
                do(part)
                yield
            while not work.wait():
                yield
        finally:
            work.until = 0.0
        if work.error is not None:
            raise work.error

    def _enlist(self) -> bool:
        """Take an idle core, if there is one."""
        with self._lock:
            if self._idle <= 0:
                return False
            self._idle -= 1
            return True

    def _help(self, work: _Shared) -> None:
        try:
            do = work.begin()
            while (part := work.next_there()) is not None:
                do(part)
        except Exception as error:  # told by the thread that is helped
            work.error = error
        finally:
            self.leave()
            work.left()


class _Shared:
    """Work in parts, for several threads: each takes the next one."""

    def __init__(self, parts: int, begin: Callable[[], Part]) -> None:
        self.begin = begin
        self.error: Exception | None = None
        self.until = 0.0
        """Until when helpers go on (of `time.monotonic`)."""
        self._parts, self._taken = parts, 0
        self.helpers = 0
        self._changed = threading.Condition()

    @property
    def needs_help(self) -> bool:
        """Whether a helper would find a part to do just now."""
        return self.error is None and self._taken < self._parts and time.monotonic() < self.until

    def next_here(self) -> int | None:
        """Return the next part for the thread that is helped, and let the helpers go on for a while."""
        self.until = time.monotonic() + AHEAD
        return self._next()

    def next_there(self) -> int | None:
        """Return the next part for a helper; None when there is none, or it is to stop."""
        return self._next() if time.monotonic() < self.until else None

    def _next(self) -> int | None:
        with self._changed:
            if self.error is not None or self._taken >= self._parts:
                return None
            self._taken += 1
            return self._taken - 1

    def helped(self) -> None:
        """Count one more helper."""
        with self._changed:
            self.helpers += 1

    def left(self) -> None:
        """Count one helper less."""
        with self._changed:
            self.helpers -= 1
            self._changed.notify_all()

    def wait(self) -> bool:
        """Wait a moment for the helpers; return whether all have left."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.helpers, LOOK_EVERY)


class Crew(Generic[P, R]):
    """Threads that do the parts of one work at the same time, again and again: a barrier each time, no more.

    The first part is done by the thread that asks; the others have a thread each from the first time on, until `close`.

    Parameters
    ----------
    parts : sequence of callable
        All are called with the same arguments.
    """

    def __init__(self, parts: Sequence[Callable[P, R]]) -> None:
        self._own, *others = parts
        self._mates = [_Mate(part) for part in others]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Do all parts; return what each returns, in order.

        Raises
        ------
        Exception
            What went wrong in any of them.
        """
        for mate in self._mates:
            mate.begin(*args, **kwargs)
        try:
            own = self._own(*args, **kwargs)
        finally:
            for mate in self._mates:
                mate.wait()
        return [own, *(mate.result() for mate in self._mates)]

    def close(self) -> None:
        """End the threads, and wait for that."""
        for mate in self._mates:
            mate.close()


class _Mate(Generic[P, R]):
    """A thread that does one part whenever it is asked to.

    It is asked, and answers, by a plain lock let go: nothing that the standard library has wakes a thread sooner.
    """

    def __init__(self, part: Callable[P, R]) -> None:
        self._part = part
        self._asked, self._done = threading.Lock(), threading.Lock()
        self._asked.acquire()
        self._done.acquire()
        self._call: Callable[[], R] | None = None
        self._result: R | Exception
        self._thread: threading.Thread | None = None

    def begin(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Let the thread do its part; `wait` comes next."""
        self._call = partial(self._part, *args, **kwargs)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="job-mate", daemon=True)
            self._thread.start()
        self._asked.release()

    def wait(self) -> None:
        """Wait until the part is done."""
        self._done.acquire()

    def result(self) -> R:
        """Return what the part came to, or raise what went wrong in it."""
        if isinstance(self._result, Exception):
            raise self._result
        return self._result

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._call = None
            self._asked.release()
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        give_way()
        while True:
            self._asked.acquire()
            if self._call is None:
                return
            try:
                self._result = self._call()
            except Exception as error:  # told by the thread that asks
                self._result = error
            self._done.release()
