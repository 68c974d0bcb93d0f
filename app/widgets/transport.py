"""Buttons and progress of long work, as a function of its state; both speak the words they are given."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon
from app.widgets.knobs import KnobRack
from core.config.figures import rounded
from core.config.words import Phrase, mark
from core.jobs import State, Update

LEFT = mark("app", "{time} left")
STATES = {
    State.IDLE: mark("app", "ready"),
    State.RUNNING: mark("app", "running"),
    State.PAUSED: mark("app", "paused"),
    State.STOPPING: mark("app", "stopping"),
    State.STOPPED: mark("app", "stopped"),
    State.FINISHED: mark("app", "finished"),
    State.FAILED: mark("app", "failed"),
}


@dataclass(frozen=True)
class TransportWords:
    """Marked texts on the main button, by what it would do."""

    run: Any = mark("app", "Run")
    pause: str = mark("app", "Pause")
    go_on: str = mark("app", "Continue")
    again: str = mark("app", "Run again")


class Transport(QWidget):
    """Run / Pause, Step and Stop, as a function of a job's state.

    Attributes
    ----------
    main, step, stop : QPushButton
        To be bound to the commands of a tab.
    state : State
        What is shown.
    """

    def __init__(self, words: TransportWords | None = None) -> None:
        super().__init__()
        self._words = words or TransportWords()
        self.state = State.IDLE
        self.main = QPushButton()
        self.main.setObjectName("primary")
        self.step = QPushButton()
        self.stop = QPushButton()
        put_icon(self.step, "next")
        put_icon(self.stop, "stop")
        say(self.step, mark("app", "Step"))
        say(self.stop, mark("app", "Stop"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(self.main, 2)
        layout.addWidget(self.step, 1)
        layout.addWidget(self.stop, 1)
        for button in (self.main, self.step, self.stop):
            fit(button.setMinimumHeight, lambda m: m.button)
        self.set_state(State.IDLE)

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what is of use at the desk only, as its keys act all the same; or show it again."""
        self.step.setVisible(not presenting)
        self.stop.setVisible(not presenting)

    def set_words(self, words: TransportWords) -> None:
        """Say other words on the main button from now on."""
        if words != self._words:
            self._words = words
            self.set_state(self.state)

    @property
    def can_run(self) -> bool:
        """Whether the work can be begun, gone on with, held or stepped."""
        return self.state is not State.STOPPING

    @property
    def can_stop(self) -> bool:
        """Whether there is something to stop."""
        return self.state in (State.RUNNING, State.PAUSED)

    def set_state(self, state: State) -> None:
        """Show what can be done now."""
        self.state = state
        words, picture = self._words, "run"
        if state is State.RUNNING:
            text, picture = words.pause, "pause"
        elif state is State.PAUSED:
            text = words.go_on
        else:
            text = words.again if state.is_over else words.run
        say(self.main, text)
        put_icon(self.main, picture, "on_accent")
        self.main.setEnabled(self.can_run)
        self.step.setEnabled(self.can_run)
        self.stop.setEnabled(self.can_stop)


