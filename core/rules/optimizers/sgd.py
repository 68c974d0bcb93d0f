"""Stochastic gradient descent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, factor, tex, tex_setting
from core.config.words import mark
from core.rules.optimizers.base import Array, GradientRule, Hyper, Numbers, Optimizer, State, optimizers
from core.rules.optimizers.momentum import Momentum


@optimizers.register("sgd", place=1)
@dataclass(frozen=True)
class SGD(GradientRule):
    """Stochastic gradient descent: W ← W − η g.

    References
    ----------
    H. Robbins, S. Monro, "A stochastic approximation method", Ann. Math. Statist. 22 (1951).
    """

    label = "SGD"
    formula = (r"W \leftarrow W - \eta\, g",)
    help = mark("core", "Straight down the gradient of the mini-batch.")
    color = 0

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        # W ← W − η g
        np.multiply(grad, h["lr"], out=grad)
        np.subtract(theta, grad, out=theta)

    def stable_rate(self, curvature: float) -> float | None:
        # z = 1 − η λ
        return 2 / curvature

    def beside_rate(self) -> tuple[Optimizer, str]:
        return Momentum(lr=self.lr, momentum=0.0), "momentum"

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = rf"{tex(before['w'])} - {tex_setting(h['lr'])} \cdot {factor(before['g'])}"
        return (equation(name, t, right, after["w"]),)
