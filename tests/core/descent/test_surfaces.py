"""What surfaces promise: exact gradients, true minima, starts and rates from which something can be learned."""

from __future__ import annotations

import numpy as np
import pytest

from core.config.words import LabError
from core.descent.expressions import parse
from core.descent.surfaces import Surface, Typed, surfaces
from core.descent.trajectory import trace
from core.rules.optimizers import optimizers
from tests.core.descent.surface_cases import CASE_OF, CASES
from tests.core.helpers import name_of

ALL = surfaces.classes()
NAMED = [kind for kind in ALL if kind is not Typed]


def grid(surface: Surface, count: int = 121) -> tuple[np.ndarray, np.ndarray]:
    x0, x1, y0, y1 = surface.view
    return np.meshgrid(np.linspace(x0, x1, count), np.linspace(y0, y1, count))


def five_points(values: list[np.ndarray], h: float) -> np.ndarray:
    """Return the slope from the values at −2h, −h, h and 2h."""
    return (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)


def test_the_surface_of_the_slides_comes_first_and_that_of_the_user_last():
    assert list(surfaces)[:11] == [
        "valley", "rosenbrock", "beale", "himmelblau", "booth", "saddle", "escape",
        "styblinski", "camel", "ackley", "rastrigin",
    ]  # fmt: skip
    assert list(surfaces)[-1] == "typed"
    valley = surfaces["valley"]()
    assert (valley.start, valley.steps, valley.minima) == ((-7.0, 2.0), 30, ((0.0, 0.0),))
    lecture = {
        "sgd": 0.95,
        "momentum": 0.1,
        "nesterov": 0.1,
        "adagrad": 1.5,
        "rmsprop": 0.3,
        "adadelta": 1.0,
        "adam": 0.3,
    }
    assert {key: valley.rate_of(optimizers[key]) for key in lecture} == lecture
    assert (valley.value(-7.0, 2.0), valley.gradient(-7.0, 2.0)) == (6.45, (-0.7, 4.0))


def test_there_is_a_record_of_every_surface():
    missing = set(ALL) - set(CASE_OF)
    assert not missing, "add a record to tests/core/descent/surface_cases.py"
    assert len(CASE_OF) == len(CASES) == len(ALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind.key)
def test_a_surface_is_as_high_as_was_worked_out_by_hand(case):
    for (x, y), height in case.heights.items():
        assert case.kind().value(np.float64(x), np.float64(y)) == pytest.approx(height, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind.key)
def test_value_and_gradient_are_those_of_the_formula_typed_in(case):
    surface, formula = case.kind(), parse(case.text)
    x, y = grid(surface, 50)  # an even number: not the point of Ackley's funnel
    for ours, typed in zip(
        (surface.value(x, y), *surface.gradient(x, y)), formula.value_and_gradient(x, y), strict=True
    ):
        np.testing.assert_allclose(ours, typed, rtol=1e-9, atol=1e-9 * np.abs(typed).max())


@pytest.mark.parametrize("kind", ALL, ids=name_of)
def test_the_gradient_agrees_with_central_differences_on_a_thousand_points(kind):
    surface = kind()
    x0, x1, y0, y1 = surface.view
    u, v = np.random.default_rng(2).random((2, 1000))
    x, y = x0 + (x1 - x0) * u, y0 + (y1 - y0) * v
    fx, fy = surface.gradient(x, y)
    # Five-point differences are off by h⁴ f⁽⁵⁾ / 30 and by rounding, 1e-16 f / h: this h keeps both small
    h, k = 1e-4 * (x1 - x0), 1e-4 * (y1 - y0)
    by_x = five_points([surface.value(x + n * h, y) for n in (-2, -1, 1, 2)], h)
    by_y = five_points([surface.value(x, y + n * k) for n in (-2, -1, 1, 2)], k)
    for exact, measured in ((fx, by_x), (fy, by_y)):
        assert (np.abs(exact - measured) / (np.abs(exact) + 1e-3 * np.abs(exact).max())).max() < 1e-6


