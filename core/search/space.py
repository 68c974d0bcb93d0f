"""What a search varies: the settings of a run that can join, and the range of each.

A place on a dimension is a number u in [0, 1), whatever the setting is; the ways of choosing (`core.search.choosing`)
know nothing else.  `Dimension.value` makes a setting of it and `Dimension.unit` leads back.

What can be varied follows from the parameters of a run: a new hyperparameter of an optimizer is found by itself.
To add a kind of dimension: a class here, decorated with ``@dimensions.register``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np

from core.config import figures
from core.config.configuration import Configuration, choice, number, several, switch
from core.config.parameters import Choice, Integer, Number, OneOf, Optional, Parameter, Sizes, Switch
from core.config.registry import Registry
from core.config.words import LabError, mark
from core.training.study import RunConfiguration, Settings

Array = np.ndarray

dimensions = Registry(mark("core", "dimension"))

NODES, LAYERS, BATCH = "hidden.nodes", "hidden.layers", "batch_size"
"""Settings that are no fields of a run: nodes of every hidden layer, their number, and the size of a mini-batch."""


def _variables() -> dict[str, Parameter]:
    """Return every setting that can be varied, by its path from the run."""
    found: dict[str, Parameter] = {}
    for name, parameter in RunConfiguration.parameters().items():
        match parameter:
            case Sizes(low=low, high=high, most=most):
                found[NODES] = Integer(label=mark("core", "nodes"), low=low, high=high)
                found[LAYERS] = Integer(label=mark("core", "layers"), low=1, high=most)
                continue
            case OneOf(registry=registry):
                parts: Sequence[type[Configuration]] = registry.classes()
            case Optional(part=part):
                parts = (part,)
            case _:
                parts = ()
        found[name] = parameter
        for each in parts:
            for field, inner in each.parameters().items():
                found.setdefault(f"{name}.{field}", inner)
    found[BATCH] = Settings.parameters()["batch_size"]
    return found


VARIABLES = _variables()
"""The settings that can be varied, by path: ``optimizer.lr``, ``decay.strength``, ``dropout`` (on or off) ..."""


def _paths(*kinds: type[Parameter]) -> dict[str, str]:
    """Return the paths of settings of some kinds, with their labels."""
    return {path: parameter.label for path, parameter in VARIABLES.items() if isinstance(parameter, kinds)}


NUMBERS = _paths(Number, Integer)
SWITCHES = _paths(Optional, Switch)
CHOICES = _paths(OneOf, Choice)
PATHS = {path: parameter.label for path, parameter in VARIABLES.items()}


def options_of(path: str) -> dict[str, str]:
    """Return what a setting with a few options may be, with labels."""
    parameter = VARIABLES[path]
    if isinstance(parameter, OneOf):
        return {entry.key: entry.label for entry in parameter.registry.classes()}
    assert isinstance(parameter, Choice)
    return dict(parameter.options)


TOO_FEW = mark("core", "expected two or more different options")

_OPTIONS = {name: label for path in CHOICES for name, label in options_of(path).items()}


@dataclass(frozen=True)
class Dimension(Configuration):
    """One setting that is varied.

    Attributes
    ----------
    path : str
        Where the setting is in a run: ``optimizer.lr``.
    """

    path: str

    @property
    def decades(self) -> bool:
        """Whether it is spread over decades."""
        return False

    @property
    def parameter(self) -> Parameter:
        """The setting as a run describes it."""
        return VARIABLES[self.path]

    @property
    def cells(self) -> int | None:
        """How many values there are; None where they are without number."""
        raise NotImplementedError

    def value(self, u: float) -> Any:
        """Return the setting at the place `u` in [0, 1)."""
        raise NotImplementedError

    def unit(self, value: Any) -> float:
        """Return the place of a setting in [0, 1]; the middle of its cell where values can be counted."""
        raise NotImplementedError

    def units(self, values: Sequence[Any]) -> Array:
        """Return the places of many settings."""
        return np.array([self.unit(value) for value in values], float)


@dimensions.register("range")
@dataclass(frozen=True)
class Range(Dimension):
    """Numbers from `low` to `high`: low + u (high − low), or with decades 10^(log low + u (log high − log low)).

    Whole numbers, where the setting is one, share the range evenly on the scale that is chosen, both ends included.
    """

    label = mark("core", "range")
    help = mark("core", "Numbers between two ends, evenly spread on a linear scale or over decades.")

    path: str = choice("optimizer.lr", label=mark("core", "setting"), options=NUMBERS)
    low: float = number(1e-6, label=mark("core", "lower end"), log=True)
    high: float = number(1e-2, label=mark("core", "upper end"), log=True)
    log: bool = switch(
        True,
        label=mark("core", "over decades"),
        help=mark("core", "10^U(a, b): every decade is tried equally often. Off, every stretch of equal length is."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("low", "high"):
            try:
                VARIABLES[self.path].check(getattr(self, name))
            except LabError as error:
                raise error.inside(name) from None
        if not self.low < self.high:
            raise LabError(
                mark("core", "the lower end must be below the upper end, {high}; got {low}"),
                field="low",
                low=figures.setting(self.low),
                high=figures.setting(self.high),
            )
        if self.log and self.low <= 0:
            raise LabError(
                mark("core", "over decades, both ends must be above 0, got {value}"),
                field="low",
                value=figures.setting(self.low),
            )

    @property
    def decades(self) -> bool:
        return self.log

    @property
    def is_whole(self) -> bool:
        """Whether the setting is a whole number."""
        return isinstance(self.parameter, Integer)

    @property
    def cells(self) -> int | None:
        return round(self.high - self.low) + 1 if self.is_whole else None

    def _ends(self) -> tuple[float, float]:
        """Return both ends on the scale of the range, the upper one where the cell of the last whole number ends."""
        low, high = self.low, self.high + self.is_whole
        return (math.log10(low), math.log10(high)) if self.log else (low, high)

    def value(self, u: float) -> float | int:
        low, high = self._ends()
        place = low + u * (high - low)
        value = 10**place if self.log else place
        value = min(max(value, self.low), self.high)
        return math.floor(value + 1e-9) if self.is_whole else value

    def unit(self, value: float) -> float:
        low, high = self._ends()
        ends = (value, value + 1) if self.is_whole else (value, value)
        places = [(math.log10(end) if self.log else end) for end in ends]
        return min(max((sum(places) / 2 - low) / (high - low), 0.0), 1.0)

    def units(self, values: Sequence[float]) -> Array:
        low, high = self._ends()
        ends = np.array(values, float) + np.array([[0], [self.is_whole]])
        places = (np.log10(ends) if self.log else ends).sum(axis=0) / 2
        return np.clip((places - low) / (high - low), 0.0, 1.0)

    def between(self, low: float, high: float) -> Self:
        """Return the part of the range between two places on it, 0 ≤ low < high ≤ 1, in four significant digits.

        Whole numbers keep to whole ends.
        """
        start, end = self._ends()
        ends = [start + u * (end - start) for u in (low, high)]
        if self.log:
            ends = [10**place for place in ends]
        if self.is_whole:
            first = min(math.floor(ends[0] + 1e-9), self.high - 1)
            last = min(max(math.ceil(ends[1] - 1e-9) - 1, first + 1), self.high)
            return replace(self, low=first, high=last)
        digits = 4
        while (rounded := [figures.rounded(place, digits) for place in ends])[0] >= rounded[1] and digits < 17:
            digits += 1
        return replace(self, low=max(rounded[0], self.low), high=min(rounded[1], self.high))

    def wider(self, end: str, share: float = 0.5) -> Self | None:
        """Return the range with its ``"low"`` or ``"high"`` end moved outwards by a share of its length.

        It goes no further than the setting allows; None where it is there already.
        """
        start, stop = (math.log10(self.low), math.log10(self.high)) if self.log else (self.low, self.high)
        place = start - share * (stop - start) if end == "low" else stop + share * (stop - start)
        limits = self.parameter
        assert isinstance(limits, Number | Integer)
        value = 10**place if self.log else place
        value = float(round(value)) if self.is_whole else figures.rounded(value)
        if isinstance(limits, Number) and not self.log:  # an end that is not reached is approached by nine tenths
            if limits.open_low:
                value = max(value, self.low - 0.9 * (self.low - limits.low))
            if limits.open_high:
                value = min(value, self.high + 0.9 * (limits.high - self.high))
        value = min(max(value, limits.low), limits.high)
        if (value >= self.low) if end == "low" else (value <= self.high):
            return None
        try:
            return self.with_value(end, value)
        except LabError:  # an end at 0 has no place among decades
            return None


@dimensions.register("switch")
@dataclass(frozen=True)
class OnOff(Dimension):
    """With and without a part: batch normalization, dropout, weight decay."""

    label = mark("core", "on or off")
    help = mark("core", "With it and without it, equally often.")

    names: ClassVar[tuple[str, str]] = mark("core", "off"), mark("core", "on")

    path: str = choice("batch_norm", label=mark("core", "setting"), options=SWITCHES)

    @property
    def cells(self) -> int:
        return 2

    def value(self, u: float) -> bool:
        return u >= 0.5

    def unit(self, value: bool) -> float:
        return 0.75 if value else 0.25


@dimensions.register("options")
@dataclass(frozen=True)
class Options(Dimension):
    """One of a few options, each equally often; all of them when none is named."""

    label = mark("core", "one of several")
    help = mark("core", "Each option equally often: the optimizer, the activation function ...")

    path: str = choice("optimizer", label=mark("core", "setting"), options=CHOICES)
    names: tuple[str, ...] = several(
        label=mark("core", "options"),
        item=Choice(label=mark("core", "option"), options=_OPTIONS),
        help=mark("core", "Those that are tried; all, when none is chosen."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        known = options_of(self.path)
        for name in self.names:
            if name not in known:
                raise LabError(
                    mark("core", "unknown {kind} {name}; known are: {known}"),
                    field="names",
                    kind=PATHS[self.path],
                    name=repr(name),
                    known=", ".join(known),
                )
        if len(self.tried) < 2 or len(set(self.names)) < len(self.names):
            raise LabError(TOO_FEW, field="names")

    @property
    def tried(self) -> tuple[str, ...]:
        """The options in their order."""
        return self.names or tuple(options_of(self.path))

    @property
    def cells(self) -> int:
        return len(self.tried)

    def value(self, u: float) -> str:
        return self.tried[min(int(u * self.cells), self.cells - 1)]

    def unit(self, value: str) -> float:
        return (self.tried.index(value) + 0.5) / self.cells


_USUAL: dict[str, tuple[float, float, bool]] = {
    "optimizer.lr": (1e-6, 1e-2, True),
    "optimizer.momentum": (0.5, 0.99, False),
    "optimizer.rho": (0.9, 0.999, False),
    "optimizer.beta1": (0.5, 0.99, False),
    "optimizer.beta2": (0.9, 0.9999, False),
    "decay.strength": (1e-8, 1e-4, True),
    "dropout.ratio": (0.0, 0.5, False),
    "initializer.sigma": (1e-3, 1.0, True),
    "schedule.gamma": (0.01, 1.0, True),
    "schedule.parts": (1, 10, False),
    "schedule.share": (0.0, 0.5, False),
    NODES: (10, 200, True),
    LAYERS: (1, 8, False),
    BATCH: (10, 100, True),
}
"""Ranges that suit the networks of the lecture: lower end, upper end, whether over decades."""


def usual(path: str) -> Dimension:
    """Return the dimension of a setting with a range to begin with."""
    parameter = VARIABLES[path]
    if path in SWITCHES:
        return OnOff(path)
    if path in CHOICES:
        return Options(path)
    assert isinstance(parameter, Number | Integer)
    if path in _USUAL:
        return Range(path, *_USUAL[path])
    if isinstance(parameter, Number) and parameter.log:
        return Range(path, max(parameter.low, 1e-8), min(parameter.high, 1.0), True)
    low, high = max(parameter.low, 0), min(parameter.high, 1)
    margin = (high - low) / 100
    opened = (getattr(parameter, "open_low", False), getattr(parameter, "open_high", False))
    return Range(path, low + margin * opened[0], high - margin * opened[1], False)


def has_setting(run: RunConfiguration, path: str) -> bool:
    """Return whether a run has the setting, or will have it once the part it belongs to is there."""
    name, _, rest = path.partition(".")
    if path in (NODES, LAYERS, BATCH) or not rest:
        return True
    part = getattr(run, name)
    return part is None or rest in part.parameters()


def is_there(run: RunConfiguration, space: Sequence[Dimension], path: str) -> bool:
    """Return whether a run has the setting, be it with one of the options that are tried where it depends on one."""
    name = path.partition(".")[0]
    for each in space:
        if isinstance(each, Options) and each.path == name != path:
            return any(has_setting(varied(run, {name: option}), path) for option in each.tried)
    return has_setting(run, path)


def that_can_join(run: RunConfiguration, space: Sequence[Dimension]) -> tuple[str, ...]:
    """Return the settings that are not varied yet, and could be."""
    taken = {each.path for each in space}
    return tuple(path for path in VARIABLES if path not in taken and is_there(run, space, path))


def varied(run: RunConfiguration, values: Mapping[str, Any]) -> RunConfiguration:
    """Return the run with other settings; the size of mini-batches is none of a run's.

    Choices come first, then what their settings are, then parts that are off.  A setting switches on the part that it
    belongs to (the strength of weight decay), and one that the chosen option does not have (the momentum of SGD) is
    left out.
    """
    order = sorted(values, key=lambda path: (path not in CHOICES, path in SWITCHES))
    for path in order:
        run = _with(run, path, values[path])
    return run


def _with(run: RunConfiguration, path: str, value: Any) -> RunConfiguration:
    name, _, field = path.partition(".")
    if path == BATCH:
        return run
    if path == NODES:
        return replace(run, hidden=(value,) * len(run.hidden))
    if path == LAYERS:
        return replace(run, hidden=run.hidden[:1] * value)
    parameter, part = RunConfiguration.parameters()[name], getattr(run, name)
    if field:
        if part is None:
            assert isinstance(parameter, Optional)
            part = parameter.part()
        return run.with_value(name, part.with_value(field, value)) if field in part.parameters() else run
    if isinstance(parameter, OneOf):
        return run if part.key == value else run.with_value(name, parameter.registry[value]())
    if isinstance(parameter, Optional):
        return run.with_value(name, (part or parameter.part()) if value else None)
    return run.with_value(name, value)
