"""A learning rate per weight that only shrinks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, squared, tex
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, ScaledRule, State, optimizers
from core.rules.optimizers.fields import EPSILON_OUTSIDE, epsilon
from core.rules.optimizers.shared import index, scaled_step, worked_scaled_step


@optimizers.register("adagrad", place=4)
@dataclass(frozen=True)
class AdaGrad(ScaledRule):
    """A learning rate per weight that only shrinks: h ← h + g ⊙ g, W ← W − η g / (√h + ε).

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", JMLR 12 (2011).
    """

    label = "AdaGrad"
    formula = (r"h \leftarrow h + g \odot g", r"W \leftarrow W - \eta\, \frac{g}{\sqrt{h} + \epsilon}")
    help = mark("core", "Weights that moved much move less and less: h only grows. The slide has no ε.")
    color, line = 2, "dash-dot"
    state = ("h",)
    squares = "h"
    share = 1 / 10  # steps only shrink

    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        # h ← h + g ⊙ g
        np.multiply(grad, grad, out=work)
        np.add(state["h"], work, out=state["h"])
        scaled_step(theta, grad, state["h"], h, work)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        squares = equation("h", index(name, t), f"{tex(before['h'])} + {squared(before['g'])}", after["h"])
        return squares, worked_scaled_step(h, before, after, t, name, before["g"], after["h"])
