"""Ordered tables of the things a user can choose from.

A class registers where it is defined; combo boxes, legends, scene files and contract tests read the
table.  To add an entry: write the class, decorate it with ``@table.register("key")``; nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from core.config.words import LabError, mark, shown

T = TypeVar("T", bound=type)


class Registry:
    """A table from short names to frozen dataclasses, in the order of registration.

    Parameters
    ----------
    kind : str
        What the entries are, for messages ("optimizer").
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Any] = {}

    def register(self, name: str) -> Callable[[T], T]:
        """Return a class decorator that files the class under `name` (and sets ``cls.key``)."""

        def file(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            entry.key = name  # type: ignore[attr-defined]
            self._entries[name] = entry
            return entry

        return file

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
