"""Advice in the window: said when a race is over, and a click adds the twin that tries it."""

from __future__ import annotations

import pytest

from core.rules.optimizers import SGD
from core.training.advice import advise, health_of
from tests.app.helpers import ENDLESS, run_of, tiny_scene

SHORT = {"length": 60, "evaluate_every": 30}


def view_of(person):
    return person.tab.picture.views.front


@pytest.fixture
def advised(open_window):
    person = open_window(tiny_scene(run_of(), run_of(optimizer=SGD(lr=1e-5)), **SHORT))
    person.tab.set_focus("advice")
    person.run_to_end()
    person.bot.waitUntil(lambda: not view_of(person).is_computing and bool(view_of(person).said()))
    return person


def test_what_is_said_is_what_the_core_says(advised):
    view, results = view_of(advised), advised.tab.results()
    expected = [str(a.said) for r in results for a in advise(r, health_of(r, r.moment()))]
    assert view.texts() == expected and len(expected) >= 2


def test_a_click_adds_the_twin_that_tries_it_and_run_trains_it_alone(advised):
    view, before = view_of(advised), advised.experiment.runs
    cures = [(place, a.cure) for place, (_, said) in enumerate(view.read) for a in said if a.cure is not None]
    place, cure = cures[-1]
    advised.click(view.buttons[-1])
    assert advised.experiment.runs == (*before, cure) and advised.experiment.view.selected == len(before)
    assert place < len(before)
    advised.run_to_end()
    assert len(advised.tab.results()) == len(before) + 1
    advised.bot.waitUntil(lambda: len(view_of(advised).read) == len(before) + 1)


def test_while_training_nothing_is_added_and_the_reason_is_told(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.tab.set_focus("advice")
    person.click(person.tab.transport.main)
    person.bot.waitUntil(lambda: person.tab.is_active)
    view, before = view_of(person), person.experiment.runs
    view.tried.emit(0, run_of(optimizer=SGD(lr=7.0)))
    assert person.experiment.runs == before
    assert "when the training is over" in person.window.toast.currentMessage()
    person.click(person.tab.transport.stop)
    person.bot.waitUntil(lambda: not person.tab.is_active)
