"""What comes true of the predictions about searches: by what was measured, by hand, and always what is said."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.questions import questions
from core.scenes import find_scene, scenes
from core.search.choosing import Halton, Random
from core.search.questions.shared import Outcome
from core.search.space import OnOff, usual
from core.search.stopping import Halving
from core.search.study import Search
from core.search.trials import SearchSnapshot, trials_of
from tests.core.helpers import predicted, predictions
from tests.core.search.test_questions import flat_best, on_the_grid, peaked, race, snapshot, study

SEARCHES = predictions("search")
COMES_TRUE = {
    "random-search": ("rate", "several"),
    "grid-vs-random": ("behind", "level"),
    "halving": ("none", "some"),
    "winners-luck": ("ahead", "close"),
}


@cache
def measured() -> dict[str, Any]:
    """Return what the searches of the lecture came to (see ``reference/make_searches.py``)."""
    return json.loads((Path(__file__).parent / "reference" / "searches.json").read_text("utf-8"))


def as_measured(search: Search, found: dict[str, Any]) -> SearchSnapshot:
    """Return a search that has come to what was measured; of the images, the first so many are got right."""
    images = search.settings.validation_images
    rivals = tuple(as_measured(rival, part) for rival, part in zip(search.rivals, found["rivals"], strict=True))
    shares = [None if right is None else right / images for right in found["right"]]
    done = snapshot(search, shares, stopped=tuple(found["stopped"]), rivals=rivals)
    records = [
        replace(record, steps=np.array([steps])) for record, steps in zip(done.records, found["steps"], strict=True)
    ]
    return replace(done, records=tuple(records), rung=len(search.rungs))


def outcome(asks: str, found: SearchSnapshot) -> str | None:
    return questions[asks].outcome(Outcome(found.search, found))


# The scenes of the lecture


def test_all_searches_of_the_lecture_are_predicted_twice():
    assert [(id, part) for id in COMES_TRUE for part in ("predict", "another")] == SEARCHES
    assert set(COMES_TRUE) == {id for id, scene in scenes().items() if scene.tab == "search"}


@pytest.mark.parametrize(("id", "part"), SEARCHES)
def test_just_one_of_the_choices_comes_true(id, part):
    search, choices = predicted(id, part)
    found = outcome(find_scene(id).asks, as_measured(search, measured()[f"{id} {part}"]))
    assert found == COMES_TRUE[id][part == "another"]
    assert list(choices).count(found) == 1 and len(choices) > 1


@pytest.mark.parametrize("id", COMES_TRUE)
def test_nothing_has_come_true_before_a_search_is_over(id):
    asks, search = find_scene(id).asks, find_scene(id).study
    assert questions[asks].outcome(Outcome(search)) is None
    over = as_measured(search, measured()[f"{id} predict"])
    assert outcome(asks, over) is not None
    assert outcome(asks, replace(over, remaining=1.0)) is None


def test_ways_that_are_compared_are_over_when_all_are():
    search = find_scene("grid-vs-random").study
    over = as_measured(search, measured()["grid-vs-random predict"])
    late = (over.rivals[0], replace(over.rivals[1], remaining=1.0))
    assert outcome("ways", replace(over, rivals=late)) is None


# Every outcome, by hand


def by_place(search: Search, *weights: float) -> list[float]:
    """Return accuracies that are sums of places on the ranges, each with its weight."""
    places = [[d.unit(v) for d, v in zip(search.settings.space, t.values, strict=True)] for t in trials_of(search)]
    return [round(0.1 + float(np.dot(place, weights)), 2) for place in places]


@pytest.mark.parametrize(
    ("weights", "found"), [((0.8, 0.0), "rate"), ((0.0, 0.8), "decay"), ((0.4, 0.4), "several"), ((0, 0), None)]
)
def test_what_tells_good_from_bad_comes_true(weights, found):
    search = study("random-search")
    assert outcome("matters", snapshot(search, by_place(search, *weights))) == found


def test_chance_makes_no_setting_matter_and_another_setting_has_no_name_of_its_own():
    search = study("random-search")
    by_chance = np.round(np.random.default_rng(3).uniform(0.3, 0.6, 100), 2)
    assert outcome("matters", snapshot(search, by_chance)) == "none"
    search = study("random-search", space=(usual("decay.strength"), OnOff("batch_norm")))
    normalized = [0.8 if trial.values[1] else 0.2 for trial in trials_of(search)]
    assert outcome("matters", snapshot(search, normalized)) == "other"


def test_of_searches_that_came_to_nothing_nothing_comes_true():
    search = study("random-search", trials=20)
    lost = snapshot(search, [None] * 20)
    for asks in ("matters", "ways", "luck"):
        assert outcome(asks, lost) is None
    halving = study("halving", trials=6, stopping=Halving(first=2, factor=3, finalists=2))
    assert outcome("stopping", snapshot(halving, [None] * 6, stopped=(None,) * 6, rung=2)) is None
    assert outcome("luck", snapshot(study("winners-luck", trials=2), [0.5, None])) is None


@pytest.mark.parametrize(("accuracies", "found"), [(peaked, "behind"), (flat_best, "level"), (on_the_grid, "ahead")])
def test_the_grid_is_behind_level_or_ahead(accuracies, found):
    assert outcome("ways", race(study("grid-vs-random"), accuracies)) == found


def test_where_all_ways_try_as_many_values_or_there_is_one_none_falls_behind():
    search = study("grid-vs-random", way=Random(), compared=(Halton(),))
    assert outcome("ways", race(search, peaked)) is None
    alone = study("grid-vs-random", compared=())
    assert outcome("ways", race(alone, peaked)) is None


@pytest.mark.parametrize(
    ("stopped_ones", "found"),
    [
        ([0.1, 0.2, 0.3, 0.4], "none"),
        ([0.9, 0.2, 0.3, 0.4], "some"),
        ([0.9, 0.9, 0.3, 0.4, 0.2], "some"),  # two of five: fewer than half
        ([0.9, 0.9, 0.3, 0.4], "many"),
        ([], None),
    ],
)
def test_of_the_stopped_none_some_or_many_would_have_been_among_the_best(stopped_ones, found):
    accuracies = [0.8, 0.7, *stopped_ones]
    search = study("halving", trials=len(accuracies), stopping=Halving(first=2, factor=3, finalists=2))
    stopped = (None, None, *[0] * len(stopped_ones))
    assert outcome("stopping", snapshot(search, accuracies, stopped=stopped, rung=2)) == found


@pytest.mark.parametrize(
    ("accuracies", "found"),
    [
        ([0.8, 0.8, 0.8, 0.82], "close"),
        ([0.8, 0.8, 0.8, 0.84], "ahead"),
        ([0.8, 0.8, 0.84], "ahead"),
        ([0.5, 0.5, 0.8], "far"),
        ([0.8, 0.76], "ahead"),  # by two points: no fewer
    ],
)
def test_the_best_of_equal_networks_is_ahead_by_so_many_points(accuracies, found):
    search = study("winners-luck", trials=len(accuracies))
    assert outcome("luck", snapshot(search, accuracies)) == found


@pytest.mark.parametrize(("second", "found"), [(0.78, "chance"), (0.6, "more")])
def test_the_best_of_different_networks_is_ahead_by_chance_or_more(second, found):
    search = study("winners-luck", trials=3, space=(usual("optimizer.lr"),))
    assert outcome("luck", snapshot(search, [0.5, 0.8, second])) == found


# The sentence says the same

ACCURACIES = st.lists(st.integers(0, 100).map(lambda k: k / 100), min_size=16, max_size=16)


def told(asks: str, found: SearchSnapshot) -> tuple[str, str | None]:
    """Return the sentence, and what has come true."""
    return str(questions[asks].answer(Outcome(found.search, found))), outcome(asks, found)


@given(ACCURACIES, st.booleans())
def test_a_setting_matters_where_it_is_said_to(accuracies, follow):
    search = study("random-search", trials=16)
    if follow:
        accuracies = by_place(search, 0.5, accuracies[0] / 3)
    words, found = told("matters", snapshot(search, accuracies))
    assert ("no setting explains much alone" in words) == (found == "none")
    if "alone explains" in words:
        assert found in {"rate" if "**the learning rate" in words else "decay", "several"}


@given(ACCURACIES, ACCURACIES)
def test_a_way_falls_behind_where_it_is_said_to(grid, random):
    search = study("grid-vs-random", trials=16, compared=(Random(),))
    words, found = told("ways", race(search, lambda each: grid if each.settings.way.key == "grid" else random))
    verdicts = {"**grid falls behind**": "behind", "images tell**": "level", "ahead all the same**": "ahead"}
    assert [key for words_of, key in verdicts.items() if words_of in words] == [found]


@given(ACCURACIES, st.lists(st.sampled_from([None, 0, 1]), min_size=16, max_size=16))
def test_stopping_has_cost_what_it_is_said_to(accuracies, stopped):
    search = study("halving", trials=16, stopping=Halving(first=2, factor=3, finalists=2))
    words, found = told("stopping", snapshot(search, accuracies, stopped=tuple(stopped), rung=len(search.rungs)))
    assert ("**none would have been" in words) == (found == "none")
    assert ("would have been among" in words) == (found is not None)


@given(ACCURACIES, st.booleans())
def test_the_lead_is_what_it_is_said_to_be(accuracies, alike):
    search = study("winners-luck", trials=16, **({} if alike else {"space": (usual("optimizer.lr"),)}))
    words, found = told("luck", snapshot(search, accuracies))
    if alike:
        lead = 100 * (max(accuracies) - float(np.mean(accuracies)))
        assert found == ("close" if lead < 2 - 1e-9 else "ahead" if lead < 10 - 1e-9 else "far")
        assert ("none is ahead" in words) <= (found == "close")
    else:
        assert ("more than chance makes" in words and "no more" not in words) == (found == "more")
