"""A person in front of the window, small races to run there, and what the core itself makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListWidget, QWidget

from app.language import translate
from app.remembered import Remembered
from app.tabs.trainer.tab import TrainerTab
from app.widgets.cards import JOINER
from app.widgets.editors import ChoiceEditor, TextEditor
from app.widgets.forms import Field, Form
from app.widgets.formulas import FormulaLabel
from app.window import MainWindow
from core.jobs import State
from core.rules.optimizers import SGD
from core.scenes import Scene
from core.training import results
from core.training.results import Result
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import Trainer, prepare

ENDLESS = {"length": 1_000_000, "evaluate_every": 1_000_000}
"""Settings of a training that a test ends."""


# Small races


def run_of(**changed: Any) -> RunConfiguration:
    """Return a run with one small layer; `changed` are its settings."""
    return RunConfiguration(**{"hidden": (8,), "optimizer": SGD(lr=0.1), **changed})


def tiny_scene(*runs: RunConfiguration, **changed: Any) -> Scene:
    """Return a scene of six steps on sixty images of MNIST; `changed` are its settings."""
    settings = {"train_size": 60, "batch_size": 20, "length": 6, "evaluation_images": 50, **changed}
    return Scene("tiny", "Tiny", "trainer", Experiment(Settings(**settings), runs or (run_of(),)))


def trainer_of(experiment: Experiment) -> Trainer:
    """Return the core's own trainer of an experiment, before its first step."""
    (trainer,) = prepare(experiment)
    return trainer


def losses_by_core(experiment: Experiment) -> np.ndarray:
    """Return the batch losses ``(steps, runs)`` that the core arrives at without any window."""
    trainer = trainer_of(experiment)
    for _ in trainer.run():
        pass
    snapshot = trainer.snapshot()
    return snapshot.loss[:, [snapshot.runs.index(place) for place in range(len(snapshot.runs))]]


def results_of(scene: Scene) -> list[Result]:
    """Train a scene to its end without a window and return its results."""
    trainer = trainer_of(scene.study)
    for _ in trainer.run():
        pass
    return results.results_of(scene.study, [trainer.snapshot()])


# A person


def left_open(folder: Path) -> Remembered:
    """Return what a window remembers whose drawer and outline were left open, and that nothing is to be predicted."""
    remembered = Remembered(folder / "dnnlab.ini")
    remembered.set_value("settings_open", True)
    remembered.set_value("outline", True)
    remembered.set_value("questions", False)
    return remembered


