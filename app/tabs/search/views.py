"""The views of a search by name, in the order of their keys.

To add one: a module with a `SearchPanel`, a line here, and its name in `core.search.study.SearchView`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from app.tabs.search.shown import SearchPanel
from core.config.words import mark


@dataclass(frozen=True)
class ViewEntry:
    """A view before its module is read.

    Attributes
    ----------
    label : str
        On its button.
    where : str
        Module in this package, and its class.
    help : str
        What question it answers.
    """

    label: str
    where: str
    help: str

    def make(self) -> SearchPanel:
        """Return the view."""
        module, name = self.where.split(".")
        panel: SearchPanel = getattr(importlib.import_module(f"app.tabs.search.{module}"), name)()
        return panel


VIEWS = {
    "scatter": ViewEntry(
        mark("app", "Scatter"),
        "scatter_view.ScatterView",
        mark("app", "Where is it good? Every trial over two settings"),
    ),
    "curves": ViewEntry(
        mark("app", "Curves"),
        "curve_grid.CurveView",
        mark("app", "How do the best learn? Their curves, best first"),
    ),
    "ways": ViewEntry(
        mark("app", "Ways"),
        "ways_view.WaysView",
        mark("app", "Why does random beat a grid? Ways of choosing, side by side"),
    ),
    "funnel": ViewEntry(
        mark("app", "Funnel"), "funnel_view.FunnelView", mark("app", "What does it cost to stop early? Rung by rung")
    ),
    "importance": ViewEntry(
        mark("app", "Importance"),
        "importance_view.ImportanceView",
        mark("app", "Which setting matters? What each explains alone"),
    ),
    "parallel": ViewEntry(
        mark("app", "Parallel"),
        "parallel_view.ParallelView",
        mark("app", "Which settings go together? An axis for each of them"),
    ),
    "progress": ViewEntry(
        mark("app", "Progress"),
        "progress_view.ProgressView",
        mark("app", "Are more trials worth it? The best against their number"),
    ),
    "crown": ViewEntry(
        mark("app", "Luck"),
        "crown_view.CrownView",
        mark("app", "How much of the winner is luck? Other images, other seeds"),
    ),
    "sets": ViewEntry(
        mark("app", "Sets"),
        "sets_view.SetsView",
        mark("app", "Who learns, who chooses, who judges? Training, validation, test"),
    ),
}
