"""What text of any size promises: nothing is cut off in the window that suits it, and the way back leads back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QListWidget, QScrollArea, QStyle

from app.language import language
from app.plots import paint
from app.plots.frame import Axis, Plot
from app.plots.paint import advance
from app.tabs import TABS
from app.theme import ROW_PADDING, theme
from app.widgets.room import FIRST, PictureRoom
from app.window import MainWindow
from core.scenes import find_scene
from tests.app.helpers import Person, assert_same_pixels, picture_at_rest
from tests.app.test_window import cut_off

MARGIN = QStyle.PixelMetric.PM_FocusFrameHMargin
SIZES = (8.0, 13.0, 20.0, 30.0, 40.0)
OPEN = ("momentum-escape", "init-relu", "weight-decay", "grid-vs-random")
"""A scene of every tab."""
MORE = ("optimizers", "lr-limit", "adam", "init-wall", "activation-functions")
"""Other pictures of the tabs."""


def settle() -> None:
    for _ in range(4):  # what takes another row moves what is around it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def suit(window: MainWindow, points: float) -> None:
    """Set the text size, and give the window the size that suits it: that of the first start, in proportion."""
    theme.set_text_size(points)
    window.resize((FIRST * theme.metrics.scale).expandedTo(QSize(1024, 768)))
    settle()


def cut_in_fields(window: MainWindow) -> list[str]:
    """Return what is visible in fields and lists, does not fit and is nowhere said in full."""
    found = []
    for line in window.findChildren(QLineEdit):
        needed = line.fontMetrics().horizontalAdvance(line.text())
        room = line.width() - 2 * theme.metrics.gap
        if line.isVisible() and needed > room:
            found.append(f"{line.text()!r} needs {needed} px of {room} px")
    for listed in window.findChildren(QListWidget):
        for row in range(listed.count() if listed.isVisible() else 0):
            item = listed.item(row)
            place = listed.visualItemRect(item)
            needed = listed.sizeHintForIndex(listed.model().index(row, 0)).width()
            if listed.wordWrap():
                margin = theme.metrics.px(ROW_PADDING) + listed.style().pixelMetric(MARGIN, None, listed) + 1
                room = QRectF(0, 0, place.width() - 2 * margin - 1, 1e6)  # letters stand at whole pixels
                lines = QFontMetricsF(listed.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
                if lines.height() > place.height():
                    found.append(f"{item.text()!r} has {place.height()} px for {lines.height():.0f}")
            elif needed > place.width() and item.text() not in item.toolTip():
                found.append(f"{item.text()!r} has {place.width()} px of {needed} and no tooltip")
    return found


def numbers_of(axis: Axis, ends: tuple[float, float], length: float) -> list[tuple[float, float]]:
    """Return where along an axis its numbers stand and how wide they are, in pixels, from its lower end."""
    if not axis.style["showValues"]:
        return []
    values = [value for _, values in axis.tickValues(*ends, length) for value in values]
    texts = axis.tickStrings(values, 1.0, 1.0)
    low, high = ends
    return sorted(
        ((value - low) / (high - low) * length, advance(axis.style["tickFont"], text))
        for value, text in zip(values, texts, strict=True)
    )


def cut_at_axes(plot: Plot) -> list[str]:
    """Return what does not fit of the numbers and names of the axes of a plot."""
    found = []
    area, (x, y), (x_name, y_name) = plot.area(), plot.ranges(), plot.names()
    room = plot.left.width() - plot.left.style["tickTextOffset"][0] - max(0, plot.left.style["tickLength"])
    widest = max((width for _, width in numbers_of(plot.left, y, area.height())), default=0.0)
    if widest > room + 1:
        found.append(f"numbers at {y_name!r}: {room:.0f} px of {widest:.0f}")
    below = numbers_of(plot.bottom, x, area.width())
    for (place, width), (following, wide) in pairwise(below):
        if place + width / 2 >= following - wide / 2:
            found.append(f"numbers at {x_name!r} touch")
    for place, width in below:
        if area.left() + place - width / 2 < -1 or area.left() + place + width / 2 > plot.width() + 1:
            found.append(f"a number at {x_name!r} sticks out")
    beside = advance(theme.font(), y_name) > (area.height() if plot._beside else plot.width()) + 1
    if beside or advance(theme.font(), x_name) > area.width() + 1:
        found.append(f"{x_name!r} or {y_name!r} is longer than its axis")
    return found


def cut(window: MainWindow) -> list[str]:
    """Return whatever is visible and cut off in a window."""
    found = cut_off(window) + cut_in_fields(window)
    for plot in window.findChildren(Plot):
        if plot.isVisible():
            found += cut_at_axes(plot)
    return found


def bars(area: QScrollArea) -> list[Any]:
    return [bar for bar in (area.horizontalScrollBar(), area.verticalScrollBar()) if bar.maximum()]


def no_room_lost(window: MainWindow) -> None:
    """Check that what has no room in the picture keeps its size, and that all of it can be scrolled to."""
    (room,) = window.tab.findChildren(PictureRoom)
    picture, least = window.tab.picture, window.tab.picture.minimumSizeHint()
    assert room.width() >= 0.5 * window.tab.width()
    assert picture.width() >= least.width() and picture.height() >= least.height(), window.tab.key
    assert room.horizontalScrollBar().maximum() == room.widget().width() - room.viewport().width()
    assert room.verticalScrollBar().maximum() == room.widget().height() - room.viewport().height()


def test_at_any_size_all_text_has_room_in_the_window_that_suits_it_and_can_be_scrolled_to_in_others(
    open_window, settings
):
    settings.set_value("outline", False)
    window = open_window(find_scene(OPEN[0])).window
    for name in OPEN[1:]:
        window.show_scene(find_scene(name))
    found = []
    for points in SIZES:
        suit(window, points)
        for code in ("en", "ko") if language.code == "en" else ("ko", "en"):  # switching takes its time
            if code != language.code:
                language.switch(code)
            for place in range(len(TABS)):
                window.tab_bar.setCurrentIndex(place)
                settle()
                where = f"{points:g} pt, {code}, {window.tab.key}: "
                found += [where + text for text in cut(window)]
                found += [where + "the picture scrolls" for room in window.tab.findChildren(PictureRoom) if bars(room)]
        window.resize(1280, 800)
        for place in range(len(TABS)):
            window.tab_bar.setCurrentIndex(place)
            settle()
            assert window.size().toTuple() == (1280, 800)
            no_room_lost(window)
    assert not found, "\n".join(found)


@pytest.fixture
def shortened(monkeypatch) -> set[str]:
    """What painters had no room for and ended in dots."""
    texts: set[str] = set()

    class Measured(paint.QFontMetricsF):
        def elidedText(self, text: str, *how: object) -> str:
            texts.add(text)
            return super().elidedText(text, *how)

    monkeypatch.setattr(paint, "QFontMetricsF", Measured)
    return texts


def test_no_picture_is_cut_off_in_large_text(open_window, settings, shortened):
    settings.set_value("outline", False)
    window = open_window(find_scene(OPEN[0])).window
    suit(window, 20.0)
    found = []
    for name in OPEN + MORE:
        window.show_scene(find_scene(name))
        for code in ("en", "ko") if language.code == "en" else ("ko", "en"):
            if code != language.code:
                language.switch(code)
            settle()
            window.tab.picture.grab()
            found += [f"{name}, {code}: {text}" for text in cut(window)]
    assert not found, "\n".join(found)
    assert not shortened


def test_larger_text_looks_the_same_live_and_from_the_start_and_the_way_back_leads_back(open_window, qtbot):
    def seen_at(person: Person, points: float) -> Any:
        suit(person.window, points)
        return picture_at_rest(qtbot, person.window.tab)

    scene = find_scene("activation-functions")
    live = open_window(scene)
    normal, large = seen_at(live, 10.0), seen_at(live, 16.0)
    assert_same_pixels(seen_at(open_window(scene), 16.0), large, "from the start")
    assert_same_pixels(seen_at(live, 10.0), normal, "back again")
