"""Why random wins: grid, random and Halton side by side, a tick on the axes for every value that is tried.

Ways that are not part of the search show their points all the same, so the picture is there before anything is trained.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.language import say
from app.tabs.search.axes import NumberAxis, axes_of
from app.tabs.search.progress_view import ProgressPlot, lines_legend, progress_of
from app.tabs.search.scatter_view import readout
from app.tabs.search.shown import Shown
from app.tabs.search.telling import TellingPanel, searched, yielding
from app.tabs.search.way_plot import Choosing, WayPlot
from app.theme import fit, px, theme
from app.widgets.flow import Flow
from core.config.words import Phrase, mark
from core.search.choosing import Grid, Way, ways
from core.search.study import Search
from core.search.trials import Record, trials_of
from core.search.verdicts import distinct_values

_FOR_BOTH = 380
"""Pixels of height of the view, at the normal text size, from which on there is room under the points as well."""
_SCALE = 10
"""The colours end at a multiple of one part in so many."""


class _SideBySide(QWidget):
    """Plots beside each other whose areas are equally wide."""

    def __init__(self) -> None:
        super().__init__()
        self.plots: list[WayPlot] = []

    def set_count(self, count: int) -> list[WayPlot]:
        """Make room for so many plots; return those that are new."""
        new = [WayPlot(first=not (self.plots or k)) for k in range(count - len(self.plots))]
        self.plots += new
        for plot in new:
            plot.setParent(self)
        for place, plot in enumerate(self.plots):
            plot.setVisible(place < count)
        self.lay_out()
        return new

    def lay_out(self) -> None:
        """Share the width."""
        shown = [plot for plot in self.plots if not plot.isHidden()]
        if not shown:
            return
        gap, extra = theme.metrics.gap, shown[0].extra()
        width = (self.width() - extra - gap * (len(shown) - 1)) / len(shown)
        left = 0.0
        for place, plot in enumerate(shown):
            right = left + width + (0 if place else extra)
            plot.setGeometry(round(left), 0, round(right) - round(left), self.height())
            left = right + gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()


class WaysView(TellingPanel):
    """The ways side by side, over how good their best is after so many trials.

    Attributes
    ----------
    compared : Signal(object)
        The ways with which a person wants to compare that of the search, a tuple of `Way`.
    """

    compared = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pen_scale: float | None = None
        self._points: dict[Way, tuple[Search, tuple[Record, ...]]] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self.side = _SideBySide()
        self.progress = ProgressPlot(named=False)
        self._arrange()

    def _arrange(self) -> None:
        head = self._compare = Flow(apart=14)
        asked = QLabel()
        say(asked, mark("app", "compare:"))
        head.add(asked)
        for way in _in_order(ways.classes()):
            box = self.boxes[way.key] = QCheckBox()
            say(box, way.label)
            say(box, way.help, "setToolTip")
            box.clicked.connect(self._on_box)
            head.add(box)
        legend = lines_legend()
        self._extras.append(legend)
        self._lower = QWidget()
        column = QVBoxLayout(self._lower)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(legend)
        column.addWidget(yielding(self.progress), 1)
        self._column.addWidget(head)
        self._column.addWidget(yielding(self.side), 5)
        self._column.addWidget(yielding(self._lower), 3)
        say(self.progress, mark("app", "Best so far over the number of trials"), "setAccessibleName")

    def minimumSizeHint(self) -> QSize:
        return QSize(px(420), px(260))

    # -- what is shown

    def _missing(self, shown: Shown) -> Any:
        if searched(shown).settings.space:
            return None
        return mark("app", "Nothing is varied, so there is nothing to choose: add a setting to the space.")

    def _show(self, shown: Shown) -> None:
        study = searched(shown)
        self._show_boxes(shown.study)
        choosings = self.choosings(shown)
        for plot in self.side.set_count(len(choosings)):
            plot.picked.connect(self._on_picked)
            plot.pointed.connect(self._on_pointed)
            if self._pen_scale is not None:
                plot.set_pen_scale(self._pen_scale)
        across, up = axes_of(study)
        axes = across, up if up.path else NumberAxis(mark("app", "trial"), ends=(1.0, max(study.count, 2)))
        top = _top_of(choosings)
        for plot, choosing in zip(self.side.plots, choosings, strict=False):
            own = choosing.way == study.settings.way
            plot.show_way(choosing, axes, top, shown.study.view.best, shown.chosen if own else ())
            say(plot, Phrase("{way}: {sentence}", way=choosing.way.label, sentence=_sentence(choosing, across.path)),
                "setAccessibleName")  # fmt: skip
        found = progress_of(shown.snapshot)
        self._lower.setVisible(bool(found) and self.height() >= px(_FOR_BOTH))
        self.progress.show_ways(found, max(len(each.records) for each in choosings))

    def choosings(self, shown: Shown) -> list[Choosing]:
        """Return the way of the search, those that it is compared with, and all other ways with their points."""
        study = searched(shown)
        snapshots = (shown.snapshot, *shown.snapshot.rivals) if shown.snapshot else ()
        results = {each.search.settings.way: each for each in snapshots}
        wanted: list[Way] = [study.settings.way, *shown.study.settings.compared, *results]
        wanted += [kind() for kind in ways.classes() if not any(isinstance(way, kind) for way in wanted)]
        found = []
        for way in _in_order(dict.fromkeys(wanted)):
            snapshot = results.get(way)
            if snapshot is not None:
                found.append(Choosing(snapshot.search, snapshot, snapshot.records))
            else:
                found.append(self._untrained(study, way))
        return found

    def _untrained(self, study: Search, way: Way) -> Choosing:
        """Return the points of a way that is not part of the search; they are kept, as they take long to make."""
        kept = self._points.get(way)
        if kept is None or not kept[0].computes_like(study):
            search = study.with_settings(way=way, compared=())
            kept = self._points[way] = study, tuple(Record(trial) for trial in trials_of(search))
        return Choosing(study.with_settings(way=way, compared=()), None, kept[1])

    def _show_boxes(self, study: Search) -> None:
        own, compared = study.settings.way, study.settings.compared
        for key, box in self.boxes.items():
            box.setChecked(key == own.key or any(way.key == key for way in compared))
            box.setEnabled(key != own.key)

    def set_presenting(self, presenting: bool) -> None:
        self._compare.setVisible(not presenting)

    def set_pen_scale(self, scale: float) -> None:
        self._pen_scale = scale
        for plot in (*self.side.plots, self.progress):
            plot.set_pen_scale(scale)

    def _make_room(self) -> None:
        super()._make_room()
        self._lower.setVisible(bool(self.progress.curves()) and self.height() >= px(_FOR_BOTH))
        self.side.lay_out()

    # -- what a person does

    def _on_box(self) -> None:
        assert self._shown is not None
        settings = self._shown.study.settings
        there = {way.key: way for way in settings.compared}
        wanted = [way for way in settings.compared if way.key == settings.way.key]
        for key, box in self.boxes.items():
            if box.isChecked() and key != settings.way.key:
                wanted.append(there.get(key) or ways[key]())
        self.compared.emit(tuple(wanted))

    def _is_own(self, plot: WayPlot) -> bool:
        assert self._shown is not None and plot.choosing is not None
        return plot.choosing.way == searched(self._shown).settings.way

    def _on_picked(self, number: Any, extend: bool) -> None:
        plot = self.sender()
        if isinstance(plot, WayPlot) and self._is_own(plot):  # trials of other ways have no place in the list
            self.chosen.emit(number, extend)

    def _on_pointed(self, number: Any) -> None:
        plot = self.sender()
        assert isinstance(plot, WayPlot) and plot.choosing is not None
        if number is None or plot.choosing.snapshot is None:
            plot.hide_readout()
            return
        shown = Shown(plot.choosing.search, plot.choosing.snapshot)
        plot.show_readout(readout(shown, number), plot.pixel_of(number))


def _in_order(found: Any) -> list[Any]:
    """Return ways in the order of the registry, but the grid first: it is what the others are measured by."""
    order = list(ways)
    return sorted(found, key=lambda way: (way.key != Grid.key, order.index(way.key)))


def _top_of(choosings: list[Choosing]) -> float:
    """Return the accuracy at which the colours end."""
    reached = [r.accuracy for each in choosings for r in each.records if len(r.steps) and r.diverged is None]
    return max(1.0, float(np.ceil(_SCALE * max(reached, default=0.0) - 1e-9))) / _SCALE


def _sentence(choosing: Choosing, path: str) -> Phrase:
    return distinct_values(choosing.search, [record.trial for record in choosing.records], path)
