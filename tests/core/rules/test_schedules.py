"""What the schedules of the learning rate promise, and that a training goes by them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.configuration import DropoutPart
from core.rules.optimizers import SGD, AdaDelta, Adam, Momentum, optimizers
from core.rules.schedules import Constant, Cosine, Schedule, Steps, WarmUp, WarmUpCosine, schedules
from core.training.population import Population
from core.training.study import WeightDecay, names_of_runs
from tests.core.helpers import configurations, losses_of, name_of, race, small, theta_of, trained, trainer_of

# f(t, 8) for t = 1 … 8, worked out by hand
HALF = math.sqrt(0.5)
BY_HAND: dict[Schedule, list[float]] = {
    Constant(): [1] * 8,
    Steps(gamma=0.1, parts=4): [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001],
    Steps(gamma=0.5, parts=3): [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25],
    Cosine(end=0): [(1 + c) / 2 for c in (1, math.cos(math.pi / 8), HALF, math.sin(math.pi / 8))]
    + [(1 + c) / 2 for c in (0, -math.sin(math.pi / 8), -HALF, -math.cos(math.pi / 8))],
    WarmUp(share=0.5): [0.25, 0.5, 0.75, 1, 1, 1, 1, 1],
    WarmUp(share=0): [1] * 8,
    WarmUpCosine(share=0.5, end=0.2): [0.25, 0.5, 0.75, 1, 0.2 + 0.4 * (1 + HALF), 0.6, 0.2 + 0.4 * (1 - HALF), 0.2],
}
AFTERWARDS = {"constant": 1, "steps": 0.1**2, "cosine": 0, "warm_up": 1, "warm_up_cosine": 0}


def test_every_rule_has_been_worked_out_by_hand():
    assert {type(rule) for rule in BY_HAND} == set(schedules.classes())
    assert set(AFTERWARDS) == set(schedules)


@pytest.mark.parametrize("rule", BY_HAND, ids=str)
def test_the_factors_are_those_worked_out_by_hand(rule):
    assert [rule.factor(t, 8) for t in range(1, 9)] == pytest.approx(BY_HAND[rule], abs=1e-12)


@pytest.mark.parametrize("kind", schedules.classes(), ids=name_of)
@given(data=st.data(), steps=st.integers(1, 10_000))
def test_no_factor_is_above_one_or_below_zero(kind, data, steps):
    rule = data.draw(configurations(kind))
    t = data.draw(st.integers(1, 2 * steps))
    assert 0 <= rule.factor(t, steps) <= 1
    assert rule.factor(steps + t, steps) == rule.factor(steps, steps)  # the end lasts


@pytest.mark.parametrize("kind", schedules.classes(), ids=name_of)
def test_a_long_training_reaches_the_whole_rate_and_ends_where_the_rule_says(kind):
    factors = [kind().factor(t, 1000) for t in range(1, 1001)]
    assert max(factors) == 1
    assert factors[-1] == pytest.approx(AFTERWARDS[kind.key], abs=1e-5)
    assert kind.formula.startswith(r"\eta_t = \eta")


@pytest.mark.parametrize("kind", schedules.classes(), ids=name_of)
def test_a_training_of_one_step_can_be_scheduled(kind):
    assert kind().factor(1, 1) == 1


# In a training


def test_plain_descent_by_hand():
    """Every step of SGD is η f(t, T) g long, with the gradient g where the step begins."""
    rule = WarmUpCosine(share=0.25, end=0.1)
    run = small(optimizer=SGD(lr=0.3), schedule=rule)
    population = Population([(0, run)], 6, 3, 0, np.float64, steps=8)
    plain = Population([(0, small(optimizer=SGD(lr=0.3)))], 6, 3, 0, np.float64)
    rng = np.random.default_rng(1)
    for t in range(1, 11):  # two beyond the end
        x, labels = rng.standard_normal((12, 6)), rng.integers(0, 3, 12)
        before = population.network.theta.copy()
        plain.network.theta[...] = before
        plain.step(x, labels)
        population.step(x, labels)
        expected = rule.factor(t, 8) * (plain.network.theta - before)
        np.testing.assert_allclose(population.network.theta - before, expected, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("kind", optimizers.classes(), ids=name_of)
def test_a_scheduled_training_is_one_whose_rate_is_set_anew_before_every_step(kind, tiny_dataset):
    rule, length = Cosine(end=0.05), 25
    run = small(optimizer=kind(lr=0.05), decay=WeightDecay(strength=0.01), dropout=DropoutPart(ratio=0.2))
    scheduled = trained(race(run, replace(run, schedule=rule), length=length), tiny_dataset)
    by_hand = trainer_of(race(run, length=length), tiny_dataset)

    def turned(t: int) -> None:
        rate = 0.05 * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (t - 1) / length)))
        by_hand.change(0, replace(run, optimizer=kind(lr=rate)))

    turned(1)
    for report in by_hand.run():
        if report.whole and by_hand.history.step < length:
            turned(by_hand.history.step + 1)
    np.testing.assert_allclose(losses_of(scheduled, 1), losses_of(by_hand, 0), rtol=1e-6)
    np.testing.assert_allclose(theta_of(scheduled, 1), theta_of(by_hand, 0), rtol=1e-7, atol=1e-10)
    assert not np.allclose(losses_of(scheduled, 1), losses_of(scheduled, 0))


def test_a_rate_changed_on_the_way_is_scheduled_too(tiny_dataset):
    run = small(optimizer=SGD(lr=0.1), schedule=Steps(gamma=0.5, parts=2))
    trainer = trainer_of(race(run, length=4), tiny_dataset)
    faster = replace(run, optimizer=SGD(lr=0.4))
    (population,) = trainer.populations
    used = []
    for report in trainer.run():
        if report.whole:
            used.append(population.rates(0)["lr"])
            if trainer.history.step == 1:
                assert run.can_become(faster)
                trainer.change(0, faster)
    assert used == pytest.approx([0.1, 0.4, 0.2])  # the last step is reported with the measurement after it


def test_a_constant_rate_multiplies_nothing():
    population = Population([(0, small(optimizer=Adam(lr=0.1)))], 6, 3, 0, steps=10)
    population.updates = 5
    assert population.rates(0) is population._hyperparameters[0]


def test_runs_are_named_by_their_schedules_where_these_differ():
    runs = [
        small(),
        small(schedule=Cosine()),
        small(schedule=Steps()),
        small(schedule=WarmUp(share=0.2), optimizer=SGD()),
    ]
    names = [", ".join(map(str, name)) for name in names_of_runs(runs)]
    assert names == ["constant rate", "cosine r 0", "step decay γ 0.1", "warm-up w 0.2"]
    assert names_of_runs(runs[:1]) == [("plain",)]


@pytest.mark.parametrize("optimizer", [Momentum(), AdaDelta()], ids=name_of)
def test_a_schedule_is_no_structure(optimizer):
    run = small(optimizer=optimizer)
    assert run.structure == replace(run, schedule=Cosine()).structure
    assert not run.can_become(replace(run, schedule=Cosine()))
