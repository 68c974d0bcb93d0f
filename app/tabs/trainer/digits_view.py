"""What a network answers: which class it takes for which, and the images of which it is surest although it is wrong."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, Painted, faint, write
from app.tabs.trainer.before import inked
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, px, theme
from core.config.figures import count, share
from core.config.words import Phrase, mark
from core.training.answers import confusion, worst
from core.training.preview import as_images
from core.training.recording import Moment
from core.training.results import Result

MOST_CLASSES = 20
"""Classes for which a matrix has cells that can be read."""
MOST_IMAGES = 24

_TRUE = mark("app", "is")
_ANSWERED = mark("app", "taken for")
_NOTHING = mark("app", "Press Run: what the network takes each test image for appears here.")
_SUREST = mark("app", "Wrong, and surest of it")


class DigitsView(TrainingPanel):
    """Confusion matrix and wrong images of the selected run, at the moment looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix = ConfusionMatrix()
        self.wrong = WrongImages()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row.setSpacing, lambda m: 2 * m.gap)
        row.addWidget(self.matrix, 3)
        row.addWidget(self.wrong, 2)

    def show_training(self, shown: Shown) -> None:
        result = shown.selected
        moment = shown.moment(result) if result is not None else None
        self.matrix.show_answers(result, moment)
        self.wrong.show_answers(result, moment)


class ConfusionMatrix(Painted):
    """Which class is taken for which."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: np.ndarray | None = None
        self._place = 0
        language.changed.connect(self._name)

    def show_answers(self, result: Result | None, moment: Moment | None) -> None:
        """Show what a run answers at a moment; None says that nothing is known."""
        self.counts = None
        if result is not None and moment is not None and result.snapshot.tested is not None:
            self._place = result.place
            answers, labels = moment.answers[result.column], result.snapshot.tested.labels
            self.counts = confusion(labels, answers, result.snapshot.classes)
        self._name()
        self.update()

    def _name(self) -> None:
        said = translate(mark("app", "Confusion matrix"))
        if self.counts is not None:
            right = Phrase(mark("app", "{share} right"), share=share(np.trace(self.counts) / max(1, self.counts.sum())))
            said += f": {translate(right)}"
        self.setAccessibleName(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.counts is None or len(self.counts) > MOST_CLASSES:
            write(painter, QRectF(self.rect()), translate(_NOTHING), theme.colors.muted, theme.font(), CENTER)
            painter.end()
            return
        classes = len(self.counts)
        head = px(26)
        side = min((self.width() - 2 * head) / classes, (self.height() - 2 * head) / classes)
        left, top = 2 * head, 2 * head
        color = theme.series(self._place)
        rows = self.counts.sum(axis=1, keepdims=True)
        shares = self.counts / np.maximum(rows, 1)
        write(
            painter, QRectF(left, 0, side * classes, head), translate(_ANSWERED), theme.colors.muted, theme.font(), LEFT
        )
        write(painter, QRectF(0, head, left, head), translate(_TRUE), theme.colors.muted, theme.font(), LEFT)
        for k in range(classes):
            across = QRectF(left + k * side, head, side, head)
            down = QRectF(head, top + k * side, head, side)
            for place in (across, down):
                write(painter, place, str(k), theme.colors.text, theme.font(bold=True), CENTER)
        for (row, column), counted in np.ndenumerate(self.counts):
            cell = QRectF(left + column * side, top + row * side, side, side).adjusted(1, 1, -1, -1)
            tint = QColor(color if row == column else QColor(theme.colors.error))
            part = shares[row, column]
            tint.setAlphaF(min(1.0, part if row == column else 0.08 + 6 * part) if counted else 0.0)
            painter.fillRect(cell, tint)
            painter.setPen(faint())
            painter.drawRect(cell)
            if counted:
                write(painter, cell, count(int(counted)), theme.colors.text, self.small(), CENTER)
        painter.end()


class WrongImages(Painted):
    """The images of which a network is surest although it is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.captions: list[str] = []

    def show_answers(self, result: Result | None, moment: Moment | None) -> None:
        """Show what a run gets wrong at a moment; None says that nothing is known."""
        self.images, self.captions = [], []
        tested = result.snapshot.tested if result is not None else None
        if result is not None and moment is not None and tested is not None:
            chosen = worst(tested, moment, result.column, MOST_IMAGES)
            pictures = as_images(tested.images[chosen] / tested.white, tested.shape)
            self.images = [inked(picture, QColor(theme.colors.text)) for picture in pictures]
            answers, sure = moment.answers[result.column, chosen], moment.confidence[result.column, chosen]
            labels = tested.labels[chosen]
            self.captions = [f"{t} → {a}  {share(float(c))}" for t, a, c in zip(labels, answers, sure, strict=True)]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.images:
            head = px(26)
            write(painter, QRectF(0, 0, self.width(), head), translate(_SUREST), theme.colors.text, self.bold(), LEFT)
            columns = max(1, int(self.width() // px(88)))
            side = self.width() / columns
            for number, (image, caption) in enumerate(zip(self.images, self.captions, strict=True)):
                row, column = divmod(number, columns)
                top = head + row * (side + px(4))
                if top + side > self.height():
                    break
                cell = QRectF(column * side, top, side, side)
                picture = QRectF(0, 0, side - px(24), side - px(24))
                picture.moveCenter(cell.center())
                picture.moveTop(cell.top())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(picture, image)
                below = QRectF(cell.left(), picture.bottom(), side, px(22))
                write(painter, below, caption, theme.colors.text, self.small(), Qt.AlignmentFlag.AlignCenter)
        painter.end()
