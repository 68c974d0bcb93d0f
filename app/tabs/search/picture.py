"""The picture of a search: what came out in a sentence, one view in front, and below it what is called up.

It is given what there is to see (`Shown`) and shows it; it knows neither jobs nor forms, so the command line draws with
it too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.cover import Cover
from app.export import Picture
from app.language import language, say, translate
from app.tabs.search.controls import SearchControls
from app.tabs.search.detail import TrialDetail
from app.tabs.search.ranked_list import RankedList
from app.tabs.search.scatter_view import ScatterView
from app.tabs.search.shown import SearchPanel, Shown
from app.tabs.search.views import VIEWS
from app.theme import fit, px, theme
from app.widgets.cards import SceneHead, WrappedLabel, card
from app.widgets.room import FrontStack
from core.config.words import mark
from core.search.ranking import edge_warnings
from core.search.verdicts import at_an_end, best

_TELL_THE_BEST = ("matters", "ways", "luck")
"""Questions whose answers say how good the best is."""
LOWER, LOWER_SHARE = 172, 0.26
"""Pixels for the list and what stands beside it, at the normal text size, and the part of the height they have at most.

The view has the rest.
"""


class SearchPicture(Picture):
    """Title, sentence, views, list and a second picture.  Call `show_search` whenever there is something new.

    Attributes
    ----------
    controls : SearchControls
        Which view is in front, and what is below it; stands in the picture until it is put elsewhere.
    widen : QToolButton
        To be bound to the command of the tab.
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
        self.controls = SearchControls()
        self.views: dict[str, SearchPanel] = {}
        self.list = RankedList()
        self._arrange()
        self.list.picked.connect(self.picked)
        theme.changed.connect(self._say)
        theme.changed.connect(self._share_room)
        language.changed.connect(self._say)

    def _arrange(self) -> None:
        main, column = card()
        fit(column.setContentsMargins, lambda m: (m.gap, m.close, m.gap, m.close))
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.head)
        self._said = QWidget()
        line = QHBoxLayout(self._said)
        line.setContentsMargins(0, 0, 0, 0)
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.widen, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._said)
        self._above = QVBoxLayout()
        self._above.addWidget(self.controls)
        column.addLayout(self._above)
        self.stack = FrontStack()
        column.addWidget(self.stack, 1)
        self.cover = Cover(framed=False)
        column.addWidget(self.cover.frame, 1)
        self._list_card, ranked = card()
        ranked.addWidget(self.list)
        self._beside = FrontStack()
        self._second_card, second = card()
        second.addWidget(self._beside)
        self._lower = QWidget()
        lower = QHBoxLayout(self._lower)
        lower.setContentsMargins(0, 0, 0, 0)
        fit(lower.setSpacing, lambda m: m.gap)
        lower.addWidget(self._list_card, 3)
        lower.addWidget(self._second_card, 2)
        self._lower.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(main, 1)
        layout.addWidget(self._lower)
        self.desk = (self.controls,)
        self.results = (self.stack, self._said)

    def take_controls(self) -> None:
        """Put the controls into the picture, above the view."""
        self.controls.set_stacked(False)
        self._above.addWidget(self.controls)

    @cached_property
    def detail(self) -> TrialDetail:
        """What is chosen, more closely: the second picture beside the scatter; made when it is first wanted."""
        panel = TrialDetail()
        self._add(panel)
        return panel

    @cached_property
    def companion(self) -> ScatterView:
        """A small scatter: the second picture beside all other views; made when it is first wanted."""
        panel = ScatterView(compact=True)
        panel.chosen.connect(self.chosen)
        self._add(panel)
        return panel

    def _add(self, panel: SearchPanel) -> None:
        if self._pen_scale is not None:
            panel.set_pen_scale(self._pen_scale)
        self._beside.addWidget(panel)

    # -- what is shown

    @property
    def view(self) -> SearchPanel:
        """The view in front."""
        panel = self.stack.currentWidget()
        assert isinstance(panel, SearchPanel)
        return panel

    def spoken(self) -> str:
        """Return what answers the question of the scene, else what is said of the search itself."""
        return super().spoken() or self.sentence.text()

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
        view = shown.study.view
        focus = view.focus if view.focus in VIEWS else "scatter"
        if focus not in self.views:
            self._make(focus)
        panel = self.views[focus]
        self.stack.setCurrentWidget(panel)
        self.controls.show_view(focus)
        self._waiting = [partial(part.show_search, shown) for part in (panel, self.list)]
        if view.has_below("second"):
            second: SearchPanel = self.detail if focus == "scatter" else self.companion
            self._beside.setCurrentWidget(second)
            self._waiting.append(partial(second.show_search, shown))
        self._show_below()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give what is called up its part of the height, whatever it would like to have."""
        self._lower.setFixedHeight(min(px(LOWER), round(LOWER_SHARE * self.height())))

    def _show_below(self) -> None:
        """Show what is called up below the view; from the projector, the view alone."""
        if self._shown is None:
            return
        view = self._shown.study.view
        self._list_card.setVisible(view.has_below("list"))
        self._second_card.setVisible(view.has_below("second"))
        self._lower.setVisible(view.below != "none" and not self._is_presented and not self._is_covered)

    def _make(self, focus: str) -> None:
        panel = self.views[focus] = VIEWS[focus].make()
        panel.chosen.connect(self.chosen)
        panel.set_presenting(self._is_presented)
        if self._pen_scale is not None:
            panel.set_pen_scale(self._pen_scale)
        self.stack.addWidget(panel)
        self.made.emit(focus, panel)

    def set_covered(self, covered: bool) -> None:
        super().set_covered(covered)
        self._show_below()
        self._say()

    def set_presenting(self, presenting: bool) -> None:
        super().set_presenting(presenting)
        for panel in self.views.values():
            panel.set_presenting(presenting)
        self._show_below()
        self._say()

    def set_pen_scale(self, scale: float) -> None:
        self._pen_scale = scale
        for panel in (*self.views.values(), *self._beside.findChildren(SearchPanel)):
            panel.set_pen_scale(scale)

    def hide_what_acts(self) -> None:
        """Leave out what only a person at the screen can use."""
        for widget in (self.controls, self.widen, self.list.most, self.list.copy):
            widget.setVisible(False)
        for panel in self.views.values():
            panel.set_presenting(True)

    def _say(self) -> None:
        shown = self._shown
        if shown is None:
            return
        told = self.view.tells or shown.asks in _TELL_THE_BEST
        said: list[Any] = list(best(shown.snapshot)) if shown.snapshot and not told else []
        over_settings = shown.study.view.focus == "scatter"
        warnings = edge_warnings(shown.study, shown.ranked) if over_settings else ()
        said += [at_an_end(warning) for warning in warnings[:1]]
        self._sentence_is_small(bool(shown.asks))
        self.sentence.setText(" ".join(translate(part) for part in said))
        self._said.setVisible(bool(said) and not self._is_covered)
        can_widen = bool(warnings) and warnings[0].wider is not None
        self.widen.setVisible(can_widen and not self._is_presented)

    def _sentence_is_small(self, small: bool) -> None:
        """Say it in normal letters under the answer to a question, in large ones where there is none."""
        name = "" if small else "sentence"
        if name != self.sentence.objectName():
            self.sentence.setObjectName(name)
            self.sentence.style().polish(self.sentence)  # the style sheet goes by the name
