"""Small plots: networks that differ in batch normalization alone share one, and it says what became of each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.tabs.trainer.small_plots import HEAD, cells_of
from app.theme import px, theme
from core.config.figures import share
from core.networks.configuration import BatchNorm
from core.rules.initializers import Normal
from core.rules.optimizers import SGD, Adam
from core.scenes import find_scene
from core.training.study import Experiment, RunConfiguration
from tests.app.helpers import run_of, tiny_scene

SIGMAS = 0.5, 0.1, 0.01


def test_the_scene_has_sixteen_plots_named_by_the_spread_each_with_and_without():
    cells = cells_of(find_scene("batchnorm-init").study)
    assert [cell.places for cell in cells] == [((2 * k, 0), (2 * k + 1, 1)) for k in range(16)]
    names = ["".join(map(str, cell.name)) for cell in cells]
    assert names[0] == "σ 1" and names[3] == "σ 0.158" and names[-1] == "σ 0.0001" and len(set(names)) == 16


def test_networks_that_differ_in_anything_else_have_plots_of_their_own():
    runs = (
        RunConfiguration(optimizer=SGD()),
        RunConfiguration(optimizer=Adam(), batch_norm=BatchNorm()),
        RunConfiguration(optimizer=SGD(), batch_norm=BatchNorm()),
        RunConfiguration(optimizer=SGD(), batch_norm=BatchNorm(place="after")),
    )
    cells = cells_of(Experiment(runs=runs))
    assert [cell.places for cell in cells] == [((0, 0), (2, 1), (3, 1)), ((1, 1),)]
    assert ["".join(map(str, cell.name)) for cell in cells] == ["SGD", "Adam"]


@pytest.fixture
def person(open_window):
    runs = [
        run_of(initializer=Normal(sigma=sigma), batch_norm=part) for sigma in SIGMAS for part in (None, BatchNorm())
    ]
    person = open_window(tiny_scene(*runs))
    person.tab.set_focus("small")
    return person


def test_every_plot_says_the_newest_share_of_training_images(person):
    plots = person.tab.picture.views.front.plots
    assert all("%" not in plots.reading(cell) for cell in plots.cells)
    person.run_to_end()
    for cell, sigma in zip(plots.cells, SIGMAS, strict=True):
        plain, normalized = (
            share(float(result.accuracy("train")[-1]))
            for result in person.tab.results()
            if result.configuration.initializer.sigma == sigma
        )
        said = plots.reading(cell)
        assert str(sigma) in said and plain in said and said.endswith(normalized)
        assert said in plots.accessibleDescription()


def test_plots_lie_side_by_side_without_touching(person):
    plots = person.tab.picture.views.front.plots
    places = [plots.place_of(k) for k in range(len(SIGMAS))]
    for k, place in enumerate(places):
        assert plots.rect().contains(place.toAlignedRect())
        assert plots.cell_at(place.center()) == k
        assert not any(place.intersects(other) for other in places[:k])


def test_a_click_selects_a_run_and_another_one_its_twin(person):
    plots = person.tab.picture.views.front.plots
    for expected in (2, 3, 2):
        at = plots.place_of(1).center().toPoint()
        QTest.mouseClick(plots, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        assert person.experiment.view.selected == expected


def test_curves_are_drawn_in_both_colours(person):
    plots = person.tab.picture.views.front.plots

    def inked(number: int) -> int:
        image, color, found = plots.grab().toImage(), theme.series(number).rgb(), 0
        for k in range(len(SIGMAS)):
            frame = plots.place_of(k).adjusted(1, px(HEAD) + 1, -1, -1).toAlignedRect()
            spots = ((x, y) for x in range(frame.left(), frame.right()) for y in range(frame.top(), frame.bottom()))
            found += sum(image.pixel(x, y) == color for x, y in spots)
        return found

    assert not inked(0) and not inked(1)
    person.run_to_end()
    assert inked(0) and inked(1)


def test_no_legend_stands_over_plots_that_name_their_runs(person):
    picture = person.tab.picture
    assert not picture.legend.isVisible()
    person.tab.set_focus("accuracy")
    assert picture.legend.isVisible()
    person.tab.set_focus("small")
    assert not picture.legend.isVisible()


def test_no_legend_comes_back_when_presenting_begins_or_ends(person):
    legend, lecture = person.tab.picture.legend, person.window.lecture
    for _ in range(2):
        lecture.toggle_present()
        assert not legend.isVisible()
