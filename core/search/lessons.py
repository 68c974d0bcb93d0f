"""How some trials are trained together, in a thread, another process or another machine.

An order says everything that is needed, so that whoever carries it out comes to the same: it holds the trials, the
source of the images (never the images), and where the training was left.  Trials of one structure are one population,
all arrays of which have a leading axis of runs.  What comes back does not depend on the company in which a trial is
trained: matrix products and updates are done network by network.

Pixels that are 0 in every training and validation image are left out.  What they are multiplied with moves nothing,
neither outputs nor gradients, so that a network without them learns the same with fewer products (579 of MNIST's 784
pixels are ever inked in its first 500 images), up to the rounding of the sums.  Their weights still count when the
initial spread is chosen, by fan-in; in the loss that is reported, the decay penalty is that of the weights in use.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.config.words import LabError
from core.data.datasets import Dataset, Examples, Gather, Source
from core.jobs import once
from core.networks.layers import Affine, BatchNormalization, Dropout, Layer
from core.networks.network import BATCHES, Network, initial_draw
from core.search.study import Search
from core.search.trials import Checkpoint, Record, Trial
from core.training.trainer import Population

Array = np.ndarray

MOST_MEASURED = 10_000
"""Training accuracy is measured on the first so many training images; validation accuracy on all."""
_NOBODY = np.zeros(0, np.intp)
BLOCK = 100
"""Images are measured so many at a time at least."""


@dataclass(frozen=True, eq=False)
class Lessons:
    """Training and validation images; nothing of the test set is in here.

    Attributes
    ----------
    images : Examples
        The training images, then the validation images.
    training : int
        How many are for training.
    inked : ndarray or None
        Places of the features that are kept; None where all are.
    features, classes : int
        Values of a whole image, and nodes of the output layer.
    """

    images: Examples
    training: int
    inked: Array | None
    features: int
    classes: int


@dataclass(frozen=True)
class Material:
    """Where the images come from and how they are split: enough for any process to load them."""

    data: Source
    train_size: int
    validation_share: float
    seed: int

    @classmethod
    def of(cls, search: Search) -> Material:
        """Return what a search learns from."""
        settings = search.settings
        return cls(settings.data, settings.train_size, settings.validation_share, settings.seed)

    def lessons(self) -> Lessons:
        """Return the images, which a process keeps once it has loaded them.

        Raises
        ------
        LabError
            When they cannot be read or are too few.
        """
        return _loader(self)()

    def cut(self, dataset: Dataset, whole: bool = False) -> Lessons:
        """Return the training and validation images of a data set; `whole` keeps features that are always 0."""
        split = dataset.split(self.train_size, self.validation_share, self.seed)
        images = np.concatenate([split.train.images, split.validation.images])
        labels = np.concatenate([split.train.labels, split.validation.labels])
        features = images.shape[1]
        inked = np.flatnonzero(images.any(axis=0))
        if whole or len(inked) in (0, features):
            return Lessons(Examples(images, labels), len(split.train), None, features, dataset.classes)
        # copied row by row: what indexing gives lies in memory column by column, and is slow to take images from
        images = np.ascontiguousarray(images[:, inked])
        return Lessons(Examples(images, labels), len(split.train), inked, features, dataset.classes)

    def load(self) -> Dataset:
        """Return the whole data set.

        Raises
        ------
        LabError
            When it cannot be read.
        """
        try:
            return self.data.load()
        except LabError as error:
            raise error.inside("data") from None


@lru_cache(maxsize=4)
def _loader(material: Material) -> Callable[[], Lessons]:
    return once(lambda: material.cut(material.load()))


@dataclass(frozen=True, eq=False)
class Order:
    """Trials to be trained together from one step to another.

    Attributes
    ----------
    material : Material
        What they learn from.
    trials : tuple of Trial
        Of one structure, batch size and seed.
    start : int
        Steps that are done.
    marks : tuple of int
        Steps after which accuracy is measured; the last is the end of this part.
    total : int
        Steps of the whole training.
    checkpoints : tuple of Checkpoint
        Where each trial was left; none at the very start.
    """

    material: Material
    trials: tuple[Trial, ...]
    start: int
    marks: tuple[int, ...]
    total: int
    checkpoints: tuple[Checkpoint, ...] = ()


@dataclass(frozen=True, eq=False)
class Answer:
    """What comes back of an order.

    Attributes
    ----------
    parts : tuple of Record
        Of each trial, what is new.
    seconds : float
        How long it took.
    """

    parts: tuple[Record, ...]
    seconds: float


class Halt:
    """Tells threads of this process to leave what they are at."""

    def __init__(self) -> None:
        self.asked = False


EVERYTHING = Halt()
"""For a process that works for another one, which is asked to leave all that it was given."""


def carry_out(order: Order, lessons: Lessons | None = None, halt: Halt = EVERYTHING) -> Answer | None:
    """Train as ordered, in whatever thread or process this is; None when it was halted.

    Parameters
    ----------
    order : Order
        What to do.
    lessons : Lessons, optional
        The images, where they are at hand.
    halt : Halt, optional
        Looked at at the start and after every step.
    """
    begun = time.perf_counter()
    steps = teach(order, lessons)
    while not halt.asked:
        try:
            next(steps)
        except StopIteration as end:
            return Answer(end.value, time.perf_counter() - begun)
    return None


def teach(order: Order, lessons: Lessons | None = None) -> Generator[None, None, tuple[Record, ...]]:
    """Train as ordered; yield after every step and between parts of a measurement; return what is new."""
    company = Company(order, order.material.lessons() if lessons is None else lessons)
    for mark in order.marks:
        yield from company.train(mark)
        yield from company.measure(go_on=mark < order.marks[-1])
        if not company.places:
            break
    return company.parts()


class Company:
    """Trials in training: one population, which those that have diverged leave at the next measurement.

    Attributes
    ----------
    step : int
        Steps done.
    places : list of int
        Which trials of the order are still in training, in the order of the population.
    population : Population
        Their networks.
    block : int
        Images that are judged at a time.
    """

    def __init__(self, order: Order, lessons: Lessons) -> None:
        self.order, self.lessons = order, lessons
        self.step = order.start
        self.places = list(range(len(order.trials)))
        self.parts_so_far = [Record(trial) for trial in order.trials]
        self.population = population_of(order.trials, lessons, order.start, order.checkpoints, order.total)
        self._diverged: dict[int, int] = {}
        batch_size = order.trials[0].batch_size
        self._gather = lessons.images.gather(batch_size)
        self._batches = self._draw_batches(batch_size)
        self._losses = np.zeros(len(self.places))
        self._since = self.step
        # blocks like the mini-batches use the same buffers as these
        self.block = max(batch_size, BLOCK)
        self._gather_block = self._gather if self.block == batch_size else lessons.images.gather(self.block)
        run = order.trials[0].run
        self._passes_are_alike = (
            not run.dropout and not run.batch_norm and self.block == batch_size and lessons.training <= MOST_MEASURED
        )

    def _draw_batches(self, size: int) -> Iterator[Array]:
        """Yield the indices of mini-batches as the trainer draws them: every epoch a new shuffle, in full batches."""
        rng = np.random.default_rng([self.order.trials[0].seed, BATCHES])
        training = self.lessons.training
        count = training // size
        epochs, done = divmod(self.step, count)
        for _ in range(epochs):
            rng.permutation(training)
        while True:
            yield from rng.permutation(training)[: count * size].reshape(count, size)[done:]
            done = 0

    def train(self, mark: int) -> Iterator[None]:
        """Train up to the step `mark`."""
        while self.step < mark:
            if len(self._diverged) == len(self.places):
                self.step = mark
                return
            self._take_losses(self.population.step(*self._gather(next(self._batches))))
            yield

    def _take_losses(self, losses: Array) -> None:
        """Note the losses of one step."""
        self.step += 1
        for place, loss in zip(self.places, losses.tolist(), strict=True):
            if not math.isfinite(loss):
                self._diverged.setdefault(place, self.step)
        self._losses += losses

    def measure(self, go_on: bool = False) -> Iterator[None]:
        """Measure accuracy and note it; those that have diverged leave.

        With `go_on` the next step is taken along, where a pass in training is like one in testing: the images of its
        mini-batch are judged by the very pass that trains on them.  Otherwise they have a pass of their own, so that it
        makes no difference.
        """
        step, mean_loss = self.step, self._losses / max(1, self.step - self._since)
        self._losses, self._since = np.zeros(len(self.places)), self.step
        training = min(self.lessons.training, MOST_MEASURED)
        shared = next(self._batches) if self._passes_are_alike and step < self.order.total else _NOBODY
        apart = np.ones(len(self.lessons.images), bool)
        apart[shared] = apart[training : self.lessons.training] = False
        right = np.zeros((len(self.places), len(apart)), bool)
        right[:, apart] = yield from self.judge(self._gather_block, np.flatnonzero(apart))
        losses = None
        if go_on and len(shared) and len(self._diverged) < len(self.places):
            right[:, shared], losses = self._step_and_judge(shared)
        elif len(shared):
            right[:, shared] = yield from self.judge(self._gather_block, shared)
        self._note(step, mean_loss, right[:, :training], right[:, self.lessons.training :])
        stay = self._leave()
        if losses is not None:
            self._take_losses(losses[stay])

    def _step_and_judge(self, batch: Array) -> tuple[Array, Array]:
        """Train on a mini-batch; return which of its images each network got right before, and the losses."""
        x, labels = self._gather(batch)
        outputs = _Outputs(self.population.network.layers[-1])
        losses = self.population.step(x, labels, outputs)
        self._note_divergence(outputs.finite)
        return outputs.classes == labels, losses

    def _note(self, step: int, loss: Array, train: Array, validation: Array) -> None:
        """Add what was measured after `step` to the records."""
        for k, place in enumerate(self.places):
            gone = place in self._diverged
            measured = Record(
                self.order.trials[place],
                np.array([step]),
                np.array([math.nan if gone else train[k].mean()]),
                np.array([math.nan if gone else validation[k].mean()]),
                np.array([math.nan if gone else loss[k]]),
                self._diverged.get(place),
                np.packbits(validation[k] & (not gone)),
            )
            self.parts_so_far[place] = self.parts_so_far[place].with_part(measured)

    def _note_divergence(self, finite: Array) -> None:
        """Note who gives outputs that are not finite, which the next loss would be the first to show."""
        for k in np.flatnonzero(~finite):
            self._diverged.setdefault(self.places[k], min(self.step + 1, self.order.total))

    def judge(self, gather: Gather, chosen: Array) -> Generator[None, None, Array]:
        """Return which of the chosen images each network gets right, ``(runs, images)``; divergence is noted."""
        right = np.zeros((len(self.places), len(chosen)), bool)
        for start in range(0, len(chosen), self.block):
            if len(self._diverged) == len(self.places):
                break
            part = chosen[start : start + self.block]
            if len(part) < self.block:  # filled up, so that every block has the same shape
                part = np.resize(part, self.block)
            x, labels = gather(part)
            count = min(self.block, len(chosen) - start)
            with np.errstate(all="ignore"):
                y = self.population.network.forward(x)[:, :count]
            np.equal(y.argmax(axis=-1), labels[:count], out=right[:, start : start + count])
            self._note_divergence(np.isfinite(y).all(axis=(-2, -1)))
            yield
        return right

    def _leave(self) -> list[int]:
        """Go on without those that have diverged; return who stays, by their places in the population."""
        kept = [k for k, place in enumerate(self.places) if place not in self._diverged]
        if len(kept) == len(self.places):
            return kept
        checkpoints = [save(self.population, k) for k in kept]
        self.places = [self.places[k] for k in kept]
        self._diverged = {}
        if self.places:
            trials, step = [self.order.trials[place] for place in self.places], self.population.updates
            self.population = population_of(trials, self.lessons, step, checkpoints, self.order.total)
        self._losses = self._losses[kept]
        return kept

    def parts(self) -> tuple[Record, ...]:
        """Return what is new of each trial, with where it was left unless it has come to its end."""
        parts = list(self.parts_so_far)
        if self.step < self.order.total:
            for k, place in enumerate(self.places):
                parts[place] = replace(parts[place], checkpoint=save(self.population, k))
        return tuple(parts)


class _Outputs:
    """Reads the outputs of the forward pass of a step: the class that each network gives each image."""

    def __init__(self, last: Layer) -> None:
        self._last = last

    def forward(self, layer: Layer, x: Array) -> None:
        """Read what the last layer gives."""
        if layer is self._last:
            self.classes: Array = x.argmax(axis=-1)
            self.finite: Array = np.isfinite(x).all(axis=(-2, -1))

    def backward(self, layer: Layer, dy: Array) -> None:
        """Read nothing."""


# Where a training begins and where it was left


def population_of(
    trials: Sequence[Trial], lessons: Lessons, step: int, checkpoints: Sequence[Checkpoint], total: int
) -> Population:
    """Return trials of one structure as they are after `step` of `total`: at their start, or where they were left."""
    inputs = lessons.images.images.shape[1]

    def draw(seed: int, depth: int, fan_in: int, fan_out: int) -> Array:
        """Return z as for a network of whole images; nothing where weights are about to be filled in anyway."""
        if checkpoints or (depth == 0 and lessons.inked is not None):
            return np.zeros((1, 1))
        return initial_draw(seed, depth, fan_in, fan_out)

    members = [(trial.number, trial.run) for trial in trials]
    population = Population(members, inputs, lessons.classes, trials[0].seed, draw=draw, steps=total)
    if checkpoints:
        _resume(population, checkpoints, step)
    elif lessons.inked is not None:
        _begin_inked(population.network, lessons.inked, lessons.features)
    return population


def _begin_inked(network: Network, inked: Array, features: int) -> None:
    """Give the first layer the weights that it has in the network of whole images, W = σ z with σ by its fan-in."""
    first = next(layer for layer in network.layers if isinstance(layer, Affine))
    _, fan_out = first.shapes["W"]
    z = initial_draw(network.seed, 0, features, fan_out)[inked]
    for k, run in enumerate(network.runs):
        np.multiply(z, run.initializer.std(features, fan_out), out=first.values["W"][k])


def save(population: Population, k: int) -> Checkpoint:
    """Return where the k-th run of a population is."""
    network = population.network
    averages, masks = [], None
    for layer in network.layers:
        if isinstance(layer, BatchNormalization):
            averages.append((np.array(layer.running_mean)[k], np.array(layer.running_variance)[k]))
        elif isinstance(layer, Dropout):
            masks = layer.rng.bit_generator.state
    state = {name: array.copy() for name, array in population.states[k].items()}
    return Checkpoint(network.theta[k].copy(), state, tuple(averages), masks)


def _resume(population: Population, checkpoints: Sequence[Checkpoint], step: int) -> None:
    network = population.network
    population.updates = step
    for k, checkpoint in enumerate(checkpoints):
        network.theta[k] = checkpoint.theta
        for name, array in checkpoint.state.items():
            population.states[k][name][...] = array
    normalizations = [layer for layer in network.layers if isinstance(layer, BatchNormalization)]
    for place, normalization in enumerate(normalizations):
        means, variances = zip(*(checkpoint.averages[place] for checkpoint in checkpoints), strict=True)
        normalization.resume(np.stack(means), np.stack(variances))
    masks = checkpoints[0].masks
    for layer in network.layers:
        if isinstance(layer, Dropout) and masks:  # all dropout layers of a network draw from one generator
            layer.rng.bit_generator.state = masks
