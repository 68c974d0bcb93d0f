"""What a cure as a twin promises: what has been trained stays what it is and where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.words import LabError
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import SGD
from core.training.study import Experiment, RunConfiguration
from core.training.twins import with_change

PLAIN = RunConfiguration(hidden=(8,))
CURED = replace(PLAIN, batch_norm=BatchNorm())
RUNS = [PLAIN, CURED, replace(PLAIN, dropout=DropoutPart()), replace(PLAIN, optimizer=SGD(lr=0.5))]


def test_before_anything_is_trained_the_run_itself_is_changed():
    assert with_change(Experiment(runs=(PLAIN,)), CURED, ()).runs == (CURED,)


def test_a_trained_run_gets_a_twin_that_is_selected():
    after = with_change(Experiment(runs=(PLAIN, RUNS[3])), CURED, {0, 1})
    assert after.runs == (PLAIN, RUNS[3], CURED) and after.view.selected == 2


def test_the_twin_itself_is_changed_and_goes_when_it_is_changed_back():
    twin = with_change(Experiment(runs=(PLAIN,)), CURED, {0})
    assert with_change(twin, RUNS[2], {0}).runs == (PLAIN, RUNS[2])
    assert with_change(twin, PLAIN, {0}) == Experiment(runs=(PLAIN,))


def test_a_twin_that_has_been_trained_is_selected_instead_of_another():
    study = Experiment(runs=(PLAIN, CURED))
    assert with_change(study, CURED, {0, 1}) == study.with_view(selected=1)


def test_where_there_is_no_room_it_is_refused():
    study = Experiment(runs=(PLAIN,) * Experiment.most_runs)
    with pytest.raises(LabError):
        with_change(study, CURED, range(Experiment.most_runs))


@given(st.lists(st.sampled_from(RUNS), min_size=1, max_size=5), st.sampled_from(RUNS), st.data())
def test_whatever_has_been_trained_stays(runs, wanted, data):
    selected = data.draw(st.integers(0, len(runs) - 1))
    trained = data.draw(st.sets(st.integers(0, len(runs) - 1)))
    before = Experiment(runs=tuple(runs)).with_view(selected=selected)
    after = with_change(before, wanted, trained)
    assert after.selected == wanted
    left = list(after.runs)
    for place in trained:
        left.remove(runs[place])  # raises where it is gone
    if selected in trained:
        assert after.runs[: len(runs)] == before.runs
