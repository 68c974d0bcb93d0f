"""What drawn lines promise: thinning hides nothing that matters, and cutting changes nothing in view."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plots.lines import FARTHEST, REACH, cut, segments, thin

# Thinning

VALUES = st.floats(-1e6, 1e6, width=32)
POINTS = st.lists(VALUES | st.just(math.nan) | st.just(math.inf), min_size=1, max_size=400)


@given(POINTS, st.integers(4, 60))
def test_thinning_keeps_the_extremes_and_the_order(points, most):
    y = np.array(points)
    x = np.arange(len(y), dtype=float)
    thin_x, thin_y = thin(x, y, most)
    assert (np.diff(thin_x) >= 0).all()
    np.testing.assert_array_equal(thin_y, y[thin_x.astype(int)])
    finite, kept = y[np.isfinite(y)], thin_y[np.isfinite(thin_y)]
    assert len(finite) == 0 or (kept.min(), kept.max()) == (finite.min(), finite.max())


@given(st.integers(1, 5000), st.integers(4, 500))
def test_thinning_leaves_few_points(count, most):
    y = np.sin(np.arange(count))
    thin_x, _ = thin(np.arange(count), y, most)
    assert len(thin_x) <= most + 2 * count / most + 2  # pairs, and a rest shorter than a stretch
    assert count > most or len(thin_x) == count


@given(st.integers(0, 900), st.integers(60, 200))
def test_thinning_bridges_no_gap(start, length):
    y = np.ones(1000)
    y[start : start + length] = np.nan
    stop = min(start + length, 1000)
    x, thinned = thin(np.arange(1000), y, 100)  # stretches of twenty
    inside = (x >= start) & (x < stop)
    assert inside.any()
    assert np.isnan(thinned[inside]).all()
    assert np.isfinite(thinned[~inside]).all()


def test_thinning_shows_every_value_beside_a_gap():
    y = np.full(3000, np.nan)
    y[1234] = 5.0
    x, thinned = thin(np.arange(3000), y)
    assert thinned[x == 1234].tolist() == [5.0] * (x == 1234).sum()
    assert 1234 in x


# Cutting

LOW, HIGH = -1.0, 2.0
NUMBERS = st.floats(-1e308, 1e308) | st.floats(-10, 10)


@given(st.lists(NUMBERS | st.just(math.nan) | st.just(math.inf), min_size=2, max_size=40))
def test_a_cut_line_stays_within_reach(points):
    x, drawn = cut(np.arange(len(points), dtype=float), np.array(points), LOW, HIGH)
    finite = drawn[np.isfinite(drawn)]
    assert ((finite >= LOW - REACH * (HIGH - LOW)) & (finite <= HIGH + REACH * (HIGH - LOW))).all()
    assert (np.diff(x) >= 0).all()


@given(st.lists(st.floats(-1e4, 1e4) | st.floats(-10, 10), min_size=2, max_size=40))
def test_cutting_changes_nothing_in_view(points):
    x, y = np.arange(len(points), dtype=float), np.array(points)
    at = np.linspace(0, len(points) - 1, 997)
    before, after = np.interp(at, x, y), np.interp(at, *cut(x, y, LOW, HIGH))
    seen = (before >= LOW) & (before <= HIGH)
    np.testing.assert_allclose(after[seen], before[seen], atol=1e-8)


def test_a_line_in_view_is_left_alone():
    x, y = np.arange(5.0), np.array([0.0, 1.0, np.nan, 2.9, -0.5])
    assert all(found is given for found, given in zip(cut(x, y, 0, 1), (x, y), strict=True))


def test_gaps_stay_gaps_beside_what_is_far():
    x, y = cut(np.arange(4.0), np.array([0.0, 1e9, np.nan, 0.5]), 0, 1)
    assert np.isnan(y).sum() == 1 and y[-1] == 0.5 and y[0] == 0
    assert y.tolist()[1:3] == [1 + REACH, 1 + REACH] and x[1] < 1e-6


def test_lines_between_points_have_gaps_and_keep_their_direction_however_far_they_leave():
    x = np.array([0.0, 10, 20, np.nan, 40, 50, 60, 70, 80])
    y = np.array([0.0, 5, np.inf, 0, 0, 1e300, -1e300, 3, 1e8])
    lines = segments(x, y)
    assert lines[[0, -1]].tolist() == [[0, 0, 10, 5], [70, 3, 80, 1e8]]
    (up, down) = lines[1:-1]
    assert up[:2].tolist() == [40, 0] and down[2:].tolist() == [70, 3]
    assert 40 <= up[2] <= 41 and up[3] == pytest.approx(FARTHEST) and down[1] == pytest.approx(-FARTHEST)
    assert np.abs(lines).max() <= 1.01 * FARTHEST and len(segments(x[:1], y[:1])) == 0
