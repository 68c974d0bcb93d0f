"""What has come of the last races of a tab, kept for as long as the window is open.

A result belongs to what was trained, not to what is on screen: a run with the same settings, in another scene and back,
beside a new twin, or after undo, finds it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from core.training.history import TrainingSnapshot
from core.training.results import Result, results_of
from core.training.study import Experiment, RunConfiguration, Settings

MOST = 8
"""Races that are kept."""
MOST_RECORDED = 2
"""Races of which weights and answers are kept at every moment; of those before them only the last."""


class _Race:
    """What one race has come to, by the settings of its runs."""

    def __init__(self, number: int, study: Experiment, snapshots: Sequence[TrainingSnapshot]) -> None:
        self.number, self.settings = number, study.settings
        plain = [replace(snapshot, watched=None) for snapshot in snapshots]  # readings of layers are large
        self.results = results_of(study, plain, number)
        self._sort()

    def _sort(self) -> None:
        self.by_run: dict[RunConfiguration, list[Result]] = {}
        for result in self.results:
            self.by_run.setdefault(result.configuration, []).append(result)

    def keep_the_last_moment(self) -> None:
        """Forget what the networks were on their way."""
        if any(len(result.snapshot.moments) > 1 for result in self.results):
            brief = {id(result.snapshot): result.snapshot for result in self.results}
            for key, snapshot in brief.items():
                brief[key] = replace(snapshot, moments=snapshot.moments[-1:])
            self.results = [replace(result, snapshot=brief[id(result.snapshot)]) for result in self.results]
            self._sort()


def _is_shorter(settings: Settings, longer: Settings) -> bool:
    """Return whether settings are the same but for a length that is not greater."""
    return settings.steps <= longer.steps and replace(settings, length=longer.length, unit=longer.unit) == longer


class Races:
    """The last races, the newest last.

    Attributes
    ----------
    number : int
        Of the newest race.
    """

    def __init__(self) -> None:
        self.number = 0
        self._kept: list[_Race] = []
        self._here: set[int] = set()
        self._forgotten: set[object] = set()
        self._opened: set[int] = set()

    def put_in(self, study: Experiment, snapshots: Sequence[TrainingSnapshot]) -> int:
        """Keep a race that was trained before and is no longer under way; return its number."""
        number = self.begin()
        self._opened.add(number)
        self.keep(number, study, snapshots)
        return number

    def begun(self, study: Experiment, places: Collection[int]) -> dict[int, Result]:
        """Return from which results runs of a study can go on, by place: of all, those that are furthest.

        These are runs that have been trained with the same settings for a shorter time, and what has been put in
        unfinished.
        """
        found: dict[int, Result] = {}
        for race in reversed(self._kept):
            same = race.settings == study.settings
            if (same and race.number not in self._opened) or not _is_shorter(race.settings, study.settings):
                continue
            for place in places:
                for result in race.by_run.get(study.runs[place], ()):
                    standing = result.standing
                    if standing is None or result.diverged is not None or result.key in self._forgotten:
                        continue
                    best = found[place].standing if place in found else None
                    if (best.step if best else 0) < standing.step < study.settings.steps:
                        found[place] = result
        return found

    def begin(self) -> int:
        """Return the number of a new race."""
        self.number += 1
        self._here.add(self.number)
        return self.number

    def leave(self) -> None:
        """Another scene is opened: of what has been trained, only what was finished is found again."""
        self._here.clear()

    def keep(self, number: int, study: Experiment, snapshots: Sequence[TrainingSnapshot]) -> None:
        """Keep what has come of a race, in place of what was known of it."""
        self._kept = [race for race in self._kept if race.number != number]
        self._kept.append(_Race(number, study, snapshots))
        del self._kept[:-MOST]
        for race in self._kept[:-MOST_RECORDED]:
            race.keep_the_last_moment()

    def forget(self, results: Collection[Result]) -> None:
        """Forget results: their runs are begun anew."""
        self._forgotten |= {result.key for result in results}
        kept = {result.key for race in self._kept for result in race.results}
        self._forgotten &= kept

    def of(self, study: Experiment, in_training: Collection[int] = ()) -> list[Result]:
        """Return what is known of the runs of a study, in their order.

        Parameters
        ----------
        study : Experiment
            What is shown.
        in_training : collection of int
            Places of the runs that the newest race trains: of them, nothing older is found.
        """
        names = study.names()
        found: list[Result] = []
        used: set[object] = set()
        for place in range(len(study.runs)):
            only = self.number if place in in_training else None
            candidates = [result for result in self._like(study, place, only) if result.key not in used]
            if candidates:
                best = next((result for result in candidates if result.place == place), candidates[0])
                used.add(best.key)
                found.append(replace(best, study=study, place=place, name=names[place]))
        return found

    def _like(self, study: Experiment, place: int, only: int | None) -> Iterator[Result]:
        """Yield results of runs like that at `place`, the newest first."""
        for race in reversed(self._kept):
            if race.settings != study.settings or only not in (None, race.number):
                continue
            for result in race.by_run.get(study.runs[place], ()):
                # what was stopped, or changed on its way, is no result of these settings for anybody else
                is_for_all = result.is_finished and result.changed is None
                if not result.snapshot.step and only is None:  # it has come to nothing
                    continue
                if result.key not in self._forgotten and (is_for_all or race.number in self._here):
                    yield result
