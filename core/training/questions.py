"""What the scenes of the trainer ask, and the sentences that answer it, while the training goes on and after it.

A sentence of a race that goes on says how far it is.  Before anything has been measured it says what to look for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.config import figures
from core.config.questions import Question, questions
from core.config.words import Phrase, joined, mark
from core.rules.losses import SoftmaxCrossEntropy
from core.training.results import Result
from core.training.study import Experiment, RunConfiguration
from core.training.verdicts import WIDE_GAP, gap_of

LEVEL = 0.1
"""Two losses are called level when the larger is above the smaller by less than this share of it."""
NO_DIFFERENCE = 0.01
"""Accuracies and gaps nearer than one image in a hundred are not told apart."""
GUESSING = 1.5
"""A run only guesses when of its training images it has no more right than so many times what chance would have."""
TARGET = 0.8
"""Share of training images right at which the speed of runs is compared."""
NEAR_CHANCE = 0.01
"""A loss this near to that of guessing, as a share of it, is called the same."""
MOST_NAMED = 3
"""Runs with a cure that are named one by one; of more, the best."""

_CLAUSES = "; "


@dataclass(frozen=True, eq=False)
class Race:
    """A race as a question sees it.

    Attributes
    ----------
    study : Experiment
        What is trained, or is to be.
    results : sequence of Result
        What its runs have come to, in their order; empty before anything has been measured.
    """

    study: Experiment
    results: Sequence[Result] = ()

    @property
    def has_begun(self) -> bool:
        """Whether every run has been trained on a mini-batch."""
        return bool(self.results) and all(result.snapshot.step for result in self.results)

    def when(self) -> Phrase:
        """Return how far the race is: "After 34 of 201 epochs"."""
        snapshot = min((result.snapshot for result in self.results), key=lambda snapshot: snapshot.step)
        epochs = self.study.settings.unit == "epochs"
        unit = snapshot.steps_per_epoch if epochs else 1
        done, planned = snapshot.step // unit, snapshot.steps // unit
        if snapshot.step == snapshot.steps:
            text = mark("core", "After {done} epochs") if epochs else mark("core", "After {done} steps")
        else:
            text = mark("core", "After {done} of {planned} epochs")
            text = text if epochs else mark("core", "After {done} of {planned} steps")
        return Phrase(text, done=done, planned=planned)


# What is known of a run


def accuracies(result: Result) -> tuple[float, float]:
    """Return the newest accuracies in training and on the test set, NaN where there is none."""
    final = result.final()
    return final.get("train_accuracy", math.nan), final.get("test_accuracy", math.nan)


def is_guessing(result: Result) -> bool:
    """Return whether a run is no better than chance on its own training images."""
    train, _ = accuracies(result)
    return result.snapshot.classes > 0 and train <= GUESSING / result.snapshot.classes


def epoch_of(result: Result, share: float, last: bool = False) -> float | None:
    """Return the epoch at which so much of the training images was first right; `last`: from which on it stayed so."""
    enough = result.accuracy("train") >= share
    if not enough.any() or (last and not enough[-1]):
        return None
    missing = np.flatnonzero(~enough)
    place = (int(missing[-1]) + 1 if len(missing) else 0) if last else int(enough.argmax())
    return float(result.snapshot.evaluated[place] / result.snapshot.steps_per_epoch)


def _name(result: Result) -> Phrase:
    return joined(result.name)


def _cure_name(result: Result) -> Phrase:
    """Return the name of a run; one of many without values that runs share: "dropout + weight decay"."""
    if len(result.study.runs) <= MOST_NAMED:
        return _name(result)
    return joined(result.study.brief_names()[result.place], " + ")


def _percent(value: float) -> str:
    return figures.share(value)


def _diverged(result: Result) -> Phrase:
    text = mark("core", "{name} **diverged at step {step}**")
    return Phrase(text, name=_name(result), step=result.diverged)


def _with(said: Phrase, extra: Sequence[Phrase]) -> Phrase:
    """Return a sentence, and what else has happened behind it."""
    if not extra:
        return said
    return Phrase(mark("core", "{sentence} But {more}."), sentence=said, more=joined(extra, _CLAUSES))


# Races


@questions.register("fastest")
class Fastest(Question):
    """Which loss falls fastest."""

    tab = "trainer"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        if not race.has_begun:
            return Phrase(mark("core", "Same network, same mini-batches: whose loss falls fastest? Press Run."))
        going = [result for result in race.results if result.diverged is None]
        lost = [_diverged(result) for result in race.results if result.diverged is not None]
        ranked = sorted((result.final()["loss"], place) for place, result in enumerate(going))
        if not ranked:
            return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(lost, _CLAUSES))
        (lowest, first), (highest, last) = ranked[0], ranked[-1]
        values = {
            "when": race.when(),
            "first": _name(going[first]),
            "lowest": lowest,
            "last": _name(going[last]),
            "highest": highest,
        }
        if len(ranked) == 1:
            text = mark("core", "{when}: {first} has a loss of **{lowest}**.")
        elif highest < lowest * (1 + LEVEL):
            text = mark("core", "{when} **all are level**, losses {lowest} to {highest}.")
        elif ranked[1][0] < lowest * (1 + LEVEL):
            values["second"] = _name(going[ranked[1][1]])
            text = mark("core", "{when} **{first} and {second} lead**, loss {lowest}; **{last} is last**, {highest}.")
            if len(ranked) == 2:
                text = mark("core", "{when} **{first} and {last} are level**, losses {lowest} and {highest}.")
        else:
            text = mark("core", "{when} **{first} leads**, loss {lowest}; **{last} is last**, {highest}.")
        return _with(Phrase(text, **values), lost)


@questions.register("learned")
class Learned(Question):
    """Which runs have learned at all."""

    tab = "trainer"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        if not race.has_begun:
            return Phrase(mark("core", "Which losses fall, and which stay where they began? Press Run."))
        lost = [_diverged(result) for result in race.results if result.diverged is not None]
        going = [result for result in race.results if result.diverged is None]
        nothing = [result for result in going if is_guessing(result)]
        learned = [result for result in going if not is_guessing(result)]
        if not going:
            return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(lost, _CLAUSES))
        clauses = [
            Phrase(mark("core", "{name} is at {loss}"), name=_name(result), loss=result.final()["loss"])
            for result in learned
        ]
        names = joined([_name(result) for result in nothing])
        others = joined(clauses, _CLAUSES)
        if not nothing:
            text = mark("core", "{when} **all have learned**; the loss of {others}.")
            return _with(Phrase(text, when=race.when(), others=others), lost)
        value = _loss_of_guessing(nothing)
        if not learned:
            text = mark("core", "{when} **none has learned anything yet**: loss {value}.")
        else:
            text = mark("core", "{when} **{names} has learned nothing, loss {value}**; {others}.")
        return _with(Phrase(text, when=race.when(), names=names, value=value, others=others), lost)


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
class Speed(Question):
    """Which run learns faster, and which ends ahead on new images."""

    tab = "trainer"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        target = figures.share(TARGET)
        if not race.has_begun:
            text = mark("core", "Which run has {target} of the training images right first? Press Run.")
            return Phrase(text, target=target)
        found = [(epoch_of(result, TARGET), result) for result in race.results]
        reached = sorted((pair for pair in found if pair[0] is not None), key=lambda pair: pair[0] or 0.0)
        clauses = []
        for epoch, result in reached:
            first = epoch == reached[0][0] and len(race.results) > 1
            text = (
                mark("core", "{name} **after {epoch} epochs**")
                if first
                else mark("core", "{name} after {epoch} epochs")
            )
            clauses.append(Phrase(text, name=_name(result), epoch=epoch))
        for epoch, result in found:
            if epoch is None:
                not_yet = Phrase(mark("core", "{name} not yet"), name=_name(result))
                clauses.append(not_yet if result.diverged is None else _diverged(result))
        tests = sorted(((accuracies(result)[1], place) for place, result in enumerate(race.results)), reverse=True)
        values: dict[str, Any] = {"target": target, "when": race.when(), "clauses": joined(clauses, _CLAUSES)}
        known = len(tests) > 1 and not any(math.isnan(test) for test, _ in tests)
        if not known or not reached:
            return Phrase(mark("core", "{when}, {target} of the training images right: {clauses}."), **values)
        (best, first_place), (second, _) = tests[:2]
        values |= {"best": _name(race.results[first_place]), "share": _percent(best), "other": _percent(second)}
        if best - second < NO_DIFFERENCE:
            text = mark(
                "core", "{target} of the training images right: {clauses}. On new images they are level, {share}."
            )
        else:
            text = mark(
                "core",
                "{target} of the training images right: {clauses}. On new images {best} is ahead, {share} to {other}.",
            )
        return Phrase(text, **values)


# Overfitting


@questions.register("gap")
class Gap(Question):
    """How much better a run does on the images that it has seen."""

    tab = "trainer"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        gaps = [
            (gap, place) for place, result in enumerate(race.results) if (gap := gap_of(result.final())) is not None
        ]
        lost = [_diverged(result) for result in race.results if result.diverged is not None]
        if not race.has_begun or not gaps:
            return Phrase(mark("core", "Will it do as well on new images as on those it trains on? Press Run."))
        gap, place = max(gaps)
        result = race.results[place]
        train, test = accuracies(result)
        perfect = epoch_of(result, 1.0, last=True) if train == 1 else None
        values: dict[str, Any] = {
            "when": race.when(),
            "train": _percent(train),
            "test": _percent(test),
            "gap": _percent(gap),
            "wrong": _percent(1 - test),
            "epoch": perfect,
        }
        if gap < WIDE_GAP:
            text = mark("core", "{when}: {train} of the training images right, {test} of new ones: **hardly a gap**.")
        elif perfect is not None:
            text = mark("core", "Every training image right after {epoch} epochs; of new images **{wrong} are wrong**.")
        else:
            text = mark("core", "{when}: {train} of the training images right, {test} of new ones: **a gap of {gap}**.")
        return _with(Phrase(text, **values), lost)


def is_plain(run: RunConfiguration) -> bool:
    """Return whether a run has no cure."""
    return run.decay is None and run.dropout is None and run.batch_norm is None


@questions.register("cure")
class Cure(Question):
    """What a cure does to the gap, and what it costs on new images."""

    tab = "trainer"

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        race: Race = results
        known = [result for result in race.results if gap_of(result.final()) is not None]
        if not race.has_begun or not known:
            return Phrase(mark("core", "Does the gap narrow, and what does that cost on new images? Press Run."))
        lost = [_diverged(result) for result in race.results if result.diverged is not None]
        plain = next((result for result in known if is_plain(result.configuration)), None)
        guessing = [result for result in known if result is not plain and is_guessing(result)]
        cured = [result for result in known if result is not plain and result not in guessing]
        if len(guessing) + (plain is not None and is_guessing(plain)) == len(known):
            text = mark("core", "{when} **no run does better than guessing**, {share} of the training images right.")
            return Phrase(text, when=race.when(), share=_percent(max(accuracies(result)[0] for result in known)))
        more = lost + _only_guess(guessing)
        if plain is None or not cured:
            clauses = [_gap_clause(result) for result in known if result not in guessing]
            if not clauses:
                return Phrase(mark("core", "{when}: {runs}."), when=race.when(), runs=joined(more, _CLAUSES))
            text = mark("core", "{when}, training less test: {clauses}.")
            return _with(Phrase(text, when=race.when(), clauses=joined(clauses, _CLAUSES)), more)
        if len(cured) == 1:
            return _with(_one_cure(race, plain, cured[0]), more)
        if len(cured) + 1 <= MOST_NAMED:
            return _with(_few_cures(race, plain, cured), more)
        return _with(_many_cures(race, plain, cured), more)


def _only_guess(runs: Sequence[Result]) -> list[Phrase]:
    """Return what is to be said of runs that have come to nothing."""
    if not runs:
        return []
    names = joined([_cure_name(result) for result in runs], _CLAUSES)
    share = _percent(max(accuracies(result)[0] for result in runs))
    one, several = mark("core", "{names} **only guesses**: {share} right"), mark("core", "**only guessing**: {names}")
    return [Phrase(one if len(runs) == 1 else several, names=names, share=share)]


def _gap(result: Result) -> float:
    return gap_of(result.final()) or 0.0


def _gap_clause(result: Result) -> Phrase:
    return Phrase(mark("core", "{name} **{gap}**"), name=_name(result), gap=_percent(_gap(result)))


def _one_cure(race: Race, plain: Result, cured: Result) -> Phrase:
    before, after = _gap(plain), _gap(cured)
    if after < before - NO_DIFFERENCE:
        text = mark(
            "core",
            "{when} {name} **narrows the gap, {before} to {after}**; new images right: {test}, plain {other}.",
        )
    elif after > before + NO_DIFFERENCE:
        text = mark(
            "core",
            "{when} {name} **widens the gap, {before} to {after}**; new images right: {test}, plain {other}.",
        )
    else:
        text = mark("core", "{when} {name} **leaves the gap at {after}**; new images right: {test}, plain {other}.")
    return Phrase(
        text,
        when=race.when(),
        name=_name(cured),
        before=_percent(before),
        after=_percent(after),
        test=_percent(accuracies(cured)[1]),
        other=_percent(accuracies(plain)[1]),
    )


def _few_cures(race: Race, plain: Result, cured: Sequence[Result]) -> Phrase:
    clauses = [
        Phrase(
            mark("core", "{name} **{gap}** ({test})"),
            name=_name(result),
            gap=_percent(_gap(result)),
            test=_percent(accuracies(result)[1]),
        )
        for result in (plain, *cured)
    ]
    text = mark("core", "{when}, gap (and new images right): {clauses}.")
    return Phrase(text, when=race.when(), clauses=joined(clauses, _CLAUSES))


def _many_cures(race: Race, plain: Result, cured: Sequence[Result]) -> Phrase:
    best = max((plain, *cured), key=lambda result: accuracies(result)[1])
    narrow = min((plain, *cured), key=_gap)
    text = mark(
        "core",
        "{when} **{best} does best on new images, {test}**; narrowest gap: {narrow}, {gap} (plain {before}).",
    )
    return Phrase(
        text,
        when=race.when(),
        best=_cure_name(best),
        test=_percent(accuracies(best)[1]),
        narrow=_cure_name(narrow),
        gap=_percent(_gap(narrow)),
        before=_percent(_gap(plain)),
    )
