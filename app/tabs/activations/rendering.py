"""How a scene of this tab is run and written without a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.export import Exhibit
from app.tabs.activations.exhibit import Shown, exhibit_of, rows_of
from app.tabs.activations.lesson import READINGS, LessonSettings, readings_of, watched
from app.tabs.activations.picture import TRAINING, WALL
from app.tabs.base import Rendering
from core.jobs import Task
from core.scenes import Scene
from core.signals.film import Film
from core.signals.flow import StudySnapshot, StudyTask, Wall, WallSnapshot
from core.signals.study import SignalStudy
from core.training.history import TrainingSnapshot


def rendering_of(scene: Scene) -> Rendering:
    """Return how a scene is run: the study, and what its view needs beside it."""
    study = scene.study
    assert isinstance(study, SignalStudy)
    row = study.runs[0]
    lesson = LessonSettings()

    def prepare() -> Sequence[Task]:
        tasks: list[Task] = [StudyTask(study)]
        if scene.study.view.focus == WALL:
            tasks.append(Wall(row, study.settings))
        if scene.study.view.focus == TRAINING:
            every = max(1, lesson.steps // READINGS)
            tasks += watched(lesson.experiment(row, study.settings.seed), every)
        return tasks

    def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
        done, total = (sum(parts) for parts in zip(*map(_progress, snapshots), strict=True)) if snapshots else (0, 1)
        return done, total

    def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
        (seen,) = [snapshot for snapshot in snapshots if isinstance(snapshot, StudySnapshot)]
        walls = [snapshot for snapshot in snapshots if isinstance(snapshot, WallSnapshot)]
        trained = [snapshot for snapshot in snapshots if isinstance(snapshot, TrainingSnapshot)]
        film: Film | None = None
        losses: dict[int, float] = {}
        if trained:
            records, losses = readings_of(trained, 0)
            film = Film(row)
            film.set_records(records)
        shown = Shown(
            rows_of(study.runs, seen.flows),
            study.settings,
            log=scene.study.view.scale == "log",
            wall=walls[0] if walls else None,
            film=film,
            place=len(film) - 1 if film else 0,
            losses=losses,
        )
        return exhibit_of(scene, shown)

    return Rendering(prepare, progress, exhibit)


def _progress(snapshot: Any) -> tuple[int, int]:
    if isinstance(snapshot, WallSnapshot):
        return len(snapshot.cells), snapshot.total
    if isinstance(snapshot, TrainingSnapshot):
        return snapshot.step, snapshot.steps
    return snapshot.done, snapshot.total
