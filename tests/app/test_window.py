"""What the window promises: files open and save, nothing is cut off, choices are remembered, it closes at once."""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from app.language import language, translate
from app.remembered import Remembered
from app.tabs import FIRST_SCENE, TABS, load
from app.theme import theme
from app.widgets.transport import YieldingLabel
from app.window import MainWindow
from core.config.paths import fit_for_a_file
from core.config.study import studies
from core.config.words import LabError
from core.cores import found_cores, use_cores
from core.data.datasets import NPZFiles
from core.jobs import State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import SGD, Adam
from core.scenes import CHAPTERS, Scene, load_scene, save_scene, scenes
from core.training.study import WeightDecay
from tests.app.helpers import ENDLESS, Person, plain, run_of, texts, tiny_scene

CONTROL = Qt.KeyboardModifier.ControlModifier


def status(person: Person) -> str:
    return person.window.toast.currentMessage()


# Scenes


def test_the_window_opens_at_the_first_scene_of_the_lecture(keep, settings):
    window = keep(MainWindow(settings))
    assert window.tab.scene() == scenes()[FIRST_SCENE]
    assert window.shutdown()


def test_the_outline_lists_the_lecture_in_order_and_opens_what_is_clicked(person):
    outline = person.window.outline.list
    titles = [translate(scene.title) for scene in scenes().values()]
    assert [text for text in texts(outline) if text in titles] == titles
    assert outline.currentRow() == -1
    for scene in list(scenes().values())[2::-2]:
        row = texts(outline).index(translate(scene.title))
        person.click_row(outline, row)
        assert person.window.tab.scene() == scene
        assert outline.currentRow() == row


def test_above_the_scenes_of_a_chapter_stands_its_name_which_opens_nothing(person):
    outline = person.window.outline.list
    before = person.window.tab.scene()
    assert texts(outline)[0] == translate(CHAPTERS[0][1])
    person.click_row(outline, 0)
    assert person.window.tab.scene() == before
    assert outline.currentRow() == -1


def test_the_menu_opens_every_scene(person):
    actions = {
        action.text(): action
        for action in person.window.findChildren(type(person.window.command_actions.by_id["dark"]))
    }
    for scene in scenes().values():
        actions[scene.title].trigger()
        assert person.window.tab.scene() == scene


def test_f9_hides_and_shows_the_outline(person):
    person.activate()
    shown = person.window.outline.isVisible()
    person.key(Qt.Key.Key_F9)
    assert person.window.outline.isVisible() is not shown
    person.key(Qt.Key.Key_F9)
    assert person.window.outline.isVisible() is shown


# Scene files


def looked_at(scene: Scene, **view: str) -> Scene:
    return replace(scene, study=scene.study.with_view(**view))


def test_a_saved_scene_opens_as_it_was(open_window, tmp_path):
    runs = (run_of(batch_norm=BatchNorm("after")), run_of(decay=WeightDecay(0.3, "l1"), dropout=DropoutPart(0.4)))
    person = open_window(looked_at(tiny_scene(*runs, unit="epochs", seed=9), focus="loss", scale="log"))
    before = person.experiment
    person.window.files.save(tmp_path / "mine.json")
    assert "mine.json" in status(person)
    person.window.show_scene(tiny_scene())
    assert person.experiment != before
    person.window.files.open(tmp_path / "mine.json")
    assert person.experiment == before
    assert person.message == ""
    scene = person.tab.scene()
    assert (scene.id, scene.study.view.focus, scene.study.view.scale) == ("mine", "loss", "log")
    assert person.tab.picture.log.isChecked()


def test_a_saved_scene_opens_though_no_run_has_the_setting_of_its_other_question(open_window, tmp_path):
    scene = scenes()["momentum"]
    assert "run.momentum" in scene.another
    person = open_window(scene)
    tab = person.window.tab
    tab.document.change(tab.study.with_run(0, SGD(lr=0.3)), "another rule")
    person.window.files.save(tmp_path / "mine.json")
    again = open_window(tiny_scene())
    again.window.files.open(tmp_path / "mine.json")
    assert not again.message and again.window.tab.study == tab.study
    assert again.window.tab.document.scene.another == {}


