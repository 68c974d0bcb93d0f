"""What is said of a search promises: numbers that were counted, and no sentence where there is nothing to tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.search import verdicts
from core.search.choosing import Grid, Halton
from core.search.conclusion import Revealed
from core.search.crown import Crown, crown_test, right_of
from core.search.ranking import Band, EdgeWarning, StoppingCost, bands, progress, ranking, stopping_cost
from core.search.searching import prepare_once_more
from core.search.space import usual
from core.search.stopping import Halving
from core.search.study import Search, SearchSettings
from core.search.trials import Record, SearchSnapshot, trials_of
from tests.core.search.helpers import driven, search_of, searched
from tests.core.search.test_ranking import accuracies_of, of, results

RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0),)


def said(*phrases) -> list[str]:
    return [str(phrase) for phrase in phrases]


def test_the_best_is_told_with_its_error_and_the_diverged_are_counted():
    search = of(4)
    assert said(*verdicts.best(results(search, [0.5, 0.84, 0.2, 0.1]))) == [
        "The best of 4 trials gets 84 % of 100 validation images right, give or take 3.7 %."
    ]
    assert said(*verdicts.best(results(search, [None, 0.5, None, 0.1])))[1:] == ["2 of 4 trials diverged."]
    assert said(*verdicts.best(results(search, [None] * 4))) == ["All 4 trials diverged."]
    nothing = SearchSnapshot(search, tuple(Record(trial) for trial in trials_of(search)))
    assert verdicts.best(nothing) == ()


@pytest.mark.parametrize(
    ("end", "wider", "sentence"),
    [
        ("high", usual("optimizer.lr"), "3 of the first 5 lie at the upper end of the learning rate: widen the range."),
        ("low", usual("optimizer.lr"), "3 of the first 5 lie at the lower end of the learning rate: widen the range."),
        ("high", None, "3 of the first 5 lie at the end of the learning rate, which goes no further."),
    ],
)
def test_an_end_is_told_with_what_can_be_done(end, wider, sentence):
    assert said(verdicts.at_an_end(EdgeWarning("optimizer.lr", end, 3, 5, wider))) == [sentence]


@pytest.mark.parametrize(
    ("cost", "sentence"),
    [
        (StoppingCost(60, 60, 2, 5), "Of 60 stopped trials, 2 would have reached the first 5."),
        (
            StoppingCost(60, 6, 0, 5),
            "Of 60 stopped trials, 6 were finished anyway; 0 of these would have reached the first 5.",
        ),
        (StoppingCost(60, 0, 0, 5), "60 trials were stopped; none of them was finished anyway."),
    ],
)
def test_what_stopping_has_cost_is_told_of_those_that_were_finished(cost, sentence):
    assert said(verdicts.cost_of_stopping(cost)) == [sentence]


def test_nothing_is_told_of_stopping_where_nothing_was_stopped(tiny_source):
    assert verdicts.cost_of_stopping(stopping_cost(searched(search_of(tiny_source)))) is None
    halved = searched(search_of(tiny_source, space=RATES, stopping=Halving(first=1, finalists=2)))
    assert "of these would have reached the first" in str(verdicts.cost_of_stopping(stopping_cost(halved)))


def crown(*alike: int) -> Crown:
    level = np.zeros(9)
    level[list(alike)] = 1
    return Crown(0.31, level, alike, level, level, 1000, 100)


@pytest.mark.parametrize(
    ("alike", "sentence"),
    [
        ((0,), "No other trial comes up to it in more than one draw of twenty."),
        ((0, 1, 2, 3, 4, 5, 6), "Best-1 to Best-7 cannot be told apart."),
        ((0, 1, 4), "Best-1 and 2 others, down to Best-5, cannot be told apart."),
    ],
)
def test_the_crown_is_told_with_those_that_come_up_to_it(alike, sentence):
    assert said(*verdicts.crowned(crown(*alike))) == [
        "Drawn again 1,000 times, the validation images leave Best-1 first in 31 % of the draws.",
        sentence,
    ]


def test_the_sentences_of_a_crown_test_are_true_of_its_numbers(tiny_source):
    right = right_of(ranking(searched(search_of(tiny_source, space=RATES))), 30)
    found = crown_test(right)
    first, second = said(*verdicts.crowned(found))
    assert first.endswith("of the draws.") and (found.level[list(found.alike)] > 0.05).all()
    if second.startswith("Best-1 to"):
        assert (found.level[: len(found.alike)] > 0.05).all() and (found.level[len(found.alike) :] <= 0.05).all()


def test_luck_is_told_of_equal_settings_only():
    equal = Search(SearchSettings(space=(), draw="own", trials=4))
    assert said(verdicts.luck(results(equal, [0.7, 0.8, None, 0.75]))) == [
        "3 networks with the same settings: the best looks 5 points better than their mean of 75 %, by other random "
        "numbers alone."
    ]
    assert verdicts.luck(results(of(3), [0.7, 0.8, 0.75])) is None
    assert verdicts.luck(results(equal, [0.7, None, None, None])) is None


def test_other_seeds_are_told_with_mean_and_spread(tiny_source):
    search = search_of(tiny_source, space=RATES)
    trials = [record.trial for record in ranking(searched(search))[:2]]
    band, _ = bands(driven(prepare_once_more(search, trials, 3)[0]), 2)
    assert str(verdicts.once_more(band, 1)).startswith("Best-1 with 3 other seeds: ")
    assert said(verdicts.once_more(Band(np.array([0.5, np.nan]), 0.5, np.nan), 2)) == [
        "Best-2 with another seed: 50 %."
    ]
    assert verdicts.once_more(Band(np.array([np.nan]), np.nan, np.nan), 1) is None


def test_the_setting_that_matters_most_is_named():
    search = of(300)
    assert str(verdicts.what_matters(accuracies_of(search, lambda a, b: b))).startswith(
        "Alone, the decay strength explains 9"
    )
    noise = results(search, np.random.default_rng(0).random(300))
    assert said(verdicts.what_matters(noise)) == ["No setting explains much of the differences in accuracy alone."]
    assert verdicts.what_matters(results(of(5), [0.1, 0.2, 0.3, 0.4, 0.5])) is None


def test_a_grid_is_told_to_try_ten_learning_rates():
    for way, distinct in ((Grid(), 10), (Halton(), 100)):
        search = of(100, way=way)
        assert said(verdicts.distinct_values(search, trials_of(search), "optimizer.lr")) == [
            f"100 trials try {distinct} different values of the learning rate."
        ]


def test_the_test_set_is_told_beside_validation():
    trial = trials_of(Search())[0]
    assert said(verdicts.revealed(Revealed(trial, 0.84, 0.771, 10_000))) == [
        "On 10,000 test images it gets 77 % right; on the validation images it was 84 %."
    ]


def test_a_tenth_of_the_trials_is_told_beside_all_of_them():
    accuracies = np.linspace(0.1, 0.8, 40)
    some = np.random.default_rng(0).permuted(np.tile(accuracies, (20_000, 1)), axis=1)[:, :4].max(axis=1).mean()
    sentence = str(verdicts.best_of_some(progress(results(of(40), accuracies).records)))
    assert sentence.startswith("The best of 4 trials comes to ") and sentence.endswith(", the best of all 40 to 80 %.")
    told = float(sentence.removeprefix("The best of 4 trials comes to ").split()[0])
    assert told == pytest.approx(100 * some, abs=1)
    assert verdicts.best_of_some(progress(results(of(19), accuracies[:19]).records)) is None
