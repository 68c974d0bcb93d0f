"""Sentences read back: which template one was made of, and whether its words and numbers hold of what was computed.

A chapter's checker is a `Reader`: of every template it has a rule, which says what its words claim, claim by claim,
from raw arrays and with arithmetic of its own.  A template without a rule fails, and so does a rule without a template.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from core.config.words import Phrase

REPOSITORY = Path(__file__).parents[2]
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = re.compile(r"(−?)(?:([\d,]+\.?\d*)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?|10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
STRUNG = re.compile(r"(?:\{(?:part|name)\d+\}(?:; |, | \+ | )?)*")
"""Phrases one after another, and names: no words of their own."""

Rule = Callable[..., Iterator[bool]]


# Numbers as they are read


def read(text: str) -> float:
    """Return the number that a text reads as."""
    if text.startswith("1/"):
        return 1 / read(text[2:])
    if text in ("∞", "−∞"):
        return math.inf if text == "∞" else -math.inf
    if text in ("NaN", "–"):
        return math.nan
    sign, mantissa, power, alone = NUMBER.fullmatch(text).groups()
    value = float(f"{mantissa.replace(',', '') if mantissa else 1}e{(power or alone or '0').translate(RAISED)}")
    return -value if sign else value


def says(text: object, value: float, digits: int = 3) -> bool:
    """Return whether a text is what a value rounds to."""
    text = str(text)
    if text.startswith("1/"):
        return value > 0 and says(text[2:], 1 / value, digits)
    number = read(text)
    if not math.isfinite(number) or not math.isfinite(value) or number == 0 or value == 0:
        return number == value
    half = 0.5 * 10.0 ** (math.floor(math.log10(abs(number))) - digits + 1)
    return abs(number - value) <= half * (1 + 1e-6) + 1e-9 * abs(value)


def says_share(text: str, value: float) -> bool:
    """Return whether a text in per cent is what a share rounds to; nothing and all of it are exact."""
    if text == "<0.1 %":
        return 0 < value < 0.001
    percent = read(text.removesuffix(" %"))
    if percent in (0, 100):
        return 100 * value == percent
    if percent == 99.9:
        return 0.9985 <= value < 1
    return abs(100 * value - percent) <= (0.05 if abs(percent) < 9.95 or percent > 99 else 0.5) * (1 + 1e-6)


def ends(text: str) -> tuple[str, str]:
    """Return the two ends of a range, the same twice where there is one number."""
    low, _, high = text.partition("–")
    if text.endswith(" %") and high:
        low += " %"
    return low, high or low


def spans(text: str, values: Sequence[float], of: Callable[[str, float], bool] = says) -> bool:
    """Return whether a range is that of some values."""
    low, high = ends(text)
    return of(low, min(values)) and of(high, max(values))


# Templates and their rules


def templates_in(*places: str) -> set[str]:
    """Return the marked texts of files and packages of the core."""
    files = [f for place in places for f in ([REPOSITORY / place] if place.endswith(".py") else _files(place))]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "mark":
                found.add(ast.literal_eval(node.args[1]))
    return found


def _files(place: str) -> list[Path]:
    return sorted((REPOSITORY / place).glob("*.py"))


class Reader:
    """The rules of a chapter's sentences.

    Attributes
    ----------
    reached : set of str
        Templates that a sentence was made of which has been read.
    """

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.reached: set[str] = set()

    def of(self, *templates: str) -> Callable[[Rule], Rule]:
        """Register the rule of templates: a generator of claims, given the case and what is put into the sentence."""

        def register(rule: Rule) -> Rule:
            for template in templates:
                assert template not in self.rules, template
                self.rules[template] = rule
            return rule

        return register

    def faults(self, phrase: object, case: Any) -> list[str]:
        """Return what is false of a sentence, or unknown."""
        if not isinstance(phrase, Phrase):
            phrase = Phrase(str(phrase))
        template, values = phrase.template, phrase.values
        if STRUNG.fullmatch(template):
            return [fault for value in values.values() for fault in self.faults(value, case)]
        if template not in self.rules:
            return [f"unknown: {template}"]
        self.reached.add(template)
        put = {
            name: value if isinstance(value, Phrase) else str(Phrase("{v}", v=value)) for name, value in values.items()
        }
        used = {name: value for name, value in put.items() if "{" + name + "}" in template}
        claims = list(self.rules[template](case, **used))
        assert claims or not used, f"nothing is claimed by: {template}"
        return [f"claim {n} of {phrase}" for n, holds in enumerate(claims) if not holds]

    def holds(self, phrase: object, case: Any) -> bool:
        """Return whether a part of a sentence holds, as a claim of the whole."""
        return not self.faults(phrase, case)


def unmatched(reader: Reader, templates: set[str], unmarked: Collection[str] = ()) -> set[str]:
    """Return templates that have no rule, and rules without a template."""
    return (templates | set(unmarked)) ^ set(reader.rules)
