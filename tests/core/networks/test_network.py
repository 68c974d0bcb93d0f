"""What a network promises: layers in order, the parameters of a run in one row, a gradient that is the loss's own."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.layers import Activate, Affine, BatchNormalization, Dropout
from core.networks.network import Network
from core.rules.activations import Tanh, activations
from core.rules.initializers import Xavier
from core.rules.losses import losses
from core.training.study import RunConfiguration
from tests.core.helpers import freeze_masks, relative_error, slope_by_differences, slopes_of_losses

Array = np.ndarray
INPUTS, CLASSES = 6, 3
BEFORE, AFTER = BatchNorm(place="before"), BatchNorm(place="after")


def network(*runs: RunConfiguration, seed: int = 0, dtype: type = np.float64) -> Network:
    return Network(runs or [RunConfiguration(hidden=(5, 4))], INPUTS, CLASSES, seed, dtype)


def examples(count: int = 12, seed: int = 0) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((count, INPUTS)), rng.integers(0, CLASSES, count)


def shaken(net: Network, seed: int = 1) -> Network:
    """Give all parameters random values, biases, γ and β too."""
    net.theta[...] += 0.3 * np.random.default_rng(seed).standard_normal(net.theta.shape)
    return net


# What it is made of


@pytest.mark.parametrize(
    ("run", "kinds"),
    [
        ({}, [Affine, Activate]),
        ({"batch_norm": BEFORE}, [Affine, BatchNormalization, Activate]),
        ({"batch_norm": AFTER}, [Affine, Activate, BatchNormalization]),
        ({"dropout": DropoutPart()}, [Affine, Activate, Dropout]),
        ({"batch_norm": AFTER, "dropout": DropoutPart()}, [Affine, Activate, BatchNormalization, Dropout]),
    ],
)
def test_every_hidden_layer_is_made_of_its_parts_in_order_and_the_last_is_affine(run, kinds):
    net = network(RunConfiguration(hidden=(5, 4), **run))
    assert [type(layer) for layer in net.layers] == [*kinds, *kinds, Affine]
    affine = [layer.shapes["W"] for layer in net.layers if isinstance(layer, Affine)]
    assert affine == [(INPUTS, 5), (5, 4), (4, CLASSES)]


def test_parameters_lie_in_one_row_a_run_weights_first_and_the_layers_see_views():
    net = network(*[RunConfiguration(hidden=(5, 4), batch_norm=BEFORE)] * 2)
    weights, others = 6 * 5 + 5 * 4 + 4 * 3, (5 + 4 + 3) + 2 * (5 + 4)
    assert net.theta.shape == net.gradient.shape == (2, weights + others)
    assert net.weights.shape == (2, weights)
    net.theta[...] = np.arange(net.theta.size).reshape(net.theta.shape)
    net.gradient[...] = -net.theta
    seen = []
    for layer in net.layers:
        for name, shape in layer.shapes.items():
            assert layer.values[name].shape == layer.gradients[name].shape == (2, *shape)
            assert (layer.values[name] == -layer.gradients[name]).all()
            assert np.isin(layer.values[name], net.weights).all() == (name == "W")
            seen += layer.values[name].ravel().tolist()
    assert sorted(seen) == list(range(net.theta.size))


def test_at_the_start_biases_and_shifts_are_zero_and_scales_one():
    net = network(RunConfiguration(hidden=(5, 4), batch_norm=AFTER))
    for layer in net.layers:
        for name, value in {"b": 0, "beta": 0, "gamma": 1}.items():
            assert name not in layer.values or (layer.values[name] == value).all()


def test_networks_of_other_settings_beside_it_do_not_change_a_networks_start():
    one, other = RunConfiguration(hidden=(5, 4), initializer=Xavier()), RunConfiguration(hidden=(5, 4))
    together = network(other, one, other)
    assert (together.theta[1] == network(one).theta[0]).all()
    assert (together.theta[0] == together.theta[2]).all() and (together.theta[0] != together.theta[1]).any()


def test_the_seed_decides_the_start():
    assert (network(seed=3).theta == network(seed=3).theta).all()
    assert (network(seed=3).theta != network(seed=4).theta).any()


# Forward


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_outputs_are_those_of_the_formulas_written_out(dtype):
    net = shaken(network(RunConfiguration(hidden=(5, 4), activation=Tanh()), dtype=dtype))
    x, _ = examples()
    y = x
    for depth, layer in enumerate(layer for layer in net.layers if isinstance(layer, Affine)):
        y = y @ layer.values["W"][0].astype(float) + layer.values["b"][0]
        y = np.tanh(y) if depth < 2 else y
    outputs = net.forward(x.astype(dtype))
    assert outputs.shape == (1, 12, CLASSES) and outputs.dtype == dtype
    np.testing.assert_allclose(outputs[0], y, atol=1e-12 if dtype is np.float64 else 1e-5)


def test_the_inputs_are_never_written_to():
    x, labels = examples()
    kept = x.copy()
    net = network(RunConfiguration(hidden=(5,), batch_norm=BEFORE, dropout=DropoutPart()))
    net.forward(x)
    net.loss_and_gradient(x, labels)
    assert (x == kept).all()


def test_at_test_an_image_is_judged_alike_whatever_stands_beside_it():
    run = RunConfiguration(hidden=(5, 4), batch_norm=BEFORE, dropout=DropoutPart(ratio=0.5))
    net, (x, labels) = shaken(network(run)), examples()
    net.loss_and_gradient(x, labels)
    together = net.forward(x).copy()
    for i in range(len(x)):
        np.testing.assert_allclose(net.forward(x[i : i + 1])[:, 0], together[:, i], rtol=1e-12)


def test_a_tap_sees_every_layer_in_order_forward_and_backward():
    net, (x, _) = network(RunConfiguration(hidden=(5, 4), batch_norm=AFTER)), examples()
    seen = []
    outputs = net.forward(x, train=True, tap=lambda layer, y: seen.append((layer, y.shape[-1], y.copy())))
    assert [layer for layer, *_ in seen] == net.layers
    assert [nodes for _, nodes, _ in seen] == [5, 5, 5, 4, 4, 4, 3]
    assert (seen[-1][2] == outputs).all()
    assert (seen[1][2] == np.maximum(seen[0][2], 0)).all()
    seen.clear()
    net.backward(np.ones_like(outputs), tap=lambda layer, dx: seen.append((layer, dx.shape[-1])))
    assert [layer for layer, _ in seen] == net.layers[::-1]
    assert [nodes for _, nodes in seen[:-1]] == [4, 4, 4, 5, 5, 5]


# Loss and gradient


@pytest.mark.parametrize("loss", losses.classes(), ids=lambda kind: kind.key)
def test_the_loss_compares_the_outputs_with_the_labels(loss):
    net, (x, labels) = (
        Network([RunConfiguration(hidden=(5,))], INPUTS, CLASSES, dtype=np.float64, loss=loss()),
        examples(),
    )
    expected, _ = loss().value_and_gradient(net.forward(x).copy(), np.eye(CLASSES)[labels])
    np.testing.assert_allclose(net.loss_and_gradient(x, labels), expected, rtol=1e-12)


CASES = list(itertools.product(activations.classes(), losses.classes(), (None, BEFORE, AFTER), (False, True)))


@pytest.mark.parametrize(
    ("activation", "loss", "batch_norm", "dropped"),
    CASES,
    ids=lambda part: getattr(part, "key", "") or getattr(part, "place", str(part)),
)
def test_the_gradient_of_a_network_agrees_with_differences(activation, loss, batch_norm, dropped):
    runs = [
        RunConfiguration(
            hidden=(5, 4),
            activation=activation(),
            loss=loss(),
            batch_norm=batch_norm,
            dropout=DropoutPart(ratio=ratio) if dropped else None,
        )
        for ratio in (0.2, 0.4)
    ]
    net, (x, labels) = shaken(network(*runs)), examples()
    freeze_masks(net)
    numeric = slopes_of_losses(net, lambda: net.loss_and_gradient(x, labels))
    net.loss_and_gradient(x, labels)
    for k in range(len(runs)):
        assert relative_error(net.gradient[k], numeric[k]) < 1e-6


def test_the_gradient_of_one_run_has_nothing_to_do_with_the_others():
    net, (x, labels) = shaken(network(*[RunConfiguration(hidden=(5,), activation=Tanh())] * 2)), examples()
    slopes = slope_by_differences(lambda: net.loss_and_gradient(x, labels).copy(), net.theta)
    assert slopes.shape == (2, *net.theta.shape)
    assert not slopes[0, 1].any() and not slopes[1, 0].any()
    assert slopes[0, 0].any() and slopes[1, 1].any()
