"""Every sentence about races, whatever they have come to, is true: read back and worked out anew."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.config.questions import questions
from core.scenes import scenes
from core.training.questions.shared import Race
from core.training.verdicts import overfitting
from tests.core.sentences import unmatched
from tests.core.training.sentence_rules import READER, TEMPLATES, UNMARKED, case_of
from tests.core.training.test_questions import race

ASKED = [name for name in questions if questions[name].tab == "trainer"]
RACES = {id: scene.study for id, scene in scenes().items() if scene.tab == "trainer"}


def some_race(rng: np.random.Generator) -> Race:
    """Return a race of a scene, or of some of its runs, as if it had come to any numbers."""
    id = str(rng.choice(list(RACES)))
    study = RACES[id]
    runs = study.runs
    if rng.random() < 0.4:
        runs = tuple(runs[place] for place in sorted(rng.permutation(len(runs))[: rng.integers(1, len(runs) + 1)]))
    count, times = len(runs), int(rng.integers(1, 5))
    trains = np.sort(rng.random((count, times)), axis=1) if rng.random() < 0.7 else rng.random((count, times)) / 5
    if rng.random() < 0.3:
        trains[:, -int(rng.integers(1, times + 1)) :] = 1.0
    tests = trains * rng.choice([1.0, 0.98, 0.9, 0.7]) if rng.random() < 0.6 else rng.random((count, times))
    if rng.random() < 0.3:
        tests[:] = tests[0]
        tests -= 0.004 * np.arange(count)[:, None]
    losses = 10 ** rng.uniform(-2, 0.5, count)
    how = rng.random()
    if how < 0.3:
        losses = losses[0] * (1 + 0.04 * np.arange(count))
    elif how < 0.5:
        losses[:] = np.log(10) * rng.choice([1.0, 1.005, 1.05])
    elif how < 0.6:
        losses[: max(1, count // 2)] = losses.min()
    diverged = [int(rng.integers(1, 50)) if rng.random() < 0.15 else None for _ in range(count)]
    if rng.random() < 0.05:
        diverged = [7] * count
    step = int(rng.integers(0, study.settings.steps + 1)) if rng.random() < 0.3 else None
    step = 0 if rng.random() < 0.05 else step
    tests = np.clip(tests, 0, 1)
    return race(id, losses.tolist(), list(trains), list(tests), step, diverged, runs=runs, view=type(study.view)())


def faults_in(found: Race) -> list[str]:
    """Return what is false of all that is said of a race."""
    case = case_of(found)
    told: list[Any] = [(asks, questions[asks].answer(found)) for asks in ASKED]
    if case.step:
        told.append(("end", overfitting([(", ".join(map(str, r.name)), r.final()) for r in found.results])))
    return [f"{asks}: {fault}" for asks, said in told if said is not None for fault in READER.faults(said, case)]


def test_every_template_has_a_rule_and_every_rule_a_template():
    assert not unmatched(READER, TEMPLATES, UNMARKED)


def test_what_is_said_of_any_race_is_true_and_every_template_is_reached():
    READER.reached.clear()
    rng, false = np.random.default_rng(1), []
    for _ in range(250):
        found = some_race(rng)
        false += [(fault, found.study.runs) for fault in faults_in(found)]
    assert not false, f"{len(false)} false, such as " + "\n".join(map(str, false[:5]))
    assert not TEMPLATES - READER.reached
