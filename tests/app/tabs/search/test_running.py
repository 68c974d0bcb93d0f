"""What running a search promises: it comes to what the core comes to, and nothing that was found gets lost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from core.jobs import State
from core.search.choosing import Grid, Halton
from core.search.ranking import line, ranking
from core.search.space import usual
from core.search.stopping import Halving
from core.search.study import TimeLimit
from tests.app.tabs.search.helpers import searched_alone, tiny_search
from tests.core.search.helpers import assert_same

CONTROL = Qt.KeyboardModifier.ControlModifier
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
LONG = {"trials": 400, "length": 400, "draw": "own"}
"""A search that a test ends."""


def test_run_searches_to_the_end_and_comes_to_what_the_core_comes_to(searcher):
    assert searcher.state is State.IDLE and searcher.lines == []
    searcher.search_to_end()
    alone = searched_alone(searcher.tab.study)
    assert_same(searcher.snapshot.records, alone.records)
    assert searcher.lines == [line(alone.search, each, place) for place, each in enumerate(ranking(alone), 1)]
    assert searcher.tab.transport.main.text() == "Run again"
    bar = searcher.tab.progress.bar
    assert bar.value() == bar.maximum() > 0


def test_points_appear_while_the_search_goes_on(open_search):
    person = open_search(**LONG)
    person.run()
    person.wait(lambda: len(person.view.plot.points().keys) > 0)
    assert person.state is State.RUNNING
    assert "running" in person.tab.progress.text.longest and "of 400 trials" in person.tab.progress.text.longest
    first = len(person.view.plot.points().keys)
    person.wait(lambda: len(person.view.plot.points().keys) > first)
    person.click(person.tab.transport.stop)
    person.wait_for_rest()


def test_a_search_that_is_paused_holds_and_goes_on(open_search):
    person = open_search(trials=60, draw="own", length=20)
    person.run()
    person.wait(lambda: person.snapshot is not None and person.snapshot.done > 0)
    person.run()
    person.wait_for(State.PAUSED)
    person.run()
    person.wait_for_rest()
    assert_same(person.snapshot.records, searched_alone(person.tab.study).records)


def test_what_was_found_before_a_stop_stays_and_is_gone_on_with(open_search):
    person = open_search(trials=60, draw="own", length=20)
    person.run()
    person.wait(lambda: person.snapshot is not None and person.snapshot.done >= 5)
    person.click(person.tab.transport.stop)
    person.wait_for_rest()
    half = person.snapshot
    assert 0 < half.done < 60 and len(person.lines) >= 5
    assert person.tab.transport.main.text() == "Continue"
    person.run()
    person.wait_for_rest()
    assert person.snapshot.is_complete
    kept = [record for record in half.records if record.step]
    assert kept and all(any(record is each for each in person.snapshot.records) for record in kept if record.step == 80)
    assert_same(person.snapshot.records, searched_alone(person.tab.study).records)


def test_a_search_that_is_complete_begins_anew(searcher):
    searcher.search_to_end()
    before = searcher.snapshot
    searcher.run()
    searcher.wait_for_rest()
    assert searcher.snapshot is not before and searcher.snapshot.is_complete
    assert_same(searcher.snapshot.records, before.records)


def test_a_step_trains_a_little_and_holds(open_search):
    person = open_search(trials=60, draw="own", length=20)
    person.step()
    person.wait_for(State.PAUSED)
    person.wait(lambda: person.snapshot is not None and person.snapshot.done > 0)
    assert person.state is State.PAUSED
    person.click(person.tab.transport.stop)
    person.wait_for_rest()


def test_a_time_limit_ends_the_search_and_may_be_raised_without_a_loss(open_search):
    person = open_search(**LONG, limit=TimeLimit(0.3))
    person.run()
    person.wait_for_rest()
    done = person.snapshot.done
    assert not person.snapshot.is_complete and done > 0
    person.type("limit.seconds", "0.5")
    assert person.snapshot.done == done  # it is still the same search
    assert person.tab.transport.main.text() == "Continue"
    person.run()
    person.wait_for_rest()
    assert person.snapshot.done > done


def test_what_is_set_cannot_be_changed_while_searching(open_search):
    person = open_search(**LONG)
    person.run()
    assert not person.line("trials").isEnabled() and not person.line("optimizer.lr").isEnabled()
    assert "stop first" in person.line("trials").toolTip()
    person.click(person.tab.transport.stop)
    person.wait_for_rest()
    assert person.line("trials").isEnabled() and person.line("optimizer.lr").isEnabled()


def test_another_scene_and_back_finds_the_results_again(open_search, tiny_source):
    person = open_search()
    person.search_to_end()
    lines = person.lines
    person.window.show_scene(replace(tiny_search(tiny_source, seed=3), id="other"))
    assert person.lines == []
    person.window.undo()
    assert person.lines == lines
    assert person.tab.transport.main.text() == "Run again"


def test_a_change_and_its_undo_find_the_results_again(searcher):
    searcher.search_to_end()
    lines = searcher.lines
    searcher.type("trials", "10")
    assert searcher.lines == []
    searcher.window.undo()
    assert searcher.lines == lines


def test_data_that_cannot_be_read_are_told_beside_their_field(open_search):
    person = open_search()
    person.choose("data", "npz")
    person.type("data.train", "/nowhere.npz")
    person.run()
    person.wait_for_rest()
    assert "/nowhere.npz" in person.fault("data.train")
    assert person.lines == []


def test_files_of_the_users_are_searched_like_the_bundled_data(open_search, data_file):
    person = open_search(train_size=60, batch_size=10)
    person.choose("data", "npz")
    person.type("data.train", str(data_file))
    person.wait(lambda: "90 training" in person.field("data").note.text())
    person.search_to_end()
    assert len(person.lines) == 12


# Halving, and ways side by side


def test_halving_stops_most_and_says_which_rung_it_is_on(open_search):
    person = open_search(stopping=Halving(first=1, factor=2, finalists=3), trials=24)
    person.search_to_end()
    assert_same(person.snapshot.records, searched_alone(person.tab.study).records)
    assert sum(rung is not None for rung in person.snapshot.stopped) == 21
    assert "rung" in person.tab.progress.text.longest


def test_ways_of_choosing_are_searched_side_by_side(open_search):
    person = open_search(compared=(Grid(), Halton()), trials=9)
    person.search_to_end()
    for rival, way in zip(person.snapshot.rivals, (Grid(), Halton()), strict=True):
        alone = searched_alone(person.tab.study.with_settings(way=way, compared=()))
        assert_same(rival.records, alone.records)


def test_another_scene_with_another_space_finds_its_results_while_those_of_the_first_are_there(
    open_search, tiny_source
):
    equal = replace(tiny_search(tiny_source, space=(), draw="own"), id="equal")
    person = open_search(equal)
    person.search_to_end()
    lines = person.lines
    person.window.show_scene(replace(tiny_search(tiny_source), id="other"))
    person.search_to_end()
    person.window.show_scene(equal)
    assert person.lines == lines
