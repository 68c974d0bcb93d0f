"""Names by what differs: "SGD η 0.01" beside "Adam η 0.001", "plain" beside "weight decay λ 0.1".

A name is a tuple of parts, to be joined with commas; every part can be said in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.config.configuration import Configuration
from core.config.parameters import Choice, OneOf, Optional, Parameter, Switch
from core.config.words import Phrase, mark

PLAIN = mark("core", "plain")
_WITH = mark("core", "with {name}")
_WITHOUT = mark("core", "without {name}")
_TWIN = mark("core", "{name} ({number})")
_SETTING = mark("core", "{name} {value}")
_CHANGE = mark("core", "{name} {before} → {after}")
_CHOSEN = "{name}"

Name = tuple[Phrase | str, ...]


def text_of(name: Name) -> str:
    """Return the English name."""
    return ", ".join(str(part) for part in name)


def told_apart(names: Sequence[Name]) -> list[Name]:
    """Put numbers on those that are named alike: twins before anything was changed."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen[text_of(name)] = seen.get(text_of(name), 0) + 1
        result.append(name if count == 1 else (*name[:-1], Phrase(_TWIN, name=name[-1], number=count)))
    return result


def differing(owners: Sequence[Configuration]) -> dict[str, Parameter]:
    """Return the settings in which configurations of one class are not all alike."""
    parameters = type(owners[0]).parameters()
    return {name: p for name, p in parameters.items() if len({getattr(owner, name) for owner in owners}) > 1}


def names_of_parts(
    parameters: Mapping[str, Parameter], owners: Sequence[Configuration], brief: bool = False
) -> list[list[Phrase | str]]:
    """Return how each owner is named by these of its settings, as parts of a name; `brief` without what is alike."""
    names: list[list[Phrase | str]] = [[] for _ in owners]
    for name, parameter in parameters.items():
        values = [getattr(owner, name) for owner in owners]
        for parts, value in zip(names, values, strict=True):
            parts += _parts(parameter, value, values, brief)
    return names


def named_choice(
    value: Configuration, label: str, differing_only: bool, alike: Sequence[Configuration]
) -> list[Phrase | str]:
    """Name a choice by its label and its first setting, and by any other setting in which those alike differ.

    Parameters
    ----------
    value : Configuration
        What was chosen.
    label : str
        Its name.
    differing_only : bool
        Whether the first setting, too, is named only where it differs.
    alike : sequence of Configuration
        The choices of the same kind from which it is to be told apart, itself among them.
    """
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
                shown = parameter.words(setting)
                settings.append(Phrase(_SETTING, name=parameter.symbol, value=shown) if parameter.symbol else shown)
    if not settings:
        return [label]
    first, *rest = settings
    return [Phrase(_SETTING, name=label, value=first), *rest]


def changes(old: Configuration, new: Configuration) -> list[Phrase]:
    """Return what differs between two configurations of one class: "η 0.01 → 0.05"."""
    said: list[Phrase] = []
    for name, parameter in differing([old, new]).items():
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(before, Configuration) and type(before) is type(after):
            said += changes(before, after)
            continue
        values = [
            Phrase(_CHOSEN, name=value.label) if isinstance(value, Configuration) else parameter.words(value)
            for value in (before, after)
        ]
        label = parameter.symbol or parameter.label
        said.append(Phrase(_CHANGE, name=label, before=values[0], after=values[1]))
    return said


def _parts(parameter: Parameter, value: Any, among: list[Any], brief: bool) -> list[Phrase | str]:
    """Return how one setting is named among the values that the owners have for it."""
    if isinstance(parameter, OneOf):
        alike = [other for other in among if type(other) is type(value)]
        one_kind = len(alike) == len(among) and len(set(among)) > 1
        return named_choice(value, value.label, differing_only=one_kind or brief, alike=alike)
    if isinstance(parameter, Optional):
        if value is None:
            return []
        alike = [other for other in among if other is not None]
        return named_choice(value, value.label, differing_only=brief, alike=alike)
    if isinstance(parameter, Choice):
        return [parameter.options[value]]
    return [Phrase(_SETTING, name=parameter.symbol or parameter.label, value=parameter.words(value))]
