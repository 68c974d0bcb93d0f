"""What the runs of a race have come to, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config.words import Phrase
from core.training.history import TrainingSnapshot
from core.training.recording import Moment
from core.training.standing import Standing
from core.training.study import Experiment, RunConfiguration, Settings


@dataclass(frozen=True)
class Best:
    """Where a run had most validation images right, and where it would have been best to stop.

    Attributes
    ----------
    place, step : int
        Which measurement it is, and after how many mini-batches.
    validation, test : float
        Accuracies there; that on the test set has had no part in the choice.
    """

    place: int
    step: int
    validation: float
    test: float


@dataclass(frozen=True, eq=False)
class Result:
    """What one run has come to.

    Attributes
    ----------
    key : hashable
        Tells runs apart, also those of different races.
    study : Experiment
        What was trained, as it was.
    place : int
        Of the run in it; picks the colour.
    snapshot : TrainingSnapshot
        The record of its race.
    column : int
        Its place in the snapshot.
    name : tuple
        See `core.config.naming`.
    """

    key: Any
    study: Experiment
    place: int
    snapshot: TrainingSnapshot
    column: int
    name: Any = ()

    @property
    def configuration(self) -> RunConfiguration:
        """What was trained."""
        return self.study.runs[self.place]

    @property
    def settings(self) -> Settings:
        """What it shared with the other runs of its race."""
        return self.study.settings

    @property
    def diverged(self) -> int | None:
        """Step at which the loss ceased to be finite."""
        return self.snapshot.diverged[self.column]

    @property
    def changed(self) -> int | None:
        """Step after which the run went on with other settings."""
        return self.snapshot.changed[self.column]

    @property
    def changes(self) -> tuple[Phrase, ...]:
        """What it went on with then: "η 0.01 → 0.05"."""
        return self.snapshot.changes[self.column] if self.snapshot.changes else ()

    def steps(self) -> np.ndarray:
        """Return the steps of the loss, from 1."""
        return np.arange(1, self.snapshot.step + 1)

    def loss(self, smoothed: bool = True) -> np.ndarray:
        """Loss of every step."""
        return (self.snapshot.smoothed if smoothed else self.snapshot.loss)[:, self.column]

    def accuracy(self, name: str) -> np.ndarray:
        """Accuracy on one of the sets at every evaluation."""
        return self.snapshot.accuracy[name][:, self.column]

    def best(self) -> Best | None:
        """Return the measurement with the highest validation accuracy, of equal ones the first; None without any."""
        validation, test = self.accuracy("validation"), self.accuracy("test")
        if not np.isfinite(validation).any():
            return None
        place = int(np.nanargmax(validation))
        return Best(place, int(self.snapshot.evaluated[place]), float(validation[place]), float(test[place]))

    def moment(self, step: int = -1) -> Moment | None:
        """Return what is kept of the run as it was after so many steps, by default at the newest; None for nothing."""
        moments = self.snapshot.moments
        if step >= 0:
            moments = tuple(moment for moment in moments if moment.step <= step)
        return moments[-1] if moments else None

    @property
    def standing(self) -> Standing | None:
        """Where the run stands, so that it can be gone on with; None where that is not kept."""
        return self.snapshot.standings[self.column] if self.snapshot.standings else None

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to train."""
        return self.snapshot.step >= self.snapshot.steps or self.diverged is not None

    def final(self) -> dict[str, float]:
        """Return the last finite values: loss (smoothed), batch loss, accuracies, norms of the weights."""
        values = {"loss": _last(self.loss()), "batch_loss": _last(self.loss(smoothed=False))}
        values |= {f"{name}_accuracy": _last(self.accuracy(name)) for name in self.snapshot.accuracy}
        for place, norm in enumerate(("l1_norm", "l2_norm", "max_norm")):
            values[norm] = _last(self.snapshot.norms[:, self.column, place])
        return {name: value for name, value in values.items() if value is not None}


def _last(values: np.ndarray) -> Any:
    finite = values[np.isfinite(values)]
    return float(finite[-1]) if len(finite) else None


def results_of(study: Experiment, snapshots: Sequence[TrainingSnapshot], race: int = 0) -> list[Result]:
    """Return what the runs of a race have come to, in their order."""
    names = study.names()
    results = [
        Result((race, place), study, place, snapshot, column, names[place])
        for snapshot in snapshots
        for column, place in enumerate(snapshot.runs)
    ]
    return sorted(results, key=lambda result: result.place)


def level(results: Sequence[Result]) -> list[Result]:
    """Return results as they were when the slowest of those that go on was where it is now: a fair comparison."""
    steps = [result.snapshot.step for result in results if result.diverged is None]
    if not steps or all(result.snapshot.step <= min(steps) for result in results):
        return list(results)
    return [replace(result, snapshot=result.snapshot.until(min(steps))) for result in results]
