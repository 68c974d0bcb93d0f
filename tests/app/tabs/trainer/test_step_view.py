"""One step in slow motion, by clicks: stage by stage, step by step, layer by layer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.tabs.trainer import step_view
from app.tabs.trainer.step_view import lines_of
from core.config.figures import tex
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.losses import SquaredError
from core.rules.optimizers import Adam
from core.training.explained import STAGES, Explaining
from core.training.study import WeightDecay
from tests.app.helpers import run_of, tiny_scene


@pytest.fixture
def stepping(open_window):
    person = open_window(tiny_scene(run_of(), run_of(optimizer=Adam(lr=0.01))))
    person.tab.set_focus("passes")
    ready(person)
    return person


def view_of(person):
    return person.tab.picture.views.front


def ready(person):
    view = view_of(person)
    person.bot.waitUntil(lambda: not view.explaining.is_busy and view.known is not None)
    return view.known


def test_the_stages_follow_each_other_and_then_comes_the_next_step(stepping):
    view = view_of(stepping)
    seen = [view.stage]
    for _ in range(4):
        stepping.click(view.next)
        seen.append(view.stage)
    assert seen == [*STAGES, "forward"] and stepping.experiment.view.explained == 2
    assert ready(stepping).step == 2
    stepping.click(view.before)
    assert ready(stepping).step == 1
    stepping.click(view.stages["backward"])
    assert view.stage == "backward" and [b.isChecked() for b in view.stages.values()] == [False, False, True, False]


def test_what_is_shown_is_what_the_core_explains(stepping):
    view = view_of(stepping)
    stepping.tab.document.look(selected=1, explained=3, layer=0)
    known = ready(stepping)
    task = Explaining(stepping.experiment.selected, stepping.experiment.settings, 3, 0)
    for _ in task.run():
        pass
    expected = task.snapshot()
    assert known.step == 3 and known.weight == expected.weight and known.loss == expected.loss
    stepping.tab.document.look(stage="backward")
    assert tex(expected.weight.gradient)[:5] in view.formula.lines()[1].tex


def test_a_click_on_a_layer_looks_at_a_weight_of_it(stepping):
    view = view_of(stepping)
    for layer in (0, 1):
        place = view.passes._places[layer].center().toPoint()
        stepping.bot.mouseClick(view.passes, Qt.MouseButton.LeftButton, pos=place)
        assert stepping.experiment.view.layer == layer and ready(stepping).weight.layer == layer


def test_it_goes_on_by_itself_until_it_is_held(stepping, monkeypatch):
    view = view_of(stepping)
    view._timer.setInterval(5)
    stepping.click(view.auto)
    stepping.bot.waitUntil(lambda: view.stage == "backward")
    stepping.click(view.auto)
    assert not view._timer.isActive() and step_view.EVERY >= 2000


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    "run",
    [
        run_of(),
        run_of(batch_norm=BatchNorm(), dropout=DropoutPart()),
        run_of(decay=WeightDecay(strength=0.3)),
        run_of(loss=SquaredError()),
    ],
    ids=["plain", "cures", "decay", "squared error"],
)
def test_every_stage_of_every_kind_of_run_is_drawn_and_has_formulas(open_window, run, stage):
    person = open_window(tiny_scene(run))
    person.tab.set_focus("passes")
    person.tab.document.look(stage=stage)
    known = ready(person)
    view = view_of(person)
    lines = lines_of(known, stage)
    assert lines and all("=" in line for line in lines)
    assert view.said.text() and not view.passes.grab().isNull()
    if run.decay is not None and stage == "update":
        assert lines[0].startswith("g = ")
