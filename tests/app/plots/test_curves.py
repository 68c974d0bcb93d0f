"""What plots promise: thinning hides nothing that matters, ranges are round, the read-out names every curve."""

from __future__ import annotations

import math
import time

import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.plots.curves import Curve, CurveItem, CurvePlot, Style, next_round
from app.plots.legend import Legend, LegendEntry
from app.plots.lines import MOST_POINTS
from app.theme import theme
from tests.app.helpers import pixels, pixels_of, plain, share_of

# Ranges


@given(st.floats(1e-12, 1e12))
def test_the_next_round_number_is_not_below_and_not_far_above(value):
    top = next_round(value)
    assert top >= value * (1 - 1e-9)
    assert top <= 1.51 * value
    digits = top / 10 ** math.floor(math.log10(top * (1 + 1e-9)))
    assert any(digits == pytest.approx(step) for step in (1, 1.5, 2, 3, 4, 5, 6, 8))


@pytest.mark.parametrize("value", [0.0, -3.0, math.nan, math.inf])
def test_where_there_is_no_range_it_is_one(value):
    assert next_round(value) == 1.0


# Plots


def curve(key, y, run: int = 0, name: str = "", width: float = 2.0) -> Curve:
    y = np.asarray(y, float)
    return Curve(key, np.arange(1, len(y) + 1), y, Style(run, width=width), name)


@pytest.fixture
def plot(keep) -> CurvePlot:
    plot = keep(CurvePlot("loss"))
    plot.resize(500, 300)
    plot.set_x("step", 10)
    plot.show()
    return plot


def y_range(plot: CurvePlot) -> tuple[float, float]:
    return tuple(plot.box.viewRange()[1])


def drawn(plot: CurvePlot, run: int = 0) -> float:
    """Return the share of pixels in the colour of a run."""
    return share_of(pixels(plot), theme.series(run))


def test_a_curve_is_drawn_in_the_colour_of_its_run_and_gone_when_it_is_not_given_any_more(plot):
    plot.show_curves([curve("a", np.linspace(2, 0.1, 10), run=0), curve("b", np.full(10, 1.0), run=1)])
    assert drawn(plot, 0) > 0
    assert drawn(plot, 1) > 0
    plot.show_curves([curve("b", np.full(10, 1.0), run=1)])
    assert drawn(plot, 0) == 0
    assert drawn(plot, 1) > 0
    plot.show_curves([])
    assert drawn(plot, 1) == 0


def test_curves_change_their_colour_with_the_theme(plot):
    plot.show_curves([curve("a", np.full(10, 1.0))])
    theme.apply(dark=True)
    assert drawn(plot) > 0
    assert share_of(pixels(plot), theme.colors.card) > 0.5


def test_the_range_starts_at_zero_and_ends_above_the_largest_value(plot):
    plot.show_curves([curve("a", [2.0, 1.0, np.nan])])
    low, high = y_range(plot)
    assert low == 0
    assert 2 < high <= 3


def test_a_curve_that_explodes_does_not_flatten_the_others(plot):
    plot.show_curves([curve("a", [2.0, 1.0, 0.5]), curve("b", [2.0, 1e30, np.nan], run=1)])
    assert y_range(plot)[1] < 100


def test_in_decades_the_range_holds_all_positive_values_and_zeros_are_gaps(plot):
    plot.set_log(True)
    plot.show_curves([curve("a", [2.0, 0.03, 0.0, 0.001])])
    low, high = y_range(plot)
    assert low <= -3
    assert high >= math.log10(2)
    plot.set_log(False)
    assert y_range(plot)[0] == 0


@pytest.mark.parametrize("values", [[], [np.nan], [0.0], [-1.0, 0.0]])
@pytest.mark.parametrize("log", [False, True])
def test_a_plot_without_anything_to_show_has_a_range_all_the_same(plot, values, log):
    plot.set_log(log)
    plot.show_curves([curve("a", values)])
    low, high = y_range(plot)
    assert math.isfinite(low)
    assert low < high
    plot.grab()


@pytest.mark.parametrize(("value", "low", "high"), [(10.0, 1.0, 1.5), (1.0, 0.0, 0.5), (0.5, -0.5, 0.0)])
def test_a_level_curve_in_decades_has_half_a_decade(plot, value, low, high):
    plot.set_log(True)
    plot.show_curves([curve("a", np.full(5, value))])
    assert y_range(plot) == pytest.approx((low, high), abs=0.02)


def test_an_empty_plot_in_decades_spans_whole_decades(plot):
    plot.set_log(True)
    assert y_range(plot) == pytest.approx((-2, 1))
    plot.set_log(False)
    assert y_range(plot) == pytest.approx((0, 1))


def test_a_long_curve_is_drawn_with_few_points_and_kept_whole(plot):
    y = np.random.default_rng(1).random(50_000)
    plot.show_curves([curve("a", y)])
    (kept,) = plot.curves()
    assert len(kept.y) == 50_000
    (item,) = [item for item in plot.scene().items() if isinstance(item, CurveItem) and len(item.getData()[0]) > 1]
    assert len(item.getData()[0]) <= 2 * MOST_POINTS


