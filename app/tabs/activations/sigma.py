"""The spread of the initial weights: σ on a slider, and the usual rules as buttons."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import say
from app.theme import fit
from app.widgets.cards import card
from app.widgets.knobs import KnobCard, SpreadCard
from app.widgets.sliders import LogSlider
from core.config.figures import number
from core.config.knobs import Knob
from core.config.words import mark
from core.rules.initializers import He, Initializer, Normal, Xavier
from core.signals.study import SignalStudy

LOWEST, HIGHEST = 1e-4, 10.0

PRESETS: list[tuple[str, Initializer]] = [
    ("0.01", Normal(0.01)),
    (mark("app", "Xavier"), Xavier()),
    (mark("app", "He"), He()),
    ("1", Normal(1.0)),
]


def spread_card(study: SignalStudy, knob: Knob) -> KnobCard:
    """Return a card for a knob; that of the initial weights is σ, with the usual rules marked."""
    if knob.name == "initializer":
        rules = {text: rule for text, rule in PRESETS if not isinstance(rule, Normal)}
        return SpreadCard(knob, rules, study.selected.nodes)
    return KnobCard(knob, {})


class SigmaCard(QWidget):
    """σ of the initial weights: a slider over five powers of ten, and the usual rules as buttons.

    Attributes
    ----------
    moved : Signal(float)
        A person drags the slider: the same σ is wanted in every layer.
    released : Signal
        The drag is over.
    rule_chosen : Signal(object)
        A person wants this initializer.
    """

    moved = Signal(float)
    released = Signal()
    rule_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        self.slider = LogSlider(LOWEST, HIGHEST)
        self.value = QLabel()
        fit(self.value.setMinimumWidth, lambda m: m.px(56))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.gap)
        symbol = QLabel("σ")
        symbol.setObjectName("muted")
        symbol.setBuddy(self.slider)
        line.addWidget(symbol)
        line.addWidget(self.slider, 1)
        line.addWidget(self.value)
        column.addLayout(line)
        buttons = QHBoxLayout()
        fit(buttons.setSpacing, lambda m: m.gap)
        self.presets: dict[str, QPushButton] = {}
        for text, initializer in PRESETS:
            button = self.presets[text] = QPushButton()
            say(button, text)
            button.setCheckable(True)
            button.setObjectName("narrow")
            button.clicked.connect(lambda _checked=False, chosen=initializer: self._on_preset(chosen))
            buttons.addWidget(button, 1)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.slider.value_changed.connect(self.moved)
        self.slider.sliderReleased.connect(self.released)
        say(self.slider, _HELP, "setAccessibleName")
        self._initializer: Initializer = Normal()
        self.lock("")

    def lock(self, reason: Any) -> None:
        """Forbid changes, with the reason in the tooltips; an empty reason allows them."""
        say(self.slider, reason or _HELP, "setToolTip")
        self.slider.setEnabled(not reason)
        for text, initializer in PRESETS:
            say(self.presets[text], reason or initializer.help, "setToolTip")
            self.presets[text].setEnabled(not reason)

    def set_value(self, initializer: Initializer, nodes: int, of_all: bool = False) -> None:
        """Show σ of a layer between layers of `nodes`, which rule gives it, and whether it is that of all networks."""
        say(self.heading, _OF_ALL if of_all else _OF_ONE)
        self._initializer = initializer
        sigma = initializer.std(nodes, nodes)
        self.value.setText(number(sigma))
        self.slider.set_number(sigma)
        self._show_rule()

    def _show_rule(self) -> None:
        for text, preset in PRESETS:
            self.presets[text].setChecked(preset == self._initializer)

    def _on_preset(self, initializer: Initializer) -> None:
        self._show_rule()  # a click alone changes no button
        self.rule_chosen.emit(initializer)


_OF_ONE = mark("app", "Spread of the initial weights")
_OF_ALL = mark("app", "Initial weights of all networks")
_HELP = mark("app", "Standard deviation σ of the weights, the same in every layer")
