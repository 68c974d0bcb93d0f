"""Documents: what each tab shows, as one frozen study, and everything that has been done to it.

A tab has one `Document`.  `Document.change` is the only way in which a study is replaced; whoever shows or computes
something listens to `Document.changed` and compares what was with what is.  Undo and redo go through the same signal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.config.study import Study
from core.config.words import mark
from core.scenes import Scene

LOOKING = "looking"
"""Merge key of changes that only look elsewhere: a row of them is one step of undo."""

_MERGEABLE = 1
"""The id by which Qt asks whether two commands are one; which are is decided by their merge keys."""


class _State(NamedTuple):
    """What a document is: its study, and the scene that it began as."""

    scene: Scene
    study: Study


class _Change(QUndoCommand):
    """One step of undo: a state before and a state after."""

    def __init__(self, document: Document, after: _State, why: Any, merge: Any) -> None:
        super().__init__(str(why))
        self.document = document
        self.before, self.after = document.state, after
        self.why = why
        self.merge = merge

    def id(self) -> int:
        return -1 if self.merge is None else _MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        assert isinstance(other, _Change)
        if other.merge != self.merge or other.before != self.after:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def redo(self) -> None:
        self.document._become(self.after)

    def undo(self) -> None:
        self.document._become(self.before)


class Document(QObject):
    """What a tab shows, with undo.

    Parameters
    ----------
    scene : Scene
        What the document begins as.
    parent : QObject, optional
        Owns it.
    provisional : bool
        Whether the first scene to be opened takes the place of `scene`, so that undo does not lead back to it.

    Attributes
    ----------
    changed : Signal(object, object)
        The study is another: before, after.
    opened : Signal(object)
        The document is based on another `Scene`, or on the same anew; `changed` follows where the study differs.
    stack : QUndoStack
        What has been done.
    """

    changed = Signal(object, object)
    opened = Signal(object)

    def __init__(self, scene: Scene, parent: QObject | None = None, provisional: bool = False) -> None:
        super().__init__(parent)
        self._provisional = provisional
        self._state = _State(scene, scene.study)
        self._drag = 0
        self._opening = False
        self._telling = False
        self.stack = QUndoStack(self)

    @property
    def state(self) -> _State:
        """Study and scene together."""
        return self._state

    @property
    def study(self) -> Any:
        """What is shown."""
        return self._state.study

    @property
    def scene(self) -> Scene:
        """The scene that the document began as."""
        return self._state.scene

    @property
    def is_changed(self) -> bool:
        """Whether what is shown differs from the scene."""
        return self._state.study != self._state.scene.study

    @property
    def is_computed_otherwise(self) -> bool:
        """Whether it differs in more than in how it is looked at."""
        return not self._state.study.computes_like(self._state.scene.study)

    def change(self, study: Study, why: Any, merge: str | None = None) -> None:
        """Show another study.

        Parameters
        ----------
        study : Study
            What is to be shown.
        why : marked text or Phrase
            What was done, for "Undo: …".
        merge : str, optional
            Changes of one key that follow each other are one step of undo, until `settle` is called or something else
            is changed: the drag of one slider.

        Raises
        ------
        RuntimeError
            When the study is just being shown: a widget that shows it took that for a person's wish.
        """
        if study != self._state.study:
            if self._telling:
                raise RuntimeError(f"a study was changed while it was being shown: {why}")
            key = None if merge is None else (merge, self._drag if merge != LOOKING else 0)
            self.stack.push(_Change(self, _State(self._state.scene, study), why, key))

    def look(self, **view: Any) -> None:
        """Look at the same study in another way: another run, another scale."""
        self.change(self.study.with_view(**view), mark("app", "look elsewhere"), LOOKING)

    def settle(self) -> None:
        """End a drag: what is changed next is another step of undo."""
        self._drag += 1

    def open(self, scene: Scene) -> None:
        """Begin with another scene, or with the same anew; undo leads back to what was."""
        after = _State(scene, scene.study)
        if self._provisional and not self.stack.count():
            self._become(after)
        elif after == self._state:
            self.opened.emit(scene)
        else:
            self._opening = True
            self.stack.push(_Change(self, after, mark("app", "open a scene"), None))
            self._opening = False
        self._provisional = False

    def reset(self) -> None:
        """Go back to the scene."""
        self.change(self._state.scene.study, mark("app", "back to the scene"))

    def as_scene(self) -> Scene:
        """Return what is shown as a scene of the same name."""
        scene = self._state.scene
        return replace(scene, study=self._state.study)

    def undo_text(self) -> Any:
        """Return what undo would take back, empty when there is nothing."""
        return self._why(self.stack.index() - 1)

    def redo_text(self) -> Any:
        """Return what redo would do again, empty when there is nothing."""
        return self._why(self.stack.index())

    def _why(self, index: int) -> Any:
        command = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return command.why if isinstance(command, _Change) else ""

    def _become(self, state: _State) -> None:
        before, self._state = self._state, state
        if self._opening or before.scene != state.scene:
            self.opened.emit(state.scene)
        if before.study != state.study:
            self._telling = True
            self.changed.emit(before.study, state.study)
            self._telling = False
