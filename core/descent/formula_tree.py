"""Of what a formula in x and y is made: a tree of nodes that know their value, their slopes and their LaTeX.

Every node gives its value together with its derivatives by x and y (forward-mode differentiation), so that derivatives
are exact.  A derivative that is zero whatever x and y are is None, so that it stays zero beside an infinite slope.
Outside its domain a node is nan or inf.

To add a function: one line in `FUNCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

Value = Any
"""A float, or an array of float64."""


class Dual(NamedTuple):
    """A value with its derivatives by x and y; None stands for a derivative that is zero everywhere."""

    f: Value
    fx: Value | None = None
    fy: Value | None = None


def _chain(slope: Value, d: Value | None) -> Value | None:
    return None if d is None else slope * d


def _sum(a: Value | None, b: Value | None) -> Value | None:
    if a is None or b is None:
        return b if a is None else a
    return a + b


def _negative(a: Value | None) -> Value | None:
    return None if a is None else -a


# Nodes.  `level` tells how tightly one binds when it is typeset: 1 sum, 2 product, 3 sign, 4 power, 5 all else.


@dataclass(frozen=True)
class Node:
    """A part of a formula."""

    level = 5

    def dual(self, x: Value, y: Value) -> Dual:
        """Return the value and its derivatives."""
        raise NotImplementedError

    @property
    def is_constant(self) -> bool:
        """Whether neither x nor y occurs."""
        return False

    @property
    def tex(self) -> str:
        """The part in LaTeX."""
        raise NotImplementedError

    def tex_within(self, level: int) -> str:
        """Return the LaTeX of the part, in brackets when it binds less tightly than `level`."""
        return self.tex if self.level >= level else rf"\left({self.tex}\right)"


@dataclass(frozen=True)
class Number(Node):
    """A number, or π or e; `sign` is how it is typeset."""

    value: float
    sign: str

    def dual(self, x: Value, y: Value) -> Dual:
        return Dual(np.float64(self.value))

    @property
    def is_constant(self) -> bool:
        return True

    @property
    def tex(self) -> str:
        return self.sign

    def tex_within(self, level: int) -> str:
        return rf"\left({self.sign}\right)" if "^" in self.sign and level > 3 else self.sign


@dataclass(frozen=True)
class X(Node):
    """The variable x."""

    def dual(self, x: Value, y: Value) -> Dual:
        return Dual(x, 1.0, None)

    @property
    def tex(self) -> str:
        return "x"


@dataclass(frozen=True)
class Y(Node):
    """The variable y."""

    def dual(self, x: Value, y: Value) -> Dual:
        return Dual(y, None, 1.0)

    @property
    def tex(self) -> str:
        return "y"


@dataclass(frozen=True)
class Negative(Node):
    """−a."""

    a: Node
    level = 3

    def dual(self, x: Value, y: Value) -> Dual:
        f, fx, fy = self.a.dual(x, y)
        return Dual(-f, _negative(fx), _negative(fy))

    @property
    def is_constant(self) -> bool:
        return self.a.is_constant

    @property
    def tex(self) -> str:
        return f"-{self.a.tex_within(4)}"


@dataclass(frozen=True)
class _Pair(Node):
    a: Node
    b: Node

    @property
    def is_constant(self) -> bool:
        return self.a.is_constant and self.b.is_constant


@dataclass(frozen=True)
class Sum(_Pair):
    """a + b."""

    level = 1

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        return Dual(a.f + b.f, _sum(a.fx, b.fx), _sum(a.fy, b.fy))

    @property
    def tex(self) -> str:
        return f"{self.a.tex} + {_bracketed_sign(self.b)}"


@dataclass(frozen=True)
class Difference(_Pair):
    """a − b."""

    level = 1

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        return Dual(a.f - b.f, _sum(a.fx, _negative(b.fx)), _sum(a.fy, _negative(b.fy)))

    @property
    def tex(self) -> str:
        return f"{self.a.tex} - {_bracketed_sign(self.b)}"


@dataclass(frozen=True)
class Product(_Pair):
    """a · b."""

    level = 2

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        return Dual(
            a.f * b.f,
            _sum(_chain(b.f, a.fx), _chain(a.f, b.fx)),
            _sum(_chain(b.f, a.fy), _chain(a.f, b.fy)),
        )

    @property
    def tex(self) -> str:
        left = self.a.tex_within(2)
        right = self.b.tex_within(4 if isinstance(self.b, Negative) else 2)
        return rf"{left} \cdot {right}" if right[0].isdigit() else rf"{left}\,{right}"


@dataclass(frozen=True)
class Quotient(_Pair):
    """a / b."""

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        f, one_over_b = a.f / b.f, 1 / b.f
        # (a / b)′ = (a′ − (a / b) b′) / b
        fx = _chain(one_over_b, _sum(a.fx, _negative(_chain(f, b.fx))))
        fy = _chain(one_over_b, _sum(a.fy, _negative(_chain(f, b.fy))))
        return Dual(f, fx, fy)

    @property
    def tex(self) -> str:
        return rf"\frac{{{self.a.tex}}}{{{self.b.tex}}}"

    def tex_within(self, level: int) -> str:
        return rf"\left({self.tex}\right)" if level > 4 else self.tex


@dataclass(frozen=True)
class Power(_Pair):
    """a to the power b; 0⁰ is 1."""

    level = 4

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        f = _power(a.f, b.f)
        if self.b.is_constant:
            if b.f == 0:
                return Dual(f)
            slope = b.f * _power(a.f, b.f - 1)
            return Dual(f, _chain(slope, a.fx), _chain(slope, a.fy))
        # (a ^ b)′ = b a^(b − 1) a′ + a^b ln a · b′, of which a part vanishes with b, or with a where b > 0
        by_a = np.where(b.f == 0, 0.0, b.f * _power(a.f, b.f - 1))
        by_b = np.where((a.f == 0) & (b.f > 0), 0.0, f * np.log(a.f))
        return Dual(
            f,
            _sum(_chain(by_a, a.fx), _chain(by_b, b.fx)),
            _sum(_chain(by_a, a.fy), _chain(by_b, b.fy)),
        )

    @property
    def tex(self) -> str:
        return f"{self.a.tex_within(5)}^{{{self.b.tex}}}"


def _power(a: Value, b: Value) -> Value:
    """Return a^b, for the small whole powers by multiplication, which is many times faster."""
    if np.ndim(b) == 0:
        if b == 1:
            return a
        if b == 2:
            return a * a
        if b == 3:
            return a * a * a
    return np.power(a, b)


def _bracketed_sign(node: Node) -> str:
    return node.tex_within(4 if isinstance(node, Negative) else 2)


class Function(NamedTuple):
    """A function of one number: value, derivative (given the argument and the value), LaTeX around ``{a}``."""

    value: Callable[[Value], Value]
    slope: Callable[[Value, Value], Value]
    tex: str


FUNCTIONS: dict[str, Function] = {
    "sin": Function(np.sin, lambda a, f: np.cos(a), r"\sin {a}"),
    "cos": Function(np.cos, lambda a, f: -np.sin(a), r"\cos {a}"),
    "tan": Function(np.tan, lambda a, f: 1 + f * f, r"\tan {a}"),
    "exp": Function(np.exp, lambda a, f: f, r"e^{{{a}}}"),
    "ln": Function(np.log, lambda a, f: np.where(a < 0, np.nan, 1 / a), r"\ln {a}"),
    "sqrt": Function(np.sqrt, lambda a, f: 0.5 / f, r"\sqrt{{{a}}}"),
    "abs": Function(np.abs, lambda a, f: np.sign(a), r"\left|{a}\right|"),
    "sinh": Function(np.sinh, lambda a, f: np.cosh(a), r"\sinh {a}"),
    "cosh": Function(np.cosh, lambda a, f: np.sinh(a), r"\cosh {a}"),
    "tanh": Function(np.tanh, lambda a, f: 1 - f * f, r"\tanh {a}"),
    "atan": Function(np.arctan, lambda a, f: 1 / (1 + a * a), r"\arctan {a}"),
}
_ENCLOSING = ("exp", "sqrt", "abs")


@dataclass(frozen=True)
class Call(Node):
    """A function of one number."""

    name: str
    a: Node

    def dual(self, x: Value, y: Value) -> Dual:
        function = FUNCTIONS[self.name]
        a = self.a.dual(x, y)
        f = function.value(a.f)
        if a.fx is None and a.fy is None:
            return Dual(f)
        slope = function.slope(a.f, f)
        return Dual(f, _chain(slope, a.fx), _chain(slope, a.fy))

    @property
    def is_constant(self) -> bool:
        return self.a.is_constant

    @property
    def tex(self) -> str:
        a = self.a.tex if self.name in _ENCLOSING else rf"\left({self.a.tex}\right)"
        return FUNCTIONS[self.name].tex.format(a=a)

    def tex_within(self, level: int) -> str:
        return self.tex if level < 5 or self.name in ("sqrt", "abs") else rf"\left({self.tex}\right)"


@dataclass(frozen=True)
class Extreme(_Pair):
    """The smaller or the larger of two; where they are equal, with the slope of the first."""

    largest: bool

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        first = (a.f >= b.f) if self.largest else (a.f <= b.f)
        f = (np.maximum if self.largest else np.minimum)(a.f, b.f)

        def chosen(p: Value | None, q: Value | None) -> Value | None:
            return (
                None if p is None and q is None else np.where(first, 0.0 if p is None else p, 0.0 if q is None else q)
            )

        return Dual(f, chosen(a.fx, b.fx), chosen(a.fy, b.fy))

    @property
    def tex(self) -> str:
        return rf"\{'max' if self.largest else 'min'}\left({self.a.tex}, {self.b.tex}\right)"
