"""Training: draw a mini-batch, forward, loss, backward, update; now and then, measure accuracy.

A `Trainer` is a generator that yields once a mini-batch (and a few times while it measures accuracy), so whoever
drives it can look, pause or stop in between.  It knows no threads and no clock.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.config.naming import changes
from core.config.words import LabError, mark
from core.data.datasets import Dataset, Examples, Split
from core.jobs import Report
from core.networks.network import BATCHES, Draw, Network, Reader
from core.training.history import TrainingHistory, TrainingSnapshot
from core.training.size import check_length, check_size
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.watching import Watch

Array = np.ndarray


AT_ONCE = 400
"""Examples whose accuracy is measured between two reports: as many whatever the number of runs, so that a run comes to
the same alone as beside others, to the last bit."""


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
    ) -> None:
        self.places = [place for place, _ in members]
        self.runs = [run for _, run in members]
        self.network = Network(self.runs, inputs, outputs, seed, dtype, draw, loss=self.runs[0].loss)
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
    """

    def __init__(
        self,
        experiment: Experiment,
        split: Split,
        classes: int,
        places: Sequence[int] | None = None,
        dtype: type = np.float32,
    ) -> None:
        settings = self.settings = experiment.settings
        self.split = split
        self.dtype = dtype
        places = range(len(experiment.runs)) if places is None else places
        alike: dict[Any, list[tuple[int, RunConfiguration]]] = {}
        for place in places:
            run = experiment.runs[place]
            alike.setdefault(run.structure, []).append((place, run))
        inputs = split.train.images.shape[1]
        self.populations = [Population(p, inputs, classes, settings.seed, dtype) for p in alike.values()]
        self.places = [place for population in self.populations for place in population.places]
        self.history = TrainingHistory(self.places, settings.steps, settings.steps_per_epoch, classes)
        self.watch: Watch | None = None
        """Reads one run's layers now and then; None does not.  A watch of a run that is not here reads nothing."""
        self._evaluating = False

    def batches(self) -> Iterator[Array]:
        """Yield the indices of one mini-batch after another."""
        return mini_batches(self.settings, len(self.split.train))

    def run(self) -> Iterator[Report]:
        """Train to the end, yielding once a mini-batch and between parts of an evaluation."""
        history, settings = self.history, self.settings
        gather = self.split.train.gather(settings.batch_size, self.dtype)
        batches = self.batches()
        yield from self._evaluate()
        while True:
            x, labels = gather(next(batches))
            losses = np.concatenate([self._step(population, x, labels) for population in self.populations])
            events = self._record(losses)
            over = history.step == settings.steps or None not in history.diverged
            if over or history.step % settings.evaluation_interval == 0:
                yield Report(events, whole=False)
                yield from self._evaluate()
                events = ()
            yield Report(events, whole=not over)  # after the last step there is nothing to hold before
            if over:
                return

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
        accuracy = {}
        for name in history.sets:
            examples: Examples = getattr(self.split, name)
            right = np.zeros(len(self.places))
            examples = examples.first(min(len(examples), self.settings.evaluation_images))
            for start in range(0, len(examples), AT_ONCE):
                right += self._count_right(examples, np.arange(start, min(start + AT_ONCE, len(examples))))
                yield Report(whole=False)
            # the newest update may have blown a network up, which its next loss would be the first to show
            for k in np.flatnonzero(np.isnan(right)):
                if history.diverged[k] is None:
                    events += self._diverge(int(k), min(history.step + 1, history.steps))
            accuracy[name] = right / len(examples) if len(examples) else np.full(len(self.places), np.nan)
            accuracy[name][[step is not None for step in history.diverged]] = np.nan
        history.add_evaluation(accuracy, np.concatenate([p.norms() for p in self.populations]))
        self._evaluating = False
        if events:
            yield Report(events, whole=False)

    def _count_right(self, examples: Examples, indices: Array) -> Array:
        """Return how many of the examples each run gets right; NaN for a run whose outputs are not finite."""
        x, labels = examples.gather(len(indices), self.dtype)(indices)
        counts = []
        for population in self.populations:
            with np.errstate(all="ignore"):
                y = population.network.forward(x)
            right = (y.argmax(axis=-1) == labels).sum(axis=-1)
            counts.append(np.where(np.isfinite(y).all(axis=(-2, -1)), right, np.nan))
        return np.concatenate(counts)

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
    experiment: Experiment, workers: int = 1, dataset: Dataset | None = None, places: Sequence[int] | None = None
) -> list[Trainer]:
    """Load the data and return the trainers of an experiment: one, or one per worker when there are many runs.

    Small networks keep one thread busy with the interpreter; from eight runs on, the arrays are large enough for
    two threads to be faster than one.  All trainers draw the same mini-batches.

    Parameters
    ----------
    experiment : Experiment
        What to train.
    workers : int
        Trainers that may work at a time.
    dataset : Dataset, optional
        What to train on, where it has been loaded.
    places : sequence of int, optional
        Which runs of the experiment; all by default.  Each comes to the same as beside all others.

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
    parts = workers if len(order) >= 8 else 1
    size = -(-len(order) // parts)
    return [
        Trainer(experiment, split, dataset.classes, order[start : start + size]) for start in range(0, len(order), size)
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
