"""What the units of the first layer weigh, as images: one colour for what adds, another for what takes away."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent

from app.language import language, translate
from app.plots.paint import LEFT, Painted, write
from app.theme import px, theme
from core.config.figures import count, number
from core.config.words import Phrase, mark

HEAD, APART = 26, 4
"""Pixels over the images and between them, at the normal text size."""
LARGEST, LEAST = 96, 44
"""Sides of an image, at the normal text size."""
STRONGEST = 99.5
"""Percentile of |w| that has the full colour: a few larger ones shall not pale all others."""

_HEAD = mark("app", "What the units of layer 1 weigh: full colour at ±{most}")
_MORE = mark("app", "{shown} of {count} units")
_NOTHING = mark("app", "Press Run: the weights of the first layer appear here, as images.")
_NO_IMAGES = mark("app", "These examples are no images, so their weights are none.")


class WeightImages(Painted):
    """A grid of images, as many as have room; all on one scale."""

    def __init__(self) -> None:
        super().__init__()
        self.weights: np.ndarray | None = None
        self._shape: tuple[int, ...] = ()
        self._number = 0
        self._kept: tuple[object, list[QImage]] | None = None
        language.changed.connect(self._name)
        self._name()

    def show_weights(self, weights: np.ndarray | None, shape: tuple[int, ...], number_of_run: int) -> None:
        """Show the weights ``(pixels, units)`` of a layer whose inputs are images; None says that nothing is known."""
        if weights is not self.weights:
            self._kept = None
        self.weights, self._shape, self._number = weights, shape, number_of_run
        self._name()
        self.update()

    @property
    def most(self) -> float:
        """The weight that has the full colour."""
        if self.weights is None or not np.isfinite(self.weights).any():
            return 0.0
        return float(np.nanpercentile(np.abs(self.weights), STRONGEST))

    def _name(self) -> None:
        said = Phrase(_HEAD, most=number(self.most)) if self.weights is not None else _NOTHING
        self.setAccessibleName(translate(said))

    def fits(self) -> tuple[int, int, float]:
        """Return in how many columns and rows images have room, and how large they are: all of them where possible."""
        units = 0 if self.weights is None else self.weights.shape[1]
        width, height = self.width(), self.height() - px(HEAD)
        for side in range(px(LARGEST), px(LEAST) - 1, -2):
            columns, rows = int(width // (side + px(APART))), int(height // (side + px(APART)))
            if columns * rows >= units:
                return max(1, columns), max(1, rows), float(side)
        side = px(LEAST)
        return max(1, int(width // (side + px(APART)))), max(1, int(height // (side + px(APART)))), float(side)

    def images(self) -> list[QImage]:
        """Return an image a unit."""
        look = theme.colors.card, self._number
        if self._kept is None or self._kept[0] != look:
            self._kept = look, self._make()
        return self._kept[1]

    def _make(self) -> list[QImage]:
        weights, most = self.weights, self.most
        if weights is None or len(self._shape) != 2 or not most:
            return []
        part = np.clip(np.nan_to_num(weights.T.reshape(-1, *self._shape) / most), -1, 1)[..., None]
        ends = [np.array((c.red(), c.green(), c.blue())) for c in map(QColor, self._colors())]
        ground, adds, takes = ends
        mixed = ground + np.where(part >= 0, part * (adds - ground), -part * (takes - ground))
        pixels = np.concatenate([np.rint(mixed), np.full((*part.shape[:-1], 1), 255)], axis=-1).astype(np.uint8)
        height, width = self._shape
        form = QImage.Format.Format_RGBA8888
        return [QImage(unit.tobytes(), width, height, 4 * width, form).copy() for unit in pixels]

    @staticmethod
    def _colors() -> tuple[str, str, str]:
        """Return the colours of nothing, of what adds, and of what takes away."""
        return theme.colors.card, theme.series(0).name(), theme.series(1).name()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        images = self.images()
        if not images:
            text = _NOTHING if self.weights is None else _NO_IMAGES
            painter.setFont(theme.font())
            painter.setPen(QColor(theme.colors.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, translate(text))
            painter.end()
            return
        columns, rows, side = self.fits()
        shown = images[: columns * rows]
        said = translate(Phrase(_HEAD, most=number(self.most)))
        if len(shown) < len(images):
            said += " · " + translate(Phrase(_MORE, shown=count(len(shown)), count=count(len(images))))
        write(painter, QRectF(0, 0, self.width(), px(HEAD)), said, theme.colors.text, self.bold(), LEFT)
        for unit, image in enumerate(shown):
            row, column = divmod(unit, columns)
            place = QRectF(column * (side + px(APART)), px(HEAD) + row * (side + px(APART)), side, side)
            painter.drawImage(place, image)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(380))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(160))
