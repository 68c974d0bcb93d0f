"""What a trial promises: it is trained as the trainer trains, alone or in company, at once or in parts, without a look
at the test set."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.data.datasets import Dataset, Examples
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import Tanh
from core.rules.initializers import Normal
from core.rules.optimizers import SGD, AdaDelta, Adam, Momentum
from core.search.conclusion import Revealing
from core.search.lessons import Halt, Material, Order, carry_out
from core.search.space import usual
from core.search.study import Search, SearchSettings
from core.search.trials import trials_of
from core.training.study import Experiment, RunConfiguration, WeightDecay
from core.training.trainer import prepare
from tests.core.search.helpers import NET, assert_same, search_of, searched, taught

RUNS = {
    "sgd": NET,
    "adam, dropout": RunConfiguration(hidden=(12, 8), optimizer=Adam(), dropout=DropoutPart(0.2)),
    "momentum, normalized": RunConfiguration(hidden=(12, 8), optimizer=Momentum(), batch_norm=BatchNorm()),
    "all": RunConfiguration(
        hidden=(9, 7, 5),
        optimizer=AdaDelta(),
        activation=Tanh(),
        batch_norm=BatchNorm("after"),
        dropout=DropoutPart(0.1),
        decay=WeightDecay(0.01, "l1"),
    ),
}
BATCHES = {
    "small batches": {},
    # as large as a block of images that is judged at a time, so that one pass both trains and judges
    "large batches": {"train_size": 240, "validation_share": 0.15, "batch_size": 100},
}
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0),)


def trials_with_one_that_blows_up(search: Search):
    """Return the trials of a search, of which the third has weights and steps far too large."""
    trials = list(trials_of(search))
    trials[2] = replace(trials[2], run=replace(trials[2].run, optimizer=SGD(1000), initializer=Normal(100)))
    return trials


# Like the trainer


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("sizes", BATCHES.values(), ids=BATCHES)
def test_a_trial_is_what_the_trainer_makes_of_its_settings(tiny_source, run, sizes):
    search = search_of(tiny_source, run, space=RATES, trials=4, **sizes)
    trials = trials_with_one_that_blows_up(search)
    size = search.settings.batch_size
    experiment = Experiment(search.settings.training(size), tuple(trial.run for trial in trials))
    histories = {}
    for trainer in prepare(experiment):
        for _ in trainer.run():
            pass
        snapshot = trainer.snapshot()
        for column, place in enumerate(snapshot.runs):
            histories[place] = (snapshot, column)
    for record in taught(search, trials, size=1):
        snapshot, column = histories[record.trial.number]
        assert snapshot.evaluated.tolist()[1:] == list(search.marks(size))
        assert record.diverged == snapshot.diverged[column]
        for name in ("train", "validation"):
            expected = snapshot.accuracy[name][1 : 1 + len(record.steps), column]
            np.testing.assert_allclose(getattr(record, name), expected, rtol=1e-6)
        loss = snapshot.loss[: record.step, column].reshape(len(record.steps), -1).mean(axis=1)
        loss[np.isnan(record.loss)] = np.nan  # the trainer keeps the losses before it diverged
        if run.decay is None:  # the penalty on weights of pixels that are always 0 is not counted
            np.testing.assert_allclose(record.loss, loss, rtol=1e-3)


# Bits


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("sizes", BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_a_trial_does_not_depend_on_its_company(tiny_source, run, sizes, size):
    search = search_of(tiny_source, run, space=RATES, trials=7, **sizes)
    trials = trials_with_one_that_blows_up(search)
    alike = [trial for trial in trials if trial.run.structure == trials[0].run.structure]
    assert_same(taught(search, alike, size=size), taught(search, alike))


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("sizes", BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("cuts", [(1,), (2, 5), (1, 2, 3, 4, 5)])
def test_a_training_that_is_left_and_taken_up_again_is_the_same(tiny_source, run, sizes, cuts):
    search = search_of(tiny_source, run, space=RATES, trials=5, **sizes)
    trials = trials_with_one_that_blows_up(search)
    alike = [trial for trial in trials if trial.run.structure == trials[0].run.structure]
    assert_same(taught(search, alike, cuts), taught(search, alike))


def test_an_order_and_its_answer_travel(tiny_source):
    search = search_of(tiny_source)
    order = Order(Material.of(search), trials_of(search)[:3], 0, search.marks(20)[:2], search.marks(20)[-1])
    answer = carry_out(pickle.loads(pickle.dumps(order)))
    there_and_back = pickle.loads(pickle.dumps(answer))
    assert_same(there_and_back.parts, carry_out(order).parts)
    assert all(part.checkpoint is not None for part in there_and_back.parts)


def test_who_is_halted_leaves_what_he_is_at(tiny_source):
    search, halt = search_of(tiny_source), Halt()
    halt.asked = True
    assert carry_out(Order(Material.of(search), trials_of(search), 0, (3,), 18), halt=halt) is None


# Images


@settings(max_examples=50)
@given(st.integers(2, 240), st.floats(0.01, 0.9), st.integers(0, 3), st.booleans())
def test_no_image_is_in_two_sets_and_none_is_missing(size, share, seed, whole):
    assume(0 < round(size * share) < size)
    images = np.arange(1, 241, dtype=np.float32).reshape(-1, 1)
    test = Examples(-images[:10], np.arange(10) % 2)
    dataset = Dataset(Examples(images, np.arange(240) % 2), test, 2, "numbers")
    lessons = Material(None, size, share, seed).cut(dataset, whole)
    numbers = lessons.images.images[:, 0].tolist()
    assert lessons.training == size - round(size * share)
    assert sorted(numbers) == list(range(1, size + 1))
    assert [(number - 1) % 2 for number in numbers] == lessons.images.labels.tolist()


def test_pixels_that_are_always_0_are_left_out_and_change_nothing(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=4)
    material, trials = Material.of(search), trials_of(search)
    few, whole = material.lessons(), material.cut(material.load(), whole=True)
    assert (few.images.images.shape[1], whole.images.images.shape[1]) == (8, 10)
    assert few.inked.tolist() == [0, 1, 2, 4, 5, 6, 7, 9]
    marks = search.marks(20)
    order = Order(material, trials, 0, marks, marks[-1])
    for a, b in zip(carry_out(order, few).parts, carry_out(order, whole).parts, strict=True):
        np.testing.assert_array_equal(a.validation, b.validation)
        np.testing.assert_array_equal(a.train, b.train)
        np.testing.assert_allclose(a.loss, b.loss, rtol=1e-4)


def test_images_are_cut_to_their_ink_on_mnist(mnist):
    search = Search(SearchSettings(length=2))
    material = Material.of(search)
    few, whole = material.lessons(), material.cut(mnist, whole=True)
    assert few.images.images.shape == (500, 579) and few.features == 784
    marks = search.marks(100)
    order = Order(material, trials_of(search)[:2], 0, marks, marks[-1])
    for a, b in zip(carry_out(order, few).parts, carry_out(order, whole).parts, strict=True):
        np.testing.assert_allclose(a.loss, b.loss, rtol=1e-5)
        np.testing.assert_allclose(a.validation, b.validation, atol=0.01)


# The test set


def test_other_test_labels_change_nothing_before_they_are_revealed(tiny_source):
    search = search_of(tiny_source, space=RATES)
    dataset = tiny_source.load()
    rng = np.random.default_rng(0)
    noise = Examples(rng.random(dataset.test.images.shape, np.float32), (dataset.test.labels + 1) % 3)
    other = replace(dataset, test=noise)
    before, after = searched(search, dataset=dataset), searched(search, dataset=other)
    assert_same(before.records, after.records)
    trial = max(before.records, key=lambda record: record.accuracy).trial
    revealed = []
    for data in (dataset, other):
        task = Revealing(search, trial, data)
        assert task.snapshot() is None
        for _ in task.run():
            pass
        revealed.append(task.snapshot())
    assert revealed[0].validation == revealed[1].validation
    assert revealed[0].test > 0.6 > revealed[1].test
    assert revealed[0].images == 60


def test_what_is_revealed_is_the_accuracy_of_the_trainer_s_network(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=3)
    trial = trials_of(search)[2]
    task = Revealing(search, trial)
    for _ in task.run():
        pass
    (trainer,) = prepare(Experiment(search.settings.training(20), (trial.run,)))
    for _ in trainer.run():
        pass
    accuracy = trainer.snapshot().accuracy
    assert task.snapshot().test == pytest.approx(accuracy["test"][-1, 0])
    assert task.snapshot().validation == pytest.approx(accuracy["validation"][-1, 0])


def test_a_trial_that_diverges_has_nothing_to_reveal(tiny_source):
    search = search_of(tiny_source)
    trial = trials_with_one_that_blows_up(search)[2]
    task = Revealing(search, trial)
    for _ in task.run():
        pass
    assert np.isnan(task.snapshot().test) and np.isnan(task.snapshot().validation)
