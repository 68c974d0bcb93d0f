"""The trainer tab: networks learn MNIST side by side, with every cure one click away.

On the left what is to be trained (runs, their settings, settings for all), on the right the picture.  The tab holds the
configuration as frozen values; the form edits them, a job trains them, and the picture shows what comes back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.export import Exhibit
from app.job_view import JobView, Progress, Transport
from app.language import language
from app.notes import note_of
from app.tabs.base import Rendering, Tab, Watchable
from app.tabs.trainer.exhibit import exhibit_of
from app.tabs.trainer.picture import Result, TrainingPicture
from app.tabs.trainer.runs import RunList
from app.theme import GAP
from app.widgets.forms import Form, commit_forms, show_first_fault
from core.config.words import LabError, Phrase, mark
from core.jobs import Failed, Job, State, Update
from core.scenes import Scene
from core.training.study import Experiment, RunConfiguration, Settings, names_of_runs
from core.training.trainer import Diverged, prepare

CONTROLS_WIDTH = 304
LOOK_EVERY = 50
"""Milliseconds between two looks at a training: each costs it the interpreter for some ten."""
NUMBERS_EVERY = 0.22
"""Seconds of work between two changes of the table of numbers."""

_FIXED = mark("app", "Fixed while training: stop first. Learning rate, momentum and weight decay can change.")


def _workers() -> int:
    return min(2, os.cpu_count() or 1)


class TrainerTab(Tab):
    """Train networks on MNIST or other images."""

    key = "trainer"

    def __init__(self) -> None:
        super().__init__()
        self._scene = Scene("untitled", "", self.key, Experiment())
        self._settings = Settings()
        self._runs = [RunConfiguration()]
        self._current = 0
        self._trained: Experiment | None = None
        self._snapshots: tuple[Any, ...] = ()
        self._race = 0
        self._numbers_at = -1.0
        self._stale = False

        self.picture = TrainingPicture()
        self.run_list = RunList()
        self.run_form = Form(RunConfiguration)
        self.settings_form = Form(Settings)
        self.transport = Transport()
        self.progress = Progress()
        self.jobs = JobView(self, LOOK_EVERY)
        self._arrange()
        self._connect()
        self._make_actions()
        self.show_scene(self._scene)

    def _arrange(self) -> None:
        column = QWidget()
        column.setObjectName("column")
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, GAP // 2, 0)
        stack.setSpacing(GAP)
        stack.addWidget(self.run_form)
        stack.addWidget(self.settings_form)
        stack.addStretch(1)
        self.forms = QScrollArea()
        self.forms.setWidgetResizable(True)
        self.forms.setFrameShape(QFrame.Shape.NoFrame)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forms.setWidget(column)
        controls = QWidget()
        controls.setFixedWidth(CONTROLS_WIDTH)
        left = QVBoxLayout(controls)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP)
        left.addWidget(self.run_list)
        left.addWidget(self.forms, 1)
        left.addWidget(self.transport)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.picture, 1)
        right.addWidget(self.progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(controls)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.run_form.changed.connect(self._on_run_changed)
        self.settings_form.changed.connect(self._on_settings_changed)
        self.run_list.selected.connect(self._on_selected)
        self.run_list.duplicated.connect(self._on_duplicated)
        self.run_list.removed.connect(self._on_removed)
        self.run_list.restored.connect(self._on_restored)
        self.run_list.shelf_changed.connect(self._show_results)
        self.transport.run_clicked.connect(self.run)
        self.transport.pause_clicked.connect(self.pause)
        self.transport.step_clicked.connect(self.step)
        self.transport.stop_clicked.connect(self.stop)
        self.jobs.updated.connect(self._on_updated)
        language.changed.connect(self._show_note)

    def _make_actions(self) -> None:
        self._actions = [
            self.action(mark("app", "Run or pause"), "Ctrl+R", self.transport.toggle),
            self.action(mark("app", "One step"), "Ctrl+T", self.step),
            self.action(mark("app", "Stop"), "Ctrl+.", self.stop),
            self.action(mark("app", "Duplicate run"), "Ctrl+D", self._duplicate_current),
            self.action(mark("app", "Loss in decades"), "Ctrl+L", self.picture.log.toggle),
        ]

    def actions_for_menu(self) -> list[QAction]:
        return self._actions

    # -- scenes

    def show_scene(self, scene: Scene) -> None:
        self._shelve()
        self.run_list.hide_shelf()
        assert isinstance(scene.study, Experiment)
        self._scene = scene
        self._settings = scene.study.settings
        self._runs = list(scene.study.runs)
        self._current = 0
        self.settings_form.set_value(self._settings)
        self.picture.set_scene(scene.title, note_of(scene.id), self._settings, scene.study.view.focus)
        self.picture.log.setChecked(scene.study.view.scale == "log")
        self._show_runs()
        self._reset()

    def scene(self) -> Scene:
        self._commit()
        view = replace(self._scene.study.view, scale="log" if self.picture.log.isChecked() else "linear")
        return replace(self._scene, study=replace(self.experiment(), view=view))

    def experiment(self) -> Experiment:
        """Return what Run would train."""
        return Experiment(self._settings, tuple(self._runs), replace(self._scene.study.view, selected=0))

    def _show_note(self) -> None:
        self.picture.note.setText(note_of(self._scene.id))

    # -- editing

    @property
    def _active(self) -> bool:
        return self.jobs.job is not None and self.jobs.job.state.is_active

    def _on_run_changed(self, run: RunConfiguration) -> None:
        place = self._current
        if self._active and self.transport.state is not State.STOPPING:
            assert self.jobs.job is not None
            self.jobs.job.post(lambda trainer: trainer.change(place, run))
            self.told.emit(Phrase(mark("app", "{name} goes on with its new settings"), name=self._names()[place]))
        else:
            self._shelve()
        self._runs[place] = run
        self._show_runs()

    def _on_settings_changed(self, settings: Settings) -> None:
        self._shelve()
        self._settings = settings
        self.picture.set_settings(settings)
        self._reset()

    def _on_selected(self, row: int) -> None:
        self._current = row
        self.run_form.set_value(self._runs[row])
        self.picture.highlight(row)

    def _duplicate_current(self) -> None:
        if self.run_list.duplicate.isEnabled():
            self._on_duplicated(self._current)

    def _on_duplicated(self, row: int) -> None:
        if len(self._runs) >= Experiment.most_runs:
            self.failed.emit(Phrase(mark("app", "At most {most} runs."), most=Experiment.most_runs))
            return
        try:
            self._commit()
        except LabError as error:
            self.failed.emit(error.phrase)
            return
        self._shelve()
        self._runs.insert(row + 1, self._runs[row])
        self._current = row + 1
        self._show_runs()

    def _on_removed(self, row: int) -> None:
        if len(self._runs) > 1:
            self._shelve()
            del self._runs[row]
            self._current = min(row, len(self._runs) - 1)
            self._show_runs()

    def _on_restored(self, result: Result) -> None:
        self._shelve()
        self._runs[self._current] = result.configuration
        self._settings = result.settings
        self.settings_form.set_value(self._settings)
        self.picture.set_settings(self._settings)
        self._show_runs()
        self._reset()

    def _names(self) -> list[Any]:
        return names_of_runs(self._runs)

    def _show_runs(self) -> None:
        self.run_form.set_value(self._runs[self._current])
        self.run_list.set_runs(self._names(), self._current)
        self.picture.highlight(self._current)
        self._show_results()

    # -- training

    def run(self) -> None:
        """Start the training, or go on after a pause."""
        self._start(lambda job: job.run())

    def step(self) -> None:
        """Train on one mini-batch."""
        self._start(lambda job: job.step())

    def _start(self, command: Callable[[Job], None]) -> None:
        try:
            self._commit()
        except LabError as error:
            self.failed.emit(Phrase(mark("app", "Not started: {problem}"), problem=error.phrase))
            return
        if self._active:
            assert self.jobs.job is not None
            command(self.jobs.job)
            return
        self.failed.emit("")
        self._shelve()
        experiment = self._trained = self.experiment()
        self._race += 1
        self._reset()
        job = Job(lambda: prepare(experiment, workers=_workers()), name="train")
        self.jobs.watch(job)
        command(job)
        self._set_state(job.state)

    def _commit(self) -> None:
        """Take over what has been typed; raise `LabError`, shown beside its field, when it is not valid."""
        commit_forms((self.run_form, self.settings_form), self.forms)

    def pause(self) -> None:
        """Hold the training."""
        if self.jobs.job is not None:
            self.jobs.job.pause()

    def stop(self) -> None:
        """End the training and keep its curves."""
        if self._active:
            assert self.jobs.job is not None
            self.jobs.job.stop()
            self._set_state(State.STOPPING)

    def _reset(self) -> None:
        self._snapshots = ()
        self._numbers_at = -1.0
        self.progress.reset(self._settings.steps)
        self._set_state(State.IDLE)
        self._show_results()

    def _set_state(self, state: State) -> None:
        self.transport.set_state(state)
        reason = _FIXED if state.is_active else ""
        self.run_form.lock(reason)
        self.settings_form.lock(reason)
        self.run_list.lock(reason)

    def _on_updated(self, update: Update) -> None:
        self._snapshots = tuple(snapshot for snapshot in update.snapshots if snapshot is not None)
        for event in update.events:
            self._tell(event)
        if update.state is not self.transport.state:
            self._set_state(update.state)
        if self._snapshots:
            going = [snapshot for snapshot in self._snapshots if None in snapshot.diverged] or self._snapshots
            slowest = min(going, key=lambda snapshot: snapshot.step)
            self.progress.show_update(
                update, slowest.step, slowest.steps, slowest.steps_per_epoch, any(s.evaluating for s in self._snapshots)
            )
        else:
            self.progress.show_state(update.state)
        if not self.isVisible():
            self._stale = True
            return
        self._show_results(update)

    def _tell(self, event: Any) -> None:
        if isinstance(event, Diverged):
            name = self._names()[event.run]
            self.told.emit(Phrase(mark("app", "{name} diverged at step {step}"), name=name, step=event.step))
        elif isinstance(event, Failed):
            error = event.error
            if isinstance(error, LabError):
                self.settings_form.show_fault(error)
                show_first_fault(self.settings_form, self.forms)
                self.failed.emit(error.phrase)
            else:
                self.failed.emit(mark("app", "The training failed; details are in the log."))

    def results(self) -> list[Result]:
        """Return what the runs of this race have come to, in the order of the list."""
        if self._trained is None or not self._snapshots:
            return []
        names = self._names()
        results = [
            Result((self._race, place), names[place], place, self._runs[place], self._settings, snapshot, column)
            for snapshot in self._snapshots
            for column, place in enumerate(snapshot.runs)
        ]
        return sorted(results, key=lambda result: result.number)

    def _show_results(self, update: Update | None = None) -> None:
        self._stale = False
        self.picture.show_results(self.results(), self.run_list.shown_on_shelf(), self._names())
        now = update.active_seconds if update else 0.0
        if update is None or update.state is not State.RUNNING or not 0 <= now - self._numbers_at < NUMBERS_EVERY:
            self._numbers_at = now
            self.picture.refresh_numbers()

    def _shelve(self) -> None:
        """End the race, and put what it has come to on the shelf, as thin lines."""
        results = [result for result in self.results() if result.snapshot.step]
        self.jobs.drop()
        self._snapshots = ()
        if results:
            shelf = self.run_list.shelf_results() + results
            names = names_of_runs([r.configuration for r in shelf], [r.settings for r in shelf])
            shelf = [replace(result, name=name) for result, name in zip(shelf, names, strict=True)]
            self.run_list.set_shelf(shelf, names)
        if self.transport.state is not State.IDLE:
            self.progress.reset(self._settings.steps)
            self._set_state(State.IDLE)

    # -- for the window

    def watchable(self) -> Watchable | None:
        if self.jobs.job is None or self._trained is None:
            return None
        return Watchable(self.jobs.job, tuple(self._names()), self._trained.runs, lambda: self._snapshots)

    def exhibit(self) -> Exhibit:
        results = self.results()
        if not results:
            raise LabError(mark("app", "there is nothing to export yet: run the training first"))
        assert self._trained is not None
        scene = replace(self._scene, study=replace(self._trained, view=self._scene.study.view))
        return exhibit_of(scene, results, self.picture.log.isChecked())

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        experiment = scene.study
        assert isinstance(experiment, Experiment)
        names = names_of_runs(experiment.runs)

        def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
            going = [snapshot for snapshot in snapshots if None in snapshot.diverged] or snapshots
            return min((snapshot.step for snapshot in going), default=0), experiment.settings.steps

        def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
            results = [
                Result(place, names[place], place, experiment.runs[place], experiment.settings, snapshot, column)
                for snapshot in snapshots
                for column, place in enumerate(snapshot.runs)
            ]
            return exhibit_of(scene, sorted(results, key=lambda result: result.number), scene.study.view.scale == "log")

        return Rendering(lambda: prepare(experiment, workers=_workers()), progress, exhibit)

    def shutdown(self, timeout: float) -> bool:
        return self.jobs.close(timeout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Space: self.transport.toggle,
            Qt.Key.Key_S: self.step,
            Qt.Key.Key_Escape: self.stop,
            Qt.Key.Key_L: self.picture.log.toggle,
        }
        slot = keys.get(Qt.Key(event.key()))
        if slot and not event.modifiers():
            slot()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_results()
