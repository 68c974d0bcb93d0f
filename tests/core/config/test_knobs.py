"""What knobs promise: a path names one setting, turning it changes that and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.config.knobs import knob, turned
from core.config.words import LabError
from core.descent.study import Descent
from core.networks.configuration import DropoutPart
from core.rules.initializers import He, Normal
from core.rules.optimizers import SGD, Adam, Momentum
from core.scenes import Scene, find_scene, scenes
from core.search.space import OnOff
from core.search.stopping import Never
from core.signals.study import SignalConfiguration, SignalStudy
from core.training.study import Experiment, RunConfiguration

SEARCH = find_scene("halving").study
DESCENT = Descent(runs=(SGD(lr=0.1), Momentum(lr=0.2, momentum=0.5), Momentum(lr=0.3, momentum=0.9)))


def test_a_knob_of_the_selected_run_turns_that_run_alone():
    study = DESCENT.with_view(selected=1)
    assert knob(study, "run.lr").value == 0.2
    assert turned(study, "run.lr", 0.7).runs == (study.runs[0], Momentum(lr=0.7, momentum=0.5), study.runs[2])


def test_a_knob_of_all_runs_turns_those_that_have_the_setting():
    assert knob(DESCENT, "runs.momentum").value == 0.5  # the selected one, SGD, has none
    runs = turned(DESCENT, "runs.momentum", 0.8).runs
    assert runs == (SGD(lr=0.1), Momentum(lr=0.2, momentum=0.8), Momentum(lr=0.3, momentum=0.8))


def test_a_knob_reaches_into_parts_that_are_there():
    study = SignalStudy(runs=(SignalConfiguration(initializer=He()), SignalConfiguration(initializer=Normal(0.5))))
    assert knob(study, "runs.initializer.sigma").value == 0.5
    runs = turned(study, "runs.initializer.sigma", 2.0).runs
    assert [run.initializer for run in runs] == [He(), Normal(2.0)]


def test_an_optional_part_is_a_knob_whether_it_is_there_or_not():
    study = Experiment(runs=(RunConfiguration(),))
    assert knob(study, "run.dropout").value is None
    assert knob(study, "run.dropout.ratio") is None
    on = turned(study, "run.dropout", DropoutPart(0.3))
    assert knob(on, "run.dropout.ratio").value == 0.3


def test_settings_and_view_have_knobs_too():
    longer = turned(DESCENT, "settings.steps", 77)
    assert longer.settings.steps == 77 and longer.runs == DESCENT.runs
    assert turned(DESCENT, "view.scale", "log").view == replace(DESCENT.view, scale="log")


def test_a_value_that_does_not_fit_is_refused():
    with pytest.raises(LabError, match=r"learning rate must be a number in \(0, .* got -1"):
        turned(DESCENT, "run.lr", -1)


@pytest.mark.parametrize("path", ["", "lr", "run", "settings.nothing", "rows.lr", "view.lr"])
def test_a_path_that_leads_nowhere_is_named(path):
    with pytest.raises(LabError, match=f"expected a setting such as .*, got '{path}'"):
        knob(DESCENT, path)


def test_a_setting_that_no_run_has_just_now_is_no_knob():
    assert knob(Descent(runs=(SGD(),)), "runs.momentum") is None
    assert knob(Descent(runs=(SGD(),)).with_run(0, Adam()), "runs.momentum") is None


@pytest.mark.parametrize("scene", scenes().values(), ids=scenes())
def test_the_knobs_of_every_scene_are_there_when_it_opens(scene: Scene):
    for path in scene.knobs:
        assert knob(scene.study, path) is not None, path


def test_a_knob_of_several_in_a_row_goes_by_its_place():
    assert knob(SEARCH, "settings.space.1.high").value == 1e-4
    moved = turned(SEARCH, "settings.space.1.high", 1e-3).settings.space
    assert moved == (SEARCH.settings.space[0], replace(SEARCH.settings.space[1], high=1e-3))
    with pytest.raises(LabError, match="must be below the upper end"):
        turned(SEARCH, "settings.space.0.high", 1e-9)


def test_a_setting_that_another_choice_would_have_is_no_knob_just_now():
    never = SEARCH.with_settings(stopping=Never())
    assert knob(SEARCH, "settings.stopping.factor").value == 3
    assert knob(never, "settings.stopping.factor") is None
    fewer = SEARCH.with_settings(space=(OnOff("batch_norm"),))
    assert knob(fewer, "settings.space.0.high") is None and knob(fewer, "settings.space.1.high") is None
    for path in ("settings.stopping.nothing", "settings.space.0.nothing", "settings.trials.more"):
        with pytest.raises(LabError, match="expected a setting such as"):
            knob(SEARCH, path)
