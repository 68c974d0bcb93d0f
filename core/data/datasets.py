"""Labelled images to learn from: the bundled MNIST, and IDX or NPZ files of the user's.

Read in this order: `Examples` (images with their labels) and the `Gather` that fills mini-batches from them;
`Dataset` and its `Split` into training, validation and test examples; the sources that a user can choose
from; last what images and labels must be.  How files are read is in `core.data.files`.

To add a source: a class here, decorated with ``@sources.register``, whose `load` returns a `Dataset`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core import RESOURCES
from core.config.configuration import Configuration, path
from core.config.registry import Registry
from core.config.words import LabError, mark
from core.data.files import brief, npz_names, read_idx, read_npz, shape_text
from core.jobs import once

sources = Registry(mark("core", "data source"))

Array = np.ndarray

MOST_CLASSES = 1000
_VALIDATION = 1  # beside the seed: these draws have nothing in common with others of the same seed

_TRAIN_SIZE = mark("core", "expected 1 to {most} training examples ({name}), got {wanted}")
_SHARE = mark("core", "validation share must be in [0, 1), got {share}")
_NONE_LEFT = mark("core", "validation share {share} of {count} examples leaves none to train on")
_FEATURES = mark("core", "a test image has {test} values, expected {train} as in training")
_TOO_FEW = mark("core", "{where}: expected 2 or more training examples, found {count}")
_IMAGES = mark("core", "{where}: expected images (2 or more dimensions), found shape {shape}")
_PIXELS = mark("core", "{where}: expected whole numbers 0–255 or reals, found {low} to {high}")
_FINITE = mark("core", "{where}: expected finite numbers; {unfit} of {size} are infinite or NaN")
_COUNT = mark("core", "{where}: expected {images} labels, one for each image, found {labels}")
_LABELS = mark("core", "{where}: expected shape n or n×classes (at most {most}), found {shape}")
_ONE_HOT = mark("core", "{where}: expected one 1 and else 0 in each row, not in row {row}")
_WHOLE = mark("core", "{where}: expected labels from 0 to {most}, whole numbers, found {label}")
_NAMES = mark("core", "{where}: expected arrays named {pairs}; found {names}")
_NOTHING = mark("core", "nothing")


@dataclass(frozen=True, eq=False)
class Examples:
    """Images and the class of each.

    Parameters
    ----------
    images : ndarray, shape (n, features)
        One flat image a row: uint8 pixels 0–255, or float32 values.  Kept as a read-only view.
    labels : ndarray of intp, shape (n,)
        Classes, counted from 0.  Kept as a read-only view.
    shape : tuple of int
        Of one image before it was flattened, such as (28, 28); by default ``(features,)``.
    """

    images: Array
    labels: Array
    shape: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.images.ndim != 2 or self.labels.shape != self.images.shape[:1]:
            raise ValueError(f"images {self.images.shape} and labels {self.labels.shape} do not match")
        for name in ("images", "labels"):
            view = getattr(self, name).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        object.__setattr__(self, "shape", self.shape or self.images.shape[1:])

    def __len__(self) -> int:
        return len(self.labels)

    def first(self, n: int) -> Examples:
        """Return the first `n` examples (all, if there are fewer), without copying."""
        return Examples(self.images[:n], self.labels[:n], self.shape)

    def take(self, indices: Array) -> Examples:
        """Return a copy of the examples at `indices`, in that order."""
        return Examples(self.images.take(indices, axis=0), self.labels.take(indices), self.shape)

    def gather(self, batch_size: int, dtype: Any = np.float32) -> Gather:
        """Return a maker of mini-batches of up to `batch_size` examples (see `Gather`)."""
        return Gather(self, batch_size, dtype)


class Gather:
    """Fills mini-batches from examples, in arrays of its own that every call uses again.

    Each thread makes its own; the examples may be shared.

    Parameters
    ----------
    examples : Examples
        Where the mini-batches come from.
    batch_size : int
        The most examples that a call may ask for.
    dtype : float32 or float64
        Of the images in a mini-batch.
    """

    def __init__(self, examples: Examples, batch_size: int, dtype: Any = np.float32) -> None:
        self._images, self._labels = examples.images, examples.labels
        self._x = np.empty((batch_size, self._images.shape[1]), dtype)
        self._rows = self._x if self._images.dtype == dtype else np.empty_like(self._x, self._images.dtype)
        self._chosen = np.empty(batch_size, np.intp)
        self._scale = self._x.dtype.type(1 / 255) if self._images.dtype == np.uint8 else None

    def __call__(self, indices: Array) -> tuple[Array, Array]:
        """Return the images and labels at `indices`; both are overwritten by the next call.

        Parameters
        ----------
        indices : ndarray of intp, shape (batch,)
            With batch ≤ `batch_size`.

        Returns
        -------
        x : ndarray, shape (batch, features)
            uint8 pixels times 1/255, so in [0, 1]; float values as they are.
        labels : ndarray of intp, shape (batch,)

        Raises
        ------
        IndexError
            An index beyond the examples.
        """
        count = len(indices)
        x, rows, labels = self._x[:count], self._rows[:count], self._chosen[:count]
        # The first line refuses an index out of range.  In the second "wrap" then changes nothing, but fills
        # `rows` directly, where the default, "raise", goes through a temporary copy.
        self._labels.take(indices, out=labels)
        self._images.take(indices, axis=0, out=rows, mode="wrap")
        if self._rows is not self._x:
            np.copyto(x, rows)
        if self._scale is not None:
            np.multiply(x, self._scale, out=x)
        return x, labels


@dataclass(frozen=True, eq=False)
class Split:
    """Examples to train on, examples to choose settings by (may be none), examples to judge by."""

    train: Examples
    validation: Examples
    test: Examples


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training and test examples of one problem.

    Parameters
    ----------
    train, test : Examples
        With equally many features.
    classes : int
        Largest label of both + 1, at least 2.
    name : str
        For titles: "MNIST", or the name of the file.
    """

    train: Examples
    test: Examples
    classes: int
    name: str

    def split(self, train_size: int, validation_share: float, seed: int) -> Split:
        """Set validation examples aside from the first `train_size` training examples.

        The test examples are handed on as they are and never mix with the others.  Where no validation
        examples are wanted, nothing is copied.

        Parameters
        ----------
        train_size : int
            From 1 to ``len(train)``.
        validation_share : float
            In [0, 1).  ``round(train_size * validation_share)`` examples, drawn at random, are set aside.
        seed : int
            Of the draw, ≥ 0; the same seed draws the same examples.

        Raises
        ------
        LabError
            With ``field`` "train_size" or "validation_share", when it is out of range.
        """
        if not 1 <= train_size <= len(self.train):
            values = {"most": len(self.train), "name": self.name, "wanted": train_size}
            raise LabError(_TRAIN_SIZE, field="train_size", **values)
        if not 0 <= validation_share < 1:
            raise LabError(_SHARE, field="validation_share", share=validation_share)
        aside = round(train_size * validation_share)
        if aside == train_size:
            raise LabError(_NONE_LEFT, field="validation_share", share=validation_share, count=train_size)
        first = self.train.first(train_size)
        if aside == 0:
            return Split(first, first.first(0), self.test)
        order = np.random.default_rng([seed, _VALIDATION]).permutation(train_size)
        return Split(first.take(order[aside:]), first.take(order[:aside]), self.test)


