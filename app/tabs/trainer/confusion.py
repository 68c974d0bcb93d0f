"""The confusion matrix: a row a class, a column an answer, with the share of each class that is right at the right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, Painted, advance, faint, write
from app.theme import px, theme
from core.config.figures import count, share
from core.config.words import Phrase, mark

MOST_CLASSES = 20
"""Classes for which a matrix has cells that can be read."""
RIGHT_TINT, WRONG_TINT = 0.45, 0.6
"""The strongest tints: text over them is read in both themes."""
STRONG = 0.1
"""Share of a class taken for another one that has the strongest tint."""
LEAST_CURVE, ROOM_FOR_CURVE = 3, 30
"""Moments from which on a cell has a curve, and pixels of its height at the normal text size."""
NUMBER_SHARE = 0.62
"""Part of a cell with a curve that its number has."""
HEAD, SIDE, SHARES = 24, 30, 58
"""Pixels over the matrix, at its left, and for the shares at its right, at the normal text size."""

_ANSWERED = mark("app", "taken for →")
_NOTHING = mark("app", "Press Run: what the network takes each test image for appears here.")
_TOO_MANY = mark("app", "{count} classes are too many for a matrix that can be read.")
_READING = mark("app", "{count} images of class {true} are taken for {answered}: {share} of that class")


class ConfusionMatrix(Painted):
    """Which class is taken for which.

    Attributes
    ----------
    cell_chosen : Signal(int, int)
        What is looked at more closely: true class and answer.
    """

    cell_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.counts: np.ndarray | None = None
        self._over_time = np.zeros((0, 0, 0), np.intp)
        self._number = 0
        self._chosen: tuple[int, ...] = ()
        self._cursor = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        language.changed.connect(self._name)
        self._name()

    def show_counts(
        self, counts: np.ndarray | None, over_time: np.ndarray, number: int, chosen: tuple[int, ...]
    ) -> None:
        """Show a matrix.

        Parameters
        ----------
        counts : ndarray (classes, classes) or None
            Images by what they are and what they are taken for; None where nothing is known.
        over_time : ndarray (moments, classes, classes)
            The same at all moments.
        number : int
            Of the run, for its colour.
        chosen : tuple of int
            The cell that is looked at; empty for none.
        """
        self.counts, self._over_time, self._number, self._chosen = counts, over_time, number, chosen
        if len(chosen) == 2:
            self._cursor = chosen[0], chosen[1]
        self._name()
        self.update()

    def _name(self) -> None:
        said = translate(mark("app", "Confusion matrix"))
        if self.counts is not None:
            part = share(np.trace(self.counts) / max(1, self.counts.sum()))
            said += f": {translate(Phrase(mark('app', '{share} right'), share=part))}"
        self.setAccessibleName(said)
        self.setAccessibleDescription(self.reading(self._cursor))

    def reading(self, cell: tuple[int, int]) -> str:
        """Return in words what a cell says."""
        if self.counts is None or max(cell) >= len(self.counts):
            return ""
        row, column = cell
        part = share(self.counts[row, column] / max(1, self.counts[row].sum()))
        return translate(Phrase(_READING, count=int(self.counts[row, column]), true=row, answered=column, share=part))

    def place_of(self, cell: tuple[int, int]) -> QRectF:
        """Return where a cell stands."""
        classes = 1 if self.counts is None else len(self.counts)
        width = (self.width() - px(SIDE) - px(SHARES)) / classes
        height = (self.height() - 2 * px(HEAD)) / classes
        return QRectF(px(SIDE) + cell[1] * width, 2 * px(HEAD) + cell[0] * height, width, height)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return the cell at a position."""
        if self.counts is None:
            return None
        first = self.place_of((0, 0))
        column = int((position.x() - first.left()) // first.width())
        row = int((position.y() - first.top()) // first.height())
        inside = 0 <= row < len(self.counts) and 0 <= column < len(self.counts)
        return (row, column) if inside else None

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        counts = self.counts
        if counts is None or len(counts) > MOST_CLASSES:
            text = _NOTHING if counts is None else Phrase(_TOO_MANY, count=len(counts))
            painter.setFont(theme.font())
            painter.setPen(QColor(theme.colors.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, translate(text))
            painter.end()
            return
        self._draw_heads(painter, counts)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        for cell in np.ndindex(counts.shape):
            self._draw_cell(painter, (cell[0], cell[1]), int(counts[cell]), float(shares[cell]))
        for cell, color in ((self._chosen, theme.colors.text), (self._cursor, theme.colors.accent)):
            if len(cell) == 2 and (cell is self._chosen or self.hasFocus()) and max(cell) < len(counts):
                painter.setPen(QPen(QColor(color), px(2)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.place_of((cell[0], cell[1])).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_heads(self, painter: QPainter, counts: np.ndarray) -> None:
        head, side, text = px(HEAD), px(SIDE), theme.colors.text
        write(
            painter,
            QRectF(side, 0, self.width() - side, head),
            translate(_ANSWERED),
            theme.colors.muted,
            theme.font(),
            LEFT,
        )
        for k in range(len(counts)):
            place = self.place_of((k, k))
            write(painter, QRectF(place.left(), head, place.width(), head), str(k), text, self.bold(), CENTER)
            write(painter, QRectF(0, place.top(), side, place.height()), str(k), text, self.bold(), CENTER)
            right = counts[k, k] / max(1, counts[k].sum())
            end = QRectF(self.width() - px(SHARES), place.top(), px(SHARES), place.height())
            write(painter, end, share(right), theme.series(self._number), self.bold(), CENTER)

    def _draw_cell(self, painter: QPainter, cell: tuple[int, int], counted: int, part: float) -> None:
        is_right = cell[0] == cell[1]
        place = self.place_of(cell).adjusted(1, 1, -1, -1)
        if counted:
            tint = theme.series(self._number) if is_right else QColor(theme.colors.error)
            tint.setAlphaF(RIGHT_TINT * part if is_right else WRONG_TINT * min(1.0, (part / STRONG) ** 0.7))
            painter.fillRect(place, tint)
        painter.setPen(faint())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        has_curve = place.height() >= px(ROOM_FOR_CURVE) and self._draw_curve(painter, cell, place, is_right)
        if counted:
            text, fonts = count(counted), (theme.font(), self.small(), theme.font(0.8 * theme.metrics.small_points))
            fitting = [font for font in fonts if advance(font, text) < place.width() - px(2)]
            if has_curve:
                place.setBottom(place.top() + NUMBER_SHARE * place.height())
            write(painter, place, text, theme.colors.text, (fitting or fonts[-1:])[0], CENTER)

    def _draw_curve(self, painter: QPainter, cell: tuple[int, int], place: QRectF, is_right: bool) -> bool:
        """Draw under its number how the count of a cell went, over all moments; return whether there is anything.

        Right answers are drawn against all images of the class, errors against their own maximum.
        """
        values = self._over_time[:, cell[0], cell[1]] if len(self._over_time) else np.zeros(0)
        if len(values) < LEAST_CURVE or not values.any():
            return False
        most = self._over_time[:, cell[0], :].sum(axis=1).max() if is_right else values.max()
        x = np.linspace(place.left() + 2, place.right() - 2, len(values))
        y = place.bottom() - 2 - ((1 - NUMBER_SHARE) * place.height() - 2) * values / most
        color = theme.series(self._number) if is_right else QColor(theme.colors.error)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, px(1.2)))
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(x, y, strict=True)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return True

    # -- choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._cursor
        moves = {
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
        }
        key = Qt.Key(event.key())
        if key in moves and self.counts is not None:
            last = len(self.counts) - 1
            self._cursor = min(max(moves[key][0], 0), last), min(max(moves[key][1], 0), last)
            self._name()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.counts is not None:
            self.cell_chosen.emit(*self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cell_chosen.emit(*cell)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.reading(cell) if cell else "", self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(px(460), px(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(190))
