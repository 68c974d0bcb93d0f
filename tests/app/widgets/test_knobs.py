"""What knob cards promise: they show a setting, a slider lands on every number that matters, faults are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.widgets.knobs import STEPS, KnobCard, KnobRack, Scale
from core.config.knobs import Knob
from core.config.parameters import Integer, Number, Switch
from core.rules.optimizers import SGD
from core.training.study import Settings

RATE = SGD.parameters()["lr"]


@given(st.floats(1e-4, 5), st.floats(0.01, 1))
def test_a_scale_leads_from_a_number_to_a_place_and_back(begin, share):
    scale = Scale(RATE, begin, {})
    number = scale.number(round(share * STEPS))
    assert abs(scale.place(number) - share * STEPS) <= 5
    assert scale.low <= begin <= scale.high


def test_a_slider_can_land_on_the_number_that_a_lecture_needs():
    numbers = [Scale(RATE, 1.9, {2.0: "limit"}).number(place) for place in range(STEPS + 1)]
    assert {1.9, 1.92, 1.95, 1.99, 2.01} <= set(numbers)
    assert numbers == sorted(numbers)


def test_an_end_that_is_not_allowed_is_not_reached():
    ratio = Number(label="ratio", low=0, high=1, open_high=True)
    scale = Scale(ratio, 0.5, {})
    assert all(ratio.check(scale.number(place)) < 1 for place in range(STEPS + 1))


def card_of(keep, parameter, value, marks=None):
    card = keep(KnobCard(Knob("run.x", parameter, value), marks or {}))
    card.show()
    heard = []
    card.turned.connect(heard.append)
    return card, heard


def test_a_dragged_slider_snaps_at_a_mark(keep):
    card, heard = card_of(keep, RATE, 0.5, {1.0: "limit"})
    slider = card.slider
    slider.setSliderDown(True)
    slider.setValue(card.scale.place(1.0) + 3)
    assert heard[-1] == 1.0
    slider.setValue(card.scale.place(1.0) + 60)
    assert heard[-1] != 1.0
    slider.setSliderDown(False)
    slider.setValue(card.scale.place(1.0) + 3)
    assert heard[-1] not in (1.0, None)


@pytest.mark.parametrize(("begin", "reach"), [(100, 200), (3, 10), (0, 10)])
def test_a_key_moves_a_whole_number_by_one_and_a_small_one_has_room(keep, qtbot, begin, reach):
    card, heard = card_of(keep, Integer(label="trials", low=0), begin)
    qtbot.keyClick(card.slider, Qt.Key.Key_Right)
    assert heard == [begin + 1]
    assert card.scale.number(STEPS) == reach


def test_the_marks_are_written_under_the_slider(keep):
    card, _ = card_of(keep, RATE, 0.5, {1.0: "limit"})
    assert card.note.text() == "limit 1"


def test_a_typed_value_is_turned_and_a_bad_one_told(keep, qtbot):
    card, heard = card_of(keep, RATE, 0.5)
    line = card.editor.line
    line.selectAll()
    qtbot.keyClicks(line, "0.25")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard == [0.25]
    line.selectAll()
    qtbot.keyClicks(line, "-3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard == [0.25] and card.is_faulty and "-3" in card.fault.text()
    card.show_value(0.25)
    assert not card.is_faulty


@pytest.mark.parametrize(
    ("parameter", "value", "wanted"),
    [(Switch(label="on"), False, True), (Integer(label="steps", low=1, high=100), 30, 31)],
)
def test_other_kinds_are_knobs_too(keep, qtbot, parameter, value, wanted):
    card, heard = card_of(keep, parameter, value)
    if isinstance(parameter, Switch):
        card.editor.box.click()
    else:
        qtbot.keyClick(card.editor.line, Qt.Key.Key_Up)
    assert heard == [wanted]


def test_a_locked_knob_cannot_be_turned_unless_it_is_live(keep):
    card, _ = card_of(keep, RATE, 0.5)
    card.lock("training")
    assert card.slider.isEnabled() == RATE.live
    card, _ = card_of(keep, Integer(label="steps", low=1, high=100), 30)
    card.lock("training")
    assert not card.slider.isEnabled() and card.slider.toolTip() == "training"


def test_a_flat_knob_is_one_line_where_it_is_wide_and_works_as_before(keep):
    card, heard = card_of(keep, RATE, 0.5, {1.0: "limit"})
    card.resize(500, card.height())
    tall = card.sizeHint().height()
    card.set_flat(True)
    QApplication.processEvents()
    assert card.sizeHint().height() < 0.7 * tall
    assert card.slider.isVisible() and card.editor.isVisible() and not card.note.isVisible()
    card.slider.setValue(card.scale.place(0.25))
    assert heard == [pytest.approx(0.25, rel=0.01)]
    card.set_flat(False)
    QApplication.processEvents()
    assert card.note.isVisible() and card.sizeHint().height() == tall


def test_a_flat_knob_that_is_narrow_keeps_a_slider_that_can_be_dragged(keep):
    card, _ = card_of(keep, RATE, 0.5)
    card.set_flat(True)
    for width in (500, 230, 500):
        card.resize(width, card.sizeHint().height())
        QApplication.processEvents()
        assert card.slider.width() > 0.3 * width
        # a name that has no room in one line gives way to its symbol
        assert card.name.text() == (f"{RATE.label} {RATE.symbol}" if width == 500 else RATE.symbol)
        assert card.slider.geometry().center().y() < card.editor.geometry().bottom()


def test_beside_each_other_sliders_have_the_room_that_boxes_leave(keep):
    rack = keep(KnobRack())
    rack.set_cards(
        {"a": KnobCard(Knob("run.a", RATE, 0.5), {}), "b": KnobCard(Knob("run.b", Switch(label="b"), True), {})}
    )
    rack.lay(beside=True)
    rack.resize(700, 60)
    rack.show()
    QApplication.processEvents()
    assert rack.cards["a"].width() > 2 * rack.cards["b"].width()


def test_the_training_size_goes_in_equal_ratios_from_a_hundred_to_all_of_mnist():
    size = Settings.parameters()["train_size"]
    for begin in (300, 2000, 60_000):
        scale = Scale(size, begin, {})
        assert (scale.number(0), scale.number(STEPS)) == (100, 60_000)
        middle = scale.number(STEPS // 2)
        assert middle == pytest.approx((100 * 60_000) ** 0.5, rel=0.01)
        assert all(scale.number(scale.place(number)) == number for number in (100, 300, 1000, 60_000))
    wider = Scale(size, 20, {100_000.0: "many"})
    assert (wider.number(0), wider.number(STEPS)) == (20, 100_000)
    numbers = [Scale(size, 300, {}).number(place) for place in range(STEPS + 1)]
    assert numbers == sorted(numbers) and all(size.check(number) for number in numbers)
