"""Loss functions: the mean over a mini-batch, and its derivative with respect to the network's outputs.

To add one: a class here, decorated with ``@losses.register``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.config.configuration import Configuration
from core.config.registry import Registry
from core.config.words import mark

losses = Registry("loss")

Array = np.ndarray


@dataclass(frozen=True)
class Loss(Configuration):
    """Base of the losses."""

    formula: ClassVar[str] = ""

    def value_and_gradient(self, outputs: Array, t: Array, out: Array | None = None) -> tuple[Array, Array]:
        """Return the loss of each run ``(runs,)`` and ∂L/∂outputs.

        Parameters
        ----------
        outputs : ndarray (runs, batch, classes)
            What the last layer gave.
        t : ndarray (batch, classes) or (runs, batch, classes)
            1 for the right class, 0 elsewhere.
        out : ndarray, optional
            Where ∂L/∂outputs goes; may be `outputs` itself.
        """
        raise NotImplementedError


@losses.register("cross_entropy")
@dataclass(frozen=True)
class SoftmaxCrossEntropy(Loss):
    """L = −mean Σ t log y with y = softmax(outputs); ∂L/∂outputs = (y − t) / batch."""

    label = mark("core", "cross-entropy")
    formula = r"L = -\frac{1}{N}\sum_n \sum_k t_{nk} \log y_{nk},\quad y = \mathrm{softmax}(a)"
    help = mark("core", "−log of the probability that softmax gives to the right class.")

    def value_and_gradient(self, outputs: Array, t: Array, out: Array | None = None) -> tuple[Array, Array]:
        count = t.shape[-2]
        # a − max a gives the same softmax without overflow; a maximum of whole rows is faster than one along short rows
        largest = np.maximum.reduce(outputs.mT.copy(), axis=-2)
        a = np.subtract(outputs, largest[..., None], out=out)
        right = np.vecdot(a.reshape(len(a), -1), t.reshape(*t.shape[:-2], -1))
        y = np.exp(a, out=a)
        total = np.add.reduce(y, axis=-1, keepdims=True)
        # −log y_k = log Σ exp a − a_k
        loss = (np.add.reduce(np.log(total), axis=(-2, -1)) - right) / count
        # (y − t) / N
        np.divide(y, total, out=y)
        np.subtract(y, t, out=y)
        return loss, np.multiply(y, 1 / count, out=y)


@losses.register("squared_error")
@dataclass(frozen=True)
class SquaredError(Loss):
    """E = ½ Σ (y − t)², mean over the batch, with y the outputs themselves (no softmax)."""

    label = mark("core", "squared error")
    formula = r"E = \frac{1}{N}\sum_n \frac{1}{2}\sum_k (y_{nk} - t_{nk})^2"
    help = mark("core", "½ Σ (y − t)² over the classes, mean over the batch; no softmax before it.")

    def value_and_gradient(self, outputs: Array, t: Array, out: Array | None = None) -> tuple[Array, Array]:
        count = t.shape[-2]
        difference = np.subtract(outputs, t, out=out)
        loss = 0.5 * np.einsum("rnk,rnk->r", difference, difference) / count
        return loss, np.multiply(difference, 1 / count, out=difference)
