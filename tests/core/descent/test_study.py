"""What the configuration of the optimizer tab promises: the slides by default, written and read back, checked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from core.config.words import LabError
from core.descent.study import MOST_PATHS, Descent, DescentSettings, DescentView, Noise
from core.descent.surfaces import Typed, Valley, surfaces
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, optimizers
from tests.core.helpers import descents, name_of


def test_by_default_it_is_sgd_on_the_surface_of_the_slides():
    descent = Descent()
    assert descent.settings == DescentSettings(surface=Valley(), start=((-7.0, 2.0),), steps=30, noise=None, seed=0)
    assert descent.runs == (SGD(lr=0.95),)
    assert Descent.from_plain({}) == descent


@given(descents())
def test_any_descent_is_written_as_json_and_read_back(descent):
    again = Descent.from_plain(json.loads(json.dumps(descent.to_plain(), allow_nan=False)))
    assert again == descent and hash(again) == hash(descent)


def test_the_seed_is_changed_and_nothing_else():
    descent = Descent(DescentSettings(steps=7, noise=Noise(0.1)), (Adam(),), DescentView(memory=True))
    again = descent.with_seed(5)
    assert again.seed == 5 and again.with_seed(0) == descent


def test_there_are_not_too_many_paths_but_more_rules_can_be_listed():
    runs = (SGD(),) * (MOST_PATHS + 1)
    with pytest.raises(LabError, match="a descent must have 1 to 12 paths, got 13") as error:
        Descent(runs=runs)
    assert error.value.field == "runs"
    assert len(Descent(runs=runs, view=DescentView(hidden=(4,))).paths) == MOST_PATHS


def test_there_is_at_least_one_path():
    with pytest.raises(LabError, match="there must be 1 to 64 runs, got 0"):
        Descent(runs=())
    with pytest.raises(LabError, match="a descent must have 1 to 12 paths, got 0"):
        Descent(runs=(SGD(), Adam()), view=DescentView(hidden=(0, 1)))


@pytest.mark.parametrize(
    ("plain", "field", "message"),
    [
        ([], "", "a study must be a set of named settings"),
        ({"run": []}, "run", "unknown setting 'run'; known are: settings, common, runs, view"),
        ({"runs": {}}, "runs", "runs must be a list of sets of named settings"),
        ({"runs": ["sgd", "adams"]}, "runs.1", "unknown optimizer 'adams'"),
        ({"runs": [{"kind": "sgd", "lr": -1}]}, "runs.0.lr", "learning rate must be a number in (0, 1000], got -1"),
        ({"runs": [3]}, "runs.0", "optimizer must be a set of settings with a kind"),
        (
            {"view": {"colour": True}},
            "view.colour",
            "unknown setting 'colour'; known are: selected, focus, scale, paths, field, gradient",
        ),
        ({"settings": {"steps": 0}}, "settings.steps", "steps must be a whole number from 1 to 10,000, got 0"),
        ({"settings": {"start": [[1]]}}, "settings.start", "start must be 1 to 8 points"),
        (
            {"settings": {"surface": "hill"}},
            "settings.surface",
            "unknown surface 'hill'; known are: valley, rosenbrock",
        ),
        (
            {"settings": {"surface": {"kind": "typed", "text": "x +"}}},
            "settings.surface.text",
            "expected a number, x, y, a function or a bracket at its end",
        ),
        (
            {"settings": {"surface": {"kind": "typed", "x_min": 20}}},
            "settings.surface.x_max",
            "x to must be more than 20, got 10",
        ),
    ],
)
def test_a_fault_is_told_with_its_dotted_place(plain, field, message):
    with pytest.raises(LabError) as error:
        Descent.from_plain(plain)
    assert error.value.field == field and message in str(error.value)


@pytest.mark.parametrize("kind", surfaces.classes(), ids=name_of)
def test_moving_to_another_surface_takes_its_start_its_length_and_its_rates(kind):
    surface = kind()
    descent = Descent(runs=tuple(rule() for rule in optimizers.classes())).on_surface(surface)
    assert descent.settings == DescentSettings(surface=surface, start=(surface.start,), steps=surface.steps)
    assert [run.lr for run in descent.runs] == [surface.rate_of(rule) for rule in optimizers.classes()]


def test_on_another_surface_other_settings_stay_and_paths_that_become_alike_are_one():
    runs = (SGD(0.5), SGD(1.05), Momentum(0.2, momentum=0.5), AdaGrad(epsilon=0.1))
    moved = Descent(DescentSettings(noise=Noise(0.2), seed=4), runs, DescentView(ghosts=False)).on_surface(Typed())
    rate = Typed().rate_of
    assert moved.runs == (SGD(rate(SGD)), Momentum(rate(Momentum), 0.5), AdaGrad(rate(AdaGrad), 0.1))
    assert (moved.settings.noise, moved.seed, moved.view) == (Noise(0.2), 4, DescentView(ghosts=False))
