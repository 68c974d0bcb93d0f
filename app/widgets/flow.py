"""A row that breaks into as many rows as it needs: buttons beside each other, whatever the width and the text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import theme


class Flow(QWidget):
    """Widgets side by side, from left to right, in as many rows as they need.

    Parameters
    ----------
    apart : float
        Pixels between two of them, at the normal text size.
    """

    def __init__(self, apart: float = 4) -> None:
        super().__init__()
        self._stacked = False
        self._apart = apart
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self._widgets.append(widget)
            widget.setParent(self)
            widget.ensurePolished()  # before that, it does not know its size

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All widgets, from the left."""
        return tuple(self._widgets)

    def set_stacked(self, stacked: bool) -> None:
        """Give every widget a row of its own, as wide as there is room; or put them side by side again."""
        if stacked != self._stacked:
            self._stacked = stacked
            self.setMinimumHeight(self._place(self.width(), move=True))
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        sizes = [widget.sizeHint() for widget in self._seen()]
        width = sum(size.width() for size in sizes) + theme.metrics.px(self._apart) * max(len(sizes) - 1, 0)
        return QSize(width, self.heightForWidth(self.width() or width))

    def minimumSizeHint(self) -> QSize:
        widest = max((widget.sizeHint().width() for widget in self._seen()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def _seen(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _place(self, width: int, move: bool) -> int:
        """Put the widgets into rows and return the height of all."""
        x = y = height = 0
        gap = theme.metrics.px(self._apart)
        for widget in self._seen():
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            if self._stacked:
                size.setWidth(width)
            if x and x + size.width() > width:
                x, y, height = 0, y + height + gap, 0
            if move:
                widget.setGeometry(x, y, size.width(), size.height())
            x += size.width() + gap
            height = max(height, size.height())
        return y + height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._place(self.width(), move=True))  # layouts would squeeze it
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.setMinimumHeight(self._place(self.width(), move=True))  # layouts would squeeze it
            self.updateGeometry()
        return super().event(event)
