"""What the window asks of every tab."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.scenes import Scene


class Tab(QWidget):
    """Base of the tabs.

    Attributes
    ----------
    key : str
        Name of the tab in scene files.
    label : str
        Marked name on the tab bar.
    failed : Signal(object)
        Something went wrong; the window shows the phrase, or takes the last one away when it is empty.
    told : Signal(object)
        A short text for the status bar.
    """

    key: ClassVar[str]
    label: ClassVar[str]

    failed = Signal(object)
    told = Signal(object)

    def actions_for_menu(self) -> list[QAction]:
        """Return what the menu offers for this tab."""
        return []

    def show_scene(self, scene: Scene) -> None:
        """Show a scene, ready to run."""
        raise NotImplementedError

    def scene(self) -> Scene:
        """Return what is shown as a scene that can be saved; raise `LabError` when something typed is not valid."""
        raise NotImplementedError

    def export(self, folder: Path) -> tuple[list[Path], Generator[None, None, None]]:
        """Return the files that are written into `folder`, and the writing of them, a part at a time."""
        raise NotImplementedError

    def shutdown(self, timeout: float) -> bool:
        """Stop all work; return whether it has ended."""
        return True
