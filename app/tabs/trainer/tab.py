"""The trainer tab: networks learn MNIST side by side, with every cure one click away.

On the left what is to be trained (runs, their settings, settings for all), on the right the picture.  The document
holds the experiment; forms edit it, a job trains it, and the picture shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent

from app.data_note import DataNote
from app.export import Exhibit
from app.job_view import JobView
from app.latest_job import LatestJob
from app.tabs.base import Rendering, Watchable
from app.tabs.running import Order
from app.tabs.trainer.commands import COMMANDS
from app.tabs.trainer.exhibit import exhibit_of
from app.tabs.trainer.keeping import KeepingTab
from app.tabs.trainer.limits import check_run, check_settings
from app.tabs.trainer.moments import Moments
from app.tabs.trainer.picture import TrainingPicture
from app.tabs.trainer.races import Races
from app.tabs.trainer.rate_curve import RateCard
from app.tabs.trainer.rendering import rendering_of
from app.tabs.trainer.shelf import Shelf, line_icon
from app.widgets.forms import Form
from app.widgets.run_list import RunList
from app.widgets.transport import Progress, RunRow, Transport, training_detail
from core.config.configuration import Configuration
from core.config.figures import number, share
from core.config.knobs import turned
from core.config.words import LabError, Phrase, joined, mark
from core.cores import cores
from core.jobs import Job, State, Update
from core.scenes import Scene
from core.training.preview import Preview, Previewing
from core.training.questions.shared import Race
from core.training.recording import BUDGET
from core.training.results import Result, level
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import Diverged, Trainer, prepare
from core.training.twins import with_change

LOOK_EVERY = 50
"""Milliseconds between two looks at a training: each costs it the interpreter for some ten."""
PREVIEW_EVERY = 50
"""Milliseconds between two looks at data that are being read."""
NUMBERS_EVERY = 0.22
"""Seconds of work between two changes of the table of numbers."""

_FIXED = mark("app", "Fixed while training: stop first. Learning rate, momentum and weight decay can change.")

_FINISHED = mark("app", "This run has been trained and stays as it is while another is being trained.")

ROWS = 4
"""Runs that the list always has room for."""


class TrainerTab(KeepingTab):
    """Train networks on MNIST or other images."""

    key = "trainer"
    commands = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._trained: Experiment | None = None
        self._snapshots: tuple[Any, ...] = ()
        self._places: tuple[int, ...] = ()
        self._results: list[Result] = []
        self._seen: Experiment | None = None
        self.races = Races()
        self._numbers_at = -1.0
        self._stale = False
        self.picture = TrainingPicture()
        self.run_list = RunList(
            mark("app", "Runs"), mark("app", "Runs that are trained together"), line_icon, ROWS, ROWS
        )
        self.shelf = Shelf()
        self.run_form = Form(RunConfiguration)
        self.run_form.check = lambda run: check_run(self.study, run)
        self.rate_card = RateCard(self.run_form)
        self.settings_form = Form(Settings)
        self.settings_form.check = lambda settings: check_settings(self.study, settings)
        self.transport = Transport()
        self.progress = Progress()
        self.moments = Moments()
        self.run_row = RunRow(self.transport, self.progress, self.moments)
        self.jobs = JobView(self, LOOK_EVERY)
        self.data_note = DataNote(self, self.settings_form)
        self.previewing = LatestJob(self, "job-preview", PREVIEW_EVERY)
        self.arrange(
            head=[self.run_list],
            forms=[self.run_form, self.settings_form],
            under=[self.run_row],
            tail=[self.shelf],
        )
        self.run_form.changed.connect(self.change_run)
        self.settings_form.changed.connect(self.change_settings)
        self.run_list.selected.connect(self.select_run)
        self.shelf.restored.connect(self._on_restored)
        self.shelf.changed.connect(self._on_shelf_changed)
        self.jobs.updated.connect(self._on_updated)
        self.previewing.updated.connect(self._on_previewed)
        self.moments.chosen.connect(lambda step: self.document.look(moment=step))
        self.picture.views.made.connect(lambda panel: panel.connect_tab(self))
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
        self.picture.views.add_actions(self.command_actions.by_id)

    def _reshape(self) -> None:
        super()._reshape()
        if self._presenting:
            self.run_row.present(self.knobs)
        else:
            self.run_row.show_at_desk()

    def _show_knobs(self) -> None:
        super()._show_knobs()
        self.run_row.place()  # before they are laid out

    def forms(self) -> tuple[Form, ...]:
        return self.run_form, self.settings_form

    # -- what is shown

    def scene_opened(self, scene: Scene) -> None:
        self.picture.set_asked(scene.asks)
        self._end_job()
        self.races.leave()
        self.shelf.add([result for result in self._results if result.snapshot.step])
        self.shelf.hide_all()
        self._results = []
        if self.study == self._seen:  # the same scene anew
            self._find_results()
            self._show_results()

    def study_changed(self, before: Experiment | None, after: Experiment) -> None:
        self._seen = after
        if before is not None and not before.computes_like(after) and not self._go_on_with(after):
            self._end_job()
        self._find_results()
        if before is None or before.settings != after.settings:
            self.settings_form.set_value(after.settings)
        if before is None or before.selected != after.selected:
            self.run_form.set_value(after.selected)
        if before is None or before.settings.data != after.settings.data:
            self.data_note.describe(after.settings.data)
        if before is None or _draw_of(before.settings) != _draw_of(after.settings):
            self._preview(after.settings)
        self.rate_card.show_study(after)
        self.run_list.set_runs(after.names(), after.view.selected)
        self.picture.set_settings(after.settings)
        self.picture.set_view(after.view)
        self.picture.set_study(after)
        self.picture.highlight(after.view.selected)
        if not self.is_active and self.jobs.job is None:
            self._rest()
        self._show_results()

    def _find_results(self) -> None:
        """Find what is known of the runs shown; what was shown before and is no more goes to the shelf."""
        before, self._results = self._results, self.races.of(self.study, self._places)
        now = {result.key for result in self._results}
        self.shelf.put_back(now)
        self.shelf.add([result for result in before if result.key not in now and result.snapshot.step])

    def _preview(self, settings: Settings) -> None:
        """Look at the first images of a race, in the background; of others nothing is to be seen any more."""
        self.picture.before.show_preview(None)
        self.settings_form.show_note("train_size", "")
        self.previewing.request(partial(Previewing, settings), at_once=True)

    def _on_previewed(self, preview: Preview | None, _done: bool) -> None:
        if preview is not None and _draw_of(preview.settings) == _draw_of(self.study.settings):
            self.picture.before.show_preview(preview)
            self.settings_form.show_note("train_size", preview.warning())

    @property
    def is_computing(self) -> bool:
        return self.previewing.is_busy or self.picture.views.is_computing

    def _go_on_with(self, after: Experiment) -> bool:
        """Let a training that goes on take over settings that can change on the way; return whether all can."""
        trained, job = self._trained, self.jobs.job
        if not self.is_active or self.transport.state is State.STOPPING or trained is None or job is None:
            return False
        if after.settings != trained.settings or len(after.runs) != len(trained.runs):
            return False
        for place, (old, new) in enumerate(zip(trained.runs, after.runs, strict=True)):
            if old != new and (place not in self._places or not old.can_become(new)):
                return False
        for place, (old, new) in enumerate(zip(trained.runs, after.runs, strict=True)):
            if old != new:
                job.post(_change_of(place, new))
                name = after.names()[place]
                self.told.emit(Phrase(mark("app", "{name} goes on with its new settings"), name=name))
        self._trained = replace(trained, runs=after.runs)
        self._keep()
        return True

    # -- a cure is a twin

    def change_run(self, run: Configuration, merge: str | None = None) -> None:
        assert isinstance(run, RunConfiguration)
        self._change_selected(run, mark("app", "change of a run"), merge)

    def _on_knob_turned(self, path: str, value: Any) -> None:
        owner, _, _ = path.partition(".")
        if owner == "run":
            why = Phrase(mark("app", "change of {label}"), label=self.knobs.cards[path].parameter.label)
            self.attempt(lambda: self._change_selected(turned(self.study, path, value).selected, why, f"knob {path}"))
        elif owner == "runs" and self.is_active and len(self._places) < len(self.study.runs):
            self._refuse_change(_FINISHED)
        else:
            super()._on_knob_turned(path, value)

    def _change_selected(self, run: RunConfiguration, why: Any, merge: str | None) -> None:
        """Change the selected run; one that has been trained stays, and a twin beside it is changed."""
        if self.is_active:
            if self.study.view.selected not in self._places:
                self._refuse_change(_FINISHED)
                return
            trained = set()
        else:
            trained = {result.place for result in self._results}
        if self.study.view.selected in trained and len(self.study.runs) == self.study.most_runs:
            self._refuse_change(Phrase(mark("app", "At most {most} runs."), most=self.study.most_runs))
            return
        before = len(self.study.runs)
        self.document.change(with_change(self.study, run, trained), why, merge)
        if len(self.study.runs) > before:
            text = mark("app", "{name} stands beside what has been trained: Run trains it alone")
            self.told.emit(Phrase(text, name=joined(self.study.names()[-1])))

    def _refuse_change(self, reason: Any) -> None:
        """Say why nothing is changed, and show again what is."""
        self.failed.emit(reason)
        self.run_form.set_value(self.study.selected)
        self._show_knobs()

    def duplicate_run(self) -> None:
        if not self._results:
            super().duplicate_run()
        elif self.can_duplicate and self.attempt(self.commit):  # at the end, so that no curve changes its colour
            self.document.change(self.study.with_added(self.study.selected), mark("app", "duplicate"))

    # -- earlier runs

    def _on_shelf_changed(self) -> None:
        """Show what is to be seen of the shelf; where there is no table, tell the numbers of what is looked at."""
        self._show_results()
        lit = self.shelf.lit()
        if lit is not None and not self.has_numbers:
            final = lit.final()
            parts = {name: share(final.get(f"{name}_accuracy")) for name in ("train", "test")}
            text = mark("app", "{name}: loss {loss}, training {train}, test {test}")
            self.told.emit(Phrase(text, name=joined(lit.name), loss=number(final.get("loss")), **parts))

    def _on_restored(self, result: Result) -> None:
        study = self.study.with_run(self.study.view.selected, result.configuration)
        self.document.change(replace(study, settings=result.settings), mark("app", "settings of an earlier run"))

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
        self._end_job()
        experiment = self._trained = self.study
        finished = {result.place for result in self._results if result.is_finished}
        everyone = range(len(experiment.runs))
        places = self._places = tuple(place for place in everyone if place not in finished) or tuple(everyone)
        begun = self.races.begun(experiment, places)
        self.races.forget([result for result in self._results if result.place in places and result.place not in begun])
        self.shelf.put_back({result.key for result in begun.values()})  # it is part of what comes now
        self.races.begin()
        self._find_results()
        self._numbers_at = -1.0
        self.progress.reset(experiment.settings.steps)
        job = Job(lambda: prepare(experiment, cores(), places=places, budget=BUDGET, begun=begun), name="train")
        self.jobs.watch(job)
        order(job)
        self.show_state(job.state)
        self._show_results()

    def ask(self, order: Order) -> None:
        self.jobs.ask(order)

    def _end_job(self) -> None:
        """End what is being trained; what has come of it is kept."""
        self.jobs.drop()
        self._trained, self._snapshots, self._places = None, (), ()

    def _rest(self) -> None:
        """Show what can be done while nothing is trained."""
        is_complete = len(self._results) == len(self.study.runs)
        self.transport.set_words(self.words_at_rest(is_complete))
        self.progress.reset(self.study.settings.steps)
        self.show_state(State.IDLE)
        if is_complete and all(result.is_finished for result in self._results):
            self.progress.show_finished()

    def _keep(self) -> None:
        """Keep what has come of the training so far."""
        if self._trained is not None and self._snapshots:
            self.races.keep(self.races.number, self._trained, self._snapshots)

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
        self._keep()
        self._results = self.races.of(self.study, self._places)
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
        return list(self._results)

    def training(self) -> tuple[Job, Experiment, Sequence[Any]] | None:
        job, trained = self.jobs.job, self._trained
        return (job, trained, self._snapshots) if self.is_active and job is not None and trained is not None else None

    def show_kept(self) -> None:
        self._end_job()
        self._find_results()
        self._rest()
        self._show_results()

    def _show_results(self, update: Update | None = None) -> None:
        self._stale = False
        self.picture.show_results(self._results, self.shelf.shown(), self.study.names(), self.shelf.lit())
        self.moments.show_training(self.picture.shown)
        now = update.active_seconds if update else 0.0
        if update is None or update.state is not State.RUNNING or not 0 <= now - self._numbers_at < NUMBERS_EVERY:
            self._numbers_at = now
            self.picture.refresh_numbers()
            begun = [result for result in self._results if result.snapshot.step]
            self.tell_answer(Race(self.study, level(begun)))

    # -- for the window

    def watchable(self) -> Watchable | None:
        if self.jobs.job is None or self._trained is None:
            return None
        names, runs = tuple(self._trained.names()), self._trained.runs
        return Watchable(self.jobs.job, names, runs, lambda: self._snapshots, self._places)

    def exhibit(self) -> Exhibit:
        if not self._results:
            raise LabError(mark("app", "there is nothing to export yet: run the training first"))
        return exhibit_of(replace(self.document.scene, study=_trained_part(self.study, self._results)), self._results)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        return rendering_of(scene)

    def shutdown(self, timeout: float) -> bool:
        views = self.picture.views
        closing = self.jobs.close, self.close_files, self.data_note.close, self.previewing.close, views.close_jobs
        ended = [close(timeout) for close in closing]
        return all(ended)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_results()


def _trained_part(study: Experiment, results: Sequence[Result]) -> Experiment:
    """Return the study with the runs alone that there are results of."""
    runs = tuple(result.configuration for result in results)
    selected = min(study.view.selected, len(runs) - 1)
    return replace(study, runs=runs, view=replace(study.view, selected=selected))


def _draw_of(settings: Settings) -> tuple[Any, ...]:
    """Return what decides which images come first."""
    names = ("data", "train_size", "validation_share", "batch_size", "seed", "shift")
    return tuple(getattr(settings, name) for name in names)


def _change_of(place: int, run: RunConfiguration) -> Callable[[Trainer], None]:
    return lambda trainer: trainer.change(place, run)
