"""A window that the tests of one file share, as every scene that is opened begins anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.window import MainWindow
from core.scenes import Scene
from tests.app.helpers import left_open
from tests.app.tabs.activations.helpers import Looker, tiny_study


@pytest.fixture(scope="module")
def shared_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """A window at a study."""
    window = MainWindow(left_open(tmp_path_factory.mktemp("window")), tiny_study())
    window.show()
    yield window
    window.close()
    ended = window.shutdown()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert ended


@pytest.fixture
def look_at(qtbot, shared_window: MainWindow) -> Callable[..., Looker]:
    """Return a function that opens a study in the window and lets it be computed."""

    def look(scene: Scene | None = None) -> Looker:
        shared_window.show_scene(scene or tiny_study())
        with qtbot.waitActive(shared_window):
            shared_window.activateWindow()
        looker = Looker(qtbot, shared_window)
        looker.settle()
        return looker

    return look


@pytest.fixture
def roomy(shared_window: MainWindow) -> Iterator[None]:
    """Give the picture the room of outline and settings, as they are when nobody has called them up."""
    lecture = shared_window.lecture
    lecture.toggle_outline()
    lecture.toggle_settings()
    yield
    lecture.toggle_outline()
    lecture.toggle_settings()
