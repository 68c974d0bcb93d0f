"""What a network is, as a frozen value: its layers and their nodes, activation, initial weights, and parts in between.

Training adds to it how it learns (`core.training.study.RunConfiguration`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.config.configuration import Configuration, choice, number, one_of, optional, sizes
from core.config.words import mark
from core.rules.activations import Activation, ReLU, activations
from core.rules.initializers import He, Initializer, initializers

NETWORK = mark("core", "Network")
CURES = mark("core", "Cures")


@dataclass(frozen=True)
class BatchNorm(Configuration):
    """Batch normalization of every hidden layer."""

    label = mark("core", "batch normalization")

    place: str = choice(
        "before",
        label=mark("core", "place"),
        options={
            "before": mark("core", "before"),
            "after": mark("core", "after"),
        },
        help=mark("core", "Before or after the activation; the paper puts it before."),
    )


@dataclass(frozen=True)
class DropoutPart(Configuration):
    """Dropout after every hidden layer."""

    label = mark("core", "dropout")

    ratio: float = number(
        0.15,
        label=mark("core", "dropout ratio"),
        low=0,
        high=1,
        open_high=True,
        help=mark(
            "core",
            "Share of units silenced in each training step; at test every output is multiplied by (1 − ratio). "
            "Today's libraries divide by it in training instead.",
        ),
    )


@dataclass(frozen=True)
class NetworkConfiguration(Configuration):
    """One network and its initial weights."""

    batch_norm: BatchNorm | None = optional(
        BatchNorm,
        label=mark("core", "batch normalization"),
        group=CURES,
        help=mark(
            "core",
            "Every hidden node is brought to mean 0 and variance 1 over the mini-batch (biased variance), "
            "then scaled by γ and shifted by β. ε 10⁻⁶ inside the root. At test, running averages (0.9 of the old "
            "value kept) take its place; PyTorch averages the unbiased variance.",
        ),
    )
    dropout: DropoutPart | None = optional(
        DropoutPart,
        label=mark("core", "dropout"),
        group=CURES,
        help=mark("core", "Units are silenced at random in training, so that none can rely on another."),
    )
    hidden: tuple[int, ...] = sizes(
        (100, 100, 100, 100),
        label=mark("core", "hidden layers"),
        group=NETWORK,
        help=mark("core", "Nodes of each hidden layer: 100-50-30, or 4x100 for four layers of 100."),
    )
    activation: Activation = one_of(activations, ReLU(), label=mark("core", "activation"), group=NETWORK)
    initializer: Initializer = one_of(initializers, He(), label=mark("core", "initial weights"), group=NETWORK)

    @property
    def structure(self) -> tuple[Any, ...]:
        """What networks must have in common to be computed as one array."""
        place = self.batch_norm.place if self.batch_norm else None
        return (self.hidden, self.activation, place, self.dropout is not None)
