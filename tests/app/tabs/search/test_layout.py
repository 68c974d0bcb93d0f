"""What the layout of the search promises: the view in front has the room, all else is called up, and nothing is cut."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from app.language import language
from app.tabs.search.views import VIEWS
from app.theme import theme
from core.scenes import load_scene
from core.search.study import SearchView
from tests.app.tabs.search.helpers import tiny_search
from tests.app.tabs.search.test_answers import TINY, small
from tests.app.test_window import cut_off


@pytest.fixture
def lecture(open_search, settings):
    """Return a function that opens a window of a size at a scene, its drawer and its outline closed, and searches."""
    for name in ("settings_open", "outline"):
        settings.set_value(name, False)

    def at(scene: Any, size: tuple[int, int], presenting: bool = False) -> Any:
        person = open_search(scene)
        if presenting:
            person.window.lecture.toggle_present()
            person.window.showNormal()
        person.window.resize(*size)
        person.search_to_end()
        QApplication.processEvents()
        return person

    return at


def share_of_the_view(person) -> float:
    view, window = person.view, person.window
    return view.width() * view.height() / (window.width() * window.height())


@pytest.mark.parametrize(
    ("size", "least"), [((1024, 768), 0.47), ((1280, 800), 0.55), ((1366, 768), 0.55), ((1920, 1080), 0.65)]
)
@pytest.mark.parametrize("id", ["random-search", "halving"])
def test_at_the_desk_the_view_in_front_has_most_of_the_window(lecture, tiny_source, id, size, least):
    person = lecture(small(id, tiny_source), size)
    assert not cut_off(person.window)
    assert share_of_the_view(person) >= least
    assert not person.picture.list.isVisible()


@pytest.mark.parametrize(("size", "least"), [((1024, 768), 0.56), ((1366, 768), 0.68), ((1920, 1080), 0.68)])
@pytest.mark.parametrize("id", TINY)
def test_from_the_projector_it_has_nearly_all_and_nothing_scrolls(lecture, tiny_source, id, size, least):
    language.switch("ko")
    person = lecture(small(id, tiny_source), size, presenting=True)
    assert not cut_off(person.window)
    assert share_of_the_view(person) >= least
    for area in person.tab.findChildren(QScrollArea):
        assert not area.isVisible() or area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0
    person.window.lecture.leave()


def test_panels_are_called_up_by_button_and_key_saved_and_undone(lecture, tiny_source, tmp_path):
    person = lecture(tiny_search(tiny_source, SearchView(focus="curves")), (1280, 800))
    picture = person.picture
    person.click(picture.controls.buttons["list"])
    assert picture.list.isVisible() and len(person.lines) == 12
    assert not picture.companion.isVisible()
    person.key(Qt.Key.Key_C)
    assert picture.companion.isVisible() and picture.controls.buttons["second"].isChecked()
    person.tab.show_view("scatter")
    assert picture.detail.isVisible() and not picture.companion.isVisible()
    assert picture.detail.records()  # what was found while it was not there is shown
    assert person.tab.study.view.below == "both" and not person.tab.is_active
    (tmp_path / "mine.json").write_text(json.dumps(person.tab.scene().to_plain()))
    assert load_scene(tmp_path / "mine.json").study.view.below == "both"
    person.key(Qt.Key.Key_L)
    assert not picture.list.isVisible() and person.tab.study.view.below == "second"
    while person.window.can_undo:
        person.window.undo()
    assert person.tab.study.view.below == "none" and not picture.detail.isVisible()
    assert len(person.lines) == 12  # nothing was searched again


def test_the_view_is_chosen_from_a_list_with_its_key(lecture, tiny_source):
    person = lecture(tiny_search(tiny_source, SearchView()), (1280, 800))
    views = person.picture.controls.views
    assert [views.itemText(row) for row in (0, 8)] == ["1  Scatter", "9  Sets"]
    for row, focus in enumerate(VIEWS):
        views.setCurrentIndex(row)
        views.activated.emit(row)
        assert person.tab.study.view.focus == focus and person.picture.stack.currentWidget() is person.view
    person.key(Qt.Key.Key_2)
    assert views.currentData() == "curves" and views.toolTip() == VIEWS["curves"].help
    language.switch("ko")
    assert views.currentData() == "curves" and views.currentText().startswith("2  ")


def test_controls_stand_beside_the_picture_and_above_the_view_where_there_is_no_room(lecture, tiny_source):
    person = lecture(small("random-search", tiny_source), (1280, 800))
    controls = person.picture.controls
    assert person.tab.side.isAncestorOf(controls) and controls.isVisible()
    assert 0 < controls.y() - person.tab.all_settings.geometry().bottom() < 20
    person.window.resize(960, 500)
    assert not cut_off(person.window)
    assert person.tab.side.isAncestorOf(controls) and controls.buttons["reveal"].isVisible()
    assert not controls.buttons["round"].isVisible()
    person.window.resize(1280, 800)
    QApplication.processEvents()
    assert controls.buttons["round"].isVisible()
    person.key(Qt.Key.Key_F4)
    assert person.picture.isAncestorOf(controls) and controls.isVisible()
    for width in (1270, 1260, 1280):  # wherever it is put again, it stays above the view
        person.window.resize(width, 800)
        QApplication.processEvents()
        assert controls.geometry().bottom() < person.picture.stack.y()
    person.key(Qt.Key.Key_F4)
    assert person.tab.side.isAncestorOf(controls)
    QApplication.processEvents()
    assert 0 < controls.y() - person.tab.all_settings.geometry().bottom() < 20
    person.key(Qt.Key.Key_F5)
    assert not controls.isVisible()
    person.window.lecture.leave()
    assert person.tab.side.isAncestorOf(controls) and controls.isVisible()


def test_rows_without_room_are_counted(lecture, tiny_source):
    scene = small("winners-luck", tiny_source)
    person = lecture(replace(scene, study=scene.study.with_settings(trials=20)), (1280, 800))
    intervals = person.view.intervals
    person.window.resize(960, 500)
    QApplication.processEvents()
    assert len(intervals.rows()) + intervals.more == 20 and 1 <= len(intervals.rows()) < 20


@pytest.mark.parametrize("points", [14.0, 20.0])
def test_with_large_text_no_control_is_cut(lecture, tiny_source, points):
    person = lecture(small("winners-luck", tiny_source), (1280, 800))
    theme.set_text_size(points)
    QApplication.processEvents()
    assert not [cut for cut in cut_off(person.window) if "QToolButton" in cut or "Combo" in cut]


def test_what_only_a_person_can_use_is_neither_presented_nor_written(lecture, tiny_source):
    person = lecture(small("grid-vs-random", tiny_source), (1366, 768), presenting=True)
    assert not any(box.isVisible() for box in person.view.boxes.values())
    person.window.lecture.leave()
    assert all(box.isVisible() for box in person.view.boxes.values())
    page = person.tab.exhibit().picture()
    assert not page.controls.isVisibleTo(page) and not page.widen.isVisibleTo(page)
    assert not any(box.isVisibleTo(page) for box in page.view.boxes.values())
    page.deleteLater()


def test_a_list_that_is_called_up_while_presenting_waits_for_the_desk(lecture, tiny_source):
    scene = small("halving", tiny_source)
    scene = replace(scene, study=scene.study.with_view(below="both"))
    person = lecture(scene, (1366, 768), presenting=True)
    assert not person.picture.list.isVisible()
    person.window.lecture.leave()
    assert person.picture.list.isVisible() and person.picture.companion.isVisible()
