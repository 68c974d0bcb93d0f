"""What stands between a job and the window: updates of one job at a time, honest buttons, progress in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.job_view import JobView
from core.jobs import Failed, Job, Report, State, Update


class Counting:
    """A task that counts to `end`, with an event at every tenth."""

    def __init__(self, end: int = 30, tag: str = "") -> None:
        self.end = end
        self.tag = tag
        self.count = 0

    def run(self) -> Iterator[Report]:
        while self.count < self.end:
            self.count += 1
            yield Report((self.count,) if self.count % 10 == 0 else ())

    def snapshot(self) -> tuple[str, int]:
        return self.tag, self.count


@pytest.fixture
def view() -> Iterator[JobView]:
    parent = QObject()
    view = JobView(parent)
    yield view
    assert view.close()


def seen_by(view: JobView) -> list[Update]:
    updates: list[Update] = []
    view.updated.connect(updates.append)
    return updates


def test_every_event_and_the_last_snapshot_arrive_in_the_thread_of_the_window(view, qtbot):
    updates = seen_by(view)
    threads: list[threading.Thread] = []
    view.updated.connect(lambda _: threads.append(threading.current_thread()))
    job = Job(lambda: [Counting()])
    view.watch(job)
    job.run()
    qtbot.waitUntil(lambda: bool(updates) and updates[-1].state is State.FINISHED)
    assert [event for update in updates for event in update.events] == [10, 20, 30]
    assert updates[-1].snapshots == (("", 30),)
    assert set(threads) == {threading.main_thread()}


def test_nothing_of_an_earlier_job_arrives_any_more(view, qtbot):
    updates = seen_by(view)
    old, new = (Job(lambda tag=tag: [Counting(10**9, tag)]) for tag in ("old", "new"))
    view.watch(old)
    old.run()
    qtbot.waitUntil(lambda: bool(updates))
    view.watch(new)
    updates.clear()
    new.run()
    qtbot.waitUntil(lambda: len(updates) > 3)
    tags = {snapshot[0] for update in updates for snapshot in update.snapshots if snapshot}
    assert tags == {"new"}


def test_a_dropped_job_ends_and_says_no_more(view, qtbot):
    updates = seen_by(view)
    job = Job(lambda: [Counting(10**9)])
    view.watch(job)
    job.run()
    qtbot.waitUntil(lambda: bool(updates))
    view.drop()
    updates.clear()
    assert view.job is None
    qtbot.waitUntil(lambda: job.state is State.STOPPED)
    view.look()
    assert updates == []


def test_what_goes_wrong_in_the_worker_arrives_as_an_event(view, qtbot, caplog):
    def fail():
        raise RuntimeError("no luck")

    updates = seen_by(view)
    job = Job(fail)
    view.watch(job)
    job.run()
    qtbot.waitUntil(lambda: bool(updates) and updates[-1].state is State.FAILED)
    (event,) = [event for update in updates for event in update.events]
    assert isinstance(event, Failed)
    assert str(event.error) == "no luck"
    assert "no luck" in caplog.text


def test_closing_ends_all_threads(view, qtbot):
    jobs = [Job(lambda: [Counting(10**9)]) for _ in range(3)]
    for job in jobs:
        view.watch(job)
        job.run()
    assert view.close()
    assert all(job.state is State.STOPPED for job in jobs)
