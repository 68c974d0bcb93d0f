"""What pictures of numbers promise: every cell in its colour and its place, a scale that says what colours mean."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.plots.image import SHADES, ColorScale, ImagePlot, colored, ramp, viridis
from app.plots.ticks import decades, plain
from app.theme import theme
from tests.app.helpers import pixels


def test_shares_have_the_colours_of_the_scale_and_holes_their_own():
    shares = np.array([[0.0, 1.0, 0.5], [np.nan, np.inf, -3.0]])
    shown = colored(shares, viridis(), "#123456")
    np.testing.assert_array_equal(shown[0, 0], viridis()[0])
    np.testing.assert_array_equal(shown[0, 1], viridis()[-1])
    np.testing.assert_array_equal(shown[0, 2], viridis()[(SHADES - 1) // 2])
    assert shown[1, 0].tolist() == shown[1, 1].tolist() == [0x12, 0x34, 0x56]
    np.testing.assert_array_equal(shown[1, 2], viridis()[0])  # below the scale: its end


def test_a_ramp_goes_from_its_ground_to_its_colour():
    colors = ramp("#ffffff", "#0072b2")
    assert (QColor(*colors[0].tolist()).name(), QColor(*colors[-1].tolist()).name()) == ("#ffffff", "#0072b2")
    assert len(np.unique(colors, axis=0)) > 200


@pytest.fixture
def plot(keep) -> ImagePlot:
    plot = keep(ImagePlot())
    plot.resize(300, 240)
    plot.show()
    return plot


@pytest.mark.parametrize("x, y", [((0.0, 1.0), (0.0, 1.0)), ((-3.0, 5.0), (1e-6, 2e-6))])
def test_every_cell_is_drawn_in_its_place_from_the_bottom_up(plot, x, y):
    cells = np.random.default_rng(2).integers(0, 255, (3, 4, 3)).astype(np.uint8)
    plot.show_pixels(cells, x, y)
    image = pixels(plot)
    for row in range(3):
        for column in range(4):
            place = x[0] + (column + 0.5) * (x[1] - x[0]) / 4, y[0] + (row + 0.5) * (y[1] - y[0]) / 3
            at = plot.to_pixels(*place)
            np.testing.assert_array_equal(image[int(at.y()), int(at.x())], cells[row, column])
            assert plot.cell_at(*place) == (column, row)
    assert plot.cell_at(x[0] - 1e-3 * (x[1] - x[0]), y[0]) is None


def test_nothing_is_drawn_of_nothing(plot):
    for nothing in (None, np.zeros((4, 0, 3), np.uint8)):
        plot.show_pixels(nothing)
        assert plot.cell_at(0.5, 0.5) is None
        plot.grab()


@pytest.mark.parametrize("first_on_top", [True, False])
def test_a_scale_has_its_colours_from_end_to_end_and_its_name(keep, first_on_top):
    scale = keep(ColorScale(viridis()))
    scale.set_scale(0, 100, plain, "steps", first_on_top)
    scale.resize(scale.sizeHint().width(), 300)
    image = pixels(scale)
    bar = scale._bar().toRect()
    ends = [image[y, bar.center().x()].astype(int) for y in (bar.top() + 1, bar.bottom() - 1)]
    wanted = [viridis()[0].astype(int), viridis()[-1].astype(int)]
    for shown, color in zip(ends, wanted if first_on_top else wanted[::-1], strict=True):
        assert np.abs(shown - color).max() < 8
    assert scale.texts()[0] == "0" and scale.texts()[-1] == "100"


def test_a_scale_in_decades_names_powers_and_has_room_for_them(keep):
    scale = keep(ColorScale(viridis()))
    scale.resize(90, 300)
    scale.set_scale(-16, 0, decades, "f")
    assert "10⁻¹²" in scale.texts() and "1" in scale.texts()
    narrow = scale.sizeHint().width()
    theme.set_text_size(22)
    assert scale.sizeHint().width() > 1.5 * narrow
