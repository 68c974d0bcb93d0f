"""The activation functions: each with its derivative, and behind it where on the curve a layer works."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.activations.painting import (
    ACTIVATIONS,
    GRADIENTS,
    LAYER,
    LEFT,
    RIGHT,
    Painted,
    faint,
    note,
    row_color,
    share,
    short,
    steps,
    tick_text,
    ticks_of,
    write,
)
from app.tabs.activations.panels import StripRow
from app.theme import fit, theme
from app.widgets.formulas import FormulaLabel, Line
from core.config.words import Phrase, mark
from core.rules.activations import Activation, activations, curve
from core.signals.bars import Bars, plain_bars, usual_height

VIEW = (-5.0, 5.0)
COLUMNS = 3
DENSITY = 0.42
"""Part of a plot's height that densities take."""
AXIS = 34


class FunctionPlot(Painted):
    """One activation function, its derivative, and the pre-activations of layers that use it.

    Attributes
    ----------
    chosen : Signal(object)
        The function was clicked.
    """

    chosen = Signal(object)

    def __init__(self, function: Activation) -> None:
        super().__init__()
        self.function = function
        self.densities: list[tuple[StripRow, Bars]] = []
        self._layer = 0
        self.marked = False
        self.setMinimumSize(120, 84)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        say(self, function.label, "setAccessibleName")

    def set_densities(self, rows: Sequence[StripRow], layer: int, marked: bool) -> None:
        """Show where a layer of these rows works; `marked` frames the function as the chosen one's."""
        self.densities = []
        for row in rows:
            reading = row.flow.layers[min(layer, len(row.flow.layers) - 1)]
            self.densities.append((row, plain_bars(reading.pre)))
        self._layer, self.marked = layer, marked
        self.update()

    def view(self) -> tuple[float, float]:
        """Return the range of z that is shown."""
        lows = [bars.low for _, bars in self.densities if not bars.empty]
        highs = [bars.high for _, bars in self.densities if not bars.empty]
        return min([VIEW[0], *lows]), max([VIEW[1], *highs])

    def _area(self) -> QRectF:
        return QRectF(AXIS, 6, self.width() - AXIS - 8, self.height() - 6 - 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        low, high = self.view()
        with np.errstate(all="ignore"):
            drawn = curve(self.function, low, high)
        bottom = min(float(drawn.h.min()), 0.0)
        top = max(float(drawn.h.max()), float(drawn.slope.max()))
        margin = 0.08 * (top - bottom)
        bottom, top = bottom - margin, top + margin
        self._draw_densities(painter, area, low, high)
        self._draw_axes(painter, area, low, high, bottom, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area.adjusted(-1, -1, 1, 1))
        for values, place, style in (
            (drawn.slope, GRADIENTS, Qt.PenStyle.DashLine),
            (drawn.h, ACTIVATIONS, Qt.PenStyle.SolidLine),
        ):
            x = area.left() + area.width() * (drawn.x - low) / (high - low)
            y = area.bottom() - area.height() * (values - bottom) / (top - bottom)
            painter.setPen(QPen(theme.series(place), 2.2, style))
            for part in _pieces(drawn.x, values):
                points = zip(x[part].tolist(), y[part].tolist(), strict=True)
                painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in points]))
        painter.setClipping(False)
        self._draw_readings(painter, area)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colors.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _draw_axes(self, painter: QPainter, area: QRectF, low: float, high: float, bottom: float, top: float) -> None:
        colors = theme.colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for tick in ticks_of(low, high, max(3, int(area.width() // 44)), log=False):
            x = area.left() + area.width() * (tick - low) / (high - low)
            painter.setPen(QPen(QColor(colors.border) if tick == 0 else faint(), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            place = QRectF(x - 22, area.bottom() + 2, 44, 18)
            write(painter, place, tick_text(tick, False), colors.muted, self.small())
        for tick in ticks_of(bottom, top, max(2, int(area.height() // 26)), log=False):
            y = area.bottom() - area.height() * (tick - bottom) / (top - bottom)
            painter.setPen(QPen(QColor(colors.border) if tick == 0 else faint(), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            write(painter, QRectF(0, y - 9, AXIS - 5, 18), tick_text(tick, False), colors.muted, self.small(), RIGHT)

    def _draw_densities(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for row, bars in self.densities:
            peak = usual_height(bars.fractions)
            if not peak:
                continue
            heights = DENSITY * np.minimum(bars.fractions / peak, 1.0)
            ends = [(edge - low) / (high - low) for edge in (bars.low, bars.high)]
            color = row_color(row.number)
            edge = QColor(color)
            edge.setAlphaF(0.75)
            color.setAlphaF(0.28)
            painter.setPen(QPen(edge, 1))
            painter.setBrush(color)
            painter.drawPolygon(steps(heights, area, *ends))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_readings(self, painter: QPainter, area: QRectF) -> None:
        """Say the mean slope where the layer works, and what lies beyond the ends."""
        top = area.top()
        for row, bars in self.densities:
            reading = row.flow.layers[min(self._layer, len(row.flow.layers) - 1)]
            color = row_color(row.number)
            text = translate(Phrase(mark("app", "mean h′ {slope}"), slope=short(reading.mean_slope)))
            note(painter, QRectF(area.left() + 4, top, area.width() - 8, 17), text, color, self.small(), LEFT)
            top += 17
            beyond = [(bars.below, LEFT, "◂ {}"), (bars.above, RIGHT, "{} ▸")]
            shown = [(part, align, sign) for part, align, sign in beyond if part >= 0.0005]
            place = QRectF(area.left(), area.bottom() - 18 * (1 + self.densities.index((row, bars))), area.width(), 17)
            for part, align, sign in shown:
                note(painter, place, sign.format(share(part)), color, self.small(), align)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.function)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.function)

    def sizeHint(self) -> QSize:
        return QSize(220, 150)


class FunctionsView(QWidget):
    """All activation functions, and the choice of the layer whose pre-activations stand behind them.

    Attributes
    ----------
    chosen : Signal(object)
        An activation function is wanted for the configuration.
    layer_chosen : Signal(int)
        Another layer is to be seen.
    """

    chosen = Signal(object)
    layer_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[StripRow] = []
        self._current = 0
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.layer = QComboBox()
        say(self.layer, mark("app", "Layer whose pre-activations are drawn"), "setAccessibleName")
        self.layer.activated.connect(self.layer_chosen)
        behind = QLabel()
        behind.setObjectName("muted")
        say(behind, mark("app", "behind: z of"))
        head = QHBoxLayout()
        fit(head.setSpacing, lambda m: m.gap)
        head.addWidget(self.legend)
        head.addStretch(1)
        head.addWidget(behind)
        head.addWidget(self.layer)
        grid = QGridLayout()
        fit(grid.setSpacing, lambda m: m.gap)
        self.plots: dict[str, FunctionPlot] = {}
        self._names: dict[str, QLabel] = {}
        self._formulas: dict[str, FormulaLabel] = {}
        for place, kind in enumerate(activations.classes()):
            grid.addWidget(self._panel(kind()), place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(grid, 1)
        theme.changed.connect(self._dress)
        language.changed.connect(self._dress)
        self._dress()

    def _panel(self, function: Activation) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.px(2))
        name = self._names[function.key] = QLabel()
        formula = self._formulas[function.key] = FormulaLabel()
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.indent)
        line.addWidget(name)
        line.addWidget(formula, 1, Qt.AlignmentFlag.AlignVCenter)
        head = QWidget()
        fit(head.setFixedHeight, lambda m: m.px(36))
        head.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        plot = self.plots[function.key] = FunctionPlot(function)
        plot.chosen.connect(self.chosen)
        column.addWidget(head)
        column.addWidget(plot, 1)
        return panel

    def set_rows(self, rows: Sequence[StripRow], current: int, layer: int) -> None:
        """Show where layer number `layer` (from 0) of every configuration works.

        Parameters
        ----------
        rows : sequence of StripRow
            What is compared.
        current : int
            Which of them a click on a function changes.
        layer : int
            Which layer; that of a network with fewer layers is its last.
        """
        self._rows, self._current = list(rows), current
        count = max((len(row.flow.layers) for row in rows), default=0)
        with QSignalBlocker(self.layer):
            if self.layer.count() != count:
                self.layer.clear()
                self.layer.addItems([translate(Phrase(LAYER, number=k + 1)) for k in range(count)])
            self.layer.setCurrentIndex(min(layer, count - 1))
        for key, plot in self.plots.items():
            using = [row for row in rows if row.flow.configuration.activation.key == key]
            if using:
                plot.function = using[0].flow.configuration.activation
            marked = current < len(rows) and rows[current] in using
            plot.set_densities(using, layer, marked)
        self._name()

    def typeset(self, wait: bool = False) -> None:
        """Typeset the formulas; `wait` for them before a picture is written."""
        for key, label in self._formulas.items():
            label.set_tex(Line(self.plots[key].function.formula, theme.colors.muted, 0.78), wait=wait)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.typeset()

    def _name(self) -> None:
        for key, label in self._names.items():
            plot = self.plots[key]
            color = theme.colors.accent if plot.marked else theme.colors.text
            label.setText(f"<b style='color:{color}'>{translate(plot.function.label)}</b>")

    def _dress(self) -> None:
        forward, backward = theme.series(ACTIVATIONS).name(), theme.series(GRADIENTS).name()
        self.legend.setText(
            f"<span style='color:{forward}'>━━</span> h(z) &nbsp;&nbsp; <span style='color:{backward}'>╍╍</span> h′(z)"
        )
        with QSignalBlocker(self.layer):
            for k in range(self.layer.count()):
                self.layer.setItemText(k, translate(Phrase(LAYER, number=k + 1)))
        self._name()
        if self.isVisible():
            self.typeset()


def _pieces(x: np.ndarray, values: np.ndarray) -> list[slice]:
    """Return the stretches without a jump, so that the slope of ReLU is drawn as the step it is."""
    with np.errstate(all="ignore"):
        jumps = np.flatnonzero(np.abs(np.diff(values)) > 20 * np.diff(x) + 1e-12) + 1
    ends = [0, *jumps.tolist(), len(values)]
    return [slice(a, b) for a, b in itertools.pairwise(ends) if b > a]
