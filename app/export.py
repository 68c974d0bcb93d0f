"""Write what a tab shows to files: picture (PNG, SVG), table (CSV), and final numbers with settings (JSON).

Every tab describes what there is to write as an `Exhibit`; the writing is the same for all.
"""

from __future__ import annotations

import csv
import io
import platform
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import PySide6
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from app.cover import Axes, Cover
from app.plots.sketch import Points, Sketch
from app.theme import theme
from app.widgets.cards import SceneHead
from core import __version__
from core.config.words import LabError, mark
from core.drafts import Drafts, json_text
from core.scenes import Scene, is_scene

SIZE = QSize(1280, 800)
"""At the normal text size; with other text the picture is laid out in proportion and comes out as large."""
ROWS_AT_ONCE = 500
"""Rows of a table that are written before a window goes on; they take some milliseconds."""
SCALE = 2
"""Pixels of the PNG per unit of `SIZE`."""
ENDINGS = ("png", "svg", "csv", "results.json")
"""Of the files that are written; the last is a record of the results, which is not called as a saved scene is."""
FAST = 85
"""Qt's "quality" of a PNG: the higher, the less time is spent on making it small; no pixel differs."""


class Picture(QWidget):
    """Base of the pictures of the tabs: what can be put on paper as well as on screen.

    Attributes
    ----------
    head : SceneHead
        What is said over all of it.
    desk : sequence of QWidget
        Parts that are of use at the desk only, not from the last row.
    results : sequence of QWidget
        Parts that tell what comes out.
    cover : Cover or None
        What stands in their place while that is covered.
    """

    head: SceneHead
    desk: Sequence[QWidget] = ()
    results: Sequence[QWidget] = ()
    cover: Cover | None = None

    def __init__(self) -> None:
        super().__init__()
        self._is_presented, self._is_covered = False, False

    def spoken(self) -> str:
        """Return what is said of all that is seen (see `app.plots.charts`)."""
        return self.head.spoken()

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what is of use at the desk only; or show it again."""
        self._is_presented = presenting
        self._show_parts()

    def set_covered(self, covered: bool) -> None:
        """Let nothing of what comes out be seen, or show it."""
        self._is_covered = covered
        if self.cover is not None:
            self.cover.show_axes(self.axes() if covered else None)
            self.cover.frame.setVisible(covered)
        self._show_parts()

    def _show_parts(self) -> None:
        for part in {*self.desk, *self.results}:
            part.setVisible(not self._is_covered and not (self._is_presented and part in self.desk))

    def axes(self) -> Axes | None:
        """Return the axes on which a class can draw what it expects; None where nothing can be drawn."""
        return None

    def sketches(self) -> list[Sketch]:
        """Return the sketches of what a class expects: that on which it is drawn, and those over what comes out."""
        return [] if self.cover is None else [self.cover.sketch]

    def show_drawing(self, points: Points, is_open: bool) -> None:
        """Show what a class expects, over the empty axes and over what came out; let the mouse draw on the axes."""
        for place, sketch in enumerate(self.sketches()):
            sketch.show_points(points)
            sketch.set_open(is_open and place == 0)

    @property
    def can_be_drawn(self) -> bool:
        """Whether what comes out can be drawn before."""
        return bool(self.sketches()) and (self.cover is None or self.axes() is not None)

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit."""
        raise NotImplementedError


@dataclass(frozen=True)
class Exhibit:
    """What there is to write of a scene.

    Attributes
    ----------
    scene : Scene
        What was run.
    picture : callable
        Returns a new picture of it, never shown before.
    table : callable
        Returns the rows of the table, the heading first.
    record : callable
        Returns ``runs``, a list of ``{name, configuration, final}``, and whatever else repeats it, for JSON.
    summary : callable
        Returns lines for the terminal.
    """

    scene: Scene
    picture: Callable[[], Picture]
    table: Callable[[], Iterable[Sequence[Any]]]
    record: Callable[[], dict[str, Any]]
    summary: Callable[[], list[str]]

    def files(self, folder: Path) -> list[Path]:
        """Return the names of the files that are written."""
        return [Path(folder) / f"{self.scene.id}.{ending}" for ending in ENDINGS]


