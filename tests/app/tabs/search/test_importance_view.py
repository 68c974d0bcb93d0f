"""What the importance of settings promises: bars as long as their shares, and the best of each slice of one setting."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.tabs.search.importance_view import ImportanceView
from app.theme import theme
from core.config.figures import share
from core.search.ranking import importance, ranking
from core.search.space import LAYERS, NODES
from tests.app.helpers import pixels, share_of
from tests.app.tabs.search.helpers import NONE, before_run, click, emitted, put_up, shown_of, up_to

CONTROL = NONE.__class__.ControlModifier


@pytest.fixture
def view(keep):
    return put_up(keep, ImportanceView(), 800, 480)


def levels(view):
    """Return left end, right end and height of every level of the isolation plot."""
    rows = view.plot.steps().reshape(-1, 3, 2)
    assert np.isnan(rows[:, 2]).all()
    return [(row[0, 0], row[1, 0], row[0, 1]) for row in rows]


def test_bars_are_those_of_the_measure(view, varied):
    view.show_search(shown_of(varied))
    shares = importance(varied.search, varied.records)
    assert view.bars.bars() == list(zip([d.path for d in varied.search.settings.space], shares.tolist(), strict=True))
    assert share(float(shares[0])) in view.bars.accessibleDescription()


def test_a_longer_bar_has_more_of_its_colour(view, halved):
    view.show_search(shown_of(halved))
    (_, rate), (_, decay) = view.bars.bars()
    assert rate > decay
    picture = pixels(view.bars)
    rows = [view.bars.row(place) for place in (0, 1)]
    first, second = (share_of(picture[round(r.top()) : round(r.bottom())], theme.colors.accent) for r in rows)
    assert first > second


def test_the_setting_that_matters_most_is_looked_at_unless_another_is_asked_for(view, varied):
    shares = importance(varied.search, varied.records)
    most = varied.search.settings.space[int(np.nanargmax(shares))].path
    view.show_search(shown_of(varied))
    assert view.bars.current == most
    view.show_search(shown_of(varied, isolated=NODES))
    assert view.bars.current == NODES and view.plot.names()[0] == "nodes"
    view.show_search(shown_of(varied, isolated="optimizer.momentum"))  # is not varied
    assert view.bars.current == most


@pytest.mark.parametrize(
    ("path", "slice_of", "count"),
    [
        ("optimizer.lr", lambda value: int((math.log10(value) + 3) / 6 * 10), 10),
        ("decay.strength", lambda value: int((math.log10(value) + 8) / 4 * 10), 10),
        (LAYERS, lambda value: value - 1, 3),
        ("batch_norm", int, 2),
        ("activation", ("relu", "tanh", "sigmoid").index, 3),
    ],
)
def test_each_level_is_the_best_of_its_slice_and_lies_over_it(view, varied, path, slice_of, count):
    view.show_search(shown_of(varied, isolated=path))
    place = [dimension.path for dimension in varied.search.settings.space].index(path)
    best = {}
    for record in varied.records:
        if record.diverged is None:
            k = slice_of(record.trial.values[place])
            best[k] = max(best.get(k, 0), record.accuracy)
    found = levels(view)
    assert len(found) == count
    for k, (left, right, height) in enumerate(found):
        assert height == best[k] if k in best else math.isnan(height)
        assert left < right
    points = view.plot.points()
    at = np.log10(points.x) if path in ("optimizer.lr", "decay.strength") else points.x
    for x, y in zip(at, points.values, strict=True):
        if not math.isnan(y):
            over = [height for left, right, height in found if left - 1e-9 <= x <= right + 1e-9]
            assert max(over) >= y


def test_levels_of_whole_numbers_lie_around_them(view, varied):
    view.show_search(shown_of(varied, isolated=LAYERS))
    assert [left for left, _, _ in levels(view)] == pytest.approx([0.5, 1.5, 2.5])
    assert [right for _, right, _ in levels(view)] == pytest.approx([1.5, 2.5, 3.5])
    view.show_search(shown_of(varied, isolated=NODES))
    ends = [10**left for left, _, _ in levels(view)]
    assert ends[0] == pytest.approx(3.5) and 10 ** levels(view)[-1][1] == pytest.approx(12.5)


def test_all_trials_are_dots_and_those_that_diverged_crosses_at_the_bottom(view, varied):
    view.show_search(shown_of(varied, isolated="optimizer.lr"))
    points = view.plot.points()
    for number, x, y, value in zip(points.keys, points.x, points.y, points.values, strict=True):
        record = varied.records[number]
        assert x == record.trial.values[0]
        assert (y, math.isnan(value)) == ((0, True) if record.diverged is not None else (record.accuracy, False))
    assert len(points.keys) == 24


def test_a_click_or_an_arrow_asks_for_a_setting(view, varied):
    view.show_search(shown_of(varied, isolated="decay.strength"))
    heard = emitted(view.isolated)
    click(view.bars, view.bars.row(3).center())
    QTest.keyClick(view.bars, Qt.Key.Key_Down)
    QTest.keyClick(view.bars, Qt.Key.Key_Up)
    assert heard == [(LAYERS,), (NODES,), ("optimizer.lr",)]


def test_a_click_on_a_dot_chooses_it_and_what_is_chosen_lights_up(view, varied):
    view.show_search(shown_of(varied))
    heard = emitted(view.chosen)
    best = ranking(varied)[0].trial.number
    click(view.plot.viewport(), view.plot.pixel_of(best), CONTROL)
    assert heard == [(best, True)]
    view.show_search(shown_of(varied, chosen=(best,)))
    assert view.plot.selected() == {best}


def test_only_the_best_are_dots_where_that_is_asked_for(view, varied):
    view.show_search(shown_of(varied, best=4))
    assert set(view.plot.points().keys) == {record.trial.number for record in ranking(varied)[:4]}
    assert view.bars.bars()[0][1] == importance(varied.search, varied.records)[0]  # of all of them


def test_with_too_few_trials_there_is_no_bar_but_a_dash(view, varied):
    view.show_search(shown_of(up_to(varied, 5)))
    assert all(math.isnan(value) for _, value in view.bars.bars())
    assert view.bars.current == "optimizer.lr" and view.sentence.text() == ""
    assert "–" in view.bars.accessibleDescription()


def test_where_there_is_nothing_it_says_what_to_do(view, varied, equal):
    view.show_search(before_run(varied))
    assert view.empty.text().startswith("Press Run:") and not view.body.isVisible()
    view.show_search(shown_of(equal))
    assert view.empty.text().startswith("Nothing is varied")
