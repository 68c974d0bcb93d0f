"""What is shown of a file of the user's: in words, and an image of every class with its label."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.data_note import Description, samples_of
from core.data.datasets import MNIST, Examples, NPZFiles
from tests.app.helpers import pixels_of, run_of, tiny_scene


@pytest.mark.parametrize("classes, shown", [(1, 1), (3, 3), (10, 10), (47, 10), (1000, 10)])
def test_samples_are_the_first_of_their_class_and_reach_from_the_first_class_to_the_last(classes, shown):
    labels = np.random.default_rng(0).permutation(np.arange(3 * classes) % classes)
    examples = Examples(np.arange(3 * classes, dtype=np.float32)[:, None], labels)
    samples = samples_of(examples)
    assert len(samples) == shown and samples.labels[0] == 0 and samples.labels[-1] == classes - 1
    assert len(set(samples.labels.tolist())) == shown
    for image, label in zip(samples.images[:, 0], samples.labels, strict=True):
        assert labels.tolist().index(label) == image


@pytest.fixture
def digits(tmp_path) -> NPZFiles:
    """30 images of 4 classes; one of class k is as bright as k/3 all over."""
    labels = np.arange(30) % 4
    images = np.repeat(np.repeat((labels * 85).astype(np.uint8)[:, None, None], 6, 1), 8, 2)
    np.savez(tmp_path / "mine.npz", x_train=images, y_train=labels)
    return NPZFiles(str(tmp_path / "mine.npz"))


def scene_of(source):
    return tiny_scene(run_of(), data=source, train_size=20, batch_size=5)


def test_under_the_field_stands_what_was_loaded_with_an_image_of_every_class(open_window, digits, tmp_path):
    person = open_window(scene_of(digits))
    row = person.tab.data_note.samples
    person.wait(row.isVisible)
    note = person.field("data").note
    assert note.isVisible() and "25 training" in note.text() and "divided by 255" in note.text()
    assert row.labels == [0, 1, 2, 3]
    assert row.accessibleName() == "one image of each class: 0, 1, 2, 3"
    person.wait(lambda: row.geometry().top() >= note.geometry().bottom() and row.width() == note.width())
    drawn = pixels_of(row.grab().toImage())
    step, middle = min((row.width() + 4) / 10, 32), 13
    assert [int(drawn[middle, int(place * step) + middle, 0]) for place in range(4)] == [0, 85, 170, 255]

    flat = np.load(digits.train)["x_train"].reshape(30, -1)[:, :7]
    np.savez(tmp_path / "flat.npz", x_train=flat, y_train=np.arange(30) % 4)
    person.window.show_scene(scene_of(NPZFiles(str(tmp_path / "flat.npz"))))
    person.wait(lambda: "7" in note.text())
    assert not row.isVisible()
    person.window.show_scene(scene_of(digits))
    person.wait(row.isVisible)
    person.window.show_scene(replace(tiny_scene(), id="other"))
    assert not row.isVisible() and not note.isVisible()


def test_what_is_found_is_scaled_as_it_will_be_trained_on():
    task = Description(MNIST())
    for _ in task.run():
        pass
    found = task.snapshot()
    assert found.labels == list(range(10)) and found.images.shape == (10, 28, 28)
    first = MNIST().load().train
    np.testing.assert_allclose(found.images[5].ravel(), first.images[0] / 255)  # the first of all is a 5


def test_classes_that_too_few_training_images_leave_out_are_told_under_their_number(open_window, digits):
    person = open_window(scene_of(digits))
    note = person.field("train_size").note
    person.wait(lambda: not person.tab.is_computing)
    assert not note.isVisible()
    person.type("batch_size", "1")
    person.type("train_size", "3")
    person.wait(note.isVisible)
    assert "no training image is of these classes, which the test set has: " in note.text()
    person.type("train_size", "25")
    person.wait(lambda: not person.tab.is_computing)
    assert not note.isVisible()
