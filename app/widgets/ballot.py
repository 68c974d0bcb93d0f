"""What a class predicts: the choices, each with the hands that were raised for it before and after talking."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import say
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel
from app.widgets.editors import NumberEditor
from app.widgets.flow import Flow
from app.widgets.room import Room
from core.config.parameters import Integer
from core.config.predictions import LETTERS, MOST_HANDS, Poll, Prediction
from core.config.words import LabError, Phrase, mark

HANDS = Integer(label=mark("app", "hands"), low=0, high=MOST_HANDS)
BAR = 8
"""Height of a bar, at the normal text size."""


class Tally(QWidget):
    """Two bars: the hands for a choice before and after talking, each beside its number."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.after, self.most = 0, 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hands(self, before: int, after: int, most: int) -> None:
        """Show so many hands, on a scale on which `most` fill the width."""
        self.before, self.after, self.most = before, after, max(most, 1)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(80), (m.px(BAR) + m.close) * (2 if self.after else 1) - m.close)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        m, accent = theme.metrics, QColor(theme.colors.accent)
        for row, hands in enumerate((self.before, self.after)):
            if hands:
                accent.setAlphaF(1.0 if row else 0.45)
                painter.setBrush(accent)
                width = max(self.width() * hands / self.most, m.px(BAR))
                bar = QRectF(0, row * (m.px(BAR) + m.close), width, m.px(BAR))
                painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)


class ChoiceCard(QFrame):
    """One choice: a click on it counts a hand, or the number is typed.

    Attributes
    ----------
    counted : Signal(int)
        So many hands are for it, in the tally that is being taken.
    """

    counted = Signal(int)

    def __init__(self, letter: str, text: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.letter, self.text, self.fault = QLabel(letter), WrappedLabel(), WrappedLabel()
        self.letter.setObjectName("letter")
        self.text.setText(text)
        self.fault.setObjectName("fault")
        self.fault.setVisible(False)
        self.tally = Tally()
        self.editor = NumberEditor(HANDS)
        self.editor.edited.connect(self._on_edited)
        name = Phrase(mark("app", "hands for {letter}"), letter=letter)
        say(self.editor.input, name, "setAccessibleName")
        fit(self.editor.setFixedWidth, lambda m: m.px(52))
        column = QVBoxLayout(self)
        fit(column.setContentsMargins, lambda m: (m.indent, m.gap, m.indent, m.gap))
        fit(column.setSpacing, lambda m: m.close)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        line.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self.tally)
        column.addWidget(self.fault)

    def show_hands(self, poll: Poll, choice: str, most: int) -> None:
        """Show the hands of a poll for this choice."""
        self.tally.show_hands(poll.before.get(choice, 0), poll.after.get(choice, 0), most)
        self.editor.set_value(poll.hands.get(choice, 0))
        self._show_fault("")

    def _show_fault(self, text: Any) -> None:
        say(self.fault, text)
        self.fault.setVisible(bool(text))
        self.editor.mark_invalid(bool(text))

    def _on_edited(self) -> None:
        try:
            hands = self.editor.value()
        except LabError as error:
            self._show_fault(error.phrase)
        else:
            self._show_fault("")
            self.counted.emit(hands)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            try:
                self.counted.emit(min(self.editor.value() + 1, MOST_HANDS))
            except LabError as error:
                self._show_fault(error.phrase)


class Ballot(QWidget):
    """The choices of a prediction, how to go on, and what can be done.

    Attributes
    ----------
    counted : Signal(str, int)
        So many hands are for a choice, in the tally that is being taken.
    talked : Signal(bool)
        Hands are to be counted as those after talking, or before it.
    cards : dict of str to ChoiceCard
        One a choice.
    reveal, skip, draw : QPushButton
        To be bound to commands.
    """

    counted = Signal(str, int)
    talked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        self.cards: dict[str, ChoiceCard] = {}
        self._asked: tuple[Any, ...] = ()
        self.before, self.after = QToolButton(), QToolButton()
        say(self.before, mark("app", "before talking"))
        say(self.after, mark("app", "after talking"))
        self._tallies = QButtonGroup(self)
        hands = QHBoxLayout()
        fit(hands.setSpacing, lambda m: m.close)
        for button in (self.before, self.after):
            button.setCheckable(True)
            self._tallies.addButton(button)
            hands.addWidget(button)
        hands.addStretch(1)
        self.after.toggled.connect(self._on_talked)
        self.advice = WrappedLabel()
        self.advice.setObjectName("muted")
        self.reveal, self.skip, self.draw = QPushButton(), QPushButton(), QPushButton()
        self.reveal.setObjectName("primary")
        self.draw.setCheckable(True)
        say(self.reveal, mark("app", "Reveal"))
        say(self.skip, mark("app", "Skip it"))
        say(self.draw, mark("app", "Draw it"))
        offered = QWidget()
        self._choices = QVBoxLayout(offered)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.addStretch(1)
        column, buttons = QVBoxLayout(self), Flow()
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._choices):
            fit(layout.setSpacing, lambda m: m.gap)
        buttons.add(self.draw, self.skip)
        self.choices = Room(offered)
        column.addLayout(hands)
        column.addWidget(self.choices, 1)
        for widget in (self.advice, self.reveal, buttons):
            column.addWidget(widget)

    def ask(self, prediction: Prediction, poll: Poll, advice: Any = "") -> None:
        """Offer the choices of a prediction, with the hands that were raised, and say how to go on."""
        if self._asked != tuple(prediction.choices.items()):
            self._asked = tuple(prediction.choices.items())
            self._offer(prediction)
        most = max([1, *poll.before.values(), *poll.after.values()])
        for choice, each in self.cards.items():
            each.show_hands(poll, choice, most)
        for button, on in ((self.before, not poll.talked), (self.after, poll.talked)):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)
        say(self.advice, advice or "")
        self.advice.setVisible(bool(advice))

    def _offer(self, prediction: Prediction) -> None:
        for each in self.cards.values():
            each.hide()
            self._choices.removeWidget(each)
            each.deleteLater()
        self.cards = {}
        for letter, (choice, text) in zip(LETTERS, prediction.choices.items(), strict=False):
            each = self.cards[choice] = ChoiceCard(letter, text)
            each.counted.connect(lambda hands, choice=choice: self.counted.emit(choice, hands))
            self._choices.insertWidget(self._choices.count() - 1, each)

    def _on_talked(self, talked: bool) -> None:
        self.talked.emit(talked)
