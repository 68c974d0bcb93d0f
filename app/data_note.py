"""What was found in a file of the user's, said under the field that names it, with an image of every class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from app.language import say
from app.latest_job import LatestJob
from app.plots.paint import CENTER, Painted, faint, write
from app.theme import fit, px, theme
from app.widgets.forms import Form
from core.config.words import LabError, Phrase, mark
from core.data.datasets import MNIST, Examples, Source
from core.jobs import Report
from core.training.preview import as_images

LOOK_EVERY = 50
MOST_SAMPLES = 10
SIDE, LABEL = 28, 18
"""Size of an image at most, and height of the label below it."""


@dataclass(frozen=True, eq=False)
class Found:
    """What data are.

    Attributes
    ----------
    described : Phrase
        In words.
    images : ndarray (samples, height, width)
        The first of every class, of many classes of some, from 0 to 1; none where examples are no images.
    labels : list of int
        Their classes.
    """

    described: Phrase
    images: np.ndarray
    labels: list[int]


def samples_of(examples: Examples) -> Examples:
    """Return the first example of every class; of more than `MOST_SAMPLES` classes, of as many from end to end."""
    classes, first = np.unique(examples.labels, return_index=True)
    some = np.linspace(0, len(classes) - 1, min(len(classes), MOST_SAMPLES)).round().astype(int)
    return examples.take(first[some])


class SampleRow(Painted):
    """Images in a row, the class of each below it."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self.labels: list[int] = []
        fit(self.setFixedHeight, lambda m: m.px(SIDE + LABEL))
        self.show_samples(None)

    def show_samples(self, found: Found | None) -> None:
        """Show the samples that were found, if any."""
        images = found.images if found else np.empty((0, 0, 0))
        self.labels = found.labels if found and len(images) else []
        self._images = [_gray(image) for image in images]
        labels = ", ".join(map(str, self.labels))
        say(self, Phrase(mark("app", "one image of each class: {labels}"), labels=labels), "setAccessibleName")
        self.setVisible(bool(self._images))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        step = min((self.width() + px(4)) / MOST_SAMPLES, px(SIDE + 4))
        side = step - px(4)
        for place, (image, label) in enumerate(zip(self._images, self.labels, strict=True)):
            frame = QRectF(place * step, 0, side, side)
            ratio = image.width() / image.height()
            shown = QRectF(0, 0, side * min(1.0, ratio), side * min(1.0, 1 / ratio))
            shown.moveCenter(frame.center())
            painter.drawImage(shown, image)
            painter.setPen(faint())
            painter.drawRect(frame)
            below = QRectF(place * step, side, side, px(LABEL))
            write(painter, below, str(label), theme.colors.text, theme.font(), CENTER)
        painter.end()


def _gray(image: np.ndarray) -> QImage:
    """Return an image from 0, black, to 1, white."""
    levels = np.ascontiguousarray((255 * image).round().astype(np.uint8))
    height, width = levels.shape
    return QImage(levels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


class Description:
    """A task that reads data and says what they are.

    Parameters
    ----------
    source : Source
        Where they come from.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: Found | None = None

    def run(self) -> Iterator[Report]:
        """Read them."""
        dataset = self._source.load()
        samples = samples_of(dataset.train)
        images = as_images(samples.images / samples.white, samples.shape)
        self._found = Found(dataset.describe(), images, samples.labels.tolist())
        yield Report()

    def snapshot(self) -> Found | None:
        """Return what was found."""
        return self._found


class DataNote(QObject):
    """Reads the user's files in the background and shows what was found, or what is wrong, in the settings' form."""

    def __init__(self, parent: QObject, form: Form) -> None:
        super().__init__(parent)
        self._form = form
        self.samples = SampleRow()
        self.samples.setParent(form)  # until it has its place: a widget without a parent is a window
        form.when_made(lambda: form.fields["data"].put_under(self.samples))
        self._job = LatestJob(self, "job-describe", LOOK_EVERY)
        self._job.updated.connect(self._on_described)
        self._job.failed.connect(self._on_failed)

    def describe(self, source: Source) -> None:
        """Describe another source; the bundled data and files without a name need no words."""
        self._show(None)
        if isinstance(source, MNIST) or not getattr(source, next(iter(source.parameters()))):
            self._job.cancel()
        else:
            self._job.request(partial(Description, source), at_once=True)

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        return self._job.close(timeout)

    def _on_described(self, found: Found | None, _done: bool) -> None:
        self._show(found)

    def _show(self, found: Found | None) -> None:
        self._form.show_note("data", found.described if found else "")
        self.samples.show_samples(found)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, LabError):
            self._form.show_fault(error.inside("data"))
