"""How the weights begin: W = σ z with z from N(0, 1), and one formula for σ in each rule.

The draw z is the same for every rule, so that runs which differ in σ start from the same directions.

To add one: a class here, decorated with ``@initializers.register``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from core.config.configuration import Configuration, number
from core.config.registry import Registry
from core.config.words import mark

initializers = Registry(mark("core", "initializer"))


@dataclass(frozen=True)
class Initializer(Configuration):
    """Base of the rules for σ."""

    formula: ClassVar[str] = ""

    def std(self, fan_in: int, fan_out: int) -> float:
        """Return σ, the standard deviation of the weights between `fan_in` and `fan_out` nodes."""
        raise NotImplementedError


@initializers.register("normal")
@dataclass(frozen=True)
class Normal(Initializer):
    """The same σ in every layer."""

    label = mark("core", "normal")
    formula = r"\sigma = \mathrm{const}"
    help = mark("core", "N(0, σ) with the same σ in every layer.")

    sigma: float = number(
        0.01,
        label=mark("core", "standard deviation"),
        symbol="σ",
        low=0,
        high=100,
        log=True,
        help=mark("core", "Of the initial weights. At 0 all nodes of a layer stay alike."),
    )

    def std(self, fan_in: int, fan_out: int) -> float:
        return self.sigma


@initializers.register("xavier")
@dataclass(frozen=True)
class Xavier(Initializer):
    """σ = 1/√n with n the nodes of the layer before: the form of the slides (LeCun's).

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp" (1998).
    """

    label = "Xavier 1/√n"
    formula = r"\sigma = \frac{1}{\sqrt{n}}"
    help = mark("core", "σ = 1/√n as on the slide and in the book, n nodes in the layer before; for sigmoid and tanh.")

    def std(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(1 / fan_in)


@initializers.register("glorot")
@dataclass(frozen=True)
class Glorot(Initializer):
    """σ = √(2 / (n_in + n_out)): the form of the paper.

    References
    ----------
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
    """

    label = "Glorot"
    formula = r"\sigma = \sqrt{\frac{2}{n_{in} + n_{out}}}"
    help = mark("core", "σ = √(2/(n_in + n_out)), the rule of the paper named after Xavier Glorot.")

    def std(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(2 / (fan_in + fan_out))


@initializers.register("he")
@dataclass(frozen=True)
class He(Initializer):
    """σ = √(2/n) with n the nodes of the layer before; not 2/√n (see `Printed`).

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", arXiv:1502.01852 (2015).
    """

    label = "He √(2/n)"
    formula = r"\sigma = \sqrt{\frac{2}{n}}"
    help = mark(
        "core",
        "σ = √(2/n), n nodes in the layer before; for ReLU. Not 2/√n, with which activations grow from layer to layer.",
    )

    def std(self, fan_in: int, fan_out: int) -> float:
        return math.sqrt(2 / fan_in)


@initializers.register("printed")
@dataclass(frozen=True)
class Printed(Initializer):
    """σ = 2/√n: He's rule with the root over n alone, a misprint that is √2 times too large.

    With ReLU every layer doubles the variance, so activations grow by √2 from layer to layer.  It is here to be seen
    failing.
    """

    label = mark("core", "2/√n misprint")
    formula = r"\sigma = \frac{2}{\sqrt{n}}"
    help = mark("core", "σ = 2/√n as printed on the slide, in place of He's √(2/n): activations grow layer by layer.")

    def std(self, fan_in: int, fan_out: int) -> float:
        return 2 / math.sqrt(fan_in)
