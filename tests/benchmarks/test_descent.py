"""Paths on a surface: all at once against plain Python loops, and a map against its settings one by one."""

import math

import numpy as np
import pytest

from core.descent.surfaces import Beale, Valley
from core.descent.sweep import Sweep
from core.descent.trajectory import trace
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp, optimizers
from tests.benchmarks.contestants import Contestant

RULES = [SGD(0.95), Momentum(0.1), Nesterov(0.1), AdaGrad(1.5), RMSProp(0.1), Adam(0.3)]
STEPS = 1000
SIZE, SWEPT, SAMPLE = 200, 50, 20


class Traced(Contestant):
    """Six rules from some starts, a thousand steps each, as the window gets them, with all that is kept of them."""

    def __init__(self, starts):
        self.starts = starts

    def work(self):
        trace(Valley(), RULES, self.starts, STEPS)


class PlainLoops(Contestant):
    """The same paths in plain Python, points alone: one number after the other, the formulas written out."""

    def __init__(self, starts):
        self.starts = starts

    def work(self):
        for rule in RULES:
            for start in self.starts:
                self._walk(rule, *start)

    def _walk(self, rule, x, y):
        points = [(x, y)]
        a = [0.0, 0.0]
        b = [0.0, 0.0]
        h = rule.hyperparameters()
        lr = h["lr"]
        for t in range(1, STEPS + 1):
            w = [x, y]
            for k, g in enumerate((x / 10, 2 * y)):
                match rule:
                    case SGD():
                        w[k] -= lr * g
                    case Momentum():
                        a[k] = h["momentum"] * a[k] - lr * g
                        w[k] += a[k]
                    case Nesterov():
                        a[k] = h["momentum"] * a[k] - lr * g
                        w[k] += h["momentum"] * a[k] - lr * g
                    case AdaGrad():
                        a[k] += g * g
                        w[k] -= lr * g / (math.sqrt(a[k]) + h["epsilon"])
                    case RMSProp():
                        a[k] = h["rho"] * a[k] + (1 - h["rho"]) * g * g
                        w[k] -= lr * g / (math.sqrt(a[k]) + h["epsilon"])
                    case Adam():
                        a[k] = h["beta1"] * a[k] + (1 - h["beta1"]) * g
                        b[k] = h["beta2"] * b[k] + (1 - h["beta2"]) * g * g
                        m, v = a[k] / (1 - h["beta1"] ** t), b[k] / (1 - h["beta2"] ** t)
                        w[k] -= lr * m / (math.sqrt(v) + h["epsilon"])
            x, y = w
            points.append((x, y))
        return points


class Swept(Contestant):
    """A map of 200 × 200 settings."""

    def __init__(self, rule):
        self.rule = rule

    def work(self):
        for _ in Sweep(Beale(), self.rule, Beale.start, SWEPT, size=SIZE).run():
            pass


class OneByOne(Contestant):
    """A few settings of the same map, each traced alone."""

    def __init__(self, rule):
        image = Sweep(Beale(), rule, Beale.start, SWEPT, size=SIZE).snapshot()
        places = np.random.default_rng(0).integers(0, SIZE, (SAMPLE, 2))
        self.rules = [image.setting(row, column)[0] for row, column in places]

    def work(self):
        for rule in self.rules:
            trace(Beale(), [rule], [Beale.start], SWEPT)


@pytest.mark.parametrize(("starts", "bound"), [(1, 8.0), (8, 1.2)])
def test_six_rules_walk_a_thousand_steps_in_few_times_plain_python_and_more_starts_cost_little(
    race, report, starts, bound
):
    places = [(-7.0 + n / 4, 2.0 - n / 8) for n in range(starts)]
    seconds = race({"traced": Traced(places), "plain": PlainLoops(places)}, rounds=15)
    ratio = np.median(seconds["traced"] / seconds["plain"])
    milliseconds = {name: float(np.median(times) * 1e3) for name, times in seconds.items()}
    text = f"6 rules × 1,000 steps from {starts}: traced ({milliseconds['traced']:.0f} ms) / plain Python"
    report(text, ratio, bound, **milliseconds)
    assert ratio <= bound


@pytest.mark.parametrize("kind", optimizers.classes(), ids=lambda kind: kind.key)
def test_a_map_costs_a_fiftieth_of_its_settings_traced_one_by_one(race, report, kind):
    rule = Beale().usual(kind)
    seconds = race({"swept": Swept(rule), "alone": OneByOne(rule)}, rounds=5)
    ratio = np.median(seconds["alone"] / SAMPLE * SIZE**2 / seconds["swept"])
    whole = float(np.median(seconds["swept"]) / SWEPT * 200)
    report(f"{rule.label}: one by one / map (200 steps of it: {whole:.2f} s)", ratio, 50)
    assert ratio >= 50
