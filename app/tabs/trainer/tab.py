"""The trainer tab: networks learn MNIST side by side, with every cure one click away.

On the left what is to be trained (runs, their settings, settings for all), on the right the picture.  The document
holds the experiment; forms edit it, a job trains it, and the picture shows what comes back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent

from app.data_note import DataNote
from app.export import Exhibit
from app.job_view import JobView
from app.latest_job import LatestJob
from app.tabs.base import Rendering, Watchable
from app.tabs.running import Order, RunningTab
from app.tabs.trainer.commands import COMMANDS
from app.tabs.trainer.exhibit import exhibit_of
from app.tabs.trainer.picture import TrainingPicture
from app.tabs.trainer.shelf import Shelf, line_icon
from app.widgets.forms import Form
from app.widgets.run_list import RunList
from app.widgets.transport import Progress, RunRow, Transport, training_detail
from core.config.words import LabError, Phrase, mark
from core.jobs import Job, State, Update
from core.scenes import Scene
from core.training.preview import Preview, Previewing
from core.training.questions.shared import Race
from core.training.results import Result, results_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import Diverged, Trainer, prepare

LOOK_EVERY = 50
"""Milliseconds between two looks at a training: each costs it the interpreter for some ten."""
PREVIEW_EVERY = 50
"""Milliseconds between two looks at data that are being read."""
NUMBERS_EVERY = 0.22
"""Seconds of work between two changes of the table of numbers."""

_FIXED = mark("app", "Fixed while training: stop first. Learning rate, momentum and weight decay can change.")


def _workers() -> int:
    return min(2, os.cpu_count() or 1)


class TrainerTab(RunningTab):
    """Train networks on MNIST or other images."""

    key = "trainer"
    commands = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._trained: Experiment | None = None
        self._snapshots: tuple[Any, ...] = ()
        self._race = 0
        self._numbers_at = -1.0
        self._stale = False
        self.picture = TrainingPicture()
        self.run_list = RunList(mark("app", "Runs"), mark("app", "Runs that are trained together"), line_icon)
        self.shelf = Shelf()
        self.run_list.column.addWidget(self.shelf)
        self.run_form = Form(RunConfiguration)
        self.settings_form = Form(Settings)
        self.transport = Transport()
        self.progress = Progress()
        self.run_row = RunRow(self.transport, self.progress)
        self.jobs = JobView(self, LOOK_EVERY)
        self.data_note = DataNote(self, self.settings_form)
        self.previewing = LatestJob(self, "job-preview", PREVIEW_EVERY)
        self.arrange(
            head=[self.run_list],
            forms=[self.run_form, self.settings_form],
            under=[self.run_row],
        )
        self.run_form.changed.connect(self.change_run)
        self.settings_form.changed.connect(self.change_settings)
        self.run_list.selected.connect(self.select_run)
        self.shelf.restored.connect(self._on_restored)
        self.shelf.changed.connect(self._show_results)
        self.jobs.updated.connect(self._on_updated)
        self.previewing.updated.connect(self._on_previewed)
        self.begin()

    def bind_buttons(self) -> None:
        super().bind_buttons()
        bind = self.command_actions.bind
        for button, id in (
            (self.run_list.duplicate, "duplicate"),
            (self.run_list.remove, "remove"),
            *((button, id) for id, button in self.picture.buttons.items()),
        ):
            bind(button, id)

    def set_shape(self, open_drawer: bool, presenting: bool) -> None:
        super().set_shape(open_drawer, presenting)
        if presenting:
            self.run_row.present(self.knobs)
        else:
            self.run_row.show_at_desk()

    def forms(self) -> tuple[Form, ...]:
        return self.run_form, self.settings_form

    # -- what is shown

    def scene_opened(self, scene: Scene) -> None:
        self.picture.set_asked(bool(scene.asks))
        self._end_race()
        self.shelf.hide_all()

    def study_changed(self, before: Experiment | None, after: Experiment) -> None:
        if before is not None and not before.computes_like(after) and not self._go_on_with(after):
            self._end_race()
        if before is None or before.settings != after.settings:
            self.settings_form.set_value(after.settings)
        if before is None or before.selected != after.selected:
            self.run_form.set_value(after.selected)
        if before is None or before.settings.data != after.settings.data:
            self.data_note.describe(after.settings.data)
        if before is None or _draw_of(before.settings) != _draw_of(after.settings):
            self._preview(after.settings)
        self.run_list.set_runs(after.names(), after.view.selected)
        self.picture.set_settings(after.settings)
        self.picture.set_study(after)
        self.picture.set_view(after.view)
        self.picture.highlight(after.view.selected)
        if self.transport.state is State.IDLE:
            self.progress.reset(after.settings.steps)
        self._show_results()

    def _preview(self, settings: Settings) -> None:
        """Look at the first images of a race, in the background; of others nothing is to be seen any more."""
        self.picture.before.show_preview(None)
        self.previewing.request(partial(Previewing, settings), at_once=True)

    def _on_previewed(self, preview: Preview | None, _done: bool) -> None:
        if preview is not None and _draw_of(preview.settings) == _draw_of(self.study.settings):
            self.picture.before.show_preview(preview)

    @property
    def is_computing(self) -> bool:
        return self.previewing.is_busy

    def _go_on_with(self, after: Experiment) -> bool:
        """Let a training that goes on take over settings that can change on the way; return whether all can."""
        trained, job = self._trained, self.jobs.job
        if not self.is_active or self.transport.state is State.STOPPING or trained is None or job is None:
            return False
        if after.settings != trained.settings or len(after.runs) != len(trained.runs):
            return False
        if not all(old.can_become(new) for old, new in zip(trained.runs, after.runs, strict=True)):
            return False
        for place, (old, new) in enumerate(zip(trained.runs, after.runs, strict=True)):
            if old != new:
                job.post(_change_of(place, new))
                name = after.names()[place]
                self.told.emit(Phrase(mark("app", "{name} goes on with its new settings"), name=name))
        self._trained = replace(trained, runs=after.runs)
        return True

    def _on_restored(self, result: Result) -> None:
        study = self.study.with_run(self.study.view.selected, result.configuration)
        self.document.change(replace(study, settings=result.settings), mark("app", "settings of an earlier run"))

    def toggle_log(self) -> None:
        """Show the loss in decades, or evenly."""
        self.document.look(scale="linear" if self.is_log else "log")

    @property
    def is_log(self) -> bool:
        """Whether the loss is shown in decades."""
        return bool(self.study.view.scale == "log")

    def set_focus(self, focus: str) -> None:
        """Make accuracy or loss large."""
        self.document.look(focus=focus)

    @property
    def focus(self) -> str:
        """Which curves are large."""
        return str(self.study.view.focus)

    def toggle_plot(self) -> None:
        """Show the other curves below the large ones, or no more."""
        self._toggle_below("plot")

    def toggle_numbers(self) -> None:
        """Show the table of numbers, or no more."""
        self._toggle_below("numbers")

    def _toggle_below(self, part: str) -> None:
        view = self.study.view
        self.document.look(below=view.with_below(part, not view.has_below(part)).below)

    @property
    def has_plot(self) -> bool:
        """Whether the other curves are below the large ones."""
        return bool(self.study.view.has_below("plot"))

    @property
    def has_numbers(self) -> bool:
        """Whether the table of numbers is shown."""
        return bool(self.study.view.has_below("numbers"))

    # -- training

    @property
    def is_active(self) -> bool:
        return self.jobs.is_active

    @property
    def is_locked(self) -> bool:
        return self.transport.state.is_active

    def reason_against(self, id: str) -> Any:
        return _FIXED if self.is_locked and id in ("duplicate", "remove") else super().reason_against(id)

    def work_on(self, order: Order) -> None:
        try:
            self.commit()
        except LabError as error:
            self.refuse(error)
            return
        if self.is_active:
            self.jobs.ask(order)
            return
        self.failed.emit("")
        self._end_race()
        experiment = self._trained = self.study
        self._race += 1
        self._numbers_at = -1.0
        job = Job(lambda: prepare(experiment, workers=_workers()), name="train")
        self.jobs.watch(job)
        order(job)
        self.show_state(job.state)
        self._show_results()

    def ask(self, order: Order) -> None:
        self.jobs.ask(order)

    def _end_race(self) -> None:
        """End the race, and put what it has come to on the shelf, as thin lines."""
        results = [result for result in self.results() if result.snapshot.step]
        self.jobs.drop()
        self._trained, self._snapshots = None, ()
        if results:
            self.shelf.add(results)
        self.progress.reset(self.study.settings.steps)
        self.show_state(State.IDLE)

    def show_state(self, state: State) -> None:
        self.transport.set_state(state)
        reason = _FIXED if state.is_active else ""
        self.run_form.lock(reason)
        self.settings_form.lock(reason)
        self.knobs.lock(reason)
        self.shelf.lock(bool(reason))
        if hasattr(self, "command_actions"):
            self.command_actions.sync()

    def _on_updated(self, update: Update) -> None:
        self._snapshots = tuple(snapshot for snapshot in update.snapshots if snapshot is not None)
        for event in update.events:
            self._tell(event)
        self.tell_failure(update, mark("app", "The training failed; details are in the log."), self.settings_form)
        if update.state is not self.transport.state:
            self.show_state(update.state)
        if self._snapshots:
            going = [snapshot for snapshot in self._snapshots if None in snapshot.diverged] or self._snapshots
            slowest = min(going, key=lambda snapshot: snapshot.step)
            detail = training_detail(slowest.step, slowest.steps, slowest.steps_per_epoch)
            measuring = any(snapshot.evaluating for snapshot in self._snapshots)
            doing = mark("app", "measuring accuracy") if measuring else ""
            self.progress.show_update(update, slowest.step, slowest.steps, detail, doing)
        else:
            self.progress.show_state(update.state)
        if not self.isVisible():
            self._stale = True
            return
        self._show_results(update)

    def _tell(self, event: Any) -> None:
        if isinstance(event, Diverged) and self._trained is not None:
            name = self._trained.names()[event.run]
            self.told.emit(Phrase(mark("app", "{name} diverged at step {step}"), name=name, step=event.step))

    def results(self) -> list[Result]:
        """Return what the runs of this race have come to, in the order of the list."""
        if self._trained is None:
            return []
        return results_of(self._trained, self._snapshots, self._race)

    def _show_results(self, update: Update | None = None) -> None:
        self._stale = False
        self.picture.show_results(self.results(), self.shelf.shown(), self.study.names())
        now = update.active_seconds if update else 0.0
        if update is None or update.state is not State.RUNNING or not 0 <= now - self._numbers_at < NUMBERS_EVERY:
            self._numbers_at = now
            self.picture.refresh_numbers()
            self.tell_answer(Race(self._trained or self.study, self.results()))

    # -- for the window

    def watchable(self) -> Watchable | None:
        if self.jobs.job is None or self._trained is None:
            return None
        return Watchable(self.jobs.job, tuple(self._trained.names()), self._trained.runs, lambda: self._snapshots)

    def exhibit(self) -> Exhibit:
        results = self.results()
        if not results:
            raise LabError(mark("app", "there is nothing to export yet: run the training first"))
        assert self._trained is not None
        return exhibit_of(replace(self.document.scene, study=replace(self._trained, view=self.study.view)), results)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        experiment = scene.study
        assert isinstance(experiment, Experiment)

        def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
            going = [snapshot for snapshot in snapshots if None in snapshot.diverged] or snapshots
            return min((snapshot.step for snapshot in going), default=0), experiment.settings.steps

        def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
            return exhibit_of(scene, results_of(experiment, snapshots))

        return Rendering(lambda: prepare(experiment, workers=_workers()), progress, exhibit)

    def shutdown(self, timeout: float) -> bool:
        return all([self.jobs.close(timeout), self.data_note.close(timeout), self.previewing.close(timeout)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_results()


def _draw_of(settings: Settings) -> tuple[Any, ...]:
    """Return what decides which images come first."""
    return settings.data, settings.train_size, settings.validation_share, settings.batch_size, settings.seed


def _change_of(place: int, run: RunConfiguration) -> Callable[[Trainer], None]:
    return lambda trainer: trainer.change(place, run)
