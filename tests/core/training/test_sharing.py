"""How the steps of one trainer are shared out among threads: evenly, in step, to the same bits, and without a trace."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jobs import Job, State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import Tanh
from core.rules.optimizers import SGD, Adam, Momentum
from core.training import trainer
from core.training.study import RunConfiguration, WeightDecay
from core.training.trainer import Population, prepare, shares
from tests.core.helpers import losses_of, race, small, theta_of, until

RUNS = (
    small(optimizer=Adam(lr=0.01)),
    small(optimizer=SGD(lr=0.1)),
    small(dropout=DropoutPart(ratio=0.1)),
    small(optimizer=Momentum(lr=0.05), decay=WeightDecay(strength=0.03)),
    small(dropout=DropoutPart(ratio=0.4), optimizer=Adam(lr=0.01)),
    small(batch_norm=BatchNorm(place="before")),
    small(activation=Tanh()),
)


@pytest.fixture(autouse=True)
def however_small(monkeypatch):
    """Share out the work of networks that are quick to train as well."""
    monkeypatch.setattr(trainer, "WORTH_A_THREAD", 1)


@pytest.mark.parametrize("count", range(1, len(RUNS) + 1))
@pytest.mark.parametrize("workers", [2, 3, 16])
def test_any_number_of_threads_trains_to_the_same_bits(tiny_dataset, count, workers, monkeypatch):
    experiment = race(*RUNS[:count], evaluate_every=7)
    threads: set[int] = set()
    step = Population.step

    def seen(self, *args):
        threads.add(threading.get_ident())
        return step(self, *args)

    (one,) = prepare(experiment, 1, tiny_dataset)
    (many,) = prepare(experiment, workers, tiny_dataset)
    for _ in one.run():
        pass
    monkeypatch.setattr(Population, "step", seen)
    for _ in many.run():
        pass
    assert len(threads) == min(count, workers)
    assert sorted(many.places) == list(range(count))
    for place in range(count):
        assert np.array_equal(losses_of(many, place), losses_of(one, place))
        assert np.array_equal(theta_of(many, place), theta_of(one, place))
        for name, accuracy in one.snapshot().accuracy.items():
            columns = (accuracy[:, one.places.index(place)], many.snapshot().accuracy[name])
            assert np.array_equal(columns[0], columns[1][:, many.places.index(place)], equal_nan=True)


widths = st.lists(st.integers(1, 300), min_size=1, max_size=3).map(tuple)
some_runs = st.lists(st.builds(RunConfiguration, hidden=widths, optimizer=st.sampled_from([SGD(), Adam()])), min_size=1)


@given(runs=some_runs, count=st.integers(1, 9))
def test_every_run_goes_to_one_thread_and_no_thread_is_without(runs, count):
    members = list(enumerate(runs))
    found = shares(members, count, 784, 100)
    assert sorted(place for share in found for place, _ in share) == list(range(len(runs)))
    assert all(members[place] == (place, run) for share in found for place, run in share)
    assert len(found) == min(count, len(runs)) and all(found)


def test_runs_are_shared_out_so_that_threads_take_about_as_long():
    def sizes(*runs: RunConfiguration) -> list[list[int]]:
        return [[place for place, _ in share] for share in shares(list(enumerate(runs)), 2, 784, 128)]

    small, large = RunConfiguration(hidden=(50,)), RunConfiguration(hidden=(150,))
    assert sizes(small, small, small, small) == [[0, 2], [1, 3]]
    assert sizes(small, large, small, small) == [[1], [0, 2, 3]]
    slow, quick = RunConfiguration(optimizer=Adam()), RunConfiguration(optimizer=SGD())
    assert sizes(slow, slow, quick, quick) == [[0, 2], [1, 3]]


def test_fewer_threads_do_a_step_with_little_to_do(monkeypatch):
    monkeypatch.setattr(trainer, "WORTH_A_THREAD", 20_000_000)
    run = RunConfiguration(hidden=(100,) * 4)  # 14 million weights times examples
    threads = [len(shares(list(enumerate([run] * count)), 2, 784, 128)) for count in (1, 2, 3, 7)]
    assert threads == [1, 1, 2, 2]
    assert len(shares(list(enumerate([RunConfiguration(hidden=(500,))] * 2)), 2, 784, 128)) == 2


def mates() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "job-mate"]


@pytest.mark.parametrize("ending", ["stop", "stop when paused", "close", "end"])
def test_a_job_leaves_no_thread_however_it_ends(tiny_dataset, ending):
    length = 30 if ending == "end" else 1_000_000
    job = Job(lambda: prepare(race(*RUNS, length=length, evaluate_every=10_000), 3, tiny_dataset))
    job.run()
    if ending == "end":
        until(lambda: job.state is State.FINISHED)
    else:
        until(lambda: len(mates()) == 2)
    if ending == "stop when paused":
        job.pause()
    if ending == "close":
        assert job.close()
        assert not mates()
    else:
        job.stop()
        until(lambda: not mates())
    assert job.close()


def test_a_training_given_up_in_the_middle_leaves_no_thread(tiny_dataset):
    (given_up,) = prepare(race(*RUNS), 3, tiny_dataset)
    for report in given_up.run():
        if report.whole:
            assert len(mates()) == 2
            break
    until(lambda: not mates())


def test_a_step_that_fails_in_another_thread_ends_the_job_with_its_error(tiny_dataset, monkeypatch):
    def fail(self, *args):
        if threading.current_thread().name == "job-mate":
            raise MemoryError("no room there")
        time.sleep(0)
        return np.zeros(len(self.runs), np.float32)

    monkeypatch.setattr(Population, "step", fail)
    (failing,) = prepare(race(*RUNS), 2, tiny_dataset)
    with pytest.raises(MemoryError, match="no room there"):
        for _ in failing.run():
            pass
    assert not mates()
