"""What the activation functions promise: the curves of the slides, and derivatives that are the curves' own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.activations import ReLU, activations
from tests.core.helpers import configurations, name_of
from tests.core.rules.activation_cases import CASE_OF, CASES

KINDS = activations.classes()
Z = np.linspace(-6, 6, 241) + 0.0125  # no point on a kink
Z_BY_ROWS = Z[:240].reshape(2, 3, 40)


@pytest.mark.parametrize(
    ("function", "points"), [pair for case in CASES for pair in case.points.items()], ids=lambda part: str(part)[:30]
)
def test_a_curve_goes_through_its_points(function, points):
    z, y = np.array([*points.items()], float).T
    np.testing.assert_allclose(function.value(z), y, rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_curve_and_slope_are_those_of_the_plain_formulas(kind):
    case, function = CASE_OF[kind], kind()
    np.testing.assert_allclose(function.value(Z), case.value(Z), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(function.slope(Z, function.value(Z)), case.slope(Z), rtol=1e-12, atol=1e-14)


def test_there_is_a_record_of_every_function():
    missing = set(KINDS) - set(CASE_OF)
    assert not missing, "add a record to tests/core/rules/activation_cases.py"
    assert len(CASE_OF) == len(CASES) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_the_curve_comes_near_what_it_levels_off_at_and_does_not_reach_it(kind):
    function, levels = kind(), CASE_OF[kind].levels
    assert function.bounds == levels
    for level, z in zip(levels, (np.array([-12.0, -1e6]), np.array([12.0, 1e6])), strict=True):
        if level is not None:
            near, nearer = np.abs(function.value(z) - level)
            assert 0 <= nearer < near < 0.1 and nearer < 1e-5


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_at_zero_the_slope_is_that_on_the_left(kind):
    z = np.zeros(1)
    assert kind().slope(z, kind().value(z)) == pytest.approx(CASE_OF[kind].slope_at_zero)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
@given(data=st.data())
def test_the_slope_is_that_of_the_curve(kind, data):
    function, step = data.draw(configurations(kind)), 1e-6
    differences = (function.value(Z + step) - function.value(Z - step)) / (2 * step)
    np.testing.assert_allclose(function.slope(Z, function.value(Z)), differences, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_the_input_is_left_alone_and_results_go_where_they_are_wanted(kind):
    function, z = kind(), Z_BY_ROWS.copy()
    y, slope = function.value(z), function.slope(z, function.value(z))
    assert (z == Z_BY_ROWS).all()
    out = np.full_like(z, np.nan)
    assert function.value(z, out=out) is out
    assert (out == y).all() and (z == Z_BY_ROWS).all()
    out = np.full_like(z, np.nan)
    assert function.slope(z, y, out=out) is out
    assert (out == slope).all() and (z == Z_BY_ROWS).all() and (y == function.value(Z_BY_ROWS)).all()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.in_place], ids=name_of)
def test_the_value_may_take_the_place_of_the_input_and_the_slope_needs_it_alone(kind):
    function, z = kind(), Z_BY_ROWS.copy()
    y = function.value(z, out=z)
    assert y is z and (y == function.value(Z_BY_ROWS)).all()
    nothing = np.full_like(y, np.nan)
    expected = function.slope(Z_BY_ROWS, function.value(Z_BY_ROWS))
    assert (function.slope(nothing, y) == expected).all()
    assert (function.slope(y, y, out=nothing) == expected).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_huge_inputs_neither_overflow_nor_change_their_type(kind, dtype):
    z = np.array([-1e30, -1e4, -100, 100, 1e4, 1e30], dtype)
    y = kind().value(z)
    slope = kind().slope(z, y)
    assert np.isfinite(y).all() and np.isfinite(slope).all()
    assert y.dtype == slope.dtype == dtype


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_what_is_not_a_number_stays_so(kind):
    assert np.isnan(kind().value(np.array([np.nan]))).all()


def test_the_functions_come_in_the_order_of_the_slides():
    assert list(activations)[:5] == ["sigmoid", "tanh", "relu", "leaky_relu", "elu"]


@pytest.mark.parametrize("shape", [(), (7,), (3, 4), (2, 3, 4), (2, 400, 400)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_relu_is_the_larger_of_0_and_z_whatever_the_shape(shape, dtype):
    z = np.asarray(np.random.default_rng(0).standard_normal(shape), dtype)
    y = ReLU().value(z)
    assert y.dtype == dtype
    np.testing.assert_array_equal(y, np.where(z > 0, z, 0))
    np.testing.assert_array_equal(ReLU().value(np.array([np.nan, np.inf, -np.inf])), [np.nan, np.inf, 0])
