"""The tabs of the window, in the order of the lecture.

A tab's modules are read when it is first wanted, so that the window is there soon.  To add one: a package here with a
`Tab` class of the same key, and one line in `TABS`.  Tabs do not know each other.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from app.tabs.base import Tab
from core.config.words import mark


@dataclass(frozen=True)
class TabEntry:
    """One tab.

    Attributes
    ----------
    key : str
        Name of the tab in scene files, and of its package.
    label : str
        Marked name on the tab bar.
    name : str
        Of its class.
    """

    key: str
    label: str
    name: str

    def load(self) -> type[Tab]:
        """Return the class of the tab."""
        loaded: type[Tab] = getattr(importlib.import_module(f"app.tabs.{self.key}"), self.name)
        return loaded


FIRST_SCENE = "mnist-optimizers"
"""What the window opens at."""

TABS = (
    TabEntry("optimizers", mark("app", "Optimizers"), "OptimizersTab"),
    TabEntry("activations", mark("app", "Activations"), "ActivationsTab"),
    TabEntry("trainer", mark("app", "Trainer"), "TrainerTab"),
)


def find_tab(key: str) -> TabEntry:
    """Return the tab of this key."""
    (entry,) = [entry for entry in TABS if entry.key == key]
    return entry
