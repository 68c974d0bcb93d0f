"""The strip while a network trains: the moment that is looked at, one layer over time, and a slider between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.activations.heat import MARGIN, HeatMap
from app.tabs.activations.painting import LAYER
from app.tabs.activations.panels import BACKWARD, FORWARD, StripRow
from app.tabs.activations.strip import GUTTER, StripView
from app.theme import fit
from core.config.figures import number
from core.config.words import Phrase, mark
from core.networks.probe import WatchRecord
from core.signals.film import Film
from core.signals.study import SignalConfiguration, SignalSettings

_QUANTITIES = {
    FORWARD: mark("app", "activation"),
    BACKWARD: mark("app", "gradient"),
}
_EMPTY = mark(
    "app",
    "Press Run: the network of the chosen row learns MNIST, and every layer is read ten times a second. "
    "Or choose a network that is being trained in another tab.",
)


class TrainingView(QWidget):
    """Film of a network's layers.

    Attributes
    ----------
    source_chosen : Signal(int)
        Another network is to be watched.
    """

    source_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.film = Film(SignalConfiguration())
        self._settings = SignalSettings()
        self._log = True
        self._names: list[Any] = []
        self._losses: dict[int, float] = {}
        self.source = QComboBox()
        self.layer = QComboBox()
        self.quantity = QComboBox()
        self.moment = QLabel()
        self.moment.setObjectName("muted")
        self.strip = StripView()
        self.heat = HeatMap()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.empty = QLabel()
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.empty, _EMPTY)
        say(self.source, mark("app", "Network that is watched"), "setAccessibleName")
        say(self.layer, mark("app", "Layer over time"), "setAccessibleName")
        say(self.quantity, mark("app", "What is drawn over time"), "setAccessibleName")
        say(self.slider, mark("app", "Place in time"), "setAccessibleName")
        say(self.strip, mark("app", "Histograms of every layer"), "setAccessibleName")
        say(self.heat, mark("app", "One layer over time"), "setAccessibleName")
        self._arrange()
        self.source.activated.connect(self.source_chosen)
        self.layer.activated.connect(lambda _place: self._show_heat())
        self.quantity.activated.connect(lambda _place: self._show_heat())
        self.slider.valueChanged.connect(self._on_slider)
        self.heat.place_chosen.connect(self.slider.setValue)
        self.strip.layer_chosen.connect(self._on_layer)
        language.changed.connect(self._name)
        self._name()
        self._show()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        fit(head.setSpacing, lambda m: m.gap)
        network = QLabel()
        network.setObjectName("muted")
        say(network, mark("app", "network"))
        network.setBuddy(self.source)
        self._labels = [network]
        head.addWidget(network)
        head.addWidget(self.source)
        head.addStretch(1)
        head.addWidget(self.moment)
        self._film = QWidget()
        film = QVBoxLayout(self._film)
        film.setContentsMargins(0, 0, 0, 0)
        fit(film.setSpacing, lambda m: m.close)
        choice = QHBoxLayout()
        fit(choice.setSpacing, lambda m: m.gap)
        time = QLabel()
        time.setObjectName("muted")
        say(time, mark("app", "over time"))
        self._labels.append(time)
        choice.addWidget(time)
        choice.addWidget(self.layer)
        choice.addWidget(self.quantity)
        choice.addStretch(1)
        along = QHBoxLayout()
        # the knob stands over the column that it marks
        fit(along.setContentsMargins, lambda m: (m.px(GUTTER) - m.gap, 0, m.px(MARGIN) - m.gap, 0))
        along.addWidget(self.slider)
        film.addWidget(self.strip, 5)
        film.addLayout(choice)
        film.addWidget(self.heat, 2)
        film.addLayout(along)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addLayout(head)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._film, 1)

    # -- data

    def set_sources(self, names: Sequence[Any], current: int) -> None:
        """Show which networks can be watched."""
        if [translate(name) for name in names] != [self.source.itemText(k) for k in range(self.source.count())]:
            self._names = list(names)
            self._name()
        with QSignalBlocker(self.source):
            self.source.setCurrentIndex(current)

    def begin(self, configuration: SignalConfiguration, settings: SignalSettings) -> None:
        """Begin a new film of this network."""
        self.film = Film(configuration)
        # what is read while training has ranges of its own
        self._settings = replace(settings, input=SignalSettings().input)
        self._losses = {}
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, 0)
        self._name()
        self._show()

    def set_records(self, records: Sequence[WatchRecord], losses: dict[int, float]) -> None:
        """Show what was read; the newest moment is followed unless an older one is looked at.

        Parameters
        ----------
        records : sequence of WatchRecord
            In the order of their steps.
        losses : dict
            Loss of the mini-batch, by step.
        """
        following = self.slider.value() >= self.slider.maximum()
        step = self.step
        self.film.set_records(records)
        self._losses = losses
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(records) - 1))
            self.slider.setPageStep(max(1, len(records) // 10))
            if following or step is None:
                self.slider.setValue(self.slider.maximum())
            else:  # records may have been thinned
                steps = [record.step for record in records]
                nearest = min(range(len(steps)), key=lambda place: abs(steps[place] - step))
                self.slider.setValue(nearest)
        self._show()

    def set_log(self, log: bool) -> None:
        """Show gradients in decades, or linearly."""
        self._log = log
        self._show_moment()

    def losses(self) -> dict[int, float]:
        """Return the losses of the steps that were read."""
        return dict(self._losses)

    @property
    def step(self) -> int | None:
        """The step that is looked at; None while there is none."""
        return self.film.records[self.place].step if len(self.film) else None

    @property
    def place(self) -> int:
        """The record that is looked at."""
        return min(self.slider.value(), max(0, len(self.film) - 1))

    def finish(self) -> None:
        """Hide what only a window can do."""
        for widget in (self.source, self.layer, self.quantity, self.slider, *self._labels):
            widget.setVisible(False)

    # -- showing

    def _show(self) -> None:
        there = len(self.film) > 0
        self.empty.setVisible(not there)
        self._film.setVisible(there)
        self.moment.setVisible(there)
        if there:
            if self.layer.count() != len(self.film.records[0].layers):
                self._name()
            self._show_moment()
            self._show_heat()

    def _show_moment(self) -> None:
        if not len(self.film):
            return
        place = self.place
        flow = self.film.flow(place)
        self.strip.set_rows([StripRow("", flow, 0)], self._settings, self._log, self.film.decades)
        self.heat.set_place(place)
        step = self.film.records[place].step
        self.moment.setText(
            translate(
                Phrase(
                    mark("app", "step {step} · loss {loss}"),
                    step=step,
                    loss=number(self._losses.get(step)),
                )
            )
        )

    def _show_heat(self) -> None:
        if not len(self.film):
            return
        layer = max(0, min(self.layer.currentIndex(), len(self.film.records[0].layers) - 1))
        kind = str(self.quantity.currentData())
        values, low, high, log = self.film.heat(layer, kind)
        title = (translate(_QUANTITIES[kind]), translate(Phrase(LAYER, number=layer + 1)))
        self.heat.set_heat(values, (low, high), log, [record.step for record in self.film.records], title)
        self.heat.set_place(self.place)

    def _on_slider(self, place: int) -> None:
        self._show_moment()

    def _on_layer(self, row: int, layer: int) -> None:
        self.layer.setCurrentIndex(layer)
        self._show_heat()

    def _name(self) -> None:
        """Fill the combo boxes in the language shown."""
        count = len(self.film.records[0].layers) if len(self.film) else self.film.configuration.layers
        for combo, items in (
            (self.source, [(translate(name), place) for place, name in enumerate(self._names)]),
            (self.layer, [(translate(Phrase(LAYER, number=k + 1)), k) for k in range(count)]),
            (self.quantity, [(translate(text), kind) for kind, text in _QUANTITIES.items()]),
        ):
            with QSignalBlocker(combo):
                chosen = max(0, combo.currentIndex())
                combo.clear()
                for text, data in items:
                    combo.addItem(text, data)
                combo.setCurrentIndex(min(chosen, combo.count() - 1))
        self._show_moment()
        self._show_heat()
