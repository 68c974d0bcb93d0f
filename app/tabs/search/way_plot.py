"""The points of one way of choosing over two settings, with a tick on the axes for every value that is tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen

from app.language import translate
from app.plots.paint import LEFT, advance, draw_mark, write
from app.plots.scatter import Points, ScatterPlot, ink, no_line
from app.tabs.search.axes import TrialAxis
from app.tabs.search.progress_view import colour_of
from app.tabs.search.shown import joins
from app.theme import px, theme
from core.config.words import Phrase, mark
from core.search.choosing import Way
from core.search.ranking import ranking
from core.search.space import PATHS
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot

Array = np.ndarray

COMB = 12
"""Pixels of a tooth of the combs, at the normal text size."""
_LETTERS = (22 / 11, 20 / 11, 18 / 11, 16 / 11, 15 / 11, 14 / 11, 13 / 11, 12 / 11, 1.0, 0.9, 0.8, 0.7, 0.6)
"""Letters of how many values are tried, in parts of the normal ones: the largest that have room."""
_TALL = 270
"""Pixels of height of a plot, at the normal text size, from which on there is room for the largest of them."""
_MANY = {
    "optimizer.lr": mark("app", "{count} learning rates"),
    "decay.strength": mark("app", "{count} weight decays"),
}
_VALUES = mark("app", "{count} values: {setting}")


@dataclass(frozen=True, eq=False)
class Choosing:
    """One way of choosing, with the points that it tries.

    Attributes
    ----------
    search : Search
        With this way.
    snapshot : SearchSnapshot or None
        What came of it, where it is part of the search.
    records : tuple of Record
        Of all its trials.
    """

    search: Search
    snapshot: SearchSnapshot | None
    records: tuple[Record, ...]

    @property
    def way(self) -> Way:
        """The way itself."""
        way: Way = self.search.settings.way
        return way


class WayPlot(ScatterPlot):
    """The points of one way, with combs, under how many values they try.

    Parameters
    ----------
    first : bool
        Whether it has the numbers of the vertical axis, which all share.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial that was clicked, None beside all; whether it joins those that are chosen.
    """

    picked = Signal(object, bool)

    def __init__(self, first: bool) -> None:
        self.AXIS = COMB + (48 if first else 6)
        self._first = first
        self._choosing: Choosing | None = None
        self._signature: Any = None
        self._counts: tuple[Any, ...] = ()
        self._combs: tuple[Array, Array] = (np.empty(0), np.empty(0))
        self._drawn: Any = None
        self._waiting = np.empty((0, 2))
        self._untried = pg.ScatterPlotItem(pxMode=True)
        super().__init__()
        self._untried.setZValue(-1)
        self.add(self._untried)
        self.left.setStyle(showValues=first)

    def show_way(
        self, choosing: Choosing, axes: tuple[TrialAxis, TrialAxis], top: float, best: int, chosen: tuple[int, ...]
    ) -> None:
        """Show the points of a way.

        Parameters
        ----------
        choosing : Choosing
            The way.
        axes : tuple of TrialAxis
            To the right and upwards.
        top : float
            Accuracy of the last colour.
        best : int
            So many of the best are shown, 0 for all.
        chosen : tuple of int
            Numbers of the trials that light up.
        """
        signature = choosing.records, choosing.way, axes, top, best
        if signature != self._drawn:
            self._drawn = signature
            self._draw_way(choosing, axes, top, best)
        self._choosing = choosing
        if self.selected() != frozenset(chosen):
            self.select(chosen)

    def _draw_way(self, choosing: Choosing, axes: tuple[TrialAxis, TrialAxis], top: float, best: int) -> None:
        self._set_axes(axes)
        space = choosing.search.settings.space
        x, y = (axis.numbers(choosing.records, space) for axis in axes)
        there = np.array([len(record.steps) > 0 for record in choosing.records], bool)
        if best and choosing.snapshot is not None:
            seen = {record.trial.number for record in ranking(choosing.snapshot)[:best]}
            shown = np.array([record.trial.number in seen for record in choosing.records], bool)
        else:
            shown = np.ones(len(there), bool)
        values = np.array([np.nan if r.diverged is not None else r.accuracy for r in choosing.records], float)
        tried, untried = np.flatnonzero(there & shown), np.flatnonzero(~there & shown)
        self._combs = np.unique(self._placed(x, axes[0].log)), np.unique(self._placed(y, axes[1].log))
        counts = tuple(_count(choosing, axis.path) for axis in axes if axis.path)
        rows, self._counts = len(self._counts), counts
        if len(counts) != rows:
            self._lay_out()
        if self._scale != (0.0, top):
            self.set_scale(0.0, top)
        keys = [choosing.records[place].trial.number for place in tried]
        self.show_points(Points(keys, x[tried], y[tried], values[tried]), *(axis.ends for axis in axes))
        self._waiting = np.stack([self._placed(x, axes[0].log), self._placed(y, axes[1].log)], axis=1)[untried]
        self._show_waiting()
        self.viewport().update()

    def _show_waiting(self) -> None:
        grey, none = ink(theme.colors.disabled), no_line()
        self._untried.setData(pos=self._waiting, brush=grey, pen=none, size=theme.metrics.px(6))

    def _show_again(self) -> None:
        super()._show_again()
        self._show_waiting()

    @property
    def choosing(self) -> Choosing | None:
        """The way that is shown."""
        return self._choosing

    def combs(self) -> tuple[Array, Array]:
        """Return where the teeth stand: below the horizontal axis, and left of the vertical one."""
        return self._combs

    def untried(self) -> Array:
        """Return where trials stand that have not been measured, as places along the axes."""
        return self._waiting

    def counts(self) -> list[str]:
        """Return how many values are tried, as it is read, a text an axis."""
        return [translate(text) for text in self._counts]

    def extra(self) -> int:
        """Return by how many pixels the room left of the plot is wider than that of those that share its axis."""
        return px(self.AXIS) + px(20) - px(COMB + 6) if self._first else 0

    def _set_axes(self, axes: tuple[TrialAxis, TrialAxis]) -> None:
        signature = axes, theme.metrics, translate(axes[0].name)
        if signature == self._signature:
            return
        self._signature = signature
        across, up = axes
        self.set_log(across.log, up.log)
        self.bottom.set_ticks(across.ticks())
        self.left.set_ticks(up.ticks())
        self.set_names(across.name, up.name if self._first else "", beside=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.key_at(event.position()), joins(event))

    # -- look

    def _dress(self) -> None:
        super()._dress()
        for axis in (self.left, self.bottom):
            axis.setStyle(tickTextOffset=theme.metrics.close + theme.metrics.px(COMB))

    def _margins(self) -> tuple[float, float, float, float]:
        left, _, right, bottom = super()._margins()
        m = theme.metrics
        return left, sum(self._rows()) + m.close, right, bottom

    def _rows(self) -> tuple[int, ...]:
        """Return the heights of name and counts, the first of which is large where there is room."""
        m = theme.metrics
        large = m.px(36) if self.height() > m.px(_TALL) else m.px(26)
        return m.px(22), large, m.px(20) * (len(self._counts) > 1)

    def _lay_out(self) -> None:
        super()._lay_out()
        self.bottom.setHeight(theme.metrics.px(22 + COMB))
        self._layout.activate()

    def _resized(self) -> None:
        super()._resized()
        self._lay_out()  # the large letters need more room

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._choosing is None:
            return
        m, area = theme.metrics, self.area()
        way, left = self._choosing.way, area.left()
        right = self.width() - m.close
        draw_mark(painter, QPointF(left + m.mark / 2, m.px(11)), colour_of(way))
        name = QRectF(left + m.mark + m.close, 0, right - left - m.mark - m.close, m.px(22))
        write(painter, name, translate(way.label), theme.series(colour_of(way)), theme.font(bold=True), LEFT)
        top = float(self._rows()[0])
        for number, text in enumerate(self.counts()):
            height = self._rows()[number + 1]
            place = QRectF(left, top, right - left, height)
            if number:
                write(painter, place, text, theme.colors.muted, _fitting(text, place, bold=False), LEFT)
            else:
                write(painter, place, text, theme.colors.text, _fitting(text, place), LEFT)
            top += height
        self._draw_combs(painter, area)

    def _draw_combs(self, painter: QPainter, area: QRectF) -> None:
        length = theme.metrics.px(COMB) - 2
        ink = QColor(theme.colors.text)
        ink.setAlphaF(0.8)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, theme.metrics.scale))
        across, up = self._combs
        (left, _), (low, _) = self.ranges()
        for place in across:
            x = self.to_pixels(float(place), low).x()
            painter.drawLine(QLineF(x, area.bottom() + 2, x, area.bottom() + 2 + length))
        for place in up:
            y = self.to_pixels(left, float(place)).y()
            painter.drawLine(QLineF(area.left() - 2 - length, y, area.left() - 2, y))
        painter.restore()


def _fitting(text: str, place: QRectF, bold: bool = True) -> QFont:
    """Return the largest letters in which a text has room."""
    parts = _LETTERS if bold else _LETTERS[_LETTERS.index(1.0) :]
    fonts = [theme.font(part * theme.metrics.points, bold) for part in parts if part * px(20) <= place.height() + 3]
    return next((font for font in fonts if advance(font, text) <= place.width()), fonts[-1])


def _count(choosing: Choosing, path: str) -> Phrase:
    place = [dimension.path for dimension in choosing.search.settings.space].index(path)
    count = len({record.trial.values[place] for record in choosing.records})
    return Phrase(_MANY.get(path, _VALUES), count=count, setting=PATHS[path])
