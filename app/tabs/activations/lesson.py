"""A training to look into: of the network that is being edited, or of one that another tab trains.

Ten times a second the newest step is asked to be read; nothing is asked for while nobody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.job_view import JobView
from app.tabs.base import Tab, Watchable
from core.config.configuration import Configuration, integer, number
from core.config.words import mark
from core.data.datasets import MNIST
from core.jobs import Job, State, Update
from core.networks.configuration import NetworkConfiguration
from core.networks.probe import WatchRecord
from core.rules.optimizers import SGD
from core.signals.film import configuration_like
from core.signals.study import SignalConfiguration
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import Trainer, prepare
from core.training.watching import Watch

ASK_EVERY = 100
"""Milliseconds between two readings."""
READINGS = 200
"""Readings of a training that runs without a window."""

_TRAINING = mark("app", "Training on MNIST")


@dataclass(frozen=True)
class LessonSettings(Configuration):
    """How the network is trained: plain SGD with cross-entropy on MNIST."""

    lr: float = number(
        0.01,
        label=mark("core", "learning rate"),
        symbol="η",
        low=0,
        high=100,
        log=True,
        live=True,
        group=_TRAINING,
    )
    batch_size: int = integer(100, label=mark("core", "batch size"), low=2, high=10_000, group=_TRAINING)
    steps: int = integer(1000, label=mark("app", "mini-batches"), low=1, high=1_000_000, group=_TRAINING)

    def experiment(self, row: SignalConfiguration, seed: int) -> Experiment:
        """Return what is trained: the row's network with an output layer for ten digits."""
        settings = Settings(
            data=MNIST(),
            batch_size=self.batch_size,
            length=self.steps,
            evaluate_every=self.steps,
            evaluation_images=100,
            seed=seed,
        )
        return Experiment(settings, (self.run(row),))

    def run(self, row: SignalConfiguration) -> RunConfiguration:
        """Return the row's network with its rule."""
        settings = {name: getattr(row.network, name) for name in NetworkConfiguration.parameters()}
        return RunConfiguration(**settings, optimizer=SGD(lr=self.lr))


def watched(experiment: Experiment, every: int = 0) -> list[Trainer]:
    """Return the trainer of an experiment of one run, watched from its first step on."""
    trainers = prepare(experiment)
    for trainer in trainers:
        trainer.watch = Watch(0, every)
        trainer.watch.ask()
    return trainers


def readings_of(snapshots: Sequence[Any], place: int) -> tuple[tuple[WatchRecord, ...], dict[int, float]]:
    """Return the records of a run in the newest snapshots of its race, and the losses of their steps."""
    for snapshot in snapshots:
        seen = snapshot.watched
        if seen is None or seen.place != place:
            continue
        column = snapshot.runs.index(place)
        loss: np.ndarray = snapshot.loss[:, column]
        steps = [record.step for record in seen.records if record.step <= len(loss)]
        return seen.records, {step: float(loss[step - 1]) for step in steps}
    return (), {}


