"""What is promised where a path stops, or nearly: the last point stays with its value, and what was lacking is said."""

from __future__ import annotations

import numpy as np
import pytest

from core.descent.divergence import divergence
from core.descent.manner import manner
from core.descent.surfaces import Ackley, Typed, Valley
from core.descent.trajectory import Trajectory, trace
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, RMSProp, optimizers

VIEW = (-10.0, 10.0, -10.0, 10.0)
ACKLEY = "20+e-20exp(-0.2sqrt((x^2+y^2)/2))-exp((cos(2pi x)+cos(2pi y))/2)"


def path(rule, surface, start, steps=20) -> Trajectory:
    return trace(surface, [rule], [start], steps)[0][0]


def verdict(walked: Trajectory) -> str:
    return str(divergence(walked, VIEW).phrase)


@pytest.mark.parametrize(
    ("text", "start", "rate", "height"),
    [
        ("sqrt(x^2+y^2)", (3.0, 4.0), 1.0, 0.0),
        ("sqrt(x^2+y^2)", (0.0, 0.0), 1.0, 0.0),
        ("sqrt(x^2)+y^2", (0.0, 2.0), 0.5, 0.0),
        ("|x|^0.5+y^2", (0.0, 1.0), 0.5, 0.0),
        (ACKLEY, (0.0, 0.0), 1.0, 0.0),
    ],
)
def test_a_path_that_comes_to_a_tip_rests_there_with_its_value(text, start, rate, height):
    walked = path(SGD(lr=rate), Typed(text), start)
    assert walked.stopped is None and divergence(walked, VIEW) is None
    assert walked.values[-1] == pytest.approx(height, abs=1e-14) and not walked.gradients[-1].any()


def test_a_typed_ackley_goes_as_the_one_that_is_built_in():
    for start in ((0.0, 0.0), (-3.4, 2.4)):
        own, known = (path(Adam(lr=0.3), surface, start, 60) for surface in (Typed(ACKLEY), Ackley()))
        np.testing.assert_allclose(own.points, known.points, atol=1e-9)


@pytest.mark.parametrize("rule", [kind(lr=0.1) for kind in optimizers.classes()], ids=lambda rule: rule.key)
def test_a_point_without_a_slope_stays_on_the_path_with_its_value(rule):
    walked = path(rule, Typed("sqrt(x) + y^2"), (0.0, 2.0), 5)
    assert (walked.last, walked.stopped, walked.ending.cause) == (0, 1, "slope")
    assert walked.points[0].tolist() == [0, 2] and walked.values[0] == 4 and np.isnan(walked.points[1:]).all()
    assert verdict(walked) == "stopped at step 0: f is 4 at (0, 2), but no slope can be computed there"


def test_a_path_may_come_to_such_a_point_later_and_at_its_very_end():
    for steps in (1, 3):
        walked = path(SGD(lr=1.0), Typed("cbrt(x) + 2*x/3"), (1.0, 0.0), steps)
        assert (walked.last, walked.points[1].tolist(), walked.values[1]) == (1, [0, 0], 0)
        assert verdict(walked) == "stopped at step 1: f is 0 at (0, 0), but no slope can be computed there"
        assert str(manner(walked, Typed("x")).phrase) == "ends at step 1"


@pytest.mark.parametrize("rule", [AdaGrad, RMSProp, Adam, AdaDelta], ids=lambda kind: kind.key)
@pytest.mark.parametrize(("start", "axis"), [((0.0, 1.0), "x"), ((1.0, 0.0), "y")])
def test_a_rule_that_divides_nothing_by_nothing_is_told_from_the_function(rule, start, axis):
    walked = path(rule(epsilon=0.0), Valley(), start)
    assert (walked.stopped, walked.ending.cause, walked.ending.axis) == (1, "rule", axis)
    assert verdict(walked) == f"stopped at step 1: the rule divides 0 by 0 in {axis}, as gradient and ε are 0"
    assert path(rule(), Valley(), start).stopped is None


def test_a_function_without_a_value_is_told_with_its_place():
    walked = path(SGD(lr=0.1), Typed("sin(x)/x + y^2/20"), (0.0, 1.0))
    assert (walked.last, walked.ending.cause) == (-1, "value")
    assert verdict(walked) == "stopped at step 0: the function has no value at (0, 1)"
    assert verdict(path(SGD(lr=2.0), Typed("ln(x)"), (1.0, 3.0))) == (
        "stopped at step 1: the function has no value at (−1, 3)"
    )


def test_a_start_whose_slope_is_too_large_a_number_has_no_slope():
    walked = path(SGD(lr=0.1), Typed("1e308*x^2 + y", x_min=-0.1, x_max=0.1), (1.0, 1.0))
    assert walked.last == 0
    assert verdict(walked) == "stopped at step 0: f is 10³⁰⁸ at (1, 1), but no slope can be computed there"


def test_a_pole_and_an_overflow_of_f_are_told_apart_from_a_place_outside_the_domain():
    for text, start in (("1/x + y^2", (0.0, 1.0)), ("exp(x^2)", (30.0, 0.0))):
        assert "f is infinite or too large a number at (" in verdict(path(SGD(lr=0.1), Typed(text), start))
    far = path(SGD(lr=1e3), Typed("ln(x) + y^2"), (0.5, 0.0))
    assert verdict(far) == "stopped at step 1: the function has no value at (−2,000, 0)"
    farther = path(SGD(lr=900.0), Typed("sqrt(400 - x) + 0*y"), (399.0, 1.0))
    assert farther.stopped is None or "overflow" not in verdict(farther)


def test_numbers_that_overflow_are_no_fault_of_the_function():
    walked = path(SGD(lr=10.0), Typed("x^4 + y^4"), (2.0, 1.0))
    assert "the numbers overflow at step" in verdict(walked)
