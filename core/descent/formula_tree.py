"""Of what a formula in x and y is made: a tree of nodes that know their value, their slopes and their LaTeX.

Every node gives its value together with its derivatives by x and y (forward-mode differentiation), so that derivatives
are exact.  A derivative that is zero whatever x and y are is None, so that it stays zero beside an infinite slope.
Outside its domain a node is nan or inf.  A node can also be written as a person would type it, so that it cannot be
read in another way.  The functions of one number stand in `core.descent.formula_functions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.config.figures import entry
from core.descent.formula_functions import FUNCTIONS, Value


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

    @property
    def plain(self) -> str:
        """The part as it would be typed, with every sign of a product."""
        raise NotImplementedError

    def plain_within(self, level: int) -> str:
        """Return the part as it would be typed, in brackets when it binds less tightly than `level`."""
        return self.plain if self.level >= level else f"({self.plain})"


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

    @property
    def plain(self) -> str:
        return {r"\pi": "pi", "e": "e"}.get(self.sign, entry(self.value))

    def plain_within(self, level: int) -> str:
        return f"({self.plain})" if self.value < 0 and level > 3 else self.plain


@dataclass(frozen=True)
class X(Node):
    """The variable x."""

    def dual(self, x: Value, y: Value) -> Dual:
        return Dual(x, 1.0, None)

    @property
    def tex(self) -> str:
        return "x"

    plain = tex


@dataclass(frozen=True)
class Y(Node):
    """The variable y."""

    def dual(self, x: Value, y: Value) -> Dual:
        return Dual(y, None, 1.0)

    @property
    def tex(self) -> str:
        return "y"

    plain = tex


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

    @property
    def plain(self) -> str:
        return f"-{self.a.plain_within(4)}"


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
        return f"{self.a.tex} + {second_of_two(self.b)}"

    @property
    def plain(self) -> str:
        return f"{self.a.plain} + {self.b.plain_within(2)}"


@dataclass(frozen=True)
class Difference(_Pair):
    """a − b."""

    level = 1

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        return Dual(a.f - b.f, _sum(a.fx, _negative(b.fx)), _sum(a.fy, _negative(b.fy)))

    @property
    def tex(self) -> str:
        return f"{self.a.tex} - {second_of_two(self.b)}"

    @property
    def plain(self) -> str:
        return f"{self.a.plain} - {self.b.plain_within(2)}"


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
        right = second_of_two(self.b)
        apart = right[0].isdigit() or (right.startswith(r"\frac") and left[-1].isdigit())  # 2 ½ would be 2.5
        return rf"{left} \cdot {right}" if apart else rf"{left}\,{right}"

    @property
    def plain(self) -> str:
        return f"{self.a.plain_within(3 if isinstance(self.a, Quotient) else 2)}*{self.b.plain_within(4)}"


@dataclass(frozen=True)
class Quotient(_Pair):
    """a / b."""

    level = 2

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

    @property
    def plain(self) -> str:
        return f"{self.a.plain_within(3 if isinstance(self.a, Quotient) else 2)}/{self.b.plain_within(4)}"


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

    @property
    def plain(self) -> str:
        return f"{self.a.plain_within(5)}^{self.b.plain_within(5)}"


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


def terms(node: Node) -> list[tuple[str, Node]]:
    """Return the terms of a sum with the signs before them; the first has none."""
    if isinstance(node, (Sum, Difference)):
        return [*terms(node.a), ("+" if isinstance(node, Sum) else "-", node.b)]
    return [("", node)]


def second_of_two(node: Node) -> str:
    """Return the LaTeX of the second of two, in brackets where it begins with a sign of its own."""
    tex = node.tex_within(2)
    return rf"\left({tex}\right)" if tex.startswith("-") else tex


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
        function = FUNCTIONS[self.name]
        return function.tex.format(a=self.a.tex if function.encloses else rf"\left({self.a.tex}\right)")

    def tex_within(self, level: int) -> str:
        whole = level < 5 or (FUNCTIONS[self.name].encloses and self.name != "exp")
        return self.tex if whole else rf"\left({self.tex}\right)"

    @property
    def plain(self) -> str:
        return f"{self.name}({self.a.plain})"


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

    @property
    def plain(self) -> str:
        return f"{'max' if self.largest else 'min'}({self.a.plain}, {self.b.plain})"


@dataclass(frozen=True)
class Angle(_Pair):
    """The angle of the point (b, a), seen from the origin: atan2(a, b)."""

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        square = a.f * a.f + b.f * b.f
        by_a, by_b = b.f / square, -a.f / square
        return Dual(
            np.arctan2(a.f, b.f),
            _sum(_chain(by_a, a.fx), _chain(by_b, b.fx)),
            _sum(_chain(by_a, a.fy), _chain(by_b, b.fy)),
        )

    @property
    def tex(self) -> str:
        return rf"\operatorname{{atan2}}\left({self.a.tex}, {self.b.tex}\right)"

    @property
    def plain(self) -> str:
        return f"atan2({self.a.plain}, {self.b.plain})"


@dataclass(frozen=True)
class Remainder(_Pair):
    """What is left of a when b is taken away as often as it goes: a − b ⌊a / b⌋."""

    def dual(self, x: Value, y: Value) -> Dual:
        a, b = self.a.dual(x, y), self.b.dual(x, y)
        times = -np.floor(a.f / b.f)
        return Dual(np.mod(a.f, b.f), _sum(a.fx, _chain(times, b.fx)), _sum(a.fy, _chain(times, b.fy)))

    @property
    def tex(self) -> str:
        return rf"\operatorname{{mod}}\left({self.a.tex}, {self.b.tex}\right)"

    @property
    def plain(self) -> str:
        return f"mod({self.a.plain}, {self.b.plain})"
