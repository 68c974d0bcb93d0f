"""What stands between a job and the window: updates of one job at a time, honest buttons, progress in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.job_view import JobView, Progress, Transport
from app.language import language
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


# Buttons

BUTTONS = {
    State.IDLE: ("Run", True, True, False),
    State.RUNNING: ("Pause", True, True, True),
    State.PAUSED: ("Continue", True, True, True),
    State.STOPPING: ("Run", False, False, False),
    State.STOPPED: ("Run again", True, True, False),
    State.FINISHED: ("Run again", True, True, False),
    State.FAILED: ("Run again", True, True, False),
}


@pytest.mark.parametrize("state", State)
def test_buttons_follow_from_the_state(keep, state):
    transport = keep(Transport())
    transport.set_state(state)
    buttons = transport.main, transport.step, transport.stop
    assert (transport.main.text(), *(button.isEnabled() for button in buttons)) == BUTTONS[state]


@pytest.mark.parametrize("state, wish", [(State.IDLE, "run"), (State.RUNNING, "pause"), (State.PAUSED, "run")])
def test_the_main_button_asks_for_what_it_says(keep, state, wish):
    transport = keep(Transport())
    transport.set_state(state)
    wishes: list[str] = []
    for name in ("run", "pause", "step", "stop"):
        getattr(transport, f"{name}_clicked").connect(lambda *_, name=name: wishes.append(name))
    transport.main.click()
    transport.step.click()
    assert wishes == [wish, "step"]


def test_nothing_can_be_asked_for_while_stopping(keep):
    transport = keep(Transport())
    transport.set_state(State.STOPPING)
    wishes: list[None] = []
    for signal in (transport.run_clicked, transport.pause_clicked, transport.step_clicked, transport.stop_clicked):
        signal.connect(lambda: wishes.append(None))
    transport.toggle()
    for button in (transport.main, transport.step, transport.stop):
        button.click()
    assert wishes == []


# Progress


def told(progress: Progress, seconds: float, step: int, state: State = State.RUNNING, evaluating: bool = False) -> str:
    progress.show_update(Update(state, (), (), seconds), step, 1000, 100, evaluating)
    return progress.text.text()


def test_progress_tells_epoch_step_speed_and_time_left(keep):
    progress = keep(Progress())
    progress.reset(1000)
    assert progress.text.text() == "ready"
    told(progress, 0.0, 0)
    text = told(progress, 1.0, 100)
    assert "running" in text
    assert "epoch 2 / 10" in text
    assert "step 100 / 1,000" in text
    assert "100 steps/s" in text
    assert "9 s left" in text
    assert progress.bar.value() == 100


def test_the_text_changes_only_a_few_times_a_second(keep):
    progress = keep(Progress())
    progress.reset(1000)
    told(progress, 0.0, 0)
    texts = {told(progress, k / 100, k) for k in range(1, 100)}
    assert 3 <= len(texts) <= 6


def test_at_the_end_no_time_is_left_and_the_bar_is_full(keep):
    progress = keep(Progress())
    progress.reset(1000)
    told(progress, 0.0, 0)
    text = told(progress, 5.0, 1000, State.FINISHED)
    assert "finished" in text
    assert "left" not in text
    assert "epoch 10 / 10" in text
    assert progress.bar.value() == progress.bar.maximum() == 1000


def test_measuring_accuracy_is_told(keep):
    progress = keep(Progress())
    progress.reset(1000)
    told(progress, 0.0, 1)
    assert "measuring accuracy" in told(progress, 1.0, 100, evaluating=True)


@pytest.mark.parametrize("seconds, left", [(8, "72 s left"), (100, "15 min left"), (1000, "2.5 h left")])
def test_long_times_are_told_in_minutes_and_hours(keep, seconds, left):
    progress = keep(Progress())
    progress.reset(1000)
    told(progress, 0.0, 0)
    assert left in told(progress, seconds, 100)


def test_progress_follows_the_language(keep):
    progress = keep(Progress())
    progress.reset(1000)
    told(progress, 0.0, 0)
    english = told(progress, 1.0, 100)
    language.switch("ko")
    assert progress.text.text() != english
    assert "100 / 1,000" in progress.text.text()
    language.switch("en")
    assert progress.text.text() == english
