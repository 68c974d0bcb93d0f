"""Run a scene without a window: a progress bar on the terminal, then picture and data in files."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from app.export import write_results
from app.language import translate
from app.picture import Result
from app.terminal import complain
from core.history import TrainingSnapshot
from core.jobs import Failed, Job, State
from core.naming import names_of_runs
from core.scenes import Scene
from core.training import prepare
from core.words import LabError

WIDTH = 32


def render(scene: Scene, folder: Path) -> int:
    """Train a scene to its end and write its files into `folder`; return the exit code."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        complain(f"cannot write to {folder}: {error.strerror}")
        return 2
    experiment = scene.configuration
    job = Job(lambda: prepare(experiment, workers=min(2, os.cpu_count() or 1)), name="train")
    job.run()
    try:
        snapshots, problem = _wait(job, scene)
    except KeyboardInterrupt:
        job.close()
        complain("interrupted: nothing was written")
        return 130
    if problem is not None:
        complain(problem if isinstance(problem, LabError) else f"the training failed: {problem!r}")
        return 2 if isinstance(problem, LabError) else 1
    names = names_of_runs(experiment.runs)
    results = [
        Result(place, names[place], place, experiment.runs[place], experiment.settings, snapshot, column)
        for snapshot in snapshots
        for column, place in enumerate(snapshot.runs)
    ]
    results.sort(key=lambda result: result.number)
    try:
        files = write_results(folder, scene, results, scene.scale == "log")
    except LabError as error:
        complain(error)
        return 1
    for result in results:
        final = result.final()
        shown = "  ".join(
            f"{name} {final[name]:.3g}" for name in ("loss", "train_accuracy", "test_accuracy") if name in final
        )
        diverged = f"  diverged at step {result.diverged}" if result.diverged is not None else ""
        print(f"{translate(result.name):40}  {shown}{diverged}")
    for file in files:
        print(file)
    return 0


def _wait(job: Job, scene: Scene) -> tuple[tuple[TrainingSnapshot, ...], Exception | None]:
    """Show the progress until the job is over; return its last snapshots, and what went wrong."""
    steps = scene.configuration.settings.steps
    snapshots: tuple[TrainingSnapshot, ...] = ()
    problem: Exception | None = None
    while True:
        update = job.take()
        if update is not None:
            snapshots = tuple(snapshot for snapshot in update.snapshots if snapshot is not None)
            problem = next((event.error for event in update.events if isinstance(event, Failed)), problem)
            going = [snapshot for snapshot in snapshots if None in snapshot.diverged] or snapshots
            done = min((snapshot.step for snapshot in going), default=0)
            _show_bar(scene.id, done, steps, update.active_seconds)
            if update.state.is_over:
                job.close()
                _end_bar()
                return snapshots, problem if update.state is State.FAILED else None
        time.sleep(0.05)


def _show_bar(name: str, done: int, steps: int, seconds: float) -> None:
    if sys.stderr.isatty():
        filled = WIDTH * done // steps
        left = f"{seconds * (steps - done) / done:.0f} s left" if done else ""
        bar = "█" * filled + "·" * (WIDTH - filled)
        print(f"\r{name}  {bar}  {done:,} / {steps:,} steps  {left}   ", end="", file=sys.stderr, flush=True)


def _end_bar() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
