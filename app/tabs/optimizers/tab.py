"""The optimizer tab: see why SGD zig-zags, and what the others do about it.

On the left the surface, the list of optimizers, the settings of the one that is selected; on the right the picture, and
under it the film.  The tab holds the configuration as frozen values; paths are traced anew after every change.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.export import Exhibit
from app.job_view import JobView
from app.language import language, say
from app.notes import note_of
from app.tabs.base import Rendering, Tab
from app.tabs.optimizers.exhibit import exhibit_of
from app.tabs.optimizers.items import Path
from app.tabs.optimizers.paths import PathList, entries_of, usual
from app.tabs.optimizers.picture import DescentPicture, Traces
from app.tabs.optimizers.whatif import FACTOR, WhatIf, ladder
from app.theme import GAP
from app.widgets.forms import Form, card, commit_forms, titled_card
from app.widgets.formulas import FormulaLabel, Line
from app.widgets.playback import Playback
from core.config.figures import rounded, setting
from core.config.words import LabError, Phrase, mark
from core.descent.study import Descent, DescentSettings, DescentView
from core.descent.surfaces import Surface
from core.descent.sweep import Sweep
from core.descent.trajectory import Tracing, rate_limit, trace
from core.jobs import Failed, Job, State, Update
from core.rules.optimizers import Optimizer
from core.scenes import Scene

CONTROLS_WIDTH = 304
SHORT_LABELS, SHOW_LABELS = 84, 100
"""Pixels for the labels of forms whose values are longer than they."""
AT_ONCE = 0.025
"""Seconds of tracing up to which it is done in the window's own thread."""
UPDATE = 15e-6
"""Seconds that one step of one rule takes, about."""
MOST_GHOSTS = 6
MOST_STARTS = 8
FEWEST_SWEPT = 100
"""Steps of the paths of a map, at least: shorter ones seldom arrive."""


