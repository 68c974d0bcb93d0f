"""What contents stand on: cards with or without a heading, labels of several lines, the head of a scene."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.notes import note_of
from app.theme import fit, theme
from core.config.questions import parts, plain
from core.config.words import Phrase, mark
from core.scenes import Scene

JOINER = "\u2060"
"""Between two letters: no line ends here."""


class WrappedLabel(QLabel):
    """A label of several lines that insists on its height; layouts in a scroll area would squeeze it otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)  # what a person typed is shown as it was typed

    def _insist(self) -> None:
        self.setMinimumHeight(0)  # what a label asks for is never less than this
        if self.text():
            self.setMinimumHeight(self.heightForWidth(self.width()))

    def setText(self, text: str) -> None:
        if text != self.text():  # or all around it would be laid out again
            super().setText(text)
            self._insist()

    def setWordWrap(self, on: bool) -> None:
        super().setWordWrap(on)
        self._insist()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._insist()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._insist()


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return an empty card and the column inside it."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    fit(column.setContentsMargins, lambda m: (m.indent, m.gap, m.indent, m.indent))
    fit(column.setSpacing, lambda m: m.tight)
    return frame, column


def titled_card(title: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with a heading, and the column inside it."""
    frame, column = card()
    heading = QLabel()
    heading.setObjectName("heading")
    say(heading, title)
    column.addWidget(heading)
    return frame, column


class SceneHead(QWidget):
    """Title of a scene, the sentence that answers its question, its note; and a word when it has been changed since.

    The note is there where no sentence is, and when it is called up.

    Attributes
    ----------
    reset_clicked : Signal
        The scene is wanted back.
    """

    reset_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scene_id = ""
        self._roomy = True
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.changed = QToolButton()
        self.changed.setObjectName("link")  # no taller than the title: nothing moves when it comes
        say(self.changed, mark("app", "changed · back"))
        self.changed.clicked.connect(self.reset_clicked)
        self.changed.setVisible(False)
        self.sentence = QLabel()
        self.sentence.setObjectName("sentence")
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setWordWrap(True)
        self.sentence.setVisible(False)
        self._answer: Phrase | None = None
        self._question = ""
        self._verdict_said: Phrase | None = None
        self._noted = False
        self._brief = False
        self._is_changed = False
        self.verdict = QLabel()
        self.verdict.setObjectName("verdict")
        self.verdict.setTextFormat(Qt.TextFormat.RichText)
        self.verdict.setWordWrap(True)
        self.verdict.setVisible(False)
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.gap)
        line.addWidget(self.title, 1)
        line.addWidget(self.changed, 0, Qt.AlignmentFlag.AlignTop)
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addLayout(line)
        column.addWidget(self.sentence)
        column.addWidget(self.verdict)
        column.addWidget(self.note)
        language.changed.connect(self._show_sentence)
        theme.changed.connect(self._show_sentence)

    def set_scene(self, scene: Scene) -> None:
        """Name a scene."""
        self.set_text(scene.title, scene.id)

    def set_text(self, title: Any, scene_id: str = "") -> None:
        """Show a title, and the note of a scene where one is named."""
        self._scene_id = scene_id
        say(self.title, title)
        self._show_title()
        self._show_note()

    def set_changed(self, changed: bool) -> None:
        """Say whether what is shown is no longer the scene."""
        self._is_changed = changed
        self._show_title()

    def set_brief(self, brief: bool) -> None:
        """Leave the title out where there is a sentence, from the projector; or show both."""
        self._brief = brief
        self._show_title()

    def set_sentence(self, answer: Phrase | None) -> None:
        """Say what answers the question of the scene, what matters most in it in colour; None says nothing."""
        if answer is None or self._answer is None or str(answer) != str(self._answer):
            self._answer = answer
            self._show_sentence()

    def set_question(self, question: str) -> None:
        """Ask what is to be predicted, in place of the sentence that answers it; nothing asks no more."""
        if question != self._question:
            self._question = question
            self._show_sentence()

    def set_verdict(self, verdict: Phrase | None) -> None:
        """Say what has come true of what was predicted; None says nothing."""
        if str(verdict) != str(self._verdict_said):
            self._verdict_said = verdict
            self._show_sentence()

    def set_noted(self, noted: bool) -> None:
        """Show the note beside the sentence as well, or no more."""
        self._noted = noted
        self._show_note()

    def set_roomy(self, roomy: bool) -> None:
        """Show the note, or keep it for the tooltip of the title where there is little room."""
        if roomy != self._roomy:
            self._roomy = roomy
            self._show_note()

    def spoken(self) -> str:
        """Return the sentence, or the question in its place, as plain text; empty where there is none."""
        return plain(self._said())

    def _said(self) -> str:
        return self._question or ("" if self._answer is None else translate(self._answer))

    def _show_sentence(self) -> None:
        said = self._said()
        verdict = "" if self._verdict_said is None else translate(self._verdict_said)
        for label, text in ((self.sentence, said), (self.verdict, verdict)):
            label.setText(_rich(text))
            if not text:
                label.hide()
        self._show_note()
        self._show_title()
        for label, text in ((self.sentence, said), (self.verdict, verdict)):
            if text:  # last: what is shown is laid out at once, with all that is there by then
                label.show()

    def _show_title(self) -> None:
        left_out = self._brief and (self._answer is not None or bool(self._question))
        self.title.setVisible(bool(self.title.text()) and not left_out)
        self.changed.setVisible(self._is_changed and not left_out)

    def _show_note(self) -> None:
        note = note_of(self._scene_id).text
        self.note.setText(note)
        unsaid = self._answer is None and not self._question
        self.note.setVisible(bool(note) and not self._question and (self._noted or (unsaid and self._roomy)))
        self.title.setToolTip("" if self._question or not self.note.isHidden() else note)


def _rich(text: str) -> str:
    """Return a sentence as rich text, what matters most in it in bold and colour."""
    strong = f"<b style='color:{theme.colors.accent}'>{{}}</b>"
    held = [(_held(escape(part)), matters) for part, matters in parts(text)]
    return "".join(strong.format(part) if matters else part for part, matters in held)


def _held(text: str) -> str:
    """Return a text in which 15 %, |y| and |y − 3| stay in one line."""

    def held(size: re.Match[str]) -> str:
        return f"|{JOINER}{size[1].replace(' ', '&nbsp;')}{JOINER}|"

    return re.sub(r"\|(\w(?: [+−] [\d.,]+)?)\|", held, text.replace(" %", "&nbsp;%"))
