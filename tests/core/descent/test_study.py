"""What the configuration of the optimizer tab promises: the slides by default, written and read back, checked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.words import LabError
from core.descent.study import MOST_PATHS, Descent, DescentSettings, Noise
from core.descent.surfaces import Typed, Valley, surfaces
from core.descent.view import MOST_EARLIER, DescentView, Earlier
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


# The list: runs, hidden ones, and what is offered


def listed(descent: Descent) -> tuple:
    """Return the rules in the rows of the list."""
    return (*descent.runs, *descent.offered)


@given(descents())
def test_the_list_has_every_rule_that_there_is(descent):
    assert {type(rule) for rule in listed(descent)} == set(optimizers.classes())
    for rule in descent.offered:
        assert rule == descent.settings.surface.usual(type(rule))


@given(descents(), st.data())
def test_what_is_listed_stays_in_its_row_and_has_no_path(descent, data):
    row = data.draw(st.integers(0, len(listed(descent)) - 1))
    again = descent.with_listed(row)
    assert listed(again) == listed(descent)
    assert len(again.runs) == max(len(descent.runs), row + 1)
    assert again.paths == descent.paths and again.computes_like(descent)
    assert again.selected == descent.selected


@given(descents(), st.data())
def test_a_rule_that_is_shown_or_hidden_keeps_its_settings_and_its_row(descent, data):
    place = data.draw(st.integers(0, len(descent.runs) - 1))
    shown = place not in descent.shown
    if descent.shown == (place,):
        with pytest.raises(LabError, match="got 0"):
            descent.with_shown(place, False)
        return
    again = descent.with_shown(place, shown)
    assert again.runs == descent.runs
    assert set(again.shown) ^ set(descent.shown) == {place}
    assert again.with_shown(place, not shown).shown == descent.shown


@given(descents(), st.data())
def test_a_twin_is_shown_beside_its_brother_and_selected(descent, data):
    place = data.draw(st.integers(0, len(descent.runs) - 1))
    twin = descent.with_twin(place)
    assert twin.runs == (*descent.runs[: place + 1], descent.runs[place], *descent.runs[place + 1 :])
    assert twin.view.selected == place + 1 and twin.selected == descent.runs[place]
    others = [other + (other > place) for other in descent.shown if other != place]
    assert sorted(twin.shown) == sorted([*others, place, place + 1])
    gone = twin.without_run(place + 1)
    assert gone.runs == descent.runs
    assert set(gone.shown) == {*descent.shown, place}
    assert gone.view.selected == place


@given(descents(), st.data())
def test_without_a_run_the_others_are_shown_and_selected_as_they_were(descent, data):
    if len(descent.runs) == 1:
        with pytest.raises(LabError):
            descent.without_run(0)
        return
    place = data.draw(st.integers(0, len(descent.runs) - 1))
    gone = descent.without_run(place)
    assert gone.runs == (*descent.runs[:place], *descent.runs[place + 1 :])
    shown = {other - (other > place) for other in descent.shown if other != place}
    assert set(gone.shown) == (shown or {gone.view.selected})  # one path is always there
    if place != descent.view.selected:
        assert gone.selected == descent.selected


@given(descents(), st.data())
def test_another_rule_in_a_row_is_shown_there(descent, data):
    place = data.draw(st.integers(0, len(descent.runs) - 1))
    rule = data.draw(st.sampled_from(optimizers.classes()))()
    again = descent.with_run(place, rule)
    assert again.runs == (*descent.runs[:place], rule, *descent.runs[place + 1 :])
    assert set(again.shown) == {*descent.shown, place}


# Earlier paths


@given(descents(), st.lists(st.sampled_from([0.01, 0.02, 0.5, 1.0]), max_size=9))
def test_every_rate_that_a_path_had_is_an_earlier_path_of_its_place(descent, rates):
    descent = descent.with_view(past=())
    place, had, shown = descent.view.selected, [], descent.selected_path is not None
    for rate in rates:
        before = descent.selected
        descent = descent.with_rate(rate)
        assert descent.selected == before.with_value("lr", rate)
        if shown and before != descent.selected:
            had.append(Earlier(place, before))
        shown = True
    assert descent.view.past == tuple(had[-MOST_EARLIER:])


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.with_settings(steps=12),
        lambda d: d.with_settings(start=((1.0, 1.0),)),
        lambda d: d.with_seed(3),
        lambda d: d.with_shown(1, False),
        lambda d: d.with_twin(0),
        lambda d: d.without_run(1),
        lambda d: d.with_run(0, Momentum(lr=0.1, momentum=0.5)),
        lambda d: d.on_surface(Typed()),
    ],
)
def test_earlier_paths_go_when_anything_but_a_rate_is_changed(change):
    descent = Descent(runs=(Momentum(lr=0.1), SGD())).with_rate(0.2)
    assert descent.view.past == (Earlier(0, Momentum(lr=0.1)),)
    assert descent.with_run(1, SGD(lr=0.3)).view.past == descent.view.past
    assert change(descent).view.past == ()


def test_an_earlier_path_belongs_to_a_run_that_has_a_path():
    for place in (1, 2):
        view = DescentView(hidden=(1,), past=(Earlier(place, SGD()),))
        with pytest.raises(LabError, match="an earlier path must belong to a run that has a path") as error:
            Descent(runs=(SGD(), Adam()), view=view)
        assert error.value.field == "view.past"


# The part of the plane


@given(descents())
def test_every_start_is_in_the_part_of_the_plane_that_is_shown(descent):
    left, right, bottom, top = plane = descent.with_view(window=()).plane
    for x, y in descent.settings.start:
        assert left <= x <= right and bottom <= y <= top
    x0, x1, y0, y1 = view = descent.settings.surface.view
    assert left <= x0 and x1 <= right and bottom <= y0 and y1 <= top
    if all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in descent.settings.start):
        assert plane == view


def test_a_chosen_part_of_the_plane_is_kept_while_every_start_is_in_it():
    descent = Descent(view=DescentView(window=(-8.0, 0.0, 0.0, 3.0)))
    assert descent.plane == (-8.0, 0.0, 0.0, 3.0)
    assert descent.with_settings(start=((-1.0, 1.0),)).plane == descent.plane
    assert descent.with_settings(start=((1.0, 1.0),)).plane == Valley.view
    far = descent.with_settings(start=((-1.0, 1.0), (9.0, 9.0))).with_view(window=descent.view.window)
    assert far.with_settings(start=((-2.0, 1.0), (9.0, 9.0))).plane == descent.plane
    assert descent.on_surface(Typed()).view.window == ()


@pytest.mark.parametrize("window", [(1.0,), (1.0, 1.0, 0.0, 1.0), (0.0, 1.0, 3.0, 2.0), (0.0, 1.0, 0.0)])
def test_a_part_of_the_plane_that_is_none_is_refused(window):
    with pytest.raises(LabError, match="a part of the plane must be"):
        DescentView(window=window)


def test_other_settings_move_to_another_function_only_when_it_is_another():
    descent = Descent(runs=(SGD(lr=0.5), Adam(lr=0.1)), view=DescentView(hidden=(1,)))
    wider = Typed(x_max=20.0)
    there = descent.moved_to(replace(descent.settings, surface=Typed(), seed=4))
    assert there.settings == DescentSettings(surface=Typed(), start=(Typed().start,), steps=Typed().steps, seed=4)
    assert [run.lr for run in there.runs] == [Typed().rate_of(type(run)) for run in there.runs]
    assert there.view.hidden == (1,)
    again = there.with_run(0, SGD(lr=0.7)).moved_to(replace(there.settings, surface=wider))
    assert again.settings == replace(there.settings, surface=wider)
    assert again.runs[0] == SGD(lr=0.7)
