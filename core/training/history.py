"""What happened in a training, kept row by row.

Rows are only ever appended.  A view of the rows so far stays valid and unchanged while the training goes on,
so the window can read it without waiting for the worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.config.words import Phrase
from core.data.datasets import Examples
from core.training.recording import Moment, Recording
from core.training.standing import Standing
from core.training.watching import WatchSnapshot

Array = np.ndarray

SMOOTHING = 0.95
"""Share of the old value that the smoothed loss keeps in each step."""


class Table:
    """Append-only columns of equal length.

    Parameters
    ----------
    columns : dict of str to (tuple, type)
        Shape of one row and type of each column.
    capacity : int
        Rows to make room for at first; more room is made when needed.
    """

    def __init__(self, columns: dict[str, tuple[tuple[int, ...], type]], capacity: int = 64) -> None:
        self._data: dict[str, Array] = {}
        for name, (shape, dtype) in columns.items():
            self._data[name] = np.zeros((capacity, *shape), dtype)
        self._capacity = capacity
        self.count = 0

    def append(self, **row: Array | float) -> None:
        """Add one row; every column must be named."""
        if self.count == self._capacity:
            # new arrays, so that views of the old ones stay what they were
            self._data = {name: np.concatenate([data, np.zeros_like(data)]) for name, data in self._data.items()}
            self._capacity *= 2
        for name, value in row.items():
            self._data[name][self.count] = value
        self.count += 1

    def extend(self, **rows: Array) -> None:
        """Add many rows at once; every column must be named."""
        more = len(next(iter(rows.values())))
        if self.count + more > self._capacity:
            room = 2 * (self.count + more)
            self._data = {
                name: np.concatenate([data, np.zeros((room - len(data), *data.shape[1:]), data.dtype)])
                for name, data in self._data.items()
            }
            self._capacity = room
        for name, values in rows.items():
            self._data[name][self.count : self.count + more] = values
        self.count += more

    def column(self, name: str) -> Array:
        """Return the rows so far of one column, read-only."""
        view = self._data[name][: self.count]
        view.flags.writeable = False
        return view


@dataclass(frozen=True, eq=False)
class TrainingSnapshot:
    """What the window sees of a training at one moment.  Nothing in it changes any more.

    Attributes
    ----------
    runs : tuple of int
        Places of the runs in the experiment; the last axis of every array follows this order.
    step, steps, steps_per_epoch : int
        Mini-batches done, planned, and per epoch.
    evaluating : bool
        Whether accuracy is being measured just now.
    loss, smoothed : ndarray (step, runs)
        Loss of each mini-batch before its update, decay penalty included; NaN after a run diverged.
    evaluated : ndarray (evaluations,)
        Steps after which accuracy was measured.
    accuracy : dict of str to ndarray (evaluations, runs)
        ``train``, ``validation`` (all NaN without a validation set), ``test``.
    norms : ndarray (evaluations, runs, 3)
        L1, L2 and L∞ norm of the weights.
    diverged : tuple of int or None
        The step at which each run's loss ceased to be finite.
    changed : tuple of int or None
        The step after which each run went on with other settings, the last time it did.
    watched : WatchSnapshot or None
        What was read of the layers of the run that is watched, if one is.
    changes : tuple of tuple of Phrase
        What each run went on with then, setting by setting: "η 0.01 → 0.05".
    classes : int
        How many classes there are to choose from; 0 where that is not known.
    moments : tuple of Moment
        What the networks were at measurements, as far as that is kept.
    tested : Examples or None
        The images of the test set to which their answers are, in that order.
    standings : tuple of Standing or None
        Where each run stands, or stood not long ago, as far as that is kept.
    fingerprint : str
        Of the data that they are trained on; empty where that is not known.
    """

    runs: tuple[int, ...]
    step: int
    steps: int
    steps_per_epoch: int
    evaluating: bool
    loss: Array
    smoothed: Array
    evaluated: Array
    accuracy: dict[str, Array]
    norms: Array
    diverged: tuple[int | None, ...]
    changed: tuple[int | None, ...]
    watched: WatchSnapshot | None = None
    changes: tuple[tuple[Phrase, ...], ...] = ()
    classes: int = 0
    moments: tuple[Moment, ...] = ()
    tested: Examples | None = None
    standings: tuple[Standing | None, ...] = ()
    fingerprint: str = ""

    def until(self, step: int) -> TrainingSnapshot:
        """Return the record as it was after `step` mini-batches."""
        if step >= self.step:
            return self
        measured = int(np.searchsorted(self.evaluated, step, side="right"))
        return replace(
            self,
            step=step,
            loss=self.loss[:step],
            smoothed=self.smoothed[:step],
            evaluated=self.evaluated[:measured],
            accuracy={name: values[:measured] for name, values in self.accuracy.items()},
            norms=self.norms[:measured],
            diverged=tuple(None if at is None or at > step else at for at in self.diverged),
            changed=tuple(None if at is None or at > step else at for at in self.changed),
            moments=tuple(moment for moment in self.moments if moment.step <= step),
            standings=tuple(None if each is None or each.step > step else each for each in self.standings),
        )


class TrainingHistory:
    """The record of one training of several runs."""

    sets = ("train", "validation", "test")

    def __init__(
        self, runs: Sequence[int], steps: int, steps_per_epoch: int, classes: int = 0, tested: Examples | None = None
    ) -> None:
        count = len(runs)
        self.runs = tuple(runs)
        self.steps = steps
        self.steps_per_epoch = steps_per_epoch
        self.classes = classes
        self.tested = tested
        self.recording: Recording | None = None
        """Keeps what the networks are at every measurement; None does not."""
        self.standings: tuple[Standing | None, ...] = ()
        """Where each run stood when that was kept last."""
        self.fingerprint = ""
        self.diverged: list[int | None] = [None] * count
        self.changed: list[int | None] = [None] * count
        self.changes: list[tuple[Phrase, ...]] = [()] * count
        row = ((count,), np.float32)
        self._losses = Table({"loss": row}, capacity=min(max(steps, 1), 65_536))
        self._smoothed = Table({"smoothed": row}, capacity=min(max(steps, 1), 65_536))
        self._evaluations = Table(
            {"step": ((), np.int64), **dict.fromkeys(self.sets, row), "norms": ((count, 3), np.float32)}
        )
        self._average = np.zeros(count)
        self._share = 0.0

    @property
    def step(self) -> int:
        """Mini-batches done."""
        return self._losses.count

    def add_losses(self, loss: Array) -> None:
        """Record the batch losses of one step ``(runs,)``; NaN for a run that has diverged."""
        self._losses.append(loss=loss)

    def _smooth(self) -> None:
        """Bring the smoothed loss up to the newest step.  Done for many steps at once, when somebody looks."""
        for loss in self._losses.column("loss")[self._smoothed.count :]:
            # s ← k s + (1 − k) L, divided by the share that real losses have in s
            self._average += (1 - SMOOTHING) * (loss - self._average)
            self._share += (1 - SMOOTHING) * (1 - self._share)
            self._smoothed.append(smoothed=self._average / self._share)

    def averages(self) -> tuple[Array, float]:
        """Return what the smoothed losses ``(runs,)`` are made of as of now, and the share of real losses in it."""
        self._smooth()
        return self._average.copy(), self._share

    def go_on_from(self, records: Sequence[tuple[TrainingSnapshot, int, Standing]]) -> None:
        """Begin with what has been recorded before of each run.

        Parameters
        ----------
        records : sequence of (TrainingSnapshot, int, Standing)
            A record, the column of the run in it, and where it stands there, at the same step for all.
        """
        step = records[0][2].step
        seen = [(snapshot.until(step), column) for snapshot, column, _ in records]
        self._losses.extend(loss=np.stack([snapshot.loss[:, column] for snapshot, column in seen], axis=1))
        self._smoothed.extend(smoothed=np.stack([snapshot.smoothed[:, column] for snapshot, column in seen], axis=1))
        self._average[:] = [standing.average for _, _, standing in records]
        self._share = records[0][2].share
        measured = seen[0][0].evaluated
        for snapshot, _ in seen[1:]:
            measured = np.intersect1d(measured, snapshot.evaluated)
        rows = [np.searchsorted(snapshot.evaluated, measured) for snapshot, _ in seen]
        columns = {
            name: np.stack(
                [snapshot.accuracy[name][row, column] for (snapshot, column), row in zip(seen, rows, strict=True)],
                axis=1,
            )
            for name in self.sets
        }
        norms = [snapshot.norms[row, column] for (snapshot, column), row in zip(seen, rows, strict=True)]
        self._evaluations.extend(step=measured, norms=np.stack(norms, axis=1), **columns)
        self.diverged = [snapshot.diverged[column] for snapshot, column in seen]
        self.changed = [snapshot.changed[column] for snapshot, column in seen]
        self.changes = [snapshot.changes[column] if snapshot.changes else () for snapshot, column in seen]

    @property
    def is_measured(self) -> bool:
        """Whether accuracy has been measured after the newest step."""
        return self.step in self._evaluations.column("step")[-1:]

    def add_evaluation(self, accuracy: dict[str, Array], norms: Array) -> None:
        """Record the accuracies and weight norms measured after the newest step."""
        self._evaluations.append(step=self.step, norms=norms, **accuracy)

    def snapshot(self, evaluating: bool = False, watched: WatchSnapshot | None = None) -> TrainingSnapshot:
        """Return the record so far; cheap, because nothing is copied."""
        self._smooth()
        return TrainingSnapshot(
            runs=self.runs,
            step=self.step,
            steps=self.steps,
            steps_per_epoch=self.steps_per_epoch,
            evaluating=evaluating,
            loss=self._losses.column("loss"),
            smoothed=self._smoothed.column("smoothed"),
            evaluated=self._evaluations.column("step"),
            accuracy={name: self._evaluations.column(name) for name in self.sets},
            norms=self._evaluations.column("norms"),
            diverged=tuple(self.diverged),
            changed=tuple(self.changed),
            watched=watched,
            changes=tuple(self.changes),
            classes=self.classes,
            moments=self.recording.moments() if self.recording is not None else (),
            tested=self.tested,
            standings=self.standings,
            fingerprint=self.fingerprint,
        )
