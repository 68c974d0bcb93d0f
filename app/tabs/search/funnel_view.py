"""Successive halving as a funnel: how many go on from rung to rung, and what became of those that did not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from app.language import say
from app.plots.curves import CurveItem
from app.plots.frame import Plot
from app.plots.legend import Legend, LegendEntry
from app.plots.paint import CENTER, advance, write
from app.plots.scatter import ink, no_line
from app.plots.strands import Strands
from app.plots.ticks import Tick, stacked
from app.tabs.search.scatter_view import readout
from app.tabs.search.shown import Shown, joins
from app.tabs.search.telling import TellingPanel, searched, yielding
from app.theme import put_icon, px, theme
from core.config.figures import count
from core.config.words import Phrase, mark
from core.search.ranking import stopping_cost
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot
from core.search.verdicts import cost_of_stopping

Array = np.ndarray

NEAR = 10
"""Pixels within which a click finds a curve, at the normal text size."""
GOES_ON, ANYWAY = 1, 0
"""Places in the palette of trials that go on, and of those that were stopped and finished anyway."""
_TALL = 230
"""Pixels of height of the plot, at the normal text size, from which on the numbers are in the largest letters."""
_WIDTHS = {"stopped": 1.0, "anyway": 1.5, "missed": 2.5, "on": 2.0, "chosen": 3.0}
_DASHED = ("anyway", "missed")
_MANY = 2000
"""Points of thick curves, above which they are drawn thin: there are too many of them to be told apart."""


@dataclass(frozen=True, eq=False)
class Track:
    """The curve of one trial.

    Attributes
    ----------
    number : int
        Of the trial.
    x, y : ndarray
        Lengths, in the unit of the search, and validation accuracies; only those that are finite.
    stop : int
        So many points are those up to the rung at which it was stopped; all of them where it was not.
    kind : str
        ``"stopped"``, ``"on"``, or, after its stop, ``"anyway"`` or ``"missed"``.
    diverged : bool
        Whether it ends in a cross.
    """

    number: int
    x: Array
    y: Array
    stop: int
    kind: str
    diverged: bool


def tracks_of(snapshot: SearchSnapshot) -> list[Track]:
    """Return the curves of all trials that have been measured, by number."""
    search = snapshot.search
    settings, rungs = search.settings, search.rungs
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    missed = missed_by(snapshot)
    tracks = []
    for record in snapshot.records:
        number, trial = record.trial.number, record.trial
        scale = settings.steps_per_epoch(trial.batch_size) if settings.unit == "epochs" else 1
        finite = np.isfinite(record.validation)
        x, y = record.steps[finite] / scale, record.validation[finite]
        if not len(record.steps):
            continue
        rung, kind, stop = stopped[number], "on", len(x)
        if rung is not None:
            stop = int(
                np.searchsorted(record.steps[finite], settings.steps(rungs[rung].length, trial.batch_size), "right")
            )
            kind = "missed" if number in missed else "anyway" if number in snapshot.audited else "stopped"
        tracks.append(Track(number, x, y, stop, kind, record.diverged is not None))
    return tracks


def missed_by(snapshot: SearchSnapshot) -> set[int]:
    """Return the stopped trials that would have reached the first, as `stopping_cost` counts them."""
    cost = stopping_cost(snapshot)
    if not cost.missed:
        return set()
    ended = [record for record in snapshot.records if _is_ended(snapshot.search, record)]
    anyway = [record for record in ended if record.trial.number in snapshot.audited]
    anyway.sort(key=lambda record: -record.accuracy)
    return {record.trial.number for record in anyway[: cost.missed]}


def _is_ended(search: Search, record: Record) -> bool:
    return record.diverged is None and record.step == search.marks(record.trial.batch_size)[-1]


def counts_of(search: Search, snapshot: SearchSnapshot | None) -> list[int]:
    """Return how many trials set out for each rung: those that were kept, or, where it is not there yet, as planned."""
    counts = [rung.count for rung in search.rungs]
    if snapshot is None:
        return counts
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    for rung in range(1, min(snapshot.rung + 1, len(counts))):
        before = search.rungs[rung - 1].length
        counts[rung] = sum(
            (at is None or at >= rung)
            and (record.diverged is None or record.diverged > search.settings.steps(before, record.trial.batch_size))
            for record, at in zip(snapshot.records, stopped, strict=True)
        )
    return counts


class FunnelPlot(Plot):
    """Curves under a band that narrows from rung to rung, with the number of trials in it.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial whose curve was clicked, None beside all; whether it joins those that are chosen.
    pointed : Signal(object, QPointF)
        Number of the trial under the pointer, None where there is none, and where that is.
    """

    picked = Signal(object, bool)
    pointed = Signal(object, QPointF)

    def __init__(self) -> None:
        self._search = Search()
        self._counts: list[int] = []
        self._rung = 0
        self._log = False
        self._tracks: list[Track] = []
        self._chosen: tuple[int, ...] = ()
        self._lines: dict[str, Array] = {}
        self._strands: Strands | None = None
        self._pointed: Any = None
        super().__init__()
        self._items = {kind: CurveItem(connect="finite") for kind in _WIDTHS}
        self._dots, self._crosses = pg.ScatterPlotItem(pxMode=True), pg.ScatterPlotItem(pxMode=True)
        for item in (self._dots, self._crosses, *self._items.values()):
            self.add(item)
        self.set_names("", mark("app", "validation accuracy"))
        self.scene().sigMouseMoved.connect(self._on_move)
        self._dress()

    # -- what is shown

    def show_rungs(self, search: Search, counts: Sequence[int], rung: int, log: bool) -> None:
        """Show a funnel without curves: so many trials set out for each rung; those from `rung` on are planned."""
        if (search, log) != (self._search, self._log) or not self._counts:
            self._search, self._log, self._strands = search, log, None
            self.bottom.set_ticks(
                partial(_ticks, tuple((float(self._place(r.length)), count(r.length)) for r in search.rungs))
            )
            self.set_names(
                mark("app", "epoch") if search.settings.unit == "epochs" else mark("app", "step"), self._names[1]
            )
            low, high = self._ends()
            self.set_range(x=(low, high + 0.02 * (high - low)))
        self._counts, self._rung = list(counts), rung
        self.viewport().update()

    def show_tracks(self, tracks: Sequence[Track], chosen: tuple[int, ...]) -> None:
        """Show these curves and no others."""
        self._tracks, self._chosen = list(tracks), chosen
        self._show_again()

    def tracks(self) -> list[Track]:
        """Return the curves that are shown."""
        return self._tracks

    def lines(self, kind: str) -> Array:
        """Return what is drawn of one kind: ``"stopped"``, ``"anyway"``, ``"missed"``, ``"on"`` or ``"chosen"``.

        Points ``(points, 2)`` in numbers of the axes; NaN between two curves.
        """
        return self._lines.get(kind, np.empty((0, 2)))

    def numbers(self) -> list[int]:
        """Return the numbers of trials in the band."""
        return self._counts

    def _place(self, length: Any) -> Any:
        """Return where lengths stand on the horizontal axis."""
        return np.log10(length) if self._log else np.asarray(length, float)

    def _ends(self) -> tuple[float, float]:
        rungs = self._search.rungs
        low = float(self._place(rungs[0].length / 2)) if self._log else 0.0
        return low, float(self._place(rungs[-1].length))

    def _show_again(self) -> None:
        parts: dict[str, list[Array]] = {kind: [] for kind in _WIDTHS}
        ends, lost = [np.empty((0, 2))], [np.empty((0, 2))]
        for track in self._tracks:
            line = np.stack([self._place(track.x), track.y], axis=1)
            head, rest = line[: track.stop], line[max(track.stop - 1, 0) :]
            parts["on" if track.kind == "on" else "stopped"].append(head)
            if track.kind in _DASHED:
                parts[track.kind].append(rest)
            if track.kind != "on":
                ends.append(head[-1:])
            if track.diverged:
                lost.append(line[-1:])
            if track.number in self._chosen:
                parts["chosen"].append(line)
        self._lines = {kind: _joined(lines) for kind, lines in parts.items()}
        self._strands = None
        for kind, item in self._items.items():
            self._dress_item(kind, item)
            item.setData(*self._lines[kind].T)
        grey, none = ink(theme.colors.disabled), no_line()
        self._dots.setData(pos=np.concatenate(ends), brush=grey, pen=none, size=theme.metrics.px(4))
        self._crosses.setData(pos=np.concatenate(lost), symbol="x", brush=grey, pen=none, size=theme.metrics.px(9))
        reached = max((float(track.y.max()) for track in self._tracks if len(track.y)), default=1.0)
        top = max(math.ceil(10 * reached - 1e-9) / 10, 0.2)
        self.set_range(y=(0.0, 1.03 * top))

    def _dress_item(self, kind: str, item: CurveItem) -> None:
        scale = self.pen_scale()
        color = QColor(theme.colors.disabled)
        if kind in _DASHED:
            color = theme.series(ANYWAY)
        elif kind == "on":
            color = theme.series(GOES_ON)
        elif kind == "chosen":
            color = QColor(theme.colors.text)
        if kind == "stopped":
            color.setAlphaF(0.7)
        style = Qt.PenStyle.DashLine if kind in _DASHED else Qt.PenStyle.SolidLine
        many = kind not in _DASHED and len(self._lines[kind]) > _MANY
        width = 1.0 if many else _WIDTHS[kind]
        item.setPen(pg.mkPen(color, width=width * scale, style=style))
        item.setSegmentedLineMode("on" if many and width * scale > 1 else "off")  # seams are seen, but it is faster
        item.setZValue(list(_WIDTHS).index(kind))

    # -- the pointer

    def number_at(self, place: QPointF) -> int | None:
        """Return the number of the trial whose curve is nearest to a pixel of the widget; None when none is near."""
        if not self.area().contains(place):
            return None
        if self._strands is None:
            self._strands = Strands()
            (left, _), (_, high) = self.ranges()
            across, up = self.pixel()
            area = self.area()
            order = sorted(self._tracks, key=lambda track: track.kind == "on")
            lines = [
                np.stack(
                    [area.left() + (self._place(track.x) - left) / across, area.top() + (high - track.y) / up], axis=1
                )
                for track in order
            ]
            self._strands.set_lines([track.number for track in order], lines)
        found: Any = self._strands.key_at(place, theme.metrics.px(NEAR))
        return found

    def _on_move(self, place: QPointF) -> None:
        number = self.number_at(place)
        if number != self._pointed:
            self._pointed = number
            shape = Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.pointed.emit(number, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.number_at(event.position()), joins(event))
        event.accept()

    # -- the band

    def _resized(self) -> None:
        super()._resized()
        self._strands = None
        self._lay_out()

    def _strip(self) -> int:
        """Return the height of the band."""
        return px(64) if self.height() >= px(_TALL) else px(36)

    def _margins(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = super()._margins()
        return left, top + self._strip() + theme.metrics.close, right, bottom

    def _letters(self) -> QFont:
        part = 2.0 if self.height() >= px(_TALL) else 1.35
        return theme.font(part * theme.metrics.points, bold=True)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if not self._counts:
            return
        area, height = self.area(), self._strip()
        band = QRectF(area.left(), px(22), area.width(), height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = [self.to_pixels(float(self._place(rung.length)), 0).x() for rung in self._search.rungs]
        edges = [area.left(), *places]
        for k, number in enumerate(self._counts):
            half = max(height / 2 * number / max(self._counts[0], 1), 1.0)
            color = theme.series(GOES_ON) if k <= self._rung else QColor(theme.colors.disabled)
            color.setAlphaF(0.28)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            middle = band.center().y()
            painter.drawRect(QRectF(edges[k], middle - half, edges[k + 1] - edges[k], 2 * half))
        painter.restore()
        self._write_numbers(painter, band, edges)

    def _write_numbers(self, painter: QPainter, band: QRectF, edges: Sequence[float]) -> None:
        font = self._letters()
        texts = [count(number) for number in self._counts]
        arrow = "→"
        width = max(advance(font, text) for text in texts) + advance(font, arrow)
        middles = [(a + b) / 2 for a, b in pairwise(edges)]
        lefts = stacked([middle - width / 2 for middle in middles], width, band.left() - width / 4, self.width())
        for k, (text, left) in enumerate(zip(texts, lefts, strict=True)):
            ink = theme.colors.text if k <= self._rung else theme.colors.muted
            write(painter, QRectF(left, band.top(), width, band.height()), text, ink, font, CENTER)
            if k + 1 < len(texts):
                between = (left + lefts[k + 1] + width) / 2
                place = QRectF(between - width / 2, band.top(), width, band.height())
                write(painter, place, arrow, theme.colors.muted, theme.font(), CENTER)


def _joined(lines: Sequence[Array]) -> Array:
    """Return lines as one, with gaps between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines if len(line) for part in (line, gap)] or [np.empty((0, 2))])


