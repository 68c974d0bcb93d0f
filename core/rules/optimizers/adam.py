"""Momentum and a learning rate per weight in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.config.configuration import switch
from core.config.figures import equation, factor, squared, tex, tex_setting
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, ScaledRule, State, optimizers
from core.rules.optimizers.fields import EPSILON_OUTSIDE, decay_rate, epsilon, learning_rate
from core.rules.optimizers.shared import index, worked_average, worked_scaled_step


@optimizers.register("adam", place=7)
@dataclass(frozen=True)
class Adam(ScaledRule):
    """Momentum and RMSProp with bias correction: W ← W − η m̂ / (√v̂ + ε).

    m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g ⊙ g, m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ): Algorithm 1 of the
    paper.  (The textbook folds the correction into η, which also scales ε.)  Without the correction m̂ = m, v̂ = v.

    References
    ----------
    D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980 (2014).
    """

    label = "Adam"
    formula: ClassVar[tuple[str, ...]] = (
        r"m \leftarrow \beta_1\, m + (1 - \beta_1)\, g",
        r"v \leftarrow \beta_2\, v + (1 - \beta_2)\, g \odot g",
        r"\hat m = \frac{m}{1 - \beta_1^t}",
        r"\hat v = \frac{v}{1 - \beta_2^t}",
        r"W \leftarrow W - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
    )
    help = mark(
        "core",
        "Momentum and RMSProp, corrected for starting at zero as in the paper; the book folds the correction into η.",
    )
    color = 3
    state: ClassVar[tuple[str, ...]] = ("m", "v")
    average, squares = "m", "v"

    lr: float = learning_rate(0.001)
    beta1: float = decay_rate(0.9, "β1")
    beta2: float = decay_rate(0.999, "β2")
    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)
    bias_correction: bool = switch(
        True,
        label=mark("core", "bias correction"),
        help=mark(
            "core", "Divides m and v by 1 − β^t, the share that real gradients have in them: undoes the start at zero."
        ),
    )

    def reading(self, state: State) -> State:
        return {"m": (1 - self.beta1) * state["m"], "v": (1 - self.beta2) * state["v"]}

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        take_in(grad, state, h)
        corrected_step(theta, state["m"], state["v"], h, t, work=grad)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        return (
            *worked_averages(h, before, after, t, name),
            *worked_corrected_step(h, before, after, t, name, squares="v"),
        )


def take_in(grad: Array, state: State, h: Hyper) -> None:
    """Take a gradient into both averages; it is used up.

    Kept are m / (1 − β₁) and v / (1 − β₂), which need two passes over the weights less: m ← β₁ m + g, v ← β₂ v + g ⊙ g.
    """
    m, v = state["m"], state["v"]
    np.multiply(m, h["beta1"], out=m)
    np.add(m, grad, out=m)
    np.multiply(grad, grad, out=grad)
    np.multiply(v, h["beta2"], out=v)
    np.add(v, grad, out=v)


def corrected_step(theta: Array, m: Array, squares: Array, h: Hyper, t: int, work: Array) -> None:
    """Take a step: W ← W − η m̂ / (√v̂ + ε), where `squares` is v and both are kept as `take_in` does."""
    beta1, beta2, corrected = h["beta1"], h["beta2"], h["bias_correction"]
    # with √v̂ = √v / c:  W − η c (1 − β₁) / (1 − β₁ᵗ) · m / (√v + ε c)
    c = ((1 - corrected * beta2**t) / (1 - beta2)) ** 0.5
    rate = h["lr"] * c * (1 - beta1) / (1 - corrected * beta1**t)
    np.sqrt(squares, out=work)
    np.add(work, h["epsilon"] * c, out=work)
    np.divide(m, work, out=work)
    np.multiply(work, rate, out=work)
    np.subtract(theta, work, out=theta)


def worked_averages(h: Hyper, before: Numbers, after: Numbers, t: int, name: str) -> tuple[str, ...]:
    """Return both averages with their numbers."""
    return (
        equation("m", index(name, t), worked_average(h["beta1"], before["m"], factor(before["g"])), after["m"]),
        equation("v", index(name, t), worked_average(h["beta2"], before["v"], squared(before["g"])), after["v"]),
    )


def worked_corrected_step(
    h: Hyper, before: Numbers, after: Numbers, t: int, name: str, squares: str
) -> tuple[str, ...]:
    """Return the corrections, where there are any, and the step with their numbers; `squares` is remembered so."""
    lines, values = [], []
    for symbol, beta in (("m", "beta1"), (squares, "beta2")):
        value = after[symbol]
        if h["bias_correction"]:
            value /= 1 - h[beta] ** t
            right = rf"\frac{{{tex(after[symbol])}}}{{1 - {tex_setting(h[beta])}^{{{t}}}}}"
            lines.append(equation(rf"\hat {symbol}", index(name, t), right, value))
        values.append(value)
    return (*lines, worked_scaled_step(h, before, after, t, name, *values))
