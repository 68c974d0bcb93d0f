"""Numbers in formulas: LaTeX for a rule with the numbers of one step put in."""

from __future__ import annotations

import math


def bare(value: float, digits: int = 3) -> str:
    r"""Return a number with so many significant digits, zeros too: ``-7.74``, ``0.100``, ``1.20 \cdot 10^{-7}``."""
    if math.isnan(value):
        return r"\mathrm{NaN}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    if -4 <= int(power) <= 4:
        return f"{float(f'{mantissa}e{power}'):.{max(digits - 1 - int(power), 0)}f}"
    return rf"{mantissa} \cdot 10^{{{int(power)}}}"


def factor(value: float) -> str:
    """Return a number that stands behind an operator: in brackets when it is negative."""
    text = bare(value)
    return rf"({text})" if text.startswith("-") else text


def squared(value: float) -> str:
    """Return the square of a number, unevaluated."""
    text = bare(value)
    return rf"({text})^{{2}}" if text.startswith("-") or "10^" in text else rf"{text}^{{2}}"


def setting(value: float) -> str:
    r"""Return a hyperparameter as a person is likely to have typed it: ``0.1``, ``10^{-7}``."""
    mantissa, *tens = bare(value, 6).split(r" \cdot ")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return r" \cdot ".join(tens if tens and mantissa == "1" else [mantissa, *tens])


def equation(left: str, index: int | str, right: str, result: float) -> str:
    """Return one line: ``left_{index} = right = result``."""
    return rf"{left}_{{{index}}} = {right} = {bare(result)}"
