"""What the list of runs promises by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.language import language
from app.tabs.trainer.shelf import line_icon
from app.widgets.run_list import RunList
from tests.app.helpers import Person, texts


@pytest.fixture
def run_list(keep) -> RunList:
    run_list = keep(RunList("Runs", "Runs that are trained together", line_icon))
    run_list.resize(300, 400)
    run_list.set_runs(["A", "B", "C"], 1)
    run_list.show()
    return run_list


@pytest.fixture
def hand(qtbot, run_list) -> Person:
    return Person(qtbot, run_list)


def test_the_chosen_run_is_marked(run_list):
    assert texts(run_list.list) == ["A", "B", "C"]
    assert run_list.list.currentRow() == 1
    assert not run_list.list.item(0).icon().isNull()


def test_a_click_tells_which_run_was_chosen_and_setting_one_does_not(run_list, hand):
    told: list[int] = []
    run_list.selected.connect(told.append)
    hand.click_row(run_list.list, 2)
    hand.click_row(run_list.list, 0)
    run_list.set_runs(["A", "B", "C"], 1)
    run_list.set_runs(["A", "B"], 0)
    assert told == [2, 0]


def test_the_list_takes_no_letters_and_no_space(run_list, qtbot):
    told: list[int] = []
    run_list.selected.connect(told.append)
    for key in (Qt.Key.Key_C, Qt.Key.Key_Space):
        qtbot.keyClick(run_list.list, key)
    assert told == []
    qtbot.keyClick(run_list.list, Qt.Key.Key_Down)
    assert told == [2]


def test_names_follow_the_language_and_the_choice_stays(run_list):
    run_list.set_runs(["plain", "batch normalization"], 1)
    language.switch("ko")
    assert texts(run_list.list) != ["plain", "batch normalization"]
    assert run_list.list.currentRow() == 1
