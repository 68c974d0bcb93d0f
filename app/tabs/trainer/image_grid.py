"""Images of the test set with what a network takes them for, as many as have room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, RIGHT, Painted, write
from app.tabs.trainer.before import inked
from app.theme import px, theme
from core.config.figures import count, share
from core.config.words import Phrase, mark
from core.data.datasets import Examples
from core.training.preview import as_images
from core.training.recording import Moment

HEAD, CAPTION, SIDE = 26, 22, 60
"""Pixels over the images, under each, and of a side of each, at the normal text size."""
APART, APART_SURE = 10, 30
"""Pixels between two images, and between two under which it is written how sure the network is."""

_CAPTION = mark("app", "{true} → {answered}")
_MORE = mark("app", "and {count} more")


class ImageGrid(Painted):
    """A heading, and below it images in rows.

    Parameters
    ----------
    rows : int
        Rows at most; 0 for as many as have room.
    sure : bool
        Whether it is written how sure the network is.
    """

    def __init__(self, rows: int = 0, sure: bool = False) -> None:
        super().__init__()
        self._is_sure = sure
        self.chosen = np.zeros(0, np.intp)
        self._rows = rows
        self._heading: Any = ""
        self._tone = "text"
        self._examples: Examples | None = None
        self._moment: Moment | None = None
        self._column = 0
        self._images: dict[tuple[int, str], QImage] = {}
        language.changed.connect(self._name)

    def show_images(
        self,
        heading: Any,
        examples: Examples | None,
        moment: Moment | None,
        column: int,
        chosen: Sequence[int] | np.ndarray,
        tone: str = "text",
    ) -> None:
        """Show images under a heading.

        Parameters
        ----------
        heading : text or Phrase
            What they have in common.
        examples, moment, column
            Whose images they are, and what a run takes them for.
        chosen : sequence of int
            Which ones, the most telling first.
        tone : str
            Name of the colour of the heading.
        """
        if examples is not self._examples:
            self._images.clear()
        self._heading, self._tone, self._examples, self._moment, self._column = heading, tone, examples, moment, column
        self.chosen = np.asarray(chosen, np.intp)
        self._name()
        self.update()

    def _name(self) -> None:
        said = ", ".join(self._caption(number) for number in self.chosen[:10].tolist())
        self.setAccessibleName(f"{translate(self._heading)}: {said}" if said else translate(self._heading))

    def _caption(self, number: int) -> str:
        if self._examples is None or self._moment is None:
            return ""
        answered, true = int(self._moment.answers[self._column, number]), int(self._examples.labels[number])
        text = str(true) if answered == true else translate(Phrase(_CAPTION, true=true, answered=answered))
        return f"{text}  {share(float(self._moment.confidence[self._column, number]))}" if self._is_sure else text

    @property
    def _apart(self) -> int:
        return APART_SURE if self._is_sure else APART

    def _image(self, number: int) -> QImage | None:
        """Return an image, its strokes in the colour of text; None where examples are no images."""
        examples = self._examples
        if examples is None:
            return None
        key = number, theme.colors.text
        if key not in self._images:
            (row,) = (examples.images[number : number + 1] / examples.white,)
            pictures = as_images(row, examples.shape)
            if not len(pictures):
                return None
            self._images[key] = inked(pictures[0], QColor(theme.colors.text))
        return self._images[key]

    def fits(self) -> tuple[int, int]:
        """Return columns and rows of images that have room."""
        columns = int(self.width() // px(SIDE + self._apart))
        rows = int((self.height() - px(HEAD) + px(APART)) // px(SIDE + CAPTION + APART))
        return max(1, columns), max(1, min(rows, self._rows) if self._rows else rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        columns, rows = self.fits()
        head = QRectF(0, 0, self.width(), px(HEAD))
        write(painter, head, translate(self._heading), getattr(theme.colors, self._tone), self.bold(), LEFT)
        shown = self.chosen[: columns * rows].tolist()
        for place, number in enumerate(shown):
            row, column = divmod(place, columns)
            left = px(self._apart) / 2 + column * px(SIDE + self._apart)
            top = px(HEAD) + row * px(SIDE + CAPTION + APART)
            image = self._image(number)
            if image is not None:
                painter.drawImage(QRectF(left, top, px(SIDE), px(SIDE)), image)
            below = QRectF(left - px(self._apart) / 2, top + px(SIDE), px(SIDE + self._apart), px(CAPTION))
            write(painter, below, self._caption(number), theme.colors.text, self.small(), CENTER)
        left_out = len(self.chosen) - len(shown)
        if left_out > 0:
            text = translate(Phrase(_MORE, count=count(left_out)))
            write(painter, head, text, theme.colors.muted, theme.font(), RIGHT)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(px(4 * (SIDE + APART)), px(HEAD + max(1, self._rows) * (SIDE + CAPTION + APART)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(SIDE), px(HEAD + SIDE + CAPTION))