@dataclass(frozen=True)
class Source(Configuration):
    """Base of the places where examples come from; the fields say which."""

    def load(self) -> Dataset:
        """Read the examples.

        Raises
        ------
        LabError
            A file is missing, damaged or not what it should be; ``field`` is the field that names it.
        """
        raise NotImplementedError


@sources.register("mnist")
@dataclass(frozen=True)
class MNIST(Source):
    """The bundled MNIST: 60,000 training and 10,000 test images of handwritten digits, 28×28, uint8.

    It is read once and kept for the life of the process.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition",
    Proc. IEEE 86 (1998).
    """

    label = "MNIST"
    help = mark("core", "70,000 handwritten digits of 28×28 pixels; comes with the program.")

    def load(self) -> Dataset:
        return _bundled_mnist()


@once
def _bundled_mnist() -> Dataset:
    folder = RESOURCES / "mnist"
    kinds = ("images-idx3", "labels-idx1")
    files = [str(folder / f"{part}-{kind}-ubyte.gz") for part in ("train", "t10k") for kind in kinds]
    return replace(IDXFiles(*files).load(), name=MNIST.label)


_LAST_SIXTH = mark("core", "If empty, the last sixth of the training examples is the test set.")


@sources.register("idx")
@dataclass(frozen=True)
class IDXFiles(Source):
    """IDX files like those of MNIST, plain or compressed with gzip (told by content, not by name).

    Without test files the last sixth of the training examples (at least one) is held out as the test set.
    """

    label = mark("core", "IDX files")
    help = mark("core", "Images and labels in the file format of MNIST, plain or gzip.")

    train_images: str = path(
        label=mark("core", "training images"),
        help=mark("core", "IDX file: images, whose pixels are divided by 255."),
    )
    train_labels: str = path(
        label=mark("core", "training labels"),
        help=mark("core", "IDX file: the class of each image, counted from 0."),
    )
    test_images: str = path(label=mark("core", "test images"), help=_LAST_SIXTH)
    test_labels: str = path(label=mark("core", "test labels"), help=_LAST_SIXTH)

    def load(self) -> Dataset:
        train = self._examples("train_images", "train_labels")
        test = None
        if self.test_images or self.test_labels:
            test = self._examples("test_images", "test_labels")
        return _dataset(Path(self.train_images).name, train, test, ("train_images", "test_images"))

    def _examples(self, images_field: str, labels_field: str) -> Examples:
        with _field(images_field):
            file = getattr(self, images_field)
            images = _images(read_idx(file), Path(file).name)
        with _field(labels_field):
            file = getattr(self, labels_field)
            labels = _labels(read_idx(file), len(images), Path(file).name)
        return Examples(images.reshape(len(images), -1), labels, images.shape[1:])


