"""What the activation tab keeps: all that is seen is in its study, and is saved, undone, opened and written alike."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.export import write_exhibit
from app.start.render import render
from core.jobs import State
from core.rules.activations import ReLU, Tanh
from core.rules.initializers import He, Normal, Xavier
from core.scenes import Scene, load_scene, scenes
from core.signals.study import SignalTraining
from tests.app.helpers import assert_same_pixels, picture_at_rest, run_of, tiny_scene, wheel_over
from tests.app.tabs.activations.helpers import Looker, row_of, tiny_study

SHORT = SignalTraining(lr=0.1, batch_size=20, steps=6)
THREE = row_of(), row_of(activation=ReLU(), initializer=He(), layers=3), row_of(activation=Tanh())


def seen(looker: Looker) -> np.ndarray:
    """Return what the tab shows when all of it is there."""
    return picture_at_rest(looker.bot, looker.tab)


def step_to(looker: Looker, steps: int) -> None:
    """Train so many mini-batches, one at a time, so that every one is read."""
    done = len(looker.picture.film.film)
    for step in range(done + 1, steps + 1):
        looker.key(Qt.Key.Key_S)
        looker.wait(lambda step=step: len(looker.picture.film.film) == step)


# Everything that is seen


class Walk:
    """Works what the views and the column have, at random, as a person does."""

    def __init__(self, looker: Looker, seed: int) -> None:
        self.looker, self.order, self.done = looker, random.Random(seed), []

    def go(self, steps: int) -> None:
        """Do so many things."""
        for _ in range(steps):
            focus = self.looker.study.view.focus
            own = [getattr(self, name) for name in dir(self) if name.startswith((f"in_{focus}", "anywhere"))]
            act = self.order.choice(own)
            self.done.append(act.__name__)
            act()
            self.looker.settle()

    def anywhere_show(self) -> None:
        self.looker.show(self.order.choice(list(self.looker.picture.buttons)))

    def anywhere_select(self) -> None:
        self.looker.click_row(self.order.randrange(self.looker.tab.run_list.list.count()))

    def anywhere_twin_or_less(self) -> None:
        names = self.looker.tab.run_list
        self.looker.click(self.order.choice([names.duplicate, names.remove]))

    def anywhere_key(self) -> None:
        self.looker.key(self.order.choice([Qt.Key.Key_L, Qt.Key.Key_N]))

    def anywhere_sigma(self) -> None:
        if self.order.random() < 0.5:
            self.looker.drag(self.looker.tab.sigma.slider, self.order.random())
        else:
            self.looker.click(self.order.choice(list(self.looker.tab.sigma.presets.values())))

    def anywhere_form(self) -> None:
        path, text = self.order.choice([("layers", "3"), ("nodes", "12"), ("bins", "20"), ("samples", "40")])
        self.looker.type(path, text)
        self.looker.tick(self.order.choice(["batch_norm", "dropout"]))
        self.looker.choose("gradient_of", self.order.choice(["weights", "activations"]))

    def in_strip_click(self) -> None:
        strip = self.looker.picture.strip
        self.looker.click(strip, self.order.choice(strip.panels()).place.center())

    def in_wall_move(self) -> None:
        key = self.order.choice([Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Left])
        self.looker.key(key, self.looker.picture.wall)

    def in_wall_choose(self) -> None:
        wall = self.looker.picture.wall
        self.looker.click(wall, wall.place_of(self.order.choice(sorted(wall.cells()))).center())

    def in_functions_layer(self) -> None:
        self.looker.bot.keyClick(
            self.looker.picture.functions.layer, self.order.choice([Qt.Key.Key_Down, Qt.Key.Key_Up])
        )

    def in_functions_choose(self) -> None:
        self.looker.click(self.order.choice(list(self.looker.picture.functions.plots.values())).viewport())

    def in_training_settings(self) -> None:
        path, text = self.order.choice([("lr", "0.3"), ("batch_size", "30"), ("steps", "50")])
        self.looker.type(path, text)


@pytest.mark.parametrize("focus", ["strip", "wall", "gradients", "functions", "training"])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_done_is_saved_opened_in_a_fresh_window_undone_and_done_again(
    look_at, open_window, tmp_path, seed, focus
):
    looker = look_at(
        tiny_study(*THREE[: 1 + seed % 3], focus=focus, scale=random.Random(seed).choice(["log", "linear"]))
    )
    begin, stack = looker.study, looker.tab.document.stack
    before = stack.index()
    walk = Walk(looker, seed)
    walk.go(10)
    end, shown = looker.study, seen(looker)
    changed = looker.tab.document.is_computed_otherwise

    looker.window.files.save(tmp_path / "walked.json")
    assert looker.message == "", walk.done
    fresh = Looker(looker.bot, open_window(tiny_study(row_of(layers=1))).window)
    fresh.window.resize(looker.window.size())
    fresh.window.files.open(tmp_path / "walked.json")
    assert fresh.study == end, walk.done
    fresh.picture.head.set_text("Tiny")
    fresh.picture.head.set_changed(changed)
    assert_same_pixels(seen(fresh), shown, f"opened again after {walk.done}")

    while stack.index() > before:
        stack.undo()
    assert looker.study == begin and not looker.tab.document.is_changed, walk.done
    while stack.canRedo():
        stack.redo()
    assert looker.study == end, walk.done
    assert_same_pixels(seen(looker), shown, f"done again after {walk.done}")


def test_the_selected_network_and_all_that_is_chosen_in_the_views_are_in_the_scene(look_at):
    looker = look_at(tiny_study(*THREE, focus="wall"))
    looker.click_row(1)
    looker.key(Qt.Key.Key_Right, looker.picture.wall)
    looker.key(Qt.Key.Key_Down, looker.picture.wall)
    looker.show("functions")
    looker.bot.keyClick(looker.picture.functions.layer, Qt.Key.Key_Down)
    looker.key(Qt.Key.Key_L)
    view = looker.tab.scene().study.view
    assert (view.selected, view.wall_row, view.wall_column) == (1, 1, 1)
    assert (view.focus, view.layer, view.scale) == ("functions", 1, "linear")


def test_the_settings_of_the_training_are_in_the_scene(look_at):
    looker = look_at(tiny_study(focus="training"))
    for path, text in (("lr", "0.25"), ("batch_size", "30"), ("steps", "77")):
        looker.type(path, text)
    assert looker.tab.scene().study.settings.training == SignalTraining(0.25, 30, 77)
    assert looker.tab.picture.head.changed.isVisible()


def test_training_settings_compute_no_signal_again(look_at):
    looker = look_at(tiny_study(focus="training"))
    looker.type("lr", "0.25")
    assert not looker.tab.is_computing


def test_a_film_is_looked_at_where_the_scene_says(look_at, open_window, tmp_path):
    looker = look_at(tiny_study(row_of(initializer=Xavier()), focus="training", training=SHORT))
    step_to(looker, 6)
    film = looker.picture.film
    looker.click(film.heat.viewport(), QPointF(film.heat.x_of(2), film.heat.area().center().y()))
    looker.bot.keyClick(film.layer, Qt.Key.Key_Down)
    looker.bot.keyClick(film.quantity, Qt.Key.Key_Down)
    view = looker.tab.scene().study.view
    assert (view.step, view.layer, view.quantity) == (3, 1, "backward")
    looker.window.files.save(tmp_path / "film.json")
    fresh = Looker(looker.bot, open_window(tiny_study()).window)
    fresh.window.resize(looker.window.size())
    fresh.window.files.open(tmp_path / "film.json")
    fresh.settle()
    step_to(fresh, 6)
    fresh.window.grab()
    assert fresh.picture.film.step == 3
    np.testing.assert_array_equal(fresh.picture.film.heat.values(), film.heat.values())
    for ours, theirs in zip(fresh.picture.film.strip.panels(), film.strip.panels(), strict=True):
        np.testing.assert_array_equal(ours.bars.fractions, theirs.bars.fractions)
    for each in (looker, fresh):
        each.key(Qt.Key.Key_Escape)
        each.wait(lambda each=each: not each.tab.training.is_active)


def test_the_next_training_is_followed_again(look_at):
    looker = look_at(tiny_study(focus="training", training=SHORT))
    step_to(looker, 3)
    looker.key(Qt.Key.Key_Home, looker.picture.film.slider)
    assert looker.study.view.step == 1
    looker.key(Qt.Key.Key_Escape)
    looker.wait_for(State.STOPPED)
    looker.key(Qt.Key.Key_Space)
    looker.wait_for(State.FINISHED)
    assert looker.study.view.step == 0
    assert looker.picture.film.step == looker.picture.film.film.records[-1].step


def test_a_scene_file_of_before_the_training_was_in_it_still_opens(look_at):
    scene = scenes()["init-relu"]
    plain = scene.to_plain()
    del plain["study"]["settings"]["training"]
    for name in ("wall_row", "wall_column", "step", "quantity", "selected"):
        del plain["study"]["view"][name]
    looker = look_at()
    looker.window.show_scene(Scene.from_plain(plain))
    assert looker.study == scene.study
    assert looker.study.settings.training == SignalTraining()
    looker.window.show_scene(tiny_study())
    looker.settle()


# Files


@pytest.mark.parametrize("focus", ["strip", "wall", "gradients", "functions", "training"])
def test_rendering_a_saved_scene_writes_what_the_window_exports(look_at, tmp_path, capsys, focus):
    looker = look_at(tiny_study(*THREE, training=SHORT))
    looker.click_row(1)
    looker.drag(looker.tab.sigma.slider, 0.55)
    looker.key(Qt.Key.Key_L)
    strip = looker.picture.strip
    looker.settle()
    looker.click(strip, strip.panel(1, 2, "forward").place.center())
    looker.show(focus)
    looker.settle()
    if focus == "training":
        step_to(looker, 6)
        looker.bot.keyClick(looker.picture.film.quantity, Qt.Key.Key_Down)
        looker.key(Qt.Key.Key_Left, looker.picture.film.slider)
        assert looker.study.view.step == 5
        looker.wait(lambda: not looker.tab.training.is_active)
    assert (looker.study.view.selected, looker.study.view.layer) == (1, 2)

    looker.window.files.save(tmp_path / "saved.json")
    shown = looker.tab.document.scene
    saved = replace(load_scene(tmp_path / "saved.json"), id=shown.id, title=shown.title)
    write_exhibit(tmp_path / "window", looker.tab.exhibit())
    assert render(saved, tmp_path / "rendered") == 0
    for ending in ("csv", "results.json", "png"):
        exported, rendered = ((tmp_path / each / f"tiny.{ending}").read_bytes() for each in ("window", "rendered"))
        assert exported == rendered, ending


def test_what_is_exported_is_labelled_by_what_was_trained(look_at, tmp_path):
    looker = look_at(tiny_study(row_of(), focus="training", training=SHORT))
    step_to(looker, 2)
    looker.key(Qt.Key.Key_Escape)
    looker.wait_for(State.STOPPED)
    trained = looker.study
    looker.type("layers", "4")
    looker.type("lr", "0.7")
    exhibit = looker.tab.exhibit()
    assert exhibit.scene.study.settings == trained.settings and exhibit.scene.study.runs == trained.runs
    assert exhibit.record()["runs"][0]["configuration"]["layers"] == 2


# Undo


def test_a_drag_of_sigma_is_one_step_of_undo(look_at):
    looker = look_at(tiny_study(row_of(initializer=Xavier())))
    begin, stack = looker.study, looker.tab.document.stack
    done = stack.index()
    looker.drag(looker.tab.sigma.slider, 0.9)
    first = looker.study
    looker.drag(looker.tab.sigma.slider, 0.3)
    assert stack.index() == done + 2
    stack.undo()
    assert looker.study == first
    stack.undo()
    assert looker.study == begin
    assert [text for text, button in looker.tab.sigma.presets.items() if button.isChecked()] == ["Xavier"]
    assert looker.field("initializer").editor.value() == "xavier"


def test_a_cell_of_the_wall_is_one_step_of_undo(look_at):
    looker = look_at(tiny_study(focus="wall"))
    begin, wall = looker.study, looker.picture.wall
    looker.click(wall, wall.place_of((2, 4)).center())
    assert (looker.study.view.focus, looker.study.selected.activation) == ("strip", ReLU())
    looker.tab.document.stack.undo()
    assert looker.study == begin and looker.picture.view == "wall"


def rate_in_worker(looker: Looker) -> float:
    """Ask the training itself for its learning rate."""
    rates: list[float] = []
    looker.tab.training.jobs.job.post(lambda trainer: rates.append(trainer.populations[0].runs[0].optimizer.lr))
    looker.wait(lambda: rates)
    return rates[0]


def test_undo_of_a_learning_rate_reaches_the_training_that_goes_on(look_at):
    looker = look_at(tiny_study(focus="training", training=replace(SHORT, steps=100_000)))
    step_to(looker, 1)
    looker.type("lr", "0.5")
    assert rate_in_worker(looker) == 0.5
    looker.tab.document.stack.undo()
    assert rate_in_worker(looker) == 0.1
    assert looker.tab.training.state is State.PAUSED
    looker.tab.reset()
    looker.key(Qt.Key.Key_Escape)
    looker.wait_for(State.STOPPED)


@pytest.mark.parametrize("back", ["undo", "reset", "scene"])
def test_what_cannot_change_in_a_training_ends_it_and_leaves_its_film(look_at, back):
    looker = look_at(tiny_study(focus="training", training=replace(SHORT, steps=100_000)))
    begin = looker.study
    looker.type("layers", "3")
    step_to(looker, 2)
    assert not looker.field("layers").editor.input.isEnabled()
    if back == "undo":
        while looker.study.selected.layers == 3:
            looker.tab.document.stack.undo()
    elif back == "reset":
        looker.click(looker.picture.head.changed)
    else:
        looker.window.show_scene(tiny_study(focus="training"))
    looker.wait(lambda: not looker.tab.training.state.is_active)
    assert looker.field("layers").editor.input.isEnabled()
    if back == "scene":
        assert len(looker.picture.film.film) == 0
    else:
        assert looker.study.runs == begin.runs
        assert len(looker.picture.film.film.records[0].layers) == 3
        assert looker.tab.training.trained.selected.layers == 3


def test_what_does_not_matter_to_a_training_does_not_end_it(look_at):
    looker = look_at(tiny_study(*THREE, focus="training", training=replace(SHORT, steps=100_000)))
    looker.type("bins", "20")
    step_to(looker, 1)
    looker.tab.document.stack.undo()
    looker.click_row(2)
    assert looker.study.settings.bins == 30
    assert looker.tab.training.is_active and looker.tab.training.trained.selected == THREE[0]
    looker.key(Qt.Key.Key_Escape)
    looker.wait_for(State.STOPPED)


def test_what_was_typed_wrong_is_gone_with_another_scene(look_at):
    looker = look_at()
    looker.type("layers", "many")
    assert looker.fault("layers")
    looker.window.show_scene(tiny_study())
    assert not looker.fault("layers")
    assert looker.field("layers").editor.line.text() == "2"


# Watching another tab is not part of the study


def test_the_film_of_another_tab_leaves_no_trace_in_the_study(look_at):
    looker = look_at(tiny_study(focus="training"))
    looker.window.show_scene(tiny_scene(run_of(), length=1_000_000, evaluate_every=1_000_000))
    trainer = looker.window.tab
    trainer.run()
    looker.wait(lambda: trainer.results() and trainer.results()[0].snapshot.step > 0)
    looker.bring_to_front()
    before, view = looker.study, looker.picture.film
    looker.wait(lambda: view.source.count() == 2)
    looker.bot.keyClick(view.source, Qt.Key.Key_Down)
    looker.wait(lambda: len(view.film) >= 3)
    looker.key(Qt.Key.Key_Home, view.slider)
    assert view.step == view.film.records[0].step
    assert looker.study == before
    first = view.step
    count = len(view.film)
    looker.wait(lambda: len(view.film) > count)
    assert view.step == first
    looker.bot.keyClick(view.source, Qt.Key.Key_Up)
    assert looker.study == before and len(view.film) == 0
    trainer.stop()
    looker.wait(lambda: not trainer.watchable().job.state.is_active)


# Keys and the wheel


def clicked(looker: Looker, what: str) -> None:
    widgets = {
        "a box": (looker.field("batch_norm").editor.input, QPoint(9, 9)),
        "the list": (looker.tab.run_list.list.viewport(), None),
        "σ": (looker.tab.sigma.slider, None),
        "a preset": (looker.tab.sigma.presets["He"], None),
        "the picture": (looker.picture.film.empty, None),
    }
    looker.click(*widgets[what])


@pytest.mark.parametrize("what", ["a box", "the list", "σ", "a preset", "the picture"])
def test_keys_act_whatever_was_clicked_last(look_at, what):
    looker = look_at(tiny_study(focus="training", training=replace(SHORT, steps=100_000)))
    clicked(looker, what)
    before = looker.study
    looker.key_to_focus(Qt.Key.Key_Space)
    assert looker.tab.training.state is State.RUNNING
    assert looker.study == before
    looker.key_to_focus(Qt.Key.Key_Space)
    looker.wait_for(State.PAUSED)
    looker.key_to_focus(Qt.Key.Key_Escape)
    looker.wait_for(State.STOPPED)
    for key, view in ((Qt.Key.Key_2, "wall"), (Qt.Key.Key_4, "functions"), (Qt.Key.Key_1, "strip")):
        looker.key_to_focus(key)
        assert looker.picture.view == view
    looker.key_to_focus(Qt.Key.Key_N)
    assert looker.study.seed == before.seed + 1
    looker.key_to_focus(Qt.Key.Key_L)
    assert looker.study.view.scale == "linear"
    looker.settle()


def test_outside_the_training_view_there_is_nothing_to_run(look_at):
    looker = look_at()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S):
        looker.key(key)
    assert looker.tab.training.state is State.IDLE
    assert not looker.tab.command_actions.by_id["run"].isEnabled()


def test_the_wheel_scrolls_the_column_until_sigma_was_clicked(look_at):
    looker = look_at(tiny_study(row_of(initializer=Normal(0.1))))
    looker.window.resize(1280, 540)
    looker.settle()
    slider, bar = looker.tab.sigma.slider, looker.tab.area.verticalScrollBar()
    looker.tab.area.ensureWidgetVisible(slider)
    before, at = looker.study, bar.value()
    wheel_over(slider, up=bar.value() == bar.maximum())
    assert looker.study == before
    assert bar.value() != at
    looker.click(slider)
    moved, at = looker.study, bar.value()
    wheel_over(slider, up=True)
    assert looker.study.selected.initializer.sigma > moved.selected.initializer.sigma
    assert bar.value() == at
