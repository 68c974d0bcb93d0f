"""Steps of one length, whose direction alone the gradients decide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, factor, tex, tex_setting
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, ScaledRule, State, optimizers
from core.rules.optimizers.fields import decay_rate, learning_rate
from core.rules.optimizers.shared import index, worked_average


@optimizers.register("lion", place=8)
@dataclass(frozen=True)
class Lion(ScaledRule):
    """The sign of a momentum: c = β₁ m + (1 − β₁) g, W ← W − η sgn c, and then m ← β₂ m + (1 − β₂) g.

    Program 1 of the paper without its decoupled weight decay (λ = 0): decay is a setting of the network here.

    References
    ----------
    X. Chen et al., "Symbolic discovery of optimization algorithms", arXiv:2302.06675 (2023).
    """

    label = "Lion"
    formula = (
        r"c = \beta_1\, m + (1 - \beta_1)\, g",
        r"m \leftarrow \beta_2\, m + (1 - \beta_2)\, g",
        r"W \leftarrow W - \eta\, \mathrm{sgn}(c)",
    )
    help = mark("core", "Every step of every weight is η long: only the sign of the momentum counts. No decay in it.")
    color, line = 7, "dash-dot"
    state = ("m",)
    average = "m"
    share = 1 / 100  # a step is no shorter near the minimum

    lr: float = learning_rate(0.0001)
    beta1: float = decay_rate(0.9, "β1")
    beta2: float = decay_rate(0.99, "β2")

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        m = state["m"]
        # c = β₁ m + (1 − β₁) g, written g + β₁ (m − g)
        c = np.subtract(m, grad, out=work)
        np.multiply(c, h["beta1"], out=c)
        np.add(c, grad, out=c)
        # m ← β₂ m + (1 − β₂) g, written m + (1 − β₂)(g − m)
        np.subtract(grad, m, out=grad)
        np.multiply(grad, 1 - h["beta2"], out=grad)
        np.add(m, grad, out=m)
        # W ← W − η sgn c
        np.sign(c, out=c)
        np.multiply(c, h["lr"], out=c)
        np.subtract(theta, c, out=theta)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        c = h["beta1"] * before["m"] + (1 - h["beta1"]) * before["g"]
        averages = (worked_average(h[beta], before["m"], factor(before["g"])) for beta in ("beta1", "beta2"))
        step = rf"{tex(before['w'])} - {tex_setting(h['lr'])} \cdot \mathrm{{sgn}}({tex(c)})"
        return (
            equation("c", index(name, t), next(averages), c),
            equation("m", index(name, t), next(averages), after["m"]),
            equation(name, t, step, after["w"]),
        )
