"""What the picture promises: every run in its place, honest numbers, the curve that matters most on top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QSplitter

from app.language import language
from app.tabs.trainer.picture import MOST_RAW, TrainingPicture
from core.rules.optimizers import SGD
from core.training.results import Result
from core.training.study import Settings, TrainingView
from tests.app.helpers import plain, results_of, run_of, tiny_scene

SETTINGS = Settings(train_size=60, batch_size=20, length=6, evaluation_images=50)


@pytest.fixture(scope="module")
def trained() -> list[Result]:
    """Two runs, trained for two epochs of three steps."""
    return results_of(tiny_scene(run_of(), run_of(optimizer=SGD(lr=0.01))))


@pytest.fixture
def picture(keep) -> TrainingPicture:
    picture = keep(TrainingPicture())
    picture.set_settings(SETTINGS)
    picture.resize(900, 700)
    picture.show()
    return picture


def with_accuracy(result: Result, train: float, test: float) -> Result:
    """Return a result whose accuracies are these from beginning to end."""
    values = {"train": train, "test": test, "validation": np.nan}
    shape = result.snapshot.accuracy["train"].shape
    accuracy = {name: np.full(shape, value, np.float32) for name, value in values.items()}
    return replace(result, snapshot=replace(result.snapshot, accuracy=accuracy))


def test_before_the_training_the_picture_says_what_to_do(picture):
    picture.show_results([], names=["A", "B"])
    picture.refresh_numbers()
    assert "Press Run" in plain(picture.numbers.text())
    assert picture.legend.accessibleName() == "A, B"


def test_every_run_has_its_curves_for_training_and_test(picture, trained):
    picture.show_results(trained)
    keys = {curve.key for curve in picture.accuracy.curves()}
    assert keys == {((0, place), name) for place in (0, 1) for name in ("train", "test")}
    assert {curve.key for curve in picture.loss.curves()} == {((0, p), n) for p in (0, 1) for n in ("raw", "smoothed")}
    for curve in picture.accuracy.curves():
        (_, place), name = curve.key
        np.testing.assert_array_equal(curve.y, trained[place].accuracy(name))
        assert curve.style.run == place
    styles = {curve.key[1]: curve.style.pen for curve in picture.accuracy.curves()}
    assert styles["train"] != styles["test"]


def test_with_many_runs_only_smoothed_losses_are_drawn(picture, trained):
    many = [replace(trained[0], key=k) for k in range(MOST_RAW + 1)]
    picture.show_results(many)
    assert {curve.key[1] for curve in picture.loss.curves()} == {"smoothed"}
    picture.show_results(many[:-1])
    assert {curve.key[1] for curve in picture.loss.curves()} == {"smoothed", "raw"}


def test_earlier_runs_are_thin_and_behind(picture, trained):
    earlier = replace(trained[1], key="earlier")
    picture.show_results(trained[:1], [earlier])
    for plot in (picture.accuracy, picture.loss):
        curves = plot.curves()
        assert curves[0].key[0] == "earlier"
        assert all(c.style.width == 1.0 and c.style.opacity < 1 for c in curves if c.key[0] == "earlier")


@pytest.mark.parametrize("focus", ["accuracy", "loss"])
def test_the_curve_that_matters_most_is_the_large_one(picture, focus):
    picture.set_view(TrainingView(focus=focus))
    picture.grab()
    areas = {name: getattr(picture, name).width() * getattr(picture, name).height() for name in ("accuracy", "loss")}
    other = "loss" if focus == "accuracy" else "accuracy"
    assert areas[focus] > 1.5 * areas[other]
    assert all(splitter.count() == 2 for splitter in picture.findChildren(QSplitter))


def test_the_last_finite_numbers_are_kept(trained):
    loss = trained[0].snapshot.loss.copy()
    loss[4:, 0] = np.nan
    wild = replace(trained[0], snapshot=replace(trained[0].snapshot, loss=loss, diverged=(5, None)))
    assert wild.diverged == 5
    assert wild.final()["batch_loss"] == loss[3, 0]
    assert all(np.isfinite(value) for value in wild.final().values())


def test_a_run_without_any_finite_number_has_none(trained):
    nothing = np.full_like(trained[0].snapshot.loss, np.nan)
    lost = replace(trained[0], snapshot=replace(trained[0].snapshot, loss=nothing, smoothed=nothing))
    assert "loss" not in lost.final()


def test_the_widest_gap_is_named_in_a_sentence(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.9, 0.88), with_accuracy(trained[1], 1.0, 0.7)])
    picture.refresh_numbers()
    text = plain(picture.numbers.text())
    assert ">0.3<" in picture.numbers.text() and ": 0.3 (" in text  # in the table as in the sentence
    assert "SGD η 0.01" in text.split("Widest")[1]


def test_no_gap_is_said_to_be_none(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.9, 0.88)])
    picture.refresh_numbers()
    assert "Widest" not in plain(picture.numbers.text())
    assert "No run" in plain(picture.numbers.text())


def test_minus_signs_in_the_table_are_minus_signs(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.5, 0.6)])
    picture.refresh_numbers()
    assert "−0.1" in plain(picture.numbers.text())


def test_the_table_follows_the_language(picture, trained):
    picture.show_results(trained)
    picture.refresh_numbers()
    english = plain(picture.numbers.text())
    language.switch("ko")
    assert plain(picture.numbers.text()) != english
    language.switch("en")
    assert plain(picture.numbers.text()) == english


def test_counted_in_epochs_curves_end_at_the_last_epoch(picture, trained):
    picture.set_settings(replace(SETTINGS, length=2, unit="epochs"))
    picture.show_results(trained)
    for curve in [*picture.loss.curves(), *picture.accuracy.curves()]:
        assert curve.x[-1] == pytest.approx(2)
    assert picture.loss.names() == ("epoch", "loss")
