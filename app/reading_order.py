"""The way of the Tab key: through what is seen, in the order in which it is read.

Qt goes from widget to widget as they were made; what is made later, on demand or for another scene, would come last.
The order follows from where things stand instead: from the top down, and beside each other from the left; columns that
stand beside each other are read one after the other.  What has the property `FIRST` comes before what is around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

FIRST = "read_first"
"""Property of what matters most of the widgets in one place, wherever it stands."""
LIES_OVER = "lies_over"
"""Property of what hides all that lies behind it, which the Tab key passes by."""
TOUCHING = 2
"""Pixels by which two widgets may overlap that stand below or beside each other."""


def go_on(root: QWidget, forward: bool) -> bool:
    """Move the focus to the next widget in `root`, or to the one before; return whether there is one."""
    everything = list(_in_order(root))
    over = [widget for widget in everything if widget.property(LIES_OVER)]
    stops = [
        widget for widget in everything if takes_focus(widget) and not any(_lies_behind(widget, each) for each in over)
    ]
    if not stops:
        return False
    here = QApplication.focusWidget()
    place = everything.index(here) if here in everything else -1
    ahead, behind = everything[place + 1 :], everything[: max(place, 0)]
    stopping = set(stops)
    if forward:
        target = next((widget for widget in ahead if widget in stopping), stops[0])
    else:
        target = next((widget for widget in reversed(behind) if widget in stopping), stops[-1])
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(target)
    return True


def takes_focus(widget: QWidget) -> bool:
    """Return whether the Tab key stops at a widget."""
    return bool(
        widget.isEnabled()
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    )


def _lies_behind(widget: QWidget, over: QWidget) -> bool:
    """Return whether a widget is hidden by one that lies over it."""
    if widget is over or over.isAncestorOf(widget):
        return False
    hidden = QRect(over.mapToGlobal(QPoint()), over.size())
    return hidden.contains(QRect(widget.mapToGlobal(QPoint()), widget.size()))


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that is seen in it."""
    yield widget
    inside = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    first = [child for child in inside if child.property(FIRST)]
    for child in [*_cut(first, True), *_cut([child for child in inside if child not in first], True)]:
        yield from _in_order(child)


def _cut(widgets: Sequence[QWidget], downwards: bool, other_way: bool = True) -> list[QWidget]:
    """Return widgets in reading order: cut into rows where none stands across, each into columns, and so on."""
    if len(widgets) < 2:
        return list(widgets)

    def ends(widget: QWidget) -> tuple[int, int]:
        place: QRect = widget.geometry()
        return (place.top(), place.bottom()) if downwards else (place.left(), place.right())

    parts: list[list[QWidget]] = []
    reached = 0
    for widget in sorted(widgets, key=ends):
        start, end = ends(widget)
        if not parts or start > reached - TOUCHING:
            parts.append([])
            reached = end
        parts[-1].append(widget)
        reached = max(reached, end)
    if len(parts) > 1:
        return [widget for part in parts for widget in _cut(part, not downwards)]
    if other_way:
        return _cut(widgets, not downwards, other_way=False)
    return sorted(widgets, key=lambda widget: (widget.y(), widget.x()))


def _bring_into_view(widget: QWidget) -> None:
    """Scroll what a widget stands in, so that it is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and widget.height() < around.viewport().height():
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
