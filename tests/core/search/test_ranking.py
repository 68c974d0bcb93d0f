"""What is said of results promises: the slide's line, an order with reasons, numbers that a plain count confirms."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.ranking import (
    END,
    bands,
    edge_warnings,
    expected_maximum,
    importance,
    line,
    progress,
    ranking,
    slices,
)
from core.search.space import NODES, OnOff, Options, Range, usual
from core.search.stopping import Halving
from core.search.study import Search, SearchSettings
from core.search.trials import Record, SearchSnapshot, Trial, once_more, trials_of


def ended(trial: Trial, accuracy: float, step: int = 200, diverged: int | None = None) -> Record:
    """Return a record with one measurement."""
    numbers = [np.array([np.nan if diverged else accuracy])] * 3
    return Record(trial, np.array([step]), *numbers, diverged)


def results(search: Search, accuracies, **more) -> SearchSnapshot:
    """Return trials of a search that have come to their ends with these accuracies; None for one that diverged."""
    records = [
        ended(trial, 0 if accuracy is None else accuracy, diverged=3 if accuracy is None else None)
        for trial, accuracy in zip(trials_of(search), accuracies, strict=True)
    ]
    return SearchSnapshot(search, tuple(records), **more)


def of(count: int, *space, **settings) -> Search:
    return Search(SearchSettings(trials=count, **({"space": space} if space else {}), **settings))


# The list


def test_the_line_is_the_slide_s():
    search = Search()
    trial = Trial(3, (0.0092, 3.86e-07), search.runs[0], 100, 0)
    assert line(search, ended(trial, 0.83), 1) == "Best-1 (val acc:0.83) | lr:0.0092, weight decay:3.86e-07"
    assert line(search, ended(trial, 0.8), 12) == "Best-12 (val acc:0.8) | lr:0.0092, weight decay:3.86e-07"
    assert line(search, ended(trial, 0, diverged=2), 9) == "Best-9 (diverged) | lr:0.0092, weight decay:3.86e-07"


def test_more_validation_images_give_more_decimals_and_other_settings_their_names():
    search = of(9, usual("dropout.ratio"), usual(NODES), OnOff("batch_norm"), Options("optimizer"), train_size=2000)
    trial = Trial(0, (0.25, 40, True, "adam"), search.runs[0], 100, 0)
    assert line(search, ended(trial, 0.8125), 2) == (
        "Best-2 (val acc:0.812) | dropout ratio:0.25, nodes:40, batch normalization:on, optimizer:adam"
    )
    alone = Search(SearchSettings(space=(), draw="own"))
    assert line(alone, ended(Trial(0, (), search.runs[0], 100, 77), 0.5), 1) == "Best-1 (val acc:0.5) | seed:77"


def test_the_best_come_first_the_earlier_of_two_alike_and_diverged_trials_last():
    snapshot = results(of(6), [0.5, None, 0.7, 0.5, None, 0.9])
    assert [record.trial.number for record in ranking(snapshot)] == [5, 2, 0, 3, 1, 4]


def test_who_has_come_further_comes_first_and_who_was_stopped_behind():
    search = of(5, stopping=Halving(first=2))
    trials = trials_of(search)
    records = [ended(trials[0], 0.3), ended(trials[1], 0.9, 4), ended(trials[2], 0.6), Record(trials[3])]
    records.append(ended(trials[4], 0.95))
    snapshot = SearchSnapshot(search, tuple(records), stopped=(None, None, None, None, 0), audited=(4,))
    assert [record.trial.number for record in ranking(snapshot)] == [2, 0, 1, 4]


# Ends of ranges


def at(search: Search, *places: float) -> list[Record]:
    """Return a ranking whose first trials have these places on the first dimension."""
    (first, *rest) = search.settings.space
    trial = trials_of(search)[0]
    values = [(first.value(u), *(dimension.value(0.5) for dimension in rest)) for u in places]
    return [ended(Trial(k, value, trial.run, 100, 0), 0.9) for k, value in enumerate(values)]


def test_three_of_five_at_an_end_are_a_warning_with_a_wider_range():
    search = Search()
    (warning,) = edge_warnings(search, at(search, 0.95, 0.2, 0.99, 0.91, 0.5, 0.99))
    assert (warning.path, warning.end, warning.count, warning.of) == ("optimizer.lr", "high", 3, 5)
    assert warning.wider == Range("optimizer.lr", 1e-6, 1.0, True)
    (warning,) = edge_warnings(search, at(search, *[END / 2] * 5))
    assert (warning.end, warning.count) == ("low", 5)


def test_two_of_five_at_an_end_are_no_warning():
    search = Search()
    assert edge_warnings(search, at(search, 0.95, 0.99, 0.5, 0.5, 0.5, 0.95)) == ()
    assert edge_warnings(search, []) == ()


# Importance


def accuracies_of(search: Search, function) -> SearchSnapshot:
    rng = np.random.default_rng(1)
    space = search.settings.space
    values = [[dimension.unit(v) for dimension, v in zip(space, t.values, strict=True)] for t in trials_of(search)]
    return results(search, [function(*u) + 0.02 * rng.standard_normal() for u in values])


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda a, b: a, (1.0, 0.0)),
        (lambda a, b: (b - 0.3) ** 2, (0.0, 1.0)),
        (lambda a, b: a + b, (0.5, 0.5)),
        (lambda a, b: (a - 0.5) * (b - 0.5), (0.0, 0.0)),
    ],
)
def test_a_setting_has_the_share_of_the_variance_that_it_explains_alone(function, expected):
    search = of(400)
    shares = importance(search, accuracies_of(search, function).records)
    assert shares == pytest.approx(expected, abs=0.1)


def test_a_setting_that_does_nothing_has_no_share_on_average():
    shares = []
    for seed in range(60):
        search = of(100).with_seed(seed)
        noise = np.random.default_rng(seed).random(100)
        shares.append(importance(search, results(search, noise).records))
    assert np.mean(shares) < 0.05  # without the correction, 0.09


def test_a_switch_is_compared_by_its_two_values():
    search = of(100, OnOff("dropout"), usual("optimizer.lr"))
    shares = importance(search, accuracies_of(search, lambda switch, rate: switch).records)
    assert shares[0] > 0.95 and shares[1] < 0.1


def test_nothing_is_said_of_too_few_trials_or_of_equal_ones():
    search = of(10)
    assert np.isnan(importance(search, results(search, np.linspace(0, 1, 10)).records)).all()
    search = of(50)
    assert np.isnan(importance(search, results(search, [0.5] * 50).records)).all()


def test_diverged_trials_have_no_part_in_importance():
    search = of(60)
    values = [None if k % 2 else 0.01 * k for k in range(60)]
    with_them = importance(search, results(search, values).records)
    without = importance(search, [r for r in results(search, values).records if r.diverged is None])
    np.testing.assert_array_equal(with_them, without)


# Slices


def test_a_slice_shows_the_best_trial_in_it():
    search = of(50)
    rng = np.random.default_rng(0)
    snapshot = results(search, [None if k == 7 else x for k, x in enumerate(rng.random(50))])
    found = slices(search, snapshot.records, "decay.strength", 8)
    decay = usual("decay.strength")
    for k in range(8):
        inside = {
            record.trial.number: record.accuracy
            for record in snapshot.records
            if record.diverged is None and k / 8 <= decay.unit(record.trial.values[1]) < (k + 1) / 8
        }
        assert found.best[k] == max(inside.values()) and inside[found.numbers[k]] == found.best[k]
    np.testing.assert_allclose(found.edges, np.linspace(0, 1, 9))


def test_a_slice_without_a_trial_is_empty_and_a_switch_has_two():
    search = of(2)
    found = slices(search, results(search, [0.1, 0.2]).records, "optimizer.lr")
    assert sum(number is None for number in found.numbers) == np.isnan(found.best).sum() >= 8
    switch = of(8, OnOff("dropout"))
    assert len(slices(switch, results(switch, [0.5] * 8).records, "dropout").best) == 2


# The best of n


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_the_expected_maximum_is_the_mean_over_all_subsets(values):
    expected = [
        np.mean([max(subset) for subset in itertools.combinations(values, n)]) for n in range(1, len(values) + 1)
    ]
    np.testing.assert_allclose(expected_maximum(np.array(values)), expected, rtol=1e-9, atol=1e-12)


def test_the_expected_maximum_of_a_thousand_is_finite_and_rises():
    values = np.random.default_rng(0).random(1000)
    expected = expected_maximum(values)
    assert (np.diff(expected) >= -1e-12).all()
    assert expected[0] == pytest.approx(values.mean()) and expected[-1] == pytest.approx(values.max())
    assert expected[9] == pytest.approx(10 / 11, abs=0.02)


def test_the_best_so_far_is_in_the_order_of_the_trials_and_diverged_ones_count_as_0():
    found = progress(results(of(5), [0.4, None, 0.3, 0.8, 0.5]).records)
    assert found.so_far.tolist() == [0.4, 0.4, 0.4, 0.8, 0.8]
    assert found.expected[0] == pytest.approx(0.4)
    assert len(progress([]).so_far) == 0


# Once more


def test_bands_are_over_seeds_one_a_setting():
    search = Search()
    again = once_more(search, trials_of(search)[:2], 3)
    accuracies = [0.5, 0.9, 0.7, 0.8, 0.6, None]
    records = [ended(trial, x or 0, diverged=None if x else 1) for trial, x in zip(again, accuracies, strict=True)]
    first, second = bands(SearchSnapshot(search, tuple(records)), 2)
    assert (first.mean, first.std) == (pytest.approx(0.6), pytest.approx(0.1))
    assert second.mean == pytest.approx(0.85) and np.isnan(second.values[2])
