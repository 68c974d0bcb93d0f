"""What was found in a file of the user's, said under the field that names it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.latest_job import LatestJob
from app.widgets.forms import Form
from core.config.words import LabError
from core.data.datasets import MNIST, Source
from core.jobs import Report

LOOK_EVERY = 50


class Description:
    """A task that reads data and says what they are.

    Parameters
    ----------
    source : Source
        Where they come from.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._said: Any = None

    def run(self) -> Iterator[Report]:
        """Read them."""
        self._said = self._source.load().describe()
        yield Report()

    def snapshot(self) -> Any:
        """Return what is to be said."""
        return self._said


class DataNote(QObject):
    """Reads the user's files in the background and shows what was found, or what is wrong, in the settings' form."""

    def __init__(self, parent: QObject, form: Form) -> None:
        super().__init__(parent)
        self._form = form
        self._job = LatestJob(self, "job-describe", LOOK_EVERY)
        self._job.updated.connect(self._on_described)
        self._job.failed.connect(self._on_failed)

    def describe(self, source: Source) -> None:
        """Describe another source; the bundled data and files without a name need no words."""
        self._form.fields["data"].show_note("")
        if isinstance(source, MNIST) or not getattr(source, next(iter(source.parameters()))):
            self._job.cancel()
        else:
            self._job.request(partial(Description, source), at_once=True)

    def close(self, timeout: float) -> bool:
        """Stop and wait; return whether the work has ended."""
        return self._job.close(timeout)

    def _on_described(self, said: Any, _done: bool) -> None:
        self._form.fields["data"].show_note(said)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, LabError):
            self._form.show_fault(error.inside("data"))
