"""The race with eight seeds: every draw as a thin line, the means, and what can be told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.job_view import JobView
from app.language import language, say, translate
from app.plots.curves import Curve, CurvePlot, Style
from app.plots.ticks import percents, plain
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, theme
from core.config.figures import number
from core.config.questions import plain as without_marks
from core.config.words import LabError, Phrase, mark
from core.cores import cores
from core.jobs import Failed, Job, Update
from core.training.draws import DRAWS, Draws, draws_of, prepare_draws
from core.training.luck import ACCURACY, LOSS, told
from core.training.study import Experiment

LOOK_EVERY = 150
"""Milliseconds between two looks at the draws."""
MOST_KEPT = 4
"""Races whose draws are kept."""
LARGE = 13 / 11
"""Size of the sentence, in parts of the normal letters."""
THIN, THIN_OPACITY = 1.0, 0.4

_RUN = mark("app", "Run with {count} seeds")
_STOP = mark("app", "Stop")
_WAIT = mark("app", "The training goes on: stop or finish it first, then run the draws.")
_FAILED = mark("app", "The draws failed; details are in the log.")
_MISSING = mark("app", "Who is ahead, and in how many of {count} draws?")
_DRAWN = mark(
    "app",
    "Each draw has its own initial weights, dropout masks and mini-batches; within a draw all runs share them. "
    "Shaded: the selected run, least to greatest.",
)


class SeedsView(TrainingPanel):
    """A sentence over the curves of all draws, by loss or by test accuracy.

    Attributes
    ----------
    again : QToolButton
        Runs the race with eight seeds, or stops that.
    by : dict of str to QToolButton
        What is compared.
    """

    looked = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._tab: Any = None
        self._study: Experiment | None = None
        self._kept: dict[Any, Draws] = {}
        self._presenting = False
        self.jobs = JobView(self, LOOK_EVERY)
        self.jobs.updated.connect(self._on_updated)
        self.sentence, self.note = QLabel(), QLabel()
        for label in (self.sentence, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setObjectName("muted")
        say(self.note, _DRAWN)
        self.again = QToolButton()
        self.by = {LOSS: QToolButton(), ACCURACY: QToolButton()}
        say(self.by[LOSS], mark("app", "Loss of the draws"))
        say(self.by[ACCURACY], mark("app", "Test accuracy of the draws"))
        self.plot = CurvePlot(mark("app", "loss"), None, number)
        say(self.plot, mark("app", "Every draw of every run"), "setAccessibleName")
        buttons = QHBoxLayout()
        for name, button in (("", self.again), *self.by.items()):
            buttons.addWidget(button)
            if name:
                button.setCheckable(True)
                button.clicked.connect(lambda _checked, name=name: self.looked.emit({"band": name}))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.sentence)
        column.addWidget(self.plot, 1)
        column.addWidget(self.note)
        column.addLayout(buttons)
        fit(self.plot.setMinimumSize, lambda m: (m.px(200), m.px(110)))
        self.again.clicked.connect(self._on_again)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)

    def connect_tab(self, tab: Any) -> None:
        self._tab = tab
        self.looked.connect(lambda changed: tab.document.look(**changed))
        self.refused.connect(tab.failed)

    def set_presenting(self, presenting: bool) -> None:
        self._presenting = presenting
        self.note.setVisible(not presenting)

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)

    @property
    def is_computing(self) -> bool:
        return self.jobs.is_active

    def close_jobs(self, timeout: float) -> bool:
        return self.jobs.close(timeout)

    @property
    def draws(self) -> Draws | None:
        """What the race that is shown has come to with other seeds; None while nothing is known."""
        return self._kept.get(_key(self._shown.study)) if self._shown else None

    def show_training(self, shown: Shown) -> None:
        before, self._shown = self._shown, shown
        if self.jobs.job is not None and self._study is not None and _key(self._study) != _key(shown.study):
            self.jobs.drop()  # another race is shown; what has come of this one is kept
        if before is None or before.study != shown.study:
            self._show()

    # -- running

    def _on_again(self) -> None:
        if self.jobs.is_active:
            self.jobs.ask(Job.stop)
            return
        if self._shown is None:
            return
        if self._tab is not None and self._tab.is_active:
            self.refused.emit(_WAIT)
            return
        self.refused.emit("")
        study = self._study = self._shown.study
        job = Job(lambda: prepare_draws(study, cores()), name="draws")
        self.jobs.watch(job)
        job.run()
        self._show()

    def _on_updated(self, update: Update) -> None:
        failures = [event.error for event in update.events if isinstance(event, Failed)]
        if failures:
            error = failures[0]
            self.refused.emit(error.phrase if isinstance(error, LabError) else _FAILED)
        study, snapshots = self._study, [snapshot for snapshot in update.snapshots if snapshot is not None]
        if study is not None and snapshots and len(snapshots) == len(update.snapshots):
            self._kept.pop(_key(study), None)
            self._kept[_key(study)] = draws_of(study, snapshots)
            for old in list(self._kept)[:-MOST_KEPT]:
                del self._kept[old]
        if update.state.is_over:
            self.jobs.drop()
        self._show()

    # -- showing

    def _show(self) -> None:
        if self._shown is None:
            return
        view, found = self._shown.study.view, self.draws
        for name, button in self.by.items():
            button.setChecked(view.band == name)
        say(self.again, _STOP if self.jobs.is_active else Phrase(_RUN, count=DRAWS))
        self.sentence.setFont(theme.font(LARGE * theme.metrics.points, True))
        said = told(found, view.band) if found is not None else None
        self.sentence.setText(without_marks(translate(said or Phrase(_MISSING, count=DRAWS))))
        self._show_curves(found)

    def _show_curves(self, found: Draws | None) -> None:
        assert self._shown is not None
        study = self._shown.study
        by_loss = study.view.band == LOSS
        in_epochs = study.settings.unit == "epochs"
        self.plot.set_y(mark("app", "loss") if by_loss else mark("app", "test accuracy"))
        self.plot.set_log(by_loss and study.view.scale == "log")
        if not by_loss:
            self.plot.left.set_ticks(percents)
        elif study.view.scale != "log":
            self.plot.left.set_ticks(plain)
        self.plot.set_x(mark("app", "epoch") if in_epochs else mark("app", "step"), study.settings.length)
        curves: list[Curve] = []
        if found is not None:
            steps, values = (found.at, found.loss) if by_loss else (found.measured, found.accuracy)
            x = steps / found.steps_per_epoch if in_epochs else steps.astype(float)
            names = study.names()
            for place in range(len(study.runs)):
                rows = values[:, place]
                thin = Style(place, width=THIN, opacity=THIN_OPACITY)
                curves += [Curve((place, k), x, rows[:, k], thin) for k in range(found.count)]
                edge = Style(place, width=THIN, opacity=0.0)
                whole = np.isfinite(rows).all(axis=1)
                for name, ends in (("low", rows.min(axis=1)), ("high", rows.max(axis=1))):
                    curves.append(Curve((place, name), x, ends, edge))
                mean = np.where(whole, rows.mean(axis=1), np.nan)
                curves.append(Curve((place, "mean"), x, mean, Style(place, width=3.0), names[place]))
        self.plot.show_curves(curves, anew=True)
        selected = study.view.selected
        self.plot.fill_between(((selected, "low"), (selected, "high")) if curves else None)
        brief = {(place, "mean"): translate(name) for place, name in enumerate(study.brief_names())}
        ends = {(place, "mean"): translate(name) for place, name in enumerate(study.names())}
        self.plot.show_ends(ends if curves and len(ends) > 1 else {}, brief=brief)


def _key(study: Experiment) -> Any:
    """Return what decides what the draws come to."""
    return study.settings, study.runs
