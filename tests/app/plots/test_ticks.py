"""What numbers at axes promise: round, few, apart, inside, and what they say is where they stand."""

from __future__ import annotations

import math
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.plots.ticks import decades, listed, named, plain, stacked, whole

MOST = st.integers(1, 30)
RAISED = set("⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(text: str) -> float:
    """Return the number that a text says."""
    text = text.replace("−", "-").replace(",", "")
    mantissa, _, raised = (
        text.partition("10") if "⁻" in text or any(c in "⁰¹²³⁴⁵⁶⁷⁸⁹" for c in text) else (text, "", "")
    )
    if not raised:
        return float(text)
    power = int(unicodedata.normalize("NFKC", raised).replace("−", "-"))
    mantissa = mantissa.removesuffix("·")
    return float(f"{mantissa}1" if mantissa in ("", "-") else mantissa) * 10.0**power


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), MOST)
def test_plain_ticks_are_few_inside_round_and_evenly_apart(low, width, most):
    high = low + width
    assume(high - low > 1e-5 * max(abs(low), abs(high)))  # else digits would not tell them apart
    ticks = plain(low, high, most)
    assert len(ticks) <= most
    slack = 1e-6 * (high - low)
    for place, text in ticks:
        assert low - slack <= place <= high + slack
        assert read(text) == pytest.approx(place, rel=1e-5, abs=slack)
    gaps = [b - a for (a, _), (b, _) in pairwise(ticks)]
    assert all(gap == pytest.approx(gaps[0], rel=1e-6) for gap in gaps)
    if gaps:
        digits = gaps[0] / 10 ** math.floor(math.log10(gaps[0] * 1.0001))
        assert any(digits == pytest.approx(digit, rel=1e-6) for digit in (1, 2, 5))


@pytest.mark.parametrize("most", [3, 5, 8, 20])
@pytest.mark.parametrize("low, high", [(0, 1), (-5, 5), (-7.3, 2.1), (0.02, 0.023), (0, 1e7), (-1e-9, 1e-9)])
def test_plain_ticks_use_the_room_that_there_is(low, high, most):
    assert len(plain(low, high, most)) > 0.35 * most


@given(st.integers(-50, 50), st.integers(1, 100), st.integers(1, 20))
def test_ticks_of_whole_numbers_are_those_of_the_plain_ones_that_are_whole(low, width, most):
    ticks = whole(low, low + width, most)
    assert all(place.is_integer() for place, _ in ticks)
    assert ticks == [tick for tick in plain(low, low + width, most) if tick[0] == round(tick[0])]
    assert [text for _, text in whole(1, 3, 10)] == ["1", "2", "3"]


@given(st.floats(-280, 280), st.floats(0.05, 300), st.integers(3, 30))
def test_ticks_in_decades_stand_at_the_logarithm_of_what_they_say(low, width, most):
    high = min(low + width, 290.0)
    ticks = decades(low, high, most)
    assert len(ticks) <= most + 1
    for place, text in ticks:
        assert low - 1e-6 <= place <= high + 1e-6
        assert math.log10(read(text)) == pytest.approx(place, abs=0.003)
    assert len({text for _, text in ticks}) == len(ticks)
    if high - low >= 2:
        assert len(ticks) >= 2


def test_in_decades_two_and_five_are_named_only_where_there_is_room():
    assert [text for _, text in decades(-2, 0, 7)] == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]
    assert [text for _, text in decades(-2, 0, 5)] == ["0.01", "0.1", "1"]
    assert [place for place, _ in decades(-16, -2, 8)] == [-16, -14, -12, -10, -8, -6, -4, -2]


def test_within_less_than_a_decade_there_are_numbers_as_well():
    assert len(decades(math.log10(6.1), math.log10(9.4), 6)) >= 3


@pytest.mark.parametrize("low, high", [(0.0, 0.0), (1.0, 0.0), (0.0, math.inf), (math.nan, 1.0)])
@pytest.mark.parametrize("ticks", [plain, decades])
def test_where_there_is_no_range_there_are_no_ticks(ticks, low, high):
    assert ticks(low, high, 5) == []


@pytest.mark.parametrize("count", [1, 2, 11, 20, 33, 50])
@pytest.mark.parametrize("width", [5.0, 14.0, 30.0, 80.0])
def test_texts_under_columns_never_overlap(count, width):
    chosen = listed(count, width, 48.0)
    assert chosen[0] == 0
    assert chosen[-1] == count - 1 or count * width < 2 * 48
    assert all((b - a) * width >= 48 for a, b in pairwise(chosen)) or count * width < 2 * 48


def test_columns_are_named_from_the_first_to_the_last():
    ticks = named([str(layer) for layer in range(1, 21)], first=1)
    assert ticks(0.5, 20.5, 100) == [(layer, str(layer)) for layer in range(1, 21)]
    few = ticks(0.5, 20.5, 5)
    assert (few[0], few[-1]) == ((1, "1"), (20, "20"))
    assert [place for place, _ in few[1:-1]] == [5, 10, 15]
    assert named([])(0, 1, 5) == []


@given(st.lists(st.floats(-50, 150), max_size=12))
def test_stacked_texts_do_not_overlap_and_keep_their_order(wanted):
    tops = stacked(wanted, 8.0, 0.0, 100.0)
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    assert all(tops[b] - tops[a] >= 8 - 1e-9 for a, b in pairwise(order))
    assert all(top >= 0 for top in tops)
    assert all(top + 8 <= 100 + 1e-9 for top in tops)


def test_stacked_texts_stay_where_they_are_wanted_when_there_is_room():
    assert stacked([50.0, 10.0], 8.0, 0.0, 100.0) == [50.0, 10.0]


def test_stacked_texts_may_have_different_heights():
    tops = stacked([10.0, 11.0, 12.0], [30.0, 10.0, 20.0], 0.0, 100.0)
    assert sorted(tops) == tops or tops[1] < tops[0]
    spans = sorted(zip(tops, [30.0, 10.0, 20.0], strict=True))
    assert all(top + height <= following + 1e-9 for (top, height), (following, _) in pairwise(spans))
