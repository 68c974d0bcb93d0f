"""What tests of the window stand on: the application with its font and theme, and windows that are closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.collecting import Collecting
from app.language import language
from app.remembered import Remembered
from app.start.application import make_application
from app.theme import theme
from app.window import MainWindow
from core.scenes import Scene
from tests.app.helpers import Person, left_open, tiny_scene

# by default pyqtgraph drops the synthetic mouse moves that come faster than 100 Hz
pg.setConfigOption("mouseRateLimit", -1)


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The application as the program makes it, garbage collected in its thread alone."""
    made = make_application([])
    Collecting(made)
    return made


@pytest.fixture(autouse=True)
def plain_look() -> Iterator[None]:
    """Every test begins in English, in light and normal text, and without what another has left to be deleted."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.normal()
    if theme.colors.dark:
        theme.apply(dark=False)
    if language.code != "en":
        language.switch("en")


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Remembered:
    """What the window remembers, in a file of this test alone: all settings and the outline were left open."""
    return left_open(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def open_window(qtbot, settings: Remembered) -> Iterator[Callable[..., Person]]:
    """Return a function that opens a window at a scene; all of them are closed at the end of the test."""
    windows: list[MainWindow] = []

    def open_at(scene: Scene | None = None) -> Person:
        window = MainWindow(settings, scene or tiny_scene())
        windows.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return Person(qtbot, window)

    yield open_at
    ended = []
    for window in windows:
        window.close()
        ended.append(window.shutdown())
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(ended)


@pytest.fixture
def person(open_window: Callable[..., Person]) -> Person:
    """Someone in front of a window with one small network that trains for six steps."""
    return open_window()


@pytest.fixture
def keep() -> Iterator[Callable[[QWidget], QWidget]]:
    """Return a function that keeps a widget alive to the end of the test; it is deleted then."""
    kept: list[QWidget] = []

    def hold(widget: QWidget) -> QWidget:
        kept.append(widget)
        return widget

    yield hold
    for widget in kept:
        widget.hide()  # pyqtgraph's plots do not take being closed
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def data_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An NPZ file with 90 training and 30 test examples of 6 features in 3 classes."""
    rng = np.random.default_rng(5)
    labels = np.arange(120) % 3
    images = (rng.standard_normal((3, 6))[labels] + 0.3 * rng.standard_normal((120, 6))).astype(np.float32)
    path = tmp_path_factory.mktemp("data") / "blobs.npz"
    np.savez(path, x_train=images[:90], y_train=labels[:90], x_test=images[90:], y_test=labels[90:])
    return path