class Lesson(QObject):
    """Trains the row, or looks into another training.

    Attributes
    ----------
    row : SignalConfiguration or None
        The network of this tab that is or was trained.
    began : Signal(object)
        A new film begins, of this `SignalConfiguration`; of what would be trained now when it is None.
    read : Signal(object, object)
        Records and losses so far.
    updated : Signal(object)
        Something is new in the row's own training (`core.jobs.Update`).
    sources_changed : Signal
        Other networks can be watched than before.
    """

    began = Signal(object)
    read = Signal(object, object)
    updated = Signal(object)
    sources_changed = Signal()

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self.jobs = JobView(self)
        self.source = 0
        self.row: SignalConfiguration | None = None
        self._own: tuple[Any, Any] = ((), {})
        self._sources: list[tuple[Watchable, int]] = []
        self._watching: tuple[Watchable, int] | None = None
        self._last: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_EVERY)
        self._timer.timeout.connect(self.look)
        self.jobs.updated.connect(self._on_updated)

    # -- the row's own training

    @property
    def is_active(self) -> bool:
        """Whether the row is being trained."""
        return self.jobs.job is not None and self.jobs.job.state.is_active

    def command(self, experiment: Experiment, row: SignalConfiguration, act: Callable[[Job], None]) -> Job:
        """Run, or step, the training of a row; begin it where there is none."""
        if not self.is_active:
            self._own = ((), {})
            self.row = row
            self.jobs.watch(Job(lambda: list(watched(experiment)), name="train-watched"))
            self.choose(0)
        job = self.jobs.job
        assert job is not None
        job.post(_ask)
        act(job)
        return job

    def drop(self) -> None:
        """End the row's training and forget it."""
        self.jobs.drop()
        self._own = ((), {})
        self.row = None
        self._unwatch()
        self.source = 0

    def change(self, run: RunConfiguration) -> None:
        """Go on with another learning rate."""
        if self.jobs.job is not None:
            self.jobs.job.post(lambda trainer: trainer.change(0, run))

    def _on_updated(self, update: Update) -> None:
        snapshots = [snapshot for snapshot in update.snapshots if snapshot is not None]
        if snapshots:
            self._own = readings_of(snapshots, 0)
            if self.source == 0:
                self.read.emit(*self._own)
        self.updated.emit(update)

    # -- trainings of other tabs

    def names(self) -> list[Any]:
        """Return the names of the networks of other tabs that can be watched."""
        return [watchable.names[place] for watchable, place in self._sources]

    def choose(self, source: int) -> None:
        """Watch another network: 0 is the row's own, those of other tabs follow."""
        self._unwatch()
        self.source = source if source <= len(self._sources) else 0
        self._last = None
        if self.source:
            self._watching = watchable, place = self._sources[self.source - 1]
            watchable.job.post(_watch(place))
            self.began.emit(configuration_like(watchable.runs[place]))
        else:
            self.began.emit(self.row)
            self.read.emit(*self._own)

    def set_looking(self, looking: bool) -> None:
        """Begin or cease to ask for readings: only while somebody looks."""
        if looking:
            self.look()
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Ask for a reading, and hand on what has been read."""
        self._refresh()
        job = self._watching[0].job if self._watching else self.jobs.job
        if job is not None and job.state is State.RUNNING:
            job.post(_ask)
        if self._watching:
            watchable, place = self._watching
            records, losses = readings_of(watchable.snapshots(), place)
            newest = (len(records), records[-1].step) if records else None
            if newest and newest != self._last:
                self._last = newest
                self.read.emit(records, losses)

    def _refresh(self) -> None:
        tab = self.parent()  # not kept, as the tab keeps this
        assert isinstance(tab, Tab)
        sources = [(w, place) for w in tab.others() for place in range(len(w.names))]
        known = [(id(w.job), place, str(w.names[place])) for w, place in self._sources]
        if [(id(w.job), place, str(w.names[place])) for w, place in sources] != known:
            self._sources = sources
            if self._watching:
                job, place = self._watching[0].job, self._watching[1]
                same = [k for k, (w, p) in enumerate(sources) if w.job is job and p == place]
                if same:
                    self.source = same[0] + 1
                else:
                    self._watching = None
                    self.choose(0)
            self.sources_changed.emit()

    def _unwatch(self) -> None:
        if self._watching is not None:
            self._watching[0].job.post(_watch(None))
            self._watching = None

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        self._timer.stop()
        return self.jobs.close(timeout)


def _ask(trainer: Trainer) -> None:
    if trainer.watch is not None:
        trainer.watch.ask()


def _watch(place: int | None) -> Callable[[Trainer], None]:
    def put(trainer: Trainer) -> None:
        trainer.watch = None if place is None else Watch(place)
        _ask(trainer)

    return put
