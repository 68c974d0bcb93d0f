"""What keeping runs promises: saved, opened and gone on with they come to the same; scripts are on the clipboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.language import language
from core.jobs import State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import Adam
from core.training.kept_files import load_runs
from core.training.results import results_of
from core.training.scripts.numpy_script import numpy_script
from core.training.scripts.torch_script import torch_script
from tests.app.helpers import ENDLESS, losses_by_core, run_of, tiny_scene

CURED = run_of(optimizer=Adam(), batch_norm=BatchNorm(), dropout=DropoutPart(0.2))


def do(person, id: str) -> None:
    """Choose a command in the menu, which brings up to date what is possible as it opens."""
    person.window.menus.about_to_show.emit()
    action = person.tab.command_actions.by_id[id]
    assert action.isEnabled()
    action.trigger()


@pytest.fixture
def choosing(monkeypatch, tmp_path):
    """Let the dialogs for names of files answer with one; return it."""
    file = tmp_path / "mine.npz"
    for method in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, method, staticmethod(lambda *_: (str(file), "")))
    return file


def save(person, file) -> None:
    do(person, "save-runs")
    person.wait(lambda: file.exists() and not person.tab._saving.is_busy)
    assert person.window.toast.currentMessage() == f"Saved {file.name}"


def test_runs_that_are_saved_and_opened_in_another_window_go_on_when_they_are_longer(open_window, choosing):
    first = open_window(tiny_scene(run_of(), CURED))
    assert not first.tab.command_actions.by_id["save-runs"].isEnabled()
    first.run_to_end()
    save(first, choosing)
    second = open_window(tiny_scene(length=3))
    do(second, "open-runs")
    second.wait(lambda: len(second.tab.results()) == 2)
    assert second.experiment.runs == (run_of(), CURED) and second.experiment.settings.length == 6
    np.testing.assert_array_equal(second.losses, first.losses)
    assert second.tab.transport.main.text() == "Run again"
    assert second.window.toast.currentMessage() == "Opened 2 runs"
    second.type("length", "10")
    assert second.tab.results() == [] and second.tab.transport.main.text() == "Go on from step 6"
    second.run_to_end()
    np.testing.assert_array_equal(second.losses, losses_by_core(second.experiment))
    assert second.steps == 10 and second.shelf == []


def test_a_longer_training_goes_on_and_undo_finds_the_shorter_one(person):
    person.run_to_end()
    person.type("length", "9")
    assert person.tab.transport.main.text() == "Go on from step 6" and len(person.shelf) == 1
    person.run_to_end()
    assert person.steps == 9
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))
    person.window.undo()
    assert person.tab.results()[0].snapshot.step == 6 and person.tab.transport.main.text() == "Run again"


def test_a_shorter_training_or_another_seed_begins_anew(person):
    person.run_to_end()
    person.type("length", "4")
    assert person.tab.transport.main.text() == "Run"
    person.type("length", "9")
    person.type("seed", "3")
    assert person.tab.transport.main.text() == "Run"
    person.run_to_end()
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_of_a_race_with_a_new_twin_each_run_begins_where_it_stands(person):
    person.run_to_end()
    person.click(person.tab.run_list.duplicate)
    person.tick("batch_norm")
    person.type("length", "8")
    assert person.tab.transport.main.text() == "Go on from step 6"
    person.run_to_end()
    assert len(person.tab.results()) == 2
    person.wait(lambda: all(each.snapshot.step == 8 for each in person.tab.results()))
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_a_training_under_way_is_saved_as_it_stands_and_goes_on_where_it_was(open_window, choosing):
    person = open_window(tiny_scene(CURED, **{**ENDLESS, "length": 100_000}))
    person.run()
    person.wait_for_steps(3)
    person.run()
    held = person.wait_until_held()
    save(person, choosing)
    (race,) = load_runs(choosing)
    (kept,) = results_of(race.study, race.snapshots)
    assert kept.snapshot.step == held == kept.standing.step
    person.stop()
    other = open_window(tiny_scene())
    do(other, "open-runs")
    other.wait(lambda: other.tab.results() and other.tab.results()[0].snapshot.step == held)
    assert other.tab.transport.main.text() == f"Go on from step {held:,}"
    other.step()
    other.wait(lambda: other.steps == held + 1)
    again = replace(other.experiment, settings=replace(other.experiment.settings, length=held + 1))
    np.testing.assert_array_equal(other.losses, losses_by_core(again))
    assert not other.tab.command_actions.by_id["open-runs"].isEnabled()
    other.stop()


def test_a_race_that_runs_is_saved_while_it_runs(open_window, choosing):
    person = open_window(tiny_scene(**{**ENDLESS, "length": 500_000}))
    person.run()
    person.wait_for_steps(5)
    save(person, choosing)
    assert person.state is State.RUNNING
    (race,) = load_runs(choosing)
    assert race.snapshots[0].standings[0].step == race.snapshots[0].step >= 5
    person.stop()


def test_opened_runs_can_be_asked_what_they_take_digits_for(open_window, choosing):
    person = open_window()
    person.run_to_end()
    before = person.tab.results()[0].moment()
    save(person, choosing)
    other = open_window()
    do(other, "open-runs")
    other.wait(lambda: other.tab.results())
    after = other.tab.results()[0].moment()
    np.testing.assert_array_equal(before.answers, after.answers)
    np.testing.assert_array_equal(before.weights[0].theta, after.weights[0].theta)


def test_a_file_that_is_no_good_is_told_in_one_line_and_nothing_changes(person, choosing):
    choosing.write_bytes(b"PK nothing of the kind")
    before = person.experiment
    do(person, "open-runs")
    person.wait(lambda: person.message)
    assert person.message == "mine.npz is damaged or incomplete: its end is missing"
    assert person.experiment == before


@pytest.mark.parametrize("id, write", [("copy-numpy", numpy_script), ("copy-torch", torch_script)])
def test_the_selected_run_is_copied_as_a_script(open_window, id, write):
    person = open_window(tiny_scene(run_of(), CURED))
    person.click_row(person.tab.run_list.list, 1)
    do(person, id)
    text = QApplication.clipboard().text()
    assert text == write(person.experiment, 1)
    said = person.window.toast.currentMessage()
    assert "clipboard" in said and str(len(text.splitlines())) in said
    language.switch("ko")
    do(person, id)
    assert QApplication.clipboard().text() == text and "클립보드" in person.window.toast.currentMessage()


def test_what_was_changed_on_the_way_stands_in_the_script(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.run()
    step = person.wait_until_held()
    person.type("optimizer.lr", "0.05")
    person.step()
    person.wait(lambda: person.steps == step + 1)
    person.stop()
    do(person, "copy-numpy")
    assert f"changed after step {step} (η 0.1 → 0.05)" in QApplication.clipboard().text()


def test_a_run_on_other_data_is_not_copied(open_window, data_file):
    from core.data.datasets import NPZFiles

    person = open_window(tiny_scene(data=NPZFiles(str(data_file)), train_size=60))
    QApplication.clipboard().setText("before")
    do(person, "copy-numpy")
    assert person.message.startswith("Not copied: only runs on MNIST")
    assert QApplication.clipboard().text() == "before"
    person.key(Qt.Key.Key_Escape)
