"""What a typed formula promises: what people type is understood, all else is told with its place, slopes are exact."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.words import LabError
from core.descent.expressions import LONGEST, parse
from core.descent.formula_functions import FUNCTIONS

# Slopes

ACKLEY = "20+e-20exp(-0.2sqrt((x^2+y^2)/2))-exp((cos(2pi x)+cos(2pi y))/2)"
SLOPES = {
    "x^2 at x < 0": ("x^2", (-3, 0), (9, -6, 0)),
    "x^3 at x < 0": ("x^3", (-2, 0), (-8, 12, 0)),
    "x^2 at 0": ("x^2", (0, 0), (0, 0, 0)),
    "x^1 at 0": ("x^1", (0, 0), (0, 1, 0)),
    "x^0 at 0": ("x^0", (0, 0), (1, 0, 0)),
    "0^0": ("0^0 + x", (0, 0), (1, 1, 0)),
    "fractional": ("x^1.5", (4, 0), (8, 3, 0)),
    "fractional at x < 0": ("x^0.5", (-1, 0), (np.nan, np.nan, 0)),
    "negative": ("x^-1", (-2, 0), (-0.5, -0.25, 0)),
    "x^y": ("x^y", (2, 3), (8, 12, 8 * np.log(2))),
    "x^y at x = 0": ("x^y", (0, 2), (0, 0, 0)),
    "x^y at x = 0, y = 1": ("x^y", (0, 1), (0, 1, 0)),
    "x^y at y = 0": ("x^y", (2, 0), (1, 0, np.log(2))),
    "x^y at x < 0, y whole": ("x^y", (-2, 2), (4, -4, np.nan)),
    "abs": ("|x| + |y|", (-2, 3), (5, -1, 1)),
    "abs at 0": ("|x|", (0, 0), (0, 0, 0)),
    "sqrt at 0": ("sqrt(x)", (0, 1), (0, np.inf, 0)),
    "sqrt at x < 0": ("sqrt(x)", (-1, 1), (np.nan, np.nan, 0)),
    "ln at 0": ("ln(x)", (0, 1), (-np.inf, np.inf, 0)),
    "ln at x < 0": ("ln(x)", (-1, 1), (np.nan, np.nan, 0)),
    "1/x at 0": ("1/x", (0, 1), (np.inf, -np.inf, 0)),
    "overflow": ("exp(x^2)", (100, 0), (np.inf, np.inf, 0)),
    "max": ("max(x, y^2)", (1, 3), (9, 0, 6)),
    "min, equal": ("min(2x, y)", (1, 2), (2, 2, 0)),
    "tip of a cone": ("sqrt(x^2 + y^2)", (0, 0), (0, 0, 0)),
    "tip of a slanting cone": ("sqrt(x² + y²) + 3x", (0, 0), (0, 3, 0)),
    "root of a square": ("sqrt(x^2) + y^2", (0, 2), (4, 0, 4)),
    "cusp": ("|x|^0.5 + y^2", (0, 1), (1, 0, 2)),
    "cube root of a cube": ("cbrt(x^3)", (0, 1), (0, 1, 0)),
    "x times its cube root": ("y + x cbrt(x)", (0, 1), (1, 0, 1)),
    "cube root": ("cbrt(x) + y", (0, 1), (1, np.inf, 1)),
    "flat as e^(-1/x²)": ("e^(-1/x^2)", (0, 0), (0, 0, 0)),
    "cusp that leans": ("|x|^0.5 + (x + |x|)^0.5", (0, 0), (0, np.nan, 0)),
    "Ackley's funnel": (ACKLEY, (0, 0), (0, 0, 0)),
    "constant": ("7", (1, 2), (7, 0, 0)),
}


@pytest.mark.parametrize(("text", "at", "expected"), SLOPES.values(), ids=list(SLOPES))
def test_value_and_slopes_are_exact_even_where_it_is_delicate(text, at, expected):
    np.testing.assert_allclose(parse(text).value_and_gradient(*at), expected, rtol=1e-14, atol=1e-14)


def test_a_constant_has_the_shape_of_its_arguments():
    for part in parse("3 + pi").value_and_gradient(np.zeros((2, 1)), np.zeros(3)):
        assert part.shape == (2, 3) and part.dtype == np.float64


@pytest.mark.parametrize(
    "text", ["sqrt(x^2 + y^2)", "|x|^0.5 + cbrt(y)", "cbrt(x^3) + x^y", "x^y + sin(x y) / (1 + y²)"]
)
def test_where_slopes_are_lacking_an_array_is_computed_as_each_of_its_points(text):
    x, y = np.meshgrid([-1.0, 0.0, 2.0], [-0.5, 0.0, 1.0])
    together = parse(text).value_and_gradient(x, y)
    for place in np.ndindex(x.shape):
        alone = parse(text).value_and_gradient(x[place], y[place])
        np.testing.assert_allclose([part[place] for part in together], alone, rtol=1e-12)


def test_a_whole_array_is_computed_as_each_of_its_points():
    x, y = np.random.default_rng(1).normal(size=(2, 5, 4))
    together = parse("x^y + sin(x y) / (1 + y²)").value_and_gradient(x, y)
    for place in np.ndindex(x.shape):
        alone = parse("x^y + sin(x y) / (1 + y²)").value_and_gradient(x[place], y[place])
        np.testing.assert_allclose([part[place] for part in together], alone, rtol=1e-12)


def test_a_formula_can_be_kept_and_compared():
    assert parse("x + y") == parse("x + y") and hash(parse("x + y")) == hash(parse("x + y"))
    assert parse("x + y") != parse("x - y")


# Typesetting

TYPESET = {
    "x^2/20 + y^2": r"\frac{x^{2}}{20} + y^{2}",
    "(x - 1)^2": r"\left(x - 1\right)^{2}",
    "x - (y + 1)": r"x - \left(y + 1\right)",
    "2*3*x": r"2 \cdot 3\,x",
    "2|x|": r"2\,\left|x\right|",
    "sqrt(x)": r"\sqrt{x}",
    "e^x + pi": r"e^{x} + \pi",
    "exp(-x)": r"e^{-x}",
    "sin(x)^2": r"\left(\sin \left(x\right)\right)^{2}",
    "-x^2": r"-x^{2}",
    "(-x)^2": r"\left(-x\right)^{2}",
    "x * -y": r"x\,\left(-y\right)",
    "x - -y": r"x - \left(-y\right)",
    "1.50e-3x": r"0.0015\,x",
    "2e-7x": r"2 \cdot 10^{-7}\,x",
    "(1e-7)^2 - 1.5e-7²": r"\left(10^{-7}\right)^{2} - \left(1.5 \cdot 10^{-7}\right)^{2}",
    "20000x^1.50": r"20{,}000\,x^{1.5}",
    "½x² + x^½": r"\frac{1}{2}\,x^{2} + x^{\frac{1}{2}}",
    "(x/2)^2": r"\left(\frac{x}{2}\right)^{2}",
}


@pytest.mark.parametrize("text", TYPESET)
def test_a_formula_is_typeset(text):
    assert parse(text).tex == TYPESET[text]


# Ten thousand formulas: valid, broken, hostile

HOSTILE = [
    *("__class__", "().__bases__", "import os", "lambda", "exec", "x.real", "x:=1", "x<<99", "9**9**9", "1e999"),
    *("[x]", "{x}", "@", "\\", "\0", "∞", "👾", "'", '"', "#", "~x", "%", "!", "$", "e" * 40),
    *("((((((((", "-------", "√√√", "²²²", "||", ",", "^^"),
]


def well_formed(rng: random.Random, depth: int) -> str:
    """Return a formula that can be read."""
    if depth == 0:
        return rng.choice(["x", "y", "2", "0.5", "pi", "e", "x", "y", "1e-2"])

    def part() -> str:
        return well_formed(rng, rng.randrange(depth))

    match rng.randrange(7):
        case 0 | 1:
            return f"({part()}){rng.choice('+-*/·−')}({part()})"
        case 2:
            return f"({part()})^{rng.choice(['2', '3', '-1', '0.5', '(x)', '0'])}"
        case 3:
            return f"{rng.choice([*FUNCTIONS, 'log'])}({part()})"
        case 4:
            return f"-({part()})"
        case 5:
            return f"|{part()}|"
        case _:
            return f"{rng.choice(['min', 'max'])}({part()}, {part()})"


def broken(rng: random.Random) -> str:
    """Return a formula with something cut, doubled or put in."""
    text = list(well_formed(rng, 3))
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(text) + 1)
        match rng.randrange(3):
            case 0:
                del text[place : place + rng.randint(1, 4)]
            case 1:
                text[place:place] = rng.choice(HOSTILE)
            case _:
                text[place:place] = rng.choice("xy()+-*/^|,.0e ²")
    return "".join(text) * rng.choice([1, 1, 1, 2, 50])


def hostile(rng: random.Random) -> str:
    return "".join(rng.choice([*HOSTILE, "x", "(", ")", "+", "^", "9"]) for _ in range(rng.randint(0, 40)))


def test_ten_thousand_formulas_are_read_or_refused_and_their_slopes_are_right():
    rng, numbers = random.Random(7), np.random.default_rng(7)
    x, y = numbers.uniform(0.3, 2, (2, 8))
    read = checked = 0
    for n in range(10_000):
        text = [lambda: well_formed(rng, 4), lambda: broken(rng), lambda: hostile(rng)][n % 3]()
        try:
            formula = parse(text)
        except LabError as error:
            assert "formula: " in str(error) and (n % 3 or len(text) > LONGEST), text
            continue
        read += 1
        f, *slopes = formula.value_and_gradient(x, y)
        assert f.shape == x.shape and formula.tex
        if n % 3 == 0 and n % 4 == 0:
            checked += agrees_with_differences(formula, x, y, slopes)
    assert read > 3500 and checked > 500


def agrees_with_differences(formula, x, y, slopes) -> bool:
    """Check slopes against central differences wherever these can be trusted; return whether there was such a place."""

    def differences(h: float):
        with np.errstate(all="ignore"):
            along_x = formula.evaluate(x + h, y) - formula.evaluate(x - h, y)
            along_y = formula.evaluate(x, y + h) - formula.evaluate(x, y - h)
        return along_x / (2 * h), along_y / (2 * h)

    trusted = False
    with np.errstate(all="ignore"):
        for exact, coarse, fine in zip(slopes, differences(2e-5), differences(1e-5), strict=True):
            # kinks, poles and huge values show in differences that are not alike
            smooth = np.abs(coarse - fine) < 1e-6 * (np.abs(fine) + 1)
            smooth &= np.isfinite(fine) & (np.abs(formula.evaluate(x, y)) < 1e3) & np.isfinite(exact)
            np.testing.assert_allclose(exact[smooth], fine[smooth], rtol=1e-4, atol=1e-4, err_msg=formula.text)
            trusted |= bool(smooth.any())
    return trusted


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_a_lab_error(text):
    try:
        formula = parse(text)
    except LabError:
        return
    assert np.shape(formula.evaluate(0.5, 2.0)) == ()
