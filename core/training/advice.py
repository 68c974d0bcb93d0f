"""Advice: what is happening to a run, by rules with stated thresholds, and which change of it is worth a try.

Each rule reads numbers that everybody can see (losses, accuracies, outputs of units) and says in its sentence what they
are; a cure is a configuration that differs from the run in one thing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.config.figures import rounded, share
from core.config.naming import changes
from core.config.words import Phrase, mark
from core.jobs import Report
from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.network import Network
from core.networks.probe import Probe
from core.rules.activations import LeakyReLU, ReLU
from core.rules.initializers import He, Xavier
from core.rules.losses import SoftmaxCrossEntropy
from core.training.recording import Moment, put_weights
from core.training.results import Result
from core.training.study import Experiment, RunConfiguration, WeightDecay
from core.training.verdicts import WIDE_GAP

Array = np.ndarray

STEPS = 50
"""Mini-batches after which something can be said of how the loss goes; the smoothed loss goes back some twenty."""
GUESSING = 0.03
"""A loss this near to ln C, the loss of guessing among C classes, has come to nothing."""
ROSE = 1.2
"""A loss that is so many times what it was at the beginning has risen, and not only wavered."""
FALLS = 0.05
"""A loss still falls when it has fallen by this part over the last fifth of the steps."""
SLOW = 0.9
"""A run with at least this accuracy in training is not slow, though its loss still falls."""
HALF = 0.5
"""A loss that is still above this part of what it was at the beginning has come little further."""
SMALL = 0.5
"""Initial weights are far too small below this part of what the rule for the activation function gives."""
DEAD, SATURATED = 0.3, 0.5
"""Parts of the units of a layer, or of its outputs, from which on they are worth a word."""
FEW_IMAGES = 8
"""Images of a mini-batch below which batch normalization goes by chance."""
LOOKED_AT = 300
"""Test images that the units are looked at with."""

_DIVERGED = mark("core", "The loss ceased to be finite at step {step}.")
_ROSE = mark("core", "The loss has risen from {first} to {now}: the steps may be too large.")
_GUESSING = mark("core", "The loss is {now}, near ln {classes} = {guess}: no better than guessing.")
_SMALL = mark(
    "core",
    "The loss is {now}, near ln {classes} = {guess}: no better than guessing. The weights before the last hidden layer "
    "began with σ = {std}; {rule} gives {wanted}.",
)
_FALLS = mark("core", "The loss still falls: from {before} to {now} over the last fifth of the steps.")
_SLOW = mark("core", "In {steps} steps the loss has come from {first} to {now}, and hardly falls any more.")
_GAP = mark("core", "{train} of the images trained on are right, but {test} of the test images: the gap is {gap}.")
_ALONE = mark(
    "core", "With one image in a mini-batch every normalized value is 0: the weights before it learn nothing."
)
_FEW = mark("core", "Batch normalization goes by the mean and the variance of {count} images, much as chance has it.")
_DEAD = mark("core", "{share} of the units of layer {layer} pass nothing back for any of {count} test images.")
_SATURATED = mark(
    "core", "{share} of the outputs of layer {layer} are near the ends of {activation}, where it is flat."
)
_FINE = mark("core", "Nothing stands out: the loss is {now}.")


@dataclass(frozen=True)
class Health:
    """What the units of a network do, layer by layer, over some test images.

    Attributes
    ----------
    dead : tuple of float
        Share of the units of each hidden layer whose slope is below 1/100 for all of them.
    saturated : tuple of float or None
        Share of the outputs that are near an end of an activation function with two ends; None for others.
    count : int
        Images.
    """

    dead: tuple[float, ...]
    saturated: tuple[float | None, ...]
    count: int


@dataclass(frozen=True)
class Advice:
    """One thing that is happening to a run.

    Attributes
    ----------
    rule : str
        Name of the rule that says so.
    said : Phrase
        What is happening.
    cure : RunConfiguration or None
        What is worth a try; None where no change of the run alone would help.
    """

    rule: str
    said: Phrase
    cure: RunConfiguration | None = None

    def tried(self, run: RunConfiguration) -> list[Phrase]:
        """Return what the cure changes of a run."""
        return changes(run, self.cure) if self.cure is not None else []


def health_of(result: Result, moment: Moment) -> Health | None:
    """Return what the units of a run do at a moment; None where its weights are not kept."""
    tested = result.snapshot.tested
    if tested is None or not moment.weights or not result.configuration.hidden:
        return None
    first = tested.first(LOOKED_AT)
    x = first.images.astype(np.float32) / np.float32(first.white)
    network = Network([result.configuration], x.shape[1], result.snapshot.classes)
    put_weights(network, 0, moment.weights[result.column])
    probe = Probe(network)
    with np.errstate(all="ignore"):
        network.forward(x, tap=probe.forward)
    two_ends = None not in result.configuration.activation.bounds
    readings = probe.readings
    saturated = tuple(reading.saturated if two_ends else None for reading in readings)
    return Health(tuple(reading.dead for reading in readings), saturated, len(first))


def advise(result: Result, health: Health | None = None) -> list[Advice]:
    """Return what is happening to a run, what matters most first; of a run of which little is known, nothing.

    Parameters
    ----------
    result : Result
        What the run has come to.
    health : Health, optional
        What its units do; see `health_of`.
    """
    if result.diverged is not None:
        said = Phrase(_DIVERGED, step=result.diverged)
        return [Advice("diverged", said, _with_rate(result.configuration, 0.1))]
    if result.snapshot.step < STEPS:
        return []
    found = list(_of_batches(result)) + list(_of_loss(result))
    if health is not None:
        found += list(_of_units(result, health))
    found += list(_of_gap(result))
    if not found:
        found.append(Advice("fine", Phrase(_FINE, now=float(result.loss()[-1]))))
    return found


def _with_rate(run: RunConfiguration, factor: float) -> RunConfiguration | None:
    """Return the run with another learning rate, None where there is no room for it."""
    parameter = run.optimizer.parameters()["lr"]
    rate = rounded(run.optimizer.lr * factor)
    low, high = getattr(parameter, "low", 0.0), getattr(parameter, "high", math.inf)
    return replace(run, optimizer=replace(run.optimizer, lr=rate)) if low <= rate <= high else None


def _of_batches(result: Result) -> Iterator[Advice]:
    """Say what batch normalization goes by."""
    run, size = result.configuration, result.settings.batch_size
    if run.batch_norm is None or size >= FEW_IMAGES:
        return
    yield Advice("alone" if size == 1 else "few", _said_of_batches(size), replace(run, batch_norm=None))


def warning_of(study: Experiment) -> Phrase | str:
    """Return what is to be said of mini-batches too small for a run of a race; nothing where none is."""
    size = study.settings.batch_size
    if size >= FEW_IMAGES or all(run.batch_norm is None for run in study.runs):
        return ""
    return _said_of_batches(size)


def _said_of_batches(size: int) -> Phrase:
    return Phrase(_ALONE) if size == 1 else Phrase(_FEW, count=size)


def _of_loss(result: Result) -> Iterator[Advice]:
    """Say how the loss goes."""
    run, loss, classes = result.configuration, result.loss().astype(float), result.snapshot.classes
    first, now = float(np.mean(result.loss(smoothed=False)[:5])), float(loss[-1])
    guess = math.log(classes) if classes > 1 else math.nan
    measures_guess = isinstance(run.loss, SoftmaxCrossEntropy) and run.decay is None
    if now > ROSE * first:
        yield Advice("rose", Phrase(_ROSE, first=first, now=now), _with_rate(run, 0.1))
    elif measures_guess and abs(now - guess) < GUESSING:
        yield _of_guessing(result, now, guess)
    else:
        before = float(loss[-1 - len(loss) // 5])
        train = result.final().get("train_accuracy", math.nan)
        if train < SLOW and now < (1 - FALLS) * before:
            yield Advice("falls", Phrase(_FALLS, before=before, now=now), _with_rate(run, 3))
        elif train < SLOW and now > HALF * first:
            said = Phrase(_SLOW, steps=len(loss), first=first, now=now)
            yield Advice("slow", said, _with_rate(run, 3))


def _of_guessing(result: Result, now: float, guess: float) -> Advice:
    """Say that nothing has been learned, and whether the initial weights are far smaller than the rule for them."""
    run, classes = result.configuration, result.snapshot.classes
    numbers = {"now": now, "classes": classes, "guess": guess}
    tested = result.snapshot.tested
    if run.hidden and run.batch_norm is None and tested is not None:
        rule = He() if isinstance(run.activation, ReLU | LeakyReLU) else Xavier()
        fan_in = run.hidden[-2] if len(run.hidden) > 1 else tested.images.shape[1]
        fan_out = run.hidden[-1]
        std, wanted = run.initializer.std(fan_in, fan_out), rule.std(fan_in, fan_out)
        if std < SMALL * wanted:
            said = Phrase(_SMALL, **numbers, std=std, rule=rule.label, wanted=wanted)
            return Advice("small", said, replace(run, initializer=rule))
    return Advice("guessing", Phrase(_GUESSING, **numbers), _with_rate(run, 10))


def _of_units(result: Result, health: Health) -> Iterator[Advice]:
    """Say in which layer most units are of no use."""
    run = result.configuration
    if isinstance(run.activation, ReLU) and health.dead and max(health.dead) >= DEAD:
        layer = int(np.argmax(health.dead))
        said = Phrase(_DEAD, share=share(health.dead[layer]), layer=layer + 1, count=health.count)
        yield Advice("dead", said, replace(run, activation=LeakyReLU()))
    known = [(part, layer) for layer, part in enumerate(health.saturated) if part is not None]
    if known and max(known)[0] >= SATURATED:
        part, layer = max(known)
        said = Phrase(_SATURATED, share=share(part), layer=layer + 1, activation=run.activation.label)
        cure = replace(run, initializer=Xavier()) if not isinstance(run.initializer, Xavier) else None
        yield Advice("saturated", said, cure or (replace(run, batch_norm=BatchNorm()) if not run.batch_norm else None))


def _of_gap(result: Result) -> Iterator[Advice]:
    """Say how much better a run is on what it has seen."""
    run, final = result.configuration, result.final()
    train, test = (final.get(f"{name}_accuracy", math.nan) for name in ("train", "test"))
    if not train - test >= WIDE_GAP:
        return
    cure = None
    if run.dropout is None:
        cure = replace(run, dropout=DropoutPart())
    elif run.decay is None:
        cure = replace(run, decay=WeightDecay())
    yield Advice("gap", Phrase(_GAP, train=share(train), test=share(test), gap=share(train - test)), cure)


class Advising:
    """A task that reads runs and gives advice on each.

    Parameters
    ----------
    results : sequence of Result
        What they have come to.
    """

    def __init__(self, results: Sequence[Result]) -> None:
        self._results = tuple(results)
        self._found: tuple[tuple[Result, tuple[Advice, ...]], ...] = ()

    def run(self) -> Iterator[Report]:
        """Read one run after the other."""
        for result in self._results:
            moment = result.moment()
            health = health_of(result, moment) if moment is not None else None
            self._found = (*self._found, (result, tuple(advise(result, health))))
            yield Report()

    def snapshot(self) -> tuple[tuple[Result, tuple[Advice, ...]], ...]:
        """Return each run with what is said of it, as far as they have been read."""
        return self._found
