"""SGD with Nesterov momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, factor, tex, tex_setting
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, State, VelocityRule, optimizers
from core.rules.optimizers.shared import push, worked_velocity


@optimizers.register("nesterov", place=3)
@dataclass(frozen=True)
class Nesterov(VelocityRule):
    """Momentum that looks ahead: v ← α v − η g, W ← W + α v − η g with the new v.

    The form with the gradient taken at W itself (Bengio et al.), as in today's libraries.

    References
    ----------
    Y. Nesterov, Soviet Math. Dokl. 27 (1983); Y. Bengio et al., arXiv:1212.0901 (2012).
    """

    label = "Nesterov"
    formula = (r"v \leftarrow \alpha\, v - \eta\, g", r"W \leftarrow W + \alpha\, v - \eta\, g")
    help = mark("core", "Momentum that looks ahead: W ← W + α v − η g with the new v, as in PyTorch.")
    color, line = 5, "dash-dot-dot"

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        push(state["v"], grad, h)
        # W ← W + α v − η g
        np.subtract(theta, grad, out=theta)
        np.multiply(state["v"], h["momentum"], out=grad)
        np.add(theta, grad, out=theta)

    def parts(self, gradient: Array, before: State, after: State) -> dict[str, Array]:
        # W ← W + α v − η g with the new v
        return {**super().parts(gradient, before, after), "velocity": self.momentum * after["v"]}

    def stable_rate(self, curvature: float) -> float | None:
        # z² − (1 + α)(1 − η λ) z + α (1 − η λ), at z = −1: 1 + (1 + 2 α)(1 − η λ) = 0
        return 2 * (1 + self.momentum) / ((1 + 2 * self.momentum) * curvature)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = (
            rf"{tex(before['w'])} + {tex_setting(h['momentum'])} \cdot {factor(after['v'])}"
            rf" - {tex_setting(h['lr'])} \cdot {factor(before['g'])}"
        )
        return worked_velocity(h, before, after, t, name), equation(name, t, right, after["w"])
