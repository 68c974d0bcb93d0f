"""What a search tab has trained, one thing at a time; what comes back is kept with the search it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.job_view import JobView
from app.tabs.running import Order
from app.tabs.search.results import Results
from app.widgets.transport import Progress
from core.config.words import Phrase, mark
from core.jobs import Job, State, Update
from core.search.conclusion import Revealing
from core.search.searching import prepare, prepare_once_more
from core.search.study import Search
from core.search.trials import SearchSnapshot, Trial

LOOK_EVERY = 50
"""Milliseconds between two looks at what is being done."""
SEEDS = 8
"""Others, with which the first of a ranking are trained once more."""

SEARCH, AGAIN, REVEAL = "search", "again", "reveal"


class Work(QObject):
    """Searches, trains once more, and asks the test set.

    Attributes
    ----------
    results : Results
        What has come of it.
    updated : Signal(object, object, bool)
        How it goes on: the `Update`, the snapshot of a search where there is one, and whether something was found.
    over : Signal(object)
        It has ended: the last state.
    """

    updated = Signal(object, object, bool)
    over = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.results = Results()
        self._doing = ""
        self._search: Search | None = None
        self._scene = ""
        self._numbers: tuple[int, ...] = ()
        self._jobs = JobView(self, LOOK_EVERY)
        self._jobs.updated.connect(self._on_updated)

    @property
    def is_active(self) -> bool:
        """Whether something is being done."""
        return self._jobs.is_active

    @property
    def state(self) -> State:
        """What the job is doing; idle where there is none."""
        return State.IDLE if self._jobs.job is None else self._jobs.job.state

    # -- what is begun

    def search(self, search: Search, scene: str, order: Order) -> None:
        """Begin a search, or go on with it; one that is complete begins anew.

        Parameters
        ----------
        search : Search
            What is searched.
        scene : str
            Of which scene it is a round.
        order : callable
            Runs the job, or lets it do a step.
        """
        known = self.results.of(search)
        if known is not None and known.is_complete:
            self.results.forget(search)
            known = None
        elif known is None:
            known = self.results.akin(scene, search)
        self._scene = scene
        self._start(SEARCH, search, lambda: prepare(search, known), order)

    def once_more(self, search: Search, trials: list[Trial]) -> None:
        """Train some trials with other seeds."""
        self._numbers = tuple(trial.number for trial in trials)
        self._start(AGAIN, search, lambda: prepare_once_more(search, trials, SEEDS), Job.run)

    def reveal(self, search: Search, trial: Trial) -> None:
        """Ask what the test set says of a trial."""
        self._start(REVEAL, search, lambda: [Revealing(search, trial)], Job.run)

    def _start(self, doing: str, search: Search, make: Callable[[], Any], order: Order) -> None:
        self._doing, self._search = doing, search
        job = Job(make, name=doing)
        self._jobs.watch(job)
        order(job)

    # -- while it goes on

    def ask(self, order: Order) -> None:
        """Ask something of the job."""
        self._jobs.ask(order)

    def end(self) -> None:
        """End it and forget it; what is known stays."""
        self._jobs.drop()
        self._doing, self._search = "", None

    def close(self, timeout: float) -> bool:
        """End it and wait; return whether it has ended."""
        return self._jobs.close(timeout)

    def _on_updated(self, update: Update) -> None:
        (snapshot,) = update.snapshots or (None,)
        news = self._take(snapshot) if snapshot is not None else False
        self.updated.emit(update, snapshot if self._doing != REVEAL else None, news)
        if update.state.is_over:
            self.end()
            self.over.emit(update.state)

    def _take(self, snapshot: Any) -> bool:
        """Keep what has come back; return whether something was found."""
        assert self._search is not None
        if self._doing == SEARCH:
            before = self.results.of(self._search)
            self.results.keep(self._scene, snapshot)
            return _is_news(before, snapshot)
        if self._doing == AGAIN:
            before, _ = self.results.again(self._search)
            self.results.keep_again(self._search, self._numbers, snapshot)
            return _is_news(before, snapshot)
        self.results.reveal(self._search, snapshot)
        return True


class SearchProgress(Progress):
    """How far a search is."""

    def __init__(self) -> None:
        super().__init__(mark("app", "{speed} network steps/s"))

    def show_search(self, snapshot: SearchSnapshot, update: Update) -> None:
        """Show how far it is, in trials and in steps of single networks."""
        search, settings = snapshot.search, snapshot.search.settings
        done, remaining = snapshot.work()
        each = settings.steps(settings.length, settings.batch_size)
        measured = sum(len(record.steps) > 0 for record in snapshot.records)
        detail = Phrase(mark("app", "{done} of {count} trials"), done=measured, count=len(snapshot.records))
        if len(search.rungs) > 1:
            rung = min(snapshot.rung + 1, len(search.rungs))
            text = mark("app", "{detail} · rung {rung} of {rungs}")
            detail = Phrase(text, detail=detail, rung=rung, rungs=len(search.rungs))
        total = max(round((done + remaining) * each), 1)
        self.show_update(update, min(round(done * each), total), total, detail, left=snapshot.left)


def _is_news(before: SearchSnapshot | None, after: SearchSnapshot) -> bool:
    """Return whether anything but the clock has gone on."""
    if before is None or before.records is not after.records:
        return True
    return any(a.records is not b.records for a, b in zip(before.rivals, after.rivals, strict=True))
