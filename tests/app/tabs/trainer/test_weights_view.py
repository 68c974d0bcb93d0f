"""The weights, looked at: images of the first layer at any moment, curves of every layer."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.theme import theme
from core.training.layer_weights import MEASURES, matrices_at, measured
from tests.app.helpers import run_of, tiny_scene


@pytest.fixture
def weighed(open_window):
    person = open_window(tiny_scene(run_of(), evaluate_every=2))
    person.tab.set_focus("weights")
    person.run_to_end()
    return person


def view_of(person):
    return person.tab.picture.views.front


def test_the_images_are_the_weights_of_the_moment_looked_at(weighed):
    view, (result,) = view_of(weighed), weighed.tab.results()
    for place in (0, 1, -1):
        moment = result.snapshot.moments[place]
        weighed.tab.document.look(moment=moment.step if place >= 0 else -1)
        first = matrices_at(result, moment)[0]
        np.testing.assert_array_equal(view.images.weights, first)
        images = view.images.images()
        assert len(images) == first.shape[1] == 8
        most = float(np.percentile(np.abs(first), 99.5))
        for unit in (0, 5):
            for pixel in (0, 300, 783):
                part = float(np.clip(first[pixel, unit] / most, -1, 1))
                end = theme.series(0 if part >= 0 else 1)
                ground = QColor(theme.colors.card)
                color = images[unit].pixelColor(pixel % 28, pixel // 28)
                for channel in ("red", "green", "blue"):
                    low, high = getattr(ground, channel)(), getattr(end, channel)()
                    assert abs(getattr(color, channel)() - (low + abs(part) * (high - low))) <= 1


@pytest.mark.parametrize("norm", MEASURES)
def test_a_curve_a_layer_shows_what_is_measured(weighed, norm):
    view, (result,) = view_of(weighed), weighed.tab.results()
    weighed.click(view.measures[norm])
    assert weighed.experiment.view.norm == norm and view.measures[norm].isChecked()
    moments = result.snapshot.moments
    curves = view.plot.curves()
    assert len(curves) == 2
    for layer, curve in enumerate(curves):
        expected = []
        for place, moment in enumerate(moments):
            before = matrices_at(result, moments[place - 1]) if place else ()
            expected.append(measured(matrices_at(result, moment), before)[norm][layer])
        known = np.isfinite(expected)
        np.testing.assert_allclose(curve.y, np.array(expected)[known])
        np.testing.assert_array_equal(curve.x, np.array([m.step for m in moments])[known])


def test_examples_that_are_no_images_have_curves_alone(open_window, tiny_source):
    person = open_window(tiny_scene(data=tiny_source, train_size=100, evaluate_every=2))
    person.tab.set_focus("weights")
    person.run_to_end()
    view = view_of(person)
    assert view.images.images() == [] and len(view.plot.curves()) == 2
