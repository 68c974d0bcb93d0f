"""A small plot for each pair of networks that batch normalization alone tells apart: many networks at a glance."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout

from app.language import language, translate
from app.plots.paint import LEFT, RIGHT, Painted, advance, faint, write
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import px, theme
from core.config.configuration import Configuration
from core.config.figures import NOTHING, number, share
from core.config.naming import differing, names_of_parts
from core.config.words import Phrase, mark
from core.training.results import Result
from core.training.study import Experiment, RunConfiguration, names_of_runs

HEAD, FOOT, SIDE, APART = 26, 20, 46, 10
"""Pixels over a small plot for its name, under the lowest for epochs, at the left for shares, and between plots, at the
normal text size."""
DOT = 3.0
"""Radius of the newest point in pixels."""

_WITHOUT, _WITH = mark("app", "without batch normalization"), mark("app", "with batch normalization")
_TRAINING = mark("app", "Share of the training images right, against epochs")
_DIVERGED = mark("app", "diverged")
_READING = mark("app", "{name}: {plain}, with batch normalization {normalized}")
_NAME = mark("app", "Small plots of training accuracy")


@dataclass(frozen=True)
class Cell:
    """One small plot.

    Attributes
    ----------
    name : object
        What tells its networks from those of other plots.
    places : tuple of (int, int)
        Of its runs in the study, each with the number of its colour: 0 without batch normalization, 1 with it.
    """

    name: Any
    places: tuple[tuple[int, int], ...]


def cells_of(study: Experiment) -> list[Cell]:
    """Return the small plots of a race: runs that differ in nothing but batch normalization share one."""
    groups: dict[Any, list[tuple[int, int]]] = {}
    for place, run in enumerate(study.runs):
        groups.setdefault(replace(run, batch_norm=None), []).append((place, int(run.batch_norm is not None)))
    return [Cell(name, tuple(places)) for name, places in zip(_names(list(groups)), groups.values(), strict=True)]


def _names(runs: list[RunConfiguration]) -> list[Any]:
    """Return short names for networks: "σ 0.1" where they differ in one value of one part alone."""
    parameters = differing(runs)
    if len(parameters) == 1:
        parts = [getattr(run, next(iter(parameters))) for run in runs]
        if isinstance(parts[0], Configuration) and len({type(part) for part in parts}) == 1:
            return [tuple(name) for name in names_of_parts(differing(parts), parts)]
    return list(names_of_runs(runs, brief=True))


class SmallPlots(Painted):
    """The small plots, in rows as even as can be: training accuracy against epochs.

    Attributes
    ----------
    cells : list of Cell
        What is drawn, row by row.
    chosen : Signal(int)
        A plot was clicked: the place of the run in it that comes next.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[Cell] = []
        self._results: dict[int, Result] = {}
        self._selected = 0
        self._length = 1.0
        language.changed.connect(self._describe)

    def show_race(self, study: Experiment, results: tuple[Result, ...]) -> None:
        """Show what the runs of a race have come to."""
        self.cells = cells_of(study)
        self._results = {result.place: result for result in results}
        self._selected = study.view.selected
        self._length = max(1e-9, study.settings.steps / study.settings.steps_per_epoch)
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(translate(_NAME))
        self.setAccessibleDescription("; ".join(self.reading(cell) for cell in self.cells))

    def reading(self, cell: Cell) -> str:
        """Return in words what has come of the networks of a plot."""
        said = [NOTHING, NOTHING]
        for place, color in cell.places:
            said[color] = self._newest(place)
        return translate(Phrase(_READING, name=translate(cell.name), plain=said[0], normalized=said[1]))

    def _newest(self, place: int) -> str:
        """Return the newest accuracy of a run as it is read, or that it has diverged."""
        values, result = self._values(place), self._results.get(place)
        if result is not None and result.diverged is not None:
            return translate(_DIVERGED)
        return share(float(values[-1])) if len(values) else NOTHING

    def _values(self, place: int) -> np.ndarray:
        result = self._results.get(place)
        return result.accuracy("train") if result is not None else np.zeros(0)

    # -- places

    @property
    def columns(self) -> int:
        """How many plots stand side by side."""
        return max(1, math.ceil(math.sqrt(len(self.cells))))

    def place_of(self, index: int) -> QRectF:
        """Return where a plot stands, with its name over it."""
        columns = self.columns
        rows = max(1, math.ceil(len(self.cells) / columns))
        row, column = divmod(index, columns)
        width = (self.width() - px(SIDE)) / columns
        height = (self.height() - px(HEAD) - px(FOOT)) / rows
        return QRectF(px(SIDE) + column * width, px(HEAD) + row * height, width - px(APART), height - px(APART) / 2)

    def cell_at(self, position: QPointF) -> int | None:
        """Return which plot is at a position."""
        return next((k for k in range(len(self.cells)) if self.place_of(k).contains(position)), None)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_legend(painter)
        has_numbers = bool(self._results) and all(map(self._fits, self.cells))
        for index, cell in enumerate(self.cells):
            self._draw_cell(painter, index, cell, has_numbers)
        painter.end()

    def _fits(self, cell: Cell) -> bool:
        """Return whether a plot's name and numbers have room over it; where one has none, no plot has numbers."""
        texts = [translate(cell.name), *(text for text, _ in self._newest_of(cell))]
        return sum(advance(self.bold(), text) + px(APART) for text in texts) <= self.place_of(0).width() + px(APART)

    def _newest_of(self, cell: Cell) -> list[tuple[str, int]]:
        """Return what stands over a plot for each of its runs, with the number of its colour."""
        return [(self._newest(place), color) for place, color in cell.places]

    def _draw_legend(self, painter: QPainter) -> None:
        place, bold = QRectF(px(SIDE), 0, self.width() - px(SIDE), px(HEAD)), self.bold()
        there = sorted({color for cell in self.cells for _, color in cell.places})
        for color in there if len(there) > 1 else ():
            text = translate((_WITHOUT, _WITH)[color])
            write(painter, place, text, theme.series(color), bold, LEFT)
            place.setLeft(min(place.right(), place.left() + advance(bold, text) + 2 * px(APART)))
        text = translate(_TRAINING)
        if advance(theme.font(), text) <= place.width():
            write(painter, place, text, theme.colors.muted, theme.font(), LEFT)

    def _draw_cell(self, painter: QPainter, index: int, cell: Cell, has_numbers: bool) -> None:
        place = self.place_of(index)
        head = QRectF(place.left(), place.top(), place.width(), px(HEAD))
        write(painter, head, translate(cell.name), theme.colors.text, self.bold(), LEFT)
        for text, color in reversed(self._newest_of(cell)) if has_numbers else ():
            write(painter, head, text, theme.series(color), self.bold(), RIGHT)
            head.setRight(head.right() - advance(self.bold(), text) - px(APART))
        plot = place.adjusted(0, px(HEAD), 0, 0)
        is_selected = any(column == self._selected for column, _ in cell.places)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(faint())
        painter.drawLine(QPointF(plot.left(), plot.center().y()), QPointF(plot.right(), plot.center().y()))
        painter.setPen(QPen(QColor(theme.colors.muted), px(2)) if is_selected else faint())
        painter.drawRect(plot)
        self._draw_ticks(painter, index, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, color in cell.places:
            self._draw_curve(painter, plot, column, theme.series(color))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_ticks(self, painter: QPainter, index: int, plot: QRectF) -> None:
        small, color, high = self.small(), theme.colors.muted, px(FOOT)
        if index % self.columns == 0:
            for value, y in ((1.0, plot.top() + high / 3), (0.0, plot.bottom() - high / 3)):
                place = QRectF(0, y - high / 2, px(SIDE) - px(APART) / 2, high)
                write(painter, place, share(value), color, small, RIGHT)
        if index + self.columns >= len(self.cells):
            foot = QRectF(plot.left(), plot.bottom(), plot.width(), high)
            write(painter, foot, number(0), color, small, LEFT)
            write(painter, foot, number(self._length), color, small, RIGHT)

    def _draw_curve(self, painter: QPainter, plot: QRectF, column: int, color: QColor) -> None:
        values = self._values(column)
        there = np.isfinite(values)
        if not there.any():
            return
        snapshot = self._results[column].snapshot
        epochs = snapshot.evaluated[: len(values)][there] / snapshot.steps_per_epoch
        x = plot.left() + plot.width() * np.minimum(epochs / self._length, 1.0)
        y = plot.bottom() - plot.height() * values[there]
        points = [QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
        painter.setPen(QPen(color, px(2.5)))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], px(DOT), px(DOT))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.cell_at(event.position())
        if index is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        places = [place for place, _ in self.cells[index].places]
        after = places.index(self._selected) + 1 if self._selected in places else 0
        self.chosen.emit(places[after % len(places)])


class SmallPlotsView(TrainingPanel):
    """The small plots of the race; a click selects a run.

    Attributes
    ----------
    plots : SmallPlots
        All of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.plots = SmallPlots()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plots)

    def connect_tab(self, tab: Any) -> None:
        self.plots.chosen.connect(lambda place: tab.document.look(selected=place))

    def show_training(self, shown: Shown) -> None:
        self.plots.show_race(shown.study, shown.results)
