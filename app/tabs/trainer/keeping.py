"""Trained runs kept and taken away: saved to files, opened and gone on with; and copied as scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog

from app.language import translate
from app.latest_job import LatestJob
from app.tabs.trainer.looking import LookingTab
from app.tabs.trainer.races import Races
from app.tabs.trainer.shelf import Shelf
from app.widgets.transport import TransportWords
from core.config.words import LabError, Phrase, joined, mark
from core.jobs import Job, Report
from core.scenes import Scene
from core.training.kept import Kept, kept_of, with_answers
from core.training.kept_files import ENDING, load_runs, save_runs
from core.training.results import Result, results_of
from core.training.scripts.numpy_script import numpy_script
from core.training.scripts.torch_script import torch_script
from core.training.study import Experiment
from core.training.trainer import Trainer

LOOK_EVERY = 50
"""Milliseconds between two looks at files that are being written or read."""
PATIENCE = 5.0
"""Seconds for a training to say where it stands."""
SCRIPTS: dict[str, tuple[Callable[..., str], str]] = {
    "numpy": (numpy_script, "NumPy"),
    "torch": (torch_script, "PyTorch"),
}

_FIRST = TransportWords()
_AGAIN = TransportWords(run=_FIRST.again)
_FILTER = mark("app", "Trained runs (*.npz);;All files (*)")


class Once:
    """A task that does one thing, and what it comes to.

    Parameters
    ----------
    work : callable
        What is done in the worker; what it returns is the snapshot.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._found: Any = None

    def run(self) -> Iterator[Report]:
        """Do it."""
        self._found = self._work()
        yield Report()

    def snapshot(self) -> Any:
        """Return what it came to."""
        return self._found


class Standstill:
    """Asks a training where it stands, and waits for that in another thread.

    Parameters
    ----------
    job : Job
        The training.
    trainers : int
        How many there are.
    """

    def __init__(self, job: Job, trainers: int) -> None:
        self._job, self._trainers = job, trainers
        self._caught: list[Any] = []
        self._more = threading.Condition()
        job.post(self._catch)

    def _catch(self, trainer: Trainer) -> None:
        trainer.keep_standings()
        with self._more:
            self._caught.append(trainer.snapshot())
            self._more.notify_all()

    def snapshots(self) -> list[Any]:
        """Return where all stand; of a training that is over meanwhile there may be less."""
        deadline = time.monotonic() + PATIENCE
        with self._more:
            while len(self._caught) < self._trainers and self._job.state.is_active and time.monotonic() < deadline:
                self._more.wait(0.02)
            return list(self._caught)


