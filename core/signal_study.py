"""What the activation tab studies: networks before their first training step, and the signal sent through them.

A `SignalStudy` is a frozen value: what goes in, and one to three networks (rows) to be compared.  All rows share one
input, one draw z of the weights and one gradient at the end, so what differs between them is what differs between their
settings.  `core.signal_flow` computes it.

To add an input: a class here, decorated with ``@inputs.register``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from core.activations import Activation, Sigmoid, activations
from core.datasets import MNIST
from core.experiment import BatchNorm, DropoutPart, RunConfiguration, read_settings_and_runs
from core.initializers import Initializer, Normal, initializers
from core.parameters import Configuration, choice, integer, one_of, optional, switch
from core.registry import Registry
from core.words import QT_TRANSLATE_NOOP, LabError

Array = np.ndarray

_NETWORK = QT_TRANSLATE_NOOP("core", "Network")
_WEIGHTS = QT_TRANSLATE_NOOP("core", "Initial weights")
_INPUT = QT_TRANSLATE_NOOP("core", "Input")
_HISTOGRAMS = QT_TRANSLATE_NOOP("core", "Histograms")

MOST_ROWS = 3
MOST_VALUES_PER_LAYER = 1_000_000
"""Samples times nodes: a layer is computed in one piece, which must not keep the window waiting."""
MOST_VALUES = 25_000_000
"""Samples times nodes times layers: what a network keeps for its backward pass must fit into memory."""

inputs = Registry(QT_TRANSLATE_NOOP("core", "input"))


@dataclass(frozen=True)
class Input(Configuration):
    """Base of what may be sent through a network."""

    def features(self, asked: int) -> int:
        """Return the number of features of a sample, `asked` for if the input has no number of its own."""
        return asked

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        """Return ``(samples, features)`` values, float64."""
        raise NotImplementedError


@inputs.register("normal")
@dataclass(frozen=True)
class NormalInput(Input):
    """Independent values from N(0, 1), as on the slides."""

    label = "N(0, 1)"
    help = QT_TRANSLATE_NOOP("core", "Independent values of mean 0 and variance 1, as on the slides.")

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        return rng.standard_normal((samples, features))


@inputs.register("uniform")
@dataclass(frozen=True)
class UniformInput(Input):
    """Independent values, all equally likely between −√3 and √3, so that the variance is 1 here too."""

    label = QT_TRANSLATE_NOOP("core", "uniform")
    help = QT_TRANSLATE_NOOP("core", "Independent values, all equally likely between −√3 and √3: variance 1.")

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        end = math.sqrt(3)
        return rng.uniform(-end, end, (samples, features))


@inputs.register("mnist")
@dataclass(frozen=True)
class MNISTInput(Input):
    """Training images of MNIST, drawn at random: 784 pixels from 0 to 1 (÷ 255), or standardized."""

    label = "MNIST"
    help = QT_TRANSLATE_NOOP("core", "Real images, 784 pixels from 0 to 1, drawn at random.")

    standardized: bool = switch(
        False,
        label=QT_TRANSLATE_NOOP("core", "standardized"),
        help=QT_TRANSLATE_NOOP("core", "All pixels together are brought to mean 0 and variance 1."),
    )

    def features(self, asked: int) -> int:
        return 784

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        train = MNIST().load().train
        x = train.images[np.sort(rng.choice(len(train), samples, replace=False))].reshape(samples, -1) / 255.0
        return (x - x.mean()) / x.std() if self.standardized else x


@dataclass(frozen=True)
class SignalConfiguration(Configuration):
    """One network at its start: layers of the same number of nodes, no biases yet."""

    activation: Activation = one_of(
        activations, Sigmoid(), label=QT_TRANSLATE_NOOP("core", "activation"), group=_NETWORK
    )
    layers: int = integer(
        5,
        low=1,
        high=50,
        label=QT_TRANSLATE_NOOP("core", "layers"),
        group=_NETWORK,
        help=QT_TRANSLATE_NOOP("core", "Hidden layers; the gradient begins at the output of the last one."),
    )
    nodes: int = integer(
        100,
        low=10,
        high=500,
        label=QT_TRANSLATE_NOOP("core", "nodes"),
        group=_NETWORK,
        help=QT_TRANSLATE_NOOP("core", "Of every hidden layer."),
    )
    batch_norm: BatchNorm | None = optional(
        BatchNorm,
        label=QT_TRANSLATE_NOOP("core", "batch normalization"),
        group=_NETWORK,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Every node is brought to mean 0 and variance 1 over the samples (biased variance, ε 1e-6 inside "
            "the root). γ is 1 and β is 0, as at the start of training.",
        ),
    )
    dropout: DropoutPart | None = optional(
        DropoutPart,
        label=QT_TRANSLATE_NOOP("core", "dropout"),
        group=_NETWORK,
        help=QT_TRANSLATE_NOOP("core", "Units are silenced at random, as in training."),
    )
    initializer: Initializer = one_of(
        initializers,
        Normal(sigma=1.0),
        label=QT_TRANSLATE_NOOP("core", "rule"),
        group=_WEIGHTS,
        help=QT_TRANSLATE_NOOP("core", "W = σ z, and the same draw z from N(0, 1) whatever the rule."),
    )

    @property
    def run(self) -> RunConfiguration:
        """The same network as the trainer has it."""
        return RunConfiguration(
            hidden=(self.nodes,) * self.layers,
            activation=self.activation,
            initializer=self.initializer,
            batch_norm=self.batch_norm,
            dropout=self.dropout,
        )


@dataclass(frozen=True)
class SignalSettings(Configuration):
    """What all rows share: what goes in, and how histograms are drawn."""

    input: Input = one_of(inputs, NormalInput(), label=QT_TRANSLATE_NOOP("core", "input"), group=_INPUT)
    samples: int = integer(
        1000,
        low=10,
        high=10_000,
        label=QT_TRANSLATE_NOOP("core", "samples"),
        group=_INPUT,
        help=QT_TRANSLATE_NOOP("core", "Sent through the network at once; every layer has samples × nodes values."),
    )
    features: int = integer(
        100,
        low=1,
        high=1000,
        label=QT_TRANSLATE_NOOP("core", "features"),
        group=_INPUT,
        help=QT_TRANSLATE_NOOP(
            "core", "Values of one sample, the nodes of the input layer. MNIST has 784 in any case."
        ),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=QT_TRANSLATE_NOOP("core", "seed"),
        group=_INPUT,
        help=QT_TRANSLATE_NOOP("core", "Start of all random numbers: the same seed gives the same histograms."),
    )
    top: str = choice(
        "activations",
        label=QT_TRANSLATE_NOOP("core", "upper row"),
        group=_HISTOGRAMS,
        options={
            "activations": QT_TRANSLATE_NOOP("core", "activations"),
            "pre-activations": QT_TRANSLATE_NOOP("core", "pre-activations"),
        },
        help=QT_TRANSLATE_NOOP("core", "What a layer passes on, or what goes into its activation function."),
    )
    gradient_of: str = choice(
        "activations",
        label=QT_TRANSLATE_NOOP("core", "gradient of"),
        group=_HISTOGRAMS,
        options={
            "activations": QT_TRANSLATE_NOOP("core", "activations"),
            "weights": QT_TRANSLATE_NOOP("core", "weights"),
        },
        help=QT_TRANSLATE_NOOP("core", "∂L/∂ what a layer passes on, or ∂L/∂ its weights."),
    )
    range: str = choice(
        "fixed",
        label=QT_TRANSLATE_NOOP("core", "range"),
        group=_HISTOGRAMS,
        options={
            "fixed": QT_TRANSLATE_NOOP("core", "fixed"),
            "fitted": QT_TRANSLATE_NOOP("core", "fitted"),
            "common": QT_TRANSLATE_NOOP("core", "common"),
        },
        help=QT_TRANSLATE_NOOP(
            "core",
            "Fixed: that of the slides, (0, 1) for sigmoid and ReLU, otherwise (−1, 1). Fitted: each layer its own. "
            "Common: one range that holds all layers of all rows.",
        ),
    )
    bins: int = integer(
        30,
        low=5,
        high=200,
        label=QT_TRANSLATE_NOOP("core", "bins"),
        group=_HISTOGRAMS,
        help=QT_TRANSLATE_NOOP("core", "Of a histogram. Gradients in decades have ten bins a decade in any case."),
    )

    @property
    def input_features(self) -> int:
        """Features of a sample, those of the input itself where it has its own."""
        return self.input.features(self.features)


@dataclass(frozen=True)
class SignalStudy:
    """Settings for all, and one network per row.

    Raises
    ------
    LabError
        When there is no row, more than `MOST_ROWS`, or a network is too large to be computed at once.
    """

    settings: SignalSettings = SignalSettings()
    rows: tuple[SignalConfiguration, ...] = (SignalConfiguration(),)

    most_rows: ClassVar[int] = MOST_ROWS
    focuses: ClassVar[tuple[str, ...]] = ("strip", "wall", "gradients", "functions", "training")

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise LabError(
                QT_TRANSLATE_NOOP("core", "a study must have 1 to {most} rows, got {count}"),
                field="runs",
                most=MOST_ROWS,
                count=len(self.rows),
            )
        samples = self.settings.samples
        for place, row in enumerate(self.rows):
            most = min(MOST_VALUES_PER_LAYER // row.nodes, MOST_VALUES // (row.nodes * row.layers))
            if samples > most:
                raise LabError(
                    QT_TRANSLATE_NOOP(
                        "core", "{layers} layers of {nodes} nodes are too large for {value} samples; at most {most} fit"
                    ),
                    field=f"runs.{place}.nodes",
                    layers=row.layers,
                    nodes=row.nodes,
                    most=most,
                    value=samples,
                )

    @property
    def seed(self) -> int:
        """Start of all random numbers."""
        return self.settings.seed

    def with_seed(self, seed: int) -> SignalStudy:
        """Return the study with another seed."""
        return replace(self, settings=self.settings.with_value("seed", seed))

    def to_plain(self) -> dict[str, Any]:
        """Return the study as a dict that JSON can hold."""
        return {"settings": self.settings.to_plain(), "runs": [row.to_plain() for row in self.rows]}

    @classmethod
    def from_plain(cls, plain: Any) -> SignalStudy:
        """Return the study written as `plain`, like an experiment: ``settings``, ``common`` and ``runs``.

        Raises
        ------
        LabError
            An unknown name or a value that does not fit, with the dotted place in ``field``.
        """
        return cls(*read_settings_and_runs(plain, SignalSettings, SignalConfiguration))
