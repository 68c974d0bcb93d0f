"""Best so far against the number of trials, beside what so many trials come to on average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from app.language import say, translate
from app.plots.curves import Curve, CurvePlot, Style
from app.plots.frame import Range
from app.plots.legend import Legend, LegendEntry
from app.tabs.search.shown import Shown
from app.tabs.search.telling import TellingPanel, yielding
from app.theme import px
from core.config.figures import fraction
from core.config.words import Phrase, mark
from core.search.choosing import Way, ways
from core.search.ranking import Progress, progress
from core.search.trials import SearchSnapshot
from core.search.verdicts import best_of_some

_SO_FAR = mark("app", "best accuracy so far")
_EXPECTED = mark("app", "average over all orders")
_STEP = 0.1
"""The vertical axis begins and ends at multiples of this."""
_WIDE = 320
"""Pixels, at the normal text size, from which on there is room for names at the ends of curves."""


def colour_of(way: Way) -> int:
    """Return the place in the palette of a way of choosing."""
    return list(ways).index(way.key)


@dataclass(frozen=True, eq=False)
class WayProgress:
    """How one way of choosing has come along."""

    way: Way
    progress: Progress


def progress_of(snapshot: SearchSnapshot | None) -> list[WayProgress]:
    """Return how the search and those that it is compared with have come along, where a trial has been measured."""
    if snapshot is None:
        return []
    found = [WayProgress(each.search.settings.way, progress(each.records)) for each in (snapshot, *snapshot.rivals)]
    return [each for each in found if len(each.progress.so_far)]


class ProgressPlot(CurvePlot):
    """One pair of curves a way: solid what was found, dashed what is expected.

    Parameters
    ----------
    named : bool
        Whether the vertical axis is named; else the legend says it.
    """

    def __init__(self, named: bool = True) -> None:
        super().__init__(mark("app", "best validation accuracy") if named else "", written=fraction)
        self.set_x(mark("app", "trials"), 1)

    def show_ways(self, found: Sequence[WayProgress], trials: int) -> None:
        """Show how each way has come along, over an axis of so many trials."""
        self.set_x(mark("app", "trials"), trials)
        curves, ends = [], {}
        for place, each in enumerate(found):
            x = np.arange(1, len(each.progress.so_far) + 1, dtype=float)
            run, name = colour_of(each.way), each.way.label
            dashed = Style(run, Qt.PenStyle.DashLine, 1.5, 0.9)
            curves.append(Curve((place, "expected"), x, each.progress.expected, dashed, _named(name, _EXPECTED)))
            curves.append(
                Curve((place, "so far"), x, each.progress.so_far, Style(run, width=2.5), _named(name, _SO_FAR))
            )
            best = fraction(float(each.progress.so_far[-1]))
            ends[place, "so far"] = f"{translate(name)} {best}" if self.width() > px(_WIDE) else best
        self.show_curves(curves, anew=True)  # trials that are trained further change their places without a new point
        self.show_ends(ends)

    def _draw(self, curve: Curve, order: int, limits: Range) -> None:
        super()._draw(curve, order, limits)
        self._items[curve.key].setSegmentedLineMode("off")  # few points, and plateaus without a seam

    def _limits(self) -> Range:
        values = np.concatenate([curve.y for curve in self.curves()] or [np.empty(0)])
        if not len(values):
            return 0.0, 1.0
        low = math.floor(float(values.min()) / _STEP + 1e-9) * _STEP
        high = min(max(math.ceil(float(values.max()) / _STEP + 0.2) * _STEP, low + 2 * _STEP), 1.0)
        return low, high + 0.04 * (high - low)


def _named(name: Any, part: str) -> Phrase:
    return Phrase("{name} · {part}", name=name, part=part)


def lines_legend() -> Legend:
    """Return the legend of the two kinds of curves."""
    legend = Legend()
    legend.set_entries([LegendEntry(_SO_FAR), LegendEntry(_EXPECTED, pen=Qt.PenStyle.DashLine, width=1.5)])
    return legend


class ProgressView(TellingPanel):
    """Best so far, large."""

    def __init__(self) -> None:
        super().__init__()
        self.legend = lines_legend()
        say(
            self.legend,
            mark(
                "app", "The best of so many of these trials, on average over all ways to draw them (Tang et al. 2020)"
            ),
            "setToolTip",
        )
        self.plot = ProgressPlot()
        say(self.plot, mark("app", "Best so far over the number of trials"), "setAccessibleName")
        self._extras.append(self.legend)
        self._column.addWidget(self.legend)
        self._column.addWidget(yielding(self.plot), 1)

    def _missing(self, shown: Shown) -> Any:
        if progress_of(shown.snapshot):
            return None
        return mark("app", "Press Run: the best so far appears here, trial by trial.")

    def _show(self, shown: Shown) -> None:
        found = progress_of(shown.snapshot)
        assert shown.snapshot is not None
        self.plot.show_ways(found, max(len(each.records) for each in (shown.snapshot, *shown.snapshot.rivals)))
        own = found[0] if found[0].way == shown.snapshot.search.settings.way else None
        self.sentence.tell(best_of_some(own.progress) if own else None)

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)
