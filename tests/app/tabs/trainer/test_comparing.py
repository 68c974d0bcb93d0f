"""What comparing runs promises: they race fairly, and what was trained before stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.config.figures import number
from core.training.study import Experiment, TrainingView
from tests.app.helpers import Person, losses_by_core, run_of, tiny_scene
from tests.app.tabs.trainer.helpers import (
    SLOW,
    WILD,
)

# Comparing runs


def test_run_again_puts_what_was_trained_on_the_shelf_as_thin_lines(person):
    person.run_to_end()
    first = person.tab.results()[0]
    person.run_to_end()
    assert len(person.shelf) == 1
    assert [earlier.key for earlier in person.tab.shelf.results()] == [first.key]
    curves = person.tab.picture.loss.curves()
    thin = [curve for curve in curves if curve.key[0] == first.key]
    thick = [curve for curve in curves if curve.key == (person.tab.results()[0].key, "smoothed")]
    assert [curve.style.width for curve in thin] == [1.0]
    assert thick[0].style.width > 1
    np.testing.assert_array_equal(thin[0].y, thick[0].y)  # the same seed


def test_a_duplicate_with_one_thing_changed_races_on_the_same_mini_batches(person):
    person.click(person.tab.run_list.duplicate)
    assert person.names == ["plain", "plain (2)"]
    person.tick("batch_norm")
    assert person.names == ["plain", "batch normalization"]
    person.run_to_end()
    assert "plain" in person.legend
    assert "batch normalization" in person.legend
    assert [row[0].strip("■ ") for row in person.table] == person.names
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))
    alone = losses_by_core(replace(person.experiment, runs=person.experiment.runs[:1], view=TrainingView()))
    np.testing.assert_array_equal(person.losses[:, :1], alone)


def test_runs_are_named_by_what_differs(person):
    person.click(person.tab.run_list.duplicate)
    person.choose("optimizer", "adam")
    assert person.names == ["SGD η 0.1", "Adam η 0.001"]
    person.type("optimizer.lr", "0.02")
    assert person.names == ["SGD η 0.1", "Adam η 0.02"]


def test_the_legend_names_runs_before_they_are_trained(open_window):
    person = open_window(tiny_scene(run_of(), SLOW))
    assert person.legend == "SGD η 0.1, SGD η 0.01"


def test_a_removed_run_is_gone(open_window):
    person = open_window(tiny_scene(run_of(), SLOW, WILD))
    person.click_row(person.tab.run_list.list, 1)
    person.click(person.tab.run_list.remove)
    assert person.experiment.runs == (run_of(), WILD)
    assert len(person.names) == 2
    person.click(person.tab.run_list.remove)
    assert person.experiment.runs == (run_of(),)
    assert not person.tab.run_list.remove.isEnabled()


def test_a_click_on_a_run_shows_its_settings(open_window):
    person = open_window(tiny_scene(run_of(), SLOW))
    person.click_row(person.tab.run_list.list, 1)
    assert person.line("optimizer.lr").text() == "0.01"
    person.type("optimizer.lr", "0.03")
    assert [run.optimizer.lr for run in person.experiment.runs] == [0.1, 0.03]
    person.click_row(person.tab.run_list.list, 0)
    assert person.line("optimizer.lr").text() == "0.1"


def test_no_more_runs_than_an_experiment_holds(person):
    person.window.show_scene(tiny_scene(*[run_of()] * Experiment.most_runs))
    person.click(person.tab.run_list.duplicate)
    assert len(person.names) == Experiment.most_runs
    assert str(Experiment.most_runs) in person.tab.run_list.duplicate.toolTip()


# The shelf


@pytest.fixture
def shelved(person: Person) -> Person:
    """A person with one run on the shelf (seed 0) and one trained with another seed."""
    person.run_to_end()
    person.type("seed", "7")
    person.run_to_end()
    return person


def strong(person: Person) -> set:
    """Return which runs have strong curves in the large plot."""
    return {curve.key[0] for curve in person.tab.picture.main.curves() if curve.style.width > 1}


def test_a_race_with_other_settings_goes_to_the_shelf_with_its_own(shelved):
    assert shelved.shelf == ["plain"]
    (earlier,) = shelved.tab.shelf.results()
    assert earlier.configuration == run_of() and earlier.settings.seed == 0
    assert earlier.key not in strong(shelved)


def test_a_click_on_the_shelf_looks_at_a_run_and_overwrites_nothing(shelved):
    (earlier,) = shelved.tab.shelf.results()
    before = shelved.experiment
    shelved.click_row(shelved.tab.shelf.list, 0)
    assert number(earlier.final()["loss"]) in shelved.window.toast.currentMessage()
    shelved.click_row(shelved.tab.shelf.list, 0)
    shelved.click(shelved.tab.picture.buttons["numbers"])
    assert len(shelved.table) == 1
    shelved.click_row(shelved.tab.shelf.list, 0)
    assert strong(shelved) == {earlier.key, shelved.tab.results()[0].key}
    assert len(shelved.table) == 2 and shelved.table[1][1] == number(earlier.final()["loss"])
    assert shelved.experiment.computes_like(before) and len(shelved.tab.results()) == 1
    shelved.click_row(shelved.tab.shelf.list, 0)
    assert strong(shelved) == {shelved.tab.results()[0].key} and len(shelved.table) == 1


def test_settings_of_an_earlier_run_come_with_a_button_and_go_with_undo(shelved):
    shelved.type("batch_size", "10")
    shelved.click_row(shelved.tab.shelf.list, 0)
    shelved.click(shelved.tab.shelf.restore)
    assert shelved.experiment.settings.seed == 0 and shelved.experiment.settings.batch_size == 20
    assert shelved.line("seed").text() == "0"
    assert [result.settings.seed for result in shelved.tab.results()] == [0]  # what was trained is there again
    shelved.tab.document.stack.undo()
    assert shelved.experiment.settings.seed == 7 and shelved.experiment.settings.batch_size == 10


def test_the_box_on_the_shelf_hides_and_shows_the_curve_and_restores_nothing(shelved):
    (earlier,) = shelved.tab.shelf.results()
    shown = lambda: {curve.key[0] for curve in shelved.tab.picture.loss.curves()}  # noqa: E731
    assert earlier.key in shown()
    shelved.click_row(shelved.tab.shelf.list, 0, on_box=True)
    assert earlier.key not in shown()
    shelved.click_row(shelved.tab.shelf.list, 0, on_box=True)
    assert earlier.key in shown()
    assert shelved.experiment.settings.seed == 7 and len(shelved.tab.results()) == 1


def test_a_box_ticked_with_the_keyboard_does_not_swallow_the_next_click(shelved):
    shelf = shelved.tab.shelf.list
    shelved.tab_to(shelf)
    shelf.setCurrentRow(0)
    shelved.key(Qt.Key.Key_Space, shelf)
    assert shelved.tab.shelf.shown() == []
    shelved.click_row(shelf, 0)
    assert shelved.tab.shelf.lit() is not None


def test_take_removes_one_run_from_the_shelf_and_clear_all(shelved):
    shelved.type("seed", "9")
    shelved.run_to_end()
    assert len(shelved.shelf) == 2
    shelf = shelved.tab.shelf
    shelf.list.setCurrentRow(0)
    shelved.click(shelf.take)
    assert [result.settings.seed for result in shelf.results()] == [7]
    shelved.click(shelf.clear)
    assert shelved.shelf == []
    assert {curve.key[0] for curve in shelved.tab.picture.loss.curves()} == {shelved.tab.results()[0].key}
    assert not shelf.isVisible()


def test_the_shelf_gives_no_settings_while_training(shelved):
    shelved.type("length", "1000000")
    shelved.run()
    shelved.click_row(shelved.tab.shelf.list, 0)
    assert not shelved.tab.shelf.restore.isEnabled()
    shelved.click(shelved.tab.shelf.restore)
    assert shelved.experiment.settings.seed == 7
    shelved.stop()
    assert shelved.tab.shelf.restore.isEnabled()


def test_earlier_runs_stay_out_of_the_picture_of_another_scene(person):
    person.run_to_end()
    person.window.show_scene(tiny_scene(SLOW))
    assert len(person.shelf) == 1
    assert person.tab.picture.loss.curves() == []


def test_earlier_runs_are_named_by_what_differs_on_the_shelf(shelved):
    shelved.type("batch_size", "10")
    assert shelved.shelf == ["seed 0", "seed 7"]
