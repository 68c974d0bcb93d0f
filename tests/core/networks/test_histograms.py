"""What histograms promise: every value is counted once, in the right bin or by the name of why it is in none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.networks.histograms import (
    BINS_PER_DECADE,
    BLOCK,
    decades,
    fitted_range,
    histogram,
    log_histogram,
    middle_range,
    onto,
)

DTYPES = [np.float32, np.float64]
SPECIAL = {
    "empty": [],
    "all NaN": [math.nan] * 3,
    "both infinities": [math.inf, -math.inf],
    "zeros": [0.0, -0.0],
    "all alike": [0.3] * 5,
    "nearly alike": [1.0, 1.0 + 1e-16, 1.0 - 1e-16],
    "huge": [1e308, -1e308, 3.0],
    "tiny": [5e-324, 1e-310, -1e-320],
    "everything": [math.nan, math.inf, -math.inf, 0.0, 1e308, -1e308, 1e-320, 2.0],
}
ANY_FLOATS = arrays.arrays(
    st.sampled_from(DTYPES),
    st.integers(0, 30),
    elements=st.floats(width=32) | st.sampled_from([0.0, 1.0, -1.0, 0.5]),
)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("count", [1, 999, BLOCK, 2 * BLOCK + 17])
@pytest.mark.parametrize(("bins", "low", "high"), [(30, -4, 4), (7, 0, 1), (200, -0.3, 0.2)])
def test_counts_are_those_of_numpy(dtype, count, bins, low, high):
    v = np.random.default_rng(count).standard_normal(count).astype(dtype)
    h = histogram(v, bins, low, high)
    expected, edges = np.histogram(v.astype(float), bins, (low, high))
    np.testing.assert_allclose(h.edges, edges, atol=1e-12)
    # in float32 a value next to an edge may fall on its other side
    assert np.abs(h.counts - expected).sum() <= (0 if dtype is np.float64 else 2 + count // 2000)
    assert (h.below, h.above) == ((v < low).sum(), (v > high).sum())
    assert h.total == count and h.nan == h.inf == 0


@given(v=ANY_FLOATS, bins=st.integers(1, 40), low=st.floats(-1e3, 1e3), width=st.floats(1e-3, 1e3))
def test_every_value_is_counted_once(v, bins, low, width):
    h = histogram(v, bins, low, low + width)
    assert h.total == v.size and len(h.counts) == bins and (h.counts >= 0).all()
    assert h.nan == np.isnan(v).sum() and h.inf == np.isinf(v).sum()
    finite = v[np.isfinite(v)].astype(float)
    # up to each edge, as many as there are, but for those at the edge itself
    for count, edge in zip(h.below + np.cumsum(h.counts), h.edges[1:], strict=True):
        near = 1e-6 * (abs(low) + width) + 1e-9
        assert (finite < edge - near).sum() <= count <= (finite <= edge + near).sum()


def test_edges_belong_to_the_upper_bin_and_the_last_one_to_the_last():
    h = histogram(np.array([0.0, 1, 2, 3, 4]), 4, 0, 4)
    assert h.counts.tolist() == [1, 1, 1, 2]
    assert h.edges.tolist() == [0, 1, 2, 3, 4]
    assert h.fractions.tolist() == [0.2, 0.2, 0.2, 0.4]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("values", SPECIAL.values(), ids=list(SPECIAL))
def test_whatever_the_data_are_they_are_counted_and_never_raise(values, dtype):
    with np.errstate(over="ignore", under="ignore"):
        v = np.array(values).astype(dtype)
    low, high = fitted_range(v)
    assert math.isfinite(low) and math.isfinite(high) and low < high
    h, logs = histogram(v, 30, low, high), log_histogram(v)
    assert h.total == logs.total == v.size
    assert h.nan == logs.nan == np.isnan(v).sum() and h.inf == logs.inf == np.isinf(v).sum()
    assert logs.zeros == (v == 0).sum()
    assert np.isfinite(h.fractions).all() and np.isfinite(h.edges).all() and np.isfinite(logs.edges).all()
    # a fitted range holds all but the few that no range could
    assert h.below + h.above == (np.abs(v[np.isfinite(v)].astype(float)) > 1e300).sum()


def test_a_range_is_fitted_to_finite_values_alone():
    assert fitted_range(np.array([-1, 3.0, np.nan]), np.array([np.inf, 7.0]), np.array([])) == (-1, 7)
    low, high = fitted_range(np.full(9, 0.5))
    assert low < 0.5 < high and high - low < 0.2
    low, high = fitted_range(np.array([1e-12, 3e-12]))
    assert (low, high) == (1e-12, 3e-12)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, math.inf), (math.nan, 1), (0, 1e-300)])
def test_no_range_is_the_callers_mistake(low, high):
    with pytest.raises(ValueError, match="needs a range"):
        histogram(np.zeros(3), 5, low, high)


@given(st.lists(st.floats(-1e300, 1e300).filter(lambda x: abs(x) > 1e-300), min_size=1, max_size=40))
def test_a_logarithmic_histogram_counts_tenths_of_decades(values):
    v = np.array(values)
    h = log_histogram(v)
    assert h.total == h.counts.sum() == v.size and h.counts[0] and h.counts[-1]
    assert h.high - h.low == pytest.approx(h.bins / BINS_PER_DECADE)
    assert round(h.low * BINS_PER_DECADE) == pytest.approx(h.low * BINS_PER_DECADE)
    logs = np.log10(np.abs(v))
    for count, edge in zip(np.cumsum(h.counts), h.edges[1:], strict=True):
        assert (logs < edge - 1e-3).sum() <= count <= (logs < edge + 1e-3).sum()


def test_logarithms_of_a_layer_are_those_of_numpy_whatever_their_size():
    v = np.random.default_rng(2).standard_normal(3 * BLOCK)
    for size in (1.0, 1e-15, 1e200, 1e-290):
        h = log_histogram(v * size)
        expected, _ = np.histogram(np.log10(np.abs(v * size)), h.bins, (h.low, h.high))
        assert np.abs(h.counts - expected).sum() < 1e-3 * v.size
        assert h.zeros == 0


def test_a_histogram_on_another_axis_keeps_all_values():
    counted = histogram(np.linspace(0, 1, 500), 20, 0.0, 1.0)
    assert onto(counted, -1.0, 2.0, 33).counts.sum() == pytest.approx(500)
    half = onto(counted, 0.5, 1.0, 5)
    assert half.counts.sum() == pytest.approx(250, abs=1)
    assert half.total == pytest.approx(500, abs=1)


def test_the_middle_range_leaves_out_a_thousandth_at_either_end():
    values = np.concatenate([np.linspace(2, 3, 9990), [-100.0] * 5, [100.0] * 5])
    low, high = middle_range(histogram(values, 2000, -100, 100))
    assert 1.8 <= low <= 2 and 3 <= high <= 3.2
    assert middle_range(histogram(np.array([np.nan]), 10, 0, 1)) is None


def test_a_range_of_decades_holds_all_but_the_smallest_of_every_histogram():
    rng = np.random.default_rng(3)
    groups = [10.0**power * rng.lognormal(0, 1, 5000) for power in (-9, -4)]
    first, last = decades([log_histogram(values) for values in groups])
    for values in groups:
        below = (np.log10(values) * BINS_PER_DECADE < first).mean()
        assert below <= 0.003
        assert (np.log10(values) * BINS_PER_DECADE <= last).all()
    assert decades([]) == (-BINS_PER_DECADE, 0)
