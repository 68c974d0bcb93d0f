"""What the reader of formulas promises: it reads as a mathematician does, or says in which two ways a text can be read.

``--mutations=10000`` takes more mutated formulas than the suite does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import numpy as np
import pytest

from core.config.words import LabError
from core.descent import formula_functions
from core.descent.expressions import LONGEST, parse
from core.descent.formula_reader import DEEPEST, read
from tests.core.descent import formula_table
from tests.core.descent.formula_table import AMBIGUOUS, GOOD, REFUSED

X, Y = 1.375, -0.75
WRITE = re.compile(r"has two readings: write (.*) or (.*)$")


def short(text: str) -> str:
    return repr(text)[:40]


def message_of(text: str) -> str:
    with pytest.raises(LabError) as error:
        parse(text)
    return str(error.value)


def test_the_table_has_two_hundred_formulas_of_all_three_kinds():
    assert len(GOOD) + len(AMBIGUOUS) + len(REFUSED) >= 250
    assert min(map(len, (GOOD, AMBIGUOUS, REFUSED))) >= 35
    assert (formula_table.LONGEST, formula_table.DEEPEST) == (LONGEST, DEEPEST)


@pytest.mark.parametrize("text", GOOD, ids=short)
def test_what_people_type_is_read_as_they_mean_it(text):
    with np.errstate(all="ignore"):
        for x, y in ((X, Y), (0.3, 2.25)):
            np.testing.assert_allclose(parse(text).evaluate(x, y), GOOD[text](np.float64(x), np.float64(y)), rtol=1e-14)


@pytest.mark.parametrize("text", GOOD, ids=short)
def test_what_is_typeset_and_what_is_offered_is_the_reading(text):
    formula = parse(text)
    for other in (formula.tex, formula.root.plain):
        np.testing.assert_allclose(parse(other.replace("{,}", "")).evaluate(X, Y), formula.evaluate(X, Y), rtol=1e-14)


@pytest.mark.parametrize("text", [*GOOD, "+".join(["x^2y"] * 50), "x-(y+1)-" * 30 + "-x"], ids=short)
def test_a_long_sum_is_typeset_in_lines_that_make_up_the_whole(text):
    lines = parse(text).tex_lines
    assert all(lines) and " ".join(lines).replace(" ", "") == parse(text).tex.replace(" ", "")
    if len(parse(text).root.plain) > 100 and text in GOOD:
        assert len(lines) > 2


@pytest.mark.parametrize("text", AMBIGUOUS, ids=short)
def test_what_can_be_read_in_two_ways_is_refused_with_both_ready_to_be_typed(text):
    found = WRITE.search(message_of(text))
    assert found
    with np.errstate(all="ignore"):
        for offered, meant in zip(found.groups(), AMBIGUOUS[text], strict=True):
            value = meant(np.float64(X), np.float64(Y))
            np.testing.assert_allclose(parse(offered).evaluate(X, Y), value, rtol=1e-14)


@pytest.mark.parametrize("text", REFUSED, ids=short)
def test_what_is_no_formula_is_told_with_its_place(text):
    message = message_of(text)
    assert message.startswith("formula: ") and REFUSED[text] in message


@pytest.mark.parametrize("text", [*AMBIGUOUS, *REFUSED], ids=short)
def test_a_message_is_one_line(text):
    message = message_of(text)
    assert len(message) < 200 and message.isprintable()


# Random formulas, differentiated by a step into the complex plane: f(x + ih) = f(x) + ih f′(x) for a tiny h

Complex = Callable[[complex, complex], complex]
H = 1e-30


def within(low: float, high: float, value: Callable[[complex], complex]) -> Callable[[complex], complex]:
    """Return a function that has no value outside of its domain, as on the real axis."""
    return lambda z: np.where((z.real >= low) & (z.real <= high), value(z), np.nan)


def odd(value: Callable[[complex], complex]) -> Callable[[complex], complex]:
    return lambda z: np.where(z.real < 0, -value(-z), value(z))


def whole(v: float) -> float:
    """Return ⌊v⌋; nothing at its jumps, where rounding decides."""
    return np.where(np.abs(v - np.round(v)) < 1e-9, np.nan, np.floor(v))


def angle(a: complex, b: complex) -> complex:
    """Return atan2(a, b); nothing where it jumps."""
    slope = np.where(np.abs(a) < np.abs(b), np.arctan(a / b), -np.arctan(b / a)).imag
    return np.where((a.real == 0) & (b.real < 0), np.nan, np.arctan2(a.real, b.real) + 1j * slope)


def larger(a: complex, b: complex) -> complex:
    return np.where(np.isnan(a + b), np.nan, np.where(a.real >= b.real, a, b))


def whole_power(z: complex, n: int) -> complex:
    result = z if n else z * 0 + 1
    for _ in range(abs(n) - 1):
        result = result * z
    return 1 / result if n < 0 else result


FUNCTIONS: dict[str, Complex] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": lambda z: np.sin(z) / np.cos(z),
    "asin": within(-1, 1, np.arcsin),
    "acos": within(-1, 1, np.arccos),
    "atan": np.arctan,
    "sinh": lambda z: (np.exp(z) - np.exp(-z)) / 2,
    "cosh": lambda z: (np.exp(z) + np.exp(-z)) / 2,
    "tanh": np.tanh,
    "exp": np.exp,
    "ln": within(0, np.inf, np.log),
    "log10": within(0, np.inf, lambda z: np.log(z) / np.log(10)),
    "log2": within(0, np.inf, lambda z: np.log(z) / np.log(2)),
    "sqrt": within(0, np.inf, np.sqrt),
    "cbrt": odd(lambda z: np.exp(np.log(z) / 3)),
    "abs": lambda z: np.where(z.real < 0, -z, z),
    "sign": lambda z: np.sign(z.real) + 0j,
    "floor": lambda z: whole(z.real) + 0j,
    "ceil": lambda z: 0j - whole(-z.real),
}


def leaf(rng: random.Random) -> tuple[str, Complex]:
    number = rng.choice([2, 3, 0.5, 0.25, 1.5, 10])
    return rng.choice(
        [
            ("x", lambda x, y: x),
            ("y", lambda x, y: y),
            ("xy", lambda x, y: x * y),
            ("xy^2", lambda x, y: x * y * y),
            ("x²y", lambda x, y: x * x * y),
            (f"{number:g}x", lambda x, y: number * x),
            (f"{number:g}", lambda x, y: number + 0 * x),
            ("pi y", lambda x, y: np.pi * y),
            (f"{number:g}x^3y", lambda x, y: number * x * x * x * y),
            ("½y", lambda x, y: 0.5 * y),
            ("ex", lambda x, y: np.e * x),
            ("|y|", lambda x, y: np.where(y.real < 0, -y, y)),
            ("sin 2x", lambda x, y: np.sin(2 * x)),
            ("cos²(y)", lambda x, y: np.cos(y) ** 2),
        ]
    )


def random_formula(rng: random.Random, depth: int) -> tuple[str, Complex]:
    """Return a formula as a person types it, and the same in complex numbers."""
    if depth == 0:
        return leaf(rng)
    (a, f), (b, g) = (random_formula(rng, rng.randrange(depth)) for _ in range(2))
    n = rng.choice([0, 1, 2, 3, 4, -1, -2])
    name = rng.choice(list(FUNCTIONS))
    function = FUNCTIONS[name]
    forms: list[tuple[str, Complex]] = [
        (f"{a} + {b}", lambda x, y: f(x, y) + g(x, y)),
        (f"{a} - ({b})", lambda x, y: f(x, y) - g(x, y)),
        (f"({a})({b})", lambda x, y: f(x, y) * g(x, y)),
        (f"x({a})*[{b}]", lambda x, y: x * f(x, y) * g(x, y)),
        (f"({a})/({b})", lambda x, y: f(x, y) / g(x, y)),
        (f"-({a})^{n}", lambda x, y: -whole_power(f(x, y), n)),
        (f"2({a})^{{{b}}}", lambda x, y: 2 * np.exp(g(x, y) * FUNCTIONS["ln"](f(x, y)))),
        (f"x{name}({a})", lambda x, y: x * function(f(x, y))),
        (f"{name}({a})", lambda x, y: function(f(x, y))),
        (f"{name}²({a})y", lambda x, y: function(f(x, y)) ** 2 * y),
        (f"min({a}, {b})", lambda x, y: larger(-f(x, y), -g(x, y)) * -1),
        (f"max({a}, {b})", lambda x, y: larger(f(x, y), g(x, y))),
        (f"mod({a}, {b})", lambda x, y: f(x, y) - g(x, y) * whole((f(x, y) / g(x, y)).real)),
        (f"atan2({a}, {b})", lambda x, y: angle(f(x, y), g(x, y))),
    ]  # fmt: skip
    return rng.choice(forms)


def test_every_function_that_can_be_typed_is_among_them():
    assert set(FUNCTIONS) == set(formula_functions.FUNCTIONS)


def test_values_and_slopes_of_five_hundred_random_formulas_agree_with_another_differentiator():
    rng, numbers = random.Random(3), np.random.default_rng(3)
    x, y = numbers.uniform(-2, 2, (2, 12))
    checked, places = 0, 0
    while checked < 500:
        text, other = random_formula(rng, 4)
        if len(text) > LONGEST:
            continue
        try:
            formula = parse(text)
        except LabError as error:
            assert "expected an exponent from" in str(error), text  # 2^(9^9)
            continue
        values = formula.value_and_gradient(x, y)
        with np.errstate(all="ignore"):
            by_x, by_y = other(x + H * 1j, y + 0j), other(x + 0j, y + H * 1j)
            expected = [np.broadcast_to(v, x.shape) for v in (by_x.real, by_x.imag / H, by_y.imag / H)]
            known = np.all([np.isfinite(v) & (np.abs(v) < 1e6) for v in (*values, *expected)], axis=0)
            again = read(formula.tex.replace("{,}", "")).dual(x, y).f + 0 * x
        np.testing.assert_allclose(again[known], values[0][known], rtol=1e-9, atol=1e-9, err_msg=text)
        for ours, theirs in zip(values, expected, strict=True):
            np.testing.assert_allclose(ours[known], theirs[known], rtol=1e-8, atol=1e-8, err_msg=text)
        checked += bool(known.any())
        places += int(known.sum())
    assert places > 2500


# Mutated formulas

PIECES = [
    *(
        "x",
        "y",
        "x1",
        "₂",
        "2",
        "½",
        ".5",
        "1e",
        "e",
        "π",
        "²",
        "⁻",
        "^",
        "**",
        "√",
        "∛",
        "|",
        "||",
        "(",
        ")",
        "[",
        "}",
    ),
    *("{", "⌊", "+", "-", "−", "*", "/", ",", " ", "\u200b", "\u2062", "sin", "ln", "max(", "mod", "log_", "\\frac"),
    *(
        "\\left",
        "\\",
        "f(x,y)=",
        "=",
        "_",
        "$",
        "０",
        "ｘ",
        "𝑥",
        "ㅌ",
        "\0",
        "\ud800",
        "😀",
        "\n",
        "'",
        "__class__",
        "9^9^9",
    ),
]


def mutated(rng: random.Random) -> str:
    """Return a formula of the table with something cut, doubled, swapped or put in."""
    text = rng.choice([*GOOD, *AMBIGUOUS])
    for _ in range(rng.randint(1, 6)):
        place, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        text = rng.choice(
            [
                text[:place] + rng.choice(PIECES) + text[place:],
                text[:place] + text[place + 1 :],
                text[:end] + text[place:],
                text[:place] + text[end:],
                text[:place] + text[place:end][::-1] + text[end:],
                text[:place] + rng.choice(PIECES) * rng.choice([2, 9, 40]) + text[place:],
            ]
        )
    return text[: LONGEST + 5]


def test_a_mutated_formula_is_a_formula_or_one_line(request):
    rng = random.Random(5)
    read = 0
    for _ in range(request.config.getoption("--mutations")):
        text = mutated(rng)
        try:
            formula = parse(text)
        except LabError as error:
            message = str(error)
            assert message.startswith("formula: ") and message.isprintable() and len(message) < 250, repr(text)
            if offered := WRITE.search(message):
                for reading in offered.groups():
                    assert np.shape(parse(reading).evaluate(X, Y)) == (), repr(text)
            continue
        read += 1
        assert np.shape(formula.evaluate(X, Y)) == ()
        if len(formula.tex) <= LONGEST:
            assert parse(formula.tex.replace("{,}", ""))
        assert formula.quadratic is None or np.isfinite(formula.quadratic).all()
    assert read > 100
