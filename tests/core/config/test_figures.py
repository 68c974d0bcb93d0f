"""What the writer of numbers promises: one form for a value wherever it stands, right to its last digit.

The last tests read the sources: nothing else in core or app writes a number that a person reads.
"""

from __future__ import annotations

import ast
import math
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import figures
from core.config.figures import (
    count,
    decade,
    entry,
    factor,
    fraction,
    number,
    ratio,
    rounded,
    setting,
    share,
    span,
    squared,
    tex,
    tex_setting,
    ticks,
    typeset,
    written,
)
from core.config.words import LabError, Phrase

FINITE = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
OF_THREE_DIGITS = st.builds(
    lambda digits, power: float(f"{digits}e{power}"), st.integers(-999, 999), st.integers(-9, 9)
)
SHARES = st.floats(0, 1) | st.sampled_from([5e-324, 1e-9, 0.00099, 0.001, 0.0995, 0.98999, 0.9999, 1 - 2**-53])


def exact(text: str) -> Fraction:
    """Return the number that is written, read by no code of ours."""
    above = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    match = re.fullmatch(r"(−?)(?:([\d,]+(?:\.\d+)?)|(?:(\d(?:\.\d+)?)·)?10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+))", text)
    assert match, text
    minus, plain, mantissa, below, raised = match.groups()
    size = Fraction((plain or mantissa or "1").replace(",", ""))
    power = int("".join(str(above.index(sign)) for sign in raised)) if raised else 0
    return (-1 if minus else 1) * size * Fraction(10) ** (-power if below else power)


# The forms


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (0.1 + 0.2, "0.3"),
        (-0.5, "−0.5"),
        (0.0127, "0.0127"),
        (0.000123, "0.000123"),
        (0.00009996, "0.0001"),
        (999.6, "1,000"),
        (1234.5, "1,230"),
        (18_432, "18,400"),
        (9_990_000, "9,990,000"),
        (9_999_999, "10⁷"),
        (1.4e-12, "1.4·10⁻¹²"),
        (9.996e-7, "10⁻⁶"),
        (-1e-5, "−10⁻⁵"),
        (2e100, "2·10¹⁰⁰"),
        (1e-320, "10⁻³²⁰"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
        (None, "–"),
        (np.float32(0.1), "0.1"),
    ],
)
def test_a_number_has_three_significant_digits(value, text):
    assert number(value) == text


@given(FINITE)
def test_a_number_is_the_nearest_of_three_digits_in_one_grammar(value):
    text = number(value)
    said = exact(text)
    digits = re.sub(r"·?10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$", "", text).replace(",", "").replace(".", "").lstrip("−0")
    assert len(digits.rstrip("0")) <= 3
    assert abs(said - Fraction(value)) * 200 <= abs(Fraction(value)) * Fraction("1.0000000001")
    assert (text == "0") == (value == 0)
    assert (
        "-" not in text and "e" not in text.lower() and not re.search(r"\.\d*0(?![\d,.])|\.$", text.partition("·")[0])
    )
    assert not re.search(r"\d{4}", text.partition(".")[0]), "thousands are marked"


@given(FINITE, FINITE)
def test_more_is_never_written_as_less(a, b):
    low, high = sorted((a, b))
    assert exact(number(low)) <= exact(number(high))


@given(OF_THREE_DIGITS)
def test_the_same_value_has_the_same_form_everywhere(value):
    text = number(value)
    assert setting(value) == str(Phrase("{x}", x=value)) == text
    assert tex(value) == tex_setting(value) == typeset(text)
    assert ticks([value], abs(value) / 100 or 1.0) == [text]
    assert factor(value).strip("()") == tex(value)
    if value == int(value) and abs(value) < 1e7:
        assert count(int(value)) == written(int(value)) == written(np.int64(value)) == text
    if 0 < value < 1:
        assert fraction(value) == text
    if value >= 0.1:
        assert ratio(value) == text


@pytest.mark.parametrize("power", range(-320, 309))
def test_a_power_of_ten_is_written_one_way(power):
    text = decade(power)
    assert text == number(float(f"1e{power}"))
    assert re.fullmatch(r"10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[01.,]+", text)
    assert typeset(text) == (rf"10^{{{power}}}" if "10⁻" in text or power > 6 else text.replace(",", "{,}"))


@given(st.integers(-300, 300), st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 9]))
def test_an_axis_in_decades_names_its_numbers_as_a_text_does(power, digit):
    assert decade(power + math.log10(digit)) == number(float(f"{digit}e{power}"))


# What was set, what is counted


