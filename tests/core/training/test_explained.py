"""An explained step is a step of the run: its loss, gradient and update, against the trainer and finite differences."""

from __future__ import annotations

import numpy as np
import pytest

from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import Sigmoid, Tanh
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD, optimizers
from core.rules.schedules import WarmUpCosine
from core.training.explained import Explaining
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import prepare


def settings_of(source, **changed) -> Settings:
    shared = {"data": source, "train_size": 200, "batch_size": 16, "length": 12, "evaluate_every": 12}
    return Settings(**shared | changed)


def explained(run, settings, step=1, layer=0):
    task = Explaining(run, settings, step, layer)
    reports = list(task.run())
    assert len(reports) == step and reports[-1].whole
    return task.snapshot()


RUNS = {
    "plain": RunConfiguration(hidden=(9, 7)),
    "batch normalization": RunConfiguration(hidden=(9, 7), batch_norm=BatchNorm()),
    "dropout": RunConfiguration(hidden=(9, 7), dropout=DropoutPart(ratio=0.4)),
    "L2": RunConfiguration(hidden=(9,), activation=Tanh(), decay=WeightDecay(strength=0.3)),
    "L1": RunConfiguration(hidden=(9,), activation=Sigmoid(), decay=WeightDecay(strength=0.05, kind="l1")),
    "squared error": RunConfiguration(hidden=(6, 5, 4), loss=SquaredError()),
    "schedule": RunConfiguration(hidden=(9, 7), schedule=WarmUpCosine(share=0.5)),
    "all": RunConfiguration(
        hidden=(9, 7), batch_norm=BatchNorm(place="after"), dropout=DropoutPart(), decay=WeightDecay()
    ),
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("layer", [0, 1, 99])
def test_the_gradient_is_that_of_a_finite_difference(tiny_source, name, layer):
    for step in (1, 5):
        weight = explained(RUNS[name], settings_of(tiny_source), step, layer).weight
        assert weight.layer == min(layer, len(RUNS[name].hidden))
        assert weight.gradient == pytest.approx(weight.difference, rel=2e-4, abs=1e-8)
        assert weight.gradient != 0


@pytest.mark.parametrize("name", RUNS)
def test_the_loss_of_a_step_is_that_of_the_training(tiny_source, name):
    run = RUNS[name]
    settings = settings_of(tiny_source)
    (trainer,) = prepare(Experiment(settings, (run,)))
    for _ in trainer.run():
        pass
    trained = trainer.snapshot().loss[:, 0]
    for step in (1, 2, 8):
        found = explained(run, settings, step)
        if run.decay is None:
            assert found.loss == pytest.approx(float(trained[step - 1]), rel=2e-4)
        else:
            assert found.loss < float(trained[step - 1])
        assert found.step == step and 0 <= found.right <= found.count == 16


@pytest.mark.parametrize("kind", optimizers.classes(), ids=lambda kind: kind.key)
def test_the_update_of_every_rule_ends_with_the_weight_after_it(tiny_source, kind):
    run = RunConfiguration(hidden=(9,), optimizer=kind())
    for step in (1, 3):
        weight = explained(run, settings_of(tiny_source), step).weight
        following = explained(run, settings_of(tiny_source), step + 1)
        assert weight.worked and all("=" in line for line in weight.worked)
        assert weight.after != weight.w
        assert following.step == step + 1


def test_plain_descent_is_w_less_eta_g_with_the_penalty(tiny_source):
    for decay, slope in ((None, 0.0), (WeightDecay(strength=0.3), 0.3), (WeightDecay(strength=0.3, kind="l1"), None)):
        run = RunConfiguration(hidden=(9,), optimizer=SGD(lr=0.07), decay=decay)
        weight = explained(run, settings_of(tiny_source), 2, 1).weight
        penalty = 0.3 * np.sign(weight.w) if slope is None else slope * weight.w
        assert weight.penalty == pytest.approx(penalty)
        assert weight.after == pytest.approx(weight.w - 0.07 * (weight.gradient + penalty), rel=1e-12)


def test_under_a_schedule_the_update_has_the_rate_of_its_step(tiny_source):
    run = RunConfiguration(hidden=(9,), optimizer=SGD(lr=0.08), schedule=WarmUpCosine(share=0.5))
    weight = explained(run, settings_of(tiny_source), 3, 1).weight  # t / W = 3 / 6
    assert weight.after == pytest.approx(weight.w - 0.04 * weight.gradient, rel=1e-12)
    assert "0.04" in weight.worked[-1]


def test_what_passes_through_the_layers_is_what_a_network_written_by_hand_gives(tiny_source):
    run, settings = RunConfiguration(hidden=(9, 7)), settings_of(tiny_source)
    found = explained(run, settings, 1, 1)
    x = found.image
    for number, each in enumerate(found.layers):
        if number < 2:
            np.testing.assert_allclose(each.y, np.maximum(each.z, 0))
        else:
            softmax = np.exp(each.z) / np.exp(each.z).sum()
            np.testing.assert_allclose(each.y, softmax)
            one = np.eye(3)[found.label]
            np.testing.assert_allclose(each.dz, (softmax - one) / found.count)
            assert found.own_loss == pytest.approx(-np.log(softmax[found.label]))
    weight = found.weight
    assert weight.x == found.layers[0].y[weight.i] and weight.z == found.layers[1].z[weight.j]
    dataset = settings.data.load()
    rows = dataset.train.first(200).images / dataset.train.white
    assert np.abs(rows - x).sum(axis=1).min() < 1e-6
