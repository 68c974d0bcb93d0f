"""Axes on which trials are put: a setting that is varied, the number of the trial, or what came of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.language import translate
from app.plots.ticks import Ticks, decades, named, plain, whole
from core.config.figures import number
from core.config.words import mark
from core.search.space import PATHS, Dimension, OnOff, Options, Range, options_of
from core.search.study import Search
from core.search.trials import Record

Array = np.ndarray


@dataclass(frozen=True)
class TrialAxis:
    """One axis.

    Attributes
    ----------
    name : str
        Marked.
    path : str
        Of the setting; empty where it is none.
    dimension : Dimension or None
        The setting, as it is varied.
    log : bool
        Whether it is in decades.
    ends : tuple of float
        As numbers, not as their logarithms.
    """

    name: str
    path: str = ""
    dimension: Dimension | None = None
    log: bool = False
    ends: tuple[float, float] = (0.0, 1.0)

    @property
    def range(self) -> Range | None:
        """The dimension, where it is one with two ends."""
        return self.dimension if isinstance(self.dimension, Range) else None

    def ticks(self) -> Ticks:
        """Return where numbers stand, or the names of options."""
        if isinstance(self.dimension, OnOff | Options):
            return named(option_names(self.dimension))
        if self.range is not None and self.range.is_whole and not self.log:
            return whole
        return decades if self.log else plain

    def number_of(self, value: Any) -> float:
        """Return where a value of the setting stands, as a number."""
        if isinstance(self.dimension, OnOff):
            return float(bool(value))
        if isinstance(self.dimension, Options):
            return float(self.dimension.tried.index(value)) if value in self.dimension.tried else math.nan
        return float(value)

    def place(self, value: float) -> float:
        """Return where a number stands along the axis: its logarithm, where it is in decades."""
        if not self.log:
            return value
        return math.log10(value) if value > 0 else math.nan

    def value(self, place: float) -> float:
        """Return the number at a place along the axis."""
        return 10**place if self.log else place

    def places(self) -> tuple[float, float]:
        """Return both ends as places."""
        low, high = self.ends
        return self.place(low), self.place(high)

    def with_margin(self, share: float) -> tuple[float, float]:
        """Return ends as numbers that leave a part of the axis free beyond its own."""
        low, high = self.places()
        margin = share * (high - low)
        return self.value(low - margin), self.value(high + margin)

    def numbers(self, records: Sequence[Record], space: Sequence[Dimension]) -> Array:
        """Return where trials of a search over `space` stand; NaN where the setting was not varied."""
        paths = [dimension.path for dimension in space]
        if self.path not in paths:
            return np.full(len(records), np.nan)
        place = paths.index(self.path)
        return np.array([self.number_of(record.trial.values[place]) for record in records], float)


def axis_of(search: Search, path: str) -> TrialAxis:
    """Return the axis of a setting that is varied."""
    dimension = search.dimension(path)
    assert dimension is not None
    if isinstance(dimension, Range):
        return TrialAxis(PATHS[path], path, dimension, dimension.log, (dimension.low, dimension.high))
    cells = dimension.cells or 1
    return TrialAxis(PATHS[path], path, dimension, False, (-0.5, cells - 0.5))


class NumberAxis(TrialAxis):
    """Which trial, counted from 1."""

    def numbers(self, records: Sequence[Record], space: Sequence[Dimension]) -> Array:
        return np.array([record.trial.number + 1.0 for record in records])


class AccuracyAxis(TrialAxis):
    """What came of a trial; those that diverged stand at the bottom."""

    def numbers(self, records: Sequence[Record], space: Sequence[Dimension]) -> Array:
        return np.array([0.0 if record.diverged is not None else record.accuracy for record in records])


def axes_of(search: Search) -> tuple[TrialAxis, TrialAxis]:
    """Return the axes of a scatter: two settings; one, and what came of it; or number and result of each trial."""
    accuracy = AccuracyAxis(mark("app", "validation accuracy"))
    space = search.settings.space
    if not space:
        return NumberAxis(mark("app", "trial"), ends=(1.0, max(search.count, 2))), accuracy
    across, up = search.axes
    return axis_of(search, across), axis_of(search, up) if len(space) > 1 else accuracy


def option_names(dimension: Dimension) -> list[str]:
    """Return the values of a setting with a few, as they are read."""
    if isinstance(dimension, OnOff):
        return [translate(name) for name in dimension.names]
    assert isinstance(dimension, Options)
    labels = options_of(dimension.path)
    return [translate(labels[name]) for name in dimension.tried]


def value_text(dimension: Dimension, value: Any) -> str:
    """Return a value of a setting as it is read."""
    if isinstance(dimension, OnOff):
        return option_names(dimension)[bool(value)]
    if isinstance(dimension, Options):
        return translate(options_of(dimension.path)[value])
    return number(value)
