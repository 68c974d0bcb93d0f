"""What the keyboard promises: it reaches everything, in the order in which it is read, and shows where it is.

And that all it reaches has a name, by which a screen reader tells it from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.plots.frame import Plot
from app.theme import theme
from app.widgets.forms import Form
from app.widgets.run_list import PassingList
from app.window import MainWindow
from core.scenes import find_scene
from tests.app.helpers import Person, pixels_of

SCENES = ("adam", "init-wall", "weight-decay", "grid-vs-random")
"""A scene of every tab."""
NAMED_BY_LABEL = (QLineEdit, QComboBox, QSlider, QScrollArea, QTabBar, Plot)
"""Kinds whose name Qt does not know, or takes for what they show."""


def stops(window: QWidget) -> list[QWidget]:
    """Return what is seen and can have the focus by the keyboard."""
    found = []
    for widget in window.findChildren(QWidget):
        by_key = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if by_key and widget.isVisible() and widget.isEnabled() and widget.window() is window:
            found.append(widget)
    return found


def name_of(widget: QWidget) -> str:
    """Return the name that a screen reader says, which must not be what can be chosen or typed there."""
    if isinstance(widget, NAMED_BY_LABEL):
        return widget.accessibleName()
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def walk(
    person: Person, start: QWidget, key: Any = Qt.Key.Key_Tab, look_at: Callable[[QWidget], None] | None = None
) -> list[QWidget]:
    """Press Tab from a widget until it has the focus again; return what had it on the way."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [start]
    for _ in range(200):
        person.key_to_focus(key)
        there = QApplication.focusWidget()
        assert there is not None
        if there is start:
            return seen
        assert there not in seen, (there, "twice")
        seen.append(there)
        if look_at is not None:
            look_at(there)
    raise AssertionError("Tab does not come back")


def opened(person: Person, name: str, drawer: bool, outline: bool = False) -> MainWindow:
    """Show a scene at the desk, with or without the drawer of all settings and the list of scenes."""
    window = person.window
    window.show_scene(find_scene(name))
    person.wait(lambda: not window.tab.is_computing, timeout=20_000)
    for id, wanted in (("settings", drawer), ("outline", outline)):
        action = window.lecture.command_actions.by_id[id]
        if action.isChecked() is not wanted:
            action.trigger()
    assert window.outline.isVisible() is outline and window.tab.drawer.isVisible() is drawer
    QApplication.sendPostedEvents()
    return window


def regions(window: MainWindow) -> list[QWidget]:
    """Return the parts of the window in the order in which they are read, the picture with its foot last."""
    tab = window.tab
    return [window.header, window.rail, window.outline, tab.drawer, tab.side, tab.ballot, tab]


def check_order(person: Person, walked: list[QWidget]) -> None:
    """Check that everything was reached, region after region, and below each other from top to bottom."""
    window = person.window
    assert set(stops(window)) <= set(walked)
    parts = regions(window)
    numbers = [next(n for n, part in enumerate(parts) if part.isAncestorOf(widget)) for widget in walked]
    assert numbers == sorted(numbers)
    for before, after in pairwise(walked):
        one, other = (QRect(each.mapTo(window, QPoint()), each.size()) for each in (before, after))
        same = before.parentWidget() is after.parentWidget()
        if same and one.right() > other.left() and other.right() > one.left() and not before.isAncestorOf(after):
            assert one.top() < other.top(), (before, after)


@pytest.mark.parametrize("name", SCENES)
def test_tab_goes_through_the_window_as_it_is_read_and_back(open_window, name):
    person = open_window(find_scene(name))
    for drawer, outline in ((False, True), (True, False)):
        window = opened(person, name, drawer, outline)
        first = window.header.menu_button
        walked = walk(person, first)
        check_order(person, walked)
        assert walk(person, first, Qt.Key.Key_Backtab)[1:] == walked[:0:-1]


def test_from_the_start_tab_leads_to_the_first_knob(open_window, settings):
    settings.set_value("settings_open", False)
    person = open_window(find_scene("sgd"))
    knobs = person.window.tab.knobs
    person.key_to_focus(Qt.Key.Key_Tab)
    first = next(iter(knobs.cards.values()))
    assert first.isAncestorOf(QApplication.focusWidget())


def test_in_another_tab_no_button_looks_as_if_it_were_wanted(open_window):
    person = open_window(find_scene("sgd"))
    window = person.window
    window.tab.setFocus()
    for name in ("init-relu", "sgd", "mnist-init", "init-relu"):
        window.show_scene(find_scene(name))
        assert QApplication.focusWidget() is window.tab
    window.outline.search.setFocus()  # what is beside the tabs keeps it
    window.show_scene(find_scene("sgd"))
    assert QApplication.focusWidget() is window.outline.search


