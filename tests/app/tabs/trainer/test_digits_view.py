"""What a network answers, looked at: cells by mouse and keys, two runs, what turned."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.rules.optimizers import Adam
from core.training.answers import confusion, flips, taken_for, worst
from tests.app.helpers import run_of, tiny_scene


@pytest.fixture
def looking(open_window):
    person = open_window(tiny_scene(run_of(), run_of(optimizer=Adam(lr=0.01)), evaluate_every=2))
    person.run_to_end()
    person.tab.set_focus("digits")
    return person


def view_of(person):
    return person.tab.picture.views.front


def test_a_click_on_a_cell_shows_the_images_behind_it_and_another_the_surest_errors_again(looking):
    view, (result, _) = view_of(looking), looking.tab.results()
    tested, moment = result.snapshot.tested, result.moment()
    cell = max(np.ndindex(10, 10), key=lambda each: view.matrix.counts[each])
    np.testing.assert_array_equal(view.images.chosen, worst(tested, moment, 0, 400))
    place = view.matrix.place_of(cell).center().toPoint()
    looking.bot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert looking.experiment.view.cell == cell
    np.testing.assert_array_equal(view.images.chosen, taken_for(tested, moment, 0, cell, 400))
    assert len(view.images.chosen) == view.matrix.counts[cell] > 0
    looking.bot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert looking.experiment.view.cell == ()
    np.testing.assert_array_equal(view.images.chosen, worst(tested, moment, 0, 400))


def test_the_arrow_keys_go_from_cell_to_cell_and_tell_what_it_says(looking):
    matrix = view_of(looking).matrix
    matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        looking.bot.keyClick(matrix, key)
    assert matrix.accessibleDescription().startswith(f"{matrix.counts[0, 2]} images of class 0 are taken for 2")
    looking.bot.keyClick(matrix, Qt.Key.Key_Return)
    assert looking.experiment.view.cell == (0, 2)


def test_two_runs_stand_side_by_side(looking):
    view, results = view_of(looking), looking.tab.results()
    assert view.matrix.isVisible() and not view.second.isVisible()
    view.beside.setCurrentIndex(1)
    view.beside.activated.emit(1)
    assert looking.experiment.view.beside == 1 and view.second.isVisible() and not view.images.isVisible()
    for matrix, result in zip((view.matrix, view.second), results, strict=True):
        moment = result.moment()
        expected = confusion(result.snapshot.tested.labels, moment.answers[result.column], 10)
        np.testing.assert_array_equal(matrix.counts, expected)
    view.beside.activated.emit(0)
    assert not view.second.isVisible() and view.images.isVisible()


def test_what_turned_is_counted_from_the_moment_before(looking):
    view, (result, _) = view_of(looking), looking.tab.results()
    moments = result.snapshot.moments
    for place in (3, 2, 1):
        looking.tab.document.look(moment=moments[place].step)
        gained, lost = flips(result.snapshot.tested, moments[place - 1], moments[place], 0)
        np.testing.assert_array_equal(view.gained.chosen, gained)
        np.testing.assert_array_equal(view.lost.chosen, lost)
    looking.tab.document.look(moment=0)
    assert len(view.gained.chosen) == len(view.lost.chosen) == 0


def test_examples_that_are_no_images_have_captions_alone(open_window, tiny_source):
    person = open_window(tiny_scene(data=tiny_source, train_size=100))
    person.run_to_end()
    person.tab.set_focus("digits")
    view = view_of(person)
    assert view.matrix.counts.shape == (3, 3) and view.images.grab().height() > 0
