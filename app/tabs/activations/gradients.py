"""The size of the gradient at every layer, over decades: from the last layer, where it starts, back to the first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.language import language, translate
from app.plots.curves import Array, Curve, CurvePlot, Style
from app.plots.frame import Range
from app.plots.paint import CENTER, LEFT, note
from app.plots.ticks import listed, named
from app.tabs.activations.chain import ChainPanel
from app.tabs.activations.histograms import StripRow
from app.tabs.activations.painting import FIRST_ROW
from app.theme import fit, theme
from core.config import figures
from core.config.words import mark
from core.signals.study import SignalSettings, brief_names

CHAIN = 284
"""Width of the chain rule beside the chart, at the normal text size."""
BESIDE = 600
"""Width from which there is room for both."""
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own largest width, which is no limit."""


@dataclass(frozen=True)
class Track:
    """The sizes of one configuration's gradients, from layer 1 on; what is not finite or zero is NaN."""

    row: StripRow
    sizes: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """First over last, None where one of them is missing."""
        ratio = self.sizes[0] / self.sizes[-1] if self.sizes else math.nan
        return ratio if math.isfinite(ratio) else None


def track_of(row: StripRow, settings: SignalSettings) -> Track:
    """Return the sizes that the settings ask for."""
    weights = settings.gradient_of == "weights"
    sizes = [layer.weight_gradient_rms if weights else layer.gradient_rms for layer in row.flow.layers]
    return Track(row, tuple(size if size and math.isfinite(size) else math.nan for size in sizes))


class GradientView(CurvePlot):
    """RMS of the gradient of every layer; one line a configuration, with what the first layer has of the last."""

    def __init__(self) -> None:
        self._tracks: list[Track] = []
        self._current = 0
        self._longest = 0
        super().__init__("")
        self.set_log(True)
        fit(self.setMinimumSize, lambda m: (m.px(250), m.px(200)))
        self._brief: list[Any] = []
        self.set_rows([], SignalSettings())
        language.changed.connect(self._name_ends)

    def set_rows(
        self, rows: Sequence[StripRow], settings: SignalSettings, current: int = 0, are_named: bool = False
    ) -> None:
        """Show these configurations; that at place `current` is drawn strongest.  Their names may stand at the ends."""
        self._tracks = [track_of(row, settings) for row in rows]
        self._current = current
        of_weights = settings.gradient_of == "weights"
        title = mark("app", "RMS of ∂L/∂W at every layer") if of_weights else mark("app", "RMS of ∂L/∂a at every layer")
        self.set_names(mark("app", "layer"), title)
        longest = max((len(track.sizes) for track in self._tracks), default=1)
        if longest != self._longest:
            self._longest = longest
            self.bottom.set_ticks(named([str(layer + 1) for layer in range(longest)], first=1))
            self.set_range(x=(0.5, longest + 0.5))
        order = sorted(range(len(self._tracks)), key=lambda number: number == current)
        self.show_curves([self._curve(number) for number in order], anew=True)
        self._brief = brief_names([row.flow.configuration for row in rows]) if are_named and len(rows) > 1 else []
        self._name_ends()

    def _name_ends(self) -> None:
        """Say at the end of every line what the first layer has of the last, and whose it is."""
        ends = {number: figures.ratio(track.ratio) for number, track in enumerate(self._tracks)}
        if self._brief:
            ends = {number: f"{translate(self._brief[number])}: {text}" for number, text in ends.items()}
        self.show_ends(ends, mark("app", "first ÷ last"))

    def tracks(self) -> list[Track]:
        """Return what is shown."""
        return list(self._tracks)

    def point(self, track: int, layer: int) -> QPointF:
        """Return where a layer's gradient is drawn, in pixels of the widget."""
        return self.place_of(track, layer)

    def _curve(self, number: int) -> Curve:
        track = self._tracks[number]
        style = Style(FIRST_ROW + track.row.number, width=2.5 if number == self._current else 1.5)
        layers = np.arange(1, len(track.sizes) + 1, dtype=float)
        return Curve(number, layers, np.array(track.sizes), style, track.row.name)

    def _marked(self, curve: Curve, y: Array) -> list[int]:
        """Return the layers that have a mark: as many as have room."""
        apart = self.to_pixels(1, 0).x() - self.to_pixels(0, 0).x()
        chosen = listed(len(curve.x), apart, theme.metrics.px(15))
        return [layer for layer in chosen if np.isfinite(y[layer])]

    def _limits(self) -> Range:
        logs = [math.log10(size) for track in self._tracks for size in track.sizes if size > 0]
        if not logs:
            return -3.0, 0.0
        low, high = math.floor(min(logs) - 0.15), math.ceil(max(logs) + 0.15)
        return (low, high) if high - low >= 2 else (low - 1, high + 1)

    def _margins(self) -> tuple[float, float, float, float]:
        left, _, right, bottom = super()._margins()
        return left, theme.metrics.px(36), right, bottom  # the number of a point may stand above the chart

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._current < len(self._tracks):
            self._note_ends(painter, self._tracks[self._current])

    def _note_ends(self, painter: QPainter, track: Track) -> None:
        """Write the gradients of first and last layer, on the side away from the line."""
        m, area = theme.metrics, self.area()
        width, height = m.px(90), m.px(18)
        last = len(track.sizes) - 1
        for layer, other in ((0, min(1, last)), (last, max(0, last - 1)))[: last + 1]:
            if not track.sizes[layer] > 0:
                continue
            at = self.point(self._current, layer)
            rising = track.sizes[other] > track.sizes[layer]
            if rising and at.y() > area.bottom() - m.px(30):
                place, align = QRectF(at.x() + m.px(12), at.y() - m.px(6), width, height), LEFT
            else:
                above = at.y() + m.px(9) if rising else at.y() - m.px(28)
                place, align = QRectF(at.x() - width / 2, above, width, height), CENTER
                place.moveLeft(max(place.left(), area.left() - m.px(8)))
            note(painter, place, figures.number(track.sizes[layer]), theme.colors.text, theme.font(), align)

    def _resized(self) -> None:
        super()._resized()
        self._draw_marks()  # more or fewer have room


class GradientPage(QWidget):
    """The chart and the chain rule in numbers: beside each other where there is room, else one below the other."""

    def __init__(self, chart: GradientView, chain: ChainPanel) -> None:
        super().__init__()
        self._chain = chain
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        fit(self._line.setSpacing, lambda m: 2 * m.gap)
        self._line.addWidget(chart, 3)
        self._line.addWidget(chain, 0)
        theme.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        m = theme.metrics
        beside = self.width() >= m.px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(direction)
        self._line.setStretch(1, 0 if beside else 2)
        self._chain.setMinimumSize(*((m.px(CHAIN), 0) if beside else (0, m.px(CHAIN // 2))))
        self._chain.setMaximumWidth(m.px(CHAIN) if beside else QWIDGETSIZE_MAX)
        self._line.activate()

    def minimumSizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(CHAIN), super().minimumSizeHint().height())  # beside each other they need not be

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
