"""The weights of every layer, cut out of the flat vector, and how large they are: against the layers themselves."""

from __future__ import annotations

import numpy as np
import pytest

from core.networks.configuration import BatchNorm
from core.networks.layers import Affine
from core.networks.network import Network
from core.training.layer_weights import MEASURES, matrices_at, matrices_of, measured, sizes_of
from core.training.results import results_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare


@pytest.mark.parametrize("hidden", [(5,), (7, 4), (3, 8, 2)])
@pytest.mark.parametrize("norm", [None, BatchNorm()])
def test_the_matrices_are_those_of_the_layers(hidden, norm):
    network = Network([RunConfiguration(hidden=hidden, batch_norm=norm)], 6, 3, seed=4)
    found = matrices_of(network.theta[0], (6, *hidden, 3))
    affine = [layer for layer in network.layers if isinstance(layer, Affine)]
    assert len(found) == len(affine)
    for matrix, layer in zip(found, affine, strict=True):
        np.testing.assert_array_equal(matrix, layer.values["W"][0])


def test_sizes_are_measured_as_the_norms_say():
    rng = np.random.default_rng(1)
    now, before = ([rng.normal(size=shape) for shape in ((4, 3), (3, 2))] for _ in range(2))
    found = measured(now, before)
    assert set(found) == set(MEASURES)
    for layer, (W, old) in enumerate(zip(now, before, strict=True)):
        assert found["l1"][layer] == pytest.approx(sum(abs(w) for w in W.ravel().tolist()))
        assert found["l2"][layer] == pytest.approx(sum(w * w for w in W.ravel().tolist()) ** 0.5)
        assert found["max"][layer] == max(abs(w) for w in W.ravel().tolist())
        ratio = (((W - old) ** 2).sum() / (old**2).sum()) ** 0.5
        assert found["change"][layer] == pytest.approx(ratio)
    assert np.isnan(measured(now)["change"]).all()


def test_the_norms_of_a_moment_are_those_that_the_training_recorded(tiny_source):
    runs = (RunConfiguration(hidden=(9, 5)), RunConfiguration(hidden=(9, 5), batch_norm=BatchNorm()))
    settings = Settings(data=tiny_source, train_size=200, batch_size=20, length=12, evaluate_every=4)
    experiment = Experiment(settings, runs)
    (trainer,) = prepare(experiment, budget=2**24)
    for _ in trainer.run():
        pass
    for result in results_of(experiment, [trainer.snapshot()]):
        assert sizes_of(result) == (result.snapshot.tested.images.shape[1], 9, 5, 3)
        for place, moment in enumerate(result.snapshot.moments):
            found = measured(matrices_at(result, moment))
            recorded = result.snapshot.norms[place, result.column]
            assert found["l1"].sum() == pytest.approx(recorded[0], rel=1e-5)
            assert np.sqrt((found["l2"] ** 2).sum()) == pytest.approx(recorded[1], rel=1e-5)
            assert found["max"].max() == pytest.approx(recorded[2], rel=1e-6)
