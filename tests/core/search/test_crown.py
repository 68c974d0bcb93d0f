"""What the crown test promises: it agrees with an independent bootstrap and with what chance is known to do."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.crown import contenders, crown_test, expected_best, right_of, standard_error
from core.search.ranking import ranking
from core.search.space import usual
from core.search.stopping import Halving
from core.search.trials import trials_of
from tests.core.search.helpers import search_of, searched


def some_right(trials=12, images=60, seed=0):
    """Return who gets which image right, ranked, from networks of different quality."""
    rng = np.random.default_rng(seed)
    quality = np.linspace(0.85, 0.5, trials)[:, None]
    right = rng.random((trials, images)) < quality
    return right[np.argsort(-right.sum(axis=1), kind="stable")]


def plain_bootstrap(right, draws, seed):
    """Return the same numbers, one draw after another."""
    rng = np.random.default_rng(seed)
    trials, images = right.shape
    kept, level = 0.0, np.zeros(trials)
    for _ in range(draws):
        drawn = [rng.integers(images) for _ in range(images)]
        scores = [sum(row[image] for image in drawn) for row in right.tolist()]
        if scores[0] == max(scores):
            kept += 1 / scores.count(max(scores))
        level += [score >= scores[0] for score in scores]
    return kept / draws, level / draws


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_a_plain_bootstrap(seed):
    right = some_right(seed=seed)
    crown = crown_test(right, draws=20_000)
    kept, level = plain_bootstrap(right, 3000, seed + 100)
    spread = 4 * math.sqrt(0.25 / 3000)
    assert crown.kept == pytest.approx(kept, abs=spread)
    np.testing.assert_allclose(crown.level, level, atol=spread)
    assert crown.level[0] == 1 and crown.alike == tuple(np.flatnonzero(crown.level > 0.05))


def test_the_interval_of_one_accuracy_is_that_of_the_binomial():
    right = np.zeros((1, 100), bool)
    right[0, :80] = True
    crown = crown_test(right, draws=20_000)
    assert crown.low[0] == pytest.approx(0.8 - 1.96 * standard_error(0.8, 100), abs=0.012)
    assert crown.high[0] == pytest.approx(0.8 + 1.96 * standard_error(0.8, 100), abs=0.012)
    assert crown.kept == 1 and crown.alike == (0,)


def test_twins_share_the_crown_and_a_far_better_one_keeps_it():
    right = some_right()
    twins = np.array([right[0], right[0]])
    assert crown_test(twins).kept == 0.5 and crown_test(twins).alike == (0, 1)
    certain = np.array([np.ones(60, bool), np.arange(60) < 20])
    assert crown_test(certain).kept == 1 and crown_test(certain).alike == (0,)


def test_the_same_seed_draws_the_same_and_parts_of_a_large_test_are_one():
    right = some_right(trials=3, images=5000)
    first, second = crown_test(right, draws=900), crown_test(right, draws=900)
    assert first.kept == second.kept
    np.testing.assert_array_equal(first.level, second.level)
    assert (first.draws, first.images) == (900, 5000)
    assert crown_test(right, draws=900, seed=1).kept != first.kept or first.kept in (0.0, 1.0)


def test_it_looks_at_the_validation_images_that_the_trials_got_right(tiny_source):
    search = search_of(tiny_source, space=(usual("optimizer.lr"),))
    ranked = ranking(searched(search))
    right = right_of(ranked, 30)
    assert right.shape == (12, 30)
    np.testing.assert_allclose(right.mean(axis=1), [record.accuracy for record in ranked])


def test_who_was_stopped_diverged_or_is_not_as_far_does_not_compete(tiny_source):
    search = search_of(tiny_source, space=(usual("optimizer.lr"),), trials=12, stopping=Halving(first=1, finalists=3))
    snapshot = searched(search)
    (end,) = {search.marks(trial.batch_size)[-1] for trial in trials_of(search)}
    finalists = [record for record in snapshot.records if snapshot.stopped[record.trial.number] is None]
    assert sorted(contenders(snapshot), key=id) == sorted(finalists, key=id)
    assert contenders(snapshot) == ranking(snapshot)[: len(finalists)]
    assert all(record.step == end for record in finalists)
    lost = [replace(record, diverged=1) if record is finalists[0] else record for record in snapshot.records]
    behind = [replace(record, steps=record.steps - 1) if record is finalists[1] else record for record in lost]
    assert contenders(replace(snapshot, records=tuple(lost))) == tuple(sorted(finalists[1:], key=by_accuracy))
    assert contenders(replace(snapshot, records=tuple(behind))) == (finalists[2],)


def by_accuracy(record):
    return -record.accuracy, record.trial.number


# What luck alone does


def test_the_best_of_twenty_equally_good_networks_looks_better_than_it_is():
    assert 0.80 < expected_best(0.75, 20, 100) < 0.84
    rng = np.random.default_rng(0)
    best = (rng.random((2000, 20, 100)) < 0.75).mean(axis=2).max(axis=1)
    assert expected_best(0.75, 20, 100) == pytest.approx(best.mean(), abs=0.002)


@given(st.floats(0, 1), st.integers(1, 50), st.integers(1, 200))
def test_the_best_of_several_is_expected_between_their_accuracy_and_1(accuracy, networks, images):
    best = expected_best(accuracy, networks, images)
    assert accuracy - 1e-9 <= best <= 1 + 1e-9
    if networks == 1:
        assert best == pytest.approx(accuracy, abs=1e-9)