@pytest.mark.parametrize("kind", NAMED, ids=name_of)
def test_at_every_minimum_the_gradient_is_zero_and_all_around_is_higher(kind):
    surface = kind()
    assert surface.minima
    for x, y in (*surface.minima, *surface.local_minima):
        steepest = max(np.abs(np.array(surface.gradient(*grid(surface)))).max(), 1)
        assert np.abs(surface.gradient(np.float64(x), np.float64(y))).max() < 1e-9 * steepest
        angles = np.linspace(0, 2 * np.pi, 60)
        around = surface.value(x + 1e-3 * np.cos(angles), y + 1e-3 * np.sin(angles))
        assert (around > surface.value(np.float64(x), np.float64(y))).all()


@pytest.mark.parametrize("kind", NAMED, ids=name_of)
def test_nowhere_in_the_view_is_lower_than_the_global_minima_and_the_others_are_higher(kind):
    surface = kind()
    x0, x1, y0, y1 = surface.view
    least = [surface.value(np.float64(x), np.float64(y)) for x, y in surface.minima]
    assert np.ptp(least) < 1e-9
    assert surface.value(*grid(surface, 401)).min() >= min(least) - 1e-9
    assert all(x0 < x < x1 and y0 < y < y1 for x, y in (*surface.minima, *surface.local_minima, surface.start))
    assert all(surface.value(x, y) > max(least) + 0.01 for x, y in surface.local_minima)


@pytest.mark.parametrize("kind", ALL, ids=name_of)
def test_value_and_gradient_take_any_shape_and_keep_float64(kind):
    surface = kind()
    for shape in ((), (3,), (2, 1, 4)):
        x, y = np.random.default_rng(3).random((2, *shape))
        for part in (surface.value(x, y), *surface.gradient(x, y)):
            assert np.shape(part) == shape and np.asarray(part).dtype == np.float64


@pytest.mark.parametrize("kind", ALL, ids=name_of)
def test_only_a_quadratic_bowl_has_a_curvature_and_it_is_the_largest_eigenvalue(kind):
    assert kind().curvature == CASE_OF[kind].curvature


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind.key)
def test_what_a_surface_says_of_its_second_derivatives_follows_from_its_formula(case):
    assert case.kind().quadratic == parse(case.text).quadratic


@pytest.mark.parametrize("kind", ALL, ids=name_of)
def test_with_its_rates_every_rule_stays_finite_and_in_the_view_and_goes_downhill(kind):
    surface = kind()
    rules = [surface.usual(rule) for rule in optimizers.classes()]
    x0, x1, y0, y1 = surface.view
    for (path,) in trace(surface, rules, [surface.start], surface.steps):
        assert path.stopped is None
        x, y = path.points.T
        assert x0 <= x.min() and x.max() <= x1 and y0 <= y.min() and y.max() <= y1, path.optimizer
        assert path.values[-1] < path.values[0]


@pytest.mark.parametrize("kind", NAMED, ids=name_of)
def test_from_its_start_at_least_four_rules_come_to_rest_in_a_minimum_or_near_it(kind):
    surface = kind()
    rules = [surface.usual(rule) for rule in optimizers.classes()]
    paths = [path for (path,) in trace(surface, rules, [surface.start], surface.steps)]
    high = surface.value(*map(np.float64, surface.start))
    least = min(surface.value(np.float64(x), np.float64(y)) for x, y in surface.minima)
    falls = [(path.values[-1] - least) / (high - least) for path in paths]
    assert sum(fall < 0.75 for fall in falls) >= 4, falls


@pytest.mark.parametrize("kind", ALL, ids=name_of)
def test_a_rate_is_a_stated_exception_or_the_rules_own_rounded_as_a_person_would(kind):
    surface = kind()
    assert set(surface.rates) <= set(optimizers)
    for rule in optimizers.classes():
        rate, own = surface.rate_of(rule), rule.usual_rate(surface.terrain)
        if rule.key in surface.rates:
            assert rate == surface.rates[rule.key]
        else:
            assert f"{rate:.0e}"[0] in "1235" and 0.7 < rate / own < 1.5
            assert float(f"{rate:.0e}") == rate


