"""A training that is gone on with comes to the same as one that was never held, to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.config.words import LabError
from core.data.datasets import Dataset
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import optimizers
from core.rules.schedules import Cosine
from core.training.batches import mini_batches
from core.training.results import Result, results_of
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import Trainer, prepare

BUDGET = 10**8
SETTINGS = Settings(train_size=220, batch_size=30, length=20, evaluation_images=60, validation_share=0.1, seed=3)
SMALL = RunConfiguration(hidden=(7, 5))
CURES = (
    SMALL,
    replace(SMALL, batch_norm=BatchNorm()),
    replace(SMALL, batch_norm=BatchNorm(place="after"), dropout=DropoutPart(0.3)),
    replace(SMALL, dropout=DropoutPart(0.2), decay=WeightDecay(0.01)),
    replace(SMALL, dropout=DropoutPart(0.4), decay=WeightDecay(0.01, "l1")),
)
RULES = tuple(
    replace(SMALL, optimizer=kind(), batch_norm=BatchNorm(), dropout=DropoutPart()) for kind in optimizers.classes()
)


def trained(trainers: Sequence[Trainer]) -> list[Trainer]:
    for trainer in trainers:
        for _ in trainer.run():
            pass
    return list(trainers)


def results(study: Experiment, trainers: Sequence[Trainer]) -> list[Result]:
    return results_of(study, [trainer.snapshot() for trainer in trainers])


def assert_same(one: Sequence[Result], other: Sequence[Result]) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a.loss(smoothed=False), b.loss(smoothed=False))
        np.testing.assert_array_equal(a.loss(), b.loss())
        assert a.standing is not None and b.standing is not None and a.standing.step == b.standing.step
        np.testing.assert_array_equal(a.standing.weights.theta, b.standing.weights.theta)
        for mine, its in zip(a.standing.weights.averages, b.standing.weights.averages, strict=True):
            np.testing.assert_array_equal(mine, its)
        assert a.standing.state.keys() == b.standing.state.keys()
        for name, values in a.standing.state.items():
            np.testing.assert_array_equal(values, b.standing.state[name])
        assert a.standing.masks == b.standing.masks


@pytest.mark.parametrize("runs", [CURES, RULES], ids=["cures", "rules"])
@pytest.mark.parametrize("workers", [1, 2])
def test_ten_steps_and_ten_more_are_twenty(tiny_dataset: Dataset, runs, workers):
    whole = Experiment(SETTINGS, runs)
    half = whole.with_settings(length=10)
    once = results(whole, trained(prepare(whole, workers, tiny_dataset, budget=BUDGET)))
    begun = {each.place: each for each in results(half, trained(prepare(half, workers, tiny_dataset, budget=BUDGET)))}
    on = results(whole, trained(prepare(whole, workers, tiny_dataset, budget=BUDGET, begun=begun)))
    assert_same(once, on)
    assert all(set(each.snapshot.evaluated) >= {0, 6, 10, 12, 18, 20} for each in on)


def test_whoever_is_stopped_between_two_steps_stands_there(tiny_dataset: Dataset):
    study = Experiment(SETTINGS, (*CURES, replace(SMALL, schedule=Cosine())))
    once = results(study, trained(prepare(study, 1, tiny_dataset, budget=BUDGET)))
    (trainer,) = prepare(study, 1, tiny_dataset, budget=BUDGET)
    run = trainer.run()
    while trainer.history.step < 13:
        next(run)
    run.close()
    stopped = results(study, [trainer])
    assert [each.standing.step for each in stopped] == [13] * len(study.runs)
    on = results(study, trained(prepare(study, 1, tiny_dataset, budget=BUDGET, begun=dict(enumerate(stopped)))))
    assert_same(once, on)


def test_runs_that_stand_apart_and_one_that_has_not_begun_go_on_beside_each_other(tiny_dataset: Dataset):
    study = Experiment(SETTINGS, CURES[:3])
    once = results(study, trained(prepare(study, 1, tiny_dataset, budget=BUDGET)))
    begun = {}
    for place, length in ((0, 4), (2, 11)):
        shorter = study.with_settings(length=length)
        begun[place] = results(shorter, trained(prepare(shorter, 1, tiny_dataset, budget=BUDGET)))[place]
    trainers = prepare(study, 1, tiny_dataset, budget=BUDGET, begun=begun)
    assert sorted(trainer.history.step for trainer in trainers) == [0, 4, 11]
    assert_same(once, results(study, trained(trainers)))


def test_nothing_is_kept_of_where_runs_stand_unless_it_is_wanted(tiny_dataset: Dataset):
    study = Experiment(SETTINGS, CURES[:1])
    (result,) = results(study, trained(prepare(study, 1, tiny_dataset)))
    assert result.standing is None and result.snapshot.fingerprint == ""


def test_runs_do_not_go_on_with_other_data(tiny_dataset: Dataset):
    study = Experiment(SETTINGS, CURES[:1])
    (result,) = results(study, trained(prepare(study.with_settings(length=5), 1, tiny_dataset, budget=BUDGET)))
    images = np.array(tiny_dataset.train.images)
    images[100, 3] += 1
    other = replace(tiny_dataset, train=replace(tiny_dataset.train, images=images))
    assert other.fingerprint != tiny_dataset.fingerprint
    with pytest.raises(LabError, match="not the data"):
        prepare(study, 1, other, budget=BUDGET, begun={0: result})


@pytest.mark.parametrize("done", [0, 1, 6, 7, 20])
def test_mini_batches_that_are_done_are_left_out(done):
    whole, rest = mini_batches(SETTINGS, 198), mini_batches(SETTINGS, 198, done)
    for _ in range(done):
        next(whole)
    for _ in range(9):
        np.testing.assert_array_equal(next(whole), next(rest))