class Person:
    """Clicks and types in a window, waits for what follows, and reads what is shown."""

    def __init__(self, qtbot: Any, window: MainWindow) -> None:
        self.bot = qtbot
        self.window = window

    # -- what is where

    @property
    def tab(self) -> TrainerTab:
        """The trainer tab."""
        tab = self.window.tab
        assert isinstance(tab, TrainerTab)
        return tab

    def field(self, path: str, form: Form | None = None) -> Field:
        """Return the field at a dotted path, of the run (``optimizer.lr``) or of the settings (``data.train``)."""
        name, *deeper = path.split(".")
        form = form or (self.tab.run_form if name in self.tab.run_form.fields else self.tab.settings_form)
        found = form.fields[name]
        for name in deeper:
            assert found.nested is not None, f"{path}: nothing is nested here"
            found = found.nested.fields[name]
        return found

    def line(self, path: str) -> QLineEdit:
        """Return the line that the value at `path` is typed into."""
        editor = self.field(path).editor
        assert isinstance(editor, TextEditor)
        return editor.line

    # -- doing

    def activate(self) -> None:
        """Bring the window to the front, where shortcuts and the focus work."""
        with self.bot.waitActive(self.window):
            self.window.activateWindow()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, a check box on its box."""
        if at is None and isinstance(widget, QCheckBox):
            at = QPoint(9, widget.height() // 2)
        if at is None:
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def key(self, key: Any, widget: QWidget | None = None, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on a widget, the tab by default."""
        self.bot.keyClick(widget or self.tab, key, modifier)

    def key_to_focus(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on whatever has the focus, as a keyboard does."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(200):
            focused = QApplication.focusWidget() or self.window
            if focused is widget:
                return
            self.bot.keyClick(focused, Qt.Key.Key_Tab)
        raise AssertionError("the widget cannot be reached with Tab")

    def type(self, path: str, text: str, finish: bool = True) -> None:
        """Replace what stands in a field, and press Enter unless the typing is not finished."""
        line = self.line(path)
        line.selectAll()
        if text:
            self.bot.keyClicks(line, text)
        else:
            self.bot.keyClick(line, Qt.Key.Key_Delete)
        if finish:
            self.bot.keyClick(line, Qt.Key.Key_Return)

    def choose(self, path: str, key: str) -> None:
        """Choose an entry of a combo box with the arrow keys."""
        editor = self.field(path).editor
        assert isinstance(editor, ChoiceEditor)
        choose_in(self.bot, editor.combo, key)

    def tick(self, path: str) -> None:
        """Click the check box of a field."""
        box = self.field(path).editor.input
        assert isinstance(box, QCheckBox)
        self.click(box)

    def click_row(self, listed: QListWidget, row: int, on_box: bool = False) -> None:
        """Click a row of a list, on its text or on its check box."""
        place = listed.visualItemRect(listed.item(row))
        spot = QPoint(place.left() + 14, place.center().y()) if on_box else place.center()
        self.click(listed.viewport(), spot)

    def run(self) -> None:
        """Click Run (or Pause, or Continue: it is one button)."""
        self.click(self.tab.transport.main)

    def step(self) -> None:
        """Click Step."""
        self.click(self.tab.transport.step)

    def stop(self) -> None:
        """Click Stop and wait until the training has stopped."""
        self.click(self.tab.transport.stop)
        self.wait_for(State.STOPPED)

    def run_to_end(self) -> None:
        """Click Run and wait until the training is done."""
        self.run()
        self.wait_for(State.FINISHED)

    def wait(self, condition: Any, timeout: int = 5_000) -> None:
        """Let the window work until `condition` holds."""
        self.bot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def wait_for(self, state: State) -> None:
        """Let the window work until it shows `state`."""
        self.wait(lambda: self.state is state)

    def wait_for_steps(self, steps: int) -> None:
        """Let the window work until it shows `steps` mini-batches."""
        self.wait(lambda: self.steps >= steps)

    def wait_until_held(self) -> int:
        """Wait until the worker has come to rest after a pause and the window shows it; return the steps done."""
        self.wait_for(State.PAUSED)
        self.wait(self.tab.results)  # nothing can be asked of a worker that still reads its data
        seen = self.steps_in_worker()
        self.wait(lambda: self.steps == seen)
        return seen

    def steps_in_worker(self) -> int:
        """Ask the worker itself how many steps are done."""
        seen: list[int] = []
        assert self.tab.jobs.job is not None
        self.tab.jobs.job.post(lambda trainer: seen.append(trainer.history.step))
        self.wait(lambda: seen)
        return seen[0]

    # -- reading

    @property
    def state(self) -> State:
        """The state that the buttons show."""
        return self.tab.transport.state

    @property
    def steps(self) -> int:
        """Mini-batches that are shown of the newest race."""
        newest = [result for result in self.tab.results() if result.key[0] == self.tab.races.number]
        return newest[0].snapshot.step if newest else 0

    @property
    def losses(self) -> np.ndarray:
        """Batch losses shown ``(steps, runs)``."""
        return np.stack([result.loss(smoothed=False) for result in self.tab.results()], axis=1)

    @property
    def experiment(self) -> Experiment:
        """What Run would train."""
        return self.tab.study

    @property
    def optimizer(self) -> Any:
        """The optimizer of the first run."""
        return self.experiment.runs[0].optimizer

    def fault(self, path: str) -> str:
        """Return the message under a field, empty when there is none."""
        label = self.field(path).fault
        return label.text() if not label.isHidden() else ""

    @property
    def message(self) -> str:
        """The message above the picture, empty when there is none."""
        bar = self.window.messages
        return bar.text.text() if not bar.isHidden() else ""

    @property
    def table(self) -> list[list[str]]:
        """The rows of the table of numbers under its heading, as plain text."""
        rows = re.findall(r"<tr>(.*?)</tr>", self.tab.picture.numbers.text())
        return [[plain(cell) for cell in re.findall(r"<td.*?>(.*?)</td>", row)] for row in rows[1:]]

    @property
    def legend(self) -> str:
        """The names at the ends of the large curves and in the legend, one after the other."""
        picture = self.tab.picture
        return ", ".join([*picture.main.ends().values(), picture.legend.accessibleName()]).strip(", ")

    @property
    def names(self) -> list[str]:
        """The names in the list of runs."""
        return texts(self.tab.run_list.list)

    @property
    def shelf(self) -> list[str]:
        """The names on the shelf."""
        return texts(self.tab.shelf.list)


def choose_in(bot: Any, combo: QComboBox, key: str) -> None:
    """Go to an entry of a combo box with the arrow keys."""
    wanted = combo.findData(key)
    assert wanted >= 0, f"no entry {key}"
    while combo.currentIndex() != wanted:
        bot.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < wanted else Qt.Key.Key_Up)


