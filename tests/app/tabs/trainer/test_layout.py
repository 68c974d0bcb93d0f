"""What the layout promises: the picture comes first, at the desk and from the projector, and nothing is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from app.language import language
from app.plots.paint import advance
from app.theme import theme
from app.widgets.room import PictureRoom
from core.jobs import State
from core.scenes import Scene, find_scene, scenes
from core.training.study import Settings
from tests.app.helpers import Person, run_of, tiny_scene
from tests.app.test_window import cut_off


@pytest.fixture
def lecture(open_window, settings):
    """Return a function that opens a window of a size at a scene, its drawer and its outline closed."""
    for name in ("settings_open", "outline"):
        settings.set_value(name, False)

    def at(scene: Scene, size: tuple[int, int], presenting: bool = False) -> Person:
        person = open_window(scene)
        if presenting:
            person.window.lecture.toggle_present()
            person.window.showNormal()
        person.window.resize(*size)
        QApplication.processEvents()
        return person

    return at


def small(id: str) -> Scene:
    """Return a scene of the lecture that is trained in a moment."""
    scene = find_scene(id)
    settings = Settings(train_size=60, batch_size=20, length=2, evaluation_images=50, unit=scene.study.settings.unit)
    runs = tuple(replace(run, hidden=(8, 8)) for run in scene.study.runs)
    return replace(scene, study=replace(scene.study, settings=settings, runs=runs))


def share_of_the_picture(person: Person) -> float:
    plot, window = person.tab.picture.main, person.window
    return plot.width() * plot.height() / (window.width() * window.height())


@pytest.mark.parametrize(("size", "least"), [((1280, 800), 0.55), ((1366, 768), 0.55), ((1920, 1080), 0.65)])
@pytest.mark.parametrize("id", ["mnist-optimizers", "overfitting"])
def test_at_the_desk_the_plot_that_matters_has_most_of_the_window(lecture, id, size, least):
    person = lecture(small(id), size)
    person.run_to_end()
    person.wait(lambda: share_of_the_picture(person) >= least)
    assert person.tab.picture.main is getattr(person.tab.picture, "loss" if id == "mnist-optimizers" else "accuracy")


@pytest.mark.parametrize(("size", "least"), [((1024, 768), 0.6), ((1366, 768), 0.7), ((1920, 1080), 0.75)])
def test_from_the_projector_it_has_nearly_all(lecture, size, least):
    person = lecture(small("overfitting"), size, presenting=True)
    language.switch("ko")
    person.run_to_end()
    person.wait(lambda: share_of_the_picture(person) >= least)
    assert not cut_off(person.window)
    bars = [area.verticalScrollBar() for area in person.tab.findChildren(PictureRoom)]
    assert all(bar.maximum() == 0 for bar in bars)
    person.window.lecture.leave()


ON_PROJECTOR = [(scene.id, "ko") for scene in scenes().values() if scene.tab == "trainer"]
ON_PROJECTOR += [("mnist-init", "en"), ("decay-and-dropout", "en")]


@pytest.mark.parametrize(("id", "code"), ON_PROJECTOR)
def test_on_a_small_projector_names_are_written_out_and_nothing_is_cut_or_scrolls(lecture, id, code):
    person = lecture(small(id), (1024, 768), presenting=True)
    language.switch(code)
    for when in ("before", "after"):
        if when == "after":
            person.run_to_end()
        QApplication.processEvents()
        assert not cut_off(person.window), when
        for area in person.tab.findChildren(QScrollArea):
            for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
                assert not area.isVisible() or bar.maximum() == 0, when
    plot = person.tab.picture.main
    if plot.isVisible():  # not behind small plots, which have names over them
        lines = [line for each in plot._ends.lines(plot.width()).values() for line in each]
        font = theme.font(bold=True)
        room = plot.width() - plot.area().right() - theme.metrics.mark - 2 * theme.metrics.gap
        assert lines and max(advance(font, line) for line in lines) <= room + 1
    assert person.tab.picture.legend.isHidden()
    person.window.lecture.leave()


def test_panels_are_called_up_by_button_and_key_and_undone(lecture):
    person = lecture(tiny_scene(run_of()), (1280, 800))
    tab, picture = person.tab, person.tab.picture
    person.run_to_end()
    assert not picture.numbers.isVisible() and not picture.loss.isVisible()
    person.click(picture.buttons["numbers"])
    assert picture.numbers.isVisible() and tab.study.view.below == "numbers"
    person.click(picture.buttons["plot"])
    assert picture.loss.isVisible() and picture.buttons["plot"].isChecked()
    person.click(picture.buttons["loss"])
    assert picture.main is picture.loss and picture.buttons["loss"].isChecked()
    assert not picture.buttons["accuracy"].isChecked()
    assert person.state is State.FINISHED  # whatever is looked at, nothing is computed again
    tab.document.stack.undo()
    assert picture.main is picture.accuracy and not picture.numbers.isVisible() and tab.study.view.below == "none"


def test_the_title_makes_room_for_the_picture_once_a_sentence_is_there(lecture):
    person = lecture(small("overfitting"), (1024, 768), presenting=True)
    head = person.tab.picture.head
    assert head.sentence.isVisible() and not head.title.isVisible()
    person.window.show_scene(tiny_scene())
    assert head.title.isVisible()
    person.window.lecture.leave()
    person.window.show_scene(small("overfitting"))
    assert head.title.isVisible() and head.sentence.isVisible()
