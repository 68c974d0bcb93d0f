"""What the notes promise: one for every scene in every language, short, and none too many."""

from __future__ import annotations

import re

import pytest

from app.language import LANGUAGES, RESOURCES, language
from app.notes import note_of
from core.config.predictions import Note, note_from
from core.config.questions import parts, questions
from core.scenes import scenes

NOTES = RESOURCES / "notes"
HANGUL = re.compile("[가-힣]")


@pytest.fixture(autouse=True)
def back_to_english(qapp):
    yield
    language.switch("en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_scene_has_a_note_and_every_note_a_scene(code):
    assert {path.stem for path in (NOTES / code).glob("*.md")} == set(scenes())


def test_there_is_a_folder_for_every_language_and_none_besides():
    assert {path.name for path in NOTES.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scene", scenes())
def test_a_note_is_shown_in_the_language_of_the_window(code, scene):
    language.switch(code)
    note = note_of(scene)
    assert 40 <= len(note.text) <= 400
    assert bool(HANGUL.search(note.text)) is (code == "ko")
    assert note == note_from((NOTES / code / f"{scene}.md").read_text("utf-8"))


@pytest.mark.parametrize("scene", scenes())
def test_what_is_predicted_is_asked_alike_in_every_language(scene):
    notes = [note_from((NOTES / code / f"{scene}.md").read_text("utf-8")) for code in LANGUAGES]
    for part in ("predict", "another"):
        asked = [getattr(note, part) for note in notes]
        assert len({each is None for each in asked}) == 1
        if asked[0] is None:
            continue
        assert len({tuple(each.choices) for each in asked}) == 1
        assert set(asked[0].choices) <= set(questions[scenes()[scene].asks].outcomes)
        for each in asked:
            assert len(parts(each.question)) > 1, "nothing in it matters most"
            assert len(each.question) <= 130 and all(len(text) <= 60 for text in each.choices.values())
            assert 30 <= len(each.reason) <= 200
    assert (notes[0].another is not None) == bool(scenes()[scene].another)
    assert notes[0].predict is not None or notes[0].another is None


@pytest.mark.parametrize("id", ["my-own-scene", "", "../en/dropout", "..", "en/dropout"])
def test_scenes_of_the_users_have_no_note(id):
    assert note_of(id) == Note()
