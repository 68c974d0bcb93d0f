"""What the training of one network promises: that network, plain SGD on MNIST, read from its first step on."""

from __future__ import annotations

import numpy as np
import pytest

from core.data.datasets import MNIST
from core.networks.configuration import BatchNorm, NetworkConfiguration
from core.rules.activations import Tanh
from core.rules.initializers import Xavier
from core.rules.losses import SoftmaxCrossEntropy
from core.rules.optimizers import SGD
from core.training.single import readings_of, single_experiment, single_run, watched
from core.training.trainer import prepare
from core.training.watching import Watch
from tests.core.helpers import race, small, trainer_of

NETWORK = NetworkConfiguration(
    hidden=(9, 7), activation=Tanh(), initializer=Xavier(), batch_norm=BatchNorm(place="after")
)


def test_it_is_the_network_with_plain_sgd_and_cross_entropy():
    run = single_run(NETWORK, 0.3)
    assert {name: getattr(run, name) for name in NetworkConfiguration.parameters()} == {
        name: getattr(NETWORK, name) for name in NetworkConfiguration.parameters()
    }
    assert (run.optimizer, run.loss, run.decay) == (SGD(lr=0.3), SoftmaxCrossEntropy(), None)


def test_it_learns_mnist_for_so_many_mini_batches():
    settings = single_experiment(NETWORK, 0.3, batch_size=20, steps=12, seed=5).settings
    assert (settings.data, settings.batch_size, settings.steps, settings.seed) == (MNIST(), 20, 12, 5)


@pytest.mark.parametrize(("every", "step", "read"), [(0, 0, [1]), (5, 0, [1, 6, 11]), (5, 8, [1, 6, 8, 11])])
def test_the_first_step_is_read_and_those_asked_for_without_changing_the_training(mnist, every, step, read):
    experiment = single_experiment(NETWORK, 0.3, batch_size=20, steps=12, seed=5)
    (trainer,), (plain,) = watched(experiment, every, step), prepare(experiment)
    for each in (trainer, plain):
        for _ in each.run():
            pass
    records, losses = readings_of([trainer.snapshot()], 0)
    assert [record.step for record in records] == read
    loss = plain.snapshot().loss[:, 0]
    assert losses == {step: float(loss[step - 1]) for step in read}
    np.testing.assert_array_equal(trainer.snapshot().loss, plain.snapshot().loss)


def test_readings_are_those_of_the_run_that_is_watched_and_of_no_other(tiny_dataset):
    trainer = trainer_of(race(small(), small(hidden=(5,)), length=3), tiny_dataset)
    assert readings_of([trainer.snapshot()], 1) == ((), {})
    trainer.watch = Watch(1, every=1)
    for _ in trainer.run():
        pass
    assert readings_of([trainer.snapshot()], 0) == ((), {})
    records, losses = readings_of([trainer.snapshot()], 1)
    assert [len(record.layers) for record in records] == [1, 1, 1]
    snapshot = trainer.snapshot()
    assert list(losses.values()) == snapshot.loss[:, snapshot.runs.index(1)].tolist()
