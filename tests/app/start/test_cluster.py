"""What workers elsewhere promise: the same figures from a real cluster, one worker of which is killed on the way."""

from __future__ import annotations

import os
import signal
import warnings
from dataclasses import replace

import pytest

from app.start.cluster import workers_at
from core.config.words import LabError
from core.search.ranking import line, ranking
from core.search.searching import ExecutorLost, prepare
from core.search.space import usual
from tests.core.search.helpers import assert_same, search_of, searched

pytestmark = pytest.mark.filterwarnings("ignore")  # those of Dask are its own

RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two worker processes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
            yield running


@pytest.fixture
def workers(cluster):
    found = workers_at(cluster.scheduler_address.replace("tcp://", "dask://"))
    yield found
    found.close()


def test_a_cluster_comes_to_the_same_ranking_as_threads(tiny_source, workers):
    search = search_of(tiny_source, space=RATES, trials=30)
    assert workers.count == 2
    there, here = searched(search, executor=workers.executor, workers=workers.count), searched(search)
    assert_same(there.records, here.records)
    assert [line(search, r, 1) for r in ranking(there)] == [line(search, r, 1) for r in ranking(here)]


def test_a_worker_that_is_killed_costs_its_orders_only(tiny_source, workers):
    search = search_of(tiny_source, space=(), draw="own", trials=30, length=100)
    victim = workers.executor.submit(os.getpid).result(30)
    task = prepare(search, executor=workers.executor, workers=workers.count)[0]
    events, killed = [], False
    for report in task.run():
        events += report.events
        if report.whole and not killed:
            os.kill(victim, signal.SIGKILL)
            killed = True
    assert killed and not any(isinstance(event, ExecutorLost) for event in events)
    assert_same(task.snapshot().records, searched(search).records)


def test_a_stop_leaves_the_cluster_to_others(tiny_source, workers):
    reports = prepare(
        search_of(tiny_source, space=RATES, trials=200, length=500), executor=workers.executor, workers=workers.count
    )[0].run()
    next(reports)
    reports.close()
    assert workers.executor.submit(os.getpid).result(60) != os.getpid()


@pytest.mark.parametrize("address", ["", "dask://", "dask://host", "tcp://127.0.0.1:8786", "dask://127.0.0.1:x"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(LabError, match="expected dask://HOST:PORT"):
        workers_at(address)


def test_a_scheduler_that_does_not_answer_gives_one_sentence(monkeypatch):
    monkeypatch.setattr("app.start.cluster.PATIENCE", 0.2)
    with pytest.raises(LabError, match=r"no scheduler answers at dask://127\.0\.0\.1:1: "):
        workers_at("dask://127.0.0.1:1")
