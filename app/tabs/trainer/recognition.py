"""What networks make of a drawing: bars of probability, the layers as they light up, and training images like it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, Painted, advance, draw_mark, faint, write
from app.tabs.trainer.before import inked
from app.theme import px, theme
from core.config.figures import number, share
from core.config.words import Phrase, mark
from core.training.preview import as_images
from core.training.recognizing import Recognition

ROW, LABEL, LAYERS, IMAGES = 30, 28, 74, 104
"""Pixels of a bar with its gap, of a class at its left, of a row of layers, and of the images below, at most."""
LEAST_MARK = 0.01
"""Probability from which on a network beside the first has a mark: below, all would lie on one another."""

_ANSWER = mark("app", "{name}: {answered}, {share}")
_LAYERS = mark("app", "What lights up, layer by layer: {name}")
_LIKE = mark("app", "The nearest training images, and their distance")
_SEEN = mark("app", "What they see")
_NOTHING = mark("app", "Train first: what the networks take your digit for appears here.")
_DRAW = mark("app", "Draw a digit at the left: the networks answer while you draw.")


class RecognitionPicture(Painted):
    """Everything that is known of a drawing.  Call `show_recognition` when it is another."""

    def __init__(self) -> None:
        super().__init__()
        self.known: Recognition | None = None
        self._shape: tuple[int, ...] = ()
        self._can = False
        language.changed.connect(self._name)

    def show_recognition(self, known: Recognition | None, shape: tuple[int, ...], can: bool) -> None:
        """Show what networks make of a drawing, whose images have a shape; None says that there is nothing drawn.

        `can` tells whether there are networks to ask.
        """
        self.known, self._shape, self._can = known, shape, can
        self._name()
        self.update()

    def answers(self) -> list[Phrase]:
        """Return what each network takes the drawing for."""
        if self.known is None:
            return []
        return [
            Phrase(_ANSWER, name=subject.name, answered=int(row.argmax()), share=share(float(row.max())))
            for subject, row in zip(self.known.subjects, self.known.probabilities, strict=True)
        ]

    def _name(self) -> None:
        said = "; ".join(translate(answer) for answer in self.answers())
        self.setAccessibleName(said or translate(_DRAW if self._can else _NOTHING))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = self.known
        if known is None or not len(known.subjects):
            painter.setFont(theme.font())
            painter.setPen(QColor(theme.colors.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, translate(_DRAW if self._can else _NOTHING))
            painter.end()
            return
        foot = min(px(IMAGES), 0.24 * self.height())
        layers = min(px(LAYERS), 0.2 * self.height()) if known.layers else 0.0
        bars = QRectF(0, 0, self.width(), self.height() - foot - layers)
        self._draw_bars(painter, bars, known)
        if known.layers:
            self._draw_layers(painter, QRectF(0, bars.bottom(), self.width(), layers), known)
        self._draw_nearest(painter, QRectF(0, self.height() - foot, self.width(), foot), known)
        painter.end()

    def _draw_bars(self, painter: QPainter, place: QRectF, known: Recognition) -> None:
        """Draw a bar a class for the first network; the others have marks in the same rows."""
        head = px(26)
        said = [translate(answer) for answer in self.answers()]
        line = QRectF(place.left(), place.top(), place.width(), head)
        write(painter, line, said[0], self._color(0), self.bold(), LEFT)
        taken = advance(self.bold(), said[0]) + px(24)
        for row in range(1, len(said)):  # the other networks beside it, as far as there is room
            wide = advance(self.small(), said[row]) + theme.metrics.mark + px(4)
            if taken + wide > place.width():
                break
            at = QPointF(place.left() + taken + theme.metrics.mark / 2, line.center().y())
            draw_mark(painter, at, known.subjects[row].place)
            text = line.adjusted(taken + theme.metrics.mark + px(4), 0, 0, 0)
            write(painter, text, said[row], theme.colors.text, self.small(), LEFT)
            taken += wide + px(16)
        classes = known.probabilities.shape[1]
        high = min(px(ROW), (place.height() - head - px(6)) / classes)
        wide = place.width() - px(LABEL) - px(72)
        best = int(known.probabilities[0].argmax())
        for k in range(classes):
            top = place.top() + head + k * high
            label = QRectF(place.left(), top, px(LABEL), high)
            write(painter, label, str(k), theme.colors.text, theme.font(bold=k == best), CENTER)
            bar = QRectF(place.left() + px(LABEL), top + 0.12 * high, wide, 0.76 * high)
            painter.fillRect(bar, faint())
            part = float(known.probabilities[0, k])
            color = self._color(0)
            color.setAlphaF(1.0 if k == best else 0.55)
            if math.isfinite(part):
                painter.fillRect(QRectF(bar.left(), bar.top(), wide * part, bar.height()), color)
            for row in range(1, len(known.subjects)):
                other = float(known.probabilities[row, k])
                if math.isfinite(other) and other >= LEAST_MARK:
                    at = bar.topLeft()
                    at.setX(bar.left() + wide * other)
                    at.setY(bar.center().y())
                    draw_mark(painter, at, known.subjects[row].place)
            text = QRectF(bar.right() + px(12), top, px(60), high)
            write(painter, text, share(part), theme.colors.text, theme.font(bold=k == best), LEFT)

    def _color(self, row: int) -> QColor:
        return theme.series(self.known.subjects[row].place) if self.known else QColor(theme.colors.text)

    def _draw_layers(self, painter: QPainter, place: QRectF, known: Recognition) -> None:
        """Draw a tile a node, the stronger its output the darker, each layer on its own scale."""
        head = px(24)
        text = translate(Phrase(_LAYERS, name=known.subjects[0].name))
        write(
            painter, QRectF(place.left(), place.top(), place.width(), head), text, theme.colors.text, self.small(), LEFT
        )
        wide = place.width() / len(known.layers)
        for layer, values in enumerate(known.layers):
            room = QRectF(place.left() + layer * wide, place.top() + head, wide - px(10), place.height() - head - px(6))
            columns = max(1, math.ceil(math.sqrt(len(values) * room.width() / max(1.0, room.height()))))
            rows = math.ceil(len(values) / columns)
            side = min(room.width() / columns, room.height() / rows)
            most = float(np.nanmax(np.abs(values))) if len(values) else 0.0
            for node, value in enumerate(values.tolist()):
                row, column = divmod(node, columns)
                tile = QRectF(room.left() + column * side, room.top() + row * side, side, side).adjusted(
                    0.5, 0.5, -0.5, -0.5
                )
                color = self._color(0) if value >= 0 else QColor(theme.colors.accent)
                color.setAlphaF(0.06 + 0.94 * min(1.0, abs(value) / most) if most and math.isfinite(value) else 0.06)
                painter.fillRect(tile, color)

    def _draw_nearest(self, painter: QPainter, place: QRectF, known: Recognition) -> None:
        head, caption = px(24), px(20)
        side = place.height() - head - caption
        seen = as_images(known.image[None], self._shape)
        wide = max(side, advance(self.small(), translate(_SEEN)))
        first = QRectF(place.left(), place.top(), wide, head)
        write(painter, first, translate(_SEEN), theme.colors.text, self.small(), LEFT)
        if len(seen):
            frame = QRectF(place.left(), place.top() + head, side, side)
            painter.drawImage(frame, inked(seen[0], QColor(theme.colors.text)))
            painter.setPen(faint())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)
        place = place.adjusted(wide + px(32), 0, 0, 0)
        line = QRectF(place.left(), place.top(), place.width(), head)
        write(painter, line, translate(_LIKE), theme.colors.text, self.small(), LEFT)
        if known.nearest is None or known.distances is None:
            return
        images = as_images(known.nearest.images / known.nearest.white, self._shape)
        for k, image in enumerate(images):
            left = place.left() + k * (side + px(34))
            if left + side > place.right():
                break
            painter.drawImage(QRectF(left, place.top() + head, side, side), inked(image, QColor(theme.colors.text)))
            text = f"{int(known.nearest.labels[k])}   {number(float(known.distances[k]))}"
            below = QRectF(left - px(14), place.top() + head + side, side + px(28), caption)
            write(painter, below, text, theme.colors.text, self.small(), CENTER)

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(220), px(220))
