"""What changing settings of a training that goes on promises."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.jobs import State
from core.rules.optimizers import SGD, Adam, Momentum
from core.training.study import WeightDecay
from core.training.trainer import prepare
from tests.app.helpers import ENDLESS, losses_by_core, run_of, tiny_scene, trainer_of
from tests.app.tabs.trainer.helpers import (
    by_core_with_change,
)

# Changes while training

LIVE = {
    "optimizer.lr": (run_of(), "0.02", lambda run: replace(run, optimizer=SGD(lr=0.02))),
    "optimizer.momentum": (
        run_of(optimizer=Momentum(lr=0.01, momentum=0.9)),
        "0.1",
        lambda run: replace(run, optimizer=Momentum(lr=0.01, momentum=0.1)),
    ),
    "decay.strength": (
        run_of(decay=WeightDecay(strength=0.1)),
        "0.5",
        lambda run: replace(run, decay=WeightDecay(strength=0.5)),
    ),
}


@pytest.mark.parametrize("path", LIVE)
def test_a_change_in_a_pause_takes_effect_from_the_next_step_on(open_window, path):
    run, text, change = LIVE[path]
    person = open_window(tiny_scene(run))
    for steps in (1, 2):
        person.step()
        person.wait_for_steps(steps)
        person.wait_until_held()
    person.type(path, text)
    person.run()
    person.wait_for(State.FINISHED)
    scene = tiny_scene(run).study
    unchanged = losses_by_core(scene)
    np.testing.assert_array_equal(person.losses[:2], unchanged[:2])
    assert not np.array_equal(person.losses, unchanged)
    np.testing.assert_array_equal(person.losses, by_core_with_change(trainer_of(scene), 2, change(run)))


def test_a_run_that_was_changed_on_its_way_says_so(person):
    person.step()
    person.wait_for_steps(1)
    person.wait_until_held()
    person.type("optimizer.lr", "0.02")
    person.run()
    person.wait_for(State.FINISHED)
    assert person.tab.results()[0].changed == 1
    assert "changed at step 1" in person.legend


def test_weight_decay_can_be_switched_on_in_a_pause(person):
    person.step()
    person.wait_for_steps(1)
    person.wait_until_held()
    person.tick("decay")
    person.run()
    person.wait_for(State.FINISHED)
    changed = replace(run_of(), decay=WeightDecay())
    np.testing.assert_array_equal(person.losses, by_core_with_change(trainer_of(tiny_scene().study), 1, changed))


def test_a_change_while_running_parts_a_run_from_its_twin(open_window):
    person = open_window(tiny_scene(run_of(), run_of(), **ENDLESS))
    person.run()
    person.wait_for_steps(5)
    person.type("optimizer.lr", "0.7")
    before = person.steps
    person.wait_for_steps(before + 50)
    person.stop()
    changed, unchanged = person.losses.T
    assert np.array_equal(changed[:5], unchanged[:5])
    assert not np.array_equal(changed, unchanged)
    assert person.names == ["SGD η 0.7", "SGD η 0.1"]


def test_a_change_while_the_data_are_still_being_read_takes_effect(open_window, monkeypatch):
    ready = threading.Event()

    def prepare_late(*args, **kwargs):
        ready.wait(10)
        return prepare(*args, **kwargs)

    monkeypatch.setattr("app.tabs.trainer.tab.prepare", prepare_late)
    person = open_window()
    person.run()
    person.type("optimizer.lr", "0.02")
    ready.set()
    person.wait_for(State.FINISHED)
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_a_change_while_a_training_is_stopping_leaves_everything_ready_to_run(open_window, monkeypatch):
    ready = threading.Event()

    def prepare_late(*args, **kwargs):
        ready.wait(10)
        return prepare(*args, **kwargs)

    monkeypatch.setattr("app.tabs.trainer.tab.prepare", prepare_late)
    person = open_window()
    person.run()
    person.click(person.tab.transport.stop)
    assert person.state is State.STOPPING
    person.type("optimizer.lr", "0.02")
    ready.set()
    assert person.tab.transport.state is State.IDLE
    person.run_to_end()
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))


def test_only_learning_rate_momentum_and_weight_decay_can_change_while_training(open_window):
    person = open_window(tiny_scene(run_of(optimizer=Momentum()), **ENDLESS))
    fields = ("hidden", "activation", "initializer", "optimizer", "loss", "batch_norm", "dropout")
    fields += ("data", "train_size", "validation_share", "batch_size", "length", "unit", "seed", "evaluate_every")
    live = ("optimizer.lr", "optimizer.momentum", "decay")
    person.run()
    for path in fields:
        field = person.field(path)
        assert not field.editor.input.isEnabled(), path
        assert "stop first" in field.editor.toolTip(), path
    for path in live:
        assert person.field(path).editor.input.isEnabled(), path
        assert "stop first" not in person.field(path).editor.toolTip(), path
    person.stop()
    for path in fields + live:
        assert person.field(path).editor.input.isEnabled(), path
        assert "stop first" not in person.field(path).editor.toolTip(), path


def test_parts_of_adam_that_cannot_change_are_locked_while_training(open_window):
    person = open_window(tiny_scene(run_of(optimizer=Adam()), **ENDLESS))
    person.run()
    open_fields = [
        name for name, field in person.field("optimizer").nested.fields.items() if field.editor.input.isEnabled()
    ]
    assert open_fields == [name for name, parameter in Adam.parameters().items() if parameter.live]
    person.stop()
