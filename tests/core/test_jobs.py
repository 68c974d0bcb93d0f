"""What jobs promise: a click acts at the next report, nothing that happened is lost, and no thread outlives its job."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import numpy as np
import pytest

from core import jobs
from core.config.words import LabError
from core.jobs import Failed, Job, Report, State, Update
from core.rules.optimizers import SGD
from core.training.trainer import prepare
from tests.core.helpers import race, small, theta_of, trained, until

PATIENCE = 10.0


class Count:
    """A task that counts: `steps` whole steps of `parts` reports each, or without end.

    It waits for `gate` before each report when it has one, so that a test decides how far it gets.  Every report
    carries an event, unless it is `quiet`.
    """

    def __init__(
        self,
        steps: int | None = None,
        parts: int = 1,
        gate: threading.Semaphore | None = None,
        quiet: bool = False,
    ) -> None:
        self.steps, self.parts, self.gate, self.quiet = steps, parts, gate, quiet
        self.asked = self.reports = self.done = 0
        self.thread: int | None = None

    def run(self) -> Iterator[Report]:
        self.thread = threading.get_ident()
        while self.done != self.steps:
            for part in range(1, self.parts + 1):
                self.asked += 1
                if self.gate:
                    assert self.gate.acquire(timeout=PATIENCE)
                self.reports += 1
                whole = part == self.parts
                self.done += whole
                yield Report(() if self.quiet else (self.reports,), whole)

    def snapshot(self) -> tuple[int, int]:
        return self.reports, self.done


@pytest.fixture
def start():
    """Return a function that makes a job of tasks; what is left of it is closed after the test."""
    made: list[Job] = []

    def start(*tasks: object, prepare: Callable[[], object] | None = None, name: str = "job") -> Job:
        made.append(Job(prepare or (lambda: tasks), name))
        return made[-1]

    yield start
    for job in made:
        assert job.close(PATIENCE)


class Watch:
    """Gathers what a job tells."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.updates: list[Update] = []

    def look(self) -> Update | None:
        update = self.job.take()
        if update:
            self.updates.append(update)
        return update

    def until_over(self) -> Update:
        until(lambda: (self.look() or self.updates) and self.updates[-1].state.is_over)
        return self.updates[-1]

    @property
    def events(self) -> list[object]:
        return [event for update in self.updates for event in update.events]


def held(job: Job, task: Count) -> tuple[int, int]:
    """Return where the task of a paused job stands, having made sure that it stands still."""
    until(lambda: task.reports)
    places: list[tuple[int, int]] = []
    for count in (1, 2):
        job.post(lambda task: places.append(task.snapshot()))
        until(lambda count=count: len(places) == count)
    assert places[0] == places[1]
    return places[0]


# From beginning to end


def test_a_job_runs_its_task_to_the_end_in_a_thread_of_its_own(start):
    job = start(task := Count(50))
    assert job.state is State.IDLE and job.take() is None
    job.run()
    last = Watch(job).until_over()
    assert job.state is last.state is State.FINISHED
    assert task.done == 50 and task.thread != threading.get_ident()
    assert last.snapshots == ((50, 50),)
    assert job.take() is None


def test_a_job_is_used_once(start):
    job = start(task := Count(3))
    job.run()
    Watch(job).until_over()
    for action in (job.run, job.step, job.pause, job.stop, job.run):
        action()
        assert job.state is State.FINISHED
    assert job.close() and task.done == 3


def test_a_job_that_never_began_is_stopped_without_a_thread(start):
    job = start(task := Count())
    job.pause()
    assert job.state is State.IDLE
    job.stop()
    assert job.state is State.STOPPED
    job.run()
    assert job.state is State.STOPPED and task.thread is None


def test_running_twice_is_running_once(start):
    job = start(Count())
    job.run()
    job.run()
    until(job.take)
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("job")]) == 1


@pytest.mark.parametrize(
    ("state", "active", "over"),
    [
        (State.IDLE, False, False),
        (State.RUNNING, True, False),
        (State.PAUSED, True, False),
        (State.STOPPING, True, False),
        (State.STOPPED, False, True),
        (State.FINISHED, False, True),
        (State.FAILED, False, True),
    ],
)
def test_a_state_is_active_or_over_or_has_not_begun(state, active, over):
    assert (state.is_active, state.is_over) == (active, over)


