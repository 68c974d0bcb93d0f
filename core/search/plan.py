"""Which trials are trained next: companies of one structure, rung by rung.

A plan decides by results alone.  It knows no executor and no clock, so the same search is trained in the same
companies and comes to the same figures whoever does the work, and in whatever order it is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from core.search.choosing import CHOOSING
from core.search.lessons import Answer, Material, Order
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, Trial
from core.training.study import RunConfiguration

COMPANY_WORK = 5e8
"""Floating-point operations of one step of a company: enough of them that the interpreter, which only one thread can
have at a time, is a small part of a step, and few enough that there are companies for many cores."""
MOST_COMPANY = 20
_AUDIT = 2  # beside the seed: which stopped trials are finished anyway


@dataclass(frozen=True)
class RungClimbed:
    """All trials that were due have come to a rung; so many go on."""

    rung: int
    kept: int


@dataclass(frozen=True)
class _Group:
    """Trials that are trained together, up to a rung."""

    numbers: tuple[int, ...]
    rung: int
    audit: bool = False


def step_work(run: RunConfiguration, batch_size: int, inputs: int, outputs: int) -> float:
    """Return the floating-point operations of one step of a network: three products with its weights."""
    weights = sum(before * after for before, after in pairwise((inputs, *run.hidden, outputs)))
    return 6.0 * batch_size * weights


def company_size(run: RunConfiguration, batch_size: int, inputs: int, outputs: int) -> int:
    """Return how many networks like this one are trained together; it follows from their size alone."""
    return int(np.clip(round(COMPANY_WORK / step_work(run, batch_size, inputs, outputs)), 1, MOST_COMPANY))


class Plan:
    """The work of a search, part by part.

    Parameters
    ----------
    search : Search
        What is searched.
    trials : sequence of Trial
        Its trials, by number.
    inputs, outputs : int
        Nodes of the first and the last layer.
    known : sequence of Record
        What is known of these trials already.
    """

    def __init__(
        self, search: Search, trials: Sequence[Trial], inputs: int, outputs: int, known: Iterable[Record] = ()
    ) -> None:
        self.search = search
        self.trials = tuple(trials)
        self.rungs = search.settings.stopping.rungs(len(trials), search.settings.length)
        self.records = [Record(trial) for trial in trials]
        self.stopped: dict[int, int] = {}
        self.audited: list[int] = []
        self.rung = 0
        self._material = Material.of(search)
        self._sizes = [company_size(trial.run, trial.batch_size, inputs, outputs) for trial in trials]
        self._step_work = [step_work(trial.run, trial.batch_size, inputs, outputs) for trial in trials]
        self._marks = {size: search.marks(size) for size in {trial.batch_size for trial in trials}}
        draw = np.random.default_rng([search.seed, CHOOSING, _AUDIT, search.settings.round])
        self._audit_order = draw.permutation(len(trials)).tolist()
        self._alive = list(range(len(trials)))
        self._waiting: deque[_Group] = deque()
        self._audits: deque[_Group] = deque()  # when nothing else can be done
        self._out: dict[Order, _Group] = {}
        for record in known:
            self._adopt(record)
        self._begin_rung()
        self.take_stock()

    # -- what is to be done

    def next(self, network_steps: float) -> Order | None:
        """Return what is to be done next, about so many steps of one network; None when nothing can be begun now."""
        queue = self._waiting or self._audits
        if not queue:
            return None
        group = queue.popleft()
        trials = tuple(self.trials[number] for number in group.numbers)
        first = self.records[group.numbers[0]]
        marks = self._marks[trials[0].batch_size]
        target = self._step(group.rung, trials[0])
        due = [mark for mark in marks if first.step < mark <= target]
        parts = max(1, round(len(trials) * (target - first.step) / max(network_steps, 1)))
        reach = first.step + (target - first.step) / parts
        chosen = [mark for mark in due if mark <= reach] or due[:1]
        checkpoints = tuple(c for number in group.numbers if (c := self.records[number].checkpoint) is not None)
        order = Order(self._material, trials, first.step, tuple(chosen), marks[-1], checkpoints)
        self._out[order] = group
        return order

    def add(self, order: Order, answer: Answer) -> None:
        """Take in what came back of an order."""
        group = self._out.pop(order)
        for part in answer.parts:
            number = part.trial.number
            self.records[number] = self.records[number].with_part(part)
        left = tuple(number for number in group.numbers if not self._has_reached(number, group.rung))
        if left:
            queue, rest = self._queue(group), replace(group, numbers=left)
            # one after another to its end, so that results come early; the last in turns, so that they end together
            if queue and not self.records[queue[-1].numbers[0]].step:
                queue.appendleft(rest)
            else:
                queue.append(rest)

    def give_back(self, order: Order) -> None:
        """Put an order that was not carried out in front again."""
        group = self._out.pop(order)
        self._queue(group).appendleft(group)

    def take_stock(self) -> tuple[RungClimbed, ...]:
        """Decide who goes on where all have come to their rung; return what has been decided."""
        events: tuple[RungClimbed, ...] = ()
        while self.rung < len(self.rungs) and all(self._has_reached(number, self.rung) for number in self._alive):
            kept = self._decide() if self.rung + 1 < len(self.rungs) else [n for n in self._alive if self._is_well(n)]
            events += (RungClimbed(self.rung, len(kept)),)
            self._alive = kept
            self.rung += 1
            if self.rung < len(self.rungs):
                self._begin_rung()
        return events

    # -- how far it is

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do, and nothing is being done."""
        return self.rung == len(self.rungs) and not (self._waiting or self._audits or self._out)

    def done(self) -> float:
        """Return the work that is done, in whole trainings."""
        return sum(record.step / self._total(record.trial) for record in self.records)

    def begun(self) -> float:
        """Return the work that is done or being done, in whole trainings."""
        out = sum(len(order.trials) * (order.marks[-1] - order.start) / order.total for order in self._out)
        return self.done() + out

    def remaining(self) -> float:
        """Return the work that is left, in whole trainings; what depends on results is reckoned from the counts."""
        length, share = self.search.settings.length, self.search.settings.stopping.audited
        work = 0.0
        for number in self.audited:
            work += self._way(number, len(self.rungs) - 1)
        if self.rung < len(self.rungs):
            work += sum(self._way(number, self.rung) for number in self._alive)
            for rung, following in pairwise(self.rungs[self.rung :]):
                work += following.count * (following.length - rung.length) / length
                work += share * (rung.count - following.count) * (1 - rung.length / length)
        return work

    def operations(self) -> float:
        """Return the work that is left, in floating-point operations, as if it were spread evenly over the trials."""
        whole = sum(self._total(trial) * work for trial, work in zip(self.trials, self._step_work, strict=True))
        return whole * self.remaining() / len(self.trials)

    def snapshot(self) -> SearchSnapshot:
        """Return what there is to see."""
        return SearchSnapshot(
            search=self.search,
            records=tuple(self.records),
            stopped=tuple(self.stopped.get(number) for number in range(len(self.trials))),
            audited=tuple(self.audited),
            rung=self.rung,
            done=self.done(),
            remaining=0.0 if self.is_over else self.remaining(),
        )

    # -- inside

    def _queue(self, group: _Group) -> deque[_Group]:
        return self._audits if group.audit else self._waiting

    def _adopt(self, record: Record) -> None:
        """Take over what is known of a trial, if it is one of these, trained as this search does."""
        number = record.trial.number
        if number >= len(self.trials) or record.trial != self.trials[number]:
            return
        marks = self._marks[record.trial.batch_size]
        if tuple(record.steps.tolist()) == marks[: len(record.steps)]:
            self.records[number] = record

    def _begin_rung(self) -> None:
        """Form companies of all that have a way to go to the rung."""
        self._waiting.extend(self._groups(self._alive, self.rung))

    def _groups(self, numbers: Sequence[int], rung: int, audit: bool = False) -> list[_Group]:
        """Return companies of trials that can be one population, in the order of their numbers.

        Companies are formed of all, whether they have a way to go or not, so that a search which is continued has the
        same ones.
        """
        alike: dict[object, list[int]] = {}
        for number in numbers:
            trial = self.trials[number]
            alike.setdefault((trial.run.structure, trial.batch_size, trial.seed), []).append(number)
        groups = []
        for members in alike.values():
            size = self._sizes[members[0]]
            for start in range(0, len(members), size):
                together: dict[int, list[int]] = {}
                for number in members[start : start + size]:
                    if not self._has_reached(number, rung):
                        if self.records[number].checkpoint is None:  # what was left somewhere unknown begins anew
                            self.records[number] = Record(self.trials[number])
                        together.setdefault(self.records[number].step, []).append(number)
                groups += [_Group(tuple(each), rung, audit) for each in together.values()]
        return sorted(groups, key=lambda group: group.numbers[0])

    def _decide(self) -> list[int]:
        """Return who goes on from the rung; the others are stopped, and some of them finished anyway."""
        well = [number for number in self._alive if self._is_well(number)]

        def rank(number: int) -> tuple[float, int]:
            trial = self.trials[number]
            return -self.records[number].accuracy_at(self._step(self.rung, trial)), number

        ranked = sorted(well, key=rank)
        count = self.rungs[self.rung + 1].count
        kept, stopped = sorted(ranked[:count]), ranked[count:]
        self.stopped.update(dict.fromkeys(stopped, self.rung))
        quota = round(self.search.settings.stopping.audited * len(self.stopped)) - len(self.audited)
        audited = sorted(sorted(stopped, key=self._audit_order.__getitem__)[: max(quota, 0)])
        self.audited += audited
        for number in stopped:
            if number not in audited:
                self.records[number] = replace(self.records[number], checkpoint=None)
        self._audits.extend(self._groups(audited, len(self.rungs) - 1, audit=True))
        return kept

    def _is_well(self, number: int) -> bool:
        return self.records[number].diverged is None

    def _has_reached(self, number: int, rung: int) -> bool:
        """Return whether a trial has no way to go to a rung."""
        record = self.records[number]
        return record.diverged is not None or record.step >= self._step(rung, record.trial)

    def _way(self, number: int, rung: int) -> float:
        """Return the work from where a trial is to a rung, in whole trainings."""
        if self._has_reached(number, rung):
            return 0.0
        record = self.records[number]
        return (self._step(rung, record.trial) - record.step) / self._total(record.trial)

    def _step(self, rung: int, trial: Trial) -> int:
        return self.search.settings.steps(self.rungs[rung].length, trial.batch_size)

    def _total(self, trial: Trial) -> int:
        return self._marks[trial.batch_size][-1]
