"""What the optimizer tab keeps: all that is seen is in the document, is saved, opened again, undone and exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.start.render import render
from core.descent.study import Descent, Noise
from core.descent.view import END, DescentView, Earlier
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum
from core.scenes import load_scene, scenes
from tests.app.helpers import choose_in
from tests.app.tabs.optimizers.helpers import FOUR, Walker, choose_in_popup, scene_of, zoom

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_tab(open_window):
    """Return a function that opens the window at a scene of the optimizer tab."""
    return lambda scene=None: Walker(open_window(scene or scene_of(*FOUR)))


@pytest.fixture
def walker(open_tab) -> Walker:
    """Someone who sees the four rules of the lecture."""
    return open_tab()


@pytest.fixture
def reopen(open_tab, tmp_path):
    """Return a function that saves what is seen and opens it in another window."""

    def again(walker: Walker) -> Walker:
        walker.window.files.save(tmp_path / "mine.json")
        assert walker.person.message == ""
        other = open_tab(scene_of())
        other.window.files.open(tmp_path / "mine.json")
        assert other.descent == walker.descent
        return other

    return again


def assert_seen_alike(walker: Walker, other: Walker) -> None:
    """Check that two windows show the same lines, names, readings and controls."""
    for person in (walker, other):
        person.person.wait(lambda person=person: not person.tab.is_computing, 20_000)
    assert other.place == walker.place
    assert other.tab.playback.speed.currentData() == walker.tab.playback.speed.currentData()
    assert other.plot.frame == walker.plot.frame
    assert other.plot.label_texts() == walker.plot.label_texts()
    assert len(other.plot.paths()) == len(walker.plot.paths())
    for number in range(len(walker.plot.paths())):
        np.testing.assert_array_equal(other.drawn(number), walker.drawn(number))
    assert rows_of(other) == rows_of(walker)
    curves, others = (person.tab.picture.readings.plot.curves() for person in (walker, other))
    for curve, again in zip(curves, others, strict=True):
        np.testing.assert_array_equal(again.y, curve.y)


def rows_of(walker: Walker) -> list[tuple]:
    """Return what is read in the list of optimizers."""
    rows = walker.tab.path_list.rows[: len(walker.tab.path_list.rules())]
    return [(row.name.text(), row.box.isChecked(), row.rate.line.text(), row.property("current")) for row in rows]


# The list is a view of the study


def test_rules_open_in_the_order_of_the_scene_and_what_is_offered_stands_below(open_tab):
    walker = open_tab(scene_of(Adam(lr=0.3), SGD(lr=0.95)))
    assert walker.descent.runs == (Adam(lr=0.3), SGD(lr=0.95))
    names = [name for name, *_ in rows_of(walker)]
    offered = [kind.label for kind in map(type, walker.descent.offered)]
    assert names == ["Adam", "SGD", *offered]
    assert [shown for _, shown, *_ in rows_of(walker)] == [True, True] + [False] * len(offered)


def test_a_hidden_rule_keeps_its_settings_also_in_a_file(walker, reopen):
    walker.type_into(walker.row("momentum").rate.line, "0.05")
    walker.person.click(walker.row("momentum").box)
    assert len(walker.plot.paths()) == 3
    other = reopen(walker)
    assert_seen_alike(walker, other)
    other.person.click(other.row("momentum").box)
    assert Momentum(lr=0.05) in other.descent.paths


def test_a_rule_that_is_only_looked_at_gets_no_path_and_says_nothing_of_a_change(walker):
    before = rows_of(walker)
    walker.person.click(walker.row("rmsprop"))
    assert walker.descent.selected.key == "rmsprop"
    assert len(walker.plot.paths()) == 4
    assert walker.picture.head.changed.isHidden()
    assert [row[:3] for row in rows_of(walker)] == [row[:3] for row in before]
    walker.key(Qt.Key.Key_BracketRight)
    assert len(walker.plot.paths()) == 5
    assert not walker.picture.head.changed.isHidden()


def test_every_change_can_be_undone_to_the_scene_and_done_again(open_tab):
    scene = scene_of(Adam(lr=0.3), SGD(lr=0.95))
    walker = open_tab(scene)

    def seen_now():
        walker.person.wait(lambda: not walker.tab.is_computing)
        return walker.descent, rows_of(walker), walker.plot.label_texts()

    seen = [seen_now()]
    for act in (
        lambda: walker.person.click(walker.row("rmsprop").box),
        lambda: walker.key(Qt.Key.Key_BracketRight),
        lambda: walker.person.click(walker.row("sgd").box),
        lambda: walker.key(Qt.Key.Key_D, CONTROL),
        lambda: walker.type("start", "3, 1"),
        lambda: walker.person.click(walker.tab.what_if.ladder),
        lambda: walker.choose("surface", "rosenbrock"),
    ):
        act()
        seen.append(seen_now())
    for expected in reversed(seen[:-1]):
        walker.person.key_to_focus(Qt.Key.Key_Z, CONTROL)
        assert seen_now() == expected
    assert walker.descent == scene.study and not walker.window.can_undo
    for expected in seen[1:]:
        walker.person.key_to_focus(Qt.Key.Key_Y, CONTROL)
        assert seen_now() == expected


# All that is looked at is kept


def test_what_is_looked_at_opens_again_as_it_was(walker, reopen):
    walker.person.click(walker.row("adagrad"))
    walker.key(Qt.Key.Key_BracketRight)
    for _ in range(4):
        walker.key(Qt.Key.Key_Left)
    walker.key(Qt.Key.Key_L)
    for name in ("gradient", "memory"):
        walker.tick(name, walker.tab.show_form)
    choose_in(walker.bot, walker.picture.readings.kind, "step")
    choose_in(walker.bot, walker.tab.playback.speed, 30.0)
    zoom(walker)
    view = walker.descent.view
    assert (view.place, view.speed, view.reading, view.scale) == (26, 30.0, "step", "log")
    assert (view.window, view.past) == ((-5.0, 5.0, -2.0, 2.0), (Earlier(2, AdaGrad(lr=1.5)),))
    walker.person.wait(lambda: walker.plot.frame.rect == view.window)
    assert_seen_alike(walker, reopen(walker))


def test_far_paths_that_are_followed_are_followed_again(open_tab, reopen):
    walker = open_tab(scene_of(SGD(lr=1.3), steps=60))
    walker.key(Qt.Key.Key_F)
    assert walker.picture.follow.isChecked()
    other = reopen(walker)
    assert other.picture.follow.isChecked()
    assert_seen_alike(walker, other)


def test_a_map_opens_again_with_its_axes_its_colours_and_its_cursor(open_tab, reopen):
    walker = open_tab(scene_of(steps=5))
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.picture.map
    choose_in_popup(chart.axes, "starts")
    choose_in_popup(chart.measure, "value")
    walker.person.wait(lambda: not walker.tab.is_computing and chart.image.x.name == "x", 20_000)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        walker.bot.keyClick(chart, key)
    column, row = walker.descent.view.map_cursor
    other = reopen(walker)
    other.person.wait(lambda: not other.tab.is_computing, 20_000)
    again = other.picture.map
    assert (again.axes.currentData(), again.measure.currentData()) == ("starts", "value")
    assert again.text.text() == chart.text.text() == chart.reading(column, row)
    np.testing.assert_array_equal(again.image.final, chart.image.final)


def test_the_end_stays_the_end_when_paths_get_longer(walker):
    assert walker.descent.view.place == END
    walker.type("steps", "50")
    assert walker.place == 50
    walker.key(Qt.Key.Key_Left)
    walker.type("steps", "60")
    assert walker.place == 49
    walker.key(Qt.Key.Key_End)
    assert walker.descent.view.place == END


# Undo


def test_a_drag_of_the_rate_is_one_change_and_leaves_one_earlier_path(walker):
    slider = walker.tab.what_if.slider
    count = walker.tab.document.stack.count()
    slider.setSliderDown(True)
    for place in range(slider.value() + 1, slider.value() + 30):
        slider.setSliderPosition(place)
    slider.setSliderDown(False)
    assert walker.rates[0] == slider.number() > 2
    assert walker.descent.view.past == (Earlier(0, SGD(lr=0.95)),)
    assert walker.tab.document.stack.count() == count + 1
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.value() - 5)
    slider.setSliderDown(False)
    assert walker.tab.document.stack.count() == count + 2
    walker.key(Qt.Key.Key_Z, CONTROL)
    walker.key(Qt.Key.Key_Z, CONTROL)
    assert walker.rates[0] == 0.95 and walker.descent.view.past == ()


def test_a_drag_of_the_start_is_one_change(walker):
    count = walker.tab.document.stack.count()
    for end in ((0, 3), (4, -1)):
        walker.drag([walker.descent.settings.start[0], (-5, 1), (-3, 2), end])
    assert walker.tab.document.stack.count() == count + 2
    walker.key(Qt.Key.Key_Z, CONTROL)
    assert walker.descent.settings.start[0] == pytest.approx((0, 3), abs=0.06)
    walker.key(Qt.Key.Key_Z, CONTROL)
    assert walker.descent.settings.start == ((-7.0, 2.0),)


def test_a_film_is_one_look_to_undo(walker):
    choose_in_popup(walker.tab.playback.speed, 300.0)
    walker.key(Qt.Key.Key_Home)
    walker.key(Qt.Key.Key_Space)
    walker.person.wait(lambda: walker.place == 30)
    walker.key(Qt.Key.Key_Left)
    assert walker.tab.document.stack.count() == 1
    walker.key(Qt.Key.Key_Z, CONTROL)
    assert walker.place == 30 and walker.descent.view.place == END


def test_a_double_click_leaves_nothing_to_undo_but_the_view(open_tab):
    walker = open_tab(scene_of(start=((-4.0, 1.0),)))
    zoom(walker)
    count = walker.tab.document.stack.count()
    spot = walker.pixel(0, 0)
    walker.bot.mouseClick(walker.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert walker.descent.settings.start[0] == pytest.approx((0, 0), abs=0.06)
    walker.bot.mouseDClick(walker.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert walker.descent.settings.start == ((-4.0, 1.0),)
    assert walker.descent.view.window == ()
    assert walker.tab.document.stack.count() <= count


# Files


def changed(walker: Walker) -> None:
    """Change what is seen in many ways."""
    walker.person.click(walker.row("sgd").box)
    walker.person.click(walker.row("momentum"))
    walker.key(Qt.Key.Key_BracketRight)
    walker.key(Qt.Key.Key_BracketRight)
    walker.click_at(4, -2, SHIFT)
    walker.person.click(walker.row("adam"))
    walker.key(Qt.Key.Key_BracketLeft)
    walker.tick("update", walker.tab.show_form)
    walker.key(Qt.Key.Key_Left)
    zoom(walker)
    walker.person.wait(lambda: walker.plot.frame.rect == walker.descent.view.window)


def read(folder: Path, id: str) -> list[bytes]:
    return [(folder / f"{id}.{ending}").read_bytes() for ending in ("csv", "results.json", "png", "svg")]


@pytest.mark.parametrize("focus", ["overlay", "grid", "map"])
def test_a_changed_scene_is_rendered_as_the_window_exports_it(open_tab, tmp_path, focus):
    walker = open_tab(scene_of(*FOUR, noise=Noise(0.1)))
    changed(walker)
    walker.person.click(walker.picture.buttons[focus])
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)
    walker.window.files.save(tmp_path / "mine.json")
    walker.window.files.export(tmp_path / "window")
    walker.person.wait(lambda: "Wrote" in walker.window.toast.currentMessage(), 20_000)
    scene = replace(load_scene(tmp_path / "mine.json"), title="Mine")
    assert render(scene, tmp_path / "rendered") == 0
    for mine, rendered in zip(read(tmp_path / "window", "mine"), read(tmp_path / "rendered", "mine"), strict=True):
        assert mine == rendered


def test_while_paths_are_being_traced_nothing_else_is_exported_in_their_name(open_tab, tmp_path):
    walker = open_tab()
    walker.type("steps", "9000")
    assert walker.tab.is_computing
    walker.window.files.export(tmp_path / "out")
    assert "being traced" in walker.person.message
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)


def test_a_scene_from_before_views_opens_as_it_was_drawn():
    plain = scenes()["sgd"].study.to_plain()
    plain["show"] = {"gradient": plain.pop("view")["gradient"], "reading": "step"}
    assert Descent.from_plain(plain).view == DescentView(gradient=True, reading="step")


# Hands and keys


def wheel(widget: QWidget, clicks: int) -> None:
    """Turn the wheel over a widget; what it does not take goes to what it stands in, as with a real wheel."""
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    taker: QWidget | None = widget
    while taker is not None:
        at = QPointF(taker.rect().center())
        turned = QPoint(0, 120 * clicks)
        event = QWheelEvent(at, taker.mapToGlobal(at), QPoint(), turned, Qt.MouseButton.NoButton, none, phase, False)
        QApplication.sendEvent(taker, event)
        taker = None if event.isAccepted() else taker.parentWidget()


def test_the_wheel_scrolls_the_column_over_a_slider_that_was_not_clicked(walker):
    slider, bar = walker.tab.what_if.slider, walker.tab.area.verticalScrollBar()
    before = walker.descent
    wheel(slider, -2)
    assert walker.descent == before
    assert bar.value() > 0
    for combo in (walker.tab.playback.speed, walker.picture.readings.kind):
        wheel(combo, -1)
    wheel(walker.tab.playback.slider, 1)
    assert walker.descent == before


def test_what_had_the_focus_and_is_hidden_gives_it_to_nothing_that_changes_the_study(walker):
    film, key = walker.tab.playback.slider, walker.picture.buttons["map"]
    film.setFocus(Qt.FocusReason.MouseFocusReason)
    before, steps = walker.descent, walker.tab.document.stack.count()
    walker.person.click(key)
    assert film.isHidden() or not film.isVisible()
    assert walker.descent == before.with_view(focus="map")
    assert walker.tab.document.stack.count() == steps + 1
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)


def test_the_wheel_moves_a_slider_that_was_clicked(walker):
    slider = walker.tab.what_if.slider
    walker.bot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    before = walker.rates[0]
    wheel(slider, 1)
    assert walker.rates[0] > before


def test_a_double_click_on_a_rate_selects_all_of_it(walker):
    line = walker.row("sgd").rate.line
    walker.bot.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(14, line.height() // 2))
    walker.bot.keyClicks(line, "1.05")
    walker.bot.keyClick(line, Qt.Key.Key_Return)
    assert walker.rates[0] == 1.05


def test_after_duplicate_a_person_types_the_rate_of_the_twin(walker):
    walker.person.click(walker.tab.path_list.duplicate)
    walker.bot.keyClicks(QApplication.focusWidget(), "0.5")
    walker.person.key_to_focus(Qt.Key.Key_Return)
    assert walker.rates[:2] == [0.95, 0.5]


def test_tab_goes_down_the_list_and_on_to_the_settings(open_tab):
    walker = open_tab(scene_of())
    walker.person.click(walker.tab.path_list.duplicate)  # a row that was made later
    rows = walker.tab.path_list.rows[: len(walker.tab.path_list.rules())]
    expected = [widget for row in rows for widget in (row.box, row.rate.input)]
    expected += [walker.tab.path_list.duplicate, walker.tab.what_if.slider]  # of the last rule there is no twin
    expected[0].setFocus()
    seen = []
    for _ in expected:
        seen.append(QApplication.focusWidget())
        walker.person.key_to_focus(Qt.Key.Key_Tab)
    assert seen == expected


def test_tab_goes_through_the_settings_of_the_selected_rule_before_they_are_put_back(walker):
    walker.person.click(walker.row("adam"))
    fields = [field.editor.input for field in walker.tab.rule_card.forms[Adam].fields.values()]
    fields[0].setFocus()
    seen = []
    for _ in range(len(fields) + 1):
        seen.append(QApplication.focusWidget())
        walker.person.key_to_focus(Qt.Key.Key_Tab)
    assert seen == [*fields, walker.tab.rule_card.reset]


def test_shift_tab_goes_back_the_way_that_tab_came(walker):
    walker.person.click(walker.row("adam"))
    fields = [field.editor.input for field in walker.tab.rule_card.forms[Adam].fields.values()]
    walker.tab.rule_card.reset.setFocus()
    seen = []
    for _ in range(len(fields) + 1):
        seen.append(QApplication.focusWidget())
        walker.person.key_to_focus(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert seen == [walker.tab.rule_card.reset, *fields[::-1]]


def test_tab_stops_once_at_everything_and_comes_round(walker):
    for rule in ("adam", "sgd", "momentum"):
        walker.person.click(walker.row(rule))
    first = walker.tab.rule_card.reset
    first.setFocus()
    seen = []
    while not seen or QApplication.focusWidget() is not first:
        seen.append(QApplication.focusWidget())
        assert len(seen) < 500
        walker.person.key_to_focus(Qt.Key.Key_Tab)
    assert [widget for widget in seen if seen.count(widget) > 1] == []


@pytest.mark.parametrize("what", ["a box", "a row", "a button", "a combo box", "the picture"])
def test_keys_act_whatever_was_clicked_last(walker, what):
    widget = {
        "a box": walker.field("noise").editor.input,
        "a row": walker.row("momentum"),
        "a button": walker.picture.buttons["overlay"],
        "a combo box": walker.picture.readings.kind,
        "the picture": walker.plot.viewport(),
    }[what]
    if what == "a combo box":
        widget.setFocus(Qt.FocusReason.MouseFocusReason)
    else:
        walker.person.click(widget)
    ticked = walker.descent.settings.noise
    walker.person.key_to_focus(Qt.Key.Key_Left)
    assert walker.place == 29
    log, follow = walker.tab.is_log, walker.tab.is_following
    walker.person.key_to_focus(Qt.Key.Key_L)
    walker.person.key_to_focus(Qt.Key.Key_F)
    assert (walker.tab.is_log, walker.tab.is_following) == (not log, not follow)
    walker.person.key_to_focus(Qt.Key.Key_Home)
    assert walker.place == 0
    walker.person.key_to_focus(Qt.Key.Key_Space)
    assert walker.tab.playback.is_playing
    assert walker.descent.settings.noise == ticked


def test_what_is_being_typed_is_undone_before_what_was_done(walker):
    line = walker.row("sgd").rate.line
    walker.type_into(line, "0.5")
    line.setFocus()
    line.selectAll()
    walker.bot.keyClicks(line, "0.7")
    while line.isUndoAvailable():
        walker.person.key_to_focus(Qt.Key.Key_Z, CONTROL)
    assert line.text() == "0.5" and walker.rates[0] == 0.5
    walker.person.key_to_focus(Qt.Key.Key_Z, CONTROL)
    assert line.text() == "0.95" and walker.rates[0] == 0.95


def test_typing_is_never_disturbed(walker):
    before = walker.descent
    line = walker.line("start")
    line.setFocus()
    line.selectAll()
    walker.bot.keyClicks(line, "lf [] 1")
    assert line.text() == "lf [] 1"
    walker.bot.keyClick(line, Qt.Key.Key_Left)
    walker.bot.keyClick(line, Qt.Key.Key_Home)
    walker.bot.keyClicks(line, "2")
    assert line.text() == "2lf [] 1"
    assert walker.descent == before


def test_on_the_map_the_arrows_go_to_a_setting_whatever_was_clicked_last(walker):
    walker.key(Qt.Key.Key_3, CONTROL)
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)
    walker.person.click(walker.row("momentum").box)
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        walker.person.key_to_focus(key)
    column, row = walker.descent.view.map_cursor
    walker.person.key_to_focus(Qt.Key.Key_Left, SHIFT)
    assert walker.descent.view.map_cursor == (column - 10, row)
    walker.person.key_to_focus(Qt.Key.Key_Return)
    assert walker.tab.focus == "overlay"


def test_in_a_number_up_and_down_step_it_also_beside_a_map(walker):
    walker.key(Qt.Key.Key_3, CONTROL)
    line = walker.row("sgd").rate.line
    line.setFocus()
    walker.bot.keyClick(line, Qt.Key.Key_Up)
    assert walker.rates[0] == 1.0
    assert walker.descent.view.map_cursor == ()


def test_escape_ends_a_map_before_it_takes_starts_away(walker):
    walker.click_at(4, -2, SHIFT)
    walker.key(Qt.Key.Key_3, CONTROL)
    walker.key(Qt.Key.Key_Escape)
    assert not walker.tab.is_computing
    assert len(walker.descent.settings.start) == 2
    walker.key(Qt.Key.Key_Escape)
    assert len(walker.descent.settings.start) == 1
