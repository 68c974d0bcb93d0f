"""What is known of every rule beforehand: one record each, from which the tests of all rooms take what they need.

To add one: a `Case` with a second implementation as plain as the formulas; the contracts run over it by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from core.rules.optimizers.amsgrad import AMSGrad
from core.rules.optimizers.lion import Lion


@dataclass(frozen=True)
class Case:
    """One rule.

    Attributes
    ----------
    plain : callable
        The rule in plain formulas, for numbers or arrays of float64: takes W, g, what is remembered (a dict that is
        changed, all 0 at first), t and the hyperparameters by name; returns the new W.
    first : tuple of (rule, W)
        Settings, and where one step from rest at W = 1 with g = 2 ends, by hand.  ε = 0.5 shows where ε stands.
    lecture : Optimizer
        Settings for 30 steps on the surface of the slides that come back whatever they do on the way.
    more : tuple of Optimizer
        Further settings that are compared with the plain formulas.
    parabola : float
        A learning rate that ends within 0.01 of the minimum of a parabola.
    beside : str
        The setting that a map sets against the learning rate; `beside_log` whether in decades.
    in_pytorch : bool
        Whether PyTorch's numbers for it are kept in ``tests/core/reference``.
    """

    plain: Callable[..., Any]
    first: tuple[tuple[Optimizer, float], ...]
    lecture: Optimizer
    more: tuple[Optimizer, ...] = ()
    parabola: float = 0.05
    beside: str = "momentum"
    beside_log: bool = False
    in_pytorch: bool = False

    @property
    def kind(self) -> type[Optimizer]:
        """The rule."""
        return type(self.lecture)

    @property
    def all(self) -> tuple[Optimizer, ...]:
        """Every settings of the rule that are named here, and its defaults."""
        return (self.kind(), self.lecture, *self.more)


def sgd(W, g, s, t, lr):
    return W - lr * g


def momentum(W, g, s, t, lr, momentum):
    s["v"] = momentum * s["v"] - lr * g
    return W + s["v"]


def nesterov(W, g, s, t, lr, momentum):
    s["v"] = momentum * s["v"] - lr * g
    return W + momentum * s["v"] - lr * g


def adagrad(W, g, s, t, lr, epsilon):
    s["h"] = s["h"] + g * g
    return W - lr * g / (np.sqrt(s["h"]) + epsilon)


def rmsprop(W, g, s, t, lr, rho, epsilon):
    s["h"] = rho * s["h"] + (1 - rho) * g * g
    return W - lr * g / (np.sqrt(s["h"]) + epsilon)


def adadelta(W, g, s, t, lr, rho, epsilon):
    s["h"] = rho * s["h"] + (1 - rho) * g * g
    delta = np.sqrt(s["s"] + epsilon) / np.sqrt(s["h"] + epsilon) * g
    s["s"] = rho * s["s"] + (1 - rho) * delta * delta
    return W - lr * delta


def adam(W, g, s, t, lr, beta1, beta2, epsilon, bias_correction):
    s["m"] = beta1 * s["m"] + (1 - beta1) * g
    s["v"] = beta2 * s["v"] + (1 - beta2) * g * g
    m, v = s["m"], s["v"]
    if bias_correction:
        m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return W - lr * m / (np.sqrt(v) + epsilon)


def lion(W, g, s, t, lr, beta1, beta2):
    c = beta1 * s["m"] + (1 - beta1) * g
    s["m"] = beta2 * s["m"] + (1 - beta2) * g
    return W - lr * np.sign(c)


def amsgrad(W, g, s, t, lr, beta1, beta2, epsilon, bias_correction):
    s["m"] = beta1 * s["m"] + (1 - beta1) * g
    s["v"] = beta2 * s["v"] + (1 - beta2) * g * g
    s["u"] = np.maximum(s["u"], s["v"])
    m, u = s["m"], s["u"]
    if bias_correction:
        m, u = m / (1 - beta1**t), u / (1 - beta2**t)
    return W - lr * m / (np.sqrt(u) + epsilon)


CASES = (
    Case(
        plain=sgd,
        first=((SGD(lr=0.1), 1 - 0.1 * 2),),
        lecture=SGD(0.95),
        more=(SGD(0.3), SGD(1.05)),
        parabola=0.1,
        in_pytorch=True,
    ),
    Case(
        plain=momentum,
        first=((Momentum(lr=0.1, momentum=0.9), 1 - 0.2),),  # v = −0.2
        lecture=Momentum(0.1),
        more=(Momentum(0.3, momentum=0.5), Momentum(0.3, momentum=0), Momentum(1.95)),
        in_pytorch=True,
    ),
    Case(
        plain=nesterov,
        first=((Nesterov(lr=0.1, momentum=0.9), 1 - 0.18 - 0.2),),  # v = −0.2, W + α v − η g
        lecture=Nesterov(0.1),
        more=(Nesterov(0.3, momentum=0.5),),
        in_pytorch=True,
    ),
    Case(
        plain=adagrad,
        first=((AdaGrad(lr=0.1, epsilon=0.5), 1 - 0.2 / 2.5),),  # h = 4, √h + ε = 2.5
        lecture=AdaGrad(1.5),
        more=(AdaGrad(1.5, epsilon=0.01),),
        parabola=1.0,
        beside="epsilon",
        beside_log=True,
        in_pytorch=True,
    ),
    Case(
        plain=rmsprop,
        first=((RMSProp(lr=0.1, rho=0.75, epsilon=0.5), 1 - 0.2 / 1.5),),  # h = 0.25 · 4 = 1, √h + ε = 1.5
        lecture=RMSProp(0.1),
        more=(RMSProp(0.1, rho=0.9, epsilon=0.01), RMSProp(0.05, rho=0.9)),
        parabola=0.005,
        beside="rho",
        in_pytorch=True,
    ),
    Case(
        plain=adadelta,
        first=((AdaDelta(lr=0.1, rho=0.75, epsilon=0.5), 1 - 0.2 / math.sqrt(3)),),  # Δ = √0.5 / √1.5 · 2 = 2 / √3
        lecture=AdaDelta(),
        more=(AdaDelta(0.5, rho=0.9, epsilon=0.01), AdaDelta(epsilon=1e-3)),
        parabola=1.0,
        beside="rho",
        in_pytorch=True,
    ),
    Case(
        plain=adam,
        first=(
            (Adam(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5), 1 - 0.1 * 2 / 2.5),  # m̂ = 1 / 0.5, v̂ = 1 / 0.25
            # m = 1, v = 1
            (Adam(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5, bias_correction=False), 1 - 0.1 * 1 / 1.5),
        ),
        lecture=Adam(0.3),
        more=(
            Adam(0.3, beta1=0.8, beta2=0.95, epsilon=0.01),
            Adam(0.3, bias_correction=False),
            Adam(0.3, beta1=0, beta2=0, epsilon=0.01),
            Adam(0.3, beta1=0.8, beta2=0.95, epsilon=0.01, bias_correction=False),
        ),
        beside="beta1",
        in_pytorch=True,
    ),
    Case(
        plain=lion,
        first=((Lion(lr=0.1, beta1=0.5, beta2=0.75), 1 - 0.1),),  # c = 1
        lecture=Lion(0.1),
        more=(Lion(0.3, beta1=0.8, beta2=0.5), Lion(0.05, beta1=0, beta2=0)),
        parabola=0.005,
        beside="beta1",
    ),
    Case(
        plain=amsgrad,
        first=(
            (AMSGrad(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5), 1 - 0.1 * 2 / 2.5),  # m̂ = 1 / 0.5, û = 1 / 0.25
            # m = 1, u = 1
            (AMSGrad(lr=0.1, beta1=0.5, beta2=0.75, epsilon=0.5, bias_correction=False), 1 - 0.1 * 1 / 1.5),
        ),
        lecture=AMSGrad(0.3),
        more=(
            AMSGrad(0.3, beta1=0.8, beta2=0.95, epsilon=0.01),
            AMSGrad(0.3, beta2=0.5, bias_correction=False),
            AMSGrad(0.3, beta1=0, beta2=0, epsilon=0.01),
        ),
        beside="beta1",
    ),
)
CASE_OF = {case.kind: case for case in CASES}