def wheel_over(widget: QWidget, up: bool) -> None:
    """Turn the wheel by one notch over a widget; what it leaves goes to what it stands in."""
    window = widget.window()
    at = QPointF(widget.mapTo(window, widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, 120 if up else -120))


def texts(listed: QListWidget) -> list[str]:
    """Return the texts of a list."""
    return [listed.item(row).text() for row in range(listed.count())]


def plain(html: str) -> str:
    """Return rich text without its tags, and without what only keeps a line together."""
    return re.sub(r"<[^>]+>", "", html).replace("&nbsp;", " ").replace(JOINER, "").strip()


def named(names: Sequence[Any]) -> list[str]:
    """Return names of runs in the language shown."""
    return [translate(name) for name in names]


# Pixels


def picture_at_rest(bot: Any, tab: Any) -> np.ndarray:
    """Return what a tab shows when all of it is there, formulas too, and mouse and focus are elsewhere."""
    bot.waitUntil(lambda: not tab.is_computing, timeout=20_000)
    tab.setFocus()
    bot.mouseMove(tab.picture.head)
    labels = tab.picture.findChildren(FormulaLabel)
    bot.waitUntil(lambda: all(label.is_up_to_date for label in labels if label.isVisible()), timeout=20_000)
    seen = np.empty(0)

    def rests() -> bool:
        """Return whether a turn has changed nothing: what takes another line moves what is around it, a turn later."""
        nonlocal seen
        QApplication.processEvents()
        before, seen = seen, pixels(tab.picture)
        return np.array_equal(before, seen)

    bot.waitUntil(rests)
    return seen


def pixels(widget: QWidget) -> np.ndarray:
    """Return what a widget looks like, ``(height, width, 3)`` of red, green and blue."""
    return pixels_of(widget.grab().toImage())


def pixels_of(image: QImage) -> np.ndarray:
    """Return an image as ``(height, width, 3)`` of red, green and blue."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def assert_same_pixels(picture: np.ndarray, other: np.ndarray, message: str = "") -> None:
    """Compare two pictures pixel by pixel, and say where they differ."""
    assert picture.shape == other.shape, f"{picture.shape} {other.shape} {message}"
    rows, columns = np.nonzero((picture != other).any(axis=2))
    if len(rows):
        where = f"x {columns.min()} to {columns.max()}, y {rows.min()} to {rows.max()}"
        raise AssertionError(f"{len(rows)} pixels differ, {where}, {message}")


def share_unlike(picture: np.ndarray, other: np.ndarray) -> float:
    """Return how much of a picture differs from another of the same size; all of it where the sizes differ."""
    return float((picture != other).any(axis=2).mean()) if picture.shape == other.shape else 1.0


def share_of(picture: np.ndarray, color: str | QColor) -> float:
    """Return how much of a picture has exactly this colour."""
    wanted = QColor(color)
    return float((picture == (wanted.red(), wanted.green(), wanted.blue())).all(axis=2).mean())
