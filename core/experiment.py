"""What is trained: the settings of one run, those shared by all runs of a race, and the race itself.

All three are frozen values.  Runs of one experiment see the same mini-batches and start from the same draw,
so what differs between their curves is what differs between their settings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar

from core.activations import Activation, ReLU, activations
from core.datasets import MNIST, Source, sources
from core.initializers import He, Initializer, initializers
from core.losses import Loss, SoftmaxCrossEntropy, losses
from core.optimizers import SGD, Optimizer, optimizers
from core.parameters import Configuration, choice, integer, number, one_of, optional, sizes
from core.words import QT_TRANSLATE_NOOP, LabError, shown

_NETWORK = QT_TRANSLATE_NOOP("core", "Network")
_CURES = QT_TRANSLATE_NOOP("core", "Cures")
_TRAINING = QT_TRANSLATE_NOOP("core", "Training")
_DATA = QT_TRANSLATE_NOOP("core", "Data")
_LENGTH = QT_TRANSLATE_NOOP("core", "Length")

MOST_RUNS = 64

S = TypeVar("S", bound=Configuration)
R = TypeVar("R", bound=Configuration)


@dataclass(frozen=True)
class BatchNorm(Configuration):
    """Batch normalization of every hidden layer."""

    label = QT_TRANSLATE_NOOP("core", "batch normalization")

    place: str = choice(
        "before",
        label=QT_TRANSLATE_NOOP("core", "place"),
        options={
            "before": QT_TRANSLATE_NOOP("core", "before"),
            "after": QT_TRANSLATE_NOOP("core", "after"),
        },
        help=QT_TRANSLATE_NOOP("core", "Before or after the activation; the paper puts it before."),
    )


@dataclass(frozen=True)
class DropoutPart(Configuration):
    """Dropout after every hidden layer."""

    label = QT_TRANSLATE_NOOP("core", "dropout")

    ratio: float = number(
        0.15,
        label=QT_TRANSLATE_NOOP("core", "dropout ratio"),
        low=0,
        high=1,
        open_high=True,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Share of units silenced in each training step; at test every output is multiplied by (1 − ratio). "
            "Today's libraries divide by it in training instead.",
        ),
    )


@dataclass(frozen=True)
class WeightDecay(Configuration):
    """A penalty on large weights, part of the loss; biases, γ and β are left alone."""

    label = QT_TRANSLATE_NOOP("core", "weight decay")

    strength: float = number(
        0.1,
        label=QT_TRANSLATE_NOOP("core", "decay strength"),
        symbol="λ",
        low=0,
        high=100,
        log=True,
        live=True,
        help=QT_TRANSLATE_NOOP("core", "Added to the loss: ½ λ ΣW² (L2) or λ Σ|W| (L1), weights only."),
    )
    kind: str = choice(
        "l2",
        label=QT_TRANSLATE_NOOP("core", "penalty"),
        options={"l2": "L2: ½ λ ΣW²", "l1": "L1: λ Σ|W|"},
        live=True,
    )


@dataclass(frozen=True)
class RunConfiguration(Configuration):
    """One network, its initial weights and the rule that trains it."""

    batch_norm: BatchNorm | None = optional(
        BatchNorm,
        label=QT_TRANSLATE_NOOP("core", "batch normalization"),
        group=_CURES,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Every hidden node is brought to mean 0 and variance 1 over the mini-batch (biased variance), "
            "then scaled by γ and shifted by β. ε 1e-6 inside the root. At test, running averages (0.9 of the old "
            "value kept) take its place; PyTorch averages the unbiased variance.",
        ),
    )
    dropout: DropoutPart | None = optional(
        DropoutPart,
        label=QT_TRANSLATE_NOOP("core", "dropout"),
        group=_CURES,
        help=QT_TRANSLATE_NOOP("core", "Units are silenced at random in training, so that none can rely on another."),
    )
    decay: WeightDecay | None = optional(
        WeightDecay,
        label=QT_TRANSLATE_NOOP("core", "weight decay"),
        group=_CURES,
        live=True,
        help=QT_TRANSLATE_NOOP("core", "Large weights cost extra, so that the network keeps to simple answers."),
    )
    hidden: tuple[int, ...] = sizes(
        (100, 100, 100, 100),
        label=QT_TRANSLATE_NOOP("core", "hidden layers"),
        group=_NETWORK,
        help=QT_TRANSLATE_NOOP("core", "Nodes of each hidden layer: 100-50-30, or 4x100 for four layers of 100."),
    )
    activation: Activation = one_of(activations, ReLU(), label=QT_TRANSLATE_NOOP("core", "activation"), group=_NETWORK)
    initializer: Initializer = one_of(
        initializers, He(), label=QT_TRANSLATE_NOOP("core", "initial weights"), group=_NETWORK
    )
    optimizer: Optimizer = one_of(optimizers, SGD(), label=QT_TRANSLATE_NOOP("core", "optimizer"), group=_TRAINING)
    loss: Loss = one_of(losses, SoftmaxCrossEntropy(), label=QT_TRANSLATE_NOOP("core", "loss"), group=_TRAINING)

    @property
    def structure(self) -> tuple[Any, ...]:
        """What runs must have in common to be computed as one array."""
        place = self.batch_norm.place if self.batch_norm else None
        return (self.hidden, self.activation, self.loss, place, self.dropout is not None)


@dataclass(frozen=True)
class Settings(Configuration):
    """What all runs of an experiment share: data, mini-batches, length, seed."""

    data: Source = one_of(sources, MNIST(), label=QT_TRANSLATE_NOOP("core", "data"), group=_DATA)
    train_size: int = integer(
        60_000,
        low=2,
        high=10_000_000,
        label=QT_TRANSLATE_NOOP("core", "training images"),
        group=_DATA,
        help=QT_TRANSLATE_NOOP("core", "The first n images of the training set. Few images invite overfitting."),
    )
    validation_share: float = number(
        0.0,
        low=0,
        high=0.9,
        label=QT_TRANSLATE_NOOP("core", "validation share"),
        group=_DATA,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Share of the training images set aside to judge settings by; the test set is kept for the very end.",
        ),
    )
    batch_size: int = integer(
        128,
        low=1,
        high=100_000,
        label=QT_TRANSLATE_NOOP("core", "batch size"),
        group=_DATA,
        help=QT_TRANSLATE_NOOP("core", "Images in one mini-batch. The same mini-batches for every run."),
    )
    length: int = integer(2000, low=1, high=10_000_000, label=QT_TRANSLATE_NOOP("core", "length"), group=_LENGTH)
    unit: str = choice(
        "steps",
        label=QT_TRANSLATE_NOOP("core", "counted in"),
        group=_LENGTH,
        options={"steps": QT_TRANSLATE_NOOP("core", "steps"), "epochs": QT_TRANSLATE_NOOP("core", "epochs")},
        help=QT_TRANSLATE_NOOP("core", "A step is one mini-batch; an epoch is one pass over the training images."),
    )
    evaluate_every: int = integer(
        0,
        low=0,
        high=1_000_000,
        label=QT_TRANSLATE_NOOP("core", "evaluate every"),
        group=_LENGTH,
        help=QT_TRANSLATE_NOOP("core", "Steps between two measurements of accuracy; 0 measures once an epoch."),
    )
    evaluation_images: int = integer(
        10_000,
        low=1,
        high=10_000_000,
        label=QT_TRANSLATE_NOOP("core", "images per accuracy"),
        group=_LENGTH,
        help=QT_TRANSLATE_NOOP("core", "Accuracy is measured on at most this many images of each set."),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=QT_TRANSLATE_NOOP("core", "seed"),
        group=_LENGTH,
        help=QT_TRANSLATE_NOOP("core", "Start of all random numbers: the same seed gives the same curves."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.batch_size > self.training_images:
            raise LabError(
                QT_TRANSLATE_NOOP(
                    "core", "batch size must be at most {count}, the number of training images, got {value}"
                ),
                field="batch_size",
                count=self.training_images,
                value=self.batch_size,
            )

    @property
    def training_images(self) -> int:
        """Images left for training when the validation share is set aside."""
        return self.train_size - round(self.train_size * self.validation_share)

    @property
    def steps_per_epoch(self) -> int:
        """Full mini-batches in one pass."""
        return self.training_images // self.batch_size

    @property
    def steps(self) -> int:
        """Length of the training in mini-batches."""
        return self.length * (self.steps_per_epoch if self.unit == "epochs" else 1)

    @property
    def evaluation_interval(self) -> int:
        """Steps between two measurements of accuracy."""
        return self.evaluate_every or self.steps_per_epoch


@dataclass(frozen=True)
class Experiment:
    """A race: settings for all, and one configuration per run.

    Raises
    ------
    LabError
        When there is no run, or more than `MOST_RUNS`.
    """

    settings: Settings = Settings()
    runs: tuple[RunConfiguration, ...] = (RunConfiguration(),)

    most_runs: ClassVar[int] = MOST_RUNS
    focuses: ClassVar[tuple[str, ...]] = ("accuracy", "loss")

    def __post_init__(self) -> None:
        if not 1 <= len(self.runs) <= MOST_RUNS:
            raise LabError(
                QT_TRANSLATE_NOOP("core", "an experiment must have 1 to {most} runs, got {count}"),
                field="runs",
                most=MOST_RUNS,
                count=len(self.runs),
            )

    @property
    def seed(self) -> int:
        """Start of all random numbers."""
        return self.settings.seed

    def with_seed(self, seed: int) -> Experiment:
        """Return the experiment with another seed."""
        return replace(self, settings=self.settings.with_value("seed", seed))

    def to_plain(self) -> dict[str, Any]:
        """Return the experiment as a dict that JSON can hold."""
        return {"settings": self.settings.to_plain(), "runs": [run.to_plain() for run in self.runs]}

    @classmethod
    def from_plain(cls, plain: Any) -> Experiment:
        """Return the experiment written as `plain`.

        ``settings`` holds what is shared; ``runs`` is a list of runs; ``common``, when present, is what all runs
        have in common, so that each needs to name only what differs.

        Raises
        ------
        LabError
            An unknown name or a value that does not fit, with the dotted place in ``field``.
        """
        settings, runs = read_settings_and_runs(plain, Settings, RunConfiguration)
        return cls(settings, runs)


def read_settings_and_runs(plain: Any, settings_kind: type[S], run_kind: type[R]) -> tuple[S, tuple[R, ...]]:
    """Return shared settings and runs, as they were written in a scene (see `Experiment.from_plain`)."""
    if not isinstance(plain, dict):
        raise LabError(QT_TRANSLATE_NOOP("core", "an experiment must be a set of named settings"))
    for name in plain:
        if name not in ("settings", "common", "runs"):
            raise LabError(
                QT_TRANSLATE_NOOP("core", "unknown setting {name}; known are: {known}"),
                field=name,
                name=shown(name, quotes=True),
                known="settings, common, runs",
            )
    try:
        settings = settings_kind.from_plain(plain.get("settings", {}))
    except LabError as error:
        raise error.inside("settings") from None
    common, listed = plain.get("common", {}), plain.get("runs", [{}])
    if not isinstance(common, dict) or not isinstance(listed, list) or not all(isinstance(r, dict) for r in listed):
        raise LabError(QT_TRANSLATE_NOOP("core", "runs must be a list of sets of named settings"), field="runs")
    runs = []
    for number_, run in enumerate(listed):
        try:
            runs.append(run_kind.from_plain({**common, **run}))
        except LabError as error:
            raise error.inside(f"runs.{number_}") from None
    return settings, tuple(runs)
