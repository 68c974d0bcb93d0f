"""The film of a network that trains: the strip at the step that is looked at, one layer over time, and a slider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.activations.heat import MARGIN, HeatMap
from app.tabs.activations.histograms import StripRow
from app.tabs.activations.painting import LAYER
from app.tabs.activations.strip import GUTTER, StripView
from app.theme import fit
from app.widgets.editors import Combo
from app.widgets.sliders import Slider
from core.config.figures import number
from core.config.words import Phrase, mark
from core.signals.film import Film
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalView

_EMPTY = mark(
    "app",
    "Press Run: the selected network learns MNIST, and every layer is read ten times a second. "
    "Or choose a network that is being trained in another tab.",
)


class FilmView(QWidget):
    """Shows a `Film` as the view of a study says; what a person wants to see instead is emitted.

    Attributes
    ----------
    source_chosen : Signal(int)
        The film of another network, by its place in the list.
    step_chosen : Signal(int)
        Another step of the film; 0 is the newest, whatever comes.
    layer_chosen : Signal(int)
        Another layer over time, from 0.
    quantity_chosen : Signal(str)
        Activations (``forward``) or gradients (``backward``) over time.
    film : Film
        What is shown.
    """

    source_chosen = Signal(int)
    step_chosen = Signal(int)
    layer_chosen = Signal(int)
    quantity_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.film = Film(SignalConfiguration())
        self._settings = SignalSettings()
        self._view = SignalView()
        self._names: list[Any] = []
        self.source, self.layer, self.quantity = Combo(), Combo(), Combo()
        self.moment = QLabel()
        self.moment.setObjectName("muted")
        self.strip = StripView()
        self.heat = HeatMap()
        self.slider = Slider()
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
        self.layer.activated.connect(self.layer_chosen)
        self.quantity.activated.connect(lambda _place: self.quantity_chosen.emit(self.quantity.currentData()))
        self.slider.valueChanged.connect(self._on_slider)
        self.heat.place_chosen.connect(self.slider.setValue)
        self.strip.layer_chosen.connect(lambda _row, layer: self.layer_chosen.emit(layer))
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
        """Show which networks there is a film of."""
        if [translate(name) for name in names] != [self.source.itemText(k) for k in range(self.source.count())]:
            self._names = list(names)
            self._name()
        with QSignalBlocker(self.source):
            self.source.setCurrentIndex(current)

    def show_film(self, film: Film) -> None:
        """Show a film, or what is new in it."""
        self.film = film
        self._show()

    def show_study(self, study: SignalStudy) -> None:
        """Look at the film as a study says: which step, layer, quantity and histograms, on which scale."""
        # what is read while training has ranges of its own
        settings = replace(study.settings, input=SignalSettings().input)
        moved = replace(self._view, step=study.view.step, scale=study.view.scale)
        only_moment = settings == self._settings and moved == study.view
        self._settings, self._view = settings, study.view
        if not only_moment:
            self._show()
        elif len(self.film):  # the picture of the layer over time stays, so that a drag costs little
            self._show_moment()

    @property
    def step(self) -> int | None:
        """The step that is looked at; None while there is none."""
        return self.film.records[self.place].step if len(self.film) else None

    @property
    def place(self) -> int:
        """The record that is looked at."""
        return self.film.place_of(self._view.step)

    def finish(self) -> None:
        """Hide what only a window can do."""
        for widget in (self.source, self.layer, self.quantity, self.slider, *self._labels):
            widget.setVisible(False)

    # -- showing

    @property
    def _layers(self) -> int:
        return len(self.film.records[0].layers) if len(self.film) else self.film.configuration.layers

    def _show(self) -> None:
        there = len(self.film) > 0
        self.empty.setVisible(not there)
        self._film.setVisible(there)
        self.moment.setVisible(there)
        if not there:
            return
        if self.layer.count() != self._layers:
            self._name()
        layer = min(self._view.layer, self._layers - 1)
        with QSignalBlocker(self.slider), QSignalBlocker(self.layer), QSignalBlocker(self.quantity):
            self.slider.setRange(0, len(self.film) - 1)
            self.slider.setPageStep(max(1, len(self.film) // 10))
            self.layer.setCurrentIndex(layer)
            self.quantity.setCurrentIndex(self.quantity.findData(self._view.quantity))
        self._show_heat(layer)
        self._show_moment()

    def _show_moment(self) -> None:
        place = self.place
        with QSignalBlocker(self.slider):
            self.slider.setValue(place)
        self.heat.set_place(place)
        log = self._view.scale == "log"
        self.strip.set_rows([StripRow("", self.film.flow(place), 0)], self._settings, log, self.film.decades)
        step = self.film.records[place].step
        self.moment.setText(
            translate(
                Phrase(
                    mark("app", "step {step} · loss {loss}"),
                    step=step,
                    loss=number(self.film.losses.get(step)),
                )
            )
        )

    def _show_heat(self, layer: int) -> None:
        values, low, high, log = self.film.heat(layer, self._view.quantity)
        title = (self.quantity.currentText(), translate(Phrase(LAYER, number=layer + 1)))
        self.heat.set_heat(values, (low, high), log, [record.step for record in self.film.records], title)

    def _on_slider(self, place: int) -> None:
        newest = place >= len(self.film) - 1
        self.step_chosen.emit(0 if newest else self.film.records[place].step)

    def _name(self) -> None:
        """Fill the combo boxes in the language shown."""
        quantities: Any = SignalView.parameters()["quantity"]
        for combo, items in (
            (self.source, [(translate(name), place) for place, name in enumerate(self._names)]),
            (self.layer, [(translate(Phrase(LAYER, number=k + 1)), k) for k in range(self._layers)]),
            (self.quantity, [(translate(text), kind) for kind, text in quantities.options.items()]),
        ):
            with QSignalBlocker(combo):
                chosen = max(0, combo.currentIndex())
                combo.clear()
                for text, data in items:
                    combo.addItem(text, data)
                combo.setCurrentIndex(min(chosen, combo.count() - 1))
        self._show()
