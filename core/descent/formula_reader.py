"""Reads the tokens of a formula as a mathematician does, and refuses what could be meant in two ways.

A sum consists of products, a product of signed powers.  In ``xy^2`` the power belongs to y alone.  What stands without
a sign behind a divisor, an exponent, a root or the argument of a function without brackets may belong to it or not
(``1/2x``, ``2^xy``, ``√xy``, ``sin xy``): such a text is refused with both readings, ready to be typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields

import numpy as np

from core.config import typed
from core.config.figures import tex_setting
from core.config.words import LabError, Phrase, mark, shown
from core.descent.formula_functions import INVERSES
from core.descent.formula_tokens import (
    BRACKETS,
    OPERAND,
    PAIRS,
    TWO_WAYS,
    UNEXPECTED,
    VARIABLES,
    Token,
    fits_blanks,
    paired,
    tokens,
)
from core.descent.formula_tree import (
    Angle,
    Call,
    Difference,
    Extreme,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Remainder,
    Sum,
    X,
    Y,
)

DEEPEST = 40
"""Brackets, signs and exponents inside one another."""
HIGHEST_POWER = 1000
LONGEST_READING = 60
"""Characters of a reading that is still offered in a message of one line."""

_ENDS = mark("core", "formula: expected {expectation} at its end")
_TOO_DEEP = mark("core", "formula: expected at most {most} brackets inside one another, more at place {place}")
_POWER = mark("core", "formula: expected an exponent from −{most} to {most} at place {place}")
_LARGE = mark("core", "formula: the number {piece} at place {place} is too large")
_UNCLEAR = mark("core", "formula: {piece} at place {place} has two readings: write every * and more brackets")
_DECIMALS = mark("core", "formula: the comma at place {place} parts no decimals; expected a point, as in 0.5")
_OPERATOR = mark("core", "an operator such as +, *, ^")
_OPENING = mark("core", "( after {name}")
_OPENING_TWO = mark("core", "( after {name}, as in {name}(x, y)")
_CLOSING = mark("core", "a closing {bracket}")
_COMMA = mark("core", "a comma and a second value")

CONSTANTS = {"pi": Number(np.pi, r"\pi"), "e": Number(np.e, "e")}


def read(text: str) -> Node:
    """Return the tree of the formula that a person typed; raise LabError when it is none, or two."""
    found: list[tuple[Node, bool]] = []
    fault: LabError | None = None
    for way in paired(tokens(text), text):
        try:
            node = _Reader(way, text).formula()
        except LabError as error:
            fault = fault or error
            continue
        if node not in [known for known, _ in found]:
            found.append((node, fits_blanks(way)))
    if not found:
        assert fault
        raise fault
    nodes = [node for node, _ in found]
    if len(nodes) > 1:  # then blanks may tell
        nodes = [node for node, fits in found if fits]
        if len(nodes) != 1:
            first, second = _apart(found[0][0], found[1][0])
            raise _two_ways(text.strip(), 1, first, second)
    return nodes[0]


def _apart(a: Node, b: Node) -> tuple[Node, Node]:
    """Return the parts in which two trees differ."""
    while type(a) is type(b):
        pairs = [(getattr(a, field.name), getattr(b, field.name)) for field in fields(a)]
        unlike = [pair for pair in pairs if pair[0] != pair[1]]
        if len(unlike) != 1 or not isinstance(unlike[0][0], Node):
            break
        a, b = unlike[0]
    return a, b


def _two_ways(came: str, place: int, first: Node, second: Node) -> LabError:
    piece, readings = shown(came, quotes=True), (first.plain, second.plain)
    if max(map(len, readings)) > LONGEST_READING:
        return LabError(_UNCLEAR, piece=piece, place=place)
    return LabError(TWO_WAYS, piece=piece, place=place, first=readings[0], second=readings[1])


def _constant(value: float) -> Number:
    return Number(float(value), tex_setting(value))


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, found: list[Token], text: str) -> None:
        self._tokens = found
        self._text = text
        self._next = 0
        self._depth = 0

    def formula(self) -> Node:
        node = self._sum()
        if self._token.kind == "end":
            return node
        if self._at(",") and self._tokens[self._next + 1].kind == "number":
            raise LabError(_DECIMALS, place=self._token.place)
        raise self._fault(_OPERATOR)

    # Looking and taking

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _at(self, *signs: str) -> bool:
        return self._token.kind == "sign" and self._token.text in signs

    def _at_name(self, token: Token | None = None) -> bool:
        """Return whether a function, not a variable or a constant, comes next."""
        token = token or self._token
        return token.kind in ("root", "frac") or (token.kind == "name" and token.text not in {*VARIABLES, *CONSTANTS})

    def _starts_operand(self) -> bool:
        """Return whether what follows is multiplied without a sign between: 2x, x y, 2(x + 1)."""
        return self._token.kind in ("name", "root", "frac", "open") or self._at(*BRACKETS)

    def _clings(self) -> bool:
        """Return whether a factor stands right behind what may have taken it in: the y of 2^xy."""
        last = self._tokens[self._next - 1]
        return self._starts_operand() and self._token.glued and last.kind in ("name", "number", "fraction")

    def _fault(self, expectation: Phrase | str) -> LabError:
        token = self._token
        if token.kind == "end":
            return LabError(_ENDS, expectation=expectation)
        return LabError(UNEXPECTED, expectation=expectation, place=token.place, piece=shown(token.text, quotes=True))

    def _two_ways(self, start: int, first: Node, second: Node) -> LabError:
        """Return the refusal of all that was read since a token."""
        place, end = self._tokens[start].place, self._tokens[self._next - 1].end
        return _two_ways(self._text[place - 1 : end], place, first, second)

    def _deeper(self, reading: Callable[[], Node]) -> Node:
        if self._depth == DEEPEST:
            raise LabError(_TOO_DEEP, most=DEEPEST, place=self._token.place)
        self._depth += 1
        node = reading()
        self._depth -= 1
        return node

    # From sums to operands

    def _sum(self) -> Node:
        node = self._product()
        while self._at("+", "-"):
            kind = Sum if self._take().text == "+" else Difference
            node = kind(node, self._product())
        return node

    def _product(self) -> Node:
        start = self._next
        node = self._signed()
        divided = False
        while True:
            if self._at("*", "/"):
                divided = self._take().text == "/"
                node = (Quotient if divided else Product)(node, self._signed())
            elif self._starts_operand():
                factor = self._power()
                if divided:  # a/b c: does c belong above or below?
                    assert isinstance(node, Quotient)
                    above, below = node.a, node.b
                    raise self._two_ways(start, Product(node, factor), Quotient(above, Product(below, factor)))
                node = Product(node, factor)
            else:
                return node

    def _signed(self) -> Node:
        if self._at("+", "-"):
            negative = self._take().text == "-"
            node = self._deeper(self._signed)
            return Negative(node) if negative else node
        return self._power()

    def _power(self) -> Node:
        start = self._next
        return self._raised(self._operand(), start)

    def _raised(self, base: Node, start: int) -> Node:
        """Return a base with the exponents that follow."""
        while True:
            place = self._token.place
            if self._token.kind == "raised":
                node = Power(base, self._checked(_constant(typed.above_the_line(self._take().text)), place))
            elif self._at("^"):
                self._take()
                place, begins = self._token.place, self._next
                exponent = self._checked(self._deeper(self._signed), place)
                node = Power(base, exponent)
                if self._tokens[begins].text == "1" and self._next == begins + 1 and self._at("/"):  # x^1/2
                    self._take()
                    below = self._deeper(self._signed)
                    root = self._checked(Quotient(exponent, below), place)
                    raise self._two_ways(start, Power(base, root), Quotient(base, below))
                if self._tokens[begins].text == "-" and not self._is_ten(base) and self._divides_closely():  # e^-x^2/2
                    self._take()
                    below = self._deeper(self._signed)
                    whole = self._checked(Quotient(exponent, below), place)
                    raise self._two_ways(start, Quotient(node, below), Power(base, whole))
                if self._clings() and not self._ends_by_itself(base, begins):
                    factor = self._power()
                    whole = self._checked(Product(exponent, factor), place)
                    raise self._two_ways(start, Product(node, factor), Power(base, whole))
            else:
                return base
            base = node

    def _ends_by_itself(self, base: Node, begins: int) -> bool:
        """Return whether an exponent is just a number over a variable (x^2y) or over ten (10^-3x)."""
        exponent = [token for token in self._tokens[begins : self._next] if token.text not in "+-"]
        plain = len(exponent) == 1 and exponent[0].kind in ("number", "fraction")
        return plain and (not base.is_constant or self._is_ten(base))

    def _is_ten(self, base: Node) -> bool:
        return isinstance(base, Number) and base.value == 10

    def _divides_closely(self) -> bool:
        """Return whether / stands right behind an exponent that is not in brackets."""
        last = self._tokens[self._next - 1]
        return self._at("/") and self._token.glued and last.kind in ("name", "number", "fraction", "raised")

    def _checked(self, exponent: Node, place: int) -> Node:
        if exponent.is_constant:
            with np.errstate(all="ignore"):
                value = exponent.dual(0.0, 0.0).f
            if not abs(value) <= HIGHEST_POWER:
                raise LabError(_POWER, most=HIGHEST_POWER, place=place)
        return exponent

    def _operand(self) -> Node:
        token = self._token
        match token.kind:
            case "number":
                return self._number()
            case "fraction":
                above, below = unicodedata.normalize("NFKC", self._take().text).split("⁄")
                return Quotient(_constant(float(above)), _constant(float(below)))
            case "name":
                return self._named()
            case "root":
                return self._root()
            case "frac":
                self._take()
                return Quotient(self._braces(), self._braces())
            case "open":
                self._take()
                node = self._deeper(self._sum)
                if self._token.kind != "close":
                    raise self._fault(Phrase(_CLOSING, bracket="|"))
                self._take()
                return Call("abs", node)
        if self._at(*BRACKETS):
            return self._bracket()
        raise self._fault(OPERAND)

    def _number(self) -> Node:
        token = self._take()
        value = float(token.text)
        if not np.isfinite(value):
            raise LabError(_LARGE, piece=shown(token.text), place=token.place)
        number = _constant(value)
        if self._token.kind == "fraction":  # 2½
            part = self._operand()
            raise self._two_ways(self._next - 2, Sum(number, part), Product(number, part))
        return number

    def _bracket(self) -> Node:
        opening = self._take().text
        node = self._deeper(self._sum)
        self._close(BRACKETS[opening])
        return Call({"⌊": "floor", "⌈": "ceil"}[opening], node) if opening in "⌊⌈" else node

    def _braces(self) -> Node:
        if not self._at(*BRACKETS):
            raise self._fault(Phrase(_OPENING, name=r"\frac"))
        return self._bracket()

    def _close(self, bracket: str) -> None:
        if not self._at(bracket):
            raise self._fault(Phrase(_CLOSING, bracket=bracket))
        self._take()

    # Roots and functions

    def _root(self) -> Node:
        """Read √ and one operand: √2, √(x + 1)."""
        start = self._next
        name = self._take().text
        begins = self._next
        inner = self._deeper(self._operand)
        node = Call(name, inner)
        if self._token.kind == "raised" or self._at("^"):
            raised = self._raised(inner, begins)
            powers = self._raised_like(raised, inner, node)
            raise self._two_ways(start, Call(name, raised), powers)
        if self._clings():
            factor = self._power()
            raise self._two_ways(start, Product(node, factor), Call(name, Product(inner, factor)))
        return node

    def _raised_like(self, raised: Node, inner: Node, node: Node) -> Node:
        """Return `node` with the exponents that `raised` has over `inner`."""
        if raised is inner or not isinstance(raised, Power):
            return node
        return Power(self._raised_like(raised.a, inner, node), raised.b)

    def _named(self) -> Node:
        start = self._next
        name = self._take().text
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in VARIABLES:
            return X() if VARIABLES[name] == "x" else Y()
        if name in PAIRS:
            return self._pair(name)
        times = self._times(name, start)
        if self._at("(", "[", "{"):
            node: Node = Call(name, self._bracket())
        else:
            node = self._bare(name, start, times)
        return node if times is None else Power(node, times)

    def _times(self, name: str, start: int) -> Node | None:
        """Read the exponent between a function and its argument: sin²(x) is (sin(x))²."""
        place = self._token.place
        if self._token.kind == "raised":
            times: Node = _constant(typed.above_the_line(self._take().text))
        elif self._at("^"):
            self._take()
            place = self._token.place
            closing = BRACKETS[self._take().text] if self._at("(", "[", "{") else ""
            negative = self._at("-")
            if negative:
                self._take()
            if self._token.kind != "number":
                self._next = start + 1
                raise self._fault(Phrase(_OPENING, name=name))
            value = float(self._take().text)
            if closing:
                self._close(closing)
            times = _constant(-value if negative else value)
        else:
            return None
        assert isinstance(times, Number)
        if times.value < 0:  # is it the inverse, or one over it?
            if times.value != -1 or name not in INVERSES or not self._at("("):
                self._next = start + 1
                raise self._fault(Phrase(_OPENING, name=name))
            argument = self._bracket()
            raise self._two_ways(start, Call(INVERSES[name], argument), Quotient(_constant(1), Call(name, argument)))
        return self._checked(times, place)

    def _bare(self, name: str, start: int, times: Node | None) -> Node:
        """Read the argument of a function without brackets: sin 2πx, ln x², sin x cos y."""
        if self._token.kind not in ("name", "number", "fraction", "root", "open") and not self._at("-", "⌊", "⌈"):
            raise self._fault(Phrase(_OPENING, name=name))

        def applied(argument: Node) -> Node:
            return Call(name, argument) if times is None else Power(Call(name, argument), times)

        negative = self._at("-")
        if negative:
            self._take()
        nested = self._at_name()
        argument = self._deeper(self._power)
        if negative:
            argument = Negative(argument)
        while self._starts_operand() and not self._at_name():
            plain = self._token.kind == "name"
            factor = self._power()
            if nested or not plain or not argument.is_constant:
                raise self._two_ways(start, Product(applied(argument), factor), applied(Product(argument, factor)))
            argument = Product(argument, factor)
        if self._at("*", "/") and not self._at_name(self._tokens[self._next + 1]):
            kind = Product if self._take().text == "*" else Quotient
            factor = self._deeper(self._signed)
            raise self._two_ways(start, kind(applied(argument), factor), applied(kind(argument, factor)))
        return Call(name, argument)

    def _pair(self, name: str) -> Node:
        """Read a function of two numbers, or of more."""
        if not self._at("(", "[", "{"):
            raise self._fault(Phrase(_OPENING_TWO, name=name))
        opening = self._take().text
        node = self._deeper(self._sum)
        if not self._at(","):
            raise self._fault(_COMMA)
        while self._at(","):
            self._take()
            place = self._token.place
            second = self._deeper(self._sum)
            if name in ("min", "max"):
                node = Extreme(node, second, name == "max")
                continue
            node = (
                Power(node, self._checked(second, place))
                if name == "pow"
                else (Angle if name == "atan2" else Remainder)(node, second)
            )
            break
        self._close(BRACKETS[opening])
        return node
