"""What trained networks make of one image: their probabilities, what lights up in their layers, and what is like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.data.datasets import Examples
from core.jobs import Report
from core.networks.layers import Activate, Layer
from core.networks.network import Network
from core.training.recording import Weights, put_weights
from core.training.study import RunConfiguration, Settings

Array = np.ndarray

NEAREST = 6
"""Training images that are shown as like it."""
AT_ONCE = 4000
"""Training images compared between two reports."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A trained network.

    Attributes
    ----------
    key, name : Any
        Of its result.
    place : int
        Of its run, for its colour.
    run : RunConfiguration
        What it is.
    weights : Weights
        At the moment looked at.
    """

    key: Any
    name: Any
    place: int
    run: RunConfiguration
    weights: Weights


@dataclass(frozen=True, eq=False)
class Recognition:
    """What networks make of an image.

    Attributes
    ----------
    subjects : tuple of Subject
        The networks.
    image : ndarray (features,)
        What they were given, from 0 to 1.
    probabilities : ndarray (networks, classes)
        Softmax of their outputs.
    layers : tuple of ndarray (nodes,)
        Outputs of the activation functions of the first network, layer by layer.
    nearest : Examples or None
        Training images at the least distance √Σ(a − b)², the nearest first; None as long as they are being looked for.
    distances : ndarray
        Of each.
    """

    subjects: tuple[Subject, ...]
    image: Array
    probabilities: Array
    layers: tuple[Array, ...]
    nearest: Examples | None = None
    distances: Array | None = None


class Recognizing:
    """A task: first the networks answer, then the nearest training images are looked for.

    Parameters
    ----------
    subjects : sequence of Subject
        Networks, that of which layers are shown first.
    settings : Settings
        What they were trained on.
    image : ndarray (features,)
        From 0 to 1.
    classes : int
        Nodes of the output layers.
    """

    def __init__(self, subjects: Sequence[Subject], settings: Settings, image: Array, classes: int) -> None:
        self._subjects, self._settings = tuple(subjects), settings
        self._image, self._classes = np.asarray(image, np.float32).ravel(), classes
        self._found: Recognition | None = None

    def run(self) -> Iterator[Report]:
        """Do it."""
        layers: list[Array] = []

        def read(layer: Layer, y: Array) -> None:
            if isinstance(layer, Activate):
                layers.append(y[0, 0].copy())

        rows = []
        for number, subject in enumerate(self._subjects):
            network = Network([subject.run], len(self._image), self._classes)
            put_weights(network, 0, subject.weights)
            with np.errstate(all="ignore"):
                outputs = network.forward(self._image[None], tap=None if number else read)[0, 0].astype(np.float64)
                shares = np.exp(outputs - outputs.max())
                rows.append(shares / shares.sum())
            yield Report(whole=False)
        found = np.array(rows).reshape(len(rows), self._classes)
        self._found = Recognition(self._subjects, self._image, found, tuple(layers))
        yield Report()
        for nearest, distances in self._nearest():
            if nearest is not None:
                self._found = Recognition(self._subjects, self._image, found, tuple(layers), nearest, distances)
            yield Report(whole=nearest is not None)

    def _nearest(self) -> Iterator[tuple[Examples | None, Array]]:
        """Yield nothing a few times, and then the nearest training images with their distances."""
        settings = self._settings
        dataset = settings.data.load()
        train = dataset.split(settings.train_size, settings.validation_share, settings.seed).train
        squares = np.empty(len(train))
        for start in range(0, len(train), AT_ONCE):
            part = train.images[start : start + AT_ONCE].astype(np.float32)
            difference = part - self._image * train.white
            squares[start : start + AT_ONCE] = np.einsum("nk,nk->n", difference, difference) / train.white**2
            yield None, squares
        count = min(NEAREST, len(train))
        first = np.argpartition(squares, count - 1)[:count]
        first = first[np.argsort(squares[first], kind="stable")]
        yield train.take(first), np.sqrt(squares[first])

    def snapshot(self) -> Recognition | None:
        """Return what is known so far."""
        return self._found
