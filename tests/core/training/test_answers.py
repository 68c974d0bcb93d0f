"""What a network answers: counted, looked up and compared between moments, against counting by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from core.data.datasets import Examples
from core.training.answers import confusion, confusions, flips, taken_for, worst
from core.training.history import TrainingHistory
from core.training.recording import Moment
from core.training.results import Result
from core.training.study import Experiment

CLASSES, IMAGES, RUNS = 4, 120, 2


def moment_of(seed: int) -> Moment:
    rng = np.random.default_rng(seed)
    answers = rng.integers(0, CLASSES, (RUNS, IMAGES)).astype(np.uint8)
    confidence = rng.uniform(0, 1, (RUNS, IMAGES)).astype(np.float16)
    confidence[0, :5] = np.nan
    return Moment(seed, answers, confidence, ())


@pytest.fixture
def examples() -> Examples:
    rng = np.random.default_rng(5)
    return Examples(rng.random((IMAGES, 6)).astype(np.float32), rng.integers(0, CLASSES, IMAGES).astype(np.intp))


def test_the_confusion_matrix_counts_every_image_once():
    rng = np.random.default_rng(3)
    labels, answers = rng.integers(0, 4, 200), rng.integers(0, 4, 200).astype(np.uint8)
    counts = confusion(labels, answers, 4)
    for true in range(4):
        for answered in range(4):
            assert counts[true, answered] == sum((labels == true) & (answers == answered))


@pytest.mark.parametrize("seed", range(5))
def test_the_worst_images_are_wrong_and_the_surest_comes_first(seed, examples):
    moment = moment_of(seed)
    for column in range(RUNS):
        chosen = worst(examples, moment, column, 7)
        wrong = np.flatnonzero(moment.answers[column] != examples.labels)
        sure = np.nan_to_num(moment.confidence[column], nan=-1)
        assert len(chosen) == min(7, len(wrong)) and set(chosen) <= set(wrong)
        assert all(sure[a] >= sure[b] for a, b in pairwise(chosen))
        rest = set(wrong) - set(chosen)
        assert not rest or max(sure[list(rest)]) <= min(sure[chosen])


@pytest.mark.parametrize("seed", range(5))
def test_the_images_behind_a_cell_are_those_that_it_counts(seed, examples):
    moment = moment_of(seed)
    for column in range(RUNS):
        counts = confusion(examples.labels, moment.answers[column], CLASSES)
        for true, answered in np.ndindex(counts.shape):
            chosen = taken_for(examples, moment, column, (true, answered), IMAGES)
            assert len(chosen) == len(set(chosen.tolist())) == counts[true, answered]
            assert all(examples.labels[k] == true and moment.answers[column, k] == answered for k in chosen)


@pytest.mark.parametrize("seed", range(5))
def test_what_turned_between_two_moments_accounts_for_the_change_of_the_accuracy(seed, examples):
    before, after = moment_of(seed), moment_of(seed + 1)
    for column in range(RUNS):
        gained, lost = flips(examples, before, after, column)
        right = [int((moment.answers[column] == examples.labels).sum()) for moment in (before, after)]
        assert right[1] - right[0] == len(gained) - len(lost)
        assert all(before.answers[column, k] != examples.labels[k] == after.answers[column, k] for k in gained)
        assert all(before.answers[column, k] == examples.labels[k] != after.answers[column, k] for k in lost)


def test_the_matrix_of_every_moment_is_that_of_its_answers(examples):
    history = TrainingHistory([0, 1], 10, 5, CLASSES, examples)
    snapshot = history.snapshot()
    object.__setattr__(snapshot, "moments", tuple(moment_of(seed) for seed in range(3)))
    for column in range(RUNS):
        found = confusions(Result("key", Experiment(), 0, snapshot, column))
        for place, moment in enumerate(snapshot.moments):
            np.testing.assert_array_equal(found[place], confusion(examples.labels, moment.answers[column], CLASSES))
