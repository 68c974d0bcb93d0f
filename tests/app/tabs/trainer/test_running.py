"""What running promises: exactly the training of the core, and buttons that do what they say."""

from __future__ import annotations

import numpy as np
import pytest

from core.config.figures import number, share
from core.jobs import State
from core.scenes import scenes
from tests.app.helpers import ENDLESS, losses_by_core, run_of, tiny_scene
from tests.app.tabs.trainer.helpers import (
    DEEP,
    SLOW,
    WILD,
    curve,
    enabled,
    training_threads,
)

# Running


def test_run_trains_to_the_end_and_shows_every_step(person):
    person.run()
    assert person.state is State.RUNNING
    person.wait_for(State.FINISHED)
    assert person.steps == 6
    assert len(curve(person)) == 6
    assert person.tab.progress.bar.value() == person.tab.progress.bar.maximum() == 6
    assert "finished" in person.tab.progress.text.longest


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
    assert "stopped" in person.tab.progress.text.longest


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
