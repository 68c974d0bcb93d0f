"""What if the learning rate is bigger?  A slider over decades, the limit of stability on it, a ladder of five rates."""

from __future__ import annotations

import contextlib
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import say
from app.theme import fit
from app.widgets.cards import titled_card
from app.widgets.knobs import KnobCard
from app.widgets.sliders import LogSlider
from core.config.figures import rounded, setting
from core.config.knobs import Knob
from core.config.words import LabError, Phrase, mark
from core.descent.study import Descent
from core.descent.trajectory import rate_limit
from core.rules.optimizers import Optimizer

LOW, HIGH = 1e-5, 1e2
FACTOR = 1.1
"""By how much a key changes the learning rate."""
NEAR_LIMIT = (0.5, 0.95, 0.99, 1.0, 1.05)
"""Rungs of the ladder where a limit is known, relative to it."""
AROUND = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Rungs of the ladder elsewhere, relative to the present rate."""


def ladder(rule: Optimizer, limit: float | None) -> tuple[Optimizer, ...]:
    """Return the rule with five learning rates, below, at and above the limit of stability where there is one.

    Rates that the rule does not allow are left out.
    """
    rate = rule.lr
    base, rungs = (rate, AROUND) if limit is None else (limit, NEAR_LIMIT)
    made = []
    for rung in rungs:
        with contextlib.suppress(LabError):
            made.append(rule.with_value("lr", rounded(base * rung, 4)))
    return tuple(made) or (rule,)


def rate_card(study: Descent, knob: Knob) -> KnobCard:
    """Return a card for a knob; on that of the learning rate the limit of stability is marked, where there is one."""
    limit = rate_limit(study.selected, study.settings.surface) if knob.name == "lr" else None
    return KnobCard(knob, {} if limit is None else {limit: mark("app", "limit")})


class WhatIf(QWidget):
    """The card.

    Attributes
    ----------
    rate_changed : Signal(float)
        Another learning rate is wanted for the selected optimizer.
    released : Signal
        A drag of the slider has ended.
    ladder : QPushButton
        Asks for five rates of the selected optimizer; to be bound to a command.
    """

    rate_changed = Signal(float)
    released = Signal()

    def __init__(self) -> None:
        super().__init__()
        card, column = titled_card(mark("app", "What if η is bigger?   [ and ]"))
        self.slider = LogSlider(LOW, HIGH)
        say(self.slider, mark("app", "Learning rate of the selected optimizer"), "setAccessibleName")
        self.now, self.limit = QLabel(), QLabel()
        self.limit.setObjectName("fault")
        say(
            self.limit,
            mark("app", "Above it, a quadratic function is left for good: 2/λmax for SGD (λmax: its curvature)."),
            "setToolTip",
        )
        self.ladder = QPushButton()
        say(self.ladder, mark("app", "Ladder of five rates"))
        line = QHBoxLayout()
        line.addWidget(self.now, 1)
        line.addWidget(self.limit)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.slider)
        column.addLayout(line)
        column.addWidget(self.ladder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.slider.value_changed.connect(self.rate_changed)
        self.slider.sliderReleased.connect(self.released)

    @property
    def is_dragged(self) -> bool:
        """Whether the knob is held."""
        return self.slider.isSliderDown()

    def show_rule(self, name: Any, rate: float, limit: float | None) -> None:
        """Show the learning rate of the selected optimizer, and the limit of stability where it is known."""
        self.slider.set_number(rate)
        self.slider.set_mark(limit)
        say(self.now, Phrase(mark("app", "{name}  η = {rate}"), name=name, rate=setting(rate)))
        text = Phrase(mark("app", "limit {limit}"), limit=limit) if limit is not None else ""
        say(self.limit, text)
