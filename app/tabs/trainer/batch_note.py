"""What is said beside the batch size when mini-batches are too small for batch normalization."""

from __future__ import annotations

from typing import Any

from core.config.words import Phrase
from core.training.advice import warning_of
from core.training.study import Experiment


class BatchNote:
    """Says it under the field as long as it is so, and tells it in the window when it becomes so.

    Parameters
    ----------
    tab : TrainerTab
        With its form of settings.
    """

    def __init__(self, tab: Any) -> None:
        self._tab = tab
        self._said: Phrase | str = ""
        tab.document.changed.connect(self._on_changed)
        self._show(tab.study)

    def _on_changed(self, _before: object, after: Experiment) -> None:
        self._show(after)

    def _show(self, study: Experiment) -> None:
        said = warning_of(study)
        if str(said) == str(self._said):
            return
        self._said = said
        self._tab.settings_form.show_note("batch_size", said)
        if said:
            self._tab.told.emit(said)
