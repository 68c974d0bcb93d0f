"""What is said of a path follows from its points and steps: each sentence where it is true, and not where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from core.descent.behaviour import behaviour
from core.descent.surfaces import Escape, Surface, Valley
from core.descent.trajectory import Trajectory, trace
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, Optimizer


def said(surface: Surface, rule: Optimizer, start: tuple[float, float] = (-7.0, 2.0), steps: int = 30) -> str:
    ((path,),) = trace(surface, [rule], [start], steps)
    return " ".join(map(str, behaviour(path, [*surface.minima, *surface.local_minima])))


def walked(y: np.ndarray) -> Trajectory:
    """Return a path of SGD that goes through (t, y_t)."""
    points = np.stack([np.arange(len(y), dtype=float), y], axis=1)
    nothing = np.full(len(y), np.nan)
    return Trajectory(SGD(), (0.0, float(y[0])), points, nothing, np.full((len(y), 2), np.nan), {}, None)


@pytest.mark.parametrize(
    ("lr", "x", "y"), [(0.95, 0.905, -0.9), (0.6, 0.94, -0.2), (0.3, 0.97, 0.4), (1.05, 0.895, -1.1)]
)
def test_of_sgd_on_a_quadratic_the_factors_of_both_axes_are_said(lr, x, y):
    # x ← (1 − η/10) x, y ← (1 − 2η) y
    told = said(Valley(), SGD(lr=lr))
    assert f"x nears the minimum, x = 0, at every step: its distance goes × {x:g} a step." in told
    verb = "overshoots" if y < 0 else "nears"
    assert f"y {verb} the minimum, y = 0, at " in told and f": its distance goes × {abs(y):g} a step." in told


@pytest.mark.parametrize("rule", [Momentum(lr=0.1), Adam(lr=0.3)])
def test_of_a_path_that_swings_no_steady_factor_is_said(rule):
    told = said(Valley(), rule)
    assert "nears" not in told and "overshoots" not in told


def test_a_path_at_rest_in_a_local_minimum_is_not_said_to_shrink_towards_another():
    told = said(Escape(), SGD(lr=0.1), Escape.start, 100)
    assert "x nears" not in told


def test_adagrad_is_said_to_lose_its_learning_rate_and_sgd_is_not():
    assert "The effective learning rate of x has only fallen, to 1/" in said(Valley(), AdaGrad(lr=0.1), steps=200)
    assert "effective learning rate" not in said(Valley(), SGD(lr=0.95))


def test_to_and_fro_without_a_steady_factor_is_a_zigzag_and_straight_on_is_nothing():
    rng = np.random.default_rng(3)
    wild = np.cumsum(rng.uniform(0.5, 2, 20) * (-1.0) ** np.arange(20))
    assert "y turns back at 18 of 19 steps: a zig-zag." in " ".join(map(str, behaviour(walked(wild), [])))
    assert behaviour(walked(np.linspace(0, 5, 20) ** 2), []) == ()


def test_of_a_path_too_short_or_without_numbers_nothing_is_said():
    assert behaviour(walked(np.array([1.0, -1.0, 1.0])), [(0.0, 0.0)]) == ()
    assert behaviour(walked(np.full(20, np.nan)), [(0.0, 0.0)]) == ()
