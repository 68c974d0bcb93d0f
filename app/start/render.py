"""Run a scene without a window: a progress bar on the terminal, then picture and data in files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.export import write_exhibit
from app.language import translate
from app.start.terminal import complain, is_watched
from app.start.workers import PROCESSES, THREADS, WORTH_PROCESSES, Workers, workers_named
from app.tabs import find_tab, load
from app.tabs.base import Rendering
from app.widgets.transport import LEFT, duration
from core.config.figures import count
from core.config.words import LabError, Phrase
from core.jobs import Failed, Job, State, Task
from core.scenes import Scene
from core.search.searching import ExecutorLost

WIDTH = 32


def render(scene: Scene, folder: Path, executor: str = "") -> int:
    """Run a scene to its end and write its files into `folder`; return the exit code.

    Its work is done by the workers named `executor` (see `app.start.workers`); where none are named, by those of this
    machine that are likely to be the fastest.
    """
    rendering = load(find_tab(scene.tab)).rendering(scene)
    if executor not in ("", THREADS) and rendering.operations is None:
        complain(f"only a search can be given to other workers, and {scene.id} is none: leave --executor out")
        return 2
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        complain(f"cannot write to {folder}: {error.strerror}")
        return 2
    if rendering.operations is None:
        return _run(scene, folder, rendering, rendering.prepare)
    try:
        workers = workers_named(executor or PROCESSES)
    except LabError as error:
        complain(f"{error}; without --executor, this machine does the work")
        return 2
    try:
        prepare = partial(prepared, rendering, workers, always=bool(executor))
        return _run(scene, folder, rendering, prepare)
    finally:
        workers.close()


def prepared(rendering: Rendering, workers: Workers, always: bool = False) -> Sequence[Task]:
    """Return the tasks of a scene, given to the workers always, or where they are worth their start."""
    if not always:
        assert rendering.operations is not None
        if workers.count == 1 or rendering.operations() < WORTH_PROCESSES:
            return rendering.prepare()
    return rendering.prepare(workers.executor, workers.count)


def _run(scene: Scene, folder: Path, rendering: Rendering, prepare: Callable[[], Sequence[Task]]) -> int:
    job = Job(prepare, name="render")
    job.run()
    try:
        snapshots, problem = _wait(job, scene.id, rendering)
    except KeyboardInterrupt:
        job.close()
        complain("interrupted: nothing was written")
        return 130
    if problem is not None:
        complain(problem if isinstance(problem, LabError) else f"the work failed: {problem!r}")
        return 2 if isinstance(problem, LabError) else 1
    exhibit = rendering.exhibit(snapshots)
    try:
        files = write_exhibit(folder, exhibit)
    except LabError as error:
        complain(error)
        return 1
    for line in [*exhibit.summary(), *files]:
        print(line)
    return 0


def _wait(job: Job, name: str, rendering: Rendering) -> tuple[tuple[Any, ...], Exception | None]:
    """Show the progress until the job is over; return its last snapshots, and what went wrong."""
    snapshots: tuple[Any, ...] = ()
    problem: Exception | None = None
    while True:
        update = job.take()
        if update is not None:
            snapshots = tuple(snapshot for snapshot in update.snapshots if snapshot is not None)
            for event in update.events:
                if isinstance(event, ExecutorLost):
                    _end_bar()
                    reason = event.reason.rstrip(".")
                    complain(f"the workers are lost ({reason}): threads of this machine go on with the work")
            problem = next((event.error for event in update.events if isinstance(event, Failed)), problem)
            _show_bar(name, *rendering.progress(snapshots), update.active_seconds)
            if update.state.is_over:
                job.close()
                _end_bar()
                return snapshots, problem if update.state is State.FAILED else None
        time.sleep(0.02)


def _show_bar(name: str, done: int, steps: int, seconds: float) -> None:
    if is_watched():
        filled = WIDTH * done // steps
        left = translate(Phrase(LEFT, time=duration(seconds * (steps - done) / done))) if done else ""
        bar = "█" * filled + "·" * (WIDTH - filled)
        print(f"\r{name}  {bar}  {count(done)} / {count(steps)} steps{left}   ", end="", file=sys.stderr, flush=True)


def _end_bar() -> None:
    if is_watched():
        print(file=sys.stderr)
