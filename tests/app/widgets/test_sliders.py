"""What a slider over decades promises: equal ways are equal ratios, and what is marked is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.theme import LIGHT
from app.widgets.sliders import LogSlider
from tests.app.helpers import pixels, share_of, wheel_over


@pytest.fixture
def slider(keep) -> LogSlider:
    slider = keep(LogSlider(1e-4, 10))
    slider.resize(240, 24)
    slider.show()
    slider.said = []
    slider.value_changed.connect(slider.said.append)
    return slider


@pytest.mark.parametrize("number", [1e-4, 0.01, 0.1, 1.0, 10.0])
def test_a_number_that_is_set_is_there(slider, number):
    slider.set_number(number)
    assert slider.number() == pytest.approx(number, rel=0.01)
    assert slider.said == []


def test_beyond_the_ends_the_end_is_shown(slider):
    slider.set_number(1e9)
    assert slider.number() == 10
    slider.set_number(0)
    assert slider.number() == 1e-4


def test_a_key_moves_it_by_a_ratio_and_says_so(slider, qtbot):
    for start in (0.001, 1.0):
        slider.set_number(start)
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
        assert slider.said[-1] == slider.number()
        assert slider.number() / start == pytest.approx(10 ** (1 / 6), rel=0.01)


def test_a_mark_is_seen_and_one_off_the_scale_is_not(slider):
    slider.set_number(0.001)
    assert share_of(pixels(slider), LIGHT.error) == 0
    slider.set_mark(1.0)
    assert share_of(pixels(slider), LIGHT.error) > 0
    slider.set_mark(1000.0)
    assert slider.mark is None
    assert share_of(pixels(slider), LIGHT.error) == 0


def test_the_wheel_moves_it_only_after_a_click_and_until_another_widget_is_used(keep, qtbot):
    slider = LogSlider(1e-4, 10)
    beside = QPushButton("beside")
    window = keep(QWidget())
    layout = QVBoxLayout(window)
    layout.addWidget(slider)
    layout.addWidget(beside)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    slider.set_number(0.1)
    wheel_over(slider, up=True)
    assert slider.number() == 0.1
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    wheel_over(slider, up=True)
    assert slider.number() == 0.1
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton)
    clicked = slider.number()
    wheel_over(slider, up=True)
    assert slider.number() > clicked
    qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
    turned = slider.number()
    wheel_over(slider, up=True)
    assert slider.number() == turned
