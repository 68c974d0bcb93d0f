"""Training: draw a mini-batch, forward, loss, backward, update; now and then, measure accuracy.

A `Trainer` is a generator that yields once a mini-batch (and a few times while it measures accuracy), so whoever
drives it can look, pause or stop in between.  Its runs stay in step, also where they are shared out among cores.  It
knows no clock.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from core.config.naming import changes
from core.config.words import LabError, mark
from core.cores import Crew, Team
from core.data.datasets import Dataset, Split
from core.jobs import Report
from core.networks.network import BATCHES, Draw, Network, Reader
from core.training.history import TrainingHistory, TrainingSnapshot
from core.training.measuring import Measuring
from core.training.recording import Answers, Recording
from core.training.size import check_length, check_size
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
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


@dataclass(frozen=True)
class Diverged:
    """A run's loss is no longer finite."""

    run: int
    step: int


class Population:
    """Runs of one structure, trained as one array, each by its own optimizer and with its own weight decay.

    Parameters
    ----------
    members : sequence of (int, RunConfiguration)
        Place in the experiment and configuration of each run.
    draw : callable, optional
        Where the initial weights come from; see `core.networks.network.initial_draw`.
    own : sequence of int
        Seeds of each run's own weights and masks; by default all share those of `seed`.

    Attributes
    ----------
    network : Network
        The networks of all runs as one.
    states : list of dict
        What the optimizer of each run remembers.
    updates : int
        Mini-batches done.
    """

    def __init__(
        self,
        members: Sequence[tuple[int, RunConfiguration]],
        inputs: int,
        outputs: int,
        seed: int,
        dtype: type = np.float32,
        draw: Draw | None = None,
        own: Sequence[int] = (),
    ) -> None:
        self.places = [place for place, _ in members]
        self.runs = [run for _, run in members]
        self.network = Network(self.runs, inputs, outputs, seed, dtype, draw, self.runs[0].loss, own)
        self.updates = 0
        self.states = [run.optimizer.start(theta) for run, theta in zip(self.runs, self.network.theta, strict=True)]
        self._hyperparameters = [run.optimizer.hyperparameters() for run in self.runs]
        self._work = np.empty_like(self.network.theta[0])

    def change(self, place: int, run: RunConfiguration) -> None:
        """Go on with other live settings (learning rate, momentum, weight decay) for the run at `place`.

        Raises
        ------
        LabError
            When anything differs that cannot change in the middle of training.
        """
        k = self.places.index(place)
        old = self.runs[k]
        if not old.can_become(run):
            raise LabError(mark("core", "only learning rate, momentum and weight decay can change during training"))
        self.runs[k] = run
        self._hyperparameters[k] = run.optimizer.hyperparameters()

    def step(self, x: Array, labels: Array, reader: Reader | None = None) -> Array:
        """Train every run on one mini-batch and return the losses before the update, ``(runs,)``.

        A reader, such as the probe of one of the runs, looks at both passes on the way.
        """
        taps = (reader.forward, reader.backward) if reader else ()
        network = self.network
        with np.errstate(all="ignore"):  # overflow is a lesson: it shows as a loss that is not finite
            loss = network.loss_and_gradient(x, labels, *taps)
            self.updates += 1
            # one run after another, so that its parameters stay in the processor's cache
            for k, run in enumerate(self.runs):
                theta, gradient = network.theta[k], network.gradient[k]
                if run.decay:
                    loss[k] += self._penalty(run.decay, theta, gradient)
                run.optimizer.update(
                    theta, gradient, self.states[k], self._hyperparameters[k], self.updates, self._work
                )
        return loss

    def _penalty(self, decay: WeightDecay, theta: Array, gradient: Array) -> float:
        """Return the penalty on the weights of one run, and add its derivative to the gradient."""
        count, strength = self.network.weight_count, decay.strength
        W, dW, work = theta[:count], gradient[:count], self._work[:count]
        if decay.kind == "l2":
            # L ← L + ½ λ ΣW²,  g ← g + λ W
            penalty = 0.5 * strength * np.vdot(W, W)
            np.multiply(W, strength, out=work)
        else:
            # L ← L + λ Σ|W|,  g ← g + λ sign W
            penalty = strength * np.add.reduce(np.abs(W, out=work))
            np.multiply(np.sign(W, out=work), strength, out=work)
        np.add(dW, work, out=dW)
        return penalty

    def norms(self) -> Array:
        """Return L1, L2 and L∞ norm of every run's weights, ``(runs, 3)``."""
        norms = []
        with np.errstate(all="ignore"):
            for W in self.network.weights:
                size = np.abs(W, out=self._work[: len(W)])
                norms.append([size.sum(), np.sqrt(np.vdot(W, W)), size.max()])
        return np.array(norms, self._work.dtype)


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


def mini_batches(settings: Settings, examples: int) -> Iterator[Array]:
    """Yield the indices of one mini-batch after another: every epoch a new shuffle, cut in full batches."""
    rng = np.random.default_rng([settings.seed, BATCHES])
    size, count = settings.batch_size, settings.steps_per_epoch
    while True:
        yield from rng.permutation(examples)[: count * size].reshape(count, size)


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
        self.watch: Watch | None = None
        """Reads one run's layers now and then; None does not.  A watch of a run that is not here reads nothing."""
        self._evaluating = False

    def _populate(self, share: Members, inputs: int, classes: int) -> list[Population]:
        """Return the populations of a share of the runs."""
        return [Population(alike, inputs, classes, self.settings.seed, self.dtype) for alike in populations_of(share)]

    def batches(self) -> Iterator[Array]:
        """Yield the indices of one mini-batch after another."""
        return mini_batches(self.settings, len(self.split.train))

    def mini_batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield one mini-batch after another, images and labels; each is overwritten by the next."""
        return map(self.split.train.gather(self.settings.batch_size, self.dtype), self.batches())

    def run(self) -> Iterator[Report]:
        """Train to the end, yielding once a mini-batch and between parts of an evaluation."""
        self._crew = Crew([partial(self._step_of, share) for share in self._shares])
        try:
            yield from self._train()
        finally:
            self._crew.close()
            self.measuring.team.leave()

    def _train(self) -> Iterator[Report]:
        history, settings = self.history, self.settings
        batches = self.mini_batches()
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
        self._evaluating = False
        if events:
            yield Report(events, whole=False)

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
        Bytes for what the networks are on their way (see `core.training.recording`); 0 keeps nothing of that.

    Raises
    ------
    LabError
        When the data cannot be read or are too few, or the networks do not fit into memory.
    """
    settings = experiment.settings
    if dataset is None:
        try:
            dataset = settings.data.load()
        except LabError as error:
            raise error.inside("data") from None
    split = dataset.split(settings.train_size, settings.validation_share, settings.seed)
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
    trainers = min(workers, MOST_TRAINERS) if len(order) >= WORTH_TRAINERS else 1
    measuring = Measuring(split, settings.evaluation_images, team=Team(workers - trainers))
    cuts = [part * len(order) // trainers for part in range(trainers + 1)]
    return [
        Trainer(
            experiment,
            split,
            dataset.classes,
            order[start:end],
            measuring=measuring,
            recording=Recording(budget // trainers) if budget else None,
            workers=workers if trainers == 1 else 1,
        )
        for start, end in pairwise(cuts)
    ]


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