def test_a_dashed_curve_that_leaves_for_far_away_is_drawn_at_once(plot):
    y = np.array([1.0, 0.5, 1e12, 0.5, 0.4, -1e300, 0.3])
    dashed = Curve("far", np.arange(7.0), y, Style(0, Qt.PenStyle.DashLine, 1.0), "far")
    plot.show_curves([curve("a", np.linspace(1, 0, 7)), dashed])
    began = time.perf_counter()
    plot.grab()
    assert time.perf_counter() - began < 5, "dashes without end"
    (_, item) = sorted(plot._items.items())[1]
    assert np.nanmax(np.abs(item.getData()[1])) < 10
    assert plot.curves()[1].y is y, "what is read stays as it is"


# Read-out


def hover(plot: CurvePlot, x: float) -> None:
    """Move the mouse over the plot to a place on the horizontal axis, half way up."""
    box = plot.box
    y = sum(y_range(plot)) / 2
    QTest.mouseMove(plot.viewport(), plot.mapFromScene(box.mapViewToScene(QPointF(x, y))))


def readout(plot: CurvePlot) -> str:
    """Return the text under the pointer, empty when there is none."""
    shown = [label for label in plot.findChildren(QLabel) if label.isVisible()]
    return plain(shown[0].text()) if shown else ""


def test_the_pointer_reads_every_named_curve_at_its_place(plot):
    curves = [curve(run, [run + 0.1 * k for k in range(10)], run=run, name=f"run {run}") for run in range(3)]
    plot.show_curves([*curves, curve("raw", np.ones(10), width=1.0)])
    hover(plot, 4.1)
    text = readout(plot)
    assert text.startswith("step 4")
    for run in range(3):
        assert f"run {run}" in text
        assert f"{run + 0.3:.3g}" in text
    assert "raw" not in text


def test_the_pointer_reads_a_dash_where_a_run_has_diverged(plot):
    plot.show_curves([curve("a", [1.0, np.nan, np.nan], name="wild")])
    hover(plot, 3)
    assert "–" in readout(plot)


def test_the_pointer_leaves_no_run_out_without_saying_so(plot):
    plot.show_curves([curve(run, np.ones(10), run=run, name=f"run {run};") for run in range(40)])
    text = plot.reading(5)
    assert "…" in text or all(f"run {run};" in text for run in range(40))


def test_the_read_out_goes_when_the_pointer_leaves(plot):
    plot.show_curves([curve("a", np.ones(10), name="a")])
    hover(plot, 5)
    assert readout(plot)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert not readout(plot)


def test_the_read_out_stays_inside_the_plot(plot):
    plot.show_curves([curve("a", np.ones(10), name="a rather long name of a run")])
    for x in (0.2, 5, 9.9):
        hover(plot, x)
        (label,) = [label for label in plot.findChildren(QLabel) if label.isVisible()]
        assert plot.rect().contains(label.geometry())


# Legend


def test_a_legend_takes_as_many_rows_as_its_names_need(keep):
    legend = keep(Legend())
    legend.set_entries([LegendEntry(f"a run with a long name {run}", run) for run in range(6)])
    wide, narrow = legend.heightForWidth(5000), legend.heightForWidth(250)
    assert wide < narrow
    assert legend.heightForWidth(250) == 6 * wide


def test_a_legend_draws_each_run_in_its_colour(keep):
    legend = keep(Legend())
    legend.set_entries([LegendEntry("a", 0), LegendEntry("b", 1), LegendEntry("c", pen=Qt.PenStyle.DashLine)])
    legend.resize(400, 30)
    picture = pixels(legend)
    assert share_of(picture, theme.series(0)) > 0
    assert share_of(picture, theme.series(1)) > 0
    assert share_of(picture, theme.series(2)) == 0
    assert legend.accessibleName() == "a, b, c"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_thick_line_drawn_in_segments_looks_as_pyqtgraph_draws_it(keep, scale):
    x, y = np.linspace(0, 1, 12), np.array([0.1, 0.9, 0.2, 0.8, np.nan, 0.5, 0.6, 1.4, 0.3, -0.5, 0.4, 0.5])
    pictures = []
    for kind in (CurveItem, pg.PlotCurveItem):
        plot = keep(pg.PlotWidget())
        plot.resize(300, 200)
        plot.setRange(xRange=(0, 1), yRange=(0, 1))
        item = kind(x, y, pen=pg.mkPen("r", width=4 * scale), antialias=True, connect="finite")
        item.setSegmentedLineMode("on")
        plot.addItem(item)
        image = QImage(QSize(300, 200) * scale, QImage.Format.Format_RGB888)
        image.setDevicePixelRatio(scale)
        image.fill(0)
        painter = QPainter(image)
        plot.render(painter)
        painter.end()
        pictures.append(pixels_of(image).astype(int))
    one, other = pictures
    red = (one[..., 0] > 150) & (one[..., 1] < 100)
    assert np.mean(red) > 0.02
    assert np.mean(np.abs(one - other).max(axis=2) > 60) < 0.1 * np.mean(red)
