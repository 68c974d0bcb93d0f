"""The sensitivity map: forty thousand settings at once, coloured by how soon or how far down each comes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.plots.image import ColorScale, ImagePlot, colored, viridis
from app.plots.ticks import decades, plain
from app.theme import fit, put_icon, theme
from app.widgets.editors import Combo
from core.config.figures import setting
from core.config.words import Phrase, mark
from core.descent.sweep import FINE, SweepAxis, SweepImage
from core.descent.view import AXES, MEASURES, DescentView

COLORS = viridis()[::-1]
"""From the best, which is bright, to the worst."""
MOST_DECADES = 24
"""What is worse than the best by more than so many powers of ten has the colour of the worst."""
_HINT = mark(
    "app",
    "Click a place, or go there with the arrow keys and press Enter, to try its setting. "
    "Grey: does not stay at the minimum.",
)
_MEASURED_HINT = mark(
    "app",
    "Click a place, or go there with the arrow keys and press Enter, to try its setting. "
    "Grey: does not stay near or below the least f measured on {places}×{places} places in view.",
)


class SensitivityMap(QWidget):
    """A picture over two settings; a click chooses one.

    Attributes
    ----------
    axes_chosen, measure_chosen : Signal(str)
        Other axes are wanted, or another meaning of the colours.
    cursor_moved : Signal(int, int)
        Column and row to which the arrow keys go.
    picked : Signal(int, int)
        Column and row of the setting that was clicked, or chosen with the arrow keys and Enter.
    stop : QToolButton
        Ends the map where it is; to be bound to a command.
    """

    axes_chosen = Signal(str)
    measure_chosen = Signal(str)
    cursor_moved = Signal(int, int)
    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._image: SweepImage | None = None
        self._view = DescentView()
        self._pointed: tuple[int, int] | None = None
        self.axes, self.measure = Combo(), Combo()
        say(self.axes, mark("app", "Axes of the map"), "setAccessibleName")
        say(self.measure, mark("app", "What the colours mean"), "setAccessibleName")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        fit(self.bar.setFixedWidth, lambda m: m.px(96))
        self.stop = QToolButton()
        put_icon(self.stop, "stop")
        self.text = QLabel()
        self.text.setObjectName("muted")
        self.text.setWordWrap(True)
        self.plot = ImagePlot()
        say(self.plot, mark("app", "What every pair of settings comes to"), "setAccessibleName")
        self.plot.setCursor(Qt.CursorShape.CrossCursor)
        self.here, self.cursor_mark = pg.ScatterPlotItem(pxMode=True), pg.ScatterPlotItem(pxMode=True)
        for marks in (self.here, self.cursor_mark):
            self.plot.add(marks)
        self.scale = ColorScale(COLORS)
        header = QHBoxLayout()
        fit(header.setSpacing, lambda m: m.gap)
        header.addWidget(self.axes)
        header.addWidget(self.measure)
        header.addStretch(1)
        header.addWidget(self.bar)
        header.addWidget(self.stop)
        middle = QHBoxLayout()
        fit(middle.setSpacing, lambda m: m.tight)
        middle.addWidget(self.plot, 1)
        middle.addWidget(self.scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.tight)
        layout.addLayout(header)
        layout.addLayout(middle, 1)
        layout.addWidget(self.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fill()
        self.axes.activated.connect(lambda: self.axes_chosen.emit(self.axes.currentData()))
        self.measure.activated.connect(lambda: self.measure_chosen.emit(self.measure.currentData()))
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self.plot.scene().sigMouseMoved.connect(self._on_move)
        language.changed.connect(self._fill)
        theme.changed.connect(self._show)
        self._show()

    def show_image(self, image: SweepImage | None) -> None:
        """Show what there is of the map so far, with a mark at the setting it was asked for."""
        self._image = image
        self._show()

    def show_view(self, view: DescentView) -> None:
        """Show axes, measure and cursor as a view has them."""
        before, self._view = self._view, view
        for combo, key in ((self.axes, view.map_axes), (self.measure, view.map_measure)):
            combo.setCurrentIndex(combo.findData(key))
        if view.map_measure != before.map_measure:
            self._show()
        elif view.map_cursor != before.map_cursor:
            self._show_cursor()

    @property
    def image(self) -> SweepImage | None:
        """What is shown."""
        return self._image

    def _values(self, image: SweepImage) -> np.ndarray:
        """Return what is coloured, NaN where a path never arrives or has left for good."""
        if self.measure.currentData() == "steps":
            return image.steps_to_converge
        with np.errstate(all="ignore"):
            above = image.final - image.minimum
            return np.where(np.isfinite(above), np.log10(np.maximum(above, 1e-16)), np.nan)

    def _show(self) -> None:
        image = self._image
        if image is None:
            self.plot.show_pixels(None)
            self.here.setData([])
            self._show_cursor()
            self.bar.setVisible(False)
            self.stop.setVisible(False)
            return
        values = self._values(image)
        by_value = self.measure.currentData() == "value"
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        if by_value:
            high = min(high, low + MOST_DECADES)
        high = max(high, low + 1e-9)
        self.plot.show_pixels(colored((values - low) / (high - low), COLORS), *map(_ends, (image.x, image.y)))
        for axis, swept in ((self.plot.bottom, image.x), (self.plot.left, image.y)):
            axis.set_ticks(decades if swept.log else plain)
        self.plot.set_names(_name(image.x), _name(image.y))
        name = "f − f*" if by_value else mark("app", "steps")
        self.scale.set_scale(low, high, decades if by_value else plain, name, first_on_top=True)
        self.bar.setRange(0, image.steps)
        self.bar.setValue(image.done)
        for widget in (self.bar, self.stop):
            widget.setVisible(image.done < image.steps)
        self.here.setData(
            [{"pos": _here(image), "symbol": "o", "brush": pg.mkBrush(theme.colors.error), **self._rim()}]
        )
        self._show_cursor()

    def _rim(self) -> dict[str, Any]:
        """Return how the marks stand out from the picture."""
        return {"size": theme.metrics.px(13), "pen": pg.mkPen(theme.colors.card, width=2 * self.plot.pen_scale())}

    def _show_cursor(self) -> None:
        """Mark the place that the keys have gone to, and say what is known of it."""
        marks = []
        if self._image is not None and self._has_cursor():
            column, row = self._view.map_cursor
            place = float(_places(self._image.x)[column]), float(_places(self._image.y)[row])
            marks = [{"pos": place, "symbol": "s", "brush": pg.mkBrush(None), **self._rim()}]
        self.cursor_mark.setData(marks)
        self._say()

    def _has_cursor(self) -> bool:
        return bool(self._view.map_cursor) and self._has(*self._view.map_cursor)

    def _has(self, column: int, row: int) -> bool:
        return self._image is not None and column < len(self._image.x.values) and row < len(self._image.y.values)

    def move_cursor(self, columns: int, rows: int) -> None:
        """Ask for the cursor of the keys to go on from where it is, at first from the present setting."""
        image = self._image
        if image is None:
            return
        x, y = _places(image.x), _places(image.y)
        if self._view.map_cursor:
            column, row = self._view.map_cursor
        else:
            across, up = _here(image)
            column, row = int(np.abs(x - across).argmin()), int(np.abs(y - up).argmin())
        column, row = min(max(column + columns, 0), len(x) - 1), min(max(row + rows, 0), len(y) - 1)
        self.cursor_moved.emit(column, row)

    def _cell(self, place: QPointF) -> tuple[int, int] | None:
        """Return column and row under a pixel of the plot."""
        return self.plot.cell_at(*self.plot.from_pixels(place))

    def _on_click(self, event: Any) -> None:
        cell = self._cell(event.scenePos())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            event.accept()
            self.picked.emit(*cell)

    def _on_move(self, place: QPointF) -> None:
        self._pointed = self._cell(place)
        self._say()

    def _say(self) -> None:
        """Say what is known of the place under the mouse, or of that of the keys, or what can be done."""
        if self._pointed is not None and self._has(*self._pointed):
            self.text.setText(self.reading(*self._pointed))
        elif self._has_cursor():
            self.text.setText(self.reading(*self._view.map_cursor))
        else:
            measured = self._image is not None and not self._image.known
            self.text.setText(translate(Phrase(_MEASURED_HINT, places=FINE) if measured else _HINT))

    def reading(self, column: int, row: int) -> str:
        """Return in words what is known of one setting."""
        image = self._image
        assert image is not None
        steps = float(image.steps_to_converge[row, column])
        final = float(image.final[row, column])
        arrived = (
            Phrase(
                mark("app", "stays at the minimum from step {steps} on")
                if image.known
                else mark("app", "stays near or below the least f measured in view from step {steps} on"),
                steps=int(steps),
            )
            if np.isfinite(steps)
            else mark("app", "does not stay there")
        )
        return translate(
            Phrase(
                mark("app", "{x_label} {x}, {y_label} {y}: {arrived}, f = {final} at the end")
                if np.isfinite(final)
                else mark("app", "{x_label} {x}, {y_label} {y}: {arrived}, no finite f at the end"),
                x_label=image.x.label,
                x=setting(image.x.values[column]),
                y_label=image.y.label,
                y=setting(image.y.values[row]),
                arrived=arrived,
                final=final,
            )
        )

    def _fill(self) -> None:
        for combo, options in ((self.axes, AXES), (self.measure, MEASURES)):
            chosen = combo.currentData()
            with QSignalBlocker(combo):
                combo.clear()
                for key, label in options.items():
                    combo.addItem(translate(label), key)
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stride = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        ways = {
            Qt.Key.Key_Left: (-stride, 0),
            Qt.Key.Key_Right: (stride, 0),
            Qt.Key.Key_Down: (0, -stride),
            Qt.Key.Key_Up: (0, stride),
        }
        if event.key() in ways:
            self.move_cursor(*ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._has_cursor():
            self.picked.emit(*self._view.map_cursor)
        else:
            super().keyPressEvent(event)


def _here(image: SweepImage) -> list[float]:
    """Return where on the map the setting is that it was asked for."""
    place = []
    for number, axis in enumerate((image.x, image.y)):
        value = float(getattr(image.optimizer, axis.name, image.start[number]))
        place.append(float(np.log10(max(value, 1e-300))) if axis.log else value)
    return place


def _places(axis: SweepAxis) -> np.ndarray:
    return np.log10(axis.values) if axis.log else axis.values


def _name(axis: SweepAxis) -> Any:
    """Return an axis's name with the symbol of the formulas."""
    has_symbol = axis.symbol and axis.symbol != axis.label
    return Phrase("{name} {symbol}", name=axis.label, symbol=axis.symbol) if has_symbol else axis.label


def _ends(axis: SweepAxis) -> tuple[float, float]:
    """Return the ends of the picture on an axis: half a cell beyond the first and the last setting."""
    places = _places(axis)
    half = (places[-1] - places[0]) / max(len(places) - 1, 1) / 2
    return float(places[0] - half), float(places[-1] + half)
