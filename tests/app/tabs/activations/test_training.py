"""Looking into a training: every moment is kept, can be gone back to, and is what the core read."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from app.export import write_exhibit
from app.tabs.activations.tab import WATCHING
from app.tabs.activations.training import experiment_of
from app.tabs.trainer.tab import TrainerTab
from core.jobs import State
from core.rules.initializers import Xavier
from core.signals.film import BINS
from core.signals.study import SignalTraining
from core.training.single import readings_of, watched
from tests.app.helpers import ENDLESS, run_of, tiny_scene
from tests.app.tabs.activations.helpers import row_of, tiny_study

ROW = row_of(initializer=Xavier())


@pytest.fixture
def in_training(look_at):
    """A person at the training view, with a training of twelve mini-batches."""
    looker = look_at(tiny_study(ROW, focus="training"))
    looker.type("steps", "12")
    looker.type("lr", "0.1")
    looker.type("batch_size", "20")
    yield looker
    looker.tab.training.drop(looker.study)
    assert looker.tab.training.jobs.close(2.0)


def step_to(looker, steps: int) -> None:
    """Step to a mini-batch, each of which is read."""
    for step in range(1, steps + 1):
        looker.key(Qt.Key.Key_S)
        looker.wait(lambda step=step: looker.picture.film.step == step)


def records_by_core(steps: int) -> tuple:
    training = SignalTraining(lr=0.1, batch_size=20, steps=12)
    (trainer,) = watched(experiment_of(tiny_study(ROW, training=training).study), every=1)
    for _ in trainer.run():
        if trainer.history.step >= steps:
            break
    return readings_of([trainer.snapshot()], 0)


def test_before_a_training_the_view_says_what_to_do(look_at):
    looker = look_at(tiny_study(focus="training"))
    assert looker.picture.film.empty.isVisible()
    assert "Run" in looker.picture.film.empty.text()
    assert looker.tab.transport.isVisible()
    assert not looker.tab.new_draw.isVisible()


def test_every_step_that_is_read_is_what_the_core_reads(in_training):
    step_to(in_training, 3)
    records, losses = records_by_core(3)
    film = in_training.picture.film.film
    assert [record.step for record in film.records] == [1, 2, 3]
    for shown, core in zip(film.records, records, strict=True):
        for ours, theirs in zip(shown.layers, core.layers, strict=True):
            assert ours.std == theirs.std
            np.testing.assert_array_equal(ours.gradient.counts, theirs.gradient.counts)
    assert in_training.picture.film.film.losses == losses
    in_training.key(Qt.Key.Key_Escape)
    in_training.wait_for(State.STOPPED)


def test_the_slider_goes_back_to_what_was_read(in_training):
    step_to(in_training, 3)
    view = in_training.picture.film
    in_training.key(Qt.Key.Key_Home, view.slider)
    assert view.step == 1
    assert "step 1 " in view.moment.text()
    first = view.film.flow(0)
    in_training.window.grab()
    np.testing.assert_allclose(view.strip.panel(0, 0, "forward").bars.fractions, first.layers[0].activation.fractions)
    # what comes meanwhile does not take it away
    in_training.key(Qt.Key.Key_S)
    in_training.wait(lambda: len(view.film) == 4)
    assert view.step == 1
    in_training.key(Qt.Key.Key_End, view.slider)
    assert view.step == 4
    in_training.click(view.heat.viewport(), QPointF(view.heat.x_of(1), view.heat.area().center().y()))
    assert view.step == 2


def test_the_heat_map_has_a_column_for_every_moment_of_the_chosen_layer(in_training):
    step_to(in_training, 3)
    view = in_training.picture.film
    for layer in (0, 1):
        for place, kind in enumerate(("forward", "backward")):
            in_training.bot.keyClick(view.layer, Qt.Key.Key_Down if layer else Qt.Key.Key_Up)
            in_training.bot.keyClick(view.quantity, Qt.Key.Key_Down if place else Qt.Key.Key_Up)
            values = view.heat.values()
            assert values.shape == (BINS, 3)
            assert values.max(axis=0) == pytest.approx(1)
            np.testing.assert_array_equal(values, view.film.heat(layer, kind)[0])


def test_space_runs_and_holds_and_escape_ends(in_training):
    in_training.type("steps", "100000")
    in_training.key(Qt.Key.Key_Space)
    assert in_training.tab.transport.state is State.RUNNING
    in_training.wait(lambda: len(in_training.picture.film.film) >= 2)
    assert not in_training.field("layers").editor.input.isEnabled()
    assert not in_training.tab.sigma.slider.isEnabled()
    assert in_training.field("lr").editor.input.isEnabled()
    in_training.type("lr", "0.02")
    in_training.key(Qt.Key.Key_Space)
    in_training.wait_for(State.PAUSED)
    rates = []
    job = in_training.tab.training.jobs.job
    job.post(lambda trainer: rates.append(trainer.populations[0].runs[0].optimizer.lr))
    in_training.wait(lambda: rates)
    assert rates == [0.02]
    in_training.key(Qt.Key.Key_Escape)
    in_training.wait_for(State.STOPPED)
    assert in_training.field("layers").editor.input.isEnabled()
    assert len(in_training.picture.film.film) >= 2


def test_it_runs_to_its_end_and_is_written(in_training, tmp_path):
    in_training.click(in_training.tab.transport.main)
    in_training.wait_for(State.FINISHED)
    png, _, table, _ = write_exhibit(tmp_path, in_training.tab.exhibit())
    assert png.stat().st_size > 20_000
    assert f"step {in_training.picture.film.step}," in table.read_text(encoding="utf-8")


def test_another_scene_ends_the_training(in_training):
    in_training.type("steps", "100000")
    in_training.key(Qt.Key.Key_Space)
    in_training.wait(lambda: len(in_training.picture.film.film) >= 1)
    in_training.window.show_scene(tiny_study(focus="training"))
    assert in_training.tab.transport.state is State.IDLE
    assert not in_training.tab.training.is_active
    assert len(in_training.picture.film.film) == 0


def test_a_run_of_the_trainer_is_watched_while_it_trains(look_at):
    looker = look_at(tiny_study(focus="training"))
    looker.window.show_scene(tiny_scene(run_of(), run_of(hidden=(9, 7)), **ENDLESS))
    (trainer,) = [tab for tab in looker.window.tabs if isinstance(tab, TrainerTab)]
    trainer.run()
    looker.wait(lambda: trainer.results() and trainer.results()[0].snapshot.step > 0)
    looker.bring_to_front()
    view = looker.picture.film
    looker.wait(lambda: view.source.count() == 3)
    view.source.setCurrentIndex(2)
    view.source.activated.emit(2)
    looker.wait(lambda: len(view.film) >= 2)
    assert len(view.film.records[0].layers) == 2
    assert [layer.nodes for layer in view.film.records[0].layers] == [9, 7]
    assert "9" in view.source.currentText()
    assert looker.picture.head.title.text() == view.source.currentText()
    assert not looker.field("layers").editor.input.isEnabled()
    assert looker.field("layers").editor.input.toolTip() == WATCHING
    assert not looker.tab.sigma.slider.isEnabled()
    page = looker.tab.exhibit().picture()
    assert page.head.title.text() == view.source.currentText()
    looker.show("strip")  # which is of this tab's network
    assert looker.picture.head.title.text() == "Tiny"
    assert looker.field("layers").editor.input.isEnabled()
    looker.show("training")
    assert looker.picture.head.title.text() == view.source.currentText()
    # back to the network of this tab: nothing more is read of the other
    view.source.activated.emit(0)
    assert looker.picture.head.title.text() == "Tiny"
    assert looker.field("layers").editor.input.isEnabled()
    watches = []
    trainer.watchable().job.post(lambda task: watches.append(task.watch))
    looker.wait(lambda: watches)
    assert watches == [None]
    trainer.stop()
    looker.wait(lambda: not trainer.watchable().job.state.is_active)
