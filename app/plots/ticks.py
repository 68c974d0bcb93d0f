"""Where numbers stand along an axis, and how they read: round, evenly apart, no more than have room.

An axis is given a function, its `Ticks`, which turns the ends of the axis and the most numbers that have room into
places and texts.  Plots and painters use the same ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from core.config import figures

Tick = tuple[float, str]
"""A place on the axis and what is written there."""
Ticks = Callable[[float, float, int], list[Tick]]
"""Returns the ticks from a place to another, at most so many."""

_DIGITS = (1, 2, 5)
MOST_PERCENTS = 12
"""From nothing to a little more than 100 %, every tenth."""
_LEAST_DECADE = math.log10(2)
"""The smallest distance between 1, 2, 5 and 10 in decades."""


def plain(low: float, high: float, most: int) -> list[Tick]:
    """Return ticks at round numbers: multiples of 1, 2 or 5 times a power of ten."""
    if not _has_room(low, high, most):
        return []
    spacing = _spacing(low, high, most, 10.0 ** math.floor(math.log10((high - low) / most)), (1, 2, 5, 10, 20, 50))
    values = _multiples(low, high, spacing)
    return list(zip(values, figures.ticks(values, spacing), strict=True))


def whole(low: float, high: float, most: int) -> list[Tick]:
    """Return ticks as `plain` does, but at whole numbers only."""
    return [tick for tick in plain(low, high, most) if tick[0].is_integer()]


def percents(low: float, high: float, most: int) -> list[Tick]:
    """Return ticks as `plain` does, of shares: up to 100 %; however much room there is, no more than one for ten."""
    ticks = plain(low, high, min(most, MOST_PERCENTS))
    return [(value, figures.share(value)) for value, _ in ticks if 0 <= value <= 1]


def decades(low: float, high: float, most: int) -> list[Tick]:
    """Return ticks of an axis in decades, on which 0.01 stands at −2.

    They are whole powers of ten; where there is room, two and five times these as well; within less than a decade,
    any round numbers.
    """
    if not _has_room(low, high, most):
        return []
    if high - low <= most * _LEAST_DECADE:
        powers = range(math.floor(low), math.ceil(high) + 1)
        places = [power + math.log10(digit) for power in powers for digit in _DIGITS]
        places = [place for place in places if _is_within(place, low, high)]
        if len(places) > 2 or max(map(abs, (low, high))) > 300:
            return [(place, figures.decade(place)) for place in places]
        return [(math.log10(value), text) for value, text in plain(10.0**low, 10.0**high, most)]
    return [
        (place, figures.decade(place))
        for place in _multiples(low, high, _spacing(low, high, most, 1.0, (1, 2, 3, 4, 5, 10, 20, 50, 100, 200)))
    ]


def named(texts: Sequence[str], first: float = 0.0) -> Ticks:
    """Return the ticks of columns, one apart from `first` on: of as many as have room, with the first and the last."""

    def ticks(low: float, high: float, most: int) -> list[Tick]:
        chosen = listed(len(texts), 1.0, (high - low) / max(most, 1))
        return [(first + place, texts[place]) for place in chosen]

    return ticks


def listed(count: int, width: float, needed: float) -> list[int]:
    """Return which of `count` columns of `width` have room for a text of `needed` pixels: first and last are there."""
    stride = max(1, math.ceil(needed / max(width, 1e-9)))
    if stride <= 2:
        chosen = list(range(0, count, stride))
    else:  # 1, 5, 10, 15 …
        nice = next((s for s in (5, 10, 20, 25, 50) if s >= stride), stride)
        chosen = [0, *range(nice - 1, count, nice)]
        if len(chosen) > 1 and chosen[1] * width < needed:
            del chosen[1]
    if chosen and chosen[-1] != count - 1:
        if (count - 1 - chosen[-1]) * width < 1.3 * needed and len(chosen) > 1:
            chosen.pop()
        chosen.append(count - 1)
    return chosen


def stacked(wanted: Sequence[float], height: float | Sequence[float], low: float, high: float) -> list[float]:
    """Return tops near the `wanted` ones, between `low` and `high`, so that texts of `height` do not overlap.

    Their order stays; where there is no room for all, the last ones stand beyond `high`.
    """
    heights = [height] * len(wanted) if isinstance(height, int | float) else list(height)
    tops = [0.0] * len(wanted)
    least, rest = low, sum(heights)
    for k in sorted(range(len(wanted)), key=lambda k: (wanted[k] + heights[k] / 2, wanted[k])):
        tops[k] = max(least, min(wanted[k], high - rest))
        least = tops[k] + heights[k]
        rest -= heights[k]
    return tops


def _has_room(low: float, high: float, most: int) -> bool:
    return math.isfinite(low) and math.isfinite(high) and high > low and most > 0


def _is_within(place: float, low: float, high: float) -> bool:
    slack = 1e-9 * (high - low)
    return low - slack <= place <= high + slack


def _spacing(low: float, high: float, most: int, unit: float, factors: Sequence[int]) -> float:
    """Return the smallest multiple of the unit that leaves at most `most` ticks."""
    return next((f * unit for f in factors if len(_multiples(low, high, f * unit)) <= most), math.inf)


def _multiples(low: float, high: float, spacing: float) -> list[float]:
    if not math.isfinite(spacing):
        return []
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    return [place * spacing for place in range(first, last + 1)]
