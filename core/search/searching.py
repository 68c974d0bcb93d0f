"""A search as a task for `core.jobs.Job`: orders go out to threads, processes or machines, answers come back.

The executor may be any of `concurrent.futures`; by default it is one thread a core.  What comes out does not depend on
it.  An order takes about half a second here and a second elsewhere.  A stop forgets what is being worked on, and never
waits for it; an order whose worker was lost is given out again.
"""

from __future__ import annotations

import asyncio
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

from core.config.words import LabError
from core.cores import cores, give_way
from core.data.datasets import Dataset
from core.jobs import Report
from core.search.lessons import Answer, Halt, Lessons, Material, Order, carry_out
from core.search.plan import Plan
from core.search.stopping import Never
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, Trial, once_more, trials_of

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
        kept = known if known and Material.of(known.search) == Material.of(search) else None
        self.plans = [
            Plan(each, trials_of(each) if trials is None else trials, lessons.features, lessons.classes, records)
            for each, records in zip((search, *search.rivals), _known(search, kept), strict=True)
        ]
        self.workers = workers or cores()
        self._search, self._lessons, self._clock = search, lessons, clock
        self._executor = executor
        self._threads: ThreadPoolExecutor | None = None
        self._halt = Halt()
        self._pending: dict[Future[Answer | None], tuple[Plan, Order]] = {}
        self._tries: dict[tuple[Trial, ...], int] = {}
        self._pace: float | None = None
        self._picture = self._look()
        self._before, _ = self._picture.work()
        self._seconds = 0.0

    def run(self) -> Iterator[Report]:
        """Train until nothing is left to do, or time is up; a whole step is an order that was carried out."""
        limit = self._search.settings.limit
        since = self._clock()
        try:
            while not all(plan.is_over for plan in self.plans):
                events: tuple[Any, ...] = self._send()
                finished = wait(self._pending, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED).done
                for future in finished:
                    events += self._receive(future)
                if finished:
                    for plan in self.plans:
                        events += plan.take_stock()
                    self._picture = self._look()
                self._seconds += self._clock() - since
                yield Report(events, whole=bool(finished))
                since = self._clock()  # while the job is held, this stands still
                if limit is not None and self._seconds >= limit.seconds:
                    break
        finally:
            self._let_go()

    def snapshot(self) -> SearchSnapshot:
        """Return what there is to see."""
        done, remaining = self._picture.work()
        done -= self._before
        left = self._seconds * remaining / done if done > 0 else None
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
            found = self._next(seconds / self._pace if self._pace else 0)
            if found is None:
                break
            plan, order = found
            try:
                self._pending[self._submit(order)] = plan, order
            except Exception as error:  # whatever an executor says when it is broken or was shut down
                plan.give_back(order)
                if self._executor is None:
                    raise
                events += (self._do_without(error),)
        return events

    def _next(self, network_steps: float) -> tuple[Plan, Order] | None:
        """Return what is to be done next; ways of choosing that are compared come forward side by side."""
        for plan in sorted(self.plans, key=Plan.begun):
            order = plan.next(network_steps)
            if order is not None:
                return plan, order
        return None

    def _look(self) -> SearchSnapshot:
        first, *rivals = (plan.snapshot() for plan in self.plans)
        return replace(first, rivals=tuple(rivals))

    def _submit(self, order: Order) -> Future[Answer | None]:
        if self._executor is not None:
            return self._executor.submit(carry_out, order)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.workers, "search", initializer=give_way)
        return self._threads.submit(carry_out, order, self._lessons, self._halt)

    def _receive(self, future: Future[Answer | None]) -> tuple[Lost | ExecutorLost, ...]:
        found = self._pending.pop(future, None)
        if found is None:  # given up in the meantime, with all that were out
            return ()
        plan, order = found
        try:
            answer = future.result(timeout=0)
        except LabError:
            raise
        except (Exception, CancelledError, asyncio.CancelledError) as error:
            if self._executor is None:
                raise
            plan.give_back(order)
            return self._lose(order, error)
        assert answer is not None  # only who stops halts
        plan.add(order, answer)
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
        for future, (plan, order) in self._pending.items():
            future.cancel()
            plan.give_back(order)
        self._pending.clear()
        self._executor, self._pace = None, None
        return ExecutorLost(_reason(error))

    def _let_go(self) -> None:
        """Forget what is being worked on."""
        self._halt.asked = True
        for future, (plan, order) in self._pending.items():
            future.cancel()
            plan.give_back(order)
        self._pending.clear()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)


def _known(search: Search, known: SearchSnapshot | None) -> list[tuple[Record, ...]]:
    """Return what is known of the trials of a search, and of those that it is compared with, way by way."""
    there = {each.search.settings.way: each.records for each in (known, *known.rivals)} if known else {}
    return [there.get(each.settings.way, ()) for each in (search, *search.rivals)]


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


def operations(search: Search) -> float:
    """Return how many floating-point operations a search takes, about; raise `LabError` as `prepare` does."""
    (searching,) = prepare(search)
    return sum(plan.operations() for plan in searching.plans)


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