def test_the_terrain_is_measured_over_the_view():
    terrain = Typed("x^2/20 + y^2", x_min=-10, x_max=10, y_min=-5, y_max=5).terrain
    assert terrain == (pytest.approx(2.0), pytest.approx(np.sqrt(200)), pytest.approx(10.0))
    assert Typed("3 x - 4 y").terrain.curvature == pytest.approx(0, abs=1e-9)
    steep = Typed("x^4", x_min=0, x_max=1, y_min=0, y_max=1)  # second derivative 12 x² by x and 0 by y
    assert 1 < steep.terrain.curvature < 12 and steep.terrain.steepness == pytest.approx(4.0)
    assert Typed("sqrt(x)").terrain.steepness < np.inf


# The two that were made for a lesson


def test_sgd_stays_in_the_dent_at_any_of_three_rates_and_momentum_rolls_through():
    surface = surfaces["escape"]()
    (dent,), (bottom,) = surface.local_minima, surface.minima
    rules = [optimizers["sgd"](lr=lr) for lr in (0.1, 0.3, 0.5)] + [optimizers["momentum"](lr=0.1, momentum=0.9)]
    *stuck, (rolled,) = trace(surface, rules, [surface.start], surface.steps)
    for (path,) in stuck:
        assert np.hypot(*(path.points[-1] - dent)) < 1e-3
    assert np.hypot(*(rolled.points[-1] - bottom)) < 0.1
    assert surface.value(*map(np.float64, dent)) > surface.value(*map(np.float64, bottom)) + 0.3


def test_on_the_saddle_momentum_leaves_sooner_and_a_start_on_the_ridge_never_does():
    surface = surfaces["saddle"]()
    rules = [surface.usual(optimizers[key]) for key in ("sgd", "momentum")]
    (sgd,), (momentum,) = trace(surface, rules, [surface.start], surface.steps)
    leaves = [int(np.argmax(path.values < -0.5)) for path in (sgd, momentum)]
    assert 0 < leaves[1] < 0.6 * leaves[0]
    for path in trace(surface, rules, [(surface.start[0], 0.0)], 1000):
        assert (path[0].points[:, 1] == 0).all() and abs(path[0].points[-1, 0]) < 1e-3


# The function of the user


def test_a_typed_function_takes_its_picture_from_what_was_typed():
    surface = Typed("(x - 1)^2 + 3y^2", x_min=-2, x_max=4, y_min=-1, y_max=1)
    assert surface.view == (-2.0, 4.0, -1.0, 1.0)
    assert surface.formula == r"f(x, y) = \left(x - 1\right)^{2} + 3\,y^{2}"
    assert surface.minima == ()
    assert surface.curvature == pytest.approx(6.0)
    assert Typed("7").curvature is None and Typed("x - y").curvature is None and Typed("x^2 - y^2").curvature is None


@pytest.mark.parametrize("text", ["7", "x", "x^2 + 1e-9 y^2", "1e6 x^2 + y^2", "ln(x)", "sqrt(x)/y", "1/x", "exp(x y)"])
def test_any_typed_function_has_a_start_of_finite_slope_and_usable_rates(text):
    surface = Typed(text)
    assert np.isfinite([surface.value(*surface.start), *surface.gradient(*surface.start)]).all()
    for rule in optimizers.classes():
        assert rule(lr=surface.rate_of(rule)).lr == surface.rate_of(rule) == surface.usual(rule).lr


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"x_min": 3, "x_max": 3}, "x_max", "x to must be more than 3, got 3"),
        ({"y_min": 5, "y_max": -5}, "y_max", "y to must be more than 5, got −5"),
        (
            {"text": "ln(-1 - x^2)"},
            "text",
            "at none of 1,681 places in the view has the formula a finite value and slope",
        ),
        ({"text": "1/0"}, "text", "at none of 1,681 places in the view has the formula"),
        ({"text": "sqrt(x)", "x_min": -5, "x_max": -1}, "text", "at none of 1,681 places in the view"),
        ({"text": "x +"}, "text", "expected a number, x, y, a function or a bracket at its end"),
    ],
)
def test_a_typed_function_without_a_picture_is_refused_beside_its_field(changed, field, message):
    with pytest.raises(LabError, match=message.replace("(", r"\(")) as error:
        Typed(**changed)
    assert error.value.field == field
