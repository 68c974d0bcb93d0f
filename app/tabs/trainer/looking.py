"""What is looked at in the trainer tab, by button and key: which curves are large, what is below, on which scale."""

from __future__ import annotations

from app.tabs.running import RunningTab
from app.tabs.trainer.batch_note import BatchNote


class LookingTab(RunningTab):
    """Base of the trainer tab: how its race is looked at."""

    def begin(self) -> None:
        super().begin()
        self.batch_note = BatchNote(self)

    def toggle_log(self) -> None:
        """Show the loss in decades, or evenly."""
        self.document.look(scale="linear" if self.is_log else "log")

    @property
    def is_log(self) -> bool:
        """Whether the loss is shown in decades."""
        return bool(self.study.view.scale == "log")

    def set_focus(self, focus: str) -> None:
        """Make accuracy or loss large."""
        self.document.look(focus=focus)

    @property
    def focus(self) -> str:
        """Which curves are large."""
        return str(self.study.view.focus)

    def toggle_plot(self) -> None:
        """Show the other curves below the large ones, or no more."""
        self._toggle_below("plot")

    def toggle_numbers(self) -> None:
        """Show the table of numbers, or no more."""
        self._toggle_below("numbers")

    def _toggle_below(self, part: str) -> None:
        view = self.study.view
        self.document.look(below=view.with_below(part, not view.has_below(part)).below)

    @property
    def has_plot(self) -> bool:
        """Whether the other curves are below the large ones."""
        return bool(self.study.view.has_below("plot"))

    @property
    def has_numbers(self) -> bool:
        """Whether the table of numbers is shown."""
        return bool(self.study.view.has_below("numbers"))
