"""What the picture promises: every run in its place, honest numbers, the curve that matters most on top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.language import language, translate
from app.plots.ticks import percents
from app.tabs.trainer.picture import MOST_NAMED, TrainingPicture
from core.config.words import Phrase
from core.rules.optimizers import SGD
from core.training.results import Result
from core.training.study import Settings, TrainingView
from tests.app.helpers import pixels, plain, results_of, run_of, tiny_scene

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
    assert {curve.key for curve in picture.loss.curves()} >= {((0, place), "smoothed") for place in (0, 1)}
    for curve in picture.accuracy.curves():
        (_, place), name = curve.key
        np.testing.assert_array_equal(curve.y, trained[place].accuracy(name))
        assert curve.style.run == place
    styles = {curve.key[1]: curve.style.pen for curve in picture.accuracy.curves()}
    assert styles["train"] != styles["test"]


def test_the_losses_of_single_mini_batches_are_those_of_the_selected_run_and_faint(picture, trained):
    picture.show_results(trained)
    for place in (1, 0):
        picture.highlight(place)
        (raw,) = [curve for curve in picture.loss.curves() if curve.key[1] == "raw"]
        assert raw.key == ((0, place), "raw") and raw.style.opacity < 0.5 and raw.style.width == 1.0
        np.testing.assert_array_equal(raw.y, trained[place].loss(smoothed=False))


def test_of_many_runs_only_the_selected_shows_training_as_strongly_as_test(picture, trained):
    many = [replace(trained[0], key=k, place=k) for k in range(3)]
    picture.show_results(many)
    picture.highlight(1)
    strong = {curve.key for curve in picture.accuracy.curves() if curve.style.opacity == 1}
    assert strong == {(0, "test"), (1, "test"), (2, "test"), (1, "train")}


def test_earlier_runs_are_thin_and_behind(picture, trained):
    earlier = replace(trained[1], key="earlier")
    picture.show_results(trained[:1], [earlier])
    for plot in (picture.accuracy, picture.loss):
        curves = plot.curves()
        assert curves[0].key[0] == "earlier"
        assert all(c.style.width == 1.0 and c.style.opacity < 1 for c in curves if c.key[0] == "earlier")


@pytest.mark.parametrize("focus", ["accuracy", "loss"])
@pytest.mark.parametrize("below", ["none", "plot", "numbers", "both"])
def test_the_curve_that_matters_most_is_the_large_one_and_below_is_what_is_wanted(picture, trained, focus, below):
    picture.show_results(trained)
    picture.set_view(TrainingView(focus=focus, below=below))
    picture.grab()
    other = picture.loss if focus == "accuracy" else picture.accuracy
    assert picture.main is getattr(picture, focus) and picture.main.isVisible()
    assert other.isVisible() is (below in ("plot", "both"))
    assert picture.numbers.isVisible() is (below in ("numbers", "both"))
    whole = picture.width() * picture.height()
    share = picture.main.width() * picture.main.height() / whole
    assert share > (0.75 if below == "none" else 0.4)
    if other.isVisible():
        assert picture.main.width() * picture.main.height() > 1.5 * other.width() * other.height()


def test_presenting_nothing_is_below(picture):
    picture.set_view(TrainingView(below="both"))
    picture.set_presenting(True)
    assert not picture.numbers.isVisible() and not picture.loss.isVisible()
    picture.set_presenting(False)
    assert picture.numbers.isVisible() and picture.loss.isVisible()


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
    assert ">30 %<" in picture.numbers.text() and ": 30 % (" in text  # in the table as in the sentence
    assert "SGD η 0.01" in text.split("Widest")[1]


def test_no_gap_is_said_to_be_none(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.9, 0.88)])
    picture.refresh_numbers()
    assert "Widest" not in plain(picture.numbers.text())
    assert "No run" in plain(picture.numbers.text())


def test_minus_signs_in_the_table_are_minus_signs(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.5, 0.6)])
    picture.refresh_numbers()
    assert "−10 %" in plain(picture.numbers.text())


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


def test_where_a_question_is_asked_the_table_concludes_nothing(picture, trained):
    picture.set_asked("gap")
    picture.show_results([with_accuracy(trained[0], 0.9, 0.5)])
    picture.refresh_numbers()
    assert "Widest" not in picture.numbers.text() and "90 %" in picture.numbers.text()


def test_curves_of_the_large_plot_are_named_at_their_ends_and_nowhere_else(picture, trained):
    picture.show_results(trained)
    names = [translate(result.name) for result in trained]
    assert list(picture.accuracy.ends().values()) == names and not picture.loss.ends()
    assert picture.legend.isHidden()
    picture.set_view(TrainingView(focus="loss"))
    assert list(picture.loss.ends().values()) == names and not picture.accuracy.ends()
    picture.set_view(TrainingView())
    picture.show_results(trained[:1])
    assert sorted(picture.accuracy.ends().values()) == ["test", "training"]
    assert picture.legend.isHidden() and picture.sets.accessibleName() == ""


def test_the_legend_tells_what_does_not_stand_at_the_ends(picture, trained):
    gone = replace(trained[1], snapshot=replace(trained[1].snapshot, diverged=(None, 5)))
    picture.show_results([trained[0], gone])
    assert picture.legend.accessibleName().endswith("diverged at step 5") and picture.legend.isVisible()
    picture.show_results(trained, [replace(trained[1], key="earlier", name=("earlier",))])
    assert picture.legend.accessibleName() == "earlier"
    many = [replace(trained[0], key=k, place=k) for k in range(MOST_NAMED + 1)]
    picture.show_results(many)
    assert not picture.accuracy.ends() and picture.legend.accessibleName().count("SGD") == MOST_NAMED + 1


@pytest.mark.parametrize(("train", "test", "told"), [(1.0, 0.74, "gap 26 %"), (0.9, 0.88, None), (0.5, 0.7, None)])
def test_the_gap_is_written_in_its_band_when_it_is_wide(picture, trained, train, test, told):
    picture.show_results([with_accuracy(trained[0], train, test), with_accuracy(trained[1], 0.9, 0.3)])
    picture.highlight(0)
    notes = picture.accuracy.notes()
    assert [str(note.text) for note in notes] == ([told] if told else [])
    for note in notes:
        assert (note.low, note.high) == pytest.approx((test, train)) and note.run == 0
        assert 0 <= note.x < picture.accuracy.curves()[0].x[-1]
    pixels(picture.accuracy)  # it can be drawn


def test_where_the_selected_run_has_no_curves_yet_the_gap_of_the_newest_is_told(picture, trained):
    picture.show_results([with_accuracy(trained[0], 0.9, 0.5)])
    picture.highlight(1)
    assert [str(note.text) for note in picture.accuracy.notes()] == ["gap 40 %"]


def test_where_speed_is_asked_for_the_epoch_is_told_at_which_enough_are_right(picture, trained):
    picture.set_settings(replace(SETTINGS, length=2, unit="epochs"))
    accuracy = {**trained[0].snapshot.accuracy, "train": np.array([[0.1, 0.1], [0.85, 0.3], [0.9, 0.7]], np.float32)}
    snapshot = replace(trained[0].snapshot, accuracy=accuracy, evaluated=np.array([0, 3, 6]))
    picture.set_asked("speed")
    picture.show_results([replace(result, snapshot=snapshot) for result in trained])
    (note,) = picture.accuracy.notes()
    assert str(note.text) == "epoch 1" and (note.x, note.low, note.run) == (1.0, 0.8, 0)
    assert picture.accuracy._filled is None


def test_accuracy_is_told_in_percent_up_to_all(picture):
    texts = [text for _, text in percents(0.0, 1.06, 6)]
    assert texts == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]
    assert picture.accuracy.left._ticks is percents


def test_what_a_run_went_on_with_is_written_at_its_step(picture, trained):
    snapshot = replace(
        trained[0].snapshot, changed=(4, None), changes=((Phrase("{a} → {b}", a="η 0.01", b="0.05"),), ())
    )
    runs = [replace(result, snapshot=snapshot) for result in trained]
    picture.show_results(runs)
    (note,) = picture.loss.notes()
    assert str(note.text) == "η 0.01 → 0.05" and note.low == note.high == pytest.approx(float(snapshot.smoothed[3, 0]))
    assert note.x == 4 / snapshot.steps_per_epoch if SETTINGS.unit == "epochs" else 4
    pixels(picture.loss)
