"""Long paths, traced in a thread: a task that traces the rules of a descent one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from core.descent import Descent
from core.jobs import Report
from core.trajectory import Trajectory, trace


class Tracing:
    """Trace every rule of a descent; the snapshot holds the paths of those that are done, in order.

    Parameters
    ----------
    descent : Descent
        What to trace.
    """

    def __init__(self, descent: Descent) -> None:
        self._descent = descent
        self._done: tuple[list[Trajectory], ...] = ()

    def run(self) -> Iterator[Report]:
        """Trace one rule after the other."""
        settings = self._descent.settings
        for run in self._descent.runs:
            self._done += tuple(
                trace(settings.surface, [run], settings.start, settings.steps, settings.noise, settings.seed)
            )
            yield Report()

    def snapshot(self) -> tuple[list[Trajectory], ...]:
        """Return the paths so far."""
        return self._done
