"""What commands promise: one declaration, the same keys everywhere, whatever was clicked last."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.commands import KeyList, key_table
from app.lecture import Lecture
from app.tabs import TABS, load
from app.window import MainWindow, all_commands
from core.jobs import State
from tests.app.helpers import ENDLESS, Person, tiny_scene

README = Path(__file__).resolve().parents[2] / "README.md"
OWNERS = [Lecture, MainWindow, *(load(entry) for entry in TABS)]


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_every_command_names_a_method_and_properties_of_its_owner(owner):
    ids = [command.id for command in owner.commands]
    assert len(set(ids)) == len(ids)
    for command in owner.commands:
        assert callable(getattr(owner, command.slot)), command.id
        for name in filter(None, (command.enabled, command.checked)):
            assert isinstance(getattr(owner, name), property), f"{command.id}: {name}"


@pytest.mark.parametrize("owner", OWNERS[2:], ids=lambda owner: owner.__name__)
def test_no_key_means_two_things_at_once(owner):
    commands = (*MainWindow.commands, *Lecture.commands, *owner.commands)
    keys = Counter(key for command in commands for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_has_its_entry_in_a_menu(person):
    menus = person.window.header.menu_button.menu().actions()
    texts = {action.text() for menu in menus for action in menu.menu().actions()}
    for command in (*MainWindow.commands, *Lecture.commands, *person.tab.commands):
        if command.in_menu:
            assert any(text.split(":")[0] == command.text for text in texts), command.id


def test_buttons_name_their_keys(person):
    for button, keys in (
        (person.tab.transport.main, "(Space, Ctrl+R)"),
        (person.tab.transport.step, "(S, Ctrl+T)"),
        (person.tab.transport.stop, "(Esc, Ctrl+.)"),
        (person.tab.picture.log, "(L, Ctrl+L)"),
        (person.tab.run_list.duplicate, "(Ctrl+D)"),
        (person.window.header.theme_button, "(F8)"),
    ):
        assert button.toolTip().endswith(keys)


def test_f1_lists_every_key(person):
    person.key(Qt.Key.Key_F1)
    (listed,) = person.window.findChildren(KeyList)
    text = " ".join(label.text() for label in listed.findChildren(QLabel))
    for _, rows in key_table(all_commands()):
        for keys, what in rows:
            assert keys in text and what in text
    listed.close()


def test_the_readme_has_the_table_of_keys():
    text = README.read_text(encoding="utf-8")
    for heading, rows in key_table(all_commands()):
        assert f"| {heading} | |" in text, heading
        for keys, what in rows:
            assert f"| {keys} | {what} |" in text, f"{keys}: {what}"
    listed = re.findall(r"^\| (.+?) \| (.+?) \|$", text.split("## In the window")[1].split("\n## ")[0], re.M)
    known = {row for _, rows in key_table(all_commands()) for row in rows}
    assert {row for row in listed if set(row[0]) != {"-"}} <= known


# Keys act whatever was clicked last


@pytest.fixture
def endless(open_window) -> Person:
    return open_window(tiny_scene(**ENDLESS))


def clicked_widgets(person: Person) -> dict[str, object]:
    tab = person.tab
    return {
        "a box": person.field("batch_norm").editor.input,
        "a list": tab.run_list.list.viewport(),
        "a button": tab.run_list.duplicate,
        "the picture": tab.picture.loss,
        "the outline": person.window.outline.list.verticalScrollBar(),
    }


@pytest.mark.parametrize("what", ["a box", "a list", "a button", "the picture", "the outline"])
def test_space_runs_whatever_was_clicked_last(endless, what):
    endless.click(clicked_widgets(endless)[what])
    before = endless.experiment
    endless.key_to_focus(Qt.Key.Key_Space)
    assert endless.state is State.RUNNING
    assert endless.experiment == before
    endless.key_to_focus(Qt.Key.Key_Space)
    endless.wait_for(State.PAUSED)
    endless.key_to_focus(Qt.Key.Key_Escape)
    endless.wait_for(State.STOPPED)


def test_a_letter_acts_after_a_click_on_a_list(person):
    person.click_row(person.tab.run_list.list, 0)
    assert not person.tab.is_log
    person.key_to_focus(Qt.Key.Key_L)
    assert person.tab.is_log


def test_a_box_that_was_reached_with_tab_keeps_space(person):
    box = person.field("batch_norm").editor.input
    assert isinstance(box, QAbstractButton)
    person.tab_to(box)
    person.key_to_focus(Qt.Key.Key_Space)
    assert box.isChecked() and person.experiment.runs[0].batch_norm is not None
    assert person.state is State.IDLE


def test_typing_is_never_disturbed(person):
    line = person.line("hidden")
    person.click(line)
    line.selectAll()
    person.bot.keyClicks(line, "4x8 l s")
    assert line.text() == "4x8 l s"
    assert person.state is State.IDLE and not person.tab.is_log


def test_what_is_not_possible_has_no_key(person):
    assert not person.window.can_undo
    person.key(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    person.key(Qt.Key.Key_Escape)
    assert person.state is State.IDLE


# Undo and back to the scene


def test_undo_redo_and_back_to_the_scene_by_keys(person):
    control, shift, alt = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    )
    begin = person.experiment
    person.tick("batch_norm")
    person.type("optimizer.lr", "0.02")
    end = person.experiment
    person.key(Qt.Key.Key_Z, modifier=control)
    person.key(Qt.Key.Key_Z, modifier=control)
    assert person.experiment == begin
    assert person.line("optimizer.lr").text() == "0.1"
    person.key(Qt.Key.Key_Z, modifier=control | shift)
    person.key(Qt.Key.Key_Y, modifier=control)
    assert person.experiment == end
    person.key(Qt.Key.Key_R, modifier=alt)
    assert person.experiment == begin and not person.tab.picture.head.changed.isVisible()


def test_a_changed_scene_says_so_and_a_click_brings_it_back(person):
    head = person.tab.picture.head
    begin = person.experiment
    assert not head.changed.isVisible()
    person.tick("dropout")
    assert head.changed.isVisible()
    person.click(head.changed)
    assert person.experiment == begin and not head.changed.isVisible()


def test_the_menu_says_what_undo_takes_back(person):
    action = person.window.command_actions.by_id["undo"]
    assert action.text() == "Undo" and not action.isEnabled()
    person.tick("dropout")
    assert action.text() == "Undo: change of a run" and action.isEnabled()
