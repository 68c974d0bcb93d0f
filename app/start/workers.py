"""Who does the work of a search that is rendered: ``threads``, ``processes`` or ``dask://HOST:PORT``.

A step of training is dozens of short calls.  Threads hand the interpreter lock to and fro between them, which costs two
of them a tenth to a fifth of their time and more of them more; processes have a lock each, but take a second to start.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from core.cores import cores

THREADS, PROCESSES = "threads", "processes"
WORTH_PROCESSES = 5e11
"""Floating-point operations that make up for the start of processes: about seven seconds' work of two threads."""
_MOST = 61
"""Processes of one pool that Windows can wait for."""


@dataclass(frozen=True)
class Workers:
    """An executor, how many orders it carries out at a time, and how to leave it; no executor stands for threads."""

    executor: Executor | None
    count: int
    close: Callable[[], None]


def check_name(name: str) -> None:
    """Raise `LabError` when there cannot be workers of that name."""
    from app.start.cluster import place_of

    if name not in (THREADS, PROCESSES):
        place_of(name)


def workers_named(name: str) -> Workers:
    """Return the workers of a name; raise `LabError` when it is none, or they cannot be reached."""
    from app.start.cluster import workers_at

    if name == THREADS:
        return Workers(None, cores(), lambda: None)
    if name == PROCESSES:
        processes = _Processes(min(cores(), _MOST))
        return Workers(processes, processes.count, processes.close)
    return workers_at(name)


class _Processes(Executor):
    """Processes of this machine, started with the first orders and left at once.

    They are not killed: one that is killed while it answers leaves its pool waiting for the rest of the answer, for
    ever.  They listen on a line on which nothing ever comes; when it is cut, they break off what they are at.

    Parameters
    ----------
    count : int
        How many.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._context = get_context("spawn")  # nothing of Qt's, nor of the threads of this process, is in them
        self._line_there, self._line = self._context.Pipe(duplex=False)
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.count, self._context, _begin, (self._line_there,))
        with _deaf_to_interrupts():  # whoever is started is so from the first moment on
            return self._pool.submit(function, *arguments, **named)

    def close(self) -> None:
        """Leave what is being worked on."""
        self._line.close()
        self._line_there.close()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from this thread and from the processes that it starts, which inherit this."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the processes


def _begin(line: Connection) -> None:
    """Leave Ctrl-C to the process that this one works for, and end when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_listen, args=(line,), name="listening", daemon=True).start()


def _listen(line: Connection) -> None:
    """Break off the work when the line is cut, and end when nobody is there who could give more of it."""
    from core.search.lessons import EVERYTHING

    wait([line])
    EVERYTHING.asked = True
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
