"""What the window asks of every tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.export import Exhibit
from app.language import say
from core.config.words import mark
from core.jobs import Job, Task
from core.scenes import Scene
from core.training.study import RunConfiguration


@dataclass(frozen=True)
class Rendering:
    """How a scene is run and written without a window.

    Attributes
    ----------
    prepare : callable
        Returns the tasks that run it (see `core.jobs.Job`).
    progress : callable
        Returns how much of how much is done, from the newest snapshots.
    exhibit : callable
        Returns what there is to write, from the last snapshots.
    """

    prepare: Callable[[], Sequence[Task]]
    progress: Callable[[tuple[Any, ...]], tuple[int, int]]
    exhibit: Callable[[tuple[Any, ...]], Exhibit]


@dataclass(frozen=True, eq=False)
class Watchable:
    """A training in one tab into which another may look (see `core.training.watching`).

    Attributes
    ----------
    job : Job
        To which a watch can be posted.
    names : tuple
        Of the runs.
    runs : tuple of RunConfiguration
        What is trained.
    snapshots : callable
        Returns the newest snapshots that the tab has seen.
    """

    job: Job
    names: tuple[Any, ...]
    runs: tuple[RunConfiguration, ...]
    snapshots: Callable[[], tuple[Any, ...]]


def _nobody() -> list[Watchable]:
    return []


class Tab(QWidget):
    """Base of the tabs.

    Attributes
    ----------
    key : str
        Name of the tab in scene files.
    menu : str
        Marked title of the menu with what can be done in the tab.
    failed : Signal(object)
        Something went wrong; the window shows the phrase, or takes the last one away when it is empty.
    told : Signal(object)
        A short text for the status bar.
    others : callable
        Returns what goes on in other tabs and can be watched; set by the window, as tabs do not know each other.
    """

    key: ClassVar[str]
    menu: ClassVar[str] = mark("app", "&Training")

    failed = Signal(object)
    told = Signal(object)

    others: Callable[[], list[Watchable]] = staticmethod(_nobody)

    def watchable(self) -> Watchable | None:
        """Return the training of this tab that others may watch, None when there is none."""
        return None

    def action(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        """Return an action of this tab: a marked text for the menu, a shortcut, and what it does."""
        made = QAction(self)
        say(made, text)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda: slot())
        return made

    def actions_for_menu(self) -> list[QAction]:
        """Return what the menu offers for this tab."""
        return []

    def show_scene(self, scene: Scene) -> None:
        """Show a scene, ready to run."""
        raise NotImplementedError

    def scene(self) -> Scene:
        """Return what is shown as a scene that can be saved; raise `LabError` when something typed is not valid."""
        raise NotImplementedError

    def exhibit(self) -> Exhibit:
        """Return what there is to write of what is shown; raise `LabError` when there is nothing yet."""
        raise NotImplementedError

    @classmethod
    def rendering(cls, scene: Scene) -> Rendering:
        """Return how a scene is run and written without a window."""
        raise NotImplementedError

    def shutdown(self, timeout: float) -> bool:
        """Stop all work; return whether it has ended."""
        return True
