"""The size of the gradient at every layer, over decades: from the last layer, where it starts, back to the first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF

from app.language import translate
from app.tabs.activations.painting import (
    CENTER,
    LEFT,
    RIGHT,
    Painted,
    draw_mark,
    faint,
    listed,
    note,
    power,
    ratio,
    row_color,
    short,
    ticks_of,
    write,
)
from app.tabs.activations.panels import StripRow
from app.theme import theme
from core.config.words import mark
from core.signals.study import SignalSettings

AXIS = 64
FOOT = 44
HEAD = 34
SIDE = 92
"""Pixels right of the last layer, for what the first has of it."""


@dataclass(frozen=True)
class Track:
    """The sizes of one configuration's gradients, from layer 1 on; what is not finite or zero is NaN."""

    row: StripRow
    sizes: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """First over last."""
        return self.sizes[0] / self.sizes[-1] if self.sizes and self.sizes[-1] else math.nan


def track_of(row: StripRow, settings: SignalSettings) -> Track:
    """Return the sizes that the settings ask for."""
    weights = settings.gradient_of == "weights"
    sizes = [layer.weight_gradient_rms if weights else layer.gradient_rms for layer in row.flow.layers]
    return Track(row, tuple(size if size and math.isfinite(size) else math.nan for size in sizes))


class GradientView(Painted):
    """RMS of the gradient of every layer; one line a configuration."""

    def __init__(self) -> None:
        super().__init__()
        self._tracks: list[Track] = []
        self._settings = SignalSettings()
        self._current = 0
        self.setMinimumHeight(220)

    def set_rows(self, rows: Sequence[StripRow], settings: SignalSettings, current: int = 0) -> None:
        """Show these configurations; that at place `current` is drawn strongest."""
        self._tracks = [track_of(row, settings) for row in rows]
        self._settings, self._current = settings, current
        self.update()

    def tracks(self) -> list[Track]:
        """Return what is shown."""
        return list(self._tracks)

    # -- geometry

    def _area(self) -> QRectF:
        return QRectF(AXIS, HEAD, self.width() - AXIS - SIDE, self.height() - HEAD - FOOT)

    def _decades(self) -> tuple[float, float]:
        logs = [math.log10(size) for track in self._tracks for size in track.sizes if size > 0]
        if not logs:
            return -3.0, 0.0
        low, high = math.floor(min(logs) - 0.15), math.ceil(max(logs) + 0.15)
        return (low, high) if high - low >= 2 else (low - 1, high + 1)

    def point(self, track: int, layer: int) -> QPointF:
        """Return where a layer's gradient is drawn."""
        area = self._area()
        low, high = self._decades()
        size = self._tracks[track].sizes[layer]
        y = area.bottom() - area.height() * (math.log10(size) - low) / (high - low) if size > 0 else math.nan
        return QPointF(self._x(layer), y)

    def _x(self, layer: int) -> float:
        area = self._area()
        longest = max((len(track.sizes) for track in self._tracks), default=1)
        return area.left() + area.width() * (layer + 0.5) / max(longest, 1)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_axes(painter)
        order = [k for k in range(len(self._tracks)) if k != self._current] + [self._current]
        for number in order:
            if number < len(self._tracks):
                self._draw_track(painter, number)
        self._draw_ratios(painter)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        area = self._area()
        colors = theme.colors
        low, high = self._decades()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for tick in ticks_of(low, high, max(2, int(area.height() // 30)), log=True):
            y = area.bottom() - area.height() * (tick - low) / (high - low)
            painter.setPen(QPen(faint(), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            place = QRectF(0, y - 10, AXIS - 8, 20)
            write(painter, place, power(round(tick)), colors.muted, self.font(), RIGHT)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        longest = max((len(track.sizes) for track in self._tracks), default=1)
        for layer in listed(longest, area.width() / longest, 30):
            x = self._x(layer)
            painter.setPen(QPen(QColor(colors.disabled), 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            write(painter, QRectF(x - 20, area.bottom() + 5, 40, 18), str(layer + 1), colors.muted, self.font())
        layer_word = translate(mark("app", "layer"))
        write(painter, QRectF(area.left(), self.height() - 20, area.width(), 20), layer_word, colors.muted, self.font())
        of_weights = self._settings.gradient_of == "weights"
        title = mark("app", "RMS of ∂L/∂W at every layer") if of_weights else mark("app", "RMS of ∂L/∂a at every layer")
        write(painter, QRectF(2, 0, self.width() - SIDE - 8, 20), translate(title), colors.muted, self.font(), LEFT)

    def _draw_track(self, painter: QPainter, number: int) -> None:
        track = self._tracks[number]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = row_color(track.row.number)
        painter.setPen(QPen(color, 2.5 if number == self._current else 1.5))
        line: list[QPointF] = []
        for layer, size in enumerate((*track.sizes, math.nan)):
            if size > 0:
                line.append(self.point(number, layer))
            elif line:
                painter.drawPolyline(QPolygonF(line))
                line = []
        apart = self._x(1) - self._x(0)
        for layer in listed(len(track.sizes), apart, 15):
            if track.sizes[layer] > 0:
                draw_mark(painter, self.point(number, layer), track.row.number, 11 if number == self._current else 8)
        if number != self._current:
            return
        last = len(track.sizes) - 1
        for layer, other in ((0, min(1, last)), (last, max(0, last - 1)))[: last + 1]:
            if track.sizes[layer] > 0:
                at = self.point(number, layer)
                # on the side away from the line
                rising = track.sizes[other] > track.sizes[layer]
                if rising and at.y() > self._area().bottom() - 30:
                    place, align = QRectF(at.x() + 12, at.y() - 6, 90, 18), LEFT
                else:
                    place, align = QRectF(at.x() - 45, at.y() + 9 if rising else at.y() - 28, 90, 18), CENTER
                    place.moveLeft(max(place.left(), AXIS - 20))
                note(painter, place, short(track.sizes[layer]), theme.colors.text, self.font(), align)

    def _draw_ratios(self, painter: QPainter) -> None:
        """Say right of the lines what share of its last gradient each first layer gets."""
        metrics = QFontMetricsF(self.font())
        left = self.width() - SIDE + 4
        heading = translate(mark("app", "first ÷ last"))
        write(painter, QRectF(left, 0, SIDE - 4, 20), heading, theme.colors.muted, self.font(), RIGHT)
        area = self._area()
        wanted = sorted(
            (self.point(k, len(track.sizes) - 1).y() if track.sizes[-1] > 0 else area.center().y(), k)
            for k, track in enumerate(self._tracks)
        )
        height = metrics.height() + 2
        top = area.top() - height / 2
        for place, (y, number) in enumerate(wanted):
            rest = (len(wanted) - place) * height
            top = max(top, min(y - height / 2, area.bottom() + height / 2 - rest))
            track = self._tracks[number]
            draw_mark(painter, QPointF(left + 4, top + height / 2), track.row.number)
            text = ratio(track.ratio)
            write(
                painter,
                QRectF(left + 12, top, SIDE - 16, height),
                text,
                row_color(track.row.number),
                self.bold(),
                RIGHT,
            )
            top += height

    def sizeHint(self) -> QSize:
        return QSize(560, 320)
