"""What the update rules promise, each against numbers worked out by hand and a plain second implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp, optimizers
from tests.core.helpers import configurations, name_of

Array = np.ndarray
RULES = optimizers.classes()


def path(rule: Optimizer, start: list[float], slope, steps: int) -> Array:
    """Return the points that `rule` visits from `start`, where `slope` gives the gradient at a point."""
    theta = np.array(start, dtype=float)
    state, h = rule.start(theta), rule.hyperparameters()
    points = [theta.copy()]
    for t in range(1, steps + 1):
        rule.update(theta, np.array(slope(theta)), state, h, t, np.empty_like(theta))
        points.append(theta.copy())
    return np.array(points)


# By hand: W = 1, g = 2, one step from rest.  ε = 0.5 shows where ε stands, inside a root or outside.

FIRST_STEP = [
    (SGD(lr=0.1), 1 - 0.1 * 2),
    (Momentum(lr=0.1, momentum=0.9), 1 - 0.2),  # v = −0.2
    (Nesterov(lr=0.1, momentum=0.9), 1 - 0.18 - 0.2),  # v = −0.2, W + α v − η g
    (AdaGrad(lr=0.1, epsilon=0.5), 1 - 0.2 / 2.5),  # h = 4, √h + ε = 2.5
    (RMSProp(lr=0.1, rho=0.75, epsilon=0.5), 1 - 0.2 / 1.5),  # h = 0.25 · 4 = 1, √h + ε = 1.5
    (AdaDelta(lr=0.1, rho=0.75, epsilon=0.5), 1 - 0.2 / math.sqrt(3)),  # Δ = √0.5 / √1.5 · 2 = 2 / √3
    (Adam(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5), 1 - 0.1 * 2 / 2.5),  # m̂ = 1 / 0.5, v̂ = 1 / 0.25
    (Adam(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5, bias_correction=False), 1 - 0.1 * 1 / 1.5),  # m = 1, v = 1
]


@pytest.mark.parametrize(("rule", "expected"), FIRST_STEP, ids=lambda part: getattr(part, "key", ""))
def test_the_first_step_is_the_one_worked_out_by_hand(rule, expected):
    assert path(rule, [1.0], lambda theta: [2.0], 1)[1] == pytest.approx(expected, rel=1e-14)


def test_a_first_step_by_hand_is_there_for_every_rule():
    assert {type(rule) for rule, _ in FIRST_STEP} == set(RULES)


def test_momentum_is_the_sum_of_past_gradients_that_the_slide_writes_out():
    gradients = iter([[3.0], [5.0], [7.0]])
    points = path(Momentum(lr=1, momentum=0.9), [0.0], lambda theta: next(gradients), 3)
    v1, v2, v3 = np.diff(points[:, 0])
    assert (v1, v2) == pytest.approx((-3, -(0.9 * 3 + 5)))
    assert v3 == pytest.approx(-(0.81 * 3 + 0.9 * 5 + 7))


# A second implementation, as plain as the formulas


def plain_sgd(W, g, s, t, lr):
    return W - lr * g


def plain_momentum(W, g, s, t, lr, momentum):
    s["v"] = momentum * s["v"] - lr * g
    return W + s["v"]


def plain_nesterov(W, g, s, t, lr, momentum):
    s["v"] = momentum * s["v"] - lr * g
    return W + momentum * s["v"] - lr * g


def plain_adagrad(W, g, s, t, lr, epsilon):
    s["h"] = s["h"] + g * g
    return W - lr * g / (np.sqrt(s["h"]) + epsilon)


def plain_rmsprop(W, g, s, t, lr, rho, epsilon):
    s["h"] = rho * s["h"] + (1 - rho) * g * g
    return W - lr * g / (np.sqrt(s["h"]) + epsilon)


def plain_adadelta(W, g, s, t, lr, rho, epsilon):
    s["h"] = rho * s["h"] + (1 - rho) * g * g
    delta = np.sqrt(s["s"] + epsilon) / np.sqrt(s["h"] + epsilon) * g
    s["s"] = rho * s["s"] + (1 - rho) * delta * delta
    return W - lr * delta


def plain_adam(W, g, s, t, lr, beta1, beta2, epsilon, bias_correction):
    s["m"] = beta1 * s["m"] + (1 - beta1) * g
    s["v"] = beta2 * s["v"] + (1 - beta2) * g * g
    m, v = s["m"], s["v"]
    if bias_correction:
        m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return W - lr * m / (np.sqrt(v) + epsilon)


PLAIN = {
    "sgd": plain_sgd,
    "momentum": plain_momentum,
    "nesterov": plain_nesterov,
    "adagrad": plain_adagrad,
    "rmsprop": plain_rmsprop,
    "adadelta": plain_adadelta,
    "adam": plain_adam,
}
SETTINGS = [
    *(kind() for kind in RULES),
    SGD(lr=0.3),
    Momentum(lr=0.3, momentum=0.5),
    Momentum(lr=0.3, momentum=0),
    Nesterov(lr=0.3, momentum=0.5),
    AdaGrad(lr=1.5, epsilon=0.01),
    RMSProp(lr=0.1, rho=0.9, epsilon=0.01),
    AdaDelta(lr=0.5, rho=0.9, epsilon=0.01),
    Adam(lr=0.3, beta1=0.8, beta2=0.95, epsilon=0.01),
    Adam(bias_correction=False),
    Adam(lr=0.3, beta1=0, beta2=0, epsilon=0.01),
    Adam(lr=0.3, beta1=0.8, beta2=0.95, epsilon=0.01, bias_correction=False),
]


@pytest.mark.parametrize("rule", SETTINGS, ids=str)
def test_fifty_steps_and_what_is_remembered_agree_with_the_plain_formulas(rule):
    rng = np.random.default_rng(3)
    theta = rng.standard_normal((2, 7))
    W, remembered = theta.copy(), dict.fromkeys(rule.state, 0.0)
    state, h, work = rule.start(theta), rule.hyperparameters(), np.empty_like(theta)
    for t in range(1, 51):
        g = rng.standard_normal(theta.shape) * 10.0 ** rng.integers(-3, 2)
        W = PLAIN[rule.key](W, g, remembered, t, **h)
        rule.update(theta, g.copy(), state, h, t, work)
        np.testing.assert_allclose(theta, W, rtol=1e-12, atol=1e-12)
        reading = rule.reading(state)
        assert set(reading) == set(remembered)
        for name, values in remembered.items():
            np.testing.assert_allclose(reading[name], values, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("kind", RULES, ids=name_of)
@given(data=st.data())
def test_several_runs_at_once_move_as_each_alone(kind, data):
    rules = data.draw(st.lists(configurations(kind), min_size=2, max_size=4))
    rng = np.random.default_rng(5)
    theta = rng.standard_normal((len(rules), 6))
    singles = [row.copy() for row in theta]
    h = {name: np.array([[rule.hyperparameters()[name]] for rule in rules], float) for name in kind.parameters()}
    state, work = kind().start(theta), np.empty_like(theta)
    states = [rule.start(single) for rule, single in zip(rules, singles, strict=True)]
    with np.errstate(all="ignore"):
        for t in range(1, 6):
            g = rng.standard_normal(theta.shape)
            for k, rule in enumerate(rules):
                rule.update(singles[k], g[k].copy(), states[k], rule.hyperparameters(), t, np.empty(6))
            kind.update(theta, g, state, h, t, work)
    np.testing.assert_allclose(theta, singles, rtol=1e-10)


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_float32_parameters_stay_float32_and_in_their_place(kind):
    theta = np.ones((2, 5), np.float32)
    rule, kept = kind(), theta
    state = rule.start(theta)
    for t in (1, 2):
        kind.update(theta, np.ones_like(theta), state, rule.hyperparameters(), t, np.empty_like(theta))
    assert theta is kept and (theta < 1).all()
    assert set(state) == set(kind.state)
    assert all(values.dtype == np.float32 and values.shape == theta.shape for values in state.values())


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_where_the_gradient_has_always_been_zero_nothing_moves(kind):
    assert (path(kind(), [1.0, -2.0], np.zeros_like, 5) == [1.0, -2.0]).all()


# Where they end

LR = {"sgd": 0.1, "momentum": 0.05, "nesterov": 0.05, "adagrad": 1.0, "rmsprop": 0.005, "adadelta": 1.0, "adam": 0.05}


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_a_rule_finds_the_minimum_of_a_parabola(kind):
    rule = kind(lr=LR.get(kind.key, 0.01))
    points = path(rule, [2.0, -1.0], lambda theta: [theta[0] - 0.5, 3 * (theta[1] + 0.25)], 5000)
    assert points[-1] == pytest.approx([0.5, -0.25], abs=0.01)


def lecture_path(rule: Optimizer, steps: int = 30) -> Array:
    """Return the points on f = x²/20 + y² from (−7, 2), the surface and start of the slides."""
    return path(rule, [-7.0, 2.0], lambda theta: [theta[0] / 10, 2 * theta[1]], steps)


def height(points: Array) -> Array:
    return points[:, 0] ** 2 / 20 + points[:, 1] ** 2


@pytest.mark.parametrize(
    ("rule", "expected", "tolerance"),
    [
        (SGD(lr=0.95), 0.013, 0.0005),
        (SGD(lr=0.99), 1.19, 0.005),
        (Momentum(lr=1.85, momentum=0.9), 0.97, 0.005),
        (Momentum(lr=1.95, momentum=0.9), 7e8, 0.5e8),
    ],
    ids=str,
)
def test_on_the_surface_of_the_slides_a_rule_ends_where_the_lecture_says(rule, expected, tolerance):
    assert height(lecture_path(rule))[-1] == pytest.approx(expected, abs=tolerance)


def test_at_the_limit_of_the_learning_rate_the_path_bounces_for_ever_and_beyond_it_grows():
    y = lecture_path(SGD(lr=1.0))[:, 1]
    assert y == pytest.approx([2 * (-1) ** t for t in range(31)])
    assert abs(lecture_path(SGD(lr=1.05))[-1, 1]) == pytest.approx(34.9, abs=0.05)


def test_momentum_with_the_settings_of_the_slides_settles_down():
    assert height(lecture_path(Momentum(lr=0.1, momentum=0.9), 300))[-1] < 1e-6


def test_adadelta_with_its_own_settings_hardly_moves_in_thirty_steps():
    assert lecture_path(AdaDelta())[-1, 0] == pytest.approx(-6.86, abs=0.005)


def test_bias_correction_makes_the_first_steps_of_adam_as_long_as_its_learning_rate():
    steps = np.abs(np.diff(lecture_path(Adam(lr=0.3), 2)[:, 0]))
    assert steps == pytest.approx([0.3, 0.3], rel=0.01)
    assert np.abs(np.diff(lecture_path(Adam(lr=0.3, bias_correction=False), 1)[:, 0])) == pytest.approx(
        [0.3 * 0.1 / math.sqrt(0.001)], rel=1e-3
    )


def test_the_rules_come_in_the_order_of_the_slides():
    assert list(optimizers)[:7] == ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"]


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_the_learning_rate_can_be_turned_while_a_network_trains(kind):
    rate = kind.parameters()["lr"]
    assert rate.live and rate.log and rate.open_low and rate.symbol == "η"
