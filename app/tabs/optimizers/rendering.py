"""How a descent is computed and written without a window."""

from __future__ import annotations

from typing import Any

from app.export import Exhibit
from app.tabs.base import Rendering
from app.tabs.optimizers.exhibit import exhibit_of
from core.descent.study import Descent
from core.descent.sweep import SweepImage, sweep_of
from core.descent.trajectory import Tracing
from core.jobs import Task
from core.scenes import Scene


def rendering_of(scene: Scene) -> Rendering:
    """Return how the paths of a scene are run and written, and its map where that is in front."""
    descent = scene.study
    assert isinstance(descent, Descent)
    has_map = descent.view.focus == "map"

    def prepare() -> list[Task]:
        return [Tracing(descent), sweep_of(descent)] if has_map else [Tracing(descent)]

    def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
        done = sum(s.done if isinstance(s, SweepImage) else len(s.trajectories) for s in snapshots)
        steps = sum(s.steps for s in snapshots if isinstance(s, SweepImage))
        return done, len(descent.paths) + steps

    def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
        return exhibit_of(scene, *snapshots)

    return Rendering(prepare, progress, exhibit)
