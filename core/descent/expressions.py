"""A function of x and y that a person typed: read, evaluated, differentiated and typeset.

`parse` turns a text into a `Formula`, a tree of the nodes in `core.descent.formula_tree`; what is wrong with the text
is told with its place.  Nothing that was typed is ever executed.  Outside its domain a formula is nan or inf, silently.
How a text becomes a tree stands in `core.descent.formula_tokens` and `core.descent.formula_reader`.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.config import configuration
from core.config.parameters import Parameter
from core.config.words import LabError, mark
from core.descent.formula_functions import Value
from core.descent.formula_kinds import Quadratic, least, quadratic
from core.descent.formula_reader import read
from core.descent.formula_tree import Node, second_of_two, terms

LONGEST = 300
"""Characters in a formula."""
LINE = 32
"""Characters of a sum, as typed, that are typeset in one line."""
NEAR = 1e-4
"""Distance at which slopes are compared where a formula gives none, relative to a coordinate larger than one."""
AGREE = 1e-6
"""Relative difference up to which slopes at that distance and at half of it are one limit."""

_TOO_LONG = mark("core", "formula: expected at most {most} characters, got {count}")


@dataclass(frozen=True)
class Formula:
    """A function of x and y as it was typed."""

    text: str
    root: Node = attribute(compare=False, repr=False)

    def evaluate(self, x: Value, y: Value) -> Value:
        """Return f(x, y), of the shape of x and y together."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        with np.errstate(all="ignore"):
            return _spread(self.root.dual(x, y).f, np.broadcast_shapes(x.shape, y.shape))

    def value_and_gradient(self, x: Value, y: Value) -> tuple[Value, Value, Value]:
        """Return f, ∂f/∂x and ∂f/∂y as float64 of the shape of x and y together; nan or inf outside the domain.

        Where f is finite and the rules of differentiation come to 0 · ∞, a slope is the mean of those on both sides,
        if there is one: that of √(x² + y²) is 0 at its tip, as that of |x| is, and that of ∛(x³) is 1.
        """
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        shape = np.broadcast_shapes(x.shape, y.shape)
        with np.errstate(all="ignore"):
            f, *slopes = (_spread(part, shape) for part in self.root.dual(x, y))
            for axis, slope in enumerate(slopes):
                lost = np.isfinite(f) & ~np.isfinite(slope)
                if lost.any():
                    places = [np.broadcast_to(v, shape)[lost] for v in (x, y)]
                    means = self._mean_slopes(places, axis, slope[lost])
                    if shape:
                        slope[lost] = means
                    else:
                        slopes[axis] = means[0]
        return f, slopes[0], slopes[1]

    def _mean_slopes(self, places: list[Value], axis: int, known: Value) -> Value:
        """Return the limit of the mean of the slopes on both sides; what is `known` where there is none."""
        step = NEAR * np.maximum(1, np.abs(places[axis]))

        def mean(h: Value) -> Value:
            parts = []
            for side in (-h, h):
                at = list(places)
                at[axis] = at[axis] + side
                parts.append(_spread(self.root.dual(*at)[1 + axis], known.shape))
            return (parts[0] + parts[1]) / 2

        wide, close = mean(step), mean(step / 2)
        return np.where(np.abs(wide - close) <= AGREE * (1 + np.abs(close)), close + (close - wide) / 3, known)

    @cached_property
    def quadratic(self) -> Quadratic | None:
        """The second derivatives f_xx, f_xy, f_yy where the formula is a polynomial of degree two at most, else None.

        Decided from the formula alone, not by values.
        """
        return quadratic(self.root)

    @cached_property
    def least(self) -> float | None:
        """The least value, where the formula is a polynomial of degree two at most that has one; else None."""
        return least(self.root)

    @property
    def tex(self) -> str:
        """The formula in LaTeX."""
        return self.root.tex

    @property
    def tex_lines(self) -> tuple[str, ...]:
        """The formula in LaTeX, a long sum in several lines."""
        lines, room = [""], LINE
        for sign, term in terms(self.root):
            if len(term.plain) > room and lines != [""]:
                lines.append("")
                room = LINE
            lines[-1] += f" {sign} {second_of_two(term)}" if sign else term.tex
            room -= len(term.plain) + 3
        return tuple(line.strip() for line in lines)


def _spread(part: Value | None, shape: tuple[int, ...]) -> Value:
    full = np.empty(shape)
    full[...] = 0.0 if part is None else part
    return full if shape else full[()]


def parse(text: str) -> Formula:
    """Return the formula that a person typed.

    Known are x, y (also x1 and x2), numbers, π and e, + − * / ^ (also ² and **), brackets of three kinds, |x|, the
    functions in `FUNCTIONS`, min, max, pow, mod and atan2; sin²(x), sin 2x, and products without a sign (2xy²).  Signs
    that look alike are alike (`core.config.typed`), and so are those of LaTeX.

    Raises
    ------
    LabError
        What is wrong, at which place, and what is expected there; or in which two ways the text can be read.
    """
    if len(text) > LONGEST:
        raise LabError(_TOO_LONG, most=LONGEST, count=len(text))
    return _parsed(text)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Formula:
    return Formula(text, read(text))


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
