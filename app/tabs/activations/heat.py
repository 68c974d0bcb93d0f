"""A layer over time: its histograms as columns of a picture, the brighter the more values."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from app.plots.image import ImagePlot, colored, ramp
from app.plots.paint import LEFT, write
from app.plots.ticks import decades, named, plain
from app.tabs.activations.painting import ACTIVATIONS, GRADIENTS
from app.tabs.activations.strip import GUTTER
from app.theme import fit, theme
from core.config.figures import count

MARGIN = 12
"""Pixels right of the picture."""


class HeatMap(ImagePlot):
    """One column a record.

    Attributes
    ----------
    place_chosen : Signal(int)
        A person clicked or dragged to a record.
    """

    place_chosen = Signal(int)
    AXIS = GUTTER  # the picture stands under the columns of the strip

    def __init__(self) -> None:
        self._values = np.zeros((1, 0))
        self._ends = 0.0, 1.0
        self._log = False
        self._steps: list[int] = []
        self._title: tuple[str, ...] = ()
        self._now = pg.InfiniteLine(angle=90, movable=False)
        super().__init__()
        self.add(self._now)
        fit(self.setMinimumHeight, lambda m: m.px(84))

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
        self._values, self._ends, self._log, self._title = values, ends, log, title
        self.left.set_ticks(decades if log else plain)
        if steps != self._steps:
            self._steps = list(steps)
            self.bottom.set_ticks(named([count(step) for step in steps]))
        self._show_values()
        self.viewport().update()

    def set_place(self, place: int) -> None:
        """Mark a record."""
        self._now.setPos(place)

    def values(self) -> np.ndarray:
        """Return the brightness that is shown."""
        return self._values

    def x_of(self, place: int) -> float:
        """Return where the middle of a record's column is, in pixels of the widget."""
        return self.to_pixels(place, 0).x()

    def _show_values(self) -> None:
        color = theme.series(GRADIENTS if self._log else ACTIVATIONS)
        pixels = colored(self._values, ramp(theme.colors.card, color.name()))
        self.show_pixels(pixels, (-0.5, max(1, self._values.shape[1]) - 0.5), self._ends)
        self._now.setVisible(self._values.shape[1] > 0)

    def _show_again(self) -> None:
        self._now.setPen(pg.mkPen(theme.colors.text, width=1.5 * self.pen_scale()))
        self._show_values()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        m, area = theme.metrics, self.area()
        color = theme.series(GRADIENTS if self._log else ACTIVATIONS)
        for number, line in enumerate(self._title):
            place = QRectF(0, area.top() + m.px(20) * number, area.left() - m.px(50), m.px(20))
            write(painter, place, line, theme.colors.muted if number else color, theme.font(), LEFT)

    def _choose(self, event: QMouseEvent) -> None:
        count = self._values.shape[1]
        if count and event.buttons() & Qt.MouseButton.LeftButton:
            x, _ = self.from_pixels(event.position())
            self.place_chosen.emit(min(max(round(x), 0), count - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(event)
