"""What is read of paths: a number a step, measured from the minimum, or from the least that was seen."""

from __future__ import annotations

import numpy as np
import pytest

from core.descent.readings import NAMES, lowest, name_of, reading
from core.descent.surfaces import Rosenbrock, Typed, Valley
from core.descent.trajectory import Trajectory, trace
from core.descent.view import DescentView
from core.rules.optimizers import SGD, Adam, Momentum


def paths_on(surface, *rules) -> list[Trajectory]:
    return [path for (path,) in trace(surface, list(rules), [(1.5, -0.5)], 40)]


@pytest.mark.parametrize("surface", [Valley(), Rosenbrock(), Typed(text="x^2/7 + y^4 - 3")], ids=lambda s: s.key)
def test_every_reading_has_a_number_for_every_step(surface):
    paths = paths_on(surface, SGD(0.001), Adam(0.1))
    least = lowest(paths, surface)
    kinds = set(DescentView.parameters()["reading"].options) - {"table"}
    assert kinds == set(NAMES)
    for path in paths:
        for kind in kinds:
            assert len(reading(path, surface, kind, least)) == path.steps + 1


def test_readings_are_what_their_names_say():
    surface = Valley()
    (path,) = paths_on(surface, Momentum(0.1))
    x, y = path.points.T
    np.testing.assert_allclose(reading(path, surface, "value", lowest([path], surface)), x**2 / 20 + y**2)
    np.testing.assert_allclose(reading(path, surface, "distance", 0), np.hypot(x, y))
    np.testing.assert_allclose(reading(path, surface, "step", 0)[1:], np.hypot(np.diff(x), np.diff(y)))
    slopes = x / 10, 2 * y
    for kind, places, slope in (("rate_x", x, slopes[0]), ("rate_y", y, slopes[1])):
        shown = reading(path, surface, kind, 0)
        assert np.isnan(shown[0])
        np.testing.assert_allclose(shown[1:], np.abs(np.diff(places) / slope[:-1]), rtol=1e-6)


def test_without_a_known_minimum_heights_are_measured_from_the_least_that_was_seen():
    surface = Typed(text="x^2 + y^2 + 0.01 y^4 - 5")
    paths = paths_on(surface, SGD(0.1), SGD(0.4))
    least = lowest(paths, surface)
    assert least == min(float(path.values.min()) for path in paths)
    assert min(reading(path, surface, "value", least).min() for path in paths) == 0
    assert name_of("value", surface) != name_of("value", Valley()) == "f − f*"
    bowl = Typed(text="x^2 + y^2 - 5")  # whose minimum the formula tells
    assert name_of("value", bowl) == "f − f*" and lowest(paths_on(bowl, SGD(0.1)), bowl) == -5
    assert name_of("step", surface) == NAMES["step"]


def test_paths_without_any_finite_height_have_a_least_all_the_same():
    surface = Typed(text="x^2 + y^2")
    (path,) = paths_on(surface, SGD(0.1))
    path.values[:] = np.nan
    assert lowest([path], surface) == 0.0
