"""What the sentences of the trainer say of races whose arrays are written down here, also where slogans fail."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.questions import plain, questions
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD
from core.scenes import find_scene, scenes
from core.training.history import TrainingSnapshot
from core.training.questions.shared import Race, epoch_of
from core.training.results import Result, results_of
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import prepare

RACES = [id for id, scene in scenes().items() if scene.tab == "trainer"]


def race(
    id: str, losses=(), trains=(), tests=(), step: int | None = None, diverged=(), classes: int = 10, **changed
) -> Race:
    """Return a scene's race as if it had come to these numbers: of every run its loss, or accuracies in order."""
    study: Experiment = replace(find_scene(id).study, **changed)
    count, settings = len(study.runs), study.settings
    step = settings.steps if step is None else step
    trains = [np.atleast_1d(values) for values in trains or [0.5] * count]
    tests = [np.atleast_1d(values) for values in tests or [0.5] * count]
    times = max(len(values) for values in trains)
    columns = [np.array([np.resize(values, times) for values in part], np.float32).T for part in (trains, tests)]
    loss = np.tile(np.array(losses or [1.0] * count, np.float32), (step, 1))
    snapshot = TrainingSnapshot(
        runs=tuple(range(count)),
        step=step,
        steps=settings.steps,
        steps_per_epoch=settings.steps_per_epoch,
        evaluating=False,
        loss=loss,
        smoothed=loss,
        evaluated=np.arange(times) * settings.steps_per_epoch,
        accuracy={"train": columns[0], "validation": np.full_like(columns[0], np.nan), "test": columns[1]},
        norms=np.ones((times, count, 3), np.float32),
        diverged=tuple(diverged) or (None,) * count,
        changed=(None,) * count,
        classes=classes,
    )
    return Race(study, results_of(study, [snapshot]))


def said(id: str, *args, **kwargs) -> str:
    """Return the sentence of a scene about a race."""
    return str(questions[find_scene(id).asks].answer(race(id, *args, **kwargs)))


@pytest.mark.parametrize("id", RACES)
def test_before_anything_is_measured_a_sentence_tells_no_result(id):
    study = find_scene(id).study
    words = str(questions[find_scene(id).asks].answer(Race(study)))
    assert words.endswith("? Press Run.") and "**" not in words
    assert str(questions[find_scene(id).asks].answer(race(id, step=0))) == words


# Races of losses


@pytest.mark.parametrize(
    ("losses", "step", "words"),
    [
        ([0.21, 0.04, 0.014, 0.02], None, "After 2,000 steps **AdaGrad η 0.01 leads**, loss 0.014; **SGD η "
         "0.01 is last**, 0.21."),
        ([0.9, 1.4, 0.5, 0.52], 300, "After 300 of 2,000 steps **AdaGrad η 0.01, Adam η 0.001 lead**, loss 0.5–0.52; "
         "**Momentum η 0.01 is last**, 1.4."),
        # an SGD that wins is said to win
        ([0.01, 0.04, 0.014, 0.02], 2000, "After 2,000 steps **SGD η 0.01 leads**, loss 0.01; **Momentum η "
         "0.01 is last**, 0.04."),
        ([2.3, 2.35, 2.31, 2.4], 1, "After 1 of 2,000 steps **all are level**, losses 2.3 to 2.4."),
    ],
)  # fmt: skip
def test_the_lowest_loss_leads_and_the_highest_is_last(losses, step, words):
    assert said("mnist-optimizers", losses, step=step) == words


def test_a_run_that_has_diverged_is_out_of_the_race_and_told():
    words = said("mnist-optimizers", [math.nan, 0.04, 0.014, 0.02], diverged=(7, None, None, None))
    assert words == (
        "After 2,000 steps **AdaGrad η 0.01 leads**, loss 0.014; **Momentum η 0.01 is last**, 0.04. "
        "But SGD η 0.01 **diverged at step 7**."
    )
    assert said("mnist-optimizers", [math.nan] * 4, step=9, diverged=(7, 8, 9, 9)).startswith(
        "After 9 of 2,000 steps: SGD"
    )


