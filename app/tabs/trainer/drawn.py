"""What is drawn of results: curves of accuracy and loss, and notes at places of the plots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt

from app.plots.curves import Curve, Note, Style
from core.config.figures import count, fine_share, number, share
from core.config.words import Phrase, joined, mark
from core.training.questions.races import TARGET
from core.training.questions.shared import epoch_of
from core.training.results import Result
from core.training.study import Settings
from core.training.verdicts import WIDE_GAP

SETS = {
    "test": (mark("app", "test"), Qt.PenStyle.SolidLine),
    "train": (mark("app", "training"), Qt.PenStyle.DashLine),
    "validation": (mark("app", "validation"), Qt.PenStyle.DotLine),
}
GAP_BEFORE = 0.03
"""How far before the newest end of the curves their gap is told, as a part of the horizontal axis."""
FOOT = 0.03
"""The accuracy at whose height the best validation accuracy is written: less than chance."""
FAINT = 0.2
"""Opacity of the losses of single mini-batches."""


def sets_of(settings: Settings) -> list[str]:
    """Return the sets on which accuracy is measured."""
    return [name for name in SETS if name != "validation" or settings.validation_share]


def places_of(result: Result, steps: np.ndarray, settings: Settings) -> np.ndarray:
    """Return where steps stand on the horizontal axis."""
    return steps / result.snapshot.steps_per_epoch if settings.unit == "epochs" else steps


def accuracy_curves(
    result: Result, settings: Settings, thin: bool = False, quiet: bool = False, marked: bool = False
) -> list[Curve]:
    """Return a curve for each set; `quiet` lets those step back that are not of the test set.

    `marked` puts a mark where the validation accuracy is highest, and one on the test accuracy there.
    """
    x = places_of(result, result.snapshot.evaluated, settings)
    best = result.best() if marked else None
    curves = []
    for name, (label, pen) in SETS.items():
        y = result.accuracy(name)
        if name == "validation" and not np.isfinite(y).any():
            continue
        back = thin or (quiet and name != "test")
        style = Style(result.place, pen, 1.0 if thin else 1.5 if back else 2.0, 0.5 if back else 1.0)
        title = Phrase("{name} · {set}", name=result.name, set=label)
        marks = None
        if best is not None and name != "train":
            marks = [best.place, *(np.flatnonzero(np.isfinite(y))[-1:].tolist() if name == "test" else ())]
        curves.append(Curve((result.key, name), x, y, style, title, marks))
    return curves


def loss_curve(result: Result, settings: Settings, thin: bool = False) -> Curve:
    """Return the smoothed loss."""
    style = Style(result.place, width=1.0 if thin else 2.0, opacity=0.5 if thin else 1.0)
    x = places_of(result, result.steps(), settings)
    return Curve((result.key, "smoothed"), x, result.loss(), style, result.name)


def raw_curve(result: Result, settings: Settings) -> Curve:
    """Return the loss of every mini-batch, faint."""
    style = Style(result.place, width=1.0, opacity=FAINT)
    x = places_of(result, result.steps(), settings)
    return Curve((result.key, "raw"), x, result.loss(smoothed=False), style)


def gap_notes(result: Result, settings: Settings) -> list[Note]:
    """Return how wide the gap of a run is, to be written in it just before its newest end."""
    train, test = result.accuracy("train"), result.accuracy("test")
    known = np.flatnonzero(np.isfinite(train) & np.isfinite(test))
    if not len(known) or train[known[-1]] - test[known[-1]] < WIDE_GAP:
        return []
    last = int(known[-1])
    x = float(places_of(result, result.snapshot.evaluated[last : last + 1], settings)[0])
    x -= GAP_BEFORE * settings.length
    text = Phrase(mark("app", "gap {gap}"), gap=share(float(train[last] - test[last])))
    return [Note(max(x, 0.0), float(test[last]), float(train[last]), text, result.place)]


def best_of(result: Result) -> Phrase | None:
    """Return where the validation accuracy of a run is highest, in words; None where there is none."""
    best = result.best()
    if best is None:
        return None
    texts = {
        "epochs": mark("app", "best validation {validation} at epoch {place}, test there {test}"),
        "steps": mark("app", "best validation {validation} at step {place}, test there {test}"),
    }
    unit, per_epoch = result.settings.unit, result.snapshot.steps_per_epoch
    place = number(best.step / per_epoch) if unit == "epochs" else count(best.step)
    return Phrase(texts[unit], validation=fine_share(best.validation), place=place, test=fine_share(best.test))


def best_notes(result: Result, settings: Settings) -> list[Note]:
    """Return the same, to be written at the foot of the plot, where no curves are, up to the step that it is of."""
    best, text = result.best(), best_of(result)
    if best is None or text is None:
        return []
    (x,) = places_of(result, np.array([best.step]), settings).tolist()
    return [Note(x, FOOT, FOOT, text, result.place)]


def target_notes(results: Sequence[Result], settings: Settings) -> list[Note]:
    """Return when runs had so many of their training images right for the first time, to be written there."""
    notes = []
    for result in results:
        epoch = epoch_of(result, TARGET)
        if epoch is not None:
            x = epoch if settings.unit == "epochs" else epoch * result.snapshot.steps_per_epoch
            text = Phrase(mark("app", "epoch {epoch}"), epoch=epoch)
            notes.append(Note(x, TARGET, TARGET, text, result.place))
    return notes


def change_notes(results: Sequence[Result], settings: Settings) -> list[Note]:
    """Return what runs went on with, to be written at those steps."""
    notes = []
    for result in results:
        if result.changed is None or not result.changes or not 0 < result.changed <= result.snapshot.step:
            continue
        x = float(places_of(result, np.array([result.changed]), settings)[0])
        loss = float(result.loss()[result.changed - 1])
        notes.append(Note(x, loss, loss, joined(result.changes), result.place))
    return notes
