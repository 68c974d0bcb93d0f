"""What the two languages promise: everything visible is switched at once, and nothing is left over."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTabBar,
    QWidget,
)

from app.language import LANGUAGES, RESOURCES, language, say, system_language, translate
from app.plots.frame import Plot
from app.widgets.formulas import FormulaLabel
from app.window import MainWindow, all_commands
from core.config.words import LabError, Phrase
from core.jobs import State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import SGD, Adam
from core.scenes import scenes
from core.training.study import WeightDecay
from tests.app.helpers import ENDLESS, Person, plain, run_of, tiny_scene
from tests.core.helpers import ENTRIES

HANGUL = re.compile("[가-힣]")

# What is said


def test_marked_texts_phrases_names_and_errors_are_all_translated():
    language.switch("ko")
    assert HANGUL.search(translate("Run again"))
    phrase = Phrase("{name} diverged at step {step}", name=("plain", "batch normalization"), step=7)
    assert "7" in translate(phrase)
    assert "plain" not in translate(phrase)
    assert "normalization" not in translate(phrase)
    error = LabError("there is no file {file}", field="data", file="Stop.npz")
    assert HANGUL.search(translate(error))
    assert "Stop.npz" in translate(error)


def test_what_is_not_a_text_of_the_program_stays_as_it_is():
    language.switch("ko")
    for text in ("my scene", "a {curious} name", "", "η 0.01"):
        assert translate(text) == text
    assert translate(42) == "42"


def test_a_text_said_once_follows_the_language_to_and_fro(keep):
    label = keep(QLabel())
    say(label, "Run again")
    say(label, "{name} diverged at step {step}", "setToolTip", name="A", step=3)
    english = label.text(), label.toolTip()
    language.switch("ko")
    assert all(HANGUL.search(text) for text in (label.text(), label.toolTip()))
    language.switch("en")
    assert (label.text(), label.toolTip()) == english


def test_widgets_that_are_gone_do_not_hinder_a_switch():
    label = QLabel()
    say(label, "Run again")
    label.deleteLater()
    del label
    language.switch("ko")
    language.switch("en")


def test_an_unknown_system_language_means_english():
    assert system_language() in LANGUAGES


# The whole window


def texts(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Yield where something is said in the window, and what."""
    yield "title of the window", window.windowTitle()
    yield "short news", window.toast.currentMessage()
    for menu in window.findChildren(QMenu):
        yield "menu", menu.title()
        yield from (("action", action.text()) for action in menu.actions())
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget.parent(), QTabBar):  # Qt's own arrows, not shown
            continue
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield f"{where} tip", widget.toolTip()
        yield f"{where} name", widget.accessibleName()
        if not isinstance(widget, FormulaLabel):  # which is described in TeX
            yield f"{where} description", widget.accessibleDescription()
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield where, plain(widget.text())
        elif isinstance(widget, QLineEdit):
            yield where, widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(row)) for row in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((where, widget.tabText(row)) for row in range(widget.count()))
        elif isinstance(widget, QListWidget):
            for row in range(widget.count()):
                yield where, widget.item(row).text()
                yield f"{where} tip", widget.item(row).toolTip()
        elif isinstance(widget, Plot):
            yield from ((f"{where} axis", name) for name in widget.names())


def latin_words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", " ", text)))


def allowed_words() -> set[str]:
    """Return the Latin words that may stand in Korean: those of its translations, names of methods, formulas."""
    allowed = latin_words("DNN Lab English scene Tiny npz") | {id for scene in scenes() for id in scene.split("-")}
    allowed |= latin_words(str(Path.cwd()))  # a file that is missing is told with its whole path
    for _, commands in all_commands():
        allowed |= {word for command in commands for word in latin_words(command.keys_shown())}
    for message in ET.parse(RESOURCES / "translations" / "dnnlab_ko.ts").iter("message"):
        allowed |= latin_words(message.findtext("translation") or "")
    for entry in ENTRIES:
        if not HANGUL.search(translate(entry.label)):
            allowed |= latin_words(entry.label)
        for parameter in entry.parameters().values():
            allowed |= latin_words(parameter.symbol)
    return allowed


def ready(person: Person) -> None:
    """Leave the window as it opens."""


def finished(person: Person) -> None:
    """Train twice, with a bad value and a message at the end."""
    person.run_to_end()
    person.type("optimizer.lr", "0.05")
    person.run_to_end()
    person.type("hidden", "?")
    person.run()
    assert person.message


def training(person: Person) -> None:
    """Train, with everything locked, and change something."""
    person.type("length", "1000000")
    person.type("evaluate_every", "1000000")
    person.run()
    person.wait_for_steps(2)
    person.type("optimizer.lr", "0.02")
    person.run()
    person.wait_until_held()


def failed(person: Person) -> None:
    """Try to train on a file that does not exist."""
    person.choose("data", "npz")
    person.type("data.train", "?.npz")
    person.run()
    person.wait_for(State.FAILED)


def diverged(person: Person) -> None:
    """Train a run that diverges."""
    person.window.show_scene(tiny_scene(run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0)), **ENDLESS))
    person.run_to_end()


@pytest.mark.parametrize("situation", [ready, finished, training, failed, diverged], ids=lambda s: s.__name__)
def test_no_english_is_left_over_in_korean_and_no_korean_in_english(open_window, situation):
    cures = {"dropout": DropoutPart(), "decay": WeightDecay()}
    person = open_window(
        tiny_scene(run_of(batch_norm=BatchNorm(), **cures), run_of(optimizer=Adam(), **cures), validation_share=0.1)
    )
    situation(person)
    person.window.menus.languages["ko"].trigger()
    allowed = allowed_words()
    left = {(where, text) for where, text in texts(person.window) if latin_words(text) - allowed}
    assert left == set()
    person.window.menus.languages["en"].trigger()
    korean = {(where, text) for where, text in texts(person.window) if HANGUL.search(text)}
    assert {text for _, text in korean} == {LANGUAGES["ko"]}


def test_every_scene_is_korean_in_korean(person):
    person.window.menus.languages["ko"].trigger()
    allowed = allowed_words()
    for scene in scenes().values():
        person.window.show_scene(scene)
        assert HANGUL.search(person.window.tab.picture.head.title.text())
        assert HANGUL.search(person.window.tab.picture.head.note.text())
        left = {(where, text) for where, text in texts(person.window) if latin_words(text) - allowed}
        assert left == set()


def test_back_again_everything_is_as_it_was(open_window):
    person = open_window(scenes()["weight-decay"])
    before = list(texts(person.window))
    person.window.menus.languages["ko"].trigger()
    assert list(texts(person.window)) != before
    person.window.menus.languages["en"].trigger()
    assert list(texts(person.window)) == before


def test_the_language_can_be_switched_in_the_middle_of_a_training(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.click(person.window.header.language_button)
    assert language.code == "ko"
    before = person.steps
    person.wait_for_steps(before + 50)
    assert HANGUL.search(person.tab.progress.text.text())
    person.click(person.window.header.language_button)
    assert language.code == "en"
    person.stop()
