"""The body that all tabs share: the picture between a drawer with all settings and what matters most beside it.

At the desk the knobs of the scene stand beside the picture; presenting, they stand under it.  While a result is covered
(`app.predicting`) the ballot takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import say
from app.reading_order import FIRST
from app.theme import fit, px
from app.widgets.ballot import Ballot
from app.widgets.knobs import KnobRack
from app.widgets.room import PictureRoom, SideColumn
from core.config.words import mark

ROOMY = 520
"""Height of a tab, at the normal text size, from which there is room for a note beside the picture."""
BESIDE, BALLOT = 208, 264
"""Widths of what stands beside the picture, at the normal text size: knobs, or a ballot."""
MOST = 0.38
"""Part of the width that a ballot takes at most."""


class TabBody(QWidget):
    """Base of `StudyTab`: its widgets, and which of them are to be seen.

    Attributes
    ----------
    picture : Picture
        What is shown; has a `SceneHead` as ``head``.
    desk : sequence of QWidget
        Parts under the picture that are of use at the desk only.
    area : QScrollArea
        Where the forms scroll.
    knobs : KnobRack
        The settings that the scene is about.
    ballot : Ballot
        What a class predicts, while the result is covered.
    all_settings, fewer_settings, ask_again : QPushButton
        To be bound to the commands of the window that open the drawer, close it, and ask another question.
    """

    picture: Any
    desk: Sequence[QWidget] = ()

    def __init__(self) -> None:
        super().__init__()
        self.area = QScrollArea()
        say(self.area, mark("app", "All settings"), "setAccessibleName")
        self.knobs = KnobRack()
        self.ballot = Ballot()
        self.all_settings, self.fewer_settings, self.ask_again = QPushButton(), QPushButton(), QPushButton()
        self.ask_again.setVisible(False)
        self._covered = False
        self._open_drawer, self._presenting = False, False

    def arrange(
        self,
        head: Sequence[QWidget] = (),
        forms: Sequence[QWidget] = (),
        foot: Sequence[QWidget] = (),
        under: Sequence[QWidget] = (),
        tail: Sequence[QWidget] = (),
    ) -> None:
        """Put the picture between what it can be set with: all settings in a drawer, those that matter beside it.

        Parameters
        ----------
        head, forms, tail : sequence of QWidget
            The drawer: what stays in view at its top, what scrolls, and below what may come and go and moves nothing.
        foot, under : sequence of QWidget
            Under the picture: a row of what keeps its width, and one of what takes all there is.
        """
        # from the outside in: whatever gets a parent is dressed anew, with all that stands in it
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        controls, column, stage = QWidget(), QWidget(), QWidget()
        self.drawer = SideColumn(controls, self)
        self.drawer.setVisible(False)
        layout.addWidget(self.drawer)
        left = QVBoxLayout(controls)
        left.setContentsMargins(0, 0, 0, 0)
        fit(left.setSpacing, lambda m: m.gap)
        say(self.fewer_settings, mark("app", "Close the settings"))
        for widget in (self.fewer_settings, *head, self.area, *tail):
            left.addWidget(widget, 1 if widget is self.area else 0)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setObjectName("column")
        self.area.setWidget(column)
        stack = QVBoxLayout(column)
        fit(stack.setContentsMargins, lambda m: (0, 0, m.close, 0))
        fit(stack.setSpacing, lambda m: m.gap)
        for widget in forms:
            stack.addWidget(widget)
        stack.addStretch(1)
        layout.addWidget(PictureRoom(stage), 1)
        middle = self._middle = QVBoxLayout(stage)
        middle.setContentsMargins(0, 0, 0, 0)
        fit(middle.setSpacing, lambda m: m.gap)
        middle.addWidget(self.picture, 1)
        self._rows: list[QWidget] = []
        for widgets, share in ((foot, 0), (under, 1)):  # a row each: words of progress may be long
            if widgets:
                row = QWidget()
                row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                line = QHBoxLayout(row)
                line.setContentsMargins(0, 0, 0, 0)
                fit(line.setSpacing, lambda m: m.gap)
                for widget in widgets:
                    line.addWidget(widget, share)
                if not share:
                    line.addStretch(1)
                middle.addWidget(row)
                self._rows.append(row)
        self.side = QWidget()
        for widget in (self.side, self.ballot):
            layout.addWidget(widget)
            widget.setProperty(FIRST, True)  # it is what most are looking for
        self.ballot.setVisible(False)
        self._beside = QVBoxLayout(self.side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        fit(self._beside.setSpacing, lambda m: m.gap)
        for button in (self.all_settings, self.ask_again):
            button.setObjectName("narrow")
        say(self.all_settings, mark("app", "All settings…"))
        say(self.ask_again, mark("app", "Another question"))
        for part in (self.knobs, self.all_settings, self.ask_again):
            self._beside.addWidget(part)
        self._beside.addStretch(1)

    @property
    def is_covered(self) -> bool:
        """Whether what comes out is not to be seen yet."""
        return self._covered

    def set_covered(self, covered: bool) -> None:
        """Cover what comes out, and put up the ballot; or show what came out."""
        self._covered = covered
        self.picture.set_covered(covered)
        self._reshape()

    def set_shape(self, open_drawer: bool, presenting: bool) -> None:
        """Show what matters beside the picture, or presenting under it; or all settings in the drawer."""
        self._open_drawer, self._presenting = open_drawer, presenting
        self.picture.set_presenting(presenting)
        self.picture.head.set_brief(presenting)
        self._dress_rows()
        self._reshape()

    def _dress_rows(self) -> None:
        """Let the rows under the picture take little height while presenting."""
        slim = self._presenting
        fit(self._middle.setSpacing, (lambda m: m.close) if slim else (lambda m: m.gap))
        for row in self._rows:
            for frame in row.findChildren(QFrame, "card"):
                layout = frame.layout()
                if layout is not None and slim:
                    fit(layout.setContentsMargins, lambda m: (m.gap, m.close, m.gap, m.close))
                elif layout is not None:
                    fit(layout.setContentsMargins, lambda m: (m.indent, m.gap, m.indent, m.indent))

    def _reshape(self) -> None:
        """Show of the body what is to be seen now."""
        presenting, covered = self._presenting, self._covered
        self.drawer.setVisible(self._open_drawer and not presenting)
        for part in self.desk:
            part.setVisible(not presenting)
        self.ballot.setVisible(covered)
        self.side.setVisible(not self._open_drawer and not presenting and not covered)
        self.knobs.lay(beside=presenting)
        if presenting:
            self._middle.insertWidget(1, self.knobs)
        else:
            self._beside.insertWidget(0, self.knobs)
        self.knobs.setVisible(bool(self.knobs.cards) and not covered)

    def _make_room(self) -> None:
        """Leave out the note on the scene where it would leave too little of the picture."""
        self.picture.head.set_roomy(self.height() >= px(ROOMY))
        self.ballot.setFixedWidth(min(px(BALLOT), round(MOST * self.width())))
        needed = max(px(BESIDE), self.side.minimumSizeHint().width())
        self.side.setFixedWidth(min(needed, round(MOST * self.width())))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # what stands beside the picture may need another width
            self._make_room()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
