"""The tabs of the window, in the order of the lecture.

A tab is a package here.  Its ``__init__`` names it (`TAB`, see `TabEntry`) and nothing more; its other modules are read
when it is first wanted, so that the window is there soon.  To add one: a package, and its name in `ORDER`.  Tabs do not
know each other.
"""

from __future__ import annotations

import importlib

from app.tabs.base import StudyTab, TabEntry

ORDER = ("optimizers", "activations", "trainer", "search")

FIRST_SCENE = "mnist-optimizers"
"""What the window opens at."""


def _entry(key: str) -> TabEntry:
    entry: TabEntry = importlib.import_module(f"app.tabs.{key}").TAB
    return entry


TABS = tuple(map(_entry, ORDER))


def find_tab(key: str) -> TabEntry:
    """Return the tab of this key."""
    (entry,) = [entry for entry in TABS if entry.key == key]
    return entry


def load(entry: TabEntry) -> type[StudyTab]:
    """Return the class of a tab."""
    module, _, name = entry.where.rpartition(".")
    loaded: type[StudyTab] = getattr(importlib.import_module(module), name)
    return loaded