def test_changes_are_saved_with_the_scene(person, tmp_path, data_file):
    person.type("optimizer.lr", "1e-4")
    person.choose("data", "npz")
    person.type("data.train", str(data_file))
    person.click(person.tab.run_list.duplicate)
    person.tick("dropout")
    person.window.files.save(tmp_path / "mine")
    saved = load_scene(tmp_path / "mine.json").study
    assert saved == person.experiment
    assert saved.settings.data == NPZFiles(train=str(data_file))
    assert [run.optimizer.lr for run in saved.runs] == [1e-4, 1e-4]
    assert [run.dropout for run in saved.runs] == [None, DropoutPart()]


def bad_scene(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.json"
    plain_scene = tiny_scene().to_plain()
    if kind == "value":
        plain_scene["study"]["runs"][0]["hidden"] = [0]
    elif kind == "name":
        plain_scene["study"]["settings"]["speed"] = 3
    elif kind == "tab":
        plain_scene["tab"] = "kitchen"
    elif kind == "list":
        plain_scene = [plain_scene]
    text = json.dumps(plain_scene)
    if kind == "cut":
        text = text[:-5]
    if kind == "binary":
        path.write_bytes(b"\xff\xfe\x00\x01")
    elif kind != "missing":
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["value", "name", "tab", "list", "cut", "binary", "missing"])
def test_a_bad_scene_file_is_named_and_leaves_everything_as_it_was(person, tmp_path, kind):
    person.run_to_end()
    before, losses = person.tab.scene(), person.losses
    person.window.files.open(bad_scene(tmp_path, kind))
    assert f"{kind}.json" in person.message
    assert person.tab.scene() == before
    assert person.state is State.FINISHED
    np.testing.assert_array_equal(person.losses, losses)
    person.click(person.window.messages.close_button)
    assert person.message == ""


def test_a_bad_scene_file_does_not_disturb_a_training(open_window, tmp_path):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.window.files.open(bad_scene(tmp_path, "cut"))
    assert "cut.json" in person.message
    before = person.steps
    person.wait_for_steps(before + 50)
    person.stop()


def test_a_scene_that_cannot_be_saved_is_named(person, tmp_path):
    person.window.files.save(tmp_path / "no such folder" / "mine.json")
    assert "mine.json" in person.message


@pytest.mark.parametrize("keys, dialog", [(Qt.Key.Key_O, "getOpenFileName"), (Qt.Key.Key_S, "getSaveFileName")])
def test_control_o_and_s_ask_for_a_file(person, tmp_path, monkeypatch, keys, dialog):
    path = tmp_path / "dialog.json"
    if dialog == "getOpenFileName":
        save_scene(Scene("dialog", "Dialog", "trainer", tiny_scene(seed=5).study), path)
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: (str(path), ""))
    person.activate()
    person.key(keys, modifier=CONTROL)
    assert load_scene(path).study == person.experiment
    assert person.message == ""


def test_a_dialog_that_is_cancelled_changes_nothing(person, monkeypatch):
    before = person.tab.scene()
    for dialog, answer in (("getOpenFileName", ("", "")), ("getSaveFileName", ("", "")), ("getExistingDirectory", "")):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, answer=answer: answer)
    person.activate()
    for key in (Qt.Key.Key_O, Qt.Key.Key_S, Qt.Key.Key_E):
        person.key(key, modifier=CONTROL)
    assert person.tab.scene() == before
    assert person.message == ""


