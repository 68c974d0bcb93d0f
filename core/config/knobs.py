"""The few settings that a scene is about, by path: what each is, where it stands, and the study with it turned.

A path begins with whom it belongs to: ``settings.steps`` to all, ``run.lr`` to the selected run, ``runs.lr`` to every
run that has it, ``view.scale`` to how it is looked at.  Parts of parts follow, with dots: ``runs.initializer.sigma``;
of several in a row, each goes by its place: ``settings.space.0.high``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from core.config.configuration import Configuration
from core.config.parameters import OneOf, Parameter, Several
from core.config.study import Study
from core.config.words import LabError, mark, shown

MOST_KNOBS = 3

S = TypeVar("S", bound=Study)

_OWNERS = ("settings", "run", "runs", "view")
_UNKNOWN = mark("core", "expected a setting such as settings.seed, run.lr, runs.lr or view.scale, got {path}")


@dataclass(frozen=True)
class Knob:
    """A setting as a knob.

    Attributes
    ----------
    path : str
        Where it is.
    parameter : Parameter
        What it may hold.
    value : Any
        Where it stands; of all runs, that of the selected one, or of the first that has it.
    """

    path: str
    parameter: Parameter
    value: Any

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


def knob(study: Study, path: str) -> Knob | None:
    """Return the knob at `path`; None when there is no such setting just now.

    Raises
    ------
    LabError
        When nothing of this study could ever be at `path`.
    """
    owner, _, rest = path.partition(".")
    if owner not in _OWNERS or not rest:
        raise _unknown(path)
    for place in _places(study, owner):
        found = _find(place, rest)
        if found is not None:
            return Knob(path, *found)
    if owner in ("settings", "view") and not any(_may_be(place, rest) for place in map(type, _places(study, owner))):
        raise _unknown(path)
    return None


def turned(study: S, path: str, value: Any) -> S:
    """Return the study with the setting at `path` at another value.

    Raises
    ------
    LabError
        When the value does not fit.
    """
    owner, _, rest = path.partition(".")
    if owner == "settings":
        return replace(study, settings=study.settings.with_value(rest, value))
    if owner == "view":
        return replace(study, view=study.view.with_value(rest, value))
    if owner == "run":
        return study.with_run(study.view.selected, study.selected.with_value(rest, value))
    runs = tuple(run.with_value(rest, value) if _find(run, rest) else run for run in study.runs)
    return replace(study, runs=runs)


def _places(study: Study, owner: str) -> list[Configuration]:
    if owner == "settings":
        return [study.settings]
    if owner == "view":
        return [study.view]
    return [study.selected] if owner == "run" else [study.selected, *study.runs]


def _find(place: Configuration, path: str) -> tuple[Parameter, Any] | None:
    """Return what may be at `path` from a configuration, and what is; None when there is nothing."""
    name, _, rest = path.partition(".")
    parameter = place.parameters().get(name)
    if parameter is None:
        return None
    value = getattr(place, name)
    if not rest:
        return parameter, value
    if isinstance(parameter, Several):
        at, _, rest = rest.partition(".")
        value = value[int(at)] if at.isdigit() and int(at) < len(value) and rest else None
    return _find(value, rest) if isinstance(value, Configuration) else None


def _may_be(kind: type[Configuration], path: str) -> bool:
    """Return whether a configuration of this kind can ever have a setting at a path."""
    name, _, rest = path.partition(".")
    parameter = kind.parameters().get(name)
    if isinstance(parameter, Several):
        parameter, rest = parameter.item, rest.partition(".")[2]
    if parameter is None or not rest:
        return parameter is not None
    parts = parameter.registry.classes() if isinstance(parameter, OneOf) else [getattr(parameter, "part", None)]
    return any(part is not None and _may_be(part, rest) for part in parts)


def _unknown(path: str) -> LabError:
    return LabError(_UNKNOWN, path=shown(path, quotes=True))
