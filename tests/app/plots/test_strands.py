"""What is promised of many lines: a click finds the nearest, the one on top of several, and no gap is a line."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from app.plots.strands import Strands

PLACES = st.tuples(st.floats(0, 100), st.floats(0, 100))
LINES = st.lists(st.lists(PLACES, min_size=1, max_size=5), min_size=1, max_size=6)


def strands_of(lines) -> Strands:
    strands = Strands()
    strands.set_lines(range(len(lines)), [np.array(line, float) for line in lines])
    return strands


def away(place, line) -> float:
    """Return how far a place is from a line: the least distance from a thousand points on it."""
    ends = list(pairwise(line)) or [(line[0], line[0])]
    shares = np.linspace(0, 1, 1001)[:, None]
    points = np.concatenate([np.array(a) + shares * (np.array(b) - np.array(a)) for a, b in ends])
    return float(np.hypot(*(points - np.array(place)).T).min())


@given(LINES, PLACES)
def test_the_nearest_line_is_found(lines, place):
    found = strands_of(lines).key_at(QPointF(*place), near=1000)
    distances = [away(place, line) for line in lines]
    assert distances[found] <= min(distances) + 0.2


def test_a_line_further_than_asked_for_is_not_found():
    strands = strands_of([[(0, 0), (10, 0)]])
    assert strands.key_at(QPointF(5, 3), near=3) == 0
    assert strands.key_at(QPointF(5, 3.1), near=3) is None
    assert Strands().key_at(QPointF(0, 0), near=100) is None


def test_of_lines_that_lie_on_each_other_the_last_is_on_top():
    assert strands_of([[(0, 0), (10, 10)]] * 3).key_at(QPointF(5, 5), near=1) == 2


@pytest.mark.parametrize("x", [3.0, 7.0])
def test_a_gap_is_no_line(x):
    strands = strands_of([[(0, 0), (2, 0), (math.nan, math.nan), (8, 0), (10, 0)]])
    assert strands.key_at(QPointF(x, 0), near=0.5) is None
    assert strands.key_at(QPointF(1, 0), near=0.5) == 0 == strands.key_at(QPointF(9, 0), near=0.5)
