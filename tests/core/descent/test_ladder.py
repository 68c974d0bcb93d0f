"""f at the end against the learning rate is what a path of that rate arrives at, whatever the rule."""

from __future__ import annotations

import numpy as np
import pytest

from core.descent.ladder import MOST_STEPS, ends_of, is_ladder, rates_around
from core.descent.study import DescentSettings, Noise
from core.descent.surfaces import Himmelblau, Valley
from core.descent.trajectory import trace
from core.rules.optimizers import SGD, Adam, Momentum, optimizers

RATES = np.array([0.01, 0.3, 0.95, 1.0, 1.3])


@pytest.mark.parametrize("kind", optimizers.classes())
@pytest.mark.parametrize("surface", [Valley(), Himmelblau()])
@pytest.mark.parametrize("noise", [None, Noise(strength=0.2)])
def test_the_end_of_each_rate_is_that_of_its_path(kind, surface, noise):
    settings = DescentSettings(surface=surface, start=((-3.0, 2.0),), steps=25, noise=noise, seed=3)
    ends = ends_of(kind(), settings, RATES)
    paths = trace(surface, [kind().with_value("lr", rate) for rate in RATES], settings.start, 25, noise, 3)
    expected = np.array([path.values[-1] for (path,) in paths])
    np.testing.assert_allclose(ends[np.isfinite(expected)], expected[np.isfinite(expected)], rtol=1e-6)
    assert (np.isfinite(ends) >= np.isfinite(expected)).all()


def test_the_curve_of_the_lecture_has_its_lowest_place_below_the_limit():
    x = rates_around([SGD(lr=0.5), SGD(lr=1.05)])
    y = ends_of(SGD(), DescentSettings(), x)
    np.testing.assert_allclose(y, (7 * (1 - x / 10) ** 30) ** 2 / 20 + (2 * (1 - 2 * x) ** 30) ** 2)
    assert 0.9 < x[y.argmin()] < 1 and x[0] > 0 and {0.5, 1.05} <= set(x.tolist()) and x[-1] > 1.05


def test_long_paths_are_not_traced_for_many_rates():
    assert not len(ends_of(SGD(), DescentSettings(steps=MOST_STEPS + 1), RATES))


def test_a_ladder_is_one_rule_with_several_rates():
    assert is_ladder([SGD(lr=0.5), SGD(lr=1.0)])
    assert is_ladder([Momentum(lr=0.5), Momentum(lr=1.0), Momentum(lr=0.1)])
    assert not is_ladder([SGD(lr=0.5)])
    assert not is_ladder([SGD(lr=0.5), SGD(lr=0.5)])
    assert not is_ladder([SGD(lr=0.5), Adam(lr=1.0)])
    assert not is_ladder([Momentum(lr=0.5, momentum=0.9), Momentum(lr=1.0, momentum=0.8)])
