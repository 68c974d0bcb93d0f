"""What bars promise: what is drawn of a histogram is what was counted, and a spike does not flatten the rest."""

from __future__ import annotations

import numpy as np
import pytest

from core.networks.histograms import Histogram
from core.rules.activations import ReLU
from core.rules.initializers import He, Normal, Xavier
from core.signals.bars import (
    backward_bars,
    backward_histogram,
    common_height,
    forward_bars,
    merged,
    plain_bars,
    taken_range,
    usual_height,
)
from core.signals.flow import Flow, flow
from core.signals.study import SignalConfiguration, SignalSettings

SETTINGS = SignalSettings(samples=50, features=10)
BELOW = "below", "above", "zeros", "bad"


@pytest.fixture(scope="module")
def two_flows() -> list[Flow]:
    """Two networks whose gradients lie decades apart."""
    rows = [
        SignalConfiguration(layers=3, nodes=10, initializer=Xavier()),
        SignalConfiguration(ReLU(), layers=2, nodes=12, initializer=Normal(1e-3)),
    ]
    return [flow(row, SETTINGS) for row in rows]


@pytest.mark.parametrize("most", [1, 4, 7, 100])
def test_merged_bars_count_the_same_values(most):
    bars = plain_bars(Histogram(0.0, 1.0, np.arange(30)))
    few = merged(bars, most)
    assert len(few.fractions) <= max(most, 1) or most >= 30
    assert few.fractions.sum() == pytest.approx(bars.fractions.sum())
    width = (bars.high - bars.low) / 30
    assert (few.high - few.low) / len(few.fractions) == pytest.approx(width * -(-30 // len(few.fractions)))


@pytest.mark.parametrize("top, part", [("activations", "activation"), ("pre-activations", "pre")])
def test_the_upper_row_is_what_was_counted(two_flows, top, part):
    settings = SignalSettings(top=top)
    for measured in two_flows:
        for bars, layer in zip(forward_bars(measured, settings), measured.layers, strict=True):
            np.testing.assert_array_equal(bars.fractions, getattr(layer, part).fractions)
            assert bars.fractions.sum() + sum(getattr(bars, name) for name in BELOW) == pytest.approx(1)


@pytest.mark.parametrize("gradient_of", ["activations", "weights"])
@pytest.mark.parametrize("most", [1, 8, 1000])
def test_gradients_of_all_networks_lie_over_one_range_and_none_is_lost(two_flows, gradient_of, most):
    settings = SignalSettings(gradient_of=gradient_of)
    table = backward_bars(two_flows, settings, True, most)
    assert len({(bars.low, bars.high, len(bars.fractions)) for line in table for bars in line}) == 1
    assert len(table[0][0].fractions) <= most
    for line, measured in zip(table, two_flows, strict=True):
        for bars, layer in zip(line, measured.layers, strict=True):
            counted = backward_histogram(layer, settings, log=True)
            assert bars.fractions.sum() + sum(getattr(bars, name) for name in BELOW) == pytest.approx(1)
            # the middle of the bars is the middle of the counts, to within a bar and what is beyond the ends
            width = (bars.high - bars.low) / len(bars.fractions)
            if bars.fractions.any() and not bars.below + bars.above:
                middle = np.average((bars.edges[:-1] + bars.edges[1:]) / 2, weights=bars.fractions)
                centers = (counted.edges[:-1] + counted.edges[1:]) / 2
                assert middle == pytest.approx(np.average(centers, weights=counted.counts), abs=width)


def test_a_spike_does_not_flatten_the_rest():
    flow_of_relu = flow(SignalConfiguration(ReLU(), layers=2, nodes=50, initializer=He()), SETTINGS)
    bars = plain_bars(flow_of_relu.layers[1].activation)  # half of all values are 0
    tallest, next_one = np.sort(bars.fractions)[::-1][:2]
    assert tallest > 4 * next_one
    assert usual_height(bars.fractions) == pytest.approx(2 * next_one)
    assert next_one < common_height([bars]) < tallest


@pytest.mark.parametrize("counts", [[], [0, 0], [3]])
def test_where_there_is_nothing_there_is_a_range_and_a_height_all_the_same(counts):
    bars = plain_bars(Histogram(0.0, 1.0, np.array(counts, int)))
    assert taken_range([bars]) == (0.0, 1.0)
    assert 0 < common_height([bars]) <= 1.08
