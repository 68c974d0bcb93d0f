"""What is trained: the settings of one run, those shared by all runs of a race, and the race itself.

All are frozen values.  Runs of one experiment see the same mini-batches and start from the same draw,
so what differs between their curves is what differs between their settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.config.configuration import Configuration, choice, integer, number, one_of, optional, several
from core.config.naming import PLAIN, Name, differing, names_of_parts, told_apart
from core.config.parameters import Integer, Optional, Parameter, Part
from core.config.study import Study, View, scale, studies
from core.config.words import LabError, mark
from core.data.datasets import MNIST, Source, sources
from core.data.shifting import MOST_SHIFT
from core.networks.configuration import CURES, NetworkConfiguration
from core.rules.losses import Loss, SoftmaxCrossEntropy, losses
from core.rules.optimizers import SGD, Optimizer, optimizers
from core.rules.schedules import Constant, Schedule, schedules
from core.training.size import check_size

_TRAINING = mark("core", "Training")
_DATA = mark("core", "Data")
_LENGTH = mark("core", "Length")
_ADVANCED = mark("core", "Advanced")
MOST_CLASSES = 1000
"""Classes, and runs, by whose numbers something can be looked at."""


@dataclass(frozen=True)
class WeightDecay(Configuration):
    """A penalty on large weights, part of the loss; biases, γ and β are left alone."""

    label = mark("core", "weight decay")

    strength: float = number(
        0.1,
        label=mark("core", "decay strength"),
        symbol="λ",
        low=0,
        high=100,
        log=True,
        live=True,
        help=mark("core", "Added to the loss: ½ λ ΣW² (L2) or λ Σ|W| (L1), weights only."),
    )
    kind: str = choice(
        "l2",
        label=mark("core", "penalty"),
        options={"l2": "L2: ½ λ ΣW²", "l1": "L1: λ Σ|W|"},
        live=True,
    )


@dataclass(frozen=True)
class RunConfiguration(NetworkConfiguration):
    """One network and the rule that trains it."""

    decay: WeightDecay | None = optional(
        WeightDecay,
        label=mark("core", "weight decay"),
        group=CURES,
        live=True,
        help=mark("core", "Large weights cost extra, so that the network keeps to simple answers."),
    )
    optimizer: Optimizer = one_of(optimizers, SGD(), label=mark("core", "optimizer"), group=_TRAINING)
    loss: Loss = one_of(losses, SoftmaxCrossEntropy(), label=mark("core", "loss"), group=_TRAINING)
    schedule: Schedule = one_of(schedules, Constant(), label=mark("core", "learning-rate schedule"), group=_ADVANCED)

    @property
    def structure(self) -> tuple[Any, ...]:
        return (*super().structure, self.loss)


@dataclass(frozen=True)
class Settings(Configuration):
    """What all runs of an experiment share: data, mini-batches, length, seed."""

    data: Source = one_of(sources, MNIST(), label=mark("core", "data"), group=_DATA)
    train_size: int = integer(
        60_000,
        low=2,
        high=10_000_000,
        span=(100, 60_000),
        label=mark("core", "training images"),
        group=_DATA,
        help=mark(
            "core",
            "The first n images of MNIST; of files of your own, n drawn with the seed. Few images invite overfitting.",
        ),
    )
    validation_share: float = number(
        0.0,
        low=0,
        high=0.9,
        label=mark("core", "validation share"),
        group=_DATA,
        help=mark(
            "core",
            "Share of the training images set aside to judge settings by; the test set is kept for the very end.",
        ),
    )
    batch_size: int = integer(
        128,
        low=1,
        high=100_000,
        label=mark("core", "batch size"),
        group=_DATA,
        help=mark("core", "Images in one mini-batch. The same mini-batches for every run."),
    )
    length: int = integer(2000, low=1, high=10_000_000, label=mark("core", "length"), group=_LENGTH)
    unit: str = choice(
        "steps",
        label=mark("core", "counted in"),
        group=_LENGTH,
        options={"steps": mark("core", "steps"), "epochs": mark("core", "epochs")},
        help=mark("core", "A step is one mini-batch; an epoch is one pass over the training images."),
    )
    evaluate_every: int = integer(
        0,
        low=0,
        high=1_000_000,
        label=mark("core", "evaluate every"),
        group=_LENGTH,
        help=mark("core", "Steps between two measurements of accuracy; 0 measures once an epoch."),
    )
    evaluation_images: int = integer(
        10_000,
        low=1,
        high=10_000_000,
        label=mark("core", "images per accuracy"),
        group=_LENGTH,
        help=mark("core", "Accuracy is measured on at most this many images of each set."),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=mark("core", "seed"),
        group=_LENGTH,
        help=mark("core", "Start of all random numbers: the same seed gives the same curves."),
    )
    shift: int = integer(
        0,
        low=0,
        high=MOST_SHIFT,
        label=mark("core", "shift of images"),
        group=_ADVANCED,
        help=mark(
            "core",
            "In training every image is moved at random by up to so many pixels, each time anew and the same for every "
            "run; zeros move in. Accuracy is measured on images as they are.",
        ),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.batch_size > self.training_images:
            raise LabError(
                mark("core", "batch size must be at most {count}, the number of training images, got {value}"),
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
class TrainingView(View):
    """How a race is looked at."""

    focus: str = choice(
        "accuracy",
        label=mark("core", "large picture"),
        options={
            "accuracy": mark("core", "accuracy"),
            "loss": mark("core", "loss"),
            "digits": mark("core", "answers"),
            "draw": mark("core", "your own digit"),
            "advice": mark("core", "advice"),
            "passes": mark("core", "one step explained"),
            "weights": mark("core", "weights"),
            "seeds": mark("core", "seeds"),
            "small": mark("core", "small plots"),
            "normalization": mark("core", "batch normalization at work"),
        },
    )
    band: str = choice(
        "loss",
        label=mark("core", "seeds compared by"),
        options={"loss": mark("core", "loss"), "accuracy": mark("core", "accuracy")},
    )
    moment: int = integer(
        -1,
        low=-1,
        high=10_000_000,
        label=mark("core", "moment"),
        help=mark("core", "The step at which the networks are looked at; −1 for the newest."),
    )
    explained: int = integer(
        1,
        low=1,
        high=500,
        label=mark("core", "explained step"),
        help=mark("core", "The step of the training that is shown in slow motion."),
    )
    stage: str = choice(
        "forward",
        label=mark("core", "stage"),
        options={
            "forward": mark("core", "forward"),
            "loss": mark("core", "loss"),
            "backward": mark("core", "backward"),
            "update": mark("core", "update"),
        },
    )
    norm: str = choice(
        "l2",
        label=mark("core", "size of the weights"),
        options={"l1": "L1", "l2": "L2", "max": "L∞", "change": mark("core", "change")},
    )
    layer: int = integer(
        1,
        high=50,
        label=mark("core", "layer looked at"),
        help=mark("core", "Counted from 0; its weight with the largest gradient is followed."),
    )
    unit: int = integer(
        0,
        high=2000,
        label=mark("core", "unit looked at"),
        help=mark("core", "Counted from 0, in the layer that is looked at."),
    )
    together: int = integer(
        0,
        high=100_000,
        label=mark("core", "images normalized together"),
        help=mark("core", "In the view of batch normalization; 0 for the whole mini-batch."),
    )
    cell: tuple[int, ...] = several(
        label=mark("core", "chosen cell"),
        item=Integer(label=mark("core", "class"), high=MOST_CLASSES - 1),
        most=2,
        help=mark("core", "What the images shown are, and what they are taken for; none for the surest errors."),
    )
    beside: int = integer(
        -1,
        low=-1,
        high=MOST_CLASSES - 1,
        label=mark("core", "run beside"),
        help=mark("core", "The run that is shown beside the selected one; −1 for none."),
    )
    scale: str = scale()
    below: str = choice(
        "none",
        label=mark("core", "below the picture"),
        options={
            "none": mark("core", "nothing"),
            "plot": mark("core", "the other curves"),
            "numbers": mark("core", "numbers"),
            "both": mark("core", "both"),
        },
        help=mark(
            "core", "Loss or accuracy, whichever is not large, and a table; the less, the larger is the picture."
        ),
    )

    def with_below(self, part: str, there: bool) -> TrainingView:
        """Return the view with one of the parts below the picture, "plot" or "numbers", or without it."""
        parts = [each for each in ("plot", "numbers") if (there if each == part else self.has_below(each))]
        return replace(self, below="both" if len(parts) == 2 else "".join(parts) or "none")

    def has_below(self, part: str) -> bool:
        """Return whether a part is below the picture."""
        return self.below in (part, "both")


@studies.register("trainer")
@dataclass(frozen=True)
class Experiment(Study):
    """A race: runs that see the same mini-batches.

    Raises
    ------
    LabError
        When they do not fit into memory together (see `core.config.bounds`).
    """

    settings: Settings = Settings()
    runs: tuple[RunConfiguration, ...] = (RunConfiguration(),)
    view: TrainingView = TrainingView()

    run = Part(label=mark("core", "run"), part=RunConfiguration)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_size(self.runs, [run.optimizer for run in self.runs], self.settings.batch_size)

    def names(self) -> list[Name]:
        return names_of_runs(self.runs)

    def brief_names(self) -> list[Name]:
        """Return a short name for each run: values are left out that all have that have the setting at all."""
        return names_of_runs(self.runs, brief=True)


def names_of_runs(
    runs: Sequence[RunConfiguration], settings: Sequence[Settings] | None = None, brief: bool = False
) -> list[Name]:
    """Return a name for each run, as parts to be joined with commas.

    A part is named only where runs differ; a run that has none of the parts that others add is "plain".
    One run alone is named by its cures.

    Parameters
    ----------
    runs : sequence of RunConfiguration
        Those to be told apart.
    settings : sequence of Settings, optional
        What each was trained with, when they come from different races.
    brief : bool
        Whether values are left out in which runs do not differ: "weight decay" for "weight decay λ 0.1".
    """
    parameters: Mapping[str, Parameter] = differing(runs)
    if not parameters:
        parameters = {name: p for name, p in RunConfiguration.parameters().items() if isinstance(p, Optional)}
    names = names_of_parts(parameters, runs, brief)
    if settings:
        for parts, more in zip(names, names_of_parts(differing(settings), settings), strict=True):
            parts += more
    return told_apart([tuple(parts) or (PLAIN,) for parts in names])
