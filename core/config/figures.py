"""Every number that a person reads: in plain text, in formulas and at axes.

A value has one form wherever it stands, so that no two places of a screen seem to disagree: three significant digits
without idle zeros, commas between thousands, a power of ten outside 0.0001 … 10⁷ (``1.23·10⁻⁷``, ``10⁻⁷``), one minus
sign, NaN and ∞ by name, and a dash where there is no number.  What a person has set keeps its own digits, what is
counted is exact, and a share is never nothing or all when it is not.

Read `number` and those after it; then LaTeX, which is the same text typeset; then the numbers at axes.  What is shown
in a field is an `entry`; `core.config.typed` reads it, and all that stands here in plain text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from numbers import Integral, Real

NOTHING = "–"
"""Where there is no number."""
MINUS = "−"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
"""What stands above the line in a power of ten."""
LOWERED = {raised: plain for plain, raised in RAISED.items()}
DIGITS = 3
OWN_DIGITS = 15
"""As many decimal digits as a float keeps, whatever they are."""
PLAIN = range(-4, 7)
"""Powers of ten that are written out: from 0.0001 to 9,999,999."""

_BARELY = 0.1
"""Percent; less is written as less than that, and as much less than all."""
_FRACTION_BELOW = 0.1
_LARGEST_PART = 1e6
"""A ratio is said as one part of at most so many."""


# Plain text


def number(value: float | None, digits: int = DIGITS) -> str:
    """Return what was measured or computed: ``0.0123``, ``−0.5``, ``18,400``, ``1.23·10⁻⁷``; a dash for None."""
    if value is None:
        return NOTHING
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
    if value == 0:
        return "0"
    mantissa, power = f"{abs(value):.{digits - 1}e}".split("e")
    return (MINUS if value < 0 else "") + _composed(mantissa, int(power))


def setting(value: float) -> str:
    """Return what a person has set, with all of its digits: ``0.0125``, ``10⁻⁷``."""
    return number(value, OWN_DIGITS)


def count(value: int) -> str:
    """Return how many, or which one, exactly: ``60,000``."""
    return f"{int(value):,}".replace("-", MINUS)


def share(value: float | None) -> str:
    """Return a part of a whole: ``93 %``, ``4.5 %``, ``<0.1 %``, ``99.9 %``; 0 % and 100 % are exact."""
    if value is None or not math.isfinite(value):
        return number(value)
    percent = 100 * float(value)
    if 0 < percent < _BARELY:
        return f"<{_BARELY} %"
    if percent > 99 and value < 1:
        return f"{number(min(round(percent, 1), 100 - _BARELY))} %"
    return f"{number(round(percent, 1 if abs(percent) < 9.95 else 0))} %"


def fine_share(value: float | None) -> str:
    """Return a part of a whole where tenths of a percent matter: ``94.1 %``; 0 % and 100 % are exact."""
    if value is None or not math.isfinite(value) or not 0 < value < 1:
        return share(value)
    percent = min(max(round(100 * float(value), 1), _BARELY), 100 - _BARELY)
    return f"{number(percent)} %"


def fraction(value: float | None, digits: int = DIGITS) -> str:
    """Return a part of a whole between 0 and 1, such as an accuracy: ``0.913``; ``1`` only for all of it."""
    text = number(value, digits)
    return number(1 - 10.0**-digits, digits) if text == "1" and value is not None and value < 1 else text


def ratio(value: float | None) -> str:
    """Return how large one is beside another, as it is read aloud: ``1/332`` for a small one, ``31``, ``4.1·10⁻⁸``."""
    if value is not None and 1 / _LARGEST_PART < value < _FRACTION_BELOW:
        return f"1/{number(1 / value)}"
    return number(value)


def span(low: str, high: str) -> str:
    """Return two numbers as the ends of a range, their unit once: ``93–97 %``; one alone when they read alike."""
    return low if low == high else f"{low.removesuffix(' %')}–{high}"


def written(value: object) -> str:
    """Return what is put into a sentence: whole numbers counted, others measured, anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    return count(int(value)) if isinstance(value, Integral) else number(float(value))


