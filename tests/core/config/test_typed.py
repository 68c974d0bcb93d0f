"""What the reader of numbers promises: the signs of every keyboard, all that figures write, nothing by guesswork."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import figures, typed
from core.config.words import LabError
from core.descent.expressions import parse

ALIKE = {
    "０１２３４５６７８９": "0123456789",
    "𝟎𝟙𝟤𝟯𝟺": "01234",
    "٠١٢": "012",
    "－−‐‑‒–—―﹣": "-" * 9,
    "＋（）＊／＾，．；": "+()*/^,.;",
    "·⋅∙×∗\u2062": "*" * 6,
    "÷∕⁄": "///",
    "ｘ𝑥𝐱ⅹ": "xxxx",
    "\u00a0\u2009\u3000\u200b\ufeff\u2061": " " * 6,
}


@pytest.mark.parametrize("text", ALIKE)
def test_signs_that_look_alike_are_alike(text):
    assert typed.plain(text) == ALIKE[text]


@given(st.text(max_size=20))
def test_what_is_typed_on_a_plain_keyboard_stays_and_places_can_be_told(text):
    assert len(typed.signs(text)) == len(text)
    ascii_text = "".join(c for c in text if c.isascii())
    assert typed.plain(ascii_text) == ascii_text


@pytest.mark.parametrize("sign", "²³⁰⁻₂½⅞①㎏")
def test_a_sign_that_means_something_else_than_its_letters_stays(sign):
    assert typed.plain(sign) == sign


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_whatever_is_written_of_a_number_reads_as_that_number(value):
    own = float(f"{value:.{figures.OWN_DIGITS}g}")
    assert typed.number(figures.entry(value, exact=True)) == value
    for said in (figures.entry(value), figures.setting(value).replace(",", "")):
        assert typed.number(said) == own
    assert typed.number(figures.number(value).replace(",", "")) == float(f"{value:.2e}")


@given(st.integers())
def test_whatever_is_counted_reads_as_that_count(value):
    assert typed.whole(figures.count(value)) == typed.whole(str(value)) == value


@given(
    first=st.text("0123456789", min_size=1, max_size=5),
    rest=st.lists(st.text("0123456789", min_size=1, max_size=4), max_size=3),
)
def test_commas_stand_between_thousands_or_the_number_is_refused(first, rest):
    text = ",".join([first, *rest])
    proper = len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in rest)
    if not rest or proper:
        assert typed.whole(text) == int("".join([first, *rest]))
    else:
        with pytest.raises(ValueError):
            typed.whole(text)


@given(first=st.text("0123456789", min_size=1, max_size=4), rest=st.text("0123456789", min_size=1, max_size=4))
def test_a_real_number_with_a_comma_is_refused_as_it_may_mean_either(first, rest):
    with pytest.raises(ValueError):
        typed.number(f"{first},{rest}")


@given(st.floats(0, 999, allow_subnormal=False), st.sampled_from(["０１２３４５６７８９", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "0123456789"]))
def test_fields_and_formulas_read_a_number_alike(value, digits):
    text = figures.setting(value).translate(str.maketrans("0123456789", digits))
    assert parse(text).evaluate(0.0, 0.0) == pytest.approx(typed.number(text), rel=1e-13)  # 10⁻⁷ is a power there


@pytest.mark.parametrize("text", ["０．５", "𝟎．𝟓", "٠.٥", "\u200b0.5\u3164", "５·１０⁻¹"])
def test_half_is_half_on_every_keyboard(text):
    assert typed.number(text) == parse(text).evaluate(0.0, 0.0) == 0.5


@pytest.mark.parametrize("text", ["", " ", "1 2", "1_000", "0x10", "nan", "inf", "½", "10^", "1e", "·10⁻⁷", "２，５"])
def test_what_is_no_number_is_refused_by_both_readers(text):
    for read in (typed.number, typed.whole):
        with pytest.raises(ValueError) as error:
            read(text)
        assert not isinstance(error.value, LabError)  # its field says it in its own words
