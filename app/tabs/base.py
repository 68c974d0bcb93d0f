"""What all tabs have in common: a document, a column of controls beside a picture, commands, and what the window asks.

A tab fills in what is its own: forms and lists for the column, the picture, `study_changed`, which decides what is
computed again, and what there is to write (`exhibit`, `rendering`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.commands import Actions, Command
from app.export import Exhibit
from app.language import say
from app.theme import fit, px, theme
from app.widgets.forms import Form, Typed, commit_forms, show_first_fault
from app.widgets.knobs import KnobCard, KnobRack
from app.widgets.room import PictureRoom, SideColumn
from app.workspace import Document
from core.config.configuration import Configuration
from core.config.knobs import Knob, knob, turned
from core.config.questions import questions
from core.config.study import Study, studies
from core.config.words import LabError, Phrase, mark
from core.jobs import Failed, Job, Task, Update
from core.scenes import Scene
from core.training.study import RunConfiguration

ROOMY = 520
"""Height of a tab, at the normal text size, from which there is room for a note beside the picture."""


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
    runs : tuple of RunConfiguration
        What is trained.
    snapshots : callable
        Returns the newest snapshots that the tab has seen.
    """

    job: Job
    names: tuple[Any, ...]
    runs: tuple[RunConfiguration, ...]
    snapshots: Callable[[], tuple[Any, ...]]


def _nobody() -> list[Watchable]:
    return []


def _plain_card(study: Study, knob: Knob) -> KnobCard:
    return KnobCard(knob, {})


class StudyTab(QWidget):
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
    picture : Picture
        What is shown; has a `SceneHead` as ``head``.
    document : Document
        What the tab shows, as a study.
    failed : Signal(object)
        Something went wrong; the window shows the phrase, or takes the last one away when it is empty.
    told : Signal(object)
        A short text for the status bar.
    wanted : Signal(object)
        A `Scene` is to be opened, in whatever tab shows it.
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

    picture: Any
    card_of: Callable[[Any, Knob], KnobCard] = staticmethod(_plain_card)
    others: Callable[[], list[Watchable]] = staticmethod(_nobody)

    def __init__(self) -> None:
        super().__init__()
        self.document = Document(self.empty_scene(), self, provisional=True)
        self.area = QScrollArea()
        """Where the forms scroll."""
        self.knobs = KnobRack()
        self._knobs_of: Scene | None = None
        self.all_settings, self.fewer_settings = QPushButton(), QPushButton()
        """To be bound to the command of the window that opens the drawer and closes it."""

    @classmethod
    def empty_scene(cls) -> Scene:
        """Return what the tab shows where no scene has been opened."""
        return Scene("untitled", "", cls.key, studies[cls.key]())

    # -- the body

    def arrange(
        self,
        head: Sequence[QWidget] = (),
        forms: Sequence[QWidget] = (),
        foot: Sequence[QWidget] = (),
        under: Sequence[QWidget] = (),
    ) -> None:
        """Put the picture between what it can be set with: all settings in a drawer, those that matter beside it.

        Parameters
        ----------
        head, forms : sequence of QWidget
            The drawer: what stays in view at its top, and what scrolls.
        foot, under : sequence of QWidget
            Under the picture: a row of what keeps its width, and one of what takes all there is.
        """
        # from the outside in: whatever gets a parent is dressed anew, with all that stands in it
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        controls, column, stage = QWidget(), QWidget(), QWidget()
        self.drawer = SideColumn(controls, self)
        self.drawer.setVisible(False)
        layout.addWidget(self.drawer)
        left = QVBoxLayout(controls)
        left.setContentsMargins(0, 0, 0, 0)
        fit(left.setSpacing, lambda m: m.gap)
        say(self.fewer_settings, mark("app", "Close the settings"))
        for widget in (self.fewer_settings, *head, self.area):
            left.addWidget(widget, 1 if widget is self.area else 0)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setObjectName("column")
        self.area.setWidget(column)
        stack = QVBoxLayout(column)
        fit(stack.setContentsMargins, lambda m: (0, 0, m.close, 0))
        fit(stack.setSpacing, lambda m: m.gap)
        for widget in forms:
            stack.addWidget(widget)
        stack.addStretch(1)
        layout.addWidget(PictureRoom(stage), 1)
        middle = self._middle = QVBoxLayout(stage)
        middle.setContentsMargins(0, 0, 0, 0)
        fit(middle.setSpacing, lambda m: m.gap)
        middle.addWidget(self.picture, 1)
        for widgets, share in ((foot, 0), (under, 1)):  # a row each: words of progress may be long
            if widgets:
                row = QWidget()
                row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                line = QHBoxLayout(row)
                line.setContentsMargins(0, 0, 0, 0)
                fit(line.setSpacing, lambda m: m.gap)
                for widget in widgets:
                    line.addWidget(widget, share)
                if not share:
                    line.addStretch(1)
                middle.addWidget(row)
        self.side = QWidget()
        layout.addWidget(self.side)
        fit(self.side.setFixedWidth, lambda m: m.px(208))
        self._beside = QVBoxLayout(self.side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        fit(self._beside.setSpacing, lambda m: m.gap)
        self._beside.addWidget(self.knobs)
        say(self.all_settings, mark("app", "All settings…"))
        self._beside.addWidget(self.all_settings)
        self._beside.addStretch(1)

    def set_shape(self, open_drawer: bool, presenting: bool) -> None:
        """Show what matters beside the picture, or presenting under it; or all settings in the drawer."""
        self.drawer.setVisible(open_drawer and not presenting)
        self.side.setVisible(not open_drawer and not presenting)
        self.picture.set_presenting(presenting)
        self.knobs.lay(beside=presenting)
        if presenting:
            self._middle.insertWidget(1, self.knobs)
        else:
            self._beside.insertWidget(0, self.knobs)
        self.knobs.setVisible(bool(self.knobs.cards))

    def _make_room(self) -> None:
        """Leave out the note on the scene where it would leave too little of the picture."""
        self.picture.head.set_roomy(self.height() >= px(ROOMY))

    def begin(self) -> None:
        """Show the document for the first time, and follow it from now on."""
        self.command_actions = Actions(self)
        self.bind_buttons()
        self.picture.head.reset_clicked.connect(self.reset)
        self.knobs.turned.connect(self._on_knob_turned)
        self.knobs.settled.connect(self.document.settle)
        theme.changed.connect(self._make_room)
        self.document.opened.connect(self._on_opened)
        self.document.changed.connect(self._on_changed)
        self._on_opened(self.document.scene)
        self._on_changed(None, self.document.study)

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
            self._knobs_of = self.document.scene
        for path, each in there.items():
            self.knobs.cards[path].show_value(each.value)

    def _on_knob_turned(self, path: str, value: Any) -> None:
        label = self.knobs.cards[path].parameter.label
        why = Phrase(mark("app", "change of {label}"), label=label)
        self.attempt(lambda: self.document.change(turned(self.study, path, value), why, f"knob {path}"))

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
        """Show a scene, ready to run."""
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
        self.document.reset()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
