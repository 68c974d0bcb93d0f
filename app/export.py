"""Write a finished training to files: picture (PNG, SVG), curves (CSV), and final numbers with settings (JSON)."""

from __future__ import annotations

import csv
import json
import platform
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import PySide6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.notes import note_of
from app.picture import Result, TrainingPicture
from core import __version__
from core.naming import text_of
from core.scenes import Scene
from core.words import QT_TRANSLATE_NOOP, LabError

SIZE = QSize(1280, 800)
SCALE = 2
"""Pixels of the PNG per unit of `SIZE`."""
FAST = 85
"""Qt's "quality" of a PNG: the higher, the less time is spent on making it small; no pixel differs."""


def files_of(folder: Path, scene: Scene) -> list[Path]:
    """Return the names of the files that are written."""
    return [Path(folder) / f"{scene.id}.{ending}" for ending in ("png", "svg", "csv", "json")]


def write_results(folder: Path, scene: Scene, results: Sequence[Result], log: bool) -> list[Path]:
    """Write ``ID.png``, ``ID.svg``, ``ID.csv`` and ``ID.json`` into `folder` and return their paths.

    Raises
    ------
    LabError
        When the folder or a file cannot be written.
    """
    for _ in write_in_steps(folder, scene, results, log):
        pass
    return files_of(folder, scene)


def write_in_steps(folder: Path, scene: Scene, results: Sequence[Result], log: bool) -> Generator[None, None, None]:
    """Do what `write_results` does, a part at a time, so that a window can go on in between."""
    png, svg, csv_file, json_file = files_of(folder, scene)
    picture = None
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        write_csv(csv_file, results)
        write_json(json_file, scene, results)
        yield
        picture = _picture(scene, results, log)
        yield
        image = _image(picture)
        yield
        # the smallest file takes five times as long to make
        if not image.save(str(png), quality=FAST):
            raise OSError(0, "cannot write the picture", str(png))
        yield
        if not _write_svg(picture, svg):
            raise OSError(0, "cannot write the picture", str(svg))
    except OSError as error:
        raise LabError(
            QT_TRANSLATE_NOOP("app", "cannot write {file}: {problem}"),
            file=error.filename or folder,
            problem=error.strerror or str(error),
        ) from None
    finally:
        if picture is not None:
            picture.deleteLater()


def _picture(scene: Scene, results: Sequence[Result], log: bool) -> TrainingPicture:
    """Return a picture of its own, laid out as on screen but never shown."""
    page = TrainingPicture()
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.resize(SIZE)
    page.layout().setContentsMargins(8, 8, 8, 8)  # type: ignore[union-attr]
    page.set_scene(scene.title, note_of(scene.id), results[0].settings, scene.focus)
    page.log.setChecked(log)
    page.log.setVisible(False)
    page.show()
    page.show_results(results)
    page.refresh_numbers()
    for _ in range(3):  # a legend that takes another row moves what is around it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return page


def _image(widget: TrainingPicture) -> QImage:
    image = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(widget.palette().window().color())
    widget.set_pen_scale(SCALE)
    widget.render(image)
    return image


def _write_svg(widget: TrainingPicture, path: Path) -> bool:
    widget.set_pen_scale(1)
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(widget.size())
    generator.setViewBox(QRect(0, 0, widget.width(), widget.height()))
    generator.setResolution(widget.logicalDpiX())  # without it the axes come out misplaced
    generator.setTitle("DNN Lab")
    painter = QPainter()
    if not painter.begin(generator):
        return False
    try:
        widget.render(painter, QPoint())
    finally:
        painter.end()
    return path.exists()


def write_csv(path: Path, results: Sequence[Result]) -> None:
    """Write one row a step, or one row an epoch when the length is counted in epochs; one column group a run.

    A row an epoch holds the mean loss of the epoch's mini-batches.  Every measurement of accuracy has its row as well;
    where there is nothing to tell, cells are empty.
    """
    settings = results[0].settings
    per_epoch = results[0].snapshot.steps_per_epoch if settings.unit == "epochs" else 1
    names = [text_of(result.name) for result in results]
    columns: list[tuple[str, dict[int, float]]] = []
    for name, result in zip(names, results, strict=True):
        columns.append((f"{name}: loss", _means(result.loss(smoothed=False), per_epoch)))
        evaluated = result.snapshot.evaluated.tolist()
        for part in result.snapshot.accuracy:
            accuracy = result.accuracy(part)
            if np.isfinite(accuracy).any():
                measured = dict(zip(evaluated, accuracy.tolist(), strict=True))
                columns.append((f"{name}: {part}_accuracy", measured))
        norms = result.snapshot.norms[:, result.column, 1].tolist()
        columns.append((f"{name}: l2_norm", dict(zip(evaluated, norms, strict=True))))
    steps = sorted({step for _, values in columns for step in values})
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["step", "epoch", *(title for title, _ in columns)])
        for step in steps:
            epoch = step / results[0].snapshot.steps_per_epoch
            cells = [values.get(step) for _, values in columns]
            writer.writerow([step, f"{epoch:.6g}", *("" if c is None or c != c else f"{c:.6g}" for c in cells)])


def _means(loss: np.ndarray, per_row: int) -> dict[int, float]:
    """Return the mean loss of every `per_row` steps, by the last step of each."""
    whole = len(loss) // per_row * per_row
    means = loss[:whole].reshape(-1, per_row).mean(axis=1)
    return dict(zip(range(per_row, whole + 1, per_row), means.tolist(), strict=True))


def write_json(path: Path, scene: Scene, results: Sequence[Result]) -> None:
    """Write scene, seed, versions, and name, configuration and final numbers of every run.

    ``final`` holds ``loss`` (smoothed over some twenty steps), ``batch_loss`` (of the last mini-batch), accuracies
    in [0, 1], norms of the weights, and ``diverged_at`` where a run diverged.
    """
    settings = results[0].settings
    runs: list[dict[str, Any]] = []
    for result in results:
        final: dict[str, Any] = result.final()
        if result.diverged is not None:
            final["diverged_at"] = result.diverged
        if result.changed is not None:
            final["changed_at"] = result.changed
        runs.append({"name": text_of(result.name), "configuration": result.configuration.to_plain(), "final": final})
    versions = {
        "dnnlab": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pyside6": PySide6.__version__,
    }
    record = {
        "scene": scene.id,
        "title": scene.title,
        "seed": settings.seed,
        "settings": settings.to_plain(),
        "versions": versions,
        "runs": runs,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
