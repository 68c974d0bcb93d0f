"""The search against the textbook's loop, against itself with early stopping, and on one thread and two.

784-100×6-10, ReLU, He, SGD; 500 images, a fifth for validation, batch 100, 50 epochs, both accuracies every epoch.  The
textbook's loop is long, so that in each round it trains a tenth of the hundred trials; each of them costs it the same.
"""

from __future__ import annotations

import time
from contextlib import closing, contextmanager, nullcontext

import numpy as np
import pytest

from app.start.cluster import workers_at
from app.start.render import prepared
from app.start.workers import PROCESSES, workers_named
from app.tabs.search.exhibit import rendering_of
from core.jobs import Job
from core.scenes import Scene
from core.search.crown import crown_test, standard_error
from core.search.ranking import ranking
from core.search.searching import prepare
from core.search.stopping import Halving
from core.search.study import Search, SearchSettings
from tests.benchmarks import textbook
from tests.core.helpers import until

ROUNDS, PART = 3, 10
SEEDS = range(5)
EXECUTORS = ("threads", "processes", "a cluster")


def searched(search, workers=2):
    """Return seconds and results of a search in threads."""
    start = time.perf_counter()
    (task,) = prepare(search, workers=workers)
    for _ in task.run():
        pass
    return time.perf_counter() - start, task.snapshot()


def rendered(search):
    """Return seconds and results of a search as it is rendered where nobody is named to work, with their start."""
    start = time.perf_counter()
    workers = workers_named(PROCESSES)
    with closing(workers):
        (task,) = prepared(rendering_of(Scene("search", "Search", "search", search)), workers)
        for _ in task.run():
            pass
    return time.perf_counter() - start, task.snapshot().snapshot


def test_a_search_takes_an_eighth_of_the_textbook_s_time_and_a_twentieth_with_halving(benchmark, report, mnist):
    search = Search()
    halving = search.with_settings(stopping=Halving())
    ratios, halved, seconds, gaps = [], [], [], []

    def one_round():
        start = time.perf_counter()
        textbook.search(mnist.train.images, mnist.train.labels, PART, len(ratios))
        plain = (time.perf_counter() - start) * search.count / PART
        full, results = rendered(search)
        short, early = rendered(halving)
        best, found = ranking(results)[0].accuracy, ranking(early)[0].accuracy
        seconds.append((plain, full, short))
        ratios.append(full / plain)
        halved.append(short / plain)
        gaps.append((best - found) / standard_error(best, 100))

    rendered(search.with_settings(trials=10))
    benchmark.pedantic(one_round, rounds=ROUNDS)
    times = dict(zip(("textbook", "search", "halving"), np.median(seconds, axis=0).round(1).tolist(), strict=True))
    report("100 trials / textbook's loop", np.median(ratios), 1 / 8, **times)
    report("the same with halving / textbook's loop", np.median(halved), 1 / 20)
    report("Best-1 behind that of the full search, standard errors", max(gaps), 1)
    assert np.median(ratios) <= 1 / 8
    assert np.median(halved) <= 1 / 20
    assert max(gaps) <= 1


def test_the_best_of_a_search_is_as_good_as_the_textbook_s(benchmark, report, mnist):
    """Takes some eight minutes: the textbook's loop to its end, with five seeds, two at a time."""
    plain, ours = [], []

    def one_round():
        images, labels = mnist.train.images[:500], mnist.train.labels[:500]
        with processes() as (pool, _):
            found = [pool.submit(textbook.search, images, labels, 100, seed) for seed in SEEDS]
            plain.extend(float(max(each.result())) for each in found)
        for seed in SEEDS:
            _, results = rendered(Search(SearchSettings(seed=seed)))
            ours.append(float(ranking(results)[0].accuracy))

    benchmark.pedantic(one_round, rounds=1)
    lists = {"textbook": sorted(plain), "search": sorted(ours)}
    report(f"best of 100 trials, five seeds, median of {lists}", np.median(ours), (min(plain), max(plain)), **lists)
    assert min(plain) <= np.median(ours) <= max(plain)


def test_two_threads_search_faster_than_one(benchmark, report):
    search = Search(SearchSettings(trials=50, length=20))
    ratios, rates = [], []

    def one_round():
        one, two = searched(search, 1)[0], searched(search, 2)[0]
        ratios.append(one / two)
        rates.append(search.count * 80 / two)

    searched(search)
    benchmark.pedantic(one_round, rounds=7)
    report("two threads / one thread", np.median(ratios), 1.7, steps_per_second=float(np.median(rates)))
    assert np.median(ratios) >= 1.7


@contextmanager
def processes():
    workers = workers_named(PROCESSES)
    with closing(workers):
        yield workers.executor, workers.count


@contextmanager
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        workers = workers_at(running.scheduler_address.replace("tcp://", "dask://"))
        with closing(workers):
            yield workers.executor, workers.count


@pytest.mark.filterwarnings("ignore")  # those of Dask are its own
@pytest.mark.parametrize("executor", [lambda: nullcontext((None, 2)), processes, cluster], ids=EXECUTORS)
def test_a_stop_is_done_at_once_whoever_does_the_work(benchmark, report, executor, request):
    milliseconds = []

    def one_round(executor, workers):
        job = Job(lambda: prepare(Search(), executor=executor, workers=workers), name="job-search")
        job.run()
        until(lambda: (update := job.take()) is not None and any(s and s.done for s in update.snapshots), 60)
        start = time.perf_counter()
        job.stop()
        until(lambda: job.state.is_over)
        milliseconds.append(1000 * (time.perf_counter() - start))
        job.close()

    with executor() as place:
        benchmark.pedantic(one_round, place, rounds=9)
    report(f"stop of a search done by {request.node.callspec.id}, ms, at most", max(milliseconds), 200)
    assert max(milliseconds) <= 200


def test_a_crown_is_tested_in_a_moment(benchmark, report):
    right = np.random.default_rng(0).random((100, 100)) < 0.75
    benchmark.pedantic(crown_test, (right,), rounds=30, warmup_rounds=3)
    milliseconds = benchmark.stats.stats.median * 1000
    report("crown test of 100 trials, 100 images, 1,000 draws, ms", milliseconds, 50)
    assert milliseconds <= 50
