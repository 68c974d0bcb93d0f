"""Of what kind a formula is, decided from its tree: whether it is a polynomial, a quadratic one, and how low that is.

Coefficients are exact fractions, so that what cancels is gone: x³ + x² − x³ is quadratic, and tanh(100 x) is not,
however flat it is wherever one looks.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from core.descent.formula_tree import Call, Difference, Negative, Node, Number, Power, Product, Quotient, Sum, X, Y

Polynomial = dict[tuple[int, int], Fraction]
"""Coefficients by the powers of x and y; those that are 0 are left out."""

HIGHEST_DEGREE = 16
"""Powers above it are not expanded: a formula in which they cancel counts as no polynomial."""
MOST_DIGITS = 2000
"""Bits of a coefficient above which a formula counts as no polynomial."""


_NONE = Fraction(0)


class Quadratic(NamedTuple):
    """The second derivatives of a quadratic function."""

    xx: float
    xy: float
    yy: float


def quadratic(node: Node) -> Quadratic | None:
    """Return the second derivatives of a polynomial of degree two at most; None for anything else."""
    found = polynomial(node)
    if found is None or any(i + j > 2 for i, j in found):
        return None
    try:
        return Quadratic(*(float(n * found.get(powers, 0)) for n, powers in ((2, (2, 0)), (1, (1, 1)), (2, (0, 2)))))
    except OverflowError:
        return None


def least(node: Node) -> float | None:
    """Return the least value of a polynomial of degree two at most; None where it has none, and for anything else.

    It has one where it bends downwards nowhere and does not fall along the floor of a valley; decided in fractions.
    """
    found = polynomial(node)
    if found is None or any(i + j > 2 for i, j in found):
        return None
    xx, xy, yy = 2 * found.get((2, 0), _NONE), found.get((1, 1), _NONE), 2 * found.get((0, 2), _NONE)
    x, y = found.get((1, 0), _NONE), found.get((0, 1), _NONE)
    bend = xx * yy - xy * xy
    if xx < 0 or yy < 0 or bend < 0:
        return None
    if bend:
        place = (xy * y - yy * x) / bend, (xy * x - xx * y) / bend
    else:  # level along (xy, −xx), or (yy, −xy) where those are 0; a plane is level everywhere or has no least value
        along = (xy, -xx) if xx else (yy, -xy) if yy else (x, y)
        if along[0] * x + along[1] * y:
            return None
        place = (-x / (xx + yy), -y / (xx + yy)) if xx + yy else (_NONE, _NONE)
    try:
        return float(found.get((0, 0), _NONE) + (x * place[0] + y * place[1]) / 2)
    except OverflowError:
        return None


def polynomial(node: Node) -> Polynomial | None:
    """Return a formula as a polynomial in x and y; None where it is none on the whole plane, or too long a one."""
    if isinstance(node, Number):
        return _bounded({(0, 0): Fraction(repr(float(node.value)))})
    if not isinstance(node, (X, Y, Negative, Sum, Difference, Product, Quotient, Power)):
        return _constant(node)
    match node:
        case X():
            return {(1, 0): Fraction(1)}
        case Y():
            return {(0, 1): Fraction(1)}
        case Power(a, b):
            return _power(a, b) or _constant(node)
        case Negative(a):
            found = polynomial(a)
            return None if found is None else {powers: -c for powers, c in found.items()}
    first, second = polynomial(node.a), polynomial(node.b)
    if first is None or second is None:
        return None
    if isinstance(node, Product):
        return _product(first, second)
    if isinstance(node, Quotient):
        below = second.get((0, 0))
        return _product(first, {(0, 0): 1 / below}) if below and len(second) == 1 else None
    sign = 1 if isinstance(node, Sum) else -1
    return _bounded({p: first.get(p, Fraction(0)) + sign * second.get(p, Fraction(0)) for p in {*first, *second}})


def _constant(node: Node) -> Polynomial | None:
    """Return the number that a part without x and y comes to."""
    if not node.is_constant:
        return None
    with np.errstate(all="ignore"):
        value = float(node.dual(0.0, 0.0).f)
    return _bounded({(0, 0): Fraction(value)}) if np.isfinite(value) else None


def _power(base: Node, exponent: Node) -> Polynomial | None:
    times = polynomial(exponent)
    if times is None or not set(times) <= {(0, 0)}:
        return None
    count = times.get((0, 0), Fraction(0))
    if count.denominator != 1 or not 0 <= count <= HIGHEST_DEGREE:
        return None
    if isinstance(base, Call) and base.name == "abs" and count % 2 == 0:
        base = base.a
    found = polynomial(base)
    result: Polynomial | None = {(0, 0): Fraction(1)}
    for _ in range(int(count)):
        result = None if found is None or result is None else _product(result, found)
    return result


def _product(first: Polynomial, second: Polynomial) -> Polynomial | None:
    degree = sum(max((i + j for i, j in part), default=0) for part in (first, second))
    if degree > HIGHEST_DEGREE:
        return None
    result: Polynomial = {}
    for (i, j), a in first.items():
        for (k, m), b in second.items():
            result[i + k, j + m] = result.get((i + k, j + m), Fraction(0)) + a * b
    return _bounded(result)


def _bounded(found: Polynomial) -> Polynomial | None:
    """Return a polynomial without the coefficients that are 0; None where they have become too long."""
    found = {powers: c for powers, c in found.items() if c}
    long = any(max(c.numerator.bit_length(), c.denominator.bit_length()) > MOST_DIGITS for c in found.values())
    return None if long else found
