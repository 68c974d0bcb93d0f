"""Where a class is to look: a spotlight under the mouse, and plots that a double click makes large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.reading_order import go_on
from app.tabs.optimizers.stage import SurfacePlot
from core.scenes import find_scene
from tests.app.helpers import assert_same_pixels, picture_at_rest, pixels


def test_the_spotlight_dims_all_but_what_is_under_the_mouse_and_takes_no_click(open_window):
    person = open_window(find_scene("sgd"))
    before = pixels(person.window.centralWidget()).astype(int)
    person.key(Qt.Key.Key_P, person.window.tab)
    light = person.window.lecture._spotlight
    light._timer.stop()
    light.shine_at(QPointF(400, 300))
    after = pixels(person.window.centralWidget()).astype(int)
    inside = light.light.adjusted(30, 30, -30, -30).toRect()
    window = (slice(inside.top(), inside.bottom()), slice(inside.left(), inside.right()))
    across = 400 + int(light.light.width())
    assert (after[300, 400] == before[300, 400]).all() and after[window].mean() > 0.9 * before[window].mean()
    assert (after[300, across] < 0.6 * before[300, across]).all()
    button = person.window.tab.fewer_settings
    place = button.mapTo(person.window.centralWidget(), button.rect().center())
    assert person.window.centralWidget().childAt(place) is button, "what lies below can be clicked"
    person.click(button)
    assert not person.window.tab.drawer.isVisible()
    person.key(Qt.Key.Key_P, person.window.tab)
    assert not person.window.lecture.has_spotlight


def double_click(person, plot) -> None:
    person.bot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.viewport().rect().center())
    QApplication.processEvents()


@pytest.mark.parametrize("back", ["double click", "another view", "another scene"])
def test_a_double_click_makes_a_panel_large_and_it_comes_back_to_its_place(open_window, back):
    person = open_window(find_scene("optimizers"))
    tab = person.window.tab
    before = picture_at_rest(person.bot, tab)
    panel = tab.picture.panels[2]
    size = panel.size()
    double_click(person, panel)
    assert person.window.enlarging.enlarged is panel and panel.isVisible()
    assert panel.width() > 1.5 * size.width() and panel.height() > 1.5 * size.height()
    assert not panel.geometry().isEmpty() and tab.picture.head.sentence.isVisible()
    if back == "double click":
        double_click(person, panel)
    elif back == "another view":
        tab.document.look(focus="map")
        assert person.window.enlarging.enlarged is None
        tab.document.look(focus="grid")
    else:
        person.window.show_scene(find_scene("sgd"))
        assert person.window.enlarging.enlarged is None
        person.window.show_scene(find_scene("optimizers"))
    assert panel.size() == size
    assert_same_pixels(picture_at_rest(person.bot, tab), before)


def test_while_a_plot_is_large_the_tab_key_passes_by_what_lies_behind_it(open_window):
    person = open_window(find_scene("optimizers"))
    tab = person.window.tab
    panel, others = tab.picture.panels[2], [each for each in tab.picture.panels if each is not tab.picture.panels[2]]

    def reached() -> list[QWidget]:
        found: list[QWidget] = []
        while (here := QApplication.focusWidget()) not in found:
            found.append(here)
            go_on(person.window, forward=True)
        return found

    panel.setFocus()
    assert set(others) <= set(reached())
    double_click(person, panel)
    assert QApplication.focusWidget() is panel
    there = reached()
    assert panel in there and not set(others) & set(there) and len(there) > 3
    double_click(person, panel)
    assert set(others) <= set(reached())


def test_a_plot_that_is_large_already_keeps_the_double_click_for_itself(open_window, settings):
    settings.set_value("settings_open", False)
    settings.set_value("outline", False)
    person = open_window(find_scene("surface"))
    tab = person.window.tab
    tab.document.look(window=(-1.0, 1.0, -1.0, 1.0))
    plot = tab.picture.overlay
    assert isinstance(plot, SurfacePlot)
    double_click(person, plot)
    assert person.window.enlarging.enlarged is None and tab.study.view.window == ()
