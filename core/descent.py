"""What is watched on a surface: where paths begin and how long they are, what is drawn of them, and their rules.

All are frozen values.  Every path of one descent has the same starts, the same length and the same noise, so what
differs between paths is what differs between their rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from core.optimizers import SGD, Optimizer, optimizers
from core.parameters import Configuration, OneOf, choice, integer, number, one_of, optional, points, switch
from core.surfaces import Surface, Valley, surfaces
from core.words import QT_TRANSLATE_NOOP, LabError, shown

_SURFACE = QT_TRANSLATE_NOOP("core", "Surface")
_PATHS = QT_TRANSLATE_NOOP("core", "Paths")
_SHOWN = QT_TRANSLATE_NOOP("core", "Shown")

MOST_PATHS = 12


@dataclass(frozen=True)
class Noise(Configuration):
    """Gaussian noise on the gradient, as drawing mini-batches makes it."""

    label = QT_TRANSLATE_NOOP("core", "mini-batch noise")

    strength: float = number(
        0.3,
        label=QT_TRANSLATE_NOOP("core", "noise strength"),
        symbol="σ",
        low=0,
        high=1e6,
        log=True,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Standard deviation of what is added to each part of the gradient in each step, in units of the gradient: "
            "at the start of the slides the gradient is (−0.7, 4).",
        ),
    )


@dataclass(frozen=True)
class DescentSettings(Configuration):
    """What all paths share: surface, starts, length, noise."""

    surface: Surface = one_of(surfaces, Valley(), label=QT_TRANSLATE_NOOP("core", "surface"), group=_SURFACE)
    start: tuple[tuple[float, float], ...] = points(
        (Valley.start,),
        label=QT_TRANSLATE_NOOP("core", "start"),
        group=_PATHS,
        help=QT_TRANSLATE_NOOP("core", "x, y; for several starts (-7, 2); (3, 1)."),
    )
    steps: int = integer(
        Valley.steps,
        low=1,
        high=10_000,
        label=QT_TRANSLATE_NOOP("core", "steps"),
        group=_PATHS,
        help=QT_TRANSLATE_NOOP("core", "Length of every path."),
    )
    noise: Noise | None = optional(
        Noise,
        label=QT_TRANSLATE_NOOP("core", "mini-batch noise"),
        group=_PATHS,
        help=QT_TRANSLATE_NOOP(
            "core",
            "A mini-batch gives the gradient of a few examples, which scatters around that of all: hence stochastic. "
            "The same noise for every path.",
        ),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=QT_TRANSLATE_NOOP("core", "seed"),
        group=_PATHS,
        help=QT_TRANSLATE_NOOP("core", "Start of the noise: the same seed gives the same paths."),
    )


@dataclass(frozen=True)
class Show(Configuration):
    """What is drawn besides the paths."""

    label = QT_TRANSLATE_NOOP("core", "Shown")

    paths: bool = switch(
        True,
        label=QT_TRANSLATE_NOOP("core", "paths"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "Off, only the surface is seen, before anything moves on it."),
    )
    field: bool = switch(
        True,
        label=QT_TRANSLATE_NOOP("core", "gradient field"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "Arrows downhill, against the gradient, all over the view."),
    )
    gradient: bool = switch(
        False,
        label=QT_TRANSLATE_NOOP("core", "gradient arrow"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "The negative gradient at the current step."),
    )
    velocity: bool = switch(
        False,
        label=QT_TRANSLATE_NOOP("core", "momentum arrow"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "What the rule remembers of past gradients: v of Momentum, m of Adam."),
    )
    update: bool = switch(
        False,
        label=QT_TRANSLATE_NOOP("core", "update arrow"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "The step that is taken."),
    )
    memory: bool = switch(
        False,
        label=QT_TRANSLATE_NOOP("core", "squared gradients"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "Σg² (h) or its average (h, v) per axis, as bars."),
    )
    ghosts: bool = switch(
        True,
        label=QT_TRANSLATE_NOOP("core", "earlier paths"),
        group=_SHOWN,
        help=QT_TRANSLATE_NOOP("core", "Paths before the last change stay as thin lines."),
    )
    reading: str = choice(
        "value",
        label=QT_TRANSLATE_NOOP("core", "over the steps"),
        group=_SHOWN,
        options={
            "value": QT_TRANSLATE_NOOP("core", "f above minimum"),
            "distance": QT_TRANSLATE_NOOP("core", "distance"),
            "step": QT_TRANSLATE_NOOP("core", "step size"),
            "rate_x": QT_TRANSLATE_NOOP("core", "effective η of x"),
            "rate_y": QT_TRANSLATE_NOOP("core", "effective η of y"),
            "table": QT_TRANSLATE_NOOP("core", "table of steps"),
        },
        help=QT_TRANSLATE_NOOP(
            "core", "What is shown against the step; the effective η of an axis is |step| / |gradient| there."
        ),
    )


_RUN = OneOf(label=QT_TRANSLATE_NOOP("core", "optimizer"), registry=optimizers)


@dataclass(frozen=True)
class Descent:
    """Paths on a surface: settings for all, one rule per path, and what is shown.

    Raises
    ------
    LabError
        When there is no path, or more than `MOST_PATHS`.
    """

    settings: DescentSettings = DescentSettings()
    runs: tuple[Optimizer, ...] = (SGD(lr=0.95),)
    show: Show = Show()

    most_runs: ClassVar[int] = MOST_PATHS
    focuses: ClassVar[tuple[str, ...]] = ("overlay", "grid", "map")

    def __post_init__(self) -> None:
        if not 1 <= len(self.runs) <= MOST_PATHS:
            raise LabError(
                QT_TRANSLATE_NOOP("core", "a descent must have 1 to {most} paths, got {count}"),
                field="runs",
                most=MOST_PATHS,
                count=len(self.runs),
            )

    @property
    def seed(self) -> int:
        """Start of all random numbers."""
        return self.settings.seed

    def with_seed(self, seed: int) -> Descent:
        """Return the descent with another seed."""
        return replace(self, settings=self.settings.with_value("seed", seed))

    def on_surface(self, surface: Surface) -> Descent:
        """Return the descent moved to another surface, with its start, its length and a learning rate for each rule."""
        settings = replace(self.settings, surface=surface, start=(surface.start,), steps=surface.steps)
        runs = [run.with_value("lr", surface.rates[run.key]) for run in self.runs]
        return replace(self, settings=settings, runs=tuple(dict.fromkeys(runs)))

    def to_plain(self) -> dict[str, Any]:
        """Return the descent as a dict that JSON can hold."""
        return {
            "settings": self.settings.to_plain(),
            "runs": [_RUN.to_plain(run) for run in self.runs],
            "show": self.show.to_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Any) -> Descent:
        """Return the descent written as `plain`; what is absent takes its default.

        Raises
        ------
        LabError
            An unknown name or a value that does not fit, with the dotted place in ``field``.
        """
        if not isinstance(plain, dict):
            raise LabError(QT_TRANSLATE_NOOP("core", "a descent must be a set of named settings"))
        for name in plain:
            if name not in ("settings", "runs", "show"):
                raise LabError(
                    QT_TRANSLATE_NOOP("core", "unknown setting {name}; known are: {known}"),
                    field=name,
                    name=shown(name, quotes=True),
                    known="settings, runs, show",
                )
        settings = _inside("settings", DescentSettings.from_plain, plain.get("settings", {}))
        show = _inside("show", Show.from_plain, plain.get("show", {}))
        listed = plain.get("runs", [_RUN.to_plain(cls.runs[0])])
        if not isinstance(listed, list):
            raise LabError(QT_TRANSLATE_NOOP("core", "runs must be a list of optimizers"), field="runs")
        runs = [_inside(f"runs.{place}", _RUN.from_plain, run) for place, run in enumerate(listed)]
        return cls(settings, tuple(runs), show)


def _inside(name: str, read: Callable[[Any], Any], plain: Any) -> Any:
    """Read a part; an error names its place."""
    try:
        return read(plain)
    except LabError as error:
        raise error.inside(name) from None
