"""Where a run stands in the midst of its training: everything that decides how it goes on, to the last bit.

That is its parameters and running averages, what its optimizer remembers, how many mini-batches it has seen (which also
says where in the shuffled examples it is), and how far the stream of dropout masks has been drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.networks.layers import Dropout
from core.networks.network import Network
from core.training.recording import Weights, put_weights, weights_of

Array = np.ndarray

OFTEN_BYTES = 64 * 1024**2
"""Of what all runs of a trainer need, so that it may be kept at every measurement."""
ONCE_BYTES = 512 * 1024**2
"""So that it may be kept at the end of a training, or when somebody asks."""

Masks = tuple[int, int, int, int]
"""State of a generator of random numbers: state and increment (128 bits each), and half a number drawn in advance."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Where one run stands.

    Attributes
    ----------
    step : int
        Mini-batches done.
    weights : Weights
        Its parameters.
    state : dict of str to ndarray
        What its optimizer remembers.
    masks : tuple of int
        Of the dropout masks; empty where none are drawn.
    average, share : float
        Of the smoothed loss (see `core.training.history`).
    """

    step: int
    weights: Weights
    state: dict[str, Array] = field(default_factory=dict)
    masks: Masks | tuple[()] = ()
    average: float = 0.0
    share: float = 0.0

    @property
    def size(self) -> int:
        """Bytes."""
        return self.weights.size + sum(values.nbytes for values in self.state.values())


def size_of_standing(network: Network, states: list[dict[str, Array]]) -> int:
    """Return the bytes, about, that keeping where all runs of a network stand takes."""
    return network.theta.nbytes + sum(values.nbytes for state in states for values in state.values())


def standings_of(
    network: Network, states: list[dict[str, Array]], step: int, averages: Array, share: float
) -> list[Standing]:
    """Return where the runs of a network stand, as copies.

    Parameters
    ----------
    network : Network
        Its runs share one stream of masks.
    states : list of dict
        What the optimizer of each run remembers.
    step : int
        Mini-batches done.
    averages, share : ndarray (runs,), float
        Of the smoothed losses.
    """
    masks: Masks | tuple[()] = ()
    for layer in network.layers:
        if isinstance(layer, Dropout):
            drawn = layer.rng.bit_generator.state
            masks = (drawn["state"]["state"], drawn["state"]["inc"], drawn["has_uint32"], drawn["uinteger"])
            break
    return [
        Standing(step, weights, {name: values.copy() for name, values in state.items()}, masks, float(average), share)
        for weights, state, average in zip(weights_of(network), states, averages, strict=True)
    ]


def put_standing(network: Network, run: int, state: dict[str, Array], standing: Standing) -> None:
    """Let a run of a network stand where another of its structure stood, with what its optimizer remembers."""
    put_weights(network, run, standing.weights)
    for name, values in state.items():
        values[...] = standing.state[name]
    if standing.masks:
        rng = np.random.default_rng()
        plain, inc, has_half, half = standing.masks
        rng.bit_generator.state = {
            "bit_generator": "PCG64",
            "state": {"state": plain, "inc": inc},
            "has_uint32": has_half,
            "uinteger": half,
        }
        for layer in network.layers:
            if isinstance(layer, Dropout):
                layer.rng = rng
