"""The rail: where in the lecture one is, and the way to the next scene and the one before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolButton, QToolTip, QVBoxLayout, QWidget

from app.language import say, translate
from app.theme import fit, put_icon, theme
from app.widgets.cards import card
from core.config.words import Phrase, mark
from core.scenes import Scene, scenes


class Dots(QWidget):
    """A dot a scene, one below the other, chapter by chapter; that of the scene that is open is longer."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._scenes = tuple(scenes().values())
        self._open = -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def show_open(self, place: int) -> None:
        """Show which scene is open, −1 for none of these."""
        self._open = place
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics.px(32), theme.metrics.px(12) * len(self._scenes))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.metrics.px(24), theme.metrics.px(5) * len(self._scenes))

    def place_of(self, number: int) -> QPointF:
        """Return where the middle of a dot is."""
        gaps = self._gaps()
        step = self.height() / (len(self._scenes) + 0.5 * max(gaps))
        return QPointF(self.width() / 2, (number + 0.5 + 0.5 * gaps[number]) * step)

    def _gaps(self) -> list[int]:
        """Return how many chapters are before that of each scene."""
        chapters = list(dict.fromkeys(scene.chapter for scene in self._scenes))
        return [chapters.index(scene.chapter) for scene in self._scenes]

    def _nearest(self, y: float) -> int:
        return min(range(len(self._scenes)), key=lambda number: abs(self.place_of(number).y() - y))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._scenes[self._nearest(event.position().y())])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._nearest(event.pos().y())
            QToolTip.showText(event.globalPos(), f"{number + 1}. {translate(self._scenes[number].title)}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = self.place_of(1).y() - self.place_of(0).y()
        radius = min(theme.metrics.px(4), 0.38 * step)
        for number in range(len(self._scenes)):
            is_open = number == self._open
            painter.setBrush(QColor(theme.colors.accent if is_open else theme.colors.border))
            place, high = self.place_of(number), radius * (2.2 if is_open else 1)
            painter.drawRoundedRect(QRectF(place.x() - radius, place.y() - high, 2 * radius, 2 * high), radius, radius)
        painter.end()


class Rail(QWidget):
    """The place in the lecture, its scenes as dots, and buttons for the next one and the one before.

    Attributes
    ----------
    chosen : Signal(object)
        A `Scene` is wanted.
    place : QToolButton
        The number of the scene; calls up the whole list.
    before, next : QToolButton
        To be bound to commands.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._scenes = tuple(scenes().values())
        frame, column = card()
        self.place = QToolButton()
        self.place.setObjectName("place")
        self.of = QLabel()
        self.of.setObjectName("small")
        self.of.setWordWrap(True)
        self.of.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.of, Phrase(mark("app", "of {count}"), count=len(self._scenes)))
        self.dots = Dots()
        self.before, self.next = QToolButton(), QToolButton()
        for button, icon in ((self.before, "up"), (self.next, "down")):
            button.setObjectName("flat")
            put_icon(button, icon)
        fit(column.setContentsMargins, lambda m: (m.px(2), m.gap, m.px(2), m.gap))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.place, 0, middle)
        column.addWidget(self.of)
        column.addWidget(self.dots, 10)
        column.addStretch(1)
        column.addWidget(self.before, 0, middle)
        column.addWidget(self.next, 0, middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        fit(self.setFixedWidth, lambda m: m.px(48))
        self.dots.chosen.connect(self.chosen)

    def show_open(self, scene: Scene) -> None:
        """Show which scene is open."""
        place = place_of(scene)
        self.place.setText("–" if place is None else str(place + 1))
        self.dots.show_open(-1 if place is None else place)


def place_of(scene: Scene) -> int | None:
    """Return the place of a scene in the lecture, None when it is none of its own."""
    ids = list(scenes())
    return ids.index(scene.id) if scene.id in ids else None


def beside(scene: Scene, by: int) -> Scene | None:
    """Return the scene so many places after one (before it when negative); None beyond the ends of the lecture."""
    own = list(scenes().values())
    place = place_of(scene)
    if place is None:  # from a scene of one's own the lecture begins
        return own[0] if by > 0 else None
    return own[place + by] if 0 <= place + by < len(own) else None
