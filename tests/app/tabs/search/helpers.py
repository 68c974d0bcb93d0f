"""A person in front of the search tab, and small searches to do there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.tabs.search.shown import Shown
from app.tabs.search.tab import SearchTab
from core.jobs import State
from core.scenes import Scene
from core.search.searching import prepare
from core.search.space import LAYERS, NODES, OnOff, Options, Range, usual
from core.search.study import Search, SearchView
from core.search.trials import Record, SearchSnapshot
from tests.app.helpers import Person
from tests.core.search.helpers import driven, search_of

NONE = Qt.KeyboardModifier.NoModifier

FAR_TOO_LARGE = Range("optimizer.lr", 1e-3, 1e3)
"""Learning rates at whose upper end everything diverges."""
DECAY = usual("decay.strength")
EVERY_KIND = (
    FAR_TOO_LARGE,
    DECAY,
    Range(NODES, 4, 12, True),
    Range(LAYERS, 1, 3, False),
    OnOff("batch_norm"),
    Options("activation", ("relu", "tanh", "sigmoid")),
)
"""Dimensions of every kind."""


def tiny_search(source: Any, view: SearchView | None = None, **changed: Any) -> Scene:
    """Return a scene of a dozen trials on the tiny data set, all panels called up; `changed` are its settings."""
    search = search_of(source, **changed)
    return Scene("tiny", "Tiny", "search", search.with_view(**vars(view or SearchView(below="both"))))


def searched_alone(search: Search) -> SearchSnapshot:
    """Return what the core comes to without any window."""
    return driven(prepare(search)[0])


def shown_of(snapshot: SearchSnapshot, **looked: Any) -> Shown:
    """Return what views are given of a search; `looked` says how it is looked at."""
    return Shown(snapshot.search.with_view(**looked), snapshot)


def before_run(snapshot: SearchSnapshot, **looked: Any) -> Shown:
    """Return what views are given before a search is begun."""
    return Shown(snapshot.search.with_view(**looked))


def up_to(snapshot: SearchSnapshot, trials: int) -> SearchSnapshot:
    """Return what there was to see when only the first so many trials had been trained."""
    records = tuple(r if r.trial.number < trials else Record(r.trial) for r in snapshot.records)
    return replace(snapshot, records=records, remaining=1.0, rivals=())


def put_up(keep: Any, panel: Any, width: int = 640, height: int = 420) -> Any:
    """Show a view by itself."""
    keep(panel)
    panel.resize(width, height)
    panel.show()
    return panel


def emitted(signal: Any) -> list[tuple[Any, ...]]:
    """Return a list that grows with what a signal says."""
    heard: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def click(widget: QWidget, place: QPointF, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Click on a pixel."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifier, place.toPoint())


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
        return self.tab.work.results.of(self.tab.study)

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
