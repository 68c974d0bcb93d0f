"""What the shelf of earlier runs promises by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.language import language
from app.tabs.trainer.shelf import Shelf
from core.training.results import Result
from tests.app.helpers import Person, results_of, run_of, texts, tiny_scene


@pytest.fixture(scope="module")
def trained() -> list[Result]:
    return results_of(tiny_scene(run_of(), run_of(hidden=(4,)), length=1))


@pytest.fixture
def shelf(keep) -> Shelf:
    shelf = keep(Shelf())
    shelf.resize(300, 200)
    return shelf


@pytest.fixture
def hand(qtbot, shelf) -> Person:
    return Person(qtbot, shelf)


def told_by(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(*values) if values else told.append(None))
    return told


def test_an_empty_shelf_is_not_shown(shelf, hand, trained):
    assert not shelf.isVisible()
    shelf.add(trained)
    assert shelf.isVisible()
    hand.click(shelf.clear)
    assert not shelf.isVisible() and shelf.results() == []


def test_results_are_named_by_what_tells_them_apart(shelf, trained):
    shelf.add(trained)
    assert texts(shelf.list) == ["hidden layers 8", "hidden layers 4"]


def test_a_result_keeps_what_it_was_trained_with(shelf, trained):
    shelf.add(trained)
    assert [result.configuration for result in shelf.results()] == [run_of(), run_of(hidden=(4,))]
    assert [result.settings for result in shelf.results()] == [trained[0].study.settings] * 2


def test_a_box_hides_a_result_and_stays_so_when_another_comes(shelf, hand, trained):
    shelf.add(trained[:1])
    changed, restored = told_by(shelf.changed), told_by(shelf.restored)
    hand.click_row(shelf.list, 0, on_box=True)
    assert shelf.shown() == []
    shelf.add(trained[1:])
    assert [result.key for result in shelf.shown()] == [trained[1].key]
    assert len(changed) == 1
    assert restored == []


def test_a_click_on_the_name_looks_at_a_result_and_another_no_more(shelf, hand, trained):
    shelf.add(trained)
    restored, changed = told_by(shelf.restored), told_by(shelf.changed)
    assert shelf.lit() is None and not shelf.restore.isEnabled()
    hand.click_row(shelf.list, 1)
    assert shelf.lit().key == trained[1].key and shelf.restore.isEnabled()
    hand.click_row(shelf.list, 0)
    assert shelf.lit().key == trained[0].key
    hand.click_row(shelf.list, 0)
    assert shelf.lit() is None and not shelf.restore.isEnabled()
    assert restored == [] and len(changed) == 3


def test_settings_are_asked_for_by_a_button_of_their_own(shelf, hand, trained):
    shelf.add(trained)
    restored = told_by(shelf.restored)
    hand.click_row(shelf.list, 1)
    hand.click(shelf.restore)
    assert [result.key for result in restored] == [trained[1].key]


def test_a_hidden_result_that_is_looked_at_is_shown(shelf, hand, trained):
    shelf.add(trained)
    shelf.hide_all()
    hand.click_row(shelf.list, 0)
    assert [result.key for result in shelf.shown()] == [trained[0].key] and shelf.lit() is not None
    hand.click_row(shelf.list, 0, on_box=True)
    assert shelf.lit() is None


def test_a_locked_shelf_shows_hides_and_looks_but_gives_no_settings(shelf, hand, trained):
    shelf.add(trained)
    restored = told_by(shelf.restored)
    shelf.lock(True)
    hand.click_row(shelf.list, 1)
    assert shelf.lit() is not None and not shelf.restore.isEnabled()
    hand.click(shelf.restore)
    assert restored == []
    hand.click_row(shelf.list, 1, on_box=True)
    assert [result.key for result in shelf.shown()] == [trained[0].key]


def test_what_is_shown_with_the_runs_again_leaves_the_shelf(shelf, trained):
    shelf.add(trained)
    shelf.put_back({trained[0].key, "another"})
    assert [result.key for result in shelf.results()] == [trained[1].key]


def test_everything_can_be_hidden_at_once(shelf, trained):
    shelf.add(trained)
    shelf.hide_all()
    assert shelf.shown() == [] and len(shelf.results()) == 2


def test_twins_are_told_apart_and_names_follow_the_language(shelf, trained):
    shelf.add([trained[0], replace(trained[0], key="again")])
    assert texts(shelf.list) == ["plain", "plain (2)"]
    language.switch("ko")
    assert texts(shelf.list) != ["plain", "plain (2)"]
