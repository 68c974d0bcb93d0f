"""The way through the lecture: rail, outline, keys of a remote, and what is seen at the desk and from the projector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QTabBar,
    QToolButton,
)

from app.language import language
from app.plots.frame import Plot
from app.rail import beside
from app.theme import theme
from app.widgets.room import PictureRoom
from core.scenes import find_scene, scenes
from tests.app.helpers import tiny_scene

FIRST, SECOND, *_, LAST = scenes().values()


def shown(person) -> str:
    return person.window.tab.document.scene.id


def test_page_down_and_up_lead_through_the_whole_lecture_and_no_further(open_window):
    person = open_window(FIRST)
    seen = [shown(person)]
    while beside(find_scene(seen[-1]), 1) is not None and len(seen) < 5:
        person.key(Qt.Key.Key_PageDown, person.window.tab)
        seen.append(shown(person))
    assert seen == list(scenes())[:5]
    person.key(Qt.Key.Key_PageUp, person.window.tab)
    assert shown(person) == seen[3]
    person.window.show_scene(LAST)
    person.key(Qt.Key.Key_PageDown, person.window.tab)
    assert shown(person) == LAST.id


def test_from_a_scene_of_ones_own_the_lecture_begins(open_window):
    person = open_window(tiny_scene())
    assert person.window.rail.place.text() == "–"
    person.click(person.window.rail.next)
    assert shown(person) == FIRST.id
    assert not person.window.rail.before.isEnabled()


def test_the_rail_says_where_one_is_and_a_dot_leads_there(open_window):
    person = open_window(SECOND)
    rail = person.window.rail
    assert (rail.place.text(), rail.of.text()) == ("2", f"of {len(scenes())}")
    person.click(rail.dots, rail.dots.place_of(4).toPoint())
    assert shown(person) == list(scenes())[4]
    assert rail.place.text() == "5"


def test_the_outline_finds_as_one_types(open_window):
    person = open_window(FIRST)
    outline = person.window.outline
    person.bot.keyClicks(outline.search, "minimum on")
    rows = [outline.list.item(row) for row in range(outline.list.count())]
    assert [item.text() for item in rows if not item.isHidden()] == ["Weight update", "A local minimum on the way"]
    person.bot.keyClick(outline.search, Qt.Key.Key_Return)
    assert shown(person) == "momentum-escape"
    person.bot.keyClicks(outline.search, "nothing of the kind")
    assert all(item.isHidden() for item in rows)


KINDS = [QComboBox, QSlider, QListWidget, QLineEdit, QCheckBox, QPushButton, QToolButton, QTabBar, Plot]
"""Kinds of widgets that can have the focus."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_remote_turns_pages_whatever_has_the_focus_and_changes_nothing(open_window, kind):
    person = open_window(SECOND)
    person.activate()
    found = [each for each in person.window.findChildren(kind) if each.isVisible() and each.isEnabled()]
    found[0].setFocus()
    person.key_to_focus(Qt.Key.Key_PageUp)
    assert shown(person) == FIRST.id
    person.key_to_focus(Qt.Key.Key_PageDown)
    assert person.window.tab.document.study == SECOND.study


@pytest.mark.parametrize("kind", KINDS)
def test_a_remote_presents_blanks_and_leads_back_whatever_has_the_focus_and_changes_nothing(open_window, kind):
    person = open_window(SECOND)
    person.activate()
    window, tab = person.window, person.window.tab

    def focus() -> None:
        found = [each for each in window.findChildren(kind) if each.isVisible() and each.isEnabled()]
        (found or [tab])[0].setFocus()

    focus()
    person.key_to_focus(Qt.Key.Key_F5)
    assert window.lecture.is_presenting
    for key in (Qt.Key.Key_B, Qt.Key.Key_Period):
        focus()
        person.key_to_focus(key)
        assert window.lecture.is_blank
        person.key_to_focus(key)
        assert not window.lecture.is_blank
    focus()
    person.key_to_focus(Qt.Key.Key_Escape)
    assert not window.lecture.is_presenting and window.isVisible()
    assert tab.study == SECOND.study


