"""How a race is run and written without a window."""

from __future__ import annotations

from typing import Any

from app.export import Exhibit
from app.tabs.base import Rendering
from app.tabs.trainer.exhibit import exhibit_of
from core.cores import cores
from core.scenes import Scene
from core.training.recording import BUDGET
from core.training.results import results_of
from core.training.study import Experiment
from core.training.trainer import prepare


def rendering_of(scene: Scene) -> Rendering:
    """Return how the race of a scene is run and written."""
    experiment = scene.study
    assert isinstance(experiment, Experiment)

    def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
        going = [snapshot for snapshot in snapshots if None in snapshot.diverged] or snapshots
        return min((snapshot.step for snapshot in going), default=0), experiment.settings.steps

    def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
        return exhibit_of(scene, results_of(experiment, snapshots))

    return Rendering(lambda: prepare(experiment, workers=cores(), budget=BUDGET), progress, exhibit)
