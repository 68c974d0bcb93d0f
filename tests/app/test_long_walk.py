"""One long walk through the real window, with everything that a hand, a key or a remote can do, in any order.

Nothing raises, Qt warns of nothing, no thread is left.  ``--actions=20000`` takes the long one, in which memory does
not grow and the window hardly ever stands still; what it did is printed.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from app.plots.frame import Plot
from app.plots.paint import Painted
from core.scenes import find_scene, scenes
from tests.app.test_walks import Walk

NONSENSE = ("", "x", "1e", "-1", "1,5", "0.475", "3", "1e999", "nan", "½", "∞", "x^2+y^2", "../..", "\u0000", "9" * 40)
KEYS = ("R", "K", "Q", "D", "L", "N", "M", "P", "B", ".", "1", "2", "3", "Space", "Left", "Right", "Home", "End", "Esc")
MORE_KEYS = ("PgUp", "PgDown", "F5", "F3", "F9", "Ctrl+Z", "Ctrl+Shift+Z", "Alt+R", "Ctrl++", "Ctrl+-", "Tab", "[", "]")
STANDSTILL = 0.1
"""Seconds of computing after which a window stands still for a person."""
SWITCHES = {"language", "theme", "scene", "resize", "F5", "Ctrl++", "Ctrl+-", "F9"}
"""What lays everything out anew, or draws it for the first time."""
LONG = 5000
"""Actions from which on memory is measured."""


def resident() -> int:
    """Return the bytes of memory that the process has just now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


class LongWalk(Walk):
    """Does anything at all, one thing after another."""

    def __init__(self, person, seed: int) -> None:
        super().__init__(person, seed)
        self.stalls: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def act(self) -> None:
        kinds = {"control": 8, "key": 5, "type": 3, "scene": 1, "drag": 2, "resize": 0.2, "language": 0.2, "theme": 0.2}
        (kind,) = self.order.choices(list(kinds), list(kinds.values()))
        self.counts[kind] += 1
        name, begun = kind, time.thread_time()
        name = getattr(self, f"do_{kind}")() or kind
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as a running program does
        took = time.thread_time() - begun
        self.done = [*self.done[-30:], name]
        if took > STANDSTILL and name not in SWITCHES:
            self.stalls[f"{self.tab.key}: {name}"] += 1

    def do_control(self) -> str:
        found = self.controls()
        if not found:
            return "nothing"
        widget = self.order.choice(found)
        if widget.property("dialog") is True or (type(widget).__name__ == "QToolButton" and widget.toolTip() == ""):
            return "nothing"
        self.work(widget)
        return f"{type(widget).__name__} {widget.accessibleName()}"

    def do_key(self) -> str:
        key = self.order.choice((*KEYS, *MORE_KEYS))
        widget = QApplication.focusWidget() or self.tab
        if key in ("Space", "R") and self.tab.key in ("trainer", "search"):
            return "nothing"  # what that begins is begun on purpose
        QTest.keySequence(widget, QKeySequence(key))
        return key

    def do_type(self) -> str:
        lines = [line for line in self.tab.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()]
        if not lines:
            return "nothing"
        line, text = self.order.choice(lines), self.order.choice(NONSENSE)
        line.setFocus()
        line.selectAll()
        line.insert(text)
        line.textEdited.emit(line.text())
        if self.order.random() < 0.6:
            self.person.bot.keyClick(line, Qt.Key.Key_Return)
        return f"type {text!r} into {line.accessibleName()}"

    def do_scene(self) -> str:
        self.person.window.show_scene(find_scene(self.order.choice(list(scenes()))))
        return "scene"

    def do_drag(self) -> str:
        plots = [p for kind in (Plot, Painted) for p in self.tab.findChildren(kind) if p.isVisible()]
        if not plots:
            return "nothing"
        plot = self.order.choice(plots)
        target: QWidget = plot.viewport() if isinstance(plot, Plot) else plot
        a, b = (
            QPoint(self.order.randrange(max(target.width(), 1)), self.order.randrange(max(target.height(), 1)))
            for _ in range(2)
        )
        bot = self.person.bot
        if self.order.random() < 0.2:
            bot.mouseDClick(target, Qt.MouseButton.LeftButton, pos=a)
            return "double click"
        bot.mousePress(target, Qt.MouseButton.LeftButton, pos=a)
        bot.mouseMove(target, b)
        bot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=b)
        return f"drag on {type(plot).__name__}"

    def do_resize(self) -> str:
        self.person.window.resize(self.order.randint(960, 1900), self.order.randint(520, 1060))
        return "resize"

    def do_language(self) -> str:
        self.person.window.menus.languages[self.order.choice(["en", "ko"])].trigger()
        return "language"

    def do_theme(self) -> str:
        self.person.window.toggle_dark()
        return "theme"


def test_whatever_is_done_nothing_raises_stands_still_or_is_left_behind(open_window, request, capsys, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))  # which waits for a person
    actions = request.config.getoption("--actions")
    before = set(threading.enumerate())
    walk = LongWalk(open_window(find_scene("sgd")), 0)
    memory = []
    for number in range(actions):
        walk.act()
        if number % 500 == 499:
            memory.append(resident())
    walk.person.window.close()
    walk.person.bot.waitUntil(lambda: not set(threading.enumerate()) - before, timeout=10_000)
    stalls = sum(walk.stalls.values())
    with capsys.disabled():
        if actions >= LONG:
            print(f"\n{actions} actions {dict(walk.counts)}; {stalls} standstills {walk.stalls.most_common(8)}")
            print("MB:", [round(each / 2**20) for each in memory])
    if actions >= LONG:
        assert stalls <= 0.01 * actions, walk.stalls.most_common(8)
        half = len(memory) // 2
        assert np.median(memory[-3:]) <= 1.05 * np.median(memory[half - 3 : half]), memory
