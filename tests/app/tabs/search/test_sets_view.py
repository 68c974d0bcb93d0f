"""What the three sets promise: squares to scale, a test set that is covered until it is revealed, and arrows then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.tabs.search.sets_view import SetsView
from app.tabs.search.shown import Shown
from app.theme import theme
from core.data.datasets import MNIST
from core.search.conclusion import Revealed, Revealing
from core.search.ranking import ranking
from core.search.study import Search
from tests.app.helpers import pixels, share_of
from tests.app.tabs.search.helpers import NONE, before_run, click, emitted, put_up, shown_of

CONTROL = NONE.__class__.ControlModifier
TRAINING, VALIDATION, TEST = range(3)


@pytest.fixture
def view(keep):
    return put_up(keep, SetsView())


@pytest.fixture(scope="session")
def revealed(varied):
    """What the test set says of the first two of the ranking."""
    found = {}
    for record in ranking(varied)[:2]:
        task = Revealing(varied.search, record.trial)
        for _ in task.run():
            pass
        found[record.trial.number] = task.snapshot()
    return found


def shown_with(snapshot, revealed):
    return replace(shown_of(snapshot, revealed=tuple(revealed)), revealed=revealed)


def fill_of(view, place):
    """Return how much of a square has the colour of its set."""
    square, picture = view.sets.square(place), pixels(view.sets)
    part = picture[round(square.top()) : round(square.bottom()), round(square.left()) : round(square.right())]
    return share_of(part, theme.series((1, 2, 0)[place]))


def areas(view):
    return [view.sets.square(place).width() ** 2 for place in range(3)]


def test_the_sets_of_the_lecture_are_there_before_anything_runs(view):
    view.show_search(Shown(Search()))
    assert [each.images for each in view.sets.sets()] == [400, 100, 10_000]
    assert [each.share for each in view.sets.sets()] == [0.8, 0.2, None]
    assert len(MNIST().load().test) == 10_000
    assert np.array(areas(view)) / areas(view)[TRAINING] == pytest.approx([1, 0.25, 25], rel=0.02)
    assert view.sentence.text().startswith("No trial has seen the test images.")
    assert view.body.isVisible() and not view.arrows.isVisible()


@pytest.mark.parametrize(("size", "part"), [(1000, 0.5), (60_000, 0.1), (10, 0.3)])
def test_squares_follow_the_settings(view, size, part):
    search = Search().with_settings(train_size=size, validation_share=part, batch_size=5)
    view.show_search(Shown(search))
    validation = round(size * part)
    assert [each.images for each in view.sets.sets()] == [size - validation, validation, 10_000]
    counts = np.array([size - validation, validation, 10_000])
    assert np.array(areas(view)) / max(areas(view)) == pytest.approx(counts / counts.max(), rel=0.02)


def test_the_test_set_is_covered_until_a_trial_is_revealed(view, varied, revealed):
    view.show_search(shown_of(varied))
    assert [each.covered for each in view.sets.sets()] == [False, False, True]
    assert fill_of(view, TRAINING) > 0.9 and fill_of(view, TEST) < 0.5
    view.show_search(shown_with(varied, revealed))
    assert not view.sets.sets()[TEST].covered and fill_of(view, TEST) > 0.9


def test_how_many_test_images_there_are_is_told_once_it_is_known(view, varied, revealed):
    view.show_search(shown_of(varied))
    assert view.sets.sets()[TEST].images is None
    assert view.sets.square(TEST).width() == max(view.sets.square(k).width() for k in range(3))
    view.show_search(shown_with(varied, revealed))
    assert view.sets.sets()[TEST].images == 60


def test_an_arrow_leads_from_validation_to_test_accuracy(view, varied, revealed):
    view.show_search(shown_with(varied, revealed))
    assert view.arrows.isVisible()
    assert view.arrows.arrows() == [
        (f"Best-{place}", each.validation, each.test) for place, each in enumerate(revealed.values(), 1)
    ]
    for number, each in revealed.items():
        assert each.validation == varied.records[number].accuracy
    assert "On 60 test images it gets " in view.sentence.text() and view.sentence.text().startswith("Best-2:")


def test_an_arrow_is_drawn_between_the_two_accuracies(view, varied):
    record = ranking(varied)[0]
    view.show_search(shown_with(varied, {record.trial.number: Revealed(record.trial, 0.9, 0.6, 60)}))
    ruler, picture = view.arrows.ruler(), pixels(view.arrows)
    band = picture[round(view.arrows.row_rect(0).center().y())]
    color = theme.series(0)
    there = np.flatnonzero((band == (color.red(), color.green(), color.blue())).all(axis=1))
    assert there.min() == pytest.approx(ruler.x(0.6), abs=3) and there.max() < ruler.x(0.9) + 1
    assert share_of(picture, theme.series(2)) > 0


def test_the_newest_are_shown_where_there_is_no_room_for_all(view, varied):
    found = {record.trial.number: Revealed(record.trial, record.accuracy, 0.5, 60) for record in ranking(varied)[:10]}
    view.show_search(shown_with(varied, found))
    assert [name for name, _, _ in view.arrows.arrows()] == ["Best-6", "Best-7", "Best-8", "Best-9", "Best-10"]
    view.resize(520, 240)
    assert 1 <= len(view.arrows.arrows()) < 5 and view.arrows.arrows()[-1][0] == "Best-10"
    assert view.arrows.geometry().bottom() <= view.body.height()


def test_a_trial_that_diverged_on_the_way_has_no_arrow_but_a_row(view, varied):
    record = ranking(varied)[0]
    view.show_search(shown_with(varied, {record.trial.number: Revealed(record.trial, 0.9, float("nan"), 60)}))
    assert len(view.arrows.arrows()) == 1 and pixels(view.arrows).size


def test_a_click_on_a_row_chooses_its_trial(view, varied, revealed):
    view.show_search(shown_with(varied, revealed))
    heard = emitted(view.chosen)
    first, second = revealed
    click(view.arrows, view.arrows.row_rect(0).center())
    click(view.arrows, view.arrows.row_rect(1).center(), CONTROL)
    click(view.arrows, QPointF(5, view.arrows.height() - 2))
    assert heard == [(first, False), (second, True), (None, False)]


def test_words_tell_the_sets_to_those_who_do_not_see_them(view, varied):
    view.show_search(before_run(varied))
    assert view.sets.accessibleDescription() == (
        "training: 70 images. The networks learn from them. validation: 30 images. The search chooses by them. "
        "test: – images. They judge the winner, once."
    )