class KeepingTab(LookingTab):
    """Base of the trainer tab: how its runs are kept and taken away.

    Attributes
    ----------
    races, shelf : Races, Shelf
        What has been trained.
    """

    races: Races
    shelf: Shelf

    def __init__(self) -> None:
        super().__init__()
        self._saving = LatestJob(self, "job-save", LOOK_EVERY)
        self._saving.updated.connect(self._on_saved)
        self._saving.failed.connect(self._on_file_failed)
        self._opening = LatestJob(self, "job-open", LOOK_EVERY)
        self._opening.updated.connect(self._on_read)
        self._opening.failed.connect(self._on_file_failed)

    # -- for the tab

    def results(self) -> list[Result]:
        """Return what the runs shown have come to, in the order of the list."""
        raise NotImplementedError

    def training(self) -> tuple[Job, Experiment, Sequence[Any]] | None:
        """Return what is being trained just now, and its newest snapshots; None where nothing is."""
        raise NotImplementedError

    def show_kept(self) -> None:
        """Show what there is now, after something was put in."""
        raise NotImplementedError

    def words_at_rest(self, is_complete: bool) -> TransportWords:
        """Return what the button says that would train the runs; `is_complete` when all have been trained before."""
        missing = {*range(len(self.study.runs))} - {each.place for each in self.results() if each.is_finished}
        begun = self.races.begun(self.study, missing)
        steps = [result.standing.step for result in begun.values() if result.standing is not None]
        if steps:
            return TransportWords(run=Phrase(mark("app", "Go on from step {step}"), step=max(steps)))
        return _AGAIN if is_complete else _FIRST

    # -- files

    @property
    def can_save_runs(self) -> bool:
        """Whether there is something to save."""
        return not self.is_covered and any(result.snapshot.step for result in self.results())

    def save_runs(self) -> None:
        """Ask for a file name, and save what has been trained."""
        suggested = f"{self.document.scene.id}{ENDING}"
        title = translate(mark("app", "Save runs"))
        name, _ = QFileDialog.getSaveFileName(self, title, suggested, translate(_FILTER))
        if name:
            self.save_runs_to(name)

    def save_runs_to(self, name: str | Path) -> None:
        """Save what has been trained, as it is now, to a file of its own."""
        path = Path(name) if Path(name).suffix.lower() == ENDING else Path(f"{name}{ENDING}")
        results, view, under_way = self.results(), self.study.view, self.training()
        held = Standstill(under_way[0], len(under_way[2])) if under_way else None

        def work() -> Path:
            known = {result.place: result for result in results}
            if held is not None and under_way is not None:
                known |= {result.place: result for result in results_of(under_way[1], held.snapshots())}
            save_runs(path, kept_of([known[place] for place in sorted(known)], view=view))
            return path

        self._saving.request(lambda: Once(work))

    def _on_saved(self, path: Path, _done: bool) -> None:
        self.told.emit(Phrase(mark("app", "Saved {file}"), file=path.name))

    @property
    def can_open_runs(self) -> bool:
        """Whether other runs can be shown."""
        return not self.is_locked

    def open_runs(self) -> None:
        """Ask for a file, and show the runs in it."""
        title = translate(mark("app", "Open runs"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", translate(_FILTER))
        if name:
            self.open_runs_from(name)

    def open_runs_from(self, name: str | Path) -> None:
        """Show the runs in a file: those of one race as results of their study, others on the shelf."""
        self.failed.emit("")

        def work() -> tuple[str, list[Kept]]:
            races = load_runs(name)
            return Path(name).stem, [with_answers(race) for race in races] if len(races) == 1 else races

        self._opening.request(lambda: Once(work))

    def _on_read(self, read: tuple[str, list[Kept]], _done: bool) -> None:
        name, races = read
        if self.is_locked:  # begun meanwhile
            self.failed.emit(mark("app", "Runs can be opened when nothing is being trained: stop first."))
        elif len(races) == 1:
            (race,) = races
            self.wanted.emit(Scene(name, name, self.key, race.study))
            self.races.put_in(race.study, race.snapshots)
            self.show_kept()
            self.told.emit(Phrase(mark("app", "Opened {count} runs"), count=len(race.study.runs)))
        else:
            self.put_on_shelf(races)

    def put_on_shelf(self, races: Sequence[Kept]) -> None:
        """Put races that were trained before on the shelf."""
        found = [
            result
            for race in races
            for result in results_of(race.study, race.snapshots, self.races.put_in(race.study, race.snapshots))
        ]
        self.shelf.add(found)
        self.show_kept()
        self.told.emit(Phrase(mark("app", "{count} runs are among the earlier runs now"), count=len(found)))

    def _on_file_failed(self, error: Exception) -> None:
        known = isinstance(error, LabError)
        self.failed.emit(error.phrase if known else mark("app", "The file failed; details are in the log."))  # type: ignore[attr-defined]

    # -- scripts

    def copy_script(self, kind: str) -> None:
        """Put the selected run on the clipboard as a script."""
        write, label = SCRIPTS[kind]
        place = self.study.view.selected
        result = next((each for each in self.results() if each.place == place), None)
        changed = result.changed if result is not None else None
        changes = [str(change) for change in result.changes] if result is not None else []
        try:
            text = write(self.study, place, changes, changed)
        except LabError as error:
            self.failed.emit(Phrase(mark("app", "Not copied: {problem}"), problem=error.phrase))
            return
        QApplication.clipboard().setText(text)
        said = mark("app", "{name} is on the clipboard as a {kind} script of {count} lines")
        name = joined(self.study.names()[place])
        self.told.emit(Phrase(said, name=name, kind=label, count=len(text.splitlines())))

    def close_files(self, timeout: float) -> bool:
        """Stop what is being read, and wait for what is being written; return whether it has ended."""
        return all([self._opening.close(timeout), self._saving.close(timeout)])