def write_exhibit(folder: Path, exhibit: Exhibit) -> list[Path]:
    """Write ``ID.png``, ``ID.svg``, ``ID.csv`` and ``ID.results.json`` into `folder` and return their paths.

    Raises
    ------
    LabError
        When the folder or a file cannot be written, or a saved scene stands where the record would.
    """
    for _ in write_in_steps(folder, exhibit):
        pass
    return exhibit.files(folder)


def write_in_steps(folder: Path, exhibit: Exhibit) -> Generator[None, None, None]:
    """Do what `write_exhibit` does, a part at a time, so that a window can go on in between.

    Older files are replaced when all four are written, so that they stay together and none is ever half there.
    """
    png, svg, csv_file, json_file = exhibit.files(folder)
    if is_scene(json_file):
        raise LabError(mark("app", "cannot write {file}: a scene has been saved there"), file=json_file)
    picture = None
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with Drafts() as drafts:
            with drafts.opened(csv_file) as file:
                yield from _write_table(file, exhibit.table())
            with drafts.opened(json_file) as file:
                file.write(_record(exhibit))
            yield
            picture = _laid_out(exhibit.picture())
            yield
            image = _image(picture)
            yield
            with drafts.opened(png) as file:
                file.write(_png(image))
            yield
            with drafts.opened(svg) as file:
                file.write(_svg(picture))
            drafts.replace()
    except OSError as error:
        raise LabError(
            mark("app", "cannot write {file}: {problem}"),
            file=error.filename or folder,
            problem=error.strerror or str(error),
        ) from None
    finally:
        if picture is not None:
            picture.deleteLater()


def _laid_out(picture: Picture) -> Picture:
    """Lay a picture out as on screen, without showing it."""
    picture.setObjectName("page")
    picture.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    picture.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    picture.resize(SIZE * theme.metrics.scale)
    gap = theme.metrics.gap
    picture.layout().setContentsMargins(gap, gap, gap, gap)  # type: ignore[union-attr]
    picture.show()
    for _ in range(3):  # a legend that takes another row moves what is around it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return picture


def _image(picture: Picture) -> QImage:
    scale = SCALE / theme.metrics.scale
    image = QImage(picture.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(picture.palette().window().color())
    picture.set_pen_scale(scale)
    picture.render(image)
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", FAST):  # type: ignore[call-overload]
        raise LabError(mark("app", "the picture could not be drawn"))
    return bytes(buffer.data().data())


def _svg(picture: Picture) -> bytes:
    """Return the picture as SVG; in memory, as Qt does not tell of a file that it could not write to its end."""
    picture.set_pen_scale(1)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size() * (1 / theme.metrics.scale))
    generator.setViewBox(QRect(0, 0, picture.width(), picture.height()))
    generator.setResolution(picture.logicalDpiX())  # without it the axes come out misplaced
    generator.setTitle("DNN Lab")
    painter = QPainter()
    if not painter.begin(generator):
        raise LabError(mark("app", "the picture could not be drawn"))
    try:
        picture.render(painter, QPoint())
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _write_table(file: BinaryIO, rows: Iterable[Sequence[Any]]) -> Iterator[None]:
    """Write a CSV in UTF-8 with its mark in front, some rows at a time: without it, Excel takes another encoding."""
    text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    try:
        for number, row in enumerate(rows, 1):
            writer.writerow(row)
            if number % ROWS_AT_ONCE == 0:
                yield
    finally:
        text.detach()


def _record(exhibit: Exhibit) -> bytes:
    versions = {
        "dnnlab": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pyside6": PySide6.__version__,
    }
    scene = exhibit.scene
    record = {
        "scene": scene.id,
        "title": scene.title,
        "seed": scene.study.seed,
        "versions": versions,
        **exhibit.record(),
    }
    return json_text(record)
