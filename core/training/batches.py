"""The mini-batches of a training: which images, in which order, and by how much each is shifted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.data.datasets import Examples
from core.jobs import heed_stop
from core.networks.network import BATCHES
from core.training.study import Settings

Array = np.ndarray

_SHIFTS = 4
"""Beside the seed: shifts have nothing in common with weights, masks and mini-batches of the same seed."""


def mini_batches(settings: Settings, examples: int, done: int = 0) -> Iterator[Array]:
    """Yield the indices of one mini-batch after another: every epoch a new shuffle, cut in full batches.

    The first `done` of them are left out.
    """
    rng = np.random.default_rng([settings.seed, BATCHES])
    size, count = settings.batch_size, settings.steps_per_epoch
    epochs, within = divmod(done, count)
    for _ in range(epochs):
        heed_stop()
        rng.permutation(examples)
    while True:
        yield from rng.permutation(examples)[: count * size].reshape(count, size)[within:]
        within = 0


def shifts(settings: Settings, done: int = 0) -> Iterator[Array]:
    """Yield by how much each image of one mini-batch after another is shifted, ``(batch, 2)``: down and to the right.

    All shifts from −`shift` to `shift` are equally likely.  Those of the first `done` mini-batches are left out.
    """
    rng = np.random.default_rng([settings.seed, _SHIFTS])
    size, count, most = settings.batch_size, settings.steps_per_epoch, settings.shift
    epochs, within = divmod(done, count)

    def of_an_epoch() -> Array:
        return rng.integers(-most, most, (count, size, 2), dtype=np.int8, endpoint=True)

    for _ in range(epochs):
        heed_stop()
        of_an_epoch()
    while True:
        yield from of_an_epoch()[within:].astype(np.intp)
        within = 0


def drawn(settings: Settings, examples: int, done: int = 0) -> Iterator[tuple[Array, ...]]:
    """Yield what a `core.data.datasets.Gather` is called with, for one mini-batch after another."""
    indices = mini_batches(settings, examples, done)
    if not settings.shift:
        return zip(indices)
    return zip(indices, shifts(settings, done), strict=True)


def batches_of(
    train: Examples, settings: Settings, dtype: Any = np.float32, done: int = 0
) -> Iterator[tuple[Array, Array]]:
    """Yield one mini-batch after another, images ``(batch, features)`` and labels; each is overwritten by the next.

    Raises
    ------
    LabError
        When they are to be shifted and are no images, before the first.
    """
    gather = train.gather(settings.batch_size, dtype, settings.shift)
    return (gather(*each) for each in drawn(settings, len(train), done))
