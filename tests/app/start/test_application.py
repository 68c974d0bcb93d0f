"""What holds from start to end: seeds, an unexpected error that is logged and told once, and a log that is kept."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning

from app.start import application
from app.start.application import with_seed
from core.scenes import find_scene
from tests.app.helpers import tiny_scene


def test_another_seed_changes_nothing_else():
    scene = find_scene("dropout")
    seeded = with_seed(scene, 7)
    assert seeded.study.settings.seed == 7
    assert with_seed(seeded, scene.study.settings.seed) == scene
    assert with_seed(scene, None) is scene


def test_seed_zero_counts():
    assert with_seed(tiny_scene(seed=5), 0).study.settings.seed == 0


def test_the_application_is_made_once(qapp):
    assert application.make_application([]) is qapp
    assert qapp.applicationDisplayName() == "DNN Lab"
    assert not qapp.windowIcon().isNull()


@pytest.fixture
def report(person, monkeypatch):
    """Return a function that lets errors be reported in the window, as the program does."""

    def begin() -> None:  # in the test itself, as pytest-qt sets a hook of its own for each phase
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(threading, "excepthook", threading.excepthook)
        monkeypatch.setattr(application, "_reported", set())
        application._report_errors(person.window.messages.show_message)

    return begin


def fail(words: str) -> None:
    raise RuntimeError(words)


def test_an_unexpected_error_in_a_slot_is_logged_and_shown_and_the_window_goes_on(person, report, caplog):
    report()
    person.window.outline.chosen.connect(lambda scene: fail("in a slot"))
    person.click_row(person.window.outline.list, 1)
    assert "RuntimeError" in person.message
    assert "dnnlab.log" in person.message
    assert "in a slot" in caplog.text
    assert "Traceback" in caplog.text
    person.window.show_scene(tiny_scene())
    person.run_to_end()
    assert person.steps == 6


def test_the_same_error_is_shown_once_and_logged_every_time(person, report, caplog):
    report()

    def errors_logged() -> int:
        return len([record for record in caplog.records if record.exc_info])

    person.window.messages.close_button.clicked.connect(lambda: fail("again"))
    person.window.messages.show_message("close me")
    person.click(person.window.messages.close_button)
    assert "RuntimeError" in person.message
    person.click(person.window.messages.close_button)
    assert errors_logged() == 2
    assert person.message == ""


def test_an_unexpected_error_in_the_middle_of_an_export_is_logged_and_shown(
    person, report, caplog, tmp_path, monkeypatch
):
    def write(*args):
        yield
        fail("half way")

    monkeypatch.setattr("app.files.write_in_steps", write)
    report()
    person.run_to_end()
    person.window.files.export(tmp_path)
    person.wait(lambda: "half way" in caplog.text)
    assert "RuntimeError" in person.message


def test_an_error_in_another_thread_is_logged_and_does_not_touch_the_window(person, report, caplog):
    report()
    thread = threading.Thread(target=lambda: fail("elsewhere"))
    thread.start()
    thread.join()
    assert "elsewhere" in caplog.text
    assert person.message == ""


def test_a_log_is_kept_in_the_folder_of_the_user(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(application, "log_folder", lambda: tmp_path / "logs")
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    kept = application._keep_log()
    try:
        logging.getLogger("app").warning("something odd")
        qWarning("from Qt")
        text = (tmp_path / "logs" / "dnnlab.log").read_text("utf-8")
    finally:
        qInstallMessageHandler(None)
        for handler in set(root.handlers) - set(handlers):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
        application.faulthandler.disable()
        kept.close()
    assert "something odd" in text
    assert "from Qt" in text


def test_the_last_few_logs_of_crashes_are_kept(tmp_path):
    log = tmp_path / "crash.log"
    for crash in range(6):
        assert not application._fresh(log).exists()
        assert application._fresh(log) == log, "what is not there is nothing to keep"
        log.write_text(f"crash {crash}")
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {
        "crash.log": "crash 5",
        "crash.1.log": "crash 4",
        "crash.2.log": "crash 3",
        "crash.3.log": "crash 2",
    }


def test_a_start_without_a_crash_leaves_the_logs_of_others_where_they_are(tmp_path):
    (tmp_path / "crash.log").write_text("")
    (tmp_path / "crash.1.log").write_text("a crash")
    application._fresh(tmp_path / "crash.log")
    assert (tmp_path / "crash.1.log").read_text() == "a crash"


def test_a_log_that_cannot_be_kept_is_no_hindrance(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(application, "log_folder", lambda: tmp_path / "file")
    assert application._keep_log() is None
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "no log" in told


def test_the_program_opens_its_window_and_ends_when_it_is_closed(qapp, keep, monkeypatch):
    from app import window as window_module

    shown: list[bool] = []
    made = window_module.MainWindow

    def make_and_close_soon(*args):
        window = made(*args)
        QTimer.singleShot(0, window, lambda: (shown.append(window.isVisible()), window.close()))
        return keep(window)

    monkeypatch.setattr(window_module, "MainWindow", make_and_close_soon)
    monkeypatch.setattr(application, "_keep_log", lambda: None)
    monkeypatch.setattr(application, "_report_errors", lambda show: None)
    assert application.open_window(find_scene("dropout"), "ko") == 0
    assert shown == [True]
