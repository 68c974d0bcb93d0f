"""Batch normalization at work, by clicks and keys: layers, units, smaller groups, a twin; and the note at the field."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.tabs.trainer.normalizing_picture import parts_of
from app.tabs.trainer.normalizing_view import lines_of, said_of
from core.config.figures import number, share, tex
from core.networks.configuration import BatchNorm
from core.training.normalizing import Normalizing
from tests.app.helpers import run_of, tiny_scene


@pytest.fixture
def normed(open_window):
    person = open_window(tiny_scene(run_of(hidden=(8, 5), batch_norm=BatchNorm()), evaluate_every=2, batch_size=16))
    person.tab.set_focus("normalization")
    person.run_to_end()
    ready(person)
    return person


def view_of(person):
    return person.tab.picture.views.front


def ready(person):
    view = view_of(person)
    person.bot.waitUntil(lambda: not view.normalizing.is_busy and view.known is not None)
    return view.known


def computed(person, place, together=0, moment=-1):
    (result,) = person.tab.results()
    kept = result.moment(moment)
    task = Normalizing(result.configuration, result.settings, kept.weights[0], kept.step, place, together)
    for _ in task.run():
        pass
    return task.snapshot()


def test_keys_and_clicks_go_from_unit_to_unit_and_layer_to_layer(normed):
    view = view_of(normed)
    assert (view.known.layer, view.known.unit) == (1, 0)
    for by, key, expected in (
        ((0, 1), Qt.Key.Key_Right, (1, 2)),
        ((-1, 0), Qt.Key.Key_Up, (0, 2)),
        ((0, -1), Qt.Key.Key_Left, (0, 0)),
        ((1, 0), Qt.Key.Key_Down, (1, 0)),
    ):
        normed.click(view.buttons[by]) if view.buttons[by].isEnabled() else None
        ready(normed)
        normed.key(key, view.picture)
        found = ready(normed)
        assert (found.layer, found.unit) == expected
        again = computed(normed, expected)
        np.testing.assert_array_equal(found.left, again.left)
        assert (found.at_test, found.gamma) == (again.at_test, again.gamma)
    strip = view.picture.strip
    place = QPoint(round(strip.left() + 0.7 * strip.width()), round(strip.center().y()))
    normed.click(view.picture, place)
    assert ready(normed).unit == normed.experiment.view.unit == 3


def test_the_slider_makes_groups_smaller_until_nothing_is_left(normed):
    view = view_of(normed)
    for place, together in enumerate((1, 2, 4, 8, 16)):
        view.slider.setValue(place)
        found = ready(normed)
        assert found.together == together and normed.experiment.view.together == (together if together < 16 else 0)
        np.testing.assert_array_equal(found.normalized, computed(normed, (1, 0), together).normalized)
    view.slider.setFocus()
    normed.key(Qt.Key.Key_Home, view.slider)
    assert not ready(normed).normalized.any() and "value is 0" in view.said.text()


def test_it_goes_back_with_the_moment_and_before_the_first_step_there_is_no_average(normed):
    for moment in (2, 0):
        normed.tab.document.look(moment=moment)
        found = ready(normed)
        assert found.step == moment and (found.at_test is None) == (moment == 0)
        np.testing.assert_array_equal(found.left, computed(normed, (1, 0), 0, moment).left)
        assert len(lines_of(found)) == (3 if moment else 2)


def test_sentence_and_formulas_have_the_numbers_of_the_unit(normed):
    view = view_of(normed)
    known = ready(normed)
    entered = known.entered[0]
    for value in (entered.mean(), entered.std(), known.beta, abs(known.gamma)):
        assert number(float(value)) in view.said.text()
    assert known.left.mean() == pytest.approx(known.beta, abs=1e-5)
    assert known.left.std() == pytest.approx(abs(known.gamma), rel=5e-3)
    xhat, y, at_test = lines_of(known)
    assert xhat.endswith(f"= {tex(float((entered[0] - entered.mean()) / np.sqrt(entered.var() + 1e-6)))}")
    assert y.endswith(f"= {tex(float(known.left[0, 0]))}")
    mean, variance = known.at_test
    assert at_test.endswith(f"= {tex(float((entered[0] - mean) / np.sqrt(variance + 1e-6)))}")
    for part in parts_of(known):
        low, high = part.range
        assert low < part.values.min() <= part.values.max() < high


@pytest.mark.parametrize("together", [1, 2, 4, 0])
@pytest.mark.parametrize("place", ["before", "after"])
def test_what_is_said_holds_of_every_unit(normed, place, together):
    run = run_of(hidden=(12, 9), batch_norm=BatchNorm(place=place))
    for layer, units in enumerate(run.hidden):
        for unit in range(units):
            task = Normalizing(run, normed.experiment.settings, None, 0, (layer, unit), together)
            for _ in task.run():
                pass
            known = task.snapshot()
            said = str(said_of(known))
            if "than a sign" in said:
                signs = (np.abs(np.abs(known.normalized) - 1) < 0.01).mean()
                assert together == 2 and share(float(signs)) in said and signs >= 0.8
            elif "value is 0 for each" in said or "gives the same" in said:
                assert not known.normalized.any() and np.ptp(known.left) == 0
            elif "In groups" in said:
                low, high = re.findall(r"from (\S+) to (\S+):", said)[0]
                assert (low, high) == (number(known.entered.mean(1).min()), number(known.entered.mean(1).max()))
            elif "not large beside" in said:
                assert known.variances[0] < 1e-4
            else:
                assert "become" in said and known.normalized.std() == pytest.approx(1, rel=5e-3)


def test_a_run_without_it_offers_a_twin_that_has_it(open_window):
    person = open_window(tiny_scene(evaluate_every=2))
    person.tab.set_focus("normalization")
    known = ready(person)
    view = view_of(person)
    assert known.normalized is None and "Nothing is normalized" in view.said.text() and len(parts_of(known)) == 2
    assert view.twin.isVisible() and not view.slider.isVisible()
    person.run_to_end()
    ready(person)
    person.click(view.twin)
    assert [run.batch_norm for run in person.experiment.runs] == [None, BatchNorm()]
    person.bot.waitUntil(lambda: view.known.normalized is not None)
    assert view.slider.isVisible() and not view.twin.isVisible()


def test_numbers_that_are_not_finite_are_said_to_be_so(normed):
    view = view_of(normed)
    view.known.entered[:] = np.nan
    view._show()
    assert "not finite" in view.said.text() and view.formula.lines() == ()
    assert not view.picture.grab().isNull()


def test_a_batch_size_too_small_is_said_beside_its_field_and_in_the_window(normed):
    told = []
    normed.tab.told.connect(lambda text: told.append(str(text)))
    normed.tab.document.change(normed.experiment.with_settings(batch_size=1), "batch size")
    note = normed.field("batch_size").note
    assert "every normalized value is 0" in note.text() and note.text() in told
    normed.tab.document.change(normed.experiment.with_settings(batch_size=2), "batch size")
    assert "2 images" in note.text()
    normed.tab.document.change(normed.experiment.with_settings(batch_size=8), "batch size")
    assert not note.text()
