"""For how long trials are trained: all to the end, or most of them stopped early.

A rule gives rungs, as of a ladder: up to which length how many trials are trained.  At each rung the trials are ranked
by their validation accuracy there, and the best go on.  A share of the stopped trials is finished anyway, to see what
stopping has cost; they play no part in the ranking of the others.

To add one: a class here, decorated with ``@stoppings.register``.

References
----------
K. Jamieson, A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", arXiv:1502.07943
(2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.config.configuration import Configuration, integer, number
from core.config.registry import Registry
from core.config.words import mark

stoppings = Registry(mark("core", "early stopping"))


@dataclass(frozen=True)
class Rung:
    """So many trials are trained up to this length, in the unit of the search (epochs or steps)."""

    length: int
    count: int


def _finished_anyway() -> Any:
    """Make the field for the share of stopped trials that is finished."""
    return number(
        0.1,
        label=mark("core", "finished anyway"),
        low=0,
        high=1,
        help=mark("core", "Share of the stopped trials that is trained to the end after all: what has stopping cost?"),
    )


def _finalists() -> Any:
    """Make the field for the number of trials that are trained to the end at least."""
    return integer(
        5,
        label=mark("core", "trained to the end"),
        low=1,
        high=1000,
        help=mark("core", "At least so many trials are trained to the end."),
    )


@dataclass(frozen=True)
class Stopping(Configuration):
    """Base of the rules for stopping early."""

    @property
    def audited(self) -> float:
        """Share of the stopped trials that is finished anyway."""
        return float(getattr(self, "finished_anyway", 0.0))

    def rungs(self, trials: int, length: int) -> tuple[Rung, ...]:
        """Return the rungs, lengths rising, counts falling; the last has the full length."""
        raise NotImplementedError


@stoppings.register("never")
@dataclass(frozen=True)
class Never(Stopping):
    """Every trial is trained to its end."""

    label = mark("core", "never")
    help = mark("core", "Every trial is trained to its end, as in the textbook.")

    def rungs(self, trials: int, length: int) -> tuple[Rung, ...]:
        return (Rung(length, trials),)


@stoppings.register("halving")
@dataclass(frozen=True)
class Halving(Stopping):
    """Successive halving: from rung to rung the length grows by a factor, and the number of trials falls by it."""

    label = mark("core", "halving")
    help = mark("core", "All trials a little, the best of them longer, and so on: most effort for the best.")

    factor: int = integer(
        3, label=mark("core", "factor"), low=2, high=100, help=mark("core", "One trial of so many goes on.")
    )
    first: int = integer(
        2,
        label=mark("core", "first rung"),
        low=1,
        high=1_000_000,
        help=mark("core", "Length after which trials are compared for the first time, counted like the whole length."),
    )
    finalists: int = _finalists()
    finished_anyway: float = _finished_anyway()

    def rungs(self, trials: int, length: int) -> tuple[Rung, ...]:
        rungs, reach, count = [], self.first, trials
        while reach < length and count > self.finalists:
            rungs.append(Rung(reach, count))
            reach, count = reach * self.factor, max(count // self.factor, self.finalists)
        return (*rungs, Rung(length, count))


@stoppings.register("one_look")
@dataclass(frozen=True)
class OneLook(Stopping):
    """All trials are compared once, after an epoch or so, and the best share is trained to the end."""

    label = mark("core", "one look")
    help = mark("core", "The plain rule: after one epoch the worst are stopped for good.")

    first: int = integer(
        1,
        label=mark("core", "compared after"),
        low=1,
        high=1_000_000,
        help=mark("core", "Length after which trials are compared, counted like the whole length."),
    )
    kept: float = number(0.1, label=mark("core", "share that goes on"), low=0, open_low=True, high=1)
    finalists: int = _finalists()
    finished_anyway: float = _finished_anyway()

    def rungs(self, trials: int, length: int) -> tuple[Rung, ...]:
        count = max(round(trials * self.kept), self.finalists)
        if self.first >= length or count >= trials:
            return (Rung(length, trials),)
        return Rung(self.first, trials), Rung(length, count)
