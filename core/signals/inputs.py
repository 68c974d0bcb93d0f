"""What may be sent through a network before its first training step: noise, or images.

To add one: a class here, decorated with ``@inputs.register``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.config.configuration import Configuration, switch
from core.config.registry import Registry
from core.config.words import mark
from core.data.datasets import MNIST

Array = np.ndarray

inputs = Registry(mark("core", "input"))


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
    help = mark("core", "Independent values of mean 0 and variance 1, as on the slides.")

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        return rng.standard_normal((samples, features))


@inputs.register("uniform")
@dataclass(frozen=True)
class UniformInput(Input):
    """Independent values, all equally likely between −√3 and √3, so that the variance is 1 here too."""

    label = mark("core", "uniform")
    help = mark("core", "Independent values, all equally likely between −√3 and √3: variance 1.")

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        end = math.sqrt(3)
        return rng.uniform(-end, end, (samples, features))


@inputs.register("mnist")
@dataclass(frozen=True)
class MNISTInput(Input):
    """Training images of MNIST, drawn at random: 784 pixels from 0 to 1 (÷ 255), or standardized."""

    label = "MNIST"
    help = mark("core", "Real images, 784 pixels from 0 to 1, drawn at random.")

    standardized: bool = switch(
        False,
        label=mark("core", "standardized"),
        help=mark("core", "All pixels together are brought to mean 0 and variance 1."),
    )

    def features(self, asked: int) -> int:
        return 784

    def draw(self, samples: int, features: int, rng: np.random.Generator) -> Array:
        train = MNIST().load().train
        x = train.images[np.sort(rng.choice(len(train), samples, replace=False))].reshape(samples, -1) / 255.0
        return (x - x.mean()) / x.std() if self.standardized else x
