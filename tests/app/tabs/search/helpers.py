"""A person in front of the search tab, and small searches to do there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.tabs.search.tab import SearchTab
from core.jobs import State
from core.scenes import Scene
from core.search.searching import prepare
from core.search.study import Search, SearchView
from core.search.trials import SearchSnapshot
from tests.app.helpers import Person
from tests.core.search.helpers import driven, search_of

NONE = Qt.KeyboardModifier.NoModifier


def tiny_search(source: Any, view: SearchView | None = None, **changed: Any) -> Scene:
    """Return a scene of a dozen trials on the tiny data set; `changed` are its settings."""
    search = search_of(source, **changed)
    return Scene("tiny", "Tiny", "search", search.with_view(**vars(view or SearchView())))


def searched_alone(search: Search) -> SearchSnapshot:
    """Return what the core comes to without any window."""
    return driven(prepare(search)[0])


class Searcher(Person):
    """Clicks, drags and types in the search tab."""

    @property
    def tab(self) -> Any:
        tab = self.window.tab
        assert isinstance(tab, SearchTab)
        return tab

    @property
    def picture(self) -> Any:
        return self.tab.picture

    @property
    def view(self) -> Any:
        """The view in front."""
        return self.picture.view

    @property
    def snapshot(self) -> Any:
        """What has come of the search that is shown."""
        return self.tab._results.of(self.tab.study)

    @property
    def lines(self) -> list[str]:
        """The ranked list."""
        return list(self.picture.list.model.lines)

    def search_to_end(self) -> None:
        """Click Run and wait for the last trial."""
        self.run()
        self.wait_for_rest()
        assert self.snapshot is not None and self.snapshot.is_complete

    def wait_for_rest(self) -> None:
        """Wait until nothing is being trained."""
        self.wait(lambda: self.state is State.IDLE and not self.tab.is_active, 20_000)

    def click_line(self, row: int, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Click a line of the ranked list."""
        listed = self.picture.list.list
        listed.scrollTo(listed.model().index(row, 0))
        place = listed.visualRect(listed.model().index(row, 0)).center()
        self.bot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def click_point(self, number: int, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Click a trial in the scatter."""
        plot = self.view.plot
        place = plot.pixel_of(number).toPoint()
        self.bot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        """Drag with the left button from one pixel to another."""
        first, last = start.toPoint(), end.toPoint()
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, NONE, first)
        for share in (0.3, 0.7, 1.0):
            step = first + QPoint(round(share * (last - first).x()), round(share * (last - first).y()))
            QTest.mouseMove(widget, step)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, NONE, last)
