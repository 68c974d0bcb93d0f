"""The picture of a search: what came out in a sentence, one view in front, the ranked list, and what is chosen.

It is given what there is to see (`Shown`) and shows it; it knows neither jobs nor forms, so the command line draws with
it too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.cover import Cover
from app.export import Picture
from app.language import language, say, translate
from app.tabs.search.detail import TrialDetail
from app.tabs.search.ranked_list import RankedList
from app.tabs.search.scatter_view import ScatterView
from app.tabs.search.shown import SearchPanel, Shown
from app.tabs.search.views import VIEWS
from app.theme import fit, theme
from app.widgets.cards import SceneHead, WrappedLabel, card
from app.widgets.flow import Flow
from app.widgets.room import FrontStack
from core.config.words import mark
from core.search.ranking import edge_warnings
from core.search.verdicts import at_an_end, best

_TELL_THE_BEST = ("matters", "ways", "luck")
"""Questions whose answers say how good the best is."""
LOWER = 172
"""Pixels for the list and what stands beside it, at the normal text size; the view has the rest."""


class SearchPicture(Picture):
    """Title, sentence, views, list and detail.  Call `show_search` whenever there is something new.

    Attributes
    ----------
    buttons : dict of str to QToolButton
        One a view, to be bound to the commands of the tab.
    widen : QToolButton
        To be bound as well.
    chosen : Signal(object, bool)
        A trial was clicked, by number, None beside all; whether it joins those that are chosen.
    picked : Signal(object)
        Numbers of the trials that were selected in the list.
    made : Signal(str, object)
        A view has been made, for the first time it is wanted: its name, and the view.
    """

    chosen = Signal(object, bool)
    picked = Signal(object)
    made = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._pen_scale: float | None = None
        self._waiting: list[Callable[[], None]] = []
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._show_next)
        self.head = SceneHead()
        self.sentence = WrappedLabel()
        self.sentence.setObjectName("sentence")
        self.widen = QToolButton()
        say(self.widen, mark("app", "Widen the range"))
        self.buttons: dict[str, QToolButton] = {}
        self.views: dict[str, SearchPanel] = {}
        self.list = RankedList()
        self.detail = TrialDetail()
        self.companion = ScatterView(compact=True)
        self._arrange()
        self.list.picked.connect(self.picked)
        self.companion.chosen.connect(self.chosen)
        theme.changed.connect(self._say)
        language.changed.connect(self._say)

    def _arrange(self) -> None:
        head, column = card()
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.head)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.widen, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        body, inside = card()
        views = Flow()
        for focus, entry in VIEWS.items():
            button = self.buttons[focus] = QToolButton()
            button.setCheckable(True)
            say(button, entry.label)
            views.add(button)
        inside.addWidget(views)
        self.stack = FrontStack()
        inside.addWidget(self.stack, 1)
        ranked, below = card()
        self.list.head.add(self.detail.train, self.detail.reveal)
        below.addWidget(self.list)
        self._beside = FrontStack()
        self._beside.addWidget(self.detail)
        self._beside.addWidget(self.companion)
        beside, right = card()
        right.addWidget(self._beside)
        below_view = QWidget()
        fit(below_view.setMaximumHeight, lambda m: m.px(LOWER))
        lower = QHBoxLayout(below_view)
        lower.setContentsMargins(0, 0, 0, 0)
        fit(lower.setSpacing, lambda m: m.gap)
        lower.addWidget(ranked, 3)
        lower.addWidget(beside, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(head)
        layout.addWidget(body, 1)
        layout.addWidget(below_view)
        self.cover = Cover()
        layout.addWidget(self.cover.frame, 1)
        self.desk = (views, below_view)
        self.results = (body, below_view)

    # -- what is shown

    @property
    def view(self) -> SearchPanel:
        """The view in front."""
        panel = self.stack.currentWidget()
        assert isinstance(panel, SearchPanel)
        return panel

    def show_search(self, shown: Shown, by_and_by: bool = False) -> None:
        """Show what there is to see, in the view that the study asks for.

        Parameters
        ----------
        shown : Shown
            What there is to see.
        by_and_by : bool
            Whether parts may follow a moment later, one at a time, so that a window beside a search stays smooth.
        """
        self._shown = shown
        focus = shown.study.view.focus if shown.study.view.focus in VIEWS else "scatter"
        if focus not in self.views:
            self._make(focus)
        panel = self.views[focus]
        beside: SearchPanel = self.detail if focus == "scatter" else self.companion
        self.stack.setCurrentWidget(panel)
        self._beside.setCurrentWidget(beside)
        self._waiting = [partial(part.show_search, shown) for part in (panel, self.list, beside)]
        self._waiting.append(self._say)
        if by_and_by:
            self._next.start()
        else:
            while self._waiting:
                self._show_next()

    def _show_next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        if not self._waiting:
            self._next.stop()

    def _make(self, focus: str) -> None:
        panel = self.views[focus] = VIEWS[focus].make()
        panel.chosen.connect(self.chosen)
        if self._pen_scale is not None:
            panel.set_pen_scale(self._pen_scale)
        self.stack.addWidget(panel)
        self.made.emit(focus, panel)

    def set_pen_scale(self, scale: float) -> None:
        self._pen_scale = scale
        for panel in (*self.views.values(), self.detail, self.companion):
            panel.set_pen_scale(scale)

    def hide_what_acts(self) -> None:
        """Leave out what only a person at the screen can use."""
        acting: list[QWidget] = [*self.buttons.values(), self.widen]
        acting += [self.detail.train, self.detail.reveal, self.list.most, self.list.copy]
        for widget in acting:
            widget.setVisible(False)

    def _say(self) -> None:
        shown = self._shown
        if shown is None:
            return
        told = self.view.tells or shown.asks in _TELL_THE_BEST
        said: list[Any] = list(best(shown.snapshot)) if shown.snapshot and not told else []
        over_settings = shown.study.view.focus == "scatter"
        warnings = edge_warnings(shown.study, shown.ranked) if over_settings else ()
        said += [at_an_end(warning) for warning in warnings[:1]]
        self.sentence.setText(" ".join(translate(part) for part in said))
        self.sentence.setVisible(bool(said))
        self.widen.setVisible(bool(warnings) and warnings[0].wider is not None)
