"""Two screens: the audience has the picture, the desk what a lecturer needs, and screens may come and go."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

import app.audience
from app.notes import note_of
from app.theme import theme
from core.scenes import find_scene, scenes
from tests.app.helpers import assert_same_pixels, picture_at_rest, tiny_scene

FIRST, SECOND, *_ = scenes().values()


class Screen:
    """A second screen, of which nothing is known but where it is."""

    def __init__(self, geometry: QRect) -> None:
        self._geometry = geometry

    def geometry(self) -> QRect:
        return self._geometry

    availableGeometry = geometry  # noqa: N815 - Qt's name


@pytest.fixture
def plug(monkeypatch):
    """Return a function that plugs a second screen in or out."""
    second = Screen(QRect(1920, 0, 1280, 720))

    def to(count: int) -> None:
        found = QApplication.screens()[:1] + [second] * (count - 1)
        monkeypatch.setattr(app.audience, "screens", lambda: found)

    to(2)
    return to


def test_the_audience_sees_the_picture_and_the_desk_note_and_next_scene(open_window, plug):
    person = open_window(SECOND)
    window, lecture = person.window, person.window.lecture
    points = theme.metrics.points
    person.key(Qt.Key.Key_F6, window.tab)
    audience = lecture._audience
    assert audience.isVisible() and audience.isFullScreen() and audience.geometry().left() >= 1920 - 1
    assert window.tab.window() is audience and window.tab.isVisible()
    assert not window.tab.drawer.isVisible() and not window.tab.side.isVisible()
    assert theme.metrics.smallest_capital >= 0.97 * audience.height() / 50
    texts = [label.text() for label in lecture.desk.findChildren(QLabel) if label.isVisible()]
    following = list(scenes().values())[2]
    assert note_of(SECOND.id).text in texts and f"Next: {following.title}" in texts
    assert window.header.isVisible() and window.rail.isVisible()
    person.key(Qt.Key.Key_F6, window.header)
    assert window.tab.window() is window and window.tab.isVisible() and not lecture.has_audience
    assert theme.metrics.points == points


def test_keys_act_in_both_windows_and_escape_takes_the_picture_back(open_window, plug):
    person = open_window(FIRST)
    window, lecture = person.window, person.window.lecture
    person.key(Qt.Key.Key_F6, window.tab)
    person.bot.keyClick(lecture._audience, Qt.Key.Key_PageDown)
    assert window.tab.document.scene == SECOND and window.tab.window() is lecture._audience
    person.bot.keyClick(window, Qt.Key.Key_PageUp)
    assert window.tab.document.scene == FIRST
    person.bot.keyClick(lecture._audience, Qt.Key.Key_B)
    assert lecture.is_blank
    person.bot.keyClick(lecture._audience, Qt.Key.Key_B)
    assert not lecture.is_blank
    person.bot.keyClick(lecture._audience, Qt.Key.Key_Escape)
    assert not lecture.has_audience and window.isVisible() and window.tab.window() is window


def test_closing_the_audiences_window_closes_nothing_else(open_window, plug):
    person = open_window(SECOND)
    before = picture_at_rest(person.bot, person.window.tab)
    person.key(Qt.Key.Key_F6, person.window.tab)
    person.window.lecture._audience.close()
    assert not person.window.lecture.has_audience and person.window.isVisible()
    assert_same_pixels(picture_at_rest(person.bot, person.window.tab), before)


def test_hands_are_counted_at_the_desk_and_seen_by_the_audience(open_window, settings, plug):
    settings.set_value("questions", True)
    person = open_window(find_scene("momentum"))
    window, lecture = person.window, person.window.lecture
    person.key(Qt.Key.Key_F6, window.tab)
    choice, at_desk = next(iter(lecture.desk.ballot.cards.items()))
    assert at_desk.isVisible()
    person.bot.mouseDClick(at_desk.editor.input, Qt.MouseButton.LeftButton)
    person.bot.keyClicks(at_desk.editor.input, "17")
    person.bot.keyClick(at_desk.editor.input, Qt.Key.Key_Return)
    assert window.tab.ballot.cards[choice].tally.before == 17
    person.bot.mouseClick(lecture.desk.ballot.reveal, Qt.MouseButton.LeftButton)
    assert not window.tab.is_covered and not lecture.desk.ballot.isVisible()
    lecture.leave()


def test_fifty_changes_of_screens_lose_nothing(open_window, plug):
    person = open_window(SECOND)
    window, lecture = person.window, person.window.lecture
    before = picture_at_rest(person.bot, window.tab)
    study = window.tab.study
    person.key(Qt.Key.Key_F6, window.tab)
    for count in itertools.islice(itertools.cycle([1, 2]), 50):
        plug(count)
        lecture.follow_screens()
        audience = lecture._audience
        assert audience.isVisible() and window.isVisible() and window.tab.isVisible()
        assert audience.isFullScreen() is (count == 2)
    lecture.leave()
    assert window.tab.study == study
    assert_same_pixels(picture_at_rest(person.bot, window.tab), before)


def test_the_desk_shows_a_small_copy_of_what_the_audience_sees(open_window, plug):
    person = open_window(tiny_scene())
    person.key(Qt.Key.Key_F6, person.window.tab)
    desk = person.window.lecture.desk
    desk._look()
    assert not desk.copy.pixmap().isNull()
    person.window.lecture.leave()
