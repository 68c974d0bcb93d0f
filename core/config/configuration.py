"""Configurations: frozen dataclasses whose fields are described by parameters (`core.config.parameters`).

Each field is made by one of the functions `number`, `integer`, `switch`, `choice`, `sizes`, `points`, `path`, `one_of`,
`optional`, `part`, `several`, which attach a `Parameter`: label, symbol, range, help.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from core.config.parameters import (
    SETTINGS,
    Choice,
    Integer,
    Number,
    OneOf,
    Optional,
    Parameter,
    Part,
    Path,
    Points,
    Several,
    Sizes,
    Switch,
)
from core.config.registry import Registry
from core.config.words import LabError, mark, shown


class Configuration:
    """Base of every frozen dataclass whose fields are described by parameters.

    An object is checked when it is made, so one that exists is valid.
    """

    key: ClassVar[str] = ""
    label: ClassVar[str] = ""
    help: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for name, parameter in self.parameters().items():
            try:
                object.__setattr__(self, name, parameter.check(getattr(self, name)))
            except LabError as error:
                raise error.inside(name) from None

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Return the description of each field, in order."""
        return {field.name: field.metadata["parameter"] for field in dataclasses.fields(cls)}  # type: ignore[arg-type]

    def to_plain(self) -> dict[str, Any]:
        """Return the settings as a dict that JSON can hold."""
        return {name: parameter.to_plain(getattr(self, name)) for name, parameter in self.parameters().items()}

    @classmethod
    def from_plain(cls, plain: Any) -> Self:
        """Return the configuration written as `plain`; absent fields take their defaults.

        Raises
        ------
        LabError
            An unknown name, or a value that does not fit; its ``field`` is the dotted place.
        """
        if not isinstance(plain, Mapping):
            raise LabError(
                mark("core", "expected {expectation}, got {value}"),
                expectation=SETTINGS,
                value=shown(plain, quotes=True),
            )
        parameters = cls.parameters()
        values = {}
        for name, value in plain.items():
            if name not in parameters:
                raise LabError(
                    mark("core", "unknown setting {name}; known are: {known}"),
                    field=str(name),
                    name=shown(name, quotes=True),
                    known=", ".join(parameters),
                )
            try:
                values[name] = parameters[name].from_plain(value)
            except LabError as error:
                raise error.inside(name) from None
        return cls(**values)

    def differing(self, other: Self) -> set[str]:
        """Return the names of the fields in which two configurations of one kind differ."""
        return {name for name in self.parameters() if getattr(self, name) != getattr(other, name)}

    def can_become(self, other: Self) -> bool:
        """Return whether `other` differs in live settings alone, so that it may take over in mid-training."""
        for name, parameter in self.parameters().items():
            old, new = getattr(self, name), getattr(other, name)
            if old == new or parameter.live:
                continue
            if not isinstance(parameter, OneOf | Part) or type(old) is not type(new) or not old.can_become(new):
                return False
        return True

    def with_value(self, path: str, value: Any) -> Self:
        """Return a copy in which the field at the dotted `path` is `value`; one of several goes by its place.

        Raises
        ------
        LabError
            When the value does not fit, or an optional part on the way is absent.
        """
        name, _, rest = path.partition(".")
        if rest:
            part = getattr(self, name)
            if part is None:
                raise self.parameters()[name].fault(SETTINGS, None).inside(name)
            try:
                value = _with_entry(part, rest, value) if isinstance(part, tuple) else part.with_value(rest, value)
            except LabError as error:
                raise error.inside(name) from None
        return dataclasses.replace(self, **{name: value})  # type: ignore[type-var]


def _with_entry(entries: tuple[Any, ...], path: str, value: Any) -> tuple[Any, ...]:
    """Return configurations in a row, with the field at a path such as ``0.high`` at another value."""
    at, _, rest = path.partition(".")
    try:
        changed = entries[int(at)].with_value(rest, value)
    except LabError as error:
        raise error.inside(at) from None
    return (*entries[: int(at)], changed, *entries[int(at) + 1 :])


def field(parameter: Parameter, default: Any) -> Any:
    """Make a field of any kind."""
    return dataclasses.field(default=default, metadata={"parameter": parameter})


def number(default: float, **described: Any) -> Any:
    """Make a field for a real number (see `Number`)."""
    return field(Number(**described), default)


def integer(default: int, **described: Any) -> Any:
    """Make a field for a whole number (see `Integer`)."""
    return field(Integer(**described), default)


def switch(default: bool, **described: Any) -> Any:
    """Make a field that is on or off (see `Switch`)."""
    return field(Switch(**described), default)


def choice(default: str, **described: Any) -> Any:
    """Make a field for one of a few words (see `Choice`)."""
    return field(Choice(**described), default)


def sizes(default: tuple[int, ...], **described: Any) -> Any:
    """Make a field for the nodes of each layer (see `Sizes`)."""
    return field(Sizes(**described), default)


def points(default: tuple[tuple[float, float], ...], **described: Any) -> Any:
    """Make a field for points of the plane (see `Points`)."""
    return field(Points(**described), default)


def path(default: str = "", **described: Any) -> Any:
    """Make a field for a file name (see `Path`)."""
    return field(Path(**described), default)


def one_of(registry: Registry, default: Configuration, **described: Any) -> Any:
    """Make a field for an entry of `registry` with its own settings (see `OneOf`)."""
    return field(OneOf(registry=registry, **described), default)


def optional(part: type[Configuration], default: Configuration | None = None, **described: Any) -> Any:
    """Make a field for a part that may be absent (see `Optional`)."""
    return field(Optional(part=part, **described), default)


def part(default: Configuration, **described: Any) -> Any:
    """Make a field for settings that have a class of their own and are always there (see `Part`)."""
    return field(Part(part=type(default), **described), default)


def several(default: tuple[Any, ...] = (), **described: Any) -> Any:
    """Make a field for a row of values of one kind (see `Several`)."""
    return field(Several(**described), default)
