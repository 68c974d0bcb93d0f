"""A view that says something: a sentence in large letters over its picture, or one word on what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import language, translate
from app.tabs.search.shown import SearchPanel, Shown
from app.theme import fit, theme
from core.search.study import Search

_SHRINKING = (14 / 11, 12.5 / 11, 1.0, 0.9, 0.8, 0.7, 0.6)
"""Sizes of letters that are tried, in parts of the normal one."""
_ROOMY = 270
"""Pixels of height, at the normal text size, from which on there is room for legends."""


class Sentence(QLabel):
    """Sentences in letters as large as their room allows, those of a title at most.

    The height does not shrink again while the width stays: what stands below would jump as results come.

    Parameters
    ----------
    part : float
        Of the height of the view, which they should not exceed.
    """

    def __init__(self, part: float) -> None:
        super().__init__()
        self._part = part
        self._phrases: tuple[Any, ...] = ()
        self._muted = False
        self._room = (0, 0)
        self._height = 0.0
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, *phrases: Any, muted: bool = False) -> None:
        """Say marked texts or phrases, one after another; `muted` where nothing has been found out yet."""
        self._phrases = tuple(phrase for phrase in phrases if phrase is not None)
        self.setText(" ".join(translate(phrase) for phrase in self._phrases))
        if muted != self._muted:
            self._muted = muted
            self.setObjectName("muted" if muted else "")
            self.style().polish(self)  # the style sheet goes by the name
        self._choose_size()

    def fit_into(self, width: int, height: int) -> None:
        """Choose letters for a view of this size."""
        if (width, height) != self._room:
            self._room, self._height = (width, height), 0.0
            self._choose_size()

    def forget_height(self) -> None:
        """Take no more height than is needed from now on."""
        self._height = 0.0

    def _choose_size(self) -> None:
        width, height = self._room
        self.setVisible(bool(self.text()))
        if not self.text() or width <= 0:
            return
        bold = not self._muted
        for part in _SHRINKING:
            font = theme.font(part * theme.metrics.points, bold)
            needed = self._needed(font, width)
            if needed <= self._part * height:
                break
        self._height = max(self._height, needed)
        if font != self.font():
            self.setFont(font)
        if round(self._height) != self.minimumHeight():
            self.setFixedHeight(round(self._height))

    def _needed(self, font: Any, width: int) -> float:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), flags, self.text()).height() + 2


class TellingPanel(SearchPanel):
    """Base of the views that say something.

    Subclasses put up what they show with `_fill`, and fill it in `_show`.

    Attributes
    ----------
    sentence : Sentence
        What came out, over the picture.
    empty : Sentence
        What is missing, in place of it.
    """

    tells = True
    answers: ClassVar[str] = ""
    """The question whose answer says what this view would say itself."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._extras: list[QWidget] = []
        self.sentence = Sentence(0.26)
        self.empty = Sentence(0.9)
        self._sentences = [self.sentence, self.empty]
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        fit(self._column.setSpacing, lambda m: m.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what has no room is left out or shrinks
        fit(outer.setSpacing, lambda m: m.close)
        outer.addWidget(self.sentence)
        outer.addWidget(self.body, 1)
        outer.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._show_again)
        language.changed.connect(self._show_again)

    def show_search(self, shown: Shown) -> None:
        self._shown = shown
        missing = self._missing(shown)
        self.body.setVisible(missing is None)
        self.empty.tell(missing, muted=True)
        if missing is None:
            self._show(shown)
        else:
            self.sentence.tell()

    def _missing(self, shown: Shown) -> Any:
        """Return a marked text that says why there is nothing to see; None where there is something."""
        return None

    def _show(self, shown: Shown) -> None:
        """Show what there is to see."""
        raise NotImplementedError

    def _tell(self, *phrases: Any, muted: bool = False) -> None:
        """Say what came out, unless the answer to a question says it already."""
        said = self._shown is not None and bool(self._shown.asks) and self._shown.asks == self.answers
        self.sentence.tell(*(() if said else phrases), muted=muted)

    def _show_again(self) -> None:
        for sentence in self._sentences:
            sentence.forget_height()
        self._make_room()
        if self._shown is not None:
            self.show_search(self._shown)

    def _make_room(self) -> None:
        """Fit the sentences into the view, and go without what can be done without where there is little room."""
        for sentence in self._sentences:
            sentence.fit_into(self.width(), self.height())
        for widget in self._extras:
            widget.setVisible(self._is_roomy())

    def _is_roomy(self) -> bool:
        return self.height() >= theme.metrics.px(_ROOMY)

    def minimumSizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(200), m.px(180))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def yielding(widget: QWidget) -> QWidget:
    """Let a widget take the room that it is given, whatever it would like to have, and return it."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    fit(widget.setMinimumSize, lambda m: (m.px(90), m.px(56)))
    return widget


def searched(shown: Shown) -> Search:
    """Return the search that the results are of, looked at as is wanted now; without results, the one that is set."""
    if shown.snapshot is None:
        return shown.study
    return replace(shown.snapshot.search, view=shown.study.view)
