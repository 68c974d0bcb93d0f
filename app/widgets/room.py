"""Room, and what yields when there is little: the first size of the window, areas that scroll, a stack of pages."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.theme import fit, px, theme

FIRST = QSize(1280, 800)
"""What a window wants at the normal text size."""
LEAST = QSize(800, 480)
"""What is left of a window at least, whatever the text size: half a projector."""
FRAME = QSize(8, 40)
"""What the window system puts around a window."""
MOST = 0.45
"""Part of the width that a column of controls takes at most."""
AT_EASE = 600
"""Height of what scrolls anyway, at the normal text size."""
SEEN = 160
"""Height of what is seen of a page that scrolls inside a picture, at the normal text size."""


def first_size(screen: QSize) -> QSize:
    """Return the size of a window that suits the text size and has room on a screen with so much space."""
    return (FIRST * theme.metrics.scale).boundedTo(screen - FRAME).expandedTo(LEAST)


class Room(QScrollArea):
    """Gives a widget all the room there is, and scrolls where that is less than the least it needs.

    Parameters
    ----------
    content : QWidget
        What stands in it.
    parent : QWidget, optional
        Where it stands itself, so that it gets there before it is filled.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = content
        self.setWidget(_Page(self))

    def least(self) -> QSize:
        """Return the least size that the content needs."""
        return self.content.minimumSizeHint().expandedTo(self.content.minimumSize())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Page(QWidget):
    """Keeps the content of a `Room` at its least size or larger.

    The area itself would give a layout with lines that wrap the height that it prefers, and scroll although all of it
    has room.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setObjectName("column")
        self._room = weakref.proxy(room)
        self._content = room.content
        self._content.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._room.least()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._content.setGeometry(self.rect())


class PictureRoom(Room):
    """Room for a picture, which is no smaller than at ease where one has to scroll anyway."""

    def least(self) -> QSize:
        least = super().least()
        return least.expandedTo(QSize(0, px(AT_EASE))) if least.height() > self.height() else least


class PageRoom(Room):
    """Room for a page inside a picture: only what has no room below the other is scrolled to."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least().width() + self.verticalScrollBar().sizeHint().width(), px(SEEN))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # of the page
            self.updateGeometry()
        return super().event(event)


class SideColumn(Room):
    """Controls beside a picture: as wide as they need to be, but never most of the room; then they scroll sideways.

    Parameters
    ----------
    controls : QWidget
        What stands in the column.
    room : QWidget
        In which column and picture stand side by side.
    """

    def __init__(self, controls: QWidget, room: QWidget) -> None:
        super().__init__(controls, room)
        self._beside = weakref.proxy(room)  # which may hold this
        fit(controls.setMinimumWidth, lambda m: m.column)
        room.installEventFilter(self)

    def _take(self) -> None:
        """Take the width of the controls (and of a bar, where they scroll), or that part of the room that is theirs."""
        scrolls = self.height() < self.least().height()
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        self.setFixedWidth(min(theme.metrics.column + bar, round(MOST * self._beside.width())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):  # of the room or of the controls
            self._take()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take()


class FrontStack(QStackedWidget):
    """Pages one behind the other, of which only the one in front asks for room."""

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Bring a page to the front; one that is large elsewhere just now comes back to its place by itself."""
        if self.indexOf(widget) >= 0:
            super().setCurrentWidget(widget)

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.minimumSizeHint().expandedTo(front.minimumSize()) if front else QSize()

    def sizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.sizeHint().expandedTo(self.minimumSizeHint()) if front else QSize()
