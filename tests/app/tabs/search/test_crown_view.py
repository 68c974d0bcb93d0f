"""What the winner's luck promises: the intervals of the crown test, who is alike, tests not too often."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.language import language, translate
from app.tabs.search.crown_view import CrownView, told_of
from app.theme import theme
from core.search.crown import contenders, crown_test, expected_best, right_of
from core.search.ranking import bands
from core.search.searching import prepare_once_more
from core.search.verdicts import crowned
from tests.app.helpers import pixels, share_of, share_unlike
from tests.app.tabs.search.helpers import NONE, before_run, click, emitted, put_up, shown_of, up_to
from tests.core.search.helpers import driven

CONTROL = NONE.__class__.ControlModifier


@pytest.fixture
def view(keep):
    return put_up(keep, CrownView(), 800, 520)


@pytest.fixture(scope="session")
def again(looked_at_once):
    """The first three once more, with three other seeds."""
    trials = [record.trial for record in contenders(looked_at_once)[:3]]
    return tuple(trial.number for trial in trials), driven(prepare_once_more(looked_at_once.search, trials, 3)[0])


def by_core(snapshot):
    ranked = contenders(snapshot)
    return ranked, crown_test(right_of(ranked, snapshot.search.settings.validation_images))


@pytest.mark.parametrize("name", ["compared", "halved", "looked_at_once", "varied"])
def test_rows_are_the_first_of_the_ranking_with_the_numbers_of_the_test(view, name, request):
    snapshot = request.getfixturevalue(name)
    view.show_search(shown_of(snapshot))
    ranked, crown = by_core(snapshot)
    rows = view.intervals.rows()
    assert [row.number for row in rows] == [record.trial.number for record in ranked[: len(rows)]]
    assert len(rows) == min(12, len(ranked)) and [row.place for row in rows] == list(range(1, len(rows) + 1))
    for k, row in enumerate(rows):
        assert (row.accuracy, row.low, row.high) == (ranked[k].accuracy, crown.low[k], crown.high[k])
        assert row.alike == (k in crown.alike) and row.level == crown.level[k]
    assert view.sentence.text().startswith(" ".join(map(str, crowned(crown))))


def test_an_interval_is_drawn_from_its_lower_to_its_upper_end(view, varied):
    view.show_search(shown_of(varied))
    picture, ruler = pixels(view.intervals), view.intervals.ruler()
    wide = [(place, row) for place, row in enumerate(view.intervals.rows()) if row.low < row.accuracy < row.high]
    assert len(wide) > 5
    for place, row in wide:
        band = picture[round(view.intervals.row_rect(place).center().y())]
        color = theme.series(1 if row.alike else 7)
        there = np.flatnonzero((band == (color.red(), color.green(), color.blue())).all(axis=1))
        assert there.min() == pytest.approx(ruler.x(row.low), abs=2.5)
        assert there.max() == pytest.approx(ruler.x(row.high), abs=2.5)


def test_who_was_stopped_is_in_no_row(view, halved):
    view.show_search(shown_of(halved))
    assert {row.number for row in view.intervals.rows()} == {
        record.trial.number for record in halved.records if halved.stopped[record.trial.number] is None
    }


def test_only_the_best_are_shown_where_that_is_asked_for(view, varied):
    view.show_search(shown_of(varied, best=3))
    ranked, crown = by_core(varied)
    assert [row.number for row in view.intervals.rows()] == [record.trial.number for record in ranked[:3]]
    assert view.intervals.rows()[0].level == crown.level[0]


def test_where_there_is_little_room_fewer_rows_are_shown(view, varied):
    view.show_search(shown_of(varied))
    many = len(view.intervals.rows())
    view.resize(560, 300)
    rows = view.intervals.rows()
    assert 1 <= len(rows) < many
    assert view.intervals.row_rect(len(rows) - 1).bottom() <= view.intervals.height()
    assert view.intervals.row_rect(0).height() >= 20


def test_what_came_with_other_seeds_stands_beside_its_trial(view, looked_at_once, again):
    numbers, snapshot = again
    view.show_search(replace(shown_of(looked_at_once), again=snapshot, again_of=numbers))
    found = dict(zip(numbers, bands(snapshot, 3), strict=True))
    for row in view.intervals.rows():
        if row.number in found:
            values = found[row.number].values
            assert row.again.mean == pytest.approx(np.mean(values))
            assert row.again.std == pytest.approx(np.std(values, ddof=1))
            assert "with 3 other seeds" in " ".join(map(translate, told_of(row)))
        else:
            assert row.again is None
    assert "Best-1 with 3 other seeds: " in view.sentence.text()
    drawn = share_of(pixels(view.intervals), theme.series(0))
    view.show_search(shown_of(looked_at_once))
    assert share_of(pixels(view.intervals), theme.series(0)) < drawn
    assert all(row.again is None for row in view.intervals.rows())


# Equal settings


def test_with_equal_settings_mean_and_expected_best_are_told_and_drawn(view, equal):
    view.show_search(shown_of(equal))
    values = [record.accuracy for record in equal.records]
    found = view.intervals.luck
    assert (found.count, found.mean, found.best) == (8, pytest.approx(np.mean(values)), max(values))
    assert found.expected == pytest.approx(expected_best(float(np.mean(values)), 8, 30))
    assert view.sentence.text().startswith("8 networks with the same settings: the best looks ")
    assert "The best of 8 equally good networks is expected to show " in view.sentence.text()
    ruler, picture = view.intervals.ruler(), pixels(view.intervals)
    column = picture[:, round(ruler.x(found.expected)) - 2 : round(ruler.x(found.expected)) + 3]
    assert share_of(column, theme.series(0)) > 0.1
    assert len(view.intervals.rows()) == 8


def test_where_settings_vary_there_is_no_mean(view, varied):
    view.show_search(shown_of(varied))
    assert view.intervals.luck is None and "same settings" not in view.sentence.text()


# While it runs


def test_a_test_is_done_again_soon_after_the_results_have_changed(view, varied, qtbot):
    view.show_search(shown_of(up_to(varied, 8)))
    first = [row.number for row in view.intervals.rows()]
    assert set(first) <= set(range(8))
    view.show_search(shown_of(up_to(varied, 20)))  # at once: the test of a moment ago
    assert [row.number for row in view.intervals.rows()] == first
    ranked, crown = by_core(up_to(varied, 20))
    wanted = [record.trial.number for record in ranked[:12]]
    qtbot.waitUntil(lambda: [row.number for row in view.intervals.rows()] == wanted, timeout=5000)
    assert [row.level for row in view.intervals.rows()] == crown.level[: len(wanted)].tolist()


def test_the_end_and_another_search_are_tested_at_once(view, varied, equal):
    view.show_search(shown_of(up_to(varied, 8)))
    view.show_search(shown_of(varied))
    assert [row.number for row in view.intervals.rows()] == [r.trial.number for r in contenders(varied)[:12]]
    view.show_search(shown_of(up_to(equal, 4)))
    assert {row.number for row in view.intervals.rows()} == {0, 1, 2, 3}


# What a person does


def test_a_click_on_a_row_chooses_its_trial_and_what_is_chosen_lights_up(view, varied):
    view.show_search(shown_of(varied))
    heard = emitted(view.chosen)
    rows = view.intervals.rows()
    before = pixels(view.intervals)
    click(view.intervals, view.intervals.row_rect(2).center())
    click(view.intervals, view.intervals.row_rect(3).center(), CONTROL)
    click(view.intervals, QPointF(view.intervals.width() / 2, view.intervals.height() - 2))
    assert heard == [(rows[2].number, False), (rows[3].number, True), (None, False)]
    view.show_search(shown_of(varied, chosen=(rows[2].number,)))
    assert share_unlike(pixels(view.intervals), before) > 0.005


def test_where_there_is_nothing_it_says_what_to_do(view, varied):
    view.show_search(before_run(varied))
    assert view.empty.text() == "Press Run: how sure the best is of its place appears here."
    lost = tuple(replace(record, diverged=1) for record in varied.records)
    view.show_search(shown_of(replace(varied, records=lost)))
    assert view.empty.text() == "All that were not stopped have diverged: there is no best."
    language.switch("ko")
    assert view.empty.text() == "중단하지 않은 시행이 모두 발산해 1등이 없습니다."
