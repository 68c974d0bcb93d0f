"""What was read of a network while it trained, made ready to be seen: every moment over the same axes."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.networks.configuration import NetworkConfiguration
from core.networks.histograms import BINS_PER_DECADE, decades, middle_range, onto, widened
from core.networks.probe import LayerReading, WatchRecord
from core.signals.flow import Flow
from core.signals.study import SignalConfiguration

Array = np.ndarray
BINS = 40
"""Of the histograms of a moment, and rows of the heat map."""


class Film:
    """Records of one training, with axes that only grow.

    Parameters
    ----------
    configuration : SignalConfiguration
        The network; of one that the activation tab has not made, what it has in common with it.

    Attributes
    ----------
    records : tuple of WatchRecord
        What was read, in the order of the steps.
    losses : mapping of int to float
        Loss of the mini-batch, by step.
    """

    def __init__(self, configuration: SignalConfiguration) -> None:
        self.configuration = configuration
        self.records: tuple[WatchRecord, ...] = ()
        self.losses: Mapping[int, float] = {}
        self._seen = 0
        self._ranges: dict[tuple[int, bool], tuple[float, float]] = {}
        self._decades: tuple[int, int] | None = None
        self._columns: dict[tuple[int, int, str], tuple[object, Array]] = {}

    def __len__(self) -> int:
        return len(self.records)

    def set_records(self, records: Sequence[WatchRecord], losses: Mapping[int, float] | None = None) -> None:
        """Take over what is known now: records, and losses by step."""
        for record in records:
            if record.step > self._seen:
                self._grow(record)
        self._seen = records[-1].step if records else 0
        self.records = tuple(records)
        self.losses = losses or {}

    def still(self) -> Film:
        """Return the film as it is now, whatever is added to this one later."""
        still = copy.copy(self)
        still._ranges, still._columns = dict(self._ranges), dict(self._columns)
        return still

    def place_of(self, step: int) -> int:
        """Return the place of the record nearest to a step; step 0 stands for the newest."""
        last = len(self.records) - 1
        if step <= 0 or last < 0:
            return max(0, last)
        return min(range(last + 1), key=lambda place: abs(self.records[place].step - step))

    def _grow(self, record: WatchRecord) -> None:
        for layer, reading in enumerate(record.layers):
            for pre, histogram in ((False, reading.activation), (True, reading.pre)):
                ends = middle_range(histogram)
                if ends is None:
                    continue
                old = self._ranges.get((layer, pre), ends)
                self._ranges[layer, pre] = min(old[0], ends[0]), max(old[1], ends[1])
        logs = [h for reading in record.layers for h in (reading.gradient, reading.weight_gradient) if h]
        if any(h.counts.any() for h in logs):
            first, last = decades(logs)
            old_first, old_last = self._decades or (first, last)
            self._decades = min(first, old_first), max(last, old_last)

    @property
    def decades(self) -> tuple[int, int] | None:
        """First and last edge of the gradients' axis, in tenths of a decade."""
        return self._decades

    def limits(self, layer: int, pre: bool = False) -> tuple[float, float]:
        """Return the ends of the axis of a layer's activations (or of what goes into its activation function)."""
        bounds = self.configuration.activation.bounds
        if not pre and self.configuration.batch_norm is None and None not in bounds:
            return float(bounds[0] or 0.0), float(bounds[1] or 0.0)
        return widened(*self._ranges.get((layer, pre), (0.0, 1.0)))

    def flow(self, place: int) -> Flow:
        """Return a moment as a flow, its histograms over the axes of the film."""
        record = self.records[place]
        layers = tuple(self._reading(layer, reading) for layer, reading in enumerate(record.layers))
        return Flow(self.configuration, layers, record.factors, math.nan, 0)

    def _reading(self, layer: int, reading: LayerReading) -> LayerReading:
        return replace(
            reading,
            activation=onto(reading.activation, *self.limits(layer), BINS),
            pre=onto(reading.pre, *self.limits(layer, pre=True), BINS),
        )

    def heat(self, layer: int, kind: str) -> tuple[Array, float, float, bool]:
        """Return a layer's histograms side by side: brightness ``(bins, records)`` from 0 to 1, ends, decades or not.

        Parameters
        ----------
        layer : int
            Which layer, from 0.
        kind : str
            ``forward`` for activations, ``backward`` for gradients.
        """
        if kind == "backward":
            first, last = self._decades or (-BINS_PER_DECADE, 0)
            ends = first / BINS_PER_DECADE, last / BINS_PER_DECADE
        else:
            ends = self.limits(layer)
        columns = [self._column(record, layer, kind, ends) for record in self.records]
        image = np.stack(columns, axis=1) if columns else np.zeros((BINS, 0))
        return image, *ends, kind == "backward"

    def _column(self, record: WatchRecord, layer: int, kind: str, ends: tuple[float, float]) -> Array:
        key = (record.step, layer, kind)
        kept = self._columns.get(key)
        if kept is not None and kept[0] == ends:
            return kept[1]
        reading = record.layers[layer]
        histogram = reading.activation if kind == "forward" else reading.gradient
        column = np.zeros(BINS)
        if histogram is not None and histogram.counts.any():
            column = np.asarray(onto(histogram, *ends, BINS).counts, float)
            # the square root lets what is rare be seen beside a spike
            column = np.sqrt(column / max(float(column.max()), 1e-300))
        self._columns[key] = (ends, column)
        return column


def configuration_like(network: NetworkConfiguration) -> SignalConfiguration:
    """Return the configuration that comes nearest to a network: its layers all have the nodes of its first."""
    nodes: Any = SignalConfiguration.parameters()["nodes"]
    return SignalConfiguration(
        activation=network.activation,
        layers=len(network.hidden),
        nodes=min(max(network.hidden[0], nodes.low), nodes.high),
        batch_norm=network.batch_norm,
        dropout=network.dropout,
        initializer=network.initializer,
    )
