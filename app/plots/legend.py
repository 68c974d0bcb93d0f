"""The legend of a plot: samples of lines with names, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import language, translate
from app.plots.paint import draw_mark
from app.theme import theme


@dataclass(frozen=True)
class LegendEntry:
    """A sample of a line with its name; without a run, the line is drawn in the colour of text."""

    name: Any
    run: int | None = None
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 2.5
    """At the normal text size."""


class Legend(QWidget):
    """Samples of lines with names, side by side, in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[LegendEntry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._show_again)
        language.changed.connect(self._show_again)

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show these entries."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._show_again()

    def _show_again(self) -> None:
        self.setAccessibleName(", ".join(translate(entry.name) for entry in self._entries))
        self.updateGeometry()
        self.update()

    def _places(self, width: float) -> list[tuple[QRectF, LegendEntry, str]]:
        metrics, m = QFontMetricsF(self.font()), theme.metrics
        x = y = 0.0
        places = []
        for entry in self._entries:
            text = translate(entry.name)
            needed = m.sample + m.gap + metrics.horizontalAdvance(text) + 2 * m.gap
            if x and x + needed > width:
                x, y = 0.0, y + m.row
            places.append((QRectF(x, y, needed, m.row), entry, text))
            x += needed
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(places[-1][0].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics.px(300), self.heightForWidth(max(self.width(), theme.metrics.px(300))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.metrics.px(120), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = theme.metrics
        for place, entry, text in self._places(self.width()):
            color = QColor(theme.colors.muted) if entry.run is None else theme.series(entry.run)
            painter.setPen(QPen(color, entry.width * m.scale, entry.pen))
            middle = place.center().y()
            painter.drawLine(QPointF(place.left(), middle), QPointF(place.left() + m.sample, middle))
            if entry.run is not None and entry.width > 1:
                draw_mark(painter, QPointF(place.left() + m.sample / 2, middle), entry.run)
            painter.setPen(QColor(theme.colors.muted if entry.run is None else theme.colors.text))
            painter.drawText(
                place.adjusted(m.sample + m.gap, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                text,
            )
        painter.end()
