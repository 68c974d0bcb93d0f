"""The race with eight seeds in the window: run by a click, stopped, found again, and compared by loss or accuracy."""

from __future__ import annotations

import numpy as np
import pytest

from app.language import translate
from core.config.questions import plain
from core.rules.optimizers import Adam
from core.training.luck import told
from tests.app.helpers import ENDLESS, losses_by_core, run_of, tiny_scene


@pytest.fixture
def seeds(open_window):
    person = open_window(tiny_scene(run_of(), run_of(optimizer=Adam(lr=0.01)), evaluate_every=3))
    person.tab.set_focus("seeds")
    return person


def view_of(person):
    return person.tab.picture.views.front


def run_draws(person) -> None:
    person.click(view_of(person).again)
    person.bot.waitUntil(lambda: not view_of(person).is_computing and view_of(person).draws is not None)


def test_a_click_runs_eight_draws_the_first_of_which_is_the_race_itself(seeds):
    run_draws(seeds)
    view = view_of(seeds)
    assert view.draws.count == 8 and view.draws.step == 6
    own = losses_by_core(seeds.experiment)
    np.testing.assert_array_equal(view.draws.loss[0, :, 0], own[0])
    keys = {curve.key for curve in view.plot.curves()}
    assert keys == {(run, part) for run in (0, 1) for part in (*range(8), "low", "high", "mean")}
    mean = next(curve for curve in view.plot.curves() if curve.key == (1, "mean"))
    np.testing.assert_allclose(mean.y, view.draws.loss[:, 1].mean(axis=1))
    assert view.sentence.text() == plain(translate(told(view.draws, "loss")))


def test_the_draws_are_compared_by_test_accuracy_on_a_click(seeds):
    run_draws(seeds)
    view = view_of(seeds)
    seeds.click(view.by["accuracy"])
    assert seeds.experiment.view.band == "accuracy"
    mean = next(curve for curve in view.plot.curves() if curve.key == (0, "mean"))
    np.testing.assert_array_equal(mean.x, [0, 3, 6])
    assert view.sentence.text() == plain(translate(told(view.draws, "accuracy")))


def test_another_race_has_no_draws_and_undo_finds_them_again(seeds):
    run_draws(seeds)
    view, found = view_of(seeds), view_of(seeds).draws
    seeds.tab.document.change(seeds.experiment.with_settings(seed=9), "another seed")
    assert view.draws is None and not view.plot.curves()
    seeds.tab.document.stack.undo()
    assert view.draws is found and view.plot.curves()


def test_draws_are_stopped_by_the_same_button_and_keep_what_has_come(open_window):
    person = open_window(tiny_scene(run_of(), **ENDLESS))
    person.tab.set_focus("seeds")
    view = view_of(person)
    person.click(view.again)
    person.bot.waitUntil(lambda: view.draws is not None and view.draws.step > 0)
    person.click(view.again)
    person.bot.waitUntil(lambda: not view.is_computing)
    assert view.draws.step > 0


def test_draws_wait_for_the_training_to_end(open_window):
    person = open_window(tiny_scene(run_of(), **ENDLESS))
    person.tab.set_focus("seeds")
    person.tab.run()
    person.click(view_of(person).again)
    assert not view_of(person).is_computing and view_of(person).draws is None
    person.tab.stop()
    person.bot.waitUntil(lambda: not person.tab.is_active)
