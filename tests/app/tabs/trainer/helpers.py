"""What tests of the trainer tab share."""

from __future__ import annotations

import threading

import numpy as np
from PySide6.QtCore import Qt

from core.rules.optimizers import SGD
from core.training.study import RunConfiguration
from core.training.trainer import Trainer
from tests.app.helpers import Person, run_of

SLOW = run_of(optimizer=SGD(lr=0.01))
DEEP = run_of(hidden=(30,) * 4, optimizer=SGD(lr=0.01))
WILD = run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0))
CONTROL = Qt.KeyboardModifier.ControlModifier


def enabled(person: Person) -> dict[str, bool]:
    transport = person.tab.transport
    return {name: getattr(transport, name).isEnabled() for name in ("main", "step", "stop")}


def curve(person: Person, place: int = 0) -> np.ndarray:
    """Return the smoothed loss of a run as its curve shows it."""
    key = (person.tab.results()[place].key, "smoothed")
    (found,) = [curve for curve in person.tab.picture.loss.curves() if curve.key == key]
    return found.y


def training_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("train")]


def by_core_with_change(trainer: Trainer, after: int, changed: RunConfiguration) -> np.ndarray:
    """Return the losses of a training of one run whose settings change after some steps."""
    for report in trainer.run():
        if report.whole and trainer.history.step == after:
            trainer.change(0, changed)
    return trainer.snapshot().loss
