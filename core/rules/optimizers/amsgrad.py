"""Adam that does not forget its largest gradients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, tex
from core.config.words import mark
from core.rules.optimizers.adam import Adam, corrected_step, take_in, worked_averages, worked_corrected_step
from core.rules.optimizers.base import Array, Hyper, Numbers, State, optimizers
from core.rules.optimizers.shared import index


@optimizers.register("amsgrad", place=9)
@dataclass(frozen=True)
class AMSGrad(Adam):
    """Adam with the largest v so far under the root: u ← max(u, v), W ← W − η m̂ / (√û + ε).

    m, v and their correction are Adam's, û = u / (1 − β₂ᵗ), as in PyTorch.  Algorithm 2 of the paper has no correction
    (switch it off) and no ε, and calls u v̂.

    References
    ----------
    S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR (2018), arXiv:1904.09237.
    """

    label = "AMSGrad"
    formula = (
        *Adam.formula[:2],
        r"u \leftarrow \max(u, v)",
        Adam.formula[2],
        r"\hat u = \frac{u}{1 - \beta_2^t}",
        r"W \leftarrow W - \eta\, \frac{\hat m}{\sqrt{\hat u} + \epsilon}",
    )
    help = mark("core", "Adam that divides by the largest v so far, so that a rare large gradient is not forgotten.")
    shade, line = 3, "dash"  # Adam's colour, darker
    state = ("m", "v", "u")
    squares = "u"

    def reading(self, state: State) -> State:
        return {**super().reading(state), "u": (1 - self.beta2) * state["u"]}

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        take_in(grad, state, h)
        # u ← max(u, v), both kept as v is
        np.maximum(state["u"], state["v"], out=state["u"])
        corrected_step(theta, state["m"], state["u"], h, t, work=grad)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        largest = rf"\max({tex(before['u'])}, {tex(after['v'])})"
        return (
            *worked_averages(h, before, after, t, name),
            equation("u", index(name, t), largest, after["u"]),
            *worked_corrected_step(h, before, after, t, name, squares="u"),
        )
