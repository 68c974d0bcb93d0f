"""The functions of one number that a formula may use: value, slope, and how they are typeset.

To add one: one line in `FUNCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Value = Any
"""A float, or an array of float64."""


class Function(NamedTuple):
    """A function of one number.

    Attributes
    ----------
    value : callable
        Of the argument.
    slope : callable
        The derivative, given the argument and the value; at a kink or a jump 0.
    tex : str
        LaTeX around ``{a}``.
    encloses : bool
        Whether the LaTeX shows where the argument ends, so that it needs no brackets.
    """

    value: Callable[[Value], Value]
    slope: Callable[[Value, Value], Value]
    tex: str
    encloses: bool = False


FUNCTIONS: dict[str, Function] = {
    "sin": Function(np.sin, lambda a, f: np.cos(a), r"\sin {a}"),
    "cos": Function(np.cos, lambda a, f: -np.sin(a), r"\cos {a}"),
    "tan": Function(np.tan, lambda a, f: 1 + f * f, r"\tan {a}"),
    "asin": Function(np.arcsin, lambda a, f: 1 / np.sqrt((1 - a) * (1 + a)), r"\arcsin {a}"),
    "acos": Function(np.arccos, lambda a, f: -1 / np.sqrt((1 - a) * (1 + a)), r"\arccos {a}"),
    "atan": Function(np.arctan, lambda a, f: 1 / (1 + a * a), r"\arctan {a}"),
    "sinh": Function(np.sinh, lambda a, f: np.cosh(a), r"\sinh {a}"),
    "cosh": Function(np.cosh, lambda a, f: np.sinh(a), r"\cosh {a}"),
    "tanh": Function(np.tanh, lambda a, f: 1 / np.cosh(a) ** 2, r"\tanh {a}"),
    "exp": Function(np.exp, lambda a, f: f, r"e^{{{a}}}", encloses=True),
    "ln": Function(np.log, lambda a, f: np.where(a < 0, np.nan, 1 / a), r"\ln {a}"),
    "log10": Function(np.log10, lambda a, f: np.where(a < 0, np.nan, 1 / a) / np.log(10), r"\log_{{10}} {a}"),
    "log2": Function(np.log2, lambda a, f: np.where(a < 0, np.nan, 1 / a) / np.log(2), r"\log_{{2}} {a}"),
    "sqrt": Function(np.sqrt, lambda a, f: 0.5 / f, r"\sqrt{{{a}}}", encloses=True),
    "cbrt": Function(np.cbrt, lambda a, f: 1 / (3 * f * f), r"\sqrt[3]{{{a}}}", encloses=True),
    "abs": Function(np.abs, lambda a, f: np.sign(a), r"\left|{a}\right|", encloses=True),
    "sign": Function(np.sign, lambda a, f: 0 * a, r"\operatorname{{sign}} {a}"),
    "floor": Function(np.floor, lambda a, f: 0 * a, r"\left\lfloor {a}\right\rfloor", encloses=True),
    "ceil": Function(np.ceil, lambda a, f: 0 * a, r"\left\lceil {a}\right\rceil", encloses=True),
}
SYNONYMS = {
    "log": "ln",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "sgn": "sign",
}
INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan", "exp": "ln", "ln": "exp"}
"""What a function with −1 above the line may stand for, besides one over it."""
