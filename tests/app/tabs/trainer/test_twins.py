"""What the tab does with a cure after a training: a twin beside it is trained alone, and the finished run stays."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint

from core.jobs import State
from core.networks.configuration import BatchNorm
from core.rules.optimizers import SGD, Momentum
from core.training.study import Experiment
from tests.app.helpers import ENDLESS, losses_by_core, run_of, tiny_scene
from tests.app.tabs.trainer.helpers import SLOW, curve


def places_trained(person) -> tuple[int, ...]:
    return tuple(run for snapshot in person.tab._snapshots for run in snapshot.runs)


def test_a_cure_adds_a_twin_and_only_the_twin_is_trained(person):
    person.run_to_end()
    (plain,) = person.tab.results()
    sentence, before = plain.final(), curve(person)
    person.tick("batch_norm")
    assert person.names == ["plain", "batch normalization"]
    assert person.experiment.view.selected == 1
    assert "batch normalization" in person.window.toast.currentMessage()
    assert [result.key for result in person.tab.results()] == [plain.key]
    assert person.shelf == [] and person.tab.transport.main.text() == "Run"
    np.testing.assert_array_equal(curve(person), before)
    person.run_to_end()
    assert places_trained(person) == (1,)
    kept, twin = person.tab.results()
    assert kept.key == plain.key and kept.final() == sentence
    assert twin.configuration == run_of(batch_norm=BatchNorm())
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))
    assert person.shelf == [] and person.tab.transport.main.text() == "Run again"


def test_before_anything_was_trained_the_run_itself_is_changed(person):
    person.tick("batch_norm")
    assert person.experiment.runs == (run_of(batch_norm=BatchNorm()),)


def test_nothing_moves_under_the_hand(person):
    person.run_to_end()
    box = person.field("batch_norm").editor.input
    where = box.mapTo(person.window, QPoint())
    person.tick("batch_norm")
    person.bot.wait(0)
    assert box.mapTo(person.window, QPoint()) == where and box.isChecked()
    person.tick("batch_norm")  # the same click takes it back
    assert person.names == ["plain"] and not box.isChecked()
    person.tick("batch_norm")
    person.run_to_end()
    assert box.mapTo(person.window, QPoint()) == where


def test_a_second_cure_of_the_twin_is_its_own_and_undo_takes_all_back(person):
    person.run_to_end()
    person.tick("batch_norm")
    person.tick("dropout")
    assert len(person.experiment.runs) == 2 and person.experiment.runs[1].dropout is not None
    stack = person.tab.document.stack
    stack.undo()
    stack.undo()
    assert person.experiment.runs == (run_of(),)
    assert len(person.tab.results()) == 1 and person.tab.transport.main.text() == "Run again"
    stack.redo()
    assert person.names == ["plain", "batch normalization"]


def test_typing_and_choosing_make_twins_as_well(person):
    person.run_to_end()
    person.type("optimizer.lr", "0.05")
    assert person.names == ["SGD η 0.1", "SGD η 0.05"]
    person.choose("optimizer", "momentum")
    assert person.experiment.runs == (run_of(), run_of(optimizer=Momentum()))


def test_a_cure_that_has_been_trained_is_looked_at_again(open_window):
    person = open_window(tiny_scene(run_of(), run_of(batch_norm=BatchNorm())))
    person.run_to_end()
    person.tick("batch_norm")
    assert person.experiment.view.selected == 1 and len(person.experiment.runs) == 2


def test_a_knob_makes_a_twin_and_a_drag_is_one_step_of_undo(open_window):
    scene = tiny_scene(run_of(), SLOW)
    person = open_window(type(scene)(**{**vars(scene), "knobs": ("run.optimizer.lr", "runs.optimizer.lr")}))
    person.run_to_end()
    card = person.tab.knobs.cards["run.optimizer.lr"]
    for place in (900, 950, 1000):
        card.slider.setValue(place)
    assert len(person.experiment.runs) == 3 and person.experiment.runs[:2] == (run_of(), SLOW)
    assert list(person.tab.knobs.cards) == ["run.optimizer.lr", "runs.optimizer.lr"]
    person.tab.document.stack.undo()
    assert person.experiment.runs == (run_of(), SLOW) and len(person.tab.results()) == 2
    person.tab.knobs.cards["runs.optimizer.lr"].slider.setValue(900)  # of all runs: a new race
    assert len(person.experiment.runs) == 2 and person.tab.results() == [] and len(person.shelf) == 2


def test_while_the_twin_is_trained_the_finished_run_cannot_be_changed(open_window):
    person = open_window(tiny_scene(evaluate_every=1_000_000))
    person.run_to_end()
    person.type("length", "1000000")
    person.run()
    person.wait_for_steps(3)
    person.stop()
    person.type("length", "6")
    assert len(person.tab.results()) == 1  # the finished race is there again
    person.tick("batch_norm")
    person.step()
    person.wait_until_held()
    before = person.experiment
    person.click_row(person.tab.run_list.list, 0)
    person.type("optimizer.lr", "0.5")
    assert person.experiment.runs == before.runs and "stays as it is" in person.message
    assert person.line("optimizer.lr").text() == "0.1"
    person.click_row(person.tab.run_list.list, 1)
    person.type("optimizer.lr", "0.5")
    assert person.experiment.runs[1].optimizer == SGD(lr=0.5)
    person.run()
    person.wait_for(State.FINISHED)
    assert person.tab.results()[1].changed == 1


def test_a_stopped_run_is_trained_again_with_its_twin(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.stop()
    person.tick("batch_norm")
    assert len(person.experiment.runs) == 2 and len(person.tab.results()) == 1
    person.run()
    person.wait(lambda: len(person.tab.results()) == 2)
    assert sorted(places_trained(person)) == [0, 1]
    person.stop()


def test_at_the_most_runs_it_is_said_and_nothing_changes(open_window):
    person = open_window(tiny_scene(*[run_of(hidden=(2,))] * Experiment.most_runs, length=1, evaluation_images=1))
    person.run_to_end()
    person.tick("batch_norm")
    assert str(Experiment.most_runs) in person.message
    assert len(person.experiment.runs) == Experiment.most_runs
    assert not person.field("batch_norm").editor.input.isChecked()


def test_a_duplicate_of_a_trained_run_is_trained_alone(person):
    person.run_to_end()
    first = person.tab.results()[0].key
    person.click(person.tab.run_list.duplicate)
    assert person.names == ["plain", "plain (2)"] and len(person.tab.results()) == 1
    person.run_to_end()
    assert places_trained(person) == (1,)
    one, other = person.tab.results()
    assert one.key == first and other.key != first
    np.testing.assert_array_equal(one.loss(smoothed=False), other.loss(smoothed=False))


# What was finished is there again


def test_coming_back_to_a_scene_its_finished_race_is_there_at_once(open_window):
    scene = tiny_scene(run_of(), SLOW)
    asked = type(scene)(**{**vars(scene), "asks": "fastest"})
    person = open_window(asked)
    person.click(person.tab.picture.buttons["numbers"])
    person.run_to_end()
    table, sentence = person.table, person.tab.picture.head.sentence.text()
    curves = {curve.key: curve.y for curve in person.tab.picture.main.curves()}
    person.window.show_scene(tiny_scene(run_of(hidden=(3,))))
    assert person.tab.results() == [] and person.tab.picture.before.isVisible()
    assert len(person.shelf) == 2
    person.window.show_scene(asked)
    assert person.tab.picture.head.sentence.text() == sentence
    person.click(person.tab.picture.buttons["numbers"])
    assert person.table == table and person.shelf == []
    again = {curve.key: curve.y for curve in person.tab.picture.main.curves()}
    assert again.keys() == curves.keys()
    assert all(np.array_equal(again[key], curves[key], equal_nan=True) for key in curves)
    assert person.state is State.IDLE and person.tab.transport.main.text() == "Run again"
    assert person.tab.progress.bar.value() == person.tab.progress.bar.maximum()


def test_what_was_stopped_is_not_there_again(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.window.show_scene(tiny_scene(SLOW))
    person.window.show_scene(tiny_scene(**ENDLESS))
    assert person.tab.results() == [] and person.tab.picture.before.isVisible()
    assert person.tab.transport.main.text() == "Run" and len(person.shelf) == 1


def test_back_to_the_scene_shows_what_it_has_come_to(person):
    person.run_to_end()
    key = person.tab.results()[0].key
    person.type("seed", "3")
    assert person.tab.results() == [] and len(person.shelf) == 1
    person.tab.reset()
    assert [result.key for result in person.tab.results()] == [key] and person.shelf == []
