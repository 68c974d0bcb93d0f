"""What grid, random and Halton side by side promise: a tooth a value, points where trials are, and ways to choose."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.tabs.search.axes import axis_of
from app.tabs.search.ways_view import WaysView
from core.search.choosing import Grid, Halton, Random, ways
from core.search.ranking import ranking
from core.search.space import NODES
from core.search.trials import trials_of
from tests.app.helpers import pixels, share_unlike
from tests.app.tabs.search.helpers import NONE, before_run, click, emitted, put_up, shown_of, up_to

CONTROL = NONE.__class__.ControlModifier


@pytest.fixture
def view(keep):
    return put_up(keep, WaysView(), 900, 560)


def plots(view):
    return {plot.choosing.way.key: plot for plot in view.side.plots if not plot.isHidden()}


def test_the_grid_comes_first_and_every_way_is_there(view, compared):
    for shown in (before_run(compared), shown_of(compared)):
        view.show_search(shown)
        assert list(plots(view)) == ["grid", "random", "halton"] and set(plots(view)) == set(ways)


def test_every_value_that_is_tried_has_a_tooth_and_is_counted(view, compared):
    view.show_search(shown_of(compared))
    for snapshot in (compared, *compared.rivals):
        plot = plots(view)[snapshot.search.settings.way.key]
        rates, decays = (sorted({math.log10(r.trial.values[k]) for r in snapshot.records}) for k in (0, 1))
        np.testing.assert_allclose(plot.combs()[0], rates)
        np.testing.assert_allclose(plot.combs()[1], decays)
        assert plot.counts() == [f"{len(rates)} learning rates", f"{len(decays)} weight decays"]
    assert [plot.counts()[0] for plot in plots(view).values()] == [f"{n} learning rates" for n in (4, 16, 16)]


def test_teeth_stand_under_and_beside_the_points_that_they_belong_to(view, compared):
    view.show_search(shown_of(compared))
    for plot in plots(view).values():
        area = plot.area()
        for comb, along in zip(plot.combs(), ("x", "y"), strict=True):
            places = [plot.to_pixels(place, place) for place in comb]
            ends = (area.left(), area.right()) if along == "x" else (area.top(), area.bottom())
            assert all(ends[0] < getattr(place, along)() < ends[1] for place in places)


def test_settings_without_a_plural_of_their_own_are_counted_as_values(view, varied):
    view.show_search(shown_of(varied, across=NODES, up="batch_norm"))
    tried = {record.trial.values[2] for record in varied.records}
    assert plots(view)["random"].counts() == [f"{len(tried)} values: nodes", "2 values: batch normalization"]


def test_points_are_where_trials_are_and_have_their_accuracy(view, compared):
    view.show_search(shown_of(compared))
    for snapshot in (compared, *compared.rivals):
        points = plots(view)[snapshot.search.settings.way.key].points()
        assert list(points.keys) == list(range(16))
        for record, x, y, value in zip(snapshot.records, points.x, points.y, points.values, strict=True):
            assert (x, y) == record.trial.values
            assert math.isnan(value) if record.diverged is not None else value == record.accuracy


def test_before_it_runs_the_points_are_there_without_a_colour(view, compared):
    view.show_search(before_run(compared))
    for way, plot in plots(view).items():
        search = compared.search.with_settings(way=ways[way](), compared=())
        expected = [[math.log10(value) for value in trial.values] for trial in trials_of(search)]
        np.testing.assert_allclose(plot.untried(), expected)
        assert not len(plot.points().keys)
    assert not view.progress.isVisible()


def test_a_way_that_is_not_compared_with_keeps_its_plain_points(view, compared):
    snapshot = replace(compared, search=compared.search.with_settings(compared=(Halton(),)), rivals=compared.rivals[1:])
    view.show_search(shown_of(snapshot))
    assert [len(plot.untried()) for plot in plots(view).values()] == [16, 0, 0]
    assert [box.isChecked() for box in view.boxes.values()] == [False, True, True]


def test_trials_that_are_still_to_come_are_plain(view, compared):
    view.show_search(shown_of(up_to(compared, 5)))
    plot = plots(view)["random"]
    assert list(plot.points().keys) == [0, 1, 2, 3, 4] and len(plot.untried()) == 11


def test_only_the_best_are_shown_where_that_is_asked_for(view, compared):
    view.show_search(shown_of(compared, best=3))
    for snapshot in (compared, *compared.rivals):
        plot = plots(view)[snapshot.search.settings.way.key]
        assert set(plot.points().keys) == {record.trial.number for record in ranking(snapshot)[:3]}
        assert not len(plot.untried())


def test_with_one_setting_trials_are_spread_by_their_number(view, compared):
    shown = before_run(compared)
    shown = replace(shown, study=shown.study.with_space(shown.study.settings.space[0]))
    view.show_search(shown)
    assert plots(view)["random"].counts() == ["16 learning rates"]
    assert sorted(plots(view)["random"].untried()[:, 1]) == list(range(1, 17))


def test_without_a_space_there_is_nothing_to_choose(view, equal):
    view.show_search(shown_of(equal))
    assert not view.body.isVisible() and view.empty.text().startswith("Nothing is varied")


# What a person does


def test_boxes_say_with_what_to_compare_and_the_own_way_stays(view, compared):
    study = compared.search.with_settings(compared=())
    view.show_search(replace(before_run(compared), study=study))
    heard = emitted(view.compared)
    assert [box.isChecked() for box in view.boxes.values()] == [False, True, False]
    assert [box.isEnabled() for box in view.boxes.values()] == [True, False, True]
    for key, expected in (("halton", (Halton(),)), ("grid", (Grid(), Halton()))):
        box = view.boxes[key]
        click(box, QPointF(9, box.height() / 2))
        assert heard.pop() == (expected,)
        study = study.with_settings(compared=expected)
        view.show_search(replace(before_run(compared), study=study))
    click(view.boxes["grid"], QPointF(9, view.boxes["grid"].height() / 2))
    assert heard == [((Halton(),),)]


def test_a_way_that_is_compared_with_keeps_its_settings(view, compared):
    coarse = Grid(per_axis=2)
    study = compared.search.with_settings(compared=(coarse,))
    view.show_search(replace(before_run(compared), study=study))
    assert plots(view)["grid"].counts() == ["2 learning rates", "2 weight decays"]
    heard = emitted(view.compared)
    click(view.boxes["halton"], QPointF(9, view.boxes["halton"].height() / 2))
    assert heard == [((coarse, Halton()),)]


def test_the_own_way_is_that_of_the_search(view, compared):
    study = compared.search.with_settings(way=Halton(), compared=(Random(),))
    view.show_search(replace(before_run(compared), study=study))
    assert [box.isChecked() for box in view.boxes.values()] == [False, True, True]
    assert [box.isEnabled() for box in view.boxes.values()] == [True, True, False]


def test_a_click_chooses_a_trial_of_the_search_and_none_of_the_others(view, compared):
    view.show_search(shown_of(compared))
    heard = emitted(view.chosen)
    own, other = plots(view)["random"], plots(view)["grid"]
    click(own.viewport(), own.pixel_of(7))
    click(own.viewport(), own.pixel_of(3), CONTROL)
    click(other.viewport(), other.pixel_of(3))
    assert heard == [(7, False), (3, True)]
    click(own.viewport(), own.area().topLeft() + QPointF(1, 1))
    assert heard[-1] == (None, False)


def test_what_is_chosen_lights_up_in_the_own_way_alone(view, compared):
    view.show_search(shown_of(compared))
    before = pixels(plots(view)["random"])
    view.show_search(shown_of(compared, chosen=(3, 7)))
    assert [sorted(plot.selected()) for plot in plots(view).values()] == [[], [3, 7], []]
    assert share_unlike(pixels(plots(view)["random"]), before) > 0


def test_the_axes_are_those_of_the_view(view, varied):
    view.show_search(shown_of(varied, across="activation", up="optimizer.lr"))
    plot = plots(view)["random"]
    axis = axis_of(varied.search, "activation")
    assert plot.points().x.tolist() == [axis.number_of(record.trial.values[5]) for record in varied.records]
    assert plot.points().y.tolist() == [record.trial.values[0] for record in varied.records]
    assert plot.names()[0] == "activation"
