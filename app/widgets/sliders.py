"""Sliders that leave the wheel to the column they stand in; one of them is over decades, for a rate or a spread."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from app.theme import theme
from core.config.figures import rounded

STEPS_PER_DECADE = 60


class Slider(QSlider):
    """A horizontal slider that the wheel moves only after it has been clicked, and until something else is."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._clicked = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._clicked = False
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._clicked:
            super().wheelEvent(event)
        else:
            event.ignore()


class LogSlider(Slider):
    """A slider from `low` to `high` in equal ratios, with a mark where something happens.

    Attributes
    ----------
    value_changed : Signal(float)
        A person moved the knob.
    """

    value_changed = Signal(float)

    def __init__(self, low: float, high: float) -> None:
        super().__init__()
        self._low, self._high = low, high
        self._mark: float | None = None
        self.setRange(0, round(math.log10(high / low) * STEPS_PER_DECADE))
        self.setPageStep(STEPS_PER_DECADE // 6)
        self.valueChanged.connect(lambda place: self.value_changed.emit(self.number()))

    def number(self) -> float:
        """Return where the knob stands, to three significant digits."""
        return rounded(self._low * 10 ** (self.value() / STEPS_PER_DECADE))

    def set_number(self, number: float) -> None:
        """Move the knob, as near as the ends allow; nothing is said to have changed."""
        place = round(math.log10(max(number, 1e-300) / self._low) * STEPS_PER_DECADE)
        with QSignalBlocker(self):
            self.setValue(place)
        self.update()

    def set_mark(self, number: float | None) -> None:
        """Mark a number on the scale; None marks nothing."""
        self._mark = number if number is not None and self._low <= number <= self._high else None
        self.update()

    @property
    def mark(self) -> float | None:
        """The number that is marked."""
        return self._mark

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is None:
            return
        share = math.log10(self._mark / self._low) / math.log10(self._high / self._low)
        knob, edge = theme.metrics.knob, theme.metrics.px(2)  # half of the knob lies beyond the ends of the scale
        x = knob / 2 + share * (self.width() - knob)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colors.error), edge))
        painter.drawLine(QPointF(x, edge), QPointF(x, self.height() - edge))
        painter.end()
