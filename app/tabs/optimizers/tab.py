"""The optimizer tab: see why SGD zig-zags, and what the others do about it.

On the left the list of optimizers, their surface, the settings of the one that is selected; on the right the picture,
and under it the film.  The document holds the descent; `Tracer` traces it anew after every change, and the picture
shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent

from app.ahead import Ahead
from app.export import Exhibit
from app.tabs.base import Rendering
from app.tabs.optimizers.commands import COMMANDS
from app.tabs.optimizers.exhibit import exhibit_of
from app.tabs.optimizers.looking import LookingTab
from app.tabs.optimizers.mapping import Mapper
from app.tabs.optimizers.opening import Opening
from app.tabs.optimizers.paths import PathList
from app.tabs.optimizers.picture import DescentPicture
from app.tabs.optimizers.rendering import rendering_of
from app.tabs.optimizers.rule_card import RuleCard
from app.tabs.optimizers.starts import StartHand
from app.tabs.optimizers.tracing import Tracer
from app.tabs.optimizers.whatif import FACTOR, WhatIf, ladder, rate_card
from app.widgets.cards import card
from app.widgets.forms import Form
from app.widgets.formulas import FormulaLabel, Line
from app.widgets.playback import Playback
from core.config.configuration import Configuration
from core.config.figures import rounded
from core.config.words import LabError, Phrase, mark
from core.descent.study import MOST_PATHS, Descent, DescentSettings
from core.descent.sweep import with_setting
from core.descent.trajectory import Traces, rate_limit
from core.descent.view import END, DescentView
from core.scenes import Scene

SHORT_LABELS, SHOW_LABELS = 84, 100
"""Pixels for the labels of forms whose values are longer than they."""

_FULL = mark("app", "At most {most} paths.")
_RATE = mark("app", "change of a learning rate")


class OptimizersTab(LookingTab):
    """Trace optimizers on a surface."""

    key = "optimizers"
    menu = mark("app", "&Path")
    commands = COMMANDS
    card_of = staticmethod(rate_card)

    def __init__(self) -> None:
        super().__init__()
        self._traces: Traces | None = None
        self._before_drag: Descent | None = None
        self._asked: tuple[Any, ...] = ()
        self.settings_form = Form(DescentSettings, label_width=SHORT_LABELS)
        self.show_form = Form(DescentView, label_width=SHOW_LABELS)
        self.path_list = PathList()
        self.what_if = WhatIf()
        self.rule_card = RuleCard()
        self.formula = FormulaLabel()
        self.settings_form.when_made(self._place_formula)
        self.picture = DescentPicture()
        self.playback = Playback()
        self.opening = Opening(self, self.playback)
        self.transport, line = card()
        line.addWidget(self.playback)
        self.tracer = Tracer(self)
        self.mapper = Mapper(self, self.document, self.picture.map)
        self.start_hand = StartHand(self, self.document, self.picture)
        self.arrange(
            forms=[self.path_list, self.what_if, self.settings_form, self.rule_card, self.show_form],
            under=[self.transport],
        )
        self._connect()
        self.ahead = Ahead(self, self.picture.grid.make_ahead)
        self.begin()

    def _place_formula(self) -> None:
        """Put the typeset formula under the fields of the surface."""
        self.settings_form.fields["surface"].parentWidget().layout().addWidget(self.formula)  # type: ignore[union-attr]

    def _connect(self) -> None:
        self.settings_form.changed.connect(self.change_settings)
        self.show_form.changed.connect(self._on_show_changed)
        self.path_list.ticked.connect(self._on_ticked)
        self.path_list.selected.connect(self.select_run)
        self.path_list.rate_typed.connect(self._on_rate_typed)
        self.path_list.nudged.connect(self.scale_rate)
        self.what_if.rate_changed.connect(self._on_slider)
        self.what_if.released.connect(self._on_slider_released)
        self.rule_card.changed.connect(self.change_run)
        self.rule_card.reset.clicked.connect(self._on_reset_rule)
        self.start_hand.refused.connect(self.failed)
        self.playback.moved.connect(self._on_moved)
        self.playback.speed_chosen.connect(self._on_speed_chosen)
        self.picture.window_chosen.connect(self._on_window_chosen)
        self.picture.readings.kind_changed.connect(lambda kind: self.document.look(reading=kind))
        self.picture.map.picked.connect(self._on_picked)
        self.tracer.traced.connect(self._on_traced)
        self.tracer.failed.connect(self._on_tracing_failed)
        self.mapper.changed.connect(self._on_map_changed)
        self.mapper.failed.connect(self._on_mapping_failed)

    def bind_buttons(self) -> None:
        bind = self.command_actions.bind
        for key, button in self.picture.buttons.items():
            bind(button, key)
        for button, id in (
            (self.path_list.duplicate, "duplicate"),
            (self.path_list.remove, "remove"),
            (self.what_if.ladder, "ladder"),
            (self.picture.follow, "follow"),
            (self.picture.readings.log, "log"),
            (self.picture.map.stop, "stop-map"),
        ):
            bind(button, id)
        film = self.playback
        buttons = {"first": film.first, "back": film.back, "play": film.play, "next": film.next, "last": film.last}
        for id, button in buttons.items():
            bind(button, id, acts_itself=True)

    def forms(self) -> tuple[Form, ...]:
        return self.settings_form, self.rule_card.forms[type(self.study.selected)]

    def commit(self) -> None:
        super().commit()
        self.path_list.commit()

    # -- what is shown

    def scene_opened(self, scene: Scene) -> None:
        self.playback.pause()
        self.mapper.cancel()
        self.opening.prepare(scene)
        self._answer()
        self._open()

    def study_changed(self, before: Descent | None, after: Descent) -> None:
        looked = set(DescentView.parameters()) if before is None else after.view.differing(before.view)
        set_anew = before is None or before.settings != after.settings
        if set_anew:
            self.settings_form.set_value(after.settings)
            self.formula.set_tex(*(Line(tex, scale=0.8) for tex in after.settings.surface.formula_lines))
        if looked & set(self.show_form.names):
            self.show_form.set_value(after.view)
        if before is None or set_anew or before.runs != after.runs or looked & {"selected", "hidden"}:
            self.path_list.show_descent(after)
            self._show_rule(after)
        self.playback.set_speed(after.view.speed)
        self._show_transport()
        if not self.has_film:
            self.playback.pause()
        if before is None or not before.computes_like(after):
            self._traces = self.tracer.trace(after) or self._traces
        self._show_traces()
        self._make_map()

    def _show_transport(self) -> None:
        self.transport.setVisible(self.study.view.focus != "map" and self.study.view.paths and not self.is_covered)

    def set_covered(self, covered: bool) -> None:
        super().set_covered(covered)
        self.what_if.setVisible(not covered)  # it tells the limit
        self._show_transport()
        self._open()

    def _show_rule(self, descent: Descent) -> None:
        """Show the settings of the selected optimizer, and where its learning rate stands."""
        rule = descent.selected
        self.rule_card.show_rule(rule)
        limit = rate_limit(rule, descent.settings.surface)
        self.what_if.show_rule(rule.label, rule.lr, limit)

    def _show_traces(self) -> None:
        """Show what has been traced, as far as the film has come."""
        self._answer()
        if self._traces is None:
            return
        descent = self._traces.seen_as(self.study)
        self.playback.set_length(descent.settings.steps, min(descent.view.place, descent.settings.steps))
        self.picture.show_traces(self._traces, descent)
        self._open()

    def _open(self) -> None:
        """Let a scene that has just been opened draw itself, once its paths are there and can be seen."""
        traces = self._traces
        is_there = traces is not None and traces.descent.computes_like(self.study)
        self.opening.begin(is_there and self.has_film and self.isVisible() and not self.is_covered)

    def _answer(self) -> None:
        """Answer the question of the scene from the traces of this study; as long as there are none, say nothing."""
        traces = self._traces
        current = traces if traces is not None and traces.descent.computes_like(self.study) else None
        asked = current, self.document.scene.asks, self.study.view.selected, self.study.view.hidden
        if asked != self._asked:  # not at every step of the film
            self._asked = asked
            self.tell_answer(current and replace(current, descent=self.study))

    def _on_traced(self, traces: Traces) -> None:
        self._traces = traces
        self._show_traces()

    def _on_tracing_failed(self, error: Exception) -> None:
        self._tell_failed(error, mark("app", "The paths could not be traced; details are in the log."))

    def _tell_failed(self, error: Exception, text: str) -> None:
        self.failed.emit(error.phrase if isinstance(error, LabError) else text)

    # -- how it is looked at

    def show_whole_view(self) -> None:
        """Show the whole view of the surface again."""
        self._on_window_chosen(())

    def _on_window_chosen(self, window: tuple[float, ...]) -> None:
        self.document.look(window=window)
        self._show_traces()

    def _on_show_changed(self, view: DescentView) -> None:
        self.document.look(**{name: getattr(view, name) for name in self.show_form.names})

    # -- the film

    @property
    def has_film(self) -> bool:
        """Whether there are paths to be seen, step by step."""
        return not self.is_map and bool(self.study.view.paths)

    def toggle_film(self) -> None:
        """Play, or hold."""
        self.playback.toggle()

    @property
    def has_way(self) -> bool:
        """Whether there is something to go on or back in."""
        return self.has_film or self.is_map

    def go_by(self, steps: int) -> None:
        """Hold the film so many steps further on; on the map, go to a neighbour."""
        if self.is_map:
            self._move_on_map(steps, 0)
        else:
            self.playback.go(self.playback.place + steps)

    def go_to(self, step: int) -> None:
        """Hold the film at a step."""
        self.playback.go(step)

    def _on_moved(self, place: int) -> None:
        self.document.look(place=END if place >= self.playback.end else place)

    def _on_speed_chosen(self, speed: float) -> None:
        self.document.look(speed=speed)

    # -- optimizers

    @property
    def can_remove(self) -> bool:
        """Whether the selected rule has a twin: without one, hiding it is enough."""
        kind = type(self.study.selected)
        return sum(type(run) is kind for run in self.study.runs) > 1

    def _change_paths(self, descent: Callable[[], Descent], why: str, merge: str | None = None) -> bool:
        """Show another descent, unless it has too many paths or none, which is said below the list."""
        try:
            changed = descent()
        except LabError as error:
            none = error.phrase.values.get("count") == 0
            none_shown = mark("app", "At least one optimizer must be shown.")
            self.path_list.tell(none_shown if none else Phrase(_FULL, most=MOST_PATHS))
            return False
        self.document.change(changed, why, merge)
        return True

    def select_run(self, place: int) -> None:
        listed = self.study.with_listed(place)
        if listed is self.study:
            super().select_run(place)
        else:  # a rule that is only looked at is listed, hidden
            self.document.change(listed.with_view(selected=place), mark("app", "look at another rule"))

    def _on_ticked(self, place: int, shown: bool) -> None:
        def ticked() -> Descent:
            descent = self.study.with_listed(place).with_shown(place, shown)
            return descent.with_view(selected=place) if shown else descent

        self._change_paths(ticked, mark("app", "show or hide a path"))

    def _on_rate_typed(self, place: int, rate: float) -> None:
        def typed() -> Descent:
            listed = self.study.with_listed(place)
            run = listed.runs[place].with_value("lr", rate)
            return listed.with_run(place, run).with_view(selected=place, past=())

        self._change_paths(typed, _RATE)

    def duplicate_run(self) -> None:
        if self.attempt(self.commit):
            place = self.study.view.selected
            if self._change_paths(lambda: self.study.with_twin(place), mark("app", "duplicate")):
                self.path_list.focus_rate(place + 1)

    def change_run(self, run: Configuration, merge: str | None = None) -> None:
        why = mark("app", "change of an optimizer")
        self._change_paths(lambda: self.study.with_run(self.study.view.selected, run), why, merge)

    def _on_reset_rule(self) -> None:
        self.change_run(self.study.settings.surface.usual(type(self.study.selected)))

    def _on_slider(self, rate: float) -> None:
        """Change the rate as the slider is moved; a whole drag is one change."""
        if not self.what_if.is_dragged:
            self._change_paths(lambda: self.study.with_rate(rate), _RATE)
            return
        before = self._before_drag = self._before_drag or self.study
        self._change_paths(lambda: before.with_rate(rate), _RATE, "rate")

    def _on_slider_released(self) -> None:
        self._before_drag = None
        self.document.settle()

    def scale_rate(self, up: bool) -> None:
        """Make the learning rate of the selected optimizer bigger or smaller."""
        rule = self.study.selected
        rate = rule.lr * (FACTOR if up else 1 / FACTOR)
        try:
            rate = rule.parameters()["lr"].check(rounded(rate))
        except LabError as error:
            self.failed.emit(error.phrase)
            return
        self._change_paths(lambda: self.study.with_rate(rate), _RATE)

    def show_ladder(self) -> None:
        """Show the selected optimizer with five learning rates beside each other, and nothing else."""
        rule = self.study.selected
        rungs = ladder(rule, rate_limit(rule, self.study.settings.surface))
        beside = self.study.with_only(rungs).with_view(focus="grid")
        self.document.change(beside, mark("app", "ladder of rates"))

    # -- surface and starts

    def change_settings(self, settings: Configuration, merge: str | None = None) -> None:
        assert isinstance(settings, DescentSettings)
        self.document.change(self.study.moved_to(settings), mark("app", "change of the common settings"), merge)

    def clear(self) -> None:
        """Hold the film; end a map that is being made, or else send earlier paths and further starts away."""
        self.playback.pause()
        if self.has_map_in_making:
            self.stop_map()
            return
        cleared = self.study.with_settings(start=self.study.settings.start[:1]).with_view(past=())
        self.document.change(cleared, mark("app", "one start, no earlier paths"))

    # -- the sensitivity map

    @property
    def has_map_in_making(self) -> bool:
        """Whether a map is being made."""
        return self.mapper.is_busy

    def _make_map(self) -> None:
        """Make the map where it is to be seen, and only there."""
        if self.is_map and self.isVisible():
            self.mapper.make(self.study)
        else:
            self.mapper.cancel()

    def stop_map(self) -> None:
        """End the map where it is."""
        self.mapper.cancel()

    def climb(self, rows: int) -> None:
        """Go up or down on the map."""
        self._move_on_map(0, rows)

    def _move_on_map(self, columns: int, rows: int) -> None:
        self.picture.map.setFocus()  # so that Enter is its own
        self.picture.map.move_cursor(columns, rows)

    def _on_map_changed(self) -> None:
        self.command_actions.sync()

    def _on_mapping_failed(self, error: Exception) -> None:
        self._tell_failed(error, mark("app", "The map could not be made; details are in the log."))

    def _on_picked(self, column: int, row: int) -> None:
        """Take over the setting of a place on the map, and show its path."""
        image = self.mapper.image
        assert image is not None

        def picked() -> Descent:
            return with_setting(self.study.with_view(focus="overlay", map_cursor=()), image, row, column)

        self._change_paths(picked, mark("app", "setting from the map"))

    # -- for the window

    @property
    def is_computing(self) -> bool:
        return self.tracer.is_busy or self.has_map_in_making

    def exhibit(self) -> Exhibit:
        self.commit()
        if self._traces is None or not self._traces.descent.computes_like(self.study):
            raise LabError(mark("app", "there is nothing to export yet: the paths are being traced"))
        return exhibit_of(self.document.as_scene(), self._traces, self.mapper.image)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        return rendering_of(scene)

    def shutdown(self, timeout: float) -> bool:
        self.playback.pause()
        return all([self.tracer.close(timeout), self.mapper.close(timeout)])

    def hideEvent(self, event: QHideEvent) -> None:
        self.opening.finish()
        self.playback.pause()
        self.mapper.cancel()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_map()
        self._open()
