"""A double click makes a plot fill the picture, and another puts it back."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.plots.frame import Plot
from app.plots.paint import Painted, listeners
from app.reading_order import LIES_OVER
from app.theme import theme

if TYPE_CHECKING:
    from app.window import MainWindow

LARGE, LARGEST = 0.7, 2.0
"""A plot that has this part of the picture, or is so many times as large as any other, keeps the double click."""


class Enlarging(QObject):
    """Watches for double clicks on plots of the tab in front.

    Parameters
    ----------
    window : MainWindow
        Whose plots these are.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = weakref.proxy(window)
        self._page: QWidget | None = None
        self._plot: QWidget | None = None
        self._place = QWidget(window)  # which it goes with
        """Keeps the place of the plot that is large."""
        self._place.hide()
        listeners.add(self)

    @property
    def enlarged(self) -> QWidget | None:
        """The plot that fills the picture, if any."""
        return self._plot

    def double_clicked(self, plot: QWidget) -> bool:
        """Make a plot of the tab in front large, or put it back; return whether that was done."""
        if not shiboken6.isValid(self):
            return False
        whole = self._plot_at(plot)
        if whole is None or (whole is not self._plot and self._is_large(whole)):
            return False
        if whole is self._plot:
            self.put_back()
        else:
            self.enlarge(whole)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:  # of what the page lies over
            self._lay_out()
        return False

    def _is_large(self, plot: QWidget) -> bool:
        picture = self._window.tab.picture
        others = [each for kind in (Plot, Painted) for each in picture.findChildren(kind) if each.isVisible()]
        most = max((_area(each) for each in others if each is not plot), default=0)
        return _area(plot) >= LARGE * _area(picture) or (most > 0 and _area(plot) >= LARGEST * most)

    def _plot_at(self, widget: QWidget) -> QWidget | None:
        """Return the plot of the tab in front of which a widget is part."""
        picture, found = self._window.tab.picture, None
        part: QWidget | None = widget
        while part is not None and part is not picture:
            if isinstance(part, Plot | Painted):
                found = part
            part = part.parentWidget()
        return found if part is picture else None

    def enlarge(self, plot: QWidget) -> None:
        """Let a plot fill the picture below its head."""
        self.put_back()
        picture = self._window.tab.picture
        self._place.setSizePolicy(plot.sizePolicy())
        if not _swap(plot, self._place):
            return
        self._place.show()
        self._plot = plot
        picture.installEventFilter(self)
        self._page = QWidget(picture)
        self._page.setObjectName("card")
        self._page.setProperty(LIES_OVER, True)
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._page)
        gap = theme.metrics.gap
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(plot)
        self._lay_out()
        self._page.show()
        self._page.raise_()
        plot.show()
        plot.setFocus(Qt.FocusReason.MouseFocusReason)

    def put_back(self) -> None:
        """Put the plot that is large back to its place."""
        if self._plot is None or self._page is None:
            return
        plot, page = self._plot, self._page
        self._plot = self._page = None
        _swap(self._place, plot)
        window = self.parent()
        assert isinstance(window, QWidget)
        self._place.setParent(window)
        plot.show()
        under = page.parentWidget()
        if under is not None:
            under.removeEventFilter(self)
        page.hide()
        page.deleteLater()

    def follow(self) -> None:
        """Put the plot that is large back when it would not be seen at its place any more."""
        if self._plot is not None and not self._place.isVisible():
            self.put_back()

    def _lay_out(self) -> None:
        page = self._page
        picture = page.parentWidget() if page is not None else None
        if page is not None and picture is not None:
            head = self._window.tab.picture.head
            top = head.mapTo(picture, head.rect().bottomLeft()).y() + theme.metrics.gap
            page.setGeometry(0, top, picture.width(), picture.height() - top)


def _area(widget: QWidget) -> int:
    return widget.width() * widget.height()


def _swap(there: QWidget, other: QWidget) -> bool:
    """Put a widget in the place of another; return whether that stood in a layout or a splitter."""
    parent = there.parentWidget()
    if isinstance(parent, QSplitter):
        parent.replaceWidget(parent.indexOf(there), other)
        return True
    layout = parent.layout() if parent is not None else None
    if layout is None:
        return False
    item = layout.replaceWidget(there, other, Qt.FindChildOption.FindChildrenRecursively)
    return item is not None
