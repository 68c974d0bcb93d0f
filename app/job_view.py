"""Between a job and the window: one timer that looks at the job, and the buttons and progress that show its state."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.language import language, say, translate
from app.theme import fit, put_icon
from core.config.figures import rounded
from core.config.words import Phrase, mark
from core.jobs import Job, State, Update

POLL_EVERY = 33
"""Milliseconds between two looks at the job."""

LEFT = mark("app", " · {time} left")
_STATES = {
    State.IDLE: mark("app", "ready"),
    State.RUNNING: mark("app", "running"),
    State.PAUSED: mark("app", "paused"),
    State.STOPPING: mark("app", "stopping"),
    State.STOPPED: mark("app", "stopped"),
    State.FINISHED: mark("app", "finished"),
    State.FAILED: mark("app", "failed"),
}


class JobView(QObject):
    """Looks at one job at a time and hands on what is new, in the window's thread.

    Parameters
    ----------
    parent : QObject
        Owns it.
    every : int
        Milliseconds between two looks.

    Attributes
    ----------
    updated : Signal(Update)
        Something is new in the job that is being looked at.
    """

    updated = Signal(object)

    def __init__(self, parent: QObject, every: int = POLL_EVERY) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._retired: list[Job] = []
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.look)

    @property
    def job(self) -> Job | None:
        """The job that is being looked at."""
        return self._job

    def watch(self, job: Job) -> None:
        """Look at `job` from now on; nothing of an earlier job arrives any more."""
        self.drop()
        self._job = job
        self._timer.start()

    def drop(self) -> None:
        """Stop the job and forget it."""
        if self._job is not None:
            self._job.stop()
            self._retired.append(self._job)
            self._job = None
        self._retired = [job for job in self._retired if not job.close(0.0)]
        self._timer.stop()

    def look(self) -> None:
        """Hand on what is new now."""
        if self._job is None:
            return
        update = self._job.take()
        if update is None:
            return
        if update.state.is_over:
            self._timer.stop()
        self.updated.emit(update)

    def close(self, timeout: float = 2.0) -> bool:
        """Stop everything and wait; return whether all threads have ended."""
        self.drop()
        ended = [job.close(timeout) for job in self._retired]
        return all(ended)


class Transport(QWidget):
    """Run / Pause, Step and Stop, enabled as a function of the job's state.

    Attributes
    ----------
    run_clicked, pause_clicked, step_clicked, stop_clicked : Signal
        What the person wants.
    """

    run_clicked = Signal()
    pause_clicked = Signal()
    step_clicked = Signal()
    stop_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = State.IDLE
        self.main = QPushButton()
        self.main.setObjectName("primary")
        self.step = QPushButton()
        self.stop = QPushButton()
        put_icon(self.step, "next")
        put_icon(self.stop, "stop")
        say(self.step, mark("app", "Step"))
        say(self.stop, mark("app", "Stop"))
        say(self.step, mark("app", "Train on one mini-batch, then hold (S)"), "setToolTip")
        say(self.stop, mark("app", "End this training and keep its curves (Esc)"), "setToolTip")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(self.main, 2)
        layout.addWidget(self.step, 1)
        layout.addWidget(self.stop, 1)
        for button in (self.main, self.step, self.stop):
            fit(button.setMinimumHeight, lambda m: m.button)
        self.main.clicked.connect(self.toggle)
        self.step.clicked.connect(self.step_clicked)
        self.stop.clicked.connect(self.stop_clicked)
        self.set_state(State.IDLE)

    def toggle(self) -> None:
        """Run, or pause what runs."""
        if self.state is State.RUNNING:
            self.pause_clicked.emit()
        elif self.main.isEnabled():
            self.run_clicked.emit()

    def set_state(self, state: State) -> None:
        """Show what can be done now."""
        self.state = state
        if state is State.RUNNING:
            text, picture = mark("app", "Pause"), "pause"
        elif state is State.PAUSED:
            text, picture = mark("app", "Continue"), "run"
        elif state.is_over:
            text, picture = mark("app", "Run again"), "run"
        else:
            text, picture = mark("app", "Run"), "run"
        say(self.main, text)
        say(self.main, mark("app", "Run or pause the training (Space)"), "setToolTip")
        put_icon(self.main, picture, "on_accent")
        self.main.setEnabled(state is not State.STOPPING)
        self.step.setEnabled(state is not State.STOPPING)
        self.stop.setEnabled(state in (State.RUNNING, State.PAUSED))


class Progress(QWidget):
    """A bar, and in words: epoch, step, steps per second and time left."""

    TEXT_EVERY = 0.22  # seconds of work between two changes of the text

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.text = QLabel()
        self.text.setObjectName("muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: 2 * m.gap)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.text)
        self._marks: deque[tuple[float, int]] = deque(maxlen=60)
        self._said_at = -1.0
        self._state = State.IDLE
        self._shown: Phrase | str = _STATES[State.IDLE]
        language.changed.connect(self._show)
        self._show()

    def reset(self, steps: int) -> None:
        """Begin anew with `steps` to do."""
        self._marks.clear()
        self._said_at = -1.0
        self.bar.setRange(0, steps)
        self.bar.setValue(0)
        self.show_state(State.IDLE)

    def show_state(self, state: State) -> None:
        """Show a state in words alone."""
        self._shown = _STATES[state]
        self._show()

    def show_update(self, update: Update, step: int, steps: int, steps_per_epoch: int, evaluating: bool) -> None:
        """Show how far the work is."""
        now = update.active_seconds
        if update.state is State.RUNNING:
            self._marks.append((now, step))
        same = update.state is self._state and step < steps
        if same and update.state is State.RUNNING and 0 <= now - self._said_at < self.TEXT_EVERY:
            return
        self._state, self._said_at = update.state, now
        self.bar.setRange(0, steps)
        self.bar.setValue(step)
        speed = self.speed()
        left = (steps - step) / speed if speed else None
        epochs = -(-steps // steps_per_epoch)
        self._shown = Phrase(
            mark("app", "{state} · epoch {epoch} / {epochs} · step {step} / {steps}{speed}{left}"),
            state=mark("app", "measuring accuracy") if evaluating and same else _STATES[update.state],
            epoch=min(step // steps_per_epoch + 1, epochs),
            epochs=epochs,
            step=step,
            steps=steps,
            speed=Phrase(mark("app", " · {speed} steps/s"), speed=speed) if speed else "",
            left=Phrase(LEFT, time=duration(left))
            if left is not None and update.state in (State.RUNNING, State.PAUSED)
            else "",
        )
        self._show()

    def speed(self) -> float | None:
        """Return steps per second of late, None when it is not known yet."""
        if len(self._marks) < 2:
            return None
        (start, first), (end, last) = self._marks[0], self._marks[-1]
        return (last - first) / (end - start) if end > start and last > first else None

    def _show(self) -> None:
        self.text.setText(translate(self._shown))


def duration(seconds: float) -> Phrase:
    """Return a time in words, as exactly as one waits for its end."""
    if seconds < 90:
        return Phrase(mark("app", "{seconds} s"), seconds=max(1, round(seconds)))
    if seconds < 5400:
        return Phrase(mark("app", "{minutes} min"), minutes=round(seconds / 60))
    return Phrase(mark("app", "{hours} h"), hours=rounded(seconds / 3600, 2))
