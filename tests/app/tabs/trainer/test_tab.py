"""What the trainer tab promises: runs race fairly, buttons do what they say, bad input changes nothing."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.language import translate
from core.config.figures import number, share
from core.config.questions import plain as strong_less
from core.config.questions import questions
from core.data.datasets import NPZFiles
from core.jobs import State
from core.rules.optimizers import SGD, Adam, Momentum
from core.scenes import load_scene, scenes
from core.training.questions import Race
from core.training.study import Experiment, RunConfiguration, TrainingView, WeightDecay
from core.training.trainer import Trainer, prepare
from tests.app.helpers import ENDLESS, Person, losses_by_core, named, plain, run_of, tiny_scene, trainer_of

SLOW = run_of(optimizer=SGD(lr=0.01))
DEEP = run_of(hidden=(30,) * 4, optimizer=SGD(lr=0.01))
WILD = run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0))
CONTROL = Qt.KeyboardModifier.ControlModifier


def enabled(person: Person) -> dict[str, bool]:
    transport = person.tab.transport
    return {name: getattr(transport, name).isEnabled() for name in ("main", "step", "stop")}


def curve(person: Person, place: int = 0) -> np.ndarray:
    """Return the smoothed loss of a run as its curve shows it."""
    key = (person.tab.results()[place].key, "smoothed")
    (found,) = [curve for curve in person.tab.picture.loss.curves() if curve.key == key]
    return found.y


def training_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("train")]


# Running


def test_run_trains_to_the_end_and_shows_every_step(person):
    person.run()
    assert person.state is State.RUNNING
    person.wait_for(State.FINISHED)
    assert person.steps == 6
    assert len(curve(person)) == 6
    assert person.tab.progress.bar.value() == person.tab.progress.bar.maximum() == 6
    assert "finished" in person.tab.progress.text.text()


def test_the_window_trains_exactly_as_the_core_does(person):
    person.run_to_end()
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_curves_grow_while_training(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(1)
    first = len(curve(person))
    person.wait(lambda: len(curve(person)) > first)
    assert person.state is State.RUNNING
    person.stop()


def test_the_table_holds_loss_accuracies_and_their_gap(person):
    assert person.table == []
    person.run_to_end()
    (row,) = person.table
    final = person.tab.results()[0].final()
    train, test = final["train_accuracy"], final["test_accuracy"]
    shown = [number(final["loss"]), share(train), share(test), share(train - test), number(final["l2_norm"])]
    assert row[0].endswith("plain")
    assert row[1:] == shown


def test_a_validation_share_adds_its_curve_and_its_column(open_window):
    person = open_window(tiny_scene(validation_share=0.5, batch_size=10))
    person.run_to_end()
    assert len(person.table[0]) == 7
    sets = {curve.key[1] for curve in person.tab.picture.accuracy.curves()}
    assert sets == {"train", "validation", "test"}


@pytest.mark.parametrize("unit, end", [("steps", 6), ("epochs", 2)])
def test_the_horizontal_axis_counts_what_the_settings_count(open_window, unit, end):
    person = open_window(tiny_scene(length=end, unit=unit))
    person.run_to_end()
    assert person.steps == 6
    (left, right), _ = person.tab.picture.loss.box.viewRange()
    assert left == pytest.approx(0, abs=0.05 * end)
    assert right == pytest.approx(end, rel=0.05)
    assert person.tab.picture.loss.curves()[-1].x[-1] == pytest.approx(end)


# Buttons


def test_stop_is_enabled_only_while_there_is_something_to_stop(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    stop = person.tab.transport.stop
    assert not stop.isEnabled()
    person.run()
    assert stop.isEnabled()
    person.run()
    person.wait_until_held()
    assert stop.isEnabled()
    person.stop()
    assert not stop.isEnabled()


def test_the_main_button_says_what_it_will_do(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    button = person.tab.transport.main
    assert button.text() == "Run"
    person.run()
    assert button.text() == "Pause"
    person.run()
    person.wait_for(State.PAUSED)
    assert button.text() == "Continue"
    person.stop()
    assert button.text() == "Run again"
    assert enabled(person) == {"main": True, "step": True, "stop": False}


def test_runs_can_be_added_and_removed_only_while_nothing_trains(open_window):
    person = open_window(tiny_scene(run_of(), SLOW, **ENDLESS))
    buttons = (person.tab.run_list.duplicate, person.tab.run_list.remove)
    assert all(button.isEnabled() for button in buttons)
    person.run()
    assert not any(button.isEnabled() for button in buttons)
    assert all("stop first" in button.toolTip() for button in buttons)
    person.run()
    person.wait_until_held()
    assert not any(button.isEnabled() for button in buttons)
    person.stop()
    assert all(button.isEnabled() for button in buttons)
    assert not any("stop first" in button.toolTip() for button in buttons)


def test_pause_holds_the_step_count_and_continue_goes_on(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(1)
    person.run()
    held = person.wait_until_held()
    for _ in range(3):  # time enough for hundreds of steps
        person.window.grab()
    assert person.steps_in_worker() == held
    assert person.steps == held
    person.run()
    person.wait_for_steps(held + 1)
    person.stop()


def test_step_trains_on_exactly_one_mini_batch(person):
    for steps in (1, 2, 3, 4, 5):
        person.step()
        person.wait_for_steps(steps)
        assert person.wait_until_held() == steps
    person.step()
    person.wait_for(State.FINISHED)
    assert person.steps == 6
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_step_while_running_goes_on_by_itself_no_more(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(1)
    person.step()
    held = person.wait_until_held()
    person.step()
    person.wait_for_steps(held + 1)
    assert person.wait_until_held() == held + 1


def test_stop_ends_the_training_and_keeps_its_curves(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(10)
    person.stop()
    assert person.steps >= 10
    assert len(curve(person)) == person.steps
    assert not training_threads()
    assert "stopped" in person.tab.progress.text.text()


def test_stop_ends_a_paused_training(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.step()
    person.wait_until_held()
    person.stop()
    assert person.steps == 1


def test_two_hundred_quick_clicks_on_run_and_stop_leave_no_thread_and_no_stale_curve(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    transport = person.tab.transport
    for click in range(200):
        person.click(transport.main if click % 2 == 0 else transport.stop)
        if click % 8 == 7:
            person.wait(lambda: not person.state.is_active)
    person.wait(lambda: not person.state.is_active)
    person.wait(lambda: not training_threads())
    person.click(transport.main)
    person.wait_for_steps(3)
    person.stop()
    (result,) = person.tab.results()
    shelf = {earlier.key for earlier in person.tab.shelf.shown()}
    assert result.key not in shelf
    for plot in (person.tab.picture.accuracy, person.tab.picture.loss):
        assert {curve.key[0] for curve in plot.curves()} <= {result.key} | shelf
    assert len(curve(person)) == result.snapshot.step


# Scenes while training


def test_a_scene_opened_while_training_shows_nothing_of_the_old_one(open_window):
    person = open_window(tiny_scene(run_of(), SLOW, WILD, **ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.window.show_scene(tiny_scene(SLOW))
    person.wait(lambda: not training_threads())
    person.run_to_end()
    assert person.steps == 6
    assert len(person.tab.results()) == 1
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_nothing_of_a_stopped_training_arrives_in_the_scene_opened_after_it(open_window):
    person = open_window(tiny_scene(run_of(), SLOW, **ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.window.show_scene(tiny_scene(SLOW))
    person.wait(lambda: not training_threads())
    person.tab.jobs.look()
    assert person.state is State.IDLE
    assert person.tab.results() == []
    assert person.tab.picture.loss.curves() == []


@pytest.mark.parametrize("scene", [s for s in scenes().values() if s.tab == "trainer"], ids=lambda scene: scene.id)
def test_every_scene_of_the_lecture_opens_and_trains(person, scene):
    person.window.show_scene(scene)
    assert person.experiment == scene.study
    assert person.tab.picture.head.title.text() == scene.title
    assert len(person.names) == len(scene.study.runs)
    assert person.tab.picture.log.isChecked() is (scene.study.view.scale == "log")
    person.step()
    person.wait_for_steps(1)
    assert person.wait_until_held() == 1
    assert len(person.tab.results()) == len(scene.study.runs)
    person.stop()


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
    """A person with one run on the shelf (learning rate 0.1) and one trained with 0.05."""
    person.run_to_end()
    person.type("optimizer.lr", "0.05")
    person.run_to_end()
    return person


def test_a_changed_run_goes_to_the_shelf_with_its_own_settings(shelved):
    assert shelved.shelf == ["plain"]
    assert [result.configuration for result in shelved.tab.shelf.results()] == [run_of()]


def test_a_click_on_the_shelf_restores_the_settings(shelved):
    shelved.type("seed", "7")
    shelved.click_row(shelved.tab.shelf.list, 0)
    assert shelved.experiment.runs == (run_of(),)
    assert shelved.line("optimizer.lr").text() == "0.1"
    assert shelved.experiment.settings.seed == 0
    assert shelved.line("seed").text() == "0"


def test_the_box_on_the_shelf_hides_and_shows_the_curve_and_restores_nothing(shelved):
    (earlier,) = shelved.tab.shelf.results()
    shown = lambda: {curve.key[0] for curve in shelved.tab.picture.loss.curves()}  # noqa: E731
    assert earlier.key in shown()
    shelved.click_row(shelved.tab.shelf.list, 0, on_box=True)
    assert earlier.key not in shown()
    assert shelved.optimizer.lr == 0.05
    shelved.click_row(shelved.tab.shelf.list, 0, on_box=True)
    assert earlier.key in shown()
    assert shelved.optimizer.lr == 0.05
    assert len(shelved.tab.results()) == 1


def test_a_box_ticked_with_the_keyboard_does_not_swallow_the_next_click(shelved):
    shelf = shelved.tab.shelf.list
    shelved.tab_to(shelf)
    shelf.setCurrentRow(0)
    shelved.key(Qt.Key.Key_Space, shelf)
    assert shelved.tab.shelf.shown() == []
    shelved.click_row(shelf, 0)
    assert shelved.optimizer.lr == 0.1


def test_take_removes_one_run_from_the_shelf_and_clear_all(shelved):
    shelved.type("optimizer.lr", "0.02")
    shelved.run_to_end()
    assert len(shelved.shelf) == 2
    shelf = shelved.tab.shelf
    shelf.list.setCurrentRow(0)
    shelved.click(shelf.take)
    assert [result.configuration.optimizer.lr for result in shelf.results()] == [0.05]
    shelved.click(shelf.clear)
    assert shelved.shelf == []
    assert {curve.key[0] for curve in shelved.tab.picture.loss.curves()} == {shelved.tab.results()[0].key}
    assert not shelf.isVisible()


def test_the_shelf_cannot_restore_while_training(open_window):
    person = open_window(tiny_scene())
    person.run_to_end()
    person.type("length", "1000000")
    person.type("optimizer.lr", "0.05")
    person.run()
    person.click_row(person.tab.shelf.list, 0)
    assert person.optimizer.lr == 0.05
    person.stop()


def test_earlier_runs_stay_out_of_the_picture_of_another_scene(person):
    person.run_to_end()
    person.window.show_scene(tiny_scene(SLOW))
    assert len(person.shelf) == 1
    assert person.tab.picture.loss.curves() == []


def test_earlier_runs_are_named_by_what_differs_on_the_shelf(shelved):
    shelved.type("optimizer.lr", "0.02")
    assert shelved.shelf == ["SGD η 0.1", "SGD η 0.05"]


# Changes while training

LIVE = {
    "optimizer.lr": (run_of(), "0.02", lambda run: replace(run, optimizer=SGD(lr=0.02))),
    "optimizer.momentum": (
        run_of(optimizer=Momentum(lr=0.01, momentum=0.9)),
        "0.1",
        lambda run: replace(run, optimizer=Momentum(lr=0.01, momentum=0.1)),
    ),
    "decay.strength": (
        run_of(decay=WeightDecay(strength=0.1)),
        "0.5",
        lambda run: replace(run, decay=WeightDecay(strength=0.5)),
    ),
}


def by_core_with_change(trainer: Trainer, after: int, changed: RunConfiguration) -> np.ndarray:
    """Return the losses of a training of one run whose settings change after some steps."""
    for report in trainer.run():
        if report.whole and trainer.history.step == after:
            trainer.change(0, changed)
    return trainer.snapshot().loss


@pytest.mark.parametrize("path", LIVE)
def test_a_change_in_a_pause_takes_effect_from_the_next_step_on(open_window, path):
    run, text, change = LIVE[path]
    person = open_window(tiny_scene(run))
    for steps in (1, 2):
        person.step()
        person.wait_for_steps(steps)
        person.wait_until_held()
    person.type(path, text)
    person.run()
    person.wait_for(State.FINISHED)
    scene = tiny_scene(run).study
    unchanged = losses_by_core(scene)
    np.testing.assert_array_equal(person.losses[:2], unchanged[:2])
    assert not np.array_equal(person.losses, unchanged)
    np.testing.assert_array_equal(person.losses, by_core_with_change(trainer_of(scene), 2, change(run)))


def test_a_run_that_was_changed_on_its_way_says_so(person):
    person.step()
    person.wait_for_steps(1)
    person.wait_until_held()
    person.type("optimizer.lr", "0.02")
    person.run()
    person.wait_for(State.FINISHED)
    assert person.tab.results()[0].changed == 1
    assert "changed at step 1" in person.legend


def test_weight_decay_can_be_switched_on_in_a_pause(person):
    person.step()
    person.wait_for_steps(1)
    person.wait_until_held()
    person.tick("decay")
    person.run()
    person.wait_for(State.FINISHED)
    changed = replace(run_of(), decay=WeightDecay())
    np.testing.assert_array_equal(person.losses, by_core_with_change(trainer_of(tiny_scene().study), 1, changed))


def test_a_change_while_running_parts_a_run_from_its_twin(open_window):
    person = open_window(tiny_scene(run_of(), run_of(), **ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.type("optimizer.lr", "0.7")
    before = person.steps
    person.wait_for_steps(before + 50)
    person.stop()
    changed, unchanged = person.losses.T
    assert np.array_equal(changed[:5], unchanged[:5])
    assert not np.array_equal(changed, unchanged)
    assert person.names == ["SGD η 0.7", "SGD η 0.1"]


def test_a_change_while_the_data_are_still_being_read_takes_effect(open_window, monkeypatch):
    ready = threading.Event()

    def prepare_late(*args, **kwargs):
        ready.wait(10)
        return prepare(*args, **kwargs)

    monkeypatch.setattr("app.tabs.trainer.tab.prepare", prepare_late)
    person = open_window()
    person.run()
    person.type("optimizer.lr", "0.02")
    ready.set()
    person.wait_for(State.FINISHED)
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_a_change_while_a_training_is_stopping_leaves_everything_ready_to_run(open_window, monkeypatch):
    ready = threading.Event()

    def prepare_late(*args, **kwargs):
        ready.wait(10)
        return prepare(*args, **kwargs)

    monkeypatch.setattr("app.tabs.trainer.tab.prepare", prepare_late)
    person = open_window()
    person.run()
    person.click(person.tab.transport.stop)
    assert person.state is State.STOPPING
    person.type("optimizer.lr", "0.02")
    ready.set()
    assert person.tab.transport.state is State.IDLE
    person.run_to_end()
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_only_learning_rate_momentum_and_weight_decay_can_change_while_training(open_window):
    person = open_window(tiny_scene(run_of(optimizer=Momentum()), **ENDLESS))
    fields = ("hidden", "activation", "initializer", "optimizer", "loss", "batch_norm", "dropout")
    fields += ("data", "train_size", "validation_share", "batch_size", "length", "unit", "seed", "evaluate_every")
    live = ("optimizer.lr", "optimizer.momentum", "decay")
    person.run()
    for path in fields:
        field = person.field(path)
        assert not field.editor.input.isEnabled(), path
        assert "stop first" in field.editor.toolTip(), path
    for path in live:
        assert person.field(path).editor.input.isEnabled(), path
        assert "stop first" not in person.field(path).editor.toolTip(), path
    person.stop()
    for path in fields + live:
        assert person.field(path).editor.input.isEnabled(), path
        assert "stop first" not in person.field(path).editor.toolTip(), path


def test_parts_of_adam_that_cannot_change_are_locked_while_training(open_window):
    person = open_window(tiny_scene(run_of(optimizer=Adam()), **ENDLESS))
    person.run()
    open_fields = [
        name for name, field in person.field("optimizer").nested.fields.items() if field.editor.input.isEnabled()
    ]
    assert open_fields == [name for name, parameter in Adam.parameters().items() if parameter.live]
    person.stop()


# Divergence


def test_a_run_that_diverges_is_named_and_the_others_go_on(open_window):
    person = open_window(tiny_scene(DEEP, WILD, length=300))
    person.run_to_end()
    calm, wild = person.tab.results()
    assert wild.diverged is not None
    assert calm.diverged is None
    assert f"diverged at step {wild.diverged}" in person.legend
    assert np.isfinite(calm.loss()).all()
    assert len(calm.loss()) == 300
    last = wild.loss()[: wild.diverged - 1][-1]
    assert np.isfinite(last)
    assert person.table[1][1] == number(last)
    assert person.table[0][1] == number(calm.loss()[-1])


def test_when_all_runs_diverge_the_training_ends_and_the_last_values_stay(open_window):
    person = open_window(tiny_scene(WILD, **ENDLESS))
    person.run()
    person.wait_for(State.FINISHED)
    (wild,) = person.tab.results()
    assert wild.diverged == person.steps
    assert np.isfinite(curve(person)[: wild.diverged - 1]).all()
    assert "diverged" in person.window.toast.currentMessage()


# Bad input

BAD = [
    ("optimizer.lr", "abc", "learning rate", "(0, 1000]"),
    ("optimizer.lr", "0", "learning rate", "(0, 1000]"),
    ("optimizer.lr", "-1", "learning rate", "(0, 1000]"),
    ("optimizer.lr", "", "learning rate", "(0, 1000]"),
    ("optimizer.lr", "nan", "learning rate", "(0, 1000]"),
    ("optimizer.lr", "1e400", "learning rate", "(0, 1000]"),
    ("hidden", "0", "hidden layers", "100-50-30"),
    ("hidden", "", "hidden layers", "100-50-30"),
    ("hidden", "a-b", "hidden layers", "100-50-30"),
    ("hidden", "51x2", "hidden layers", "1 to 50 layers"),
    ("hidden", "9999", "hidden layers", "1 to 2,000 nodes"),
    ("batch_size", "61", "batch size", "at most 60"),
    ("batch_size", "0", "batch size", "from 1 to"),
    ("batch_size", "1.5", "batch size", "whole number"),
    ("length", "-3", "length", "whole number from 1"),
    ("seed", "x", "seed", "whole number from 0"),
    ("validation_share", "1", "validation share", "[0, 0.9]"),
    ("train_size", "1", "training images", "from 2 to"),
]


@pytest.mark.parametrize("path, text, name, expected", BAD)
def test_bad_input_is_named_under_its_field_and_changes_nothing(person, path, text, name, expected):
    before = person.experiment
    person.type(path, text)
    fault = person.fault(path)
    assert name in fault
    assert expected in fault
    assert f"got {text}" in fault
    assert person.line(path).text() == text
    assert person.experiment == before
    assert person.line(path).property("invalid") is True


def test_a_message_comes_while_typing_and_values_count_only_when_finished(person):
    person.type("optimizer.lr", "0.", finish=False)
    assert "got 0." in person.fault("optimizer.lr")
    person.type("optimizer.lr", "0.3", finish=False)
    assert person.fault("optimizer.lr") == ""
    assert person.optimizer.lr == 0.1
    person.key(Qt.Key.Key_Return, person.line("optimizer.lr"))
    assert person.optimizer.lr == 0.3


def test_run_counts_what_was_typed_last(person):
    person.type("optimizer.lr", "0.3", finish=False)
    person.run_to_end()
    assert person.optimizer.lr == 0.3
    np.testing.assert_array_equal(person.losses, losses_by_core(tiny_scene(run_of(optimizer=SGD(lr=0.3))).study))


def test_what_was_typed_last_is_not_lost_when_the_run_is_duplicated(person):
    person.type("optimizer.lr", "0.3", finish=False)
    person.click(person.tab.run_list.duplicate)
    assert [run.optimizer.lr for run in person.experiment.runs] == [0.3, 0.3]


def test_what_was_typed_last_is_not_lost_when_another_run_is_chosen(open_window):
    person = open_window(tiny_scene(run_of(), SLOW))
    person.activate()
    person.line("optimizer.lr").setFocus()
    person.type("optimizer.lr", "0.3", finish=False)
    person.click_row(person.tab.run_list.list, 1)
    assert [run.optimizer.lr for run in person.experiment.runs] == [0.3, 0.01]


def test_what_was_typed_last_is_saved(person, tmp_path):
    person.type("optimizer.lr", "0.3", finish=False)
    person.window.files.save(tmp_path / "mine.json")
    assert load_scene(tmp_path / "mine.json").study.runs[0].optimizer.lr == 0.3


@pytest.mark.parametrize("by_key", [False, True], ids=["click", "key"])
def test_what_was_typed_last_counts_when_a_paused_training_goes_on(person, by_key):
    person.activate()
    person.step()
    person.wait_for_steps(1)
    person.wait_until_held()
    person.line("optimizer.lr").setFocus()
    person.type("optimizer.lr", "0.02", finish=False)
    if by_key:
        person.key(Qt.Key.Key_R, person.line("optimizer.lr"), CONTROL)
    else:
        person.run()
    person.wait_for(State.FINISHED)
    expected = by_core_with_change(trainer_of(tiny_scene().study), 1, run_of(optimizer=SGD(lr=0.02)))
    np.testing.assert_array_equal(person.losses, expected)


@pytest.mark.parametrize("path, text", [("optimizer.lr", "abc"), ("hidden", "0"), ("batch_size", "61")])
def test_run_refuses_bad_input_and_loses_nothing(person, path, text):
    person.run_to_end()
    losses = person.losses
    person.type(path, text)
    shown = len(person.tab.picture.loss.curves()) + len(person.shelf)
    person.run()
    assert "Not started" in person.message
    assert person.fault(path) in person.message
    assert not person.state.is_active
    assert person.line(path).text() == text
    assert len(person.tab.picture.loss.curves()) + len(person.shelf) == shown
    kept = person.tab.results() + person.tab.shelf.results()
    np.testing.assert_array_equal(kept[0].loss(smoothed=False), losses[:, 0])


def test_a_mended_field_loses_its_message(person):
    person.type("optimizer.lr", "abc")
    person.type("optimizer.lr", "0.25")
    assert person.fault("optimizer.lr") == ""
    assert person.optimizer.lr == 0.25
    assert person.line("optimizer.lr").property("invalid") is False


def test_a_message_shows_what_was_typed_as_it_was_typed(person):
    person.type("optimizer.lr", "<b>1</b>")
    label = person.field("optimizer.lr").fault
    assert label.text().endswith("got <b>1</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_dropout_takes_no_ratio_of_one(person):
    person.tick("dropout")
    person.type("dropout.ratio", "1")
    assert "[0, 1)" in person.fault("dropout.ratio")
    assert "got 1" in person.fault("dropout.ratio")
    assert person.experiment.runs[0].dropout.ratio == 0.15


def test_a_small_learning_rate_is_taken_as_it_is_typed(person):
    person.type("optimizer.lr", "1e-4")
    assert person.optimizer.lr == 1e-4
    assert float(person.line("optimizer.lr").text()) == 1e-4
    assert person.fault("optimizer.lr") == ""


@pytest.mark.parametrize("text, hidden", [("4x100", (100,) * 4), ("100-50-30", (100, 50, 30)), ("3×7", (7,) * 3)])
def test_hidden_layers_are_typed_one_by_one_or_as_a_product(person, text, hidden):
    person.type("hidden", text)
    assert person.experiment.runs[0].hidden == hidden
    assert person.fault("hidden") == ""


# Data of the user's


def test_training_on_an_npz_file_of_the_users(person, data_file):
    person.choose("data", "npz")
    person.type("data.train", str(data_file))
    person.run_to_end()
    assert person.experiment.settings.data == NPZFiles(train=str(data_file))
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def broken_file(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.npz"
    if kind == "garbage":
        path.write_bytes(b"not a zip file at all")
    elif kind == "names":
        np.savez(path, pictures=np.zeros((4, 2)))
    elif kind == "counts":
        np.savez(path, x=np.zeros((30, 2)), y=np.zeros(29, int))
    return path


@pytest.mark.parametrize("kind", ["missing", "garbage", "names", "counts"])
def test_a_broken_file_is_named_beside_its_field_and_above_the_picture_and_curves_stay(person, tmp_path, kind):
    person.run_to_end()
    losses = person.losses
    person.choose("data", "npz")
    person.type("data.train", str(broken_file(tmp_path, kind)))
    person.run()
    person.wait_for(State.FAILED)
    assert f"{kind}.npz" in person.fault("data.train")
    assert f"{kind}.npz" in person.message
    (earlier,) = person.tab.shelf.shown()
    np.testing.assert_array_equal(earlier.loss(smoothed=False), losses[:, 0])
    assert (earlier.key, "smoothed") in {curve.key for curve in person.tab.picture.loss.curves()}
    assert enabled(person) == {"main": True, "step": True, "stop": False}


def test_a_file_that_was_mended_trains(person, tmp_path, data_file):
    person.choose("data", "npz")
    path = tmp_path / "late.npz"
    person.type("data.train", str(path))
    person.run()
    person.wait_for(State.FAILED)
    path.write_bytes(data_file.read_bytes())
    person.run_to_end()
    assert person.steps == 6
    assert person.fault("data.train") == ""


def test_more_images_than_a_file_holds_are_named_beside_their_field(person, data_file):
    person.choose("data", "npz")
    person.type("data.train", str(data_file))
    person.type("train_size", "91")
    person.run()
    person.wait_for(State.FAILED)
    assert "90" in person.fault("train_size")
    assert "got 91" in person.fault("train_size")
    assert "90" in person.message


# Keys


def test_space_runs_and_pauses_s_steps_and_escape_stops(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.key(Qt.Key.Key_S)
    person.wait_for_steps(1)
    assert person.wait_until_held() == 1
    person.key(Qt.Key.Key_Space)
    person.wait_for_steps(2)
    assert person.state is State.RUNNING
    person.key(Qt.Key.Key_Space)
    person.wait_until_held()
    person.key(Qt.Key.Key_Escape)
    person.wait_for(State.STOPPED)


def test_l_shows_the_loss_in_decades_and_back(person):
    person.run_to_end()
    person.key(Qt.Key.Key_L)
    assert person.tab.picture.log.isChecked()
    person.key(Qt.Key.Key_L)
    assert not person.tab.picture.log.isChecked()


def test_keys_of_other_keyboards_do_nothing(person):
    for text in ("ㄴ", "한", "ß"):
        event = QKeyEvent(QEvent.Type.KeyPress, ord(text), Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(person.tab, event)
    assert person.state is State.IDLE


def test_letters_typed_into_a_field_are_no_commands(person):
    person.type("optimizer.lr", "sl ", finish=False)
    assert person.state is State.IDLE
    assert not person.tab.picture.log.isChecked()
    assert "sl" in person.fault("optimizer.lr")


def test_control_keys_run_step_stop_duplicate_and_toggle_decades(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.activate()
    person.key(Qt.Key.Key_D, modifier=CONTROL)
    assert len(person.names) == 2
    person.key(Qt.Key.Key_T, modifier=CONTROL)
    person.wait_for_steps(1)
    assert person.wait_until_held() == 1
    person.key(Qt.Key.Key_R, modifier=CONTROL)
    person.wait_for_steps(2)
    assert person.state is State.RUNNING
    person.key(Qt.Key.Key_Period, modifier=CONTROL)
    person.wait_for(State.STOPPED)
    person.key(Qt.Key.Key_L, modifier=CONTROL)
    assert person.tab.picture.log.isChecked()


# Drawing


def test_a_hidden_tab_does_not_draw_and_is_up_to_date_when_it_is_seen_again(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.window.hide()
    drawn = len(curve(person))
    person.wait_for_steps(drawn + 200)
    assert len(curve(person)) == drawn
    person.window.show()
    assert len(curve(person)) >= drawn + 200
    person.stop()


def test_names_on_the_legend_follow_the_language(open_window):
    person = open_window(tiny_scene(run_of(), run_of(decay=WeightDecay())))
    person.window.language_actions["ko"].trigger()
    assert "가중치 감소" in person.legend
    person.window.language_actions["en"].trigger()
    assert person.legend == ", ".join(named(("plain", "weight decay λ 0.1")))


def test_every_step_is_seen_in_the_progress(person):
    for steps in (1, 2, 3):
        person.step()
        person.wait_for_steps(steps)
        person.wait_until_held()
        assert person.tab.progress.bar.value() == steps
        assert f"step {steps} /" in person.tab.progress.text.text()


@pytest.mark.parametrize("listed", [lambda window: window.outline.list, lambda window: window.tab.run_list.list])
def test_space_runs_after_a_click_on_a_list(open_window, listed):
    person = open_window(tiny_scene(**ENDLESS))
    person.activate()
    focused = listed(person.window)
    focused.setFocus()
    person.key(Qt.Key.Key_Space, focused)
    person.wait_for(State.RUNNING)
    person.key(Qt.Key.Key_Escape, focused)
    person.wait_for(State.STOPPED)


# What was found in a file


def test_what_a_file_holds_is_said_under_its_field(person, data_file):
    person.choose("data", "npz")
    assert not person.field("data").note.isVisible()
    person.type("data.train", str(data_file))
    note = person.field("data").note
    person.wait(note.isVisible)
    assert translate(NPZFiles(train=str(data_file)).load().describe()) == note.text()
    person.choose("data", "mnist")
    assert not note.isVisible()


def test_a_file_that_cannot_be_read_is_told_beside_its_field_before_anything_runs(person, tmp_path):
    person.choose("data", "npz")
    person.type("data.train", str(tmp_path / "nothing.npz"))
    person.wait(lambda: person.fault("data.train"))
    assert "nothing.npz" in person.fault("data.train")
    assert person.state is State.IDLE


def test_the_sentence_answers_by_what_has_been_trained(open_window):
    scene = replace(tiny_scene(run_of(), run_of(optimizer=SGD(lr=0.01))), asks="fastest")
    person = open_window(scene)
    sentence = person.tab.picture.head.sentence
    assert "Press Run" in sentence.text()
    person.run_to_end()
    results = person.tab.results()
    answer = str(questions["fastest"].answer(Race(person.tab.study, results)))
    assert plain(sentence.text()) == strong_less(answer) and answer.startswith("After 6 steps")
    losses = [result.final()["loss"] for result in results]
    assert number(min(losses)) in answer
    person.tab.change_run(run_of(optimizer=SGD(lr=0.5)))
    assert "Press Run" in sentence.text()  # what is shown has not been trained
