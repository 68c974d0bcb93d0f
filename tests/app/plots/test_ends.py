"""What names at the ends of curves promise: whole words in lines that fit, fewer of them where there is little room."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.plots.curves import Curve, CurvePlot, Style
from app.plots.ends import SHARE, WRAPPED_SHARE, Ends, wrapped
from app.plots.paint import advance
from app.theme import theme

PARTS = st.lists(st.text("abc λ0.1", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=4)


@given(PARTS, st.integers(20, 300))
def test_wrapping_loses_nothing_and_fits_unless_a_word_is_too_long(parts, width):
    text, font = ", ".join(" ".join(part.split()) for part in parts), theme.font(bold=True)
    lines = wrapped(text, width, font)
    assert " ".join(lines) == text
    for line in lines:
        assert advance(font, line.rstrip(",")) <= width or " " not in line


def test_lines_are_broken_after_commas_first():
    font = theme.font(bold=True)
    width = advance(font, "weight decay, dropout,")
    text = "weight decay, dropout, batch normalization"
    assert wrapped(text, width, font) == ["weight decay, dropout,", "batch normalization"]


def test_names_that_have_room_stand_in_one_line_and_others_are_brief():
    ends = Ends({"a": "weight decay λ 0.1, dropout 0.15", "b": "plain"}, brief={"a": "weight decay, dropout"})
    assert ends.lines(1200) == {"a": ["weight decay λ 0.1, dropout 0.15"], "b": ["plain"]}
    assert ends.lines(700) == {"a": ["weight decay,", "dropout"], "b": ["plain"]}
    for width in (1200, 700):
        assert ends.room(width) <= (SHARE if width == 1200 else WRAPPED_SHARE) * width
    assert Ends().room(1200) == 0


def test_names_find_their_room_again_when_the_plot_is_wider(keep):
    plot = keep(CurvePlot("loss"))
    plot.resize(260, 160)
    plot.show()
    plot.show_curves([Curve("a", np.arange(3.0), np.array([1.0, 2.0, 3.0]), Style(0), "a")])
    plot.show_ends({"a": "a rather long name"})
    needed = advance(theme.font(bold=True), "a rather long name")
    assert plot.width() - plot.area().right() < needed
    plot.resize(1200, 160)
    assert plot.width() - plot.area().right() > needed
