"""What plots cost: to make one, and to draw thousands of points, against pyqtgraph's own widget."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication

from app.plots.curves import Curve, CurveItem, CurvePlot, Style
from app.plots.frame import Plot
from app.plots.scatter import Points, ScatterPlot
from app.start.application import make_application
from tests.benchmarks.contestants import Contestant

POINTS = 5000
RNG = np.random.default_rng(0)
X, Y, VALUES = (RNG.random(POINTS) for _ in range(3))


@pytest.fixture(scope="module", autouse=True)
def application():
    return make_application([])


class Making(Contestant):
    """Ten plots without anything in them."""

    def __init__(self, kind):
        self.kind, self.made = kind, []

    def ready(self):
        for plot in self.made:
            plot.deleteLater()
        self.made.clear()
        QApplication.processEvents()

    def work(self):
        self.made = [self.kind() for _ in range(10)]


def test_a_plot_is_made_twice_as_fast_as_pyqtgraphs_widget(race, report):
    seconds = race({"ours": Making(Plot), "pyqtgraph": Making(pg.PlotWidget)}, rounds=20)
    ratio = np.median(seconds["pyqtgraph"] / seconds["ours"])
    report("PlotWidget / Plot, made", ratio, 2.0)
    assert ratio >= 2.0


class Drawing(Contestant):
    """New data in a plot that is shown, and one painting of it."""

    def __init__(self, widget, draw):
        self.widget, self.draw = widget, draw
        widget.resize(900, 600)
        widget.show()
        QApplication.processEvents()

    def work(self):
        self.draw()
        self.widget.viewport().repaint()


def test_a_scatter_with_a_colour_for_every_value_costs_less_than_four_in_a_single_colour(race, report):
    ours = ScatterPlot()
    points = Points(range(POINTS), X, Y, VALUES)
    theirs = pg.PlotWidget()
    theirs.setXRange(0, 1)
    theirs.setYRange(0, 1)
    item = pg.ScatterPlotItem(size=8, pen=None, brush="b")
    theirs.addItem(item)
    contestants = {
        "ours": Drawing(ours, lambda: ours.show_points(points)),
        "plain": Drawing(theirs, lambda: item.setData(X, Y)),
    }
    seconds = race(contestants, rounds=30)
    ratio = np.median(seconds["ours"] / seconds["plain"])
    report(f"{POINTS:,} points in colours / in one colour by pyqtgraph", ratio, 4.0)
    assert ratio <= 4.0


def test_thinned_curves_are_drawn_several_times_faster_than_whole_ones(race, report):
    steps = np.arange(10_000.0)
    noisy = [np.exp(-steps / 3000) * (1 + 0.3 * RNG.random(10_000)) for _ in range(4)]
    ours = CurvePlot("loss")
    ours.set_x("step", 10_000)
    theirs = pg.PlotWidget()
    items = [theirs.plot(pen=pg.mkPen("b", width=2)) for _ in noisy]
    curves = [Curve(run, steps, y, Style(run)) for run, y in enumerate(noisy)]
    contestants = {
        "ours": Drawing(ours, lambda: ours.show_curves(curves, anew=True)),
        "whole": Drawing(theirs, lambda: [item.setData(steps, y) for item, y in zip(items, noisy, strict=True)]),
    }
    seconds = race(contestants, rounds=10)
    ratio = np.median(seconds["whole"] / seconds["ours"])
    report("four curves of 10,000 points whole / thinned", ratio, 5.0)
    assert ratio >= 5.0


def test_a_thick_zigzag_is_drawn_many_times_faster_than_by_pyqtgraph(race, report):
    x, y = np.arange(31.0), (-1.0) ** np.arange(31)
    plots = {"ours": pg.PlotWidget(), "theirs": pg.PlotWidget()}
    contestants = {}
    for name, kind in (("ours", CurveItem), ("theirs", pg.PlotCurveItem)):
        item = kind(x, y, pen=pg.mkPen("r", width=4), antialias=True, connect="finite")
        item.setSegmentedLineMode("on")
        plots[name].addItem(item)
        contestants[name] = Drawing(plots[name], item.update)
    seconds = race(contestants, rounds=10)
    ratio = np.median(seconds["theirs"] / seconds["ours"])
    report("a zigzag of thick lines, pyqtgraph / ours", ratio, 3.0)
    assert ratio >= 3.0
