"""Sixteen runs trained side by side: what the second thread brings."""

import numpy as np

from core.rules.optimizers import SGD

RUNS, BLOCK = 16, 5


def test_two_threads_train_sixteen_runs_faster_than_one(race, report, training):
    one = training(SGD(), BLOCK, RUNS)
    two = training(SGD(), BLOCK, RUNS, workers=2)
    seconds = race({"one": one, "two": two}, rounds=60)
    ratio = np.median(seconds["one"] / seconds["two"])
    rates = {name: RUNS * BLOCK / float(np.median(times)) for name, times in seconds.items()}
    report("16 runs, two threads / one thread", ratio, 1.6, **rates)
    assert ratio >= 1.6
