"""What the numbers of a race say, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from core.config.figures import share
from core.config.words import Phrase, mark

WIDE_GAP = 0.05
"""A run does much better in training when its accuracy there is higher by this much, five images in a hundred.  Chance
stays below: measured on 1,000 images each, two accuracies of 0.9 differ by 0.013 (one standard deviation)."""


def overfitting(runs: Sequence[tuple[Any, Mapping[str, float]]]) -> Phrase | None:
    """Return what accuracies in training and on the test set say of overfitting; None where no run has both.

    Parameters
    ----------
    runs : sequence of (name, mapping)
        Name of every run, and its last numbers: ``train_accuracy`` and ``test_accuracy``, from 0 to 1.
    """
    gaps = [(gap, name) for name, final in runs if (gap := gap_of(final)) is not None]
    if not gaps:
        return None
    gap, name = max(gaps, key=lambda pair: pair[0])
    if gap < WIDE_GAP:
        return Phrase(mark("core", "No run does much better in training than on the test set."))
    text = mark("core", "Widest gap between training and test accuracy: {gap} ({name}).")
    return Phrase(text, gap=share(gap), name=name)


def gap_of(final: Mapping[str, float]) -> float | None:
    """Return by how much the accuracy in training is above that on the test set; None where one is not known."""
    gap = final.get("train_accuracy", math.nan) - final.get("test_accuracy", math.nan)
    return gap if math.isfinite(gap) else None