@pytest.mark.parametrize(
    ("losses", "trains", "changed", "words"),
    [
        ([2.3012, 0.346, 0.241], [0.112, 0.9, 0.93], {},
         "**normal σ 0.01 has learned nothing, loss 2.3 = ln 10**; Xavier 1/√n is at 0.346; He √(2/n) is at 0.241."),
        # where all have learned, no initial weights are blamed
        ([0.5, 0.346, 0.241], [0.85, 0.9, 0.93], {},
         "**all have learned**; the loss of normal σ 0.01 is at 0.5; Xavier 1/√n is at 0.346; He √(2/n) is at 0.241."),
        ([2.3, 2.31, 2.29], [0.11, 0.1, 0.12], {}, "**none has learned anything yet**: loss 2.3 = ln 10."),
        # a loss that is not that of guessing is not called so
        ([4.7, 0.346, 2.31], [0.11, 0.9, 0.12], {},
         "**normal σ 0.01, He √(2/n) has learned nothing, loss 2.31–4.7**; Xavier 1/√n is at 0.346."),
        ([0.45, 0.1, 0.2], [0.11, 0.9, 0.92], {"loss": SquaredError()},
         "**normal σ 0.01 has learned nothing, loss 0.45**; Xavier 1/√n is at 0.1; He √(2/n) is at 0.2."),
    ],
)  # fmt: skip
def test_a_run_no_better_than_chance_has_learned_nothing(losses, trains, changed, words):
    runs = tuple(replace(run, **changed) for run in find_scene("mnist-init").study.runs)
    assert said("mnist-init", losses, trains, runs=runs) == f"After 2,000 steps {words}"


# Speed

FAST, SLOW = [0.1, 0.5, 0.85, 0.9, 0.95], [0.1, 0.2, 0.4, 0.8, 0.82]


@pytest.mark.parametrize(
    ("trains", "tests", "words"),
    [
        ([SLOW, FAST], [0.74, 0.72], "80 % of the training images right: batch normalization **after 2 epochs**; plain "
         "after 3 epochs. On new images plain is ahead, 74 % to 72 %."),
        # where batch normalization is slower, it is said to be
        ([FAST, SLOW], [0.72, 0.76], "80 % of the training images right: plain **after 2 epochs**; batch normalization "
         "after 3 epochs. On new images batch normalization is ahead, 76 % to 72 %."),
        ([[0.1, 0.2], FAST], [0.7, 0.707], "80 % of the training images right: batch normalization **after 2 epochs**; "
         "plain not yet. On new images they are level, 70–71 %."),
        ([[0.1, 0.2], [0.2, 0.3]], [0.2, 0.3], "After 20 epochs, 80 % of the training images right: plain not "
         "yet; batch "
         "normalization not yet."),
    ],
)  # fmt: skip
def test_the_speed_is_counted_in_epochs_to_the_same_accuracy(trains, tests, words):
    assert said("batchnorm-speed", trains=trains, tests=tests) == words


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=9), st.floats(0.125, 1, width=32))
def test_an_epoch_is_the_first_and_the_last_is_that_from_which_on_it_stays(values, enough):
    (result,) = race("overfitting", trains=[values], tests=[0.5]).results
    reached = [place for place, value in enumerate(values) if value >= enough]
    stays = next((place for place in range(len(values)) if all(v >= enough for v in values[place:])), None)
    assert epoch_of(result, enough) == (reached[0] if reached else None)
    assert epoch_of(result, enough, last=True) == stays


# Overfitting


@pytest.mark.parametrize(
    ("train", "test", "step", "words"),
    [
        ([0.1, 0.9, 1.0, 0.99, 1.0, 1.0], 0.742, None, "Every training image right after 4 epochs; of new "
         "images **26 % are wrong**."),
        ([0.1, 0.62], 0.5, 99, "After 33 of 201 epochs: 62 % of the training images right, 50 % of new ones: "
         "**a gap of 12 %**."),
        # with enough images there is no gap, and none is told
        ([0.1, 0.94], 0.93, None, "After 201 epochs: 94 % of the training images right, 93 % of new ones: "
         "**hardly a gap**."),
    ],
)  # fmt: skip
def test_the_gap_is_told_as_it_is(train, test, step, words):
    assert said("overfitting", trains=[train], tests=[test], step=step) == words


@pytest.mark.parametrize(
    ("trains", "tests", "words"),
    [
        ([1.0, 0.88], [0.75, 0.73], "**narrows the gap, 25 % to 15 %**; new images right: 73 %, plain 75 %."),
        # a penalty that does nothing, or harm, is said to
        ([1.0, 1.0], [0.75, 0.752], "**leaves the gap at 25 %**; new images right: 75 %, plain 75 %."),
        ([0.9, 1.0], [0.75, 0.7], "**widens the gap, 15 % to 30 %**; new images right: 70 %, plain 75 %."),
    ],
)
def test_a_cure_is_told_with_what_it_costs(trains, tests, words):
    assert said("weight-decay", trains=trains, tests=tests) == f"After 201 epochs weight decay λ 0.1 {words}"


