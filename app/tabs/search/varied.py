"""What the forms say of settings that the search varies."""

from __future__ import annotations

from app.widgets.forms import Field, Form
from core.config.words import LabError, mark
from core.search.study import Search
from core.training.study import RunConfiguration


class VariedNotes:
    """Says beside a setting that the search varies it.

    Parameters
    ----------
    *forms : Form
        In which settings are looked for.
    """

    def __init__(self, *forms: Form) -> None:
        self._forms = forms
        self._noted: list[Field] = []
        self._study: Search | None = None
        for form in forms:
            form.when_made(self._show)

    def show(self, study: Search) -> None:
        """Say it of what this search varies, and of nothing else."""
        self._study = study
        self._show()

    def _show(self) -> None:
        for field in self._noted:
            field.show_note("")
        paths = [dimension.path for dimension in self._study.settings.space] if self._study is not None else []
        found = [form.field_at(path) for path in paths for form in self._forms if form.is_made]
        self._noted = [field for field in found if field is not None]
        for field in self._noted:
            field.show_note(mark("app", "varied by the search"))


def check_run(study: Search, run: RunConfiguration) -> None:
    """Refuse a run that lacks what is varied, beside the setting that would have to be another."""
    try:
        study.with_run(0, run)
    except LabError as error:
        part = error.field.split(".")
        if part[:2] == ["settings", "space"]:
            raise error.at(study.settings.space[int(part[2])].path.partition(".")[0]) from None
        raise
