"""Both passes of one image through a network, drawn: what lights up on the way forward, and what comes back."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, Painted, faint, write
from app.tabs.trainer.before import inked
from app.theme import px, theme
from core.config.figures import number, share
from core.config.words import Phrase, mark
from core.training.explained import BACKWARD, FORWARD, LOSS, UPDATE, Explained
from core.training.preview import as_images

HEAD, FOOT = 26, 26
"""Pixels over and under the layers, at the normal text size."""
BARS = 1.3
"""Width of the column of probabilities, in columns."""

_LAYER = mark("app", "layer {number}")
_OUTPUT = mark("app", "output")
_IMAGE = mark("app", "image: a {label}")
_RMS = {FORWARD: "y: RMS {value}", BACKWARD: "∂L/∂z: RMS {value}"}
_SAID = mark("app", "step {step}, {stage}: the loss of {count} images is {loss}")


class PassesPicture(Painted):
    """Image, layers as tiles, and probabilities as bars; the stage decides what is lit.

    Attributes
    ----------
    layer_chosen : Signal(int)
        A person wants a weight of this layer, from 0.
    """

    layer_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.known: Explained | None = None
        self._stage, self._number = FORWARD, 0
        self._places: list[QRectF] = []
        language.changed.connect(self._name)

    def show_step(self, known: Explained | None, stage: str, number_of_run: int) -> None:
        """Show a step at a stage; None says that it is being computed."""
        self.known, self._stage, self._number = known, stage, number_of_run
        self._name()
        self.update()

    def _name(self) -> None:
        if self.known is None:
            self.setAccessibleName("…")
            return
        known = self.known
        said = Phrase(_SAID, step=known.step, stage=self._stage, count=known.count, loss=known.loss)
        self.setAccessibleName(translate(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = self.known
        if known is None:
            write(painter, QRectF(self.rect()), "…", theme.colors.muted, theme.font(), CENTER)
            painter.end()
            return
        columns = len(known.layers) + BARS  # the image, the hidden layers, and wider the output
        wide = self.width() / columns
        body = QRectF(0, px(HEAD), wide, self.height() - px(HEAD) - px(FOOT))
        self._draw_image(painter, body.adjusted(0, 0, -px(16), 0), known)
        self._places = []
        for layer in range(len(known.layers) - 1):
            place = body.translated((layer + 1) * wide, 0).adjusted(px(8), 0, -px(8), 0)
            self._places.append(place)
            self._draw_layer(painter, place, known, layer)
        last = QRectF(len(known.layers) * wide + px(8), body.top(), BARS * wide - px(16), body.height())
        self._places.append(last)
        self._draw_output(painter, last, known)
        self._draw_direction(painter)
        painter.end()

    def _head(self, painter: QPainter, place: QRectF, text: str, layer: int) -> None:
        chosen = self.known is not None and layer == self.known.weight.layer
        color = theme.series(self._number) if chosen else QColor(theme.colors.text)
        line = QRectF(place.left(), 0, place.width(), px(HEAD))
        write(painter, line, text, color, theme.font(bold=chosen), CENTER)

    def _draw_image(self, painter: QPainter, place: QRectF, known: Explained) -> None:
        line = QRectF(place.left(), 0, place.width(), px(HEAD))
        write(painter, line, translate(Phrase(_IMAGE, label=known.label)), theme.colors.text, theme.font(), LEFT)
        pictures = as_images(known.image[None], known.shape)
        if len(pictures):
            side = min(place.width(), place.height())
            where = QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side)
            painter.drawImage(where, inked(pictures[0], QColor(theme.colors.text)))
            painter.setPen(faint())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(where)

    def _draw_layer(self, painter: QPainter, place: QRectF, known: Explained, layer: int) -> None:
        """Draw a tile a node: its output on the way forward, what comes back to it later, its change at the end."""
        self._head(painter, place, translate(Phrase(_LAYER, number=layer + 1)), layer)
        backward = self._stage in (BACKWARD, UPDATE)
        values = known.layers[layer].dz if backward else known.layers[layer].y
        _draw_tiles(painter, place, values, theme.series(self._number), known.weight.j if self._marks(layer) else -1)
        rms = math.sqrt(float(np.mean(np.square(values))))
        said = Phrase(_RMS[BACKWARD if backward else FORWARD], value=number(rms))
        foot = QRectF(place.left() - px(8), place.bottom(), place.width() + 2 * px(8), px(FOOT))
        write(painter, foot, translate(said), theme.colors.muted, self.small(), CENTER)

    def _marks(self, layer: int) -> bool:
        return self.known is not None and layer == self.known.weight.layer

    def _draw_output(self, painter: QPainter, place: QRectF, known: Explained) -> None:
        last = known.layers[-1]
        self._head(painter, place, translate(_OUTPUT), len(known.layers) - 1)
        classes = len(last.y)
        high = place.height() / classes
        backward = self._stage in (BACKWARD, UPDATE)
        most = float(np.abs(last.dz).max()) or 1.0
        wide = place.width() - px(24) - px(52)
        for k in range(classes):
            top = place.top() + k * high
            is_label = k == known.label
            line = QRectF(place.left(), top, px(22), high)
            write(painter, line, str(k), theme.colors.text, theme.font(bold=is_label), CENTER)
            bar = QRectF(place.left() + px(24), top + 0.15 * high, wide, 0.7 * high)
            painter.fillRect(bar, faint())
            if backward:
                part = float(last.dz[k]) / most
                color = theme.series(self._number) if part >= 0 else QColor(theme.colors.accent)
                middle = bar.center().x()
                painter.fillRect(QRectF(middle, bar.top(), part * wide / 2, bar.height()).normalized(), color)
                text = number(float(last.dz[k]), 2)
            else:
                part = float(last.y[k])
                color = theme.series(self._number)
                color.setAlphaF(1.0 if is_label or self._stage != LOSS else 0.3)
                painter.fillRect(QRectF(bar.left(), bar.top(), part * wide, bar.height()), color)
                text = share(part)
            if is_label:
                painter.setPen(QPen(QColor(theme.colors.text), px(1.5)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(bar)
            end = QRectF(bar.right() + px(4), top, px(50), high)
            write(painter, end, text, theme.colors.text, self.small(), LEFT)

    def _draw_direction(self, painter: QPainter) -> None:
        """Draw an arrow along the lower edge: which way the numbers go."""
        if self._stage not in (FORWARD, BACKWARD):
            return
        y, left, right = self.height() - px(4), px(8), self.width() - px(8)
        tip, tail = (right, left) if self._stage == FORWARD else (left, right)
        back = -px(10) if self._stage == FORWARD else px(10)
        painter.setPen(QPen(QColor(theme.colors.accent), px(2)))
        painter.drawLine(QPointF(tail, y), QPointF(tip + back, y))
        painter.setBrush(QColor(theme.colors.accent))
        points = [QPointF(tip, y), QPointF(tip + back, y - px(4)), QPointF(tip + back, y + px(4))]
        painter.drawPolygon(QPolygonF(points))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for layer, place in enumerate(self._places):
            if place.contains(event.position()):
                self.layer_chosen.emit(layer)

    def sizeHint(self) -> QSize:
        return QSize(px(700), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(150))


def _draw_tiles(painter: QPainter, place: QRectF, values: np.ndarray, color: QColor, marked: int) -> None:
    """Draw a tile a value, in rows; the larger its size the stronger, negative ones in the accent."""
    columns = max(1, math.ceil(math.sqrt(len(values) * place.width() / max(1.0, place.height()))))
    rows = math.ceil(len(values) / columns)
    side = min(place.width() / columns, place.height() / rows)
    left = place.left() + (place.width() - columns * side) / 2
    top = place.top() + (place.height() - rows * side) / 2
    most = float(np.nanmax(np.abs(values))) if len(values) else 0.0
    for node, value in enumerate(values.tolist()):
        row, column = divmod(node, columns)
        tile = QRectF(left + column * side, top + row * side, max(1.0, side - 1), max(1.0, side - 1))
        tint = QColor(color if value >= 0 else theme.colors.accent)
        tint.setAlphaF(0.06 + 0.94 * min(1.0, abs(value) / most) if most and math.isfinite(value) else 0.06)
        painter.fillRect(tile, tint)
        if node == marked:
            painter.setPen(QPen(QColor(theme.colors.text), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(tile)
