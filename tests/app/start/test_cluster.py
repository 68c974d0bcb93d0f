"""What workers elsewhere promise: the same figures from a real cluster, one worker of which is killed on the way."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import warnings
from dataclasses import replace
from unittest.mock import patch

import pytest

from app.start.cluster import workers_at
from app.start.render import render
from core.config.words import LabError
from core.scenes import Scene
from core.search.ranking import line, ranking
from core.search.searching import ExecutorLost, prepare
from core.search.space import usual
from tests.app.helpers import tiny_scene
from tests.core.helpers import until
from tests.core.search.helpers import assert_same, search_of, searched
from tests.core.search.test_searching import SEARCHES

pytestmark = pytest.mark.filterwarnings("ignore")  # those of Dask are its own

RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
THREADS_OF_BLAS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "2")
"""How workers are started that nobody has told better."""


def started_cluster(workers=2):
    """Return a scheduler and worker processes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with patch.dict(os.environ, THREADS_OF_BLAS):
            return LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)


def address_of(cluster):
    return cluster.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture(scope="module")
def cluster():
    with started_cluster() as running:
        yield running


@pytest.fixture
def workers(cluster):
    found = workers_at(address_of(cluster))
    yield found
    found.close()


@pytest.mark.parametrize("settings", SEARCHES.values(), ids=SEARCHES)
def test_a_cluster_comes_to_the_same_ranking_as_threads(tiny_source, workers, settings):
    search = search_of(tiny_source, **settings)
    assert workers.count == 2
    there, here = searched(search, executor=workers.executor, workers=workers.count), searched(search)
    assert_same(there.records, here.records)
    assert (there.stopped, there.audited) == (here.stopped, here.audited)
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


def test_workers_use_one_blas_thread_whatever_they_were_started_with(workers):
    assert workers.executor.submit(threads_of_blas).result(30) == [1]
    assert workers.executor.submit(max, 3, 7, key=lambda value: -value).result(30) == 3


def threads_of_blas():
    import numpy  # noqa: F401 - so that there is one
    from threadpoolctl import threadpool_info

    return [library["num_threads"] for library in threadpool_info()]


# Rendering a scene


def files_of(folder):
    """Return the results that were written."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith((".csv", ".results.json"))}


@pytest.fixture
def scene(tiny_source):
    return Scene("tiny", "Tiny", "search", search_of(tiny_source, space=(), draw="own", trials=30, length=60))


@pytest.fixture
def rendered_here(scene, tmp_path, capsys):
    """The files that threads of this process write."""
    assert render(scene, tmp_path / "here") == 0
    capsys.readouterr()
    return files_of(tmp_path / "here")


def in_the_middle(cluster, act):
    """Do something once the cluster is at work; return the thread that waits for it."""
    tasks = cluster.scheduler.tasks

    def wait():
        until(lambda: any(task.state == "memory" for task in list(tasks.values())), 60)
        act()

    waiting = threading.Thread(target=wait, name="in the middle")
    waiting.start()
    return waiting


def test_a_scene_is_rendered_by_workers_elsewhere_as_it_is_here(cluster, scene, rendered_here, tmp_path, capsys):
    assert render(scene, tmp_path / "there", address_of(cluster)) == 0
    assert capsys.readouterr().err == ""
    assert files_of(tmp_path / "there") == rendered_here


def test_a_worker_that_is_killed_in_the_middle_of_rendering_changes_nothing(
    cluster, workers, scene, rendered_here, tmp_path, capsys
):
    victim = workers.executor.submit(os.getpid).result(30)
    waiting = in_the_middle(cluster, lambda: os.kill(victim, signal.SIGKILL))
    assert render(scene, tmp_path / "there", address_of(cluster)) == 0
    waiting.join()
    assert capsys.readouterr().err == "" and files_of(tmp_path / "there") == rendered_here


@pytest.mark.parametrize("lost", ["all workers", "the scheduler"])
def test_when_the_cluster_is_lost_threads_go_on_and_one_line_says_so(
    lost, scene, rendered_here, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("app.start.cluster.LOOK_EVERY", 0.05)
    monkeypatch.setattr("app.start.cluster.GRACE", 0.2)
    with started_cluster() as cluster:
        waiting = in_the_middle(cluster, lambda: cluster.scale(0) if lost == "all workers" else cluster.close())
        assert render(scene, tmp_path / "there", address_of(cluster)) == 0
        waiting.join()
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("dnnlab: the workers are lost (") and "threads" in told
    assert files_of(tmp_path / "there") == rendered_here


def test_what_is_no_search_is_not_given_away(cluster, tmp_path, capsys):
    assert render(tiny_scene(), tmp_path / "there", address_of(cluster)) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "only a search" in told and "--executor" in told
    assert not (tmp_path / "there").exists()


def test_a_cluster_that_cannot_be_reached_is_told_along_with_the_way_to_go_on(scene, tmp_path, capsys):
    assert render(scene, tmp_path, "dask://127.0.0.1:1") == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "no scheduler answers" in told and "without --executor" in told
    assert list(tmp_path.iterdir()) == []


# Addresses


@pytest.mark.parametrize(
    "address",
    ["", "dask://", "dask://host", "tcp://127.0.0.1:8786", "dask://127.0.0.1:x", "dask://:8786", "dask://host:65536"],
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(LabError, match="expected dask://HOST:PORT"):
        workers_at(address)


@pytest.mark.parametrize("address", ["dask://127.0.0.1:1", "dask://[::1]:1", "dask://nowhere.invalid:8786"])
def test_a_scheduler_that_is_not_there_gives_one_sentence(address):
    with pytest.raises(LabError, match=re.escape(f"no scheduler answers at {address}: ") + ".+"):
        workers_at(address)


def test_one_who_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("app.start.cluster.PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"dask://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(LabError, match=f"no scheduler answers at {address}: no answer"):
            workers_at(address)


def test_a_worker_is_no_scheduler(cluster):
    address = next(iter(cluster.scheduler.workers)).replace("tcp://", "dask://")
    with pytest.raises(LabError, match=f"what answers at {address} is no Dask scheduler"):
        workers_at(address)


def test_a_scheduler_without_workers_is_told_at_once():
    with started_cluster(0) as cluster, pytest.raises(LabError, match="has no workers"):
        workers_at(address_of(cluster))
