"""What is promised of results that are compared: all as they were at the same step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.training.results import level, results_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

STUDY = Experiment(
    Settings(train_size=60, batch_size=20, length=9, evaluation_images=50), (RunConfiguration(hidden=(4,)),) * 2
)


@pytest.fixture(scope="module")
def results():
    (trainer,) = prepare(STUDY)
    seen = []
    for report in trainer.run():
        if report.whole:
            seen.append(trainer.snapshot())
    return results_of(STUDY, [trainer.snapshot()]), seen


def test_a_record_until_a_step_is_what_it_was_then(results):
    (last, _), seen = results
    for snapshot in seen[:-1]:
        then = last.snapshot.until(snapshot.step)
        np.testing.assert_array_equal(then.loss, snapshot.loss)
        np.testing.assert_array_equal(then.smoothed, snapshot.smoothed)
        assert then.step == snapshot.step and set(then.evaluated) >= set(snapshot.evaluated)
        assert (then.evaluated <= then.step).all() and len(then.norms) == len(then.accuracy["test"]) == len(
            then.evaluated
        )
    assert last.snapshot.until(100) is last.snapshot


def test_all_are_compared_where_the_slowest_is(results):
    (one, other), _ = results
    slow = replace(other, snapshot=other.snapshot.until(4))
    assert [result.snapshot.step for result in level([one, slow])] == [4, 4]
    assert level([one, other]) == [one, other]


def test_one_that_diverged_holds_nobody_back(results):
    (one, other), _ = results
    lost = replace(other, snapshot=replace(other.snapshot.until(4), diverged=(3, 3)))
    assert [result.snapshot.step for result in level([one, lost])] == [9, 4]
    late = replace(other, snapshot=replace(other.snapshot, diverged=(8, 8)))
    assert late.snapshot.until(4).diverged == (None, None)


def with_accuracies(result, validation, test):
    """Return a result with these accuracies, measured every three steps."""
    column = result.column
    accuracy = {name: np.full((len(test), 2), np.nan, np.float32) for name in ("train", "validation", "test")}
    accuracy["validation"][:, column], accuracy["test"][:, column] = validation, test
    snapshot = replace(result.snapshot, accuracy=accuracy, evaluated=3 * np.arange(len(test)))
    return replace(result, snapshot=snapshot)


@pytest.mark.parametrize(
    ("validation", "expected"),
    [
        ([0.1, 0.5, 0.4, 0.3], (1, 3, 0.5, 0.6)),
        ([0.1, 0.5, 0.5, 0.3], (1, 3, 0.5, 0.6)),  # the first of equal ones
        ([0.1, 0.2, 0.3, 0.4], (3, 9, 0.4, 0.8)),
        ([0.3, 0.2, np.nan, np.nan], (0, 0, 0.3, 0.5)),
        ([np.nan] * 4, None),
    ],
)
def test_the_best_validation_is_the_first_of_the_highest_with_the_test_accuracy_there(results, validation, expected):
    for result in results[0]:
        best = with_accuracies(result, validation, [0.5, 0.6, 0.7, 0.8]).best()
        found = None if best is None else (best.place, best.step, best.validation, best.test)
        assert found == (None if expected is None else pytest.approx(expected))


def test_without_validation_images_there_is_no_best(results):
    assert all(result.best() is None for result in results[0])
