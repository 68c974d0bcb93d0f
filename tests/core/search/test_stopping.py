"""What early stopping promises: rungs that rise, counts that fall, and the hand count of the lecture's search."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.stopping import Halving, Never, OneLook, Rung, stoppings
from tests.core.helpers import configurations


def counted(rungs):
    return [(rung.length, rung.count) for rung in rungs]


@pytest.mark.parametrize("rule", stoppings.classes())
@given(data=st.data(), trials=st.integers(1, 1000), length=st.integers(1, 500))
def test_all_begin_fewer_go_on_and_the_last_are_trained_in_full(rule, data, trials, length):
    rungs = data.draw(configurations(rule)).rungs(trials, length)
    assert rungs[0].count == trials and rungs[-1].length == length
    for below, above in pairwise(rungs):
        assert below.length < above.length and below.count >= above.count >= 1


def test_a_hundred_trials_of_fifty_epochs_by_thirds():
    assert counted(Halving(first=2, finalists=1).rungs(100, 50)) == [(2, 100), (6, 33), (18, 11), (50, 3)]
    assert counted(Halving().rungs(100, 50)) == [(2, 100), (6, 33), (18, 11), (50, 5)]
    assert counted(Halving(factor=2, first=10).rungs(16, 40)) == [(10, 16), (20, 8), (40, 5)]


def test_few_trials_or_a_short_length_leave_nothing_to_stop():
    assert Halving().rungs(5, 50) == Never().rungs(5, 50) == (Rung(50, 5),)
    assert Halving(first=50).rungs(100, 50) == (Rung(50, 100),)


def test_the_plain_rule_looks_once():
    assert counted(OneLook(kept=0.2).rungs(100, 50)) == [(1, 100), (50, 20)]
    assert counted(OneLook(kept=1.0).rungs(100, 50)) == [(50, 100)]


def test_nothing_is_finished_anyway_where_nothing_is_stopped():
    assert Never().audited == 0
    assert Halving(finished_anyway=0.3).audited == OneLook(finished_anyway=0.3).audited == 0.3
