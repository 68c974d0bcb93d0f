"""Everything left of the picture: networks, forms, σ on a slider, and at the foot what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.job_view import Transport
from app.language import say
from app.tabs.activations.controls import ConfigurationList, SigmaCard
from app.tabs.activations.lesson import LessonSettings
from app.theme import fit
from app.widgets.forms import Form, commit_forms
from core.config.words import mark
from core.jobs import State
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy

FIXED = mark("app", "Fixed while training: stop first. The learning rate can change.")
WATCHING = mark(
    "app", "The film is of a network of another tab: choose this tab's network above the film to change it."
)


class ControlPanel(QWidget):
    """The controls of the activation tab."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ConfigurationList(SignalStudy.most_runs)
        self.run_form = Form(SignalConfiguration)
        self.sigma = SigmaCard()
        self.settings_form = Form(SignalSettings)
        self.lesson_form = Form(LessonSettings)
        self.new_draw = QPushButton()
        self.transport = Transport()
        self._watching = False
        say(self.new_draw, mark("app", "New draw"))
        say(self.new_draw, mark("app", "Other random numbers: the next seed (N)"), "setToolTip")
        fit(self.new_draw.setMinimumHeight, lambda m: m.button)
        column = QWidget()
        column.setObjectName("column")
        stack = QVBoxLayout(column)
        fit(stack.setContentsMargins, lambda m: (0, 0, m.close, 0))
        fit(stack.setSpacing, lambda m: m.gap)
        for widget in (self.lesson_form, self.run_form, self.sigma, self.settings_form):
            stack.addWidget(widget)
        stack.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(column)
        fit(self.setFixedWidth, lambda m: m.column)
        left = QVBoxLayout(self)
        left.setContentsMargins(0, 0, 0, 0)
        fit(left.setSpacing, lambda m: m.gap)
        left.addWidget(self.rows)
        left.addWidget(self.area, 1)
        left.addWidget(self.new_draw)
        left.addWidget(self.transport)

    def forms(self) -> tuple[Form, ...]:
        """Return all forms."""
        return self.run_form, self.settings_form, self.lesson_form

    def set_training(self, training: bool) -> None:
        """Offer a training, or another draw."""
        self.transport.setVisible(training)
        self.lesson_form.setVisible(training)
        self.new_draw.setVisible(not training)

    def set_state(self, state: State) -> None:
        """Allow what can be done now."""
        self.transport.set_state(state)
        self._lock()

    def set_watching(self, watching: bool) -> None:
        """Say that another network than this one is to be seen, or that it is this one again."""
        if watching != self._watching:
            self._watching = watching
            self._lock()

    @property
    def is_locked(self) -> bool:
        """Whether the network can not be changed now."""
        return self.transport.state.is_active or self._watching

    def _lock(self) -> None:
        reason: Any = WATCHING if self._watching else FIXED if self.is_locked else ""
        for form in self.forms():
            form.lock(reason)
        self.rows.lock(self.is_locked)
        self.sigma.lock(self.is_locked)
        self.new_draw.setEnabled(not self.is_locked)

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError`, shown beside its field, when it is not valid."""
        commit_forms(self.forms(), self.area)
