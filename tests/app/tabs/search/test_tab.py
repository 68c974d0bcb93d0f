"""What the search tab promises of its settings, and of what is saved and written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.language import language, translate
from app.start.render import render
from core.scenes import load_scene, scenes
from core.search.choosing import Grid, Halton
from core.search.ranking import line, ranking
from core.search.space import usual
from core.search.study import SearchView
from core.search.trials import records_from_plain
from tests.app.tabs.search.helpers import searched_alone, tiny_search
from tests.core.search.helpers import assert_same

CONTROL = Qt.KeyboardModifier.ControlModifier
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
LONG = {"trials": 400, "length": 400, "draw": "own"}
"""A search that a test ends."""


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
def test_no_button_is_covered_in_a_small_window(open_search, code):
    language.switch(code)
    person = open_search()
    person.window.resize(1024, 768)
    person.search_to_end()
    ranked = person.picture.list
    for button in (*person.picture.controls.widgets, ranked.most, ranked.copy):
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
    written = json.loads((tmp_path / "tiny.results.json").read_text())
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
