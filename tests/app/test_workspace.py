"""What documents promise: one way to change, undo to the scene and redo to the end, one drag one step."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from app.workspace import Document
from core.config.study import Study, studies
from core.scenes import Scene, find_scene
from tests.core.helpers import descents, experiments
from tests.core.helpers import studies as signal_studies

RANDOM_STUDIES = {"optimizers": descents(), "activations": signal_studies(), "trainer": experiments()}


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def document(parent: QObject) -> Document:
    return Document(find_scene("lr-limit"), parent)


def told_by(document: Document) -> list:
    told: list = []
    document.changed.connect(lambda before, after: told.append((before, after)))
    return told


def steps(document: Document) -> int:
    return document.stack.count()


def test_a_change_is_told_with_what_was_and_what_is(document):
    told, before = told_by(document), document.study
    after = before.with_settings(steps=40)
    document.change(after, "length")
    assert told == [(before, after)]
    document.change(after, "the same again")
    assert len(told) == 1 and steps(document) == 1


def test_what_is_being_shown_cannot_be_changed(document):
    refused = []

    def change(before: Study, after: Study) -> None:
        with pytest.raises(RuntimeError, match="while it was being shown: again"):
            document.change(after.with_settings(steps=50), "again")
        refused.append(after.settings.steps)

    document.changed.connect(change)
    document.change(document.study.with_settings(steps=40), "length")
    document.stack.undo()
    document.stack.redo()
    assert refused == [40, 30, 40] and steps(document) == 1
    document.changed.disconnect(change)
    document.change(document.study.with_settings(steps=50), "afterwards")
    assert document.study.settings.steps == 50


def test_undo_and_redo_go_through_the_same_signal(document):
    before = document.study
    document.change(before.with_settings(steps=40), "length")
    told = told_by(document)
    document.stack.undo()
    document.stack.redo()
    assert [after.settings.steps for _, after in told] == [30, 40]
    assert (document.undo_text(), document.redo_text()) == ("length", "")


def test_a_drag_is_one_step_of_undo_and_the_next_drag_another(document):
    for length in (31, 32, 33):
        document.change(document.study.with_settings(steps=length), "length", merge="slider")
    document.settle()
    for length in (34, 35):
        document.change(document.study.with_settings(steps=length), "length", merge="slider")
    assert steps(document) == 2
    document.stack.undo()
    assert document.study.settings.steps == 33
    document.stack.undo()
    assert document.study.settings.steps == 30


def test_drags_of_different_sliders_are_different_steps(document):
    document.change(document.study.with_settings(steps=31), "length", merge="one")
    document.change(document.study.with_settings(steps=32), "length", merge="other")
    assert steps(document) == 2


def test_a_drag_back_to_where_it_began_is_nothing(document):
    for length in (31, 32, 30):
        document.change(document.study.with_settings(steps=length), "length", merge="slider")
    assert not document.stack.canUndo() and not document.is_changed


def test_looking_elsewhere_is_one_step_however_often_and_does_not_make_it_another_scene(document):
    for place in range(5):
        document.look(place=place)
    assert steps(document) == 1
    assert document.is_changed and not document.is_computed_otherwise
    document.change(document.study.with_settings(steps=31), "length")
    document.look(place=9)
    assert steps(document) == 3 and document.is_computed_otherwise


def test_back_to_the_scene_can_be_undone(document):
    changed = document.study.with_settings(steps=77)
    document.change(changed, "length")
    document.reset()
    assert not document.is_changed
    document.stack.undo()
    assert document.study == changed


def test_another_scene_can_be_left_again_with_all_that_was_changed_before(document):
    opened: list[Scene] = []
    document.opened.connect(opened.append)
    changed = document.study.with_settings(steps=77)
    document.change(changed, "length")
    document.open(find_scene("sgd"))
    assert document.study == find_scene("sgd").study and not document.is_changed
    document.stack.undo()
    assert (document.scene, document.study) == (find_scene("lr-limit"), changed)
    assert [scene.id for scene in opened] == ["sgd", "lr-limit"]


def test_the_same_scene_once_more_is_told_and_is_no_step(document):
    opened: list[Scene] = []
    document.opened.connect(opened.append)
    document.open(find_scene("lr-limit"))
    assert len(opened) == 1 and steps(document) == 0


def test_a_scene_that_was_changed_is_opened_anew_in_one_step(document):
    scene = document.scene
    document.change(document.study.with_settings(steps=40), "length")
    opened: list[Scene] = []
    document.opened.connect(opened.append)
    told = told_by(document)
    document.open(scene)
    assert opened == [scene] and len(told) == 1
    assert document.study == scene.study and steps(document) == 2
    document.stack.undo()
    assert opened == [scene] and document.study.settings.steps == 40


def test_undo_does_not_lead_back_to_what_was_only_provisional(parent):
    document = Document(Scene("untitled", "", "optimizers", studies["optimizers"]()), parent, provisional=True)
    document.open(find_scene("sgd"))
    assert document.scene.id == "sgd" and not document.stack.canUndo()
    document.open(find_scene("adam"))
    assert document.stack.canUndo()


def test_what_is_shown_is_a_scene_of_the_same_name(document):
    document.change(document.study.with_settings(steps=77), "length")
    scene = document.as_scene()
    assert (scene.id, scene.title, scene.study) == ("lr-limit", document.scene.title, document.study)


@given(data=st.data())
def test_undo_leads_to_the_start_and_redo_to_the_end_whatever_was_done(data):
    key = data.draw(st.sampled_from(list(RANDOM_STUDIES)))
    made = data.draw(st.lists(RANDOM_STUDIES[key], max_size=6))
    begin = Scene("begin", "", key, studies[key]())
    document = Document(begin)
    order = random.Random(data.draw(st.integers(0, 2**32)))
    passed = [document.state]
    for study in made:
        merge = order.choice([None, None, "one", "other"])
        if order.random() < 0.2:
            document.open(Scene("other", "Other", key, study))
        else:
            document.change(study, "something", merge)
        if order.random() < 0.3:
            document.settle()
        if order.random() < 0.3:
            document.look(selected=order.randrange(len(document.study.runs)))
        passed.append(document.state)
    end = document.state
    for _ in range(steps(document)):
        document.stack.undo()
        assert document.state in passed or document.state.study.runs
    assert document.state == passed[0]
    while document.stack.canRedo():
        document.stack.redo()
    assert document.state == end
