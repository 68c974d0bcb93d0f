"""What the ways of choosing promise: points in the cube, as many as may be spent, and what each is known for."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.choosing import MOST_DIMENSIONS, PRIMES, Grid, Halton, Random, radical_inverse, ways

FREE = (None, None)
cells = st.lists(st.none() | st.integers(2, 9), min_size=1, max_size=MOST_DIMENSIONS)


@pytest.mark.parametrize("way", ways.classes())
@given(cells, st.integers(1, 60), st.integers(0, 5), st.integers(0, 3))
def test_points_lie_in_the_cube_and_there_are_no_more_than_may_be_spent(way, cells, trials, seed, round):
    points = way().points(trials, cells, seed, round)
    count = way().count(trials, cells)
    assert points.shape == (count, len(cells))
    assert 1 <= count <= trials
    assert (points >= 0).all() and (points < 1).all()
    np.testing.assert_array_equal(points, way().points(trials, cells, seed, round))


@pytest.mark.parametrize("way", ways.classes())
def test_seeds_and_rounds_have_points_of_their_own(way):
    base = way().points(25, FREE, 0, 0)
    assert not np.array_equal(base, way().points(25, FREE, 1, 0))
    later = way().points(25, FREE, 0, 1)
    assert not set(map(tuple, base)) & set(map(tuple, later))


@pytest.mark.parametrize("way", [way for way in ways.classes() if way.nested])
def test_more_trials_are_those_before_and_some_behind(way):
    np.testing.assert_array_equal(way().points(20, FREE, 3, 1), way().points(50, FREE, 3, 1)[:20])


# How many values of one setting a hundred trials try


@pytest.mark.parametrize(("way", "distinct"), [(Grid(), 10), (Random(), 100), (Halton(), 100)])
def test_a_grid_tries_ten_learning_rates_where_others_try_a_hundred(way, distinct):
    points = way.points(100, FREE, 0, 0)
    assert len(points) == 100
    assert [len(np.unique(points[:, axis])) for axis in (0, 1)] == [distinct, distinct]


@given(st.lists(st.none() | st.integers(2, 6), min_size=1, max_size=5), st.integers(1, 200))
def test_a_grid_is_as_large_as_the_trials_allow(cells, trials):
    shape = Grid().shape(trials, cells)
    assert math.prod(shape) <= trials
    most = [count or trials for count in cells]
    assert all(n <= m for n, m in zip(shape, most, strict=True))
    for axis, n in enumerate(shape):  # no axis could have one more
        assert n == most[axis] or math.prod(shape) // n * (n + 1) > trials


@pytest.mark.parametrize("round", [0, 1, 2, 7])
def test_a_grid_has_every_combination_once_in_the_middle_of_its_cells_in_the_first_round(round):
    points = Grid(per_axis=3).points(9, (None, 2), 0, round)
    levels = [sorted(set(points[:, axis])) for axis in (0, 1)]
    assert [len(each) for each in levels] == [3, 2]
    assert sorted(map(tuple, points)) == sorted(itertools.product(*levels))
    if round == 0:
        assert levels == [pytest.approx([1 / 6, 3 / 6, 5 / 6]), pytest.approx([1 / 4, 3 / 4])]


def test_later_grids_fall_between_those_before():
    levels = [sorted(set(Grid(per_axis=4).points(4, (None,), 0, round)[:, 0])) for round in range(4)]
    assert len(set(itertools.chain(*levels))) == 16


def test_a_billion_cells_are_counted_without_being_made():
    assert Grid(per_axis=1000).count(1, (None,) * 3) == 10**9


# Low discrepancy


@given(st.integers(0, 100), st.integers(0, 3))
def test_of_b_to_the_k_halton_points_one_lies_in_each_part(seed, round):
    points = Halton().points(400, (None,) * 4, seed, round)
    for axis, base in enumerate(PRIMES[:4]):
        parts = base
        while parts <= 100:
            for start in range(0, 400 - parts + 1, parts):
                assert sorted((points[start : start + parts, axis] * parts).astype(int)) == list(range(parts))
            parts *= base


def discrepancy(points):
    """Return the largest difference between the share of points in a box at the origin and its area."""
    corners = np.vstack([points, np.random.default_rng(0).random((200, points.shape[1]))])
    inside = (points[None] <= corners[:, None]).all(axis=-1).mean(axis=1)
    return np.abs(inside - corners.prod(axis=1)).max()


def test_halton_points_are_spread_more_evenly_than_chance():
    even = [discrepancy(Halton().points(100, FREE, seed, 0)) for seed in range(10)]
    chance = [discrepancy(Random().points(100, FREE, seed, 0)) for seed in range(10)]
    assert max(even) < min(chance)


def test_scrambled_axes_with_large_bases_are_no_lines():
    points = Halton().points(60, (None,) * 10, 0, 0)
    correlation = np.corrcoef(points[:, 8], points[:, 9])[0, 1]
    assert abs(correlation) < 0.4  # without scrambling, 0.9


def test_digits_are_mirrored_at_the_point():
    assert [radical_inverse(n) for n in range(5)] == [0, 1 / 2, 1 / 4, 3 / 4, 1 / 8]
    assert radical_inverse(5, 3) == pytest.approx(2 / 3 + 1 / 9)
