"""What is typed and not finished belongs to what it was typed into: taken over, or dropped, before anything changes.

A key, a presenter's remote or a menu acts while the cursor still stands in a field.  A few cases of every tab are
tried; ``--walks=1000`` tries as many in each.
"""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.tabs import TABS
from app.widgets.editors import TextEditor
from core.scenes import Scene, find_scene, scenes
from tests.app.helpers import Person

TEXTS = ("0.475", "0.005", "3", "7", "1e", "x", "12,8", "60,000", "-1", "")
FEW = 5


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cases" in metafunc.fixturenames:
        walks = metafunc.config.getoption("--walks")
        metafunc.parametrize("cases", [walks if walks > 9 else FEW])


class Typist:
    """Types into fields of a window, and leaves them half typed."""

    def __init__(self, person: Person, order: random.Random) -> None:
        self.person, self.order = person, order

    @property
    def tab(self):
        return self.person.window.tab

    def settle(self) -> None:
        self.person.bot.waitUntil(lambda: not self.tab.is_computing, timeout=20_000)
        QApplication.processEvents()

    def open(self, scene: Scene) -> None:
        self.person.window.show_scene(scene)
        self.settle()

    def lines(self) -> list[QLineEdit]:
        """Return every line that can be typed into, each of an editor."""
        found = [editor.line for editor in self.tab.findChildren(TextEditor)]
        return [line for line in found if line.isVisible() and line.isEnabled()]

    def type(self, place: int, text: str) -> None:
        self.leave()  # so that the focus comes anew
        line = self.lines()[place]
        line.setFocus()
        line.selectAll()
        self.person.bot.keyClicks(line, text)
        if not text:
            self.person.bot.keyClick(line, Qt.Key.Key_Delete)

    def finished(self, scene: Scene, place: int, text: str):
        """Return the study of a scene in which a text has been typed to its end; as it was where that is refused."""
        self.open(scene)
        self.type(place, text)
        self.person.bot.keyClick(self.lines()[place], Qt.Key.Key_Return)
        self.settle()
        study = self.tab.study
        self.open(scene)
        return study

    def leave(self) -> None:
        """Let the focus move on, which takes over what is left in a field."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QWidget):
            focus.clearFocus()
        self.settle()

    def nothing_left(self) -> None:
        assert not [editor.line.text() for editor in self.tab.findChildren(TextEditor) if editor.is_half_typed]
        assert self.person.message == ""


@pytest.fixture
def typist(open_window, settings) -> Typist:
    settings.set_value("outline", False)
    return Typist(open_window(), random.Random(0))


@pytest.mark.parametrize("tab", [entry.key for entry in TABS])
def test_another_scene_opens_as_it_is_and_undo_finds_what_was_typed_before(typist, tab, cases):
    ids = [id for id, scene in scenes().items() if scene.tab == tab]
    order = typist.order
    for _ in range(cases):
        first, second = (find_scene(id) for id in order.sample(ids, 2))
        typist.open(first)
        place, text = order.randrange(len(typist.lines())), order.choice(TEXTS)
        name = typist.lines()[place].accessibleName()
        told = f"{first.id} → {second.id}, {name}: {text!r}"
        expected = typist.finished(first, place, text)
        typist.type(place, text)
        typist.open(second)
        assert typist.tab.study == second.study, told
        typist.nothing_left()
        typist.leave()
        assert typist.tab.study == second.study, told
        typist.tab.undo()
        typist.settle()
        assert typist.tab.study == expected, told


@pytest.mark.parametrize("text", ["0.005", "1e"])
@pytest.mark.parametrize("id", ["sgd", "mnist-init", "init-relu", "random-search"])
def test_a_scene_of_another_tab_leaves_what_was_typed_where_it_was(typist, id, text):
    first = find_scene(id)
    second = find_scene("momentum" if first.tab != "optimizers" else "overfitting")
    typist.open(first)
    expected = typist.finished(first, 0, text)
    typist.type(0, text)
    typist.person.key(Qt.Key.Key_PageDown if text == "1e" else Qt.Key.Key_PageUp, typist.lines()[0])
    typist.open(second)
    assert typist.tab.study == second.study
    left = typist.person.window._tabs[first.tab]
    assert left.document.study == expected or left.document.scene != first
    typist.nothing_left()


@pytest.mark.parametrize("id", ["sgd", "overfitting", "init-sigmoid-1", "random-search"])
@pytest.mark.parametrize("key", ["F5", "Ctrl+D", "F3", "Ctrl++"])
def test_a_key_acts_on_what_has_been_typed(typist, id, key):
    scene = find_scene(id)
    typist.open(scene)
    by_name = {line.accessibleName(): place for place, line in enumerate(typist.lines())}
    place = by_name.get("seed", 0)
    typist.open(scene)
    expected = typist.finished(scene, place, "7")
    assert expected != scene.study
    typist.type(place, "7")
    place = typist.tab if key == "Ctrl+D" else typist.person.window  # other tabs have that key too
    actions = [
        action
        for action in place.findChildren(QAction)
        if action.isEnabled() and key in [each.toString() for each in action.shortcuts()]
    ]
    assert bool(actions) is not (id == "random-search" and key == "Ctrl+D")  # a search has one run
    for action in actions[:1]:
        action.trigger()
    typist.settle()
    study = typist.tab.study
    assert study.settings == (expected.settings if actions else scene.study.settings)
    assert len(study.runs) == len(expected.runs) + (key == "Ctrl+D" and bool(actions))


@pytest.mark.parametrize("id", ["sgd", "mnist-init", "init-relu", "random-search"])
def test_undo_takes_back_what_was_being_typed_and_nothing_else(typist, id):
    typist.open(find_scene(id))
    place = [line.accessibleName() for line in typist.lines()].index("seed")
    before = typist.finished(find_scene(id), place, "5")
    typist.type(place, "5")
    typist.leave()
    assert typist.tab.study == before != find_scene(id).study
    for text in ("6", "x"):
        typist.type(place, text)
        typist.person.window.undo()
        assert typist.tab.study == (before if text == "6" else find_scene(id).study)
        typist.nothing_left()
