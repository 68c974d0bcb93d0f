"""Numbers in formulas: LaTeX for a rule with the numbers of one step put in."""

from __future__ import annotations

import math


def bare(value: float, digits: int = 3) -> str:
    r"""Return a number of a few significant digits: ``-7.74``, ``1.2 \cdot 10^{-7}``."""
    if math.isnan(value):
        return r"\mathrm{NaN}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    if float(mantissa) == 0:
        return "0"
    if -4 <= int(power) <= 4:
        return f"{float(f'{mantissa}e{power}'):.{digits + 4}f}".rstrip("0").rstrip(".")
    mantissa = mantissa.rstrip("0").rstrip(".")
    tens = rf"10^{{{int(power)}}}"
    return {"1": tens, "-1": f"-{tens}"}.get(mantissa, rf"{mantissa} \cdot {tens}")


def factor(value: float) -> str:
    """Return a number that stands behind an operator: in brackets when it is negative."""
    text = bare(value)
    return rf"({text})" if text.startswith("-") else text


def squared(value: float) -> str:
    """Return the square of a number, unevaluated."""
    text = bare(value)
    return rf"({text})^{{2}}" if text.startswith("-") or "10^" in text else rf"{text}^{{2}}"


def setting(value: float) -> str:
    """Return a hyperparameter with all the digits that a person is likely to have typed."""
    return bare(value, 6)


def equation(left: str, t: int, right: str, result: float) -> str:
    """Return one line: ``left_{t} = right = result``."""
    return rf"{left}_{{{t}}} = {right} = {bare(result)}"
