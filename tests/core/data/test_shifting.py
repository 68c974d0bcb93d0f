"""What is promised of shifted images: moved as a whole, zeros moved in, drawn anew and alike, and refused elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.words import LabError
from core.data.datasets import MNIST, Examples
from core.data.shifting import MOST_SHIFT, Shifting, check_shift
from core.rules.optimizers import SGD
from core.training.batches import batches_of, mini_batches, shifts
from core.training.draws import prepare_draws
from core.training.explained import Explaining
from core.training.preview import MOST_IMAGES, Previewing
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

SETTINGS = Settings(train_size=70, batch_size=20, length=7, evaluation_images=50, shift=2, seed=4)
RUN = RunConfiguration(hidden=(7,), optimizer=SGD(lr=0.1))


def moved(image: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return a shifted image, pixel by pixel."""
    height, width = image.shape[:2]
    found = np.zeros_like(image)
    for row in range(height):
        for column in range(width):
            if 0 <= row - down < height and 0 <= column - right < width:
                found[row, column] = image[row - down, column - right]
    return found


@given(
    shape=st.sampled_from([(5, 5), (7, 5), (5, 9), (6, 5, 3)]),
    most=st.integers(1, 2),
    count=st.integers(1, 4),
    dtype=st.sampled_from([np.uint8, np.float32, np.float64]),
    seed=st.integers(0, 99),
)
def test_every_pixel_is_where_it_was_moved_to(shape, most, count, dtype, seed):
    rng = np.random.default_rng(seed)
    shifting = Shifting(shape, most, 4, dtype)
    for _ in range(2):  # what was there before leaves nothing behind
        images = rng.integers(1, 200, (count, *shape)).astype(dtype)
        by = rng.integers(-most, most + 1, (count, 2))
        rows = images.reshape(count, -1).copy()
        shifting(rows, by)
        expected = [moved(image, *each) for image, each in zip(images, by.tolist(), strict=True)]
        np.testing.assert_array_equal(rows.reshape(images.shape), expected)


def test_mini_batches_are_the_same_images_shifted():
    train = MNIST().load().train.first(70)
    plain = batches_of(train, replace(SETTINGS, shift=0))
    shifted, by = batches_of(train, SETTINGS), shifts(SETTINGS)
    for _ in range(7):
        x, labels = (part.copy() for part in next(plain))
        y, same = next(shifted)
        np.testing.assert_array_equal(labels, same)
        expected = [moved(image, *each) for image, each in zip(x.reshape(-1, 28, 28), next(by).tolist(), strict=True)]
        np.testing.assert_array_equal(y.reshape(-1, 28, 28), expected)


@pytest.mark.parametrize("most", range(1, MOST_SHIFT + 1))
def test_all_shifts_are_equally_likely_and_drawn_anew(most):
    settings = replace(SETTINGS, train_size=2000, batch_size=1000, shift=most)
    drawn = np.concatenate(list(islice(shifts(settings), 40)))
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == list(range(-most, most + 1))
    assert np.abs(counts / drawn.size - 1 / len(values)).max() < 0.01
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.02  # down and to the right have nothing to do with each other
    first, second = list(islice(shifts(settings), 2))
    assert (first != second).any()
    assert (next(shifts(replace(settings, seed=5))) != first).any()


@pytest.mark.parametrize("done", [1, 3, 4, 11])
def test_shifts_that_are_done_are_left_out(done):
    whole, rest = shifts(SETTINGS), shifts(SETTINGS, done)
    for _ in range(done):
        next(whole)
    for _ in range(8):
        np.testing.assert_array_equal(next(whole), next(rest))


def test_shifting_draws_no_other_mini_batches():
    for a, b in islice(zip(mini_batches(SETTINGS, 70), mini_batches(replace(SETTINGS, shift=0), 70), strict=True), 9):
        np.testing.assert_array_equal(a, b)


# In a training


def losses(trainers) -> np.ndarray:
    for trainer in trainers:
        for _ in trainer.run():
            pass
    return np.concatenate([trainer.snapshot().loss for trainer in trainers], axis=1)


def test_all_runs_see_the_same_shifted_images_on_any_number_of_threads():
    race = Experiment(SETTINGS, (RUN,) * 9)
    alone = losses(prepare(Experiment(SETTINGS, (RUN,))))
    for workers in (1, 2):
        together = losses(prepare(race, workers))
        assert (together == together[:, :1]).all()
        np.testing.assert_allclose(together[:, :1], alone, rtol=1e-5)
    assert (losses(prepare(Experiment(replace(SETTINGS, shift=0), (RUN,)))) != alone).any()


def test_the_first_draw_is_the_race_itself():
    race = Experiment(SETTINGS, (RUN,))
    np.testing.assert_allclose(losses(prepare_draws(race, count=2))[:, 0], losses(prepare(race))[:, 0], rtol=1e-5)


def test_an_explained_step_is_that_of_the_training():
    task = Explaining(RUN, SETTINGS, 5, 0)
    for _ in task.run():
        pass
    found = task.snapshot()
    assert found is not None
    assert found.loss == pytest.approx(float(losses(prepare(Experiment(SETTINGS, (RUN,))))[4, 0]), rel=1e-5)


def test_the_preview_shows_what_the_first_step_sees():
    task = Previewing(SETTINGS)
    for _ in task.run():
        pass
    found = task.snapshot()
    assert found is not None
    (trainer,) = prepare(Experiment(SETTINGS, (RUN,)))
    x, labels = next(trainer.mini_batches())
    np.testing.assert_allclose(found.images.reshape(MOST_IMAGES, -1), x[:MOST_IMAGES], atol=1e-6)
    assert found.labels.tolist() == labels[:MOST_IMAGES].tolist()


def test_accuracy_is_measured_on_images_as_they_are():
    (trainer,) = prepare(Experiment(SETTINGS, (RUN,)))
    losses([trainer])
    (population,) = trainer.populations
    train = trainer.split.train.first(50)
    right = population.network.forward(train.images / np.float32(255))[0].argmax(axis=1) == train.labels
    assert trainer.snapshot().accuracy["train"][-1, 0] == pytest.approx(right.mean())


@pytest.mark.parametrize(
    ("shape", "most", "said"),
    [
        ((784,), 1, "only images with a height and a width"),
        ((4, 5, 6), 1, "only images with a height and a width"),
        ((2, 3, 4, 5), 1, "only images with a height and a width"),
        ((4, 9), 2, "too small to be shifted by 2"),
        ((9, 8), 4, "too small to be shifted by 4"),
    ],
)
def test_what_cannot_be_shifted_is_refused(shape, most, said):
    with pytest.raises(LabError, match=said) as error:
        check_shift(shape, most)
    assert error.value.field == "shift"
    check_shift(shape, 0)
    examples = Examples(np.zeros((3, int(np.prod(shape))), np.uint8), np.zeros(3, np.intp), shape)
    with pytest.raises(LabError, match=said):
        examples.gather(2, shift=most)


def test_a_race_on_what_is_no_image_is_refused_before_it_begins(tiny_source):
    race = Experiment(replace(SETTINGS, data=tiny_source), (RUN,))
    for begin in (prepare, prepare_draws):
        with pytest.raises(LabError) as error:
            begin(race)
        assert error.value.field == "shift"
