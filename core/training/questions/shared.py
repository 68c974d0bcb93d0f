"""What the questions about races have in common: a race, and what is known of its runs, in numbers and words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.config import figures
from core.config.questions import CLAUSES, Question, so_far
from core.config.words import Phrase, joined, mark
from core.training.results import Result
from core.training.study import Experiment, Settings

NO_DIFFERENCE = 0.01
"""Accuracies and gaps nearer than one image in a hundred are not told apart."""
GUESSING = 1.5
"""A run only guesses when of its training images it has no more right than so many times what chance would have."""


_EPOCHS = mark("core", "After {done} epochs"), mark("core", "After {done} of {planned} epochs")
_STEPS = mark("core", "After {done} steps"), mark("core", "After {done} of {planned} steps")


class RaceQuestion(Question):
    """Base of the questions about races."""

    tab = "trainer"


@dataclass(frozen=True, eq=False)
class Race:
    """A race as a question sees it.

    Attributes
    ----------
    study : Experiment
        What is trained, or is to be.
    results : sequence of Result
        What its runs have come to, in their order; empty before anything has been measured.
    """

    study: Experiment
    results: Sequence[Result] = ()

    @property
    def has_begun(self) -> bool:
        """Whether every run has been trained on a mini-batch."""
        return bool(self.results) and all(result.snapshot.step for result in self.results)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come: all steps are done, or all runs have diverged, and that has been measured.

        A race with a twin that has not been trained yet is not over.
        """
        snapshots = [result.snapshot for result in self.results]
        return (
            self.has_begun
            and len(self.results) == len(self.study.runs)
            and all(
                (each.step == each.steps or None not in each.diverged) and each.step in each.evaluated[-1:]
                for each in snapshots
            )
        )

    def when(self) -> Phrase:
        """Return how far the race is: "After 34 of 201 epochs"."""
        snapshot = min((result.snapshot for result in self.results), key=lambda snapshot: snapshot.step)
        return how_far(self.study.settings, snapshot, snapshot.step)


class Planned(Protocol):
    """What has a length."""

    @property
    def steps(self) -> int:
        """Mini-batches planned."""

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches in one pass over the training images."""


def how_far(settings: Settings, training: Planned, step: int) -> Phrase:
    """Return how far a training is after so many steps: "After 34 of 201 epochs"."""
    epochs = settings.unit == "epochs"
    unit = training.steps_per_epoch if epochs else 1
    return so_far(_EPOCHS if epochs else _STEPS, step // unit, training.steps // unit, step == training.steps)


def accuracies(result: Result) -> tuple[float, float]:
    """Return the newest accuracies in training and on the test set, NaN where there is none."""
    final = result.final()
    return final.get("train_accuracy", math.nan), final.get("test_accuracy", math.nan)


def is_guessing(result: Result) -> bool:
    """Return whether a run is no better than chance on its own training images."""
    train, _ = accuracies(result)
    return result.snapshot.classes > 0 and train <= GUESSING / result.snapshot.classes


def epoch_of(result: Result, share: float, last: bool = False) -> float | None:
    """Return the epoch at which so much of the training images was first right; `last`: from which on it stayed so."""
    enough = result.accuracy("train") >= share
    if not enough.any() or (last and not enough[-1]):
        return None
    missing = np.flatnonzero(~enough)
    place = (int(missing[-1]) + 1 if len(missing) else 0) if last else int(enough.argmax())
    return float(result.snapshot.evaluated[place] / result.snapshot.steps_per_epoch)


def name_of(result: Result) -> Phrase:
    """Return the name of a run."""
    return joined(result.name)


def percent(value: float) -> str:
    """Return a share as it is read."""
    return figures.share(value)


def diverged_clause(result: Result) -> Phrase:
    """Return where a run has diverged."""
    text = mark("core", "{name} **diverged at step {step}**")
    return Phrase(text, name=name_of(result), step=result.diverged)


def with_more(said: Phrase, extra: Sequence[Phrase]) -> Phrase:
    """Return a sentence, and what else has happened behind it."""
    if not extra:
        return said
    return Phrase(mark("core", "{sentence} But {more}."), sentence=said, more=joined(extra, CLAUSES))
