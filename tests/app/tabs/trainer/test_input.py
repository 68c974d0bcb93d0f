"""What typing promises: bad input is named and changes nothing, and the user's own data train."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.language import translate
from core.config.figures import number
from core.config.questions import plain as strong_less
from core.config.questions import questions
from core.data.datasets import NPZFiles
from core.jobs import State
from core.rules.optimizers import SGD
from core.scenes import load_scene
from core.training.questions.shared import Race
from tests.app.helpers import losses_by_core, plain, run_of, tiny_scene, trainer_of
from tests.app.tabs.trainer.helpers import (
    CONTROL,
    SLOW,
    by_core_with_change,
    enabled,
)

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


def test_networks_that_do_not_fit_into_memory_are_refused_beside_their_layers_with_the_bytes(open_window):
    large = run_of(hidden=(2000,) * 20)  # 1 GB each
    person = open_window(tiny_scene(run_of(), *[large] * 3))
    before = person.experiment
    person.type("hidden", "50x2000")
    assert "all runs together need 5.47 GB of memory" in person.fault("hidden")
    assert "at most 4 GB fit" in person.fault("hidden")
    assert person.experiment == before
    person.type("hidden", "20x2000")
    assert person.fault("hidden") == "" and person.experiment.selected == large


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
    person.type("seed", "5")
    assert "Press Run" in sentence.text()  # what is shown has not been trained
