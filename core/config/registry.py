"""Ordered tables of the things a user can choose from.

A class registers where it is defined; combo boxes, legends, scene files and contract tests read the
table.  To add an entry: write the class, decorate it with ``@table.register("key")``; nothing else.  A table whose
entries have a file each is filled from their package (`Registry.fill`), so a new file is all there is to a new entry.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from core.config.words import LabError, mark, shown

T = TypeVar("T", bound=type)

LAST = math.inf
"""The place of an entry that stays behind all that are added."""
_ADDED = 1e6


class Registry:
    """A table from short names to frozen dataclasses, in the order of their places.

    Parameters
    ----------
    kind : str
        What the entries are, for messages ("optimizer").
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Any] = {}
        self._places: dict[str, float] = {}

    def register(self, name: str, place: float = _ADDED) -> Callable[[T], T]:
        """Return a class decorator that files the class under `name` (and sets ``cls.key``).

        Parameters
        ----------
        name : str
            The key in scene files.
        place : float
            Where it stands: in the lecture's order, 1, 2, 3 …, `LAST` at the end.  Entries that name no place stand
            before `LAST`, in the order of registration.
        """

        def file(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            entry.key = name  # type: ignore[attr-defined]
            self._entries[name], self._places[name] = entry, place
            self._entries = dict(sorted(self._entries.items(), key=lambda item: self._places[item[0]]))
            return entry

        return file

    def fill(self, package: str, path: Iterable[str]) -> None:
        """Import every module of a package (its ``__name__`` and ``__path__``), so that their classes register."""
        for module in pkgutil.iter_modules(path):
            importlib.import_module(f"{package}.{module.name}")

    def __getitem__(self, name: str) -> Any:
        """Return the class filed under `name`; raise `LabError` that lists the known names."""
        try:
            return self._entries[name]
        except (KeyError, TypeError):
            raise LabError(
                mark("core", "unknown {kind} {name}; known are: {known}"),
                kind=self.kind,
                name=shown(name, quotes=True),
                known=", ".join(self._entries),
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def classes(self) -> list[Any]:
        """Return the registered classes in order."""
        return list(self._entries.values())
