"""Predict, then reveal: what comes out of a scene stays covered until a class has said what it expects.

A scene whose note asks for it (`core.config.predictions`) opens covered, beside its choices.  Hands are counted before
and after talking, what is expected can be drawn; then the result is revealed, and what was expected stands over it.
Which choice has come true is computed from the result, whatever the settings are by then.
"""

from __future__ import annotations

import weakref
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.commands import Actions, Command
from app.language import language
from app.notes import note_of
from app.remembered import Remembered
from app.tabs.base import StudyTab
from app.widgets.ballot import Ballot
from core.config.predictions import LETTERS, Poll, Prediction, advice
from core.config.words import Phrase, mark
from core.scenes import Scene, scenes

if TYPE_CHECKING:
    from app.window import MainWindow

Asked = tuple[str, bool]
"""A question: its scene by name, and whether it is the other one."""


class Predicting(QObject):
    """Covers what scenes show, and reveals it.

    Parameters
    ----------
    window : MainWindow
        Whose tabs these are.
    settings : Remembered
        Where it is remembered whether questions are asked at all.
    """

    commands = (
        Command("reveal", mark("app", "Reveal"), "reveal", ("R",), enabled="is_covered"),
        Command("skip", mark("app", "Skip the question"), "skip", ("K",), enabled="is_covered"),
        Command(
            "draw",
            mark("app", "Draw what you expect"),
            "toggle_drawing",
            ("D",),
            enabled="can_draw",
            checked="is_drawing",
        ),
        Command("ask-again", mark("app", "Another question"), "ask_again", ("Q",), enabled="can_ask_again"),
        Command("questions", mark("app", "Predict before seeing"), "toggle_questions", ("F3",), checked="asks_first"),
    )

    def __init__(self, window: MainWindow, settings: Remembered) -> None:
        super().__init__(window)
        self._window = weakref.proxy(window)
        self._settings = settings
        self._asks_first = settings.value("questions", True)
        self._polls: dict[Asked, Poll] = {}
        self._another: set[str] = set()
        self._drawing = False
        self.command_actions = Actions(self)
        self._take_part_in(window.lecture.desk.ballot)
        language.changed.connect(self._show_all)

    def reason_against(self, id: str) -> Any:
        """Return why a command is not possible now, empty where that is plain."""
        return ""

    # -- tabs

    def follow(self, tab: StudyTab) -> None:
        """Take part in what a new tab shows."""
        self._take_part_in(tab.ballot)
        self.command_actions.bind(tab.ask_again, "ask-again")
        tab.ask_again.setCheckable(False)
        tab.answered.connect(self._show)
        tab.drawn.connect(self._on_drawn)

    def _take_part_in(self, ballot: Ballot) -> None:
        for button, id in ((ballot.reveal, "reveal"), (ballot.skip, "skip"), (ballot.draw, "draw")):
            self.command_actions.bind(button, id)
        ballot.counted.connect(self._on_counted)
        ballot.talked.connect(self._on_talked)

    def prepare(self, tab: StudyTab, scene: Scene) -> None:
        """Cover a scene that is about to be opened, before anything of it can be seen."""
        self._another.discard(scene.id)
        self._drawing = False
        prediction = self._prediction(scene)
        covered = prediction is not None and self._poll(scene).is_covered
        tab.picture.head.set_question(prediction.question if prediction is not None and covered else "")
        tab.set_covered(covered)
        tab.show_drawing((), is_open=False)

    def _prediction(self, scene: Scene) -> Prediction | None:
        """Return what is to be predicted of a scene; None where nothing is, or questions are not wanted."""
        if not self._asks_first or scene.id not in scenes():
            return None
        note = note_of(scene.id)
        return note.another if scene.id in self._another else note.predict

    def _key(self, scene: Scene) -> Asked:
        return scene.id, scene.id in self._another

    def _poll(self, scene: Scene) -> Poll:
        return self._polls.get(self._key(scene), Poll())

    def _keep(self, poll: Poll) -> None:
        self._polls[self._key(self._scene)] = poll
        self._show()

    @property
    def _tab(self) -> StudyTab:
        return self._window.tab

    @property
    def _scene(self) -> Scene:
        return self._tab.document.scene

    @property
    def poll(self) -> Poll:
        """How far the class has come with the scene in front."""
        return self._poll(self._scene)

    def show(self) -> None:
        """Show of the tab in front what is to be seen by now."""
        self._show()

    def _show_all(self) -> None:
        if self._window.stack.count():
            self._show()

    def _show(self) -> None:
        tab, scene = self._tab, self._scene
        if self.sender() in self._window.tabs and self.sender() is not tab:
            return
        prediction, poll = self._prediction(scene), self._poll(scene)
        covered = prediction is not None and poll.is_covered
        if covered is not tab.is_covered:
            tab.set_covered(covered)
        tab.show_drawing(poll.drawing if prediction is not None else (), is_open=covered and self._drawing)
        if prediction is not None and covered:
            tab.picture.head.set_question(prediction.question)
            for ballot in (tab.ballot, self._window.lecture.desk.ballot):
                ballot.ask(prediction, poll, advice(poll, tab.outcome()))
        else:
            tab.picture.head.set_question("")
        tab.picture.head.set_verdict(self._verdict(tab, prediction, poll))
        tab.ask_again.setVisible(self.can_ask_again)
        tab.ballot.draw.setVisible(self.can_draw)
        self._window.lecture.desk.ballot.setVisible(covered)
        self.command_actions.sync()

    def _verdict(self, tab: StudyTab, prediction: Prediction | None, poll: Poll) -> Phrase | None:
        """Say which choice has come true, how many had it, and why; nothing of settings that nobody was asked about."""
        outcome = tab.outcome()
        if prediction is None or poll.phase != "revealed" or outcome is None or not self._is_as_asked(tab):
            return None
        if outcome not in prediction.choices:
            return Phrase(mark("app", "None of the choices has come true."))
        letter = LETTERS[list(prediction.choices).index(outcome)]
        values: dict[str, Any] = {
            "letter": letter,
            "choice": prediction.choices[outcome],
            "reason": "" if self._window.lecture.is_presenting else prediction.reason,
            "before": poll.before.get(outcome, 0),
            "asked": sum(poll.before.values()),
            "after": poll.after.get(outcome, 0),
            "all": sum(poll.after.values()),
        }
        if values["all"]:
            text = mark(
                "app",
                "**{letter}: {choice}** – {before} of {asked} hands before talking, {after} of {all} after. {reason}",
            )
        elif values["asked"]:
            text = mark("app", "**{letter}: {choice}** – {before} of {asked} hands. {reason}")
        else:
            text = mark("app", "**{letter}: {choice}.** {reason}")
        return Phrase(text, **values)

    def _is_as_asked(self, tab: StudyTab) -> bool:
        """Return whether the settings are those of the question."""
        scene = tab.document.scene
        study = scene.another_study() if scene.id in self._another else scene.study
        return bool(study.computes_like(tab.study))

    # -- what can be done

    @property
    def is_covered(self) -> bool:
        """Whether a result waits to be revealed."""
        return self._tab.is_covered

    def reveal(self) -> None:
        """Show what comes out, and run it where that has not been done behind the cover."""
        self._end("revealed")
        self._tab.run_revealed()

    def skip(self) -> None:
        """Show the scene without a prediction."""
        self._end("skipped")

    def _end(self, phase: str) -> None:
        self._drawing = False
        self._keep(replace(self.poll, phase=phase))

    @property
    def can_draw(self) -> bool:
        """Whether what is expected can be drawn."""
        return self.is_covered and self._tab.can_be_drawn

    @property
    def is_drawing(self) -> bool:
        """Whether the mouse draws."""
        return self._drawing

    def toggle_drawing(self) -> None:
        """Let the mouse draw what is expected, or no more."""
        self._drawing = not self._drawing
        self._show()

    @property
    def can_ask_again(self) -> bool:
        """Whether the same can be asked with other settings, or once more."""
        return self._prediction(self._scene) is not None and not self.is_covered

    def ask_again(self) -> None:
        """Ask the other question of the scene, with its settings; after that, the first one once more."""
        tab, scene = self._tab, self._scene
        goes_on = scene.id not in self._another and note_of(scene.id).another is not None
        (self._another.add if goes_on else self._another.discard)(scene.id)
        self._polls.pop(self._key(scene), None)
        tab.set_covered(True)
        study = scene.another_study() if goes_on else scene.study
        if study != tab.study:
            tab.document.change(study, mark("app", "another question"))
        self._show()

    @property
    def asks_first(self) -> bool:
        """Whether scenes are covered until they have been predicted."""
        return self._asks_first

    def toggle_questions(self) -> None:
        """Ask what a class predicts, or show everything at once."""
        self._asks_first = not self._asks_first
        self._drawing = False
        for tab in self._window.tabs:
            covered = self._prediction(tab.document.scene) is not None and self._poll(tab.document.scene).is_covered
            tab.set_covered(covered)
        self._show()

    def remember(self) -> None:
        """Keep for the next start whether questions are asked."""
        self._settings.set_value("questions", self._asks_first)

    def _on_counted(self, choice: str, hands: int) -> None:
        self._keep(self.poll.counted(choice, hands))

    def _on_talked(self, talked: bool) -> None:
        self._keep(replace(self.poll, talked=talked))

    def _on_drawn(self, points: tuple[tuple[float, float], ...]) -> None:
        self._keep(replace(self.poll, drawing=points))