# Pause and step


def test_a_pause_holds_after_the_report_at_hand_and_running_goes_on_from_there(start):
    gate = threading.Semaphore(3)
    job = start(task := Count(20, gate=gate))
    job.run()
    until(lambda: task.reports == 3)  # now it waits for the gate, inside the fourth report
    job.pause()
    for _ in range(17):
        gate.release()
    assert job.state is State.PAUSED
    assert held(job, task) == (4, 4)
    job.run()
    assert job.state is State.RUNNING
    Watch(job).until_over()
    assert task.done == 20


@pytest.mark.parametrize("parts", [1, 4])
def test_a_step_is_exactly_one_whole_step(start, parts):
    job = start(task := Count(parts=parts))
    for step in range(1, 6):
        job.step()
        until(lambda step=step: task.done >= step)
        assert held(job, task) == (step * parts, step)
        assert job.state is State.PAUSED


def test_steps_asked_for_in_a_row_are_all_done(start):
    job = start(task := Count(parts=3))
    job.step()
    until(lambda: task.done)
    for _ in range(5):
        job.step()
    until(lambda: task.done >= 6)
    assert held(job, task) == (18, 6)


def test_steps_asked_for_while_the_job_is_prepared_are_all_done(start):
    ready = threading.Event()
    task = Count(parts=3)

    def prepare() -> list[Count]:
        assert ready.wait(PATIENCE)
        return [task]

    job = start(prepare=prepare)
    job.step()
    job.step()
    ready.set()
    until(lambda: task.done >= 2, 2)
    assert held(job, task) == (6, 2)


def test_a_step_of_a_running_job_finishes_the_step_at_hand_and_holds(start):
    gate = threading.Semaphore(4)
    job = start(task := Count(parts=3, gate=gate))
    job.run()
    until(lambda: task.reports == 4)  # inside the second step
    job.step()
    for _ in range(50):
        gate.release()
    until(lambda: task.done == 2)
    assert held(job, task) == (6, 2)


def test_a_pause_after_steps_that_were_overtaken_by_running_holds_at_once(start):
    gate = threading.Semaphore(0)
    job = start(task := Count(gate=gate))
    job.step()
    gate.release()
    until(lambda: task.done == 1)
    assert held(job, task) == (1, 1)
    job.step()
    job.step()
    until(lambda: task.asked == 2)
    job.run()  # before the first of the two is done
    gate.release()
    until(lambda: task.done == 2)
    gate.release()
    until(lambda: task.done == 3)
    job.pause()
    for _ in range(50):
        gate.release()
    assert held(job, task) == (4, 4)


def test_the_last_step_ends_the_job(start):
    job = start(task := Count(2))
    watch = Watch(job)
    job.step()
    assert held(job, task) == (1, 1)
    job.step()
    job.step()
    watch.until_over()
    assert job.state is State.FINISHED and watch.updates[-1].snapshots == ((2, 2),)


def test_a_paused_job_shows_where_it_stands(start, monkeypatch):
    monkeypatch.setattr(jobs, "PUBLISH_EVERY", 1000.0)
    gate = threading.Semaphore(0)
    job = start(task := Count(gate=gate, quiet=True))
    watch = Watch(job)
    job.run()
    for _ in range(7):
        gate.release()
    until(lambda: task.reports == 7)
    job.pause()
    gate.release()
    held(job, task)
    watch.look()
    assert watch.updates[-1].snapshots == ((8, 8),) and watch.updates[-1].state is State.PAUSED


# Stop


def test_a_stop_acts_at_the_next_report(start):
    gate = threading.Semaphore(5)
    job = start(task := Count(gate=gate))
    watch = Watch(job)
    job.run()
    until(lambda: task.reports == 5)
    job.stop()
    assert job.state is State.STOPPING
    for _ in range(50):
        gate.release()
    watch.until_over()
    assert job.state is State.STOPPED and task.reports == 6
    assert watch.updates[-1].snapshots == ((6, 6),)


