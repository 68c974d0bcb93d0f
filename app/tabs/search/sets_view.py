"""The three sets: who learns from which images, who chooses by them, and who judges at the very end.

The test images are covered until a trial is revealed; then an arrow leads from its accuracy on the validation images to
that on the test images.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from app.language import say, translate
from app.plots.paint import CENTER, LEFT, RIGHT, Painted, advance, draw_mark, note, write
from app.tabs.search.ruler import RULER_HEIGHT, Ruler, ends_of
from app.tabs.search.shown import Shown, joins
from app.tabs.search.telling import TellingPanel, yielding
from app.theme import px, theme
from core.config.figures import NOTHING, count, fraction, share
from core.config.words import Phrase, mark
from core.search.conclusion import Revealed
from core.search.study import Search
from core.search.verdicts import revealed

TRAINING, VALIDATION, TEST = 1, 2, 0
"""Places in the palette."""
MOST_ARROWS = 5
_PART = 0.42
"""Of the height of the view, which they do not exceed."""
ARROW_ROW = 26
"""Pixels of a row, at the normal text size."""
_HATCH = 9
"""Pixels between two lines of what is covered, at the normal text size."""
_NOT_YET = mark(
    "app", "No trial has seen the test images. Whoever looks at them and searches on, chooses by them, too."
)
_COVERED = mark("app", "kept for the very end")


@dataclass(frozen=True)
class ImageSet:
    """One of the three sets.

    Attributes
    ----------
    name, role : str
        Marked: what it is called, and who uses it.
    color : int
        Place in the palette.
    images : int or None
        How many; None where that is known only when the data are read.
    share : float or None
        Of the images that are split; None for those of the test set, which were never among them.
    covered : bool
        Whether nobody has looked at it.
    """

    name: str
    role: str
    color: int
    images: int | None
    share: float | None = None
    covered: bool = False


def sets_of(search: Search, known: Sequence[Revealed] = ()) -> list[ImageSet]:
    """Return training, validation and test set of a search, of which these trials have been revealed."""
    settings = search.settings
    test = known[0].images if known else settings.data.test_count
    return [
        ImageSet(
            mark("app", "training"),
            mark("app", "The networks learn from them."),
            TRAINING,
            settings.training_images,
            settings.training_images / settings.train_size,
        ),
        ImageSet(
            mark("app", "validation"),
            mark("app", "The search chooses by them."),
            VALIDATION,
            settings.validation_images,
            settings.validation_images / settings.train_size,
        ),
        ImageSet(mark("app", "test"), mark("app", "They judge the winner, once."), TEST, test, covered=not known),
    ]


class SetsPicture(Painted):
    """Three squares, whose areas are to scale."""

    def __init__(self) -> None:
        super().__init__()
        self._sets: list[ImageSet] = []

    def show_sets(self, sets: Sequence[ImageSet]) -> None:
        """Show these sets."""
        if list(sets) != self._sets:
            self._sets = list(sets)
            told = {f"set{place}": _told(each) for place, each in enumerate(sets)}
            say(self, Phrase(" ".join(f"{{{name}}}" for name in told), **told), "setAccessibleDescription")
        self.update()

    def sets(self) -> list[ImageSet]:
        """Return what is shown."""
        return self._sets

    # -- where it is

    def _lines(self) -> tuple[QFont, QFont, QFont]:
        """Return the letters of name, number and role; smaller ones where there is little room."""
        m = theme.metrics
        part = min(1.0, self.height() / m.px(190), self.width() / m.px(440))
        part = max(part, 0.62)
        points = m.points * part
        return theme.font(1.1 * points, True), theme.font(1.8 * points, True), theme.font(points)

    def _text_height(self) -> float:
        """Return how much room the texts under the squares take."""
        name, number, role = (QFontMetricsF(font).height() for font in self._lines())
        return name + number + 2 * role + theme.metrics.close

    def column(self, place: int) -> QRectF:
        """Return where a set is drawn, with its texts."""
        width = self.width() / max(len(self._sets), 1)
        return QRectF(place * width, 0, width, self.height())

    def square(self, place: int) -> QRectF:
        """Return the square of a set, whose area goes with the number of images; where that is unknown, the largest."""
        column = self.column(place)
        room = QRectF(column.left(), px(4), column.width(), max(self.height() - self._text_height() - px(10), 8))
        largest = min(room.width() * 0.86, room.height())
        most = max((each.images for each in self._sets if each.images is not None), default=1)
        images = self._sets[place].images
        side = largest * (math.sqrt(images / most) if images is not None else 1.0)
        return QRectF(room.center().x() - side / 2, room.bottom() - side, side, side)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, each in enumerate(self._sets):
            self._paint_square(painter, self.square(place), each)
            self._paint_text(painter, self.column(place), each)

    def _paint_square(self, painter: QPainter, square: QRectF, shown: ImageSet) -> None:
        color, scale = theme.series(shown.color), theme.metrics.scale
        if not shown.covered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRect(square)
            return
        painter.setPen(QPen(color, scale))
        painter.drawLines(_hatching(square, px(_HATCH)))
        dash = Qt.PenStyle.SolidLine if shown.images is not None else Qt.PenStyle.DashLine
        painter.setPen(QPen(color, 2 * scale, dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        font = theme.font(self._lines()[2].pointSizeF(), bold=True)
        for place, line in _broken(translate(_COVERED), font, square.adjusted(px(4), px(4), -px(4), -px(4))):
            note(painter, place, line, theme.colors.text, font, CENTER)

    def _paint_text(self, painter: QPainter, column: QRectF, shown: ImageSet) -> None:
        name, number, role = self._lines()
        top = self.height() - self._text_height()
        inner = column.adjusted(px(4), 0, -px(4), 0)
        colors = theme.colors
        height = QFontMetricsF(name).height()
        title = QRectF(inner.left(), top, inner.width(), height)
        write(painter, title, translate(shown.name), theme.series(shown.color), name, CENTER)
        top += height
        height = QFontMetricsF(number).height()
        said = count(shown.images) if shown.images is not None else "?"
        part = f" {share(shown.share)}" if shown.share is not None else ""
        wide, beside = advance(number, said), advance(role, part)
        left = inner.center().x() - min(wide + beside, inner.width()) / 2
        write(painter, QRectF(left, top, wide + 1, height), said, colors.text, number, LEFT)
        write(painter, QRectF(left + wide, top + height * 0.08, beside + 1, height), part, colors.muted, role, LEFT)
        top += height
        painter.setFont(role)
        painter.setPen(QColor(colors.text))
        below = QRectF(inner.left(), top, inner.width(), self.height() - top)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, flags, translate(shown.role))


def _told(shown: ImageSet) -> Phrase:
    images = count(shown.images) if shown.images is not None else NOTHING
    return Phrase(mark("app", "{name}: {images} images. {role}"), name=shown.name, images=images, role=shown.role)


def _hatching(square: QRectF, apart: float) -> list[QLineF]:
    """Return slanting lines that end at the sides of a square."""
    lines = []
    side = square.width()
    offset = apart
    while offset < 2 * side:
        start = max(0.0, offset - side), min(offset, side)
        end = min(offset, side), max(0.0, offset - side)
        lines.append(
            QLineF(square.left() + start[0], square.top() + start[1], square.left() + end[0], square.top() + end[1])
        )
        offset += apart
    return lines


def _broken(text: str, font: QFont, room: QRectF) -> list[tuple[QRectF, str]]:
    """Return the lines of a text with their places in the middle of a room; none where it has no room."""
    lines: list[str] = []
    for word in text.split():
        if lines and advance(font, f"{lines[-1]} {word}") <= room.width():
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    height = QFontMetricsF(font).height()
    if height * len(lines) > room.height() or any(advance(font, line) > room.width() for line in lines):
        return []
    top = room.center().y() - height * len(lines) / 2
    return [(QRectF(room.left(), top + k * height, room.width(), height), line) for k, line in enumerate(lines)]


class Arrows(Painted):
    """From validation to test accuracy, a row a trial.

    Attributes
    ----------
    picked : Signal(object, bool)
        Number of the trial whose row was clicked, None beside all; whether it joins those that are chosen.
    """

    picked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._revealed: list[tuple[Any, Revealed]] = []
        self._chosen: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_revealed(self, found: Sequence[tuple[Any, Revealed]], chosen: tuple[int, ...]) -> None:
        """Show what was revealed of these trials, each with its name."""
        rows = len(self._revealed)
        self._revealed, self._chosen = list(found), chosen
        if len(self._revealed) != rows:
            self.updateGeometry()
        self.update()

    def arrows(self) -> list[tuple[str, float, float]]:
        """Return name, validation and test accuracy of every row."""
        return [(translate(name), each.validation, each.test) for name, each in self._revealed]

    def row_rect(self, place: int) -> QRectF:
        """Return where a row is, counted from 0."""
        return QRectF(0, place * px(ARROW_ROW), self.width(), px(ARROW_ROW))

    def ruler(self) -> Ruler:
        """Return the axis."""
        left = advance(self.bold(), "Best-888") + px(14)
        right = advance(theme.font(), "0.888 → 0.888") + px(12)
        area = QRectF(left, 0, max(self.width() - left - right, 1), px(ARROW_ROW) * max(len(self._revealed), 1))
        return Ruler(*ends_of(value for _, each in self._revealed for value in (each.validation, each.test)), area)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._revealed:
            return
        ruler = self.ruler()
        for place, (_, each) in enumerate(self._revealed):
            if each.trial.number in self._chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.colors.selected))
                painter.drawRoundedRect(self.row_rect(place).adjusted(0, 1, 0, -1), px(6), px(6))
        ruler.paint(painter, translate(mark("app", "accuracy: validation → test")))
        for place, (name, each) in enumerate(self._revealed):
            self._paint_row(painter, ruler, self.row_rect(place), translate(name), each)

    def _paint_row(self, painter: QPainter, ruler: Ruler, row: QRectF, name: str, shown: Revealed) -> None:
        label = QRectF(px(8), row.top(), ruler.area.left() - px(14), row.height())
        write(painter, label, name, theme.colors.text, self.bold(), LEFT)
        said = f"{fraction(shown.validation)} → {fraction(shown.test)}"
        text = QRectF(ruler.area.right(), row.top(), self.width() - ruler.area.right() - px(4), row.height())
        write(painter, text, said, theme.colors.text, theme.font(), RIGHT)
        start = QPointF(ruler.x(shown.validation), row.center().y())
        if math.isfinite(shown.test):
            end = QPointF(ruler.x(shown.test), row.center().y())
            _paint_arrow(painter, start, end, theme.series(TEST))
        draw_mark(painter, start, VALIDATION, px(12))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            place = int(event.position().y() // px(ARROW_ROW))
            there = 0 <= place < len(self._revealed)
            self.picked.emit(self._revealed[place][1].trial.number if there else None, joins(event))

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(ARROW_ROW) * len(self._revealed) + px(RULER_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, color: QColor) -> None:
    """Draw an arrow that ends at a place."""
    head = px(7)
    way = 1 if end.x() >= start.x() else -1
    painter.setPen(QPen(color, 3 * theme.metrics.scale))
    painter.drawLine(start, QPointF(end.x() - way * head, end.y()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    back = end.x() - way * 1.5 * head
    painter.drawPolygon(QPolygonF([end, QPointF(back, end.y() - head * 0.8), QPointF(back, end.y() + head * 0.8)]))


class SetsView(TellingPanel):
    """The sets, and over them what the test set says once it has been asked."""

    def __init__(self) -> None:
        super().__init__()
        self.sets = SetsPicture()
        say(self.sets, mark("app", "Training, validation and test images, to scale"), "setAccessibleName")
        self.arrows = Arrows()
        say(self.arrows, mark("app", "Accuracy on validation and test images"), "setAccessibleName")
        self._column.addWidget(yielding(self.sets), 1)
        self._column.addWidget(self.arrows)
        self.arrows.picked.connect(self.chosen)

    def _show(self, shown: Shown) -> None:
        known = [shown.revealed[number] for number in shown.study.view.revealed if number in shown.revealed]
        known += [each for number, each in shown.revealed.items() if number not in shown.study.view.revealed]
        self.sets.show_sets(sets_of(shown.study, known))
        room = int((_PART * self.height() - px(RULER_HEIGHT)) // px(ARROW_ROW))
        named = [(_name(shown, each), each) for each in known[-min(max(room, 1), MOST_ARROWS) :]]
        self.arrows.show_revealed(named, shown.chosen)
        self.arrows.setVisible(bool(named))
        if known:
            self.sentence.tell(Phrase("{name}:", name=named[-1][0]), revealed(known[-1]))
        else:
            self.sentence.tell(_NOT_YET, muted=True)

    def _make_room(self) -> None:
        super()._make_room()
        if self._shown is not None:
            self._show(self._shown)


def _name(shown: Shown, each: Revealed) -> Any:
    number = each.trial.number
    if number in shown.places:
        return Phrase("Best-{place}", place=shown.places[number])
    return Phrase(mark("app", "trial {number}"), number=number + 1)
