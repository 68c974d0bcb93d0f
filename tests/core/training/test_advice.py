"""Advice is true: runs made to provoke a rule get it, others do not, and its cure differs in one thing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.data.datasets import Examples
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import Identity, LeakyReLU, ReLU, Sigmoid, Tanh
from core.rules.initializers import He, Normal, Xavier
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD, Adam
from core.training.advice import Advising, Health, advise, health_of
from core.training.history import TrainingSnapshot
from core.training.results import Result, results_of
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import prepare


def trained(run: RunConfiguration, **settings) -> Result:
    """Return what a real training of some MNIST images comes to."""
    shared = {"train_size": 300, "batch_size": 50, "length": 150, "evaluation_images": 300, "evaluate_every": 50}
    experiment = Experiment(Settings(**shared | settings), (run,))
    (trainer,) = prepare(experiment, budget=2**26)
    for _ in trainer.run():
        pass
    (result,) = results_of(experiment, [trainer.snapshot()])
    return result


def rules_of(result: Result) -> set[str]:
    moment = result.moment()
    return {advice.rule for advice in advise(result, health_of(result, moment) if moment else None)}


PROVOKED = {
    "diverged": (RunConfiguration(hidden=(50, 50), activation=Identity(), optimizer=SGD(lr=80.0)), {}),
    "small": (RunConfiguration(hidden=(50, 50, 50), initializer=Normal(sigma=0.001), optimizer=SGD(lr=0.05)), {}),
    "guessing": (RunConfiguration(hidden=(50,), initializer=He(), activation=ReLU(), optimizer=SGD(lr=1e-6)), {}),
    "falls": (RunConfiguration(hidden=(50,), optimizer=SGD(lr=0.02)), {}),
    "gap": (RunConfiguration(hidden=(100,), optimizer=Adam(lr=0.003)), {"length": 300}),
    "alone": (RunConfiguration(hidden=(20,), batch_norm=BatchNorm()), {"batch_size": 1}),
    "few": (RunConfiguration(hidden=(20,), batch_norm=BatchNorm()), {"batch_size": 4}),
    "dead": (RunConfiguration(hidden=(50, 50), optimizer=Adam(lr=0.3)), {}),
    "saturated": (RunConfiguration(hidden=(50, 50), activation=Sigmoid(), initializer=Normal(sigma=1.0)), {}),
}


@pytest.mark.parametrize("rule", PROVOKED)
def test_a_run_made_to_provoke_a_rule_gets_its_advice(rule):
    run, settings = PROVOKED[rule]
    if rule == "guessing":  # the loss of a fresh network is not that of guessing: its outputs are not 0
        run = replace(run, initializer=Normal(sigma=0.05))
    assert rule in rules_of(trained(run, **settings))


def test_a_run_that_goes_well_is_told_that_nothing_stands_out():
    run = RunConfiguration(hidden=(50,), optimizer=Adam(lr=0.003))
    assert rules_of(trained(run, train_size=6000, batch_size=100, length=300, evaluate_every=300)) <= {"fine", "falls"}


def test_of_a_run_of_few_steps_nothing_is_said():
    assert rules_of(trained(RunConfiguration(hidden=(20,)), length=20, evaluate_every=20)) == set()


@pytest.mark.parametrize("rule", PROVOKED)
def test_a_cure_differs_in_one_thing(rule):
    run, settings = PROVOKED[rule]
    result = trained(run, **settings)
    moment = result.moment()
    for advice in advise(result, health_of(result, moment)):
        if advice.cure is not None:
            assert len(advice.tried(result.configuration)) == 1 and advice.cure != result.configuration


# Against an independent reading of random curves

RANDOM = 300
RUNS = (
    RunConfiguration(),
    RunConfiguration(decay=WeightDecay()),
    RunConfiguration(dropout=DropoutPart(), decay=WeightDecay()),
    RunConfiguration(batch_norm=BatchNorm()),
    RunConfiguration(activation=Tanh(), initializer=Normal(sigma=0.01)),
    RunConfiguration(activation=LeakyReLU(), loss=SquaredError()),
    RunConfiguration(activation=Identity(), initializer=Xavier(), optimizer=Adam(lr=1e-3)),
)


def random_result(seed: int) -> Result:
    rng = np.random.default_rng(seed)
    classes, steps = int(rng.choice([2, 10])), int(rng.integers(1, 400))
    base = math.log(classes) if rng.random() < 0.4 else float(rng.uniform(0.05, 4))
    loss = np.abs(base * (1 + rng.choice([0.0, -0.9, 1.5]) * np.linspace(0, 1, steps)) + rng.normal(0, 0.01, steps))
    step_of_end = int(rng.integers(1, steps + 1)) if rng.random() < 0.1 else None
    accuracy = {name: rng.uniform(0, 1, (1, 1)) for name in ("train", "validation", "test")}
    images = rng.random((20, 30)).astype(np.float32)
    tested = Examples(images, rng.integers(0, classes, 20).astype(np.intp))
    snapshot = TrainingSnapshot(
        runs=(0,),
        step=steps,
        steps=steps,
        steps_per_epoch=10,
        evaluating=False,
        loss=loss[:, None],
        smoothed=loss[:, None],
        evaluated=np.array([steps]),
        accuracy=accuracy,
        norms=np.zeros((1, 1, 3)),
        diverged=(step_of_end,),
        changed=(None,),
        classes=classes,
        tested=tested,
    )
    run = RUNS[int(rng.integers(len(RUNS)))]
    settings = Settings(batch_size=int(rng.choice([1, 3, 8, 128])))
    return Result("key", Experiment(settings, (run,)), 0, snapshot, 0)


def random_health(seed: int, run: RunConfiguration) -> Health:
    rng = np.random.default_rng(seed + 10_000)
    dead = tuple(rng.uniform(0, 0.6, len(run.hidden)).tolist())
    two_ends = isinstance(run.activation, Sigmoid | Tanh)
    return Health(dead, tuple(float(rng.uniform(0, 1)) if two_ends else None for _ in run.hidden), 300)


@pytest.mark.parametrize("seed", range(RANDOM))
def test_every_rule_speaks_exactly_when_the_numbers_say_so(seed):
    result = random_result(seed)
    run, snapshot = result.configuration, result.snapshot
    health = random_health(seed, run)
    found = {advice.rule: advice for advice in advise(result, health)}
    if snapshot.diverged[0] is not None:
        assert set(found) == {"diverged"} and str(snapshot.diverged[0]) in str(found["diverged"].said)
        return
    if snapshot.step < 50:
        assert not found
        return
    loss, classes = snapshot.loss[:, 0], snapshot.classes
    first, now = sum(loss[:5].tolist()) / 5, float(loss[-1])
    train, test = (float(snapshot.accuracy[name][0, 0]) for name in ("train", "test"))
    size = result.settings.batch_size
    guesses = run.decay is None and not isinstance(run.loss, SquaredError) and abs(now - math.log(classes)) < 0.03
    nothing = not now > 1.2 * first and guesses
    is_tiny = isinstance(run.activation, Tanh)  # whose σ is 0.01
    expected = {
        "alone": run.batch_norm is not None and size == 1,
        "few": run.batch_norm is not None and 1 < size < 8,
        "rose": now > 1.2 * first,
        "small": nothing and is_tiny,
        "guessing": nothing and not is_tiny,
        "falls": not nothing
        and not now > 1.2 * first
        and train < 0.9
        and now < 0.95 * float(loss[len(loss) - 1 - len(loss) // 5]),
        "slow": not nothing
        and not now > 1.2 * first
        and train < 0.9
        and not now < 0.95 * float(loss[len(loss) - 1 - len(loss) // 5])
        and now > first / 2,
        "dead": isinstance(run.activation, ReLU) and max(health.dead, default=0) >= 0.3,
        "saturated": is_tiny and max(health.saturated) >= 0.5,
        "gap": train - test >= 0.05,
    }
    wanted = {rule for rule, speaks in expected.items() if speaks}
    assert set(found) == (wanted or {"fine"})
    if "gap" in found:
        cure = found["gap"].cure
        assert (cure is None) == (run.dropout is not None and run.decay is not None)
    if "saturated" in found:
        layer = health.saturated.index(max(health.saturated)) + 1
        assert f"layer {layer} " in str(found["saturated"].said)


def test_the_random_runs_reach_every_rule():
    seen = {
        a.rule
        for seed in range(RANDOM)
        for r in [random_result(seed)]
        for a in advise(r, random_health(seed, r.configuration))
    }
    assert seen == {*PROVOKED, "rose", "slow", "fine"}


def test_the_health_of_a_network_is_that_of_its_units():
    result = trained(RunConfiguration(hidden=(30, 20), optimizer=Adam(lr=0.05)))
    moment = result.moment()
    health = health_of(result, moment)
    tested = result.snapshot.tested.first(300)
    x = tested.images / 255
    theta, place = moment.weights[0].theta.astype(float), 0
    sizes = [(784, 30), (30, 20), (20, 10)]
    weights = []
    for shape in sizes:
        weights.append(theta[place : place + shape[0] * shape[1]].reshape(shape))
        place += shape[0] * shape[1]
    biases = []
    for _, nodes in sizes:
        biases.append(theta[place : place + nodes])
        place += nodes
    for layer in range(2):
        x = np.maximum(x @ weights[layer] + biases[layer], 0)
        assert health.dead[layer] == pytest.approx((x <= 1e-9).all(axis=0).mean(), abs=0.051)


def test_runs_are_read_one_after_the_other():
    result = trained(RunConfiguration(hidden=(20,)))
    task = Advising([result, result])
    seen = [len(task.snapshot()) for _ in task.run()]
    rules = [[advice.rule for advice in said] for _, said in task.snapshot()]
    assert seen == [1, 2] and rules[0] == rules[1]
