"""The strip: what is drawn is what the core counted, whatever it counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.plots.paint import advance
from app.tabs.activations.histograms import BACKWARD, FORWARD, StripRow
from app.tabs.activations.numbers import LINES
from app.tabs.activations.painting import name_lines
from app.tabs.activations.strip import StripView
from app.theme import theme
from core.config.figures import number, share
from core.networks.histograms import histogram
from core.rules.activations import ReLU
from core.rules.initializers import He, Normal, Xavier
from core.signals.flow import flow
from core.signals.study import SignalSettings
from tests.app.helpers import pixels, share_of
from tests.app.tabs.activations.helpers import row_of, tiny_study, tops

SETTINGS = SignalSettings(samples=50, features=10)


@pytest.mark.parametrize("top, part", [("activations", "activation"), ("pre-activations", "pre")])
def test_the_upper_bars_are_the_counts_of_the_core(look_at, top, part):
    looker = look_at(tiny_study(top=top, range="fitted"))
    (core,) = looker.core_flows()
    for layer, reading in enumerate(core.layers):
        panel = looker.panel(layer, "forward")
        fractions = getattr(reading, part).fractions
        np.testing.assert_array_equal(panel.bars.fractions, fractions)
        high = panel.heights.max() / fractions.max()
        np.testing.assert_allclose(tops(panel), np.minimum(fractions * high, 1), atol=1e-9)


@pytest.mark.parametrize("gradient_of, part", [("activations", "gradient"), ("weights", "weight_gradient")])
def test_the_lower_bars_count_every_gradient_over_one_range_of_decades(look_at, gradient_of, part):
    looker = look_at(tiny_study(gradient_of=gradient_of))
    (core,) = looker.core_flows()
    panels = [looker.panel(layer, "backward") for layer in range(2)]
    assert len({(panel.bars.low, panel.bars.high) for panel in panels}) == 1
    for reading, panel in zip(core.layers, panels, strict=True):
        counted = getattr(reading, part)
        shown = panel.bars
        assert shown.fractions.sum() + shown.below + shown.above + shown.zeros == pytest.approx(1)
        middle = np.average((shown.edges[:-1] + shown.edges[1:]) / 2, weights=shown.fractions)
        centers = (counted.edges[:-1] + counted.edges[1:]) / 2
        assert middle == pytest.approx(np.average(centers, weights=counted.counts), abs=0.5)


def test_l_shows_gradients_linearly_and_in_decades_again(look_at):
    looker = look_at()
    looker.key(Qt.Key.Key_L)
    (core,) = looker.core_flows()
    looker.window.grab()
    np.testing.assert_array_equal(looker.panel(0, "backward").bars.fractions, core.layers[0].gradient_linear.fractions)
    looker.key(Qt.Key.Key_L)
    looker.window.grab()
    assert looker.panel(0, "backward").bars.log


def test_bars_are_seen_in_their_colour(look_at):
    looker = look_at()
    strip = looker.picture.strip
    panel = looker.panel(0, "forward")
    image = pixels(strip)
    place = panel.place.toRect()
    image = image[place.top() : place.bottom(), place.left() : place.right()]
    expected = np.minimum(panel.heights, 1).mean()
    assert share_of(image, theme.series(1)) == pytest.approx(expected, abs=0.04)


def test_numbers_stand_under_every_layer(look_at):
    looker = look_at()
    reading = looker.core_flows()[0].layers[1]
    text = looker.picture.strip.reading(0, 1)
    assert "layer 2" in text
    for value in (number(reading.mean), number(reading.std), share(reading.saturated), share(reading.dead)):
        assert value in text


@pytest.mark.parametrize("layers", [11, 20, 50])
def test_many_layers_are_turned_upright_side_by_side(keep, layers):
    strip = keep(StripView())
    strip.resize(700, 400)
    core = flow(row_of(layers=layers, initializer=Xavier()), SETTINGS)
    strip.set_rows([StripRow("deep", core)], SETTINGS)
    strip.grab()
    panels = [strip.panel(0, layer, "forward") for layer in range(layers)]
    lefts = [panel.place.left() for panel in panels]
    assert lefts == sorted(lefts)
    assert panels[-1].place.right() <= strip.width()
    assert {panel.place.top() for panel in panels} == {panels[0].place.top()}
    # the bars of a layer lie where their values are, and not one has been lost
    for panel, reading in zip(panels, core.layers, strict=True):
        np.testing.assert_array_equal(panel.bars.fractions, reading.activation.fractions)
        assert panel.shape.boundingRect().height() <= panel.place.height() + 1e-6


def test_three_networks_share_the_axis_of_gradients_and_the_height(keep):
    strip = keep(StripView())
    strip.resize(700, 440)
    rows = [row_of(activation=ReLU(), initializer=rule) for rule in (Normal(0.01), Xavier(), He())]
    strip.set_rows([StripRow(str(k), flow(row, SETTINGS), k) for k, row in enumerate(rows)], SETTINGS)
    strip.grab()
    backward = [strip.panel(row, 0, "backward") for row in range(3)]
    assert len({(panel.bars.low, panel.bars.high) for panel in backward}) == 1
    assert [panel.place.top() for panel in backward] == sorted(panel.place.top() for panel in backward)
    assert backward[-1].place.bottom() < strip.height()


@pytest.mark.parametrize(
    "values",
    [[], [np.nan] * 5, [np.inf, -np.inf, 1.0], [0.5] * 7, [0.0] * 4, [1e30, -1e30]],
    ids=["none", "not numbers", "infinite", "alike", "zeros", "huge"],
)
@pytest.mark.parametrize("layers", [2, 12])
def test_whatever_was_counted_is_drawn(keep, values, layers):
    counted = histogram(np.array(values), 30, 0.0, 1.0)
    core = flow(row_of(layers=layers), SETTINGS)
    odd = replace(core.layers[0], activation=counted, pre=counted, gradient=counted, gradient_linear=counted)
    core = replace(core, layers=(odd, *core.layers[1:]))
    strip = keep(StripView())
    strip.resize(600, 360)
    for log in (True, False):
        strip.set_rows([StripRow("odd", core)], SETTINGS, log)
        assert pixels(strip).std() > 1  # something was drawn
    if np.isnan(values).any():
        assert strip.panel(0, 0, "forward").bars.bad == 1


def test_every_line_of_numbers_has_its_own_priority():
    assert sorted(line.priority for line in LINES) == list(range(len(LINES)))


def test_a_name_has_a_line_for_each_part_as_far_as_there_is_room(keep):
    font, name = keep(StripView()).font(), ("sigmoid", "normal σ 0.01", "5 layers")
    assert name_lines(font, name, 3, 500) == ["sigmoid", "normal σ 0.01", "5 layers"]
    assert name_lines(font, name, 4, advance(font, "normal σ 0.0")) == ["sigmoid", "normal", "σ 0.01", "5 layers"]
    assert name_lines(font, name, 2, 500) == ["sigmoid", "normal σ 0.01, 5 layers"]
    assert name_lines(font, name, 0, 500) == ["sigmoid, normal σ 0.01, 5 layers"]
    assert name_lines(font, "ReLU", 3, 500) == ["ReLU"]


def test_three_networks_have_their_spread_in_numbers_in_the_least_height(qtbot):
    view = StripView()
    qtbot.addWidget(view)
    rows = [StripRow((str(k),), flow(row_of(layers=5), SETTINGS), k) for k in range(3)]
    view.set_rows(rows, SETTINGS)
    assert view.minimumHeight() < 320
    view.resize(520, view.minimumHeight())
    assert "std" in [line.label for line in view._lines()]
    assert view._blocks()[-1].bottom() <= view.height()


def test_rows_that_are_compared_have_one_height(qtbot):
    view = StripView()
    qtbot.addWidget(view)
    rows = [row_of(activation=ReLU(), initializer=rule) for rule in (Normal(0.01), Xavier(), He())]
    view.set_rows([StripRow(str(k), flow(row, SETTINGS), k) for k, row in enumerate(rows)], SETTINGS, few=True)
    view.resize(700, 600)
    for kind in ("forward", "backward"):
        panels = [view.panel(row, layer, kind) for row in range(3) for layer in range(len(view.rows()[0].flow.layers))]
        scales = {float(round((p.bars.fractions.max() / p.heights.max()), 9)) for p in panels if p.heights.max() > 0}
        assert len(scales) == 1
    assert view.panel(0, 0, "forward").place.height() >= view.panel(0, 0, "backward").place.height()


def test_presenting_three_configurations_show_their_activations_alone_and_larger(keep):
    rules = He(), Xavier(), Normal(1.0)
    rows = [StripRow(rule.label, flow(row_of(initializer=rule), SETTINGS), k) for k, rule in enumerate(rules)]
    view = keep(StripView())
    view.resize(900, 420)
    view.set_rows(rows, SETTINGS, few=True)
    high = view.panel(0, 0, FORWARD).place.height()
    assert {panel.kind for panel in view.panels()} == {FORWARD, BACKWARD}
    least = view.minimumHeight()
    view.set_brief(True)
    assert {panel.kind for panel in view.panels()} == {FORWARD}
    assert view.panel(0, 0, FORWARD).place.height() > 1.5 * high and view.minimumHeight() < least
    view.set_rows(rows[:2], SETTINGS, few=True)
    assert {panel.kind for panel in view.panels()} == {FORWARD, BACKWARD}
