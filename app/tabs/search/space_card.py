"""The card on which the space of a search is set: a row for each setting that is varied, and a list of those to add."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.search.dimension_row import DimensionRow, name_of, row_for
from app.theme import fit
from app.widgets.cards import WrappedLabel, titled_card
from app.widgets.editors import Combo
from app.widgets.forms import Row
from core.config.words import LabError, Phrase, mark
from core.search.choosing import MOST_DIMENSIONS
from core.search.space import Dimension, that_can_join, usual
from core.training.study import RunConfiguration

Space = tuple[Dimension, ...]

_ADD_HELP = mark("app", "Let another setting vary from trial to trial.")
_ALL = mark("app", "All settings of this run are varied.")
_FULL = mark("app", "At most {most} settings can be varied.")


class _Additions(Combo):
    """A list of what can be added; nothing in it is ever chosen, so that a key opens it and takes nothing by itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.showPopup()
        else:
            event.ignore()


_OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


class _Foot(Row):
    """What is wrong with the space as a whole, and the list of what can be added."""

    def __init__(self) -> None:
        super().__init__()
        self.input = self.additions = _Additions()
        say(self.additions, mark("app", "vary…"), "setPlaceholderText")
        say(self.additions, mark("app", "Setting to be varied as well"), "setAccessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.tight)
        column.addWidget(self.fault)
        column.addWidget(self.additions)


class SpaceCard(QWidget):
    """Which settings a search varies, and where.

    Attributes
    ----------
    check : callable or None
        Raises `LabError` for a space that does not go with what else there is; it is refused like any other that is
        not valid.
    changed : Signal(object, str)
        A person made a new valid space, a tuple of dimensions; changes of one key that follow each other are one step
        of undo, those with an empty key are their own.
    rows : list of DimensionRow
        One for each dimension, in their order.
    """

    changed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.check: Callable[[Space], object] | None = None
        self.rows: list[DimensionRow] = []
        self._last: Space = ()
        self._run = RunConfiguration()
        self._reason: Any = ""
        self._offered: tuple[str, ...] = ()

        self._start = QWidget(self)
        """Never shown: Tab comes from here to every row in its place, whenever that was made."""
        self._start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._start.hide()
        frame, self._column = titled_card(mark("app", "Search space"))
        fit(self._column.setSpacing, lambda m: m.gap)
        self._list = QVBoxLayout()
        fit(self._list.setSpacing, lambda m: m.gap)
        self.empty = WrappedLabel()
        self.empty.setObjectName("muted")
        say(self.empty, mark("app", "Nothing is varied: the same settings with other random numbers."))
        self.foot = _Foot()
        self.foot.additions.activated.connect(self._on_added)
        self._column.addLayout(self._list)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        language.changed.connect(self._name_additions)
        self._show_additions()

    # -- what is shown

    def set_space(self, space: Sequence[Dimension], run: RunConfiguration) -> None:
        """Show a space around a run; nothing is said to have changed."""
        self._last, self._run = tuple(space), run
        there = {row.path: row for row in self.rows}
        if [*there] != [dimension.path for dimension in space]:
            for row in [row for path, row in there.items() if path not in {each.path for each in space}]:
                self._drop(row)
            self.rows = [there.get(dimension.path) or self._new_row(dimension) for dimension in space]
            for place, row in enumerate(self.rows):
                self._list.insertWidget(place, row)
            self._on_rows_changed()
        for row, dimension in zip(self.rows, space, strict=True):
            row.set_value(dimension)
        self._show_faults(None)
        self._show_additions()

    def value(self) -> Space:
        """Return the space as shown; raise `LabError`, shown beside its field, when it is not valid."""
        first: LabError | None = None
        space: list[Dimension] = []
        faults: dict[DimensionRow, LabError] = {}
        for place, row in enumerate(self.rows):
            try:
                space.append(row.value())
            except LabError as error:
                faults[row] = error
                first = first or error.inside(str(place))
        self._show_faults(None, faults)
        if first:
            raise first
        if self.check is not None:
            try:
                self.check(tuple(space))
            except LabError as error:
                if not self.show_fault(error):  # of what the space has to go with: the grid, say
                    self._show_faults(error)
                raise error.at(_inside(error.field) or "") from None
        return tuple(space)

    def commit(self) -> None:
        """Take over what has been typed; raise `LabError` when it is not valid."""
        self._commit("")

    def first_fault(self) -> Row | None:
        """Return the first row that shows a message, be it what stands under all of them."""
        return next((row for row in (*self.rows, self.foot) if row.is_faulty), None)

    def show_fault(self, error: LabError) -> bool:
        """Show an error of the whole study beside the row it is about; return whether there is one."""
        place = _inside(error.field)
        if place is None:
            return False
        number, _, field = place.partition(".")
        if not place:
            self._show_faults(error)
        elif not number.isdecimal() or int(number) >= len(self.rows):
            return False
        else:
            self._show_faults(None, {self.rows[int(number)]: error.at(field)})
        return True

    def lock(self, reason: Any) -> None:
        """Disable everything, with the reason in its tooltip; an empty reason enables all."""
        self._reason = reason
        for row in self.rows:
            row.lock(reason)
        self._show_additions()

    # -- what a person does

    def _on_typed(self) -> None:
        with contextlib.suppress(LabError):  # shown beside its field
            self.value()

    def _on_edited(self, merge: str) -> None:
        self._show_additions()
        with contextlib.suppress(LabError):
            self._commit(merge)

    def _on_added(self) -> None:
        path = self.foot.additions.currentData()
        with QSignalBlocker(self.foot.additions):
            self.foot.additions.setCurrentIndex(-1)
        if path is None:
            return
        self.rows.append(self._new_row(usual(path)))
        self._list.addWidget(self.rows[-1])
        self._on_rows_changed()
        self._on_edited("")

    def _on_removed(self) -> None:
        row = self.sender()
        assert isinstance(row, DimensionRow)
        place = self.rows.index(row)
        if row.remove.hasFocus():
            following = self.rows[place + 1 : place + 2]
            (following[0].remove if following else self.foot.additions).setFocus()
        self._drop(row)
        self._on_rows_changed()
        self._on_edited("")

    def _commit(self, merge: str) -> None:
        space = self.value()
        if space != self._last:
            self._last = space
            self.changed.emit(space, merge)

    # -- rows

    def _new_row(self, dimension: Dimension) -> DimensionRow:
        row = row_for(dimension)
        row.typed.connect(self._on_typed)
        row.edited.connect(self._on_edited)
        row.removed.connect(self._on_removed)
        return row

    def _drop(self, row: DimensionRow) -> None:
        """Take a row away; what is half typed in it goes with it."""
        row.blockSignals(True)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_rows_changed(self) -> None:
        """Follow rows that have come or gone."""
        stops = [self._start, *(each for row in self.rows for each in row.stops)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        for row in self.rows:
            row.lock(self._reason)

    def _show_faults(self, general: LabError | None, of_rows: dict[DimensionRow, LabError] | None = None) -> None:
        """Show what is wrong with the space as a whole, and with rows; no other message stays."""
        for row in self.rows:
            row.show_fault(of_rows.get(row) if of_rows else None)
        self.foot.show_fault(general)
        self.empty.setVisible(not self.rows and general is None)

    def _show_additions(self) -> None:
        """Offer what can be added."""
        offered = that_can_join(self._run, [self._shown(row) for row in self.rows])
        if offered != self._offered:
            self._offered = offered
            self._name_additions()
        reason = self._reason
        if not reason and len(self.rows) >= MOST_DIMENSIONS:
            reason = Phrase(_FULL, most=MOST_DIMENSIONS)
        elif not reason and not offered:
            reason = _ALL
        self.foot.additions.setEnabled(not reason)
        say(self.foot.additions, reason or _ADD_HELP, "setToolTip")

    def _shown(self, row: DimensionRow) -> Dimension:
        """Return what a row shows, or as good a guess as there is where that is not valid."""
        try:
            dimension: Dimension = row.value()
        except LabError:
            return usual(row.path)
        return dimension

    def _name_additions(self) -> None:
        with QSignalBlocker(self.foot.additions):
            self.foot.additions.clear()
            for path in self._offered:
                self.foot.additions.addItem(translate(name_of(path)), path)
            self.foot.additions.setCurrentIndex(-1)


def _inside(field: str) -> str | None:
    """Return a field within the space: ``0.low`` of ``settings.space.0.low``; None where it is none of the space's."""
    for prefix in ("settings.space", "space"):
        if field == prefix or field.startswith(f"{prefix}."):
            return field[len(prefix) + 1 :]
    return field if field.partition(".")[0].isdecimal() else None
