"""What the losses promise: their value by hand, a gradient that is the value's own, and no overflow."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.rules.losses import SoftmaxCrossEntropy, SquaredError, losses
from tests.core.helpers import name_of, relative_error, slope_by_differences

KINDS = losses.classes()
T = np.array([[0.0, 1, 0], [1, 0, 0]])
OUTPUTS = np.array([[[0.0, 0, 0], [math.log(2), 0, 0]], [[0, 2, 0], [1, 0, 3]]])

BY_HAND = [
    # first run: softmax gives the right class 1/3 and 2/4; second: e² / (2 + e²) and e / (e + 1 + e³)
    (
        SoftmaxCrossEntropy(),
        [(math.log(3) + math.log(2)) / 2, (math.log(2 + math.e**2) - 2 + math.log(math.e + 1 + math.e**3) - 1) / 2],
    ),
    # first run: ½ · 1 and ½ (ln 2 − 1)²; second: ½ (2 − 1)² and ½ 3²
    (SquaredError(), [(0.5 + 0.5 * (math.log(2) - 1) ** 2) / 2, (0.5 + 4.5) / 2]),
]


@pytest.mark.parametrize(("loss", "expected"), BY_HAND, ids=lambda part: getattr(part, "key", ""))
def test_the_loss_of_each_run_is_the_mean_worked_out_by_hand(loss, expected):
    value, _ = loss.value_and_gradient(OUTPUTS, T)
    assert value == pytest.approx(np.array(expected), rel=1e-14)


def test_values_by_hand_are_there_for_every_loss():
    assert {type(loss) for loss, _ in BY_HAND} == set(KINDS)


def test_the_gradient_of_cross_entropy_is_the_probability_less_the_target():
    _, gradient = SoftmaxCrossEntropy().value_and_gradient(OUTPUTS, T)
    np.testing.assert_allclose(gradient[0], [[1 / 6, 1 / 6 - 1 / 2, 1 / 6], [0.25 - 0.5, 0.125, 0.125]])


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
@given(
    outputs=hnp.arrays(float, (2, 4, 3), elements=st.floats(-5, 5)),
    labels=hnp.arrays(int, 4, elements=st.integers(0, 2)),
)
def test_the_gradient_is_that_of_the_value(kind, outputs, labels):
    loss, t = kind(), np.eye(3)[labels]
    _, gradient = loss.value_and_gradient(outputs, t)
    by_differences = slope_by_differences(lambda: loss.value_and_gradient(outputs, t)[0].sum(), outputs)
    assert relative_error(gradient, by_differences) < 1e-6


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_the_gradient_may_take_the_place_of_the_outputs(kind):
    value, gradient = kind().value_and_gradient(OUTPUTS, T)
    outputs = OUTPUTS.copy()
    again, place = kind().value_and_gradient(outputs, T, out=outputs)
    assert place is outputs
    assert (outputs == gradient).all() and (again == value).all()


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_without_a_place_for_the_gradient_the_outputs_are_left_alone(kind):
    outputs = OUTPUTS.copy()
    kind().value_and_gradient(outputs, T)
    assert (outputs == OUTPUTS).all()


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_float32_outputs_give_a_float32_loss_and_gradient(kind):
    value, gradient = kind().value_and_gradient(OUTPUTS.astype(np.float32), T.astype(np.float32))
    assert value.dtype == gradient.dtype == np.float32


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_outputs_do_not_overflow_in_softmax(dtype):
    outputs = np.array([[[1e4, 0, -1e4], [3e4, 3e4, 0]]], dtype)
    value, gradient = SoftmaxCrossEntropy().value_and_gradient(outputs, T.astype(dtype))
    assert value == pytest.approx([(1e4 + math.log(2)) / 2])
    np.testing.assert_allclose(gradient[0], [[0.5, -0.5, 0], [-0.25, 0.25, 0]])
    assert value.dtype == dtype


def test_adding_a_number_to_all_outputs_of_an_image_changes_nothing_in_softmax():
    value, gradient = SoftmaxCrossEntropy().value_and_gradient(OUTPUTS, T)
    again, shifted = SoftmaxCrossEntropy().value_and_gradient(OUTPUTS + np.array([[[5.0], [-3.0]]]), T)
    np.testing.assert_allclose(again, value)
    np.testing.assert_allclose(shifted, gradient, atol=1e-15)
