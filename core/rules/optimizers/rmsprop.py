"""A learning rate per weight from a fading memory of its gradients."""

from __future__ import annotations

from dataclasses import dataclass

from core.config.figures import equation, squared
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, ScaledRule, State, optimizers
from core.rules.optimizers.fields import EPSILON_OUTSIDE, decay_rate, epsilon
from core.rules.optimizers.shared import average_of_squares, index, scaled_step, worked_average, worked_scaled_step


@optimizers.register("rmsprop", place=5)
@dataclass(frozen=True)
class RMSProp(ScaledRule):
    """AdaGrad with a fading memory: h ← ρ h + (1 − ρ) g ⊙ g, W ← W − η g / (√h + ε).

    References
    ----------
    T. Tieleman, G. Hinton, lecture 6.5 of "Neural networks for machine learning" (2012).
    """

    label = "RMSProp"
    formula = (
        r"h \leftarrow \rho\, h + (1 - \rho)\, g \odot g",
        r"W \leftarrow W - \eta\, \frac{g}{\sqrt{h} + \epsilon}",
    )
    help = mark("core", "AdaGrad that forgets old gradients, so it does not stall.")
    color, line = 4, "dash"
    state = ("h",)
    squares = "h"
    share = 1 / 80  # the first steps are 1 / √(1 − ρ) times as long as η

    rho: float = decay_rate(0.99, "ρ")
    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        average_of_squares(state["h"], grad, h["rho"], work)
        scaled_step(theta, grad, state["h"], h, work)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        squares = equation("h", index(name, t), worked_average(h["rho"], before["h"], squared(before["g"])), after["h"])
        return squares, worked_scaled_step(h, before, after, t, name, before["g"], after["h"])
