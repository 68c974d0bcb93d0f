"""What buttons and progress of long work promise: they follow from the state, and speak the words they are given."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.language import language
from app.widgets.knobs import KnobCard, KnobRack
from app.widgets.transport import Progress, RunRow, Transport, TransportWords, training_detail
from core.config.knobs import Knob
from core.jobs import State, Update
from core.rules.optimizers import SGD

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


def test_the_main_button_says_the_words_it_is_given(keep):
    transport = keep(Transport(TransportWords(run="Search", again="Search again")))
    assert transport.main.text() == "Search"
    transport.set_state(State.FINISHED)
    assert transport.main.text() == "Search again"


def test_nothing_can_be_asked_for_while_stopping(keep):
    transport = keep(Transport())
    transport.set_state(State.STOPPING)
    assert not transport.can_run and not transport.can_stop


# Progress


def told(progress: Progress, seconds: float, step: int, state: State = State.RUNNING, evaluating: bool = False) -> str:
    doing = "measuring accuracy" if evaluating else ""
    progress.show_update(Update(state, (), (), seconds), step, 1000, training_detail(step, 1000, 100), doing)
    return progress.text.longest


def test_progress_tells_epoch_step_speed_and_time_left(keep):
    progress = keep(Progress())
    progress.reset(1000)
    assert progress.text.longest == "ready"
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


def test_the_speed_is_told_in_the_unit_of_the_work(keep):
    progress = keep(Progress("{speed} trials/s"))
    progress.reset(1000)
    told(progress, 0.0, 0)
    assert "100 trials/s" in told(progress, 1.0, 100)


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
    assert progress.text.longest != english
    assert "100 / 1,000" in progress.text.longest
    language.switch("en")
    assert progress.text.longest == english


# In one row


def test_words_of_progress_yield_to_the_width_there_is(keep):
    progress = keep(Progress())
    progress.resize(1000, 30)
    progress.show()
    told(progress, 0.0, 0)
    whole = told(progress, 1.0, 100)
    QApplication.processEvents()
    assert progress.text.text() == whole
    seen = set()
    for width in range(900, 40, -20):
        progress.resize(width, 30)
        QApplication.processEvents()
        text = progress.text.text()
        seen.add(text)
        assert text in whole
        assert progress.text.fontMetrics().horizontalAdvance(text) <= progress.text.width()
    assert len(seen) > 3 and progress.text.toolTip() == whole


def rack() -> KnobRack:
    knobs = KnobRack()
    rate = SGD.parameters()["lr"]
    knobs.set_cards({"a": KnobCard(Knob("run.a", rate, 0.5), {}), "b": KnobCard(Knob("run.b", rate, 0.5), {})})
    knobs.lay(beside=True)
    return knobs


@pytest.mark.parametrize(("width", "between"), [(1200, True), (460, False)])
def test_from_the_projector_a_row_has_the_button_that_runs_the_knobs_and_a_bar(keep, width, between):
    transport, progress, knobs = Transport(), Progress(), rack()
    row = keep(RunRow(transport, progress))
    row.resize(width, 40)
    row.show()
    row.present(knobs)
    QApplication.processEvents()
    assert transport.main.isVisible() and knobs.isVisible() and progress.bar.isVisible()
    assert not transport.step.isVisible() and not transport.stop.isVisible() and not progress.text.isVisible()
    assert (knobs.x() > transport.x()) is between
    assert (knobs.y() < transport.y()) is not between
    assert row.minimumSizeHint().width() <= width
    row.show_at_desk()
    assert transport.step.isVisible() and transport.stop.isVisible() and progress.text.isVisible()
