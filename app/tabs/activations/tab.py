"""The activation tab: one to three networks before any training, and what a signal and a gradient go through in them.

On the left what is studied (networks, settings, σ on a slider), on the right the picture.  The tab holds the study as
frozen values; forms and sliders edit them, a bench computes them, and the picture shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.export import Exhibit
from app.language import language
from app.latest_job import Bench
from app.notes import note_of
from app.tabs.activations.desk import TrainingDesk
from app.tabs.activations.exhibit import Shown, exhibit_of, rows_of
from app.tabs.activations.panel import FIXED, ControlPanel
from app.tabs.activations.picture import STRIP, TRAINING, WALL, SignalPicture
from app.tabs.activations.rendering import rendering_of
from app.tabs.base import Rendering, Tab
from app.theme import GAP
from core.config.words import LabError, mark
from core.rules.activations import Activation, Sigmoid
from core.rules.initializers import Initializer, Normal
from core.scenes import Scene
from core.signals.flow import StudySnapshot, StudyTask, Wall, WallSnapshot
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalView, names_of_networks

SLOW = 150
"""Milliseconds after which work shows how far it is."""


class ActivationsTab(Tab):
    """Watch signals and gradients, layer by layer."""

    key = "activations"
    menu = mark("app", "&Signals")

    def __init__(self) -> None:
        super().__init__()
        self._scene = Scene("untitled", "", self.key, SignalStudy(view=SignalView(scale="log")))
        self._settings = SignalSettings()
        self._rows = [SignalConfiguration()]
        self._current = 0
        self._seen: StudySnapshot | None = None
        self._wall: WallSnapshot | None = None
        self._wall_of: tuple[Any, ...] | None = None
        self._stale = True

        self.picture = SignalPicture()
        self.panel = ControlPanel()
        self.bench = Bench(self, "job-study")
        self.wall_bench = Bench(self, "job-wall")
        self.desk = TrainingDesk(self, self.panel, self.picture.training)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW)
        self._arrange()
        self._connect()
        self._make_actions()
        self.show_scene(self._scene)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.picture, 1)
        right.addWidget(self.desk.progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.panel)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.panel.rows.selected.connect(self._on_selected)
        self.panel.rows.duplicated.connect(self._on_duplicated)
        self.panel.rows.removed.connect(self._on_removed)
        self.panel.run_form.changed.connect(self._on_row_changed)
        self.panel.settings_form.changed.connect(self._on_settings_changed)
        self.panel.sigma.moved.connect(lambda sigma: self._on_rule(Normal(sigma)))
        self.panel.sigma.rule_chosen.connect(self._on_rule)
        self.panel.new_draw.clicked.connect(self.draw_again)
        self.picture.view_chosen.connect(self.show_view)
        self.picture.wall.chosen.connect(self._on_cell)
        self.picture.functions.chosen.connect(self._on_function)
        self.picture.strip.layer_chosen.connect(lambda row, layer: self.picture.set_layer(layer))
        self.bench.updated.connect(self._on_study)
        self.wall_bench.updated.connect(self._on_wall)
        for bench in (self.bench, self.wall_bench):
            bench.failed.connect(self._on_failed)
        self.desk.failed.connect(self._on_failed)
        self.desk.refused.connect(self.failed)
        self.desk.watching.connect(self.picture.set_watched)
        self._slow.timeout.connect(lambda: self.picture.bar.setVisible(self._is_computing))
        language.changed.connect(self._show_note)

    def _make_actions(self) -> None:
        views = {
            mark("app", "Strip of layers"): "strip",
            mark("app", "Wall of functions and rules"): "wall",
            mark("app", "Gradient of every layer"): "gradients",
            mark("app", "Activation functions"): "functions",
            mark("app", "Strip while training"): "training",
        }
        self._actions = [
            self.action(text, f"Alt+{number}", lambda view=view: self.show_view(view))  # type: ignore[misc]
            for number, (text, view) in enumerate(views.items(), 1)
        ]
        self._actions += [
            self.action(mark("app", "New draw"), "Ctrl+N", self.draw_again),
            self.action(mark("app", "Duplicate network"), "Ctrl+D", self._duplicate_current),
            self.action(mark("app", "Gradients in decades"), "Ctrl+L", self.picture.log.toggle),
        ]

    def actions_for_menu(self) -> list[QAction]:
        return self._actions

    # -- scenes

    def show_scene(self, scene: Scene) -> None:
        assert isinstance(scene.study, SignalStudy)
        self._scene = scene
        self._settings = scene.study.settings
        self._rows = list(scene.study.runs)
        self._current = 0
        self._seen = self._wall = self._wall_of = None
        self.desk.begin(self._rows[0], self._settings)
        self.panel.settings_form.set_value(self._settings)
        self.picture.log.setChecked(scene.study.view.scale == "log")
        self.picture.set_layer(0)
        self._show_note()
        self.show_view(scene.study.view.focus)
        self._show_rows()
        self._compute(at_once=True)

    def scene(self) -> Scene:
        self.panel.commit()
        scale = "log" if self.picture.log.isChecked() else "linear"
        view = replace(self._scene.study.view, focus=self.picture.view, scale=scale, selected=0)
        return replace(self._scene, study=replace(self.study(), view=view))

    def study(self) -> SignalStudy:
        """Return what is studied; raise `LabError` when it is too large."""
        return SignalStudy(self._settings, tuple(self._rows), replace(self._scene.study.view, selected=0))

    def _show_note(self) -> None:
        self.picture.set_scene(self._scene.title, note_of(self._scene.id))

    # -- editing

    def show_view(self, view: str) -> None:
        """Bring a view to the front."""
        self.picture.show_view(view)
        training = view == TRAINING
        self.panel.set_training(training)
        self.picture.bar.setVisible(False)
        self.desk.lesson.set_looking(training and self.isVisible())
        self.desk.show(training)
        if view == WALL:
            self._compute_wall()
        else:
            self._leave_wall()

    def _leave_wall(self) -> None:
        """Compute no wall that nobody sees."""
        if self.wall_bench.is_busy:
            self._wall_of = None
            self.wall_bench.cancel()

    def _on_row_changed(self, row: SignalConfiguration) -> None:
        self._rows[self._current] = row
        self._show_rows()
        self._compute()

    def _on_rule(self, initializer: Initializer) -> None:
        self._on_row_changed(replace(self._rows[self._current], initializer=initializer))

    def _on_function(self, activation: Activation) -> None:
        if not self.desk.is_active:
            self._on_row_changed(replace(self._rows[self._current], activation=activation))

    def _on_cell(self, activation: Activation, initializer: Initializer) -> None:
        if self.desk.is_active:
            self.failed.emit(FIXED)
            return
        row = replace(self._rows[self._current], activation=activation, initializer=initializer)
        self.show_view(STRIP)
        self._on_row_changed(row)

    def _on_settings_changed(self, settings: SignalSettings) -> None:
        self._settings = settings
        self._show_rows()
        self._compute()

    def draw_again(self) -> None:
        """Take other random numbers."""
        if not self.panel.is_locked:
            self._settings = self._settings.with_value("seed", (self._settings.seed + 1) % 2**31)
            self.panel.settings_form.set_value(self._settings)
            self._compute()

    def _on_selected(self, row: int) -> None:
        self._current = row
        self._show_rows()
        self._show_study()
        if self.picture.view == WALL:
            self._compute_wall()

    def _duplicate_current(self) -> None:
        if self.panel.rows.duplicate.isEnabled():
            self._on_duplicated(self._current)

    def _on_duplicated(self, row: int) -> None:
        try:
            self.panel.commit()
        except LabError as error:
            self.failed.emit(error.phrase)
            return
        self._rows.insert(row + 1, self._rows[row])
        self._current = row + 1
        self._show_rows()
        self._compute()

    def _on_removed(self, row: int) -> None:
        del self._rows[row]
        self._current = min(row, len(self._rows) - 1)
        self._show_rows()
        self._compute()

    def _show_rows(self) -> None:
        row = self._rows[self._current]
        self.panel.run_form.set_value(row)
        self.panel.sigma.set_value(row.initializer, row.nodes)
        self.panel.rows.set_rows(names_of_networks(self._rows), self._current)
        self.desk.set_row(row, self._settings)

    # -- computing

    @property
    def _is_computing(self) -> bool:
        bench = self.wall_bench if self.picture.view == WALL else self.bench
        return bench.is_busy and self.picture.view != TRAINING

    def _compute(self, at_once: bool = False) -> None:
        """Compute the study as it is now; of several changes meanwhile, the newest."""
        try:
            study = self.study()
        except LabError as error:
            self._show_size_fault(error)
            return
        self._stale = not self.isVisible()
        if self._stale:
            self.bench.cancel()
            return
        self.bench.request(lambda lab: StudyTask(study, lab=lab), at_once)
        self._slow.start()
        if self.picture.view == WALL:
            self._compute_wall()

    def _show_size_fault(self, error: LabError) -> None:
        """Show what is too large beside the nodes, or in the message bar when it is another row's."""
        parts = error.field.split(".")
        if parts[1:2] == [str(self._current)]:
            self.panel.run_form.show_fault(LabError(error.phrase.template, field=parts[-1], **error.phrase.values))
        else:
            self.failed.emit(error.phrase)

    def _compute_wall(self) -> None:
        row, settings = self._rows[self._current], self._settings
        key = (replace(row, activation=Sigmoid(), initializer=Normal(1.0)), settings)
        if key == self._wall_of or not self.isVisible():
            return
        self._wall_of = key
        self.wall_bench.request(lambda lab: Wall(row, settings, lab=lab), at_once=True)
        self._slow.start()

    def _on_study(self, snapshot: StudySnapshot, done: bool) -> None:
        self._show_bar(snapshot.done, snapshot.total, done)
        if not snapshot.complete:
            return
        self._seen = snapshot
        self._show_study()

    def _show_study(self) -> None:
        if self._seen is not None:
            rows = rows_of(self._seen.study.runs, self._seen.flows)
            self.picture.show_study(rows, self._seen.study.settings, self._current)

    def _on_wall(self, snapshot: WallSnapshot, done: bool) -> None:
        self._show_bar(len(snapshot.cells), snapshot.total, done)
        self._wall = snapshot
        if self.picture.view == WALL:
            self.picture.show_wall(snapshot)

    def _show_bar(self, done: int, total: int, over: bool) -> None:
        self.picture.bar.setRange(0, total)
        self.picture.bar.setValue(done)
        if over:
            self._slow.stop()
            self.picture.bar.setVisible(False)

    def _on_failed(self, error: Exception) -> None:
        self.picture.bar.setVisible(False)
        if isinstance(error, LabError):
            self.failed.emit(error.phrase)
        else:
            self.failed.emit(mark("app", "The computation failed; details are in the log."))

    # -- for the window

    def _shown(self) -> Shown:
        rows = rows_of(self._seen.study.runs, self._seen.flows) if self._seen else ()
        training = self.picture.training
        return Shown(
            rows,
            self._seen.study.settings if self._seen else self._settings,
            self._current,
            self.picture.layer,
            self.picture.log.isChecked(),
            self._wall,
            training.film if len(training.film) else None,
            training.place,
            training.losses(),
            self.picture.watched,
        )

    def exhibit(self) -> Exhibit:
        shown = self._shown()
        view = self.picture.view
        missing = {WALL: shown.wall is None or not shown.wall.complete, TRAINING: shown.film is None}
        if missing.get(view, not shown.rows):
            raise LabError(mark("app", "there is nothing to export yet: let it run first"))
        study = self._seen.study if self._seen else self.study()
        return exhibit_of(replace(self._scene, study=study.with_view(focus=view, selected=0)), shown)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        return rendering_of(scene)

    def shutdown(self, timeout: float) -> bool:
        ended = [self.bench.close(timeout), self.wall_bench.close(timeout), self.desk.lesson.close(timeout)]
        return all(ended)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[Qt.Key, Callable[[], Any]] = {
            Qt.Key(Qt.Key.Key_1 + place): lambda view=view: self.show_view(view)  # type: ignore[misc]
            for place, view in enumerate(self.picture.buttons)
        }
        keys |= {Qt.Key.Key_L: self.picture.log.toggle, Qt.Key.Key_N: self.draw_again}
        if self.picture.view == TRAINING:
            keys |= {
                Qt.Key.Key_Space: self.panel.transport.toggle,
                Qt.Key.Key_S: self.panel.transport.step.click,
                Qt.Key.Key_Escape: self.desk.stop,
            }
        slot = keys.get(Qt.Key(event.key()))
        if slot and not event.modifiers():
            slot()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.lesson.set_looking(self.picture.view == TRAINING)
        if self._stale:
            self._compute()
        if self.picture.view == WALL:
            self._compute_wall()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.desk.lesson.set_looking(False)
        self._leave_wall()
