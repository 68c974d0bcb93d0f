"""What the sentences about races claim, worked out from the losses and accuracies of the runs alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from core.config.words import Phrase
from core.training.questions.shared import Race
from tests.core.sentences import Reader, read, says, says_share, spans, templates_in

READER = Reader()
of, holds = READER.of, READER.holds
ONE_IN_A_HUNDRED, SLACK = 0.01, 1e-6


class Run:
    """A run as plain numbers."""

    def __init__(self, result: Any) -> None:
        seen, column = result.snapshot, result.column
        self.name = ", ".join(map(str, result.name))
        self.brief = " + ".join(map(str, result.study.brief_names()[result.place]))
        self.loss = float(seen.smoothed[-1, column]) if len(seen.smoothed) else math.nan
        self.trains, self.tests = (seen.accuracy[kind][:, column].astype(float) for kind in ("train", "test"))
        self.epochs = seen.evaluated / seen.steps_per_epoch
        self.diverged, self.classes = seen.diverged[column], seen.classes
        run = result.configuration
        self.normalized = run.batch_norm is not None
        self.plain = run.decay is None and run.dropout is None and run.batch_norm is None

    @property
    def train(self) -> float:
        return float(self.trains[-1])

    @property
    def test(self) -> float:
        return float(self.tests[-1])

    @property
    def gap(self) -> float:
        return self.train - self.test

    @property
    def guesses(self) -> bool:
        """Whether it has no more of its training images right than one and a half times what chance would have."""
        return self.classes > 0 and self.train <= 1.5 / self.classes

    def first_at(self, share: float) -> float | None:
        """The epoch after which so much was first right."""
        there = [epoch for epoch, train in zip(self.epochs, self.trains, strict=True) if train >= share]
        return float(there[0]) if there else None


@dataclass(frozen=True)
class Case:
    """A race as plain numbers: its runs, and how far it is."""

    runs: tuple[Run, ...]
    step: int
    steps: int
    unit: int

    def named(self, name: Any) -> Run:
        text = str(name)
        return next(run for run in self.runs if text in (run.name, run.brief))

    def several(self, names: Any) -> list[Run]:
        """Runs by an enumeration of their names, which may hold commas."""
        text, found = str(names), []
        while text:
            name = max((run.name for run in self.runs if text.startswith(run.name)), key=len)
            found.append(self.named(name))
            text = text[len(name) :].removeprefix(", ").removeprefix("; ")
        return found

    @property
    def going(self) -> list[Run]:
        return [run for run in self.runs if run.diverged is None]


def case_of(race: Race) -> Case:
    seen = race.results[0].snapshot
    unit = seen.steps_per_epoch if race.study.settings.unit == "epochs" else 1
    return Case(tuple(map(Run, race.results)), seen.step, seen.steps, unit)


# How far it is


@of("After {done} epochs", "After {done} steps")
def _(case, done):
    yield case.step == case.steps and read(done) == case.steps // case.unit


@of("After {done} of {planned} epochs", "After {done} of {planned} steps")
def _(case, done, planned):
    yield case.step < case.steps and read(done) == case.step // case.unit and read(planned) == case.steps // case.unit


@of(
    "Same network, same mini-batches: whose loss falls fastest? Press Run.",
    "Which losses fall, and which stay where they began? Press Run.",
    "Will it do as well on new images as on those it trains on? Press Run.",
    "Does the gap narrow, and what does that cost on new images? Press Run.",
)
def _(case):
    yield case.step == 0 or any(math.isnan(run.gap) for run in case.runs)


@of("Which run has {target} of the training images right first? Press Run.")
def _(case, target):
    yield case.step == 0 and target == "80 %"


@of("{sentence} But {more}.")
def _(case, sentence, more):
    yield holds(sentence, case) and holds(more, case)


@of("{when}: {runs}.")
def _(case, when, runs):
    yield holds(when, case) and holds(runs, case)


@of("{name} **diverged at step {step}**")
def _(case, name, step):
    yield case.named(name).diverged == read(step)


# Losses


def _ranked(case: Case) -> list[Run]:
    return sorted(case.going, key=lambda run: run.loss)


def _ends(case, when, first, lowest, last, highest):
    ranked = _ranked(case)
    yield holds(when, case) and case.named(first).loss == ranked[0].loss and case.named(last).loss == ranked[-1].loss
    yield says(lowest, ranked[0].loss) and says(highest, ranked[-1].loss)


@of("{when}: {first} has a loss of **{lowest}**.")
def _(case, when, first, lowest):
    yield holds(when, case) and len(case.going) == 1 and says(lowest, case.named(first).loss)


@of("{when} **all are level**, losses {lowest} to {highest}.")
def _(case, when, lowest, highest):
    losses = [run.loss for run in case.going]
    yield holds(when, case) and says(lowest, min(losses)) and says(highest, max(losses))
    yield max(losses) <= 1.1001 * min(losses) and len(losses) > 2


@of("{when} **{first} and {last} are level**, losses {lowest} and {highest}.")
def _(case, **said):
    yield from _ends(case, **said)
    losses = [run.loss for run in case.going]
    yield len(losses) == 2 and max(losses) <= 1.1001 * min(losses)


@of("{when} **{first} leads**, loss {lowest}; **{last} is last**, {highest}.")
def _(case, **said):
    yield from _ends(case, **said)
    ranked = _ranked(case)
    yield ranked[1].loss >= 1.0999 * ranked[0].loss and ranked[1].loss > ranked[0].loss


@of("{when} **{leaders} lead**, loss {losses}; **{last} is last**, {highest}.")
def _(case, when, leaders, losses, last, highest):
    ranked, found = _ranked(case), case.several(leaders)
    yield holds(when, case) and case.named(last).loss == ranked[-1].loss and says(highest, ranked[-1].loss)
    yield spans(losses, [run.loss for run in found]) and max(run.loss for run in found) <= 1.1001 * ranked[0].loss
    yield all(run in found or run.loss >= 1.0999 * ranked[0].loss for run in ranked) and len(found) > 1


# Who has learned


@of("{name} is at {loss}")
def _(case, name, loss):
    yield says(loss, case.named(name).loss) and not case.named(name).guesses


@of("{when} **all have learned**; the loss of {others}.")
def _(case, when, others):
    yield holds(when, case) and holds(others, case) and not any(run.guesses for run in case.going)
    yield len(others.values) == len(case.going)


def _chance(value: Any, runs: list[Run]) -> bool:
    losses, chance = [run.loss for run in runs], math.log(runs[0].classes)
    if isinstance(value, Phrase):
        return holds(value, runs)
    return spans(value, losses) and any(abs(loss - chance) > 0.0099 * chance for loss in losses)


@of("{value} = ln {classes}")
def _(runs, value, classes):
    chance = math.log(runs[0].classes)
    yield says(value, chance) and read(classes) == runs[0].classes
    yield all(abs(run.loss - chance) <= 0.01001 * chance for run in runs)


@of("{when} **none has learned anything yet**: loss {value}.")
def _(case, when, value):
    yield holds(when, case) and all(run.guesses for run in case.going) and _chance(value, case.going)


@of("{when} **{names} has learned nothing, loss {value}**; {others}.")
def _(case, when, names, value, others):
    nothing = case.several(names)
    yield holds(when, case) and all(run.guesses for run in nothing) and _chance(value, nothing)
    yield holds(others, case) and len(nothing) + len(others.values) == len(case.going)


# Who is faster


@of("{name} **after {epoch} epochs**")
def _(case, name, epoch):
    yield says(epoch, case.named(name).first_at(0.8))
    first = [each for each in (run.first_at(0.8) for run in case.runs) if each is not None]
    yield case.named(name).first_at(0.8) == min(first)


@of("{name} after {epoch} epochs")
def _(case, name, epoch):
    yield says(epoch, case.named(name).first_at(0.8))


@of("{name} not yet")
def _(case, name):
    yield case.named(name).first_at(0.8) is None


def _reached(case, target, clauses):
    yield target == "80 %" and holds(clauses, case) and len(clauses.values) == len(case.runs)


@of("{when}, {target} of the training images right: {clauses}.")
def _(case, when, target, clauses):
    yield holds(when, case)
    yield from _reached(case, target, clauses)


_REACHED = "{target} of the training images right: {clauses}. On new images "


def _tests(case: Case) -> list[float]:
    return sorted((run.test for run in case.runs), reverse=True)


@of(_REACHED + "they are level, {share}.")
def _(case, target, clauses, share):
    yield from _reached(case, target, clauses)
    tests = _tests(case)
    yield len(tests) == 2 and tests[0] - tests[1] < 0.01 + SLACK and spans(share, tests, says_share)


@of(_REACHED + "{best} and {second} lead, {share}.")
def _(case, target, clauses, best, second, share):
    yield from _reached(case, target, clauses)
    tests, named = _tests(case), [case.named(best).test, case.named(second).test]
    yield named == tests[:2] and tests[0] - tests[1] < 0.01 + SLACK and spans(share, named, says_share)


@of(_REACHED + "{best} is ahead, {share} to {other}.")
def _(case, target, clauses, best, share, other):
    yield from _reached(case, target, clauses)
    tests = _tests(case)
    yield case.named(best).test == tests[0] and tests[0] - tests[1] >= 0.01 - SLACK
    yield says_share(share, tests[0]) and says_share(other, tests[1])


# Which initial weights


@of("Which initial weights lead to {target} of the training images right? Press Run.")
def _(case, target):
    yield case.step == 0 and target == "80 %"


def _works(runs: list[Run]) -> int:
    return sum(run.first_at(0.8) is not None for run in runs)


_WORKS = "{when}, {target} of the training images right: **{works} of {of} networks"


@of(_WORKS + " with batch normalization, {plain} of {others} without**.")
def _(case, when, target, works, of, plain, others):
    normalized = [run for run in case.runs if run.normalized]
    without = [run for run in case.runs if not run.normalized]
    yield holds(when, case) and target == "80 %" and normalized and without
    yield read(works) == _works(normalized) and read(of) == len(normalized)
    yield read(plain) == _works(without) and read(others) == len(without)


@of(_WORKS + "**.")
def _(case, when, target, works, of):
    yield holds(when, case) and target == "80 %" and len({run.normalized for run in case.runs}) == 1
    yield read(works) == _works(list(case.runs)) and read(of) == len(case.runs)


# The gap


def _widest(case: Case) -> Run:
    return max(case.runs, key=lambda run: run.gap)


@of("No run does much better in training than on the test set.")
def _(case):
    yield _widest(case).gap < 0.05 + SLACK


@of("Widest gap between training and test accuracy: {gap} ({name}).")
def _(case, gap, name):
    yield says_share(gap, case.named(name).gap) and case.named(name).gap == _widest(case).gap >= 0.05 - SLACK


@of("Widest gap, {name}. {sentence}")
def _(case, name, sentence):
    yield case.named(name).gap == _widest(case).gap and holds(sentence, case)


def _right(case, when, train, test):
    yield holds(when, case) and says_share(train, _widest(case).train) and says_share(test, _widest(case).test)


@of("{when}: {train} of the training images right, {test} of new ones: **hardly a gap**.")
def _(case, **said):
    yield from _right(case, **said)
    yield _widest(case).gap < 0.05 + SLACK


@of("{when}: {train} of the training images right, {test} of new ones: **a gap of {gap}**.")
def _(case, gap, **said):
    yield from _right(case, **said)
    yield says_share(gap, _widest(case).gap) and _widest(case).gap >= 0.05 - SLACK


@of("Every training image right after {epoch} epochs; of new images **{wrong} are wrong**.")
def _(case, epoch, wrong):
    run = _widest(case)
    since = next(n for n in range(len(run.trains)) if (run.trains[n:] == 1).all())
    yield says(epoch, float(run.epochs[since])) and says_share(wrong, 1 - run.test)


# Cures


@of("{names} **only guesses**: {share} right")
def _(case, names, share):
    yield case.named(names).guesses and says_share(share, case.named(names).train)


@of("**only guessing**: {names}")
def _(case, names):
    yield all(run.guesses for part in names.values.values() for run in [case.named(part)]) and len(names.values) > 1


@of("{when} **no run does better than guessing**, at most {share} of the training images right.")
def _(case, when, share):
    yield holds(when, case) and all(run.guesses for run in case.runs)
    yield says_share(share, max(run.train for run in case.runs))


@of("{name} **{gap}**")
def _(case, name, gap):
    yield says_share(gap, case.named(name).gap)


@of("{name} **{gap}** ({test})")
def _(case, name, gap, test):
    yield says_share(gap, case.named(name).gap) and says_share(test, case.named(name).test)


@of("{when}, training less test: {clauses}.", "{when}, gap (and new images right): {clauses}.")
def _(case, when, clauses):
    yield holds(when, case) and holds(clauses, case)


def _plain(case: Case) -> Run:
    return next(run for run in case.runs if run.plain)


def _cure(case, when, name, test, other):
    yield holds(when, case) and says_share(test, case.named(name).test) and says_share(other, _plain(case).test)


@of("{when} {name} **narrows the gap, {before} to {after}**; new images right: {test}, plain {other}.")
def _(case, before, after, **said):
    yield from _cure(case, **said)
    run = case.named(said["name"])
    yield says_share(before, _plain(case).gap) and says_share(after, run.gap) and run.gap < _plain(case).gap - 0.0099


@of("{when} {name} **widens the gap, {before} to {after}**; new images right: {test}, plain {other}.")
def _(case, before, after, **said):
    yield from _cure(case, **said)
    run = case.named(said["name"])
    yield says_share(before, _plain(case).gap) and says_share(after, run.gap) and run.gap > _plain(case).gap + 0.0099


@of("{when} {name} **leaves the gap at {after}**; new images right: {test}, plain {other}.")
def _(case, after, **said):
    yield from _cure(case, **said)
    run = case.named(said["name"])
    yield says_share(after, run.gap) and abs(run.gap - _plain(case).gap) < 0.0101


@of("{when} **{best} does best on new images, {test}**; narrowest gap: {narrow}, {gap} (plain {before}).")
def _(case, when, best, test, narrow, gap, before):
    learning = [run for run in case.runs if run is _plain(case) or not run.guesses]
    yield holds(when, case) and says_share(test, case.named(best).test) and says_share(gap, case.named(narrow).gap)
    yield case.named(best).test == max(run.test for run in learning) and says_share(before, _plain(case).gap)
    yield case.named(narrow).gap == min(run.gap for run in learning)


TEMPLATES = templates_in("core/training/verdicts.py", "core/training/questions")
UNMARKED = ("{value} = ln {classes}",)
