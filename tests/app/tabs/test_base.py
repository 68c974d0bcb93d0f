"""What the body of all tabs promises: a tab is a package and a line, and one without scenes shows an empty state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout

import app.tabs
from app.commands import Command
from app.export import Picture
from app.tabs import TABS
from app.tabs.base import StudyTab, TabEntry
from app.widgets.cards import SceneHead
from app.widgets.forms import Form
from app.widgets.run_list import RunList
from core.config import study as study_module
from core.config.configuration import Configuration, integer, number
from core.config.naming import Name
from core.config.parameters import Part
from core.config.study import Study, View
from tests.app.helpers import Person, texts


@dataclass(frozen=True)
class SpareSettings(Configuration):
    seed: int = integer(0, label="seed", group="All")


@dataclass(frozen=True)
class SpareRun(Configuration):
    size: float = number(1.0, label="size", low=0, high=10, group="One")


@dataclass(frozen=True)
class Spare(Study):
    settings: SpareSettings = SpareSettings()
    runs: tuple[SpareRun, ...] = (SpareRun(),)
    view: View = View()

    key: ClassVar[str] = "spare"
    run = Part(label="run", part=SpareRun)
    most_runs = 3

    def names(self) -> list[Name]:
        return [(f"size {run.size:g}",) for run in self.runs]


class SparePicture(Picture):
    def __init__(self) -> None:
        super().__init__()
        self.head = SceneHead()
        self.sizes = QLabel()
        column = QVBoxLayout(self)
        column.addWidget(self.head)
        column.addWidget(self.sizes)


class SpareTab(StudyTab):
    key = "spare"
    commands = (
        Command("duplicate", "Duplicate", "duplicate_run", ("Ctrl+D",), enabled="can_duplicate"),
        Command("remove", "Remove", "remove_run", enabled="can_remove"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.picture = SparePicture()
        self.run_list = RunList("Runs", "Runs", lambda place: self.windowIcon())
        self.run_form, self.settings_form = Form(SpareRun), Form(SpareSettings)
        self.arrange(head=[self.run_list], forms=[self.run_form, self.settings_form])
        self.run_form.changed.connect(self.change_run)
        self.settings_form.changed.connect(self.change_settings)
        self.run_list.selected.connect(self.select_run)
        self.begin()

    def bind_buttons(self) -> None:
        self.command_actions.bind(self.run_list.duplicate, "duplicate")
        self.command_actions.bind(self.run_list.remove, "remove")

    def forms(self) -> tuple[Form, ...]:
        return self.run_form, self.settings_form

    def study_changed(self, before: Any, after: Spare) -> None:
        self.run_form.set_value(after.selected)
        self.settings_form.set_value(after.settings)
        self.run_list.set_runs(after.names(), after.view.selected)
        self.picture.sizes.setText(" ".join(f"{run.size:g}" for run in after.runs))


@pytest.fixture
def spare(open_window, monkeypatch) -> Person:
    """A window that has one more tab, of which there is no scene."""
    entry = TabEntry("spare", "Spare", f"{__name__}.SpareTab")
    tabs = (*TABS, entry)
    for module in ("app.tabs", "app.window", "app.header"):
        monkeypatch.setattr(f"{module}.TABS", tabs)
    for module in ("app.tabs", "app.window"):
        monkeypatch.setattr(
            f"{module}.load", lambda wanted, load=app.tabs.load: SpareTab if wanted is entry else load(wanted)
        )
    monkeypatch.setitem(study_module.studies._entries, "spare", Spare)
    person = open_window()
    person.window.header.tab_bar.setCurrentIndex(len(TABS))
    return person


def test_a_tab_without_scenes_shows_what_it_has_by_default(spare):
    tab = spare.window.tab
    assert isinstance(tab, SpareTab)
    assert tab.study == Spare() and tab.picture.sizes.text() == "1"
    assert not tab.picture.head.title.isVisible()
    assert spare.message == ""
    assert spare.window.outline.list.currentRow() == -1


def test_runs_are_added_changed_selected_and_taken_away(spare):
    tab = spare.window.tab
    spare.click(tab.run_list.duplicate)
    assert tab.study.view.selected == 1
    line = tab.run_form.fields["size"].editor.input
    line.selectAll()
    spare.bot.keyClicks(line, "4\r")
    assert tab.picture.sizes.text() == "1 4"
    spare.click_row(tab.run_list.list, 0)
    assert line.text() == "1"
    spare.click(tab.run_list.remove)
    assert tab.picture.sizes.text() == "4" and not tab.run_list.remove.isEnabled()
    while tab.document.stack.canUndo():
        tab.document.stack.undo()
    assert tab.study == Spare() and texts(tab.run_list.list) == ["size 1"]


def test_when_there_is_no_more_room_the_button_says_so(spare):
    tab = spare.window.tab
    for _ in range(5):
        spare.click(tab.run_list.duplicate)
    assert len(tab.study.runs) == 3
    assert not tab.run_list.duplicate.isEnabled()
    assert "3" in tab.run_list.duplicate.toolTip()


def test_what_is_typed_wrong_is_neither_saved_nor_duplicated(spare, tmp_path):
    tab = spare.window.tab
    line = tab.run_form.fields["size"].editor.input
    line.selectAll()
    spare.bot.keyClicks(line, "many")
    spare.click(tab.run_list.duplicate)
    assert len(tab.study.runs) == 1 and spare.message
    spare.window.files.save(tmp_path / "spare.json")
    assert not (tmp_path / "spare.json").exists()
