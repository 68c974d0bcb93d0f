"""Labelled images to learn from: the bundled MNIST, and IDX or NPZ files of the user's.

Read in this order: `Examples` (images with their labels) and the `Gather` that fills mini-batches from them;
`Dataset` and its `Split` into training, validation and test examples; the sources that a user can choose
from.  What their arrays mean is in `core.data.arrays`, how files are read in `core.data.files`.

To add a source: a class here, decorated with ``@sources.register``, whose `load` returns a `Dataset`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from core import RESOURCES
from core.config.configuration import Configuration, path
from core.config.registry import Registry
from core.config.words import LabError, Phrase, mark
from core.data.arrays import EITHER, TEST, TRAINING, find_pair, images_of, is_any, labels_of, shape_of_one, whites
from core.data.files import MEMORY, ONE_ARRAY, brief, npz_names, read_npz, read_one, shape_text
from core.data.shifting import Shifting
from core.jobs import heed_stop, once

sources = Registry(mark("core", "data source"))

Array = np.ndarray

_VALIDATION, _TRAIN = 1, 2  # beside the seed: these draws have nothing in common with others of the same seed

_TRAIN_SIZE = mark("core", "expected 1 to {most} training examples ({name}), got {wanted}")
_SHARE = mark("core", "validation share must be in [0, 1), got {share}")
_NONE_LEFT = mark("core", "validation share {share} of {count} examples leaves none to train on")
_FEATURES = mark("core", "a test image has {test} values, expected {train} as in training")
_DESCRIBED = mark(
    "core", "{train} training and {test} test images of {shape}, {classes} classes ({first} to {last}); {values}"
)
_AS_THEY_ARE = mark("core", "values {low} to {high}, taken as they are")
_DIVIDED = mark("core", "values {low} to {high}, divided by {white}")
_UNSEEN = mark("core", "{described}. The test set has classes that the training set lacks: {labels}")
_TOO_FEW = mark("core", "{where}: expected 2 or more training examples, found {count}")


@dataclass(frozen=True, eq=False)
class Examples:
    """Images and the class of each.

    Parameters
    ----------
    images : ndarray, shape (n, features)
        One flat image a row: uint8 pixels, or float32 values.  Kept as a read-only view.
    labels : ndarray of intp, shape (n,)
        Classes, counted from 0.  Kept as a read-only view.
    shape : tuple of int
        Of one image before it was flattened, such as (28, 28); by default ``(features,)``.
    white : int
        What the values are divided by in a mini-batch; by default 255 for uint8 and 1 for float32.
    """

    images: Array
    labels: Array
    shape: tuple[int, ...] = ()
    white: int = 0

    def __post_init__(self) -> None:
        if self.images.ndim != 2 or self.labels.shape != self.images.shape[:1]:
            raise ValueError(f"images {self.images.shape} and labels {self.labels.shape} do not match")
        for name in ("images", "labels"):
            view = getattr(self, name).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        object.__setattr__(self, "shape", self.shape or self.images.shape[1:])
        object.__setattr__(self, "white", self.white or (255 if self.images.dtype == np.uint8 else 1))

    def __len__(self) -> int:
        return len(self.labels)

    def first(self, n: int) -> Examples:
        """Return the first `n` examples (all, if there are fewer), without copying."""
        return replace(self, images=self.images[:n], labels=self.labels[:n])

    def take(self, indices: Array) -> Examples:
        """Return a copy of the examples at `indices`, in that order."""
        return replace(self, images=self.images.take(indices, axis=0), labels=self.labels.take(indices))

    def gather(self, batch_size: int, dtype: Any = np.float32, shift: int = 0) -> Gather:
        """Return a maker of mini-batches of up to `batch_size` examples (see `Gather`)."""
        return Gather(self, batch_size, dtype, shift)


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
    shift : int
        Pixels by which images may be moved (see `core.data.shifting`).
    """

    def __init__(self, examples: Examples, batch_size: int, dtype: Any = np.float32, shift: int = 0) -> None:
        self._images, self._labels = examples.images, examples.labels
        self._x = np.empty((batch_size, self._images.shape[1]), dtype)
        self._rows = self._x if self._images.dtype == dtype else np.empty_like(self._x, self._images.dtype)
        self._shift = Shifting(examples.shape, shift, batch_size, self._rows.dtype) if shift else None
        self._chosen = np.empty(batch_size, np.intp)
        self._scale = self._x.dtype.type(1 / examples.white) if examples.white != 1 else None

    def __call__(self, indices: Array, shifts: Array | None = None) -> tuple[Array, Array]:
        """Return the images and labels at `indices`; both are overwritten by the next call.

        Parameters
        ----------
        indices : ndarray of intp, shape (batch,)
            With batch ≤ `batch_size`.
        shifts : ndarray of int, shape (batch, 2), optional
            By how much each image is moved down and to the right.

        Returns
        -------
        x : ndarray, shape (batch, features)
            The images, divided by what is white in them.
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
        if self._shift is not None and shifts is not None:
            self._shift(rows, shifts)
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
    drawn : bool
        Whether the seed decides which n examples are trained on, rather than their order.
    """

    train: Examples
    test: Examples
    classes: int
    name: str
    drawn: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """What tells these examples from others: a hash of all images and labels, in 32 hexadecimal digits."""
        found = hashlib.blake2b(digest_size=16)
        for part in (self.train, self.test):
            found.update(repr((part.images.shape, part.images.dtype.str, part.white, self.classes)).encode())
            for values in (part.images, part.labels):
                for start in range(0, len(values), 10_000):
                    heed_stop()
                    found.update(np.ascontiguousarray(values[start : start + 10_000]).data)
        return found.hexdigest()

    def describe(self) -> Phrase:
        """Return in words what was loaded: counts, classes, the values of the training images and their scale."""
        train, test = self.train, self.test
        classes = np.unique(np.concatenate([train.labels, test.labels]))
        low, high = train.images.min(), train.images.max()
        described = Phrase(
            _DESCRIBED,
            train=len(train),
            test=len(test),
            shape=shape_text(train.shape),
            classes=len(classes),
            first=classes[0],
            last=classes[-1],
            values=Phrase(_AS_THEY_ARE if train.white == 1 else _DIVIDED, low=low, high=high, white=train.white),
        )
        unseen = np.setdiff1d(test.labels, train.labels)
        labels = brief(", ".join(map(str, unseen)))
        return Phrase(_UNSEEN, described=described, labels=labels) if labels else described

    def split(self, train_size: int, validation_share: float, seed: int) -> Split:
        """Choose `train_size` training examples, the first or any (see `drawn`), and set some aside for validation.

        The test examples are handed on as they are, whatever the seed, and never mix with the others.

        Parameters
        ----------
        train_size : int
            From 1 to ``len(train)``.
        validation_share : float
            In [0, 1).  ``round(train_size * validation_share)`` examples, drawn at random, are set aside.
        seed : int
            Of the draws, ≥ 0; the same seed draws the same examples.

        Raises
        ------
        LabError
            With ``field`` "train_size" or "validation_share", when it is out of range.
        """
        if not 1 <= train_size <= len(self.train):
            raise LabError(_TRAIN_SIZE, field="train_size", most=len(self.train), name=self.name, wanted=train_size)
        if not 0 <= validation_share < 1:
            raise LabError(_SHARE, field="validation_share", share=validation_share)
        aside = round(train_size * validation_share)
        if aside == train_size:
            raise LabError(_NONE_LEFT, field="validation_share", share=validation_share, count=train_size)
        first = self.train.first(train_size)
        if self.drawn and train_size < len(self.train):
            first = self.train.take(np.random.default_rng([seed, _TRAIN]).permutation(len(self.train))[:train_size])
        if aside == 0:
            return Split(first, first.first(0), self.test)
        order = np.random.default_rng([seed, _VALIDATION]).permutation(train_size)
        return Split(first.take(order[aside:]), first.take(order[:aside]), self.test)


