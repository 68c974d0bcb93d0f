"""Histograms laid out: one shape each, standing beside each other or turned upright, and what is written at them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from app.language import translate
from app.plots.paint import LEFT, RIGHT, advance, note, steps, write
from app.plots.ticks import decades, plain
from app.theme import px, theme
from core.config.figures import decade, number, share
from core.config.words import Phrase, mark
from core.signals.bars import Bars, usual_height
from core.signals.flow import Flow

FORWARD, BACKWARD = "forward", "backward"
TICKS = 16
"""Pixels for the numbers under a histogram, at the normal text size."""
BEYOND = 0.005
"""Share of values beyond the axis that is worth a mark; four times as much of gradients, which have no smallest."""
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
        place = QRectF(left + px(5), section.top() + px(2), width - 2 * px(5), section.height() - px(2))
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
        place = QRectF(left, section.top() + px(4), width, section.height() - px(4))
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


def draw_notes(painter: QPainter, panel: Panel, small: QFont) -> None:
    """Say how high a bar is that leaves through the top, and what stands in no bar."""
    bars, place = panel.bars, panel.place
    muted = theme.colors.muted
    high, over, near = px(16), px(4), px(3)
    line = QRectF(place.left() - over, place.top() - 1, place.width() + 2 * over, high)
    if panel.heights.max() > 1.0 + 1e-9:
        at = int(panel.heights.argmax())
        text = share(float(bars.fractions[at]))
        edges = bars.edges
        if not bars.log and edges[at] <= 0 < edges[at + 1]:
            text = translate(Phrase(mark("app", "{share} at 0"), share=text))
        x = place.left() + place.width() * (at + 1) / len(panel.heights) + near
        after = QRectF(x, line.top(), place.right() + over - x, high)
        before = QRectF(line.left(), line.top(), x - place.width() / len(panel.heights) - 2 * near - line.left(), high)
        right = after.width() >= before.width()
        note(painter, after if right else before, text, muted, small, LEFT if right else RIGHT)
        if not right or bars.below or bars.above:
            line.moveTop(line.top() + high)
    middle = QRectF(line.left(), place.center().y() - px(18) / 2, line.width(), px(18))
    if bars.bad:
        text = translate(Phrase(mark("app", "not finite {share}"), share=share(bars.bad)))
        note(painter, middle, text, theme.colors.error, small)
        middle.moveTop(middle.bottom())
    if bars.zeros >= 0.0005:
        text = translate(Phrase(mark("app", "zero {share}"), share=share(bars.zeros)))
        note(painter, line if not bars.empty else middle, text, muted, small, LEFT)
        return
    below, above = mark("app", "{share} below {end}"), mark("app", "{share} above {end}")
    for outside, align, text, end in ((bars.below, LEFT, below, bars.low), (bars.above, RIGHT, above, bars.high)):
        if outside >= BEYOND * (4 if bars.log else 1):
            end_text = decade(end) if bars.log else number(end)
            said = translate(Phrase(text, share=share(outside), end=end_text))
            note(painter, line, said, muted, small, align)
            line.moveTop(line.top() + (high if bars.above else 0))


def draw_value_ticks(painter: QPainter, panel: Panel, font: QFont) -> None:
    """Write round numbers under a histogram."""
    bars, place = panel.bars, panel.place
    if bars.empty:
        return
    end, near = -math.inf, px(3)
    ticks = decades if bars.log else plain
    for tick, text in ticks(bars.low, bars.high, min(max(2, int(place.width() // px(32))), 5)):
        x = place.left() + place.width() * (tick - bars.low) / (bars.high - bars.low)
        width = advance(font, text) + 2
        left = min(max(x - width / 2, place.left() - near), place.right() + near - width)
        painter.setPen(QPen(QColor(theme.colors.disabled), 1))
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x, place.bottom() + near))
        if left > end + px(4):
            write(
                painter, QRectF(left, place.bottom() + px(2), width, px(TICKS) - near), text, theme.colors.muted, font
            )
            end = left + width
