"""What people type and paste, as the signs that number fields and formulas know.

Keyboards and documents have many signs for one thing: full-width digits, half a dozen dashes that are meant as a minus,
signs that cannot be seen.  `signs` and `plain` bring them to one; `number` and `whole` then read what is left, and all
that `core.config.figures` writes.
"""

from __future__ import annotations

import re
import unicodedata

from core.config.figures import LOWERED

_KEPT = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
"""Kinds of signs that mean something else than their letters: x² is not x2."""
_ALIKE = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("·⋅∙×∗\u2062", "*"),  # the last is the invisible times of pasted formulas
    **dict.fromkeys("÷∕⁄", "/"),
    "∣": "|",
    "ˆ": "^",
    **dict.fromkeys("\u034f\u115f\u1160\u3164\uffa0\ufe0e\ufe0f", " "),  # cannot be seen, nor can formats (below)
}
_RAISED = "⁺" + "".join(map(chr, LOWERED))
RAISED = rf"[{_RAISED[:2]}]?[{_RAISED[2:]}]+"
"""Pattern of a whole number above the line."""

_DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_NUMBER = re.compile(rf"(?P<bare>[+-]?{_DECIMAL}(?:[eE][+-]?[0-9]+)?)")
_POWER = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<mantissa>{_DECIMAL})\s*\*\s*)?10(?:(?:\^|\*\*)(?P<power>[+-]?[0-9]+)|(?P<raised>{RAISED}))"
)
_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)")


def signs(text: str) -> list[str]:
    """Return what each character stands for, so that places in `text` can still be told."""
    return list(map(_sign, text))


def plain(text: str) -> str:
    """Return a text in the signs of a plain keyboard, as far as it has them."""
    return "".join(signs(text))


def _sign(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.decomposition(character).startswith(_KEPT):
        return character
    if character not in _ALIKE and unicodedata.category(character) == "Cf":
        return " "  # parts no digits
    characters = unicodedata.normalize("NFKC", _ALIKE.get(character, character))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else _ALIKE.get(c, c) for c in characters)


def above_the_line(text: str) -> int:
    """Return the number that superscripts make."""
    return int(text.replace("⁺", "").translate(LOWERED))


def number(text: str) -> float:
    """Return the number that was typed: ``0.5``, ``-1e-7``, ``1.2·10⁻⁷``, ``10^5``; raise ValueError when it is none.

    A comma is no part of it: to some it parts decimals, to others thousands.
    """
    text = plain(text).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    match = _POWER.fullmatch(text)
    if not match:
        raise ValueError("not a number")
    power = match["power"] or above_the_line(match["raised"])
    return float(f"{match['sign']}{match['mantissa'] or 1}e{int(power)}")


def whole(text: str) -> int:
    """Return the whole number that was typed, with commas between its thousands or none; raise ValueError otherwise."""
    text = plain(text).strip()
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text.replace(",", ""))
