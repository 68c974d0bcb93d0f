"""Signals that ask the program to end: Ctrl-C, a terminal that is closed, a system that shuts down.

Python looks at a signal between two of its own instructions, and an idle window runs none: Qt waits for events.  So the
signal itself is made one, a byte in a pair of sockets.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

from PySide6.QtCore import QSocketNotifier

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Let every signal that asks the program to end do what Ctrl-C does, where nothing else has been told."""
    mine = [number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in mine:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


class Signals:
    """While it is entered, a signal calls `end` in the loop of events; one that was ignored before stays so (nohup).

    Attributes
    ----------
    exit_code : int
        128 and the number of the signal that came; 0 while none has.
    """

    def __init__(self, end: Callable[[], Any]) -> None:
        self.exit_code = 0
        self._end = end
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_heard)
        self._descriptor = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._descriptor)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.exit_code = 128 + number

    def _on_heard(self) -> None:
        self._heard.recv(64)
        if self.exit_code:
            self._end()
