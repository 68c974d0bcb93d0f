"""What is watched on a surface: where paths begin and how long they are, their rules, and what is drawn of them.

All are frozen values.  Every path of one descent has the same starts, the same length and the same noise, so what
differs between paths is what differs between their rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from core.config.configuration import Configuration, choice, integer, number, one_of, optional, points, several, switch
from core.config.naming import Name, named_choice, told_apart
from core.config.parameters import Integer, Number, OneOf
from core.config.study import MOST_ROWS, Study, View, scale, with_place, without_place
from core.config.words import LabError, mark
from core.descent.surfaces import Surface, Valley, surfaces
from core.rules.optimizers import SGD, Optimizer, optimizers

_SURFACE = mark("core", "Surface")
_PATHS = mark("core", "Paths")
_SHOWN = mark("core", "Shown")

MOST_PATHS = 12
"""Paths that there is room for; more rules may be listed and hidden."""
MOST_GHOSTS = 6
END = 10_000
"""The place in the film that stands for its end, however long it is."""

AXES = {
    "rates": mark("core", "hyperparameters"),
    "starts": mark("core", "start points"),
}
"""What a sensitivity map can lie over."""
MEASURES = {"steps": mark("core", "steps to converge"), "value": mark("core", "final f")}
"""What the colours of a sensitivity map can mean."""

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


@dataclass(frozen=True)
class DescentView(View):
    """What is drawn of the paths and besides them."""

    focus: str = choice(
        "overlay",
        label=mark("core", "large picture"),
        options={
            "overlay": mark("core", "overlay"),
            "grid": mark("core", "panels"),
            "map": mark("core", "map"),
        },
    )
    scale: str = scale()
    paths: bool = switch(
        True,
        label=mark("core", "paths"),
        group=_SHOWN,
        help=mark("core", "Off, only the surface is seen, before anything moves on it."),
    )
    field: bool = switch(
        True,
        label=mark("core", "gradient field"),
        group=_SHOWN,
        help=mark("core", "Arrows downhill, against the gradient, all over the view."),
    )
    gradient: bool = switch(
        False,
        label=mark("core", "gradient arrow"),
        group=_SHOWN,
        help=mark("core", "The negative gradient at the current step."),
    )
    velocity: bool = switch(
        False,
        label=mark("core", "momentum arrow"),
        group=_SHOWN,
        help=mark("core", "What the rule remembers of past gradients: v of Momentum, m of Adam."),
    )
    update: bool = switch(
        False,
        label=mark("core", "update arrow"),
        group=_SHOWN,
        help=mark("core", "The step that is taken."),
    )
    memory: bool = switch(
        False,
        label=mark("core", "squared gradients"),
        group=_SHOWN,
        help=mark("core", "Σg² (h) or its average (h, v) per axis, as bars."),
    )
    ghosts: bool = switch(
        True,
        label=mark("core", "earlier paths"),
        group=_SHOWN,
        help=mark("core", "Paths before the last change stay as thin lines."),
    )
    reading: str = choice(
        "value",
        label=mark("core", "over the steps"),
        group=_SHOWN,
        options={
            "value": mark("core", "f above minimum"),
            "distance": mark("core", "distance"),
            "step": mark("core", "step size"),
            "rate_x": mark("core", "effective η of x"),
            "rate_y": mark("core", "effective η of y"),
            "table": mark("core", "table of steps"),
        },
        help=mark("core", "What is shown against the step; the effective η of an axis is |step| / |gradient| there."),
    )
    place: int = integer(
        END,
        label=mark("core", "step shown"),
        low=0,
        high=END,
        help=mark("core", "Place in the film; beyond the last step, the end."),
    )
    speed: float = number(
        5.0, label=mark("core", "speed"), low=0, open_low=True, high=1e6, help=mark("core", "Steps a second.")
    )
    follow: bool = switch(
        False,
        label=mark("core", "follow"),
        help=mark("core", "Show what is outside the view in decades, so that no path is lost."),
    )
    window: tuple[float, ...] = several(
        label=mark("core", "part of the plane"),
        item=Number(label=mark("core", "edge")),
        most=4,
        help=mark("core", "x from, x to, y from, y to; nothing stands for the whole view of the surface."),
    )
    map_axes: str = choice("rates", label=mark("core", "axes of the map"), options=AXES)
    map_measure: str = choice("steps", label=mark("core", "colours of the map"), options=MEASURES)
    hidden: tuple[int, ...] = several(
        label=mark("core", "hidden"),
        item=Integer(label=mark("core", "hidden run"), high=MOST_ROWS),
        most=MOST_ROWS,
        help=mark("core", "Places of the runs that are listed but not traced."),
    )
    past: tuple[Optimizer, ...] = several(
        label=mark("core", "earlier paths"),
        item=_RULE,
        most=MOST_GHOSTS,
        help=mark("core", "The selected rule as it was before its last changes, drawn as thin lines."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.window) not in (0, 4) or self.window[0:1] > self.window[1:2] or self.window[2:3] > self.window[3:4]:
            raise LabError(
                mark("core", "a part of the plane must be x from, x to, y from, y to, or nothing"), field="window"
            )


@dataclass(frozen=True)
class Descent(Study):
    """Paths on a surface, one rule each.

    The runs are the rules that are listed, in their order; those whose places are in ``view.hidden`` have no path.

    Raises
    ------
    LabError
        Also when no path is left, or more than `MOST_PATHS` are.
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

    def computes_like(self, other: Study) -> bool:
        return isinstance(other, Descent) and (self.settings, self.paths, self.view.past) == (
            other.settings,
            other.paths,
            other.view.past,
        )

    def names(self) -> list[Name]:
        """Return a name for each path: its rule, and what tells it from others of the same rule.

        "SGD" beside "Momentum", "SGD η 0.5" beside "SGD η 0.95".
        """
        names: list[Name] = []
        for rule in self.paths:
            alike = [other for other in self.paths if type(other) is type(rule)]
            names.append(tuple(named_choice(rule, rule.label, differing_only=True, alike=alike)))
        return told_apart(names)

    def with_twin(self, place: int) -> Self:
        twin = super().with_twin(place)
        hidden = with_place([each for each in self.view.hidden if each != place], place + 1)
        return replace(twin, view=replace(twin.view, hidden=hidden))

    def without_run(self, place: int) -> Self:
        runs = (*self.runs[:place], *self.runs[place + 1 :])
        selected = max(0, min(self.view.selected - (self.view.selected > place), len(runs) - 1))
        hidden = without_place(self.view.hidden, place)
        if len(hidden) == len(runs):  # one path is always there
            hidden = tuple(each for each in hidden if each != selected)
        return replace(self, runs=runs, view=replace(self.view, selected=selected, hidden=hidden))

    def with_shown(self, place: int, shown: bool) -> Self:
        """Return the descent with the rule at `place` drawn or hidden."""
        hidden = tuple(each for each in self.view.hidden if each != place)
        return self.with_view(hidden=hidden if shown else tuple(sorted((*hidden, place))))

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
