"""The activation functions: each with its derivative, and behind it where on the curve a layer works."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.plots.curves import CurveItem
from app.plots.frame import Plot
from app.plots.paint import LEFT, RIGHT, note
from app.tabs.activations.histograms import StripRow
from app.tabs.activations.painting import ACTIVATIONS, GRADIENTS, LAYER, row_color
from app.theme import fit, theme
from app.widgets.editors import Combo
from app.widgets.formulas import FormulaLabel, Line
from core.config.figures import share
from core.config.words import Phrase, mark
from core.rules.activations import Activation, activations, curve
from core.signals.bars import Bars, plain_bars, usual_height

VIEW = (-5.0, 5.0)
COLUMNS = 3
DENSITY = 0.42
"""Part of a plot's height that densities take."""


class FunctionPlot(Plot):
    """One activation function, its derivative, and the pre-activations of layers that use it.

    Attributes
    ----------
    chosen : Signal(object)
        The function was clicked.
    """

    chosen = Signal(object)
    AXIS = 34

    def __init__(self, function: Activation) -> None:
        super().__init__()
        self.function = function
        self.densities: list[tuple[StripRow, Bars]] = []
        self._layer = 0
        self.marked = False
        self._zeros = [pg.InfiniteLine(angle=angle, movable=False) for angle in (0, 90)]
        self._slope, self._curve = CurveItem(connect="finite"), CurveItem(connect="finite")
        self._shapes: list[pg.PlotCurveItem] = []
        for item in (*self._zeros, self._slope, self._curve):
            self.add(item)
        fit(self.setMinimumSize, lambda m: (m.px(150), m.px(56)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        say(self, function.label, "setAccessibleName")
        self._dress()

    def set_densities(self, rows: Sequence[StripRow], layer: int, marked: bool) -> None:
        """Show where a layer of these rows works; `marked` frames the function as the chosen one's."""
        self.densities = []
        for row in rows:
            reading = row.flow.layers[min(layer, len(row.flow.layers) - 1)]
            self.densities.append((row, plain_bars(reading.pre)))
        self._layer, self.marked = layer, marked
        self._show_again()
        self.viewport().update()

    def span(self) -> tuple[float, float]:
        """Return the range of z that is shown."""
        lows = [bars.low for _, bars in self.densities if not bars.empty]
        highs = [bars.high for _, bars in self.densities if not bars.empty]
        return min([VIEW[0], *lows]), max([VIEW[1], *highs])

    def _show_again(self) -> None:
        low, high = self.span()
        with np.errstate(all="ignore"):
            drawn = curve(self.function, low, high)
        bottom = min(float(drawn.h.min()), 0.0)
        top = max(float(drawn.h.max()), float(drawn.slope.max()))
        margin = 0.08 * (top - bottom)
        bottom, top = bottom - margin, top + margin
        self.set_range((low, high), (bottom, top))
        for line in self._zeros:
            line.setPen(pg.mkPen(theme.colors.border))
        for item, values, place, style in (
            (self._slope, drawn.slope, GRADIENTS, Qt.PenStyle.DashLine),
            (self._curve, drawn.h, ACTIVATIONS, Qt.PenStyle.SolidLine),
        ):
            item.setPen(pg.mkPen(theme.series(place), width=2.2 * self.pen_scale(), style=style))
            item.setData(*_in_pieces(drawn.x, values))
        self._show_densities(bottom, DENSITY * (top - bottom))

    def _show_densities(self, bottom: float, full: float) -> None:
        """Stand the densities on the bottom of the plot; `full` is the height of the highest bar."""
        while len(self._shapes) < len(self.densities):
            shape = pg.PlotCurveItem([0, 1], [0], stepMode="center", fillOutline=True)
            shape.setZValue(-10)
            self._shapes.append(shape)
            self.add(shape)
        for shape in self._shapes[len(self.densities) :]:
            shape.setVisible(False)
        for shape, (row, bars) in zip(self._shapes, self.densities, strict=False):
            peak = usual_height(bars.fractions)
            shape.setVisible(peak > 0)
            if peak:
                edge, color = row_color(row.number), row_color(row.number)
                edge.setAlphaF(0.75)
                color.setAlphaF(0.28)
                heights = bottom + full * np.minimum(bars.fractions / peak, 1.0)
                shape.setData(bars.edges, heights, fillLevel=bottom, brush=color, pen=pg.mkPen(edge))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        self._draw_readings(painter, self.area())

    def _draw_readings(self, painter: QPainter, area: QRectF) -> None:
        """Say the mean slope where the layer works, and what lies beyond the ends."""
        m = theme.metrics
        small, height = theme.font(m.small_points), m.px(17)
        for number, (row, bars) in enumerate(self.densities):
            reading = row.flow.layers[min(self._layer, len(row.flow.layers) - 1)]
            color = row_color(row.number)
            text = translate(Phrase(mark("app", "mean h′ {slope}"), slope=reading.mean_slope))
            line = QRectF(area.left() + m.close, area.top() + number * height, area.width() - 2 * m.close, height)
            note(painter, line, text, color, small, LEFT)
            line.moveBottom(area.bottom() - number * height)
            for part, align, sign in ((bars.below, LEFT, "◂ {}"), (bars.above, RIGHT, "{} ▸")):
                if part >= 0.0005:
                    note(painter, line, sign.format(share(part)), color, small, align)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.function)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.function)

    def sizeHint(self) -> QSize:
        m = theme.metrics
        return QSize(m.px(220), m.px(150))


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
        self._current, self._number = 0, 0
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.layer = Combo()
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
        self._is_brief = False
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._go_on)
        self._grid = QGridLayout()
        fit(self._grid.setSpacing, lambda m: m.gap)
        self.plots: dict[str, FunctionPlot] = {}
        self._panels: dict[str, QWidget] = {}
        self._names: dict[str, QLabel] = {}
        self._formulas: dict[str, FormulaLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.tight)
        layout.addLayout(head)
        layout.addLayout(self._grid, 1)
        theme.changed.connect(self._dress)
        language.changed.connect(self._dress)
        self._dress()

    @property
    def is_whole(self) -> bool:
        """Whether all plots are there, as far as they are to be seen."""
        return not self._rows or len(self.plots) == len(list(activations.classes()))

    def make_ahead(self) -> bool:
        """Make one more plot; return whether all are there.  They take longer than the rest of the tab."""
        missing = [kind for kind in activations.classes() if kind.key not in self.plots]
        if missing:
            self._panel(missing[0]())
            self._place()
            if self._rows:
                self._show_rows(missing[0].key)
        return len(missing) <= 1

    def make_all(self) -> None:
        """Make the plots that are not there yet."""
        while not self.make_ahead():
            pass

    def _go_on(self) -> None:
        """Make one more plot, now that those that matter are to be seen."""
        if self.make_ahead():
            self._more.stop()
            self._name()
            if self.isVisible():
                self.typeset()

    def set_brief(self, brief: bool) -> None:
        """Show the functions alone that a network uses, as large as there is room for; or all of them again."""
        if brief is not self._is_brief:
            self._is_brief = brief
            self._place()

    def _used(self) -> set[str]:
        return {row.flow.configuration.activation.key for row in self._rows}

    def _place(self) -> None:
        """Put the plots that are to be seen into their places."""
        used = self._used() if self._is_brief else set()
        made = [kind.key for kind in activations.classes() if kind.key in self._panels]
        shown = [key for key in made if not used or key in used]
        columns = min(COLUMNS, len(shown))
        for key, panel in self._panels.items():
            if key in shown:
                self._grid.addWidget(panel, shown.index(key) // columns, shown.index(key) % columns)
            panel.setVisible(key in shown)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _panel(self, function: Activation) -> None:
        panel = self._panels[function.key] = QWidget(self)
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
        for kind in activations.classes():
            if kind.key in self._used() and kind.key not in self.plots:
                self._panel(kind())
        if not self.is_whole:
            self._place()
            self._more.start()
        count = max((len(row.flow.layers) for row in rows), default=0)
        with QSignalBlocker(self.layer):
            if self.layer.count() != count:
                self.layer.clear()
                self.layer.addItems([translate(Phrase(LAYER, number=k + 1)) for k in range(count)])
            self.layer.setCurrentIndex(min(layer, count - 1))
        self._number = layer
        for key in self.plots:
            self._show_rows(key)
        if self._is_brief:
            self._place()
        self._name()

    def _show_rows(self, key: str) -> None:
        """Show in the plot of a function where the rows that use it work."""
        plot = self.plots[key]
        using = [row for row in self._rows if row.flow.configuration.activation.key == key]
        plot.function = using[0].flow.configuration.activation if using else activations[key]()
        marked = self._current < len(self._rows) and self._rows[self._current] in using
        plot.set_densities(using, self._number, marked)

    def typeset(self, wait: bool = False) -> None:
        """Typeset the formulas; make all and `wait` for them before a picture is written."""
        if wait:
            self._more.stop()
            self.make_all()
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


def _in_pieces(x: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a curve with a gap at every jump, so that the slope of ReLU is drawn as the step it is."""
    with np.errstate(all="ignore"):
        jumps = np.flatnonzero(np.abs(np.diff(values)) > 20 * np.diff(x) + 1e-12) + 1
    return np.insert(x, jumps, x[jumps]), np.insert(values, jumps, np.nan)
