"""What is read of paths over their steps: height, distance, size of the step, effective learning rates.

To add one: an option of `DescentView.reading`, a name in `NAMES`, a case in `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.config.words import mark
from core.descent.surfaces import Surface
from core.descent.trajectory import Array, Trajectory

NAMES = {
    "value": "f − f*",
    "distance": mark("core", "distance"),
    "step": mark("core", "step size"),
    "rate_x": mark("core", "effective η of x"),
    "rate_y": mark("core", "effective η of y"),
}
"""How the axis of each reading is named."""
_WITHOUT_MINIMUM = mark("core", "f − least seen")


def name_of(kind: str, surface: Surface) -> str:
    """Return the marked name of a reading's axis; without a known minimum, f is measured from the least seen."""
    return _WITHOUT_MINIMUM if kind == "value" and surface.least is None else NAMES[kind]


def lowest(paths: Sequence[Trajectory], surface: Surface) -> float:
    """Return f at the minimum; where none is known, the least value that any of the paths has seen."""
    if surface.least is not None:
        return surface.least
    seen = np.concatenate([path.values for path in paths])
    return float(seen[np.isfinite(seen)].min(initial=np.inf)) if np.isfinite(seen).any() else 0.0


def reading(path: Trajectory, surface: Surface, kind: str, least: float) -> Array:
    """Return one reading of a path, a number for each step from 0; `least` is what f is measured from."""
    if kind == "value":
        return path.values - least
    if kind == "distance":
        return path.distances(surface.minima)
    moves = path.step_sizes if kind == "step" else path.effective_rates[:, 0 if kind == "rate_x" else 1]
    return np.concatenate([[np.nan], moves])
