"""The legend of a plot: samples of lines with names, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import language, translate
from app.theme import GAP, theme


@dataclass(frozen=True)
class LegendEntry:
    """A sample of a line with its name; without a run, the line is drawn in the colour of text."""

    name: Any
    run: int | None = None
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 2.5


class Legend(QWidget):
    """Samples of lines with names, side by side, in as many rows as they need."""

    ROW = 24
    SAMPLE = 28

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[LegendEntry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)
        language.changed.connect(self._on_language_changed)

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show these entries."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._on_language_changed()

    def _on_language_changed(self) -> None:
        self.setAccessibleName(", ".join(translate(entry.name) for entry in self._entries))
        self.updateGeometry()
        self.update()

    def _places(self, width: float) -> list[tuple[QRectF, LegendEntry, str]]:
        metrics = QFontMetricsF(self.font())
        x = y = 0.0
        places = []
        for entry in self._entries:
            text = translate(entry.name)
            needed = self.SAMPLE + GAP + metrics.horizontalAdvance(text) + 2 * GAP
            if x and x + needed > width:
                x, y = 0.0, y + self.ROW
            places.append((QRectF(x, y, needed, self.ROW), entry, text))
            x += needed
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(places[-1][0].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, entry, text in self._places(self.width()):
            color = QColor(theme.colors.muted) if entry.run is None else theme.series(entry.run)
            painter.setPen(QPen(color, entry.width, entry.pen))
            middle = place.center().y()
            painter.drawLine(QPointF(place.left(), middle), QPointF(place.left() + self.SAMPLE, middle))
            if entry.run is not None and entry.width > 1:
                painter.save()
                painter.setBrush(color)
                painter.translate(place.left() + self.SAMPLE / 2, middle)
                painter.scale(10, 10)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPath(Symbols[theme.symbol(entry.run)])
                painter.restore()
            painter.setPen(QColor(theme.colors.muted if entry.run is None else theme.colors.text))
            painter.drawText(
                place.adjusted(self.SAMPLE + GAP, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                text,
            )
        painter.end()
