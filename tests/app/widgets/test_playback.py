"""What the film promises: it moves as it is told, by buttons, keys and slider, and time never waits for pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.language import language
from app.widgets.playback import AT_ONCE, SPEEDS, Playback


@pytest.fixture
def film(keep, qtbot) -> Playback:
    film = keep(Playback())
    film.resize(600, 40)
    film.show()
    film.set_length(30, 12)
    film.seen = []
    film.moved.connect(film.seen.append)
    return film


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def play_at(film: Playback, speed: float) -> None:
    film.speed.setCurrentIndex(SPEEDS.index(speed))


def test_the_buttons_go_to_the_start_back_on_and_to_the_end(film, qtbot):
    for button, place in ((film.next, 13), (film.back, 12), (film.last, 30), (film.first, 0)):
        click(qtbot, button)
        assert (film.place, film.slider.value()) == (place, place)
    assert film.seen == [13, 12, 30, 0]


def test_there_is_nothing_before_the_start_and_after_the_end(film, qtbot):
    click(qtbot, film.last)
    click(qtbot, film.next)
    assert film.place == 30
    click(qtbot, film.first)
    click(qtbot, film.back)
    assert film.place == 0
    assert film.seen == [30, 0]


def test_what_is_seen_is_said(film):
    assert film.text.text() == "step 12 / 30"
    film.step_on()
    assert film.text.text() == "step 13 / 30"


def test_playing_visits_places_in_order_and_holds_at_the_end(film, qtbot):
    play_at(film, 300.0)
    click(qtbot, film.play)
    assert film.is_playing
    qtbot.waitUntil(lambda: not film.is_playing, timeout=5000)
    assert film.place == 30
    assert film.seen == sorted(set(film.seen)) and film.seen[0] > 12


def test_at_the_end_playing_begins_anew(film, qtbot):
    film.go_to_end()
    play_at(film, 1.0)
    click(qtbot, film.play)
    assert (film.place, film.is_playing) == (0, True)
    click(qtbot, film.play)
    assert not film.is_playing


def test_at_once_means_the_end_without_any_film(film, qtbot):
    play_at(film, AT_ONCE)
    click(qtbot, film.play)
    assert (film.place, film.is_playing, film.seen) == (30, False, [30])


@pytest.mark.parametrize("command", ["step_on", "step_back", "go_to_start", "go_to_end"])
def test_a_step_by_hand_holds_the_film(film, command):
    play_at(film, 1.0)
    film.run()
    getattr(film, command)()
    assert not film.is_playing


def test_the_slider_scrubs(film, qtbot):
    film.run()
    groove = film.slider.rect()
    qtbot.mouseClick(film.slider, Qt.MouseButton.LeftButton, pos=QPoint(groove.width() - 4, groove.center().y()))
    assert film.place > 12
    assert not film.is_playing
    qtbot.keyClick(film.slider, Qt.Key.Key_Home)
    assert (film.place, film.seen[-1]) == (0, 0)


def test_a_shorter_film_ends_earlier(film):
    film.set_length(5)
    assert (film.place, film.end, film.text.text()) == (5, 5, "step 5 / 5")
    film.set_length(50)
    assert (film.place, film.end) == (5, 50)


def test_without_places_there_is_nothing_to_press(film, qtbot):
    film.set_length(0)
    film.toggle()
    assert not film.is_playing
    assert not film.play.isEnabled()


def test_another_language_keeps_speed_and_place(film):
    play_at(film, 30.0)
    language.switch("ko")
    assert (film.speed.currentData(), film.place, film.end) == (30.0, 12, 30)
    assert "12" in film.text.text()
