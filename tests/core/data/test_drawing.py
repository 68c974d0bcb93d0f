"""A drawing is scaled into the box, keeps the ratio of its sides, and is centred by its centre of mass."""

from __future__ import annotations

import numpy as np
import pytest

from core.data.drawing import as_digit


def blot(seed: int, size: int = 280) -> np.ndarray:
    """Return a few strokes somewhere on a canvas."""
    rng = np.random.default_rng(seed)
    pixels = np.zeros((size, size))
    for _ in range(rng.integers(1, 4)):
        y, x = rng.integers(20, size - 90, 2)
        high, wide = rng.integers(8, 70, 2)
        pixels[y : y + high, x : x + wide] = rng.uniform(0.4, 1.0)
    return pixels


@pytest.mark.parametrize("seed", range(40))
def test_the_ink_is_centred_and_none_is_lost(seed):
    pixels = blot(seed)
    image = as_digit(pixels)
    assert image.shape == (28, 28) and image.dtype == np.float32
    rows, columns = np.nonzero(pixels > 0.05)
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    scale = 20 / longer
    inside = image.sum() / (pixels.sum() * scale**2)
    assert inside <= 1 + 1e-5
    if inside > 1 - 1e-5:  # all of it has room: else a blot far from its centre of mass is cut off
        middle = np.array([(image.sum(axis=1 - axis) @ (np.arange(28) + 0.5)) / image.sum() for axis in (0, 1)])
        assert (middle >= 14 - 1e-4).all() and (middle < 15 + 1e-4).all()
        seen_rows, seen_columns = np.nonzero(image > 1e-6)
        assert max(np.ptp(seen_rows), np.ptp(seen_columns)) + 1 == 20


def test_digits_of_mnist_drawn_ten_times_as_large_come_back_as_they_were(mnist):
    images = mnist.test.images[:400].reshape(-1, 28, 28) / 255
    same = [np.abs(as_digit(np.kron(image, np.ones((10, 10)))) - image).max() < 1e-6 for image in images]
    assert np.mean(same) >= 0.95  # of some, pixels at the edge are too faint to count as drawn


def test_most_blots_have_room():
    kept = [as_digit(blot(seed)).sum() for seed in range(40)]
    assert min(kept) > 0


def test_a_block_of_whole_pixels_is_its_mean():
    pixels = np.zeros((280, 280))
    pixels[100:200, 120:220] = np.kron(np.arange(1, 401).reshape(20, 20) / 400, np.ones((5, 5)))
    image = as_digit(pixels)
    for i in range(20):  # the box of 20 x 20 begins with the ink, somewhere within the image
        for j in range(20):
            assert np.abs(image - (i * 20 + j + 1) / 400).min() < 1e-6
    assert image.sum() == pytest.approx(np.arange(1, 401).sum() / 400, rel=1e-5)


def test_nothing_drawn_is_nothing():
    np.testing.assert_array_equal(as_digit(np.zeros((280, 280))), np.zeros((28, 28)))


def test_images_of_other_sizes_keep_the_box():
    image = as_digit(blot(3), (8, 8))
    assert image.shape == (8, 8) and image.sum() > 0
