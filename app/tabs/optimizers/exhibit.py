"""What is written of traces: their picture, every step as a table, end points with settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from app.export import Exhibit
from app.language import translate
from app.tabs.optimizers.picture import DescentPicture
from core.config import figures
from core.config.naming import text_of
from core.config.questions import questions
from core.descent.divergence import divergence
from core.descent.study import Descent
from core.descent.sweep import SweepImage
from core.descent.trajectory import Traces, Trajectory
from core.scenes import Scene


def exhibit_of(scene: Scene, traces: Traces, image: SweepImage | None = None) -> Exhibit:
    """Return what is written of the paths of a scene, which were traced as it says, and of its map."""
    descent = scene.study
    assert isinstance(descent, Descent)

    def picture() -> DescentPicture:
        page = DescentPicture()
        page.set_synchronous()
        page.head.set_scene(scene)
        if scene.asks:
            page.head.set_sentence(questions[scene.asks].answer(replace(traces, descent=descent)))
        page.map.show_image(image)
        page.show_traces(traces, descent)
        return page

    def summary() -> list[str]:
        lines = []
        for name, ends in zip(descent.names(), traces.trajectories, strict=True):
            final = final_of(ends[0], descent)
            shown = "  ".join(f"{key} {figures.number(final[key])}" for key in ("x", "y", "f") if key in final)
            gone = divergence(ends[0], descent.settings.surface.view, descent.settings.surface.minima)
            lines.append(f"{translate(name):40}  {shown}" + (f"  {translate(gone.phrase)}" if gone else ""))
        return lines

    return Exhibit(scene, picture, lambda: table(traces), lambda: record(traces, descent), summary)


def table(traces: Traces) -> Iterator[list[Any]]:
    """Yield a heading, then a row a step: x, y, f, gx, gy and the state by name, a column group a path."""
    columns: list[tuple[str, np.ndarray]] = []
    for name, starts in zip(traces.descent.names(), traces.trajectories, strict=True):
        for number, t in enumerate(starts):
            group = text_of(name) + (f" from start {number + 1}" if len(starts) > 1 else "")
            parts = {"x": t.points[:, 0], "y": t.points[:, 1], "f": t.values}
            parts |= {"gx": t.gradients[:, 0], "gy": t.gradients[:, 1]}
            for state, values in t.states.items():
                parts |= {f"{state}x": values[:, 0], f"{state}y": values[:, 1]}
            columns += [(f"{group}: {key}", values) for key, values in parts.items()]
    yield ["step", *(title for title, _ in columns)]
    for step in range(max(len(values) for _, values in columns)):
        cells = [float(values[step]) if step < len(values) else np.nan for _, values in columns]
        yield [step, *(repr(cell) if np.isfinite(cell) else "" for cell in cells)]


def final_of(t: Trajectory, descent: Descent) -> dict[str, Any]:
    """Return where a path ends: the last finite point, f there, and what happened to it."""
    finite = np.flatnonzero(np.isfinite(t.points).all(axis=1) & np.isfinite(t.values))
    final: dict[str, Any] = {"steps": t.steps}
    if len(finite):
        last = finite[-1]
        final |= {"x": float(t.points[last, 0]), "y": float(t.points[last, 1]), "f": float(t.values[last])}
    gone = divergence(t, descent.settings.surface.view, descent.settings.surface.minima)
    if gone is not None:
        if gone.outside or gone.ending is None:
            final["diverged_at"] = gone.step
        else:
            final |= {"stopped_at": gone.stopped, "for_want_of": gone.ending.cause}
    return final


def record(traces: Traces, descent: Descent) -> dict[str, Any]:
    """Return the settings, and name, configuration and end of every path."""
    runs = []
    for name, run, starts in zip(descent.names(), descent.paths, traces.trajectories, strict=True):
        configuration = {"kind": run.key, **run.to_plain()}
        ends = [final_of(t, descent) for t in starts]
        final = ends[0] if len(ends) == 1 else {**ends[0], "starts": ends}
        runs.append({"name": text_of(name), "configuration": configuration, "final": final})
    return {"settings": descent.settings.to_plain(), "show": descent.view.to_plain(), "runs": runs}
