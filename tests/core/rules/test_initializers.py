"""What the rules for initial weights promise, measured on the weights of real networks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.networks.layers import Affine
from core.networks.network import Network
from core.rules.initializers import Glorot, He, Initializer, Normal, Printed, Xavier, initializers
from core.training.study import RunConfiguration
from tests.core.helpers import name_of

Array = np.ndarray
FORMULA = {
    "normal": lambda n, m: 0.01,
    "xavier": lambda n, m: 1 / math.sqrt(n),
    "glorot": lambda n, m: math.sqrt(2 / (n + m)),
    "he": lambda n, m: math.sqrt(2 / n),
    "printed": lambda n, m: 2 / math.sqrt(n),
}


def weights(*rules: Initializer, seed: int = 0) -> list[Array]:
    """Return the weights ``(runs, in, out)`` of each layer of a 300-200-100-10 network, one run for each rule."""
    network = Network([RunConfiguration(hidden=(200, 100), initializer=rule) for rule in rules], 300, 10, seed)
    return [layer.values["W"] for layer in network.layers if isinstance(layer, Affine)]


@pytest.mark.parametrize("kind", initializers.classes(), ids=name_of)
def test_weights_have_the_standard_deviation_of_the_formula(kind):
    for W in weights(kind())[:2]:
        expected = FORMULA[kind.key](*W.shape[1:])
        assert kind().std(*W.shape[1:]) == pytest.approx(expected)
        assert W.std() == pytest.approx(expected, rel=0.05)
        assert abs(W.mean()) < 0.05 * expected
        # a normal distribution: 68.3 % lie within one σ, 95.4 % within two
        assert (np.abs(W) < expected).mean() == pytest.approx(0.683, abs=0.01)
        assert (np.abs(W) < 2 * expected).mean() == pytest.approx(0.954, abs=0.01)


def test_he_is_the_root_of_two_over_n_and_not_two_over_the_root_of_n():
    assert He().std(100, 7) == pytest.approx(0.1414, abs=1e-4)
    assert Printed().std(100, 7) == pytest.approx(0.2)
    assert Xavier().std(100, 7) == pytest.approx(0.1)
    assert Glorot().std(100, 300) == pytest.approx(0.0707, abs=1e-4)
    assert Normal(sigma=3).std(100, 7) == 3


def test_all_rules_start_from_the_same_draw():
    rules = [kind() for kind in initializers.classes()]
    for W in weights(*rules):
        scaled = [w / rule.std(*w.shape) for w, rule in zip(W, rules, strict=True)]
        for other in scaled[1:]:
            np.testing.assert_allclose(other, scaled[0], rtol=1e-5)


def test_a_rule_gives_the_same_weights_alone_and_beside_others():
    for alone, together in zip(weights(He()), weights(Xavier(), He()), strict=True):
        assert (alone[0] == together[1]).all()


def test_every_layer_has_a_draw_of_its_own_and_every_seed_another():
    first, second = (W[0].ravel() for W in weights(Normal(sigma=1))[:2])
    assert abs(np.corrcoef(first[: second.size], second)[0, 1]) < 0.05
    other = weights(Normal(sigma=1), seed=1)[0][0].ravel()
    assert abs(np.corrcoef(first, other)[0, 1]) < 0.05


def test_sigma_zero_gives_zeros():
    assert not any(W.any() for W in weights(Normal(sigma=0)))
