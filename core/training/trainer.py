"""Training: draw a mini-batch, forward, loss, backward, update; now and then, measure accuracy.

A `Trainer` is a generator that yields once a mini-batch (and a few times while it measures accuracy), so whoever
drives it can look, pause or stop in between.  Its runs stay in step, also where they are shared out among cores.  It
knows no clock.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from core.config.naming import changes
from core.config.words import LabError, mark
from core.cores import Crew, Team
from core.data.datasets import Dataset, Split
from core.data.shifting import check_shift
from core.jobs import Report
from core.training.batches import batches_of, mini_batches
from core.training.history import TrainingHistory, TrainingSnapshot
from core.training.measuring import Measuring
from core.training.population import Population
from core.training.recording import Answers, Recording
from core.training.results import Result
from core.training.size import check_length, check_size
from core.training.standing import OFTEN_BYTES, ONCE_BYTES, put_standing, size_of_standing, standings_of
from core.training.study import Experiment, RunConfiguration
from core.training.watching import Watch

Array = np.ndarray

WORTH_TRAINERS, MOST_TRAINERS = 8, 8
"""Runs from which on they are shared out among several trainers, which need not stay in step with each other, and the
most of them: a fifth to a quarter of a step on small networks holds the interpreter, for which more would wait."""
WORTH_A_THREAD = 20_000_000
"""Weights times examples in a step that are worth a thread of their own: with fewer, its many short calls would wait
for the interpreter longer than another core would save."""
REMEMBERED = 16
"""As many examples more in a mini-batch take about as long as the update does for one more thing that an optimizer
remembers of every weight."""


_OTHER_DATA = mark("core", "these are not the data that the runs have been trained on: they cannot go on with them")


@dataclass(frozen=True)
class Diverged:
    """A run's loss is no longer finite."""

    run: int
    step: int


Members = list[tuple[int, RunConfiguration]]


def populations_of(members: Members) -> list[Members]:
    """Return the members of each population: runs of one structure, each with its place."""
    alike: dict[Any, Members] = {}
    for place, run in members:
        alike.setdefault(run.structure, []).append((place, run))
    return list(alike.values())


def shares(members: Members, count: int, inputs: int, batch_size: int) -> list[Members]:
    """Share runs out among up to `count` threads, so that a step takes all of them about as long.

    The run that takes longest goes first, each to the thread with least to do so far.  Where there is little to do in a
    step, fewer threads do it.
    """

    def work(run: RunConfiguration) -> int:
        weights = sum(before * after for before, after in pairwise((inputs, *run.hidden)))
        return weights * (batch_size + REMEMBERED * len(run.optimizer.state))

    worth = sum(work(run) for _, run in members) // WORTH_A_THREAD
    found: list[Members] = [[] for _ in range(max(1, min(count, len(members), worth)))]
    loads = [0] * len(found)
    for member in sorted(members, key=lambda member: -work(member[1])):
        least = loads.index(min(loads))
        found[least].append(member)
        loads[least] += work(member[1])
    return [sorted(share, key=lambda member: member[0]) for share in found]


