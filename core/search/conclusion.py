"""The end of a search: the one look at the test set, at a trial that has been chosen by then.

The search itself never sees the test set; who wants to know how good the winner is asks here, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np

from core.data.datasets import Dataset
from core.jobs import Report
from core.search.lessons import Company, Material, Order
from core.search.ranking import ranking
from core.search.searching import Searching, prepare
from core.search.study import Search
from core.search.trials import SearchSnapshot, Trial


@dataclass(frozen=True)
class Revealed:
    """What the test set says of one trial.

    Attributes
    ----------
    trial : Trial
        Which one.
    validation, test : float
        Accuracies of the same network.
    images : int
        Of the test set.
    """

    trial: Trial
    validation: float
    test: float
    images: int


class Revealing:
    """The one look at the test set, as a task: the chosen trial is trained again, on whole images, and judged.

    Parameters
    ----------
    search : Search
        What was searched.
    trial : Trial
        Whose accuracy is revealed.
    dataset : Dataset, optional
        The data, where they are at hand.
    """

    def __init__(self, search: Search, trial: Trial, dataset: Dataset | None = None) -> None:
        self._search, self._trial = search, trial
        self._material = Material.of(search)
        self._dataset = self._material.load() if dataset is None else dataset
        self._revealed: Revealed | None = None

    def run(self) -> Iterator[Report]:
        """Train, then judge."""
        end = self._search.marks(self._trial.batch_size)[-1]
        company = Company(
            Order(self._material, (self._trial,), 0, (end,), end), self._material.cut(self._dataset, whole=True)
        )
        for _ in company.train(end):
            yield Report(whole=False)
        for _ in company.measure():
            yield Report(whole=False)
        (record,) = company.parts()
        test = self._dataset.test
        accuracy = float("nan")
        if company.places:
            judging = company.judge(test.gather(company.block), np.arange(len(test)))
            while True:
                try:
                    next(judging)
                except StopIteration as end_of_judging:
                    accuracy = float(end_of_judging.value.mean())
                    break
                yield Report(whole=False)
        self._revealed = Revealed(self._trial, record.accuracy, accuracy, len(test))
        yield Report()

    def snapshot(self) -> Revealed | None:
        """Return what was found, None before."""
        return self._revealed


@dataclass(frozen=True, eq=False)
class Conclusion:
    """A search and what the test set says of its winner.

    Attributes
    ----------
    snapshot : SearchSnapshot
        Of the search.
    revealed : mapping of int to Revealed
        The winner by its number; empty before the end, or when all diverged.
    """

    snapshot: SearchSnapshot
    revealed: Mapping[int, Revealed] = field(default_factory=dict)


class Concluding:
    """A search to its end, and then the one look at the test set, for the winner, as a task."""

    def __init__(self, searching: Searching, search: Search, dataset: Dataset | None = None) -> None:
        self._searching, self._search, self._dataset = searching, search, dataset
        self._revealed: dict[int, Revealed] = {}

    def run(self) -> Iterator[Report]:
        """Search, then judge."""
        yield from self._searching.run()
        winner = next((r for r in ranking(self._searching.snapshot()) if r.diverged is None), None)
        if winner is None:
            return
        revealing = Revealing(self._search, winner.trial, self._dataset)
        yield from revealing.run()
        revealed = revealing.snapshot()
        assert revealed is not None
        self._revealed = {winner.trial.number: revealed}
        yield Report()

    def snapshot(self) -> Conclusion:
        """Return what there is to see."""
        return Conclusion(self._searching.snapshot(), self._revealed)


def conclude(
    search: Search, executor: Executor | None = None, workers: int | None = None, dataset: Dataset | None = None
) -> list[Concluding]:
    """Load the images and return the task of a search that ends with the test accuracy of its winner."""
    (searching,) = prepare(search, None, executor, workers, dataset)
    return [Concluding(searching, search, dataset)]
