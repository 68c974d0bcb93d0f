"""What the views of a search are given, all the same, and what they say: one selection lights up in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from core.search.conclusion import Revealed
from core.search.questions.shared import Outcome
from core.search.ranking import ranking
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, Trial, trials_of


@dataclass(frozen=True)
class Shown:
    """What there is to see of a search.

    Attributes
    ----------
    study : Search
        What is looked at, and how (`Search.view`).
    snapshot : SearchSnapshot or None
        What has come of it; None before it was begun.
    earlier : tuple of SearchSnapshot
        Rounds before this one, the newest last.
    again : SearchSnapshot or None
        The first of the ranking once more, with other seeds (`core.search.trials.once_more`).
    again_of : tuple of int
        Numbers of the trials that were trained once more.
    revealed : mapping of int to Revealed
        What the test set says of trials that have been revealed, by number.
    asks : str
        Name of the question that a sentence over the picture answers (`core.config.questions`); empty for none.
    """

    study: Search
    snapshot: SearchSnapshot | None = None
    earlier: tuple[SearchSnapshot, ...] = ()
    again: SearchSnapshot | None = None
    again_of: tuple[int, ...] = ()
    revealed: Mapping[int, Revealed] = field(default_factory=dict)
    asks: str = ""

    @property
    def outcome(self) -> Outcome:
        """What a question is told of it."""
        return Outcome(self.study, self.snapshot, self.revealed)

    @cached_property
    def ranked(self) -> tuple[Record, ...]:
        """All trials that have been measured, best first."""
        return ranking(self.snapshot) if self.snapshot else ()

    @cached_property
    def best(self) -> tuple[Record, ...]:
        """Those of the ranked that are to be seen: only the best, where that is asked for."""
        most = self.study.view.best
        return self.ranked[:most] if most else self.ranked

    @cached_property
    def places(self) -> dict[int, int]:
        """Rank of every measured trial by its number, from 1."""
        return {record.trial.number: place for place, record in enumerate(self.ranked, 1)}

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """All trials of this round, trained or not."""
        return trials_of(self.study)

    @property
    def chosen(self) -> tuple[int, ...]:
        """Numbers of the trials that are selected."""
        return self.study.view.chosen


class SearchPanel(QWidget):
    """Base of the views.

    Attributes
    ----------
    chosen : Signal(object, bool)
        A person clicked on a trial, by number; whether it joins those that are selected. None selects none.
    """

    chosen = Signal(object, bool)

    tells: ClassVar[bool] = False
    """Whether the view itself says what came out."""

    def show_search(self, shown: Shown) -> None:
        """Show what there is to see; called for every new result, and when anything is looked at in another way."""
        raise NotImplementedError

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what is of use at the desk only; or show it again."""

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit; widgets that paint in their own units have nothing to do."""


def joins(event: QMouseEvent) -> bool:
    """Return whether what was clicked joins what is chosen, instead of taking its place."""
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
