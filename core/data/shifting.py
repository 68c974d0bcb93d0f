"""Images moved by a few pixels, zeros moved in: a few images become many."""

from __future__ import annotations

import math

import numpy as np

from core.config.words import LabError, mark
from core.data.files import shape_text

Array = np.ndarray

MOST_SHIFT = 4
"""Pixels; a digit of MNIST has four around it that are empty."""

_NO_IMAGES = mark("core", "only images with a height and a width can be shifted; one example is {shape} here")
_SMALL = mark("core", "images of {shape} are too small to be shifted by {shift}")


def check_shift(shape: tuple[int, ...], most: int) -> None:
    """Refuse to shift what is no image, or one that might lose its middle.

    Raises
    ------
    LabError
        Beside ``shift``.
    """
    if not most:
        return
    if len(shape) not in (2, 3) or (len(shape) == 3 and shape[2] not in (3, 4)):
        raise LabError(_NO_IMAGES, field="shift", shape=shape_text(shape))
    if min(shape[:2]) <= 2 * most:
        raise LabError(_SMALL, field="shift", shape=shape_text(shape), shift=most)


class Shifting:
    """Moves the images of mini-batches, in arrays of its own that every call uses again.

    Parameters
    ----------
    shape : tuple of int
        Of one image: height, width and, if it has any, colours.
    most : int
        Pixels by which an image is moved at most, in either direction.
    count : int
        Images that a call may be given at most.
    dtype : data-type
        Of the images.

    Raises
    ------
    LabError
        See `check_shift`.
    """

    def __init__(self, shape: tuple[int, ...], most: int, count: int, dtype: type | np.dtype) -> None:
        check_shift(shape, most)
        self._height, self._width, self._most = shape[0], shape[1], most
        self._colours = math.prod(shape[2:])
        # images with a rim of zeros, and every window of the size of an image in them
        rim = (count, self._height + 2 * most, self._width + 2 * most, self._colours)
        self._padded = np.zeros(rim, dtype)
        self._windows = np.lib.stride_tricks.sliding_window_view(self._padded, shape[:2], axis=(1, 2))
        self._numbers = np.arange(count)

    def __call__(self, rows: Array, shifts: Array) -> None:
        """Move images in place.

        Parameters
        ----------
        rows : ndarray (images, features)
            Flat images.
        shifts : ndarray of int (images, 2)
            By how many pixels each is moved down and to the right; negative ones move it up and to the left.
        """
        count, most = len(rows), self._most
        images = rows.reshape(count, self._height, self._width, self._colours)
        self._padded[:count, most : most + self._height, most : most + self._width] = images
        # x'[r, c] = x[r − down, c − right]: the window begins that much earlier in the rim
        down, right = most - shifts[:, 0], most - shifts[:, 1]
        windows = self._windows[self._numbers[:count], down, right]  # (images, colours, height, width)
        images[...] = np.moveaxis(windows, 1, -1)
