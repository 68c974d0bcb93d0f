"""What every plot promises: axes that can be read at any size, in any theme and language; pixels that are places."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPicture

from app.language import language
from app.plots.frame import Axis, Plot
from app.plots.paint import advance
from app.plots.ticks import decades, named
from app.theme import theme
from core.config.words import mark
from tests.app.helpers import assert_same_pixels, pixels, share_of


@pytest.fixture
def plot(keep) -> Plot:
    plot = keep(Plot())
    plot._dress()
    plot.resize(400, 260)
    plot.set_range((0, 10), (-2, 3))
    plot.show()
    plot.grab()
    return plot


def texts(axis: Axis) -> list[tuple[str, object]]:
    """Return what is written at an axis, with the places of the texts."""
    picture = QPicture()
    painter = QPainter(picture)
    painter.setFont(axis.style["tickFont"])
    specs = axis.generateDrawSpecs(painter)[2]
    painter.end()
    return [(text, place) for place, _, text in specs]


@pytest.mark.parametrize("points", [8.0, 11.0, 24.0])
@pytest.mark.parametrize("width", [160, 300, 900])
@pytest.mark.parametrize("low, high", [(0, 10), (-1e-5, 3e-5), (0, 123456), (-0.003, 100)])
def test_numbers_at_an_axis_never_overlap(plot, points, width, low, high):
    theme.set_text_size(points)
    plot.resize(width, width)
    plot.set_range((low, high), (low, high))
    plot.grab()
    for axis in (plot.bottom, plot.left):
        shown = texts(axis)
        assert shown or (width, points) == (160, 24.0)
        assert not any(a.intersects(b) for (_, a), (_, b) in combinations(shown, 2))


def test_the_numbers_at_the_ends_of_an_axis_are_written(plot):
    assert [text for text, _ in texts(plot.bottom)][:1] == ["0"]
    assert [text for text, _ in texts(plot.bottom)][-1:] == ["10"]
    assert {"−2", "3"} <= {text for text, _ in texts(plot.left)}


def test_an_axis_writes_what_its_ticks_say(plot):
    plot.left.set_ticks(decades)
    plot.bottom.set_ticks(named(["a", "b", "c"], first=1))
    plot.set_range((0.5, 3.5), (-2, 0))
    plot.grab()
    assert [text for text, _ in texts(plot.bottom)] == ["a", "b", "c"]
    assert {"0.01", "0.1", "1"} <= {text for text, _ in texts(plot.left)}


@pytest.mark.parametrize("beside", [False, True])
def test_axes_are_named_in_the_language_shown_and_leave_room_for_it(plot, beside):
    without = plot.area()
    plot.set_names(mark("app", "step"), mark("app", "loss"), beside=beside)
    plot.grab()
    assert plot.names() == ("step", "loss")
    assert plot.area().height() < without.height()
    assert (plot.area().left() > without.left()) == beside
    language.switch("ko")
    assert plot.names() not in (("step", "loss"), ("", ""))


def test_a_long_name_of_a_low_plot_is_written_whole(plot):
    plot.set_names("", "f − the least value that was seen")
    plot.resize(400, 90)
    image = pixels(plot)
    band = image[: theme.metrics.px(20)]
    written = (band != band[0, -1]).any(axis=(0, 2)).nonzero()[0]
    assert written.max() - written.min() == pytest.approx(advance(theme.font(), plot.names()[1]), abs=6)


@pytest.mark.parametrize("place", [(0, -2), (10, 3), (2.5, 0.1)])
def test_pixels_and_places_are_the_same_there_and_back(plot, place):
    pixel = plot.to_pixels(*place)
    assert plot.from_pixels(pixel) == pytest.approx(place)
    scene = plot.box.mapViewToScene(QPointF(*place))
    assert (pixel.x(), pixel.y()) == pytest.approx((scene.x(), scene.y()), abs=0.01)


def test_a_plot_takes_colours_and_sizes_of_the_theme_at_once(plot):
    before = plot.area()
    theme.apply(dark=True)
    assert share_of(pixels(plot), theme.colors.card) > 0.5
    theme.set_text_size(22)
    plot.grab()
    assert plot.left.style["tickFont"].pointSizeF() == theme.metrics.small_points
    assert plot.area().left() > 1.5 * before.left()


@pytest.mark.parametrize("grid", [True, False])
@pytest.mark.parametrize("size", [(231, 86), (231, 84), (120, 90), (400, 90), (90, 400), (640, 480)])
def test_a_plot_that_is_resized_looks_like_one_of_that_size(keep, grid, size):
    def shown(width: int, height: int) -> Plot:
        plot = keep(Plot(grid=grid))
        plot._dress()
        plot.set_range((0, 10), (-2, 3))
        plot.resize(width, height)
        plot.show()
        return plot

    wanted = pixels(shown(*size))
    for width, height in ((1, 0), (0, 1), (1, 1), (-1, -1), (40, 30), (300, 400)):
        plot = shown(size[0] + width, size[1] + height)
        plot.grab()
        plot.resize(*size)
        assert_same_pixels(pixels(plot), wanted)


def test_the_mouse_moves_nothing_unless_it_may(plot):
    assert plot.box.state["mouseEnabled"] == [False, False]
    plot.set_mouse(True)
    assert plot.box.state["mouseEnabled"] == [True, True]
