"""What all tabs have in common: a document, a column of controls beside a picture, commands, and what the window asks.

A tab fills in what is its own: forms and lists for the column, the picture, `study_changed`, which decides what is
computed again, and what there is to write (`exhibit`, `rendering`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal

from app.ahead import Ahead
from app.commands import Actions, Command
from app.export import Exhibit
from app.plots.sketch import Points
from app.tabs.body import TabBody
from app.theme import theme
from app.widgets.editors import finish_typing
from app.widgets.forms import Form, Typed, commit_forms, show_first_fault
from app.widgets.knobs import KnobCard
from app.workspace import Document
from core.config.configuration import Configuration
from core.config.knobs import Knob, knob, turned
from core.config.questions import questions
from core.config.study import Study, studies
from core.config.words import LabError, Phrase, mark
from core.jobs import Failed, Job, Task, Update
from core.scenes import Scene
from core.training.study import RunConfiguration


@dataclass(frozen=True)
class TabEntry:
    """A tab by name, before its modules are read.

    Attributes
    ----------
    key : str
        Name of the tab in scene files, and of its package.
    label : str
        Marked name on the tab bar.
    where : str
        Module and name of its class, with dots.
    """

    key: str
    label: str
    where: str


@dataclass(frozen=True)
class Rendering:
    """How a scene is run and written without a window.

    Attributes
    ----------
    prepare : callable
        Returns the tasks that run it (see `core.jobs.Job`); where the work can be given to others, it takes an executor
        (see `concurrent.futures`) and how many orders that carries out at a time.
    progress : callable
        Returns how much of how much is done, from the newest snapshots.
    exhibit : callable
        Returns what there is to write, from the last snapshots.
    operations : callable or None
        Returns how many floating-point operations it takes, about, where the work can be given to others.
    """

    prepare: Callable[..., Sequence[Task]]
    progress: Callable[[tuple[Any, ...]], tuple[int, int]]
    exhibit: Callable[[tuple[Any, ...]], Exhibit]
    operations: Callable[[], float] | None = None


@dataclass(frozen=True, eq=False)
class Watchable:
    """A training in one tab into which another may look (see `core.training.watching`).

    Attributes
    ----------
    job : Job
        To which a watch can be posted.
    names : tuple
        Of the runs.
    runs, places : tuple of RunConfiguration, sequence of int
        What is or was trained, and which of it just now.
    snapshots : callable
        Returns the newest snapshots that the tab has seen.
    """

    job: Job
    names: tuple[Any, ...]
    runs: tuple[RunConfiguration, ...]
    snapshots: Callable[[], tuple[Any, ...]]
    places: Sequence[int]


def _nobody() -> list[Watchable]:
    return []


def _plain_card(study: Study, knob: Knob) -> KnobCard:
    return KnobCard(knob, {})


class StudyTab(TabBody):
    """Base of the tabs.

    The constructor of a subclass makes its widgets, calls `arrange` and, at its end, `begin`.

    Attributes
    ----------
    key : str
        Name of the tab in scene files, and of its study in `core.config.study.studies`.
    menu : str
        Marked title of the menu with what can be done in the tab.
    commands : tuple of Command
        What can be done in the tab.
    document : Document
        What the tab shows, as a study.
    failed : Signal(object)
        Something went wrong; the window shows the phrase, or takes the last one away when it is empty.
    told : Signal(object)
        A short text for the status bar.
    wanted : Signal(object)
        A `Scene` is to be opened, in whatever tab shows it.
    answered : Signal
        There is something new to say about the question of the scene.
    drawn : Signal(object)
        What is expected has been drawn (see `app.plots.sketch`).
    card_of : callable
        Returns a card for a knob of a study, with marks at what matters.
    others : callable
        Returns what goes on in other tabs and can be watched; set by the window, as tabs do not know each other.
    """

    key: ClassVar[str]
    menu: ClassVar[str] = mark("app", "&Training")
    commands: ClassVar[tuple[Command, ...]] = ()

    failed = Signal(object)
    told = Signal(object)
    wanted = Signal(object)
    answered = Signal()
    drawn = Signal(object)

    card_of: Callable[[Any, Knob], KnobCard] = staticmethod(_plain_card)
    others: Callable[[], list[Watchable]] = staticmethod(_nobody)

    def __init__(self) -> None:
        super().__init__()
        self.document = Document(self.empty_scene(), self, provisional=True)
        self._knobs_of: Scene | None = None
        self._outcome: str | None = None

    @classmethod
    def empty_scene(cls) -> Scene:
        """Return what the tab shows where no scene has been opened."""
        return Scene("untitled", "", cls.key, studies[cls.key]())

    # -- following the document

    def begin(self) -> None:
        """Show the document for the first time, and follow it from now on."""
        self.command_actions = Actions(self)
        self.bind_buttons()
        self.picture.head.reset_clicked.connect(self.reset)
        self.knobs.turned.connect(self._on_knob_turned)
        self.knobs.settled.connect(self.document.settle)
        for sketch in self.picture.sketches()[:1]:
            sketch.drawn.connect(self.drawn)
        theme.changed.connect(self._make_room)
        self.document.opened.connect(self._on_opened)
        self.document.changed.connect(self._on_changed)
        self._on_opened(self.document.scene)
        self._on_changed(None, self.document.study)
        self.making_forms = Ahead(self, self._make_a_field)

    def _make_a_field(self) -> bool:
        """Make one more field of the forms in the drawer; return whether all are there."""
        unmade = [form for form in self.forms() if isinstance(form, Form) and not form.is_made]
        return not unmade or (unmade[0].make_ahead() and len(unmade) == 1)

    def bind_buttons(self) -> None:
        """Let buttons stand for commands (`Actions.bind`)."""

    def _on_opened(self, scene: Scene) -> None:
        self.picture.head.set_scene(scene)
        self.scene_opened(scene)

    def _on_changed(self, before: Study | None, after: Study) -> None:
        self._show_knobs()
        self.study_changed(before, after)
        self.picture.head.set_changed(self.document.is_computed_otherwise)
        self.command_actions.sync()

    def _show_knobs(self) -> None:
        """Show where the settings stand that the scene is about; those that no run has just now are left out."""
        found = [knob(self.study, path) for path in self.document.scene.knobs]
        there = {each.path: each for each in found if each is not None}
        fits = list(self.knobs.cards) == list(there)
        if not fits or self._knobs_of is not self.document.scene:
            self.knobs.set_cards({path: self.card_of(self.study, each) for path, each in there.items()})
            self.knobs.setVisible(bool(self.knobs.cards) and not self.is_covered)
            self._knobs_of = self.document.scene
        for path, each in there.items():
            self.knobs.cards[path].show_value(each.value)

    def _on_knob_turned(self, path: str, value: Any) -> None:
        label = self.knobs.cards[path].parameter.label
        why = Phrase(mark("app", "change of {label}"), label=label)
        self.attempt(lambda: self.document.change(turned(self.study, path, value), why, f"knob {path}"))

    def set_covered(self, covered: bool) -> None:
        super().set_covered(covered)
        self.command_actions.sync()

    # -- for subclasses

    def scene_opened(self, scene: Scene) -> None:
        """Another scene has been opened, or the same once more: end what went on; the study follows."""

    def study_changed(self, before: Any, after: Any) -> None:
        """Show another study, and compute what has changed: the one place where that is decided.

        Parameters
        ----------
        before : Study or None
            What was shown; None when nothing was yet.
        after : Study
            What is to be shown.
        """
        raise NotImplementedError

    def forms(self) -> tuple[Typed, ...]:
        """Return the forms into which a person may have typed."""
        return ()

    # -- what is shown

    @property
    def study(self) -> Any:
        """What is shown."""
        return self.document.study

    def show_scene(self, scene: Scene) -> None:
        """Show a scene, ready to run; what has been typed belongs to what was shown before."""
        finish_typing(self)
        self.document.open(scene)

    def scene(self) -> Scene:
        """Return what is shown as a scene that can be saved; raise `LabError` when something typed is not valid."""
        self.commit()
        return self.document.as_scene()

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError`, shown beside its field, when it is not valid."""
        commit_forms((self.knobs, *self.forms()), self.area)

    def attempt(self, change: Callable[[], object]) -> bool:
        """Do what may be refused; return whether it was done.  A refusal is told."""
        try:
            change()
        except LabError as error:
            self.failed.emit(error.phrase)
            return False
        return True

    def reason_against(self, id: str) -> Any:
        """Return why a command is not possible now, empty where that is plain."""
        if id == "duplicate" and len(self.study.runs) >= self.study.most_runs:
            return Phrase(mark("app", "At most {most} runs."), most=self.study.most_runs)
        return ""

    def tell_answer(self, results: Any) -> None:
        """Say under the title how results answer the question of the scene; None says nothing yet."""
        asks = self.document.scene.asks
        known = asks and results is not None
        self.picture.head.set_sentence(questions[asks].answer(results) if known else None)
        self._outcome = questions[asks].outcome(results) if known else None
        self.answered.emit()

    def outcome(self) -> str | None:
        """Return which prediction has come true, None while that is not known."""
        return self._outcome

    def run_revealed(self) -> None:
        """Run what has been revealed before it was run."""

    @property
    def can_be_drawn(self) -> bool:
        """Whether what is expected of the scene can be drawn."""
        return bool(self.picture.can_be_drawn)

    def show_drawing(self, points: Points, is_open: bool) -> None:
        """Show what is expected, over the empty axes and over what came out; let the mouse draw."""
        self.picture.show_drawing(points, is_open)

    # -- runs

    @property
    def is_locked(self) -> bool:
        """Whether runs can neither be added nor taken away just now."""
        return False

    @property
    def can_duplicate(self) -> bool:
        """Whether a twin of the selected run has room."""
        return not self.is_locked and len(self.study.runs) < self.study.most_runs

    @property
    def can_remove(self) -> bool:
        """Whether the selected run can go."""
        return not self.is_locked and len(self.study.runs) > 1

    def duplicate_run(self) -> None:
        """Put a twin under the selected run."""
        if self.can_duplicate and self.attempt(self.commit):
            twin = self.study.with_twin(self.study.view.selected)
            self.document.change(twin, mark("app", "duplicate"))

    def remove_run(self) -> None:
        """Take the selected run away."""
        if self.can_remove:
            self.document.change(self.study.without_run(self.study.view.selected), mark("app", "remove"))

    def select_run(self, place: int) -> None:
        """Look at another run more closely."""
        self.document.look(selected=place)

    def change_run(self, run: Configuration, merge: str | None = None) -> None:
        """Replace the selected run."""
        study = self.study.with_run(self.study.view.selected, run)
        self.document.change(study, mark("app", "change of a run"), merge)

    def change_settings(self, settings: Configuration, merge: str | None = None) -> None:
        """Replace the settings that all runs share."""
        self.document.change(
            self.study.with_settings(**vars(settings)), mark("app", "change of the common settings"), merge
        )

    def reset(self) -> None:
        """Go back to the scene."""
        finish_typing(self)
        self.document.reset()

    def undo(self) -> None:
        """Take back the last change."""
        finish_typing(self)
        self.document.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        finish_typing(self)
        self.document.stack.redo()

    def tell_failure(self, update: Update, text: str, form: Form | None = None) -> None:
        """Tell what ended a job: a fault to be mended in its own words, in `form` beside its field, else as `text`."""
        for event in update.events:
            if not isinstance(event, Failed):
                continue
            error = event.error
            if not isinstance(error, LabError):
                self.failed.emit(text)
                continue
            if form is not None and form.show_fault(error):
                show_first_fault(form, self.area)
            self.failed.emit(error.phrase)

    def refuse(self, problem: LabError) -> None:
        """Tell why nothing was started."""
        self.failed.emit(Phrase(mark("app", "Not started: {problem}"), problem=problem.phrase))

    @property
    def is_computing(self) -> bool:
        """Whether something that follows from the study is not there yet."""
        return False

    # -- for the window

    def watchable(self) -> Watchable | None:
        """Return the training of this tab that others may watch, None when there is none."""
        return None

    def exhibit(self) -> Exhibit:
        """Return what there is to write of what is shown; raise `LabError` when there is nothing yet."""
        raise NotImplementedError

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        """Return how a scene is run and written without a window."""
        raise NotImplementedError

    def shutdown(self, timeout: float) -> bool:
        """Stop all work; return whether it has ended."""
        return True
