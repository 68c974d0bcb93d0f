"""What the list of runs and the shelf promise by themselves."""

from __future__ import annotations

import pytest

from app.language import language
from app.tabs.trainer.picture import Result
from app.tabs.trainer.runs import RunList
from tests.app.helpers import Person, results_of, run_of, texts, tiny_scene


@pytest.fixture(scope="module")
def trained() -> list[Result]:
    return results_of(tiny_scene(run_of(), run_of(hidden=(4,)), length=1))


@pytest.fixture
def run_list(keep) -> RunList:
    run_list = keep(RunList())
    run_list.resize(300, 400)
    run_list.set_runs(["A", "B", "C"], 1)
    run_list.show()
    return run_list


@pytest.fixture
def hand(qtbot, run_list) -> Person:
    return Person(qtbot, run_list)


def told_by(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(*values) if values else told.append(None))
    return told


def test_the_chosen_run_is_marked(run_list):
    assert texts(run_list.runs) == ["A", "B", "C"]
    assert run_list.runs.currentRow() == 1


def test_a_click_tells_which_run_was_chosen(run_list, hand):
    told = told_by(run_list.selected)
    hand.click_row(run_list.runs, 2)
    hand.click_row(run_list.runs, 0)
    assert told == [2, 0]


def test_buttons_name_the_chosen_run(run_list, hand):
    duplicated, removed = told_by(run_list.duplicated), told_by(run_list.removed)
    hand.click(run_list.duplicate)
    hand.click(run_list.remove)
    assert (duplicated, removed) == ([1], [1])


def test_the_last_run_cannot_be_removed(run_list, hand):
    run_list.set_runs(["A"], 0)
    told = told_by(run_list.removed)
    hand.click(run_list.remove)
    assert told == []
    assert not run_list.remove.isEnabled()


def test_an_empty_shelf_is_not_shown(run_list, trained):
    assert not run_list.shelf.isVisible()
    run_list.set_shelf(trained, ["x", "y"])
    assert run_list.shelf.isVisible()
    run_list.clear_shelf()
    assert not run_list.shelf.isVisible()


def test_a_box_hides_a_result_and_stays_so_when_another_comes(run_list, hand, trained):
    run_list.set_shelf(trained[:1], ["x"])
    changed, restored = told_by(run_list.shelf_changed), told_by(run_list.restored)
    hand.click_row(run_list.shelf, 0, on_box=True)
    assert run_list.shown_on_shelf() == []
    run_list.set_shelf(trained, ["x", "y"])
    assert run_list.shown_on_shelf() == trained[1:]
    assert len(changed) == 1
    assert restored == []


def test_a_click_on_the_name_asks_for_the_settings(run_list, hand, trained):
    run_list.set_shelf(trained, ["x", "y"])
    restored = told_by(run_list.restored)
    hand.click_row(run_list.shelf, 1)
    assert restored == [trained[1]]


def test_a_locked_list_only_shows_and_hides(run_list, hand, trained):
    run_list.set_shelf(trained, ["x", "y"])
    restored = told_by(run_list.restored)
    run_list.lock("busy")
    hand.click_row(run_list.shelf, 1)
    assert restored == []
    assert not run_list.duplicate.isEnabled()
    assert run_list.duplicate.toolTip() == "busy"
    hand.click_row(run_list.shelf, 1, on_box=True)
    assert run_list.shown_on_shelf() == trained[:1]


def test_names_follow_the_language_and_the_choice_stays(run_list):
    run_list.set_runs(["plain", "batch normalization"], 1)
    language.switch("ko")
    assert texts(run_list.runs) != ["plain", "batch normalization"]
    assert run_list.runs.currentRow() == 1
