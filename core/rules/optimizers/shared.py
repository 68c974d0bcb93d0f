"""What several rules do in the same way: parts of a step, and these parts with their numbers put in."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.config.figures import equation, factor, tex, tex_setting
from core.rules.optimizers.base import Array, Hyper, Numbers


def push(v: Array, grad: Array, h: Hyper) -> None:
    """Add to a velocity: v ← α v − η g; what is left in `grad` is η g."""
    np.multiply(grad, h["lr"], out=grad)
    np.multiply(v, h["momentum"], out=v)
    np.subtract(v, grad, out=v)


def average_of_squares(average: Array, values: Array, rate: Any, work: Array) -> None:
    """Take over the squares of new values: a ← ρ a + (1 − ρ) x ⊙ x."""
    # written a ← a + (1 − ρ)(x ⊙ x − a)
    np.multiply(values, values, out=work)
    np.subtract(work, average, out=work)
    np.multiply(work, 1 - rate, out=work)
    np.add(average, work, out=average)


def scaled_step(theta: Array, grad: Array, squares: Array, h: Hyper, work: Array) -> None:
    """Take a step: W ← W − η g / (√h + ε)."""
    np.sqrt(squares, out=work)
    np.add(work, h["epsilon"], out=work)
    np.divide(grad, work, out=grad)
    np.multiply(grad, h["lr"], out=grad)
    np.subtract(theta, grad, out=theta)


def index(name: str, t: int) -> str:
    """Return the index of what is remembered: of W as a whole there is one v, of a coordinate it is one of several."""
    return str(t) if name == "W" else f"{name},{t}"


def worked_velocity(h: Hyper, before: Numbers, after: Numbers, t: int, name: str) -> str:
    """Return v ← α v − η g with its numbers."""
    kept = rf"{tex_setting(h['momentum'])} \cdot {factor(before['v'])}"
    right = rf"{kept} - {tex_setting(h['lr'])} \cdot {factor(before['g'])}"
    return equation("v", index(name, t), right, after["v"])


def worked_average(rate: float, old: float, new: str) -> str:
    """Return ρ a + (1 − ρ) x with its numbers; `new` is x, or its square."""
    return rf"{tex_setting(rate)} \cdot {factor(old)} + (1 - {tex_setting(rate)}) \cdot {new}"


def worked_scaled_step(
    h: Hyper, before: Numbers, after: Numbers, t: int, name: str, direction: float, squares: float
) -> str:
    """Return W ← W − η d / (√h + ε) with its numbers, for a direction d and squares h."""
    scaled = rf"\frac{{{tex(direction)}}}{{\sqrt{{{tex(squares)}}} + {tex_setting(h['epsilon'])}}}"
    return equation(name, t, rf"{tex(before['w'])} - {tex_setting(h['lr'])} \cdot {scaled}", after["w"])
