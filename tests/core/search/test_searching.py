"""What a search promises as work: the same results whoever does it, and nothing lost when it is stopped or fails."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from core.config.words import LabError
from core.cores import cores
from core.data.datasets import Examples, NPZFiles
from core.jobs import Failed, Job, State
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import Adam
from core.search.choosing import Grid, Halton
from core.search.lessons import Material
from core.search.plan import MOST_COMPANY, RungClimbed
from core.search.ranking import bands, line, ranking
from core.search.searching import ExecutorLost, Lost, Searching, operations, prepare, prepare_once_more
from core.search.space import BATCH, LAYERS, NODES, OnOff, Range, usual
from core.search.stopping import Halving
from core.search.study import TimeLimit
from core.search.trials import records_from_plain, trials_of
from core.training.study import RunConfiguration
from tests.core.helpers import until
from tests.core.search.helpers import assert_same, driven, search_of, searched, taught

PATIENCE = 10.0
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
MIXED = (
    *RATES,
    Range(NODES, 3, 9, False),
    Range(LAYERS, 1, 3, False),
    Range(BATCH, 10, 30, False),
    OnOff("batch_norm"),
)
SEARCHES = {
    "plain": {"space": RATES, "trials": 23},
    "halving": {"space": RATES, "trials": 30, "stopping": Halving(first=1, factor=2, finalists=3)},
    "structures": {"space": MIXED, "way": Halton(), "trials": 16},
    "own": {"space": (), "draw": "own", "trials": 5},
    "steps": {"space": RATES, "unit": "steps", "length": 11, "stopping": Halving(first=2, finalists=2)},
}


@pytest.fixture(scope="module")
def processes():
    """Two processes that have nothing of this one."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("settings", SEARCHES.values(), ids=SEARCHES)
@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_the_number_of_threads_changes_no_bit(tiny_source, settings, workers):
    search = search_of(tiny_source, **settings)
    alone = [taught(search, [trial])[0] for trial in trials_of(search)]
    snapshot = searched(search, workers=workers)
    for record, whole in zip(snapshot.records, alone, strict=True):
        count = len(record.steps)
        assert count == len(whole.steps) or snapshot.stopped[record.trial.number] is not None
        for name in ("steps", "train", "validation", "loss"):
            np.testing.assert_array_equal(getattr(record, name), getattr(whole, name)[:count])
    assert snapshot.is_complete and snapshot.left == 0


@pytest.mark.parametrize("settings", SEARCHES.values(), ids=SEARCHES)
def test_other_processes_come_to_the_same_bits(tiny_source, processes, settings):
    search = search_of(tiny_source, **settings)
    there, here = searched(search, executor=processes, workers=2), searched(search)
    assert_same(there.records, here.records)
    assert there.stopped == here.stopped and there.audited == here.audited
    assert [line(search, r, 1) for r in ranking(there)] == [line(search, r, 1) for r in ranking(here)]


def test_processes_train_with_one_thread_of_blas(processes):
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    assert [processes.submit(os.getenv, name).result() for name in names] == ["1"] * 3


def test_as_many_are_trained_at_a_time_as_there_are_workers(tiny_source):
    workers = 8
    barrier, met = threading.Barrier(workers), set()

    class Meeting(Examples):
        """Images of which nobody gets any before as many ask as there are workers."""

        def gather(self, *args, **kwargs):
            if threading.get_ident() not in met:
                met.add(threading.get_ident())
                barrier.wait(PATIENCE)
            return super().gather(*args, **kwargs)

    search = search_of(tiny_source, draw="own", space=(), trials=workers)  # each in a company of its own
    lessons = Material.of(search).lessons()
    images = Meeting(lessons.images.images, lessons.images.labels)
    snapshot = driven(Searching(search, replace(lessons, images=images), workers=workers))
    assert len(met) == workers and snapshot.is_complete
    assert cores() >= 1


class Silent(Executor):
    """Never answers, whatever is asked."""

    def __init__(self):
        self.futures = []

    def submit(self, *args, **kwargs):
        self.futures.append(Future())
        self.futures[-1].set_running_or_notify_cancel()
        return self.futures[-1]


