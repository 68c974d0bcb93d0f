"""What a tab shows, as one frozen value: settings for all, runs that are compared, and how they are looked at.

Everything that can be seen and is no result is in the study: what is computed in `settings` and `runs`, and what is
looked at (which picture is large, the scale, the selected run, the place in a film ...) in `view`.  So a study is all
that a scene file, the undo stack and a result need to keep.

To add a chapter: a package of core with a module ``study``, and in it a `Study` subclass with its own settings, runs
and view, decorated with ``@studies.register("key of its tab")``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Self

from core.config.configuration import Configuration, choice, integer
from core.config.naming import Name
from core.config.parameters import Parameter
from core.config.registry import Registry
from core.config.words import LabError, mark, shown

studies = Registry(mark("core", "tab"))
"""What each tab of the window shows, by the key of the tab."""

SCALES = {"linear": mark("core", "linear"), "log": mark("core", "log")}
MOST_ROWS = 64

_RUN_COUNT = mark("core", "there must be 1 to {most} runs, got {count}")
_PART_NAMES = ("settings", "common", "runs", "view")


def scale(default: str = "linear") -> Any:
    """Make the field for the scale of what has decades."""
    return choice(default, label=mark("core", "scale"), options=SCALES)


def selected() -> Any:
    """Make the field for the place of the run that is looked at more closely."""
    return integer(0, label=mark("core", "selected run"), low=0, high=MOST_ROWS)


@dataclass(frozen=True)
class View(Configuration):
    """What is looked at; every chapter has its own."""

    selected: int = selected()


@dataclass(frozen=True)
class Study:
    """Base of what a tab shows.

    Subclasses give each of the three fields its type and a default.

    Attributes
    ----------
    settings : Configuration
        What all runs share; has a ``seed``.
    runs : tuple of Configuration
        What is compared.
    view : View
        What is looked at, and how.
    run : Parameter
        Describes one run.
    most_runs : int
        Runs that there is room for.
    key : str
        Of the tab that shows it.

    Raises
    ------
    LabError
        When there is no run or more than `most_runs`, or a run is selected that is not there.
    """

    settings: Any
    runs: tuple[Any, ...]
    view: Any

    key: ClassVar[str] = ""
    run: ClassVar[Parameter]
    most_runs: ClassVar[int] = MOST_ROWS

    def __post_init__(self) -> None:
        if not 1 <= len(self.runs) <= self.most_runs:
            raise LabError(_RUN_COUNT, field="runs", most=self.most_runs, count=len(self.runs))
        if self.view.selected >= len(self.runs):
            raise LabError(
                mark("core", "the selected run must be one of {count}, counted from 0, got {value}"),
                field="view.selected",
                count=len(self.runs),
                value=self.view.selected,
            )

    # -- what all chapters have in common

    @property
    def seed(self) -> int:
        """Start of all random numbers."""
        seed: int = self.settings.seed
        return seed

    def with_seed(self, seed: int) -> Self:
        """Return the study with another seed."""
        return self.with_settings(seed=seed)

    @property
    def selected(self) -> Any:
        """The run that is looked at more closely."""
        return self.runs[self.view.selected]

    def names(self) -> list[Name]:
        """Return a name for each run, by what differs."""
        raise NotImplementedError

    def computes_like(self, other: Study) -> bool:
        """Return whether both come to the same results, however they are looked at."""
        return type(self) is type(other) and (self.settings, self.runs) == (other.settings, other.runs)

    # -- the same with one thing changed

    def with_settings(self, **changed: Any) -> Self:
        """Return the study with other settings for all."""
        return replace(self, settings=replace(self.settings, **changed))

    def with_view(self, **changed: Any) -> Self:
        """Return the study looked at in another way."""
        return replace(self, view=replace(self.view, **changed))

    def with_run(self, place: int, run: Configuration) -> Self:
        """Return the study with another run at `place`."""
        return replace(self, runs=(*self.runs[:place], run, *self.runs[place + 1 :]))

    def with_twin(self, place: int) -> Self:
        """Return the study with the run at `place` once more behind itself, selected."""
        runs = (*self.runs[: place + 1], self.runs[place], *self.runs[place + 1 :])
        return replace(self, runs=runs, view=replace(self.view, selected=place + 1))

    def with_added(self, run: Configuration) -> Self:
        """Return the study with one more run at its end, selected; all others keep their places."""
        return replace(self, runs=(*self.runs, run), view=replace(self.view, selected=len(self.runs)))

    def without_run(self, place: int) -> Self:
        """Return the study without the run at `place`; the selection stays on what it was on, or moves up."""
        runs = (*self.runs[:place], *self.runs[place + 1 :])
        selected = self.view.selected - (self.view.selected > place)
        return replace(self, runs=runs, view=replace(self.view, selected=max(0, min(selected, len(runs) - 1))))

    # -- plain form

    def to_plain(self) -> dict[str, Any]:
        """Return the study as a dict that JSON can hold."""
        return {
            "settings": self.settings.to_plain(),
            "runs": [self.run.to_plain(run) for run in self.runs],
            "view": self.view.to_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Any) -> Self:
        """Return the study written as `plain`; what is absent takes its default.

        ``settings`` holds what is shared; ``runs`` is a list of runs; ``common``, when present, is what all runs have
        in common, so that each needs to name only what differs; ``view`` is what is looked at.

        Raises
        ------
        LabError
            An unknown name or a value that does not fit, with the dotted place in ``field``.
        """
        if not isinstance(plain, Mapping):
            raise LabError(mark("core", "a study must be a set of named settings"))
        plain = cls.brought_up_to_date(dict(plain))
        for name in plain:
            if name not in _PART_NAMES:
                raise LabError(
                    mark("core", "unknown setting {name}; known are: {known}"),
                    field=str(name),
                    name=shown(name, quotes=True),
                    known=", ".join(_PART_NAMES),
                )
        defaults: dict[str, Any] = {field.name: field.default for field in fields(cls)}
        settings = _inside("settings", type(defaults["settings"]).from_plain, plain.get("settings", {}))
        view = _inside("view", type(defaults["view"]).from_plain, plain.get("view", {}))
        if not isinstance(plain.get("common", {}), Mapping):
            raise LabError(mark("core", "what is common must be a set of named settings"), field="common")
        if "runs" in plain:
            listed, common = plain["runs"], plain.get("common", {})
            if not isinstance(listed, list):
                raise LabError(mark("core", "runs must be a list of sets of named settings"), field="runs")
            listed = [{**common, **run} if isinstance(run, Mapping) else run for run in listed]
            runs = tuple(_inside(f"runs.{place}", cls.run.from_plain, run) for place, run in enumerate(listed))
        elif "common" in plain:
            runs = (_inside("common", cls.run.from_plain, plain["common"]),)
        else:
            runs = defaults["runs"]
        return cls(settings, runs, view)

    @classmethod
    def brought_up_to_date(cls, plain: dict[str, Any]) -> dict[str, Any]:
        """Return what an earlier version of the program has written, as it is written now."""
        return plain


def _inside(name: str, read: Callable[[Any], Any], plain: Any) -> Any:
    """Read a part; an error names its place."""
    try:
        return read(plain)
    except LabError as error:
        raise error.inside(name) from None


def without_place(places: Sequence[int], gone: int) -> tuple[int, ...]:
    """Return places in a list as they are when the entry at `gone` has been taken out."""
    return tuple(place - (place > gone) for place in places if place != gone)


def with_place(places: Sequence[int], new: int) -> tuple[int, ...]:
    """Return places in a list as they are when an entry has been put in at `new`."""
    return tuple(place + (place >= new) for place in places)
