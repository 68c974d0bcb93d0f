"""What the search tab promises: what it shows is what the core comes to, and nothing that was found gets lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.language import language, translate
from app.start.render import render
from core.config.figures import share
from core.data.datasets import NPZFiles
from core.jobs import State
from core.scenes import load_scene, scenes
from core.search.choosing import Grid, Halton
from core.search.conclusion import Revealing
from core.search.crown import standard_error
from core.search.ranking import bands, edge_warnings, line, ranking
from core.search.searching import prepare_once_more
from core.search.space import usual
from core.search.stopping import Halving
from core.search.study import SearchView, TimeLimit
from core.search.trials import records_from_plain, trials_of
from core.training.study import Experiment
from tests.app.tabs.search.helpers import emitted, searched_alone, tiny_search
from tests.core.search.helpers import assert_same, driven

CONTROL = Qt.KeyboardModifier.ControlModifier
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
LONG = {"trials": 400, "length": 400, "draw": "own"}
"""A search that a test ends."""


# Running


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
    assert "running" in person.tab.progress.text.text() and "of 400 trials" in person.tab.progress.text.text()
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


# One selection everywhere


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


# What came out


def test_the_sentence_says_how_good_the_best_is(searcher):
    searcher.search_to_end()
    best = ranking(searcher.snapshot)[0].accuracy
    error = standard_error(best, 30)
    said = searcher.picture.sentence.text()
    assert f"The best of 12 trials gets {share(best)} of 30 validation images right" in said and share(error) in said


def test_trials_that_diverged_are_crosses_and_come_last(open_search):
    person = open_search(space=(replace(RATES[0], low=1.0, high=1e3), RATES[1]), trials=12)
    person.search_to_end()
    lost = [record for record in person.snapshot.records if record.diverged is not None]
    assert lost
    points = person.view.plot.points()
    assert {key for key, value in zip(points.keys, points.values, strict=True) if np.isnan(value)} == {
        record.trial.number for record in lost
    }
    assert all("(diverged)" in each for each in person.lines[-len(lost) :])
    assert f"{len(lost)} of 12 trials diverged" in person.picture.sentence.text()


def test_the_test_set_stays_covered_until_it_is_revealed(searcher):
    searcher.search_to_end()
    assert searcher.tab._shown.revealed == {}
    best = ranking(searcher.snapshot)[0]
    searcher.click(searcher.picture.detail.reveal)
    searcher.wait(lambda: searcher.tab._shown.revealed)
    searcher.wait_for_rest()
    found = searcher.tab._shown.revealed[best.trial.number]
    alone = Revealing(searcher.tab.study, best.trial)
    for _ in alone.run():
        pass
    assert (found.validation, found.test) == (alone.snapshot().validation, alone.snapshot().test)
    assert not searcher.picture.detail.reveal.isEnabled()
    searcher.window.undo()
    assert searcher.tab._shown.revealed == {}


def asked_in_vain(person, number):
    """Assert that a trial is not revealed, whatever is looked at."""
    for focus in ("curves", "scatter"):
        person.tab.document.look(focus=focus)
        assert not person.tab.is_active
    assert number in person.tab.study.view.revealed and person.tab._shown.revealed == {}
    assert person.picture.detail.reveal.isEnabled()


@pytest.mark.parametrize("how", ["the button", "undo and redo"])
def test_a_reveal_that_was_stopped_begins_again_when_it_is_asked_for_and_not_before(open_search, how):
    person = open_search(trials=2, length=2000)
    person.search_to_end()
    person.click(person.picture.detail.reveal)
    person.wait(lambda: person.tab.is_active)
    person.click(person.tab.transport.stop)
    person.wait_for_rest()
    best = ranking(person.snapshot)[0].trial.number
    asked_in_vain(person, best)
    if how == "the button":
        person.click(person.picture.detail.reveal)
    else:
        person.window.undo()
        person.window.redo()
    person.wait(lambda: person.tab._shown.revealed, 20_000)
    assert list(person.tab._shown.revealed) == [best]
    person.wait_for_rest()


def test_a_reveal_that_failed_begins_again_when_it_is_asked_for_and_not_before(open_search, tiny_source, tmp_path):
    images = tmp_path / "images.npz"
    shutil.copy(tiny_source.train, images)
    person = open_search(data=NPZFiles(str(images)))
    person.search_to_end()
    best = ranking(person.snapshot)[0].trial.number
    images.rename(tmp_path / "away.npz")
    told = emitted(person.tab.failed)
    person.click(person.picture.detail.reveal)
    person.wait(lambda: any("images.npz" in str(text) for (text,) in told))
    person.wait_for_rest()
    asked_in_vain(person, best)
    (tmp_path / "away.npz").rename(images)
    person.click(person.picture.detail.reveal)
    person.wait(lambda: person.tab._shown.revealed)
    person.wait_for_rest()


def test_the_first_five_are_trained_once_more_with_eight_seeds(searcher):
    searcher.search_to_end()
    study, first = searcher.tab.study, [record.trial for record in ranking(searcher.snapshot)[:5]]
    searcher.click(searcher.tab.once_again)
    searcher.wait(lambda: searcher.tab.is_active)
    searcher.wait_for_rest()
    shown = searcher.tab._shown
    assert shown.again_of == tuple(trial.number for trial in first)
    alone = driven(prepare_once_more(study, first)[0])
    np.testing.assert_array_equal([b.values for b in bands(shown.again, 5)], [b.values for b in bands(alone, 5)])
    assert searcher.snapshot.is_complete  # what was found is still there


def test_the_chosen_trial_is_opened_in_the_trainer(searcher):
    searcher.search_to_end()
    chosen = ranking(searcher.snapshot)[2].trial
    searcher.click_line(2)
    searcher.click(searcher.picture.detail.train)
    study = searcher.window.tab.study
    assert isinstance(study, Experiment)
    assert study.runs == (chosen.run,)
    assert (study.settings.batch_size, study.settings.seed, study.settings.train_size) == (20, chosen.seed, 100)


# Halving, and ways side by side


def test_halving_stops_most_and_says_which_rung_it_is_on(open_search):
    person = open_search(stopping=Halving(first=1, factor=2, finalists=3), trials=24)
    person.search_to_end()
    assert_same(person.snapshot.records, searched_alone(person.tab.study).records)
    assert sum(rung is not None for rung in person.snapshot.stopped) == 21
    assert "rung" in person.tab.progress.text.text()


def test_ways_of_choosing_are_searched_side_by_side(open_search):
    person = open_search(compared=(Grid(), Halton()), trials=9)
    person.search_to_end()
    for rival, way in zip(person.snapshot.rivals, (Grid(), Halton()), strict=True):
        alone = searched_alone(person.tab.study.with_settings(way=way, compared=()))
        assert_same(rival.records, alone.records)


# Settings


def test_a_run_that_lacks_what_is_varied_is_refused_beside_its_field(open_search):
    person = open_search(space=(usual("optimizer.lr"), usual("decay.strength")))
    person.choose("optimizer", "momentum")
    person.tab.change_space((*person.tab.study.settings.space, usual("optimizer.momentum")))
    person.choose("optimizer", "adam")
    assert "momentum" in person.fault("optimizer")
    assert hasattr(person.tab.study.runs[0].optimizer, "momentum")


def test_images_too_few_for_a_batch_are_refused_beside_the_field(searcher):
    searcher.type("train_size", "20")
    assert "batch size must be at most 14" in searcher.fault("train_size") + searcher.fault("batch_size")
    assert searcher.tab.study.settings.train_size == 100


@pytest.mark.parametrize("code", ["en", "ko"])
def test_no_button_over_the_list_is_covered_in_a_small_window(open_search, code):
    language.switch(code)
    person = open_search()
    person.window.resize(1024, 768)
    person.search_to_end()
    detail, ranked = person.picture.detail, person.picture.list
    for button in (detail.train, detail.reveal, ranked.most, ranked.copy):
        assert button.visibleRegion().boundingRect() == button.rect(), button.objectName()
    assert ranked.list.viewport().height() >= ranked.list.sizeHintForRow(0)


# Files


def test_a_search_is_saved_and_opened_with_all_that_is_on_screen(open_search, tmp_path, tiny_source):
    person = open_search(
        tiny_search(tiny_source, SearchView(focus="curves", best=5, chosen=(2, 3)), space=RATES, way=Halton())
    )
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(person.tab.scene().to_plain()))
    assert load_scene(file).study == person.tab.study


def test_rendering_a_scene_writes_the_list_the_curves_and_the_test_accuracy_of_the_winner(
    tiny_source, tmp_path, capsys, application
):
    scene = tiny_search(tiny_source, SearchView(focus="curves"), compared=(Grid(),))
    assert render(scene, tmp_path) == 0
    alone = searched_alone(scene.study)
    printed = capsys.readouterr().out
    assert line(alone.search, ranking(alone)[0], 1) in printed and "test images" in printed
    rows = (tmp_path / "tiny.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 12 + len(alone.rivals[0].records)
    written = json.loads((tmp_path / "tiny.json").read_text())
    assert written["runs"][0]["final"]["validation_accuracy"] == ranking(alone)[0].accuracy
    assert [each["trial"] for each in written["revealed"]] == [ranking(alone)[0].trial.number]
    assert_same(records_from_plain(scene.study, written["trials"][0]), alone.records)
    assert (tmp_path / "tiny.png").stat().st_size > 10_000


def test_there_is_nothing_to_export_before_the_search(searcher):
    with pytest.raises(ValueError, match="run the search first"):
        searcher.tab.exhibit()


@pytest.mark.parametrize("scene", [scene for scene in scenes().values() if scene.tab == "search"], ids=lambda s: s.id)
def test_every_scene_of_the_search_opens(open_search, scene):
    person = open_search(scene)
    assert person.tab.study == scene.study
    assert translate(scene.title) == person.picture.head.title.text()
