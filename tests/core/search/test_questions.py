"""What the sentences of the search say of results that are counted once more here, also where slogans fail."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import EllipsisType
from typing import Any

import numpy as np
import pytest

from core.config.questions import plain, questions
from core.scenes import find_scene, scenes
from core.search.choosing import Grid, Halton, Random
from core.search.conclusion import Revealed
from core.search.questions.shared import Outcome
from core.search.space import OnOff, Options, usual
from core.search.stopping import Halving, OneLook
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, trials_of
from tests.core.search.helpers import search_of, searched

SEARCHES = [id for id, scene in scenes().items() if scene.tab == "search"]
Accuracies = Sequence[float | EllipsisType | None]
"""Of each trial; None where it diverged, dots where it has not been trained."""


def study(id: str, **changed: Any) -> Search:
    """Return the search of a scene; `changed` are its settings."""
    found = find_scene(id).study
    assert isinstance(found, Search)
    return found.with_settings(**changed)


def snapshot(search: Search, accuracies: Accuracies, **more: Any) -> SearchSnapshot:
    """Return a search as if it had come to this: of the images, the first so many are those that a trial gets right."""
    images = search.settings.validation_images
    records = []
    for trial, accuracy in zip(trials_of(search), accuracies, strict=True):
        if accuracy is ...:
            records.append(Record(trial))
            continue
        end = search.marks(trial.batch_size)[-1]
        value = math.nan if accuracy is None else accuracy
        right = np.packbits(np.arange(images) < round(images * (accuracy or 0.0)))
        diverged = 7 if accuracy is None else None
        records.append(Record(trial, np.array([end]), *[np.array([value])] * 3, diverged, right))  # type: ignore[arg-type]
    return SearchSnapshot(search, tuple(records), **more)


def by_rate(search: Search, of: Callable[[float], float | None] = lambda u: 0.1 + 0.7 * u) -> list[float | None]:
    """Return accuracies that follow from the place of the first setting on its range, in hundredths."""
    first = search.settings.space[0]
    found = [of(first.unit(trial.values[0])) for trial in trials_of(search)]
    return [None if each is None else round(each, 2) for each in found]


def said(asks: str, search: Search, found: SearchSnapshot | None = None, *revealed: Revealed) -> str:
    return str(questions[asks].answer(Outcome(search, found, {each.trial.number: each for each in revealed})))


def percent(value: float) -> str:
    """Return a share as it is read, where it is neither below one percent nor above 99."""
    return f"{100 * value:.1f}".removesuffix(".0") + " %" if 100 * value < 9.95 else f"{round(100 * value)} %"


# Before, and at the very beginning


@pytest.mark.parametrize("id", SEARCHES)
def test_before_anything_is_measured_a_sentence_asks_and_tells_no_result(id):
    search = study(id)
    words = said(find_scene(id).asks, search)
    assert words.endswith("? Press Run.") and "**" not in words and "%" not in words
    untouched = snapshot(search, [...] * search.count)
    assert said(find_scene(id).asks, search, untouched) == words


def test_questions_before_the_search_follow_the_settings():
    rate, decay = study("random-search").settings.space
    assert said("matters", study("random-search")).startswith("Which matters: learning rate, decay strength? ")
    assert said("matters", study("random-search", space=(rate,))).startswith("Where do the good values lie: learning")
    many = (rate, decay, OnOff("batch_norm"), Options("activation"))
    assert said("matters", study("random-search", space=many)).startswith("Which of 4 settings matters")
    assert said("matters", study("winners-luck")).startswith("20 networks that differ by random numbers alone")
    assert said("luck", study("random-search")).startswith("100 networks with settings of their own")
    assert "grid 10, random 100, Halton 100. Whose best" in said("ways", study("grid-vs-random"))
    assert "grid 7, Halton 50" in said("ways", study("grid-vs-random", trials=50, compared=(Halton(),)))
    assert said("ways", study("grid-vs-random", compared=())).startswith("10 different values of the learning rate")


@pytest.mark.parametrize("asks", ["matters", "ways", "luck"])
def test_as_long_as_no_trial_has_ended_nothing_is_told_of_the_best(asks):
    search = study("random-search", trials=3)
    half = replace(snapshot(search, [0.5, ..., ...]).records[0], steps=np.array([100]))
    begun = SearchSnapshot(search, (half, *(Record(trial) for trial in trials_of(search)[1:])), remaining=2.5)
    assert said(asks, search, begun) == "None of 3 trials has come to its end yet."
    lost = snapshot(search, [None, None, None])
    assert said(asks, search, lost) == "After 3 trials: **none has come to its last step**."


# What matters


def explained(places: np.ndarray, values: np.ndarray) -> float:
    """Return ε² over bins of equal count, written down plainly."""
    bins = min(10, len(values) // 8)
    order = sorted(range(len(values)), key=lambda k: places[k])
    groups: dict[int, list[float]] = {}
    for rank, k in enumerate(order):
        groups.setdefault(rank * bins // len(values), []).append(float(values[k]))
    within = sum((value - np.mean(group)) ** 2 for group in groups.values() for value in group)
    overall = sum((value - np.mean(values)) ** 2 for value in values)
    return float(1 - (len(values) - 1) / (len(values) - bins) * within / overall)


@pytest.mark.parametrize(
    "changed",
    [{}, {"trials": 60, "seed": 5}, {"way": Halton(), "trials": 80}, {"space": (usual("decay.strength"),) * 1}],
    ids=str,
)
def test_what_explains_the_differences_is_told_with_the_best_five_and_the_best(changed):
    search = study("random-search", **changed)
    accuracies = np.array(by_rate(search, lambda u: 0.1 + 0.7 * u**3))
    first = search.settings.space[0]
    values = np.array([trial.values[0] for trial in trials_of(search)])
    best = values[np.lexsort([np.arange(len(values)), -accuracies])[:5]]
    share = explained(np.log10(values), accuracies)
    words = said("matters", search, snapshot(search, accuracies))
    name = "learning rate" if first.path == "optimizer.lr" else "decay strength"
    low, high = (np.format_float_positional(float(f"{v:.3g}"), trim="-") for v in (best.min(), best.max()))
    assert words.startswith(f"After {search.count} trials: **the {name} alone explains {percent(share)}** of the ")
    assert words.endswith(f"The best gets **{percent(accuracies.max())} right**.")
    assert f"the best 5 have {low}–{high}." in words or "10⁻" in words


def test_where_the_other_setting_matters_it_is_that_which_is_named():
    search = study("random-search")
    decay = search.settings.space[1]
    accuracies = [round(0.1 + 0.8 * decay.unit(trial.values[1]), 2) for trial in trials_of(search)]
    assert said("matters", search, snapshot(search, accuracies)).startswith(
        "After 100 trials: **the decay strength alone explains 9"
    )


def test_where_no_setting_matters_none_is_said_to():
    search = study("random-search")
    accuracies = np.round(np.random.default_rng(3).uniform(0.3, 0.6, 100), 2)
    words = said("matters", search, snapshot(search, accuracies))
    assert words.startswith("After 100 trials: **no setting explains much alone**, most the ")
    assert words.endswith(f"The best gets **{percent(accuracies.max())} right**.")


def test_of_what_is_on_or_off_or_has_a_name_the_values_of_the_best_are_told():
    search = study("random-search", space=(OnOff("batch_norm"), usual("optimizer.lr")))
    accuracies = [0.8 if trial.values[0] else 0.2 for trial in trials_of(search)]
    assert "**the batch normalization alone explains 100 %** of the differences, and the best 5 have on." in said(
        "matters", search, snapshot(search, accuracies)
    )
    search = study("random-search", space=(Options("activation", ("relu", "tanh", "sigmoid")), usual("optimizer.lr")))
    accuracies = [0.1 if trial.values[0] == "sigmoid" else 0.8 for trial in trials_of(search)]
    assert "the best 5 have tanh, ReLU." in said("matters", search, snapshot(search, accuracies))


def test_a_few_trials_do_not_tell_what_matters_and_equal_ones_tell_that_nothing_does():
    search = study("random-search", trials=15)
    assert said("matters", search, snapshot(search, by_rate(search))).endswith(
        "right**; so few do not tell which setting matters."
    )
    assert said("matters", search, snapshot(search, [0.11] * 15)) == (
        "After 15 trials: **all get 11 % right**, so that nothing has mattered."
    )
    # one that diverged is none of them
    assert "all get" not in said("matters", search, snapshot(search, [0.11] * 14 + [None]))


def test_while_a_search_goes_on_it_is_told_how_far_it_is_and_who_has_diverged():
    search = study("random-search")
    accuracies: list[Any] = by_rate(search)
    accuracies[40:] = [...] * 60
    accuracies[3] = accuracies[5] = None
    words = said("matters", search, snapshot(search, accuracies, remaining=60.0))
    assert words.startswith("After 40 of 100 trials: **the learning rate alone explains ")
    assert words.endswith(f"The best gets **{percent(max(a for a in accuracies[:40] if a))} right**. 2 diverged.")


# Ways of choosing


def race(search: Search, accuracies: Callable[[Search], Accuracies]) -> SearchSnapshot:
    """Return a search with all ways that it is compared with."""
    rivals = tuple(snapshot(rival, accuracies(rival)) for rival in search.rivals)
    return snapshot(search, accuracies(search), rivals=rivals)


def peaked(search: Search) -> list[float | None]:
    """Return accuracies with a narrow peak between two values of a grid of ten."""
    return by_rate(search, lambda u: 0.9 * math.exp(-(((u - 0.7) / 0.03) ** 2)) + 0.1 * u)


def flat_best(search: Search) -> list[float | None]:
    """Return accuracies with a wide peak, at which all ways come to the same."""
    return by_rate(search, lambda u: 0.8 - 0.9 * abs(u - 0.55) ** 2)


def on_the_grid(search: Search) -> list[float | None]:
    """Return accuracies that are good at the values of a grid of ten alone."""
    return by_rate(search, lambda u: (0.3 + 0.4 * u) * (1.0 if abs(10 * u % 1 - 0.5) < 1e-6 else 0.5))


@pytest.mark.parametrize(
    ("accuracies", "verdict"),
    [
        (peaked, "**grid falls behind**"),
        # where the slogan is wrong, it is not repeated
        (flat_best, "**level, as far as 100 images tell**"),
        (on_the_grid, "**grid is ahead all the same**"),
    ],
)
@pytest.mark.parametrize("ways", [(Random(), Halton()), (Random(),)], ids=len)
def test_ways_are_told_with_different_values_that_each_tries_and_what_its_best_gets(accuracies, verdict, ways):
    search = study("grid-vs-random", compared=ways)
    found = race(search, accuracies)
    tried, best = [], []
    for part in (found, *found.rivals):
        name = part.search.settings.way.label
        tried.append(f"{name} {len({record.trial.values[0] for record in part.records})}")
        best.append(f"{name} {percent(max(record.accuracy for record in part.records))}")
    assert said("ways", search, found) == (
        f"After {100 * len(tried)} trials, different values of the learning rate, which matters most: "
        f"**{', '.join(tried)}**. The best of each gets right: {', '.join(best)}; {verdict}."
    )
    assert tried[0] == "grid 10" and tried[1] == "random 100"


def test_where_no_setting_matters_ways_are_told_without_one_that_does():
    search = study("grid-vs-random")
    rng = np.random.default_rng(0)
    words = said("ways", search, race(search, lambda each: np.round(rng.uniform(0.4, 0.5, each.count), 2)))
    assert "**grid 10, random 100, Halton 100**, though no setting matters much alone." in words
    few = study("grid-vs-random", trials=4)
    assert "matters" not in said("ways", few, race(few, peaked))  # a dozen trials do not tell


def test_where_the_other_setting_matters_its_values_are_counted():
    search = study("grid-vs-random", trials=60)
    decay = search.settings.space[1]
    found = race(search, lambda each: [round(0.8 * decay.unit(t.values[1]), 2) for t in trials_of(each)])
    assert "of the decay strength, which matters most: **grid 7, random 60, Halton 60**." in said("ways", search, found)


def test_where_all_try_as_many_values_it_is_told_who_is_ahead_and_alone_a_way_is_told_by_itself():
    search = study("grid-vs-random", way=Random(), compared=(Halton(),))
    ahead = {"random": 0.5, "halton": 0.8}
    found = race(search, lambda each: by_rate(each, lambda u: ahead[each.settings.way.key] * u))
    assert said("ways", search, found).endswith("; **Halton is ahead**.")
    alone = study("grid-vs-random", compared=())
    assert said("ways", alone, race(alone, flat_best)).startswith(
        "After 100 trials, **10 different values** of the learning rate; the best gets **"
    )


def test_a_way_whose_trials_all_diverged_has_no_best():
    search = study("grid-vs-random", compared=(Random(),))
    found = race(search, lambda each: [None] * 100 if each.settings.way == Grid() else by_rate(each))
    words = said("ways", search, found)
    assert "grid –, random 79 %" in words and words.endswith("no other has one. 100 diverged.")


@pytest.mark.parametrize("overlap", [True, False])
def test_two_networks_are_told_apart_image_by_image(overlap):
    """Ten points between nested sets of images are sure; between sets with little in common they are not."""
    search = study("grid-vs-random", trials=4, compared=(Random(),))
    found = race(search, lambda each: [0.5 if each.settings.way == Grid() else 0.6] * each.count)
    if not overlap:
        rights = np.packbits(np.arange(100) >= 40)
        rivals = tuple(replace(r, records=tuple(replace(x, right=rights) for x in r.records)) for r in found.rivals)
        found = replace(found, rivals=rivals)
    one, other = (part.records[0].right_images(100).astype(float) for part in (found, found.rivals[0]))
    difference = other - one
    sure = difference.mean() > 2 * math.sqrt(((difference - difference.mean()) ** 2).mean() / 100)
    assert sure == overlap
    assert said("ways", search, found).endswith("**grid falls behind**." if sure else "as far as 100 images tell**.")


# Early stopping


@pytest.mark.parametrize(
    "stopping",
    [
        Halving(first=1, factor=2, finalists=3, finished_anyway=0.5),
        Halving(first=2, factor=3, finalists=5, finished_anyway=1.0),
        OneLook(first=1, kept=0.1, finalists=3, finished_anyway=0.5),
        OneLook(first=2, kept=0.5, finalists=3, finished_anyway=0.0),
    ],
    ids=str,
)
def test_stopping_is_told_with_the_steps_that_it_takes_and_those_that_it_has_missed(tiny_source, stopping):
    rates = (replace(usual("optimizer.lr"), low=0.003, high=0.05), usual("decay.strength"))
    search = search_of(tiny_source, space=rates, trials=24, draw="own", seed=1, stopping=stopping)
    found = searched(search)
    per_epoch, end = 70 // 20, 6 * (70 // 20)
    lengths = [rung.length for rung in search.rungs]
    pairs = list(zip(found.records, found.stopped, strict=True))
    steps = [r.step if at is None else lengths[at] * per_epoch for r, at in pairs]
    share = sum(steps) / (24 * end)
    kept = sorted((r.accuracy for r, at in pairs if at is None), reverse=True)[:5]
    anyway = [r.accuracy for r, at in pairs if at is not None and r.step == end]
    missed = sum(accuracy > kept[-1] for accuracy in anyway)
    stopped = sum(at is not None for at in found.stopped)
    begun = f"Early stopping takes **{percent(share)} of the steps** that all would take to their end. "
    if not anyway:
        tail = f"{stopped} were stopped; **what that cost is unknown**, as none of them was finished."
    else:
        who = f"{missed}" if missed else "none"
        tail = f"{stopped} were stopped; of {len(anyway)} finished anyway, **{who} would have been among the best "
        tail += f"{len(kept)}**."
    assert said("stopping", search, found) == begun + tail


def halved(accuracies: Sequence[float | None], stopped: Sequence[int | None], **more: Any) -> SearchSnapshot:
    search = study("halving", trials=len(accuracies), stopping=Halving(first=2, factor=3, finalists=2))
    return snapshot(search, accuracies, stopped=tuple(stopped), **more)


def test_good_ones_that_were_stopped_are_told_and_so_is_a_rule_that_stops_nobody():
    found = halved([0.8, 0.7, 0.9, 0.95, 0.5, 0.4], [None, None, 0, 0, 0, 0], rung=2)
    assert said("stopping", found.search, found).endswith(
        "4 were stopped; of 4 finished anyway, **2 would have been among the best 2**."
    )
    assert said("stopping", found.search, replace(found, stopped=(None,) * 6)) == (
        "No trial was stopped: **nothing is saved**, and nothing is missed."
    )
    all_lost = halved([None, None, 0.9, 0.95, 0.5, 0.4], [None, None, 0, 0, 0, 0], rung=2)
    assert said("stopping", all_lost.search, all_lost) == (
        "4 trials were stopped, and none of the others came to its end. 2 diverged."
    )
    never = study("random-search")
    assert said("stopping", never) == said("stopping", never, snapshot(never, by_rate(never)))
    assert said("stopping", never).startswith("All 100 trials are trained to their end: nothing is saved")


def test_while_trials_are_stopped_it_is_told_which_rung_it_is():
    found = halved([0.8, 0.7, 0.9, 0.95, 0.5, 0.4], [None, None, 0, 0, 0, 0], rung=1, remaining=1.0)
    half = tuple(replace(r, steps=np.array([8 if k > 1 else 100])) for k, r in enumerate(found.records))
    words = said("stopping", found.search, replace(found, records=half))
    share = (4 * 8 + 2 * 100) / (6 * 200)
    assert words == (
        f"Rung 2 of 2: 2 of 6 trials go on, **4 were stopped**, after {percent(share)} of the steps that all would "
        "take to their end."
    )


# The winner's luck


@pytest.mark.parametrize("trials", [5, 20, 40])
def test_of_equal_networks_the_whole_lead_is_luck(trials):
    search = study("winners-luck", trials=trials)
    accuracies = np.round(np.random.default_rng(trials).uniform(0.7, 0.88, trials), 2)
    lead = 100 * (accuracies.max() - accuracies.mean())
    words = said("luck", search, snapshot(search, accuracies))
    assert words == (
        f"After {trials} trials with the same settings, {percent(accuracies.min())} to {percent(accuracies.max())} "
        f"right: **the winner's lead of {float(f'{lead:.2g}'):g} points over their mean is luck**. Reveal the "
        "test set."
    )


def test_equal_networks_that_come_to_the_same_have_no_winner():
    search = study("winners-luck", trials=3)
    assert said("luck", search, snapshot(search, [0.8, 0.8, 0.8])).startswith(
        "After 3 trials with the same settings: all get 80 % right, **none is ahead**."
    )
    assert said("luck", search, snapshot(search, [0.8, None, ...], remaining=1.0)) == (
        "After 2 of 3 trials: one has come to its end, **80 % right**."
    )


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (0.7514, " On 10,000 test images it gets **75 %**, 12 points less."),
        # a winner that does as well on other images is said to
        (0.8714, " On 10,000 test images it gets **87 %**, no less."),
        (math.nan, ""),
    ],
)
def test_the_test_set_is_told_of_the_winner_once_it_has_been_asked(test, words):
    search = study("winners-luck", trials=4)
    found = snapshot(search, [0.8, 0.87, 0.83, 0.78])
    winner, other = found.records[1].trial, found.records[0].trial
    assert said("luck", search, found, Revealed(winner, 0.87, test, 10_000)).endswith(f"their mean is luck**.{words}")
    assert said("luck", search, found, Revealed(other, 0.8, test, 10_000)).endswith("Reveal the test set.")


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (0.78, "2 points ahead of the second: **no more than chance makes of 100 images**."),
        (0.8, "0 points ahead of the second: **no more than chance makes of 100 images**."),
        # a lead that is no luck is not called so
        (0.6, "**20 points ahead of the second**: more than chance makes of 100 images."),
    ],
)
def test_of_different_settings_the_lead_over_the_second_is_compared_with_chance(second, words):
    search = study("winners-luck", trials=3, space=(usual("optimizer.lr"),))
    assert f"the best gets 80 % right, {words}" in said("luck", search, snapshot(search, [0.5, 0.8, second]))


# Whatever is searched


@pytest.mark.parametrize("asks", ["matters", "ways", "stopping", "luck"])
@pytest.mark.parametrize("id", SEARCHES)
def test_every_question_has_an_answer_to_every_search(id, asks):
    search = study(id)
    for found in (None, race(search, lambda each: np.round(np.linspace(0.2, 0.8, each.count), 2).tolist())):
        words = said(asks, search, found)
        assert words and "{" not in words and "nan" not in words.lower() and plain(words).endswith(".")
