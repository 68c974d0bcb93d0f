"""What the views of a training are given, all the same: what is looked at, what has come of it, and at which moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from core.training.recording import Moment
from core.training.results import Result
from core.training.study import Experiment


@dataclass(frozen=True, eq=False)
class Shown:
    """What there is to see of a training.

    Attributes
    ----------
    study : Experiment
        What is looked at, and how (`Experiment.view`).
    results : tuple of Result
        What the runs of the race have come to, in their order; of some there may be nothing yet.
    shelf : tuple of Result
        Earlier runs that are to be seen.
    lit : Result or None
        Which of them is looked at.
    """

    study: Experiment
    results: tuple[Result, ...] = ()
    shelf: tuple[Result, ...] = ()
    lit: Result | None = None

    @property
    def selected(self) -> Result | None:
        """The run that is looked at: an earlier one, the selected one, or the newest that has come to something."""
        if self.lit is not None:
            return self.lit
        chosen = [result for result in self.results if result.place == self.study.view.selected]
        return next(iter(chosen or self.results[-1:]), None)

    @property
    def others(self) -> list[Result]:
        """The runs of the race beside the selected one."""
        return [result for result in self.results if result is not self.selected]

    def moment(self, result: Result) -> Moment | None:
        """Return what a run was at the moment looked at, None where nothing is kept of it."""
        return result.moment(self.study.view.moment)

    def steps(self) -> list[int]:
        """Return the steps of all moments that are kept of the runs of the race, in order."""
        seen = [*self.results, *([self.lit] if self.lit is not None else [])]
        return sorted({moment.step for result in seen for moment in result.snapshot.moments})


class TrainingPanel(QWidget):
    """Base of the views beside the curves."""

    def show_training(self, shown: Shown) -> None:
        """Show what there is to see; called for every new result, and when anything is looked at in another way."""
        raise NotImplementedError

    def connect_tab(self, tab: Any) -> None:
        """Pass on to the tab what a person does in the view: its document, its signals."""

    @property
    def is_computing(self) -> bool:
        """Whether something that is to be seen is not there yet."""
        return False

    def close_jobs(self, timeout: float) -> bool:
        """Stop all work; return whether it has ended."""
        return True

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what is of use at the desk only; or show it again."""

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit; widgets that paint in their own units have nothing to do."""
