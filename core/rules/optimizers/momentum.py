"""SGD with momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, factor, tex
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, State, VelocityRule, optimizers
from core.rules.optimizers.shared import push, worked_velocity


@optimizers.register("momentum", place=2)
@dataclass(frozen=True)
class Momentum(VelocityRule):
    """SGD with a velocity: v ← α v − η g, W ← W + v (the velocity is a sum, not the (1 − α) average).

    References
    ----------
    B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """

    label = "Momentum"
    formula = (r"v \leftarrow \alpha\, v - \eta\, g", r"W \leftarrow W + v")
    help = mark("core", "Steps add up like a rolling ball: v ← α v − η g.")
    color, line = 1, "dash"

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        push(state["v"], grad, h)
        # W ← W + v
        np.add(theta, state["v"], out=theta)

    def parts(self, gradient: Array, before: State, after: State) -> dict[str, Array]:
        # W ← W + α v − η g with the old v
        return {**super().parts(gradient, before, after), "velocity": self.momentum * before["v"]}

    def stable_rate(self, curvature: float) -> float | None:
        # z² − (1 + α − η λ) z + α, at z = −1: 2 (1 + α) = η λ
        return 2 * (1 + self.momentum) / curvature

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = f"{tex(before['w'])} + {factor(after['v'])}"
        return worked_velocity(h, before, after, t, name), equation(name, t, right, after["w"])
