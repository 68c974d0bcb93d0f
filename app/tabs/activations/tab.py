"""The activation tab: one to three networks before any training, and what a signal and a gradient go through in them.

On the left what is studied (networks, settings, σ on a slider), on the right the picture.  The document holds the
study; forms and sliders edit it, jobs compute it, and the picture shows what comes back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from app.ahead import Ahead
from app.export import Exhibit
from app.language import say
from app.latest_job import LatestJob
from app.tabs.activations.commands import COMMANDS
from app.tabs.activations.exhibit import Results, exhibit_of, rendering_of
from app.tabs.activations.limits import check_run, check_settings
from app.tabs.activations.painting import mark_icon
from app.tabs.activations.picture import STRIP, TRAINING, WALL, SignalPicture
from app.tabs.activations.sigma import SigmaCard, spread_card
from app.tabs.activations.training import WatchedTraining
from app.tabs.base import Rendering
from app.tabs.running import Order, RunningTab
from app.theme import fit
from app.widgets.forms import Form
from app.widgets.run_list import RunList
from app.widgets.transport import Progress, Transport, training_detail
from core.config.knobs import turned
from core.config.words import LabError, mark
from core.jobs import State, Update
from core.rules.activations import Activation
from core.rules.initializers import Initializer, Normal
from core.scenes import Scene
from core.signals.flow import SignalLab, StudySnapshot, StudyTask, Wall, WallSnapshot
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalTraining, SignalView

OF_ALL = "runs.initializer"
"""The knob of scenes that are about the initial weights of all networks."""
SLOW = 150
"""Milliseconds after which work shows how far it is."""

_FIXED = mark("app", "Fixed while training: stop first. The learning rate can change.")
WATCHING = mark(
    "app", "The film is of a network of another tab: choose this tab's network above the film to change it."
)


class ActivationsTab(RunningTab):
    """Watch signals and gradients, layer by layer."""

    key = "activations"
    menu = mark("app", "&Signals")
    commands = COMMANDS
    card_of = staticmethod(spread_card)
    answers_when_run = False

    def __init__(self) -> None:
        super().__init__()
        self._flows: StudySnapshot | None = None
        self._wall: WallSnapshot | None = None
        self._flows_asked: SignalStudy | None = None
        self._wall_asked: SignalStudy | None = None
        self._labs = SignalLab(), SignalLab()  # one each: a lab is not for two jobs at a time
        self._film_step = 0
        self._lock_reason: Any = ""
        self.picture = SignalPicture()
        self.run_list = RunList(mark("app", "Networks"), mark("app", "Networks that are compared"), mark_icon, 3)
        self.run_form = Form(SignalConfiguration)
        self.run_form.check = lambda run: check_run(self.study, run)
        self.sigma = SigmaCard()
        self.settings_form = Form(SignalSettings)
        self.settings_form.check = lambda settings: check_settings(self.study, settings)
        self.training_form = Form(SignalTraining)
        self.new_draw = QPushButton()
        say(self.new_draw, mark("app", "New draw"))
        fit(self.new_draw.setMinimumHeight, lambda m: m.button)
        self.desk = (self.new_draw,)
        self.transport = Transport()
        self.progress = Progress()
        self.flow_job = LatestJob(self, "job-study")
        self.wall_job = LatestJob(self, "job-wall")
        self.training = WatchedTraining(self)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self.arrange(
            head=[self.run_list],
            forms=[self.training_form, self.run_form, self.sigma, self.settings_form],
            foot=[self.new_draw, self.transport],
            under=[self.progress],
        )
        self._connect()
        self.ahead = Ahead(self, self.picture.functions.make_ahead)
        self.begin()

    def _connect(self) -> None:
        self.run_list.selected.connect(self.select_run)
        self.run_form.changed.connect(self.change_run)
        self.settings_form.changed.connect(self.change_settings)
        self.training_form.changed.connect(self._on_training_settings)
        self.sigma.moved.connect(self._on_sigma)
        self.sigma.released.connect(self.document.settle)
        self.sigma.rule_chosen.connect(self._on_rule)
        picture = self.picture
        picture.layer_chosen.connect(lambda layer: self.document.look(layer=layer))
        picture.wall.moved.connect(lambda row, column: self.document.look(wall_row=row, wall_column=column))
        picture.wall.chosen.connect(self._on_cell)
        picture.functions.chosen.connect(self._on_function)
        picture.film.source_chosen.connect(self._on_source)
        picture.film.step_chosen.connect(self._on_film_step)
        picture.film.quantity_chosen.connect(lambda quantity: self.document.look(quantity=quantity))
        self.flow_job.updated.connect(self._on_flows)
        self.wall_job.updated.connect(self._on_wall)
        for job in (self.flow_job, self.wall_job):
            job.failed.connect(self._on_failed)
        self.training.filmed.connect(lambda: self.picture.show_film(self.training.film))
        self.training.updated.connect(self._on_training_updated)
        self.training.changed.connect(self._on_training_changed)
        self._slow.timeout.connect(self._show_slow_work)

    def bind_buttons(self) -> None:
        super().bind_buttons()
        bind = self.command_actions.bind
        for view, button in self.picture.buttons.items():
            bind(button, view)
        bind(self.picture.log, "log")
        bind(self.picture.numbers, "numbers")
        bind(self.new_draw, "draw")
        bind(self.run_list.duplicate, "duplicate")
        bind(self.run_list.remove, "remove")

    def forms(self) -> tuple[Form, ...]:
        return self.training_form, self.run_form, self.settings_form

    @classmethod
    def empty_scene(cls) -> Scene:
        return Scene("untitled", "", cls.key, SignalStudy(view=SignalView(scale="log")))

    # -- what is shown

    def scene_opened(self, scene: Scene) -> None:
        self._show_controls()
        self.picture.set_asked(bool(scene.asks))
        self.training.drop(self.study)
        self.progress.reset(self.study.settings.training.steps)
        if self._flows is not None and self._flows.study.flow_inputs != self.study.flow_inputs:
            self._flows = None
            self.flow_job.stop()
        if self._wall is not None and self._wall.study.wall_inputs != self.study.wall_inputs:
            self._wall = self._wall_asked = None

    def study_changed(self, before: SignalStudy | None, after: SignalStudy) -> None:
        if before is None or not before.computes_like(after) or before.view.selected != after.view.selected:
            self._show_controls()
        self.training.follow(after)
        self._show_study()
        if before is None or before.view.focus != after.view.focus:
            self._show_focus()
        elif self.focus == TRAINING and before.selected != after.selected:
            self._show_sources()
        self._compute()
        self._tell()

    def _tell(self) -> None:
        """Answer the question of the scene by what the view in front shows."""
        self.tell_answer({WALL: self._wall, TRAINING: None}.get(self.focus, self._flows))

    def _show_controls(self) -> None:
        study = self.study
        self.settings_form.set_value(study.settings)
        self.training_form.set_value(study.settings.training)
        self.run_form.set_value(study.selected)
        self.sigma.set_value(study.selected.initializer, study.selected.nodes, self._is_of_all)
        self.run_list.set_runs(study.names(), study.view.selected)

    def _show_study(self) -> None:
        """Show the study in the picture; the place in the film of another tab's network is no part of it."""
        study = self.study
        self.picture.show_study(study.with_view(step=self._film_step) if self.training.source else study)

    def _show_focus(self) -> None:
        """Offer what goes with the view in front."""
        training = self.focus == TRAINING
        self.training_form.setVisible(training)
        self.transport.setVisible(training)
        self.progress.setVisible(training)
        self.new_draw.setVisible(not training and not self._presenting)
        self.picture.bar.setVisible(False)
        self.training.set_looking(training and self.isVisible())
        self._lock()
        self._show_sources()

    @property
    def focus(self) -> str:
        """The view in front."""
        focus: str = self.study.view.focus
        return focus

    def show_view(self, view: str) -> None:
        """Bring a view to the front."""
        self.document.look(focus=view)

    def toggle_log(self) -> None:
        """Show gradients in decades, or evenly."""
        self.document.look(scale="linear" if self.is_log else "log")

    @property
    def is_log(self) -> bool:
        """Whether gradients are shown in decades."""
        return bool(self.study.view.scale == "log")

    def toggle_numbers(self) -> None:
        """Show all numbers and all that is to be said of them, or the few that matter."""
        self.document.look(numbers=not self.is_numbered)

    @property
    def is_numbered(self) -> bool:
        """Whether all numbers are shown."""
        return bool(self.study.view.numbers)

    # -- editing

    @property
    def _is_of_all(self) -> bool:
        """Whether the scene is about the initial weights of all networks."""
        return OF_ALL in self.document.scene.knobs

    def _on_sigma(self, sigma: float) -> None:
        self._on_rule(Normal(sigma), merge="sigma")

    def _on_rule(self, initializer: Initializer, merge: str | None = None) -> None:
        path = OF_ALL if self._is_of_all else "run.initializer"
        self.document.change(turned(self.study, path, initializer), mark("app", "change of the initial weights"), merge)

    def _on_function(self, activation: Activation) -> None:
        if self.is_locked:
            self.failed.emit(self._lock_reason)
        else:
            self.change_run(replace(self.study.selected, activation=activation))

    def _on_cell(self, row: int, column: int) -> None:
        """Show a cell of the wall large."""
        if self.is_locked:
            self.failed.emit(self._lock_reason)
            return
        activation, initializer = self.picture.wall.pair((row, column))
        run = replace(self.study.selected, activation=activation, initializer=initializer)
        study = self.study.with_run(self.study.view.selected, run)
        shown = study.with_view(focus=STRIP, wall_row=row, wall_column=column)
        self.document.change(shown, mark("app", "choose a cell of the wall"))

    def _on_training_settings(self, training: SignalTraining) -> None:
        self.change_settings(replace(self.study.settings, training=training))

    @property
    def can_draw(self) -> bool:
        """Whether other random numbers may be drawn."""
        return not self.is_locked

    def draw_again(self) -> None:
        """Take other random numbers."""
        if self.can_draw:
            self.document.change(self.study.with_seed((self.study.seed + 1) % 2**31), mark("app", "new draw"))

    # -- computing

    @property
    def is_computing(self) -> bool:
        return self.flow_job.is_busy or self.wall_job.is_busy or self.picture.is_in_making

    def _show_slow_work(self) -> None:
        """Show how far the work is, where it has taken a while and its picture is waited for."""
        job = self.wall_job if self.focus == WALL else self.flow_job
        self.picture.bar.setVisible(job.is_busy and self.focus != TRAINING)

    def _compute(self) -> None:
        """Compute what is to be seen and is not there; of several changes meanwhile, the newest."""
        study, (flow_lab, wall_lab) = self.study, self._labs
        if self._flows_asked is None or self._flows_asked.flow_inputs != study.flow_inputs:
            self._flows_asked = study if self.isVisible() else None
            if self.isVisible():
                self.flow_job.request(lambda: StudyTask(study, lab=flow_lab))
                self._slow.start()
            else:
                self.flow_job.cancel()
        if self.focus != WALL or not self.isVisible():
            if self.wall_job.is_busy:  # nobody sees it
                self._wall_asked = None
                self.wall_job.cancel()
        elif self._wall_asked is None or self._wall_asked.wall_inputs != study.wall_inputs:
            self._wall_asked = study
            self.wall_job.request(lambda: Wall(study, lab=wall_lab), at_once=True)
            self._slow.start()

    def _on_flows(self, snapshot: StudySnapshot, done: bool) -> None:
        self._show_bar(snapshot.done, snapshot.total, done)
        if snapshot.complete:
            self._flows = snapshot
            self.picture.show_flows(snapshot)
            self._tell()

    def _on_wall(self, snapshot: WallSnapshot, done: bool) -> None:
        self._show_bar(len(snapshot.cells), snapshot.total, done)
        self._wall = snapshot
        self.picture.show_wall(snapshot)
        if snapshot.complete:
            self._tell()

    def _show_bar(self, done: int, total: int, over: bool) -> None:
        self.picture.bar.setRange(0, total)
        self.picture.bar.setValue(done)
        if over:
            self._slow.stop()
            self.picture.bar.setVisible(False)

    def _on_failed(self, error: Exception) -> None:
        self._flows_asked = self._wall_asked = None
        self.picture.bar.setVisible(False)
        if isinstance(error, LabError):
            self.failed.emit(error.phrase)
        else:
            self.failed.emit(mark("app", "The computation failed; details are in the log."))

    # -- training

    @property
    def is_watching(self) -> bool:
        """Whether the film of a network of another tab is to be seen."""
        return self.focus == TRAINING and self.training.source > 0

    @property
    def is_locked(self) -> bool:
        return bool(self._lock_reason)

    @property
    def can_run(self) -> bool:
        """Whether a training can be begun, held or gone on with: where it is seen."""
        return self.focus == TRAINING and self.transport.can_run

    @property
    def can_stop(self) -> bool:
        """Whether there is a training to stop, and it is seen."""
        return self.focus == TRAINING and self.transport.can_stop

    def reason_against(self, id: str) -> Any:
        locks = self.is_locked and id in ("draw", "duplicate", "remove")
        return self._lock_reason if locks else super().reason_against(id)

    @property
    def is_active(self) -> bool:
        return self.training.is_active

    def ask(self, order: Order) -> None:
        self.training.jobs.ask(order)

    def show_state(self, state: State) -> None:
        self.training.set_state(state)

    def work_on(self, order: Order) -> None:
        try:
            self.commit()
            if not self.is_active:
                self.progress.reset(self.study.settings.training.steps)
                if self.training.trained is not None:  # what is new is to be seen, not the step of the last film
                    self.document.look(step=0)
            self.training.command(self.study, order)
        except LabError as error:
            self.refuse(error)
            return
        self.failed.emit("")

    def _on_training_changed(self) -> None:
        self.transport.set_state(self.training.state)
        self._lock()
        self._show_study()
        self._show_sources()
        self.command_actions.sync()

    def _lock(self) -> None:
        """Forbid changes of the network while it trains, and while another is to be seen."""
        reason = WATCHING if self.is_watching else _FIXED if self.training.state.is_active else ""
        if reason != self._lock_reason:
            self._lock_reason = reason
            for form in self.forms():
                form.lock(reason)
            self.sigma.lock(reason)
            self.knobs.lock(reason)

    def _show_sources(self) -> None:
        """Name the networks of which there is a film; that of another tab stands in the title."""
        names = self.training.names(self.study)
        self.picture.film.set_sources(names, self.training.source)
        if self.is_watching:
            self.picture.head.set_text(names[self.training.source])
        else:
            self.picture.head.set_scene(self.document.scene)

    def _on_source(self, source: int) -> None:
        self._film_step = 0
        self.training.choose(source)

    def _on_film_step(self, step: int) -> None:
        if self.training.source:
            self._film_step = step
            self._show_study()
        else:
            self.document.look(step=step)

    def _on_training_updated(self, update: Update) -> None:
        self.tell_failure(update, mark("app", "The computation failed; details are in the log."))
        snapshot = next((snapshot for snapshot in update.snapshots if snapshot is not None), None)
        if snapshot is None:
            self.progress.show_state(update.state)
            return
        detail = training_detail(snapshot.step, snapshot.steps, snapshot.steps_per_epoch)
        doing = mark("app", "measuring accuracy") if snapshot.evaluating else ""
        self.progress.show_update(update, snapshot.step, snapshot.steps, detail, doing)

    # -- for the window

    def exhibit(self) -> Exhibit:
        study, trained, watched = self.study, self.training.trained, ""
        if self.is_watching:
            study, trained = study.with_view(step=self._film_step), None
            watched = self.training.names(study)[self.training.source]
        results = Results(self._flows, self._wall, self.training.film.still(), trained, watched)
        return exhibit_of(replace(self.document.scene, study=study), results)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        return rendering_of(scene)

    def shutdown(self, timeout: float) -> bool:
        ended = [job.close(timeout) for job in (self.flow_job, self.wall_job, self.training)]
        for lab in self._labs if all(ended) else ():  # what they keep is large
            lab.forget()
        return all(ended)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.training.set_looking(self.focus == TRAINING)
        self._compute()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.training.set_looking(False)
        self._compute()
