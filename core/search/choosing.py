"""Which points of the space are tried: at random, on a grid, or as evenly as chance never manages.

A way of choosing gives points in the unit cube, one row a trial, one column a dimension; `core.search.space` makes
settings of them.  All ways of one search spend the same number of trials.

The points of a way that is `nested` do not depend on how many are asked for, so a search can go on with more of them.

To add one: a class here, decorated with ``@ways.register``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.config.configuration import Configuration, integer
from core.config.registry import Registry
from core.config.words import mark

ways = Registry(mark("core", "way of choosing"))

Array = np.ndarray
Cells = Sequence[int | None]
"""Of each dimension, how many values it has; None where they are without number."""

CHOOSING = 4
"""Beside the seed: these draws have nothing in common with weights, masks and mini-batches of the same seed."""

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
MOST_DIMENSIONS = len(PRIMES)
_BELOW_ONE = math.nextafter(1.0, 0.0)


@dataclass(frozen=True)
class Way(Configuration):
    """Base of the ways of choosing."""

    nested: ClassVar[bool] = True

    def count(self, trials: int, cells: Cells) -> int:
        """Return how many points are made of so many trials; never more."""
        return trials

    def points(self, trials: int, cells: Cells, seed: int, round: int) -> Array:
        """Return the points ``(count, dimensions)`` in [0, 1), in the order in which they are tried.

        Parameters
        ----------
        trials : int
            How many may be spent.
        cells : sequence of int or None
            Of each dimension, how many values it has.
        seed : int
            Of all random numbers of the search.
        round : int
            Counted from 0; every round of a search has points of its own.
        """
        raise NotImplementedError


@ways.register("random")
@dataclass(frozen=True)
class Random(Way):
    """Independent, evenly distributed points: a hundred trials try a hundred learning rates.

    References
    ----------
    J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).
    """

    label = mark("core", "random")
    help = mark("core", "Every trial draws every setting anew: a hundred trials try a hundred learning rates.")

    def points(self, trials: int, cells: Cells, seed: int, round: int) -> Array:
        return np.random.default_rng([seed, CHOOSING, round]).random((trials, len(cells)))


@ways.register("grid")
@dataclass(frozen=True)
class Grid(Way):
    """Every combination of a few values of each setting, in random order.

    The values stand in the middle of equal cells, u = (i + ½) / n.  Unless it is given, n follows from the trials:
    as many on each axis as there is room for, the first axes one more than the others; an axis with fewer values has
    all of them.  Each further round is moved along the diagonal by a part of a cell, so that it falls between those
    before.
    """

    label = mark("core", "grid")
    help = mark(
        "core",
        "All combinations of n values of each setting, in the middle of equal cells, tried in random order: a hundred "
        "trials on two axes try ten learning rates.",
    )
    nested = False

    per_axis: int = integer(
        0,
        label=mark("core", "values on each axis"),
        low=0,
        high=1000,
        help=mark("core", "0: as many as the number of trials allows."),
    )

    def shape(self, trials: int, cells: Cells) -> tuple[int, ...]:
        """Return the number of values on each axis."""
        most = [trials if count is None else count for count in cells]
        if self.per_axis:
            return tuple(min(self.per_axis, count or self.per_axis) for count in cells)
        shape = [1] * len(cells)
        while True:
            size = math.prod(shape)
            able = [k for k, n in enumerate(shape) if n < most[k] and size // n * (n + 1) <= trials]
            if not able:
                return tuple(shape)
            shape[min(able, key=lambda k: shape[k])] += 1

    def count(self, trials: int, cells: Cells) -> int:
        return math.prod(self.shape(trials, cells))

    def points(self, trials: int, cells: Cells, seed: int, round: int) -> Array:
        shape = self.shape(trials, cells)
        places = np.indices(shape).reshape(len(shape), -1).T
        shift = (0.5 + radical_inverse(round)) % 1
        rng = np.random.default_rng([seed, CHOOSING, round])
        return (rng.permutation(places) + shift) / np.array(shape, dtype=float).reshape(1, -1)


def radical_inverse(index: int, base: int = 2) -> float:
    """Return the digits of `index` mirrored at the point: 6 = 110 in base 2 gives 0.011 = 3/8."""
    value, weight = 0.0, 1.0
    while index:
        index, digit = divmod(index, base)
        weight /= base
        value += digit * weight
    return value


@ways.register("halton")
@dataclass(frozen=True)
class Halton(Way):
    """Points of low discrepancy: of every b^k in a row, one lies in each b^k-th of the axis with base b.

    The digits of the trial's number in base 2, 3, 5 ... are mirrored at the point.  Scrambled: each digit of each axis
    goes through a random permutation of its own, drawn from the seed, as large bases in their plain order would lie on
    lines; the even spread stays.

    References
    ----------
    J. H. Halton, Numerische Mathematik 2 (1960); A. B. Owen, "A randomized Halton algorithm in R", arXiv:1706.02808
    (2017).
    """

    label = "Halton"
    help = mark(
        "core",
        "Spread as evenly as can be, each axis in a base of its own (2, 3, 5 …), digits scrambled with the seed: no "
        "two trials share a learning rate, and no stretch is left empty.",
    )

    def points(self, trials: int, cells: Cells, seed: int, round: int) -> Array:
        rng = np.random.default_rng([seed, CHOOSING, round])
        points = np.zeros((trials, len(cells)))
        for axis, base in enumerate(PRIMES[: len(cells)]):
            index = np.arange(trials)
            weight = 1.0
            for _ in range(math.ceil(53 / math.log2(base))):  # as many digits as a float can hold
                weight /= base
                points[:, axis] += rng.permutation(base)[index % base] * weight
                index //= base
        return np.minimum(points, _BELOW_ONE)
