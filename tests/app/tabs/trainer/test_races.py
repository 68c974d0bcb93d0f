"""What keeping the results of races promises: they are found again by what was trained, and only as many are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.tabs.trainer.races import MOST, Races
from core.config.naming import text_of
from core.rules.optimizers import SGD
from core.training.history import TrainingSnapshot
from core.training.study import Experiment
from tests.app.helpers import run_of, tiny_scene, trainer_of

PLAIN, FAST = run_of(), run_of(optimizer=SGD(lr=0.5))
STUDY = tiny_scene(PLAIN, FAST).study


@pytest.fixture(scope="module")
def snapshot() -> TrainingSnapshot:
    trainer = trainer_of(STUDY)
    for _ in trainer.run():
        pass
    return trainer.snapshot()


@pytest.fixture
def races(snapshot) -> Races:
    races = Races()
    races.keep(races.begin(), STUDY, [snapshot])
    return races


def places(races: Races, study: Experiment, **known) -> list[int]:
    return [result.place for result in races.of(study, **known)]


def test_results_are_found_by_what_was_trained_wherever_it_stands(races):
    other = replace(STUDY, runs=(FAST, run_of(hidden=(3,)), PLAIN))
    found = races.of(other)
    assert [result.place for result in found] == [0, 2]
    assert [result.configuration for result in found] == [FAST, PLAIN]
    assert [text_of(result.name) for result in found] == [text_of(other.names()[0]), text_of(other.names()[2])]
    assert [result.key for result in found] == [(1, 1), (1, 0)]
    assert places(races, STUDY.with_seed(1)) == []


def test_two_alike_share_no_result(races):
    assert places(races, replace(STUDY, runs=(PLAIN, PLAIN))) == [0]


def test_of_runs_in_training_nothing_older_is_found(races):
    races.begin()
    assert places(races, STUDY, in_training=(1,)) == [0]


def test_the_newest_is_found_first_and_what_is_forgotten_no_more(races, snapshot):
    races.keep(races.begin(), STUDY, [snapshot])
    assert [result.key for result in races.of(STUDY)] == [(2, 0), (2, 1)]
    races.forget(races.of(STUDY))
    races.forget(races.of(STUDY))
    assert races.of(STUDY) == []


@pytest.mark.parametrize("what", [{"step": 4}, {"changed": (2, 2)}])
def test_what_was_stopped_or_changed_on_its_way_is_found_until_the_scene_is_left(snapshot, what):
    races = Races()
    races.keep(races.begin(), STUDY, [replace(snapshot, **what)])
    assert places(races, STUDY) == [0, 1]
    races.leave()
    assert places(races, STUDY) == []


def test_what_was_finished_is_found_after_other_scenes(races):
    races.leave()
    assert places(races, STUDY) == [0, 1]


def test_the_last_races_are_kept_without_readings_of_layers(races, snapshot):
    for seed in range(1, MOST):
        races.keep(races.begin(), STUDY.with_seed(seed), [replace(snapshot, watched=object())])
    assert places(races, STUDY) == [0, 1]
    assert all(result.snapshot.watched is None for result in races.of(STUDY.with_seed(1)))
    races.keep(races.begin(), STUDY.with_seed(MOST), [snapshot])
    assert places(races, STUDY) == []
    assert places(races, STUDY.with_seed(1)) == [0, 1]
