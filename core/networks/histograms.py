"""Histograms that survive everything a network can produce: NaN, infinity, all values alike, no values at all.

What does not fall into a bin is counted apart and never lost.  Counting is a multiplication, a cast to integers and
`numpy.bincount`, a block of values at a time: several times faster than `numpy.histogram`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

Array = np.ndarray

LARGEST = 1e300
"""Ranges end here, so that their width is a number."""
NARROWEST = 1e-290
"""Ranges are no narrower, so that one over their width is a number."""
BLOCK = 16_384
"""Values that are counted at a time: few enough to stay in the processor's cache, which is worth a factor of five."""
SMALLEST_NORMAL = float(np.finfo(np.float32).tiny)
BINS_PER_DECADE = 10
"""Bins of a logarithmic histogram; all lie on one grid, so that those of different layers can be laid over another."""
TAIL = 0.002
"""Share of the smallest gradients that an axis in decades may leave out: their logarithms have no end."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """How many values fall into each of a number of equal bins, and how many into none.

    Attributes
    ----------
    low, high : float
        Ends of the range; of a logarithmic histogram, in decades (−3 for 0.001).
    counts : ndarray of int (bins,)
        Values in each bin; a value on the edge between two belongs to the upper, one on the last edge to the last.
        (Within rounding: one next to an edge may be counted on either side.)
    below, above : int
        Finite values outside the range.
    nan, inf : int
        Values that are not a number, and infinite ones of either sign.
    zeros : int
        Zeros of a logarithmic histogram, which have no logarithm.
    """

    low: float
    high: float
    counts: Array
    below: int = 0
    above: int = 0
    nan: int = 0
    inf: int = 0
    zeros: int = 0

    @property
    def total(self) -> int:
        """All values, those in no bin as well."""
        return int(self.counts.sum()) + self.below + self.above + self.nan + self.inf + self.zeros

    @property
    def bins(self) -> int:
        """Number of bins."""
        return len(self.counts)

    @property
    def fractions(self) -> Array:
        """Share of all values in each bin; zeros when there are no values."""
        return self.counts / max(self.total, 1)

    @property
    def edges(self) -> Array:
        """Ends of the bins, one more than there are bins."""
        return np.linspace(self.low, self.high, self.bins + 1)


def histogram(values: Array, bins: int, low: float, high: float) -> Histogram:
    """Count `values` (any shape) in `bins` equal bins from `low` to `high`.

    Raises
    ------
    ValueError
        When the range is empty or has no end: a mistake of the caller's; values are never at fault.
    """
    if not -LARGEST <= low < high <= LARGEST or high - low < NARROWEST:
        raise ValueError(f"a histogram needs a range, got {low} to {high}")
    v = _as_floats(values)
    if v.dtype == np.float32 and not _fits_float32(low, high):
        v = v.astype(np.float64)
    first, last, per_bin = (v.dtype.type(x) for x in (low, high, bins / (high - low)))
    # the place behind the last bin is for its upper edge
    counts = np.zeros(bins + 1, np.intp)
    below = above = nan = inf = 0
    work = np.empty(min(BLOCK, v.size), v.dtype)
    with np.errstate(all="ignore"):
        for start in range(0, v.size, BLOCK):
            part = v[start : start + BLOCK]
            least, most = part.min(), part.max()
            if not (np.isfinite(least) and np.isfinite(most)):
                nan += _count(np.isnan(part))
                inf += _count(np.isinf(part))
                part = part[np.isfinite(part)]
                if not part.size:
                    continue
                least, most = part.min(), part.max()
            # bin = ⌊(v − low) · bins / (high − low)⌋
            scaled = np.subtract(part, first, out=work[: part.size])
            np.multiply(scaled, per_bin, out=scaled)
            if least >= first and most <= last:
                counts += np.bincount(scaled.astype(np.intp), minlength=bins + 1)
                continue
            # what is outside goes to the ends, and is taken out of them again
            np.minimum(np.maximum(scaled, 0, out=scaled), bins, out=scaled)
            counts += np.bincount(scaled.astype(np.intp), minlength=bins + 1)
            under, over = _count(part < first), _count(part > last)
            counts[0] -= under
            counts[bins] -= over
            below += under
            above += over
    counts[bins - 1] += counts[bins]
    return Histogram(float(low), float(high), counts[:bins], below, above, nan, inf)


def fitted_range(*values: Array) -> tuple[float, float]:
    """Return the smallest range that holds all finite values, widened when they are (nearly) alike or none."""
    low, high = math.inf, -math.inf
    for array in values:
        v = _as_floats(array)
        if not v.size:
            continue
        ends = float(v.min()), float(v.max())
        if not (math.isfinite(ends[0]) and math.isfinite(ends[1])):
            v = v[np.isfinite(v)]
            if not v.size:
                continue
            ends = float(v.min()), float(v.max())
        low, high = min(low, ends[0]), max(high, ends[1])
    return widened(low, high)


def widened(low: float, high: float) -> tuple[float, float]:
    """Return the range from `low` to `high`, made wide enough to be cut into bins."""
    if low > high:  # no values
        return (-0.5, 0.5)
    low, high = max(-LARGEST, min(low, LARGEST)), min(LARGEST, max(high, -LARGEST))
    size = max(abs(low), abs(high))
    if high - low > max(1e-5 * size, NARROWEST):
        return (low, high)
    middle = low + 0.5 * (high - low)
    half = 0.05 * size if size > 1e-280 else 0.5
    return (max(-LARGEST, middle - half), min(LARGEST, middle + half))


def log_histogram(values: Array) -> Histogram:
    """Count log₁₀ |v| in bins of a tenth of a decade, over the decades that the values take.

    Zeros are counted apart in ``zeros``.  All such histograms lie on one grid of bins.  The logarithm is taken in
    float32, which is many times faster and off by less than a thousandth of a bin.
    """
    v = _as_floats(values)
    largest = max(abs(float(v.min())), abs(float(v.max()))) if v.size else 0.0
    nan = inf = zeros = 0
    if not math.isfinite(largest):
        nan, inf = _count(np.isnan(v)), _count(np.isinf(v))
        v = v[np.isfinite(v)]
        largest = max(abs(float(v.min())), abs(float(v.max()))) if v.size else 0.0
    found: dict[int, int] = {}
    offset = BINS_PER_DECADE * math.log10(largest) if largest else 0.0
    with np.errstate(all="ignore"):
        for start in range(0, v.size, BLOCK):
            part = v[start : start + BLOCK]
            there = _count(part)
            if there < part.size:
                zeros += part.size - there
                part = part[part != 0]
            if not there:
                continue
            # relative to the largest, so that float32 can hold it
            sizes = np.abs(part / largest if largest > 1e-290 else part * 1e290 / (largest * 1e290)).astype(np.float32)
            places = np.floor(np.log(sizes) * np.float32(BINS_PER_DECADE / math.log(10)) + np.float32(offset))
            if sizes.min() < SMALLEST_NORMAL:  # more decades than float32 has
                places = np.floor(BINS_PER_DECADE * np.log10(np.abs(part)))
            first = int(places.min())
            for place, count in enumerate(np.bincount((places - first).astype(np.intp)).tolist(), first):
                found[place] = found.get(place, 0) + count
    if not found:
        return Histogram(-1 / BINS_PER_DECADE, 0.0, np.zeros(1, np.intp), 0, 0, nan, inf, zeros)
    first, last = min(found), max(found) + 1
    counts = np.array([found.get(place, 0) for place in range(first, last)], np.intp)
    return Histogram(first / BINS_PER_DECADE, last / BINS_PER_DECADE, counts, 0, 0, nan, inf, zeros)


def decades(histograms: Sequence[Histogram]) -> tuple[int, int]:
    """Return first and last edge, in tenths of a decade, of a range that shows these histograms well."""
    lows, highs = [], []
    for histogram in histograms:
        total = histogram.counts.sum()
        if not total:
            continue
        begin = round(histogram.low * BINS_PER_DECADE)
        reached = np.cumsum(histogram.counts)
        lows.append(begin + int(np.searchsorted(reached, TAIL * total)))
        highs.append(begin + int(np.searchsorted(reached, total)) + 1)
    if not lows:
        return -BINS_PER_DECADE, 0
    return min(lows) - 1, max(highs) + 1


def middle_range(histogram: Histogram, tail: float = 0.001) -> tuple[float, float] | None:
    """Return the range between the smallest and the largest thousandth of the values; None when there are none."""
    total = histogram.counts.sum()
    if not total:
        return None
    reached = np.cumsum(histogram.counts)
    first = int(np.searchsorted(reached, tail * total, side="right"))
    last = int(np.searchsorted(reached, (1 - tail) * total))
    edges = histogram.edges
    return float(edges[min(first, last)]), float(edges[last + 1])


def onto(histogram: Histogram, low: float, high: float, bins: int) -> Histogram:
    """Return a histogram over another range; what a bin holds is shared out evenly over where it goes."""
    edges = np.linspace(low, high, bins + 1)
    reached = np.interp(edges, histogram.edges, np.concatenate([[0.0], np.cumsum(histogram.counts)]))
    counts = np.diff(reached)
    below, above = float(reached[0]), float(histogram.counts.sum() - reached[-1])
    return replace(
        histogram,
        low=low,
        high=high,
        counts=counts,
        below=histogram.below + round(below),
        above=histogram.above + round(above),
    )


def _count(mask: Array) -> int:
    return int(np.count_nonzero(mask))


def _as_floats(values: Array) -> Array:
    """Return the values in one row, as float32 or float64."""
    v = np.asarray(values).reshape(-1)
    return v if v.dtype in (np.float32, np.float64) else v.astype(np.float64)


def _fits_float32(low: float, high: float) -> bool:
    """Whether bins of this range can be told apart in float32."""
    return max(abs(low), abs(high)) < 1e37 and high - low > max(1e-30, 1e-3 * max(abs(low), abs(high)))