class YieldingLabel(QLabel):
    """A line that says less where there is little room: the longest of several texts that fits."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ("",)

    def set_texts(self, *texts: str) -> None:
        """Say the first of these that has room; none where even the last has not."""
        if texts != self._texts:
            self._texts = texts
            self.setToolTip(texts[0])
            self._choose()
            self.updateGeometry()

    @property
    def longest(self) -> str:
        """What it says where there is room."""
        return self._texts[0]

    def _choose(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fits = (text for text in self._texts if metrics.horizontalAdvance(text) <= room)
        self.setText(next(fits, ""))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._texts[0]) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()


class Progress(QWidget):
    """A bar, and in words: the state, what the work says of itself, speed and time left.

    Parameters
    ----------
    unit : str
        Marked text of the speed, with a place for it (``{speed} steps/s``).
    """

    TEXT_EVERY = 0.22  # seconds of work between two changes of the text

    def __init__(self, unit: str = mark("app", "{speed} steps/s")) -> None:
        super().__init__()
        self._unit = unit
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # first come the words
        fit(self.bar.setMinimumWidth, lambda m: m.px(40))
        self.text = YieldingLabel()
        self.text.setObjectName("muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: 2 * m.gap)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.text)
        self._marks: deque[tuple[float, int]] = deque(maxlen=60)
        self._said_at = -1.0
        self._state = State.IDLE
        self._parts: list[Any] = [STATES[State.IDLE]]
        language.changed.connect(self._show)
        self._show()

    def reset(self, total: int) -> None:
        """Begin anew with `total` to do."""
        self._marks.clear()
        self._said_at = -1.0
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.show_state(State.IDLE)

    def show_state(self, state: State) -> None:
        """Show a state in words alone."""
        self._parts = [STATES[state]]
        self._show()

    def show_finished(self) -> None:
        """Show that all is done already."""
        self.bar.setValue(self.bar.maximum())
        self.show_state(State.FINISHED)

    def show_update(
        self, update: Update, done: int, total: int, detail: Any, doing: Any = "", left: float | None = None
    ) -> None:
        """Show how far the work is.

        Parameters
        ----------
        update : Update
            State and time of the job.
        done, total : int
            How much of how much.
        detail : text or Phrase
            What is said of it: "epoch 3 / 20".
        doing : text, optional
            What goes on just now, in place of "running".
        left : float, optional
            Seconds that it will still take, where the work knows better than its speed tells.
        """
        now = update.active_seconds
        if update.state is State.RUNNING:
            self._marks.append((now, done))
        same = update.state is self._state and done < total
        if same and update.state is State.RUNNING and 0 <= now - self._said_at < self.TEXT_EVERY:
            return
        self._state, self._said_at = update.state, now
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._parts = [detail, doing if doing and same else STATES[update.state]]
        speed = self.speed()
        if speed:
            if update.state in (State.RUNNING, State.PAUSED):
                left = (total - done) / speed if left is None else left
                self._parts.append(Phrase(LEFT, time=duration(left)))
            self._parts.append(Phrase(self._unit, speed=speed))
        self._show()

    def speed(self) -> float | None:
        """Return how much is done in a second of late, None when it is not known yet."""
        if len(self._marks) < 2:
            return None
        (start, first), (end, last) = self._marks[0], self._marks[-1]
        return (last - first) / (end - start) if end > start and last > first else None

    def _show(self) -> None:
        """Say all parts; where there is little room, the last ones are left out first."""
        said = [translate(part) for part in self._parts]
        fewer = [" · ".join(said[:count]) for count in range(len(said), 0, -1)]
        self.text.set_texts(*fewer, *said[1:2])  # at least what is being done


class RunRow(QWidget):
    """Buttons with their progress beside them; from the projector the knobs of a scene as well, and no words.

    The knobs stand beside the button that runs where they have room there, with the bar below; else above both.

    Parameters
    ----------
    transport : Transport
        The buttons.
    progress : Progress
        How far the work is.
    above : QWidget, optional
        Stands over all of them.
    """

    def __init__(self, transport: Transport, progress: Progress, above: QWidget | None = None) -> None:
        super().__init__()
        self._transport, self._progress = transport, progress
        self._knobs: KnobRack | None = None
        self._are_between: bool | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        fit(self._column.setSpacing, lambda m: m.close)
        self._line = QHBoxLayout()
        fit(self._line.setSpacing, lambda m: 2 * m.gap)
        self._line.addWidget(transport)
        self._line.addWidget(progress, 1)
        if above is not None:
            self._column.addWidget(above)
        self._column.addLayout(self._line)

    def present(self, knobs: KnobRack) -> None:
        """Show what matters from the last row: the button that runs, the knobs, and a bar without words."""
        self._transport.set_presenting(True)
        self._progress.text.hide()
        self._knobs, self._are_between = knobs, None
        self.place()

    def show_at_desk(self) -> None:
        """Show everything again; the knobs stand elsewhere."""
        self._knobs = None
        self._transport.set_presenting(False)
        self._progress.text.show()
        self._line.addWidget(self._progress, 1)

    def place(self) -> None:
        """Put the knobs where they have room."""
        if self._knobs is None:
            return
        room = self.width() - self._transport.sizeHint().width() - self._line.spacing()
        between = self._knobs.width_at_ease() <= room
        if between == self._are_between:
            return
        self._are_between = between
        if between:
            self._line.addWidget(self._knobs, 1)
            self._column.addWidget(self._progress)
        else:
            self._column.insertWidget(0, self._knobs)
            self._line.addWidget(self._progress, 1)

    def minimumSizeHint(self) -> QSize:
        if self._knobs is None:
            return super().minimumSizeHint()
        widest = max(self._transport.minimumSizeHint().width(), self._knobs.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # the knobs may be others
            self.place()
        return super().event(event)


def training_detail(step: int, steps: int, steps_per_epoch: int) -> Phrase:
    """Return "epoch 3 / 20 · step 57 / 400" for a training."""
    epochs = -(-steps // steps_per_epoch)
    return Phrase(
        mark("app", "epoch {epoch} / {epochs} · step {step} / {steps}"),
        epoch=min(step // steps_per_epoch + 1, epochs),
        epochs=epochs,
        step=step,
        steps=steps,
    )


def duration(seconds: float) -> Phrase:
    """Return a time in words, as exactly as one waits for its end."""
    if seconds < 90:
        return Phrase(mark("app", "{seconds} s"), seconds=max(1, round(seconds)))
    if seconds < 5400:
        return Phrase(mark("app", "{minutes} min"), minutes=round(seconds / 60))
    return Phrase(mark("app", "{hours} h"), hours=rounded(seconds / 3600, 2))
