"""A sketch over a plot: what a class expects, drawn with the mouse, and seen again over what came out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.language import translate
from app.plots.frame import Plot
from app.plots.paint import LEFT, write
from app.theme import theme
from core.config.words import mark

Points = tuple[tuple[float, float], ...]

APART = 3
"""Pixels between two points of a stroke at least, at the normal text size."""
MOST_POINTS = 2000


class Sketch(QWidget):
    """Lies over a plot, transparent; takes the mouse only while it is being drawn on.

    Parameters
    ----------
    plot : Plot
        Whose axes it has.

    Attributes
    ----------
    drawn : Signal(object)
        A stroke has ended; its points in the coordinates of the plot.
    """

    drawn = Signal(object)

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self._plot = plot
        self._points: list[tuple[float, float]] = []
        self._held = False
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.set_open(False)
        plot.installEventFilter(self)
        self.resize(plot.size())
        self.hide()

    def set_open(self, is_open: bool) -> None:
        """Let the mouse draw, or leave it to the plot."""
        self._held = False
        self._open = is_open
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_open)
        self.setCursor(Qt.CursorShape.CrossCursor if is_open else Qt.CursorShape.ArrowCursor)
        self._show()

    def show_points(self, points: Points) -> None:
        """Show what was drawn."""
        if not self._held:
            self._points = list(points)
            self._show()

    def points(self) -> Points:
        """Return what is drawn, in the coordinates of the plot."""
        return tuple(self._points)

    def _show(self) -> None:
        self.setVisible(self._open or bool(self._points))
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.resize(self._plot.size())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = True
            self._points = []
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and event.button() is Qt.MouseButton.LeftButton:
            self._held = False
            if len(self._points) > 1:
                self.drawn.emit(tuple(self._points))
            else:  # a click takes away what was drawn
                self._points = []
                self.drawn.emit(())
            self.update()

    def _add(self, place: QPointF) -> None:
        area = self._plot.area()
        place = QPointF(min(max(place.x(), area.left()), area.right()), min(max(place.y(), area.top()), area.bottom()))
        if self._points:
            last = self._plot.to_pixels(*self._points[-1])
            if (place - last).manhattanLength() < theme.metrics.px(APART) or len(self._points) >= MOST_POINTS:
                return
        self._points.append(self._plot.from_pixels(place))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, m = QColor(theme.colors.accent), theme.metrics
        color.setAlphaF(0.85)
        pen = QPen(color, m.px(5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        places = [self._plot.to_pixels(x, y) for x, y in self._points]
        painter.drawPolyline(QPolygonF(places))
        if places and not self._held:
            box = self._plot.area()
            at = places[len(places) // 2]
            box.setTopLeft(QPointF(min(at.x() + m.gap, box.right() - m.px(120)), at.y() - m.px(26)))
            box.setHeight(m.px(24))
            write(painter, box, translate(mark("app", "drawn by you")), color.name(), theme.font(bold=True), LEFT)
