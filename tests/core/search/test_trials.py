"""What trials promise: they follow from the search alone, and what is known of them is written and read back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.config.words import LabError
from core.search.choosing import Grid, Halton
from core.search.space import BATCH, NODES, OnOff, Options, usual
from core.search.study import Search, SearchSettings
from core.search.trials import Record, once_more, records_from_plain, trials_of
from tests.core.search.helpers import assert_same, search_of, searched


def test_the_same_search_has_the_same_trials_and_another_seed_others():
    assert trials_of(Search()) == trials_of(Search())
    assert {trial.values for trial in trials_of(Search())}.isdisjoint(
        trial.values for trial in trials_of(Search().with_seed(1))
    )


def test_trials_have_the_values_of_the_space_in_their_runs():
    space = (usual("optimizer.lr"), usual("decay.strength"), usual(NODES), usual(BATCH), OnOff("batch_norm"))
    for trial in trials_of(Search(SearchSettings(space=space, trials=30))):
        lr, strength, nodes, batch_size, normalized = trial.values
        assert 1e-6 <= lr == trial.run.optimizer.lr <= 1e-2
        assert 1e-8 <= strength == trial.run.decay.strength <= 1e-4
        assert trial.run.hidden == (nodes,) * 6 and 10 <= nodes <= 200
        assert trial.batch_size == batch_size and (trial.run.batch_norm is not None) == normalized


def test_learning_rates_are_spread_evenly_over_the_decades():
    rates = [trial.run.optimizer.lr for trial in trials_of(Search(SearchSettings(trials=1000)))]
    counts = np.histogram(np.log10(rates), 4, (-6, -2))[0]
    assert counts.sum() == 1000 and (abs(counts - 250) < 50).all()


def test_all_trials_share_their_random_numbers_unless_each_has_its_own():
    assert {trial.seed for trial in trials_of(Search().with_seed(7))} == {7}
    own = trials_of(Search(SearchSettings(draw="own", seed=7)))
    assert len({trial.seed for trial in own}) == 100
    assert trials_of(Search(SearchSettings(draw="own", seed=7, trials=150)))[:100] == own


@pytest.mark.parametrize("way", [Halton(), Grid()])
def test_every_option_is_tried(way):
    space = (Options("optimizer", ("sgd", "adam", "momentum")), usual("optimizer.lr"))
    trials = trials_of(Search(SearchSettings(space=space, way=way, trials=12)))
    assert {trial.run.optimizer.key for trial in trials} == {"sgd", "adam", "momentum"}


def test_once_more_is_the_same_with_other_seeds():
    trials = trials_of(Search())[:5]
    again = once_more(Search(), trials, 8)
    assert [trial.number for trial in again] == list(range(40))
    assert len({trial.seed for trial in again} | {0}) == 9
    assert [trial.run for trial in again] == [trial.run for trial in trials] * 8


# What is known


def test_a_record_grows_and_those_before_stay_what_they_were(tiny_source):
    trial = trials_of(search_of(tiny_source))[0]
    first = Record(trial, np.array([4]), *(np.array([x]) for x in (0.5, 0.4, 2.0)), None, np.packbits([1, 0, 1]))
    second = Record(trial, np.array([8]), *(np.array([np.nan]) for _ in range(3)), 6, np.packbits([0, 0, 0]))
    grown = Record(trial).with_part(first).with_part(second)
    assert grown.steps.tolist() == [4, 8] and grown.diverged == 6 and grown.step == 8
    assert first.right_images(3).tolist() == [True, False, True]
    assert (grown.accuracy_at(4), first.step, Record(trial).step) == (0.4, 4, 0)
    assert np.isnan(grown.accuracy) and np.isnan(grown.accuracy_at(5)) and np.isnan(Record(trial).accuracy)
    with pytest.raises(ValueError, match="read-only"):
        grown.validation[0] = 1


def test_results_are_written_as_json_and_read_back(tiny_source):
    search = search_of(tiny_source, trials=5, space=(usual("decay.strength"), Options("activation", ("relu", "tanh"))))
    records = searched(search).records
    written = json.dumps([record.to_plain() for record in records], allow_nan=False)
    assert_same(records_from_plain(search, json.loads(written)), records)
    assert [record.step for record in records_from_plain(search, json.loads(written)[1:])] == [0, 18, 18, 18, 18]


@pytest.mark.parametrize(
    "change",
    [
        {"number": 99},
        {"number": -1},
        {"steps": [1]},
        {"train": [0.5]},
        {"right": "AA"},
        {"right": ""},
        {"diverged": "x"},
        {"loss": None},
    ],
)
def test_results_of_something_else_are_refused(tiny_source, change):
    search = search_of(tiny_source, trials=1)
    (record,) = searched(search).records
    with pytest.raises(LabError, match="not those of this search"):
        records_from_plain(search, [{**record.to_plain(), **change}])
