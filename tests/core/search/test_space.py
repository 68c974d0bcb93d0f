"""What the space promises: every setting that can join, places that lead to settings and back, ranges that fit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.parameters import Number
from core.config.words import LabError
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import LeakyReLU
from core.rules.initializers import Normal
from core.rules.optimizers import SGD, Adam, Momentum
from core.search.space import (
    BATCH,
    LAYERS,
    NODES,
    NUMBERS,
    PATHS,
    VARIABLES,
    OnOff,
    Options,
    Range,
    dimensions,
    has_setting,
    is_there,
    that_can_join,
    usual,
    varied,
)
from core.search.study import Search, SearchSettings
from core.training.study import RunConfiguration, WeightDecay
from tests.core.helpers import configurations

RUN = RunConfiguration(hidden=(40, 30, 20))


def test_the_settings_of_the_lecture_can_be_varied():
    wanted = {"optimizer.lr", "optimizer.momentum", "decay.strength", "dropout.ratio", NODES, LAYERS, BATCH}
    assert wanted | {"batch_norm", "optimizer", "initializer.sigma", "activation"} <= set(PATHS)


def test_the_ranges_of_the_slide_are_those_to_begin_with():
    assert usual("optimizer.lr") == Range("optimizer.lr", 1e-6, 1e-2, True)
    assert usual("decay.strength") == Range("decay.strength", 1e-8, 1e-4, True)


@pytest.mark.parametrize("path", PATHS)
def test_every_setting_has_a_name_and_a_dimension_to_begin_with_of_which_the_run_takes_any_value(path):
    dimension = usual(path)
    assert dimension.path == path and PATHS[path].strip()
    for u in (0.0, 0.3, 0.999):
        value = dimension.value(u)
        assert isinstance(varied(RUN, {path: value}), RunConfiguration)


@pytest.mark.parametrize("kind", dimensions.classes())
@given(data=st.data(), u=st.floats(0, 1, exclude_max=True))
def test_a_setting_leads_back_to_its_place(kind, data, u):
    dimension = data.draw(configurations(kind))
    value = dimension.value(u)
    again = dimension.value(min(dimension.unit(value), math.nextafter(1, 0)))
    if isinstance(dimension, Range) and not dimension.is_whole:
        assert dimension.low <= value <= dimension.high
        assert again == pytest.approx(value, rel=1e-9, abs=1e-9 * (dimension.high - dimension.low))
    else:
        assert again == value


@pytest.mark.parametrize("kind", dimensions.classes())
@given(data=st.data(), places=st.lists(st.floats(0, 1, exclude_max=True), max_size=5))
def test_many_settings_have_the_places_that_each_has_alone(kind, data, places):
    dimension = data.draw(configurations(kind))
    values = [dimension.value(u) for u in places]
    np.testing.assert_allclose(dimension.units(values), [dimension.unit(value) for value in values], rtol=0, atol=1e-12)


def test_decades_are_tried_equally_often_and_both_ends_can_be_reached():
    rate = usual("optimizer.lr")
    assert [rate.value(u) for u in (0, 0.25, 0.5, 0.75)] == pytest.approx([1e-6, 1e-5, 1e-4, 1e-3])
    assert rate.value(math.nextafter(1, 0)) == pytest.approx(1e-2)
    assert rate.unit(1e-3) == pytest.approx(0.75)


@pytest.mark.parametrize("log", [False, True])
def test_whole_numbers_include_both_ends_and_a_linear_range_gives_each_the_same_part(log):
    layers = Range(LAYERS, 2, 6, log)
    values = [layers.value(u / 1000) for u in range(1000)]
    assert set(values) == {2, 3, 4, 5, 6} and all(isinstance(value, int) for value in values)
    assert layers.cells == 5
    shares = [values.count(value) for value in range(2, 7)]
    assert (len(set(shares)) == 1) is not log
    assert shares == sorted(shares, reverse=True)


def test_switches_and_options_have_equal_parts():
    assert [OnOff("dropout").value(u) for u in (0, 0.49, 0.5, 0.99)] == [False, False, True, True]
    optimizer = Options("optimizer", ("adam", "sgd"))
    assert [optimizer.value(u) for u in (0, 0.49, 0.5, 0.99)] == ["adam", "adam", "sgd", "sgd"]
    assert Options("optimizer").cells == len(Options("optimizer").tried) > 4


# Ranges that cannot be


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"low": 1e-2, "high": 1e-2}, "low"),
        ({"low": 1.0, "high": 1e-3}, "low"),
        ({"low": math.nan}, "low"),
        ({"high": math.inf}, "high"),
        ({"low": 0.0}, "low"),
        ({"low": -1.0}, "low"),
        ({"high": 1e9}, "high"),
        ({"path": "decay.strength", "low": 0.0, "high": 1.0}, "low"),
        ({"path": "dropout.ratio", "low": 0.0, "high": 1.0, "log": False}, "high"),
        ({"path": LAYERS, "low": 1.5, "high": 4, "log": False}, "low"),
        ({"path": NODES, "low": 0, "high": 4, "log": False}, "low"),
        ({"path": "batch_norm"}, "path"),
    ],
)
def test_a_range_that_cannot_be_is_refused_at_its_field(settings, field):
    with pytest.raises(LabError) as error:
        Range(**settings)
    assert error.value.field == field


@pytest.mark.parametrize("names", [("sgd",), ("sgd", "sgd"), ("sgd", "relu")])
def test_options_are_two_or_more_of_the_same_setting(names):
    with pytest.raises(LabError) as error:
        Options("optimizer", names)
    assert error.value.field == "names"


# Settings of a run


def test_a_setting_switches_on_the_part_it_belongs_to():
    run = varied(RUN, {"decay.strength": 1e-3, "dropout.ratio": 0.25})
    assert run.decay == WeightDecay(1e-3) and run.dropout == DropoutPart(0.25)
    kept = varied(RunConfiguration(decay=WeightDecay(0.1, "l1")), {"decay.strength": 1e-3})
    assert kept.decay == WeightDecay(1e-3, "l1")


def test_choices_come_before_their_settings_and_parts_that_are_off_come_last():
    values = {
        "optimizer.lr": 0.3,
        "dropout": False,
        "dropout.ratio": 0.4,
        "optimizer": "adam",
        "activation": "leaky_relu",
    }
    run = varied(RUN, values)
    assert (run.optimizer, run.dropout, run.activation) == (Adam(lr=0.3), None, LeakyReLU())
    on = varied(RUN, {**values, "dropout": True})
    assert on.dropout == DropoutPart(0.4)


def test_what_the_chosen_option_does_not_have_is_left_out():
    values = {"optimizer.momentum": 0.7, "optimizer.lr": 0.2}
    assert varied(RUN, {**values, "optimizer": "sgd"}).optimizer == SGD(0.2)
    assert varied(RUN, {**values, "optimizer": "momentum"}).optimizer == Momentum(0.2, 0.7)


def test_an_option_that_the_run_has_already_keeps_its_other_settings():
    run = RunConfiguration(initializer=Normal(0.5), batch_norm=BatchNorm("after"))
    assert varied(run, {"initializer": "normal", "batch_norm": True}) == run
    assert varied(run, {"batch_norm": False}).batch_norm is None


def test_nodes_and_layers_are_those_of_the_hidden_layers_in_either_order():
    assert varied(RUN, {NODES: 7}).hidden == (7, 7, 7)
    assert varied(RUN, {LAYERS: 2}).hidden == (40, 40)
    assert varied(RUN, {NODES: 7, LAYERS: 2}).hidden == varied(RUN, {LAYERS: 2, NODES: 7}).hidden == (7, 7)
    assert varied(RUN, {BATCH: 5}) == RUN


def test_a_run_has_the_settings_of_its_parts():
    assert has_setting(RUN, "optimizer.lr") and has_setting(RUN, "decay.strength") and has_setting(RUN, BATCH)
    assert not has_setting(RUN, "optimizer.momentum")
    assert has_setting(RunConfiguration(optimizer=Momentum()), "optimizer.momentum")


def test_a_setting_of_an_option_is_there_as_long_as_the_option_is_tried():
    momentum, all_of_them = "optimizer.momentum", Options("optimizer")
    assert not is_there(RUN, (), momentum) and is_there(RUN, (all_of_them,), momentum)
    assert is_there(RUN, (Options("optimizer", ("adam", "momentum")),), momentum)
    assert not is_there(RUN, (Options("optimizer", ("adam", "sgd")),), momentum)
    assert is_there(RUN, (all_of_them,), "optimizer")


@pytest.mark.parametrize("space", [(), (usual("optimizer.lr"),), (Options("optimizer"), OnOff("decay"))])
def test_whatever_can_join_makes_a_search_with_what_is_varied_and_nothing_else_does(space):
    can = that_can_join(RUN, space)
    for path in PATHS:
        try:
            Search(SearchSettings(space=(*space, usual(path))), (RUN,))
        except LabError:
            assert path not in can
        else:
            assert path in can


# Narrower and wider


@given(st.floats(0, 0.9), st.floats(0.01, 1), st.sampled_from(sorted(NUMBERS)))
def test_a_part_of_a_range_lies_within_it(low, length, path):
    whole = usual(path)
    part = whole.between(low, min(low + length, 1.0))
    assert whole.low <= part.low < part.high <= whole.high
    assert part.log == whole.log


def test_a_part_of_a_range_is_what_was_dragged():
    rate = usual("optimizer.lr").between(0.5, 0.75)
    assert (rate.low, rate.high) == (1e-4, 1e-3)
    assert Range(LAYERS, 1, 8, False).between(0.25, 0.75) == Range(LAYERS, 3, 6, False)


@pytest.mark.parametrize("path", NUMBERS)
@pytest.mark.parametrize("end", ["low", "high"])
def test_a_wider_range_is_wider_at_one_end_and_still_fits(path, end):
    dimension, count = usual(path), 0
    while (wider := dimension.wider(end)) is not None and count < 100:
        assert (wider.low < dimension.low) == (end == "low")
        assert (wider.high > dimension.high) == (end == "high")
        dimension, count = wider, count + 1
    limits = VARIABLES[path]
    assert dimension.low >= limits.low and dimension.high <= limits.high
    if not dimension.log and not (isinstance(limits, Number) and (limits.open_low, limits.open_high)[end == "high"]):
        assert count < 100


def test_half_a_range_more_is_half_its_decades():
    assert usual("optimizer.lr").wider("high") == Range("optimizer.lr", 1e-6, 1.0, True)
    assert usual("optimizer.lr").wider("low") == Range("optimizer.lr", 1e-8, 1e-2, True)
    assert Range(LAYERS, 1, 50, False).wider("high") is None
    assert Range("dropout.ratio", 0.0, 0.9, False).wider("high").high == pytest.approx(0.99)