def test_elsewhere_nobody_waits_for_the_next_order(tiny_source):
    silent = Silent()
    reports = prepare(search_of(tiny_source, draw="own", space=(), trials=40), executor=silent, workers=16)[0].run()
    next(reports)
    reports.close()
    assert len(silent.futures) == 32


# Stopping and going on


def run_for(task: Searching, answers: int) -> None:
    """Drive a task until so many orders have been carried out, then stop it as a job does."""
    reports = task.run()
    for report in reports:
        answers -= report.whole
        if not answers:
            break
    reports.close()


@pytest.mark.parametrize("name", ["plain", "halving", "structures"])
@pytest.mark.parametrize("answers", [1, 3, 6])
def test_a_search_that_is_stopped_and_continued_loses_nothing(tiny_source, name, answers):
    search = search_of(tiny_source, **SEARCHES[name])
    task = prepare(search)[0]
    run_for(task, answers)
    half = task.snapshot()
    rest = prepare(search, known=half)[0]
    assert rest.snapshot().done == pytest.approx(half.done)
    whole, expected = driven(rest), searched(search)
    assert_same(whole.records, expected.records)
    assert (whole.stopped, whole.audited) == (expected.stopped, expected.audited)
    assert_same(half.records, task.snapshot().records)


def test_a_search_that_is_reopened_from_a_file_loses_nothing(tiny_source):
    search = search_of(tiny_source, **SEARCHES["halving"])
    task = prepare(search)[0]
    run_for(task, 5)
    half = task.snapshot()
    read = records_from_plain(search, [record.to_plain() for record in half.records])
    assert_same(read, half.records)
    whole = searched(search, known=replace(half, records=read))
    assert_same(whole.records, searched(search).records)


def test_more_trials_are_trained_beside_those_that_are_known(tiny_source):
    small, large = (search_of(tiny_source, space=RATES, trials=trials) for trials in (10, 25))
    known = searched(small)
    task = prepare(large, known=known)[0]
    assert task.snapshot().done == 10
    assert all(a is b for a, b in zip(task.snapshot().records, known.records, strict=False))
    assert_same(driven(task).records, searched(large).records)


@pytest.mark.parametrize("change", [{"train_size": 90}, {"seed": 1}, {"round": 1}])
def test_results_of_another_search_are_not_taken_over(tiny_source, change):
    search = search_of(tiny_source, space=RATES)
    task = prepare(search.with_settings(**change), known=searched(search))[0]
    assert task.snapshot().done == 0


def test_stopped_trials_can_be_finished_later(tiny_source):
    halved = search_of(tiny_source, **SEARCHES["halving"])
    known = searched(halved)
    never = search_of(tiny_source, **{**SEARCHES["halving"], "stopping": search_of(tiny_source).settings.stopping})
    assert_same(searched(never, known=known).records, searched(never).records)


def test_a_stop_forgets_what_is_being_worked_on_and_waits_for_nobody(tiny_source):
    silent = Silent()
    job = Job(lambda: prepare(search_of(tiny_source), executor=silent, workers=2), name="job-silent")
    job.run()
    until(lambda: silent.futures)
    job.stop()
    assert job.close(1.0)
    assert job.state is State.STOPPED and not any(future.done() for future in silent.futures)


def test_a_job_drives_a_search_pauses_and_stops_it(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=200, length=40)
    job = Job(lambda: prepare(search), name="job-search")
    job.run()
    snapshots = []

    def looked() -> bool:
        update = job.take()
        if update:
            snapshots.extend(update.snapshots)
        return bool(snapshots) and snapshots[-1] is not None and snapshots[-1].done > 0

    until(looked)
    job.pause()
    until(lambda: (update := job.take()) is not None and update.state is State.PAUSED)
    job.run()
    job.stop()
    assert job.close(2.0) and job.state is State.STOPPED
    until(lambda: not [t for t in threading.enumerate() if t.name.startswith("search")])


def test_data_that_cannot_be_read_fail_with_the_place():
    job = Job(lambda: prepare(search_of(NPZFiles("/nowhere.npz"))), name="job-search")
    job.run()
    until(lambda: job.state.is_over)
    (failed,) = job.take().events
    job.close()
    assert isinstance(failed, Failed) and failed.error.field == "data.train"


