"""What a hand in the picture of a search promises: one selection everywhere, and from coarse to fine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from core.search.ranking import edge_warnings, ranking
from core.search.space import usual
from core.search.trials import trials_of

CONTROL = Qt.KeyboardModifier.ControlModifier
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
LONG = {"trials": 400, "length": 400, "draw": "own"}
"""A search that a test ends."""


def test_a_click_on_a_point_lights_it_up_in_every_view(searcher):
    searcher.search_to_end()
    number = ranking(searcher.snapshot)[3].trial.number
    searcher.click_point(number)
    assert searcher.tab.study.view.chosen == (number,)
    assert searcher.view.plot.selected() == {number}
    assert [index.row() for index in searcher.picture.list.list.selectedIndexes()] == [3]
    assert [record.trial.number for record in searcher.picture.detail.records()] == [number]
    assert "Best-4" in searcher.picture.detail.title.text()
    searcher.key(Qt.Key.Key_2)
    assert searcher.view.grid._shown.chosen == (number,)


def test_control_and_a_click_add_a_trial_and_take_it_away(searcher):
    searcher.search_to_end()
    first, second = (record.trial.number for record in ranking(searcher.snapshot)[:2])
    searcher.click_point(first)
    searcher.click_point(second, CONTROL)
    assert set(searcher.tab.study.view.chosen) == {first, second}
    assert {curve.key[0] for curve in searcher.picture.detail.plot.curves()} == {first, second}
    searcher.click_point(first, CONTROL)
    assert searcher.tab.study.view.chosen == (second,)


def test_lines_of_the_list_select_and_are_copied(searcher):
    searcher.search_to_end()
    searcher.click_line(1)
    searcher.click_line(3, CONTROL)
    ranked = ranking(searcher.snapshot)
    assert set(searcher.tab.study.view.chosen) == {ranked[1].trial.number, ranked[3].trial.number}
    searcher.click(searcher.picture.list.copy)
    assert QApplication.clipboard().text() == f"{searcher.lines[1]}\n{searcher.lines[3]}"
    assert searcher.lines[1].startswith("Best-2 (val acc:")


def test_only_the_best_are_shown_in_all_views(searcher):
    searcher.search_to_end()
    most = searcher.picture.list.most
    most.setCurrentIndex(most.findData(5))
    most.activated.emit(most.currentIndex())
    ranked = [record.trial.number for record in ranking(searcher.snapshot)]
    assert list(searcher.view.plot.points().keys) == ranked[:5]
    assert len(searcher.lines) == 5
    searcher.key(Qt.Key.Key_2)
    assert searcher.view.grid.numbers() == ranked[:5]


# From coarse to fine


def test_a_dragged_box_is_searched_again_and_the_first_round_stays_faint(open_search, tiny_source):
    person = open_search(space=RATES, trials=30)
    person.search_to_end()
    before, plot = person.tab.study, person.view.plot
    start, end = plot.to_pixels(-1.5, -7.0), plot.to_pixels(-0.5, -5.0)
    person.drag(plot.viewport(), start, end)
    (left, right), (low, high) = plot.box_places
    assert (left, right) == pytest.approx((-1.5, -0.5), abs=0.05) and (low, high) == pytest.approx((-7, -5), abs=0.1)
    assert person.view.here.isVisible()
    person.click(person.view.here)
    person.wait_for_rest()
    rate, decay = person.tab.study.settings.space
    assert np.log10([rate.low, rate.high]) == pytest.approx([left, right], abs=1e-3)
    assert np.log10([decay.low, decay.high]) == pytest.approx([low, high], abs=1e-3)
    assert person.tab.study.settings.round == 1 and person.snapshot.is_complete
    faint = person.view.plot.faint_points()
    values = np.array([trial.values for trial in trials_of(before)])
    np.testing.assert_allclose(np.sort(faint[:, 0]), np.sort(np.log10(values[:, 0])))
    person.window.undo()
    assert person.tab.study == before and len(person.lines) == 30


def test_a_click_beside_a_box_takes_it_away(open_search):
    person = open_search(space=RATES, trials=3)
    plot = person.view.plot
    person.drag(plot.viewport(), plot.to_pixels(-1.5, -7.0), plot.to_pixels(-0.5, -5.0))
    assert plot.box_places is not None
    person.bot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.to_pixels(-2.7, -4.3).toPoint())
    assert plot.box_places is None and not person.view.here.isVisible()


@pytest.mark.parametrize("end", ["low", "high"])
def test_an_end_of_a_range_is_dragged_on_the_plot(open_search, end):
    person = open_search(space=RATES, trials=3)
    plot = person.view.plot
    at = plot.end_pixel(0, 0 if end == "low" else 1)
    y = plot.to_pixels(0, -6.1).y()
    target = plot.to_pixels(-2.5 if end == "low" else -0.4, 0).x()
    person.drag(plot.viewport(), QPointF(at, y), QPointF(target, y))
    rate = person.tab.study.dimension("optimizer.lr")
    assert np.log10(getattr(rate, end)) == pytest.approx(-2.5 if end == "low" else -0.4, abs=0.03)
    assert person.tab.document.undo_text() == "change of a range"
    person.window.undo()
    assert person.tab.study.dimension("optimizer.lr") == RATES[0]


def test_the_best_at_an_end_are_warned_of_and_the_button_widens_the_range(open_search):
    person = open_search(space=(replace(RATES[0], low=1e-6, high=1e-2), RATES[1]), trials=60, length=10)
    person.search_to_end()
    (warning, *_) = edge_warnings(person.tab.study, ranking(person.snapshot))
    assert (warning.path, warning.end) == ("optimizer.lr", "high")
    assert "upper end of the learning rate" in person.picture.sentence.text()
    person.window.lecture.toggle_present()
    assert not person.picture.widen.isVisible() and person.picture.sentence.isVisible()
    person.window.lecture.leave()
    person.click(person.picture.widen)
    assert person.tab.study.dimension("optimizer.lr") == warning.wider
    assert not person.picture.widen.isVisible()


def test_one_more_round_tries_other_points(searcher):
    searcher.search_to_end()
    before = searcher.snapshot
    searcher.key(Qt.Key.Key_N)
    searcher.wait_for_rest()
    assert searcher.tab.study.settings.round == 1 and searcher.snapshot.is_complete
    first = {record.trial.values for record in before.records}
    assert first.isdisjoint({record.trial.values for record in searcher.snapshot.records})
    assert len(searcher.view.plot.faint_points()) == len(before.records)
