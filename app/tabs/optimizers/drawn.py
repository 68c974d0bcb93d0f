"""Traces as the lines that are drawn of them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.tabs.optimizers.look import numbers_of, pen_of
from app.tabs.optimizers.stage import Path
from core.config.figures import setting
from core.descent.trajectory import Traces


def paths_of(traces: Traces) -> list[list[Path]]:
    """Return the paths of each rule, one a start, of which the first carries its name."""
    rules = traces.descent.paths
    paths = []
    for rule, name, number, trajectories in zip(
        rules, traces.descent.names(), numbers_of(rules), traces.trajectories, strict=True
    ):
        pen = pen_of(rule, number)
        paths.append([Path(t, number, pen, name if place == 0 else "") for place, t in enumerate(trajectories)])
    return paths


def earlier_of(traces: Traces) -> list[Path]:
    """Return the earlier paths from the first start, each in the colour of its run and named by its learning rate."""
    descent = traces.descent
    numbers = numbers_of(descent.paths)
    paths = []
    for earlier, trajectories in zip(descent.view.past, traces.earlier, strict=True):
        number = numbers[descent.shown.index(earlier.place)]
        name = f"η {setting(earlier.rule.lr)}"
        paths.append(Path(trajectories[0], number, Qt.PenStyle.DotLine, name, ghost=True))
    return paths