def test_tab_reaches_the_ballot_before_the_covered_picture(open_window, settings):
    settings.set_value("settings_open", False)
    settings.set_value("outline", False)
    settings.set_value("questions", True)
    person = open_window(find_scene("momentum-escape"))
    ballot = person.window.tab.ballot
    assert ballot.isVisible()
    walked = walk(person, person.window.header.menu_button)
    check_order(person, walked)
    assert any(ballot.isAncestorOf(widget) for widget in walked)


def test_presenting_tab_stays_with_what_is_shown(open_window):
    person = open_window(find_scene("sgd"))
    window = person.window
    window.lecture.toggle_present()
    person.wait(lambda: not window.header.isVisible())
    walked = walk(person, stops(window)[0])
    assert set(walked) == set(stops(window))
    assert any(window.tab.knobs.isAncestorOf(widget) for widget in walked)
    window.lecture.toggle_present()


def test_tab_brings_what_it_reaches_into_view(open_window):
    person = open_window(find_scene("adam"))
    window = opened(person, "adam", drawer=True)
    inside = window.tab.area.widget()

    def half_seen(widget: QWidget) -> None:
        """Check that most of a widget is seen; what it selects may have moved it a little since."""
        if inside.isAncestorOf(widget):
            assert widget.visibleRegion().boundingRect().height() > 0.5 * widget.height(), widget

    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached = walk(person, window.header.menu_button, key, look_at=half_seen)
        assert sum(map(inside.isAncestorOf, reached)) > 20


@pytest.mark.parametrize("name", SCENES)
def test_everything_that_can_have_the_focus_has_a_name_of_its_own(open_window, name):
    person = open_window(find_scene(name))
    for drawer, outline in ((False, True), (True, False)):
        window = opened(person, name, drawer, outline)
        unnamed = [widget for widget in stops(window) if not name_of(widget)]
        assert not unnamed
        for form in window.tab.findChildren(Form):
            check_names([widget for widget in stops(window) if form.isAncestorOf(widget)])
        check_names([widget for widget in stops(window) if window.tab.drawer.isAncestorOf(widget)])


def check_names(widgets: list[QWidget]) -> None:
    """Check that no two of the same kind have the same name."""
    names = Counter((type(widget), name_of(widget)) for widget in widgets)
    assert [entry for entry, times in names.items() if times > 1] == []


def test_a_ballot_names_every_field(open_window, settings):
    settings.set_value("questions", True)
    window = open_window(find_scene("momentum-escape")).window
    inside = [widget for widget in stops(window) if window.tab.ballot.isAncestorOf(widget)]
    assert len(inside) > 3
    assert all(map(name_of, inside))
    check_names([widget for widget in inside if isinstance(widget, QLineEdit)])


# Where the focus is

OTHERS = (QScrollArea, QSlider, QTabBar, PassingList, Plot)


def look(window: MainWindow, widget: QWidget) -> np.ndarray:
    """Return what is seen of a widget in its window, and of a little around it."""
    image = window.grab(QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-2, -2, 2, 2)).toImage()
    return pixels_of(image)


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the contrast of every pixel of two pictures."""
    light = []
    for picture in (one, other):
        share = picture / 255
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        light.append(linear @ (0.2126, 0.7152, 0.0722))
    return (np.maximum(*light) + 0.05) / (np.minimum(*light) + 0.05)


def kind_of(widget: QWidget) -> tuple[Any, ...]:
    """Return what a widget looks like: its kind, the name for its style, whether it is on."""
    on = isinstance(widget, QAbstractButton) and widget.isChecked()
    kinds = (
        QCheckBox,
        QComboBox,
        QLineEdit,
        QPushButton,
        QScrollArea,
        QSlider,
        QTabBar,
        QToolButton,
        PassingList,
        Plot,
    )
    kind = next((kind for kind in kinds if isinstance(widget, kind)), type(widget))
    return kind, widget.objectName(), on


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_focus_is_seen_wherever_it_is(open_window, dark):
    person = open_window(find_scene(SCENES[0]))
    theme.apply(dark=dark)
    seen: dict[tuple[Any, ...], int] = {}
    for name in (*SCENES, "optimizers", "activation-functions"):
        window = opened(person, name, drawer=True, outline=True)
        for widget in stops(window):
            if kind_of(widget) in seen or widget.visibleRegion().isEmpty():
                continue
            window.tab.setFocus(Qt.FocusReason.OtherFocusReason)
            before = look(window, widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(widget, QLineEdit):
                widget.deselect()
            after = look(window, widget)
            if before.shape != after.shape:
                continue
            # where it is seen there are pixels that stand out from what was there
            seen[kind_of(widget)] = int((contrast(before, after) >= 3.0).sum())
    assert len(seen) >= 12
    unseen = {kind: count for kind, count in seen.items() if count < 20}
    assert not unseen
