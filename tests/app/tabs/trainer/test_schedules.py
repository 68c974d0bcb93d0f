"""The schedule of the learning rate in the form: chosen, drawn, and gone by."""

from __future__ import annotations

import numpy as np

from app.language import language
from core.rules.schedules import Constant, Cosine, WarmUp
from tests.app.helpers import losses_by_core, tiny_scene


def test_a_schedule_that_is_chosen_is_drawn_and_gone_by(person):
    card = person.tab.rate_card
    assert isinstance(person.experiment.selected.schedule, Constant) and card.isHidden()
    person.choose("schedule", "cosine")
    run, steps = person.experiment.selected, person.experiment.settings.steps
    assert run.schedule == Cosine()
    assert card.isVisibleTo(card.parentWidget())
    assert [line.tex for line in card.formula.lines()] == [Cosine.formula]
    expected = [run.optimizer.lr * (1 + np.cos(np.pi * (t - 1) / steps)) / 2 for t in card.curve.steps]
    np.testing.assert_allclose(card.curve.rates, expected)
    assert card.curve.steps[[0, -1]].tolist() == [1, steps]
    person.run_to_end()
    np.testing.assert_array_equal(person.losses, losses_by_core(person.experiment))
    for _ in range(2):  # the arrow keys came by another schedule
        assert not card.isHidden()
        person.tab.document.stack.undo()
    assert isinstance(person.experiment.selected.schedule, Constant) and card.isHidden()


def test_the_curve_is_told_in_words_in_both_languages(person):
    person.choose("schedule", "warm_up")
    assert person.experiment.selected.schedule == WarmUp()
    curve = person.tab.rate_card.curve
    assert curve.accessibleName().startswith("Learning rate from ")
    language.switch("ko")
    assert "학습률" in curve.accessibleName()


def test_the_curve_follows_the_rate_and_the_length(person):
    person.choose("schedule", "cosine")
    curve = person.tab.rate_card.curve
    highest = curve.rates.max()
    person.type("optimizer.lr", "0.5")
    assert curve.rates.max() == 0.5 != highest
    person.type("length", "7")
    assert curve.steps[-1] == person.experiment.settings.steps


def test_examples_that_are_no_images_cannot_be_shifted_and_the_field_says_so(open_window, tiny_source):
    person = open_window(tiny_scene(data=tiny_source))
    person.type("shift", "2")
    assert person.experiment.settings.shift == 2
    person.run()
    person.wait(lambda: person.fault("shift"))
    assert "only images with a height and a width" in person.fault("shift")
    assert person.steps == 0
    person.type("shift", "0")
    person.run_to_end()
    assert person.fault("shift") == "" and person.steps == person.experiment.settings.steps
