"""Traces as the lines that are drawn of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from app.tabs.optimizers.look import numbers_of, pen_of
from app.tabs.optimizers.stage import Path
from core.config.figures import setting
from core.config.words import Phrase, mark
from core.descent.manner import AT_REST, is_stuck
from core.descent.surfaces import Surface
from core.descent.trajectory import Traces, Trajectory


def paths_of(traces: Traces) -> list[list[Path]]:
    """Return the paths of each rule, one a start, of which the first carries its name."""
    rules = traces.descent.paths
    paths = []
    for rule, name, number, trajectories in zip(
        rules, traces.descent.names(), numbers_of(rules), traces.trajectories, strict=True
    ):
        pen = pen_of(rule, number)
        first, *others = trajectories
        ending, ends_at = _ending_of(first, traces.surface)
        paths.append([Path(first, number, pen, name, ending=ending, ends_at=ends_at)])
        paths[-1] += [Path(other, number, pen, "") for other in others]
    return paths


def _ending_of(trajectory: Trajectory, surface: Surface) -> tuple[Any, int]:
    """Return what is to be said where a path is stuck, and from which step on; nothing of one that is not."""
    if not is_stuck(trajectory, surface):
        return "", 0
    moving = np.flatnonzero(trajectory.gradient_norms > AT_REST * trajectory.gradient_norms[0])
    gradient = float(trajectory.gradient_norms[trajectory.last])
    return Phrase(mark("app", "stuck: gradient {gradient}"), gradient=gradient), int(moving[-1]) + 1


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