@pytest.mark.parametrize(
    ("value", "said", "in_a_field"),
    [
        (0.012345, "0.012345", "0.012345"),
        (-1234.5, "−1,234.5", "-1234.5"),
        (1e-7, "10⁻⁷", "1e-7"),
        (2.5e-6, "2.5·10⁻⁶", "2.5e-6"),
        (1e-4, "0.0001", "0.0001"),
        (0.1 + 0.2, "0.3", "0.3"),
        (60_000, "60,000", "60000"),
        (-0.0, "0", "0"),
    ],
)
def test_what_was_set_keeps_its_digits_and_a_field_holds_what_any_keyboard_types(value, said, in_a_field):
    assert (setting(value), entry(value)) == (said, in_a_field)


@given(FINITE)
def test_a_field_holds_the_digits_that_a_sentence_says(value):
    assert entry(value).isascii()
    assert exact(setting(value)) == Fraction(entry(value))


@given(st.integers())
def test_a_count_is_exact(value):
    assert exact(count(value)) == value
    assert entry(value) == str(value)


# Parts of a whole


@pytest.mark.parametrize(
    ("value", "percent", "part"),
    [
        (0, "0 %", "0"),
        (1e-12, "<0.1 %", "10⁻¹²"),
        (0.0004, "<0.1 %", "0.0004"),
        (0.001, "0.1 %", "0.001"),
        (0.0449, "4.5 %", "0.0449"),
        (0.07, "7 %", "0.07"),
        (0.0996, "10 %", "0.0996"),
        (0.29, "29 %", "0.29"),
        (0.458, "46 %", "0.458"),
        (0.987, "99 %", "0.987"),
        (0.994, "99.4 %", "0.994"),
        (0.9996, "99.9 %", "0.999"),
        (1 - 1e-12, "99.9 %", "0.999"),
        (1, "100 %", "1"),
        (None, "–", "–"),
        (math.nan, "NaN", "NaN"),
    ],
)
def test_a_share_is_read_in_percent_and_an_accuracy_as_a_part_of_one(value, percent, part):
    assert (share(value), fraction(value)) == (percent, part)


@given(SHARES)
def test_nothing_and_all_are_said_of_nothing_and_all_alone(value):
    assert (share(value) == "0 %") == (value == 0) == (fraction(value) == "0")
    assert (share(value) == "100 %") == (value == 1) == (fraction(value) == "1")


@given(SHARES, SHARES)
def test_a_larger_share_is_never_written_as_a_smaller_one(a, b):
    low, high = sorted((a, b))
    percents = [0.05 if text[0] == "<" else float(text.removesuffix(" %")) for text in (share(low), share(high))]
    assert percents[0] <= percents[1]
    assert exact(fraction(low)) <= exact(fraction(high))
    said = dict(zip((low, high), percents, strict=True))
    assert all(abs(100 * value - percent) <= 0.51 for value, percent in said.items())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 332, "1/332"),
        (0.26, "0.26"),
        (31, "31"),
        (1.4e-12, "1.4·10⁻¹²"),
        (1e-5, "1/100,000"),
        (0, "0"),
        (0.1, "0.1"),
    ],
)
def test_a_ratio_is_read_aloud(value, text):
    assert ratio(value) == text


def test_the_ends_of_a_range_have_their_unit_once():
    assert span(share(0.93), share(0.97)) == "93–97 %"
    assert span(share(0.0001), share(0.97)) == "<0.1–97 %"
    assert span(share(0.931), share(0.934)) == "93 %"
    assert span(number(0.1), number(0.25)) == "0.1–0.25"


# Sentences


def test_numbers_in_a_sentence_are_written_and_all_else_is_left():
    phrase = Phrase("{a} {b} {c} {d} {e}", a=60_000, b=0.00012345, c=np.float32(1e-7), d=True, e="1234.5")
    assert str(phrase) == "60,000 0.000123 10⁻⁷ True 1234.5"
    assert str(LabError("at most {most}, got {value}", most=10**6, value=-5)) == "at most 1,000,000, got −5"


# Formulas


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("−18,400", "-18{,}400"),
        ("1.103·10⁻⁷", r"1.103 \cdot 10^{-7}"),
        ("−10¹⁰", "-10^{10}"),
        ("∞", r"\infty"),
        ("NaN", r"\mathrm{NaN}"),
        ("1/332", "1/332"),
        ("–", "–"),
        ("93 %", r"93\,\%"),
        ("100", "100"),
    ],
)
def test_a_number_is_typeset(text, latex):
    assert typeset(text) == latex


