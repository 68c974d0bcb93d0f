"""What the knobs of the search promise: they turn the search that is shown, and are fixed while it goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.scenes import find_scene
from core.search.space import OnOff
from core.search.stopping import Never
from tests.app.tabs.search.helpers import tiny_search
from tests.app.tabs.search.test_answers import SPACE, head_of, small

SCENES = ("random-search", "grid-vs-random", "halving", "winners-luck")


@pytest.mark.parametrize("id", SCENES)
def test_every_knob_of_a_scene_turns_what_is_searched_at_once_and_is_undone(open_search, id):
    scene = find_scene(id)
    person = open_search(scene)
    cards = person.tab.knobs.cards
    assert tuple(cards) == scene.knobs and 1 <= len(cards) <= 3
    for path, card in cards.items():
        before = person.tab.study
        for _ in range(6):  # to three digits, neighbouring places may read alike
            person.bot.keyClick(card.slider, Qt.Key.Key_Right)
        assert person.tab.study.settings != before.settings, path
        assert card.editor.value() == card.value
        while person.tab.study != before and person.window.can_undo:
            person.window.undo()
        assert person.tab.study == before


def test_an_end_of_a_range_is_called_by_its_setting(open_search, tiny_source):
    scene = replace(tiny_search(tiny_source, space=SPACE), knobs=("settings.space.0.high", "settings.space.1.low"))
    person = open_search(scene)
    names = [card.name.text() for card in person.tab.knobs.cards.values()]
    assert names == ["learning rate ≤", "decay strength ≥"]
    person.tab.change_space(SPACE[::-1])
    assert [card.name.text() for card in person.tab.knobs.cards.values()] == [
        "decay strength ≤",
        "learning rate ≥",
    ]
    person.tab.change_space((OnOff("batch_norm"), SPACE[0]))
    assert [card.name.text() for card in person.tab.knobs.cards.values()] == ["learning rate ≥"]


def test_a_range_without_room_is_refused_and_told(open_search, tiny_source):
    person = open_search(replace(tiny_search(tiny_source, space=SPACE), knobs=("settings.space.0.high",)))
    line = person.tab.knobs.cards["settings.space.0.high"].editor.line
    line.selectAll()
    person.bot.keyClicks(line, "1e-9")
    person.bot.keyClick(line, Qt.Key.Key_Return)
    assert "below the upper end" in person.message
    assert person.tab.study.settings.space == SPACE


def test_knobs_are_fixed_while_a_search_goes_on_and_ask_anew_when_they_are_turned(open_search, tiny_source):
    scene = small("winners-luck", tiny_source)
    person = open_search(replace(scene, study=scene.study.with_settings(trials=40, length=30)))
    person.run()
    cards = person.tab.knobs.cards.values()
    assert not any(card.slider.isEnabled() or card.editor.isEnabled() for card in cards)
    assert all("stop first" in card.slider.toolTip() for card in cards)
    person.click(person.tab.transport.stop)
    person.wait_for_rest()
    assert all(card.slider.isEnabled() for card in cards)
    person.bot.keyClick(person.tab.knobs.cards["settings.trials"].slider, Qt.Key.Key_Right)
    assert head_of(person).endswith("Press Run.")


def test_a_knob_of_early_stopping_goes_when_there_is_none(open_search):
    person = open_search(find_scene("halving"))
    person.tab.change_settings(replace(person.tab.study.settings, stopping=Never()))
    assert list(person.tab.knobs.cards) == []
    person.window.undo()
    assert list(person.tab.knobs.cards) == list(find_scene("halving").knobs)
