"""The figure of the slide: the curves of the best trials in a grid, solid for validation and dashed for training.

It is sorted anew as results come; a cell that moves glides to its new place, so that the eye can follow.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout

from app import motion
from app.language import say, translate
from app.plots.legend import Legend, LegendEntry
from app.plots.paint import CENTER, LEFT, Painted, write
from app.tabs.search.scatter_view import readout
from app.tabs.search.shown import SearchPanel, Shown, joins
from app.theme import fit, theme
from core.config.figures import fraction
from core.config.words import Phrase, mark
from core.search.trials import Record

CELLS = 20
"""As many as on the slide."""
GLIDE = 260
"""Milliseconds that a cell takes to its new place."""
HEAD = 18
"""Pixels for the name above a plot, at the normal text size."""
_NAMED = 96
"""Pixels of a cell from which on there is room for more than its number."""
_COLUMNS, _ASPECT = (2, 4, 5, 7, 10), 1.3


class CurveGrid(Painted):
    """The cells.

    Attributes
    ----------
    clicked : Signal(object, bool)
        Number of the trial that was clicked, None beside all; whether it joins those that are chosen.
    """

    clicked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._records: tuple[Record, ...] = ()
        self._from: dict[int, float] = {}
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(lambda _value: self.update())
        self.setMouseTracking(True)

    # -- what is shown

    def show_search(self, shown: Shown) -> None:
        """Show the best."""
        places = self._at()
        self._shown, self._records = shown, shown.best[:CELLS]
        numbers = [record.trial.number for record in self._records]
        before = {number: places[number] for number in numbers if number in places}
        moved = any(before.get(number, place) != place for place, number in enumerate(numbers))
        if moved and self.isVisible() and not motion.is_reduced():
            self._from = before
            self._glide.stop()
            self._glide.start()
        self.update()

    def numbers(self) -> list[int]:
        """Return which trials are shown, best first."""
        return [record.trial.number for record in self._records]

    @property
    def is_gliding(self) -> bool:
        """Whether cells are on the way to their places."""
        return self._glide.state() is QVariantAnimation.State.Running

    def _at(self) -> dict[int, float]:
        """Return at which place of the ranking each cell is now; between two while it glides."""
        now = float(self._glide.currentValue()) if self.is_gliding else 1.0
        return {
            number: place + (1 - now) * (self._from.get(number, place) - place)
            for place, number in enumerate(self.numbers())
        }

    # -- where it is

    def shape(self) -> tuple[int, int]:
        """Return how many columns and rows there are: those that leave most room for each plot."""
        head = theme.metrics.px(HEAD)

        def room(columns: int) -> float:
            height = self.height() / math.ceil(CELLS / columns) - head
            return min(self.width() / columns / _ASPECT, height)

        columns = max(_COLUMNS, key=room)
        return columns, math.ceil(CELLS / columns)

    def cell(self, place: float) -> QRectF:
        """Return the cell of a place of the ranking, counted from 0."""
        columns, rows = self.shape()
        width, height = self.width() / columns, self.height() / rows

        def corner(whole: int) -> QPointF:
            return QPointF(whole % columns * width, whole // columns * height)

        first, part = int(place), place - int(place)
        at = corner(first) if not part else corner(first) * (1 - part) + corner(first + 1) * part
        return QRectF(at.x(), at.y(), width, height)

    def number_at(self, place: QPointF) -> int | None:
        """Return which trial is drawn at a pixel."""
        return next((n for n, at in self._at().items() if self.cell(at).contains(place)), None)

    def sizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(560), m.px(360))

    def minimumSizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(300), m.px(160))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._records or self._shown is None:
            text = translate(mark("app", "Press Run: the curves of the best trials appear here, best first."))
            painter.setFont(theme.font(theme.metrics.points * 14 / 11))
            painter.setPen(QColor(theme.colors.muted))
            painter.drawText(QRectF(self.rect()), CENTER | Qt.TextFlag.TextWordWrap, text)
            return
        at = self._at()
        for record in self._records:
            self._paint_cell(painter, self.cell(at[record.trial.number]), record)

    def _paint_cell(self, painter: QPainter, cell: QRectF, record: Record) -> None:
        assert self._shown is not None
        m, colors = theme.metrics, theme.colors
        number = record.trial.number
        chosen = number in self._shown.chosen
        inner = cell.adjusted(m.px(3), m.px(2), -m.px(3), -m.px(2))
        head = QRectF(inner.left(), inner.top(), inner.width(), m.px(HEAD))
        plot = inner.adjusted(0, head.height(), 0, 0)
        ink = colors.text if record.diverged is None else colors.muted
        said = fraction(record.accuracy) if record.diverged is None else translate(mark("app", "diverged"))
        place = self._shown.places[number]
        name = f"Best-{place}" if cell.width() >= m.px(_NAMED) else str(place)
        write(painter, head, f"{name}  {said}", ink, self.small(), LEFT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.window))
        painter.drawRect(plot)
        series = theme.series(0)
        end = self._shown.study.marks(record.trial.batch_size)[-1]
        painter.save()
        painter.setClipRect(plot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        faint = QColor(series)
        faint.setAlphaF(0.75)
        painter.setPen(QPen(faint, 1.1 * m.scale, Qt.PenStyle.DashLine))
        painter.drawPolyline(_line(record.steps, record.train, plot, end))
        painter.setPen(QPen(series, 1.8 * m.scale))
        painter.drawPolyline(_line(record.steps, record.validation, plot, end))
        painter.restore()
        pen = QPen(QColor(colors.accent if chosen else colors.border), (2.2 if chosen else 1.0) * m.scale)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(plot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(self.number_at(event.position()), joins(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if number is None or self._shown is None else readout(self._shown, number))


def _line(steps: np.ndarray, values: np.ndarray, plot: QRectF, end: int) -> QPolygonF:
    """Return a curve of accuracy, from 0 to 1, over the whole training."""
    there = np.isfinite(values)
    x = plot.left() + steps[there] / end * plot.width()
    y = plot.bottom() - values[there] * plot.height()
    return QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])


class CurveView(SearchPanel):
    """The grid under what its lines are."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = CurveGrid()
        say(self.grid, mark("app", "Curves of the best trials"), "setAccessibleName")
        lines = Legend()
        self.lines = lines
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(lines)
        column.addWidget(self.grid, 1)
        self.grid.clicked.connect(self.chosen)

    def show_search(self, shown: Shown) -> None:
        self.grid.show_search(shown)
        settings = shown.study.settings
        over = mark("app", "{length} epochs") if settings.unit == "epochs" else mark("app", "{length} steps")
        name = mark("app", "validation accuracy, from 0 to 1, over {length}")
        self.lines.set_entries(
            [
                LegendEntry(Phrase(name, length=Phrase(over, length=settings.length)), 0),
                LegendEntry(mark("app", "training"), 0, Qt.PenStyle.DashLine, 1.5),
            ]
        )
