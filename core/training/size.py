"""How much memory a training takes, worked out before any room is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.config.bounds import TRAINED_BYTES
from core.config.figures import number
from core.config.words import LabError, mark
from core.networks.configuration import NetworkConfiguration
from core.rules.optimizers import Optimizer

INPUTS, OUTPUTS = 784, 10
"""Of MNIST, and of a file that has not been read yet."""
FLOAT = 4
CURVE = 16
"""Bytes of a step in a curve: loss and smoothed loss, and as much again where the curve is given more room."""
LEAST_ROWS = 400
"""Images that are sent through at a time to measure accuracy."""

_CURVES = mark("core", "the curves of {steps} steps in {count} runs need {size} GB of memory; at most {most} GB fit")
_LAYERS = mark("core", "all runs together need {size} GB of memory, these layers {own} GB of it; at most {most} GB fit")
_BATCH = mark("core", "mini-batches of {value} images need {size} GB of memory in all runs; at most {most} GB fit")


@dataclass(frozen=True)
class Size:
    """Bytes that one run takes.

    Attributes
    ----------
    weights : int
        For parameters, their gradient, what the rule remembers of each, and room to work in.
    values : int
        For what every layer keeps of a mini-batch.
    """

    weights: int
    values: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.values


def size_of(run: NetworkConfiguration, rule: Optimizer, rows: int, inputs: int, outputs: int) -> Size:
    """Return the bytes that a run takes, trained by a rule on mini-batches of so many rows."""
    nodes = sum(run.hidden)
    parameters = sum((before + 1) * after for before, after in pairwise((inputs, *run.hidden, outputs)))
    parts = 2 + 2 * (run.batch_norm is not None) + (run.dropout is not None)
    return Size(
        parameters * (3 + len(rule.state)) * FLOAT,
        (inputs + parts * nodes) * max(rows, LEAST_ROWS) * FLOAT,
    )


def check_size(
    runs: Sequence[NetworkConfiguration],
    rules: Sequence[Optimizer],
    rows: int,
    inputs: int = INPUTS,
    outputs: int = OUTPUTS,
) -> None:
    """Refuse runs that do not fit into memory together.

    Raises
    ------
    LabError
        At the layers of the largest run, or at the batch size where that takes the more.
    """
    sizes = [size_of(run, rule, rows, inputs, outputs) for run, rule in zip(runs, rules, strict=True)]
    total = sum(size.total for size in sizes)
    if total <= TRAINED_BYTES:
        return
    most, values = _gigabytes(TRAINED_BYTES), sum(size.values for size in sizes)
    if values > total / 2:
        field = "settings.batch_size"
        raise LabError(_BATCH, field=field, value=rows, size=_gigabytes(total), most=most)
    place = max(range(len(sizes)), key=lambda place: sizes[place].total)
    own = _gigabytes(sizes[place].total)
    raise LabError(_LAYERS, field=f"runs.{place}.hidden", size=_gigabytes(total), own=own, most=most)


def check_length(steps: int, runs: int) -> None:
    """Refuse a training whose curves would not fit into memory.

    Raises
    ------
    LabError
        At the length.
    """
    size = steps * runs * CURVE
    if size > TRAINED_BYTES:
        values = {"steps": steps, "count": runs, "size": _gigabytes(size), "most": _gigabytes(TRAINED_BYTES)}
        raise LabError(_CURVES, field="length", **values)


def _gigabytes(size: int) -> str:
    return number(size / 1024**3)
