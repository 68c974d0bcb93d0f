"""What the activation tab studies: networks before their first training step, and the signal sent through them.

A `SignalStudy` is a frozen value: what goes in, and one to three networks to be compared.  All networks share one
input, one draw z of the weights and one gradient at the end, so what differs between them is what differs between their
settings.  `core.signals.flow` computes it.  Beside that, the selected network can be trained while its layers are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from core.config.configuration import Configuration, choice, integer, number, one_of, optional, part, switch
from core.config.figures import setting
from core.config.naming import Name, text_of, told_apart
from core.config.parameters import Part
from core.config.study import Study, View, scale, studies
from core.config.words import LabError, Phrase, mark
from core.networks.configuration import BatchNorm, DropoutPart, NetworkConfiguration
from core.rules.activations import Activation, Sigmoid, activations
from core.rules.initializers import Initializer, Normal, initializers
from core.signals.inputs import Input, NormalInput, inputs

_NETWORK = mark("core", "Network")
_WEIGHTS = mark("core", "Initial weights")
_INPUT = mark("core", "Input")
_HISTOGRAMS = mark("core", "Histograms")
_TRAINING = mark("core", "Training on MNIST")

MOST_NETWORKS = 3
MOST_VALUES_PER_LAYER = 1_000_000
"""Samples times nodes: a layer is computed in one piece, which must not keep the window waiting."""
MOST_VALUES = 25_000_000
"""Samples times nodes times layers: what a network keeps for its backward pass must fit into memory."""


@dataclass(frozen=True)
class SignalConfiguration(Configuration):
    """One network at its start: layers of the same number of nodes, no biases yet."""

    activation: Activation = one_of(activations, Sigmoid(), label=mark("core", "activation"), group=_NETWORK)
    layers: int = integer(
        5,
        low=1,
        high=50,
        label=mark("core", "layers"),
        group=_NETWORK,
        help=mark("core", "Hidden layers; the gradient begins at the output of the last one."),
    )
    nodes: int = integer(
        100,
        low=10,
        high=500,
        label=mark("core", "nodes"),
        group=_NETWORK,
        help=mark("core", "Of every hidden layer."),
    )
    batch_norm: BatchNorm | None = optional(
        BatchNorm,
        label=mark("core", "batch normalization"),
        group=_NETWORK,
        help=mark(
            "core",
            "Every node is brought to mean 0 and variance 1 over the samples (biased variance, ε 10⁻⁶ inside "
            "the root). γ is 1 and β is 0, as at the start of training.",
        ),
    )
    dropout: DropoutPart | None = optional(
        DropoutPart,
        label=mark("core", "dropout"),
        group=_NETWORK,
        help=mark("core", "Units are silenced at random, as in training."),
    )
    initializer: Initializer = one_of(
        initializers,
        Normal(sigma=1.0),
        label=mark("core", "rule"),
        group=_WEIGHTS,
        help=mark("core", "W = σ z, and the same draw z from N(0, 1) whatever the rule."),
    )

    @property
    def network(self) -> NetworkConfiguration:
        """The network as the engine builds it."""
        return NetworkConfiguration(
            hidden=(self.nodes,) * self.layers,
            activation=self.activation,
            initializer=self.initializer,
            batch_norm=self.batch_norm,
            dropout=self.dropout,
        )


@dataclass(frozen=True)
class SignalTraining(Configuration):
    """How the selected network is trained while its layers are read: plain SGD with cross-entropy on MNIST."""

    lr: float = number(
        0.01,
        label=mark("core", "learning rate"),
        symbol="η",
        low=0,
        high=100,
        log=True,
        live=True,
        group=_TRAINING,
    )
    batch_size: int = integer(100, label=mark("core", "batch size"), low=2, high=10_000, group=_TRAINING)
    steps: int = integer(1000, label=mark("core", "mini-batches"), low=1, high=1_000_000, group=_TRAINING)


@dataclass(frozen=True)
class SignalSettings(Configuration):
    """What all runs share: what goes in, how histograms are drawn, and how a network is trained."""

    input: Input = one_of(inputs, NormalInput(), label=mark("core", "input"), group=_INPUT)
    samples: int = integer(
        1000,
        low=10,
        high=10_000,
        label=mark("core", "samples"),
        group=_INPUT,
        help=mark("core", "Sent through the network at once; every layer has samples × nodes values."),
    )
    features: int = integer(
        100,
        low=1,
        high=1000,
        label=mark("core", "features"),
        group=_INPUT,
        help=mark("core", "Values of one sample, the nodes of the input layer. MNIST has 784 in any case."),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=mark("core", "seed"),
        group=_INPUT,
        help=mark("core", "Start of all random numbers: the same seed gives the same histograms."),
    )
    top: str = choice(
        "activations",
        label=mark("core", "upper row"),
        group=_HISTOGRAMS,
        options={
            "activations": mark("core", "activations"),
            "pre-activations": mark("core", "pre-activations"),
        },
        help=mark("core", "What a layer passes on, or what goes into its activation function."),
    )
    gradient_of: str = choice(
        "activations",
        label=mark("core", "gradient of"),
        group=_HISTOGRAMS,
        options={
            "activations": mark("core", "activations"),
            "weights": mark("core", "weights"),
        },
        help=mark("core", "∂L/∂ what a layer passes on, or ∂L/∂ its weights."),
    )
    range: str = choice(
        "fixed",
        label=mark("core", "range"),
        group=_HISTOGRAMS,
        options={
            "fixed": mark("core", "fixed"),
            "fitted": mark("core", "fitted"),
            "common": mark("core", "common"),
        },
        help=mark(
            "core",
            "Fixed: (0, 1) for sigmoid and ReLU, (−1, 1) for all other functions, (−3, 3) when normalized after the "
            "activation, (−5, 5) for pre-activations. Fitted: each layer its own. Common: one range that holds all "
            "layers of all networks.",
        ),
    )
    bins: int = integer(
        30,
        low=5,
        high=200,
        label=mark("core", "bins"),
        group=_HISTOGRAMS,
        help=mark("core", "Of a histogram. Gradients on a log scale have ten bins for each power of ten in any case."),
    )
    training: SignalTraining = part(SignalTraining(), label=mark("core", "training"), group=_TRAINING)

    @property
    def input_features(self) -> int:
        """Features of a sample, those of the input itself where it has its own."""
        return self.input.features(self.features)


@dataclass(frozen=True)
class SignalView(View):
    """Which of the pictures is large, and what is chosen in it."""

    focus: str = choice(
        "strip",
        label=mark("core", "large picture"),
        options={
            "strip": mark("core", "strip"),
            "wall": mark("core", "wall"),
            "gradients": mark("core", "gradients"),
            "functions": mark("core", "functions"),
            "training": mark("core", "training"),
        },
    )
    scale: str = scale()
    numbers: bool = switch(
        False,
        label=mark("core", "numbers"),
        help=mark("core", "Every number under the histograms, and all that is to be said of them."),
    )
    layer: int = integer(
        0,
        label=mark("core", "layer"),
        low=0,
        high=49,
        help=mark("core", "Counted from 0; where there are fewer layers, the last."),
    )
    wall_row: int = integer(0, label=mark("core", "row of the wall"), low=0, high=99)
    wall_column: int = integer(0, label=mark("core", "column of the wall"), low=0, high=99)
    step: int = integer(
        0,
        label=mark("core", "step of the film"),
        low=0,
        high=1_000_000,
        help=mark("core", "The mini-batch of the training that is looked at; 0 is the newest."),
    )
    quantity: str = choice(
        "forward",
        label=mark("core", "drawn over time"),
        options={
            "forward": mark("core", "activation"),
            "backward": mark("core", "gradient"),
        },
    )


@studies.register("activations")
@dataclass(frozen=True)
class SignalStudy(Study):
    """One to three networks, and what is sent through them.

    Raises
    ------
    LabError
        Also when a network is too large to be computed at once.
    """

    settings: SignalSettings = SignalSettings()
    runs: tuple[SignalConfiguration, ...] = (SignalConfiguration(),)
    view: SignalView = SignalView()

    run = Part(label=mark("core", "network"), part=SignalConfiguration)
    most_runs = MOST_NETWORKS

    def __post_init__(self) -> None:
        super().__post_init__()
        samples = self.settings.samples
        for place, run in enumerate(self.runs):
            most = min(MOST_VALUES_PER_LAYER // run.nodes, MOST_VALUES // (run.nodes * run.layers))
            if samples > most:
                raise LabError(
                    mark(
                        "core", "{layers} layers of {nodes} nodes are too large for {value} samples; at most {most} fit"
                    ),
                    field=f"runs.{place}.nodes",
                    layers=run.layers,
                    nodes=run.nodes,
                    most=most,
                    value=samples,
                )

    def names(self) -> list[Name]:
        return names_of_networks(self.runs)

    # what results depend on: where it is equal in two studies, so are the results

    @property
    def flow_inputs(self) -> tuple[Any, ...]:
        """What the flows depend on: everything but the training."""
        return replace(self.settings, training=SignalTraining()), self.runs

    @property
    def wall_inputs(self) -> tuple[Any, ...]:
        """What the wall depends on: of the selected network, what is not on the wall in all variants."""
        bare = replace(self.selected, activation=Sigmoid(), initializer=Normal())
        return replace(self.settings, training=SignalTraining()), bare

    @property
    def training_inputs(self) -> tuple[Any, ...]:
        """What the training depends on."""
        return self.selected, self.settings.training, self.seed


def names_of_networks(runs: Sequence[SignalConfiguration]) -> list[Name]:
    """Return a name for each network, by what differs; one alone by its activation function and initial weights."""
    differing = [part for part in _PARTS if len({str(_PARTS[part](run)) for run in runs}) > 1]
    named = differing or ["activation", "initializer"]
    return told_apart([tuple(_PARTS[part](run) for part in named) for run in runs])


def brief_names(runs: Sequence[SignalConfiguration]) -> list[Name]:
    """Return a name for each network, by as few parts as tell them apart; the full names where none do."""
    for count in (1, 2):
        for parts in combinations(_PARTS, count):
            names = [tuple(_PARTS[part](run) for part in parts) for run in runs]
            if len(set(map(text_of, names))) == len(runs):
                return list(names)
    return names_of_networks(runs)


def _with_settings(part: Configuration) -> Phrase | str:
    """Return the label of a choice, with its settings where it has any: "normal σ 0.01"."""
    values = [
        f"{parameter.symbol} {parameter.words(getattr(part, name))}" for name, parameter in part.parameters().items()
    ]
    return Phrase("{name} {values}", name=part.label, values=" ".join(values)) if values else part.label


def _activation(run: SignalConfiguration) -> Phrase | str:
    usual = type(run.activation)()
    return run.activation.label if run.activation == usual else _with_settings(run.activation)


def _normalization(run: SignalConfiguration) -> Phrase | str:
    if run.batch_norm is None:
        return mark("core", "no BN")
    return mark("core", "BN before") if run.batch_norm.place == "before" else mark("core", "BN after")


def _dropout(run: SignalConfiguration) -> Phrase | str:
    if run.dropout is None:
        return mark("core", "no dropout")
    return Phrase(mark("core", "dropout {ratio}"), ratio=setting(run.dropout.ratio))


_PARTS: dict[str, Callable[[SignalConfiguration], Phrase | str]] = {
    "activation": _activation,
    "initializer": lambda run: _with_settings(run.initializer),
    "layers": lambda run: Phrase(mark("core", "{count} layers"), count=run.layers),
    "nodes": lambda run: Phrase(mark("core", "{count} nodes"), count=run.nodes),
    "batch_norm": _normalization,
    "dropout": _dropout,
}
