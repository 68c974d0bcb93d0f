"""Files of the window: scenes opened and saved, pictures and data exported."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.export import Exhibit, write_in_steps
from app.language import translate
from core.config.words import LabError, Phrase, mark
from core.scenes import Scene, load_scene, save_scene

_FILTER = mark("app", "Scenes (*.json);;All files (*)")


def _scene_file(name: str | Path) -> Path:
    """Return the file that a scene is saved in under a name."""
    path = Path(name)
    return path if path.suffix.lower() == ".json" else path.with_name(path.name + ".json")


class Files(QObject):
    """Opens, saves and exports for the window that owns it, with and without asking where."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)

    @property
    def _window(self) -> Any:
        return self.parent()

    def ask_open(self) -> None:
        """Ask for a scene file and open it."""
        title = translate(mark("app", "Open scene"))
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", translate(_FILTER))
        if name:
            self.open(name)

    def ask_save(self) -> None:
        """Ask for a file name and save what is shown."""
        try:
            suggested = f"{self._window.tab.scene().id}.json"
        except LabError as error:
            self._window.messages.show_message(error.phrase)
            return
        title = translate(mark("app", "Save scene"))
        name, _ = QFileDialog.getSaveFileName(self._window, title, suggested, translate(_FILTER))
        if not name:
            return
        path = _scene_file(name)
        if path == Path(name) or self._may_replace([path]):  # of the name that it has given, the dialog has asked
            self.save(path)

    def ask_export(self) -> None:
        """Ask for a folder and write what is shown into it."""
        folder = QFileDialog.getExistingDirectory(self._window, translate(mark("app", "Export to folder")))
        if not folder:
            return
        exhibit = self._exhibit()
        if exhibit and self._may_replace(exhibit.files(Path(folder))):
            self.export(folder)

    def open(self, path: str | Path) -> None:
        """Open a scene file; when it is not valid, say why and keep everything as it is."""
        try:
            self._window.show_scene(load_scene(path))
        except LabError as error:
            self._window.messages.show_message(error.phrase)

    def _may_replace(self, files: list[Path]) -> bool:
        """Return whether none of the files is there, or a person wants them replaced."""
        there = [file.name for file in files if file.exists()]
        if not there:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate(Phrase(mark("app", "Already there: {files}. Replace?"), files=", ".join(there))))
        replacing = box.addButton(translate(mark("app", "Replace")), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        box.deleteLater()
        return box.clickedButton() is replacing

    def _exhibit(self) -> Exhibit | None:
        """Return what there is to export; where there is nothing, say why."""
        try:
            if self._window.tab.is_covered:
                raise LabError(mark("app", "what comes out is covered: reveal it first"))
            exhibit: Exhibit = self._window.tab.exhibit()
        except LabError as error:
            self._window.messages.show_message(error.phrase)
            return None
        return exhibit

    def save(self, path: str | Path) -> None:
        """Save what is shown as a scene file named after `path`."""
        path = _scene_file(path)
        try:
            scene = self._window.tab.scene()
            save_scene(replace(scene, id=path.stem, title=path.stem, order=Scene.order, another={}), path)
        except LabError as error:
            self._window.messages.show_message(error.phrase)
            return
        self._window.tell(Phrase(mark("app", "Saved {file}"), file=path.name))

    def export(self, folder: str | Path) -> None:
        """Write picture and data of what is shown into `folder`, a part at a time."""
        exhibit = self._exhibit()
        if exhibit is None:
            return
        names = ", ".join(file.name for file in exhibit.files(Path(folder)))
        parts = write_in_steps(Path(folder), exhibit)
        self._window.tell(Phrase(mark("app", "Writing {files} …"), files=names))

        # a timer of its own: an unexpected error in its slot is reported, one in a single shot is not
        timer = QTimer(self)

        def go_on() -> None:
            try:
                next(parts)
                return
            except StopIteration:
                self._window.tell(Phrase(mark("app", "Wrote {files}"), files=names))
            except LabError as error:
                self._window.tell("")
                self._window.messages.show_message(error.phrase)
            finally:
                if inspect.getgeneratorstate(parts) == inspect.GEN_CLOSED:
                    timer.stop()
                    timer.deleteLater()

        timer.timeout.connect(go_on)
        timer.start(0)
