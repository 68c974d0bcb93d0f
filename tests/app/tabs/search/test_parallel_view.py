"""What parallel axes promise: every trial crosses each axis at its setting, and ends at its accuracy."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF

from app.tabs.search.parallel_view import ParallelView
from core.search.ranking import ranking
from tests.app.helpers import pixels, share_unlike
from tests.app.tabs.search.helpers import NONE, before_run, click, emitted, put_up, shown_of, up_to

CONTROL = NONE.__class__.ControlModifier


@pytest.fixture
def view(keep):
    return put_up(keep, ParallelView(), 900, 480)


def by_hand(values, accuracy, top):
    """Return where a trial over every kind of dimension crosses the axes."""
    rate, decay, nodes, layers, normalized, activation = values
    return [
        (math.log10(rate) + 3) / 6,
        (math.log10(decay) + 8) / 4,
        math.log(nodes / 4) / math.log(3),
        (layers - 1) / 2,
        (normalized + 0.5) / 2,
        (("relu", "tanh", "sigmoid").index(activation) + 0.5) / 3,
        accuracy / top,
    ]


def test_lines_cross_the_axes_at_the_settings_of_the_trials(view, varied):
    view.show_search(shown_of(varied))
    lines = {line.number: line for line in view.axes.lines()}
    top = view.axes.columns()[-1].high
    assert len(lines) == 24 and 0.9 <= top <= 1
    for record in varied.records:
        lost = record.diverged is not None
        expected = by_hand(record.trial.values, 0 if lost else record.accuracy, top)
        assert lines[record.trial.number].shares.tolist() == pytest.approx(expected)
        assert math.isnan(lines[record.trial.number].accuracy) == lost


def test_axes_are_named_and_the_last_is_the_accuracy(view, varied):
    view.show_search(shown_of(varied))
    names = ["learning rate", "decay strength", "nodes", "layers", "batch normalization", "activation", "accuracy"]
    assert [column.name for column in view.axes.columns()] == names
    layers, normalized = view.axes.columns()[3:5]
    assert [text for _, text in layers.ticks(layers.low, layers.high, 10)] == ["1", "2", "3"]
    assert [text for _, text in normalized.ticks(-0.5, 1.5, 10)] == ["off", "on"]


def test_the_best_lie_on_top(view, varied):
    view.show_search(shown_of(varied))
    assert [line.number for line in view.axes.lines()] == [r.trial.number for r in reversed(ranking(varied))]


def test_a_click_on_a_line_chooses_its_trial_at_every_axis(view, varied):
    view.show_search(shown_of(varied))
    heard = emitted(view.chosen)
    best = ranking(varied)[0].trial.number
    for column in (0, 1):
        click(view.axes, view.axes.place_of(best, column))
        assert heard.pop() == (best, False)
    click(view.axes, view.axes.place_of(best, 0), CONTROL)
    click(view.axes, QPointF(2, view.axes.height() - 2))
    assert heard == [(best, True), (None, False)]


def test_between_two_axes_the_nearest_line_is_taken(view, varied):
    view.show_search(shown_of(varied, best=2))
    heard = emitted(view.chosen)
    for number in (line.number for line in view.axes.lines()):
        middle = (view.axes.place_of(number, 1) + view.axes.place_of(number, 2)) / 2
        click(view.axes, middle)
        assert heard.pop() == (number, False)


def test_what_is_chosen_is_thick_and_the_others_pale(view, varied):
    view.show_search(shown_of(varied))
    before = pixels(view.axes)
    view.show_search(shown_of(varied, chosen=(ranking(varied)[0].trial.number,)))
    assert share_unlike(pixels(view.axes), before) > 0.01
    view.show_search(shown_of(varied))
    assert share_unlike(pixels(view.axes), before) == 0


def test_only_the_best_are_shown_where_that_is_asked_for(view, varied):
    view.show_search(shown_of(varied, best=4))
    assert {line.number for line in view.axes.lines()} == {r.trial.number for r in ranking(varied)[:4]}


def test_while_it_runs_what_was_measured_is_there(view, varied):
    view.show_search(shown_of(up_to(varied, 3)))
    assert {line.number for line in view.axes.lines()} == {0, 1, 2}


def test_what_matters_is_told(view, halved):
    view.show_search(shown_of(halved))
    assert view.sentence.text().startswith("Alone, the learning rate explains ")


def test_where_there_is_nothing_it_says_what_to_do(view, varied, equal):
    view.show_search(before_run(varied))
    assert view.empty.text().startswith("Press Run:") and not view.body.isVisible()
    view.show_search(shown_of(equal))
    assert view.empty.text().startswith("Nothing is varied")