def test_a_paused_job_can_be_stopped(start):
    job = start(task := Count())
    job.step()
    place = held(job, task)
    job.stop()
    assert job.close(PATIENCE) and job.state is State.STOPPED
    assert Watch(job).until_over().snapshots == (place,)


def test_a_job_stopped_while_it_is_prepared_does_next_to_nothing(start):
    entered, ready = threading.Event(), threading.Event()
    task = Count()

    def prepare() -> list[Count]:
        entered.set()
        assert ready.wait(PATIENCE)
        return [task]

    job = start(prepare=prepare)
    job.run()
    assert entered.wait(PATIENCE)
    job.stop()
    ready.set()
    assert job.close(PATIENCE) and job.state is State.STOPPED
    assert task.reports <= 1


def test_closing_waits_for_threads_that_the_preparation_has_yet_to_start(start):
    entered, ready, gate = threading.Event(), threading.Event(), threading.Semaphore(0)
    quick, slow = Count(), Count(gate=gate)

    def prepare() -> list[Count]:
        entered.set()
        assert ready.wait(PATIENCE)
        return [quick, slow]

    job, closed = start(prepare=prepare), []
    job.run()
    assert entered.wait(PATIENCE)
    closer = threading.Thread(target=lambda: closed.append(job.close(PATIENCE)))
    closer.start()
    until(lambda: job.state is State.STOPPING)
    ready.set()
    until(lambda: quick.reports or job.state is State.STOPPED)
    closer.join(0.1)  # a close that waits for the first thread only is back by now
    gate.release()
    closer.join(PATIENCE)
    assert closed == [True] and job.state is State.STOPPED


def test_a_task_that_does_not_report_keeps_a_job_from_closing_in_time(start):
    gate = threading.Semaphore(0)
    job = start(Count(gate=gate))
    job.run()
    assert not job.close(timeout=0.01)
    gate.release()
    assert job.close(PATIENCE) and job.state is State.STOPPED


def test_two_hundred_jobs_run_and_stopped_at_once_leave_no_thread():
    for cycle in range(200):
        job = Job(lambda: [Count(), Count(3)], name="job-cycle")
        job.run()
        if cycle % 3 == 1:
            job.pause()
        elif cycle % 3 == 2:
            until(job.take)
        assert job.close(PATIENCE)
        assert job.state in (State.STOPPED, State.FINISHED)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job-cycle")]


# Events and snapshots


def test_no_event_is_lost_and_snapshots_never_fall_behind_them(start):
    job = start(Count(5000))
    watch = Watch(job)
    job.run()
    watch.until_over()
    assert watch.events == list(range(1, 5001))
    for update in watch.updates:
        if update.events:
            assert update.snapshots[0][0] >= update.events[-1]
    reports = [update.snapshots[0][0] for update in watch.updates if update.snapshots and update.snapshots[0]]
    assert reports == sorted(reports)


def test_events_that_nobody_takes_wait_in_order(start):
    job = start(Count(300))
    job.run()
    until(lambda: job.state.is_over)
    update = job.take()
    assert list(update.events) == list(range(1, 301)) and update.snapshots == ((300, 300),)
    assert job.take() is None


def test_without_events_snapshots_come_at_most_thirty_times_a_second(start, monkeypatch):
    class Silent(Count):
        def __init__(self, steps: int) -> None:
            super().__init__(steps, quiet=True)
            self.looks: list[int] = []

        def run(self) -> Iterator[Report]:
            for report in super().run():
                now[0] += 0.01
                yield report

        def snapshot(self) -> tuple[int, int]:
            self.looks.append(self.reports)
            return super().snapshot()

    now = [100.0]
    monkeypatch.setattr(jobs, "time", SimpleNamespace(perf_counter=lambda: now[0], monotonic=time.monotonic))
    job = start(task := Silent(1000))  # ten seconds of a clock that moves 10 ms with every report
    job.run()
    Watch(job).until_over()
    assert 10 * 20 <= len(task.looks) <= 10 * 30 + 2
    assert task.looks[0] == 1 and task.looks[-1] == 1000