def test_a_cure_that_stops_all_learning_is_no_cure():
    words = said("weight-decay", trains=[1.0, 0.113], tests=[0.75, 0.1])
    assert (
        words
        == "After 201 epochs, training less test: plain **25 %**. But weight decay λ 0.1 **only guesses**: 11 % right."
    )
    words = said("weight-decay", trains=[0.14, 0.113], tests=[0.12, 0.1])
    assert words == "After 201 epochs **no run does better than guessing**, at most 14 % of the training images right."


@pytest.mark.parametrize(
    ("trains", "tests", "step", "words"),
    [
        ([1.0, 0.92, 0.66], [0.768, 0.71, 0.51], None,
         "After 301 epochs, gap (and new images right): plain **23 %** (77 %); dropout 0.15 **21 %** (71 %); "
         "dropout 0.2 "
         "**15 %** (51 %)."),
        ([0.9, 1.0, 0.95], [0.8, 0.7, 0.6], 300,
         "After 100 of 301 epochs, gap (and new images right): plain **10 %** (80 %); dropout 0.15 **30 %** (70 %); "
         "dropout 0.2 **35 %** (60 %)."),
        ([1.0, 0.92, 0.12], [0.768, 0.71, 0.1], None,
         "After 301 epochs dropout 0.15 **narrows the gap, 23 % to 21 %**; new images right: 71 %, plain 77 "
         "%. But dropout 0.2 "
         "**only guesses**: 12 % right."),
    ],
)  # fmt: skip
def test_several_cures_are_told_with_gap_and_price(trains, tests, step, words):
    assert said("dropout", trains=trains, tests=tests, step=step) == words


@pytest.mark.parametrize(
    ("trains", "tests", "best", "narrow", "fallen"),
    [
        ([1.0, 0.9, 0.92, 0.113, 0.95], [0.76, 0.73, 0.71, 0.11, 0.7], (0, "76 %"), (1, "17 %"), 3),
        ([1.0, 0.9, 0.92, 0.8, 0.95], [0.76, 0.73, 0.77, 0.78, 0.7], (3, "78 %"), (3, "2 %"), None),
        ([1.0, 0.9, 0.92, 0.8, 0.95], [0.76, 0.85, 0.71, 0.72, 0.7], (1, "85 %"), (1, "5 %"), None),
    ],
)
def test_of_many_cures_the_best_is_named_and_whoever_has_fallen(trains, tests, best, narrow, fallen):
    names = ["plain", "weight decay", "dropout", "dropout + weight decay"]
    names.append("batch normalization + dropout + weight decay")
    words = said("decay-and-dropout", trains=trains, tests=tests)
    first = f"After 301 epochs **{names[best[0]]} does best on new images, {best[1]}**; "
    assert words.startswith(f"{first}narrowest gap: {names[narrow[0]]}, {narrow[1]} (plain 24 %).")
    told = f" But {names[fallen]} **only guesses**: 11 % right." if fallen is not None else ""
    assert words.endswith("(plain 24 %)." + told)


FRACTIONS = st.floats(0, 1, width=32)


@given(st.sampled_from(RACES), st.data())
def test_every_race_can_be_told_at_any_step(id, data):
    study = find_scene(id).study
    count = len(study.runs)
    draw = data.draw
    step = draw(st.integers(1, min(study.settings.steps, 50)))
    trains, tests = ([draw(FRACTIONS | st.just(math.nan)) for _ in range(count)] for _ in range(2))
    diverged = [draw(st.none() | st.integers(1, step)) for _ in range(count)]
    told = str(
        questions[find_scene(id).asks].answer(
            race(id, [draw(FRACTIONS) for _ in range(count)], trains, tests, step, diverged)
        )
    )
    assert told and plain(told).count("*") == 0 and "nan" not in told.lower() and "None" not in told


def test_names_of_earlier_runs_are_those_of_their_race():
    results = race("dropout").results
    assert [type(result) for result in results] == [Result] * 3
    assert [str(result.name[0]) for result in results] == ["plain", "dropout 0.15", "dropout 0.2"]


def test_what_changes_on_the_way_is_kept_in_words():
    runs = (RunConfiguration(optimizer=SGD(lr=0.01)), RunConfiguration(optimizer=SGD(lr=0.02)))
    (trainer,) = prepare(Experiment(Settings(train_size=60, batch_size=20, length=6, evaluation_images=20), runs))
    steps = trainer.run()
    while trainer.history.step < 2:
        next(steps)
    trainer.change(0, replace(runs[0], optimizer=SGD(lr=0.05), decay=WeightDecay(0.1)))
    snapshot = trainer.snapshot()
    said = [[str(change) for change in snapshot.changes[snapshot.runs.index(place)]] for place in (0, 1)]
    assert said[0][0].startswith("weight decay") and said[0][-1] == "η 0.01 → 0.05" and said[1] == []
    assert snapshot.changed[snapshot.runs.index(0)] == 2
