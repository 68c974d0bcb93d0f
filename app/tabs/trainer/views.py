"""The views of a training by name, in the order of their keys: the curves, and ways of looking at what was learned.

To add one: a module with a `TrainingPanel`, a line here, and its name in `core.training.study.TrainingView`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from app.tabs.trainer.shown import TrainingPanel
from core.config.words import mark

CURVES = ("accuracy", "loss")
"""Views that are curves over the whole training."""


@dataclass(frozen=True)
class ViewEntry:
    """A view before its module is read.

    Attributes
    ----------
    label : str
        On its button, or in the list of views.
    where : str
        Module in this package, and its class; empty for the curves.
    help : str
        What question it answers.
    scrubs : bool
        Whether it shows one moment, so that one can go back to others.
    names : bool
        Whether it says itself which run is which, so that no legend stands over it.
    """

    label: str
    where: str
    help: str
    scrubs: bool = False
    names: bool = False

    def make(self) -> TrainingPanel:
        """Return the view."""
        module, name = self.where.split(".")
        panel: TrainingPanel = getattr(importlib.import_module(f"app.tabs.trainer.{module}"), name)()
        return panel


def keys_of(place: int) -> tuple[str, ...]:
    """Return the keys of the view at a place in the list, from 1: the digits 1 to 9, then 0; those after have none."""
    return (f"{place % 10}", f"Alt+{place % 10}") if place <= 10 else ()


VIEWS = {
    "accuracy": ViewEntry(mark("app", "Accuracy"), "", mark("app", "Accuracy of every run, large")),
    "loss": ViewEntry(mark("app", "Loss"), "", mark("app", "Loss of every run, large")),
    "digits": ViewEntry(
        mark("app", "Answers"),
        "digits_view.DigitsView",
        mark("app", "Which images does a network get wrong, and what does it take them for?"),
        scrubs=True,
    ),
    "draw": ViewEntry(
        mark("app", "Draw a digit"),
        "draw_view.DrawView",
        mark("app", "What do the networks take your own digit for?"),
        scrubs=True,
    ),
    "advice": ViewEntry(
        mark("app", "Advice"),
        "advice_view.AdviceView",
        mark("app", "What is happening to each run, and what may help?"),
    ),
    "passes": ViewEntry(
        mark("app", "One step"),
        "step_view.StepView",
        mark("app", "What does one step do? Forward, loss, backward, update, in slow motion"),
    ),
    "weights": ViewEntry(
        mark("app", "Weights"),
        "weights_view.WeightsView",
        mark("app", "What has the first layer learned, and how large do the weights become?"),
        scrubs=True,
    ),
    "seeds": ViewEntry(
        mark("app", "Seeds"),
        "seeds_view.SeedsView",
        mark("app", "With other weights and mini-batches, who would be ahead? How much is luck?"),
    ),
    "small": ViewEntry(
        mark("app", "Small plots"),
        "small_plots.SmallPlotsView",
        mark("app", "A small plot for each network, or for two that differ in batch normalization alone"),
        names=True,
    ),
    "normalization": ViewEntry(
        mark("app", "Normalization"),
        "normalizing_view.NormalizingView",
        mark("app", "What does batch normalization do to one unit, and what if the mini-batch were smaller?"),
        scrubs=True,
    ),
}
