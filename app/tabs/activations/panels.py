"""Histograms laid out: one shape each, standing beside each other or turned upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from app.tabs.activations.bars import Bars, usual_height
from app.tabs.activations.painting import steps
from core.signal_flow import Flow

FORWARD, BACKWARD = "forward", "backward"
Columns = Sequence[tuple[float, float]]
"""Left edge and width of every layer's column."""


@dataclass(frozen=True)
class StripRow:
    """One configuration and what was measured of it."""

    name: Any
    flow: Flow
    number: int = 0


@dataclass(eq=False)
class Panel:
    """One histogram as it is drawn; `heights` are parts of the height (upright: of the width) of `place`."""

    row: int
    layer: int
    kind: str
    bars: Bars
    place: QRectF
    heights: np.ndarray
    shape: QPolygonF


def wide_panels(
    row: int, kind: str, bars: Sequence[Bars], section: QRectF, columns: Columns, full: float
) -> list[Panel]:
    """Return histograms that stand beside each other; their height stands for the share `full`."""
    panels = []
    for layer, (each, (left, width)) in enumerate(zip(bars, columns, strict=True)):
        place = QRectF(left + 5, section.top() + 2, width - 10, section.height() - 2)
        heights = each.fractions / full
        panels.append(Panel(row, layer, kind, each, place, heights, steps(heights, place)))
    return panels


def upright_panels(
    row: int, kind: str, bars: Sequence[Bars], section: QRectF, columns: Columns, ends: tuple[float, float]
) -> list[Panel]:
    """Return upright histograms, all over one vertical axis between `ends`; each is as wide as its column."""
    low, high = ends
    panels = []
    for layer, (each, (left, width)) in enumerate(zip(bars, columns, strict=True)):
        place = QRectF(left, section.top() + 4, width, section.height() - 4)
        heights = np.minimum(each.fractions / (usual_height(each.fractions) or 1.0), 1.0)
        used = np.flatnonzero(heights)
        shape = QPolygonF()
        if len(used):
            used = np.arange(used[0], used[-1] + 1)
            edges = each.edges[np.append(used, used[-1] + 1)]
            y = place.bottom() - place.height() * (np.repeat(edges, 2) - low) / (high - low)
            x = place.left() + 0.94 * place.width() * np.concatenate([[0.0], np.repeat(heights[used], 2), [0.0]])
            shape = QPolygonF(list(map(QPointF, x.tolist(), y.tolist())))
        panels.append(Panel(row, layer, kind, each, place, heights, shape))
    return panels
