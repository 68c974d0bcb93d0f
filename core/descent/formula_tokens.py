r"""A typed formula as tokens: numbers, names and signs, each with its place in the text.

Here names that are written together are parted (``xln``, ``2pix``), signs of typesetting are brought to those of a
keyboard (``\frac``, ``\cdot``, ``x_{1}``), and it is settled which of the bars of ``|x|`` open and which close: where
they can be paired in several ways, `paired` gives all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice, product
from math import prod
from typing import NamedTuple

from core.config import typed
from core.config.words import LabError, mark, shown
from core.descent.formula_functions import FUNCTIONS, SYNONYMS

PAIRS = {"min", "max", "pow", "atan2", "mod"}
"""Functions of two numbers (of the first two, of any more)."""
VARIABLES = {"x": "x", "y": "y", "x1": "x", "x2": "y"}
NAMES = {*VARIABLES, "pi", "e", *FUNCTIONS, *SYNONYMS, *PAIRS}
_LONGEST_NAME = max(map(len, NAMES))
BRACKETS = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
MOST_PAIRINGS = 64
"""Ways to pair bars beyond which they are not tried out."""

OPERAND = mark("core", "a number, x, y, a function or a bracket")
UNEXPECTED = mark("core", "formula: expected {expectation} at place {place}, got {piece}")
_UNKNOWN = mark(
    "core",
    "formula: unknown name {piece} at place {place}; known are x, y, pi, e and functions such as sin, ln, sqrt, max",
)
_NEARLY = mark("core", "formula: unknown name {piece} at place {place}; is {known} meant?")
TWO_WAYS = mark("core", "formula: {piece} at place {place} has two readings: write {first} or {second}")
_MIXED = mark(
    "core", "formula: {piece} at place {place} beside {other}: write x and y or x1 and x2 (a power as {power})"
)
_BARS = mark("core", "formula: {piece} has many readings: write abs( ) instead of | |")

_COMMANDS = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    "div": "/",
    **dict.fromkeys(("vert", "lvert", "rvert", "mid"), "|"),
    **{"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉"},
}
_ALIKE = {"**": "^", "π": "pi", "√": "sqrt", "∛": "cbrt", **{f"\\{name}": sign for name, sign in _COMMANDS.items()}}
_NAME = r"[A-Za-z_](?:[A-Za-z0-9_₀-₉]|(?<=_)\{[0-9]+\})*"
_TOKEN = re.compile(
    r"(?P<open>\\left\s*\|)|(?P<close>\\right\s*\|)"
    r"|(?P<space>\s+|\\[,;:! ]|\\(?:left|right|quad|displaystyle)(?![A-Za-z]))"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<fraction>[¼-¾⅐-⅞])"
    rf"|(?P<raised>{typed.RAISED})"
    rf"|(?P<upright>\\(?:operatorname|mathrm|text)\s*\{{\s*{_NAME}\s*\}})"
    r"|(?P<frac>\\[dt]?frac(?![A-Za-z]))"
    rf"|(?P<command>\\(?:{'|'.join(_COMMANDS)})(?![A-Za-z]))"
    r"|(?P<cube>\\sqrt\s*\[\s*3\s*\])"
    rf"|(?P<name>(?!\\sqrt\s*\[)\\?{_NAME}|π|√|∛)"
    r"|(?P<sign>\*\*|[-+*/^()\[\]{}⌊⌋⌈⌉|,])"
)
_DOLLARS = re.compile(r"\s*\$([^$]*)\$\s*")
_HEAD = re.compile(r"\s*(?:[A-Za-z]\s*\(\s*x(?:_?\{?[1₁]\}?)?\s*,\s*(?:y|x_?\{?[2₂]\}?)\s*\)|f|z)\s*=")
_UNSEEN = "".join(map(chr, range(0x200B, 0x2010))) + "\u2060\u2061\ufeff\u00ad"
"""Signs that take no room, so that what stands beside them still stands together."""


class Token(NamedTuple):
    """A number, a name or a sign.

    Attributes
    ----------
    kind : str
        ``number``, ``fraction`` (½), ``raised`` (²), ``name``, ``root``, ``frac``, ``sign`` or ``end``; bars that are
        paired are ``open`` and ``close``.
    text : str
        In the signs of a keyboard.
    place, end : int
        Where it begins and ends in what was typed, counted from 1 and 0.
    glued : bool
        Whether nothing, not even a blank, stands before it.
    """

    kind: str
    text: str
    place: int
    end: int
    glued: bool


def tokens(text: str) -> list[Token]:
    """Return what a text consists of; raise LabError at a sign or a name that no formula has."""
    signs = typed.signs(text)
    places = [place for place, sign in enumerate(signs, 1) for _ in sign] + [len(text)]
    plain = "".join(signs)
    dollars = _DOLLARS.fullmatch(plain)
    position, end = dollars.span(1) if dollars else (0, len(plain))
    head = _HEAD.match(plain, position)
    position = head.end() if head else position
    found: list[Token] = []
    glued = False
    while position < end:
        match = _TOKEN.match(plain, position, end)
        if not match:
            piece = re.match(r"\w+|.", plain[position:], re.DOTALL)
            assert piece
            came = text[places[position] - 1 : places[position + len(piece[0]) - 1]]
            raise LabError(UNEXPECTED, expectation=OPERAND, place=places[position], piece=shown(came, quotes=True))
        kind, word, start = str(match.lastgroup), match[0], position
        position = match.end()
        if kind == "space":
            glued = glued and not text[places[start] - 1 : places[position - 1]].strip(_UNSEEN)
            continue
        last = places[position - 1]
        if kind in ("name", "upright") and word not in "π√∛":
            bare = re.compile(_NAME).search(word, word.find("{") + 1 if kind == "upright" else word.startswith("\\"))
            assert bare
            spots = places[start + bare.start() : start + bare.end()]
            found += _parted(bare[0], spots, glued, text)
        else:
            kind = {"command": "sign", "cube": "name"}.get(kind, "root" if word in "√∛" else kind)
            word = _ALIKE.get(word, "cbrt" if match["cube"] else word)
            found.append(Token(kind, word, places[start], last, glued))
        glued = True
    _check_variables(found, text)
    return [*found, Token("end", "", len(text) + 1, len(text), False)]


def _parted(word: str, places: list[int], glued: bool, text: str) -> list[Token]:
    """Return the known names that a word consists of: xln is x and ln."""
    left_out = {n for match in re.finditer(r"_(?=[0-9{₀-₉])|\{|\}", word) for n in range(*match.span())}
    kept = [n for n in range(len(word)) if n not in left_out]
    bare = "".join(str(unicodedata.digit(word[n], word[n])) for n in kept).lower()
    best: list[list[str] | None] = [[]]  # the fewest names that the first letters consist of
    for end in range(1, len(bare) + 1):
        starts = range(max(0, end - _LONGEST_NAME), end)
        ways = [[*before, bare[n:end]] for n in starts if (before := best[n]) is not None and bare[n:end] in NAMES]
        best.append(min(ways, key=len, default=None))
    names = best[-1]
    if names is None:
        raise _unknown(bare, places[0], text[places[0] - 1 : places[-1]])
    found: list[Token] = []
    at = 0
    for name in names:
        begins, at = at, at + len(name)
        end = places[kept[at] - 1] if at < len(kept) else places[-1]
        found.append(Token("name", SYNONYMS.get(name, name), places[kept[begins]], end, glued or bool(found)))
    return found


def _unknown(bare: str, place: int, came: str) -> LabError:
    piece = shown(came, quotes=True)
    if match := re.fullmatch(r"([xy])([0-9]{1,2})", bare):
        letter, digits = match.groups()
        return LabError(TWO_WAYS, piece=piece, place=place, first=f"{letter}^{digits}", second=f"{digits}*{letter}")
    import difflib  # only to tell of a mistake

    near = difflib.get_close_matches(bare, NAMES, n=1, cutoff=0.7)
    if near:
        return LabError(_NEARLY, piece=piece, place=place, known=near[0])
    return LabError(_UNKNOWN, piece=piece, place=place)


def _check_variables(found: list[Token], text: str) -> None:
    """Refuse x and y beside x1 and x2: a lost power would be read as a variable."""
    used = [token for token in found if token.kind == "name" and token.text in VARIABLES]
    plain = next((token for token in used if token.text in "xy"), None)
    numbered = next((token for token in used if token.text not in "xy"), None)
    if plain and numbered:
        pieces = [shown(text[token.place - 1 : token.end], quotes=True) for token in (numbered, plain)]
        raise LabError(_MIXED, piece=pieces[0], place=numbered.place, other=pieces[1], power="x^2")


# Bars


def paired(found: list[Token], text: str) -> Iterator[list[Token]]:
    """Give the tokens in every way in which bars may open and close, at least one; those that close early first."""
    bars: dict[int, list[int]] = {}
    for n, (token, group) in enumerate(zip(found, _groups(found), strict=True)):
        if token.kind == "sign" and token.text == "|":
            bars.setdefault(group, []).append(n)
    ways = [list(islice(_pairings([_sure(found, n) for n in group]), MOST_PAIRINGS + 1)) for group in bars.values()]
    if prod(map(len, ways)) > MOST_PAIRINGS:
        raise LabError(_BARS, piece=shown(text.strip(), quotes=True))
    if not all(ways):  # they cannot be paired, and where they are read so it will show
        ways = [[[_sure(found, n) or "close" for n in group]] for group in bars.values()]
    order = [n for group in bars.values() for n in group]
    for way in product(*ways):
        kinds = dict(zip(order, chain.from_iterable(way), strict=True))
        yield [token._replace(kind=kinds.get(n, token.kind)) for n, token in enumerate(found)]


def _groups(found: list[Token]) -> list[int]:
    """Return for each token which bracket it stands in."""
    groups, stack = [], [-1]
    for n, token in enumerate(found):
        if token.kind == "sign" and token.text in BRACKETS.values() and len(stack) > 1:
            stack.pop()
        groups.append(stack[-1])
        if token.kind == "sign" and (token.text in BRACKETS or token.text == ","):
            if token.text == "," and len(stack) > 1:
                stack.pop()
            stack.append(n)
    return groups


def _sure(found: list[Token], n: int) -> str:
    """Return whether a bar must be ``open`` or ``close`` by what stands beside it; empty where it may be either."""
    before, after = found[n - 1] if n else None, found[n + 1]
    ends = (before is not None) and (
        before.kind in ("number", "fraction", "raised")
        or (before.kind == "name" and (before.text in VARIABLES or before.text in ("pi", "e")))
        or (before.kind == "sign" and before.text in BRACKETS.values())
    )
    if before is not None and before.kind == "sign" and before.text == "|":
        ends = True  # it depends on that one
    if not ends:
        return "open"
    if after.kind in ("end", "raised") or (after.kind == "sign" and after.text in {*BRACKETS.values(), *"+*/^,"}):
        return "close"
    return "open" if after.kind in ("number", "fraction") else ""


def _pairings(sure: list[str]) -> Iterator[list[str]]:
    """Give all ways to pair bars of which some are sure."""
    change = {"close": -1, "open": 1}
    possible = [{0}]  # how many may be open before the last bar, the last but one, …
    for known in reversed(sure):
        possible.append(
            {n - by for n in possible[-1] for kind, by in change.items() if known in ("", kind) and n >= by}
        )
    possible.reverse()

    def further(place: int, count: int) -> Iterator[list[str]]:
        if place == len(sure):
            yield []
            return
        for kind, by in change.items():
            if sure[place] in ("", kind) and count + by in possible[place + 1]:
                for others in further(place + 1, count + by):
                    yield [kind, *others]

    if 0 in possible[0]:
        yield from further(0, 0)


def fits_blanks(found: list[Token]) -> bool:
    """Return whether every bar stands by what it encloses, where blanks show it: ``|x| - y |x|``."""
    for n, token in enumerate(found):
        if token.kind == "close" and not token.glued and found[n + 1].glued:
            return False
        if token.kind == "open" and token.glued and not found[n + 1].glued:
            return False
    return True
