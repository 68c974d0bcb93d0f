"""The winner's luck: how the first of the ranking fare when the validation images are drawn again."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from app.language import say, translate
from app.plots.legend import Legend, LegendEntry
from app.plots.paint import LEFT, RIGHT, Painted, advance, draw_mark, write
from app.tabs.search.ruler import RULER_HEIGHT, Ruler, ends_of
from app.tabs.search.shown import Shown, joins
from app.tabs.search.telling import TellingPanel, searched, yielding
from app.theme import px, theme
from core.config.figures import fraction, share
from core.config.words import Phrase, mark
from core.search.crown import Crown, contenders, crown_test, right_of
from core.search.ranking import Band, bands
from core.search.trials import Record, SearchSnapshot
from core.search.verdicts import Luck, crowned, expected_luck, luck, luck_of, once_more

MOST_ROWS, MOST_EQUAL = 12, 20
"""Rows at most; more where all have the same settings, as then all are one sample."""
LEAST_ROW, MOST_ROW = 20, 40
"""Pixels of a row, at the normal text size."""
PAUSE = 0.5
"""Seconds between two tests at least, while results come."""
_SPARE = 20
"""... and so many times as long as a test takes."""
ALIKE, BEHIND, AGAIN = 1, 7, 0
"""Places in the palette: who cannot be told apart from the first, who can, and the same with other seeds."""


@dataclass(frozen=True, eq=False)
class Row:
    """One trial.

    Attributes
    ----------
    number : int
        Of the trial.
    place : int
        Its rank, from 1.
    accuracy, low, high : float
        On the validation images, and in all but the lowest and highest 2.5 % of the draws.
    level : float
        Share of the draws in which it is at least as good as the first.
    alike : bool
        Whether it cannot be told apart from the first.
    again : Band or None
        What came of it with other seeds.
    """

    number: int
    place: int
    accuracy: float
    low: float
    high: float
    level: float
    alike: bool
    again: Band | None = None


@dataclass(frozen=True, eq=False)
class _Tested:
    """A test, and what was tested."""

    snapshot: SearchSnapshot
    ranked: tuple[Record, ...]
    crown: Crown


class Intervals(Painted):
    """The rows.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial whose row was clicked, None beside all; whether it joins those that are chosen.
    """

    picked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._luck: Luck | None = None
        self._chosen: tuple[int, ...] = ()

    def show_rows(self, rows: Sequence[Row], luck: Luck | None, chosen: tuple[int, ...]) -> None:
        """Show these trials; as many as there is room for."""
        self._rows, self._luck, self._chosen = list(rows), luck, chosen
        self.update()

    def rows(self) -> list[Row]:
        """Return the trials for which there is room."""
        return self._rows[: max(int(self._area().height() // px(LEAST_ROW)), 1)]

    @property
    def more(self) -> int:
        """How many have no room."""
        return len(self._rows) - len(self.rows())

    @property
    def luck(self) -> Luck | None:
        """What is drawn of networks with the same settings."""
        return self._luck

    # -- where it is

    def _area(self) -> QRectF:
        m = theme.metrics
        top = m.px(22) if self._luck else m.close
        left = advance(self.bold(), "Best-88") + m.px(34)
        right = advance(theme.font(), "0.888") + m.gap
        if any(row.again for row in self._rows):
            right += advance(theme.font(), "0.88 ± 0.088") + m.gap
        bottom = self.height() - m.px(RULER_HEIGHT)
        return QRectF(left, top, max(self.width() - left - right, 1), max(bottom - top, 1))

    def ruler(self) -> Ruler:
        """Return the axis."""
        values = [value for row in self._rows for value in (row.low, row.high, row.accuracy)]
        values += [row.again.mean for row in self._rows if row.again]
        if self._luck:
            values += [self._luck.mean, self._luck.expected]
        return Ruler(*ends_of(values), self._area())

    def row_rect(self, place: int) -> QRectF:
        """Return where a row is, counted from 0."""
        area = self._area()
        height = min(area.height() / max(len(self.rows()), 1), px(MOST_ROW))
        return QRectF(0, area.top() + place * height, self.width(), height)

    def _row_at(self, place: QPointF) -> Row | None:
        return next((row for k, row in enumerate(self.rows()) if self.row_rect(k).contains(place)), None)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rows:
            return
        ruler = self.ruler()
        for place, row in enumerate(self.rows()):
            if row.number in self._chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.colors.selected))
                painter.drawRoundedRect(self.row_rect(place).adjusted(0, 1, 0, -1), px(6), px(6))
        ruler.paint(painter, translate(mark("app", "validation accuracy")))
        self._paint_more(painter, ruler)
        self._paint_lines(painter, ruler)
        for place, row in enumerate(self.rows()):
            self._paint_row(painter, ruler, self.row_rect(place), row)

    def _paint_more(self, painter: QPainter, ruler: Ruler) -> None:
        """Say how many have no room."""
        if self.more:
            below = px(RULER_HEIGHT) / 2  # beside the name of the axis, under its numbers
            place = QRectF(0, ruler.area.bottom() + below, ruler.area.left() + ruler.area.width() / 4, below)
            said = translate(Phrase(mark("app", "and {count} more"), count=self.more))
            write(painter, place, said, theme.colors.muted, theme.font(), LEFT)

    def _paint_lines(self, painter: QPainter, ruler: Ruler) -> None:
        """Draw what rows are compared with: the first; with equal settings, their mean and the expected best."""
        colors, area, scale = theme.colors, ruler.area, theme.metrics.scale
        if not self._luck:
            painter.setPen(QPen(theme.series(ALIKE), scale, Qt.PenStyle.DotLine))
            x = ruler.x(self._rows[0].accuracy)
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            return
        mean, expected = ruler.x(self._luck.mean), ruler.x(self._luck.expected)
        painter.setPen(QPen(QColor(colors.text), 2 * scale))
        painter.drawLine(QLineF(mean, area.top(), mean, area.bottom()))
        painter.setPen(QPen(theme.series(AGAIN), 2 * scale, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(expected, area.top(), expected, area.bottom()))
        said = translate(Phrase(mark("app", "mean {accuracy}"), accuracy=fraction(self._luck.mean)))
        height = px(22)
        left = QRectF(0, area.top() - height, mean + px(20), height)
        write(painter, left, said, colors.text, self.bold(), RIGHT)
        told = Phrase(mark("app", "best of {count} expected: {accuracy}"), count=self._luck.count,
                      accuracy=fraction(self._luck.expected))  # fmt: skip
        needed = advance(self.bold(), translate(told)) + 1
        start = max(min(expected - px(20), self.width() - needed), left.right() + px(12))
        right = QRectF(start, area.top() - height, self.width() - start, height)
        write(painter, right, translate(told), theme.series(AGAIN), self.bold(), LEFT)

    def _paint_row(self, painter: QPainter, ruler: Ruler, row: QRectF, shown: Row) -> None:
        m, colors = theme.metrics, theme.colors
        run = ALIKE if shown.alike else BEHIND
        color = theme.series(run)
        ink = colors.text if shown.alike else colors.muted
        label = QRectF(m.px(26), row.top(), ruler.area.left() - m.px(26) - m.gap, row.height())
        font = self.bold() if shown.alike else theme.font()
        write(painter, label, f"Best-{shown.place}", ink, font, LEFT)
        if shown.place == 1:
            _paint_crown(painter, QPointF(m.px(13), row.center().y()), min(m.px(9), row.height() * 0.35))
        y = row.center().y() - (row.height() * 0.14 if shown.again else 0)
        self._paint_interval(painter, ruler, y, (shown.low, shown.high), color, 3.0)
        draw_mark(painter, QPointF(ruler.x(shown.accuracy), y), run, m.px(13 if shown.alike else 11))
        column = advance(theme.font(), "0.888") + m.gap
        text = QRectF(ruler.area.right(), row.top(), column, row.height())
        write(painter, text, fraction(shown.accuracy), ink, font, RIGHT)
        if shown.again and math.isfinite(shown.again.mean):
            self._paint_again(painter, ruler, row, shown.again, text.right())

    def _paint_again(self, painter: QPainter, ruler: Ruler, row: QRectF, band: Band, left: float) -> None:
        color = theme.series(AGAIN)
        y = row.center().y() + row.height() * 0.2
        std = band.std if math.isfinite(band.std) else 0.0
        self._paint_interval(painter, ruler, y, (band.mean - std, band.mean + std), color, 2.0)
        draw_mark(painter, QPointF(ruler.x(band.mean), y), AGAIN, px(10))
        said = fraction(band.mean, 2) + (f" ± {fraction(std, 1)}" if std else "")
        write(painter, QRectF(left, row.top(), self.width() - left, row.height()), said, color, theme.font(), RIGHT)

    def _paint_interval(
        self, painter: QPainter, ruler: Ruler, y: float, ends: tuple[float, float], color: QColor, width: float
    ) -> None:
        left, right = (min(max(ruler.x(end), ruler.area.left()), ruler.area.right()) for end in ends)
        painter.setPen(QPen(color, width * theme.metrics.scale))
        painter.drawLine(QLineF(left, y, right, y))
        cap = px(4)
        painter.setPen(QPen(color, 1.5 * theme.metrics.scale))
        for x in (left, right):
            painter.drawLine(QLineF(x, y - cap, x, y + cap))

    # -- the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            row = self._row_at(event.position())
            self.picked.emit(row.number if row else None, joins(event))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "\n".join(map(translate, told_of(row))) if row else "", self)
            return True
        return super().event(event)


def told_of(row: Row) -> list[Phrase]:
    """Return what is said of a row on a closer look."""
    told = [
        Phrase(
            mark("app", "Best-{place}: {accuracy}, between {low} and {high} in 95 % of the draws"),
            place=row.place,
            accuracy=share(row.accuracy),
            low=share(row.low),
            high=share(row.high),
        )
    ]
    if row.place > 1:
        told.append(Phrase(mark("app", "as good as Best-1 or better in {share} of the draws"), share=share(row.level)))
    again = once_more(row.again, row.place) if row.again else None
    return [*told, again] if again else told


def _paint_crown(painter: QPainter, at: QPointF, size: float) -> None:
    """Draw a crown."""
    points = [(-1, -0.6), (-0.5, 0.1), (0, -1), (0.5, 0.1), (1, -0.6), (0.8, 0.9), (-0.8, 0.9)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.series(4))
    painter.drawPolygon(QPolygonF([QPointF(at.x() + size * x, at.y() + size * y) for x, y in points]))


class CrownView(TellingPanel):
    """The rows under what the test has shown."""

    answers = "luck"

    def __init__(self) -> None:
        super().__init__()
        self._tested: _Tested | None = None
        self._again_at = 0.0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._show_again)
        self.legend = Legend()
        self.intervals = Intervals()
        say(self.intervals, mark("app", "The first of the ranking with their intervals"), "setAccessibleName")
        self._extras.append(self.legend)
        self._column.addWidget(self.legend)
        self._column.addWidget(yielding(self.intervals), 1)
        self.intervals.picked.connect(self.chosen)

    def _missing(self, shown: Shown) -> Any:
        if not shown.ranked:
            return mark("app", "Press Run: how sure the best is of its place appears here.")
        if shown.snapshot is None or not contenders(shown.snapshot):
            return mark("app", "All that were not stopped have diverged: there is no best.")
        return None

    def _show(self, shown: Shown) -> None:
        assert shown.snapshot is not None
        tested = self._test(shown.snapshot)
        found = luck_of(shown.snapshot)
        rows = rows_of(tested.ranked, tested.crown, again_of(shown))
        most = MOST_EQUAL if not searched(shown).settings.space else MOST_ROWS
        rows = rows[: min(most, shown.study.view.best or most)]
        self.intervals.show_rows(rows, found, shown.chosen)
        self.legend.set_entries(_entries(rows))
        kept = crowned(tested.crown)
        if found is not None and shown.asks == self.answers:
            self.sentence.tell(kept[0])  # luck is told by the answer, what is expected in the picture
        elif found is not None:
            self.sentence.tell(luck(shown.snapshot), expected_luck(found), kept[0])
        else:
            repeated = next((once_more(row.again, row.place) for row in rows if row.again), None)
            self.sentence.tell(*kept, repeated)

    def _test(self, snapshot: SearchSnapshot) -> _Tested:
        """Return the test of these results; while results come, that of a moment ago, which is soon done again."""
        known = self._tested
        if known is not None and known.snapshot.records == snapshot.records:
            return known
        now = time.monotonic()
        same = known is not None and known.snapshot.search == snapshot.search
        if known is not None and same and not snapshot.is_complete and now < self._again_at:
            if not self._waiting.isActive():
                self._waiting.start(math.ceil(1000 * (self._again_at - now)))
            return known
        ranked = contenders(snapshot)
        images = snapshot.search.settings.validation_images
        self._tested = _Tested(snapshot, ranked, crown_test(right_of(ranked, images)))
        done = time.monotonic()
        self._again_at = done + max(PAUSE, _SPARE * (done - now))
        self._waiting.stop()
        return self._tested


def rows_of(ranked: Sequence[Record], crown: Crown, again: dict[int, Band]) -> list[Row]:
    """Return a row a trial, best first."""
    return [
        Row(
            record.trial.number,
            place + 1,
            record.accuracy,
            float(crown.low[place]),
            float(crown.high[place]),
            float(crown.level[place]),
            place in crown.alike,
            again.get(record.trial.number),
        )
        for place, record in enumerate(ranked)
    ]


def again_of(shown: Shown) -> dict[int, Band]:
    """Return what came of trials with other seeds, by number; only where something has come."""
    if shown.again is None or not shown.again_of:
        return {}
    found = zip(shown.again_of, bands(shown.again, len(shown.again_of)), strict=True)
    return {number: band for number, band in found if math.isfinite(band.mean)}


def _entries(rows: Sequence[Row]) -> list[LegendEntry]:
    entries = [LegendEntry(mark("app", "cannot be told apart from Best-1"), ALIKE)]
    if not all(row.alike for row in rows):
        entries.append(LegendEntry(mark("app", "falls behind"), BEHIND))
    if any(row.again for row in rows):
        entries.append(LegendEntry(mark("app", "with other seeds: mean ± standard deviation"), AGAIN))
    return entries