@dataclass(frozen=True)
class Source(Configuration):
    """Base of the places where examples come from; the fields say which.

    Attributes
    ----------
    test_count : int or None
        Examples of the test set, where that is known before they are read.
    """

    test_count: ClassVar[int | None] = None

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
    test_count = 10_000

    def load(self) -> Dataset:
        return _bundled_mnist()


@once
def _bundled_mnist() -> Dataset:
    folder = RESOURCES / "mnist"
    kinds = ("images-idx3", "labels-idx1")
    files = IDXFiles(*[str(folder / f"{part}-{kind}-ubyte.gz") for part in ("train", "t10k") for kind in kinds])
    # in the order of the file, unlike those of users: the first 300 are the 300 of the textbook
    return Dataset(files.examples("train"), files.examples("test"), 10, MNIST.label)


_HELD_OUT = mark("core", "If empty, a sixth of the training examples, drawn at random, is the test set.")


@sources.register("idx")
@dataclass(frozen=True)
class IDXFiles(Source):
    """Images and labels in files of their own: IDX like those of MNIST, plain or gzip, NPY, or NPZ of one array.

    What a file is, its content tells, not its name.

    Without test files a sixth of the training examples (at least one) is held out as the test set.  The order
    of the files, in which classes often follow each other, is not kept (see `_dataset`).
    """

    label = mark("core", "IDX files")
    help = mark("core", "Images and labels in two files, as MNIST has them: IDX, plain or gzip; .npy or .npz as well.")

    train_images: str = path(
        label=mark("core", "training images"),
        help=mark("core", "IDX file: images, pixels 0–255 (÷ 255), 0–16 (÷ 16) or 0–1."),
    )
    train_labels: str = path(
        label=mark("core", "training labels"),
        help=mark("core", "IDX file: the class of each image, counted from 0."),
    )
    test_images: str = path(label=mark("core", "test images"), help=_HELD_OUT)
    test_labels: str = path(label=mark("core", "test labels"), help=_HELD_OUT)

    def load(self) -> Dataset:
        train = self.examples("train")
        test = self.examples("test") if self.test_images or self.test_labels else None
        return _dataset(Path(self.train_images).name, train, test, ("train_images", "test_images"))

    def examples(self, part: str) -> Examples:
        """Read the "train" or the "test" files, in their own order."""
        with _field(f"{part}_images"):
            file = getattr(self, f"{part}_images")
            images = images_of(read_one(file), Path(file).name)
        with _field(f"{part}_labels"):
            file = getattr(self, f"{part}_labels")
            labels = labels_of(read_one(file), len(images), Path(file).name)
        return _flat(images, labels)


