"""One setting that is varied, as a person sees and changes it: its name, and what is tried of it.

To add a kind of dimension: a row here for the class in `core.search.space`, and its line in `ROWS`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.language import language, say
from app.theme import fit, put_icon, theme
from app.widgets.cards import WrappedLabel
from app.widgets.editors import NumberEditor, SwitchEditor
from app.widgets.forms import Row
from core.config.parameters import Integer, Number
from core.config.words import LabError, Phrase, mark
from core.search.space import TOO_FEW, VARIABLES, Dimension, OnOff, Options, Range, options_of

ENDS = ("low", "high")


def name_of(path: str) -> Any:
    """Return the name of a setting with its symbol, as forms write it."""
    parameter = VARIABLES[path]
    if parameter.symbol:
        return Phrase("{label} {symbol}", label=parameter.label, symbol=parameter.symbol)
    return parameter.label


class DimensionRow(Row):
    """Base of the rows: the name with a button that takes the setting away, and a message underneath.

    Attributes
    ----------
    typed : Signal
        A person is typing: what is there may be half a number.
    edited : Signal(str)
        A person has finished a change, valid or not; changes of one key that follow each other are one.
    removed : Signal
        The setting is to be varied no longer.
    stops : list of QWidget
        Where Tab comes to, in order.
    """

    typed = Signal()
    edited = Signal(str)
    removed = Signal()

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.stops: list[QWidget] = []
        parameter = VARIABLES[path]
        self.name = WrappedLabel()
        say(self.name, name_of(path))
        say(self.name, parameter.help, "setToolTip")
        self.remove = QToolButton()
        self.remove.setObjectName("flat")
        put_icon(self.remove, "close", "muted")
        say(self.remove, Phrase(_REMOVE, label=parameter.label), "setAccessibleName")
        self.remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.remove)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        fit(self.column.setSpacing, lambda m: m.close)
        self.column.addLayout(head)
        self._fill()
        self.stops.append(self.remove)
        self.input = self.stops[0]
        self.lock("")

    def value(self) -> Any:
        """Return the dimension as shown; raise `LabError` when it is not valid."""
        raise NotImplementedError

    def set_value(self, dimension: Any) -> None:
        """Show a dimension of this setting."""
        raise NotImplementedError

    def lock(self, reason: Any) -> None:
        """Disable everything, with the reason in its tooltip; an empty reason enables all."""
        for widget in self.stops:
            widget.setEnabled(not reason)
            say(widget, reason or self._help(widget), "setToolTip")
        self.name.setEnabled(not reason)

    def _fill(self) -> None:
        """Put up what the kind of dimension needs, with the message where it belongs."""
        raise NotImplementedError

    def _help(self, widget: QWidget) -> Any:
        if widget is self.remove:
            return Phrase(_REMOVE, label=VARIABLES[self.path].label)
        return VARIABLES[self.path].help


_REMOVE = mark("app", "Do not vary: {label}")


class RangeRow(DimensionRow):
    """Two numbers, and whether the range is spread over decades."""

    def _fill(self) -> None:
        parameter = VARIABLES[self.path]
        assert isinstance(parameter, Number | Integer)
        self._limits = parameter
        self._typing = False
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.close)
        self.ends: dict[str, NumberEditor] = {}
        for name in ENDS:
            editor = self.ends[name] = NumberEditor(parameter)
            part = Range.parameters()[name].label
            say(editor.input, Phrase("{label}: {part}", label=parameter.label, part=part), "setAccessibleName")
            editor.typed.connect(self._on_typed)
            editor.edited.connect(lambda name=name: self._on_number(name))
            if line.count():
                line.addWidget(QLabel("–"))
            line.addWidget(editor, 1)
        self.decades = SwitchEditor(Range.parameters()["log"])
        label = self.decades.parameter.label
        say(self.decades.box, label)
        say(self.decades.box, Phrase("{label}: {part}", label=parameter.label, part=label), "setAccessibleName")
        self.decades.edited.connect(self._on_decades)
        self.column.addLayout(line)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.decades)
        self.stops = [*self.ends.values(), self.decades]

    def value(self) -> Range:
        ends = {}
        for name, editor in self.ends.items():
            try:
                ends[name] = editor.value()
            except LabError as error:
                raise error.inside(name) from None
        return Range(self.path, **ends, log=self.decades.value())

    def set_value(self, dimension: Range) -> None:
        for name, editor in self.ends.items():
            editor.set_value(self._limits.check(getattr(dimension, name)))
        self.decades.set_value(dimension.log)
        self._typing = False
        self._step_alike()

    def show_fault(self, error: LabError | None) -> None:
        super().show_fault(error)
        for name, editor in self.ends.items():
            wrong = error is not None and error.field == name
            editor.mark_invalid(wrong)
            say(editor.input, error.phrase if error and wrong else "", "setAccessibleDescription")
            if wrong:
                self.input = editor

    def _help(self, widget: QWidget) -> Any:
        return self.decades.parameter.help if widget is self.decades else super()._help(widget)

    def _on_typed(self) -> None:
        self._typing = True
        self.typed.emit()

    def _on_number(self, name: str) -> None:
        # what was typed is a change of its own; a row of steps with wheel or arrows is one
        merge = "" if self._typing else f"{self.path} {name}"
        self._typing = False
        self.edited.emit(merge)

    def _on_decades(self) -> None:
        self._step_alike()
        self.edited.emit("")

    def _step_alike(self) -> None:
        """Let arrows and wheel go by 1, 2, 5 over decades, and evenly otherwise."""
        if isinstance(self._limits, Number):
            for editor in self.ends.values():
                editor.parameter = replace(self._limits, log=self.decades.value())


class OnOffRow(DimensionRow):
    """With a part and without it: nothing to set."""

    def _fill(self) -> None:
        words = QLabel()
        words.setObjectName("muted")
        say(words, mark("app", "off / on"))
        self.column.addWidget(words)
        self.column.addWidget(self.fault)

    def value(self) -> OnOff:
        return OnOff(self.path)

    def set_value(self, dimension: OnOff) -> None:
        """There is nothing to show."""


class OptionsRow(DimensionRow):
    """A box for each option, ticked where it is tried."""

    def _fill(self) -> None:
        self._last = Options(self.path)
        self.boxes: dict[str, QCheckBox] = {}
        for name, label in options_of(self.path).items():
            box = self.boxes[name] = QCheckBox()
            say(box, label)
            box.clicked.connect(lambda: self.edited.emit(""))
        self.stops = list(self.boxes.values())
        self._columns = 0
        self._grid = QGridLayout()
        fit(self._grid.setHorizontalSpacing, lambda m: m.gap)
        fit(self._grid.setVerticalSpacing, lambda m: m.close)
        self.column.addLayout(self._grid)
        self.column.addWidget(self.fault)
        self._arrange()
        theme.changed.connect(self._arrange)
        language.changed.connect(self._arrange)

    def value(self) -> Options:
        ticked = [name for name, box in self.boxes.items() if box.isChecked()]
        if set(ticked) == set(self._last.tried):  # in whatever order
            return self._last
        return Options(self.path, self._named(ticked))

    def set_value(self, dimension: Options) -> None:
        self._last = dimension
        for name, box in self.boxes.items():
            box.setChecked(name in dimension.tried)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _named(self, ticked: list[str]) -> tuple[str, ...]:
        """Return the names of the options that are tried: none, where all are."""
        if len(ticked) < 2:
            raise LabError(TOO_FEW, field="names")
        return () if len(ticked) == len(self.boxes) else tuple(ticked)

    def _arrange(self) -> None:
        """Put the boxes side by side where two have room."""
        widest = max(box.sizeHint().width() for box in self.boxes.values())
        columns = 2 if 2 * widest + theme.metrics.gap <= self.width() else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        self._grid.setColumnStretch(1, columns - 1)


ROWS: dict[type[Dimension], type[DimensionRow]] = {Range: RangeRow, OnOff: OnOffRow, Options: OptionsRow}


def row_for(dimension: Dimension) -> DimensionRow:
    """Return a row that shows a dimension."""
    row = ROWS[type(dimension)](dimension.path)
    row.set_value(dimension)
    return row
