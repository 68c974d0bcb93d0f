"""What typeset formulas promise: drawn in the colours of the theme, newest first, and the window never waits."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.theme import LIGHT, theme
from app.widgets.formulas import FormulaLabel, Line, typesetter
from tests.app.helpers import pixels, share_of

RULE = r"v \leftarrow \alpha v - \eta\, \frac{\partial L}{\partial W}"


@pytest.fixture
def label(keep, qtbot) -> FormulaLabel:
    page = keep(QWidget())
    page.setObjectName("page")
    column = QVBoxLayout(page)
    label = FormulaLabel()
    column.addWidget(label)
    column.addStretch(1)
    page.resize(420, 200)
    page.show()
    yield label
    assert typesetter.close()


def wait(qtbot, label: FormulaLabel) -> None:
    qtbot.waitUntil(lambda: label.is_up_to_date and label.height() > 1, timeout=10_000)


def ink(label: FormulaLabel) -> int:
    if not label.height():
        return 0
    picture = pixels(label).astype(int)
    return int((np.abs(picture - picture[0, -1]).sum(axis=2) > 60).sum())


def test_a_formula_is_drawn(label, qtbot):
    assert ink(label) == 0
    label.set_tex(RULE)
    wait(qtbot, label)
    assert ink(label) > 100
    assert label.heightForWidth(400) > 20


def test_more_lines_need_more_room(label, qtbot):
    label.set_tex(RULE)
    wait(qtbot, label)
    one = label.heightForWidth(400)
    label.set_tex(RULE, RULE.replace("v", "w") + RULE)
    wait(qtbot, label)
    assert label.heightForWidth(400) > one


def test_the_room_that_is_asked_for_is_that_of_the_width_at_hand(label, qtbot):
    label.set_tex(*[RULE] * 4)
    wait(qtbot, label)
    column = label.parentWidget().layout()
    heights = []
    for width in (900, 200, 60, 420, 900):
        label.parentWidget().resize(width, 400)
        qtbot.waitUntil(lambda: label.height() == label.heightForWidth(label.width()))
        heights.append(label.height())
        assert column.minimumSize().height() - 2 * column.contentsMargins().top() <= label.height() + column.spacing()
    assert heights[0] == heights[-1] < heights[1]


def test_a_line_too_wide_is_drawn_smaller_and_not_cut_off(label, qtbot):
    label.set_tex("+".join(f"x_{{{n}}}" for n in range(60)))
    wait(qtbot, label)
    assert label._places(label.width())[0][1].right() <= label.width() + 1


def test_lines_under_each_other_are_of_one_size_also_where_one_is_too_wide(label, qtbot):
    label.set_tex("x = 1", "+".join(f"x_{{{n}}}" for n in range(60)))
    wait(qtbot, label)
    scales = {round(place.width() / renderer.viewBoxF().width(), 6) for renderer, place in label._places(label.width())}
    assert len(scales) == 1 and scales.pop() < 1


def test_a_line_has_its_own_colour(label, qtbot):
    label.set_tex(Line(r"\frac{aaaa}{bbbb}", "#d55e00"))
    wait(qtbot, label)
    assert share_of(pixels(label), "#d55e00") > 0
    assert share_of(pixels(label), LIGHT.text) == 0


def test_a_dark_theme_gives_light_letters(label, qtbot):
    label.set_tex(r"\frac{aaaa}{bbbb}")
    wait(qtbot, label)
    assert share_of(pixels(label), LIGHT.text) > 0
    theme.apply(dark=True)
    wait(qtbot, label)
    assert share_of(pixels(label), theme.colors.text) > 0
    assert share_of(pixels(label), LIGHT.text) == 0


def test_of_many_requests_the_last_is_shown(label, qtbot):
    for number in range(200):
        label.set_tex(f"x_{{{number}}} = {number}")
    wait(qtbot, label)
    assert [line.tex for line in label.lines()] == ["x_{199} = 199"]
    typeset = [number for number in range(200) if typesetter.get((f"x_{{{number}}} = {number}", *Line("").key()[1:]))]
    assert typeset[-1] == 199
    assert len(typeset) < 50  # most were never typeset


def test_for_a_file_a_formula_is_there_at_once(label):
    label.set_tex(r"\sqrt{h_{17}} + \epsilon", wait=True)
    assert label.is_up_to_date
    label.resize(400, label.heightForWidth(400))
    assert ink(label) > 50
