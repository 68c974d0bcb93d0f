"""What lies behind the paths promises: contours of any surface, bands that hold its minima, arrows that are numbers."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.tabs.optimizers.landscape import band_colors, landscape_of
from app.theme import theme
from core.config.words import LabError
from core.descent.landscape import Frame
from core.descent.surfaces import Typed, surfaces
from tests.core.descent.test_expressions import well_formed

NAMED = [kind for kind in surfaces.classes() if kind is not Typed]


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.key)
def test_every_surface_has_contours_that_divide_its_view(kind):
    surface = kind()
    landscape = landscape_of(surface, Frame(surface.view))
    assert len(landscape.lines) >= 8
    assert len(landscape.bands) == len(landscape.lines) + 1
    left, right, bottom, top = surface.view
    areas = [band.boundingRect() for band in landscape.bands if not band.isEmpty()]
    assert len(areas) >= 8
    for area in areas:
        assert left - 1e-6 <= area.left() and area.right() <= right + 1e-6
        assert bottom - 1e-6 <= area.top() and area.bottom() <= top + 1e-6


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.key)
def test_a_minimum_lies_in_the_lowest_band(kind):
    surface = kind()
    landscape = landscape_of(surface, Frame(surface.view))
    for x, y in surface.minima:
        assert landscape.bands[0].contains(QPointF(x, y))


HOLES = ["3", "0", "log(x)", "1/x", "1/(x*y)", "sqrt(x*y)", "abs(x)/y", "exp(x^2)", "exp(exp(x))", "tan(x) + ln(y)"]
EXTREME = ["1e308*tan(x)", "1e300*x", "1e308*x*y", "-1e308*x^2", "x^200*y^200", "1e-320*x", "1e-308*(x^2 + y^2)"]


@pytest.mark.parametrize("text", [*HOLES, *EXTREME, "1e16 + x", "x^-300 - y^-300", "1e200*exp(x) - 1e200*exp(y)"])
def test_a_function_with_holes_or_huge_values_has_a_landscape_where_it_is_finite(text):
    surface = Typed(text=text)
    landscape = landscape_of(surface, Frame(surface.view))
    assert np.isfinite(landscape.tails).all() and np.isfinite(landscape.directions).all()
    assert len(landscape.bands) == len(landscape.lines) + 1


def test_huge_heights_have_contours_and_arrows_like_any_others():
    plain, huge = (landscape_of(Typed(text=text), Frame(Typed(text=text).view)) for text in ("x*y", "1e297*x*y"))
    assert len(huge.lines) == len(plain.lines) >= 8
    np.testing.assert_allclose(huge.directions, plain.directions, atol=1e-9)


def test_any_formula_that_can_be_typed_has_a_landscape():
    rng, drawn = random.Random(11), 0
    while drawn < 150:
        try:
            surface = Typed(text=well_formed(rng, 4))
        except LabError:
            continue  # without a value anywhere in the view
        landscape = landscape_of(surface, Frame(surface.view))
        assert len(landscape.bands) == len(landscape.lines) + 1
        assert np.isfinite(landscape.directions).all()
        drawn += 1


def test_colours_go_from_the_lowest_to_the_highest():
    colors = [color.name() for color in band_colors(5)]
    assert (colors[0], colors[-1], len(set(colors))) == (theme.colors.low, theme.colors.high, 5)
