"""What the questions about paths have in common.

Every answer is computed from `Traces`, looked at as the window does: where a scene is about one path, it is that of the
selected rule.  Of several starts, the first is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config.questions import Question
from core.config.words import Phrase, mark
from core.descent.divergence import divergence
from core.descent.trajectory import Traces, Trajectory

ALIKE = 1.05
"""Ratio below which two numbers are said to be the same."""
NEAR = 0.01
"""Part of the first distance from the minimum below which a path has come there."""


Named = tuple[Phrase, Trajectory]
"""A path with its name."""


class DescentQuestion(Question):
    """Base of the questions about paths."""

    tab = "optimizers"


def selected_path(traces: Traces) -> Named | None:
    """Return name and path of the selected rule, of the first where it is hidden; None when it has no point."""
    place = traces.descent.selected_path or 0
    path = traces.trajectories[place][0]
    return None if path.last < 1 else (listed(traces.descent.names()[place]), path)


def walked_paths(traces: Traces) -> list[Named]:
    """Return name and path of all that have taken a step."""
    paths = [starts[0] for starts in traces.trajectories]
    named = zip(traces.descent.names(), paths, strict=True)
    return [(listed(name), path) for name, path in named if path.last > 0]


def listed(names: Sequence[Any]) -> Phrase:
    """Return names as an enumeration."""
    return Phrase(", ".join(f"{{name{n}}}" for n in range(len(names))), **{f"name{n}": x for n, x in enumerate(names)})


def gone_for_good(name: Phrase, path: Trajectory, traces: Traces) -> Phrase | None:
    """Say of a path that it has left for good, None when it has not."""
    surface = traces.surface
    gone = divergence(path, surface.view, surface.minima)
    if gone is None:
        return None
    if not gone.outside or not np.isfinite(gone.factor):
        text = mark("core", "{name} does not settle: **it ends at step {step}.**")
        return Phrase(text, name=name, step=gone.step if gone.stopped is None else gone.stopped)
    return Phrase(
        mark("core", "{name} does not settle: **at the end {far} grows × {factor} a step.**"),
        name=name,
        far=gone.far,
        factor=gone.factor,
    )


def minimum_of(minima: Sequence[Any]) -> str:
    """Return what the minimum is called that is nearest to where it is spoken of."""
    return mark("core", "the minimum") if len(minima) == 1 else mark("core", "the nearest minimum")


def distance(path: Trajectory, traces: Traces) -> float:
    """Return how far the end of a path is from the nearest minimum; NaN when none is known."""
    return float(path.distances(traces.surface.minima)[path.last])
