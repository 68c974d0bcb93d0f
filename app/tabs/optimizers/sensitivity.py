"""The sensitivity map: forty thousand settings at once, coloured by how soon or how far down each comes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.theme import FONT_FAMILY, GAP, POINT_SIZE, put_icon, theme
from core.config.words import Phrase, mark
from core.descent.study import AXES, MEASURES
from core.descent.sweep import SweepAxis, SweepImage

_DIVERGED = (0.45, 0.47, 0.5)


class _Axis(pg.AxisItem):
    """An axis with plain numbers, also in decades."""

    def logTickStrings(self, values: Any, scale: float, spacing: float | None) -> list[str]:
        # of 1, 2, … 9 only 1, 2 and 5 have room for a name
        numbers = [10.0 ** float(value) for value in values]
        mantissas = [round(number / 10.0 ** math.floor(math.log10(number) + 1e-9)) for number in numbers]
        pairs = zip(numbers, mantissas, strict=True)
        return [f"{number:.3g}" if mantissa in (1, 2, 5) else "" for number, mantissa in pairs]


class SensitivityMap(QWidget):
    """A picture over two settings; a click chooses one.

    Attributes
    ----------
    asked : Signal
        Other axes or another measure are wanted.
    picked : Signal(int, int)
        Column and row of the setting that was clicked, or chosen with the arrow keys and Enter.
    stop_clicked : Signal
        The map is to end where it is.
    """

    asked = Signal()
    stop_clicked = Signal()
    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._image: SweepImage | None = None
        self._cursor: tuple[int, int] | None = None
        self.axes, self.measure = QComboBox(), QComboBox()
        for combo in (self.axes, self.measure):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        say(self.axes, mark("app", "Axes of the map"), "setAccessibleName")
        say(self.measure, mark("app", "What the colours mean"), "setAccessibleName")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(12 * GAP)
        self.stop = QToolButton()
        put_icon(self.stop, "stop")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.stop, mark("app", "End the map where it is (Esc)"), setter)
        self.text = QLabel()
        self.text.setObjectName("muted")
        self.text.setWordWrap(True)
        self.plot = pg.PlotWidget(axisItems={name: _Axis(name) for name in ("left", "bottom")})
        self.plot.setFrameShape(QFrame.Shape.NoFrame)
        item = self.plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setCursor(Qt.CursorShape.CrossCursor)
        self.picture = pg.ImageItem(axisOrder="row-major")
        self.plot.addItem(self.picture)
        self.here, self.cursor_mark = pg.ScatterPlotItem(pxMode=True), pg.ScatterPlotItem(pxMode=True)
        for marks in (self.here, self.cursor_mark):
            self.plot.addItem(marks, ignoreBounds=True)
        self.colors = pg.colormap.get("viridis")
        self.scale = _ColorScale(self.colors)
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickFont=QFont(FONT_FAMILY, POINT_SIZE - 1), tickTextOffset=4)
        item.getAxis("left").setWidth(64)
        header = QHBoxLayout()
        header.setSpacing(GAP)
        header.addWidget(self.axes)
        header.addWidget(self.measure)
        header.addStretch(1)
        header.addWidget(self.bar)
        header.addWidget(self.stop)
        middle = QHBoxLayout()
        middle.addWidget(self.plot, 1)
        middle.addWidget(self.scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(header)
        layout.addLayout(middle, 1)
        layout.addWidget(self.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fill()
        self.axes.activated.connect(lambda: self.asked.emit())
        self.measure.activated.connect(lambda: self._show())
        self.stop.clicked.connect(self.stop_clicked)
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self.plot.scene().sigMouseMoved.connect(self._on_move)
        language.changed.connect(self._fill)
        theme.changed.connect(self._show)
        self._show()

    def show_image(self, image: SweepImage | None) -> None:
        """Show what there is of the map so far, with a mark at the setting it was asked for."""
        self._image = image
        self._show()

    def show_like(self, other: SensitivityMap) -> None:
        """Show what another map shows, for a picture that is written to a file."""
        for mine, its in ((self.axes, other.axes), (self.measure, other.measure)):
            mine.setCurrentIndex(its.currentIndex())
        self.show_image(other.image)

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
        self._dress()
        image = self._image
        if image is None:
            self.picture.clear()
            self.here.setData([])
            self.cursor_mark.setData([])
            self.bar.setVisible(False)
            self.stop.setVisible(False)
            return
        values = self._values(image)
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        if self.measure.currentData() == "value":
            high = min(high, low + 24)
        high = max(high, low + 1e-9)
        share = (np.clip(values, low, high) - low) / (high - low)
        colors = self.colors.map(1 - np.nan_to_num(share, nan=0.0), mode="byte")[..., :3]
        colors[~np.isfinite(values)] = [round(255 * part) for part in _DIVERGED]
        self.picture.setImage(colors, levels=None, autoLevels=False)
        x, y = _places(image.x), _places(image.y)
        self.picture.setRect(_rect(x, y))
        item = self.plot.getPlotItem()
        for name, log, label in (("bottom", image.x.log, image.x.label), ("left", image.y.log, image.y.label)):
            axis = item.getAxis(name)
            axis.setLogMode(log)
            axis.setLabel(translate(label), **{"font-size": f"{POINT_SIZE}pt", "color": theme.colors.muted})
        rect = _rect(x, y)
        self.plot.setRange(rect, padding=0)
        self.scale.set_range(low, high, self.measure.currentData() == "value")
        self.bar.setRange(0, image.steps)
        self.bar.setValue(image.done)
        for widget in (self.bar, self.stop):
            widget.setVisible(image.done < image.steps)
        pen = pg.mkPen(theme.colors.card, width=2)
        mark = {"symbol": "o", "size": 13, "pen": pen, "brush": pg.mkBrush(theme.colors.error)}
        self.here.setData([{"pos": _here(image), **mark}])

    def _move_cursor(self, columns: int, rows: int) -> None:
        """Move the cursor of the keys, from the present setting on, and say what is known of the place."""
        image = self._image
        if image is None:
            return
        x, y = _places(image.x), _places(image.y)
        if self._cursor is None:
            across, up = _here(image)
            self._cursor = int(np.abs(x - across).argmin()), int(np.abs(y - up).argmin())
        column = min(max(self._cursor[0] + columns, 0), len(x) - 1)
        row = min(max(self._cursor[1] + rows, 0), len(y) - 1)
        self._cursor = column, row
        pen = pg.mkPen(theme.colors.card, width=2)
        self.cursor_mark.setData(
            [{"pos": (x[column], y[row]), "symbol": "s", "size": 13, "pen": pen, "brush": pg.mkBrush(None)}]
        )
        self.text.setText(self.reading(column, row))

    def _cell(self, place: QPointF) -> tuple[int, int] | None:
        """Return column and row under a place of the scene."""
        if self._image is None or not self.plot.getPlotItem().vb.sceneBoundingRect().contains(place):
            return None
        at = self.plot.getPlotItem().vb.mapSceneToView(place)
        x, y = _places(self._image.x), _places(self._image.y)
        return int(np.abs(x - at.x()).argmin()), int(np.abs(y - at.y()).argmin())

    def _on_click(self, event: Any) -> None:
        cell = self._cell(event.scenePos())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            event.accept()
            self.picked.emit(*cell)

    def _on_move(self, place: QPointF) -> None:
        cell = self._cell(place)
        if cell is None or self._image is None:
            self._say_hint()
            return
        self.text.setText(self.reading(*cell))

    def reading(self, column: int, row: int) -> str:
        """Return in words what is known of one setting."""
        image = self._image
        assert image is not None
        steps = float(image.steps_to_converge[row, column])
        final = float(image.final[row, column])
        arrived = (
            Phrase(mark("app", "stays at the minimum from step {steps} on"), steps=f"{steps:.0f}")
            if np.isfinite(steps)
            else mark("app", "does not stay there")
        )
        return translate(
            Phrase(
                mark("app", "{x_label} {x}, {y_label} {y}: {arrived}, f = {final} at the end"),
                x_label=image.x.label,
                x=f"{image.x.values[column]:.3g}",
                y_label=image.y.label,
                y=f"{image.y.values[row]:.3g}",
                arrived=arrived,
                final=f"{final:.3g}" if np.isfinite(final) else "∞",
            )
        )

    def _say_hint(self) -> None:
        self.text.setText(
            translate(
                mark(
                    "app",
                    "Click a place, or go there with the arrow keys and press Enter, to try its setting. "
                    "Grey: does not stay at the minimum.",
                )
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
        self._say_hint()
        self._show()

    def _dress(self) -> None:
        self.plot.setBackground(theme.colors.card)
        for name in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(name)
            axis.setPen(theme.colors.border)
            axis.setTextPen(theme.colors.muted)
        self.scale.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stride = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        ways = {
            Qt.Key.Key_Left: (-stride, 0),
            Qt.Key.Key_Right: (stride, 0),
            Qt.Key.Key_Down: (0, -stride),
            Qt.Key.Key_Up: (0, stride),
        }
        if event.key() in ways:
            self._move_cursor(*ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self.picked.emit(*self._cursor)
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


def _rect(x: np.ndarray, y: np.ndarray) -> QRectF:
    dx, dy = (x[-1] - x[0]) / max(len(x) - 1, 1), (y[-1] - y[0]) / max(len(y) - 1, 1)
    return QRectF(x[0] - dx / 2, y[0] - dy / 2, x[-1] - x[0] + dx, y[-1] - y[0] + dy)


class _ColorScale(QWidget):
    """What the colours stand for: best at the top."""

    def __init__(self, colors: pg.ColorMap) -> None:
        super().__init__()
        self._colors = colors
        self._low, self._high, self._log = 0.0, 1.0, False
        self.setFixedWidth(9 * GAP)

    def set_range(self, low: float, high: float, log: bool) -> None:
        """Show a range of numbers, or of their logarithms."""
        self._low, self._high, self._log = low, high, log
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top, bottom = 2 * GAP, self.height() - 6 * GAP
        gradient = QLinearGradient(0, top, 0, bottom)
        for share in np.linspace(0, 1, 16):
            red, green, blue = self._colors.map(1 - share, mode="byte")[:3]
            gradient.setColorAt(float(share), QColor(int(red), int(green), int(blue)))
        painter.fillRect(QRectF(GAP, top, 12, bottom - top), gradient)
        painter.setPen(QColor(theme.colors.muted))
        for share in (0.0, 0.5, 1.0):
            value = self._low + (self._high - self._low) * share
            text = f"{10.0**value:.1g}" if self._log else f"{value:.0f}"
            y = top + (bottom - top) * share
            painter.drawText(QRectF(GAP + 16, y - 10, 60, 20), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
