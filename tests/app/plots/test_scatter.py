"""What a scatter promises: every point in its place and colour, the one that is clicked is the one that is named."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.plots.image import viridis
from app.plots.scatter import Points, ScatterPlot
from app.theme import theme
from tests.app.helpers import pixels, share_of


@pytest.fixture
def plot(keep) -> ScatterPlot:
    plot = keep(ScatterPlot())
    plot.resize(500, 400)
    plot.set_names("learning rate", "weight decay")
    plot.show()
    return plot


def trials(count: int = 40, seed: int = 0) -> Points:
    """Return trials over decades, every fourth of which came to nothing."""
    rng = np.random.default_rng(seed)
    values = np.where(np.arange(count) % 4 == 3, np.nan, rng.random(count))
    keys = [f"trial {k}" for k in range(count)]
    return Points(keys, 10 ** rng.uniform(-6, -2, count), 10 ** rng.uniform(-8, -4, count), values)


def clicked(plot: ScatterPlot, place: QPointF) -> list:
    """Click somewhere; return the keys that were named."""
    named: list = []
    plot.chosen.connect(named.append)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    plot.chosen.disconnect(named.append)
    return named


@pytest.mark.parametrize("log", [False, True])
def test_a_click_names_the_point_under_it(plot, log):
    plot.set_log(log, log)
    points = trials(12, seed=3)
    plot.show_points(points)
    plot.grab()
    places = {key: plot.pixel_of(key) for key in points.keys}
    for key, place in places.items():
        alone = all(other == key or (at - place).manhattanLength() > 30 for other, at in places.items())
        if alone:
            assert clicked(plot, place) == [key]
    assert log is False or sum(plot.area().contains(place) for place in places.values()) == 12


def test_a_click_beside_all_points_names_none(plot):
    plot.show_points(Points(["a"], np.array([1.0]), np.array([1.0]), np.array([0.5])), (0, 4), (0, 4))
    plot.grab()
    assert clicked(plot, plot.to_pixels(3, 3)) == []
    assert clicked(plot, plot.to_pixels(1, 1)) == ["a"]


def test_in_decades_points_stand_at_their_logarithms_and_what_has_none_is_left_out(plot):
    plot.set_log(True, False)
    x = np.array([1e-4, 1e-2, 0.0, -1.0])
    plot.show_points(Points("abcd", x, np.arange(4.0), np.ones(4)), (1e-5, 1e-1), (0, 4))
    plot.grab()
    left, right = plot.to_pixels(-5, 0).x(), plot.to_pixels(-1, 0).x()
    assert plot.pixel_of("a").x() == pytest.approx(left + (right - left) / 4)
    assert plot.pixel_of("b").x() == pytest.approx(left + 3 * (right - left) / 4)
    assert plot.key_at(plot.to_pixels(-3, 2)) is None


def test_axes_hold_all_points_and_change_when_they_become_decades(plot):
    points = trials()
    plot.show_points(points)
    (left, right), _ = plot.ranges()
    assert left <= points.x.min() and points.x.max() <= right
    plot.set_log(True, True)
    (left, right), (low, high) = plot.ranges()
    assert 10**left <= points.x.min() and points.x.max() <= 10**right
    assert 10**low <= points.y.min() and points.y.max() <= 10**high
    assert right - left < 6


@pytest.mark.parametrize("value, end", [(0.0, 0), (1.0, -1), (7.0, -1)])
def test_a_point_has_the_colour_of_its_value(plot, value, end):
    plot.set_scale(0, 1)
    plot.show_points(Points(["a"], np.zeros(1), np.zeros(1), np.array([value])), (-1, 1), (-1, 1))
    at = plot.to_pixels(0, 0).toPoint()
    shown = pixels(plot)[at.y(), at.x()].astype(int)
    assert np.abs(shown - viridis()[::4][end].astype(int)).max() <= 2


def test_what_came_to_nothing_is_a_cross_in_grey(plot):
    plot.show_points(Points(["a"], np.zeros(1), np.zeros(1), np.array([np.nan])), (-1, 1), (-1, 1))
    assert share_of(pixels(plot), theme.colors.disabled) > 0
    at = plot.to_pixels(0, 0)
    assert plot.key_at(at) == "a"


def test_chosen_points_are_ringed_and_stay_so_when_others_come(plot):
    points = Points("ab", np.array([-0.5, 0.5]), np.zeros(2), np.array([0.2, 0.9]))
    plot.show_points(points, (-1, 1), (-1, 1))
    before = pixels(plot)
    plot.select(["b"])
    changed = np.flatnonzero((pixels(plot) != before).any(axis=(0, 2)))
    assert len(changed)
    middle = plot.pixel_of("b").x()
    assert np.abs(changed - middle).max() < theme.metrics.px(14)
    plot.show_points(points, (-1, 1), (-1, 1))
    assert plot.selected() == {"b"}
    assert (pixels(plot) != before).any()


def test_the_pointer_tells_which_point_it_is_over_once(plot):
    told: list = []
    plot.pointed.connect(told.append)
    plot.show_points(Points(["a"], np.zeros(1), np.zeros(1), np.ones(1)), (-1, 1), (-1, 1))
    plot.grab()
    middle = plot.to_pixels(0, 0).toPoint()
    for dx in (-90, -2, 0, 2, 90):
        QTest.mouseMove(plot.viewport(), middle + QPointF(dx, 0).toPoint())
    assert told == ["a", None]


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_any_number_of_points_is_drawn(plot, count):
    plot.set_log(True, True)
    points = trials(count)
    plot.show_points(points)
    plot.select(points.keys[:3])
    plot.grab()
    assert len(plot.points().keys) == count
    for key in points.keys[:: max(1, count // 7)]:
        assert plot.area().contains(plot.pixel_of(key))
