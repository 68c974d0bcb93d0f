"""The tabs of the window, in the order of the lecture.

To add one: a module here with a `Tab` class, and one line in `TABS`.  Tabs do not know each other.
"""

from __future__ import annotations

from app.tabs.activations import ActivationsTab
from app.tabs.base import Tab
from app.tabs.optimizers import OptimizersTab
from app.tabs.trainer import TrainerTab

TABS: list[type[Tab]] = [OptimizersTab, ActivationsTab, TrainerTab]
