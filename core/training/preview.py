"""What a race begins with, before it is run: the first images that every run sees, and the ends of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.config.words import Phrase, mark
from core.data.shifting import Shifting
from core.jobs import Report
from core.training.batches import mini_batches, shifts
from core.training.study import Settings

MOST_IMAGES = 12
MOST_NAMED = 10

_UNSEEN = mark("core", "no training image is of these classes, which the test set has: {labels}")


@dataclass(frozen=True, eq=False)
class Preview:
    """The first examples of a race.

    Attributes
    ----------
    settings : Settings
        Of the race.
    images : ndarray (images, height, width)
        Of the first mini-batch, in the order in which they are drawn, from 0 to 1; none where examples are no images.
    labels : ndarray (images,)
        Their classes.
    shape : tuple of int
        Of one example.
    inputs, classes : int
        Nodes at the beginning and at the end of every network.
    unseen : tuple of int
        Classes of the test set of which there is no training image.
    """

    settings: Settings
    images: np.ndarray
    labels: np.ndarray
    shape: tuple[int, ...]
    inputs: int
    classes: int
    unseen: tuple[int, ...] = ()

    def warning(self) -> Phrase | str:
        """Return what is to be said of classes that are never trained; nothing where there are none."""
        if not self.unseen:
            return ""
        labels = ", ".join(map(str, self.unseen[:MOST_NAMED]))
        return Phrase(_UNSEEN, labels=f"{labels} …" if len(self.unseen) > MOST_NAMED else labels)


class Previewing:
    """A task that reads the data of a race and looks at the first examples.

    Parameters
    ----------
    settings : Settings
        Of the race.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._found: Preview | None = None

    def run(self) -> Iterator[Report]:
        """Read them."""
        settings = self._settings
        dataset = settings.data.load()
        train = dataset.split(settings.train_size, settings.validation_share, settings.seed).train
        unseen = tuple(np.setdiff1d(dataset.test.labels, train.labels).tolist())
        yield Report(whole=False)
        first = train.take(next(mini_batches(settings, len(train)))[:MOST_IMAGES])
        images = as_images(first.images / first.white, first.shape)
        if settings.shift and min(images.shape[1:]) > 2 * settings.shift:
            move = Shifting(images.shape[1:], settings.shift, len(images), images.dtype)
            move(images.reshape(len(images), -1), next(shifts(settings))[:MOST_IMAGES])
        ends = train.images.shape[1], dataset.classes
        self._found = Preview(settings, images, first.labels, first.shape, *ends, unseen)
        yield Report()

    def snapshot(self) -> Preview | None:
        """Return what was found."""
        return self._found


def as_images(rows: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return flat examples as images ``(examples, height, width)`` from 0 to 1, none where they are no images.

    An image has two sides of more than one pixel; its colours, if it has any, come last and are averaged.
    """
    if len(shape) == 3 and shape[2] in (1, 3, 4):
        rows, shape = rows.reshape(len(rows), -1, shape[2]).mean(axis=2), shape[:2]
    if len(shape) != 2 or min(shape) < 2:
        return np.empty((0, 0, 0))
    low, high = min(0.0, float(rows.min())), max(1.0, float(rows.max()))
    return ((rows - low) / (high - low)).reshape(-1, *shape)
