"""Draw a digit, and see what the networks take it for while you draw."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.language import say, translate
from app.latest_job import LatestJob
from app.tabs.trainer.canvas import Canvas
from app.tabs.trainer.recognition import RecognitionPicture
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit
from core.config.words import Phrase, mark
from core.data.drawing import as_digit
from core.training.recognizing import Recognition, Recognizing, Subject
from core.training.results import Result

MOST_NETWORKS = 8
"""Networks that are asked: the selected one and others of the race."""

_NO_IMAGES = mark("app", "These examples are no images: there is nothing that could be drawn.")
_SAID = mark("app", "Scaled and centred as the images of MNIST were.")


class DrawView(TrainingPanel):
    """A canvas at the left, at the right what the networks make of what is on it.

    Attributes
    ----------
    canvas : Canvas
        Where one draws.
    recognition : RecognitionPicture
        What the networks answer.
    undo, clear : QToolButton
        Take back the last stroke, or all.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._asked: tuple[Any, ...] = ()
        self.canvas, self.recognition = Canvas(), RecognitionPicture()
        self.undo, self.clear = QToolButton(), QToolButton()
        say(self.undo, mark("app", "Undo stroke"))
        say(self.clear, mark("app", "Clear"))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setObjectName("muted")
        say(self.note, _SAID)
        self.recognizing = LatestJob(self, "job-recognize")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.canvas, 1)
        buttons = QHBoxLayout()
        for button in (self.undo, self.clear):
            buttons.addWidget(button)
        buttons.addWidget(self.note, 1)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row.setSpacing, lambda m: 2 * m.gap)
        row.addWidget(left, 1)
        row.addWidget(self.recognition, 1)
        self.undo.clicked.connect(self.canvas.undo)
        self.clear.clicked.connect(self.canvas.clear)
        self.canvas.drawn.connect(self._ask)
        self.recognizing.updated.connect(self._on_recognized)

    def show_training(self, shown: Shown) -> None:
        self._shown = shown
        self._ask()

    def close_jobs(self, timeout: float) -> bool:
        return self.recognizing.close(timeout)

    @property
    def is_computing(self) -> bool:
        return self.recognizing.is_busy

    def _subjects(self) -> list[tuple[Result, Subject]]:
        """Return the networks that can be asked, the selected one first."""
        shown = self._shown
        if shown is None or shown.selected is None:
            return []
        first = shown.selected
        found = []
        for result in [first, *(other for other in shown.others if other.settings.data == first.settings.data)]:
            moment = shown.moment(result)
            if moment is not None and moment.weights:
                subject = Subject(
                    result.key, result.name, result.place, result.configuration, moment.weights[result.column]
                )
                found.append((result, subject))
        return found[:MOST_NETWORKS]

    def _ask(self) -> None:
        """Ask the networks, when the drawing is another or they are."""
        found = self._subjects()
        tested = found[0][0].snapshot.tested if found else None
        shape = tested.shape if tested is not None else ()
        if tested is not None and len(shape) != 2:
            self._asked = ()
            self.note.setText(translate(_NO_IMAGES))
            self.recognition.show_recognition(None, shape, False)
            return
        if not found or not self.canvas.strokes:
            self._asked = ()
            self.recognizing.cancel()
            self.recognition.show_recognition(None, shape, bool(found))
            return
        strokes = tuple(self.canvas.strokes)
        asked = (strokes, *(subject.weights for _, subject in found))
        if asked == self._asked:
            return
        self._asked = asked
        first = found[0][0]
        image = as_digit(self.canvas.pixels(), (shape[0], shape[1]))
        subjects = [subject for _, subject in found]
        self.recognizing.request(partial(Recognizing, subjects, first.settings, image, first.snapshot.classes))

    def _on_recognized(self, known: Recognition, _done: bool) -> None:
        if self._asked:
            found = self._subjects()
            tested = found[0][0].snapshot.tested if found else None
            self.recognition.show_recognition(known, tested.shape if tested is not None else (), True)

    def said(self) -> list[Phrase]:
        """Return what the networks answer."""
        return self.recognition.answers()
