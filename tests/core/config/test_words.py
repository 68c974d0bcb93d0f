"""What phrases and errors promise: a sentence and its values apart, and the place of a fault."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.words import LabError, Phrase, mark, one_line, shown


def test_marking_a_text_leaves_it_as_it_is():
    assert mark("core", "batch size") == "batch size"


def test_a_phrase_says_its_sentence_with_its_values_and_keeps_both():
    phrase = Phrase("{label} must be {expectation}", label="size", expectation=Phrase("at least {low}", low=3))
    assert str(phrase) == "size must be at least 3"
    assert phrase.template == "{label} must be {expectation}"
    assert phrase.values["label"] == "size"


def test_braces_in_a_value_are_only_text():
    assert str(Phrase("got {value}", value="{value} {0} {")) == "got {value} {0} {"


@pytest.mark.parametrize(
    ("value", "quotes", "text"),
    [
        ("abc", False, "abc"),
        ("abc", True, "'abc'"),
        (1.5, False, "1.5"),
        (None, False, "None"),
        ("x" * 60, False, "x" * 60),
        ("x" * 61, False, "x" * 57 + "..."),
        ([1] * 100, False, "[" + "1, " * 18 + "1,..."),
        (10**5000, False, "…"),
    ],
    ids=["text", "quoted", "number", "none", "sixty", "sixty-one", "list", "endless"],
)
def test_any_value_is_shown_in_at_most_sixty_characters(value, quotes, text):
    assert shown(value, quotes) == text
    assert len(text) <= 60


@given(text=st.text(st.characters()))
def test_a_sentence_is_one_line_of_whole_letters_whatever_is_put_into_it(text):
    said = str(Phrase("there is no {file}", file=text))
    assert len(said.splitlines()) == 1 and said.encode("utf-8")
    assert not any(unicodedata.category(letter) == "Cc" for letter in said)
    assert text not in said or text.isprintable() or said == f"there is no {text}"


@pytest.mark.parametrize("text", ["plain", "초기값 η 10⁻⁶", "a\u00a0b\u200bc", "🎲"])
def test_letters_that_can_be_seen_stay(text):
    assert one_line(text) == text


def test_an_error_says_its_sentence_and_moves_outwards_field_by_field():
    error = LabError("got {value}", field="lr", value=3)
    outer = error.inside("optimizer").inside("runs.0")
    assert (str(error), error.field) == ("got 3", "lr")
    assert (str(outer), outer.field) == ("got 3", "runs.0.optimizer.lr")
    assert outer.phrase.values == {"value": 3}
    assert isinstance(outer, ValueError)


@pytest.mark.parametrize("name", ["data", "runs.0"])
def test_an_error_of_no_field_takes_the_name_it_is_put_inside(name):
    assert LabError("no").inside(name).field == name
