"""The training whose layers are read: that of the selected network, or one that goes on in another tab.

Ten times a second the newest step is asked to be read; nothing is asked for while nobody looks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.job_view import JobView
from app.tabs.base import StudyTab, Watchable
from core.config.words import Phrase, mark
from core.jobs import Job, State, Update
from core.signals.film import Film, configuration_like
from core.signals.study import SignalConfiguration, SignalStudy, names_of_networks
from core.training.single import readings_of, single_experiment, single_run, watched
from core.training.study import Experiment
from core.training.trainer import Trainer
from core.training.watching import Watch

ASK_EVERY = 100
"""Milliseconds between two readings."""


def experiment_of(study: SignalStudy) -> Experiment:
    """Return the training of the selected network; raise `LabError` when its settings do not go together."""
    training = study.settings.training
    return single_experiment(study.selected.network, training.lr, training.batch_size, training.steps, study.seed)


class WatchedTraining(QObject):
    """Trains the selected network, or watches what another tab trains, and keeps what was read as a film.

    What is watched in another tab is no part of the study: it is gone when that training is.

    Parameters
    ----------
    tab : StudyTab
        Owns it, and knows the trainings of other tabs.

    Attributes
    ----------
    trained : SignalStudy or None
        What the own training came from; None while there was none.
    source : int
        Which film is to be seen: 0 is that of the own training, those of other tabs follow.
    film : Film
        What has been read of it.
    filmed : Signal
        There is another film, or something new in it.
    updated : Signal(object)
        Something is new in the own training (`core.jobs.Update`).
    changed : Signal
        The state of the own training, the networks that can be watched, or the one that is, are others.
    """

    filmed = Signal()
    updated = Signal(object)
    changed = Signal()

    def __init__(self, tab: StudyTab) -> None:
        super().__init__(tab)
        self.jobs = JobView(self)
        self.trained: SignalStudy | None = None
        self.source = 0
        self.state = State.IDLE
        self._own = Film(SignalConfiguration())
        self._other = self._own
        self._sources: list[tuple[Watchable, int]] = []
        self._watching: tuple[Watchable, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_EVERY)
        self._timer.timeout.connect(self.look)
        self.jobs.updated.connect(self._on_updated)

    @property
    def film(self) -> Film:
        """What has been read of the training that is to be seen."""
        return self._other if self.source else self._own

    # -- the own training

    @property
    def is_active(self) -> bool:
        """Whether the own training goes on."""
        return self.jobs.is_active

    def command(self, study: SignalStudy, act: Callable[[Job], None]) -> None:
        """Begin the training of a study where there is none; then let `act` tell the job what to do."""
        if not self.is_active:
            experiment = experiment_of(study)
            self.trained = study
            self._own = Film(study.selected)
            self.jobs.watch(Job(lambda: list(watched(experiment)), name="train-watched"))
            self.choose(0)
        job = self.jobs.job
        assert job is not None
        job.post(_ask)
        act(job)
        self.set_state(job.state)

    def drop(self, study: SignalStudy) -> None:
        """End the own training and forget it; that of `study` comes next."""
        self.jobs.drop()
        self.trained = None
        self._own = Film(study.selected)
        self.choose(0)
        self.set_state(State.IDLE)

    def follow(self, study: SignalStudy) -> None:
        """Let the own training go on as a study says; where more has changed than it can take over, it ends."""
        trained, job = self.trained, self.jobs.job
        if not self.is_active or trained is None or job is None or self.state is State.STOPPING:
            return
        old, new = trained.settings.training, study.settings.training
        if study.seed != trained.seed or trained.selected not in study.runs or not old.can_become(new):
            self.jobs.ask(Job.stop)
            self.set_state(State.STOPPING)
        elif old != new:
            self.trained = trained.with_settings(training=new)
            run = single_run(trained.selected.network, new.lr)
            job.post(lambda trainer: trainer.change(0, run))

    def _on_updated(self, update: Update) -> None:
        snapshots = [snapshot for snapshot in update.snapshots if snapshot is not None]
        if self._take(self._own, *readings_of(snapshots, 0)) and self.source == 0:
            self.filmed.emit()
        self.set_state(update.state)
        self.updated.emit(update)

    def set_state(self, state: State) -> None:
        """Take over what the own training is doing."""
        if state is not self.state:
            self.state = state
            self.changed.emit()

    @staticmethod
    def _take(film: Film, records: Any, losses: Any) -> bool:
        """Add to a film; return whether there was anything new."""
        if not records or (len(records) == len(film) and records[-1] is film.records[-1] and losses == film.losses):
            return False
        film.set_records(records, losses)
        return True

    # -- trainings of other tabs

    def names(self, study: SignalStudy) -> list[Any]:
        """Return the names of all networks of which there is a film; the first is that of the own training."""
        (own,) = names_of_networks([(self.trained or study).selected])
        others = [Phrase(mark("app", "Trainer: {name}"), name=w.names[place]) for w, place in self._sources]
        return [Phrase(mark("app", "this: {name}"), name=own), *others]

    def choose(self, source: int) -> None:
        """Watch another network, by its place among the `names`."""
        self._unwatch()
        self.source = source if source <= len(self._sources) else 0
        if self.source:
            self._watching = watchable, place = self._sources[self.source - 1]
            self._other = Film(configuration_like(watchable.runs[place]))
            watchable.job.post(_watch(place))
        self.filmed.emit()
        self.changed.emit()

    def set_looking(self, looking: bool) -> None:
        """Begin or cease to ask for readings: only while somebody looks."""
        if looking:
            self.look()
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Ask for a reading, and hand on what has been read of another tab's training."""
        self._refresh()
        job = self._watching[0].job if self._watching else self.jobs.job
        if job is not None and job.state is State.RUNNING:
            job.post(_ask)
        if self._watching:
            watchable, place = self._watching
            if self._take(self._other, *readings_of(watchable.snapshots(), place)):
                self.filmed.emit()

    def _refresh(self) -> None:
        """Take over which networks are trained in other tabs."""
        tab = self.parent()  # not kept, as the tab keeps this
        assert isinstance(tab, StudyTab)
        sources = [(w, place) for w in tab.others() for place in w.places]
        if [_identity(*source) for source in sources] == [_identity(*source) for source in self._sources]:
            return
        self._sources = sources
        if self._watching:
            job, place = self._watching[0].job, self._watching[1]
            same = [k for k, (w, p) in enumerate(sources, 1) if w.job is job and p == place]
            if same:
                self.source = same[0]
            else:
                self._watching = None
                self.choose(0)
        self.changed.emit()

    def _unwatch(self) -> None:
        if self._watching is not None:
            self._watching[0].job.post(_watch(None))
            self._watching = None

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        self._timer.stop()
        return self.jobs.close(timeout)


def _identity(watchable: Watchable, place: int) -> tuple[Any, ...]:
    return id(watchable.job), place, str(watchable.names[place])


def _ask(trainer: Trainer) -> None:
    if trainer.watch is not None:
        trainer.watch.ask()


def _watch(place: int | None) -> Callable[[Trainer], None]:
    def put(trainer: Trainer) -> None:
        trainer.watch = None if place is None else Watch(place)
        _ask(trainer)

    return put
