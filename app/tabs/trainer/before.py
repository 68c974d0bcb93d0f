"""What is seen before a training: the first images that every run sees, and the network that is trained with them.

Layers are columns of circles, each with its number of nodes; of many nodes the first and the last are drawn.  Circles
without filling have been dropped, and a bar before or after a column is its batch normalization.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPaintEvent, QPen, QPixmap

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, Painted, advance, faint, write
from app.theme import px, theme
from core.config.figures import count
from core.config.naming import names_of_parts
from core.config.words import Phrase, mark
from core.rules.schedules import Constant
from core.training.preview import Preview
from core.training.study import Experiment, RunConfiguration

LABEL = 20, 22
"""Width of a label beside its image, and height of one below."""
IMAGES_SHARE = 0.34
"""Part of the width for the images."""
MOST_NODES = 9
"""Circles of a column; of more nodes the middle ones are left out."""
LINES = 0.22
"""How far the lines of a network stand out from the card."""
LEFT_OUT = {"hidden", "loss"}
"""Settings of a run that are not written above its network."""

_IMAGES = mark("app", "The first images that every run sees")
_NO_IMAGES = mark("app", "These examples are no images but {count} numbers each, so none are shown here.")
_PRESS = mark("app", "Press Run: the curves appear here, live.")


class BeforePicture(Painted):
    """Images and network.  Call `show_study` and `show_preview` when they change."""

    def __init__(self) -> None:
        super().__init__()
        self._study = Experiment()
        self._preview: Preview | None = None
        self._digits: list[QImage] = []
        self._look: Any = None
        self._kept: QPixmap | None = None
        self._kept_look: tuple[Any, ...] = ()
        self.top = 0.0
        """Room at the top that something else needs, at the normal text size."""
        self.asked = False
        """Whether what to do is said elsewhere, with the question of a scene."""
        language.changed.connect(self._name)
        self._name()

    def show_study(self, study: Experiment) -> None:
        """Show the network of the selected run."""
        if study != self._study:
            self._study = study
            self._name()
            self.update()

    def show_preview(self, preview: Preview | None) -> None:
        """Show these images; None shows none as long as they are being read."""
        self._preview, self._look = preview, None
        self._name()
        self.update()

    def layers(self) -> list[int | None]:
        """Return the nodes of every layer, None where the data have to be known."""
        known = self._preview
        ends = (known.inputs, known.classes) if known else (None, None)
        return [ends[0], *self._study.selected.hidden, ends[1]]

    def _name(self) -> None:
        layers = "-".join("…" if nodes is None else str(nodes) for nodes in self.layers())
        said = [f"{translate(mark('app', 'Network'))} {layers}"]
        if self._preview is not None and len(self._preview.images):
            said.append(f"{translate(_IMAGES)}: {', '.join(map(str, self._preview.labels.tolist()))}")
        self.setAccessibleName(". ".join(said))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if painter.paintEngine().type() is QPaintEngine.Type.Raster:
            self._show_kept(painter)
        else:
            self._draw(painter)
        painter.end()

    def _show_kept(self, painter: QPainter) -> None:
        """Show the picture as it was painted last, as long as nothing in it is another."""
        ratio = painter.device().devicePixelRatioF()
        where = self.size(), ratio, self.top, self.asked
        look = *where, theme.colors, theme.metrics, language.code, self._study, self._preview
        if self._kept is None or self._kept_look != look:
            self._kept_look, self._kept = look, QPixmap(self.size() * ratio)
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._kept)
            self._draw(inner)
            inner.end()
        painter.drawPixmap(0, 0, self._kept)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = px(16)
        whole = QRectF(self.rect()).adjusted(px(8), px(4), -px(8), -px(4))
        if not self.asked:
            foot = QRectF(whole.left(), whole.bottom() - px(24), whole.width(), px(24))
            write(painter, foot, translate(_PRESS), theme.colors.muted, theme.font(), LEFT)
            whole.setBottom(foot.top() - px(8))
        network = QRectF(whole)
        if self._preview is not None and not len(self._preview.images):
            network.setTop(self._say_that_there_are_none(painter, whole))
        else:
            width = IMAGES_SHARE * whole.width()
            self._draw_images(painter, QRectF(whole.left(), whole.top(), width, whole.height()))
            network.setLeft(whole.left() + width + 2 * gap)
            network.setTop(whole.top() + px(self.top))
        self._draw_network(painter, network)

    def _say_that_there_are_none(self, painter: QPainter, whole: QRectF) -> float:
        """Say why there are no images; return where the text ends."""
        assert self._preview is not None
        text = translate(Phrase(_NO_IMAGES, count=self._preview.inputs))
        place = whole.adjusted(0, px(self.top), 0, 0)
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.colors.muted))
        wrap = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        taken = painter.boundingRect(place, wrap, text)
        painter.drawText(place, wrap, text)
        return taken.bottom() + px(8)

    def _draw_images(self, painter: QPainter, place: QRectF) -> None:
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(theme.colors.text))
        wrap = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        taken = painter.boundingRect(place, wrap, translate(_IMAGES))
        painter.drawText(place, wrap, translate(_IMAGES))
        place = QRectF(place)
        place.setTop(taken.bottom() + px(8))
        if self._preview is None:
            return
        images, labels = self._images(), self._preview.labels.tolist()
        apart = px(8)
        fits = [
            (*_fitting(place.width(), place.height(), len(images), label, apart), label)
            for label in ((0, px(LABEL[1])), (px(LABEL[0]), 0))
        ]
        columns, side, (beside, below) = max(fits, key=lambda fit: fit[1])
        for number, (image, label) in enumerate(zip(images, labels, strict=True)):
            row, column = divmod(number, columns)
            x, y = place.left() + column * (side + beside + apart), place.top() + row * (side + below + apart)
            frame = QRectF(x, y, side, side)
            ratio = image.width() / image.height()
            shown = QRectF(0, 0, side * min(1.0, ratio), side * min(1.0, 1 / ratio))
            shown.moveCenter(frame.center())
            painter.drawImage(shown, image)
            painter.setPen(faint())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)
            named = QRectF(x, y + side, side, below) if below else QRectF(x + side, y, beside, side)
            write(painter, named, str(label), theme.colors.text, theme.font(bold=True), CENTER)

    def _images(self) -> list[QImage]:
        """Return the images, their strokes in the colour of text."""
        if self._look != theme.colors.text and self._preview is not None:
            self._look = theme.colors.text
            self._digits = [inked(image, QColor(theme.colors.text)) for image in self._preview.images]
        return self._digits

    def _draw_network(self, painter: QPainter, place: QRectF) -> None:
        run, color = self._study.selected, theme.series(self._study.view.selected)
        painter.setFont(theme.font(bold=True))
        painter.setPen(color)
        wrap = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        text = " · ".join(translate(part) for part in parts_of(run))
        taken = painter.boundingRect(place, wrap, text)
        painter.drawText(place, wrap, text)
        layers = self.layers()
        sizes = QRectF(place.left(), place.bottom() - px(22), place.width(), px(22))
        top, bottom = taken.bottom() + px(16), sizes.top() - px(8)
        step = place.width() / len(layers)
        centers = [place.left() + (k + 0.5) * step for k in range(len(layers))]
        columns = [_column(nodes, x, top, bottom) for nodes, x in zip(layers, centers, strict=True)]
        radius = max(2.0, min(px(11), 0.3 * step, 0.36 * (bottom - top) / MOST_NODES))
        # opaque, as hundreds of transparent lines take ten times as long
        line = _between(QColor(theme.colors.card), QColor(theme.colors.muted), LINES)
        painter.setPen(QPen(line, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for left, right in pairwise(columns):
            painter.drawLines([QLineF(a, b) for a in left for b in right])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, points in enumerate(columns):
            hidden = 0 < number < len(columns) - 1
            self._draw_column(painter, points, radius, layers[number], color if hidden else QColor(theme.colors.muted))
            if hidden and run.dropout is not None:
                _drop(painter, points, radius, run.dropout.ratio, number)
            if hidden and run.batch_norm is not None:
                side = -1 if run.batch_norm.place == "before" else 1
                x = points[0].x() + side * 1.9 * radius
                painter.setPen(QPen(color, max(2.0, 0.4 * radius)))
                painter.drawLine(QPointF(x, points[0].y() - radius), QPointF(x, points[-1].y() + radius))
        self._write_sizes(painter, sizes, centers, step)

    @staticmethod
    def _draw_column(painter: QPainter, points: list[QPointF], radius: float, nodes: int | None, color: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for point in points:
            painter.drawEllipse(point, radius, radius)
        if nodes is None or nodes > len(points):  # dots for those that are left out
            half = len(points) // 2
            above, below = points[half - 1], points[half]
            for part in (0.3, 0.5, 0.7):
                painter.drawEllipse(above + (below - above) * part, 0.18 * radius, 0.18 * radius)

    def _write_sizes(self, painter: QPainter, place: QRectF, centers: list[float], step: float) -> None:
        """Write how many nodes each layer has; where they would touch, only those of every second, and the last."""
        font, layers = theme.font(bold=True), self.layers()
        texts = ["…" if nodes is None else count(nodes) for nodes in layers]
        widest = max(advance(font, text) for text in texts)
        stride = max(1, math.ceil((widest + px(4)) / max(step, 1.0)))
        for number, (text, x) in enumerate(zip(texts, centers, strict=True)):
            last = number == len(texts) - 1
            if last or (number % stride == 0 and len(texts) - 1 - number >= stride):
                write(painter, QRectF(x - 60, place.top(), 120, place.height()), text, theme.colors.text, font, CENTER)


def parts_of(run: RunConfiguration) -> list[Any]:
    """Return what a network is made of and trained with: "ReLU", "He", "SGD η 0.01" ..."""
    left_out = LEFT_OUT | ({"schedule"} if isinstance(run.schedule, Constant) else set())
    parameters = {name: p for name, p in run.parameters().items() if name not in left_out}
    (parts,) = names_of_parts(parameters, [run])
    return parts


def _between(one: QColor, other: QColor, share: float) -> QColor:
    """Return the colour that lies that far on the way from one to the other."""
    ends = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return QColor(*(round(a + share * (b - a)) for a, b in ends))


def _fitting(width: float, height: float, images: int, label: tuple[float, float], apart: float) -> tuple[int, float]:
    """Return in how many columns images are largest, each with a label beside or below, and how large."""
    best = (1, 1.0)
    for columns in range(1, images + 1):
        rows = math.ceil(images / columns)
        across = (width - (columns - 1) * apart) / columns - label[0]
        side = min(across, (height - (rows - 1) * apart) / rows - label[1])
        if side > best[1]:
            best = columns, side
    return best


def _column(nodes: int | None, x: float, top: float, bottom: float) -> list[QPointF]:
    """Return where the circles of a layer are, evenly about the middle; of many, those in the middle are missing."""
    places = MOST_NODES if nodes is None else min(nodes, MOST_NODES)
    apart = (bottom - top) / MOST_NODES
    first = (top + bottom) / 2 - (places - 1) / 2 * apart
    points = [QPointF(x, first + k * apart) for k in range(places)]
    if nodes is None or nodes > MOST_NODES:
        del points[places // 2]
    return points


def _drop(painter: QPainter, points: list[QPointF], radius: float, ratio: float, layer: int) -> None:
    """Draw about as many circles as dropped as there are dropped nodes: others in every layer, at least one."""
    count = min(len(points), max(1, round(ratio * len(points)))) if ratio else 0
    chosen = np.random.default_rng(layer).permutation(len(points))[:count]
    painter.setPen(QPen(QColor(theme.colors.muted), max(1.0, 0.15 * radius), Qt.PenStyle.DotLine))
    painter.setBrush(QColor(theme.colors.card))
    for place in chosen:
        painter.drawEllipse(points[place], radius, radius)


def inked(image: np.ndarray, color: QColor) -> QImage:
    """Return an image whose bright pixels have a colour, and whose dark ones are clear."""
    pixels = np.empty((*image.shape, 4), np.uint8)
    pixels[..., :3] = color.red(), color.green(), color.blue()
    pixels[..., 3] = np.rint(255 * image)
    height, width = image.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
