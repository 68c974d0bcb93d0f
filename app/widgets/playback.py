"""A film of what was computed: to the start, back, play, on, to the end, a slider to scrub, and how fast it plays.

The film knows only a number of places; what is seen there is the business of whoever listens.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon, theme
from app.widgets.editors import Combo
from app.widgets.sliders import Slider
from core.config.words import Phrase, mark

FRAME = 33
"""Milliseconds between two pictures while the film plays."""
AT_ONCE = 1e6
"""The speed at which the end is seen at once."""
SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 300.0, AT_ONCE)
"""Places a second to choose from."""
FIRST_SPEED = 5.0


class Playback(QWidget):
    """Buttons and slider of a film.

    Parameters
    ----------
    unit : str
        Marked name of a place.
    is_main : bool
        Whether playing is what the tab is run by.

    Attributes
    ----------
    moved : Signal(int)
        Another place is to be seen.
    speed_chosen : Signal(float)
        A person wants it to play at another speed.
    place : int
        What is seen, from 0 to `end`.
    """

    moved = Signal(int)
    speed_chosen = Signal(float)

    def __init__(self, unit: str = mark("app", "step"), is_main: bool = True) -> None:
        super().__init__()
        self._unit, self._is_main = unit, is_main
        self.place = 0
        self.end = 0
        self.first = self._button("first", mark("app", "To the start"))
        self.back = self._button("back", mark("app", "One step back"))
        self.play = QPushButton()
        self.play.setObjectName("primary" if is_main else "")
        self.next = self._button("next", mark("app", "One step on"))
        self.last = self._button("last", mark("app", "To the end"))
        self.slider = Slider()
        say(self.slider, mark("app", "Place in time"), "setAccessibleName")
        self.text = QLabel()
        self.text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.speed = Combo()
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.speed, mark("app", "Speed of playing, in steps a second"), setter)
            say(self.play, mark("app", "Play or hold"), setter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        for button in (self.first, self.back, self.play, self.next, self.last):
            fit(button.setFixedSize, lambda m: (m.px(40), m.px(32)))
            layout.addWidget(button)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.text)
        layout.addWidget(self.speed)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_frame)
        self._since = 0.0
        self._from = 0
        self._hurry = 0.0
        self._connect()
        self._name()
        self.set_length(0)

    def _button(self, picture: str, help: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, picture)
        say(button, help, "setToolTip")
        say(button, help, "setAccessibleName")
        return button

    def _connect(self) -> None:
        self.first.clicked.connect(self.go_to_start)
        self.back.clicked.connect(self.step_back)
        self.play.clicked.connect(self.toggle)
        self.next.clicked.connect(self.step_on)
        self.last.clicked.connect(self.go_to_end)
        self.slider.valueChanged.connect(self._on_slider)
        self.speed.activated.connect(self._on_speed)
        language.changed.connect(self._name)
        theme.changed.connect(self._hold_room)

    @property
    def is_playing(self) -> bool:
        """Whether the film runs."""
        return self._timer.isActive()

    def set_length(self, end: int, place: int | None = None) -> None:
        """Let the film reach from 0 to `end`, and show `place` (as far as possible the present one, by default)."""
        self.end = end
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, end)
            self.slider.setPageStep(max(1, end // 10))
        self._hold_room()
        place = min(self.place if place is None else place, end)
        if place != self.place:
            self._show(place)
            self._start_clock()
        else:
            self._show(place)
        for widget in (self.first, self.back, self.play, self.next, self.last, self.slider):
            widget.setEnabled(end > 0)

    def _hold_room(self) -> None:
        """Keep room for the longest text, so that the slider stands still while the film plays."""
        widest = self.text.fontMetrics().horizontalAdvance(self._words(self.end))
        self.text.setFixedWidth(widest + theme.metrics.gap)

    def set_speed(self, speed: float) -> None:
        """Play so many places a second."""
        if speed != self.speed.currentData():
            self._fill_speeds(speed)
            self._start_clock()

    def go(self, place: int) -> None:
        """Hold the film and show a place."""
        self.pause()
        self._move(place)

    def step_on(self) -> None:
        """Hold, and show the next place."""
        self.go(self.place + 1)

    def step_back(self) -> None:
        """Hold, and show the place before."""
        self.go(self.place - 1)

    def go_to_start(self) -> None:
        """Hold, and show the first place."""
        self.go(0)

    def go_to_end(self) -> None:
        """Hold, and show the last place."""
        self.go(self.end)

    def toggle(self) -> None:
        """Play, or hold; at the end, play from the start."""
        if self.is_playing:
            self.pause()
        elif self.end:
            self.run()

    def run(self) -> None:
        """Play from here, or from the start when here is the end."""
        if self.place >= self.end:
            self._move(0)
        if self.speed.currentData() >= AT_ONCE:
            self._move(self.end)
            return
        self._start_clock()
        self._timer.start()
        self._name()

    def play_through(self, seconds: float) -> None:
        """Play once from the start to the end, in so many seconds."""
        if self.end:
            self._move(0)
            self._hurry = self.end / seconds
            self._start_clock()
            self._timer.start()
            self._name()

    @property
    def is_hurrying(self) -> bool:
        """Whether the film plays through at a speed of its own."""
        return self.is_playing and self._hurry > 0

    def pause(self) -> None:
        """Hold the film."""
        self._hurry = 0.0
        if self._timer.isActive():
            self._timer.stop()
            self._name()

    def _start_clock(self) -> None:
        self._since, self._from = time.perf_counter(), self.place

    def _on_frame(self) -> None:
        # where the film should be by now: a slow picture loses frames, never time
        gone = (time.perf_counter() - self._since) * (self._hurry or self.speed.currentData())
        place = min(self._from + int(gone), self.end)
        if place != self.place:
            self._move(place)
        if place >= self.end:
            self.pause()

    def _on_speed(self) -> None:
        self._start_clock()
        self.speed_chosen.emit(self.speed.currentData())

    def _on_slider(self, place: int) -> None:
        self.pause()
        self._move(place)

    def _move(self, place: int) -> None:
        place = min(max(place, 0), self.end)
        if place != self.place:
            self._show(place)
            self.moved.emit(place)

    def _show(self, place: int) -> None:
        self.place = place
        with QSignalBlocker(self.slider):
            self.slider.setValue(place)
        self.text.setText(self._words(place))

    def _words(self, place: int) -> str:
        return translate(Phrase("{unit} {place} / {end}", unit=self._unit, place=place, end=self.end))

    def _fill_speeds(self, chosen: float) -> None:
        """Offer the usual speeds, and the one that is chosen."""
        with QSignalBlocker(self.speed):
            self.speed.clear()
            for speed in sorted({*SPEEDS, chosen}):
                words = Phrase(mark("app", "{speed} / s"), speed=speed)
                self.speed.addItem(translate(mark("app", "at once") if speed >= AT_ONCE else words), speed)
            self.speed.setCurrentIndex(self.speed.findData(chosen))

    def _name(self) -> None:
        self._fill_speeds(self.speed.currentData() or FIRST_SPEED)
        put_icon(self.play, "pause" if self.is_playing else "run", "on_accent" if self._is_main else "text")
        self.set_length(self.end)
