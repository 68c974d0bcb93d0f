"""How a path goes is told from its points: against the factors of SGD on a parabola, which are known."""

from __future__ import annotations

import numpy as np
import pytest

from core.descent.manner import ARRIVED, LONG, STEADY, manner
from core.descent.surfaces import Escape, Surface, Typed, Valley
from core.descent.trajectory import trace
from core.rules.optimizers import SGD, AdaGrad, Momentum, Optimizer


def of(rule: Optimizer, surface: Surface | None = None, start=(-7.0, 2.0), steps: int = 30):
    surface = surface or Valley()
    ((path,),) = trace(surface, [rule], [start], steps)
    return manner(path, surface)


@pytest.mark.parametrize("lr", np.linspace(0.9, 1.2, 31).round(3).tolist())
@pytest.mark.parametrize("start", [(-7.0, 2.0), (3.0, -1.0)])
def test_where_y_turns_back_at_every_step_its_factor_decides(lr, start):
    how, factor = of(SGD(lr=lr), start=start), abs(1 - 2 * lr)
    if factor > 1 + STEADY:
        assert how.kind in ("leaves", "widens") and not how.settles
    elif factor >= 1 - STEADY:
        assert how.kind == "bounces" and not how.settles
    else:
        assert how.kind == ("zigzags long" if factor > LONG else "zigzags") and how.settles
    if how.axis:
        assert how.axis == "y" and how.factor == pytest.approx(factor, rel=1e-3)


@pytest.mark.parametrize(("lr", "kind"), [(0.9992, "zigzags long"), (1.0, "bounces"), (1.0005, "widens")])
def test_a_path_keeps_bouncing_only_when_it_is_as_wide_after_many_steps_too(lr, kind):
    ((path,),) = trace(Valley(), [SGD(lr=lr)], [(0.0, 2.0)], 600)
    assert (abs(path.points[-1, 1]) == pytest.approx(2)) == (kind == "bounces")
    assert abs(1 - 2 * lr) == pytest.approx(1, abs=STEADY) and of(SGD(lr=lr), start=(0.0, 2.0), steps=600).kind == kind


@pytest.mark.parametrize(("lr", "kind"), [(0.05, "creeps"), (0.3, "creeps"), (0.45, "creeps")])
def test_a_path_that_is_slow_in_x_creeps_along_it(lr, kind):
    how = of(SGD(lr=lr))
    assert (how.kind, how.axis) == (kind, "x")
    assert 7 * (1 - lr / 10) ** 30 > 0.7


def test_a_path_arrives_where_nothing_is_left_of_its_height():
    how = of(AdaGrad(lr=1.5))
    ((path,),) = trace(Valley(), [AdaGrad(lr=1.5)], [(-7.0, 2.0)], 30)
    assert path.values[-1] < ARRIVED * path.values[0]
    assert how.kind == "arrives"


def test_momentum_swings_past_the_minimum_and_is_not_said_to_zigzag():
    assert (of(Momentum(lr=0.1)).kind, of(Momentum(lr=0.1)).axis) == ("swings", "x")


def test_in_the_dent_sgd_is_stuck_and_momentum_is_not():
    stuck = of(SGD(lr=0.1), Escape(), steps=100)
    assert stuck.kind == "stuck" and 0 < stuck.gradient < 1e-8
    assert str(stuck.phrase).startswith("stuck: gradient ") and "10⁻" in str(stuck.phrase)
    assert of(Momentum(lr=0.1), Escape(), steps=100).kind != "stuck"
    assert of(SGD(lr=0.1), Escape(), start=(2.0, 1.0), steps=300).kind == "arrives"


def test_what_overflows_leaves_and_what_has_no_minimum_is_not_judged_by_it():
    assert not of(SGD(lr=900.0), steps=300).settles
    assert of(SGD(lr=0.1), Typed(text="3*x + y")).kind == "unknown"
