"""What a path did, in words: derived from its points and steps, never from the name of its rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.config.figures import share
from core.config.words import Phrase, mark
from core.descent.trajectory import Trajectory

ZIGZAG = 0.8
"""Share of the steps that turn back on an axis from which on a path zig-zags there."""
STEADY = 0.02
"""Largest spread of the factor per step, relative to it, that is still called steady."""
SHRUNK = 0.5
"""Part of its first value to which an effective learning rate must have fallen to be worth a word."""
SHRINKS = 0.99
"""Factor per step below which a coordinate is said to shrink; nearer to one, it has come to rest."""
FEWEST = 5
"""Steps below which nothing is said."""
NOTHING = 1e-9
"""Distances below this, relative to the start, are rounding."""


def behaviour(trajectory: Trajectory, minima: Sequence[tuple[float, float]]) -> tuple[Phrase, ...]:
    """Return what can be said of a path, a sentence each.

    Parameters
    ----------
    trajectory : Trajectory
        What was traced.
    minima : sequence of (float, float)
        Minima of the surface; distances are measured from the one nearest to the end of the path.
    """
    points = trajectory.points[np.isfinite(trajectory.points).all(axis=1)]
    if len(points) <= FEWEST:
        return ()
    sentences: list[Phrase] = []
    centre = _nearest(points[-1], minima)
    for axis, name in enumerate("xy"):
        sentences += _on_axis(points[:, axis], centre[axis] if centre is not None else None, name)
    return (*sentences, *_shrunk_rates(trajectory))


def _nearest(point: np.ndarray, minima: Sequence[tuple[float, float]]) -> np.ndarray | None:
    if not minima:
        return None
    places = np.array(minima, float)
    with np.errstate(over="ignore"):
        nearest: np.ndarray = places[np.linalg.norm(places - point, axis=1).argmin()]
    return nearest


def _on_axis(places: np.ndarray, centre: float | None, name: str) -> list[Phrase]:
    """Say how a coordinate goes: by a steady factor, from side to side, or nothing that can be said shortly."""
    factor = _steady_factor(places - centre) if centre is not None else None
    if factor is not None and factor < 0:
        return [
            Phrase(
                mark("core", "{axis} overshoots at every step, by × {factor}."),
                axis=name,
                factor=factor,
            )
        ]
    if factor is not None and factor < SHRINKS:
        return [
            Phrase(
                mark("core", "{axis} shrinks by × {factor} at every step."),
                axis=name,
                factor=factor,
            )
        ]
    often = turns(np.diff(places))
    if often >= ZIGZAG:
        return [
            Phrase(
                mark("core", "{axis} turns back at {share} of the steps: a zig-zag."),
                axis=name,
                share=share(often),
            )
        ]
    return []


def _steady_factor(offsets: np.ndarray) -> float | None:
    """Return the factor from one offset to the next, None when it is not the same all the way."""
    far = np.abs(offsets) > NOTHING * np.abs(offsets).max(initial=0)
    count = len(far) if far.all() else int(far.argmin())
    if count <= FEWEST:
        return None
    with np.errstate(all="ignore"):
        factors = offsets[1:count] / offsets[: count - 1]
    mean = float(factors.mean())
    if not np.isfinite(mean) or mean == 0 or float(factors.std()) > STEADY * abs(mean):
        return None
    return mean


def turns(moves: np.ndarray) -> float:
    """Return the share of the steps that go against the one before, among those that are worth counting."""
    worth = np.abs(moves) > 1e-6 * np.abs(moves).max(initial=0)
    moves = moves[worth]
    if len(moves) < FEWEST:
        return 0.0
    return float((np.sign(moves[1:]) != np.sign(moves[:-1])).mean())


def _shrunk_rates(trajectory: Trajectory) -> list[Phrase]:
    """Say to what part of its first value the effective learning rate of each axis has fallen."""
    sentences = []
    for axis, name in enumerate("xy"):
        rates = trajectory.effective_rates[:, axis]
        finite = rates[np.isfinite(rates) & (rates > 0)]
        if len(finite) > FEWEST and finite[-1] < SHRUNK * finite[0] and _falls(finite):
            sentences.append(
                Phrase(
                    mark("core", "The effective learning rate of {axis} has fallen to 1/{part}."),
                    axis=name,
                    part=finite[0] / finite[-1],
                )
            )
    return sentences


def _falls(rates: np.ndarray) -> bool:
    """Tell whether rates only ever fall, but for rounding."""
    return bool((rates[1:] <= rates[:-1] * (1 + 1e-9)).all())
