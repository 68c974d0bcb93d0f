"""What the activation functions promise: the curves of the slides, and derivatives that are the curves' own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.activations import ELU, Identity, LeakyReLU, ReLU, Sigmoid, Tanh, activations
from tests.core.helpers import configurations, name_of

KINDS = activations.classes()
Z = np.linspace(-6, 6, 241) + 0.0125  # no point on a kink
Z_BY_ROWS = Z[:240].reshape(2, 3, 40)

BY_HAND = [
    (Sigmoid(), [-1, 0, 1], [1 / (1 + np.e), 0.5, np.e / (1 + np.e)]),
    (Tanh(), [-1, 0, 1], [-(np.e**2 - 1) / (np.e**2 + 1), 0, (np.e**2 - 1) / (np.e**2 + 1)]),
    (ReLU(), [-2, 0, 3], [0, 0, 3]),
    (LeakyReLU(), [-2, 0, 3], [-0.2, 0, 3]),
    (LeakyReLU(leak=0.5), [-2, 0, 3], [-1, 0, 3]),
    (ELU(), [-1, 0, 3], [1 / np.e - 1, 0, 3]),
    (ELU(alpha=2), [-1, 0, 3], [2 / np.e - 2, 0, 3]),
    (Identity(), [-2, 0, 3], [-2, 0, 3]),
]
SLOPE_AT_ZERO = {"sigmoid": 0.25, "tanh": 1, "relu": 0, "leaky_relu": 0.1, "elu": 1, "identity": 1}


@pytest.mark.parametrize(("function", "z", "y"), BY_HAND, ids=lambda part: getattr(part, "key", ""))
def test_a_curve_goes_through_its_points(function, z, y):
    np.testing.assert_allclose(function.value(np.array(z, float)), y, rtol=1e-14, atol=1e-16)


def test_points_by_hand_are_there_for_every_function():
    assert {type(function) for function, *_ in BY_HAND} == set(KINDS) == {activations[name] for name in SLOPE_AT_ZERO}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_at_zero_the_slope_is_that_on_the_left(kind):
    z = np.zeros(1)
    assert kind().slope(z, kind().value(z)) == pytest.approx(SLOPE_AT_ZERO[kind.key])


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
