"""Every sentence about searches, whatever they have come to, is true: read back and counted once more."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from core.config.questions import questions
from core.search import verdicts
from core.search.choosing import Grid, Halton, Random
from core.search.conclusion import Revealed
from core.search.crown import contenders, crown_test, right_of
from core.search.questions.shared import Outcome
from core.search.ranking import Band, edge_warnings, progress, ranking, stopping_cost
from core.search.space import OnOff, Options, usual
from core.search.stopping import Halving, Never, OneLook
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, trials_of
from tests.core.search.sentence_rules import READER, TEMPLATES, Case, Part
from tests.core.search.test_questions import on_the_grid, race, study
from tests.core.sentences import unmatched

ASKED = [name for name in questions if questions[name].tab == "search"]
SPACES = (
    (),
    (usual("optimizer.lr"),),
    (usual("optimizer.lr"), usual("decay.strength")),
    (usual("dropout.ratio"), OnOff("batch_norm")),
    (OnOff("batch_norm"), usual("optimizer.lr")),
    (Options("activation"),),
    (usual("optimizer.lr"), Options("activation"), usual("decay.strength"), OnOff("batch_norm")),
)


def some_search(rng: np.random.Generator) -> Search:
    """Return a search over some settings, with one way of choosing or several, and with or without early stopping."""
    space = SPACES[rng.integers(len(SPACES))]
    stopping = [Never(), Halving(first=2, factor=3, finalists=2), OneLook(first=1, kept=0.3, finalists=2)][
        rng.integers(3)
    ]
    ways = [Random(), Grid(), Halton()]
    rng.shuffle(ways)
    compared = tuple(ways[1 : rng.integers(1, 4)]) if isinstance(stopping, Never) and space else ()
    trials, draw = int(rng.choice([3, 6, 9, 24, 24])), "one" if space else "own"
    return study(
        "random-search", space=space, draw=draw, trials=trials, stopping=stopping, way=ways[0], compared=compared
    )


def some_results(search: Search, rng: np.random.Generator, how: float | None = None) -> SearchSnapshot:
    """Return a search as if it had come to anything: to its end, or, as `how` goes to 1, not that far, or nowhere."""
    images, trials = search.settings.validation_images, trials_of(search)
    how, taste = rng.random() if how is None else how, rng.random()
    rung_count = len(search.rungs)
    rung = rung_count if how < 0.7 else int(rng.integers(0, rung_count))
    records, stopped = [], []
    lost, alike = rng.choice([0.0, 0.0, 0.2, 1.0]), rng.random() < 0.1
    for trial in trials:
        marks = search.marks(trial.batch_size)
        at = None
        if rung_count > 1 and rung and rng.random() < 0.6:
            at = int(rng.integers(0, min(rung, rung_count - 1)))
        anyway = at is None or rng.random() < 0.3
        cut = marks[-1] if at is None else search.settings.steps(search.rungs[at].length, trial.batch_size)
        steps = marks if how < 0.7 and anyway else tuple(mark for mark in marks if mark <= cut)
        if how >= 0.7 and at is None:
            steps = () if how > 0.9 else marks[: rng.integers(0, len(marks) + 1)]
        place = search.settings.space[0].unit(trial.values[0]) if search.settings.space else 0.6
        quality = 0.1 + 0.8 * (1 - place if taste > 0.7 else place)
        quality = rng.random() if taste < 0.4 else quality
        right = np.zeros(images, bool) if alike else rng.random(images) < quality
        if alike:
            right[: images // 2] = True
        values = np.full(len(steps), right.mean())
        diverged = int(rng.integers(1, 9)) if steps and rng.random() < lost else None
        if diverged is not None:
            values[-1], right, at = np.nan, np.zeros(images, bool), None
        told = (values, values, values) if len(steps) else ()
        bits = (np.packbits(right),) if len(steps) else ()
        records.append(Record(trial, np.array(steps, np.int64), *told, diverged, *bits) if told else Record(trial))
        stopped.append(at)
    rivals = tuple(some_results(rival, rng, how) for rival in search.rivals)
    done = 0.0 if how < 0.7 else 1.0
    return SearchSnapshot(search, tuple(records), tuple(stopped), (), rung, remaining=done, rivals=rivals)


def faults_in(found: SearchSnapshot, rng: np.random.Generator) -> list[str]:
    """Return what is false of all that is said of a search."""
    ranked, parts = ranking(found), tuple(map(Part, (found, *found.rivals)))
    case = Case(parts[:1], found.search)
    told = said_of(found, ranked, case, rng)
    winner = next((record for record in ranked if record.diverged is None), None)
    revealed = {}
    if winner is not None and parts[0].best and rng.random() < 0.5:
        revealed = {
            parts[0].best[0].number: Revealed(winner.trial, winner.accuracy, float(round(rng.random(), 4)), 10_000)
        }
    outcome = Outcome(found.search, found, revealed)
    for asks in ASKED:
        about = replace(case, parts=parts if asks == "ways" else parts[:1], revealed=revealed)
        told.append((asks, questions[asks].answer(outcome), about))
    return [f"{who}: {fault}" for who, said, of in told if said is not None for fault in READER.faults(said, of)]


def said_of(found: SearchSnapshot, ranked: Any, case: Case, rng: np.random.Generator) -> list[tuple[str, Any, Case]]:
    """Return what the views say of a search, with what it is said of."""
    search = found.search
    told: list[tuple[str, Any, Case]] = [("best", said, case) for said in verdicts.best(found)]
    for warning in edge_warnings(search, ranked):
        told.append(("end", verdicts.at_an_end(warning), replace(case, given=warning)))
    told.append(("stopping", verdicts.cost_of_stopping(stopping_cost(found)), case))
    told.append(("matters", verdicts.what_matters(found), case))
    told.append(("some", verdicts.best_of_some(progress(found.records)), case))
    luck = verdicts.luck_of(found)
    if luck is not None and case.part.complete:
        told += [("luck", verdicts.luck(found), case), ("expected", verdicts.expected_luck(luck), case)]
    crowned = contenders(found)
    if len(crowned) > 1:
        crown = crown_test(right_of(crowned, search.settings.validation_images), draws=200)
        told += [("crown", said, replace(case, given=crown)) for said in verdicts.crowned(crown)]
    values = np.where(rng.random(4) < 0.5, np.round(rng.random(4), 2), np.nan)
    there = values[np.isfinite(values)]
    mean, std = (there.mean() if len(there) else np.nan), (there.std(ddof=1) if len(there) > 1 else np.nan)
    band = Band(values, float(mean), float(std))
    told.append(("again", verdicts.once_more(band, 1), replace(case, given=values)))
    trials = [record.trial for record in found.records]
    for dimension in search.settings.space:
        told.append(("distinct", verdicts.distinct_values(search, trials, dimension.path), case))
    shown = Revealed(trials[0], 0.83, float(round(rng.random(), 4)), 10_000)
    return [*told, ("revealed", verdicts.revealed(shown), replace(case, given=shown))]


def test_every_template_has_a_rule_and_every_rule_a_template():
    assert not unmatched(READER, TEMPLATES)


def test_what_is_said_of_any_search_is_true_and_every_template_is_reached():
    READER.reached.clear()
    rng, false = np.random.default_rng(5), []
    many = study("random-search", space=SPACES[-1], trials=6)
    seldom = [race(study("grid-vs-random"), on_the_grid), some_results(many, rng, how=1.0)]
    for found in chain(seldom, (some_results(some_search(rng), rng) for _ in range(230))):
        false += [(fault, found.search.settings.space) for fault in faults_in(found, rng)]
    assert not false, f"{len(false)} false, such as " + "\n".join(map(str, false[:5]))
    assert not TEMPLATES - READER.reached
