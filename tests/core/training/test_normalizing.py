"""What is shown of batch normalization is what the network does in training, at every moment and for every group."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.layers import Affine, BatchNormalization
from core.networks.network import Network
from core.training.advice import FEW_IMAGES, warning_of
from core.training.batches import batches_of
from core.training.normalizing import EPSILON, Normalizing, sizes_of_groups
from core.training.recording import put_weights
from core.training.results import results_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

RUNS = {
    "before": RunConfiguration(hidden=(9, 6), batch_norm=BatchNorm()),
    "after": RunConfiguration(hidden=(9, 6), batch_norm=BatchNorm(place="after")),
    "dropout": RunConfiguration(hidden=(9, 7, 5), batch_norm=BatchNorm(), dropout=DropoutPart(ratio=0.4)),
}


def settings_of(source, **changed) -> Settings:
    shared = {"data": source, "train_size": 100, "batch_size": 16, "length": 5, "evaluate_every": 1, "seed": 2}
    return Settings(**shared | changed)


def looked_at(run, settings, weights=None, step=0, place=(0, 0), together=0):
    task = Normalizing(run, settings, weights, step, place, together)
    for _ in task.run():
        pass
    return task.snapshot()


def trained(run, settings):
    experiment = Experiment(settings, (run,))
    (trainer,) = prepare(experiment, budget=2**24)
    for _ in trainer.run():
        pass
    (result,) = results_of(experiment, [trainer.snapshot()])
    return result.snapshot.moments


@pytest.mark.parametrize("name", RUNS)
def test_mean_and_variance_are_those_that_the_next_step_of_the_training_takes_into_its_averages(tiny_source, name):
    run, settings = RUNS[name], settings_of(tiny_source)
    moments = trained(run, settings)
    assert [moment.step for moment in moments] == [0, 1, 2, 3, 4, 5]
    for now, following in pairwise(moments[1:]):
        for layer, nodes in enumerate(run.hidden):
            mean, variance = (each[0] for each in now.weights[0].averages[layer])
            after = [each[0] for each in following.weights[0].averages[layer]]
            for unit in range(nodes):
                found = looked_at(run, settings, now.weights[0], now.step, (layer, unit))
                assert found.at_test == pytest.approx((mean[unit], variance[unit]))
                assert 0.9 * mean[unit] + 0.1 * found.means[0] == pytest.approx(after[0][unit], rel=1e-4, abs=1e-6)
                expected = 0.9 * variance[unit] + 0.1 * found.variances[0]
                assert expected == pytest.approx(after[1][unit], rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("name", ["before", "after"])
@pytest.mark.parametrize("together", [1, 2, 5, 16])
def test_a_group_is_normalized_as_a_mini_batch_of_its_images_would_be(tiny_source, name, together):
    run, settings = RUNS[name], settings_of(tiny_source)
    weights = trained(run, settings)[3].weights[0]
    found = looked_at(run, settings, weights, 3, (1, 4), together)
    dataset = tiny_source.load()
    train = dataset.split(100, 0.0, settings.seed).train
    x, _ = next(batches_of(train, settings, done=3))
    network = Network([run], x.shape[1], dataset.classes, settings.seed)
    put_weights(network, 0, weights)
    layer = [each for each in network.layers if isinstance(each, BatchNormalization)][1]
    groups = 16 // together
    assert found.entered.shape == found.normalized.shape == found.left.shape == (groups, together)
    for group in range(groups):
        seen = []
        part = x[group * together : (group + 1) * together]
        network.forward(part, train=True, tap=lambda each, y, seen=seen: seen.append((each, y.copy())))
        y = next(y for each, y in seen if each is layer)[0, :, 4]
        np.testing.assert_allclose(found.normalized[group], layer.xhat[0, :, 4], rtol=1e-3, atol=2e-4)
        np.testing.assert_allclose(found.left[group], y, rtol=1e-3, atol=2e-4)
    worked = (found.entered - found.means[:, None]) / np.sqrt(found.variances[:, None] + EPSILON)
    np.testing.assert_allclose(found.normalized, worked, rtol=1e-3, atol=2e-4)
    np.testing.assert_allclose(found.left, found.gamma * found.normalized + found.beta, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", RUNS)
def test_of_one_image_nothing_is_left_and_the_weights_before_learn_nothing(tiny_source, name):
    run, settings = RUNS[name], settings_of(tiny_source)
    for layer in range(len(run.hidden)):
        found = looked_at(run, settings, place=(layer, 2), together=1)
        assert found.normalized.shape == (16, 1) and not found.normalized.any()
        assert np.unique(found.left).tolist() == [found.beta]
    network = Network([run], tiny_source.load().train.images.shape[1], 3, seed=1)
    x, labels = next(batches_of(tiny_source.load().train, settings))
    network.loss_and_gradient(x[:1], labels[:1])
    affine = [each for each in network.layers if isinstance(each, Affine)]
    for layer in affine[:-1]:
        assert not layer.gradients["W"].any() and not layer.gradients["b"].any()
    network.loss_and_gradient(x[:3], labels[:3])
    assert all(layer.gradients["W"].any() for layer in affine)


def test_of_two_images_a_sign_is_left(tiny_source):
    found = looked_at(RUNS["before"], settings_of(tiny_source), place=(0, 1), together=2)
    np.testing.assert_allclose(np.abs(found.normalized), 1, atol=1e-3)
    np.testing.assert_allclose(found.normalized.sum(axis=1), 0, atol=1e-3)


def test_without_normalization_z_and_its_activation_are_shown(tiny_source):
    run, settings = RunConfiguration(hidden=(9, 6)), settings_of(tiny_source)
    found = looked_at(run, settings, place=(1, 3), together=2)
    assert found.together == found.entered.size == 16
    assert found.normalized is None and found.at_test is None and found.place == ""
    np.testing.assert_array_equal(found.left, np.maximum(found.entered, 0))
    assert found.means[0] == pytest.approx(found.entered.mean(), rel=1e-5)
    assert found.all_means[3] == pytest.approx(found.entered.mean(), rel=1e-5)
    assert found.all_spreads[3] == pytest.approx(found.entered.std(), rel=1e-4)


def test_a_place_beyond_the_network_is_its_last_one(tiny_source):
    found = looked_at(RUNS["before"], settings_of(tiny_source), place=(40, 999), together=99)
    assert (found.layer, found.layers, found.unit, found.units, found.together) == (1, 2, 5, 6, 16)


@pytest.mark.parametrize(("batch", "sizes"), [(1, [1]), (2, [1, 2]), (8, [1, 2, 4, 8]), (10, [1, 2, 4, 8, 10])])
def test_groups_are_powers_of_two_and_the_whole(batch, sizes):
    assert sizes_of_groups(batch) == sizes


def test_mini_batches_too_small_for_batch_normalization_are_warned_of(tiny_source):
    plain, normed = RunConfiguration(hidden=(9,)), RUNS["before"]
    for size in (1, 2, FEW_IMAGES - 1, FEW_IMAGES, 16):
        settings = settings_of(tiny_source, batch_size=size)
        said = str(warning_of(Experiment(settings, (plain, normed))))
        assert bool(said) == (size < FEW_IMAGES)
        assert ("every normalized value is 0" in said) == (size == 1) and (str(size) in said or size in (1, 8, 16))
        assert warning_of(Experiment(settings, (plain,))) == ""