class Trainer:
    """Train some runs of an experiment together.

    Parameters
    ----------
    experiment : Experiment
        What to train.
    split : Split
        Training, validation and test examples.
    classes : int
        Nodes of the output layer.
    places : sequence of int, optional
        Which runs of the experiment; all by default.
    measuring : Measuring, optional
        Measures accuracy, where other trainers have the same sets and cores; by default this thread alone does.
    recording : Recording, optional
        Keeps weights and answers of every measurement; none by default.
    workers : int
        Threads that may train the runs, each some of them, one mini-batch after the other together.

    Attributes
    ----------
    sets : tuple of str
        Those on which accuracy is measured.
    """

    sets: Sequence[str] = TrainingHistory.sets

    def __init__(
        self,
        experiment: Experiment,
        split: Split,
        classes: int,
        places: Sequence[int] | None = None,
        dtype: type = np.float32,
        measuring: Measuring | None = None,
        recording: Recording | None = None,
        workers: int = 1,
    ) -> None:
        settings = self.settings = experiment.settings
        self.split = split
        self.dtype = dtype
        self.measuring = measuring or Measuring(split, settings.evaluation_images, dtype)
        places = range(len(experiment.runs)) if places is None else places
        inputs = split.train.images.shape[1]
        members = [(place, experiment.runs[place]) for place in places]
        self._shares = [
            self._populate(share, inputs, classes) for share in shares(members, workers, inputs, settings.batch_size)
        ]
        self.populations = [population for share in self._shares for population in share]
        self.places = [place for population in self.populations for place in population.places]
        tested = self.measuring.examples("test")
        self.history = TrainingHistory(self.places, settings.steps, settings.steps_per_epoch, classes, tested)
        self.history.recording = recording
        self.keeps_standings = False
        """Whether it is kept now and then where the runs stand, so that they can be gone on with."""
        self.watch: Watch | None = None
        """Reads one run's layers now and then; None does not.  A watch of a run that is not here reads nothing."""
        self._evaluating = False

    def _populate(self, share: Members, inputs: int, classes: int) -> list[Population]:
        """Return the populations of a share of the runs."""
        settings = self.settings
        return [
            Population(alike, inputs, classes, settings.seed, self.dtype, steps=settings.steps)
            for alike in populations_of(share)
        ]

    def batches(self) -> Iterator[Array]:
        """Yield the indices of one mini-batch after another."""
        return mini_batches(self.settings, len(self.split.train), self.history.step)

    def mini_batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield one mini-batch after another, images and labels; each is overwritten by the next."""
        return batches_of(self.split.train, self.settings, self.dtype, self.history.step)

    def run(self) -> Iterator[Report]:
        """Train to the end, yielding once a mini-batch and between parts of an evaluation."""
        self._crew = Crew([partial(self._step_of, share) for share in self._shares])
        try:
            yield from self._train()
            self._keep_standings(ONCE_BYTES)
        except GeneratorExit:  # stopped between two steps
            self._keep_standings(ONCE_BYTES)
            raise
        finally:
            self._crew.close()
            self.measuring.team.leave()

    def _train(self) -> Iterator[Report]:
        history, settings = self.history, self.settings
        batches = self.mini_batches()
        if not history.is_measured:
            yield from self._evaluate()
        while True:
            losses = np.concatenate(self._crew(*next(batches)))
            events = self._record(losses)
            over = history.step == settings.steps or None not in history.diverged
            if over or history.step % settings.evaluation_interval == 0:
                yield Report(events, whole=False)
                yield from self._evaluate()
                events = ()
            yield Report(events, whole=not over)  # after the last step there is nothing to hold before
            if over:
                return

    def _step_of(self, share: Sequence[Population], x: Array, labels: Array) -> Array:
        return np.concatenate([self._step(population, x, labels) for population in share])

    def _step(self, population: Population, x: Array, labels: Array) -> Array:
        """Train one population on one mini-batch, watched when that is due; return the losses."""
        watch, step = self.watch, self.history.step + 1
        if watch is None or watch.place not in population.places or not watch.is_due(step):
            return population.step(x, labels)
        probe = watch.begin(population.network, population.places.index(watch.place))
        losses = population.step(x, labels, probe)
        watch.add(step)
        return losses

    def _record(self, losses: Array) -> tuple[Diverged, ...]:
        history = self.history
        events: tuple[Diverged, ...] = ()
        for k, loss in enumerate(losses.tolist()):
            if history.diverged[k] is None:
                if math.isfinite(loss):
                    continue
                events += self._diverge(k, history.step + 1)
            losses[k] = math.nan
        history.add_losses(losses)
        return events

    def _diverge(self, k: int, step: int) -> tuple[Diverged, ...]:
        self.history.diverged[k] = step
        return (Diverged(self.places[k], step),)

    def _evaluate(self) -> Iterator[Report]:
        """Measure accuracy on every set, a part at a time."""
        history = self.history
        self._evaluating = True
        events: tuple[Diverged, ...] = ()
        accuracy = {name: np.full(len(self.places), np.nan) for name in history.sets}
        networks = [population.network for population in self.populations]
        answers = None
        if history.recording is not None and history.tested is not None:
            answers = Answers(len(self.places), len(history.tested), history.classes)
        for name in self.sets:
            parts = self.measuring.right(name, networks, answers if name == "test" else None)
            while True:
                try:
                    next(parts)
                except StopIteration as end:
                    right = end.value
                    break
                yield Report(whole=False)
            # the newest update may have blown a network up, which its next loss would be the first to show
            for k in np.flatnonzero(np.isnan(right)):
                if history.diverged[k] is None:
                    events += self._diverge(int(k), min(history.step + 1, history.steps))
            count = len(self.measuring.examples(name))
            accuracy[name] = right / count if count else np.full(len(self.places), np.nan)
            accuracy[name][[step is not None for step in history.diverged]] = np.nan
        history.add_evaluation(accuracy, np.concatenate([p.norms() for p in self.populations]))
        if history.recording is not None and answers is not None:
            history.recording.add(history.step, answers, networks)
        self._keep_standings(OFTEN_BYTES)
        self._evaluating = False
        if events:
            yield Report(events, whole=False)

    def go_on_from(self, results: Sequence[Result]) -> None:
        """Begin where runs of the same settings stand, one for each that is trained here, in the order of `places`."""
        records = [(each.snapshot, each.column, each.standing) for each in results]
        known = [(snapshot, column, standing) for snapshot, column, standing in records if standing is not None]
        standings = iter(standing for _, _, standing in known)
        for population in self.populations:
            population.updates = known[0][2].step
            for run, state in enumerate(population.states):
                put_standing(population.network, run, state, next(standings))
        self.history.go_on_from(known)
        self.history.standings = tuple(standing for _, _, standing in known)

    def keep_standings(self) -> None:
        """Keep in the record where the runs stand now; to be called between two steps, in the thread that trains."""
        self._keep_standings(ONCE_BYTES)

    def _keep_standings(self, most: int) -> None:
        """Keep it where that takes no more than so many bytes, and is wanted."""
        step = self.history.step
        size = sum(size_of_standing(population.network, population.states) for population in self.populations)
        if not self.keeps_standings or not step or size > most:
            return
        averages, share = self.history.averages()
        found, first = [], 0
        for population in self.populations:
            of_runs = averages[first : first + len(population.runs)]
            found += standings_of(population.network, population.states, step, of_runs, share)
            first += len(population.runs)
        self.history.standings = tuple(found)

    def change(self, place: int, run: RunConfiguration) -> None:
        """Go on with other live settings for the run at `place`; see `Population.change`."""
        for population in self.populations:
            if place in population.places:
                old = population.runs[population.places.index(place)]
                population.change(place, run)
                column = self.places.index(place)
                self.history.changed[column] = self.history.step
                self.history.changes[column] = tuple(changes(old, run))

    def snapshot(self) -> TrainingSnapshot:
        """Return what has happened so far."""
        watched = self.watch.snapshot() if self.watch and self.watch.place in self.places else None
        return self.history.snapshot(self._evaluating, watched)


def prepare(
    experiment: Experiment,
    workers: int = 1,
    dataset: Dataset | None = None,
    places: Sequence[int] | None = None,
    budget: int = 0,
    begun: Mapping[int, Result] | None = None,
) -> list[Trainer]:
    """Load the data and return the trainers of an experiment: one, or one per worker when there are many runs.

    All trainers draw the same mini-batches.  One trainer alone shares its runs out among all workers.  Workers without
    a trainer, or whose trainer is done, help the others to measure accuracy.

    Parameters
    ----------
    experiment : Experiment
        What to train.
    workers : int
        Threads that may work at a time.
    dataset : Dataset, optional
        What to train on, where it has been loaded.
    places : sequence of int, optional
        Which runs of the experiment; all by default.  Each comes to the same as beside all others.
    budget : int
        Bytes for what the networks are on their way (see `core.training.recording`); 0 keeps nothing of that, nor
        where they stand.
    begun : mapping of int to Result, optional
        What runs, by place, have come to so far with the same settings: they go on from where they stand.

    Raises
    ------
    LabError
        When the data cannot be read, are too few, or are others than those of runs that are to go on, or the networks
        do not fit into memory.
    """
    settings = experiment.settings
    if dataset is None:
        try:
            dataset = settings.data.load()
        except LabError as error:
            raise error.inside("data") from None
    split = dataset.split(settings.train_size, settings.validation_share, settings.seed)
    check_shift(split.train.shape, settings.shift)
    check_length(settings.steps, len(experiment.runs))
    check_size(
        experiment.runs,
        [run.optimizer for run in experiment.runs],
        settings.batch_size,
        split.train.images.shape[1],
        dataset.classes,
    )
    structures = list(dict.fromkeys(run.structure for run in experiment.runs))
    chosen = range(len(experiment.runs)) if places is None else places
    order = sorted(chosen, key=lambda place: structures.index(experiment.runs[place].structure))
    begun = {} if begun is None else begun
    alike: dict[int, list[int]] = {}  # runs that stand at the same step can be trained together
    for place in order:
        alike.setdefault(_step_of(begun.get(place)), []).append(place)
    shared = [cut for together in alike.values() for cut in _cuts(together, workers)]
    measuring = Measuring(split, settings.evaluation_images, team=Team(workers - len(shared)))
    fingerprint = dataset.fingerprint if budget or begun else ""
    trainers = []
    for together in shared:
        recording = Recording(budget // len(shared)) if budget else None
        threads = workers if len(shared) == 1 else 1
        trainer = Trainer(
            experiment, split, dataset.classes, together, measuring=measuring, recording=recording, workers=threads
        )
        trainer.history.fingerprint = fingerprint
        trainer.keeps_standings = budget > 0
        if begun.keys() & set(together):
            results = [begun[place] for place in trainer.places]
            if any(each.snapshot.fingerprint not in ("", fingerprint) for each in results):
                raise LabError(_OTHER_DATA, field="data")
            trainer.go_on_from(results)
        trainers.append(trainer)
    return trainers


def _step_of(result: Result | None) -> int:
    return result.standing.step if result is not None and result.standing is not None else 0


def _cuts(places: Sequence[int], workers: int) -> list[Sequence[int]]:
    """Share runs out among trainers, where there are many."""
    trainers = min(workers, MOST_TRAINERS) if len(places) >= WORTH_TRAINERS else 1
    cuts = [part * len(places) // trainers for part in range(trainers + 1)]
    return [places[start:end] for start, end in pairwise(cuts)]


class Loading:
    """A task that reads data, and whatever else takes a moment, ahead of their use.

    Parameters
    ----------
    *steps : callable
        What is done, one after the other.
    """

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = steps

    def run(self) -> Iterator[Report]:
        """Do it."""
        for step in self._steps:
            step()
            yield Report()

    def snapshot(self) -> None:
        """Return nothing: there is nothing to see."""
