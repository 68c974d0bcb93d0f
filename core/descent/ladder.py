"""One rule with several learning rates: whether paths are that, and how high each rate ends, over a range of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.descent.study import DescentSettings
from core.descent.trajectory import Array
from core.rules.optimizers import Optimizer

BEYOND = 1.06
"""How far the range reaches beyond the largest rate, as a factor."""
SIZE = 240
"""Rates of the range."""
MOST_STEPS = 300
"""Longer paths are not traced for so many rates: that would take more than a moment."""


def is_ladder(rules: Sequence[Optimizer]) -> bool:
    """Tell whether these are one rule several times, with nothing but the learning rate differing."""
    first, rates = rules[0], {rule.lr for rule in rules}
    alike = all(type(rule) is type(first) and rule.with_value("lr", first.lr) == first for rule in rules)
    return alike and len(rates) == len(rules) > 1


def rates_around(rules: Sequence[Optimizer]) -> Array:
    """Return a range of learning rates, from next to nothing to beyond the largest of these."""
    largest = BEYOND * max(rule.lr for rule in rules)
    return np.unique([*np.linspace(largest / SIZE, largest, SIZE), *(rule.lr for rule in rules)])


def ends_of(rule: Optimizer, settings: DescentSettings, rates: Array) -> Array:
    """Return f after all steps from the first start, for each learning rate; NaN where a path has stopped.

    Empty where the paths are too long to be traced at once.
    """
    if settings.steps > MOST_STEPS:
        return np.empty(0)
    start = np.array(settings.start[0])
    theta = np.empty((2, len(rates)))
    theta[:] = start[:, None]
    grad, work, state = np.empty_like(theta), np.empty_like(theta), rule.start(theta)
    h = rule.hyperparameters() | {"lr": np.array(rates)}
    scatter = np.zeros((settings.steps, 2))
    if settings.noise is not None and settings.noise.strength:
        draws = np.random.default_rng(settings.seed).standard_normal((settings.steps + 1, 2))
        scatter = settings.noise.strength * draws[:-1]
    with np.errstate(all="ignore"):
        for t in range(settings.steps):
            grad[0], grad[1] = settings.surface.gradient(theta[0], theta[1])
            grad += scatter[t][:, None]
            rule.update(theta, grad, state, h, t + 1, work)
        ends = np.array(settings.surface.value(theta[0], theta[1]), float)
    return np.where(np.isfinite(ends), ends, np.nan)
