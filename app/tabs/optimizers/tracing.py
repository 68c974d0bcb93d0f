"""Tracing that follows a hand: synchronous where that is quick, else in a thread; the last paths are cached."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.latest_job import LatestJob
from core.descent.study import Descent
from core.descent.trajectory import Traces, Tracing

AT_ONCE = 0.025
"""Seconds of tracing up to which it is synchronous, in the window's own thread."""
UPDATE = 15e-6
"""Seconds that one step of one rule takes, about."""


class Tracer(QObject):
    """Traces the newest descent that it is given.

    Parameters
    ----------
    parent : QObject
        Owns it.

    Attributes
    ----------
    traced : Signal(object)
        `Traces` have come from the thread, with the descent that they are of.
    failed : Signal(object)
        The error that ended the work.
    """

    traced = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last: Traces | None = None
        self._cost: tuple[Any, float] = (None, 0.0)
        self._job = LatestJob(self, "job-trace")
        self._job.updated.connect(self._on_updated)
        self._job.failed.connect(self.failed)

    @property
    def is_busy(self) -> bool:
        """Whether paths are being traced in the thread."""
        return self._job.is_busy

    def trace(self, descent: Descent) -> Traces | None:
        """Trace a descent; return its traces, or None when they take a while: `traced` tells when they are there."""
        last = self._last
        known = last.known() if last is not None and last.descent.settings == descent.settings else None
        tracing = Tracing(descent, known)
        if self._seconds(descent, len(tracing.missing)) > AT_ONCE:
            self._job.request(lambda: tracing)
            return None
        self._job.cancel()
        self._last = tracing.at_once()
        return self._last

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        return self._job.close(timeout)

    def _seconds(self, descent: Descent, rules: int) -> float:
        """Estimate how long it takes to trace so many rules, from one measured gradient."""
        settings = descent.settings
        if not rules:
            return 0.0
        if self._cost[0] != (settings.surface, len(settings.start)):
            x, y = np.array(settings.start, float).T
            times = []
            with np.errstate(all="ignore"):
                for _ in range(3):
                    begun = time.perf_counter()
                    settings.surface.gradient(x, y)
                    times.append(time.perf_counter() - begun)
            self._cost = (settings.surface, len(settings.start)), min(times)
        return settings.steps * (self._cost[1] + UPDATE * rules)

    def _on_updated(self, traces: Traces, over: bool) -> None:
        if over:
            self._last = traces
            self.traced.emit(traces)
