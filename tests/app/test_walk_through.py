"""The whole lecture by PgDn, at the desk and from the projector: on every screen the picture comes first, uncut.

Without ``--walks`` above its default, four of the sixteen combinations of size, language and place are walked.
"""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt, QTranslator
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

import app.notes
from app.language import LANGUAGES, language
from app.plots.frame import Plot
from app.rail import beside
from app.theme import theme
from app.theme.metrics import CAPITAL
from app.widgets.room import PictureRoom
from core.config.knobs import MOST_KNOBS
from core.config.predictions import Note
from core.scenes import scenes
from tests.app.helpers import tiny_scene
from tests.app.test_text_sizes import bars, cut, settle

SIZES = (QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080), QSize(3840, 2160))
FEW = ((0, "ko", True), (1, "en", False), (2, "ko", False), (3, "en", True))
"""Walked by every run of the tests: each size, each language and each place twice."""
DESK, PROJECTOR = 0.55, 0.75
"""Part of the window that the picture has at least."""
SMALLEST, SENTENCE = 1 / 50, 1 / 36
"""Height of the capitals of any text and of the sentence, as parts of the height of the window, when presenting."""


def _name(walked: tuple[int, str, bool]) -> str:
    size = SIZES[walked[0]]
    return f"{size.width()}x{size.height()}-{walked[1]}-{'projector' if walked[2] else 'desk'}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "walked" in metafunc.fixturenames:
        every = list(itertools.product(range(len(SIZES)), LANGUAGES, (False, True)))
        many = metafunc.config.getoption("--walks") > 9
        metafunc.parametrize("walked", every if many else FEW, ids=_name)


def capital(widget: QWidget) -> float:
    """Return the height of the capitals of a widget's text, in pixels."""
    return CAPITAL * QFontInfo(widget.font()).pixelSize()


def too_small(tab: QWidget, height: int) -> list[str]:
    """Return what is written in letters that cannot be read from the last row."""
    least = 0.97 * SMALLEST * height
    found = []
    for widget in tab.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
            text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
            if text and capital(widget) < least:
                found.append(f"{text!r}: capitals of {capital(widget):.1f} px, not {least:.1f}")
    for plot in tab.findChildren(Plot):
        font = plot.left.style["tickFont"]
        if plot.isVisible() and font is not None and CAPITAL * QFontInfo(font).pixelSize() < least:
            found.append(f"numbers of {plot.names()}: {CAPITAL * QFontInfo(font).pixelSize():.1f} px, not {least:.1f}")
    return found


def test_the_lecture_by_page_down(open_window, settings, qtbot, walked):
    place, code, presenting = walked
    for name in ("settings_open", "outline"):
        settings.set_value(name, False)
    language.switch(code)
    first, *_ = scenes().values()
    person = open_window(first)
    window = person.window
    if presenting:
        person.key(Qt.Key.Key_F5, window.tab)
        window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(SIZES[place])
    window.lecture.fit_text()
    found, seen = [], []
    while True:
        tab = window.tab
        qtbot.waitUntil(lambda tab=tab: not tab.is_computing, timeout=20_000)
        settle()
        where = tab.document.scene.id
        seen.append(where)
        picture = tab.picture
        share = picture.width() * picture.height() / (window.width() * window.height())
        if share < (PROJECTOR if presenting else DESK):
            found.append(f"{where}: the picture has {share:.1%} of the window")
        if sum(knob.isVisible() for knob in tab.knobs.cards.values()) > MOST_KNOBS:
            found.append(f"{where}: too many knobs")
        found += [f"{where}: the picture scrolls" for room in tab.findChildren(PictureRoom) if bars(room)]
        found += [f"{where}: {text}" for text in cut(window)]
        if presenting:
            found += [f"{where}: {text}" for text in too_small(tab, window.height())]
            sentence = picture.head.sentence
            if sentence.isVisible() and capital(sentence) < 0.97 * SENTENCE * window.height():
                found.append(f"{where}: the sentence has capitals of {capital(sentence):.1f} px")
            for part in (window.header, window.rail, window.outline, tab.drawer, tab.side):
                assert not part.isVisible()
        if beside(tab.document.scene, 1) is None:
            break
        person.key(Qt.Key.Key_PageDown, tab)
    assert seen == list(scenes())
    window.lecture.leave()
    assert theme.metrics.points == 11
    assert not found, "\n".join(found)


class Pseudo(QTranslator):
    """A language in which every text is X, or twice as long as it is."""

    def __init__(self, doubled: bool) -> None:
        super().__init__()
        self._doubled = doubled

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if not text.strip():
            return text
        return f"{text} {text}" if self._doubled else "X"


@pytest.fixture
def pseudo(monkeypatch):
    """Return a function that switches to such a language, in which notes are X too."""
    installed: list[QTranslator] = []

    def switch(doubled: bool) -> None:
        installed.append(Pseudo(doubled))
        QCoreApplication.installTranslator(installed[-1])
        monkeypatch.setattr(app.notes, "_note", lambda code, id: Note("X"))

    yield switch
    for translator in installed:
        QCoreApplication.removeTranslator(translator)


def words_seen(window: QWidget) -> set[str]:
    """Return the words of everything that can be seen, other than X and the names of languages."""
    found = set()
    for widget in window.findChildren(QWidget):
        text = ""
        if isinstance(widget, QLabel):
            text = re.sub(r"<[^>]+>|&nbsp;", " ", widget.text())
        elif isinstance(widget, QAbstractButton):
            text = widget.text()
        elif isinstance(widget, QComboBox):
            text = " ".join(widget.itemText(row) for row in range(widget.count()))
        if widget.isVisible() and text not in LANGUAGES.values():
            found.update(re.findall(r"[^\W\d_]{3,}", text))
    return found


def walked_through(person, look) -> list[str]:
    """Open every scene, and return what `look` finds in the window, each with its scene."""
    found = []
    for id, scene in scenes().items():
        person.window.show_scene(scene)
        tab = person.window.tab
        person.bot.waitUntil(lambda tab=tab: not tab.is_computing, timeout=20_000)
        settle()
        found += [f"{id}: {text}" for text in look(person.window)]
    return found


def test_every_text_is_translated(open_window, settings, pseudo):
    settings.set_value("outline", False)
    pseudo(doubled=False)
    person = open_window(tiny_scene())
    assert not walked_through(person, words_seen)


def test_texts_twice_as_long_are_not_cut(open_window, settings, pseudo):
    for name in ("settings_open", "outline"):
        settings.set_value(name, False)
    pseudo(doubled=True)
    person = open_window(tiny_scene())
    person.window.resize(1920, 1080)
    found = [text for text in walked_through(person, cut) if "Combo" not in text]  # which lists what it has in full
    assert not found, "\n".join(found)
