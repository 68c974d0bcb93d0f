"""Training, step by step, against an independent implementation: what PyTorch computed from the same start.

``reference/make_reference.py`` says how the numbers were made; PyTorch is not needed here.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from core.networks.layers import Affine, BatchNormalization
from core.training.study import RunConfiguration
from core.training.trainer import Population
from tests.core.rules import optimizer_cases

with np.load(Path(__file__).parent / "reference" / "reference.npz", allow_pickle=False) as _archive:
    REFERENCE = {name: _archive[name] for name in _archive.files}
CASES = [RunConfiguration.from_plain(case) for case in json.loads(str(REFERENCE["cases"]))]
SIZES = (8, 6)
ALIKE = [
    [n for n, case in enumerate(CASES) if case.structure == structure]
    for structure in dict.fromkeys(case.structure for case in CASES)
]


def described(n):
    run = CASES[n]
    cures = [f"bn-{run.batch_norm.place}"] if run.batch_norm else []
    cures += [run.decay.kind] if run.decay else []
    return "-".join([run.optimizer.key, run.activation.key, run.loss.key, *cures])


def train(cases):
    """Return a population of these cases after the steps of the reference, and its losses ``(steps, runs)``."""
    inputs = REFERENCE["images"].shape[-1]
    outputs = REFERENCE[f"{cases[0]}.outputs"].shape[1]
    population = Population([(n, CASES[n]) for n in cases], inputs, outputs, seed=0, dtype=np.float64)
    affine = [layer for layer in population.network.layers if isinstance(layer, Affine)]
    for depth, layer in enumerate(affine):
        layer.values["W"][...] = REFERENCE[f"start.W{depth}"]
        layer.values["b"][...] = REFERENCE[f"start.b{depth}"]
    steps = zip(REFERENCE["images"], REFERENCE["labels"], strict=True)
    losses = np.array([population.step(x, labels).copy() for x, labels in steps])
    return population, losses


def assert_agrees(population, losses):
    outputs = population.network.forward(REFERENCE["test_images"])
    layers = population.network.layers
    affine = [layer for layer in layers if isinstance(layer, Affine)]
    normalizations = [layer for layer in layers if isinstance(layer, BatchNormalization)]
    for k, n in enumerate(population.places):
        agrees(losses[:, k], f"{n}.losses")
        for depth, layer in enumerate(affine):
            agrees(layer.values["W"][k], f"{n}.W{depth}")
            agrees(layer.values["b"][k, 0], f"{n}.b{depth}")
        for depth, layer in enumerate(normalizations):
            agrees(layer.values["gamma"][k, 0], f"{n}.gamma{depth}")
            agrees(layer.values["beta"][k, 0], f"{n}.beta{depth}")
            agrees(layer.running_mean[k, 0], f"{n}.mean{depth}")
            agrees(layer.running_variance[k, 0], f"{n}.variance{depth}")
        agrees(outputs[k], f"{n}.outputs")


def agrees(ours, name):
    np.testing.assert_allclose(ours, REFERENCE[name], rtol=1e-9, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("n", range(len(CASES)), ids=described)
def test_every_step_agrees_with_pytorch(n):
    assert_agrees(*train([n]))


@pytest.mark.parametrize("cases", ALIKE, ids=lambda cases: described(cases[0]))
def test_a_run_trains_beside_others_as_it_does_alone(cases):
    assert_agrees(*train(cases))


def test_the_numbers_are_there_for_all_rules_of_which_a_record_says_so():
    assert {case.optimizer.key for case in CASES} == {
        case.kind.key for case in optimizer_cases.CASES if case.in_pytorch
    }


@pytest.mark.parametrize("case", optimizer_cases.CASES, ids=lambda case: case.kind.key)
def test_weights_move_as_the_plain_formulas_say(case):
    runs = [RunConfiguration(hidden=SIZES, optimizer=rule) for rule in case.all]
    population = Population(list(enumerate(runs)), *REFERENCE["images"].shape[-1:], 4, seed=0, dtype=np.float64)
    theta = population.network.theta.copy()
    remembered = [dict.fromkeys(case.kind.state, 0.0) for _ in runs]
    steps = zip(REFERENCE["images"], REFERENCE["labels"], strict=True)
    for t, (x, labels) in enumerate(steps, 1):
        population.network.loss_and_gradient(x, labels)
        for k, rule in enumerate(case.all):
            gradient = population.network.gradient[k].copy()
            theta[k] = case.plain(theta[k], gradient, remembered[k], t, **rule.hyperparameters())
        population.step(x, labels)
        np.testing.assert_allclose(population.network.theta, theta, rtol=1e-9, atol=1e-9)
