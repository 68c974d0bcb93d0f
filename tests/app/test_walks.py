"""Random walks through the real window: what was done by hand can be saved, opened again, undone and done again.

A walk opens a scene and then works controls of every kind, as a person does: boxes, combo boxes, numbers, sliders,
lists, buttons and keys.  ``--walks=1000`` takes more and longer walks than the suite does.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QSlider,
    QWidget,
)

from app.tabs.base import StudyTab
from app.widgets.editors import NumberEditor
from core.config.words import LabError
from core.scenes import Scene, scenes
from tests.app.helpers import Person, assert_same_pixels, picture_at_rest

STEPS = 6
KEYS = {
    "optimizers": [Qt.Key.Key_L, Qt.Key.Key_F, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_Home],
    "activations": [Qt.Key.Key_L, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4],
    "trainer": [Qt.Key.Key_L],
    "search": [Qt.Key.Key_1, Qt.Key.Key_2],
}
STARTING = ("run", "step", "stop", "play", "new map", "round", "again", "reveal", "train")
"""Commands that begin work whose end a walk would have to wait for."""


def light(scene: Scene, order: random.Random) -> Scene:
    """Return a scene that is soon computed, its runs shuffled."""
    study = scene.study
    runs = list(study.runs)
    order.shuffle(runs)
    if scene.tab == "activations":
        runs = [replace(run, layers=min(run.layers, 5), nodes=20) for run in runs]
        study = study.with_settings(samples=50)
    return replace(scene, study=replace(study, runs=tuple(runs)))


class Walk:
    """Works controls of a tab at random."""

    def __init__(self, person: Person, seed: int) -> None:
        self.person = person
        self.order = random.Random(seed)
        self.done: list[str] = []

    @property
    def tab(self) -> StudyTab:
        return self.person.window.tab

    def controls(self) -> list[QWidget]:
        """Return everything that can be worked just now."""
        kinds = (QCheckBox, QComboBox, QLineEdit, QSlider, QListWidget, QAbstractButton)
        starting = {self.tab.command_actions.button_of(id) for id in STARTING}
        starting |= {self.tab.all_settings, self.tab.fewer_settings}  # of the window, and in no scene
        return [
            widget
            for widget in self.tab.findChildren(QWidget)
            if isinstance(widget, kinds)
            and widget not in starting
            and widget.isVisible()
            and widget.isEnabled()
            and not widget.visibleRegion().isEmpty()
            and not isinstance(widget.parent(), QComboBox)
            and widget.property("dialog") is not True
        ]

    def go(self, steps: int) -> None:
        """Work so many controls."""
        for _ in range(steps):
            found = self.controls()
            by_kind: dict[type, list[QWidget]] = {}
            for widget in found:
                by_kind.setdefault(type(widget), []).append(widget)
            if self.order.random() < 0.2:
                key = self.order.choice(KEYS[self.tab.key])
                self.done.append(str(key))
                self.person.bot.keyClick(self.person.window, key)
            else:
                self.work(
                    self.order.choice(by_kind[self.order.choice(sorted(by_kind, key=lambda kind: kind.__name__))])
                )
            QApplication.processEvents()

    def work(self, widget: QWidget) -> None:
        """Work one control."""
        self.done.append(f"{type(widget).__name__} {widget.accessibleName() or widget.toolTip()}")
        bot, order = self.person.bot, self.order
        if isinstance(widget, QLineEdit):
            bot.mouseClick(widget, Qt.MouseButton.LeftButton)
            if isinstance(widget.parent(), NumberEditor):
                for _ in range(order.randint(1, 3)):
                    bot.keyClick(widget, order.choice([Qt.Key.Key_Up, Qt.Key.Key_Down]))
        elif isinstance(widget, QComboBox) and widget.currentIndex() < 0:  # a key opens what nothing is chosen in
            widget.activated.emit(order.randrange(max(widget.count(), 1)))
        elif isinstance(widget, QComboBox):
            for _ in range(order.randint(1, 3)):
                bot.keyClick(widget, order.choice([Qt.Key.Key_Up, Qt.Key.Key_Down]))
        elif isinstance(widget, QSlider):
            widget.setFocus(Qt.FocusReason.MouseFocusReason)
            for _ in range(order.randint(1, 3)):
                bot.keyClick(widget, order.choice([Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up]))
        elif isinstance(widget, QListWidget):
            if widget.count():
                self.person.click_row(widget, order.randrange(widget.count()))
        elif isinstance(widget, QAbstractButton):
            at = QPoint(9, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
            bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                order.choice(menu.actions()).trigger()
                menu.close()
        assert not isinstance(QApplication.activePopupWidget(), QAbstractItemView)


def picture_of(person: Person) -> np.ndarray:
    """Return what the tab shows when all of it is there."""
    return picture_at_rest(person.bot, person.window.tab)


def in_turn() -> list[str]:
    """Return all scenes, those of one tab among those of the others, so that a few walks go through every tab."""
    by_tab: dict[str, list[str]] = {}
    for id, scene in scenes().items():
        by_tab.setdefault(scene.tab, []).append(id)
    return [id for turn in zip_longest(*by_tab.values()) for id in turn if id is not None]


WALKED = in_turn()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        walks = metafunc.config.getoption("--walks")
        metafunc.parametrize("seed", range(walks))


def test_a_walk_is_saved_opened_again_undone_and_done_again(open_window, tmp_path, seed):
    order = random.Random(seed)
    scene = light(scenes()[WALKED[seed % len(WALKED)]], order)
    person = open_window(scene)
    walk = Walk(person, seed)
    walk.go(STEPS)
    tab = person.window.tab
    end = tab.document.study
    message = f"after {walk.done}"

    person.window.files.save(tmp_path / "walked.json")
    if person.message:  # of what does not go together nothing is saved
        with pytest.raises(LabError):
            tab.commit()
        assert not (tmp_path / "walked.json").exists(), message
        return
    shown = picture_of(person)
    again = open_window(tiny_scene_of(tab.key))
    again.window.resize(person.window.size())
    again.window.files.open(tmp_path / "walked.json")
    assert again.window.tab.document.study == end, message
    picture_of(again)  # what comes late says anew whether anything is changed
    again.window.tab.picture.head.set_scene(scene)
    again.window.tab.picture.head.set_changed(tab.document.is_computed_otherwise)
    assert_same_pixels(picture_of(again), shown, f"opened again {message}")

    stack = tab.document.stack
    while stack.canUndo():
        stack.undo()
    assert tab.document.study == scene.study and not tab.document.is_changed, message
    while stack.canRedo():
        stack.redo()
    assert tab.document.study == end, message
    assert_same_pixels(picture_of(person), shown, f"done again {message}")
    person.window.command_actions.by_id["reset"].trigger()
    assert tab.document.study == scene.study and not tab.document.is_changed, message


def tiny_scene_of(key: str) -> Scene:
    """Return a scene of a tab to begin at."""
    return light(next(scene for scene in scenes().values() if scene.tab == key), random.Random(0))