_PAIRS = (("images", "labels"), ("x", "y"))


@sources.register("npz")
@dataclass(frozen=True)
class NPZFiles(Source):
    """Arrays written by ``numpy.savez``, named x_train and y_train, or images and labels, or x and y.

    Images are ``(n, …)``: whole numbers 0–255 become uint8, booleans uint8 0 and 255, real numbers float32
    as they are.  Labels are whole numbers 0–999, ``(n,)`` or ``(n, 1)``, or one-hot rows ``(n, classes)``.
    The test set is that of the test file, where x_test and y_test go first; else x_test and y_test of the
    training file; else the last sixth of the training examples (at least one), which is held out.
    """

    label = mark("core", "NPZ files")
    help = mark("core", "Arrays saved by numpy.savez; whole-number pixels are divided by 255.")

    train: str = path(
        label=mark("core", "training file"),
        help=mark("core", "NPZ file with x_train, y_train, or images, labels, or x, y."),
    )
    test: str = path(
        label=mark("core", "test file"),
        help=mark("core", "If empty, x_test, y_test of the training file, or its last sixth."),
    )

    def load(self) -> Dataset:
        test = None
        with _field("train"):
            train = self._examples(self.train, ("x_train", "y_train"), *_PAIRS)
            if not self.test and not {"x_test", "y_test"}.isdisjoint(npz_names(self.train)):
                test = self._examples(self.train, ("x_test", "y_test"))
        if self.test:
            with _field("test"):
                test = self._examples(self.test, ("x_test", "y_test"), *_PAIRS)
        return _dataset(Path(self.train).name, train, test, ("train", "test" if self.test else "train"))

    @staticmethod
    def _examples(file: str, *pairs: tuple[str, str]) -> Examples:
        names, where = npz_names(file), Path(file).name
        pair = next((pair for pair in pairs if set(pair) <= set(names)), None)
        if pair is None:
            wanted = " | ".join(", ".join(pair) for pair in pairs)
            raise LabError(_NAMES, where=where, pairs=wanted, names=brief(", ".join(names)) or _NOTHING)
        images = _images(read_npz(file, pair[0]), f"{pair[0]} ({where})")
        labels = _labels(read_npz(file, pair[1]), len(images), f"{pair[1]} ({where})")
        return Examples(images.reshape(len(images), -1), labels, images.shape[1:])