def test_data_that_a_worker_cannot_read_are_told(tiny_source, tmp_path, processes):
    search = search_of(NPZFiles(str(tmp_path / "not there.npz")))
    with pytest.raises(LabError) as error:
        driven(Searching(search, Material.of(search_of(tiny_source)).lessons(), executor=processes, workers=2))
    assert error.value.field == "data.train"


# Time


class Clock:
    """A clock that goes one second further each time it is looked at."""

    def __init__(self):
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_time_is_up_when_the_limit_is_reached_and_what_is_left_can_be_continued(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=60, limit=TimeLimit(2))
    task = Searching(search, Material.of(search).lessons(), workers=1, clock=Clock())
    snapshot = driven(task)  # two looks, in each of which one order at most has been carried out, of three companies
    assert snapshot.seconds == 2 and snapshot.left == 0
    assert snapshot.remaining >= 20 and snapshot.done + snapshot.remaining == pytest.approx(60)
    without = search.with_settings(limit=None)
    assert_same(searched(without, known=snapshot).records, searched(without).records)


def test_a_pause_is_no_time_of_work(tiny_source):
    clock = Clock()
    search = search_of(tiny_source, space=RATES, trials=3)
    task = Searching(search, Material.of(search).lessons(), clock=clock)
    looks = 0
    for _ in task.run():
        clock.now += 1000
        looks += 1
    assert task.snapshot().seconds == looks


def test_the_time_left_is_foretold_from_what_is_done(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=30)
    task = Searching(search, Material.of(search).lessons(), clock=Clock())
    assert task.snapshot().left is None
    for _ in task.run():
        snapshot = task.snapshot()
        if snapshot.done:
            assert snapshot.left == pytest.approx(snapshot.seconds * snapshot.remaining / snapshot.done)
            assert snapshot.done + snapshot.remaining == pytest.approx(30)


def test_the_work_of_a_search_is_counted_as_three_products_a_layer_and_step(tiny_source):
    settings = {"space": (), "draw": "own", "trials": 8, "length": 6, "batch_size": 20}
    classes = len(np.unique(tiny_source.load().train.labels))
    step = 3 * 2 * 20 * (10 * 12 + 12 * 8 + 8 * classes)  # of NET; 70 images make three steps an epoch
    assert operations(search_of(tiny_source, **settings)) == 8 * 6 * 3 * step
    assert operations(search_of(tiny_source, **settings, compared=(Halton(),))) == 2 * 8 * 6 * 3 * step
    halving = Halving(first=1, factor=2, finalists=2, finished_anyway=0.0)  # 8 to 1, 4 to 2, 2 to 6 epochs
    assert operations(search_of(tiny_source, **settings, stopping=halving)) == pytest.approx((8 + 4 + 2 * 4) * 3 * step)
    varied = search_of(tiny_source, **{**settings, "space": (Range(BATCH, 10, 30, False),), "unit": "steps"})
    sizes = [trial.batch_size for trial in trials_of(varied)]
    assert len(set(sizes)) > 1 and operations(varied) == pytest.approx(6 * step * sum(sizes) / 20)


# Workers that are lost


def test_a_killed_process_costs_nothing_but_time(tiny_source):
    search = search_of(tiny_source, space=RATES, trials=30, length=60)
    pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    task = prepare(search, executor=pool, workers=2)[0]
    events, killed = [], False
    for report in task.run():
        events += report.events
        if report.whole and not killed:
            os.kill(next(iter(pool._processes)), signal.SIGKILL)
            killed = True
    pool.shutdown(wait=False)
    assert any(isinstance(event, ExecutorLost) for event in events)
    assert_same(task.snapshot().records, searched(search).records)


class Unreliable(ThreadPoolExecutor):
    """Fails as often as it is told to."""

    def __init__(self, error: Exception, times: int) -> None:
        super().__init__(2)
        self.error, self.times = error, times

    def submit(self, function, /, *args, **kwargs):
        if self.times:
            self.times -= 1
            future = Future()
            future.set_exception(self.error)
            return future
        return super().submit(function, *args, **kwargs)


