"""What is seen before a training: real images and the network, which go when there are results and come back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.tabs.trainer.before import LABEL, BeforePicture, _fitting, parts_of
from core.data.datasets import NPZFiles
from core.networks.configuration import BatchNorm, DropoutPart
from core.scenes import scenes
from core.training.preview import Previewing
from core.training.study import Experiment, Settings, WeightDecay
from tests.app.helpers import pixels, run_of, share_unlike, tiny_scene, trainer_of
from tests.app.tabs.trainer.helpers import SLOW


def known(person) -> bool:
    return not person.tab.is_computing and "…" not in person.tab.picture.before.accessibleName()


def test_real_images_and_the_network_are_there_until_there_are_results(person):
    picture = person.tab.picture
    person.wait(lambda: known(person))
    assert picture.before.isVisible() and not picture.accuracy.isVisible()
    trainer = trainer_of(person.experiment)
    first = trainer.split.train.labels[next(trainer.batches())[:12]]
    assert picture.before.accessibleName().endswith(", ".join(map(str, first)))
    assert "784-8-10" in picture.before.accessibleName()
    person.run_to_end()
    assert not picture.before.isVisible() and picture.accuracy.isVisible()


def test_they_come_back_with_another_scene_and_with_other_curves(person):
    picture = person.tab.picture
    person.run_to_end()
    person.window.show_scene(tiny_scene(SLOW))
    assert picture.before.isVisible() and not picture.accuracy.isVisible()
    person.click(picture.buttons["loss"])
    assert picture.before.isVisible() and not picture.loss.isVisible()
    person.run_to_end()
    assert picture.loss.isVisible() and not picture.before.isVisible()


def test_another_seed_shows_other_images(person):
    person.wait(lambda: known(person))
    before = person.tab.picture.before.accessibleName()
    person.type("seed", "7")
    person.wait(lambda: known(person))
    assert person.tab.picture.before.accessibleName() != before


def test_the_network_follows_the_selected_run(open_window):
    person = open_window(tiny_scene(run_of(), run_of(hidden=(5, 6))))
    person.wait(lambda: known(person))
    person.click_row(person.tab.run_list.list, 1)
    assert "784-5-6-10" in person.tab.picture.before.accessibleName()


def test_of_examples_that_are_no_images_the_network_alone_is_seen(person, data_file):
    person.choose("data", "npz")
    person.type("data.train", str(data_file))
    person.wait(lambda: "6-8-3" in person.tab.picture.before.accessibleName())
    assert "images" not in person.tab.picture.before.accessibleName()
    pixels(person.tab.picture.before)


def test_of_a_file_that_cannot_be_read_no_images_of_before_are_left(person, tmp_path):
    person.wait(lambda: known(person))
    person.choose("data", "npz")
    person.type("data.train", str(tmp_path / "nothing.npz"))
    person.wait(lambda: not person.tab.is_computing)
    assert person.experiment.settings.data == NPZFiles(str(tmp_path / "nothing.npz"))
    assert "…-8-…" in person.tab.picture.before.accessibleName()


@pytest.fixture
def drawn(keep) -> BeforePicture:
    picture = keep(BeforePicture())
    picture.resize(700, 400)
    task = Previewing(Settings(train_size=60, batch_size=20))
    for _ in task.run():
        pass
    picture.show_preview(task.snapshot())
    picture.show()
    return picture


CURES = ({"batch_norm": BatchNorm()}, {"batch_norm": BatchNorm(place="after")}, {"dropout": DropoutPart()})


def test_what_a_network_has_is_seen_in_it(drawn):
    seen = []
    for cure in ({}, *CURES, {"decay": WeightDecay()}):
        drawn.show_study(Experiment(runs=(run_of(hidden=(8, 20), **cure),)))
        seen.append(pixels(drawn))
    for k, one in enumerate(seen):
        assert all(share_unlike(one, other) > 0.001 for other in seen[k + 1 :])


@pytest.mark.parametrize("hidden", [(1,), (2000,), (9,) * 3, (10,) * 50])
@pytest.mark.parametrize("size", [(200, 110), (1800, 900)])
def test_every_network_can_be_drawn_at_any_size(drawn, hidden, size):
    drawn.resize(*size)
    drawn.show_study(Experiment(runs=(run_of(hidden=hidden, dropout=DropoutPart(ratio=0.9)),)))
    assert len(np.unique(pixels(drawn).reshape(-1, 3), axis=0)) > 2


def test_images_are_as_large_as_the_room_allows():
    for label in ((0, LABEL[1]), (LABEL[0], 0)):
        columns, side = _fitting(330, 500, 12, label, 8)
        rows = -(-12 // columns)
        assert columns * (side + label[0]) + (columns - 1) * 8 <= 330 + 1e-9
        assert rows * (side + label[1]) + (rows - 1) * 8 <= 500 + 1e-9
        assert side > 80


def test_a_network_is_described_by_all_it_is_made_of():
    for scene in scenes().values():
        for run in scene.study.runs if scene.tab == "trainer" else ():
            said = " · ".join(map(str, parts_of(run)))
            assert run.optimizer.label in said and str(run.optimizer.lr) in said
            assert ("dropout" in said) is (run.dropout is not None)
            assert ("weight decay" in said) is (run.decay is not None)
            assert ("batch normalization" in said) is (run.batch_norm is not None)
    assert list(map(str, parts_of(replace(run, hidden=(3,))))) == list(map(str, parts_of(run)))
