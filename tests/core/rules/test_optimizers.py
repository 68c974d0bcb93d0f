"""What the update rules promise, each against numbers worked out by hand and a plain second implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.optimizers import SGD, AdaDelta, Adam, Momentum, Optimizer, Terrain, optimizers
from core.rules.optimizers.base import LINES
from tests.core.helpers import configurations, name_of
from tests.core.rules.optimizer_cases import CASE_OF, CASES

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


@pytest.mark.parametrize(
    ("rule", "expected"), [step for case in CASES for step in case.first], ids=lambda part: getattr(part, "key", "")
)
def test_the_first_step_is_the_one_worked_out_by_hand(rule, expected):
    assert path(rule, [1.0], lambda theta: [2.0], 1)[1] == pytest.approx(expected, rel=1e-14)


def test_there_is_a_record_of_every_rule():
    missing = set(RULES) - set(CASE_OF)
    assert not missing, "add a record to tests/core/rules/optimizer_cases.py"
    assert len(CASE_OF) == len(CASES) == len(RULES)
    for case in CASES:
        assert case.first and {type(rule) for rule, _ in case.first} == {case.kind}


def test_momentum_is_the_sum_of_past_gradients_that_the_slide_writes_out():
    gradients = iter([[3.0], [5.0], [7.0]])
    points = path(Momentum(lr=1, momentum=0.9), [0.0], lambda theta: next(gradients), 3)
    v1, v2, v3 = np.diff(points[:, 0])
    assert (v1, v2) == pytest.approx((-3, -(0.9 * 3 + 5)))
    assert v3 == pytest.approx(-(0.81 * 3 + 0.9 * 5 + 7))


# The plain formulas


@pytest.mark.parametrize("rule", [rule for case in CASES for rule in case.all], ids=str)
def test_fifty_steps_and_what_is_remembered_agree_with_the_plain_formulas(rule):
    rng = np.random.default_rng(3)
    theta = rng.standard_normal((2, 7))
    W, remembered = theta.copy(), dict.fromkeys(rule.state, 0.0)
    state, h, work = rule.start(theta), rule.hyperparameters(), np.empty_like(theta)
    for t in range(1, 51):
        g = rng.standard_normal(theta.shape) * 10.0 ** rng.integers(-3, 2)
        W = CASE_OF[type(rule)].plain(W, g, remembered, t, **h)
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


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_a_rule_finds_the_minimum_of_a_parabola(kind):
    rule = kind(lr=CASE_OF[kind].parabola)
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


# What the program asks of a rule besides


def test_every_rule_has_a_colour_and_shade_of_its_own_and_the_lecture_s_are_what_they_were():
    assert len({(kind.color, kind.shade) for kind in RULES}) == len(RULES)
    assert all(0 <= kind.color < 8 and 0 <= kind.shade < 5 and kind.line in LINES for kind in RULES)
    lecture = {"sgd": 0, "momentum": 1, "adagrad": 2, "adam": 3, "rmsprop": 4, "nesterov": 5, "adadelta": 6}
    assert {key: optimizers[key].color for key in lecture} == lecture
    assert not any(optimizers[key].shade for key in lecture)


@pytest.mark.parametrize("kind", RULES, ids=name_of)
def test_what_is_drawn_of_a_rule_is_among_what_it_remembers(kind):
    assert {kind.average, kind.squares} <= {"", *kind.state}


@pytest.mark.parametrize("rule", [rule for case in CASES for rule in case.all], ids=str)
def test_a_step_is_the_sum_of_its_parts_where_a_rule_says_so(rule):
    rng = np.random.default_rng(6)
    theta, state = rng.standard_normal(5), rule.start(np.zeros(5))
    for t in range(1, 9):
        g, before = rng.standard_normal(5), {name: rows.copy() for name, rows in rule.reading(state).items()}
        start = theta.copy()
        rule.update(theta, g.copy(), state, rule.hyperparameters(), t, np.empty(5))
        parts = rule.parts(g, before, rule.reading(state))
        assert set(parts) <= {"gradient", "velocity"}
        if parts:
            np.testing.assert_allclose(sum(parts.values()), theta - start, rtol=1e-12, atol=1e-14)


def test_plain_descent_and_the_rules_with_a_velocity_say_what_their_steps_are_the_sum_of():
    assert set(SGD(0.1).parts(np.ones(2), {}, {})) == {"gradient"}
    for kind in RULES:
        if kind().velocity_weights(1):
            parts = kind().parts(np.ones(2), {"v": np.ones(2)}, {"v": np.ones(2)})
            assert set(parts) == {"gradient", "velocity"}, kind


@pytest.mark.parametrize("kind", RULES, ids=name_of)
@given(curvature=st.floats(0, 1e6), width=st.floats(1e-6, 1e6), steepness=st.floats(0, 1e6), scale=st.floats(1e-3, 1e3))
def test_the_usual_rate_is_positive_and_follows_the_units_of_the_surface(kind, curvature, width, steepness, scale):
    rate = kind.usual_rate(Terrain(curvature, width, steepness))
    assert rate > 0 and math.isfinite(rate)
    # in other units of f nothing may change but the rates of rules whose steps are as long as the gradient
    other = kind.usual_rate(Terrain(scale * curvature, width, scale * steepness))
    if curvature > 1e-6:
        assert other in (pytest.approx(rate), pytest.approx(rate / scale))
