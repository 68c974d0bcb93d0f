"""What is promised of the images before a race: they are those of its first mini-batch, in their order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.config.words import LabError
from core.data.datasets import NPZFiles
from core.training.preview import MOST_IMAGES, Preview, Previewing, as_images
from core.training.study import Experiment, Settings
from core.training.trainer import prepare

SETTINGS = Settings(train_size=60, batch_size=20, length=3)


def preview_of(settings: Settings) -> Preview:
    task = Previewing(settings)
    assert task.snapshot() is None
    for _ in task.run():
        pass
    found = task.snapshot()
    assert found is not None
    return found


@pytest.mark.parametrize("changed", [{}, {"seed": 5}, {"validation_share": 0.5}, {"train_size": 200}])
def test_they_are_the_first_that_the_training_sees(changed):
    settings = replace(SETTINGS, **changed)
    (trainer,) = prepare(Experiment(settings))
    expected = trainer.split.train.take(next(trainer.batches())[:MOST_IMAGES])
    found = preview_of(settings)
    np.testing.assert_array_equal(found.labels, expected.labels)
    np.testing.assert_allclose(found.images.reshape(MOST_IMAGES, -1), expected.images / 255)
    assert (found.inputs, found.classes, found.images.shape[1:]) == (784, 10, (28, 28))


FEW = [{}, {"train_size": 12, "batch_size": 5}, {"validation_share": 0.8, "batch_size": 5}]


@pytest.mark.parametrize("changed", FEW)
def test_classes_that_no_training_image_has_are_told(changed):
    settings = replace(SETTINGS, **changed)
    (trainer,) = prepare(Experiment(settings))
    seen = set(trainer.split.train.labels.tolist())
    missing = [label for label in range(10) if label not in seen]
    told = str(preview_of(settings).warning())
    assert told.endswith(", ".join(map(str, missing))) and bool(told) == bool(missing)
    assert bool(missing) is bool(changed)


def test_another_seed_draws_others():
    assert preview_of(SETTINGS).labels.tolist() != preview_of(replace(SETTINGS, seed=1)).labels.tolist()


def test_of_a_small_batch_there_are_as_many_as_it_has():
    assert len(preview_of(replace(SETTINGS, batch_size=5)).images) == 5


def test_examples_that_are_no_images_have_none(tiny_source):
    found = preview_of(replace(SETTINGS, data=tiny_source))
    assert not len(found.images) and found.inputs == 10 and found.classes == 3 and len(found.labels) == MOST_IMAGES


def test_what_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(LabError):
        preview_of(replace(SETTINGS, data=NPZFiles(str(tmp_path / "nothing.npz"))))


@pytest.mark.parametrize(
    ("shape", "expected"), [((6,), None), ((1, 6), None), ((2, 3), (2, 3)), ((2, 3, 1), (2, 3)), ((2, 2, 3), (2, 2))]
)
def test_an_image_has_two_sides(shape, expected):
    rows = np.random.default_rng(0).normal(size=(4, int(np.prod(shape))))
    images = as_images(rows, shape)
    assert images.shape == ((4, *expected) if expected else (0, 0, 0))
    assert not images.size or (images.min() >= 0 and images.max() <= 1)


def test_colours_are_averaged_pixel_by_pixel():
    image = np.arange(12).reshape(2, 2, 3) / 12
    np.testing.assert_allclose(as_images(image.reshape(1, -1), (2, 2, 3))[0], image.mean(axis=2))
