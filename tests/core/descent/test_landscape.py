"""What is drawn behind paths: levels that divide, directions that fall, far points that can be read back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.descent.expressions import parse
from core.descent.landscape import GRID, Frame, Warp, field_of, frame_around, heights_of, levels_of
from core.descent.surfaces import Typed, surfaces

NAMED = [kind for kind in surfaces.classes() if kind is not Typed]
DECADES = Warp(1.0, 4.0)


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.key)
def test_heights_are_those_of_the_surface_at_the_places_of_the_grid(kind):
    surface = kind()
    for frame in (Frame(surface.view), Frame((-9.0, 9.0, -8.0, 8.0), DECADES, Warp(0.0, 2.0))):
        across, up, heights = heights_of(surface, frame)
        assert heights.shape == (GRID, GRID)
        for row, column in ((0, 0), (7, 100), (GRID - 1, 3)):
            x, y = frame.x.to_number(across[column]), frame.y.to_number(up[row])
            assert heights[row, column] == pytest.approx(float(surface.value(x, y)), nan_ok=True)


def heights_on_grid(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    across, up, heights = heights_of(Typed(text), Frame((-10.0, 10.0, -10.0, 10.0)))
    return *np.meshgrid(across, up), heights


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("sin(x)/x + y^2/20", lambda x, y: np.sinc(x / np.pi) + y**2 / 20),
        ("(x^2 - y^2)/(x - y)", lambda x, y: x + y),
        ("x^2 y/(x^2 + y^2)", lambda x, y: x**2 * y / np.where((x == 0) & (y == 0), 1, x**2 + y**2)),
        ("x/|x| + y", lambda x, y: np.sign(x) + y),
        ("(x^2 - 25)/(x - 5)", lambda x, y: x + 5),
    ],
)
def test_a_hole_without_width_tears_no_stripe_through_the_picture(text, filled):
    x, y, heights = heights_on_grid(text)
    assert np.isnan(parse(text).evaluate(x, y)).any()
    np.testing.assert_allclose(heights, filled(x, y), atol=1e-6)


@pytest.mark.parametrize("text", ["1/x + y", "1/(x^2 + y^2)", "ln(x) + y", "sqrt(x y)", "ln|x| + y", "1/(x - y)"])
def test_poles_and_what_is_outside_the_domain_stay_holes(text):
    x, y, heights = heights_on_grid(text)
    np.testing.assert_array_equal(np.isfinite(heights), np.isfinite(parse(text).evaluate(x, y)))


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.key)
def test_arrows_point_down_the_surface(kind):
    surface = kind()
    places, directions, _ = field_of(surface, Frame(surface.view))
    assert len(places) > 200
    slopes = np.stack(np.broadcast_arrays(*surface.gradient(*places.T)), axis=-1)
    falls = (slopes * directions).sum(axis=1)
    flat = np.linalg.norm(slopes, axis=1) < 1e-9
    assert (falls[~flat] < 0).all()
    assert flat.sum() < 10


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.key)
def test_the_steeper_a_place_of_the_field_is_the_longer_is_its_arrow(kind):
    surface = kind()
    places, _, steepness = field_of(surface, Frame(surface.view))
    slopes = np.linalg.norm(np.stack(np.broadcast_arrays(*surface.gradient(*places.T)), axis=-1), axis=1)
    order = np.argsort(slopes)
    assert (np.diff(steepness[order]) >= -1e-9).all()
    assert steepness.min() >= 0 and steepness.max() == pytest.approx(1)
    full = np.quantile(slopes, 0.95)
    np.testing.assert_allclose(steepness, np.sqrt(np.minimum(slopes / full, 1)), rtol=1e-6, atol=1e-9)


def test_a_level_surface_has_a_field_without_length():
    assert not field_of(Typed(text="3 + 0*x"), Frame((-1.0, 1.0, -1.0, 1.0)))[2].any()


def test_levels_rise_and_lie_within_the_heights():
    heights = np.random.default_rng(0).lognormal(0, 4, 5000)
    levels = levels_of(heights)
    assert len(levels) >= 8
    assert (np.diff(levels) > 0).all()
    assert heights.min() < levels[0] and levels[-1] < heights.max()


@pytest.mark.parametrize("heights", [np.full(9, 3.0), np.full(9, np.nan), np.array([]), np.array([np.inf, 1.0])])
def test_where_nothing_differs_there_are_no_levels(heights):
    assert len(levels_of(heights)) == 0


@given(st.floats(-1e200, 1e200))
def test_what_is_brought_into_sight_can_be_read_back(number):
    place = float(DECADES.to_screen(number))
    assert np.isfinite(place)
    assert float(DECADES.to_number(place)) == pytest.approx(number, rel=1e-9, abs=1e-9)


def test_decades_leave_the_middle_as_it_is_and_shorten_the_rest():
    inside = np.linspace(-3, 5, 9)
    np.testing.assert_allclose(DECADES.to_screen(inside), inside)
    far = DECADES.to_screen(1 + 4 * np.array([10.0, 100.0, 1000.0]))
    assert np.diff(far) == pytest.approx([4 * np.log(10)] * 2)


@given(arrays.arrays(float, (7, 2), elements=st.floats(-1e12, 1e12) | st.just(np.nan) | st.just(np.inf)))
def test_a_frame_around_points_has_every_finite_one_in_sight_and_the_view_in_its_middle(points):
    view = (-3.0, 5.0, -1.0, 1.0)
    frame = frame_around(view, points)
    left, right, bottom, top = frame.rect
    assert right - left >= 2 * 8 and top - bottom >= 2 * 2
    for axis, (low, high, warp) in enumerate(((left, right, frame.x), (bottom, top, frame.y))):
        finite = points[np.isfinite(points[:, axis]), axis]
        places = warp.to_screen(finite)
        assert (low < places).all() and (places < high).all()
        ends = np.array(view[2 * axis : 2 * axis + 2])
        np.testing.assert_allclose(warp.to_screen(ends), ends)
        assert (low + high) / 2 == pytest.approx(ends.mean())
