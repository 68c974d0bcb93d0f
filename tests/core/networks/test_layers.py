"""What the layers promise: gradients that are their outputs' own, and the slides' forms in training and at test."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.layers import Activate, Affine, BatchNormalization, Dropout, Layer
from core.rules.activations import Identity, ReLU, activations
from tests.core.helpers import Frozen, furnish, name_of, relative_error, slope_by_differences

Array = np.ndarray
RUNS, BATCH, NODES = 3, 7, 5
RATIOS = (0.0, 0.3, 0.6)


def dropout(ratios=RATIOS, rng=None) -> Dropout:
    return Dropout(ratios, rng or np.random.default_rng(0))


CHECKED = {
    "affine": lambda: Affine(NODES, 4),
    "batch normalization": lambda: BatchNormalization(NODES),
    "dropout": lambda: dropout(rng=Frozen()),
    **{kind.key: lambda kind=kind: Activate(kind()) for kind in activations.classes()},
}


@pytest.mark.parametrize("make", CHECKED.values(), ids=CHECKED)
@given(seed=st.integers(0, 2**32 - 1))
def test_gradients_agree_with_differences_for_any_gradient_from_above(make, seed):
    rng = np.random.default_rng(seed)
    layer = furnish(make(), RUNS, rng)
    x = rng.standard_normal((RUNS, BATCH, NODES))
    x[np.abs(x) < 1e-3] = 0.1  # differences across a kink say nothing
    # the network's loss is replaced by Σ dy ⊙ y, whose gradient with respect to y is the random dy
    dy = rng.standard_normal(layer.forward(x.copy(), train=True).shape)

    def total() -> float:
        return (dy * layer.forward(x.copy(), train=True)).sum()

    numeric = {name: slope_by_differences(total, layer.values[name]) for name in layer.shapes}
    numeric_dx = slope_by_differences(total, x)
    layer.forward(x.copy(), train=True)
    dx = layer.backward(dy.copy())
    assert relative_error(dx, numeric_dx) < 1e-6
    for name in layer.shapes:
        assert relative_error(layer.gradients[name], numeric[name]) < 1e-6, name


@pytest.mark.parametrize("make", CHECKED.values(), ids=CHECKED)
def test_runs_computed_together_are_computed_as_each_alone(make):
    rng = np.random.default_rng(1)
    layer = furnish(make(), RUNS, rng)
    x = rng.standard_normal((RUNS, BATCH, NODES))
    y = layer.forward(x.copy(), train=True).copy()
    dy = rng.standard_normal(y.shape)
    dx = layer.backward(dy.copy()).copy()
    for k in range(RUNS):
        alone = furnish(make(), 1, rng)
        for name in alone.shapes:
            alone.values[name][...] = layer.values[name][k]
        if isinstance(alone, Dropout):
            alone = dropout(RATIOS[k : k + 1], Frozen())
        np.testing.assert_allclose(alone.forward(x[k : k + 1].copy(), train=True)[0], y[k], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(alone.backward(dy[k : k + 1].copy())[0], dx[k], rtol=1e-12, atol=1e-14)
        for name in alone.shapes:
            np.testing.assert_allclose(alone.gradients[name][0], layer.gradients[name][k], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("make", CHECKED.values(), ids=CHECKED)
def test_batches_of_different_sizes_may_take_turns(make):
    rng = np.random.default_rng(2)
    layer = furnish(make(), RUNS, rng)
    batches = [rng.standard_normal((RUNS, size, NODES)) for size in (BATCH, 2, BATCH)]
    for x in batches:
        fresh = furnish(make(), RUNS, rng)
        fresh.values = layer.values
        results = []
        for one in (layer, fresh):
            y = one.forward(x.copy(), train=True).copy()
            results.append((y, one.backward(np.cos(y)).copy()))
        for got, expected in zip(*results, strict=True):
            np.testing.assert_array_equal(got, expected)


# Affine


def test_affine_multiplies_by_the_weights_and_adds_the_bias():
    layer = Affine(2, 3)
    layer.values = {"W": np.array([[[1.0, 2, 3], [4, 5, 6]]]), "b": np.array([[[10.0, 20, 30]]])}
    assert layer.forward(np.array([[1.0, 1], [0, 2]]), train=False).tolist() == [[[15, 27, 39], [18, 30, 42]]]


def test_inputs_without_an_axis_of_runs_are_shared_by_all_runs():
    rng = np.random.default_rng(0)
    layer = furnish(Affine(NODES, 4), RUNS, rng)
    x, dy = rng.standard_normal((BATCH, NODES)), rng.standard_normal((RUNS, BATCH, 4))
    shared = layer.forward(x, train=True).copy()
    layer.backward(dy.copy())
    gradient = layer.gradients["W"].copy()
    repeated = layer.forward(np.stack([x] * RUNS), train=True)
    layer.backward(dy.copy())
    np.testing.assert_allclose(shared, repeated, rtol=1e-13)
    np.testing.assert_allclose(gradient, layer.gradients["W"], rtol=1e-13)


def test_the_first_layer_computes_its_own_gradients_alike_though_it_passes_nothing_on():
    rng = np.random.default_rng(0)
    layer = furnish(Affine(NODES, 4), RUNS, rng)
    first = furnish(Affine(NODES, 4, needs_dx=False), RUNS, rng)
    first.values = layer.values
    x, dy = rng.standard_normal((RUNS, BATCH, NODES)), rng.standard_normal((RUNS, BATCH, 4))
    for one in (layer, first):
        one.forward(x, train=True)
        one.backward(dy.copy())
    for name in ("W", "b"):
        np.testing.assert_array_equal(layer.gradients[name], first.gradients[name])


def test_only_the_weights_of_affine_are_subject_to_decay():
    assert Affine(2, 3).weights == ("W",)
    for layer in (BatchNormalization(2), dropout(), Activate(ReLU())):
        assert not layer.weights


# Batch normalization


def normalization(gamma: float = 1.0, beta: float = 0.0, nodes: int = 1) -> BatchNormalization:
    layer = furnish(BatchNormalization(nodes), 1, np.random.default_rng(0))
    layer.values["gamma"][...] = gamma
    layer.values["beta"][...] = beta
    return layer


def batch(*values: float) -> Array:
    return np.array(values, float)[None, :, None]


def test_a_batch_is_brought_to_mean_beta_and_standard_deviation_gamma():
    x = np.random.default_rng(0).normal(50, 9, (1, 40, 3))
    y = normalization(gamma=2, beta=5, nodes=3).forward(x, train=True)
    np.testing.assert_allclose(y.mean(axis=1), 5, rtol=1e-12)
    np.testing.assert_allclose(y.std(axis=1), 2, rtol=1e-6)


def test_the_variance_is_that_of_the_batch_and_epsilon_stands_inside_the_root():
    # mean 2, biased variance 1 (unbiased would be 2)
    y = normalization().forward(batch(1, 3), train=True)
    np.testing.assert_allclose(y.ravel(), np.array([-1, 1]) / np.sqrt(1 + 1e-6), rtol=1e-14)
    # a batch of equal values: 0 / √ε
    assert normalization(beta=3).forward(batch(7, 7), train=True).ravel().tolist() == [3, 3]


def test_running_averages_keep_nine_tenths_of_the_old_value():
    layer = normalization()
    layer.forward(batch(1, 3), train=True)  # mean 2, variance 1: the first batch fills the averages
    assert (np.ravel(layer.running_mean), np.ravel(layer.running_variance)) == (2, 1)
    layer.forward(batch(10, 14), train=True)  # mean 12, variance 4
    assert np.ravel(layer.running_mean) == pytest.approx(0.9 * 2 + 0.1 * 12)
    assert np.ravel(layer.running_variance) == pytest.approx(0.9 * 1 + 0.1 * 4)
    layer.forward(batch(0, 0), train=True)
    assert np.ravel(layer.running_mean) == pytest.approx(0.9 * 3)
    assert np.ravel(layer.running_variance) == pytest.approx(0.9 * 1.3)


def test_at_test_the_running_averages_stand_in_for_the_batch():
    layer = normalization(gamma=2, beta=5)
    layer.forward(batch(1, 3), train=True)
    layer.forward(batch(10, 14), train=True)
    y = layer.forward(batch(4, 100), train=False)
    np.testing.assert_allclose(y.ravel(), 5 + 2 * (np.array([4, 100]) - 3) / np.sqrt(1.3 + 1e-6), rtol=1e-12)


def test_at_test_an_image_is_judged_alike_whatever_stands_beside_it():
    rng = np.random.default_rng(0)
    layer = furnish(BatchNormalization(NODES), RUNS, rng)
    layer.forward(rng.standard_normal((RUNS, BATCH, NODES)), train=True)
    x = rng.standard_normal((RUNS, BATCH, NODES))
    together = layer.forward(x.copy(), train=False).copy()
    for i in range(BATCH):
        np.testing.assert_array_equal(layer.forward(x[:, i : i + 1].copy(), train=False), together[:, i : i + 1])


def test_testing_leaves_the_running_averages_alone():
    layer = normalization()
    layer.forward(batch(1, 3), train=True)
    before = copy.copy((layer.running_mean, layer.running_variance))
    layer.forward(batch(100, 300), train=False)
    assert (layer.running_mean, layer.running_variance) == before


# Dropout


def test_in_training_units_pass_whole_or_not_at_all():
    x = np.random.default_rng(1).standard_normal((len(RATIOS), 400, 50))
    y = dropout().forward(x.copy(), train=True)
    assert ((y == 0) | (y == x)).all()


@pytest.mark.parametrize("ratio", [0.0, 0.15, 0.2, 0.5, 0.9])
def test_the_share_of_units_dropped_is_the_ratio(ratio):
    layer = dropout([ratio])
    shares = [(layer.forward(np.ones((1, 100, 100)), train=True) == 0).mean() for _ in range(10)]
    assert np.mean(shares) == pytest.approx(ratio, abs=0.006)


def test_every_step_drops_other_units():
    layer = dropout([0.5])
    first = layer.forward(np.ones((1, 100, 100)), train=True).copy()
    second = layer.forward(np.ones((1, 100, 100)), train=True)
    assert (first != second).mean() == pytest.approx(0.5, abs=0.03)


def test_a_unit_dropped_at_a_small_ratio_is_dropped_at_a_large_one():
    y = dropout().forward(np.ones((len(RATIOS), 400, 50)), train=True)
    none, few, many = y == 0
    assert not none.any()
    assert (many >= few).all() and many.sum() > few.sum() > 0


@pytest.mark.parametrize("ratio", [0.0, 0.15, 0.5])
def test_at_test_every_output_is_scaled_by_the_share_that_is_kept(ratio):
    x = np.random.default_rng(1).standard_normal((1, BATCH, NODES))
    np.testing.assert_allclose(dropout([ratio]).forward(x.copy(), train=False), x * (1 - ratio), rtol=1e-7)


def test_at_test_runs_are_scaled_each_by_its_own_ratio_and_nothing_is_drawn():
    layer, untouched = dropout(rng=np.random.default_rng(9)), np.random.default_rng(9)
    y = layer.forward(np.ones((len(RATIOS), BATCH, NODES)), train=False)
    np.testing.assert_allclose(y[:, 0, 0], [1, 0.7, 0.4], rtol=1e-7)
    assert layer.rng.random() == untouched.random()


def test_over_many_masks_training_and_test_agree_in_the_mean():
    layer, x = dropout([0.3]), np.random.default_rng(1).standard_normal((1, 2, NODES))
    mean = np.mean([layer.forward(x.copy(), train=True).copy() for _ in range(20_000)], axis=0)
    np.testing.assert_allclose(mean, layer.forward(x.copy(), train=False), atol=0.03)


def test_the_gradient_passes_where_the_unit_passed():
    layer = dropout([0.5])
    y = layer.forward(np.ones((1, BATCH, NODES)), train=True).copy()
    assert (layer.backward(np.full((1, BATCH, NODES), 3.0)) == 3 * y).all()


# Activation


@pytest.mark.parametrize("kind", activations.classes(), ids=name_of)
def test_an_activation_layer_gives_the_values_of_its_function(kind):
    x = np.random.default_rng(0).standard_normal((RUNS, BATCH, NODES))
    np.testing.assert_array_equal(Activate(kind()).forward(x.copy(), train=False), kind().value(x))


def test_a_layer_without_parameters_has_none():
    for layer in (Activate(Identity()), dropout()):
        assert isinstance(layer, Layer) and not layer.shapes