def test_an_order_whose_worker_was_lost_is_given_out_again(tiny_source):
    search = search_of(tiny_source, space=RATES)
    with Unreliable(RuntimeError("worker gone"), 2) as pool:
        task = prepare(search, executor=pool, workers=2)[0]
        events = [event for report in task.run() for event in report.events]
    lost = [event for event in events if isinstance(event, Lost)]
    assert len(lost) == 2 and lost[0].reason == "worker gone" and len(set(lost[0].numbers)) >= 1
    assert not any(isinstance(event, ExecutorLost) for event in events)
    assert_same(task.snapshot().records, searched(search).records)


@pytest.mark.parametrize("error", [RuntimeError("no luck"), BrokenExecutor("broken")])
def test_an_executor_that_always_fails_is_done_without(tiny_source, error):
    class Broken(Unreliable):
        def submit(self, function, /, *args, **kwargs):
            if isinstance(self.error, BrokenExecutor) and self.times < 997:
                raise self.error
            return super().submit(function, *args, **kwargs)

    search = search_of(tiny_source, space=RATES)
    with Broken(error, 1000) as pool:
        task = prepare(search, executor=pool, workers=2)[0]
        events = [event for report in task.run() for event in report.events]
    (gone,) = [event for event in events if isinstance(event, ExecutorLost)]
    assert gone.reason == str(error)
    assert_same(task.snapshot().records, searched(search).records)


def test_a_fault_in_a_thread_of_our_own_is_no_lost_worker(tiny_source):
    search = search_of(tiny_source)
    lessons = Material.of(search).lessons()
    with pytest.raises(IndexError):
        driven(Searching(search, replace(lessons, images=lessons.images.first(5))))


# Once more


def test_the_best_are_trained_once_more_with_other_seeds(tiny_source):
    search = search_of(
        tiny_source, RunConfiguration(hidden=(9,), optimizer=Adam(), dropout=DropoutPart(0.1)), space=RATES
    )
    best = [record.trial for record in ranking(searched(search))[:3]]
    snapshot = driven(prepare_once_more(search.with_settings(stopping=Halving(first=1)), best, 4)[0])
    assert len(snapshot.records) == 12 and snapshot.is_complete
    found = bands(snapshot, 3)
    for k, band in enumerate(found):
        own = [r.accuracy for r in snapshot.records if r.trial.run == best[k].run]
        assert sorted(band.values) == sorted(own) and band.mean == pytest.approx(np.mean(own))
    assert any(len(set(band.values)) > 1 for band in found)


def test_rungs_are_told_as_they_are_climbed(tiny_source):
    search = search_of(tiny_source, RunConfiguration(hidden=(9,), batch_norm=BatchNorm()), **SEARCHES["halving"])
    events = [event for report in prepare(search)[0].run() for event in report.events]
    assert events == [RungClimbed(0, 15), RungClimbed(1, 7), RungClimbed(2, 3), RungClimbed(3, 3)]


# Ways of choosing, side by side


def test_ways_that_are_compared_come_to_what_each_comes_to_alone(tiny_source):
    search = search_of(tiny_source, trials=9, compared=(Grid(), Halton()))
    alone = [searched(search.with_settings(way=way, compared=())) for way in (search.settings.way, Grid(), Halton())]
    for workers in (1, 2):
        snapshot = searched(search, workers=workers)
        for together, each in zip((snapshot, *snapshot.rivals), alone, strict=True):
            assert together.search.settings.way == each.search.settings.way
            assert_same(together.records, each.records)
        assert snapshot.is_complete and snapshot.left == 0


def test_ways_that_are_compared_come_forward_side_by_side_and_are_gone_on_with(tiny_source):
    search = search_of(tiny_source, trials=40, draw="own", compared=(Halton(),))
    task = prepare(search, workers=1)[0]
    for _ in task.run():
        half = task.snapshot()
        if half.done >= 10:
            break
    assert abs(half.done - half.rivals[0].done) <= MOST_COMPANY
    assert half.rivals[0].done > 0 and not half.is_complete
    rest = prepare(search, known=half)[0]
    assert rest.snapshot().rivals[0].done == pytest.approx(half.rivals[0].done)
    whole = driven(rest)
    for together, each in zip((whole, *whole.rivals), (search, *search.rivals), strict=True):
        assert_same(together.records, searched(each.with_settings(compared=())).records)
