"""The views beside the curves: brought to the front by key and button, and taken back to earlier moments."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.tabs.trainer.views import CURVES, VIEWS, keys_of
from core.training.answers import confusion
from core.training.study import TrainingView
from tests.app.helpers import tiny_scene

PANELS = [key for key in VIEWS if key not in CURVES]


def test_every_view_is_known_to_the_study_and_says_what_it_answers():
    assert list(TrainingView.parameters()["focus"].options) == list(VIEWS)
    assert all(entry.help for entry in VIEWS.values())


@pytest.fixture
def trained(open_window):
    person = open_window(tiny_scene(evaluate_every=2))
    person.run_to_end()
    return person


@pytest.mark.parametrize("focus", PANELS)
def test_a_view_comes_to_the_front_by_its_key_and_leaves_again(trained, focus):
    person, picture = trained, trained.tab.picture
    keys = keys_of(1 + list(VIEWS).index(focus))
    if keys:
        person.key(getattr(Qt.Key, f"Key_{keys[0]}"))
    else:
        person.tab.command_actions.by_id[focus].trigger()
    assert person.experiment.view.focus == focus
    assert picture.views.isVisible() and picture.views.front is picture.views.panels[focus]
    assert not picture.accuracy.isVisible() and not picture.before.isVisible()
    assert person.tab.moments.isVisible() == VIEWS[focus].scrubs
    person.click(picture.buttons["loss"])
    assert picture.loss.isVisible() and not picture.views.isVisible() and not person.tab.moments.isVisible()


@pytest.mark.parametrize("focus", PANELS)
def test_a_view_can_be_looked_at_before_anything_was_trained(open_window, focus):
    person = open_window(tiny_scene())
    person.tab.set_focus(focus)
    assert person.tab.picture.views.isVisible()
    person.run_to_end()


def test_one_goes_back_to_an_earlier_moment_and_to_the_newest_again(trained):
    person, tab = trained, trained.tab
    tab.set_focus("digits")
    (result,) = tab.results()
    matrix, moments = tab.picture.views.front.matrix, result.snapshot.moments
    labels = result.snapshot.tested.labels
    assert [moment.step for moment in moments] == [0, 2, 4, 6]

    def expected(place: int) -> np.ndarray:
        return confusion(labels, moments[place].answers[0], 10)

    np.testing.assert_array_equal(matrix.counts, expected(-1))
    person.click(tab.moments.back)
    assert person.experiment.view.moment == 4
    np.testing.assert_array_equal(matrix.counts, expected(2))
    person.click(tab.moments.first)
    assert person.experiment.view.moment == 0
    np.testing.assert_array_equal(matrix.counts, expected(0))
    person.click(tab.moments.last)
    assert person.experiment.view.moment == -1
    np.testing.assert_array_equal(matrix.counts, expected(-1))


def test_of_races_before_the_last_two_only_the_last_moment_is_kept(open_window):
    person = open_window(tiny_scene(evaluate_every=2))
    for _ in range(3):
        person.run_to_end()
        person.tab.document.change(
            person.experiment.with_settings(seed=person.experiment.settings.seed + 1), "another seed"
        )
    kept = [len(race.results[0].snapshot.moments) for race in person.tab.races._kept]
    assert kept == [1, 4, 4]


def test_the_list_of_views_opens_under_its_button_and_brings_one_to_the_front(trained):
    person, views = trained, trained.tab.picture.views
    person.click(views.button)
    assert views.menu.isVisible() and not views.button.isChecked()
    person.tab.command_actions.by_id["digits"].trigger()
    views.menu.close()
    assert views.button.text() == "Answers" and views.button.isChecked()
    person.click(person.tab.picture.buttons["loss"])
    assert views.button.text() == "More" and not views.button.isChecked()