def test_no_text_of_a_scene_ends_the_process_or_breaks_a_line(person):
    source = NPZFiles(train="/data/half \udcff.npz")
    person.window.show_scene(replace(tiny_scene(data=source), title="half \ud800 of\na letter\x07"))
    assert person.window.tab.picture.head.title.text() == "half \ufffd of a letter "
    assert person.line("data.train").text() == "file:///data/half%20%FF.npz"
    person.wait(lambda: person.fault("data.train"))
    assert "/data/half \ufffd.npz" in person.fault("data.train")
    person.type("data.train", person.line("data.train").text())
    assert person.experiment.settings.data == source
    person.window.messages.show_message(LabError("no {file}", file="\udcff\n").phrase)
    assert person.message == "no \ufffd "


# Export


def test_control_e_exports_into_the_chosen_folder(person, tmp_path, monkeypatch):
    person.run_to_end()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    person.activate()
    person.key(Qt.Key.Key_E, modifier=CONTROL)
    person.wait(lambda: "Wrote" in status(person))
    written = sorted(path.name for path in tmp_path.glob("tiny.*"))
    assert written == ["tiny.csv", "tiny.png", "tiny.results.json", "tiny.svg"]
    assert all(name in status(person) for name in written)


def answer(person, button, asked):
    """Click a button of the question that comes, once it is there."""

    def click():
        (box,) = person.window.findChildren(QMessageBox)
        asked.append(box.text())
        person.click(next(each for each in box.buttons() if each.text().replace("&", "") == button))

    QTimer.singleShot(0, person.window, click)


