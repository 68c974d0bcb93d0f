"""From histograms to what is drawn of them: which bars, over which range, and how high the axis is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.networks.histograms import BINS_PER_DECADE, Histogram, decades
from core.networks.probe import LayerReading
from core.signals.flow import Flow
from core.signals.study import SignalSettings

Array = np.ndarray

SPIKE = 4.0
"""One bar this many times as tall as the next is a spike, and does not set the height of the axis."""


@dataclass(frozen=True, eq=False)
class Bars:
    """A histogram as it is drawn; all numbers are shares of all values.

    Attributes
    ----------
    low, high : float
        Ends of the bars, in decades when `log`.
    fractions : ndarray
        Height of each bar.
    log : bool
        Whether the axis is in decades.
    below, above, zeros, bad : float
        What stands beyond the ends, is zero and has no logarithm, or is no finite number.
    """

    low: float
    high: float
    fractions: Array
    log: bool = False
    below: float = 0.0
    above: float = 0.0
    zeros: float = 0.0
    bad: float = 0.0

    @property
    def edges(self) -> Array:
        """Ends of the bars, one more than there are bars."""
        return np.linspace(self.low, self.high, len(self.fractions) + 1)

    @property
    def empty(self) -> bool:
        """Whether no bar has a height."""
        return not self.fractions.any()


def forward_bars(flow: Flow, settings: SignalSettings) -> list[Bars]:
    """Return the upper row: activations or pre-activations of every layer."""
    pre = settings.top == "pre-activations"
    return [plain_bars(layer.pre if pre else layer.activation) for layer in flow.layers]


def backward_histogram(layer: LayerReading, settings: SignalSettings, log: bool) -> Histogram | None:
    """Return the histogram of the lower row as the core counted it."""
    if settings.gradient_of == "weights":
        return layer.weight_gradient if log else layer.weight_gradient_linear
    return layer.gradient if log else layer.gradient_linear


def backward_bars(
    flows: Sequence[Flow], settings: SignalSettings, log: bool, most: int, ends: tuple[int, int] | None = None
) -> list[list[Bars]]:
    """Return the lower row of every flow: gradients of every layer, in decades all over one range.

    Parameters
    ----------
    flows : sequence of Flow
        What is compared.
    settings : SignalSettings
        Say which gradients.
    log : bool
        In decades, or linearly.
    most : int
        Bars that have room.
    ends : tuple of int, optional
        Ends of the range in decades, in tenths of a decade; that of these flows by default.
    """
    table = [[backward_histogram(layer, settings, log) for layer in flow.layers] for flow in flows]
    if not log:
        return [[plain_bars(h) if h else _NOTHING for h in line] for line in table]
    first, last = ends or decades([h for line in table for h in line if h])
    merged = max(1, math.ceil((last - first) / max(most, 1)))
    last = first + merged * math.ceil((last - first) / merged)
    return [[_decade_bars(h, first, last, merged) if h else _NOTHING for h in line] for line in table]


def plain_bars(histogram: Histogram) -> Bars:
    """Return a histogram as it was counted."""
    total = max(histogram.total, 1)
    return Bars(
        histogram.low,
        histogram.high,
        histogram.fractions,
        below=histogram.below / total,
        above=histogram.above / total,
        bad=(histogram.nan + histogram.inf) / total,
    )


def merged(bars: Bars, most: int) -> Bars:
    """Return the same with at most `most` bars, several put together where there are more."""
    count = len(bars.fractions)
    together = -(-count // max(most, 1))
    if together == 1:
        return bars
    ends = np.arange(0, count, together)
    width = (bars.high - bars.low) / count
    high = bars.low + width * together * len(ends)
    return replace(bars, high=high, fractions=np.add.reduceat(bars.fractions, ends))


_NOTHING = Bars(0.0, 1.0, np.zeros(1))


def _decade_bars(histogram: Histogram, first: int, last: int, merged: int) -> Bars:
    total = max(histogram.total, 1)
    begin = round(histogram.low * BINS_PER_DECADE)
    counts = np.zeros(last - first)
    places = np.arange(len(histogram.counts)) + begin - first
    inside = (places >= 0) & (places < last - first)
    counts[places[inside]] = histogram.counts[inside]
    return Bars(
        first / BINS_PER_DECADE,
        last / BINS_PER_DECADE,
        counts.reshape(-1, merged).sum(axis=1) / total,
        log=True,
        below=float(histogram.counts[places < 0].sum()) / total,
        above=float(histogram.counts[places >= last - first].sum()) / total,
        zeros=histogram.zeros / total,
        bad=(histogram.nan + histogram.inf) / total,
    )


def usual_height(fractions: Array) -> float:
    """Return the height that shows bars well: of the tallest, or of the next ones where one bar is a spike.

    ReLU puts half of all values on zero; everything else would be flat beside that one bar.
    """
    if not len(fractions):
        return 0.0
    tallest = np.sort(fractions)[::-1]
    spike = len(tallest) > 2 and tallest[0] > SPIKE * tallest[1] and tallest[1:].sum() > 0.05
    return float(2.0 * tallest[1] if spike else tallest[0])


def common_height(bars: Sequence[Bars]) -> float:
    """Return the share of values that the full height of a row of histograms stands for."""
    heights = [height for height in (usual_height(b.fractions) for b in bars) if height > 0]
    return min(1.0, 1.08 * max(heights)) if heights else 1.0


def taken_range(bars: Sequence[Bars]) -> tuple[float, float]:
    """Return the range that holds all bars that have a height."""
    lows, highs = [], []
    for each in bars:
        used = np.flatnonzero(each.fractions)
        if len(used):
            edges = each.edges
            lows.append(float(edges[used[0]]))
            highs.append(float(edges[used[-1] + 1]))
    if not lows:
        return 0.0, 1.0
    return min(lows), max(highs)
