"""What is kept of the networks at every measurement: weights that give the recorded answers again, within a budget."""

from __future__ import annotations

import numpy as np
import pytest

from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.network import Network
from core.training.recording import Answers, Recording, put_weights
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

RUNS = (
    RunConfiguration(hidden=(12,)),
    RunConfiguration(hidden=(12,), batch_norm=BatchNorm()),
    RunConfiguration(hidden=(12,), dropout=DropoutPart(ratio=0.3)),
)


@pytest.fixture
def settings(tiny_source) -> Settings:
    return Settings(data=tiny_source, train_size=240, batch_size=20, length=24, evaluate_every=4, evaluation_images=50)


def trained(settings, runs=RUNS, budget=2**20, workers=1):
    trainers = prepare(Experiment(settings, runs), workers=workers, budget=budget)
    for trainer in trainers:
        for _ in trainer.run():
            pass
    return [trainer.snapshot() for trainer in trainers]


def test_every_measurement_is_kept_with_the_accuracy_that_was_measured(settings):
    (snapshot,) = trained(settings)
    assert [moment.step for moment in snapshot.moments] == snapshot.evaluated.tolist()
    labels = snapshot.tested.labels
    for place, moment in enumerate(snapshot.moments):
        right = (moment.answers == labels).mean(axis=1)
        np.testing.assert_allclose(right, snapshot.accuracy["test"][place], atol=1e-6)


def test_the_weights_of_a_moment_give_its_answers_again(settings):
    (snapshot,) = trained(settings)
    images = snapshot.tested.images.astype(np.float32)
    for column, place in enumerate(snapshot.runs):
        for moment in snapshot.moments[1:]:
            network = Network([RUNS[place]], images.shape[1], snapshot.classes)
            put_weights(network, 0, moment.weights[column])
            outputs = network.forward(images)[0].astype(np.float64)
            softmax = np.exp(outputs - outputs.max(axis=1, keepdims=True))
            softmax /= softmax.sum(axis=1, keepdims=True)
            np.testing.assert_array_equal(outputs.argmax(axis=1), moment.answers[column])
            np.testing.assert_allclose(softmax.max(axis=1), moment.confidence[column], atol=2e-3)


def test_what_is_recorded_changes_nothing_and_does_not_depend_on_the_cores(settings):
    (plain,) = trained(settings, budget=0)
    assert plain.moments == ()
    (one,), (two,) = trained(settings), trained(settings, workers=2)
    np.testing.assert_array_equal(plain.loss, one.loss)
    for a, b in zip(one.moments, two.moments, strict=True):
        np.testing.assert_array_equal(a.answers, b.answers)
        np.testing.assert_array_equal(a.confidence, b.confidence)


@pytest.mark.parametrize("count", [1, 2, 3, 10, 33, 100])
def test_too_many_moments_are_thinned_evenly_within_the_budget(count, settings):
    network = Network([RUNS[0]], 8, 3)
    recording = Recording(budget=16 * network.theta.nbytes)
    for step in range(count):
        recording.add(step, Answers(1, 10, 3), [network])
    steps = [moment.step for moment in recording.moments()]
    assert steps[0] == 0 and steps[-1] == count - 1
    assert sum(moment.size for moment in recording.moments()[:-1]) <= 16 * network.theta.nbytes
    gaps = np.diff(steps[:-1])
    assert len(set(gaps.tolist())) <= 1
    if count <= 10:
        assert steps == list(range(count))


def test_weights_too_large_to_be_kept_are_left_out(settings):
    (snapshot,) = trained(settings, budget=RUNS[0].hidden[0] * 8)
    assert all(moment.weights == () for moment in snapshot.moments)
    assert snapshot.moments[-1].answers.shape == (len(RUNS), 50)


def test_the_snapshot_of_an_earlier_step_knows_no_later_moment(settings):
    (snapshot,) = trained(settings)
    assert [moment.step for moment in snapshot.until(9).moments] == [0, 4, 8]
