"""What keys and drawing of the trainer tab promise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from core.jobs import State
from core.training.study import WeightDecay
from tests.app.helpers import ENDLESS, named, run_of, tiny_scene
from tests.app.tabs.trainer.helpers import (
    CONTROL,
    curve,
)

# Keys


def test_space_runs_and_pauses_s_steps_and_escape_stops(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.key(Qt.Key.Key_S)
    person.wait_for_steps(1)
    assert person.wait_until_held() == 1
    person.key(Qt.Key.Key_Space)
    person.wait_for_steps(2)
    assert person.state is State.RUNNING
    person.key(Qt.Key.Key_Space)
    person.wait_until_held()
    person.key(Qt.Key.Key_Escape)
    person.wait_for(State.STOPPED)


def test_l_shows_the_loss_in_decades_and_back(person):
    person.run_to_end()
    person.key(Qt.Key.Key_L)
    assert person.tab.picture.log.isChecked()
    person.key(Qt.Key.Key_L)
    assert not person.tab.picture.log.isChecked()


def test_keys_of_other_keyboards_do_nothing(person):
    for text in ("ㄴ", "한", "ß"):
        event = QKeyEvent(QEvent.Type.KeyPress, ord(text), Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(person.tab, event)
    assert person.state is State.IDLE


def test_letters_typed_into_a_field_are_no_commands(person):
    person.type("optimizer.lr", "sl ", finish=False)
    assert person.state is State.IDLE
    assert not person.tab.picture.log.isChecked()
    assert "sl" in person.fault("optimizer.lr")


def test_control_keys_run_step_stop_duplicate_and_toggle_decades(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.activate()
    person.key(Qt.Key.Key_D, modifier=CONTROL)
    assert len(person.names) == 2
    person.key(Qt.Key.Key_T, modifier=CONTROL)
    person.wait_for_steps(1)
    assert person.wait_until_held() == 1
    person.key(Qt.Key.Key_R, modifier=CONTROL)
    person.wait_for_steps(2)
    assert person.state is State.RUNNING
    person.key(Qt.Key.Key_Period, modifier=CONTROL)
    person.wait_for(State.STOPPED)
    person.key(Qt.Key.Key_L, modifier=CONTROL)
    assert person.tab.picture.log.isChecked()


# Drawing


def test_a_hidden_tab_does_not_draw_and_is_up_to_date_when_it_is_seen_again(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.window.hide()
    drawn = len(curve(person))
    person.wait_for_steps(drawn + 200)
    assert len(curve(person)) == drawn
    person.window.show()
    assert len(curve(person)) >= drawn + 200
    person.stop()


def test_names_on_the_legend_follow_the_language(open_window):
    person = open_window(tiny_scene(run_of(), run_of(decay=WeightDecay())))
    person.window.menus.languages["ko"].trigger()
    assert "가중치 감소" in person.legend
    person.window.menus.languages["en"].trigger()
    assert person.legend == ", ".join(named(("plain", "weight decay λ 0.1")))


def test_every_step_is_seen_in_the_progress(person):
    for steps in (1, 2, 3):
        person.step()
        person.wait_for_steps(steps)
        person.wait_until_held()
        assert person.tab.progress.bar.value() == steps
        assert f"step {steps} /" in person.tab.progress.text.longest


@pytest.mark.parametrize("listed", [lambda window: window.outline.list, lambda window: window.tab.run_list.list])
def test_space_runs_after_a_click_on_a_list(open_window, listed):
    person = open_window(tiny_scene(**ENDLESS))
    person.activate()
    focused = listed(person.window)
    focused.setFocus()
    person.key(Qt.Key.Key_Space, focused)
    person.wait_for(State.RUNNING)
    person.key(Qt.Key.Key_Escape, focused)
    person.wait_for(State.STOPPED)
