"""Which colour, mark and line every path has: the rule's own, and another shade where a rule comes several times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.theme import SERIES
from core.rules.optimizers import Optimizer

_PENS = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dash-dot": Qt.PenStyle.DashDotLine,
    "dash-dot-dot": Qt.PenStyle.DashDotDotLine,
    "dot": Qt.PenStyle.DotLine,
}
_OTHER_PENS = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
_SHADES = {1: (0,), 2: (0, 4), 3: (1, 0, 4), 4: (1, 0, 3, 4)}
"""Rounds through the colours for so many paths of one rule, from light to dark."""
_ALL_SHADES = (1, 2, 0, 3, 4)


def numbers_of(rules: Sequence[Optimizer]) -> list[int]:
    """Return the number of the series of every path: twins of a rule leave out the colours of the other rules."""
    numbers = []
    for place, rule in enumerate(rules):
        twins = [other for other, twin in enumerate(rules) if twin.key == rule.key]
        taken = {other.shade for other in rules if other.color == rule.color and other.key != rule.key}
        shades = [shade for shade in _shades(rule, len(twins)) if shade not in taken]
        numbers.append(rule.color + SERIES * shades[twins.index(place) % len(shades)])
    return numbers


def _shades(rule: Optimizer, count: int) -> list[int]:
    """Return shades for so many paths of a rule, the best ones first."""
    if rule.shade:  # the plain colour belongs to another rule
        return [rule.shade, *(shade for shade in _ALL_SHADES if shade not in (0, rule.shade))]
    return list(dict.fromkeys([*_SHADES.get(count, _ALL_SHADES), *_ALL_SHADES]))


def pen_of(rule: Optimizer, number: int) -> Qt.PenStyle:
    """Return the line of a path; the shades of one rule are told apart by their lines as well."""
    first = _PENS[rule.line]
    styles = [first, *(style for style in _OTHER_PENS if style is not first)]
    return styles[(number // SERIES - rule.shade) % len(styles)]
