"""What mattered: how much of the differences each setting explains alone, and the best in each slice of one of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout

from app.language import say, translate
from app.plots.curves import CurveItem
from app.plots.paint import LEFT, RIGHT, Painted, advance, write
from app.plots.scatter import Points, ScatterPlot
from app.tabs.search.axes import TrialAxis, axis_of
from app.tabs.search.scatter_view import readout
from app.tabs.search.shown import Shown, joins
from app.tabs.search.telling import Sentence, TellingPanel, searched, yielding
from app.theme import fit, px, theme
from core.config.figures import NOTHING, share
from core.config.words import Phrase, mark
from core.search.ranking import Slices, importance, slices
from core.search.space import PATHS
from core.search.study import Search
from core.search.verdicts import what_matters

Array = np.ndarray

ROW = 40
"""Pixels of a bar with its name, at the normal text size, where there is room."""
_METHOD = mark(
    "app",
    "Share of the variance of validation accuracy that a setting explains alone: trials in bins along the setting, "
    "variance between bins beside that of all, corrected for chance (ε²).",
)
_IN_SHORT = mark("app", "Variance that each explains alone (ε² over bins). Steps: the best of each slice.")


class Bars(Painted):
    """A bar a setting.

    Attributes
    ----------
    isolated : Signal(str)
        Path of the setting whose bar was clicked.
    """

    isolated = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._paths: tuple[str, ...] = ()
        self._shares: Array = np.empty(0)
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_shares(self, paths: Sequence[str], shares: Array, current: str) -> None:
        """Show how much each setting explains, and which is looked at more closely."""
        self._paths, self._shares, self._current = tuple(paths), shares, current
        said = tuple(Phrase("{label} {share}", label=PATHS[path], share=_said(value)) for path, value in self.bars())
        say(self, said, "setAccessibleDescription")
        self.update()

    def bars(self) -> list[tuple[str, float]]:
        """Return path and share of every bar, from the top."""
        return list(zip(self._paths, self._shares.tolist(), strict=True))

    @property
    def current(self) -> str:
        """Path of the setting that is looked at more closely."""
        return self._current

    def row(self, place: int) -> QRectF:
        """Return where a bar stands with its name."""
        height = min(px(ROW) * 1.4, self.height() / max(len(self._paths), 1))
        return QRectF(0, place * height, self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (path, value) in enumerate(self.bars()):
            self._paint(painter, self.row(place), path, value)

    def _paint(self, painter: QPainter, row: QRectF, path: str, value: float) -> None:
        m, colors = theme.metrics, theme.colors
        current = path == self._current
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), m.px(6), m.px(6))
        inner = row.adjusted(m.px(6), m.px(2), -m.px(6), -m.px(2))
        text = QRectF(inner.left(), inner.top(), inner.width(), min(m.px(20), inner.height() * 0.6))
        bold, font = _letters(text.height(), True), _letters(text.height(), current)
        said = _said(value)
        number = advance(bold, said) + m.close
        write(painter, text, said, colors.text, bold, RIGHT)
        write(painter, text.adjusted(0, 0, -number, 0), translate(PATHS[path]), colors.text, font, LEFT)
        bar = QRectF(inner.left(), text.bottom() + 1, inner.width(), max(inner.bottom() - text.bottom() - m.close, 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.border))
        painter.drawRect(bar)
        if math.isfinite(value):
            bar.setWidth(bar.width() * value)
            painter.setBrush(QColor(colors.accent))
            painter.drawRect(bar)
        if current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), m.scale))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), m.px(6), m.px(6))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            for place, path in enumerate(self._paths):
                if self.row(place).contains(event.position()):
                    self.isolated.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self._current not in self._paths:
            super().keyPressEvent(event)
            return
        place = self._paths.index(self._current) + step
        if 0 <= place < len(self._paths):
            self.isolated.emit(self._paths[place])


def _letters(height: float, bold: bool) -> QFont:
    """Return letters that fit into a line, the normal ones at most."""
    m = theme.metrics
    return theme.font(m.points * min(1.0, height / m.px(20)), bold)


def _said(value: float) -> str:
    return share(value) if math.isfinite(value) else NOTHING


class IsolationPlot(ScatterPlot):
    """All trials over one setting, and the best of each slice of it.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial that was clicked, None beside all; whether it joins those that are chosen.
    """

    picked = Signal(object, bool)

    def __init__(self) -> None:
        self._steps: Array = np.empty((0, 2))
        self._line: CurveItem | None = None
        self._marks: tuple[Any, ...] | None = None
        super().__init__()
        self._line = CurveItem(connect="finite")
        self._line.setZValue(5)
        self.add(self._line)

    def show_slices(self, axis: TrialAxis, found: Slices, points: Points, top: float) -> None:
        """Show the best of each slice over all trials; accuracies go up to `top`."""
        signature = axis, theme.metrics, translate(axis.name)
        if signature != self._marks:
            self._marks = signature
            self.set_log(axis.log, False)
            self.bottom.set_ticks(axis.ticks())
            self.set_names(axis.name, mark("app", "validation accuracy"))
        places = edge_places(axis, found.edges)
        gap = np.full(len(found.best), np.nan)
        x = np.stack([places[:-1], places[1:], gap], axis=1).ravel()
        y = np.stack([found.best, found.best, gap], axis=1).ravel()
        self._steps = np.stack([x, y], axis=1)
        if self._scale != (0.0, top):
            self.set_scale(0.0, top)
        ends = axis.value(float(places[0])), axis.value(float(places[-1]))
        self.show_points(points, ends, (0.0, top))

    def steps(self) -> Array:
        """Return the levels ``(points, 2)``, as places along the axes: both ends of a slice, then a gap."""
        return self._steps

    def _show_again(self) -> None:
        super()._show_again()
        if self._line is not None:
            self._line.setPen(pg.mkPen(theme.colors.accent, width=3 * self.pen_scale()))
            self._line.setData(*self._steps.T)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.key_at(event.position()), joins(event))


def edge_places(axis: TrialAxis, edges: Array) -> Array:
    """Return where the ends of slices are along an axis, given from 0 to 1 over the range.

    Whole numbers and options have a cell of width 1 each, around their place.
    """
    low, high = axis.ends
    if axis.range is None:  # the ends of options are those of their cells
        return low + edges * (high - low)
    if not axis.range.is_whole:
        low, high = axis.places()
        places: Array = low + edges * (high - low)
        return places
    if axis.log:
        values = 10 ** (math.log10(low) + edges * (math.log10(high + 1) - math.log10(low)))
    else:
        values = low + edges * (high + 1 - low)
    return np.log10(values - 0.5) if axis.log else values - 0.5


class ImportanceView(TellingPanel):
    """Bars beside the isolation plot, under what matters.

    Attributes
    ----------
    isolated : Signal(str)
        Path of the setting that a person wants to see more closely.
    """

    answers = "matters"

    isolated = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars = Bars()
        say(self.bars, mark("app", "Importance of every setting"), "setAccessibleName")
        say(self.bars, _METHOD, "setToolTip")
        self.plot = IsolationPlot()
        say(self.plot, mark("app", "Best accuracy in each slice of a setting"), "setAccessibleName")
        self.method = Sentence(0.13)
        say(self.method, _METHOD, "setToolTip")
        self._sentences.append(self.method)
        self._extras.append(self.method)
        side = QHBoxLayout()
        fit(side.setSpacing, lambda m: m.gap)
        side.addWidget(yielding(self.bars), 2)
        side.addWidget(yielding(self.plot), 3)
        self._column.addLayout(side, 1)
        self._column.addWidget(self.method)
        self.bars.isolated.connect(self.isolated)
        self.plot.picked.connect(self.chosen)
        self.plot.pointed.connect(self._on_pointed)

    def _missing(self, shown: Shown) -> Any:
        if not searched(shown).settings.space:
            return mark("app", "Nothing is varied, so no setting can matter: add one to the space.")
        if not shown.ranked:
            return mark("app", "Press Run: how much each setting matters appears here.")
        return None

    def _show(self, shown: Shown) -> None:
        assert shown.snapshot is not None
        search, records = searched(shown), shown.snapshot.records
        shares = importance(search, records)
        path = self.path(search, shares)
        self.bars.show_shares([dimension.path for dimension in search.settings.space], shares, path)
        axis = axis_of(search, path)
        seen = shown.best
        values = np.array([np.nan if r.diverged is not None else r.accuracy for r in seen], float)
        reached = float(np.nanmax(values, initial=0.1)) if np.isfinite(values).any() else 0.1
        points = Points(
            [record.trial.number for record in seen],
            axis.numbers(seen, search.settings.space),
            np.nan_to_num(values),  # those that diverged are crosses at the bottom
            values,
        )
        self.plot.show_slices(axis, slices(search, records, path), points, math.ceil(10 * reached - 1e-9) / 10)
        if self.plot.selected() != frozenset(shown.chosen):
            self.plot.select(shown.chosen)
        self._tell(what_matters(shown.snapshot, shares))
        self.method.tell(_IN_SHORT, muted=True)

    @staticmethod
    def path(search: Search, shares: Array) -> str:
        """Return which setting is looked at: the one that was asked for, else the one that matters most."""
        wanted = search.view.isolated
        if search.dimension(wanted) is not None:
            return str(wanted)
        most = int(np.nanargmax(shares)) if np.isfinite(shares).any() else 0
        return str(search.settings.space[most].path)

    def _on_pointed(self, number: Any) -> None:
        if number is None or self._shown is None:
            self.plot.hide_readout()
        else:
            self.plot.show_readout(readout(self._shown, number), self.plot.pixel_of(number))

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)
