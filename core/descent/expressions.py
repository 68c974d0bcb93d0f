"""A function of x and y that a person typed: read, evaluated, differentiated and typeset.

`parse` turns a text into a `Formula`, a tree of the nodes in `core.descent.formula_tree`; what is wrong with the text
is told with its place.  Nothing that was typed is ever executed.  Outside its domain a formula is nan or inf, silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core.config import configuration, typed
from core.config.figures import tex_setting
from core.config.parameters import Parameter
from core.config.words import LabError, Phrase, mark, shown
from core.descent.formula_tree import (
    FUNCTIONS,
    Call,
    Difference,
    Extreme,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Value,
    X,
    Y,
)

LONGEST = 300
"""Characters in a formula."""
DEEPEST = 40
"""Brackets, signs and exponents inside one another."""
HIGHEST_POWER = 1000
SYNONYMS = {"log": "ln", "arctan": "atan"}

_UNKNOWN_NAME = mark("core", "formula: unknown name {piece} at place {place}; known are: {known}")
_UNEXPECTED = mark("core", "formula: expected {expectation} at place {place}, got {piece}")
_ENDS = mark("core", "formula: expected {expectation} at its end")
_TOO_LONG = mark("core", "formula: expected at most {most} characters, got {count}")
_TOO_DEEP = mark("core", "formula: expected at most {most} brackets inside one another, more at place {place}")
_POWER = mark("core", "formula: expected an exponent from −{most} to {most} at place {place}")
_LARGE = mark("core", "formula: the number {piece} at place {place} is too large")
_AMBIGUOUS = mark("core", "formula: {piece} at place {place} stands right behind a divisor; write a/(b*c) or a/b*c")
_OPERAND = mark("core", "a number, x, y, a function or a bracket")
_OPERATOR = mark("core", "an operator such as +, *, ^")
_OPENING = mark("core", "( after {name}")
_CLOSING = mark("core", "a closing {bracket}")
_COMMA = mark("core", "a comma and a second value")

CONSTANTS = {"pi": Number(np.pi, r"\pi"), "e": Number(np.e, "e")}
KNOWN = ("x", "y", *CONSTANTS, *FUNCTIONS, *SYNONYMS, "min", "max")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<fraction>[¼-¾⅐-⅞])"
    rf"|(?P<raised>{typed.RAISED})"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*|π|√)"
    r"|(?P<sign>\*\*|[-+*/^()|,]))"
)
_HEAD = re.compile(r"\s*(?:f\s*(?:\(\s*x\s*,\s*y\s*\))?|z)\s*=")


class _Token(NamedTuple):
    kind: str
    text: str
    place: int
    """Counted from 1."""


def _tokens(text: str) -> list[_Token]:
    signs = typed.signs(text)
    places = [place for place, sign in enumerate(signs, 1) for _ in sign]
    plain = "".join(signs)
    head = _HEAD.match(plain)
    position = head.end() if head else 0
    tokens = []
    while plain[position:].strip():
        match = _TOKEN.match(plain, position)
        if not match:
            position += len(plain[position:]) - len(plain[position:].lstrip())
            piece = re.match(r"\w+|.", plain[position:], re.DOTALL)
            assert piece
            place = places[position]
            came = text[place - 1 : places[position + len(piece[0]) - 1]]
            raise LabError(_UNEXPECTED, expectation=_OPERAND, place=place, piece=shown(came, quotes=True))
        kind = str(match.lastgroup)
        word = "^" if match[kind] == "**" else match[kind]
        tokens.append(_Token(kind, word, places[match.start(kind)]))
        position = match.end()
    tokens.append(_Token("end", "", len(text) + 1))
    return tokens


def _constant(value: float) -> Number:
    return Number(float(value), tex_setting(value))


class _Reader:
    """Reads tokens from left to right: sum of products of signed powers of operands."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._bars = 0  # how many | are open since the last bracket

    def formula(self) -> Node:
        node = self._sum()
        if self._token.kind != "end":
            raise self._fault(_OPERATOR)
        return node

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _at(self, *signs: str) -> bool:
        return self._token.kind == "sign" and self._token.text in signs

    def _fault(self, expectation: Phrase | str) -> LabError:
        token = self._token
        if token.kind == "end":
            return LabError(_ENDS, expectation=expectation)
        return LabError(_UNEXPECTED, expectation=expectation, place=token.place, piece=shown(token.text, quotes=True))

    def _deeper(self, read: Callable[[], Node]) -> Node:
        if self._depth == DEEPEST:
            raise LabError(_TOO_DEEP, most=DEEPEST, place=self._token.place)
        self._depth += 1
        node = read()
        self._depth -= 1
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._at("+", "-"):
            kind = Sum if self._take().text == "+" else Difference
            node = kind(node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        divided = False
        while True:
            if self._at("*", "/"):
                divided = self._take().text == "/"
                node = (Quotient if divided else Product)(node, self._signed())
            elif self._starts_operand():
                if divided:  # a/b c: does c belong above or below?
                    token = self._token
                    raise LabError(_AMBIGUOUS, piece=shown(token.text, quotes=True), place=token.place)
                node = Product(node, self._power())
            else:
                return node

    def _starts_operand(self) -> bool:
        """Whether what follows is multiplied without a sign between: 2x, x y, 2(x + 1)."""
        return self._token.kind == "name" or self._at("(") or (self._at("|") and not self._bars)

    def _signed(self) -> Node:
        if self._at("+", "-"):
            negative = self._take().text == "-"
            node = self._deeper(self._signed)
            return Negative(node) if negative else node
        return self._power()

    def _power(self) -> Node:
        base = self._operand()
        while True:
            place = self._token.place
            if self._token.kind == "raised":
                exponent: Node = _constant(typed.above_the_line(self._take().text))
            elif self._at("^"):
                self._take()
                place = self._token.place
                exponent = self._deeper(self._signed)
            else:
                return base
            if exponent.is_constant:
                with np.errstate(all="ignore"):
                    value = exponent.dual(0.0, 0.0).f
                if not abs(value) <= HIGHEST_POWER:
                    raise LabError(_POWER, most=HIGHEST_POWER, place=place)
            base = Power(base, exponent)

    def _operand(self) -> Node:
        if self._token.kind == "number":
            return self._number()
        if self._token.kind == "fraction":
            above, below = unicodedata.normalize("NFKC", self._take().text).split("⁄")
            return Quotient(_constant(float(above)), _constant(float(below)))
        if self._token.kind == "name":
            return self._named()
        if self._at("("):
            return self._bracket()
        if self._at("|"):
            self._take()
            self._bars += 1
            node = self._deeper(self._sum)
            self._bars -= 1
            self._close("|")
            return Call("abs", node)
        raise self._fault(_OPERAND)

    def _number(self) -> Node:
        token = self._take()
        value = float(token.text)
        if not np.isfinite(value):
            raise LabError(_LARGE, piece=shown(token.text), place=token.place)
        return _constant(value)

    def _named(self) -> Node:
        token = self._take()
        name = token.text.lower()
        name = {"π": "pi", "√": "sqrt"}.get(name, SYNONYMS.get(name, name))
        if name in CONSTANTS:
            return CONSTANTS[name]
        if set(name) <= {"x", "y"}:  # xy is x y
            node: Node = X() if name[0] == "x" else Y()
            for letter in name[1:]:
                node = Product(node, X() if letter == "x" else Y())
            return node
        if token.text == "√":
            return Call("sqrt", self._deeper(self._operand))
        if name in FUNCTIONS or name in ("min", "max"):
            if not self._at("("):
                raise self._fault(Phrase(_OPENING, name=name))
            return Call(name, self._bracket()) if name in FUNCTIONS else self._extreme(name == "max")
        raise LabError(_UNKNOWN_NAME, piece=shown(token.text, quotes=True), place=token.place, known=", ".join(KNOWN))

    def _bracket(self) -> Node:
        bars, self._bars = self._bars, 0
        self._take()
        node = self._deeper(self._sum)
        self._close(")")
        self._bars = bars
        return node

    def _extreme(self, largest: bool) -> Node:
        bars, self._bars = self._bars, 0
        self._take()
        node = self._deeper(self._sum)
        if not self._at(","):
            raise self._fault(_COMMA)
        while self._at(","):
            self._take()
            node = Extreme(node, self._deeper(self._sum), largest)
        self._close(")")
        self._bars = bars
        return node

    def _close(self, bracket: str) -> None:
        if not self._at(bracket):
            raise self._fault(Phrase(_CLOSING, bracket=bracket))
        self._take()


@dataclass(frozen=True)
class Formula:
    """A function of x and y as it was typed."""

    text: str
    root: Node = attribute(compare=False, repr=False)

    def evaluate(self, x: Value, y: Value) -> Value:
        """Return f(x, y), of the shape of x and y together."""
        return self.value_and_gradient(x, y)[0]

    def value_and_gradient(self, x: Value, y: Value) -> tuple[Value, Value, Value]:
        """Return f, ∂f/∂x and ∂f/∂y as float64 of the shape of x and y together; nan or inf outside the domain."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        with np.errstate(all="ignore"):
            dual = self.root.dual(x, y)
        shape = np.broadcast_shapes(x.shape, y.shape)

        def spread(part: Value | None) -> Value:
            full = np.empty(shape)
            full[...] = 0.0 if part is None else part
            return full if shape else full[()]

        return spread(dual.f), spread(dual.fx), spread(dual.fy)

    @property
    def tex(self) -> str:
        """The formula in LaTeX."""
        return self.root.tex


def parse(text: str) -> Formula:
    """Return the formula that a person typed.

    Known are x, y, numbers, π and e, + − * / ^ (also ² and **), brackets, |x|, the functions in `FUNCTIONS`, min and
    max; a product may be written without a sign (2x y) where it cannot be misread.  Signs that look alike are alike
    (`core.config.typed`).

    Raises
    ------
    LabError
        What is wrong, at which place, and what is expected there.
    """
    if len(text) > LONGEST:
        raise LabError(_TOO_LONG, most=LONGEST, count=len(text))
    return _parsed(text)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Formula:
    return Formula(text, _Reader(_tokens(text)).formula())


_EXPRESSION = mark("core", "a formula in x and y such as x^2/20 + y^2")


@dataclass(frozen=True, kw_only=True)
class Expression(Parameter):
    """A function of x and y as a person types it."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fault(_EXPRESSION, value)
        return parse(value).text


def expression(default: str, **described: Any) -> Any:
    """Make a field for a function of x and y."""
    return configuration.field(Expression(**described), default)
