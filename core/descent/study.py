"""What is watched on a surface: where paths begin and how long they are, and their rules.

All are frozen values.  Every path of one descent has the same starts, the same length and the same noise, so what
differs between paths is what differs between their rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from core.config.configuration import Configuration, integer, number, one_of, optional, points
from core.config.naming import Name, named_choice, told_apart
from core.config.parameters import OneOf
from core.config.study import Study, studies, with_place, without_place
from core.config.words import LabError, mark
from core.descent.surfaces import Point, Surface, Valley, surfaces
from core.descent.view import MOST_EARLIER, DescentView, Earlier
from core.rules.optimizers import SGD, Optimizer, optimizers

_SURFACE = mark("core", "Surface")
_PATHS = mark("core", "Paths")

MOST_PATHS = 12
"""Paths that there is room for; more rules may be listed and hidden."""
MARGIN = 0.06
"""Part of what is shown by which it reaches beyond a start that lies outside the view of the surface."""

_RULE = OneOf(label=mark("core", "optimizer"), registry=optimizers)


@dataclass(frozen=True)
class Noise(Configuration):
    """Gaussian noise on the gradient, as drawing mini-batches makes it."""

    label = mark("core", "mini-batch noise")

    strength: float = number(
        0.3,
        label=mark("core", "noise strength"),
        symbol="σ",
        low=0,
        high=1e6,
        log=True,
        help=mark(
            "core",
            "Standard deviation of what is added to each part of the gradient in each step, in units of the gradient: "
            "at the start of the slides the gradient is (−0.7, 4).",
        ),
    )


@dataclass(frozen=True)
class DescentSettings(Configuration):
    """What all paths share: surface, starts, length, noise."""

    surface: Surface = one_of(surfaces, Valley(), label=mark("core", "surface"), group=_SURFACE)
    start: tuple[tuple[float, float], ...] = points(
        (Valley.start,),
        label=mark("core", "start"),
        group=_PATHS,
        help=mark("core", "x, y; for several starts (-7, 2); (3, 1)."),
    )
    steps: int = integer(
        Valley.steps,
        low=1,
        high=10_000,
        label=mark("core", "steps"),
        group=_PATHS,
        help=mark("core", "Length of every path."),
    )
    noise: Noise | None = optional(
        Noise,
        label=mark("core", "mini-batch noise"),
        group=_PATHS,
        help=mark(
            "core",
            "A mini-batch gives the gradient of a few examples, which scatters around that of all: hence stochastic. "
            "The same noise for every path.",
        ),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=mark("core", "seed"),
        group=_PATHS,
        help=mark("core", "Start of the noise: the same seed gives the same paths."),
    )


@studies.register("optimizers")
@dataclass(frozen=True)
class Descent(Study):
    """Paths on a surface, one rule each.

    The runs are the rules that are listed, in their order; those whose places are in ``view.hidden`` have no path.

    Raises
    ------
    LabError
        Also when no path is left, or more than `MOST_PATHS` are, or an earlier path belongs to a run that has none.
    """

    settings: DescentSettings = DescentSettings()
    runs: tuple[Optimizer, ...] = (SGD(lr=0.95),)
    view: DescentView = DescentView()

    run = _RULE

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= len(self.shown) <= MOST_PATHS:
            raise LabError(
                mark("core", "a descent must have 1 to {most} paths, got {count}"),
                field="runs",
                most=MOST_PATHS,
                count=len(self.shown),
            )
        for earlier in self.view.past:
            if earlier.place not in self.shown:
                raise LabError(
                    mark("core", "an earlier path must belong to a run that has a path, got {value}"),
                    field="view.past",
                    value=earlier.place,
                )

    @property
    def shown(self) -> tuple[int, ...]:
        """Places of the rules that have a path."""
        return tuple(place for place in range(len(self.runs)) if place not in self.view.hidden)

    @property
    def paths(self) -> tuple[Optimizer, ...]:
        """The rules that have a path."""
        return tuple(self.runs[place] for place in self.shown)

    @property
    def selected_path(self) -> int | None:
        """The place of the selected rule among the paths, None when it is hidden."""
        return self.shown.index(self.view.selected) if self.view.selected in self.shown else None

    @property
    def offered(self) -> tuple[Optimizer, ...]:
        """Each rule that is not among the runs, as is usual on this surface."""
        listed = {type(run) for run in self.runs}
        return tuple(self.settings.surface.usual(rule) for rule in optimizers.classes() if rule not in listed)

    @property
    def plane(self) -> tuple[float, float, float, float]:
        """The part of the plane to show: what was chosen, or the view of the surface, widened to hold every start."""
        if self.view.window:
            left, right, bottom, top = self.view.window
            return left, right, bottom, top
        left, right, bottom, top = self.settings.surface.view
        x, y = zip(*self.settings.start, strict=True)
        return *_widened(left, right, x), *_widened(bottom, top, y)

    def computes_like(self, other: Study) -> bool:
        return isinstance(other, Descent) and (self.settings, self.paths, self._earlier()) == (
            other.settings,
            other.paths,
            other._earlier(),
        )

    def _earlier(self) -> list[tuple[int, Optimizer]]:
        """Return the earlier rules, each with the place of its path among the paths."""
        return [(self.shown.index(earlier.place), earlier.rule) for earlier in self.view.past]

    def names(self) -> list[Name]:
        """Return a name for each path: its rule, and what tells it from others of the same rule.

        "SGD" beside "Momentum", "SGD η 0.5" beside "SGD η 0.95".
        """
        names: list[Name] = []
        for rule in self.paths:
            alike = [other for other in self.paths if type(other) is type(rule)]
            names.append(tuple(named_choice(rule, rule.label, differing_only=True, alike=alike)))
        return told_apart(names)

    # -- the same with one thing changed

    def with_settings(self, **changed: Any) -> Self:
        """Return the descent with other settings for all.

        Earlier paths go, and so does a chosen part of the plane that a start has left.
        """
        other = super().with_settings(**changed)
        if other.settings == self.settings:
            return self
        view = replace(self.view, past=())
        moved = [start for start in other.settings.start if start not in self.settings.start]
        if other.settings.surface != self.settings.surface or not _holds(view.window, moved):
            view = replace(view, window=(), map_cursor=())
        return replace(other, view=view)

    def moved_to(self, settings: DescentSettings) -> Self:
        """Return the descent with all these settings; another function brings its start, its length and its rates."""
        if _function(settings.surface) == _function(self.settings.surface):
            return self.with_settings(**vars(settings))
        there = {**vars(settings), "surface": self.settings.surface}
        return self.with_settings(**there).on_surface(settings.surface)

    def with_listed(self, row: int) -> Self:
        """Return the descent with the rule in a row of its list among the runs.

        The rows are the runs and then what is offered.  An offered rule is listed together with those above it, all
        hidden, so that every rule stays in its row.
        """
        added = self.offered[: max(0, row + 1 - len(self.runs))]
        places = range(len(self.runs), len(self.runs) + len(added))
        view = replace(self.view, hidden=(*self.view.hidden, *places))
        return replace(self, runs=(*self.runs, *added), view=view) if added else self

    def with_shown(self, place: int, shown: bool) -> Self:
        """Return the descent with the run at `place` drawn or hidden."""
        return self.with_view(hidden=self._hidden_but(place, shown), past=())

    def with_run(self, place: int, run: Configuration) -> Self:
        """Return the descent with another rule at `place`, drawn from now on.

        Earlier paths go, unless nothing but the learning rate is changed, by which alone they are named.
        """
        assert isinstance(run, Optimizer)
        before = self.runs[place]
        same_but_rate = type(run) is type(before) and before.with_value("lr", run.lr) == run
        past = self.view.past if same_but_rate and place in self.shown else ()
        runs = (*self.runs[:place], run, *self.runs[place + 1 :])
        return replace(self, runs=runs, view=replace(self.view, hidden=self._hidden_but(place), past=past))

    def with_rate(self, rate: float) -> Self:
        """Return the descent with another learning rate for the selected rule; as it was, it is an earlier path."""
        place, rule = self.view.selected, self.selected
        changed = self.with_run(place, rule.with_value("lr", rate))
        if place not in self.shown or changed.selected == rule:
            return changed
        return changed.with_view(past=(*changed.view.past, Earlier(place, rule))[-MOST_EARLIER:])

    def with_only(self, rules: tuple[Optimizer, ...]) -> Self:
        """Return the descent with these rules alone."""
        return replace(self, runs=rules, view=replace(self.view, selected=0, hidden=(), past=()))

    def with_twin(self, place: int) -> Self:
        hidden = with_place(self._hidden_but(place), place + 1)
        runs = (*self.runs[: place + 1], self.runs[place], *self.runs[place + 1 :])
        return replace(self, runs=runs, view=replace(self.view, selected=place + 1, hidden=hidden, past=()))

    def without_run(self, place: int) -> Self:
        runs = (*self.runs[:place], *self.runs[place + 1 :])
        selected = max(0, self.view.selected - (self.view.selected >= place))
        hidden = without_place(self.view.hidden, place)
        if set(range(len(runs))) <= set(hidden):  # one path is always there
            hidden = tuple(each for each in hidden if each != selected)
        return replace(self, runs=runs, view=replace(self.view, selected=selected, hidden=hidden, past=()))

    def _hidden_but(self, place: int, shown: bool = True) -> tuple[int, ...]:
        others = [each for each in self.view.hidden if each != place]
        return tuple(others) if shown else tuple(sorted((*others, place)))

    def on_surface(self, surface: Surface) -> Self:
        """Return the descent moved to another function, with its start and a learning rate for each rule.

        The length follows too, unless it is another than that of the surface before.  Rules that become alike are one.
        """
        before = self.settings
        steps = surface.steps if before.steps == before.surface.steps else before.steps
        settings = replace(before, surface=surface, start=(surface.start,), steps=steps)
        moved = [run.with_value("lr", surface.rate_of(type(run))) for run in self.runs]
        runs = tuple(dict.fromkeys(moved))
        shown = {moved[place] for place in self.shown}
        view = replace(
            self.view,
            selected=runs.index(moved[self.view.selected]),
            hidden=tuple(place for place, run in enumerate(runs) if run not in shown),
            past=(),
            window=(),
            map_cursor=(),
        )
        return replace(self, settings=settings, runs=runs, view=view)

    @classmethod
    def brought_up_to_date(cls, plain: dict[str, Any]) -> dict[str, Any]:
        if "show" in plain:  # what is drawn had a place of its own
            shown, view = plain.pop("show"), plain.get("view", {})
            if isinstance(shown, Mapping) and isinstance(view, Mapping):
                return {**plain, "view": {**shown, **view}}
            return {**plain, "view": shown}
        return plain


def _function(surface: Surface) -> tuple[Any, ...]:
    """Return what makes a surface another function, whatever part of it is in view."""
    return type(surface), getattr(surface, "text", "")


def _holds(window: tuple[float, ...], points: Sequence[Point]) -> bool:
    """Return whether all points lie in a part of the plane; all do when none was chosen."""
    if not window:
        return True
    left, right, bottom, top = window
    return all(left <= x <= right and bottom <= y <= top for x, y in points)


def _widened(low: float, high: float, places: tuple[float, ...]) -> tuple[float, float]:
    """Return the ends of an axis, moved outwards where a place lies outside."""
    span = max(high, *places) - min(low, *places)
    return (
        low if min(places) >= low else min(places) - MARGIN * span,
        high if max(places) <= high else max(places) + MARGIN * span,
    )