def _ticks(places: Sequence[Tick], low: float, high: float, most: int) -> list[Tick]:
    """Return the lengths of the rungs that have room, the last one first of all."""
    chosen: list[Tick] = []
    for place, text in reversed(places):
        if len(chosen) < most and (not chosen or chosen[-1][0] - place >= (high - low) / max(most, 1)):
            chosen.append((place, text))
    return chosen[::-1]


class FunnelView(TellingPanel):
    """The funnel under what stopping has cost.

    Attributes
    ----------
    scaled : Signal(str)
        A person wants the lengths ``"linear"``, or over decades, ``"log"``.
    """

    answers = "stopping"

    scaled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._presenting = False
        self.legend = Legend()
        self.legend.set_entries(
            [
                LegendEntry(mark("app", "goes on"), GOES_ON),
                LegendEntry(mark("app", "stopped early"), width=1.0),
                LegendEntry(mark("app", "stopped early, finished anyway"), ANYWAY, Qt.PenStyle.DashLine, 1.0),
            ]
        )
        self.log = QToolButton()
        self.log.setCheckable(True)
        put_icon(self.log, "log-scale")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.log, mark("app", "Lengths on a log scale"), setter)
        self.log.clicked.connect(lambda on: self.scaled.emit("log" if on else "linear"))
        self.plot = FunnelPlot()
        say(self.plot, mark("app", "Funnel of successive halving"), "setAccessibleName")
        line = QHBoxLayout()
        line.addWidget(self.legend, 1)
        line.addWidget(self.log, 0, Qt.AlignmentFlag.AlignTop)
        self._extras.append(self.legend)
        self._column.addLayout(line)
        self._column.addWidget(yielding(self.plot), 1)
        self.plot.picked.connect(self.chosen)
        self.plot.pointed.connect(self._on_pointed)

    def _missing(self, shown: Shown) -> Any:
        if len(searched(shown).rungs) > 1:
            return None
        return mark(
            "app", "Every trial is trained to its end. With early stopping, one sees here who goes on and who does not."
        )

    def _show(self, shown: Shown) -> None:
        search, snapshot = searched(shown), shown.snapshot
        log = shown.study.view.scale == "log"
        self.log.setChecked(log)
        counts = counts_of(search, snapshot)
        self.plot.show_rungs(search, counts, snapshot.rung if snapshot else -1, log)
        tracks = tracks_of(snapshot) if snapshot else []
        if shown.study.view.best:
            seen = {record.trial.number for record in shown.best}
            tracks = [track for track in tracks if track.number in seen]
        self.plot.show_tracks(tracks, shown.chosen)
        cost = cost_of_stopping(stopping_cost(snapshot)) if snapshot else None
        self._tell(cost or self._plan(search, counts), muted=cost is None)

    def _plan(self, search: Search, counts: Sequence[int]) -> Phrase:
        """Return what is going to be done."""
        first, last = search.rungs[0], search.rungs[-1]
        if search.settings.unit == "epochs":
            text = mark("app", "{all} trials learn up to epoch {first}, the best {few} of them up to epoch {last}.")
        else:
            text = mark("app", "{all} trials learn up to step {first}, the best {few} of them up to step {last}.")
        return Phrase(text, all=counts[0], first=first.length, few=counts[-1], last=last.length)

    def _on_pointed(self, number: Any, place: QPointF) -> None:
        if number is None or self._shown is None:
            self.plot.hide_readout()
        else:
            self.plot.show_readout(readout(self._shown, number), place)

    def set_presenting(self, presenting: bool) -> None:
        self._presenting = presenting
        self._make_room()

    def _make_room(self) -> None:
        super()._make_room()
        self.log.setVisible(self._is_roomy() and not self._presenting)

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)
