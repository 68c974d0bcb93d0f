"""How fast the optimizer tab follows a hand and plays a film, in pictures a second, as promised to the user.

A frame is everything: tracing all paths, updating what is shown, and painting the window.
"""

import time

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.remembered import Remembered
from app.start.application import make_application
from app.window import MainWindow
from core.descent.study import Descent, DescentSettings
from core.descent.view import DescentView
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from core.scenes import Scene

SIX = (SGD(lr=0.95), Momentum(lr=0.1), Nesterov(lr=0.1), AdaGrad(lr=1.5), RMSProp(lr=0.3), Adam(lr=0.3))
FRAMES = 80
FRAME = 1 / 30
"""Seconds that a picture may take."""


def spin(seconds):
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


@pytest.fixture
def open_tab(tmp_path):
    """Return a function that opens a window with six paths of so many steps."""
    make_application([])
    windows = []

    def open_with(steps):
        scene = Scene("bench", "", "optimizers", Descent(DescentSettings(steps=steps), SIX, DescentView(update=True)))
        window = MainWindow(Remembered(tmp_path / "dnnlab.ini"), scene)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        spin(1.5)
        assert window.tab.playback.end == steps
        return window.tab

    yield open_with
    for window in windows:
        window.close()


def frames(step):
    """Return the seconds of every frame, in which `step` changes something and the window is painted."""
    seconds = []
    for number in range(FRAMES):
        start = time.perf_counter()
        step(number)
        QApplication.processEvents()
        seconds.append(time.perf_counter() - start)
    return np.array(seconds[10:])


@pytest.mark.parametrize("steps", [30], ids=["6 paths of 30 steps"])
def test_dragging_the_start_keeps_thirty_pictures_a_second(benchmark, report, open_tab, steps):
    tab = open_tab(steps)
    landscape = tab.picture.overlay._landscape.landscape

    def drag(number):
        tab.picture.overlay.start_moved.emit(0, -7 + 0.1 * number, 2 - 0.02 * number, False)

    seconds = benchmark.pedantic(frames, args=(drag,), rounds=1)
    assert tab.picture.overlay._landscape.landscape is landscape  # contours are computed once
    report("median frame of a drag / a thirtieth of a second", np.median(seconds) / FRAME, 1.0)
    assert np.median(seconds) <= FRAME


@pytest.mark.parametrize("steps", [1000], ids=["6 paths of 1,000 steps"])
def test_playing_keeps_thirty_pictures_a_second(benchmark, report, open_tab, steps):
    tab = open_tab(steps)
    landscape = tab.picture.overlay._landscape.landscape
    seconds = benchmark.pedantic(frames, args=(lambda number: tab.playback.go(200 + 10 * number),), rounds=1)
    assert tab.picture.overlay._landscape.landscape is landscape
    report("median frame of a film / a thirtieth of a second", np.median(seconds) / FRAME, 1.0)
    assert np.median(seconds) <= FRAME