def entry(value: float, exact: bool = False) -> str:
    """Return a number as any keyboard types it, for a field: ``-0.5``, ``1e-7``, ``60000``.

    It has the digits of `setting`; `exact` leaves the noise of the last bits, so that it always reads as `value`.
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return number(value)
    text = repr(float(value)) if exact else f"{value + 0.0:.{OWN_DIGITS}g}"
    mantissa, e, power = text.removesuffix(".0").partition("e")
    return f"{mantissa}e{int(power)}" if e else mantissa


def printed(value: float, digits: int = DIGITS) -> str:
    """Return a number as Python prints it, for what the slides show printed: ``0.0092``, ``3.86e-07``."""
    return f"{value:.{digits}g}"


def rounded(value: float, digits: int = DIGITS) -> float:
    """Return the number that a person would set who sees `value`: the nearest with so many significant digits."""
    return float(f"{value:.{digits}g}")


def _composed(mantissa: str, power: int) -> str:
    """Return a positive number, from ``1.20`` and a power of ten."""
    if power in PLAIN:
        places = max(0, len(mantissa.replace(".", "")) - 1 - power)
        return _without_idle_zeros(f"{float(f'{mantissa}e{power}'):,.{places}f}")
    mantissa = _without_idle_zeros(mantissa)
    ten = f"10{str(power).translate(RAISED)}"
    return ten if mantissa == "1" else f"{mantissa}·{ten}"


def _without_idle_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


# Formulas

_TYPESET = {MINUS: "-", ",": "{,}", "·": r" \cdot ", "∞": r"\infty", "NaN": r"\mathrm{NaN}", " %": r"\,\%"}
_POWER = re.compile(f"(?<=10)[{''.join(map(chr, LOWERED))}]+")


def typeset(text: str) -> str:
    r"""Return a number in LaTeX: ``0.5``, ``-18{,}400``, ``1.23 \cdot 10^{-7}``."""
    for sign, latex in _TYPESET.items():
        text = text.replace(sign, latex)
    return _POWER.sub(lambda power: f"^{{{power[0].translate(LOWERED)}}}", text)


def tex(value: float, digits: int = DIGITS) -> str:
    """Return `number` in LaTeX."""
    return typeset(number(value, digits))


def tex_setting(value: float) -> str:
    """Return `setting` in LaTeX."""
    return typeset(setting(value))


def factor(value: float) -> str:
    """Return a number that stands behind an operator: in brackets when it is negative."""
    text = tex(value)
    return rf"({text})" if text.startswith("-") else text


def squared(value: float) -> str:
    """Return the square of a number, unevaluated."""
    text = tex(value)
    return rf"({text})^{{2}}" if text.startswith("-") or "10^" in text else rf"{text}^{{2}}"


def equation(left: str, index: int | str, right: str, result: float) -> str:
    """Return one line: ``left_{index} = right = result``."""
    return rf"{left}_{{{index}}} = {right} = {tex(result)}"


# Axes


def ticks(values: Sequence[float], spacing: float) -> list[str]:
    """Return the numbers at an axis, with the digits that tell them apart when they are `spacing` apart."""
    return [_tick(float(value), float(spacing)) for value in values]


def _tick(value: float, spacing: float) -> str:
    if abs(value) < 1e-6 * spacing:
        return number(0)
    finest = math.floor(math.log10(spacing)) - 1  # a spacing may be 2.5
    digits = math.floor(math.log10(abs(value))) - finest + 1
    return number(value, min(max(digits, 1), OWN_DIGITS))


def decade(place: float) -> str:
    """Return the number at a place of an axis in decades: ``0.01`` at −2, ``20`` at 1.301, ``10⁻⁷`` at −7."""
    power = math.floor(place)
    mantissa, carried = f"{10 ** (place - power):.{DIGITS - 1}e}".split("e")
    return _composed(mantissa, power + int(carried))
