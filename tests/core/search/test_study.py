"""What a search promises as a value: the lecture's settings by default, faults with a place, a plain form."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.config.words import LabError
from core.networks.configuration import BatchNorm
from core.rules.optimizers import SGD, Adam, Momentum
from core.search.choosing import Grid, Halton, Random
from core.search.space import BATCH, NODES, OnOff, Options, Range, dimensions, has_setting, usual
from core.search.stopping import Halving, Never
from core.search.study import MOST_TRIALS, Search, SearchSettings, SearchView, TimeLimit
from core.training.study import Experiment, RunConfiguration
from tests.core.helpers import configurations, values_of, views


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """Draw a search of a few dimensions around any run."""
    run = draw(configurations(RunConfiguration))
    kinds = st.sampled_from(dimensions.classes()).flatmap(configurations)
    space = draw(st.lists(kinds, min_size=1, max_size=4, unique_by=lambda dimension: dimension.path))
    parameters = SearchSettings.parameters()
    drawn = {
        name: draw(values_of(parameters[name]))
        for name in ("trials", "limit", "round", "draw", "stopping", "length", "unit", "data", "seed")
    }
    fitting = [each for each in space if has_setting(run, each.path) and each.path != BATCH] or [OnOff("dropout")]
    settings = SearchSettings(
        **drawn,
        space=tuple(fitting),
        way=draw(st.sampled_from([Random(), Halton(), Grid(), Grid(per_axis=2)])),
        train_size=draw(st.integers(10, 10_000)),
        validation_share=draw(st.floats(0.1, 0.8)),
        batch_size=draw(st.integers(1, 2)),
    )
    return Search(settings, (run,), draw(views(SearchView, 1)))


def test_what_nobody_chose_is_the_search_of_the_lecture():
    search = Search()
    settings = search.settings
    assert (settings.train_size, settings.training_images, settings.validation_images) == (500, 400, 100)
    assert (settings.batch_size, settings.length, settings.unit, settings.trials) == (100, 50, "epochs", 100)
    assert settings.space == (usual("optimizer.lr"), usual("decay.strength"))
    assert (settings.way, settings.stopping, settings.limit) == (Random(), Never(), None)
    (run,) = search.runs
    assert (run.hidden, run.optimizer.key, run.activation.key, run.initializer.key) == ((100,) * 6, "sgd", "relu", "he")


@pytest.mark.parametrize("kind", [SearchSettings, SearchView, TimeLimit])
def test_every_setting_has_a_label(kind):
    for name, parameter in kind.parameters().items():
        assert parameter.label.strip(), name
        # what has no group is set elsewhere than in the form: the space on its card, what is compared beside it
        assert parameter.group or kind is not SearchSettings or name in ("space", "compared"), name


@given(searches())
def test_a_search_is_written_as_json_and_read_back(search):
    assert Search.from_plain(json.loads(json.dumps(search.to_plain(), allow_nan=False))) == search


# Faults are said beside their fields


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"trials": 0}, "settings.trials"),
        ({"trials": MOST_TRIALS + 1}, "settings.trials"),
        ({"validation_share": 0}, "settings.validation_share"),
        ({"validation_share": 1}, "settings.validation_share"),
        ({"validation_share": 0.001}, "settings.validation_share"),
        ({"validation_share": "NaN"}, "settings.validation_share"),
        ({"train_size": 2, "validation_share": 0.9, "batch_size": 1}, "settings.validation_share"),
        ({"batch_size": 401}, "settings.batch_size"),
        ({"space": []}, "settings.space"),
        ({"space": [{"kind": "range"}, {"kind": "range", "low": 1e-3, "high": 1e-6}]}, "settings.space.1.low"),
        ({"space": [{"kind": "range", "low": 0}]}, "settings.space.0.low"),
        ({"space": [{"kind": "range", "low": None}]}, "settings.space.0.low"),
        ({"space": [{"kind": "range"}, {"kind": "range"}]}, "settings.space.1.path"),
        ({"space": [{"kind": "range", "path": "optimizer.momentum", "low": 0, "high": 0.9, "log": False}]},
         "settings.space.0.path"),
        ({"space": [{"kind": "range", "path": BATCH, "low": 1, "high": 401}]}, "settings.space.0.high"),
        ({"way": {"kind": "grid", "per_axis": 32}}, "settings.way.per_axis"),
        ({"limit": {"seconds": 0}}, "settings.limit.seconds"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(settings, field):
    with pytest.raises(LabError) as error:
        Search.from_plain({"settings": settings})
    assert error.value.field == field


def test_a_grid_of_a_billion_cells_is_refused_at_once():
    space = tuple(usual(path) for path in ("optimizer.lr", "decay.strength", "dropout.ratio"))
    with pytest.raises(LabError, match="1,000,000,000 cells") as error:
        SearchSettings(space=space, way=Grid(per_axis=1000))
    assert error.value.field == "way.per_axis"


def test_nothing_need_be_varied_where_random_numbers_are():
    assert Search(SearchSettings(space=(), draw="own", trials=20)).count == 20


def test_a_setting_of_an_option_can_be_varied_along_with_it():
    momentum = usual("optimizer.momentum")
    with pytest.raises(LabError, match="momentum is no setting of this run"):
        Search(SearchSettings(space=(momentum, Options("optimizer", ("sgd", "adam")))))
    Search(SearchSettings(space=(momentum, Options("optimizer", ("sgd", "momentum")))))
    Search(SearchSettings(space=(momentum,)), (RunConfiguration(optimizer=Momentum()),))


def test_a_search_has_one_run():
    with pytest.raises(LabError) as error:
        Search(runs=(RunConfiguration(), RunConfiguration()))
    assert error.value.field == "runs"


# Sizes


@given(st.integers(2, 5000), st.floats(0.01, 0.9))
def test_the_sets_have_the_sizes_that_are_said(size, share):
    validation = round(size * share)
    assume(0 < validation < size)
    settings = SearchSettings(train_size=size, validation_share=share, batch_size=1)
    assert settings.validation_images == validation
    assert settings.training_images + settings.validation_images == size


def test_accuracy_is_measured_after_every_epoch_at_every_rung_and_at_the_end():
    assert Search().marks(100) == tuple(range(4, 201, 4))
    assert Search().marks(60) == tuple(range(6, 301, 6))
    steps = SearchSettings(length=10, unit="steps", stopping=Halving(first=3, finalists=1))
    assert Search(steps).marks(100) == (3, 4, 8, 9, 10)


def test_a_grid_has_no_more_trials_than_there_are_cells():
    assert Search(SearchSettings(way=Grid(), trials=50)).count == 49
    assert Search(SearchSettings(way=Grid(), trials=50, space=(OnOff("dropout"),))).count == 2


# The same with one thing changed


def test_a_setting_joins_changes_and_leaves():
    search = Search().with_dimension(usual(NODES))
    assert [each.path for each in search.settings.space] == ["optimizer.lr", "decay.strength", NODES]
    other = Range("decay.strength", 1e-5, 1e-3)
    assert search.with_dimension(other).settings.space[1] == other
    assert search.without_dimension(NODES) == Search()


def test_axes_are_those_of_the_view_as_long_as_they_are_varied():
    search = Search().with_dimension(usual(NODES)).with_view(across=NODES)
    assert search.axes == (NODES, "decay.strength")
    assert search.without_dimension(NODES).axes == ("optimizer.lr", "decay.strength")
    assert search.with_view(across="decay.strength").axes == ("decay.strength", "optimizer.lr")
    assert search.with_space(usual(NODES)).axes == (NODES, NODES)


def test_the_next_round_is_in_the_box_and_has_points_of_its_own():
    search = Search().with_view(chosen=(1, 2), revealed=(1,))
    finer = search.next_round({"optimizer.lr": (0.5, 1.0)})
    assert finer.settings.space == (Range("optimizer.lr", 1e-4, 1e-2), usual("decay.strength"))
    assert finer.settings.round == 1 and finer.view.chosen == finer.view.revealed == ()
    assert search.next_round().settings.space == search.settings.space


def test_a_trial_can_be_taken_to_the_trainer():
    settings = Search().settings.training(50)
    assert Experiment(settings, (RunConfiguration(batch_norm=BatchNorm(), optimizer=Adam()),)).settings.steps == 50 * 8
    assert settings.training_images == 400


def test_another_look_computes_nothing_anew():
    search = Search()
    assert search.computes_like(search.with_view(focus="curves", chosen=(3,)))
    assert not search.computes_like(search.with_seed(1))
    assert search.names() == [("plain",)] and SGD() == search.runs[0].optimizer


def test_the_isolated_setting_is_one_that_can_be_varied_or_left_open():
    assert SearchView().isolated == "" and SearchView(isolated=NODES).isolated == NODES
    with pytest.raises(LabError) as error:
        SearchView(isolated="colour")
    assert error.value.field == "isolated"