@pytest.mark.parametrize("button", ["Cancel", "Replace"])
def test_files_that_are_there_are_exported_over_only_when_a_person_says_so(person, tmp_path, monkeypatch, button):
    person.run_to_end()
    (tmp_path / "tiny.svg").write_bytes(b"mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    asked = []
    answer(person, button, asked)
    person.activate()
    person.key(Qt.Key.Key_E, modifier=CONTROL)
    assert asked == ["Already there: tiny.svg. Replace?"]
    if button == "Replace":
        person.wait(lambda: "Wrote" in status(person))
    assert ((tmp_path / "tiny.svg").read_bytes() == b"mine") is (button == "Cancel")
    assert len(list(tmp_path.glob("tiny.*"))) == (1 if button == "Cancel" else 4)


@pytest.mark.parametrize("button", ["Cancel", "Replace"])
def test_a_scene_of_a_name_without_ending_replaces_another_only_when_a_person_says_so(
    person, tmp_path, monkeypatch, button
):
    (tmp_path / "mine.json").write_bytes(b"another")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    asked = []
    answer(person, button, asked)
    person.activate()
    person.key(Qt.Key.Key_S, modifier=CONTROL)
    assert asked == ["Already there: mine.json. Replace?"]
    assert ((tmp_path / "mine.json").read_bytes() == b"another") is (button == "Cancel")


@pytest.mark.parametrize("name", ["why?", "batch: 32", "a*b", ".hidden", "x" * 200, "나" * 80, "a\nb", "a\udcff"])
def test_a_scene_can_be_opened_again_under_whatever_name_it_was_saved(person, tmp_path, name):
    person.window.files.save(tmp_path / name)
    assert person.message == ""
    (saved,) = tmp_path.iterdir()
    assert saved == tmp_path / f"{name}.json"
    person.window.files.open(saved)
    assert person.message == ""
    assert person.window.tab.document.scene.id == fit_for_a_file(name)
    person.run_to_end()
    person.window.files.export(tmp_path)
    person.wait(lambda: "Wrote" in status(person))
    assert (tmp_path / f"{fit_for_a_file(name)}.results.json").exists()


def test_a_folder_that_cannot_be_written_is_named(person, tmp_path):
    person.run_to_end()
    (tmp_path / "file").write_text("in the way")
    person.window.files.export(tmp_path / "file")
    person.wait(lambda: person.message)
    assert str(tmp_path / "file") in person.message
    assert status(person) == ""


def test_a_window_that_is_closed_while_it_exports_does_no_harm(person, tmp_path):
    person.run_to_end()
    person.window.files.export(tmp_path)
    person.window.close()


def test_there_is_nothing_to_export_before_a_training(person, tmp_path):
    person.window.files.export(tmp_path / "out")
    assert "nothing to export" in person.message
    assert not (tmp_path / "out").exists()


# What is remembered


def test_language_theme_and_size_are_remembered(open_window, keep, settings):
    person = open_window()
    person.click(person.window.header.language_button)
    person.click(person.window.header.theme_button)
    person.window.resize(1200, 640)
    person.window.close()
    kept = Remembered(settings.path)
    assert kept.value("language", "") == "ko"
    assert kept.value("dark", False) is True
    again = keep(MainWindow(kept, tiny_scene()))
    assert again.height() == 640  # the width is limited by the screen
    assert again.command_actions.by_id["dark"].isChecked()
    assert again.menus.languages["ko"].isChecked()
    assert again.shutdown()


def test_the_outline_stays_hidden_when_it_was_hidden(open_window, settings):
    person = open_window()
    assert person.window.outline.isVisible()
    person.activate()
    person.key(Qt.Key.Key_F9)
    person.window.close()
    again = open_window()
    assert not again.window.outline.isVisible()


def test_a_spoilt_memory_is_no_hindrance(open_window, settings):
    settings.set_value("geometry", "nonsense")
    settings.set_value("outline", "perhaps")
    assert open_window().window.isVisible()


# Messages, data, about


def test_a_message_stays_until_it_is_closed(person):
    person.window.messages.show_message("something")
    assert person.message == "something"
    person.click(person.window.messages.close_button)
    assert person.message == ""


def test_a_message_is_plain_text(person):
    person.window.messages.show_message("cannot read <b>.json")
    assert person.window.messages.text.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("asked", [None, 1, 200])
def test_about_names_the_version_the_sources_and_the_cores(person, asked):
    use_cores(asked)
    actions = {
        action.text(): action
        for action in person.window.findChildren(type(person.window.command_actions.by_id["dark"]))
    }
    actions["About DNN Lab"].trigger()
    (box,) = person.window.findChildren(QMessageBox)
    assert "MNIST" in box.informativeText()
    assert "Noto Sans KR" in box.informativeText()
    assert f"Cores in use: {asked or found_cores()}; found: {found_cores()}." in box.informativeText()
    box.close()


# Closing


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
def test_closing_in_the_middle_of_a_training_ends_it_at_once(open_window, paused):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    if paused:
        person.run()
        person.wait_until_held()
    began = time.monotonic()
    person.window.close()
    took = time.monotonic() - began
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("train", "job"))]
    assert took < 1


def test_control_q_closes(person):
    person.activate()
    person.key(Qt.Key.Key_Q, modifier=CONTROL)
    assert not person.window.isVisible()


def test_windows_come_and_go_without_a_trace(qtbot, qapp, settings):
    widgets = len(qapp.allWidgets())
    for _ in range(3):
        window = MainWindow(settings, tiny_scene())
        person = Person(qtbot, window)
        window.show()
        person.run_to_end()
        window.close()
        window.deleteLater()
        del person, window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert len(qapp.allWidgets()) <= widgets


# Nothing is cut off


