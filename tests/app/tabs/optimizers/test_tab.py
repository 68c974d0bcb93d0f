"""What the optimizer tab promises to a person: paths that follow the hand, a film, numbers, and clear words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence

from app.language import language, translate
from app.tabs.optimizers.exhibit import final_of
from app.tabs.optimizers.look import numbers_of
from app.widgets.cards import JOINER
from app.widgets.playback import AT_ONCE, SPEEDS
from core.config.figures import number, setting, tex
from core.descent.study import Noise
from core.descent.surfaces import Himmelblau, Typed, surfaces
from core.descent.view import DescentView
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, optimizers
from core.scenes import load_scene, scenes
from tests.app.tabs.optimizers.helpers import FOUR, Walker, choose_in_popup, scene_of, traced, zoom

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_tab(open_window):
    """Return a function that opens the window at a scene of the optimizer tab."""
    return lambda scene=None: Walker(open_window(scene or scene_of(*FOUR)))


@pytest.fixture
def walker(open_tab) -> Walker:
    """Someone who sees the four rules of the lecture."""
    return open_tab()


def assert_drawn_as_computed(walker: Walker) -> None:
    paths = [path for paths in traced(walker.descent) for path in paths]
    shown = [path for path in walker.plot.paths() if not path.ghost]
    first = len(walker.plot.paths()) - len(shown)
    assert len(shown) == len(paths)
    for order, path in enumerate(paths):
        np.testing.assert_allclose(walker.drawn(first + order), path.points[: walker.place + 1])


# What is seen


def test_all_paths_are_drawn_to_their_end_and_named_at_their_heads(walker):
    assert walker.place == 30
    assert_drawn_as_computed(walker)
    assert set(walker.plot.label_texts()) == {"SGD", "Momentum", "AdaGrad", "Adam"}


def test_a_rule_has_the_same_colour_as_its_run_in_the_race_on_mnist(open_tab):
    race = scenes()["mnist-optimizers"].study
    assert numbers_of([run.optimizer for run in race.runs]) == list(range(len(race.runs)))


def test_twins_have_colours_and_lines_of_their_own(open_tab):
    walker = open_tab(scene_of(*(SGD(lr=lr) for lr in (0.5, 0.95, 0.99, 1.0, 1.05))))
    looks = {(path.number, path.pen) for path in walker.plot.paths()}
    assert len(looks) == len({number for number, _ in looks}) == 5


@pytest.mark.parametrize("id", [id for id, scene in scenes().items() if scene.tab == "optimizers"])
def test_every_scene_opens_and_is_saved_as_it_was(open_tab, id, tmp_path):
    walker = open_tab(scenes()[id])
    assert walker.tab.scene() == scenes()[id]
    walker.window.files.save(tmp_path / "copy.json")
    assert load_scene(tmp_path / "copy.json").study == scenes()[id].study


def test_without_paths_only_the_surface_is_seen(open_tab):
    walker = open_tab(scene_of(show=DescentView(paths=False)))
    assert walker.plot.paths() == []
    assert not walker.tab.transport.isVisible()
    walker.tick("paths", walker.tab.show_form)
    assert len(walker.plot.paths()) == 1
    assert walker.tab.transport.isVisible()


# The film


def test_a_step_back_and_on_is_seen_in_path_numbers_and_table(walker):
    walker.key(Qt.Key.Key_Left)
    assert walker.place == 29
    assert_drawn_as_computed(walker)
    for _ in range(2):
        walker.key(Qt.Key.Key_Left)
    walker.key(Qt.Key.Key_Right)
    assert walker.place == 28
    assert any("28" in line.tex for line in walker.tab.picture.numbers.worked.lines())


def test_space_plays_from_the_start_and_the_path_does_not_depend_on_the_speed(walker):
    ends = []
    for speed in (300.0, AT_ONCE):
        walker.tab.playback.go_to_start()
        walker.tab.playback.speed.setCurrentIndex(SPEEDS.index(speed))
        walker.key(Qt.Key.Key_Space)
        walker.person.wait(lambda: walker.place == 30)
        ends.append(walker.drawn(0))
    np.testing.assert_array_equal(*ends)


def test_home_and_end_go_to_the_ends(walker):
    walker.key(Qt.Key.Key_Home)
    assert walker.place == 0
    assert len(walker.drawn(0)) == 1
    walker.key(Qt.Key.Key_End)
    assert walker.place == 30


def test_a_hidden_tab_does_not_play(walker):
    walker.tab.playback.speed.setCurrentIndex(0)
    walker.tab.playback.run()
    walker.window.show_scene(scenes()["overfitting"])
    assert not walker.tab.playback.is_playing


# Start points


def test_a_click_starts_all_paths_elsewhere(walker):
    walker.click_at(5, 3)
    ((x, y),) = walker.descent.settings.start
    assert (x, y) == (pytest.approx(5, abs=0.05), pytest.approx(3, abs=0.05))
    assert walker.line("start").text() == f"{x:g}, {y:g}"
    assert_drawn_as_computed(walker)


def test_while_the_start_is_dragged_all_paths_follow(walker):
    seen = []
    walker.plot.start_moved.connect(lambda *_: seen.append(walker.drawn(0)[0].copy()))
    walker.drag([(-7, 2), (-5, 1), (-3, 2), (0, 3)], release=False)
    assert len({tuple(start) for start in seen}) >= 3
    assert walker.descent.settings.start[0] != (-7.0, 2.0)
    assert_drawn_as_computed(walker)
    walker.release(0, 3)
    assert walker.descent.settings.start[0] == (pytest.approx(0, abs=0.06), pytest.approx(3, abs=0.06))


def test_exact_coordinates_can_be_typed(walker):
    walker.type("start", "-1.234, 0.5")
    assert walker.descent.settings.start == ((-1.234, 0.5),)
    assert_drawn_as_computed(walker)


def test_shift_click_adds_a_start_and_the_nearest_one_is_dragged(walker):
    walker.click_at(4, -2, SHIFT)
    assert len(walker.descent.settings.start) == 2
    assert len(walker.plot.paths()) == 8
    walker.drag([(4, -2), (6, -3)])
    first, second = walker.descent.settings.start
    assert first == (-7.0, 2.0)
    assert second == (pytest.approx(6, abs=0.06), pytest.approx(-3, abs=0.06))
    assert_drawn_as_computed(walker)


def test_more_starts_than_there_is_room_for_are_refused_in_words(walker):
    for x in range(-6, 4):
        walker.click_at(x, 3, SHIFT)
    assert len(walker.descent.settings.start) == 8
    assert "8" in walker.person.message


def test_escape_leaves_one_start_and_no_ghost(walker):
    walker.click_at(4, -2, SHIFT)
    walker.key(Qt.Key.Key_BracketRight)
    walker.key(Qt.Key.Key_Escape)
    assert len(walker.descent.settings.start) == 1
    assert not [path for path in walker.plot.paths() if path.ghost]


# Optimizers


def test_a_tick_shows_another_rule_and_selects_it(walker):
    rows = [rule.key for rule in walker.tab.path_list.rules()]
    walker.person.click(walker.row("rmsprop").box)
    assert [run.key for run in walker.descent.paths] == ["sgd", "momentum", "adagrad", "adam", "rmsprop"]
    assert [rule.key for rule in walker.tab.path_list.rules()] == rows  # nothing jumps under the hand
    assert walker.descent.selected.key == "rmsprop"
    assert_drawn_as_computed(walker)


def test_the_last_rule_cannot_be_hidden(open_tab):
    walker = open_tab(scene_of())
    walker.person.click(walker.row("sgd").box)
    assert walker.row("sgd").box.isChecked()
    assert "At least one" in walker.tab.path_list.fault.text()
    assert [run.key for run in walker.descent.runs] == ["sgd"]


def test_a_learning_rate_typed_into_the_list_moves_its_path(walker):
    walker.type_into(walker.row("sgd").rate.line, "0.5")
    assert walker.rates[0] == 0.5
    assert_drawn_as_computed(walker)


@pytest.mark.parametrize("text", ["0", "-1", "abc", "1e9", "", "nan"])
def test_a_learning_rate_that_is_none_is_told_below_the_list_and_changes_nothing(walker, text):
    walker.type_into(walker.row("sgd").rate.line, text or " ")
    assert walker.rates[0] == 0.95
    assert "learning rate must be" in walker.tab.path_list.fault.text()
    assert not walker.tab.path_list.fault.isHidden()
    walker.type_into(walker.row("sgd").rate.line, "0.9")
    assert walker.rates[0] == 0.9
    assert walker.tab.path_list.fault.isHidden()


def test_the_settings_of_the_selected_rule_can_be_changed_and_reset(walker):
    walker.person.click(walker.row("momentum"))
    form = walker.tab.rule_card.forms[Momentum]
    assert form.isVisible()
    walker.type("momentum", "0.5", form)
    assert walker.descent.runs[1] == Momentum(lr=0.1, momentum=0.5)
    assert_drawn_as_computed(walker)
    walker.person.click(walker.tab.rule_card.reset)
    assert walker.descent.runs[1] == Momentum(lr=0.1, momentum=0.9)


def test_adams_bias_correction_is_a_switch(walker):
    walker.person.click(walker.row("adam"))
    walker.tick("bias_correction", walker.tab.rule_card.forms[Adam])
    assert walker.descent.runs[3] == Adam(lr=0.3, bias_correction=False)
    assert_drawn_as_computed(walker)


def test_a_twin_is_told_apart_and_can_be_removed(walker):
    walker.key(Qt.Key.Key_D, CONTROL)
    walker.type_into(walker.row("sgd", 1).rate.line, "0.3")
    assert walker.rates[:2] == [0.95, 0.3]
    assert {"SGD η 0.95", "SGD η 0.3"} <= set(walker.plot.label_texts())
    walker.person.click(walker.tab.path_list.remove)
    assert len(walker.descent.runs) == 4
    assert not walker.tab.path_list.remove.isEnabled()


# What if the learning rate is bigger?


def test_brackets_change_the_rate_and_leave_labelled_ghosts(walker):
    walker.key(Qt.Key.Key_BracketRight)
    walker.key(Qt.Key.Key_BracketRight)
    assert walker.rates == [pytest.approx(0.95 * 1.1**2, rel=0.01), 0.1, 1.5, 0.3]
    ghosts = [path for path in walker.plot.paths() if path.ghost]
    assert [path.trajectory.optimizer.lr for path in ghosts] == [0.95, pytest.approx(1.045, rel=0.01)]
    assert {"η 0.95", "η 1.04"} <= set(walker.plot.label_texts())
    np.testing.assert_allclose(walker.drawn(0), ghosts[0].trajectory.points)
    walker.key(Qt.Key.Key_BracketLeft)
    assert walker.rates[0] == pytest.approx(1.045, rel=0.02)


def test_the_slider_follows_the_selected_rule_and_marks_its_limit(walker):
    card = walker.tab.what_if
    assert (card.slider.mark, card.limit.text()) == (1.0, "limit 1")
    walker.person.click(walker.row("momentum"))
    assert card.slider.mark == pytest.approx(1.9)
    walker.person.click(walker.row("adam"))
    assert (card.slider.mark, card.limit.text()) == (None, "")
    card.slider.setFocus()
    walker.bot.keyClick(card.slider, Qt.Key.Key_PageUp)
    assert walker.rates[3] == card.slider.number() > 0.3


def test_the_ladder_has_five_rates_up_to_and_above_the_limit(walker):
    walker.person.click(walker.tab.what_if.ladder)
    assert walker.rates == [0.5, 0.95, 0.99, 1.0, 1.05]
    for plot, (path,) in zip(walker.picture.plots(), traced(walker.descent), strict=True):
        np.testing.assert_allclose(plot.path_points(0), path.points)
    assert walker.picture.grid.feet[4].text() == "leaves: × 1.1 a step at the end"
    walker.key(Qt.Key.Key_1, CONTROL)
    assert_drawn_as_computed(walker)
    assert "SGD η 1.05: diverged at step" in walker.tab.picture.events.text()
    assert "at the end |y| grows × 1.1 a step" in walker.tab.picture.events.text()


def test_a_ladder_without_a_limit_lies_around_the_present_rate(walker):
    walker.person.click(walker.row("adam"))
    walker.key(Qt.Key.Key_L, CONTROL | SHIFT)
    assert walker.rates == [0.075, 0.15, 0.3, 0.6, 1.2]


def test_a_ladder_leaves_out_what_the_rule_does_not_allow(open_tab):
    walker = open_tab(scene_of(AdaGrad(lr=500.0)))
    walker.person.click(walker.tab.what_if.ladder)
    assert walker.rates == [125, 250, 500, 1000]


def test_a_bracket_typed_into_a_learning_rate_changes_it(walker):
    line = walker.row("sgd").rate.line
    line.setFocus()
    walker.bot.keyClick(line, Qt.Key.Key_BracketRight)
    assert walker.rates[0] == pytest.approx(1.045, rel=0.01)
    assert "]" not in line.text()


@pytest.mark.parametrize("change", ["steps", "noise", "momentum"])
def test_ghosts_go_when_anything_but_the_rate_changes(open_tab, change):
    walker = open_tab(scene_of(Momentum(lr=0.1)))
    walker.key(Qt.Key.Key_BracketRight)
    assert [path for path in walker.plot.paths() if path.ghost]
    if change == "noise":
        walker.tick("noise")
    elif change == "steps":
        walker.type("steps", "12")
    else:
        walker.type("momentum", "0.5", walker.tab.rule_card.forms[Momentum])
    assert not [path for path in walker.plot.paths() if path.ghost]


def test_with_twelve_paths_a_hidden_rule_is_refused_in_words_and_nothing_changes(open_tab):
    walker = open_tab(scene_of(*(Momentum(lr=0.1, momentum=n / 20) for n in range(12))))
    walker.person.click(walker.row("sgd"))
    before = walker.descent
    walker.key(Qt.Key.Key_BracketRight)
    assert walker.descent == before
    walker.type_into(walker.row("sgd").rate.line, "0.7")
    assert walker.descent == before
    assert len(walker.descent.paths) == 12
    assert "12" in walker.tab.path_list.fault.text()


# Divergence


def test_a_path_that_leaves_is_pointed_at_and_can_be_followed(open_tab):
    walker = open_tab(scene_of(SGD(lr=1.3), steps=60))
    bottom, top = walker.plot.frame.rect[2:]
    assert np.abs(walker.drawn(0)[-1, 1]) > top
    assert walker.plot._edges.data["size"].tolist() == [18]
    walker.key(Qt.Key.Key_F)
    assert np.abs(walker.drawn(0)[:, 1]).max() <= walker.plot.frame.rect[3]
    assert len(walker.plot._edges.data) == 0
    walker.key(Qt.Key.Key_F)
    assert walker.plot.frame.rect[2:] == (bottom, top)


def test_overflow_ends_that_path_alone(open_tab):
    walker = open_tab(scene_of(SGD(lr=900.0), Adam(lr=0.3), steps=300))
    walker.person.wait(lambda: walker.place == 300)
    sgd, adam = (path.trajectory for path in walker.plot.paths())
    assert sgd.stopped is not None and adam.stopped is None
    assert "SGD: diverged" in walker.tab.picture.events.text()
    for place in (0, sgd.stopped, 300):
        walker.tab.playback.go(place)
    assert np.isfinite(walker.drawn(1)).all()


def test_beside_the_map_no_path_is_said_to_have_left(open_tab):
    walker = open_tab(scene_of(SGD(lr=1.05)))
    assert walker.tab.picture.events.isVisible()
    walker.key(Qt.Key.Key_3, CONTROL)
    assert not walker.tab.picture.events.isVisible()
    walker.person.wait(lambda: not walker.tab.is_computing, 20_000)
    walker.key(Qt.Key.Key_1, CONTROL)
    assert "SGD: diverged" in walker.tab.picture.events.text()
    assert walker.tab.picture.events.isVisible()


def test_of_several_starts_each_that_diverges_is_named(open_tab):
    walker = open_tab(scene_of(SGD(lr=1.05), start=((-7.0, 2.0), (-7.0, 0.0), (3.0, 1.0))))
    told = walker.tab.picture.events.text()
    assert "from start 1" in told and "from start 3" in told
    assert "from start 2" not in told


# Surfaces


@pytest.mark.parametrize("kind", [kind.key for kind in surfaces.classes()])
def test_every_surface_can_be_chosen_and_comes_with_its_start_length_and_rates(walker, kind):
    walker.choose("surface", kind)
    settings = walker.descent.settings
    surface = settings.surface
    assert type(surface) is surfaces[kind]
    assert settings.start == (surface.start,)
    assert [run.lr for run in walker.descent.runs] == [surface.rate_of(type(run)) for run in walker.descent.runs]
    walker.person.wait(lambda: walker.tab.playback.end == surface.steps)
    assert walker.plot.frame.rect == surface.view


def test_a_typed_function_becomes_the_surface(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "(x-1)^2 + 3y^2")
    surface = walker.descent.settings.surface
    assert isinstance(surface, Typed)
    assert float(surface.value(np.float64(2), np.float64(1))) == 4.0
    assert_drawn_as_computed(walker)
    assert walker.plot._landscape.landscape.surface == surface


@pytest.mark.parametrize(
    "text",
    ["x +", "1/2x^2", "|2|x|-3|", "__import__('os')", "foo(x)", "x.y", "9^9^9^9", "1/0", "((((", "x; y"],
)
def test_what_is_no_function_is_told_beside_the_field_and_the_picture_stays(walker, text):
    walker.choose("surface", "typed")
    before = walker.descent
    walker.type("surface.text", text)
    field = walker.field("surface.text")
    assert not field.fault.isHidden() and field.fault.text()
    assert walker.descent == before
    assert_drawn_as_computed(walker)


def test_both_readings_of_a_formula_stand_beside_the_field_and_each_can_be_typed(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "1/2x^2 + y^2")
    told = walker.field("surface.text").fault.text()
    assert "'1/2x^2' at place 1 has two readings: write (1/2)*x^2 or 1/(2*x^2)" in told
    for text, height in (("(1/2)*x^2 + y^2", 24.5 + 4), ("1/(2*x^2) + y^2", 1 / 98 + 4)):
        walker.type("surface.text", text)
        assert walker.field("surface.text").fault.isHidden()
        assert float(walker.descent.settings.surface.value(-7.0, 2.0)) == height
    assert r"\frac{1}{2\,x^{2}} + y^{2}" in walker.tab.formula.lines()[0].tex


def test_a_path_that_ends_without_a_slope_says_where_and_keeps_its_last_point(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "sqrt(x) + y^2")
    walker.type("start", "0, 2")
    assert "f is 4 at (0, 2), but no slope can be computed there" in walker.picture.events.text()
    first, *others = walker.drawn(0)
    assert first.tolist() == [0, 2] and np.isnan(others).all()


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        (AdaGrad(lr=1.0, epsilon=0.0), (0.0, 1.0), {"stopped_at": 1, "for_want_of": "rule"}),
        (SGD(lr=1.05), (-7.0, 2.0), {"diverged_at": 8}),  # 2 · 1.1⁸ > 4
        (SGD(lr=0.5), (-7.0, 2.0), {}),
    ],
)
def test_what_is_written_of_a_path_tells_a_stop_from_a_divergence(rule, start, expected):
    descent = scene_of(rule, start=(start,)).study
    final = final_of(traced(descent)[0][0], descent)
    assert {key: final[key] for key in final if key not in ("steps", "x", "y", "f")} == expected


def test_rates_suit_the_function_that_was_typed_and_the_start_stays_and_is_seen(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "100*x^2 + y^2")
    surface = walker.descent.settings.surface
    assert [run.lr for run in walker.descent.runs] == [surface.rate_of(type(run)) for run in walker.descent.runs]
    walker.type("start", "3, 1")
    walker.type("surface.x_max", "20")
    assert walker.descent.settings.start == ((3.0, 1.0),)
    walker.type("surface.x_max", "2")
    assert walker.descent.settings.start == ((3.0, 1.0),)
    assert walker.sees(3, 1)
    assert_drawn_as_computed(walker)


@pytest.mark.parametrize("start", ["0, 5", "-15, 2", "-7, 4.1", "1000000, -1000000"])
def test_a_start_outside_the_view_of_the_surface_is_seen(walker, start):
    walker.type("start", start)
    assert walker.line("start").text() == start
    ((x, y),) = walker.descent.settings.start
    assert f"{x:.7g}, {y:.7g}" == start
    assert walker.sees(x, y)
    assert_drawn_as_computed(walker)
    walker.type("start", "-7, 2")
    assert walker.plot.frame.rect == walker.descent.settings.surface.view


def test_a_start_that_is_typed_outside_a_part_of_the_plane_brings_the_whole_view_back(walker):
    zoom(walker)
    walker.type("start", "-9, 3")
    assert walker.descent.view.window == ()
    assert walker.sees(-9, 3)


def test_a_start_is_not_dragged_out_of_sight(walker):
    walker.drag([(-7, 2), (-12, 2)], release=False)
    assert walker.descent.settings.start[0] == pytest.approx((-10.0, 2.0), abs=0.05)  # a pixel is worth some hundredths
    walker.release(-12, 2)
    assert walker.sees(-10, 2)
    assert walker.plot.frame.rect == walker.descent.settings.surface.view


def test_the_function_is_typeset(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "x^2/20 + sqrt(abs(y))")
    assert r"\sqrt" in walker.tab.formula.lines()[0].tex


def test_noise_is_seeded_and_the_same_for_all(walker):
    walker.tick("noise")
    assert walker.descent.settings.noise == Noise()
    first = walker.drawn(0).copy()
    walker.type("seed", "1")
    assert not np.allclose(walker.drawn(0), first)
    walker.type("seed", "0")
    np.testing.assert_array_equal(walker.drawn(0), first)


def test_the_wheel_zooms_with_contours_of_its_own_and_a_double_click_brings_all_back(walker):
    whole = walker.plot.frame.rect
    zoom(walker)
    walker.person.wait(lambda: walker.plot.frame.rect != whole)
    assert walker.plot._landscape.landscape.frame == walker.plot.frame
    walker.key(Qt.Key.Key_0, CONTROL)
    assert walker.plot.frame.rect == whole


@pytest.mark.parametrize("focus", ["overlay", "grid"])
@pytest.mark.parametrize("keys", ["Ctrl+Z", "Alt+R", "Ctrl+0"])
def test_what_a_key_brings_back_is_seen_at_once_also_while_the_hand_still_moves_the_view(open_tab, keys, focus):
    walker = open_tab(scene_of(*FOUR, focus=focus))
    plots = walker.picture.plots()
    whole = plots[-1].rect()
    zoom(walker, plots[-1])
    assert plots[-1].rect() != whole
    pressed = QKeySequence(keys)[0]
    walker.key(pressed.key(), pressed.keyboardModifiers())
    assert walker.descent.view.window == ()
    assert {plot.rect() for plot in plots} == {whole}


def test_a_view_that_is_moved_and_moved_back_before_it_rests_is_where_the_document_says(walker):
    whole = walker.plot.rect()
    zoom(walker)
    zoom(walker, factor=2.0)
    assert walker.plot.rect() == walker.descent.plane == whole
    walker.person.wait(lambda: not walker.picture._debounce.isActive())
    assert walker.plot.rect() == walker.descent.plane == whole


def test_the_view_of_one_panel_is_that_of_all_once_it_rests(open_tab):
    walker = open_tab(scene_of(*FOUR, focus="grid"))
    zoom(walker, walker.picture.panels[2])
    walker.person.wait(lambda: not walker.picture._debounce.isActive())
    assert {plot.rect() for plot in walker.picture.plots()} == {walker.descent.view.window}


def test_a_double_click_brings_the_whole_view_back_and_leaves_the_start_where_it_was(walker):
    whole = walker.plot.frame.rect
    walker.plot.box.translateBy(x=3)
    walker.click_at(0, 0)
    assert walker.descent.settings.start != ((-7.0, 2.0),)
    walker.bot.mouseDClick(walker.plot.viewport(), Qt.MouseButton.LeftButton, pos=walker.pixel(0, 0))
    assert walker.descent.settings.start == ((-7.0, 2.0),)
    assert walker.plot.box.viewRange() == [list(whole[:2]), list(whole[2:])]


def test_the_right_button_moves_the_view_and_contours_follow(walker):
    whole = walker.plot.frame.rect
    view = walker.plot.viewport()
    walker.bot.mousePress(view, Qt.MouseButton.RightButton, pos=walker.pixel(0, 0))
    for x in (1, 2, 4):
        walker.bot.mouseMove(view, walker.pixel(x, 0))
    walker.bot.mouseRelease(view, Qt.MouseButton.RightButton, pos=walker.pixel(4, 0))
    walker.person.wait(lambda: walker.plot.frame.rect != whole)
    assert walker.plot._landscape.landscape.frame == walker.plot.frame
    assert walker.descent.settings.start == ((-7.0, 2.0),)


# Panels and map


def test_panels_show_one_path_each(walker):
    walker.person.click(walker.tab.picture.buttons["grid"])
    plots = walker.tab.picture.plots()
    assert [len(plot.paths()) for plot in plots] == [1, 1, 1, 1]
    for plot, (path,) in zip(plots, traced(walker.descent), strict=True):
        np.testing.assert_allclose(plot.path_points(0), path.points)
    walker.key(Qt.Key.Key_Home)
    assert all(len(plot.path_points(0)) == 1 for plot in plots)


def test_a_click_on_the_map_takes_over_its_setting(walker):
    walker.person.click(walker.row("momentum"))
    walker.person.click(walker.tab.picture.buttons["map"])
    chart = walker.tab.picture.map
    walker.person.wait(lambda: chart.image is not None and chart.image.done == chart.image.steps, 20_000)
    image = chart.image
    row, column = np.unravel_index(np.nanargmin(image.steps_to_converge), image.steps_to_converge.shape)
    view = chart.plot.box
    place = QPointF(math.log10(image.x.values[column]), image.y.values[row])
    spot = chart.plot.mapFromScene(view.mapViewToScene(place))
    walker.bot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert walker.tab.picture.focus == "overlay"
    taken = walker.descent.runs[1]
    assert taken.lr == pytest.approx(image.x.values[column], rel=0.05)
    assert taken.momentum == pytest.approx(image.y.values[row], abs=0.02)
    assert_drawn_as_computed(walker)


def test_the_map_of_sgd_gives_momentum_and_the_map_of_starts_a_start(open_tab):
    walker = open_tab(scene_of())
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.tab.picture.map
    walker.person.wait(lambda: chart.image is not None)
    chart.picked.emit(100, 100)
    assert type(walker.descent.runs[0]) is Momentum
    walker.key(Qt.Key.Key_3, CONTROL)
    choose_in_popup(chart.axes, "starts")
    walker.person.wait(lambda: chart.image.x.name == "x" and chart.image.done == chart.image.steps, 20_000)
    chart.picked.emit(0, 199)
    left, _, _, top = walker.descent.settings.surface.view
    assert walker.descent.settings.start == ((left, top),)
    x, y = chart.image.x.values[37], chart.image.y.values[71]
    said = chart.reading(37, 71)
    chart.picked.emit(37, 71)
    assert walker.descent.settings.start == ((x, y),)
    assert f" {setting(x)}," in said and f" {setting(y)}:" in said  # with all the digits that are set


def test_a_place_of_the_map_whose_path_left_the_domain_has_no_finite_f_at_its_end(walker):
    walker.choose("surface", "typed")
    walker.type("surface.text", "ln(x) + y^2")
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.tab.picture.map
    choose_in_popup(chart.axes, "starts")
    walker.person.wait(lambda: chart.image is not None and chart.image.x.name == "x", 20_000)
    walker.person.wait(lambda: chart.image.done == chart.image.steps, 20_000)
    assert chart.image.x.values[20] < 0 and chart.reading(20, 100).endswith(
        ": does not stay there, no finite f at the end"
    )


def test_the_map_is_used_by_keys_alone(open_tab):
    walker = open_tab(scene_of(Momentum(lr=0.1)))
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.tab.picture.map
    walker.person.wait(lambda: chart.image is not None and chart.image.done == chart.image.steps, 20_000)
    before = chart.image
    chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        walker.bot.keyClick(chart, key)
    column, row = walker.descent.view.map_cursor
    assert setting(before.x.values[column]) in chart.text.text()
    walker.bot.keyClick(chart, Qt.Key.Key_Return)
    rule = walker.descent.runs[0]
    assert rule.lr == pytest.approx(before.x.values[column], rel=1e-2)
    assert rule.momentum == pytest.approx(before.y.values[row], abs=1e-3)
    assert rule.lr > 0.1 and rule.momentum < 0.9


def test_a_path_taken_from_the_map_arrives_as_the_map_says(open_tab):
    walker = open_tab(scene_of(Momentum(lr=0.1)))
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.tab.picture.map
    walker.person.wait(lambda: chart.image is not None and chart.image.done == chart.image.steps, 20_000)
    image = chart.image
    row, column = (int(n) for n in np.argwhere((image.steps_to_converge > 50) & (image.final < 1e-4))[0])
    chart.picked.emit(column, row)
    assert walker.descent.settings.steps == image.steps
    (path,) = traced(walker.descent)[0]
    assert path.values[-1] == pytest.approx(image.final[row, column], rel=0.2)


def test_escape_ends_a_map_that_is_being_made(walker):
    walker.key(Qt.Key.Key_3, CONTROL)
    assert walker.tab.mapper.is_busy
    walker.key(Qt.Key.Key_Escape)
    assert not walker.tab.mapper.is_busy
    assert walker.tab.picture.focus == "map"


def test_a_twin_stays_when_its_brother_is_taken_from_the_map(open_tab):
    walker = open_tab(scene_of(SGD(lr=0.9), SGD(lr=0.9)))
    walker.key(Qt.Key.Key_3, CONTROL)
    chart = walker.tab.picture.map
    walker.person.wait(lambda: chart.image is not None)
    chart.picked.emit(100, 100)
    assert [run.key for run in walker.descent.runs] == ["momentum", "sgd"]


def test_leaving_the_map_ends_its_work(walker):
    walker.key(Qt.Key.Key_3, CONTROL)
    job = walker.tab.mapper._job
    assert job.is_busy
    walker.key(Qt.Key.Key_1, CONTROL)
    assert not walker.tab.mapper.is_busy
    walker.person.wait(lambda: not job.is_busy)


# Numbers


def test_the_numbers_of_the_step_are_those_of_the_core(open_tab):
    walker = open_tab(scene_of(Momentum(lr=0.1, momentum=0.9)))
    walker.tab.playback.go(3)
    (path,) = traced(walker.descent)[0]
    lines = " ".join(line.tex for line in walker.tab.picture.numbers.worked.lines())
    for value in (path.points[3, 0], path.points[3, 1], path.states["v"][3, 1], path.gradients[2, 1]):
        assert tex(value) in lines


@pytest.mark.parametrize("kind", optimizers.classes(), ids=lambda kind: kind.key)
def test_every_rule_has_numbers_at_every_step(open_tab, kind):
    walker = open_tab(scene_of(kind(), steps=6))
    for place in range(7):
        walker.tab.playback.go(place)
        assert len(walker.tab.picture.numbers.worked.lines()) >= 2
        assert len(walker.tab.picture.numbers.formula.lines()) == len(kind.formula)


def test_the_table_has_every_step_and_marks_the_present_one(walker):
    kind = walker.tab.picture.readings.kind
    kind.setCurrentIndex(kind.findData("table"))
    kind.activated.emit(kind.currentIndex())
    assert walker.descent.view.reading == "table"
    walker.tab.playback.go(2)
    (path,) = traced(walker.descent)[0]
    assert walker.table.selectionModel().selectedRows()[0].row() == 2
    assert walker.table.row(2)[:3] == ["2", *map(number, path.points[2])]


@pytest.mark.parametrize("reading", ["value", "distance", "step", "rate_x", "rate_y"])
def test_readings_over_the_steps_are_those_of_the_core(open_tab, reading):
    walker = open_tab(scene_of(*FOUR, show=DescentView(reading=reading)))
    curves = walker.tab.picture.readings.plot.curves()
    for curve, (path,) in zip(curves, traced(walker.descent), strict=True):
        expected = {
            "value": path.values,
            "distance": np.hypot(*path.points.T),
            "step": np.append(np.nan, path.step_sizes),
            "rate_x": np.append(np.nan, path.effective_rates[:, 0]),
            "rate_y": np.append(np.nan, path.effective_rates[:, 1]),
        }[reading]
        np.testing.assert_allclose(curve.y, expected)


def test_the_factor_of_the_arrows_is_told_as_they_are_drawn_also_in_another_size(open_tab):
    walker = open_tab(scene_of(SGD(lr=0.05), show=DescentView(update=True, place=20)))
    factors = set()
    for height in (700, 1000, 1400):
        walker.window.resize(1280, height)
        walker.window.grab()
        factors.add(walker.plot.arrow_zoom)
        told = [translate(text) for _, text in walker.picture.legend.rows]
        assert told == [f"the step taken  (arrows × {walker.plot.arrow_zoom})"]
    assert len(factors) > 1


def test_all_steps_of_a_path_have_their_arrows_longer_by_one_factor(open_tab):
    walker = open_tab(scene_of(AdaGrad(lr=0.2), show=DescentView(update=True), steps=60))
    factors, lengths = set(), []
    for place in (1, 5, 30, 60):
        walker.tab.playback.go(place)
        ((_, tail, tip),) = walker.plot._arrows.arrows
        factors.add(walker.plot.arrow_zoom)
        lengths.append(math.hypot(tip.x() - tail.x(), tip.y() - tail.y()) / walker.plot.arrow_zoom)
    assert len(factors) == 1 and factors.pop() > 1
    np.testing.assert_allclose(lengths, traced(walker.descent)[0][0].step_sizes[[0, 4, 29, 59]])


def test_arrows_of_momentum_add_up_to_the_step(open_tab):
    walker = open_tab(scene_of(Momentum(lr=0.1), show=DescentView(gradient=True, velocity=True, update=True)))
    walker.tab.playback.go(4)
    arrows = {arrow.kind: np.subtract(arrow.tip, arrow.tail) for arrow in walker.plot._arrow_list}
    np.testing.assert_allclose(arrows["gradient"] + arrows["velocity"], arrows["update"])
    (path,) = traced(walker.descent)[0]
    np.testing.assert_allclose(arrows["update"], path.moves[3])


def test_the_memory_is_a_bar_per_axis(open_tab):
    walker = open_tab(scene_of(AdaGrad(lr=1.5), show=DescentView(memory=True)))
    walker.tab.playback.go(5)
    (path,) = traced(walker.descent)[0]
    memory = walker.tab.picture.legend.memory
    assert (memory.symbol, memory.x, memory.y) == ("h", *path.states["h"][5])


def test_what_a_path_did_is_said(open_tab):
    walker = open_tab(scene_of())
    assert (
        "y overshoots the minimum, y = 0, at every step: its distance goes × 0.9 a step."
        in walker.tab.picture.numbers.verdict.text()
    )


# Long paths


def test_long_paths_are_traced_in_a_thread_and_shown_when_they_are_there(open_tab):
    walker = open_tab(scene_of(*FOUR, steps=3000))
    walker.person.wait(lambda: walker.tab.playback.end == 3000)
    assert_drawn_as_computed(walker)


def test_of_many_changes_the_last_is_shown(open_tab):
    walker = open_tab(scene_of(*FOUR, steps=2000))
    for x in range(-9, 9):
        walker.type("start", f"{x}, 1")
    walker.person.wait(lambda: walker.plot.paths() and walker.drawn(0)[0, 0] == 8.0)
    walker.person.wait(lambda: not walker.tab.is_computing)
    assert walker.drawn(0)[0, 0] == 8.0


def test_long_paths_follow_a_drag_a_little_later(open_tab):
    walker = open_tab(scene_of(*FOUR, steps=6000))
    walker.person.wait(lambda: walker.tab.playback.end == 6000)
    walker.drag([(-7, 2), (-5, 1)], release=False)
    walker.person.wait(lambda: walker.drawn(0)[0, 0] == pytest.approx(-5, abs=0.06))
    walker.release(-5, 1)
    walker.person.wait(lambda: not walker.tab.is_computing)
    assert_drawn_as_computed(walker)


# Languages, export


def test_another_language_changes_the_names_at_once(walker):
    language.switch("ko")
    assert walker.tab.playback.text.text() != "step 30 / 30"


def test_what_is_seen_is_exported(walker, tmp_path):
    walker.window.files.export(tmp_path)
    walker.person.wait(lambda: (tmp_path / "mine.svg").exists() and (tmp_path / "mine.results.json").exists(), 20_000)
    walker.person.wait(lambda: not walker.window.findChildren(type(walker.tab.picture._debounce), "export"), 5000)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".json", ".png", ".svg"]


def test_a_surface_of_the_users_is_kept_in_a_saved_scene(walker, tmp_path):
    walker.choose("surface", "typed")
    walker.type("surface.text", "x^2 + 5y^2")
    walker.window.files.save(tmp_path / "own.json")
    assert load_scene(tmp_path / "own.json").study == walker.descent


def test_a_surface_has_room_for_its_own_steps(walker):
    walker.choose("surface", Himmelblau.key)
    assert walker.descent.settings.steps == Himmelblau.steps


# Ladder


def test_the_rungs_of_a_ladder_stand_in_one_row_each_with_its_word(open_tab):
    walker = open_tab(scenes()["lr-limit"])
    grid = walker.picture.grid
    walker.window.grab()
    assert len({plot.geometry().top() for plot in walker.picture.plots()}) == 1
    assert [head.text() for head in grid.heads] == [f"η = {rate}" for rate in ("0.5", "0.95", "0.99", "1", "1.05")]
    assert [foot.text() for foot in grid.feet[1:]] == [
        "zig-zags, settles",
        "zig-zags for long",
        "keeps bouncing",
        "leaves: × 1.1 a step at the end",
    ]
    assert not walker.picture.events.isVisible()
    assert len({path.number for plot in walker.picture.plots() for path in plot.paths()}) == 1
    for plot, (path,) in zip(walker.picture.plots(), traced(walker.descent), strict=True):
        np.testing.assert_allclose(plot.path_points(0), path.points)


def test_under_a_ladder_the_end_of_every_rate_is_seen_with_the_limit(open_tab):
    walker = open_tab(scenes()["lr-limit"])
    ends = walker.picture.grid.ends
    assert ends.isVisible() and ends.limit == 1
    rates = np.array([run.lr for run in walker.descent.runs])
    heights = (7 * (1 - rates / 10) ** 30) ** 2 / 20 + (2 * (1 - 2 * rates) ** 30) ** 2
    np.testing.assert_allclose(ends.points(), np.stack([rates, heights], axis=1))
    (curve,) = ends.curves()
    np.testing.assert_allclose(np.interp(rates, curve.x, curve.y), heights)


def test_paths_of_several_rules_are_no_ladder(walker):
    walker.person.click(walker.tab.picture.buttons["grid"])
    grid = walker.picture.grid
    assert not grid.ends.isVisible() and not any(foot.isVisible() for foot in grid.feet)
    assert [head.text() for head in grid.heads] == [
        "SGD: zig-zags, settles",
        "Momentum: swings past it",
        "AdaGrad: arrives",
        "Adam: swings past it",
    ]


def test_under_the_title_stands_what_came_out_of_the_present_settings(open_tab):
    walker = open_tab(scenes()["lr-limit"])
    said = walker.picture.head.sentence
    assert "at 1.05 |y| grows × 1.1 a step" in said.text().replace(JOINER, "")
    walker.tab._on_rate_typed(4, 1.1)
    assert "at 1.1 |y| grows × 1.2 a step" in said.text().replace(JOINER, "")
    walker.tab.show_scene(scenes()["sgd"])
    assert "turns back at every step" in said.text()
    walker.tab.show_scene(scene_of())
    assert not said.isVisible()


# What is said on the picture


def test_how_high_the_start_is_stands_beside_it_and_that_it_can_be_dragged_until_it_is(walker):
    assert walker.plot.note() == "f = 6.45 · drag me"  # 49/20 + 4
    walker.drag([(-7.0, 2.0), (-4.0, 1.0)])
    x, y = walker.descent.settings.start[0]
    assert walker.plot.note() == f"f = {number(x * x / 20 + y * y)}"


def test_at_the_point_that_is_stuck_it_is_said_from_when_it_is(open_tab):
    walker = open_tab(scenes()["momentum-escape"])
    sgd = traced(walker.descent)[0][0]
    assert f"SGD – stuck: gradient {number(sgd.gradient_norms[-1])}" in walker.plot.label_texts()
    assert "Momentum" in walker.plot.label_texts()
    walker.key(Qt.Key.Key_Home)
    assert set(walker.plot.label_texts()) == {"SGD", "Momentum"}


def test_the_legend_covers_nothing_of_the_surface(open_tab):
    walker = open_tab(scenes()["adam"])
    walker.window.grab()
    legend, plot = walker.picture.legend, walker.plot
    assert legend.isVisible() and [kind for kind, _ in legend.rows] == ["velocity", "update"]
    top = legend.mapTo(walker.window, legend.rect().topLeft()).y()
    assert top >= plot.mapTo(walker.window, QPoint(0, plot.height())).y()


def test_without_anything_below_the_picture_is_larger(open_tab):
    walker = open_tab(scene_of())
    walker.window.grab()
    before = walker.plot.height()
    walker.key(Qt.Key.Key_4, CONTROL)
    walker.window.grab()
    assert walker.descent.view.below == "none" and walker.plot.height() > 1.3 * before
    assert not walker.picture.numbers.isVisible() and not walker.picture.readings.isVisible()
    walker.key(Qt.Key.Key_4, CONTROL)
    assert walker.picture.numbers.isVisible() and walker.picture.readings.isVisible()


@pytest.mark.parametrize(("below", "seen"), [("rule", (True, False)), ("readings", (False, True))])
def test_what_is_wanted_below_stands_there(open_tab, below, seen):
    walker = open_tab(scene_of(*FOUR, show=DescentView(below=below)))
    assert (walker.picture.numbers.isVisible(), walker.picture.readings.isVisible()) == seen


# A scene that draws itself


def test_a_scene_of_the_lecture_draws_itself_once_and_is_finished_when_it_is_seen_again(open_tab, monkeypatch):
    monkeypatch.delenv("DNNLAB_REDUCED_MOTION")
    walker = open_tab(scenes()["sgd"])
    places = []
    walker.tab.playback.moved.connect(places.append)
    walker.person.wait(lambda: walker.tab.playback.is_playing)
    walker.person.wait(lambda: not walker.tab.playback.is_playing, 20_000)
    assert places[-1] == 30 and places == sorted(places) and len(places) > 1
    assert not walker.tab.document.is_changed
    walker.tab.show_scene(scenes()["adam"])
    walker.person.wait(lambda: walker.tab.playback.is_playing)
    walker.tab.show_scene(scenes()["sgd"])
    walker.tab.window().grab()
    assert walker.place == 30 and not walker.tab.playback.is_playing


def test_with_less_motion_a_scene_is_finished_when_it_is_opened(open_tab, monkeypatch):
    monkeypatch.setenv("DNNLAB_REDUCED_MOTION", "1")
    walker = open_tab(scenes()["sgd"])
    walker.window.grab()
    assert walker.place == 30 and not walker.tab.playback.is_playing
