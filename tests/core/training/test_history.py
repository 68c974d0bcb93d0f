"""What the record of a training promises: rows are only added, views never change, smoothing is honest."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.history import SMOOTHING, Table, TrainingHistory

Array = np.ndarray
ACCURACY = {name: np.array([0.5, 0.25]) for name in TrainingHistory.sets}
NORMS = np.array([[3.0, 2, 1], [6, 5, 4]])


# Table


@given(capacity=st.integers(1, 5), looks=st.lists(st.booleans(), min_size=1, max_size=40))
def test_a_view_taken_at_any_time_stays_what_it_was_however_much_is_added(capacity, looks):
    table = Table({"a": ((2,), np.float64), "b": ((), np.int64)}, capacity)
    views = []
    for row, look in enumerate(looks):
        table.append(a=np.array([row, -row]), b=row)
        if look:
            views.append((row + 1, table.column("a"), table.column("b")))
    assert table.count == len(looks)
    for count, a, b in [*views, (len(looks), table.column("a"), table.column("b"))]:
        assert a.shape == (count, 2) and b.shape == (count,)
        assert (a[:, 0] == np.arange(count)).all() and (a[:, 1] == -np.arange(count)).all()
        assert (b == np.arange(count)).all()


def test_a_column_is_read_only_and_of_its_type():
    table = Table({"a": ((), np.float32)})
    assert table.column("a").shape == (0,)
    table.append(a=1.5)
    assert table.column("a").dtype == np.float32
    with pytest.raises(ValueError, match="read-only"):
        table.column("a")[0] = 2
    table.append(a=2.5)
    assert table.column("a").tolist() == [1.5, 2.5]


def test_what_is_appended_is_copied():
    table, row = Table({"a": ((2,), np.float64)}), np.array([1.0, 2.0])
    table.append(a=row)
    row[:] = 9
    assert table.column("a").tolist() == [[1, 2]]


# Training


def smoothed_by_hand(losses: Array) -> Array:
    """Return the exponential average of past losses, each weighted by what real losses have in it."""
    result, average, share = [], 0.0, 0.0
    for loss in losses:
        average = SMOOTHING * average + (1 - SMOOTHING) * loss
        share = SMOOTHING * share + (1 - SMOOTHING)
        result.append(average / share)
    return np.array(result)


@given(losses=st.lists(st.floats(0, 100, width=32), min_size=1, max_size=60), every=st.integers(1, 10))
def test_the_smoothed_loss_is_the_plain_average_whenever_somebody_looks(losses, every):
    history = TrainingHistory([0, 1], len(losses), 10)
    for step, loss in enumerate(losses, start=1):
        history.add_losses(np.array([loss, 2 * loss], np.float32))
        if step % every == 0:
            assert len(history.snapshot().smoothed) == step
    smoothed = history.snapshot().smoothed
    np.testing.assert_allclose(smoothed[:, 0], smoothed_by_hand(losses), rtol=1e-5, atol=1e-30)
    np.testing.assert_allclose(smoothed[:, 1], 2 * smoothed[:, 0], rtol=1e-5, atol=1e-30)


def test_the_smoothed_loss_begins_at_the_first_loss_and_keeps_to_a_constant():
    history = TrainingHistory([0], 50, 10)
    for _ in range(50):
        history.add_losses(np.array([2.5]))
    np.testing.assert_allclose(history.snapshot().smoothed, 2.5, rtol=1e-6)


def test_a_run_without_a_loss_does_not_disturb_the_smoothed_loss_of_the_others():
    history = TrainingHistory([0, 1], 4, 10)
    for losses in ([1, 1], [math.nan, 1], [math.nan, 1]):
        history.add_losses(np.array(losses))
    smoothed = history.snapshot().smoothed
    assert np.isnan(smoothed[:, 0]).tolist() == [False, True, True]
    np.testing.assert_allclose(smoothed[:, 1], 1, rtol=1e-6)


def test_a_snapshot_before_the_first_step_is_empty():
    snapshot = TrainingHistory([4, 2], 10, 5).snapshot()
    assert (snapshot.runs, snapshot.step, snapshot.steps, snapshot.steps_per_epoch) == ((4, 2), 0, 10, 5)
    assert snapshot.loss.shape == snapshot.smoothed.shape == (0, 2)
    assert snapshot.evaluated.shape == (0,) and snapshot.norms.shape == (0, 2, 3)
    assert {name: values.shape for name, values in snapshot.accuracy.items()} == {
        "train": (0, 2),
        "validation": (0, 2),
        "test": (0, 2),
    }
    assert snapshot.diverged == (None, None) and not snapshot.evaluating


def test_measurements_are_kept_with_the_step_after_which_they_were_made():
    history = TrainingHistory([0, 1], 10, 5)
    history.add_evaluation(ACCURACY, NORMS)
    for _ in range(3):
        history.add_losses(np.array([1.0, 2.0]))
    history.add_evaluation({name: 2 * values for name, values in ACCURACY.items()}, 2 * NORMS)
    snapshot = history.snapshot(evaluating=True)
    assert snapshot.evaluating
    assert snapshot.evaluated.tolist() == [0, 3]
    for values in snapshot.accuracy.values():
        assert values.tolist() == [[0.5, 0.25], [1, 0.5]]
    assert (snapshot.norms == [NORMS, 2 * NORMS]).all()


def test_nothing_in_a_snapshot_changes_while_the_training_goes_on():
    history = TrainingHistory([0, 1], 5, 5)
    history.add_losses(np.array([1.0, 2.0]))
    history.add_evaluation(ACCURACY, NORMS)
    snapshot = history.snapshot()
    for _ in range(200):
        history.add_losses(np.array([9.0, 9.0]))
        history.add_evaluation(ACCURACY, NORMS)
    history.diverged[1] = 7
    history.snapshot()
    assert snapshot.step == 1 and snapshot.diverged == (None, None)
    assert snapshot.loss.tolist() == snapshot.smoothed.tolist() == [[1, 2]]
    assert snapshot.evaluated.tolist() == [1]
    assert history.snapshot().diverged == (None, 7)
    assert history.snapshot().loss.shape == (201, 2)


def test_a_snapshot_cannot_be_written_to():
    history = TrainingHistory([0], 5, 5)
    history.add_losses(np.array([1.0]))
    snapshot = history.snapshot()
    for values in (snapshot.loss, snapshot.smoothed, snapshot.evaluated, snapshot.norms, *snapshot.accuracy.values()):
        assert not values.flags.writeable
