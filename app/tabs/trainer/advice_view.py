"""Advice: what is happening to each run, with a button for a twin that tries what may help."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.latest_job import LatestJob
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel
from core.config.words import Phrase, joined, mark
from core.training.advice import Advice, Advising
from core.training.results import Result

LOOK_EVERY = 50
"""Milliseconds between two looks at the work."""

_NOTHING = mark("app", "Press Run: after some fifty steps what is happening to each run is said here.")
_TRY = mark("app", "Try it: {change}")
_TRAINING = mark("app", "A twin is added when the training is over, or stopped.")

Read = tuple[tuple[Result, tuple[Advice, ...]], ...]


class AdviceView(TrainingPanel):
    """A card a run, with what is said of it.

    Attributes
    ----------
    tried : Signal(int, object)
        A twin of the run at this place is wanted that is as the configuration says.
    buttons : list of QPushButton
        One for each thing that can be tried, in the order of the runs.
    """

    tried = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Any, ...] = ()
        self.read: Read = ()
        self.buttons: list[QPushButton] = []
        self.advising = LatestJob(self, "job-advise", LOOK_EVERY)
        self.advising.updated.connect(self._on_read)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)
        self._show()

    def connect_tab(self, tab: Any) -> None:
        def on_tried(place: int, run: Any) -> None:
            if tab.is_locked:
                tab.told.emit(_TRAINING)
                return
            tab.select_run(place)
            tab.attempt(lambda: tab.change_run(run))

        self.tried.connect(on_tried)

    @property
    def is_computing(self) -> bool:
        return self.advising.is_busy

    def close_jobs(self, timeout: float) -> bool:
        return self.advising.close(timeout)

    def show_training(self, shown: Shown) -> None:
        """Read the runs anew, when more has been measured of them."""
        results = [result for result in shown.results if result.snapshot.step]
        asked = tuple((r.key, r.place, r.name, r.moment(), r.diverged, r.is_finished) for r in results)
        if asked == self._asked:
            return
        self._asked = asked
        if results:
            self.advising.request(partial(Advising, results))
        else:
            self.advising.cancel()
            self._on_read((), True)

    def said(self) -> list[Advice]:
        """Return everything that is said, in the order of the runs."""
        return [advice for _, said in self.read for advice in said]

    def _on_read(self, read: Read, done: bool) -> None:
        if done:  # the whole of it at once: nothing moves under the hand
            self.read = read
            self._show()

    def _show(self) -> None:
        page = QWidget()
        page.setObjectName("column")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.gap)
        self.buttons = []
        known = [(result, said) for result, said in self.read if said]
        if not known:
            text = WrappedLabel()
            text.setObjectName("muted")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            say(text, _NOTHING)
            column.addWidget(text, 1)
        for result, said in known:
            self._add(column, result, said)
        if known:
            column.addStretch(1)
        self._area.setWidget(page)

    def _add(self, column: QVBoxLayout, result: Result, said: Sequence[Advice]) -> None:
        name = QLabel()
        name.setStyleSheet(f"color: {theme.series(result.place).name()}; font-weight: bold")
        say(name, joined(result.name))
        column.addWidget(name)
        for advice in said:
            text = WrappedLabel()
            text.setObjectName("sentence")
            say(text, advice.said)
            column.addWidget(text)
            if advice.cure is None:
                continue
            button = QPushButton()
            said_of_it = Phrase(_TRY, change=joined(advice.tried(result.configuration)))
            say(button, said_of_it)
            say(button, mark("app", "Adds a twin of this run that differs in this alone"), "setToolTip")
            button.clicked.connect(partial(self.tried.emit, result.place, advice.cure))
            fit(button.setMinimumHeight, lambda m: m.button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)

    def texts(self) -> list[str]:
        """Return what is said, in the language shown."""
        return [translate(advice.said) for advice in self.said()]