def test_presenting_leaves_picture_knobs_and_transport_alone_and_escape_leads_back(open_window):
    person = open_window(SECOND)
    window, tab = person.window, person.window.tab
    points = theme.metrics.points
    person.key(Qt.Key.Key_F5, tab)
    assert window.isFullScreen()
    for part in (window.header, window.rail, window.outline, tab.drawer, tab.side):
        assert not part.isVisible()
    assert tab.picture.isVisible() and tab.playback.isVisible()
    assert not any(part.isVisible() for part in tab.picture.desk)
    person.key(Qt.Key.Key_Escape, tab)
    assert not window.isFullScreen() and window.isVisible()
    assert window.header.isVisible() and window.outline.isVisible() and tab.drawer.isVisible()
    assert theme.metrics.points == points


@pytest.mark.parametrize("id", ["sgd", "init-relu", "overfitting", "random-search"])
def test_presenting_leaves_out_what_is_of_use_at_the_desk_only_in_every_tab(open_window, id):
    person = open_window(find_scene(id))
    picture = person.window.tab.picture
    assert picture.desk and all(part.isVisible() for part in picture.desk)
    person.key(Qt.Key.Key_F5, person.window.tab)
    assert not any(part.isVisible() for part in picture.desk)
    person.window.lecture.leave()
    assert all(part.isVisible() for part in picture.desk)


@pytest.mark.parametrize("height", [480, 768])
def test_from_the_projector_the_smallest_capitals_are_a_fiftieth_of_the_height(open_window, height):
    person = open_window(FIRST)
    person.key(Qt.Key.Key_F11, person.window.tab)
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(900, height)
    assert theme.metrics.smallest_capital >= 0.97 * height / 50
    person.window.lecture.leave()


def test_letters_are_typed_at_the_desk(open_window):
    person = open_window(FIRST)
    person.bot.keyClicks(person.window.outline.search, "b.")
    assert person.window.outline.search.text() == "b."
    assert not person.window.lecture.is_blank


def test_the_drawer_and_the_notes_are_called_up(open_window):
    person = open_window(FIRST)
    tab = person.window.tab
    assert tab.drawer.isVisible()
    person.click(tab.fewer_settings)
    assert not tab.drawer.isVisible() and tab.side.isVisible()
    person.key(Qt.Key.Key_F4, tab)
    assert tab.drawer.isVisible()
    person.key(Qt.Key.Key_F4, tab)
    person.window.show_scene(tiny_scene())
    assert not person.window.tab.drawer.isVisible()
    person.window.close()
    assert not open_window(FIRST).window.tab.drawer.isVisible()


@pytest.mark.parametrize("code", ["en", "ko"])
def test_words_of_progress_take_no_room_from_the_picture(open_window, settings, code):
    for name in ("settings_open", "outline"):
        settings.set_value(name, False)
    person = open_window(tiny_scene(length=1500))
    person.window.resize(1024, 768)
    language.switch(code)
    person.run_to_end()
    QApplication.processEvents()
    (room,) = person.tab.findChildren(PictureRoom)
    assert room.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(("id", "readings"), [("momentum-alpha", False), ("adagrad-stall", True)])
def test_numbers_below_a_picture_are_for_the_desk_and_curves_for_the_last_row_too(open_window, id, readings):
    person = open_window(find_scene(id))
    picture = person.window.tab.picture
    person.bot.waitUntil(lambda: not person.window.tab.is_computing)
    assert picture.numbers.isVisible() is not readings
    person.key(Qt.Key.Key_F5, person.window.tab)
    assert not picture.numbers.isVisible() and picture.readings.plot.isVisible() is readings
    assert not picture.readings.kind.isVisible()
    person.window.lecture.leave()
    assert picture.numbers.isVisible() is not readings


def test_names_at_the_ends_of_gradients_follow_the_language(open_window):
    person = open_window(find_scene("gradient-vanishing"))
    person.bot.waitUntil(lambda: not person.window.tab.is_computing)
    gradients = person.window.tab.picture.gradients
    assert any("layers" in name for name in gradients.ends().values())
    language.switch("ko")
    assert all("층" in name and "layers" not in name for name in gradients.ends().values())
