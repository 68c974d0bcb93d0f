"""The few settings that a scene is about, large beside the picture: a card each, numbers with a slider.

A slider covers what is sensible around the value that the scene begins with, and snaps at what matters: that value, the
limit of stability, the spread of a rule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLineF, QSignalBlocker, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.language import say, translate
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel, card
from app.widgets.editors import EDITORS, ChoiceEditor, OptionalEditor, TextEditor
from app.widgets.forms import Row
from app.widgets.sliders import Slider
from core.config.figures import number as figure
from core.config.figures import rounded
from core.config.knobs import Knob
from core.config.parameters import Integer, Number, OneOf, Optional, Parameter, Switch
from core.config.words import LabError, Phrase, joined, mark
from core.rules.initializers import Initializer, Normal

STEPS = 2400
"""Places of a slider: over three decades, neighbours differ by a third of a per cent."""
NEAR = 36
"""A slider that is so many of its places from a mark snaps at it."""
IN_LINE, IN_LINE_BRIEF, IN_LINE_UNSLID = 240, 160, 96
"""Widths, at the normal text size, from which a knob that is to take little height has all in one line: one with a
slider, one with a symbol for its name, and one without a slider.
"""
NAME = 0.42
"""Part of the width of a knob that is to take little height, which its name has at most in one line."""
AT_EASE = 200
"""Width of a knob with a slider that stands well beside others, at the normal text size."""
NARROW, WIDEST = 72, 16_777_215
"""Widths of a field at most: of a knob that is to take little room, at the normal text size, and of any."""
DECADES = 1.5
"""How far a slider goes on either side of where it begins, in powers of ten."""
LEAST_COUNT = 10.0
"""As far as a slider for whole numbers goes at least."""

Marks = Mapping[float, Any]
"""Numbers at which something happens, with a short word each."""


class Scale:
    """Numbers along a slider: in equal ratios for what has decades, evenly for all else.

    Parameters
    ----------
    parameter : Number or Integer
        What the numbers are.
    begin : float
        The number around which there is room.
    marks : Marks
        Numbers that are on the scale as well.
    """

    def __init__(self, parameter: Parameter, begin: float, marks: Marks) -> None:
        assert isinstance(parameter, Number | Integer)
        self.parameter = parameter
        self.is_whole = isinstance(parameter, Integer)
        there = [number for number in (begin, *marks) if math.isfinite(number)]
        span = parameter.span if isinstance(parameter, Integer) else ()
        self.is_log = bool(span or getattr(parameter, "log", False)) and min(there) > 0
        low, high = float(parameter.low), float(parameter.high)
        if span and self.is_log:
            low, high = float(min(span[0], *there)), float(max(span[1], *there))
        elif self.is_log:
            low = max(low, min(there) / 10**DECADES)
            high = min(high, max(there) * 10**DECADES)
        else:
            room = max(2 * max(abs(number) for number in there), LEAST_COUNT if self.is_whole else 1.0)
            low, high = max(low, -room if min(there) < 0 else 0.0), min(high, room)
        self.low, self.high = low, max(high, low + 1e-9)

    def place(self, number: float) -> int:
        """Return the place of a number, as near as the ends allow."""
        number = min(max(number, self.low), self.high)
        if self.is_log:
            share = math.log(number / self.low) / math.log(self.high / self.low)
        else:
            share = (number - self.low) / (self.high - self.low)
        return round(share * STEPS)

    def number(self, place: int) -> float:
        """Return the number at a place, to three significant digits; a whole one where only those are allowed."""
        share = place / STEPS
        value = self.low * (self.high / self.low) ** share if self.is_log else self.low + share * (self.high - self.low)
        if self.is_whole:
            return float(round(rounded(value) if self.is_log and place not in (0, STEPS) else value))
        if self.is_log:
            value = rounded(value)
        else:
            step = 10.0 ** (math.floor(math.log10(self.high - self.low)) - 2)
            value = rounded(round(value / step) * step, 12)
        if isinstance(self.parameter, Number):
            open_low = self.parameter.open_low and value <= self.parameter.low
            open_high = self.parameter.open_high and value >= self.parameter.high
            if open_low or open_high:  # the end itself is not allowed
                return self.number(place + (1 if open_low else -1))
        return value


class MarkedSlider(Slider):
    """A slider on a scale, with ticks at its marks, at which it snaps when it is dragged."""

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[int, ...] = ()
        self.setRange(0, STEPS)
        self.setPageStep(STEPS // 24)

    def set_marks(self, places: Sequence[int]) -> None:
        """Mark places on the slider."""
        self._places = tuple(places)
        self.update()

    def snapped(self) -> int:
        """Return where it stands, or the mark that is near while it is dragged."""
        near = [place for place in self._places if abs(place - self.value()) <= NEAR]
        if not near or not self.isSliderDown():
            return self.value()
        return min(near, key=lambda place: abs(place - self.value()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        knob, edge = theme.metrics.knob, theme.metrics.px(2)
        painter.setPen(QPen(QColor(theme.colors.muted), edge))
        for place in self._places:
            x = knob / 2 + place / STEPS * (self.width() - knob)
            painter.drawLine(QLineF(x, edge, x, self.height() - edge))
        painter.end()
        super().paintEvent(event)


class KnobCard(Row):
    """One setting: its name, where it stands, and what turns it.

    Attributes
    ----------
    turned : Signal(object)
        A person wants another value.
    settled : Signal
        A drag has ended.
    """

    turned = Signal(object)
    settled = Signal()

    def __init__(self, knob: Knob, marks: Marks) -> None:
        super().__init__()
        self.parameter = knob.parameter
        self._marks, self._begin = dict(marks), knob.value
        self.name, self.note = WrappedLabel(), WrappedLabel()
        self.name.setObjectName("strong")
        self.note.setObjectName("muted")
        label, symbol = knob.parameter.label, knob.parameter.symbol
        self._title = (
            Phrase("{label} {symbol}", label=label, symbol=symbol) if symbol not in translate(label) else label
        )
        say(self.name, self._title)
        frame, column = card()
        self._column, line = column, QHBoxLayout()
        self._line = line
        self._flat = self._in_line = self._is_laid_out = False
        fit(line.setSpacing, lambda m: m.gap)
        self.slider: MarkedSlider | None = None
        self.editor = EDITORS[type(knob.parameter)](knob.parameter)
        self.input = self.editor.input
        line.addWidget(self.name, 1)
        if isinstance(self.editor, OptionalEditor):  # which says it itself
            self.name.hide()
        column.addLayout(line)
        self._is_short = isinstance(knob.parameter, Number | Integer | Switch | Optional)
        if self._is_short:
            line.addWidget(self.editor, 1)
        else:  # what is longer than a number has a line of its own
            column.addWidget(self.editor)
        if isinstance(knob.parameter, Number | Integer):
            self._add_slider(column)
        column.addWidget(self.note)
        if not self.note.text():
            self.note.hide()
        column.addWidget(self.fault)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        for widget in (self.name, self.editor, self.editor.input):
            say(widget, knob.parameter.help, "setToolTip")
        say(self.editor.input, knob.parameter.label, "setAccessibleName")
        self.editor.edited.connect(self._on_edited)
        theme.changed.connect(self._dress_frame)
        self.show_value(knob.value)

    def _add_slider(self, column: QVBoxLayout) -> None:
        slider = self.slider = MarkedSlider()
        self.scale = Scale(self.parameter, float(self._begin), self._marks)
        self._stops = {self.scale.place(number): number for number in (float(self._begin), *self._marks)}
        slider.set_marks(sorted(self._stops))
        if self.scale.is_whole:  # a key is worth a whole number
            slider.setSingleStep(math.ceil(STEPS / (self.scale.high - self.scale.low)))
        say(slider, self.parameter.label, "setAccessibleName")
        say(slider, self.parameter.help, "setToolTip")
        slider.valueChanged.connect(self._on_slid)
        slider.sliderReleased.connect(self.settled)
        column.addWidget(slider)
        said = [Phrase("{word} {number}", word=word, number=figure(at)) for at, word in sorted(self._marks.items())]
        say(self.note, joined(said, " · ") if said else "")

    @property
    def value(self) -> Any:
        """What is shown."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show where the setting stands."""
        self._value = value
        self.editor.set_value(value)
        self.show_fault(None)
        if self.slider is not None:
            with QSignalBlocker(self.slider):
                self.slider.setValue(self.scale.place(float(value)))

    def set_flat(self, flat: bool, slides: bool = True) -> None:
        """Take little height, without the marks in words: all in one line, where it is wide enough for that.

        Parameters
        ----------
        flat : bool
            Whether height is short.
        slides : bool
            Whether there is room for a slider; the number can be typed and stepped without it.
        """
        self._flat = flat
        if self.slider is not None:
            self.note.setVisible(not flat and bool(self.note.text()))
            self.slider.setVisible(slides or not flat)
        if isinstance(self.editor, ChoiceEditor):
            policy = QComboBox.SizeAdjustPolicy
            self.editor.combo.setSizeAdjustPolicy(
                policy.AdjustToContents if flat else policy.AdjustToMinimumContentsLengthWithIcon
            )
        if isinstance(self.editor, TextEditor):
            self.editor.setMaximumWidth(theme.metrics.px(NARROW) if flat else WIDEST)
        self._dress_frame()
        self._lay()

    def _dress_frame(self) -> None:
        m, flat = theme.metrics, self._flat
        rims = (m.gap, m.close, m.gap, m.close) if flat else (m.indent, m.gap, m.indent, m.indent)
        self._column.setContentsMargins(*rims)

    def _lay(self) -> None:
        """Put slider or list beside the name, or below; until it is known how wide it is, as if there were room.

        Where the name has no room in one line, its symbol stands for it.
        """
        needed = self.name.fontMetrics().horizontalAdvance(translate(self._title))
        has_room = not self._is_laid_out or needed < NAME * self.width()
        symbol = self.parameter.symbol if self._flat and not has_room else ""
        say(self.name, symbol or self._title)
        self.name.setWordWrap(not (self._flat and (has_room or symbol)))
        wanted = theme.metrics.px(IN_LINE_UNSLID if not self.slider else IN_LINE_BRIEF if symbol else IN_LINE)
        in_line = self._flat and (not self._is_laid_out or self.width() >= wanted)
        wide = self.slider or (None if self._is_short else self.editor)
        if wide is None or in_line == self._in_line:
            return
        self._in_line = in_line
        if in_line:
            self._line.insertWidget(1, wide, 2)
        else:
            self._column.insertWidget(1, wide)

    def lock(self, reason: Any) -> None:
        """Disable what cannot change now, with the reason in its tooltip; an empty reason enables it."""
        locked = bool(reason) and not self.parameter.live
        for widget in (self.editor, self.editor.input, self.slider):
            if widget is not None:
                widget.setEnabled(not locked)
                say(widget, reason if locked else self.parameter.help, "setToolTip")

    def show_fault(self, error: LabError | None) -> None:
        super().show_fault(error)
        self.editor.mark_invalid(error is not None)

    def _on_slid(self) -> None:
        assert self.slider is not None
        place = self.slider.snapped()
        number = self._stops.get(place, self.scale.number(place))
        value = round(number) if self.scale.is_whole else number
        self.editor.set_value(value)
        self._turn(value)

    def _on_edited(self) -> None:
        try:
            value = self.editor.value()
            if isinstance(self.editor, OptionalEditor):
                value = self.parameter.part() if value else None  # type: ignore[attr-defined]
            elif isinstance(self.parameter, OneOf):
                value = self.parameter.registry[value]()
        except LabError as error:
            self.show_fault(error)
            return
        self.show_fault(None)
        kept = getattr(self._value, "key", None) is not None and getattr(value, "key", None) == self._value.key
        if not kept:
            self._turn(value)
        self.settled.emit()

    def _turn(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self.turned.emit(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_laid_out = True
        self._lay()


class SpreadCard(KnobCard):
    """The initial weights of all layers as one number: σ, with the usual rules as marks."""

    _RULES = mark("app", "spread")

    def __init__(self, knob: Knob, rules: Mapping[Any, Initializer], nodes: int) -> None:
        self._rules, self._nodes = rules, nodes
        sigma = Number(label=self._RULES, symbol="σ", help=knob.parameter.help, low=1e-4, high=10.0, log=True)
        marks = {rule.std(nodes, nodes): name for name, rule in rules.items()}
        super().__init__(Knob(knob.path, sigma, knob.value.std(nodes, nodes)), marks)
        self.show_value(knob.value)

    def show_value(self, value: Any) -> None:
        sigma = value if isinstance(value, float) else value.std(self._nodes, self._nodes)
        super().show_value(sigma)

    def _turn(self, value: Any) -> None:
        rule = next((rule for rule in self._rules.values() if rule.std(self._nodes, self._nodes) == value), None)
        self._value = value
        self.turned.emit(rule or Normal(value))


class KnobRack(QWidget):
    """The knobs of a scene, one below the other; beside each other where they stand under the picture.

    Attributes
    ----------
    turned : Signal(str, object)
        The setting at a path is wanted at another value.
    settled : Signal
        A drag has ended.
    """

    turned = Signal(str, object)
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, KnobCard] = {}
        self._flat = False
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        fit(self._layout.setSpacing, lambda m: m.gap)

    def set_cards(self, cards: Mapping[str, KnobCard]) -> None:
        """Put other knobs in place of those there are."""
        for gone in self.cards.values():
            gone.hide()
            self._layout.removeWidget(gone)
            gone.deleteLater()
        self.cards = dict(cards)
        for path, each in self.cards.items():
            self._layout.addWidget(each)
            each.turned.connect(lambda value, path=path: self.turned.emit(path, value))
            each.settled.connect(self.settled)
        self._share()

    def lay(self, beside: bool) -> None:
        """Let them stand beside each other, or one below the other."""
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(direction)
        self._flat = beside
        self._share()

    def width_at_ease(self) -> int:
        """Return the width from which they stand well beside each other."""
        m = theme.metrics
        return sum((m.px(AT_EASE) if each.slider else each.sizeHint().width()) + m.gap for each in self.cards.values())

    def _share(self) -> None:
        """Give the width that is left beside each other to those with a slider; where it is short, to the first."""
        sliding = [each for each in self.cards.values() if each.slider is not None]
        roomy = self.width() >= len(self.cards) * theme.metrics.px(IN_LINE)
        for each in self.cards.values():
            slides = each in (sliding if roomy else sliding[:1])
            each.set_flat(self._flat, slides)
            self._layout.setStretchFactor(each, int(self._flat and (slides or not sliding)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._flat:
            self._share()

    def lock(self, reason: Any) -> None:
        """Disable what cannot change now, with the reason; an empty reason enables all."""
        for each in self.cards.values():
            each.lock(reason)

    # what a person types into, as forms are

    def commit(self) -> None:
        """Raise `LabError` when something typed is not valid; all else has been taken over."""
        for each in self.cards.values():
            each.editor.value()

    def first_fault(self) -> Row | None:
        """Return the first knob that shows a message."""
        return next((each for each in self.cards.values() if each.is_faulty), None)
