"""Parallel axes: a line a trial, through its place on every setting, to the accuracy that it came to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip

from app.language import say, translate
from app.plots.image import viridis
from app.plots.paint import CENTER, LEFT, RIGHT, Painted, advance, note, write
from app.plots.strands import Strands
from app.plots.ticks import Ticks, plain
from app.tabs.search.axes import axis_of
from app.tabs.search.scatter_view import readout
from app.tabs.search.shown import Shown, joins
from app.tabs.search.telling import TellingPanel, searched, yielding
from app.theme import px, theme
from core.config.words import mark
from core.search.study import Search
from core.search.trials import Record
from core.search.verdicts import what_matters

Array = np.ndarray

NEAR = 10
"""Pixels within which a click finds a line, at the normal text size."""
MARGIN = 0.04
"""Part of an axis that is left free beyond its ends."""
SIDE, LAST = 58, 26
"""Pixels left of the first axis, for its numbers, and right of the last, at the normal text size."""
_NARROW = 74
"""Pixels between two axes, at the normal text size, below which there is no room for the numbers of each."""
_TICK_HEIGHT = 34
MOST_SMOOTH = 150
"""Lines up to which each is smoothed, which takes most of the time."""
_PALE = 0.4
"""Strength of lines that are not chosen, beside those that are."""


@dataclass(frozen=True, eq=False)
class Line:
    """One trial.

    Attributes
    ----------
    number : int
        Of the trial.
    shares : ndarray (axes,)
        Where it crosses each axis, from 0 at the bottom to 1 at the top.
    accuracy : float
        Picks its colour; NaN where it diverged.
    """

    number: int
    shares: Array
    accuracy: float


@dataclass(frozen=True)
class Column:
    """One axis: its name, its ends, and what is written along it."""

    name: Any
    low: float
    high: float
    ticks: Ticks


def columns_of(search: Search, top: float) -> list[Column]:
    """Return an axis a setting, and the accuracy, which goes up to `top`, last."""
    columns = []
    for dimension in search.settings.space:
        axis = axis_of(search, dimension.path)
        low, high = axis.places()
        columns.append(Column(axis.name, low, high, axis.ticks()))
    return [*columns, Column(mark("app", "accuracy"), 0.0, top, plain)]


def lines_of(search: Search, records: tuple[Record, ...], top: float) -> list[Line]:
    """Return a line a trial, the best last, so that they are drawn on top; those that diverged end at the bottom."""
    space = search.settings.space
    lost = np.array([record.diverged is not None for record in records], bool)
    accuracy = np.array([record.accuracy for record in records], float)
    shares = np.empty((len(records), len(space) + 1))
    for column, dimension in enumerate(space):
        axis = axis_of(search, dimension.path)
        low, high = axis.places()
        numbers = axis.numbers(records, space)
        shares[:, column] = ((np.log10(numbers) if axis.log else numbers) - low) / (high - low)
    shares[:, -1] = np.where(lost, 0.0, accuracy / top)
    accuracy = np.where(lost, np.nan, accuracy)
    return [
        Line(record.trial.number, *parts)
        for record, *parts in zip(records[::-1], shares[::-1], accuracy[::-1].tolist(), strict=True)
    ]


class ParallelAxes(Painted):
    """The lines.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial whose line was clicked, None beside all; whether it joins those that are chosen.
    """

    picked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[Column] = []
        self._lines: list[Line] = []
        self._chosen: tuple[int, ...] = ()
        self._strands: Strands | None = None
        self._shown: Shown | None = None
        self.setMouseTracking(True)

    def show_lines(self, columns: list[Column], lines: list[Line], chosen: tuple[int, ...], shown: Shown) -> None:
        """Show these lines over these axes."""
        self._columns, self._lines, self._chosen, self._shown = columns, lines, chosen, shown
        self._strands = None
        self.update()

    def lines(self) -> list[Line]:
        """Return what is shown."""
        return self._lines

    def columns(self) -> list[Column]:
        """Return the axes."""
        return self._columns

    # -- where it is

    def area(self) -> QRectF:
        """Return where the lines are, in pixels: from the first axis to the last, from their ends to their ends."""
        m = theme.metrics
        side, last = m.px(SIDE), m.px(LAST)
        top = m.px(22) * (2 if self._staggered() else 1) + m.close
        return QRectF(side, top, max(self.width() - side - last, 1), max(self.height() - top - m.gap, 1))

    def x_of(self, column: int) -> float:
        """Return where an axis stands."""
        area = self.area()
        return area.left() + area.width() * column / max(len(self._columns) - 1, 1)

    def y_of(self, share: Any) -> Any:
        """Return where parts of an axis are, from 0 at its bottom to 1 at its top."""
        area = self.area()
        margin = MARGIN * area.height()
        return area.bottom() - margin - share * (area.height() - 2 * margin)

    def place_of(self, number: int, column: int) -> QPointF:
        """Return where the line of a trial crosses an axis, in pixels."""
        line = next(line for line in self._lines if line.number == number)
        return QPointF(self.x_of(column), float(self.y_of(line.shares[column])))

    def number_at(self, place: QPointF) -> int | None:
        """Return the number of the trial whose line is nearest to a pixel; None when none is near."""
        if self._strands is None:
            self._strands = Strands()
            x = np.array([self.x_of(column) for column in range(len(self._columns))])
            heights = self.y_of(np.array([line.shares for line in self._lines]))
            lines = [np.stack([x, y], axis=1) for y in heights]
            self._strands.set_lines([line.number for line in self._lines], lines)
        found: Any = self._strands.key_at(place, px(NEAR))
        return found

    def _apart(self) -> float:
        return (self.width() - px(SIDE + LAST)) / max(len(self._columns) - 1, 1)

    def _staggered(self) -> bool:
        """Return whether the names of the axes need two rows."""
        font = self.bold()
        return any(advance(font, translate(column.name)) > self._apart() - px(8) for column in self._columns)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._columns:
            return
        self._paint_lines(painter)
        for number, column in enumerate(self._columns):
            self._paint_axis(painter, number, column)

    def _paint_lines(self, painter: QPainter) -> None:
        scale = theme.metrics.scale
        x = [self.x_of(column) for column in range(len(self._columns))]
        lines = sorted(self._lines, key=lambda line: line.number in self._chosen)
        heights = self.y_of(np.array([line.shares for line in lines])).tolist() if lines else []
        for line, y in zip(lines, heights, strict=True):
            points = list(map(QPointF, x, y))
            # piece by piece, and never through a colour that lets shine through: ten times as fast
            pieces = [QLineF(*ends) for ends in pairwise(points)]
            lost, chosen = math.isnan(line.accuracy), line.number in self._chosen
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, chosen or len(self._lines) <= MOST_SMOOTH)
            if chosen:
                painter.setPen(QPen(QColor(theme.colors.text), 5.5 * scale))
                painter.drawLines(pieces)
            pen = Qt.PenStyle.DashLine if lost else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self._color(line), (3.0 if chosen else 1.0) * scale, pen))
            painter.drawLines(pieces)
            if lost:
                self._paint_cross(painter, points[-1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _color(self, line: Line) -> QColor:
        """Return the colour of a line: by its accuracy, paler where others are chosen."""
        if math.isnan(line.accuracy):
            color = QColor(theme.colors.disabled)
        else:
            shade = min(max(line.accuracy / self._columns[-1].high, 0.0), 1.0)
            red, green, blue = viridis()[round(shade * (len(viridis()) - 1))].tolist()
            color = QColor(red, green, blue)
        if self._chosen and line.number not in self._chosen:
            ground = QColor(theme.colors.card)
            inks, grounds = (np.array([c.red(), c.green(), c.blue()], float) for c in (color, ground))
            red, green, blue = np.rint(_PALE * inks + (1 - _PALE) * grounds).astype(int).tolist()
            color = QColor(red, green, blue)
        return color

    def _paint_cross(self, painter: QPainter, at: QPointF) -> None:
        r = px(4)
        painter.setPen(QPen(QColor(theme.colors.muted), 1.5 * theme.metrics.scale))
        painter.drawLine(QLineF(at.x() - r, at.y() - r, at.x() + r, at.y() + r))
        painter.drawLine(QLineF(at.x() - r, at.y() + r, at.x() + r, at.y() - r))

    def _paint_axis(self, painter: QPainter, number: int, column: Column) -> None:
        m, colors, area, x = theme.metrics, theme.colors, self.area(), self.x_of(number)
        apart = self._apart()
        painter.setPen(QPen(QColor(colors.text), 1.5 * m.scale))
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        row = m.px(22) * (number % 2 if self._staggered() else 0)
        name, width = translate(column.name), 2 * apart - m.gap if self._staggered() else apart - m.close
        place = QRectF(x - width / 2, row, width, m.px(22))
        align = CENTER
        if place.left() < 0:
            place, align = QRectF(0, row, width / 2 + x, m.px(22)), LEFT
        elif place.right() > self.width():
            place, align = QRectF(self.width() - width / 2 - (self.width() - x), row, width, m.px(22)), RIGHT
            place.setRight(self.width())
        write(painter, place, name, colors.text, self.bold(), align)
        if apart < m.px(_NARROW) and 0 < number < len(self._columns) - 1:
            return
        font = self.small()
        most = max(int(area.height() // m.px(_TICK_HEIGHT)), 2)
        margin = MARGIN * (column.high - column.low)
        for at, text in column.ticks(column.low - margin, column.high + margin, most):
            y = self.y_of((at - column.low) / (column.high - column.low))
            if not area.top() <= y <= area.bottom():
                continue
            painter.setPen(QPen(QColor(colors.text), m.scale))
            painter.drawLine(QLineF(x - m.close, y, x, y))
            room = x - m.px(6) if number == 0 else apart - m.px(10)
            note(painter, QRectF(x - m.px(6) - room, y - m.px(9), room, m.px(18)), text, colors.text, font, RIGHT)

    # -- the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.number_at(event.position()), joins(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.number_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.number_at(QPointF(event.pos()))
            told = "" if number is None or self._shown is None else readout(self._shown, number)
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._strands = None


class ParallelView(TellingPanel):
    """The axes beside the scale of their colours, under what matters."""

    answers = "matters"

    def __init__(self) -> None:
        super().__init__()
        self.axes = ParallelAxes()
        say(self.axes, mark("app", "Settings and accuracy of every trial"), "setAccessibleName")
        self._column.addWidget(yielding(self.axes), 1)
        self.axes.picked.connect(self.chosen)

    def _missing(self, shown: Shown) -> Any:
        if not searched(shown).settings.space:
            return mark("app", "Nothing is varied: add settings to the space, and each becomes an axis.")
        if not shown.ranked:
            return mark("app", "Press Run: every trial becomes a line through its settings.")
        return None

    def _show(self, shown: Shown) -> None:
        assert shown.snapshot is not None
        search = searched(shown)
        reached = max((record.accuracy for record in shown.ranked if record.diverged is None), default=1.0)
        top = max(math.ceil(10 * reached - 1e-9), 1) / 10
        self.axes.show_lines(columns_of(search, top), lines_of(search, shown.best, top), shown.chosen, shown)
        self._tell(what_matters(shown.snapshot))
