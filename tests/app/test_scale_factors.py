"""The same picture at every scale of the screen: as large, as thick, at the same places, only sharper."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from tests.app.helpers import pixels_of

ROOT = Path(__file__).parents[2]
SIZE = QSize(1000, 700)
SCENES = {"sgd": "overlay", "lr-limit": "grid", "init-relu": "strip"}
"""Scenes, and which part of the picture is looked at: the plots, with few letters."""
FACTORS = ("1", "1.25", "1.5", "2")

GRAB = f"""
import sys
from pathlib import Path
from app.remembered import Remembered
from app.start.application import make_application
from app.window import MainWindow
from core.scenes import find_scene

application = make_application([])
settings = Remembered(Path(sys.argv[1], "settings.ini"))
settings.set_value("questions", False)
window = MainWindow(settings, find_scene("sgd"))
window.resize({SIZE.width()}, {SIZE.height()})
window.show()
for name, part in {SCENES}.items():
    window.show_scene(find_scene(name))
    before = None
    while True:  # until a turn changes nothing any more
        application.processEvents()
        now = getattr(window.tab.picture, part).grab().toImage()
        if not window.tab.is_computing and now == before:
            break
        before = now
    now.save(f"{{sys.argv[1]}}/{{name}}.png")
window.shutdown()
"""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> dict[str, dict[str, QImage]]:
    """Return the window at every scale, by factor and scene."""
    folders = {factor: tmp_path_factory.mktemp("scale") for factor in FACTORS}
    plain = {key: value for key, value in os.environ.items() if not key.startswith("QT_SC")}
    running = []
    for factor, folder in folders.items():
        environment = {**plain, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen", "DNNLAB_REDUCED_MOTION": "1"}
        running.append(subprocess.Popen([sys.executable, "-c", GRAB, str(folder)], cwd=ROOT, env=environment))
    assert [process.wait(timeout=100) for process in running] == [0] * len(FACTORS)
    return {f: {name: QImage(str(folder / f"{name}.png")) for name in SCENES} for f, folder in folders.items()}


def reduced(image: QImage, size: QSize) -> np.ndarray:
    """Return a picture at a size, as numbers from 0 to 255."""
    smooth = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return pixels_of(smooth).astype(float)


@pytest.mark.parametrize("factor", FACTORS[1:])
@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_as_large_as_thick_and_at_the_same_place_at_every_scale(pictures, name, factor):
    one, other = pictures["1"][name], pictures[factor][name]
    assert other.width() == pytest.approx(float(factor) * one.width(), abs=2)
    few = QSize(one.width() // 4, one.height() // 4)  # where letters, set in other steps, are but darker or lighter
    difference = np.abs(reduced(one, few) - reduced(other, few)).max(axis=2)
    assert np.mean(difference > 40) < 0.008
