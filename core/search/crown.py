"""How much of a victory is luck: the validation images drawn again and again.

A hundred images tell an accuracy to within four hundredths.  The best of many trials is best on *these* images; on
others of the same kind another might be.  The crown test asks how often.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.search.ranking import ranking
from core.search.trials import Record, SearchSnapshot

Array = np.ndarray

DRAWS = 1000
LIKELY = 0.05
"""A trial that comes up to the first in more than one draw of twenty cannot be told apart from it."""
_AT_ONCE = 4_000_000
"""Numbers in memory at a time: draws × images."""


@dataclass(frozen=True, eq=False)
class Crown:
    """What became of a ranking when the validation images were drawn again.

    Attributes
    ----------
    kept : float
        Share of the draws in which the first is first again; where several share the first place, each has its part.
    level : ndarray (trials,)
        Share of the draws in which each trial is at least as good as the first; 1 for the first itself.
    alike : tuple of int
        Ranks, counted from 0, of the trials that cannot be told apart from the first, itself among them.
    low, high : ndarray (trials,)
        Accuracy of each in all but the lowest and the highest 2.5 % of the draws.
    draws, images : int
        How many of each.
    """

    kept: float
    level: Array
    alike: tuple[int, ...]
    low: Array
    high: Array
    draws: int
    images: int


def crown_test(right: Array, draws: int = DRAWS, seed: int = 0) -> Crown:
    """Return how sure the first of a ranking is of its place.

    In each draw the images are drawn with replacement, as many as there are, the same for all trials (a paired
    bootstrap).  No correction is made for looking at many trials at once.

    Parameters
    ----------
    right : ndarray of bool (trials, images)
        Which validation images each trial gets right; the first of the ranking first.
    draws : int
        How often the images are drawn.
    seed : int
        Of the draws.

    References
    ----------
    B. Efron, "Bootstrap methods: another look at the jackknife", Ann. Statist. 7 (1979).
    """
    trials, images = right.shape
    rng = np.random.default_rng(seed)
    correct = np.ascontiguousarray(right.T, dtype=np.float32)
    counts = np.empty((draws, trials), np.float32)
    at_once = max(1, _AT_ONCE // images)
    for start in range(0, draws, at_once):
        rows = min(at_once, draws - start)
        chosen = rng.integers(0, images, (rows, images)) + images * np.arange(rows)[:, None]
        times = np.bincount(chosen.ravel(), minlength=rows * images).reshape(rows, images)
        # how often each image was drawn, times who gets it right; sums of ones are exact in float32
        counts[start : start + rows] = times.astype(np.float32) @ correct
    most = counts.max(axis=1, keepdims=True)
    first_places = counts == most
    kept = float((first_places[:, 0] / first_places.sum(axis=1)).mean())
    level = (counts >= counts[:, :1]).mean(axis=0)
    low, high = np.quantile(counts, [0.025, 0.975], axis=0) / images
    return Crown(kept, level, tuple(np.flatnonzero(level > LIKELY).tolist()), low, high, draws, images)


def contenders(snapshot: SearchSnapshot) -> tuple[Record, ...]:
    """Return the trials that compete for the first place, best first: those that have come as far as the first.

    They are the head of the ranking.  Trials that were stopped are none of them, also where they were finished anyway,
    nor are those that have diverged.
    """
    ranked = ranking(snapshot)
    stopped = snapshot.stopped or (None,) * len(snapshot.records)
    settings = snapshot.search.settings

    def share(record: Record) -> float:
        return record.step / settings.steps(settings.length, record.trial.batch_size)

    return tuple(
        record
        for record in ranked
        if record.diverged is None and stopped[record.trial.number] is None and share(record) == share(ranked[0])
    )


def right_of(ranked: Sequence[Record], images: int) -> Array:
    """Return which validation images each trial gets right, ``(trials, images)``; those that diverged are left out."""
    rows = [record.right_images(images) for record in ranked if record.diverged is None]
    return np.array(rows, bool).reshape(len(rows), images)


def standard_error(accuracy: float, images: int) -> float:
    """Return the standard error of an accuracy that was measured on so many images: √(p (1 − p) / n)."""
    return math.sqrt(accuracy * (1 - accuracy) / images)


def lead(first: Record, second: Record, images: int) -> tuple[float, float]:
    """Return by how much one trial is better than another on the same images, and the standard error of that.

    Image by image the first may get it right where the second does not (1), the other way round (−1), or they agree
    (0); the mean of these differences, and √(variance / images).
    """
    apart = first.right_images(images).astype(float) - second.right_images(images)
    return float(apart.mean()), float(apart.std()) / math.sqrt(images)


def expected_best(accuracy: float, networks: int, images: int) -> float:
    """Return what the best of several equally good networks is expected to show.

    Each network gets an image right with probability `accuracy`, independently of the others; the mean of the largest
    of so many binomial shares.  Networks trained on the same images agree more than that, and show less.
    """
    if accuracy in (0.0, 1.0):
        return accuracy
    k = np.arange(images + 1)
    log_choose = np.array([math.lgamma(images + 1) - math.lgamma(i + 1) - math.lgamma(images - i + 1) for i in k])
    mass = np.exp(log_choose + k * math.log(accuracy) + (images - k) * math.log1p(-accuracy))
    below = np.minimum(np.cumsum(mass), 1.0)
    # E max = Σ P(max > k) over k, as shares
    return float((1 - below[:-1] ** networks).sum() / images)