@sources.register("npz")
@dataclass(frozen=True)
class NPZFiles(Source):
    """Arrays written by ``numpy.savez``, under usual names such as x_train and y_train, or images and labels.

    Images are ``(n, …)``: booleans, whole numbers 0–255, or real numbers; `core.data.arrays.whites` has the rule
    by which they are scaled.  Labels are whole numbers 0–999, ``(n,)`` or ``(n, 1)``, or one-hot rows
    ``(n, classes)`` or ``(n, classes, 1)``.  The test set is that of the test file, where names such as x_test
    go first; else that of the training file; else a sixth of the training examples (at least one), which is
    held out.  The order of the files, in which classes often follow each other, is not kept (see `_dataset`).
    """

    label = mark("core", "NPZ files")
    help = mark("core", "Arrays saved by numpy.savez: pixels 0–255 (÷ 255), 0–16 (÷ 16), 0–1, or any fractions.")

    train: str = path(
        label=mark("core", "training file"),
        help=mark(
            "core", "NPZ file with x_train, y_train, or train_images, train_labels, or images, labels, or x, y …"
        ),
    )
    test: str = path(
        label=mark("core", "test file"),
        help=mark("core", "If empty, x_test, y_test … of the training file, or a sixth of it, drawn at random."),
    )

    def load(self) -> Dataset:
        test = None
        with _field("train"):
            train = self._examples(self.train, TRAINING + EITHER)
            if not self.test and is_any(npz_names(self.train), TEST):
                test = self._examples(self.train, TEST)
        if self.test:
            with _field("test"):
                test = self._examples(self.test, TEST + EITHER)
        return _dataset(Path(self.train).name, train, test, ("train", "test" if self.test else "train"))

    @staticmethod
    def _examples(file: str, pairs: tuple[tuple[str, str], ...]) -> Examples:
        where = Path(file).name
        names = npz_names(file)
        if len(names) == 1:
            raise LabError(ONE_ARRAY, where=where)
        pair = find_pair(names, pairs, where)
        images = images_of(read_npz(file, pair[0]), f"{pair[0]} ({where})")
        labels = labels_of(read_npz(file, pair[1]), len(images), f"{pair[1]} ({where})")
        return _flat(images, labels)


def _flat(images: Array, labels: Array) -> Examples:
    return Examples(images.reshape(len(images), -1), labels, shape_of_one(images.shape[1:]))


def _dataset(name: str, train: Examples, test: Examples | None, fields: tuple[str, str]) -> Dataset:
    """Return the data set of a user's files.

    A file is often sorted by class, so its examples are put in a random order, the same at every start.  A sixth that
    is held out is the same for every seed, so that all are judged by the same images; others are drawn with the seed.

    The examples come as they are in the files, from `fields` of the source, which errors name.
    """
    if len(train) < 2:
        raise LabError(_TOO_FEW, field=fields[0], where=name, count=len(train))
    train = _in_random_order(train, name, fields[0])
    if test is None:
        kept = len(train) - max(1, len(train) // 6)
        test = replace(train, images=train.images[kept:], labels=train.labels[kept:])
        train = train.first(kept)
    else:
        test = _in_random_order(test, name, fields[1])
    features = {"train": train.images.shape[1], "test": test.images.shape[1]}
    if features["train"] != features["test"]:
        raise LabError(_FEATURES, field=fields[1], **features)
    white, white_of_test = whites(train.images, test.images)
    classes = 1 + max(int(train.labels.max()), int(test.labels.max()))
    return Dataset(replace(train, white=white), replace(test, white=white_of_test), max(2, classes), name, True)


def _in_random_order(examples: Examples, name: str, field: str) -> Examples:
    try:
        return examples.take(np.random.default_rng(0).permutation(len(examples)))
    except MemoryError:  # it takes the room of the images once more
        raise LabError(MEMORY, field=field, where=name) from None


@contextmanager
def _field(name: str) -> Iterator[None]:
    """Say of errors to which field of the source they belong."""
    try:
        yield
    except LabError as error:
        raise error.inside(name) from error.__cause__
