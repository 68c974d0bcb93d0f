"""What printing promises: it never fails for a letter, and what stands in for one can still be read."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.start.terminal import complain, replace_what_cannot_be_written

ENCODINGS = ("ascii", "cp437", "cp949", "cp1252", "latin-1", "utf-8")


def printed(text: str, encoding: str) -> str:
    """Return what arrives on a terminal of another encoding."""
    usual, content = sys.stdout, io.BytesIO()
    sys.stdout = io.TextIOWrapper(content, encoding, newline="\n")
    try:
        replace_what_cannot_be_written()
        print(text, end="")
        sys.stdout.flush()
        return content.getvalue().decode(encoding)
    finally:
        sys.stdout = usual


SIMILAR = [
    ("SGD η 0.5", "cp1252", "SGD eta 0.5"),
    ("SGD η 0.5", "cp949", "SGD η 0.5"),
    ("1.2·10⁻⁶", "cp949", "1.2·10^-6"),
    ("1.2·10⁻¹²", "ascii", "1.2.10^-12"),
    ("10⁻⁶ and 10⁹", "cp1252", "10^-6 and 10^9"),
    ("⁻⁶", "ascii", "^-6"),
    ("x −0.35 – 7…", "ascii", "x -0.35 - 7..."),
    ("███···", "ascii", "###..."),
    ("초기값 W", "cp1252", "??? W"),
    ("초기값 W", "cp949", "초기값 W"),
    ("a file\udcff", "utf-8", "a file?"),
]


@pytest.mark.parametrize(("text", "encoding", "expected"), SIMILAR)
def test_what_a_terminal_lacks_is_written_in_similar_letters(text, encoding, expected):
    assert printed(text, encoding) == expected


@given(text=st.text(st.characters()), encoding=st.sampled_from(ENCODINGS))
def test_no_text_makes_printing_fail_and_what_can_be_written_stays(text, encoding):
    arrived = iter(printed(text, encoding))
    assert all(letter in arrived for letter in text if letter.encode(encoding, "ignore")), "in their order"


def test_without_a_terminal_nothing_fails(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    replace_what_cannot_be_written()
    complain("nobody hears it")


def test_a_complaint_is_one_line_whatever_it_names(capsys):
    complain("there is no file a\nb\r\nc")
    assert capsys.readouterr().err == "dnnlab: there is no file a b c\n"
