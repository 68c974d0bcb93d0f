"""How the learning rate changes in the course of a training: η_t = η f(t, T), and one formula for f in each rule.

t counts the steps from 1, T is the length of the training in steps.  η itself stays what it is set to, also where it is
changed on the way; f is never above 1.

To add one: a class here, decorated with ``@schedules.register``; the tests ask for a record of it in
``tests/core/rules/test_schedules.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from core.config.configuration import Configuration, integer, number
from core.config.registry import Registry
from core.config.words import mark

schedules = Registry(mark("core", "schedule"))


@dataclass(frozen=True)
class Schedule(Configuration):
    """Base of the rules for f."""

    formula: ClassVar[str] = ""

    def factor(self, step: int, steps: int) -> float:
        """Return f(t, T), by which η is multiplied in a step.

        Parameters
        ----------
        step : int
            t, from 1; what is beyond the end counts as the end.
        steps : int
            T, at least 1.

        Returns
        -------
        float
            In [0, 1].
        """
        raise NotImplementedError


@schedules.register("constant", place=1)
@dataclass(frozen=True)
class Constant(Schedule):
    """η_t = η: nothing is multiplied."""

    label = mark("core", "constant rate")
    formula = r"\eta_t = \eta"
    help = mark("core", "The same learning rate in every step.")

    def factor(self, step: int, steps: int) -> float:
        return 1.0


def _drop() -> Any:
    return number(
        0.1,
        label=mark("core", "drop factor"),
        symbol="γ",
        low=0,
        open_low=True,
        high=1,
        log=True,
        help=mark("core", "What the learning rate is multiplied by at every drop."),
    )


def _end() -> Any:
    return number(
        0.0,
        label=mark("core", "rate at the end"),
        symbol="r",
        low=0,
        high=1,
        help=mark("core", "Where the learning rate ends, as a share of η."),
    )


def _share() -> Any:
    return number(
        0.1,
        label=mark("core", "warm-up share"),
        symbol="w",
        low=0,
        high=1,
        help=mark("core", "Share of the training in which the learning rate rises from almost 0 to η."),
    )


@schedules.register("steps", place=2)
@dataclass(frozen=True)
class Steps(Schedule):
    """The training has n equal parts; from one to the next η drops: η_t = η γ^⌊n (t − 1) / T⌋.

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", arXiv:1512.03385 (2015): divided by
    10 at a half and at three quarters of the training.
    """

    label = mark("core", "step decay")
    formula = r"\eta_t = \eta\, \gamma^{\lfloor n (t - 1) / T \rfloor}"
    help = mark("core", "The training has n equal parts; from each to the next the learning rate is multiplied by γ.")

    gamma: float = _drop()
    parts: int = integer(
        3,
        label=mark("core", "parts"),
        symbol="n",
        low=1,
        high=1000,
        help=mark("core", "Equal parts of the training, each with a learning rate of its own."),
    )

    def factor(self, step: int, steps: int) -> float:
        # whole numbers, so that no rounding moves a drop
        return self.gamma ** (self.parts * (min(step, steps) - 1) // steps)


def _cosine(done: float, end: float) -> float:
    """Return r + (1 − r) ½ (1 + cos π u), from 1 at u = 0 to r at u = 1."""
    return end + (1 - end) * 0.5 * (1 + math.cos(math.pi * done))


@schedules.register("cosine", place=3)
@dataclass(frozen=True)
class Cosine(Schedule):
    """Half a wave from η to r η: η_t = η (r + (1 − r) ½ (1 + cos(π (t − 1) / T))).

    One cycle, without the restarts of the paper.

    References
    ----------
    I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", arXiv:1608.03983 (2016).
    """

    label = mark("core", "cosine")
    formula = (
        r"\eta_t = \eta \left(r + \frac{1 - r}{2}"
        r" \left(1 + \cos \frac{\pi (t - 1)}{T}\right)\right)"
    )
    help = mark("core", "The learning rate falls along half a cosine wave: slowly, then fast, then slowly again.")

    end: float = _end()

    def factor(self, step: int, steps: int) -> float:
        return _cosine((min(step, steps) - 1) / steps, self.end)


def _warm_steps(share: float, steps: int) -> int:
    """Return W = w T as a whole number of steps, at least 1: then nothing rises."""
    return max(1, round(share * steps))


@schedules.register("warm_up", place=4)
@dataclass(frozen=True)
class WarmUp(Schedule):
    """η rises in a straight line over the first W = w T steps and stays: η_t = η min(1, t / W).

    References
    ----------
    P. Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", arXiv:1706.02677 (2017): gradual
    warm-up.
    """

    label = mark("core", "warm-up")
    formula = r"\eta_t = \eta\, \min\left(1, \frac{t}{W}\right),\quad W = w\,T"
    help = mark("core", "The learning rate rises in a straight line from almost 0 to η, and stays there.")

    share: float = _share()

    def factor(self, step: int, steps: int) -> float:
        return min(1.0, step / _warm_steps(self.share, steps))


@schedules.register("warm_up_cosine", place=5)
@dataclass(frozen=True)
class WarmUpCosine(Schedule):
    """Up in a straight line over W = w T steps, then down along half a cosine wave over the T − W others.

    η_t = η t / W up to t = W, then η (r + (1 − r) ½ (1 + cos(π (t − W) / (T − W)))).

    References
    ----------
    T. He et al., "Bag of tricks for image classification with convolutional neural networks", arXiv:1812.01187 (2018).
    """

    label = mark("core", "warm cosine")
    formula = (
        r"\eta_t = \eta\, \frac{t}{W},\quad \text{then}\quad \eta \left(r + \frac{1 - r}{2}"
        r" \left(1 + \cos \frac{\pi (t - W)}{T - W}\right)\right)"
    )
    help = mark("core", "The learning rate rises in a straight line to η, then falls along half a cosine wave.")

    share: float = _share()
    end: float = _end()

    def factor(self, step: int, steps: int) -> float:
        warm = _warm_steps(self.share, steps)
        if step <= warm:
            return step / warm
        return _cosine((min(step, steps) - warm) / max(steps - warm, 1), self.end)
