"""What a plan promises: rung by rung it does what a person would do by hand who knows all curves in advance."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.rules.initializers import Normal
from core.rules.optimizers import SGD
from core.search.lessons import Material, carry_out
from core.search.plan import MOST_COMPANY, Plan, RungClimbed, company_size
from core.search.ranking import FIRST, ranking, stopping_cost
from core.search.searching import Searching
from core.search.space import usual
from core.search.stopping import Halving, OneLook
from core.search.trials import trials_of
from core.training.study import RunConfiguration
from tests.core.search.helpers import assert_same, driven, search_of, searched

RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0),)
RULES = {
    "halving": Halving(factor=2, first=1, finalists=2, finished_anyway=0.5),
    "halving, all finished anyway": Halving(factor=3, first=2, finalists=1, finished_anyway=1.0),
    "halving, none finished anyway": Halving(factor=2, first=1, finalists=3, finished_anyway=0.0),
    "one look": OneLook(kept=0.25, finalists=2, finished_anyway=0.2),
}


def by_hand(curves, rungs, per_epoch):
    """Return who is stopped at which rung and who comes to the end, from curves of all trials trained in full."""
    alive, stopped = list(range(len(curves))), {}
    for rung, following in pairwise(rungs):
        score = {n: curves[n].accuracy_at(rung.length * per_epoch) for n in alive}
        best = sorted((n for n in alive if not np.isnan(score[n])), key=lambda n: (-score[n], n))
        stopped |= {n: rungs.index(rung) for n in best[following.count :]}
        alive = sorted(best[: following.count])
    return stopped, alive


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_who_goes_on_is_who_would_by_a_hand_count_over_full_curves(tiny_source, rule):
    search = search_of(tiny_source, space=RATES, trials=23, length=8)
    full = searched(search).records
    snapshot = searched(search.with_settings(stopping=rule))
    rungs = rule.rungs(23, 8)
    stopped, finalists = by_hand(full, rungs, 3)
    assert {n: rung for n, rung in enumerate(snapshot.stopped) if rung is not None} == stopped
    assert len(snapshot.audited) == round(rule.audited * len(stopped))
    assert set(snapshot.audited) <= set(stopped)
    for record, whole in zip(snapshot.records, full, strict=True):
        number = record.trial.number
        reach = 8 if number in (*finalists, *snapshot.audited) else rungs[stopped[number]].length
        assert record.step == 3 * reach
        np.testing.assert_array_equal(record.validation, whole.validation[:reach])
    ended = [full[n].accuracy for n in snapshot.audited]
    threshold = sorted((full[n].accuracy for n in finalists), reverse=True)[:FIRST][-1]
    cost = stopping_cost(snapshot)
    assert (cost.stopped, cost.finished, cost.first) == (len(stopped), len(ended), min(FIRST, len(finalists)))
    assert cost.missed == sum(accuracy > threshold for accuracy in ended)
    assert [record.trial.number for record in ranking(snapshot)[: len(finalists)]] == sorted(
        finalists, key=lambda n: (-full[n].accuracy, n)
    )


def test_who_is_finished_anyway_is_drawn_from_the_seed_not_from_results(tiny_source):
    rule = Halving(factor=2, first=1, finalists=2, finished_anyway=0.3)
    search = search_of(tiny_source, space=RATES, trials=40, stopping=rule)
    drawn = [searched(search.with_settings(round=round)).audited for round in range(3)]
    assert len({len(audited) for audited in drawn}) == 1
    assert len(set(drawn)) == 3


def test_trials_that_diverge_never_go_on_and_are_not_called_stopped(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=9, stopping=Halving(factor=2, first=1, finalists=2))
    trials = list(trials_of(search))
    wild = {1, 4, 5}
    for number in wild:
        run = replace(trials[number].run, optimizer=SGD(1000), initializer=Normal(100))
        trials[number] = replace(trials[number], run=run)
    snapshot = driven(Searching(search, Material.of(search).lessons(), trials))
    assert {record.trial.number for record in snapshot.records if record.diverged is not None} == wild
    assert all(snapshot.stopped[number] is None for number in wild) and wild.isdisjoint(snapshot.audited)
    assert {record.trial.number for record in ranking(snapshot)[-3:]} == wild
    assert snapshot.is_complete and sum(record.step == 18 for record in snapshot.records) >= 2


def test_the_order_of_the_work_does_not_matter(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=20, stopping=RULES["halving"])
    expected = searched(search)
    rng = np.random.default_rng(0)
    plan = Plan(search, trials_of(search), 10, 3)
    out, events = [], []
    while not plan.is_over:
        while (order := plan.next(rng.choice([1, 20, 1000]))) is not None:
            out.append(order)
        order = out.pop(rng.integers(len(out)))
        if rng.random() < 0.3:
            plan.give_back(order)
        else:
            plan.add(order, carry_out(order))
        events += plan.take_stock()
    assert_same(plan.records, expected.records)
    assert (plan.snapshot().stopped, plan.snapshot().audited) == (expected.stopped, expected.audited)
    assert events == [RungClimbed(k, rung.count) for k, rung in enumerate((*plan.rungs[1:], plan.rungs[-1]))]


def test_work_is_counted_in_whole_trainings_and_none_is_left_at_the_end(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=20, stopping=RULES["halving"])
    plan = Plan(search, trials_of(search), 10, 3)
    # 20 to 1 of 6 epochs, 10 to 2, 5 to 4, 2 to 6; of 10, 5 and 3 stopped, half go all the way
    expected = (20 + 10 + 5 * 2 + 2 * 2) / 6 + 0.5 * (10 * 5 + 5 * 4 + 3 * 2) / 6
    assert plan.remaining() == pytest.approx(expected)
    done = searched(search)
    assert done.remaining == 0 and done.done == pytest.approx(expected, rel=0.05)


def test_companies_are_small_enough_for_many_cores_and_follow_from_the_network_alone():
    lecture = RunConfiguration(hidden=(100,) * 6)
    assert company_size(lecture, 100, 784, 10) == 6
    assert company_size(RunConfiguration(hidden=(2000,) * 5), 100, 784, 10) == 1
    assert company_size(RunConfiguration(hidden=(5,)), 10, 8, 3) == MOST_COMPANY