def test_looking_does_not_wait_for_work(start):
    gate = threading.Semaphore(0)
    job = start(task := Count(1, gate=gate))
    job.run()
    until(lambda: task.asked)
    job.take()
    job.post(lambda task: None)
    job.pause()
    job.run()
    assert job.state is State.RUNNING and task.reports == 0  # all of it while the task works on its first report
    gate.release()


def test_time_counts_while_the_job_runs_and_not_while_it_is_paused(start, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(jobs, "time", SimpleNamespace(perf_counter=time.perf_counter, monotonic=lambda: now[0]))
    job = start(Count())
    job.run()
    now[0] += 5
    job.pause()
    now[0] += 100
    until(lambda: (update := job.take()) and update.active_seconds == 5)
    job.run()
    now[0] += 2
    job.stop()
    assert job.close(PATIENCE)
    assert job.take().active_seconds == 7


# Posted functions


def test_a_posted_function_is_called_once_for_each_task_in_its_own_thread(start):
    job = start(*(tasks := [Count(), Count()]))
    job.run()
    until(lambda: all(task.reports for task in tasks))
    calls: list[tuple[object, int]] = []
    job.post(lambda task: calls.append((task, threading.get_ident())))
    until(lambda: len(calls) >= 2)
    assert job.close(PATIENCE)
    assert sorted(calls, key=lambda call: tasks.index(call[0])) == [(task, task.thread) for task in tasks]


def test_posted_functions_are_called_in_order_while_paused_too(start):
    job = start(task := Count())
    job.step()
    held(job, task)
    calls: list[int] = []
    for number in range(100):
        job.post(lambda task, number=number: calls.append(number))
    until(lambda: len(calls) == 100)
    assert calls == list(range(100)) and job.state is State.PAUSED


def test_functions_posted_during_one_report_are_each_called_once_after_it(start):
    gate = threading.Semaphore(0)
    job = start(task := Count(gate=gate))
    job.run()
    until(lambda: task.asked)
    calls: list[int] = []
    for number in range(3):
        job.post(lambda task, number=number: calls.append(number))
    assert not calls
    job.pause()
    gate.release()
    held(job, task)
    assert calls == [0, 1, 2]


def test_a_function_posted_while_the_job_is_prepared_is_not_lost(start):
    entered, ready = threading.Event(), threading.Event()
    calls: list[object] = []

    def prepare() -> list[Count]:
        entered.set()
        assert ready.wait(PATIENCE)
        return [Count(), Count()]

    job = start(prepare=prepare)
    job.run()
    assert entered.wait(PATIENCE)
    job.post(calls.append)
    ready.set()
    until(lambda: len(calls) == 2, 2)


# Failure


class Broken(Count):
    """A task that fails after some reports."""

    def __init__(self, error: Exception, after: int = 3, quiet: bool = False) -> None:
        super().__init__(after, quiet=quiet)
        self.error = error

    def run(self) -> Iterator[Report]:
        yield from super().run()
        raise self.error


ERRORS = [LabError("no such file"), ZeroDivisionError("by hand"), MemoryError()]


def test_what_was_done_before_a_failure_is_seen_along_with_it(start, caplog, monkeypatch):
    monkeypatch.setattr(jobs, "PUBLISH_EVERY", 1000.0)
    job = start(Broken(ZeroDivisionError(), after=100, quiet=True))
    job.run()
    assert Watch(job).until_over().snapshots == ((100, 100),)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("place", ["prepare", "run", "post"])
def test_a_failure_is_told_as_an_event_and_ends_the_job(start, caplog, place, error):
    def fail(*_: object) -> object:
        raise error

    task = Broken(error) if place == "run" else Count()
    job = start(task, prepare=fail if place == "prepare" else None)
    watch = Watch(job)
    job.run()
    if place == "post":
        until(lambda: task.reports)
        job.post(fail)
    watch.until_over()
    assert job.state is State.FAILED
    assert [event for event in watch.events if isinstance(event, Failed)] == [Failed(error)]
    if place == "run":
        assert watch.events == [1, 2, 3, Failed(error)] and watch.updates[-1].snapshots == ((3, 3),)
    # a mistake of the user's is shown; one of the program's is also written down, with its trace
    written = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(written) == (0 if isinstance(error, LabError) else 1)
    assert all(record.exc_info[1] is error for record in written)


def test_a_failing_snapshot_is_told_and_ends_the_job(start, caplog):
    class Blind(Count):
        def snapshot(self) -> tuple[int, int]:
            raise ZeroDivisionError

    job = start(Blind(3))
    watch = Watch(job)
    job.run()
    until(lambda: not any(thread.name.startswith("job") for thread in threading.enumerate()))
    watch.look()
    assert job.state is State.FAILED
    assert any(isinstance(event, Failed) for event in watch.events)


def test_when_one_task_fails_the_others_end_too(start, caplog):
    job = start(Broken(ZeroDivisionError()), endless := Count())
    watch = Watch(job)
    job.run()
    watch.until_over()
    assert job.close(PATIENCE) and job.state is State.FAILED
    assert len([event for event in watch.events if isinstance(event, Failed)]) == 1
    ended = endless.reports
    watch.look()
    assert watch.updates[-1].snapshots[1] == (ended, ended)


def test_a_paused_job_that_fails_is_failed(start, caplog):
    job = start(task := Broken(ZeroDivisionError(), after=1))
    job.step()
    held(job, task)
    job.step()
    Watch(job).until_over()
    assert job.state is State.FAILED


# Two tasks


def test_two_tasks_work_at_the_same_time_in_two_threads(start):
    meeting = threading.Barrier(2)

    class Meeting(Count):
        def run(self) -> Iterator[Report]:
            for report in super().run():
                meeting.wait(PATIENCE)
                yield report

    job = start(first := Meeting(5), second := Meeting(5))
    watch = Watch(job)
    job.run()
    watch.until_over()
    assert job.state is State.FINISHED
    assert len({first.thread, second.thread, threading.get_ident()}) == 3
    assert watch.updates[-1].snapshots == ((5, 5), (5, 5))
    assert sorted(watch.events) == sorted([1, 2, 3, 4, 5] * 2)


def test_a_job_is_over_when_its_last_task_is(start):
    gate = threading.Semaphore(0)
    job = start(Count(2), Count(1, gate=gate))
    watch = Watch(job)
    job.run()
    until(lambda: watch.look() and watch.updates[-1].snapshots[:1] == ((2, 2),))
    assert job.state is State.RUNNING
    gate.release()
    watch.until_over()
    assert job.state is State.FINISHED and watch.updates[-1].snapshots == ((2, 2), (1, 1))


def test_a_step_is_one_step_of_every_task(start):
    tasks = [Count(parts=1), Count(parts=3)]
    job = start(*tasks)
    for step in range(1, 4):
        job.step()
        until(lambda step=step: all(task.done == step for task in tasks))
        places: list[tuple[int, int]] = []
        for _ in range(2):
            job.post(lambda task, places=places: places.append(task.snapshot()))
        until(lambda places=places: len(places) == 4)
        assert sorted(places) == [(step, step)] * 2 + [(3 * step, step)] * 2


def test_threads_carry_the_name_of_the_job(start):
    job = start(Count(), Count(), name="train-mine")
    job.run()
    until(lambda: len([t for t in threading.enumerate() if t.name.startswith("train-mine")]) == 2)


# Training in a job


def test_a_training_in_a_job_gives_the_numbers_it_gives_without(start, tiny_dataset):
    experiment = race(*[small(optimizer=SGD(lr=0.01 * k)) for k in range(1, 9)], evaluate_every=3)
    trainers = []

    def begin() -> list[object]:
        trainers.extend(prepare(experiment, workers=2, dataset=tiny_dataset))
        return trainers

    job = start(prepare=begin, name="train")
    watch = Watch(job)
    job.step()
    until(lambda: watch.look() and all(watch.updates[-1].snapshots) and watch.updates[-1].snapshots)
    job.pause()
    job.run()
    last = watch.until_over()
    assert job.state is State.FINISHED and [snapshot.step for snapshot in last.snapshots] == [20, 20]
    expected = trained(experiment, tiny_dataset, dtype=np.float32)
    for trainer in trainers:
        for place in trainer.places:
            np.testing.assert_allclose(theta_of(trainer, place), theta_of(expected, place), rtol=1e-5)
