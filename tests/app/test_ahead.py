"""Work done ahead: piece by piece, and what was made ahead is what is shown later."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app import ahead
from app.ahead import Ahead
from core.rules.activations import activations
from core.scenes import find_scene


def test_pieces_are_done_one_at_a_time_until_the_last(qtbot, monkeypatch):
    monkeypatch.setattr(ahead, "WAIT", 1)
    monkeypatch.setattr(ahead, "PAUSE", 1)
    done = []
    parent = QObject()
    work = Ahead(parent, lambda: done.append(len(done)) or len(done) == 3)
    assert not done and not work.is_done
    qtbot.waitUntil(lambda: work.is_done)
    assert done == [0, 1, 2]


def test_panels_that_were_made_ahead_are_those_that_are_shown(open_window):
    person = open_window(find_scene("sgd"))
    grid = person.window.tab.picture.grid
    while not grid.make_ahead():
        pass
    made = list(grid.plots)
    person.window.show_scene(find_scene("lr-limit"))
    person.bot.waitUntil(lambda: grid.count == 5)
    assert grid.plots == made and all(plot.isVisible() for plot in made)


def test_functions_that_were_made_ahead_are_all_there_and_no_more(open_window):
    person = open_window(find_scene("init-relu"))
    functions = person.window.tab.picture.functions
    assert not functions.make_ahead() and len(functions.plots) == 1
    person.window.show_scene(find_scene("activation-functions"))
    person.bot.waitUntil(lambda: len(functions.plots) == len(list(activations.classes())))
    person.bot.waitUntil(lambda: all(plot.isVisible() for plot in functions.plots.values()))
    assert functions.make_ahead()


def test_the_functions_that_are_used_are_there_at_once_and_the_others_a_moment_later(open_window):
    person = open_window(find_scene("init-relu"))
    functions, tab = person.window.tab.picture.functions, person.window.tab
    made = []
    functions._more.timeout.connect(lambda: made.append(len(functions.plots)))
    person.window.show_scene(find_scene("activation-functions"))
    person.bot.waitUntil(lambda: bool(functions.plots))
    assert set(functions.plots) <= {"sigmoid", "tanh", "relu"} and tab.is_computing
    person.bot.waitUntil(lambda: not tab.is_computing)
    assert made[-3:] == [6, 7, 8], "one at a time"
    grid, panels = functions._grid, [functions._panels[kind.key] for kind in activations.classes()]
    assert [grid.getItemPosition(grid.indexOf(panel))[:2] for panel in panels] == [divmod(k, 3) for k in range(8)]


def seen(functions):
    return {key for key, plot in functions.plots.items() if plot.isVisible()}


def test_presenting_only_the_functions_that_are_used_are_shown_and_they_are_larger(open_window):
    person = open_window(find_scene("activation-functions"))
    functions, tab = person.window.tab.picture.functions, person.window.tab
    person.bot.waitUntil(lambda: bool(functions.plots) and not tab.is_computing)
    height = functions.plots["relu"].height()
    person.window.lecture.toggle_present()
    person.bot.waitUntil(
        lambda: {key for key, plot in functions.plots.items() if plot.isVisible()} == {"sigmoid", "tanh", "relu"}
    )
    assert functions.plots["relu"].height() > 2 * height
    tab.change_run(replace(tab.study.selected, activation=activations["elu"]()))
    person.bot.waitUntil(lambda: not tab.is_computing)
    assert seen(functions) == {"elu", "tanh", "relu"}
    person.window.lecture.toggle_present()
    assert seen(functions) == {kind.key for kind in activations.classes()}
