"""Names of runs by what differs: "SGD η 0.01" beside "Adam η 0.001", "plain" beside "weight decay λ 0.1"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.experiment import RunConfiguration, Settings
from core.optimizers import Optimizer
from core.parameters import Choice, Configuration, OneOf, Optional, Parameter, Switch
from core.signal_study import SignalConfiguration
from core.words import QT_TRANSLATE_NOOP, Phrase

_PLAIN = QT_TRANSLATE_NOOP("core", "plain")
_WITH = QT_TRANSLATE_NOOP("core", "with {name}")
_WITHOUT = QT_TRANSLATE_NOOP("core", "without {name}")
_TWIN = QT_TRANSLATE_NOOP("core", "{name} ({number})")
_SETTING = QT_TRANSLATE_NOOP("core", "{name} {value}")

Name = tuple[Phrase | str, ...]


def names_of_runs(runs: Sequence[RunConfiguration], settings: Sequence[Settings] | None = None) -> list[Name]:
    """Return a name for each run, as parts to be joined with commas.

    A part is named only where runs differ; a run that has none of the parts that others add is "plain".
    One run alone is named by its cures.

    Parameters
    ----------
    runs : sequence of RunConfiguration
        Those to be told apart.
    settings : sequence of Settings, optional
        What each was trained with, when they come from different races.
    """
    parameters = RunConfiguration.parameters()
    differing = [name for name in parameters if len({getattr(run, name) for run in runs}) > 1]
    if not differing:
        differing = [name for name, parameter in parameters.items() if isinstance(parameter, Optional)]
    names = names_of_parts({name: parameters[name] for name in differing}, runs)
    for name, parameter in Settings.parameters().items():
        values = [getattr(shared, name) for shared in settings or ()]
        if len(set(values)) > 1:
            _add_parts(names, parameter, values)
    return _told_apart([tuple(parts) or (_PLAIN,) for parts in names])


def names_of_paths(runs: Sequence[Optimizer]) -> list[Name]:
    """Return a name for each path on a surface: its rule, and what tells it from others of the same rule.

    "SGD" beside "Momentum", "SGD η 0.5" beside "SGD η 0.95".
    """
    names: list[Name] = []
    for run in runs:
        alike = [other for other in runs if type(other) is type(run)]
        names.append(tuple(_with_settings(run, run.label, differing_only=True, alike=alike)))
    return _told_apart(names)


def names_of_rows(rows: Sequence[SignalConfiguration]) -> list[Name]:
    """Return a name for each row of a study, by what differs; one row alone by its activation and initial weights."""
    parameters = SignalConfiguration.parameters()
    differing = [name for name in parameters if len({getattr(row, name) for row in rows}) > 1]
    names = names_of_parts({name: parameters[name] for name in differing or ("activation", "initializer")}, rows)
    return _told_apart([tuple(parts) or (_PLAIN,) for parts in names])


def names_of_parts(parameters: Mapping[str, Parameter], owners: Sequence[Configuration]) -> list[list[Phrase | str]]:
    """Return how each owner is named by these of its settings, as parts of a name."""
    names: list[list[Phrase | str]] = [[] for _ in owners]
    for name, parameter in parameters.items():
        _add_parts(names, parameter, [getattr(owner, name) for owner in owners])
    return names


def _told_apart(names: list[Name]) -> list[Name]:
    """Put numbers on those that are named alike: twins before anything was changed."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen[text_of(name)] = seen.get(text_of(name), 0) + 1
        result.append(name if count == 1 else (*name[:-1], Phrase(_TWIN, name=name[-1], number=count)))
    return result


def _add_parts(names: list[list[Phrase | str]], parameter: Parameter, values: list[Any]) -> None:
    for parts, value in zip(names, values, strict=True):
        parts += _parts(parameter, value, values)


def text_of(name: Name) -> str:
    """Return the English name."""
    return ", ".join(str(part) for part in name)


def _parts(parameter: Parameter, value: Any, among: list[Any]) -> list[Phrase | str]:
    """Return how one setting is named among the values that the runs have for it."""
    if isinstance(parameter, OneOf):
        alike = [other for other in among if type(other) is type(value)]
        one_kind = len(alike) == len(among) and len(set(among)) > 1
        return _with_settings(value, value.label, differing_only=one_kind, alike=alike)
    if isinstance(parameter, Optional):
        if value is None:
            return []
        alike = [other for other in among if other is not None]
        return _with_settings(value, value.label, differing_only=False, alike=alike)
    if isinstance(parameter, Choice):
        return [parameter.options[value]]
    return [Phrase(_SETTING, name=parameter.symbol or parameter.label, value=parameter.format(value))]


def _with_settings(value: Configuration, label: str, differing_only: bool, alike: list[Any]) -> list[Phrase | str]:
    """Name a part by its label and its first setting, and by any other setting in which those alike differ."""
    settings: list[Phrase | str] = []
    for place, (name, parameter) in enumerate(value.parameters().items()):
        differs = len({getattr(other, name) for other in alike}) > 1
        if differs or (place == 0 and not differing_only and not isinstance(parameter, Choice)):
            setting = getattr(value, name)
            if isinstance(parameter, Choice):
                settings.append(parameter.options[setting])
            elif isinstance(parameter, Switch):
                settings.append(Phrase(_WITH if setting else _WITHOUT, name=parameter.label))
            else:
                shown = parameter.format(setting)
                settings.append(Phrase(_SETTING, name=parameter.symbol, value=shown) if parameter.symbol else shown)
    if not settings:
        return [label]
    first, *rest = settings
    return [Phrase(_SETTING, name=label, value=first), *rest]