@given(st.one_of(FINITE, st.just(math.inf), st.just(math.nan)), st.one_of(FINITE, st.just(-math.inf)))
def test_what_is_typeset_alike_reads_alike(a, b):
    assert (tex(a) == tex(b)) == (number(a) == number(b))


def test_a_negative_number_behind_an_operator_stands_in_brackets():
    assert [factor(x) for x in (-0.4, 0.4, -1e-7)] == ["(-0.4)", "0.4", "(-10^{-7})"]
    assert [squared(x) for x in (-0.4, 0.4, 1e-7)] == ["(-0.4)^{2}", "0.4^{2}", "(10^{-7})^{2}"]


# Axes


@given(
    start=st.integers(-(10**6), 10**6),
    many=st.integers(2, 12),
    digit=st.sampled_from([1, 2, 2.5, 5]),
    power=st.integers(-12, 9),
)
def test_the_numbers_at_an_axis_can_be_told_apart_and_are_right(start, many, digit, power):
    spacing = float(f"{digit}e{power}")
    values = [place * spacing for place in range(start, start + many)]
    texts = ticks(values, spacing)
    assert len(set(texts)) == many
    for place, text in zip(range(start, start + many), texts, strict=True):
        assert exact(text) == place * Fraction(f"{digit}e{power}")


def test_the_noise_of_a_sum_is_no_number_at_an_axis():
    assert ticks([-0.1, 0.1 - 0.1, 1e-17, 0.1 + 0.2], 0.1) == ["−0.1", "0", "0", "0.3"]


@given(FINITE.filter(lambda value: abs(value) < 1e308))
def test_what_is_rounded_is_what_is_written(value):
    assert setting(rounded(value)) == number(value)


# The sources

ROOT = Path(figures.__file__).parents[2]
SOURCES = sorted(path for folder in ("app", "core") for path in (ROOT / folder).rglob("*.py"))
HERE = Path(figures.__file__)
FOR_PROGRAMS = re.compile(r"app/tabs/\w+/exhibit\.py|app/theme/style_sheet\.py|core/training/scripts/\w+_script\.py")
"""Where numbers are written for programs: tables keep their precision, style sheets are Qt's."""
SPEC = re.compile(r"[,_]|[+ ]?[0-9]*\.[0-9]|[bcdeEfFgGnoxX%]$")
FIELD = re.compile(r"\{[^{}]*:[^{}]*(?:,|\.[0-9]+[a-zA-Z%]?|[eEfFgG%])\}")


def numbers_formatted(tree: ast.AST) -> list[int]:
    """Return the lines that turn a number into text by themselves."""
    lines = []
    for node in ast.walk(tree):
        match node:
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
                spec = "".join(part.value for part in parts if isinstance(part, ast.Constant))
                found = bool(SPEC.search(spec))
            case ast.FormattedValue(value=ast.Call(func=ast.Name(id="round" | "repr"))):
                found = True
            case (
                ast.Call(func=ast.Name(id="format"))
                | ast.Call(func=ast.Name(id="str"), args=[ast.Call(func=ast.Name(id="round"))])
            ):
                found = True
            case ast.Call(func=ast.Attribute(attr="replace"), args=[ast.Constant(), ast.Constant(value="−")]):
                found = True
            case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod()):
                found = True
            case ast.Constant(value=str(text)):
                found = bool(FIELD.search(text)) or "⁰¹" in text or "¹²³" in text
            case _:
                found = False
        if found:
            lines.append(node.lineno)  # type: ignore[attr-defined]
    return lines


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_module_writes_numbers(path):
    name = path.relative_to(ROOT).as_posix()
    lines = numbers_formatted(ast.parse(path.read_text(encoding="utf-8")))
    assert path == HERE or FOR_PROGRAMS.fullmatch(name) or not lines, f"{name}: {lines}"


def test_the_search_finds_what_it_looks_for():
    assert len(SOURCES) > 60
    for text in ('f"{x:.3g}"', 'f"{n:,}"', 'f"{x:+.2f}"', 'format(x, ".3g")', '"%.3f" % x', "str(round(x))"):
        assert numbers_formatted(ast.parse(text)), text
    for text in ('"{:.3g}".format(x)', 't.replace("-", "−")', 'm("-0", "⁻⁰¹²")', 'f"{round(x)} %"', 'f"{x:.{n}g}"'):
        assert numbers_formatted(ast.parse(text)), text
    for text in ('f"{name:40}"', 'f"{layer}"', '"{share} of the steps"', "a % b", "repr(name)"):
        assert not numbers_formatted(ast.parse(text)), text
