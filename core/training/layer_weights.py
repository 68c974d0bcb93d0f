"""The weights of a trained network, layer by layer: as matrices, and how large they and their changes are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.training.recording import Moment
from core.training.results import Result

Array = np.ndarray

L1, L2, MAX, CHANGE = "l1", "l2", "max", "change"
MEASURES = (L1, L2, MAX, CHANGE)


def matrices_of(theta: Array, sizes: Sequence[int]) -> list[Array]:
    """Return the weights W ``(fan_in, fan_out)`` of every layer, as views.

    Parameters
    ----------
    theta : ndarray (parameters,)
        Of one run, as `core.networks.network.Network` lays them out: the weights of all layers first.
    sizes : sequence of int
        Nodes of every layer, inputs and outputs included.
    """
    found, place = [], 0
    for fan_in, fan_out in pairwise(sizes):
        end = place + fan_in * fan_out
        found.append(theta[place:end].reshape(fan_in, fan_out))
        place = end
    return found


def sizes_of(result: Result) -> tuple[int, ...]:
    """Return the nodes of every layer of a run's network; empty as long as they are not known."""
    tested = result.snapshot.tested
    if tested is None:
        return ()
    return tested.images.shape[1], *result.configuration.hidden, result.snapshot.classes


def matrices_at(result: Result, moment: Moment) -> list[Array]:
    """Return the weights of every layer of a run at a moment; none where they are not kept."""
    if not moment.weights or not sizes_of(result):
        return []
    return matrices_of(moment.weights[result.column].theta, sizes_of(result))


def measured(matrices: Sequence[Array], before: Sequence[Array] = ()) -> dict[str, Array]:
    """Return how large the weights of every layer are, ``(layers,)`` each.

    Σ|w| (``l1``), √Σw² (``l2``), max |w| (``max``), and ‖W − W₀‖ / ‖W₀‖ (``change``) with W₀ those before; NaN where
    there is nothing before.
    """
    l2 = np.array([np.linalg.norm(W) for W in matrices])
    change = np.full(len(matrices), np.nan)
    if len(before):
        with np.errstate(all="ignore"):
            pairs = zip(matrices, before, strict=True)
            change = np.array([np.linalg.norm(W - old) / np.linalg.norm(old) for W, old in pairs])
    return {
        L1: np.array([np.abs(W).sum(dtype=float) for W in matrices]),
        L2: l2,
        MAX: np.array([np.abs(W).max() for W in matrices]),
        CHANGE: change,
    }
