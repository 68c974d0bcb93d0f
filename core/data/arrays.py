"""What arrays of a user's file mean: under which names images and labels are found, and what their numbers say.

In this order: names; images, and the value in them that is white; labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from core.config.words import LabError, mark
from core.data.files import brief, shape_text

Array = np.ndarray
Pair = tuple[str, str]

MOST_CLASSES = 1000

TRAINING: tuple[Pair, ...] = (
    ("x_train", "y_train"),
    ("train_images", "train_labels"),
    ("training_images", "training_labels"),
    ("train_x", "train_y"),
)
TEST: tuple[Pair, ...] = (("x_test", "y_test"), ("test_images", "test_labels"), ("test_x", "test_y"))
EITHER: tuple[Pair, ...] = (("images", "labels"), ("x", "y"), ("data", "target"), ("data", "labels"))
"""Names of images and labels as Keras, MedMNIST, textbooks and scikit-learn give them, the usual ones first."""

WHITES = (1, 16, 255)
"""What white may be in whole numbers: of pictures in two colours, of scikit-learn's digits, of bytes."""

_CHUNK = 1024**2

_IMAGES = mark("core", "{where}: expected images (2 or more dimensions), found shape {shape}")
_PIXELS = mark("core", "{where}: expected whole numbers 0–255 or reals, found {low} to {high}")
_FINITE = mark("core", "{where}: expected finite numbers; {unfit} of {size} are infinite or NaN")
_COUNT = mark("core", "{where}: expected {images} labels, one for each image, found {labels}")
_LABELS = mark("core", "{where}: expected shape n or n×classes (at most {most}), found {shape}")
_ONE_HOT = mark("core", "{where}: expected one 1 and else 0 in each row, not in row {row}")
_WHOLE = mark("core", "{where}: expected labels from 0 to {most}, whole numbers, found {label}")
_NAMES = mark("core", "{where}: expected arrays named {pairs}; found {names}")
_NOTHING = mark("core", "nothing")


# Names


def is_any(names: Iterable[str], pairs: Iterable[Pair]) -> bool:
    """Return whether any of `names` belongs to one of `pairs`; capitals do not matter."""
    return not {name.lower() for name in names}.isdisjoint(name for pair in pairs for name in pair)


def find_pair(names: Sequence[str], pairs: Sequence[Pair], where: str) -> Pair:
    """Return the names, as they are spelled in a file, of the first of `pairs` that is there.

    Parameters
    ----------
    names : sequence of str
        What there is in the file.
    pairs : sequence of (str, str)
        Names of images and labels in small letters; in the file, capitals do not matter.
    where : str
        Name of the file, for the error.

    Raises
    ------
    LabError
        When there is no pair of these names.
    """
    spelled = {name.lower(): name for name in names} | {name: name for name in names}
    for images, labels in pairs:
        if images in spelled and labels in spelled:
            return spelled[images], spelled[labels]
    wanted = " | ".join(", ".join(pair) for pair in pairs)
    raise LabError(_NAMES, where=where, pairs=wanted, names=brief(", ".join(names)) or _NOTHING)


# Images


@np.errstate(over="ignore", invalid="ignore")  # what becomes infinite or no number is refused below
def images_of(array: Array, where: str) -> Array:
    """Return images as uint8, where all numbers are whole and from 0 to 255, or else as float32.

    Parameters
    ----------
    array : ndarray of bool, integers or floats
        One image a row.
    where : str
        Names the array in errors.
    """
    if array.ndim < 2:
        raise LabError(_IMAGES, where=where, shape=shape_text(array.shape))
    if array.dtype == bool:
        return array.view(np.uint8)
    if array.dtype == np.uint8:
        return array
    low, high = array.min(), array.max()
    is_byte = bool(low >= 0 and high <= 255)
    if array.dtype.kind in "iu" and not is_byte:
        raise LabError(_PIXELS, where=where, low=low, high=high)
    if is_byte and _is_whole(array):
        return array.astype(np.uint8)
    images = array.astype(np.float32, copy=False)
    if not np.isfinite([images.min(), images.max()]).all():
        unfit = images.size - np.count_nonzero(np.isfinite(images))
        raise LabError(_FINITE, where=where, unfit=unfit, size=images.size)
    return images


def _is_whole(array: Array) -> bool:
    """Return whether all numbers are whole; a part at a time, as one with fractions has them at the beginning."""
    rows = max(1, _CHUNK // math.prod(array.shape[1:]))
    parts = (array[start : start + rows] for start in range(0, len(array), rows))
    return array.dtype.kind in "iu" or all((part == np.rint(part)).all() for part in parts)


def shape_of_one(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape of one image, without dimensions of size 1: 28×28×1 is 28×28."""
    return tuple(size for size in shape if size > 1) or (1,)


def whites(train: Array, test: Array) -> tuple[int, int]:
    """Return the numbers by which training and test images are divided.

    They follow from what the numbers are, not from how they are stored:

    * whole numbers from 0 to 1 stay, those up to 16 are divided by 16, those up to 255 by 255; the largest of
      both sets counts, so that both are divided by the same;
    * any others, fractions and negative numbers, stay.

    Where one set has whole numbers and the other has not, the test images are divided as the training images
    are, unless one of them is from 0 to 1 already.
    """
    if train.dtype == test.dtype:
        white = _white(max(train.max(), test.max())) if train.dtype == np.uint8 else 1
        return white, white
    if train.dtype == np.uint8:
        white = _white(train.max())
        return white, 1 if _is_unit(test) else white
    return 1, _white(test.max()) if _is_unit(train) else 1


def _white(highest: Any) -> int:
    return next(white for white in WHITES if highest <= white)


def _is_unit(images: Array) -> bool:
    return bool(images.min() >= 0 and images.max() <= 1)


# Labels


@np.errstate(over="ignore", invalid="ignore")
def labels_of(array: Array, count: int, where: str) -> Array:
    """Return the labels of `count` images as intp of shape (count,); `where` names the array in errors."""
    shape = array.shape
    array = array.reshape(shape[:1] + tuple(size for size in shape[1:] if size > 1))  # n×1, and n×10×1 of columns
    if not 1 <= array.ndim <= 2 or math.prod(array.shape[1:]) > MOST_CLASSES:
        raise LabError(_LABELS, where=where, most=MOST_CLASSES, shape=shape_text(shape))
    if len(array) != count:
        raise LabError(_COUNT, where=where, images=count, labels=len(array))
    if array.ndim == 2:
        wrong = (np.count_nonzero(array, axis=1) != 1) | (array.sum(axis=1) != 1)
        if wrong.any():
            raise LabError(_ONE_HOT, where=where, row=wrong.argmax() + 1)
        return array.argmax(axis=1)
    wrong = (array < 0) | (array >= MOST_CLASSES) | (array % 1 != 0)
    if wrong.any():
        raise LabError(_WHOLE, where=where, most=MOST_CLASSES - 1, label=array[wrong.argmax()])
    return array.astype(np.intp)
