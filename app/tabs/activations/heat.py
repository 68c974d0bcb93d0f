"""A layer over time: its histograms as columns of a picture, the brighter the more values."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen

from app.tabs.activations.painting import (
    ACTIVATIONS,
    GRADIENTS,
    LEFT,
    RIGHT,
    Painted,
    listed,
    tick_text,
    ticks_of,
    write,
)
from app.tabs.activations.strip import GUTTER
from app.theme import theme

FOOT = 20
MARGIN = 12


class HeatMap(Painted):
    """One column a record.

    Attributes
    ----------
    place_chosen : Signal(int)
        A person clicked or dragged to a record.
    """

    place_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._values = np.zeros((1, 0))
        self._ends = 0.0, 1.0
        self._log = False
        self._steps: list[int] = []
        self._place = 0
        self._title: tuple[str, ...] = ()
        self.setMinimumHeight(84)

    def set_heat(
        self,
        values: np.ndarray,
        ends: tuple[float, float],
        log: bool,
        steps: list[int],
        title: tuple[str, ...],
    ) -> None:
        """Show brightness ``(bins, records)`` from 0 to 1, the lowest bin first.

        Parameters
        ----------
        values : ndarray
            Brightness.
        ends : tuple of float
            Of the vertical axis.
        log : bool
            Whether that axis is in decades.
        steps : list of int
            The step of every record.
        title : tuple of str
            Lines left of the picture.
        """
        self._values, self._ends, self._log, self._steps, self._title = values, ends, log, steps, title
        self.update()

    def set_place(self, place: int) -> None:
        """Mark a record."""
        self._place = place
        self.update()

    def values(self) -> np.ndarray:
        """Return the brightness that is shown."""
        return self._values

    def area(self) -> QRectF:
        """Return where the picture stands."""
        return QRectF(GUTTER, 3, self.width() - GUTTER - MARGIN, self.height() - FOOT - 4)

    def x_of(self, place: int) -> float:
        """Return where the middle of a record's column is."""
        area = self.area()
        return area.left() + area.width() * (place + 0.5) / max(1, self._values.shape[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.colors
        area = self.area()
        color = theme.series(GRADIENTS if self._log else ACTIVATIONS)
        for number, line in enumerate(self._title):
            place = QRectF(0, area.top() + 20 * number, GUTTER - 50, 20)
            write(painter, place, line, colors.muted if number else color, self.font(), LEFT)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        count = self._values.shape[1]
        if count:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(area, _image(self._values, QColor(colors.card), color))
        low, high = self._ends
        for tick in ticks_of(low, high, max(2, int(area.height() // 24)), self._log):
            y = area.bottom() - area.height() * (tick - low) / (high - low)
            write(
                painter,
                QRectF(GUTTER - 54, y - 9, 50, 18),
                tick_text(tick, self._log),
                colors.muted,
                self.small(),
                RIGHT,
            )
        if count:
            for k in listed(count, area.width() / count, 84):
                place = QRectF(self.x_of(k) - 40, area.bottom() + 2, 80, FOOT - 2)
                place.moveRight(min(place.right(), self.width()))
                write(painter, place, f"{self._steps[k]:,}", colors.muted, self.small())
            x = self.x_of(min(self._place, count - 1))
            painter.setPen(QPen(QColor(colors.text), 1.5))
            painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom() + 2))
        painter.end()

    def _choose(self, event: QMouseEvent) -> None:
        count = self._values.shape[1]
        if count and event.buttons() & Qt.MouseButton.LeftButton:
            area = self.area()
            place = int((event.position().x() - area.left()) / area.width() * count)
            self.place_chosen.emit(min(max(place, 0), count - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(event)

    def sizeHint(self) -> QSize:
        return QSize(600, 120)


def _image(values: np.ndarray, ground: QColor, color: QColor) -> QImage:
    """Return a picture that goes from the ground to a colour, the lowest bin at the bottom."""
    ends = np.array([[c.red(), c.green(), c.blue()] for c in (ground, color)], float)
    mixed = ends[0] + np.clip(values[::-1, :, None], 0, 1) * (ends[1] - ends[0])
    pixels = np.full((*values.shape, 4), 255, np.uint8)
    pixels[..., :3] = mixed[..., ::-1]
    image = QImage(pixels.data, values.shape[1], values.shape[0], 4 * values.shape[1], QImage.Format.Format_RGB32)
    return image.copy()  # the numbers go away with this call
