"""Questions about races: which loss falls fastest, which runs have learned at all, which run learns faster."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from core.config import figures
from core.config.questions import CLAUSES, questions
from core.config.words import Phrase, joined, mark
from core.rules.losses import SoftmaxCrossEntropy
from core.rules.optimizers import optimizers
from core.training.questions.shared import (
    NO_DIFFERENCE,
    Race,
    RaceQuestion,
    accuracies,
    diverged_clause,
    epoch_of,
    is_guessing,
    name_of,
    percent,
    with_more,
)
from core.training.results import Result

LEVEL = 0.1
"""Two losses are called level when the larger is above the smaller by less than this share of it."""
TARGET = 0.8
"""Share of training images right at which the speed of runs is compared."""
NEAR_CHANCE = 0.01
"""A loss this near to that of guessing, as a share of it, is called the same."""


@questions.register("fastest")
class Fastest(RaceQuestion):
    """Which loss falls fastest: the kind of optimizer of the run that leads comes true, or that several do."""

    outcomes = (*optimizers, "several")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        if not race.has_begun:
            return Phrase(mark("core", "Same network, same mini-batches: whose loss falls fastest? Press Run."))
        lost = [diverged_clause(result) for result in race.results if result.diverged is not None]
        ranked = _ranked(race)
        if not ranked:
            return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(lost, CLAUSES))
        (lowest, first), (highest, last) = ranked[0], ranked[-1]
        values = {
            "when": race.when(),
            "first": name_of(first),
            "lowest": lowest,
            "last": name_of(last),
            "highest": highest,
        }
        if len(ranked) == 1:
            text = mark("core", "{when}: {first} has a loss of **{lowest}**.")
        elif _is_level(highest, lowest):
            text = (
                mark("core", "{when} **all are level**, losses {lowest} to {highest}.")
                if len(ranked) > 2
                else mark("core", "{when} **{first} and {last} are level**, losses {lowest} and {highest}.")
            )
        elif len(leaders := [pair for pair in ranked if _is_level(pair[0], lowest)]) > 1:
            values["leaders"] = joined([name_of(result) for _, result in leaders])
            values["losses"] = figures.span(figures.number(lowest), figures.number(leaders[-1][0]))
            text = mark("core", "{when} **{leaders} lead**, loss {losses}; **{last} is last**, {highest}.")
        else:
            text = mark("core", "{when} **{first} leads**, loss {lowest}; **{last} is last**, {highest}.")
        return with_more(Phrase(text, **values), lost)

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        ranked = _ranked(race) if race.is_over else []
        leading = {result.configuration.optimizer.key for loss, result in ranked if _is_level(loss, ranked[0][0])}
        return "several" if len(leading) > 1 else leading.pop() if leading else None


def _ranked(race: Race) -> list[tuple[float, Result]]:
    """Return the runs that have not diverged with their losses, the lowest first."""
    ranked = [(result.final()["loss"], result) for result in race.results if result.diverged is None]
    return sorted(ranked, key=lambda pair: pair[0])


def _is_level(loss: float, lowest: float) -> bool:
    return loss == lowest or loss < lowest * (1 + LEVEL)


@questions.register("learned")
class Learned(RaceQuestion):
    """Which runs have learned at all.

    All have, or none; all but those with the smallest initial weights; just those with the largest; or some.
    """

    outcomes = ("all", "none", "not-smallest", "largest", "some")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        if not race.has_begun:
            return Phrase(mark("core", "Which losses fall, and which stay where they began? Press Run."))
        lost = [diverged_clause(result) for result in race.results if result.diverged is not None]
        going = [result for result in race.results if result.diverged is None]
        nothing = [result for result in going if is_guessing(result)]
        learned = [result for result in going if not is_guessing(result)]
        if not going:
            return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(lost, CLAUSES))
        clauses = [
            Phrase(mark("core", "{name} is at {loss}"), name=name_of(result), loss=result.final()["loss"])
            for result in learned
        ]
        names = joined([name_of(result) for result in nothing])
        others = joined(clauses, CLAUSES)
        if not nothing:
            text = mark("core", "{when} **all have learned**; the loss of {others}.")
            return with_more(Phrase(text, when=race.when(), others=others), lost)
        value = _loss_of_guessing(nothing)
        if not learned:
            text = mark("core", "{when} **none has learned anything yet**: loss {value}.")
        else:
            text = mark("core", "{when} **{names} has learned nothing, loss {value}**; {others}.")
        return with_more(Phrase(text, when=race.when(), names=names, value=value, others=others), lost)

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        if not race.is_over:
            return None
        learned = [result.diverged is None and not is_guessing(result) for result in race.results]
        if len(set(learned)) == 1:
            return "all" if learned[0] else "none"
        runs = [result.configuration for result in race.results]
        sizes = [run.initializer.std(run.hidden[-1], run.hidden[-1]) for run in runs]
        if learned == [size > min(sizes) for size in sizes]:
            return "not-smallest"
        return "largest" if learned == [size == max(sizes) for size in sizes] else "some"


def _loss_of_guessing(runs: Sequence[Result]) -> object:
    """Return the loss of runs that only guess: "2.3 = ln 10" where it is just that of guessing blindly."""
    values = [result.final()["loss"] for result in runs]
    low, high = figures.number(min(values)), figures.number(max(values))
    classes = runs[0].snapshot.classes
    chance = math.log(classes)
    blind = all(isinstance(result.configuration.loss, SoftmaxCrossEntropy) for result in runs)
    if blind and all(abs(value - chance) <= NEAR_CHANCE * chance for value in values):
        return Phrase("{value} = ln {classes}", value=figures.number(chance), classes=classes)
    return figures.span(low, high)


@questions.register("speed")
class Speed(RaceQuestion):
    """Which run learns faster, and which ends ahead on new images.

    With batch normalization a run is the first or not to have enough training images right, and ahead, level or behind
    on new ones.
    """

    outcomes = tuple(f"{first}-{then}" for first in ("first", "second") for then in ("ahead", "level", "behind"))

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        target = figures.share(TARGET)
        if not race.has_begun:
            text = mark("core", "Which run has {target} of the training images right first? Press Run.")
            return Phrase(text, target=target)
        reached = _reached(race)
        clauses = []
        for epoch, result in reached:
            first = epoch == reached[0][0] and len(race.results) > 1
            text = (
                mark("core", "{name} **after {epoch} epochs**")
                if first
                else mark("core", "{name} after {epoch} epochs")
            )
            clauses.append(Phrase(text, name=name_of(result), epoch=epoch))
        for result in race.results:
            if epoch_of(result, TARGET) is None:
                not_yet = Phrase(mark("core", "{name} not yet"), name=name_of(result))
                clauses.append(not_yet if result.diverged is None else diverged_clause(result))
        tests = _ranked_by_test(race)
        values: dict[str, Any] = {"target": target, "when": race.when(), "clauses": joined(clauses, CLAUSES)}
        if len(tests) < 2 or not reached:
            return Phrase(mark("core", "{when}, {target} of the training images right: {clauses}."), **values)
        (best, ahead), (second, _) = tests[:2]
        values |= {"best": name_of(ahead), "share": percent(best), "other": percent(second)}
        if best - second < NO_DIFFERENCE:
            values |= {"second": name_of(tests[1][1]), "share": figures.span(percent(second), percent(best))}
            text = (
                mark("core", "{target} of the training images right: {clauses}. On new images they are level, {share}.")
                if len(tests) == 2
                else mark(
                    "core",
                    "{target} of the training images right: {clauses}. On new images {best} and {second} lead, "
                    "{share}.",
                )
            )
        else:
            text = mark(
                "core",
                "{target} of the training images right: {clauses}. On new images {best} is ahead, {share} to {other}.",
            )
        return Phrase(text, **values)

    @staticmethod
    def outcome(results: Any) -> str | None:
        race: Race = results
        reached, tests = _reached(race), _ranked_by_test(race)
        if not race.is_over or not reached or len(tests) < 2:
            return None
        first = {_is_normalized(result) for epoch, result in reached if epoch == reached[0][0]}
        if len(first) > 1 or len({_is_normalized(result) for result in race.results}) < 2:
            return None
        place = "first" if first.pop() else "second"
        if tests[0][0] - tests[1][0] < NO_DIFFERENCE:
            return f"{place}-level"
        return f"{place}-ahead" if _is_normalized(tests[0][1]) else f"{place}-behind"


def _reached(race: Race) -> list[tuple[float, Result]]:
    """Return the runs that have had enough training images right, with the epoch of that, the first first."""
    found = [(epoch_of(result, TARGET), result) for result in race.results]
    return sorted(((epoch, result) for epoch, result in found if epoch is not None), key=lambda pair: pair[0])


def _ranked_by_test(race: Race) -> list[tuple[float, Result]]:
    """Return the runs with what they have right of the test set, the best first; nothing while that is not known."""
    tests = [(accuracies(result)[1], result) for result in race.results]
    return [] if any(math.isnan(test) for test, _ in tests) else sorted(tests, key=lambda pair: -pair[0])


def _is_normalized(result: Result) -> bool:
    return result.configuration.batch_norm is not None
