"""Predict, then reveal, as it is done in a lecture: what is covered cannot be seen, and hands are counted as raised."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.language import language
from app.notes import note_of
from core.config.questions import plain, questions
from core.scenes import find_scene, scenes
from tests.app.helpers import Person, pixels, tiny_scene
from tests.app.helpers import plain as without_tags
from tests.app.tabs.search.helpers import tiny_search

ASKED = [id for id in scenes() if note_of(id).predict is not None]
R, K, Q, D = Qt.Key.Key_R, Qt.Key.Key_K, Qt.Key.Key_Q, Qt.Key.Key_D


@pytest.fixture
def settings(settings):
    """What a window remembers that asks first, as it does at the first start; no drawer is open."""
    settings.set_value("questions", True)
    settings.set_value("settings_open", False)
    settings.set_value("outline", False)
    return settings


def at_rest(person: Person) -> Person:
    person.bot.waitUntil(lambda: not person.window.tab.is_computing, timeout=20_000)
    QApplication.processEvents()
    return person


def said(person: Person) -> str:
    return without_tags(person.window.tab.picture.head.sentence.text())


def seen(widget: QWidget) -> list[str]:
    """Return every text of labels that can be seen."""
    return [without_tags(label.text()) for label in widget.findChildren(QLabel) if label.isVisible()]


def press(person: Person, key: Qt.Key) -> None:
    person.bot.keyClick(person.window, key)
    QApplication.processEvents()


# The default path


def test_at_least_sixteen_scenes_ask_first_and_once_more():
    assert len(ASKED) >= 16
    assert sum(note_of(id).another is not None for id in ASKED) >= 16


@pytest.mark.parametrize("id", ["momentum", "lr-limit", "init-relu", "overfitting", "winners-luck"])
def test_a_scene_opens_covered_and_says_nothing_of_what_comes_out(open_window, id):
    person = at_rest(open_window(find_scene(id)))
    tab, asked = person.window.tab, note_of(id).predict
    assert tab.is_covered and said(person) == plain(asked.question)
    assert [card.text.text() for card in tab.ballot.cards.values()] == list(asked.choices.values())
    assert tab.ballot.isVisible() and not tab.side.isVisible() and not tab.knobs.isVisible()
    assert not tab.picture.head.note.isVisible() and tab.picture.head.title.toolTip() == ""


def test_the_picture_of_a_covered_scene_does_not_depend_on_what_comes_out(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    before = pixels(tab.picture)
    changed = tab.study.with_run(0, replace(tab.study.selected, lr=0.05))
    tab.document.change(changed, "another rate")
    at_rest(person)
    changed_by = (pixels(tab.picture) != before).any(axis=2)
    assert not changed_by[tab.picture.head.height() + 20 :].any()


@pytest.mark.parametrize("id", ["init-relu", "overfitting", "random-search"])
def test_no_part_that_tells_a_result_is_to_be_seen(open_window, id):
    person = at_rest(open_window(find_scene(id)))
    picture = person.window.tab.picture
    assert picture.cover.frame.isVisible()
    assert not any(part.isVisible() for part in picture.results)
    press(person, R)
    assert not picture.cover.frame.isVisible()
    assert any(part.isVisible() for part in picture.results)


def test_what_is_covered_cannot_be_exported_and_another_tab_cannot_watch_it(open_window, tmp_path):
    person = at_rest(open_window(find_scene("overfitting")))
    window = person.window
    window.files.export(tmp_path)
    assert "reveal it first" in person.message and not list(tmp_path.iterdir())
    trainer = window.tab
    trainer.step()
    window.show_scene(find_scene("init-wall"))
    assert window.tab.others() == []
    window.show_scene(find_scene("overfitting"))
    press(person, K)
    trainer.step()
    window.show_scene(find_scene("init-wall"))
    assert len(window.tab.others()) == 1


def test_what_a_covered_tab_tells_is_kept_to_itself(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    person.window.tab.told.emit("diverged at step 3")
    assert person.window.toast.currentMessage() == ""
    press(person, K)
    person.window.tab.told.emit("diverged at step 3")
    assert person.window.toast.currentMessage() == "diverged at step 3"


def test_a_search_behind_the_cover_shows_neither_views_nor_list_and_then_what_came_out(qtbot, open_window, tiny_source):
    tiny = tiny_search(tiny_source, trials=24)
    scene = find_scene("random-search")
    person = at_rest(open_window(scene))
    tab = person.window.tab
    tab.document.change(replace(scene.study, settings=tiny.study.settings, runs=tiny.study.runs), "a smaller one")
    press(person, Qt.Key.Key_Space)
    person.bot.waitUntil(lambda: tab.outcome() is not None and not tab.is_active, timeout=20_000)
    question = plain(note_of("random-search").predict.question)
    for key in (Qt.Key.Key_L, Qt.Key.Key_2, Qt.Key.Key_7):
        press(person, key)
        picture = tab.picture
        assert not picture.stack.isVisible() and not picture._lower.isVisible() and not picture.controls.isVisible()
        assert said(person) == question and not any("%" in text for text in seen(tab))
    QApplication.clipboard().setText("untouched")
    leaks = ("copy", "train", "again", "reveal", "widen")
    for id in leaks:
        assert not tab.command_actions.by_id[id].isEnabled()
        getattr(tab, next(command.slot for command in tab.commands if command.id == id))()
    assert QApplication.clipboard().text() == "untouched" and person.window.tab is tab and not tab.is_active
    press(person, R)
    assert all(tab.command_actions.by_id[id].isEnabled() for id in leaks if id != "widen")
    assert tab.picture.stack.isVisible() and tab.picture.controls.isVisible() and "%" in said(person)


# Hands


def test_hands_are_typed_and_clicked_before_and_after_talking(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    first, second, *_ = tab.ballot.cards
    cards = tab.ballot.cards
    line = cards[first].editor.input
    person.bot.mouseDClick(line, Qt.MouseButton.LeftButton)
    person.bot.keyClicks(line, "21")
    person.bot.keyClick(line, Qt.Key.Key_Return)
    for _ in range(3):
        person.bot.mouseClick(cards[second], Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    person.bot.mouseClick(tab.ballot.after, Qt.MouseButton.LeftButton)
    person.bot.mouseClick(cards[second], Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    poll = person.window.predicting.poll
    assert (poll.before, poll.after) == ({first: 21, second: 3}, {second: 1})
    assert (cards[first].tally.before, cards[second].tally.after) == (21, 1)
    assert cards[first].editor.value() == 0, "the tally that is being taken"


def test_a_number_of_hands_that_is_none_is_refused_beside_its_field(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    card = next(iter(person.window.tab.ballot.cards.values()))
    line = card.editor.input
    person.bot.mouseDClick(line, Qt.MouseButton.LeftButton)
    person.bot.keyClicks(line, "301")
    person.bot.keyClick(line, Qt.Key.Key_Return)
    assert card.fault.isVisible() and "0 to 300" in card.fault.text()
    assert person.window.predicting.poll.before == {}


@pytest.mark.parametrize(("right", "word"), [(0, "Explain"), (5, "neighbours"), (10, "reveal")])
def test_how_to_go_on_follows_from_the_first_tally(open_window, right, word):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    came_true = tab.outcome()
    other = next(choice for choice in tab.ballot.cards if choice != came_true)
    person.window.predicting._on_counted(came_true, right)
    person.window.predicting._on_counted(other, 10 - right)
    assert word in tab.ballot.advice.text()
    assert not re.search(r"\d", tab.ballot.advice.text()), "a share would tell which choice is right"


# Reveal, skip, ask again


def test_revealed_the_sentence_answers_and_the_right_choice_is_told_with_its_hands(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    came_true = tab.outcome()
    asked = note_of("momentum").predict
    letter = "ABCDEF"[list(asked.choices).index(came_true)]
    person.window.predicting._on_counted(came_true, 4)
    person.window.predicting._on_talked(True)
    person.window.predicting._on_counted(came_true, 30)
    person.bot.mouseClick(tab.ballot.reveal, Qt.MouseButton.LeftButton)
    assert not tab.is_covered and tab.knobs.isVisible() and not tab.ballot.isVisible()
    told = without_tags(tab.picture.head.verdict.text())
    assert told == f"{letter}: {asked.choices[came_true]} – 4 of 4 hands before talking, 30 of 30 after. {asked.reason}"
    answer = questions["inertia"].answer(tab._traces)
    assert said(person) == plain(str(answer))


def test_a_changed_setting_takes_the_verdict_away_for_it_was_not_asked(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    press(person, R)
    tab = person.window.tab
    assert tab.picture.head.verdict.isVisible()
    tab.document.change(tab.study.with_run(0, replace(tab.study.selected, lr=0.05)), "another rate")
    at_rest(person)
    assert not tab.picture.head.verdict.isVisible()
    tab.reset()
    at_rest(person)
    assert tab.picture.head.verdict.isVisible()


def test_a_skipped_question_shows_the_scene_and_no_verdict(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    press(person, K)
    tab = person.window.tab
    assert not tab.is_covered and not tab.picture.head.verdict.isVisible()
    assert said(person) != plain(note_of("momentum").predict.question)


def test_another_question_covers_again_with_its_settings_and_then_the_first_once_more(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    scene, tab = find_scene("momentum"), person.window.tab
    press(person, Q)
    assert said(person) == plain(note_of("momentum").predict.question), "what is covered is answered first"
    press(person, R)
    press(person, Q)
    at_rest(person)
    assert tab.is_covered and tab.study == scene.another_study()
    assert said(person) == plain(note_of("momentum").another.question)
    press(person, R)
    at_rest(person)
    assert without_tags(tab.picture.head.verdict.text()).endswith(note_of("momentum").another.reason)
    press(person, Q)
    assert tab.is_covered and tab.study == scene.study
    assert said(person) == plain(note_of("momentum").predict.question)


def test_a_scene_that_was_revealed_comes_back_revealed(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    press(person, R)
    answer = said(person)
    press(person, Qt.Key.Key_PageDown)
    assert person.window.tab.is_covered
    press(person, Qt.Key.Key_PageUp)
    at_rest(person)
    assert not person.window.tab.is_covered and said(person) == answer
    assert person.window.tab.picture.head.verdict.isVisible()


def test_without_questions_everything_is_seen_at_once_and_that_is_remembered(open_window, settings):
    person = at_rest(open_window(find_scene("momentum")))
    press(person, Qt.Key.Key_F3)
    assert not person.window.tab.is_covered
    press(person, Qt.Key.Key_PageDown)
    assert not person.window.tab.is_covered and not person.window.tab.ask_again.isVisible()
    person.window.close()
    again = at_rest(open_window(find_scene("momentum")))
    assert not again.window.tab.is_covered
    press(again, Qt.Key.Key_F3)
    assert again.window.tab.is_covered and settings.value("questions", True) is False


def test_a_scene_of_the_users_is_never_covered(open_window):
    person = open_window(tiny_scene())
    assert not person.window.tab.is_covered and not person.window.tab.ask_again.isVisible()
    press(person, R)
    press(person, Q)
    assert not person.window.tab.is_covered


def test_the_question_speaks_the_language_of_the_window(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    person.window.menus.languages["ko"].trigger()
    asked = note_of("momentum").predict
    assert language.code == "ko" and said(person) == plain(asked.question)
    assert [card.text.text() for card in tab.ballot.cards.values()] == list(asked.choices.values())


def test_revealed_before_it_was_run_a_race_begins_for_all_to_see(open_window):
    scene = find_scene("overfitting")
    person = at_rest(open_window(scene))
    tab = person.window.tab
    press(person, R)
    assert not tab.is_covered and tab.is_active
    tab.stop()


# Presenting


def test_presenting_hands_are_counted_beside_the_picture_and_the_knobs_come_with_the_result(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    tab = person.window.tab
    press(person, Qt.Key.Key_F5)
    assert tab.ballot.isVisible() and not tab.knobs.isVisible()
    press(person, R)
    assert not tab.ballot.isVisible() and tab.knobs.isVisible() and not tab.side.isVisible()
    press(person, Qt.Key.Key_Escape)


# Drawing


def drag(person: Person, widget: QWidget, places: list[QPoint]) -> None:
    person.bot.mousePress(widget, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        person.bot.mouseMove(widget, place)
    person.bot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=places[-1])


@pytest.mark.parametrize("id", ["momentum", "overfitting"])
def test_what_is_drawn_on_the_cover_is_seen_over_what_comes_out(open_window, id):
    person = at_rest(open_window(find_scene(id)))
    tab = person.window.tab
    press(person, D)
    board, *over = tab.picture.sketches()
    assert board.isVisible()
    area = board._plot.area()
    ends = [QPoint(int(area.left() + part * area.width()), int(area.center().y())) for part in (0.25, 0.5, 0.75)]
    drag(person, board, ends)
    points = person.window.predicting.poll.drawing
    (left, right), _ = board._plot.ranges()
    found = np.interp([points[0][0], points[-1][0]], [left, right], [0, 1])
    assert found == pytest.approx([0.25, 0.75], abs=0.01)
    press(person, R)
    shown = over[-1] if over else board
    assert shown.isVisible() and shown.points() == points
    assert shown.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if id == "overfitting":
        tab.stop()


def test_a_click_takes_a_drawing_away(open_window):
    person = at_rest(open_window(find_scene("momentum")))
    press(person, D)
    (board,) = person.window.tab.picture.sketches()
    drag(person, board, [QPoint(200, 200), QPoint(300, 260)])
    assert person.window.predicting.poll.drawing
    person.bot.mouseClick(board, Qt.MouseButton.LeftButton, pos=QPoint(250, 250))
    assert person.window.predicting.poll.drawing == ()
