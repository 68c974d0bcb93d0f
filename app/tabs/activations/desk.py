"""Between the training that is looked into and what a person sees of it: buttons, progress, film, names of networks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.job_view import Progress
from app.tabs.activations.lesson import Lesson, LessonSettings
from app.tabs.activations.panel import ControlPanel
from app.tabs.activations.training import TrainingView
from app.tabs.base import Tab
from core.config.words import LabError, Phrase, mark
from core.jobs import Failed, Job, State, Update
from core.signals.study import SignalConfiguration, SignalSettings, names_of_networks


class TrainingDesk(QObject):
    """Trains the network that is being edited, and shows its film or that of another tab's network.

    Attributes
    ----------
    failed : Signal(object)
        The error that ended the training.
    refused : Signal(object)
        Why nothing was begun; empty when something was.
    watching : Signal(object)
        Name of the network of another tab that is to be seen; empty when it is this tab's.
    """

    failed = Signal(object)
    refused = Signal(object)
    watching = Signal(object)

    def __init__(self, tab: Tab, panel: ControlPanel, view: TrainingView) -> None:
        super().__init__(tab)
        self.lesson = Lesson(tab)
        self.progress = Progress()
        self._panel = panel
        self._view = view
        self._settings = LessonSettings()
        self._row = SignalConfiguration()
        self._study_settings = SignalSettings()
        self._in_front = False
        panel.lesson_form.set_value(self._settings)
        panel.lesson_form.changed.connect(self._on_settings_changed)
        panel.transport.run_clicked.connect(lambda: self.train(lambda job: job.run()))
        panel.transport.pause_clicked.connect(self.pause)
        panel.transport.step_clicked.connect(lambda: self.train(lambda job: job.step()))
        panel.transport.stop_clicked.connect(self.stop)
        view.source_chosen.connect(self.lesson.choose)
        self.lesson.began.connect(self._on_began)
        self.lesson.read.connect(self._on_read)
        self.lesson.updated.connect(self._on_updated)
        self.lesson.sources_changed.connect(self.show_sources)

    @property
    def is_active(self) -> bool:
        """Whether the network is being trained."""
        return self.lesson.is_active

    def show(self, in_front: bool) -> None:
        """Take part in what is seen, or no longer."""
        self._in_front = in_front
        self.progress.setVisible(in_front)
        self.show_sources()

    def begin(self, row: SignalConfiguration, settings: SignalSettings) -> None:
        """Forget what was trained; `row` comes next."""
        self.lesson.drop()
        self._panel.set_state(State.IDLE)
        self.progress.reset(self._settings.steps)
        self.set_row(row, settings)
        self._view.begin(row, settings)

    def set_row(self, row: SignalConfiguration, settings: SignalSettings) -> None:
        """Take over what would be trained now."""
        self._row, self._study_settings = row, settings
        if self._view.isVisible():
            self.show_sources()

    def train(self, act: Callable[[Job], None]) -> None:
        """Begin a training, or let `act` tell the one there is what to do."""
        try:
            self._panel.commit()
            experiment = self._settings.experiment(self._row, self._study_settings.seed)
        except LabError as error:
            self.refused.emit(Phrase(mark("app", "Not started: {problem}"), problem=error.phrase))
            return
        self.refused.emit("")
        if not self.is_active:
            self.progress.reset(experiment.settings.steps)
        job = self.lesson.command(experiment, self._row, act)
        self.show_sources()
        self._panel.set_state(job.state)

    def pause(self) -> None:
        """Hold the training."""
        if self.lesson.jobs.job is not None:
            self.lesson.jobs.job.pause()

    def stop(self) -> None:
        """End the training and keep its film."""
        if self.is_active:
            assert self.lesson.jobs.job is not None
            self.lesson.jobs.job.stop()
            self._panel.set_state(State.STOPPING)

    def show_sources(self) -> None:
        """Name the networks that can be watched."""
        own = Phrase(mark("app", "this: {name}"), name=names_of_networks([self.lesson.row or self._row])[0])
        others = [Phrase(mark("app", "Trainer: {name}"), name=name) for name in self.lesson.names()]
        names = [own, *others]
        self._view.set_sources(names, self.lesson.source)
        elsewhere = self._in_front and self.lesson.source > 0
        self._panel.set_watching(elsewhere)
        self.watching.emit(names[self.lesson.source] if elsewhere else "")

    def _on_began(self, row: SignalConfiguration | None) -> None:
        self._view.begin(row or self._row, self._study_settings)
        self.show_sources()

    def _on_settings_changed(self, settings: LessonSettings) -> None:
        self._settings = settings
        if self.is_active and self.lesson.row is not None:
            self.lesson.change(settings.run(self.lesson.row))

    def _on_read(self, records: Any, losses: Any) -> None:
        if records:
            self._view.set_records(records, losses)

    def _on_updated(self, update: Update) -> None:
        if update.state is not self._panel.transport.state:
            self._panel.set_state(update.state)
        for event in update.events:
            if isinstance(event, Failed):
                self.failed.emit(event.error)
        for snapshot in update.snapshots:
            if snapshot is not None:
                self.progress.show_update(
                    update, snapshot.step, snapshot.steps, snapshot.steps_per_epoch, snapshot.evaluating
                )
                return
        self.progress.show_state(update.state)
