"""A search as a task for `core.jobs.Job`: orders go out to threads, processes or machines, answers come back.

The executor may be any of `concurrent.futures`; by default it is one thread a core.  What comes out does not depend on
it.  An order takes about half a second here and a second elsewhere.  A stop forgets what is being worked on, and never
waits for it; an order whose worker was lost is given out again.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config.words import LabError
from core.data.datasets import Dataset
from core.jobs import Report
from core.search.lessons import Answer, Company, Halt, Lessons, Material, Order, carry_out
from core.search.plan import Plan
from core.search.stopping import Never
from core.search.study import Search
from core.search.trials import SearchSnapshot, Trial, once_more, trials_of

LOOK_EVERY = 0.03
"""Seconds between two looks at what has come back."""
SECONDS_HERE, SECONDS_ELSEWHERE = 0.5, 1.0
"""How long an order takes: a stop loses no more, and elsewhere the weights that travel must be worth it."""
MOST_TRIES = 3
"""An order that has been lost so often, and no worker with it, is not lost by chance."""


@dataclass(frozen=True)
class Lost:
    """The worker of some trials was lost; they are given out again."""

    numbers: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class ExecutorLost:
    """The executor takes no more orders; the search goes on in threads of this process."""

    reason: str


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class Searching:
    """A search, or the rest of one, as a task.

    Parameters
    ----------
    search : Search
        What is searched.
    lessons : Lessons
        Its images.
    trials : sequence of Trial, optional
        Other trials than those that the search chooses.
    known : SearchSnapshot, optional
        Results to go on from; of another search, as far as its trials are the same.
    executor : Executor, optional
        Where trials are trained; threads of this process by default.  It is not shut down.
    workers : int, optional
        How many orders it carries out at a time; one a core by default.
    clock : callable, optional
        Returns seconds.
    """

    def __init__(
        self,
        search: Search,
        lessons: Lessons,
        trials: Sequence[Trial] | None = None,
        known: SearchSnapshot | None = None,
        executor: Executor | None = None,
        workers: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        records = known.records if known and Material.of(known.search) == Material.of(search) else ()
        self.plan = Plan(
            search, trials_of(search) if trials is None else trials, lessons.features, lessons.classes, records
        )
        self.workers = workers or cores()
        self._search, self._lessons, self._clock = search, lessons, clock
        self._executor = executor
        self._threads: ThreadPoolExecutor | None = None
        self._halt = Halt()
        self._pending: dict[Future[Answer | None], Order] = {}
        self._tries: dict[tuple[Trial, ...], int] = {}
        self._pace: float | None = None
        self._picture = self.plan.snapshot()
        self._before = self._picture.done
        self._seconds = 0.0

    def run(self) -> Iterator[Report]:
        """Train until nothing is left to do, or time is up; a whole step is an order that was carried out."""
        limit = self._search.settings.limit
        since = self._clock()
        try:
            while not self.plan.is_over:
                events: tuple[Any, ...] = self._send()
                finished = wait(self._pending, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED).done
                for future in finished:
                    events += self._receive(future)
                if finished:
                    events += self.plan.take_stock()
                    self._picture = self.plan.snapshot()
                self._seconds += self._clock() - since
                yield Report(events, whole=bool(finished))
                since = self._clock()  # while the job is held, this stands still
                if limit is not None and self._seconds >= limit.seconds:
                    break
        finally:
            self._let_go()

    def snapshot(self) -> SearchSnapshot:
        """Return what there is to see."""
        done = self._picture.done - self._before
        left = self._seconds * self._picture.remaining / done if done > 0 else None
        limit = self._search.settings.limit
        if limit is not None:
            until = max(limit.seconds - self._seconds, 0.0)
            left = until if left is None else min(left, until)
        return replace(self._picture, seconds=self._seconds, left=left)

    # -- orders and answers

    def _send(self) -> tuple[ExecutorLost, ...]:
        """Give out orders, as many as are carried out at a time; elsewhere another few, so that nobody waits."""
        events: tuple[ExecutorLost, ...] = ()
        while len(self._pending) < (self.workers if self._executor is None else 2 * self.workers):
            seconds = SECONDS_HERE if self._executor is None else SECONDS_ELSEWHERE
            order = self.plan.next(seconds / self._pace if self._pace else 0)
            if order is None:
                break
            try:
                self._pending[self._submit(order)] = order
            except Exception as error:  # whatever an executor says when it is broken or was shut down
                self.plan.give_back(order)
                if self._executor is None:
                    raise
                events += (self._do_without(error),)
        return events

    def _submit(self, order: Order) -> Future[Answer | None]:
        if self._executor is not None:
            return self._executor.submit(carry_out, order)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="search")
        return self._threads.submit(carry_out, order, self._lessons, self._halt)

    def _receive(self, future: Future[Answer | None]) -> tuple[Lost | ExecutorLost, ...]:
        order = self._pending.pop(future, None)
        if order is None:  # given up in the meantime, with all that were out
            return ()
        try:
            answer = future.result(timeout=0)
        except LabError:
            raise
        except (Exception, CancelledError, asyncio.CancelledError) as error:
            if self._executor is None:
                raise
            self.plan.give_back(order)
            return self._lose(order, error)
        assert answer is not None  # only who stops halts
        self.plan.add(order, answer)
        steps = len(order.trials) * (order.marks[-1] - order.start)
        pace = answer.seconds / steps
        self._pace = pace if self._pace is None else 0.7 * self._pace + 0.3 * pace
        return ()

    def _lose(self, order: Order, error: BaseException) -> tuple[Lost | ExecutorLost, ...]:
        """Tell of an order that was lost; when that is no chance, do without the executor."""
        lost = Lost(tuple(trial.number for trial in order.trials), _reason(error))
        if not isinstance(error, BrokenExecutor):  # otherwise all are lost at once, and the next order tells
            self._tries[order.trials] = self._tries.get(order.trials, 0) + 1
            if self._tries[order.trials] >= MOST_TRIES:
                return lost, self._do_without(error)
        return (lost,)

    def _do_without(self, error: BaseException) -> ExecutorLost:
        """Go on in threads of this process."""
        for future, order in self._pending.items():
            future.cancel()
            self.plan.give_back(order)
        self._pending.clear()
        self._executor, self._pace = None, None
        return ExecutorLost(_reason(error))

    def _let_go(self) -> None:
        """Forget what is being worked on."""
        self._halt.asked = True
        for future, order in self._pending.items():
            future.cancel()
            self.plan.give_back(order)
        self._pending.clear()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__


def prepare(
    search: Search,
    known: SearchSnapshot | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    dataset: Dataset | None = None,
) -> list[Searching]:
    """Load the images and return the task of a search; see `Searching`.

    Raises
    ------
    LabError
        When the data cannot be read or are too few.
    """
    return [Searching(search, _lessons(search, dataset), None, known, executor, workers)]


def prepare_once_more(
    search: Search,
    trials: Sequence[Trial],
    seeds: int = 8,
    executor: Executor | None = None,
    workers: int | None = None,
    dataset: Dataset | None = None,
) -> list[Searching]:
    """Return the task that trains some trials to the end with other seeds; see `core.search.trials.once_more`."""
    thorough = search.with_settings(stopping=Never(), limit=None)
    lessons = _lessons(search, dataset)
    return [Searching(thorough, lessons, once_more(search, trials, seeds), None, executor, workers)]


def _lessons(search: Search, dataset: Dataset | None) -> Lessons:
    material = Material.of(search)
    return material.lessons() if dataset is None else material.cut(dataset)


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