class OptimizersTab(Tab):
    """Trace optimizers on a surface."""

    key = "optimizers"
    menu = mark("app", "&Path")

    def __init__(self) -> None:
        super().__init__()
        self._descent = Descent()
        self._scene = Scene("untitled", "", self.key, self._descent)
        self._ghosts: list[Path] = []
        self._traces: Traces | None = None
        self._traced: Descent | None = None
        self._place: int | None = None
        self._cost: tuple[Any, float] = (None, 0.0)
        self._clicked: tuple[float, tuple[tuple[float, float], ...]] = (0.0, ())
        self.settings_form = Form(DescentSettings, label_width=SHORT_LABELS)
        self.show_form = Form(DescentView, label_width=SHOW_LABELS)
        self.path_list = PathList()
        self.what_if = WhatIf()
        self.rule_card, self._rule_column = titled_card(mark("app", "Selected optimizer"))
        self.rule_forms: dict[type[Optimizer], Form] = {}
        self.reset_rule = QPushButton()
        self.formula = FormulaLabel()
        self.picture = DescentPicture()
        self.playback = Playback()
        self.tracing = JobView(self)
        self.sweeping = JobView(self)
        self._arrange()
        self._connect()
        self._make_actions()
        self.show_scene(self._scene)

    def _arrange(self) -> None:
        say(self.reset_rule, mark("app", "Back to the lecture's values"))
        self._rule_column.addWidget(self.reset_rule)
        surface_card = self.settings_form.fields["surface"].parentWidget()
        surface_card.layout().addWidget(self.formula)  # type: ignore[union-attr]
        column = QWidget()
        column.setObjectName("column")
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, GAP // 2, 0)
        stack.setSpacing(GAP)
        for part in (self.path_list, self.what_if, self.settings_form, self.rule_card, self.show_form):
            stack.addWidget(part)
        stack.addStretch(1)
        self.forms = QScrollArea()
        self.forms.setWidgetResizable(True)
        self.forms.setFrameShape(QFrame.Shape.NoFrame)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forms.setWidget(column)
        self.forms.setFixedWidth(CONTROLS_WIDTH)
        transport, line = card()
        line.addWidget(self.playback)
        self.transport = transport
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.picture, 1)
        right.addWidget(transport)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.forms)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.settings_form.changed.connect(self._on_settings_changed)
        self.show_form.changed.connect(self._on_show_changed)
        self.path_list.changed.connect(self._on_paths_changed)
        self.path_list.selected.connect(self._on_selected)
        self.path_list.nudged.connect(lambda up: self.scale_rate(FACTOR if up else 1 / FACTOR))
        self.what_if.rate_changed.connect(self._on_rate)
        self.what_if.ladder_clicked.connect(self.show_ladder)
        self.reset_rule.clicked.connect(self._on_reset_rule)
        self.playback.moved.connect(self.picture.set_place)
        self.picture.focus_changed.connect(self.set_focus)
        self.picture.readings.kind_changed.connect(self._on_reading)
        self.picture.panel_added.connect(self._connect_plot)
        self.picture.map.asked.connect(self._sweep)
        self.picture.map.picked.connect(self._on_picked)
        self.picture.map.stop_clicked.connect(self.sweeping.drop)
        self.picture.overlay.view_reset.connect(self._on_double_click)
        self.tracing.updated.connect(self._on_traced)
        self.sweeping.updated.connect(self._on_swept)
        self._connect_plot(self.picture.overlay)
        language.changed.connect(self._show_note)

    def _connect_plot(self, plot: Any) -> None:
        plot.start_moved.connect(self._on_start_moved)
        plot.start_added.connect(self._on_start_added)

    def _make_actions(self) -> None:
        def focus(key: str) -> Callable[[], None]:
            return lambda: self.set_focus(key)

        self._actions = [
            self.action(mark("app", "Play or hold"), "Ctrl+R", self.playback.toggle),
            self.action(mark("app", "One step on"), "Ctrl+Right", self.playback.step_on),
            self.action(mark("app", "One step back"), "Ctrl+Left", self.playback.step_back),
            self.action(mark("app", "Bigger learning rate"), "Ctrl+]", lambda: self.scale_rate(FACTOR)),
            self.action(mark("app", "Smaller learning rate"), "Ctrl+[", lambda: self.scale_rate(1 / FACTOR)),
            self.action(mark("app", "Ladder of five rates"), "Ctrl+Shift+L", self.show_ladder),
            self.action(mark("app", "Duplicate optimizer"), "Ctrl+D", self.path_list.duplicate_current),
            self.action(mark("app", "All paths in one picture"), "Ctrl+1", focus("overlay")),
            self.action(mark("app", "One panel a path"), "Ctrl+2", focus("grid")),
            self.action(mark("app", "Sensitivity map"), "Ctrl+3", focus("map")),
            self.action(mark("app", "Readings in decades"), "Ctrl+L", self.picture.readings.log.toggle),
            self.action(mark("app", "Whole view"), "Ctrl+0", self.picture.reset_view),
        ]

    def actions_for_menu(self) -> list[QAction]:
        return self._actions

    # -- scenes

    def show_scene(self, scene: Scene) -> None:
        descent = scene.study
        assert isinstance(descent, Descent)
        self._scene, self._descent = scene, descent
        self._ghosts = []
        self.playback.pause()
        self.settings_form.set_value(descent.settings)
        self.show_form.set_value(descent.view)
        self.path_list.set_entries(entries_of(descent.runs, descent.settings.surface))
        self._descent = replace(descent, runs=self.path_list.runs())
        self.picture.set_scene(scene.title, note_of(scene.id))
        self.picture.follow.setChecked(False)
        self.picture.reset_view()
        self.picture.readings.log.setChecked(scene.study.view.scale == "log")
        self._show_rule()
        self._retrace(place=descent.settings.steps)
        self.set_focus(scene.study.view.focus)

    def scene(self) -> Scene:
        self._commit()
        scale = "log" if self.picture.readings.log.isChecked() else "linear"
        view = replace(self._descent.view, focus=self.picture.focus, scale=scale)
        return replace(self._scene, study=replace(self._descent, view=view))

    def _show_note(self) -> None:
        self.picture.note.setText(note_of(self._scene.id))

    def set_focus(self, focus: str) -> None:
        """Bring the overlay, the panels or the map to the front."""
        self.picture.set_focus(focus)
        self._show_transport()
        if focus == "map":
            self.playback.pause()
            self._sweep()
        else:
            self.sweeping.drop()

    def descent(self) -> Descent:
        """Return what is shown."""
        return self._descent

    def _commit(self) -> None:
        """Take over what has been typed; raise `LabError`, shown beside its field, when it is not valid."""
        commit_forms((self.settings_form, self.rule_forms[type(self.path_list.rule)]), self.forms)
        self.path_list.commit()

    # -- editing

    def _on_settings_changed(self, settings: DescentSettings) -> None:
        before = self._descent.settings
        self._ghosts = []
        if _function(settings.surface) != _function(before.surface):
            surface = settings.surface
            steps = surface.steps if settings.steps == before.surface.steps else settings.steps
            settings = replace(settings, start=(surface.start,), steps=steps)
            self._suit(settings)
        elif not all(_inside(start, settings.surface.view) for start in settings.start):
            settings = replace(settings, start=(settings.surface.start,))
        self.settings_form.set_value(settings)
        place = settings.steps if self.playback.place == self.playback.end else None
        self._change(settings=settings, place=place)

    def _suit(self, settings: DescentSettings) -> None:
        """Give every optimizer a learning rate that suits the surface."""
        entries = [
            replace(entry, rule=entry.rule.with_value("lr", usual(type(entry.rule), settings.surface).lr))
            for entry in self.path_list.entries()
        ]
        self.path_list.set_entries(entries, self.path_list.current)
        self._descent = replace(self._descent, runs=self.path_list.runs())
        self._ghosts = []
        self._show_rule()

    def _on_show_changed(self, show: DescentView) -> None:
        self._descent = replace(self._descent, view=show)
        self._show_transport()
        self._show_traces()

    def _on_reading(self, kind: str) -> None:
        show = replace(self._descent.view, reading=kind)
        self.show_form.set_value(show)
        self._on_show_changed(show)

    def _show_transport(self) -> None:
        self.transport.setVisible(self.picture.focus != "map" and self._descent.view.paths)

    def _on_paths_changed(self) -> None:
        self._ghosts = []
        self._change(runs=self.path_list.runs())

    def _on_selected(self) -> None:
        self._show_rule()
        self._show_traces()

    def _on_rule_changed(self, rule: Optimizer) -> None:
        before = self.path_list.rule
        if rule != before:
            if rule.with_value("lr", before.lr) != before:
                self._ghosts = []  # they are named by their learning rate alone
            self.path_list.set_rule(rule)
            self._change(runs=self.path_list.runs())

    def _on_reset_rule(self) -> None:
        rule = self.path_list.rule
        self._on_rule_changed(usual(type(rule), self._descent.settings.surface))

    def _on_rate(self, rate: float) -> None:
        """Change the learning rate of the selected optimizer; where it was before stays as a ghost."""
        rule = self.path_list.rule
        if rate == rule.lr or self.path_list.is_full:
            return
        self._haunt()
        self._on_rule_changed(rule.with_value("lr", rate))

    def scale_rate(self, factor: float) -> None:
        """Make the learning rate of the selected optimizer bigger or smaller."""
        rate = self.path_list.rule.lr
        limits = self.path_list.rule.parameters()["lr"]
        new = rounded(rate * factor)
        try:
            self._on_rate(limits.check(new))
        except LabError as error:
            self.failed.emit(error.phrase)

    def show_ladder(self) -> None:
        """Show the selected optimizer with five learning rates, and nothing else."""
        rule = self.path_list.rule
        rungs = ladder(rule, rate_limit(rule, self._descent.settings.surface))
        self.path_list.set_entries(entries_of(rungs, self._descent.settings.surface))
        self._ghosts = []
        self._change(runs=self.path_list.runs())
        self._show_rule()

    def _haunt(self) -> None:
        """Keep the present path of the selected optimizer as a ghost, by its learning rate."""
        run = self.path_list.run
        if run is None or self._traces is None or run >= len(self._traces.runs):
            return
        path = self._traces.paths_of(run)[0]
        rate = path.trajectory.optimizer.lr
        ghost = replace(path, pen=Qt.PenStyle.DotLine, name=f"η {setting(rate)}", ghost=True)
        self._ghosts = [*self._ghosts, ghost][-MOST_GHOSTS:]

    def _on_double_click(self) -> None:
        """Take back what the first click of a double click did: the whole view was wanted, and no other start."""
        when, starts = self._clicked
        if starts and time.perf_counter() - when < QApplication.doubleClickInterval() / 1000:
            self._set_starts(list(starts), True)

    def _on_start_moved(self, number: int, x: float, y: float, ended: bool) -> None:
        starts = list(self._descent.settings.start)
        if ended:
            self._clicked = time.perf_counter(), self._descent.settings.start
        starts[number] = _rounded(x), _rounded(y)
        self._set_starts(starts, ended)

    def _on_start_added(self, x: float, y: float) -> None:
        starts = list(self._descent.settings.start)
        if len(starts) >= MOST_STARTS:
            self.failed.emit(Phrase(mark("app", "At most {most} start points."), most=MOST_STARTS))
            return
        self._set_starts([*starts, (_rounded(x), _rounded(y))], True)

    def _set_starts(self, starts: list[tuple[float, float]], ended: bool) -> None:
        try:
            settings = replace(self._descent.settings, start=tuple(starts))
        except LabError as error:
            self.failed.emit(error.phrase)
            return
        self._ghosts = []
        self.settings_form.set_value(settings)
        for plot in self.picture.plots():
            plot.set_starts(settings.start)
        self._change(settings=settings)
        if ended and self.picture.focus == "map":
            self._sweep()

    def _change(self, place: int | None = None, **changed: Any) -> None:
        self._descent = replace(self._descent, **changed)
        self._show_rule()
        self._retrace(place)
        if self.picture.focus == "map":
            self._sweep()

    def _show_rule(self) -> None:
        """Show the settings of the selected optimizer, and where its learning rate stands."""
        rule = self.path_list.rule
        if type(rule) not in self.rule_forms:
            form = self.rule_forms[type(rule)] = Form(type(rule), level=1)
            form.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
            form.changed.connect(self._on_rule_changed)
            self._rule_column.insertWidget(self._rule_column.count() - 1, form)
        for kind, form in self.rule_forms.items():
            form.setVisible(kind is type(rule))
        self.rule_forms[type(rule)].set_value(rule)
        self.formula.set_tex(Line(self._descent.settings.surface.formula, scale=0.8))
        self.what_if.show_rule(
            rule.label,
            rule.lr,
            rate_limit(rule, self._descent.settings.surface),
        )

    # -- tracing

    def _retrace(self, place: int | None = None) -> None:
        """Trace all paths anew, here when that is quick, else in a thread."""
        descent = self._descent
        settings = descent.settings
        self._place = place
        if self._seconds(descent) <= AT_ONCE:
            self._traced = None
            self.tracing.drop()
            self._take_traces(
                descent,
                trace(settings.surface, descent.runs, settings.start, settings.steps, settings.noise, settings.seed),
            )
        elif self._traced is None:
            self._trace_in_thread()
        # else the newest settings are traced when those before are done: so paths follow a hand, a little later

    def _trace_in_thread(self) -> None:
        descent = self._traced = self._descent
        job = Job(lambda: [Tracing(descent)], name="job-trace")
        self.tracing.watch(job)
        job.run()

    def _seconds(self, descent: Descent) -> float:
        """Estimate how long it takes to trace all paths, from one measured gradient."""
        settings = descent.settings
        if self._cost[0] != settings.surface:
            x, y = np.array(settings.start, float).T
            times = []
            with np.errstate(all="ignore"):
                for _ in range(3):
                    begun = time.perf_counter()
                    settings.surface.gradient(x, y)
                    times.append(time.perf_counter() - begun)
            self._cost = settings.surface, min(times)
        return settings.steps * (self._cost[1] + UPDATE * len(descent.runs))

    def _on_traced(self, update: Update) -> None:
        self._report(update, mark("app", "The paths could not be traced; details are in the log."))
        if not update.state.is_over or self._traced is None:
            return
        descent, self._traced = self._traced, None
        (snapshot,) = update.snapshots or (None,)
        if snapshot is not None and len(snapshot) == len(self._descent.runs):
            self._take_traces(descent, snapshot)
        if descent != self._descent and update.state is State.FINISHED:
            self._trace_in_thread()

    def _report(self, update: Update, text: str) -> None:
        for event in update.events:
            if isinstance(event, Failed):
                self.failed.emit(event.error.phrase if isinstance(event.error, LabError) else text)

    def _take_traces(self, descent: Descent, traces: Any) -> None:
        names = descent.names()
        self.path_list.set_names(names)
        self._traces = Traces(descent.settings.surface, descent.runs, names, traces)
        self.playback.set_length(descent.settings.steps, self._place)
        self._place = None
        self._show_traces()

    def _show_traces(self) -> None:
        if self._traces is not None:
            self._traces = replace(self._traces, ghosts=tuple(self._ghosts))
            self.picture.show_traces(self._traces, self.path_list.run or 0, self._descent.view, self.playback.place)

    # -- the sensitivity map

    def _sweep(self) -> None:
        if not self.isVisible():
            return  # when it is shown, it begins
        rule, settings = self.path_list.rule, self._descent.settings
        axes = self.picture.map.axes.currentData()
        steps = max(settings.steps, FEWEST_SWEPT)
        job = Job(
            lambda: [
                Sweep(
                    settings.surface,
                    rule,
                    settings.start[0],
                    steps,
                    axes,
                    noise=settings.noise,
                    seed=settings.seed,
                )
            ],
            name="job-sweep",
        )
        self.sweeping.watch(job)
        job.run()

    def _on_swept(self, update: Update) -> None:
        self._report(update, mark("app", "The map could not be made; details are in the log."))
        (image,) = update.snapshots or (None,)
        if image is not None:
            self.picture.map.show_image(image)

    def _on_picked(self, column: int, row: int) -> None:
        """Take over the setting of a pixel, and show its path."""
        image = self.picture.map.image
        assert image is not None
        rule, (x, y) = image.setting(row, column)
        self.set_focus("overlay")
        if self._descent.settings.steps < image.steps:  # long enough to see it arrive
            settings = replace(self._descent.settings, steps=image.steps)
            self.settings_form.set_value(settings)
            self._change(place=image.steps, settings=settings)
        if image.x.name == "x":
            self._set_starts([(x, y), *self._descent.settings.start[1:]], True)  # with the digits that were read
            return
        if self.path_list.is_full:
            self.path_list.set_rule(rule)  # which says that there is no more room
            return
        if type(rule) is type(self.path_list.rule):
            self._on_rule_changed(rule)
            return
        # a map of SGD lies over the momentum that it has not
        runs = [*self._descent.runs]
        if self.path_list.run is not None:
            del runs[self.path_list.run]
        self.path_list.set_entries(entries_of([rule, *runs], self._descent.settings.surface))
        self.path_list.select(next(n for n, entry in enumerate(self.path_list.entries()) if entry.rule is rule))
        self._on_paths_changed()

    # -- for the window

    def exhibit(self) -> Exhibit:
        self._commit()
        assert self._traces is not None
        return exhibit_of(
            self.scene(),
            self._traces.trajectories,
            self.playback.place,
            self.path_list.run or 0,
            self._ghosts,
            self.picture,
        )

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        descent = scene.study
        assert isinstance(descent, Descent)

        def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
            return sum(len(snapshot) for snapshot in snapshots), len(descent.runs)

        def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
            return exhibit_of(scene, snapshots[0], descent.settings.steps)

        return Rendering(lambda: [Tracing(descent)], progress, exhibit)

    def shutdown(self, timeout: float) -> bool:
        self.playback.pause()
        return all([self.tracing.close(timeout), self.sweeping.close(timeout)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Space: self.playback.toggle,
            Qt.Key.Key_Right: self.playback.step_on,
            Qt.Key.Key_Left: self.playback.step_back,
            Qt.Key.Key_Home: self.playback.go_to_start,
            Qt.Key.Key_End: self.playback.go_to_end,
            Qt.Key.Key_BracketRight: lambda: self.scale_rate(FACTOR),
            Qt.Key.Key_BracketLeft: lambda: self.scale_rate(1 / FACTOR),
            Qt.Key.Key_L: self.picture.readings.log.toggle,
            Qt.Key.Key_F: self.picture.follow.toggle,
            Qt.Key.Key_Escape: self._on_escape,
        }
        slot = keys.get(Qt.Key(event.key()))
        if slot and not event.modifiers():
            slot()
        else:
            super().keyPressEvent(event)

    def _on_escape(self) -> None:
        """Hold the film; end a map that is being made, or else send ghosts and further start points away."""
        self.playback.pause()
        if self.sweeping.job is not None and self.sweeping.job.state.is_active:
            self.sweeping.drop()
            return
        self._ghosts = []
        if len(self._descent.settings.start) > 1:
            self._set_starts(list(self._descent.settings.start[:1]), True)
        else:
            self._show_traces()

    def hideEvent(self, event: QHideEvent) -> None:
        self.playback.pause()
        self.sweeping.drop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.picture.focus == "map":
            self._sweep()


def _function(surface: Surface) -> Any:
    """Return what makes a surface another function, whatever part of it is in view."""
    return type(surface), getattr(surface, "text", "")


def _inside(point: tuple[float, float], view: tuple[float, float, float, float]) -> bool:
    return view[0] <= point[0] <= view[1] and view[2] <= point[1] <= view[3]


def _rounded(value: float) -> float:
    """Return a coordinate as a person would write it: a place on screen is no more exact than that."""
    return rounded(value)