def cut_off(window: MainWindow) -> list[str]:
    """Return what is visible in the window and has less room than its text needs."""
    for _ in range(4):  # what takes another row moves what is around it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parent(), QTabBar):
            continue
        needed, room = widget.sizeHint(), widget.size()
        where = f"{type(widget).__name__} {widget.objectName()}"
        fixed = widget.minimumWidth() == widget.maximumWidth()
        if isinstance(widget, QLabel) and widget.text() and (fixed or isinstance(widget, YieldingLabel)):
            # the hint of a label is never less than the fixed width that it had when its text was last measured, and
            # that of one that yields is for all that it would say
            needed.setWidth(widget.fontMetrics().horizontalAdvance(plain(widget.text())))
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                if widget.heightForWidth(room.width()) > room.height():
                    found.append(f"{where} {plain(widget.text())!r} is {room.height()} px high")
                words = max(widget.fontMetrics().horizontalAdvance(word) for word in plain(widget.text()).split())
                if widget.objectName() != "column" and words > room.width():
                    found.append(f"{where} {plain(widget.text())!r}: a word is wider than {room.width()} px")
            elif needed.width() > room.width() or needed.height() > room.height():
                found.append(f"{where} {widget.text()!r} has {room.toTuple()} of {needed.toTuple()}")
        elif isinstance(widget, QAbstractButton) and (widget.text() or isinstance(widget, QCheckBox)):
            if widget.minimumSizeHint().width() > room.width() or widget.minimumSizeHint().height() > room.height():
                found.append(f"{where} {widget.text()!r} has {room.toTuple()} of {needed.toTuple()}")
        elif isinstance(widget, QComboBox):
            option = QStyleOptionComboBox()
            option.initFrom(widget)
            field = widget.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
            )
            for row in range(widget.count()):
                if widget.fontMetrics().boundingRect(widget.itemText(row)).right() > field.width():
                    found.append(f"{where} {widget.itemText(row)!r} has {field.width()} px")
        elif isinstance(widget, QTabBar) and needed.width() > room.width():
            found.append(f"{where} has {room.width()} px of {needed.width()}")
    return found


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)], ids=["1280x800", "1024x768"])
def test_no_text_is_cut_off(open_window, settings, code, size):
    settings.set_value("outline", False)
    cures = {"batch_norm": BatchNorm(), "dropout": DropoutPart(), "decay": WeightDecay()}
    person = open_window(tiny_scene(run_of(), run_of(optimizer=Adam(), **cures), validation_share=0.1))
    window = person.window
    person.click_row(person.tab.run_list.list, 1)
    window.resize(*size)
    language.switch(code)
    person.run_to_end()
    person.run_to_end()
    person.choose("data", "idx")
    person.type("hidden", "0")
    person.run()
    assert person.message
    assert window.size().toTuple() == size
    found = cut_off(window)
    for scene in scenes().values():
        window.show_scene(scene)
        found += cut_off(window)
    person.window.show_scene(tiny_scene(run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0)), **ENDLESS))
    person.run_to_end()
    found += cut_off(window)
    assert not found, "\n".join(dict.fromkeys(found))


def test_the_window_is_no_wider_than_it_is_made_in_either_language(person):
    for code in ("en", "ko"):
        language.switch(code)
        person.window.resize(1024, 768)
        assert person.window.size().toTuple() == (1024, 768)
        assert person.window.minimumSizeHint().width() <= 1024
        assert person.window.minimumSizeHint().height() <= 768


# Soundness of what lies below


class Sender(QObject):
    sent = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal since Python 3.12")
def test_qt_does_not_lose_references_to_true(qapp):
    sender = Sender()
    sender.sent.connect(lambda value: None)
    before = sys.getrefcount(True)
    for _ in range(50):
        sender.sent.emit(True)
    assert abs(before - sys.getrefcount(True)) < 10


def test_the_window_is_light_at_first_and_dark_when_f8_is_pressed(person):
    person.activate()
    assert not theme.colors.dark
    person.key(Qt.Key.Key_F8)
    assert theme.colors.dark
    person.key(Qt.Key.Key_F8)
    assert not theme.colors.dark


@pytest.mark.parametrize("entry", TABS, ids=lambda entry: entry.key)
def test_every_tab_is_found_under_its_key_and_runs_what_scenes_of_it_hold(entry):
    kind = load(entry)
    assert kind.key == entry.key
    assert entry.key in studies
    assert any(scene.tab == entry.key for scene in scenes().values())
