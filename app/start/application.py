"""The program from start to end: application, look, language, window; or a scene rendered without a window."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from dataclasses import replace
from itertools import pairwise
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QStandardPaths, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from app.collecting import Collecting
from app.language import LANGUAGES, language, system_language, translate
from app.remembered import Remembered, settings_file
from app.start.signals import Signals, interrupted_by_signals
from app.start.terminal import complain
from app.theme import application_icon, load_fonts, remembered_text_size, theme
from core.config.paths import located
from core.drafts import noted_in
from core.scenes import Scene, scenes

log = logging.getLogger(__name__)

KEPT_PICTURES = 96 * 1024
"""Kilobytes of pictures that are kept instead of drawn again: the landscapes on a screen of 3840 x 2160 are 33,000."""
CRASHES = 4
"""So many logs of crashes are kept, the newest as ``crash.log``."""


def render_scene(scene: Scene, folder: str, code: str, executor: str = "") -> int:
    """Run a scene without a window, in the language `code`, and write its files; return the exit code.

    The work is given to the workers named `executor` (see `app.start.workers`) where some are named.
    """
    from app.start.render import render

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_on_qt_message)
    make_application([])
    language.switch(code)
    with noted_in(log_folder()), interrupted_by_signals():
        return render(scene, located(folder), executor)


def with_seed(scene: Scene, seed: int | None) -> Scene:
    """Return the scene with another seed, when one is given."""
    if seed is None:
        return scene
    return replace(scene, study=scene.study.with_seed(seed))


def list_scenes(code: str) -> int:
    """Print the scenes of the lecture in the language `code`; return the exit code."""
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance() or QCoreApplication([])
    language.switch(code)
    width = max(map(len, scenes()))
    for scene in scenes().values():
        print(f"{scene.id:{width}}  {translate(scene.title)}")
    del application
    return 0


def make_application(arguments: list[str]) -> QApplication:
    """Return the application with font, icon and light theme."""
    from app.plots.charts import tell_of_charts

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["dnnlab", *arguments])
    application.setApplicationName("dnnlab")
    application.setApplicationDisplayName("DNN Lab")
    application.setDesktopFileName("dnnlab")
    application.setWindowIcon(application_icon())
    tell_of_charts()
    QPixmapCache.setCacheLimit(KEPT_PICTURES)
    load_fonts()
    theme.apply(dark=False)
    return application


def open_window(scene: Scene, code: str | None) -> int:
    """Open the window at a scene and run until it is closed."""
    from app.window import MainWindow

    application = make_application([])
    Collecting(application)
    settings = Remembered(settings_file())
    kept_open = _keep_log()
    remembered = settings.value("language", system_language())
    language.switch(code or (remembered if remembered in LANGUAGES else "en"))
    theme.set_text_size(remembered_text_size(settings))
    theme.apply(dark=settings.value("dark", False))
    with noted_in(log_folder()):
        window = MainWindow(settings, scene)
        _report_errors(window.messages.show_message)
        window.show()

        def end() -> None:
            window.close()
            application.quit()  # a dialog may be waiting for an answer

        with Signals(end) as signals:
            result = application.exec()
        window.shutdown()
    faulthandler.disable()
    if kept_open:
        kept_open.close()
    return signals.exit_code or result


# -- the log


def log_folder() -> Path:
    """Return the folder of the log, in the place that the system has for such files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "dnnlab"


def _keep_log() -> IO[str] | None:
    """Send messages of Python, of Qt and of crashes to a file; return what must be closed at the end."""
    try:
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "dnnlab.log", maxBytes=500_000, backupCount=1, encoding="utf-8")
        crashes = open(_fresh(folder / "crash.log"), "a", encoding="utf-8")  # noqa: SIM115 - as long as it runs
    except OSError as error:
        complain(f"no log is kept: {error}")
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    faulthandler.enable(crashes)
    qInstallMessageHandler(_on_qt_message)
    return crashes


def _fresh(path: Path) -> Path:
    """Return `path` once nothing is there any more; the last few files that were there are kept beside it."""
    if path.exists() and path.stat().st_size:
        names = [path, *(path.with_stem(f"{path.stem}.{number}") for number in range(1, CRASHES))]
        for newer, older in reversed(list(pairwise(names))):
            if newer.exists():
                newer.replace(older)
    return path


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    level = levels.get(kind, logging.WARNING)
    if "propagateSizeHints" in message:  # the offscreen platform says so for every window
        level = logging.DEBUG
    logging.getLogger("qt").log(level, message)


_reported: set[str] = set()


def _report_errors(show: object) -> None:
    """Send unexpected errors to the log, and tell of each kind once in the window."""
    from core.config.words import Phrase, mark

    def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        log.error("unexpected error", exc_info=(kind, error or kind(), trace))
        if repr(error) not in _reported and threading.current_thread() is threading.main_thread():
            _reported.add(repr(error))
            text = mark("app", "Something went wrong ({kind}); details are in {file}.")
            show(Phrase(text, kind=kind.__name__, file=str(log_folder() / "dnnlab.log")))  # type: ignore[operator]

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value, args.exc_traceback)
