"""What is said of a race with several seeds is true: read back on random numbers, and worked out anew."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np
import pytest

from core.rules.optimizers import SGD, Adam, Momentum
from core.training.draws import Draws
from core.training.luck import ACCURACY, LOSS, standing, told
from tests.core.helpers import race, small
from tests.core.sentences import Reader, read, says, says_share, templates_in, unmatched

READER = Reader()
of, holds = READER.of, READER.holds
RUNS = tuple(small(optimizer=rule) for rule in (SGD(lr=0.01), Momentum(lr=0.01), Adam(lr=0.001)))
TEMPLATES = templates_in("core/training/luck.py") | {
    f"After {{done}} {more}{unit}" for more in ("", "of {planned} ") for unit in ("steps", "epochs")
}


@dataclass(frozen=True)
class Case:
    """Draws as plain lists: for each run by its name what it has come to, None where it has diverged."""

    by: str
    values: dict[str, list[float | None]]
    step: int
    steps: int
    unit: int

    def ahead(self, first: str, other: str) -> int:
        """In how many draws a run is ahead of another, pair by pair."""
        count = 0
        for mine, its in zip(self.values[first], self.values[other], strict=True):
            better = its is None or (mine is not None and (mine < its if self.by == LOSS else mine > its))
            count += better and mine is not None
        return count

    def is_number(self, text: str, value: float) -> bool:
        return says(text, value) if self.by == LOSS else says_share(text, value)

    def is_first(self, name: str) -> bool:
        """Whether no other run has diverged less often, or as often and is better on average."""

        def rank(run: str) -> tuple[int, float]:
            known = [value for value in self.values[run] if value is not None]
            return len(known), (fmean(known) * (-1 if self.by == LOSS else 1) if known else 0.0)

        often, mean = rank(name)
        return all(rank(run) <= (often, mean + 1e-9) for run in self.values)


@of("After {done} steps", "After {done} epochs")
def _(case, done):
    yield case.step == case.steps and read(done) == case.step // case.unit


@of("After {done} of {planned} steps", "After {done} of {planned} epochs")
def _(case, done, planned):
    yield case.step < case.steps and read(done) == case.step // case.unit and read(planned) == case.steps // case.unit


@of("by loss", "by test accuracy")
def _(case):
    yield True


@of("{name} in {wins}")
def _(case, name, wins):
    yield str(name) in case.values and 0 <= read(wins) <= 8


def _clauses(case: Case, first: Any, clauses: Any, all_of_them: bool) -> Any:
    for clause in clauses.values.values():
        wins = case.ahead(str(first), str(clause.values["name"]))
        yield holds(clause, case) and clause.values["wins"] == wins and (wins < 8 or not all_of_them)


@of("{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws.**")
def _(case, when, by, first, others, count):
    yield holds(when, case) and holds(by, case) and case.is_first(str(first)) and read(count) == 8
    names = [str(name) for name in others.values.values()]
    yield sorted([*names, str(first)]) == sorted(case.values)
    yield all(case.ahead(str(first), name) == 8 for name in names)


@of("{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws**; of {clauses}, which may be luck.")
def _(case, when, by, first, others, clauses, count):
    yield holds(when, case) and holds(by, case) and case.is_first(str(first)) and read(count) == 8
    yield all(case.ahead(str(first), str(name)) == 8 for name in others.values.values())
    yield from _clauses(case, first, clauses, all_of_them=True)
    yield len(others.values) + len(clauses.values) + 1 == len(case.values)


@of("{when}, {by}: {first} is ahead of {clauses} of {count} draws. **That may be luck.**")
def _(case, when, by, first, clauses, count):
    yield holds(when, case) and holds(by, case) and case.is_first(str(first)) and read(count) == 8
    yield from _clauses(case, first, clauses, all_of_them=True)
    yield len(clauses.values) + 1 == len(case.values)


@of("{when}, {by}: **{mean} on average**, {low} to {high} in {count} draws.")
def _(case, when, by, mean, low, high, count):
    (values,) = case.values.values()
    known = [value for value in values if value is not None]
    yield holds(when, case) and holds(by, case) and read(count) == len(known)
    yield case.is_number(low, min(known)) and case.is_number(high, max(known))
    yield case.is_number(mean, fmean(known))


@of("{when}, all runs have diverged in every draw.")
def _(case, when):
    yield holds(when, case) and all(value is None for values in case.values.values() for value in values)


def draws(loss: Any, accuracy: Any, diverged: Any = False, unit: str = "steps", step: int = 24) -> Draws:
    """Return draws that have come to these numbers ``(runs, draws)`` after `step` of 24 steps, two epochs."""
    loss, accuracy = np.array(loss, float), np.array(accuracy, float)
    length = 2 if unit == "epochs" else 24
    study = race(*RUNS[: len(loss)], length=length, unit=unit)
    gone = np.broadcast_to(diverged, loss.shape)
    return Draws(study, step, 24, 12, np.array([step]), loss[None], np.array([step]), accuracy[None], gone)


def case_of(found: Draws, by: str) -> Case:
    values = (found.loss if by == LOSS else found.accuracy)[-1]
    names = [", ".join(map(str, name)) for name in found.study.names()]
    rows = [
        [None if gone or not np.isfinite(v) else float(v) for v, gone in zip(row, lost, strict=True)]
        for row, lost in zip(values, found.diverged, strict=True)
    ]
    unit = 12 if found.study.settings.unit == "epochs" else 1
    return Case(by, dict(zip(names, rows, strict=True)), found.step, 24, unit)


def test_every_template_has_a_rule_and_every_rule_a_template():
    assert not unmatched(READER, TEMPLATES)


def test_what_is_said_of_any_draws_is_true_and_every_template_is_reached():
    READER.reached.clear()
    rng, false = np.random.default_rng(3), []
    for _ in range(400):
        runs = int(rng.integers(1, 4))
        spread = rng.choice([0.01, 0.2, 1.0])
        loss = np.exp(rng.normal(size=(runs, 1)) + spread * rng.normal(size=(runs, 8)))
        accuracy = np.clip(rng.random((runs, 1)) + 0.3 * spread * rng.normal(size=(runs, 8)), 0, 1)
        gone = rng.random((runs, 8)) < rng.choice([0.0, 0.1, 0.5, 1.0], p=[0.6, 0.2, 0.1, 0.1])
        found = draws(loss, accuracy, gone, str(rng.choice(["steps", "epochs"])), int(rng.choice([12, 24])))
        for by in (LOSS, ACCURACY):
            said = told(found, by)
            assert said is not None
            false += [f"{by}: {fault}" for fault in READER.faults(said, case_of(found, by))]
    assert not false, "\n".join(false[:5])
    assert not TEMPLATES - READER.reached


@pytest.mark.parametrize(("by", "first"), [(LOSS, 0), (ACCURACY, 1)])
def test_runs_are_compared_pair_by_pair_within_a_draw(by, first):
    """Two runs whose values overlap widely are told apart when one is ahead in every draw."""
    base = np.arange(8) / 10
    found = standing(draws([base + 0.1, base + 0.11], [base + 0.1, base + 0.11]), by)
    assert found is not None and found.first == first
    assert found.wins[1 - first] == 8 and found.is_told_apart(1 - first)


def test_seven_of_eight_is_no_difference():
    values = np.array([[1.0] * 8, [2.0] * 7 + [0.5]])
    found = standing(draws(values, values), LOSS)
    assert found is not None and found.wins == (0, 7) and not found.is_told_apart(1)


def test_too_few_draws_tell_nothing_apart():
    found = standing(draws([[1.0] * 5, [2.0] * 5], np.zeros((2, 5))), LOSS)
    assert found is not None and found.wins == (0, 5) and not found.is_told_apart(1)


def test_a_tie_is_no_win():
    found = standing(draws(np.ones((2, 8)), np.ones((2, 8))), ACCURACY)
    assert found is not None and found.wins == (0, 0)
