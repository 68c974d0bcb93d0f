"""What is kept of the networks on their way: weights and answers at every measurement of accuracy, as far as they fit.

A training can then be looked at again, moment by moment: what a network answered to each test image, with how much
confidence, and what its weights were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.networks.layers import BatchNormalization
from core.networks.network import Network

Array = np.ndarray

BUDGET = 192 * 1024**2
"""Bytes for the moments of a race; when they need more, every other one goes."""
LEAST = 4
"""Moments that must have room, or their weights are left out."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The parameters of one run at one moment.

    Attributes
    ----------
    theta : ndarray (parameters,)
        In the order of `core.networks.network.Network.theta`.
    averages : tuple of (ndarray, ndarray)
        Running mean and variance ``(1, nodes)`` of each batch normalization.
    """

    theta: Array
    averages: tuple[tuple[Array, Array], ...] = ()

    @property
    def size(self) -> int:
        """Bytes."""
        return self.theta.nbytes + sum(mean.nbytes + variance.nbytes for mean, variance in self.averages)


@dataclass(frozen=True, eq=False)
class Moment:
    """What all runs were at one measurement.

    Attributes
    ----------
    step : int
        Mini-batches done.
    answers : ndarray (runs, images)
        The class that each run gave to each image of the test set that accuracy is measured on.
    confidence : ndarray (runs, images)
        What softmax gave to that class, from 0 to 1 (float16); NaN for a run whose outputs are not finite.
    weights : tuple of Weights
        Of each run; empty where they are too large to be kept.
    """

    step: int
    answers: Array
    confidence: Array
    weights: tuple[Weights, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.answers.nbytes + self.confidence.nbytes + sum(weights.size for weights in self.weights)


@dataclass(eq=False)
class Answers:
    """Where answers are written while accuracy is measured: a row a run, by any thread, each in its own columns.

    Attributes
    ----------
    classes, confidence : ndarray (runs, images)
        See `Moment`.
    """

    runs: int
    images: int
    count: int
    classes: Array = field(init=False)
    confidence: Array = field(init=False)

    def __post_init__(self) -> None:
        self.classes = np.zeros((self.runs, self.images), np.uint8 if self.count <= 256 else np.uint32)
        self.confidence = np.zeros((self.runs, self.images), np.float16)

    def write(self, first: int, place: slice, outputs: Array) -> None:
        """Write what runs, from row `first` on, answer to the images of `place`, from their outputs.

        Parameters
        ----------
        outputs : ndarray (runs, images, classes)
            What the last layers gave; the confidence is the largest of softmax(outputs).
        """
        with np.errstate(all="ignore"):
            largest = outputs.max(axis=-1)
            share = 1 / np.exp(outputs - largest[..., None]).sum(axis=-1)
        rows = slice(first, first + len(outputs))
        self.classes[rows, place] = outputs.argmax(axis=-1)
        self.confidence[rows, place] = share


class Recording:
    """The moments of a race, thinned evenly when there are too many; the first and the newest are always there.

    Parameters
    ----------
    budget : int
        Bytes.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._kept: list[Moment] = []
        self._newest: Moment | None = None
        self._seen, self._stride = 0, 1

    def add(self, step: int, answers: Answers, networks: Sequence[Network]) -> None:
        """Keep a moment, with a copy of all weights where they have room."""
        weights: tuple[Weights, ...] = ()
        if LEAST * sum(network.theta.nbytes for network in networks) <= self._budget:
            weights = tuple(of_run for network in networks for of_run in weights_of(network))
        self._newest = Moment(step, answers.classes, answers.confidence, weights)
        if self._seen % self._stride == 0:
            self._kept.append(self._newest)
            while len(self._kept) > 2 and sum(moment.size for moment in self._kept) > self._budget:
                self._kept = self._kept[::2]
                self._stride *= 2
        self._seen += 1

    def moments(self) -> tuple[Moment, ...]:
        """Return what is kept, in the order of the steps."""
        if self._newest is None or (self._kept and self._kept[-1] is self._newest):
            return tuple(self._kept)
        return (*self._kept, self._newest)


def weights_of(network: Network) -> list[Weights]:
    """Return a copy of the parameters of every run of a network."""
    normalizations = [layer for layer in network.layers if isinstance(layer, BatchNormalization)]
    found = []
    for run, theta in enumerate(network.theta):
        averages = []
        for layer in normalizations:
            shape = (len(network.theta), 1, layer.shapes["gamma"][-1])
            both = (np.broadcast_to(each, shape)[run] for each in (layer.running_mean, layer.running_variance))
            mean, variance = (each.astype(theta.dtype) for each in both)
            averages.append((mean, variance))
        found.append(Weights(theta.copy(), tuple(averages)))
    return found


def put_weights(network: Network, run: int, weights: Weights) -> None:
    """Let a run of a network, of the structure that they come from, have these weights."""
    network.theta[run] = weights.theta
    normalizations = [layer for layer in network.layers if isinstance(layer, BatchNormalization)]
    for layer, (mean, variance) in zip(normalizations, weights.averages, strict=True):
        shape = (len(network.theta), 1, layer.shapes["gamma"][-1])
        means, variances = (np.array(np.broadcast_to(x, shape)) for x in (layer.running_mean, layer.running_variance))
        means = means.astype(mean.dtype)
        variances = variances.astype(variance.dtype)
        means[run], variances[run] = mean, variance
        layer.resume(means, variances)
