"""Steps in the units of the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.config.figures import equation, factor, squared, tex, tex_setting
from core.config.words import mark
from core.rules.optimizers.base import Array, Hyper, Numbers, ScaledRule, State, Terrain, optimizers
from core.rules.optimizers.fields import decay_rate, epsilon, learning_rate
from core.rules.optimizers.shared import average_of_squares, index, worked_average


@optimizers.register("adadelta", place=6)
@dataclass(frozen=True)
class AdaDelta(ScaledRule):
    """Steps in the units of the weights: Δ = √(s + ε) / √(h + ε) ⊙ g, W ← W − η Δ.

    h is the average of g ⊙ g and s that of Δ ⊙ Δ, both with rate ρ; ε stands inside both roots, as in the paper.
    The first steps are tiny because s starts at zero.

    References
    ----------
    M. D. Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701 (2012).
    """

    label = "AdaDelta"
    formula = (
        r"h \leftarrow \rho\, h + (1 - \rho)\, g \odot g",
        r"\Delta = \frac{\sqrt{s + \epsilon}}{\sqrt{h + \epsilon}} \odot g",
        r"s \leftarrow \rho\, s + (1 - \rho)\, \Delta \odot \Delta",
        r"W \leftarrow W - \eta\, \Delta",
    )
    help = mark("core", "Starts slowly, because s starts at zero: raise ε or train longer. ε inside both roots.")
    color, line = 6, "dot"
    state = ("h", "s")
    squares = "h"

    lr: float = learning_rate(1.0)
    rho: float = decay_rate(0.95, "ρ")
    epsilon: float = epsilon(1e-6, mark("core", "Inside both roots; sets the size of the first steps."))

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        average_of_squares(state["h"], grad, h["rho"], work)
        # Δ = √(s + ε) / √(h + ε) ⊙ g
        np.add(state["s"], h["epsilon"], out=work)
        np.sqrt(work, out=work)
        np.multiply(grad, work, out=grad)
        np.add(state["h"], h["epsilon"], out=work)
        np.sqrt(work, out=work)
        delta = np.divide(grad, work, out=grad)
        # s ← ρ s + (1 − ρ) Δ ⊙ Δ
        average_of_squares(state["s"], delta, h["rho"], work)
        # W ← W − η Δ
        np.multiply(delta, h["lr"], out=delta)
        np.subtract(theta, delta, out=theta)

    @classmethod
    def usual_rate(cls, terrain: Terrain) -> float:
        return 5.0  # steps have the units of the weights already; more than the paper's 1, as they begin at nothing

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        with np.errstate(all="ignore"):  # with ε = 0 it may be 0 / 0
            scale = np.sqrt(np.float64(before["s"] + h["epsilon"]) / (after["h"] + h["epsilon"]))
        delta = before["g"] * float(scale)
        above, below = (
            rf"\sqrt{{{tex(squares)} + {tex_setting(h['epsilon'])}}}" for squares in (before["s"], after["h"])
        )
        return (
            equation("h", index(name, t), worked_average(h["rho"], before["h"], squared(before["g"])), after["h"]),
            equation(r"\Delta", index(name, t), rf"\frac{{{above}}}{{{below}}} \cdot {factor(before['g'])}", delta),
            equation("s", index(name, t), worked_average(h["rho"], before["s"], squared(delta)), after["s"]),
            equation(name, t, rf"{tex(before['w'])} - {tex_setting(h['lr'])} \cdot {factor(delta)}", after["w"]),
        )
