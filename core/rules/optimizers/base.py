"""What every rule has: hyperparameters, what it remembers, the step, and what else the program asks of it.

`Optimizer` is the base; `GradientRule` and `ScaledRule` are the two families, and a rule is of one of them.  A rule
whose family does not say how it looks or which learning rates suit it says so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from core.config.configuration import Configuration
from core.config.registry import Registry
from core.rules.optimizers.fields import learning_rate, momentum_factor

optimizers = Registry("optimizer")

Array = np.ndarray
State = dict[str, Array]
Hyper = Mapping[str, Any]
Numbers = Mapping[str, float]

LINES = ("solid", "dash", "dash-dot", "dash-dot-dot", "dot")


class Terrain(NamedTuple):
    """What a surface knows of itself that decides which learning rates suit it.

    Attributes
    ----------
    curvature : float
        Second derivative that hardly any place in view exceeds; 0 where nothing bends.
    width : float
        Side of a square as large as the view.
    steepness : float
        Largest slope in view.
    """

    curvature: float
    width: float
    steepness: float


@dataclass(frozen=True)
class Optimizer(Configuration):
    """Base of the rules: hyperparameters as fields, `state` by name, `update` in place.

    Attributes
    ----------
    state : tuple of str
        Names of what is remembered, as on the slide.
    formula : tuple of str
        The rule in LaTeX, line by line.
    color, shade : int
        Place among the colours of the series, the same in every tab, and which shade of it: rules that are much alike
        may share a colour.
    line : str
        One of `LINES`.
    average : str
        Which of `state` is an average of gradients: its negative is the arrow of the momentum.
    squares : str
        Which of `state` holds the squared gradients by which steps are divided.
    """

    state: ClassVar[tuple[str, ...]] = ()
    formula: ClassVar[tuple[str, ...]] = ()
    color: ClassVar[int] = 7
    shade: ClassVar[int] = 0
    line: ClassVar[str] = "solid"
    average: ClassVar[str] = ""
    squares: ClassVar[str] = ""

    lr: float = learning_rate(0.01)

    # -- the rule

    def start(self, theta: Array) -> State:
        """Return what the rule remembers, all zero, for parameters like `theta`."""
        return {name: np.zeros_like(theta) for name in self.state}

    def hyperparameters(self) -> dict[str, Any]:
        """Return the fields by name, as `update` takes them."""
        return {name: getattr(self, name) for name in self.parameters()}

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        """Take one step in place; `grad` is used up."""
        raise NotImplementedError

    # -- what is shown of it

    def reading(self, state: State) -> State:
        """Return what is remembered as the slide defines it (see `Adam`, which keeps it scaled)."""
        return state

    def parts(self, gradient: Array, before: State, after: State) -> dict[str, Array]:
        """Return what a step is the sum of: what ``gradient`` and ``velocity`` add.  Empty where it is no sum of them.

        Parameters
        ----------
        gradient : Array
            That of the step.
        before, after : dict of Array
            What the rule remembers, as the slide defines it, before and after the step.
        """
        return {}

    def velocity_weights(self, t: int) -> tuple[float, ...]:
        """Return the share of each of the gradients g₁ … g_t in the velocity after step t; empty without a velocity."""
        return ()

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        """Return step t with its numbers put in, for one coordinate, as lines of LaTeX.

        Parameters
        ----------
        h : mapping
            The hyperparameters.
        before, after : mapping
            The coordinate ``w``, its gradient ``g`` and what the rule remembers of it as the slide defines it, before
            and after the step; the gradient before is the one that the step uses.
        t : int
            Counts the steps from 1.
        name : str
            Of the coordinate; what is remembered of one that is not the whole W has it as an index.
        """
        raise NotImplementedError

    # -- which settings suit it

    @classmethod
    def usual_rate(cls, terrain: Terrain) -> float:
        """Return a learning rate with which something can be seen on such a surface."""
        raise NotImplementedError

    def stable_rate(self, curvature: float) -> float | None:
        """Return the learning rate below which the rule is stable on a parabola, given its second derivative; or None.

        A rule that is linear in its state is stable while all roots z of its characteristic polynomial lie within the
        unit circle.  As η grows, a root leaves it through z = −1: the path swings to and fro, further each time.
        """
        return None

    def beside_rate(self) -> tuple[Optimizer, str]:
        """Return the rule and the hyperparameter that a map sets against the learning rate."""
        return self, list(self.parameters())[1]


@dataclass(frozen=True)
class GradientRule(Optimizer):
    """Family of the rules whose steps are as long as the gradients: what is stable depends on the curvature.

    Attributes
    ----------
    share : float
        Usual learning rate, relative to the one that takes plain descent straight to the minimum of a parabola.
    """

    share: ClassVar[float] = 1.0

    @classmethod
    def usual_rate(cls, terrain: Terrain) -> float:
        if terrain.curvature > 1e-12:
            return cls.share * 0.9 / terrain.curvature
        return cls.share * 0.05 * terrain.width / max(terrain.steepness, 1e-12)

    def parts(self, gradient: Array, before: State, after: State) -> dict[str, Array]:
        return {"gradient": -self.lr * gradient}


@dataclass(frozen=True)
class VelocityRule(GradientRule):
    """Family of the rules with a velocity: v ← α v − η g."""

    state = ("v",)
    share = 0.2  # steps add up

    momentum: float = momentum_factor()

    def velocity_weights(self, t: int) -> tuple[float, ...]:
        # v_t = −η Σ α^(t − i) g_i
        return tuple(-self.lr * self.momentum ** (t - i) for i in range(1, t + 1))


@dataclass(frozen=True)
class ScaledRule(Optimizer):
    """Family of the rules that scale the gradient of each weight: steps are about as long as η, whatever the gradient.

    Attributes
    ----------
    share : float
        Usual learning rate, relative to the width of the view.
    """

    share: ClassVar[float] = 1 / 40

    @classmethod
    def usual_rate(cls, terrain: Terrain) -> float:
        return cls.share * terrain.width
