"""The search tab: random search one can watch, and whose winner one learns to doubt.

On the left what is searched (space, way of choosing, network, data), on the right the picture.  The document holds the
search; a job carries it out, and what comes back is kept with the search that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QShowEvent

from app.data_note import DataNote
from app.export import Exhibit
from app.tabs.base import Rendering
from app.tabs.running import Order, RunningTab
from app.tabs.search.commands import COMMANDS
from app.tabs.search.detail import looked_at
from app.tabs.search.exhibit import exhibit_of, rendering_of
from app.tabs.search.knob_cards import search_card
from app.tabs.search.picture import SearchPicture
from app.tabs.search.results import same_results
from app.tabs.search.shown import Shown
from app.tabs.search.space_card import SpaceCard
from app.tabs.search.varied import VariedNotes, check_run
from app.tabs.search.work import SearchProgress, Work
from app.theme import theme
from app.widgets.forms import Form, Typed
from app.widgets.transport import RunRow, Transport, TransportWords
from core.config.words import LabError, mark
from core.jobs import State, Update
from core.scenes import Scene
from core.search.choosing import Way
from core.search.ranking import FIRST, edge_warnings
from core.search.space import Dimension, Range
from core.search.study import Search, SearchSettings
from core.search.trials import Record, SearchSnapshot, race_of
from core.training.study import RunConfiguration

_FIXED = mark("app", "Fixed while searching: stop first.")
_WORDS = TransportWords()
_GO_ON = TransportWords(run=_WORDS.go_on, again=_WORDS.go_on)
_AGAIN = TransportWords(run=_WORDS.again)


class SearchTab(RunningTab):
    """Search for hyperparameters."""

    key = "search"
    menu = mark("app", "&Search")
    card_of = staticmethod(search_card)
    commands = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self.work = Work(self)
        self._shown = Shown(self.document.study)
        self._stale = False
        self._asked: int | None = None
        self._varied: tuple[str, ...] = ()
        self._unanswered: set[int] = set()
        self.picture = SearchPicture()
        self.space_card = SpaceCard()
        self.settings_form = Form(SearchSettings)
        self.run_form = Form(RunConfiguration)
        self.space_card.check = lambda space: self.study.with_space(*space)
        self.settings_form.check = lambda settings: replace(self.study, settings=settings)
        self.run_form.check = lambda run: check_run(self.study, run)
        self.varied_notes = VariedNotes(self.run_form, self.settings_form)
        self.transport = Transport()
        self.progress = SearchProgress()
        self.run_row = RunRow(self.transport, self.progress)
        self.data_note = DataNote(self, self.settings_form)
        self.arrange(
            forms=[self.space_card, self.settings_form, self.run_form],
            under=[self.run_row],
        )
        self.run_form.changed.connect(self.change_run)
        self.settings_form.changed.connect(self.change_settings)
        self.space_card.changed.connect(lambda space, key: self.change_space(space, key or None))
        for form in (self.settings_form, self.run_form):
            form.refused.connect(self._on_refused)
        self.picture.chosen.connect(self.choose)
        self.picture.picked.connect(lambda numbers: self.document.look(chosen=numbers))
        self.picture.made.connect(self._on_view_made)
        self.picture.list.best_chosen.connect(lambda best: self.document.look(best=best))
        self.picture.controls.view_chosen.connect(self.show_view)
        self.work.updated.connect(self._on_updated)
        self.work.over.connect(self._on_over)
        self.begin()

    def bind_buttons(self) -> None:
        super().bind_buttons()
        bind = self.command_actions.bind
        for id, button in self.picture.controls.buttons.items():
            bind(button, id)
        bind(self.picture.widen, "widen")

    def _reshape(self) -> None:
        super()._reshape()
        if self._presenting:
            self.run_row.present(self.knobs)
        else:
            self.run_row.show_at_desk()
        self._place_controls()

    def _place_controls(self) -> None:
        """Put the controls of the picture beside it, under the knobs; above it, where there is no room for them."""
        if self._presenting or self.is_covered:
            return
        controls, gap = self.picture.controls, theme.metrics.gap
        room = self.height() - sum(each.sizeHint().height() + gap for each in (self.knobs, self.all_settings))
        controls.set_brief(not self._open_drawer and controls.height_below_each_other(brief=False) > room)
        if self._open_drawer or controls.height_below_each_other(brief=True) > room:
            self.picture.take_controls()
        else:
            controls.set_stacked(True)
            self._beside.insertWidget(self._beside.indexOf(self.ask_again) + 1, controls)
        controls.show()  # it was hidden on its way

    def forms(self) -> tuple[Typed, ...]:
        return self.space_card, self.settings_form, self.run_form

    def _on_refused(self, error: LabError) -> None:
        """Say why a change was refused that has no field of its own: beside the space it does not go with, or above."""
        if not self.space_card.show_fault(error):
            self.failed.emit(error.phrase)

    def _show_knobs(self) -> None:
        varied = tuple(dimension.path for dimension in self.study.settings.space)
        if varied != self._varied:  # ends of ranges go by the names of the settings
            self._varied, self._knobs_of = varied, None
        super()._show_knobs()

    # -- what is shown

    def scene_opened(self, scene: Scene) -> None:
        self._end()

    def study_changed(self, before: Search | None, after: Search) -> None:
        if before is not None and not same_results(before, after):
            self._end()
        if before is not None:
            self._unanswered -= {*after.view.revealed} - {*before.view.revealed}
        if before is None or before.settings != after.settings:
            self.settings_form.set_value(after.settings)
        if before is None or before.settings.data != after.settings.data:
            self.data_note.describe(after.settings.data)
        if before is None or before.runs != after.runs:
            self.run_form.set_value(after.selected)
        if before is None or (before.settings.space, before.runs) != (after.settings.space, after.runs):
            self.space_card.set_space(after.settings.space, after.selected)
            self.varied_notes.show(after)
        if not self.is_active:
            self._rest()
        self._show()
        self._reveal_what_is_asked_for()

    def _show(self, by_and_by: bool = False) -> None:
        study, scene = self.study, self.document.scene.id
        again, again_of = self.work.results.again(study)
        first = self._shown.snapshot is None
        self._shown = Shown(
            study,
            self.work.results.of(study),
            self.work.results.earlier(scene, study),
            again,
            again_of,
            self.work.results.revealed(study),
            self.document.scene.asks,
        )
        self._stale = not self.isVisible()
        if not self._stale:
            self.picture.show_search(self._shown, by_and_by)
            self.tell_answer(self._shown.outcome)
        if hasattr(self, "command_actions") and (first or not by_and_by):
            self.command_actions.sync()

    def show_view(self, focus: str) -> None:
        """Bring a view to the front."""
        self.document.look(focus=focus)

    @property
    def focus(self) -> str:
        """The view in front."""
        return str(self.study.view.focus)

    def toggle_list(self) -> None:
        """Show the ranked list below the picture, or no more."""
        self._toggle_below("list")

    def toggle_second(self) -> None:
        """Show a second picture below the first, or no more."""
        self._toggle_below("second")

    def _toggle_below(self, part: str) -> None:
        view = self.study.view
        self.document.look(below=view.with_below(part, not view.has_below(part)).below)

    @property
    def has_list(self) -> bool:
        """Whether the ranked list is shown."""
        return bool(self.study.view.has_below("list"))

    @property
    def has_second(self) -> bool:
        """Whether a second picture is shown."""
        return bool(self.study.view.has_below("second"))

    def choose(self, number: int | None, joins: bool = False) -> None:
        """Let a trial light up everywhere, beside those that do already if it joins; None lets none."""
        chosen: tuple[int, ...] = self.study.view.chosen if joins else ()
        if number is not None:
            there = number in chosen
            chosen = tuple(each for each in chosen if each != number) if there else (*chosen, number)
        self.document.look(chosen=chosen)

    def _on_view_made(self, focus: str, panel: Any) -> None:
        """Do what a person asks for in a view."""
        look = self.document.look
        if focus == "scatter":
            panel.search_here.connect(self.next_round)
            panel.range_moved.connect(self.change_range)
            panel.axes_chosen.connect(lambda across, up: look(across=across, up=up))
        elif focus == "ways":
            panel.compared.connect(self.compare)
        elif focus == "funnel":
            panel.scaled.connect(lambda scale: look(scale=scale))
        elif focus == "importance":
            panel.isolated.connect(lambda path: look(isolated=path))

    # -- the space

    def change_range(self, dimension: Range) -> None:
        """Search a setting in another range."""
        self.attempt(
            lambda: self.document.change(self.study.with_dimension(dimension), mark("app", "change of a range"))
        )

    def change_space(self, space: tuple[Dimension, ...], merge: str | None = None) -> None:
        """Search in another space."""
        self.document.change(self.study.with_space(*space), mark("app", "change of the space"), merge)

    def compare(self, ways: tuple[Way, ...]) -> None:
        """Compare other ways of choosing, which spend as many trials."""
        self.attempt(
            lambda: self.document.change(self.study.with_settings(compared=ways), mark("app", "ways to be compared"))
        )

    def next_round(self, box: Mapping[str, tuple[float, float]] | None = None) -> None:
        """Search once more: with other points, in a part of the space where one is given."""

        def change() -> None:
            self.commit()
            self.document.change(self.study.next_round(box), mark("app", "another round"))
            self.run()

        self._end()
        self.attempt(change)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a round to follow."""
        return not self.is_active and self._shown.snapshot is not None

    def _wider(self) -> Range | None:
        warnings = () if self.is_covered else edge_warnings(self._shown.study, self._shown.ranked)
        return warnings[0].wider if warnings else None

    @property
    def can_widen(self) -> bool:
        """Whether a range is too narrow and can be wider."""
        return not self.is_active and self._wider() is not None

    def widen(self) -> None:
        """Widen the range at whose end the best crowd."""
        wider = self._wider()
        if wider is not None:
            self.change_range(wider)

    # -- searching

    @property
    def is_active(self) -> bool:
        """Whether something is being trained."""
        return self.work.is_active

    @property
    def is_locked(self) -> bool:
        return True  # a search has one run

    def ask(self, order: Order) -> None:
        self.work.ask(order)

    def work_on(self, order: Order) -> None:
        if self.is_active:
            self.work.ask(order)
            return
        try:
            self.commit()
        except LabError as error:
            self.refuse(error)
            return
        self.failed.emit("")
        self.work.search(self.study, self.document.scene.id, order)
        self.show_state(self.work.state)
        self._show()

    def _end(self) -> None:
        """End what is being done, and rest."""
        self.work.end()
        self._asked = None
        self._unanswered.clear()
        self._rest()

    def _rest(self) -> None:
        """Show what can be done while nothing is."""
        known = self.work.results.of(self.study)
        self.transport.set_words(_WORDS if known is None else _AGAIN if known.is_complete else _GO_ON)
        self.show_state(State.IDLE)
        if known is None:
            self.progress.reset(1)

    def show_state(self, state: State) -> None:
        self.transport.set_state(state)
        reason = _FIXED if state.is_active else ""
        for form in (self.space_card, self.settings_form, self.run_form):
            form.lock(reason)
        self.run_form.setEnabled(not state.is_active)
        self.knobs.lock(reason)
        if hasattr(self, "command_actions"):
            self.command_actions.sync()

    def _on_updated(self, update: Update, snapshot: SearchSnapshot | None, news: bool) -> None:
        self.tell_failure(update, mark("app", "The search failed; details are in the log."), self.settings_form)
        if snapshot is not None:
            self.progress.show_search(snapshot, update)
        else:
            self.progress.show_state(update.state)
        if news:
            self._show(by_and_by=not update.state.is_over)
        if update.state is not self.transport.state and not update.state.is_over:
            self.show_state(update.state)

    def _on_over(self, state: State) -> None:
        if self._asked is not None and state is not State.FINISHED:
            self._unanswered.add(self._asked)
        self._asked = None
        self._rest()
        self._show()
        if state is State.FINISHED:
            self._reveal_what_is_asked_for()

    # -- the best, more closely

    def _trial(self) -> Record | None:
        records = () if self.is_covered else looked_at(self._shown)
        return records[0] if records else None

    @property
    def has_trial(self) -> bool:
        """Whether there is a trial to look at."""
        return self._trial() is not None

    def copy_list(self) -> None:
        """Put the ranked list on the clipboard."""
        if self.has_trial:
            self.picture.list.copy_lines()

    def train_in_full(self) -> None:
        """Open the chosen trial in the trainer."""
        record = self._trial()
        if record is not None:
            name = f"best-{self._shown.places[record.trial.number]}"
            self.wanted.emit(Scene(name, name.capitalize(), "trainer", race_of(self.study, record.trial)))

    def _first(self) -> tuple[int, ...]:
        ranked = () if self.is_covered else self._shown.ranked[:FIRST]
        return tuple(record.trial.number for record in ranked if record.diverged is None)

    @property
    def can_look_closer(self) -> bool:
        """Whether the first of the ranking can be trained once more."""
        return not self.is_active and bool(self._first())

    def once_more(self) -> None:
        """Train the first five with other seeds."""
        if self.can_look_closer:
            self.work.once_more(self.study, [self._shown.trials[number] for number in self._first()])
            self.show_state(self.work.state)

    @property
    def can_reveal(self) -> bool:
        """Whether there is a trial of which it is not known yet what the test set says."""
        record = self._trial()
        if self.is_active or record is None or record.diverged is not None:
            return False
        return record.trial.number not in self._shown.revealed

    def reveal(self) -> None:
        """Look at the test set, for the chosen trial."""
        record = self._trial()
        if not self.can_reveal or record is None:
            return
        number, revealed = record.trial.number, self.study.view.revealed
        self._unanswered.discard(number)
        if number in revealed:  # asked for before, and stopped or failed
            self._reveal_what_is_asked_for()
        else:
            self.document.change(self.study.with_view(revealed=(*revealed, number)), mark("app", "reveal"))

    def _reveal_what_is_asked_for(self) -> None:
        """Find out what the test set says of the first trial that is revealed and not known yet.

        Where that was stopped or failed, it is not begun again before it is asked for again.
        """
        if self.is_active or self._shown.snapshot is None:
            return
        asked = {*self.study.view.revealed} - {*self._shown.revealed} - self._unanswered
        trials = [trial for trial in self._shown.trials if trial.number in asked]
        if trials:
            self._asked = trials[0].number
            self.work.reveal(self.study, trials[0])
            self.show_state(self.work.state)

    # -- for the window

    def exhibit(self) -> Exhibit:
        if not self._shown.ranked:
            raise LabError(mark("app", "there is nothing to export yet: run the search first"))
        return exhibit_of(self.document.as_scene(), self._shown)

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        return rendering_of(scene)

    def shutdown(self, timeout: float) -> bool:
        return all([self.work.close(timeout), self.data_note.close(timeout)])

    def _make_room(self) -> None:
        super()._make_room()
        if hasattr(self, "command_actions"):
            self._place_controls()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show()
