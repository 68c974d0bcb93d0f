"""What is said of a race: the widest gap between training and test, and none where there is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.figures import share
from core.training.verdicts import WIDE_GAP, gap_of, overfitting

SHARES = st.none() | st.just(math.nan) | st.floats(0, 1)
RACES = st.lists(st.tuples(SHARES, SHARES), max_size=6)


def final(train: float | None, test: float | None) -> dict[str, float]:
    """Return the last numbers of a run."""
    values = {"loss": 0.3, "train_accuracy": train, "test_accuracy": test}
    return {name: value for name, value in values.items() if value is not None}


@given(RACES)
def test_the_widest_gap_of_all_is_named_when_it_is_wide(pairs):
    runs = [(f"run {place}", final(*pair)) for place, pair in enumerate(pairs)]
    known = [
        (a - b, f"run {k}") for k, (a, b) in enumerate(pairs) if a is not None and b is not None and a - b == a - b
    ]
    said = overfitting(runs)
    if not known:
        assert said is None
    elif max(gap for gap, _ in known) < WIDE_GAP:
        assert str(said).startswith("No run")
    else:
        gap = max(gap for gap, _ in known)
        assert said.values["gap"] == share(gap)
        assert (gap, said.values["name"]) in known


def test_one_wide_gap_is_enough():
    said = overfitting([("plain", final(0.9, 0.88)), ("wild", final(1.0, 0.7)), ("new", final(None, 0.1))])
    assert str(said) == "Widest gap between training and test accuracy: 30 % (wild)."


@pytest.mark.parametrize(
    "train, test, gap", [(0.5, 0.6, -0.1), (None, 0.6, None), (0.5, None, None), (math.nan, 1, None)]
)
def test_a_gap_is_training_less_test_and_needs_both(train, test, gap):
    assert gap_of(final(train, test)) == (gap if gap is None else pytest.approx(gap))
