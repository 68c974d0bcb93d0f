"""Where a run had most validation images right: marked, written, in the table, and in what is exported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.tabs.trainer.exhibit import record
from app.tabs.trainer.picture import TrainingPicture
from tests.app.helpers import pixels, plain, results_of, run_of, tiny_scene

SCENE = tiny_scene(run_of(), run_of(hidden=(9,)), validation_share=0.25, batch_size=15, length=6)
VALIDATION, TEST = (0.2, 0.81, 0.7), (0.3, 0.72, 0.75)


@pytest.fixture(scope="module")
def trained():
    """Two runs measured after 0, 3 and 6 steps, the first with a best in between."""
    first, second = results_of(SCENE)
    accuracy = {name: values.copy() for name, values in first.snapshot.accuracy.items()}
    accuracy["validation"][:, first.column], accuracy["test"][:, first.column] = VALIDATION, TEST
    snapshot = replace(first.snapshot, accuracy=accuracy)
    return [replace(result, snapshot=snapshot) for result in (first, second)]


@pytest.fixture
def picture(keep, trained):
    picture = keep(TrainingPicture())
    picture.set_settings(SCENE.study.settings)
    picture.resize(900, 700)
    picture.show()
    picture.show_results(trained)
    picture.highlight(0)
    return picture


def test_it_is_written_with_the_test_accuracy_there(picture):
    assert [str(note.text) for note in picture.accuracy.notes()][-1] == (
        "best validation 81 % at step 3, test there 72 %"
    )
    pixels(picture.accuracy)  # it can be drawn


def test_it_is_marked_on_both_curves_of_the_selected_run_alone(picture, trained):
    marks = {curve.key: curve.marks for curve in picture.accuracy.curves()}
    first, second = (result.key for result in trained)
    assert marks[first, "validation"] == [1] and marks[first, "test"] == [1, 2]
    assert marks[first, "train"] is marks[second, "test"] is marks[second, "validation"] is None


def test_it_is_told_in_epochs_where_these_are_counted(picture, trained):
    study = replace(SCENE.study, settings=replace(SCENE.study.settings, unit="epochs", length=2))
    picture.set_settings(study.settings)
    picture.show_results([replace(result, study=study) for result in trained])
    assert "at epoch 1, test" in str(picture.accuracy.notes()[-1].text)


def test_it_is_in_the_table(picture, trained):
    picture.refresh_numbers()
    text = plain(picture.numbers.text())
    assert ": best validation 81 % at step 3, test there 72 %" in text
    assert text.count("best validation") == 2


def test_it_is_in_what_is_exported(trained):
    (first, second) = record(trained)["runs"]
    assert first["best_validation"] == pytest.approx({"step": 3, "validation_accuracy": 0.81, "test_accuracy": 0.72})
    measured = trained[1].accuracy("validation")
    assert second["best_validation"]["validation_accuracy"] == np.nanmax(measured)


def test_without_validation_images_nothing_is_said(picture):
    plain_scene = tiny_scene(run_of())
    results = results_of(plain_scene)
    picture.set_settings(plain_scene.study.settings)
    picture.show_results(results)
    picture.refresh_numbers()
    assert not any("best" in str(note.text) for note in picture.accuracy.notes())
    assert "best validation" not in plain(picture.numbers.text())
    assert "best_validation" not in record(results)["runs"][0]