def _dataset(name: str, train: Examples, test: Examples | None, fields: tuple[str, str]) -> Dataset:
    """Return the data set; `fields` are those of the source from which `train` and `test` come."""
    if len(train) < 2:
        raise LabError(_TOO_FEW, field=fields[0], where=name, count=len(train))
    if test is None:
        kept = len(train) - max(1, len(train) // 6)
        test = Examples(train.images[kept:], train.labels[kept:], train.shape)
        train = train.first(kept)
    features = {"train": train.images.shape[1], "test": test.images.shape[1]}
    if features["train"] != features["test"]:
        raise LabError(_FEATURES, field=fields[1], **features)
    classes = 1 + max(int(train.labels.max()), int(test.labels.max()))
    return Dataset(train, test, max(2, classes), name)


@np.errstate(over="ignore", invalid="ignore")  # what becomes infinite or no number is refused below
def _images(array: Array, where: str) -> Array:
    """Return images of any numbers as uint8 or float32; `where` names the array in errors."""
    if array.ndim < 2:
        raise LabError(_IMAGES, where=where, shape=shape_text(array.shape))
    if array.dtype == bool:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind in "iu":
        low, high = array.min(), array.max()
        if low < 0 or high > 255:
            raise LabError(_PIXELS, where=where, low=low, high=high)
        return array.astype(np.uint8, copy=False)
    images = array.astype(np.float32, copy=False)
    if not np.isfinite([images.min(), images.max()]).all():
        unfit = images.size - np.count_nonzero(np.isfinite(images))
        raise LabError(_FINITE, where=where, unfit=unfit, size=images.size)
    return images


@np.errstate(over="ignore", invalid="ignore")
def _labels(array: Array, count: int, where: str) -> Array:
    """Return the labels of `count` images as intp of shape (count,); `where` names the array in errors."""
    if not 1 <= array.ndim <= 2 or math.prod(array.shape[1:]) > MOST_CLASSES:
        raise LabError(_LABELS, where=where, most=MOST_CLASSES, shape=shape_text(array.shape))
    if len(array) != count:
        raise LabError(_COUNT, where=where, images=count, labels=len(array))
    if array.ndim == 2 and array.shape[1] > 1:
        wrong = (np.count_nonzero(array, axis=1) != 1) | (array.sum(axis=1) != 1)
        if wrong.any():
            raise LabError(_ONE_HOT, where=where, row=wrong.argmax() + 1)
        return array.argmax(axis=1)
    labels = array.reshape(-1)
    wrong = (labels < 0) | (labels >= MOST_CLASSES) | (labels % 1 != 0)
    if wrong.any():
        raise LabError(_WHOLE, where=where, most=MOST_CLASSES - 1, label=labels[wrong.argmax()])
    return labels.astype(np.intp)


@contextmanager
def _field(name: str) -> Iterator[None]:
    """Say of errors to which field of the source they belong."""
    try:
        yield
    except LabError as error:
        raise error.inside(name) from error.__cause__
