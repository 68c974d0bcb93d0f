"""A race with other seeds: each draw is that race to the last bit, whoever trains it and beside whatever."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.jobs import Job, State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD, Adam
from core.training.draws import MOST_MEASURED, Draws, draws_of, measured_less, prepare_draws, seeds_of
from core.training.study import Settings, WeightDecay
from core.training.trainer import prepare
from tests.core.helpers import race, small, until

RUNS = (
    small(optimizer=Adam(lr=0.01), decay=WeightDecay(strength=0.03)),
    small(dropout=DropoutPart(ratio=0.3), optimizer=SGD(lr=0.1)),
    small(batch_norm=BatchNorm(place="before")),
    small(loss=SquaredError(), optimizer=SGD(lr=0.1)),
)
WILD = small(optimizer=SGD(lr=1000.0), loss=SquaredError())


def drawn(experiment, dataset, workers: int = 1, count: int = 3) -> Draws:
    trainers = prepare_draws(experiment, workers, dataset, count)
    for trainer in trainers:
        for _ in trainer.run():
            pass
    return draws_of(experiment, [trainer.snapshot() for trainer in trainers])


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_draw_is_the_race_with_that_seed_to_the_last_bit(tiny_dataset, workers):
    experiment = race(*RUNS, seed=5, evaluate_every=10)
    found = drawn(experiment, tiny_dataset, workers)
    assert seeds_of(experiment.settings, 3) == (5, 6, 7)
    assert found.step == 20 and found.count == 3
    np.testing.assert_array_equal(found.at, np.arange(1, 21))
    np.testing.assert_array_equal(found.measured, [0, 10, 20])
    for k, seed in enumerate((5, 6, 7)):
        (alone,) = prepare(replace(experiment, settings=replace(experiment.settings, seed=seed)), 1, tiny_dataset)
        for _ in alone.run():
            pass
        seen = alone.snapshot()
        for column, place in enumerate(seen.runs):
            np.testing.assert_array_equal(found.loss[:, place, k], seen.smoothed[:, column])
            np.testing.assert_array_equal(found.accuracy[:, place, k], seen.accuracy["test"][:, column])


def test_the_draws_of_a_run_differ(tiny_dataset):
    found = drawn(race(*RUNS), tiny_dataset)
    for place in range(len(RUNS)):
        assert len(set(found.loss[-1, place].tolist())) == 3


def test_a_run_that_diverges_is_told_in_every_draw_and_the_others_go_on(tiny_dataset):
    found = drawn(race(RUNS[0], WILD), tiny_dataset, workers=3)
    assert found.diverged.tolist() == [[False] * 3, [True] * 3]
    assert found.step == 20 and np.isfinite(found.loss[-1, 0]).all() and np.isnan(found.loss[-1, 1]).all()


def test_what_has_wholly_diverged_in_one_thread_does_not_hold_up_the_others(tiny_dataset):
    experiment = race(RUNS[0], RUNS[2])
    first, second = prepare_draws(experiment, 2, tiny_dataset, 2)
    for trainer, steps in ((first, 20), (second, 4)):
        for report in trainer.run():
            if report.whole and trainer.history.step == steps:
                break
    gone = replace(second.snapshot(), diverged=(3, 4))
    found = draws_of(experiment, [first.snapshot(), gone])
    assert found.step == 20 and found.diverged.tolist() == [[False, True], [False, True]]
    assert np.isfinite(found.loss[3, :, 1]).all() and np.isnan(found.loss[4:, :, 1]).all()


def test_draws_are_told_as_far_as_the_slowest_is(tiny_dataset):
    experiment = race(RUNS[0], evaluate_every=5)
    trainers = prepare_draws(experiment, 2, tiny_dataset, 4)
    for trainer, steps in zip(trainers, (13, 6), strict=True):
        for report in trainer.run():
            if report.whole and trainer.history.step == steps:
                break
    found = draws_of(experiment, [trainer.snapshot() for trainer in trainers])
    assert found.step == 6 and found.measured.tolist() == [0, 5] and found.loss.shape == (6, 1, 4)


def test_nothing_is_told_before_the_first_step(tiny_dataset):
    experiment = race(RUNS[0])
    found = draws_of(experiment, [trainer.snapshot() for trainer in prepare_draws(experiment, 2, tiny_dataset)])
    assert found.step == 0 and found.loss.shape == (0, 1, 8) and not len(found.measured)


@pytest.mark.parametrize(("length", "every"), [(2000, 100), (603, 3), (5, 7), (1, 1), (10_000_000, 1)])
def test_accuracy_is_measured_at_few_moments_all_of_them_of_the_race(length, every):
    settings = Settings(length=length, evaluate_every=every)
    interval = measured_less(settings).evaluation_interval
    assert interval % every == 0 or interval == 1_000_000
    assert length // interval <= MOST_MEASURED


def test_a_job_drives_the_draws_and_stops_them(tiny_dataset):
    experiment = race(*RUNS, length=1_000_000, evaluate_every=1_000_000)
    job = Job(lambda: prepare_draws(experiment, 2, tiny_dataset, 4), name="draws")
    job.run()
    until(lambda: job.state is State.RUNNING and (update := job.take()) is not None and all(update.snapshots))
    job.stop()
    assert job.close(5.0)
