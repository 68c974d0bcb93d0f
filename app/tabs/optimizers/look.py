"""Which colour, mark and line every path has: the rule's own, and another shade where a rule comes several times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.theme import SERIES
from core.rules.optimizers import Optimizer

_RULES = {
    "sgd": (0, Qt.PenStyle.SolidLine),
    "momentum": (1, Qt.PenStyle.DashLine),
    "adagrad": (2, Qt.PenStyle.DashDotLine),
    "adam": (3, Qt.PenStyle.SolidLine),
    "rmsprop": (4, Qt.PenStyle.DashLine),
    "nesterov": (5, Qt.PenStyle.DashDotDotLine),
    "adadelta": (6, Qt.PenStyle.DotLine),
}
"""Number of the series and line of every rule; the races of the trainer count in the same order."""
_OTHER = (7, Qt.PenStyle.SolidLine)


_SHADES = {1: (0,), 2: (0, 4), 3: (1, 0, 4), 4: (1, 0, 3, 4)}
"""Rounds through the colours for so many paths of one rule, from light to dark."""
_ALL_SHADES = (1, 2, 0, 3, 4)


def numbers_of(rules: Sequence[Optimizer]) -> list[int]:
    """Return the number of the series of every path."""
    numbers = []
    for place, rule in enumerate(rules):
        twins = [other for other, twin in enumerate(rules) if twin.key == rule.key]
        shades = _SHADES.get(len(twins), _ALL_SHADES)
        shade = shades[twins.index(place) % len(shades)]
        numbers.append(_RULES.get(rule.key, _OTHER)[0] + SERIES * shade)
    return numbers


def pen_of(rule: Optimizer, number: int) -> Qt.PenStyle:
    """Return the line of a path; the shades of one rule are told apart by their lines as well."""
    first = _RULES.get(rule.key, _OTHER)[1]
    styles = [first, *(style for style in _LINES if style is not first)]
    return styles[number // SERIES % len(styles)]


_LINES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
