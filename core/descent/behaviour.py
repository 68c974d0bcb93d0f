"""What a path did, in words: derived from its points and steps, never from the name of its rule.

Every sentence says of which steps it holds; what is said of every step was looked at in every step.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.config.figures import number, ratio, span
from core.config.words import Phrase, mark
from core.descent.trajectory import Trajectory

ZIGZAG = 0.8
"""Share of the steps that turn back on an axis from which on a path zig-zags there."""
STEADY = 0.02
"""By how much the factors of all steps may differ, relative to the least, and still be called one factor."""
SHRUNK = 0.5
"""Part of its first value to which an effective learning rate must have fallen to be worth a word."""
SHRINKS = 0.99
"""Factor per step below which a coordinate is said to come nearer; closer to one, it has come to rest."""
STRAYS = 1.5
"""A path strays on an axis when the farthest of its second half is so many times as far as that of the first."""
FEWEST = 5
"""Steps below which nothing is said."""
NOTHING = 1e-9
"""Distances below this, relative to the farthest, are rounding."""
NO_MOVE = 1e-6
"""Moves below this, relative to the longest, are those of a path at rest."""

_OVERSHOOTS = mark(
    "core", "{axis} overshoots the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step."
)
_NEARS = mark("core", "{axis} nears the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step.")
_EVERY = mark("core", "at every step")
_FIRST = mark("core", "at each of the first {count} steps")


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
        sentences += _on_axis(points[:, axis], None if centre is None else float(centre[axis]), name)
    return (*sentences, *_shrunk_rates(trajectory))


def _nearest(point: np.ndarray, minima: Sequence[tuple[float, float]]) -> np.ndarray | None:
    if not minima:
        return None
    places = np.array(minima, float)
    with np.errstate(over="ignore"):
        nearest: np.ndarray = places[np.linalg.norm(places - point, axis=1).argmin()]
    return nearest


def _on_axis(places: np.ndarray, centre: float | None, name: str) -> list[Phrase]:
    """Say how a coordinate goes: by a steady factor, or from side to side, and whether it strays."""
    said = []
    factors = None if centre is None else _steady_factors(places - centre)
    if factors is not None and (factors[0] < 0 or factors.max() < SHRINKS):
        sizes, every = np.abs(factors), len(factors) == len(places) - 1
        return [
            Phrase(
                _OVERSHOOTS if factors[0] < 0 else _NEARS,
                axis=name,
                place=centre,
                when=_EVERY if every else Phrase(_FIRST, count=len(factors)),
                factor=span(number(float(sizes.min())), number(float(sizes.max()))),
            )
        ]
    moves = np.diff(places)
    if is_zigzag(moves):
        count = until_rest(moves)
        text = (
            mark("core", "{axis} turns back at {turned} of {count} steps: a zig-zag.")
            if count == len(moves)
            else mark("core", "{axis} turns back at {turned} of its first {count} steps, then rests: a zig-zag.")
        )
        said.append(Phrase(text, axis=name, turned=turned(moves[:count]), count=count))
    if centre is not None:
        first, second = farthest(places - centre)
        if second > STRAYS * first > 0:
            text = mark(
                "core",
                "{axis} strays: at most {first} from {axis} = {place} in the first half of the steps, {second} in the "
                "second.",
            )
            said.append(Phrase(text, axis=name, first=first, place=centre, second=second))
    return said


def _steady_factors(offsets: np.ndarray) -> np.ndarray | None:
    """Return the factor from each offset to the next until they are rounding; None where they are not alike."""
    far = np.abs(offsets) > NOTHING * np.abs(offsets).max(initial=0)
    count = len(far) if far.all() else int(far.argmin())
    if count <= FEWEST:
        return None
    with np.errstate(all="ignore"):
        factors: np.ndarray = offsets[1:count] / offsets[: count - 1]
    sizes = np.abs(factors)
    alike = (np.sign(factors) == np.sign(factors[0])).all() and sizes.max() <= (1 + STEADY) * sizes.min()
    return factors if alike and np.isfinite(factors).all() else None


def turned(moves: np.ndarray) -> int:
    """Return how many steps go against the one before."""
    signs = np.sign(moves)
    return int((signs[1:] * signs[:-1] < 0).sum())


def until_rest(moves: np.ndarray) -> int:
    """Return how many steps a path takes until it rests: after them it hardly moves."""
    with np.errstate(invalid="ignore"):
        worth = np.flatnonzero(np.abs(moves) > NO_MOVE * np.abs(moves).max(initial=0))
    return int(worth[-1]) + 1 if len(worth) else 0


def is_zigzag(moves: np.ndarray) -> bool:
    """Tell whether most steps turn back, until a path rests; at the first none can."""
    count = until_rest(moves)
    return count >= FEWEST and turned(moves[:count]) >= ZIGZAG * (count - 1)


def farthest(offsets: np.ndarray) -> tuple[float, float]:
    """Return the farthest of the first half of offsets and of the second; what is in the middle belongs to neither."""
    half, away = len(offsets) // 2, np.abs(offsets)
    return float(away[:half].max()), float(away[-half:].max())


def _shrunk_rates(trajectory: Trajectory) -> list[Phrase]:
    """Say to what part of its first value the effective learning rate of an axis has fallen, where it only fell."""
    sentences = []
    for axis, name in enumerate("xy"):
        rates = trajectory.effective_rates[:, axis]
        known = rates[np.isfinite(rates)]
        if len(known) > FEWEST and 0 < known[-1] < SHRUNK * known[0] and only_falls(known):
            text = mark("core", "The effective learning rate of {axis} has only fallen, to {part} of its first value.")
            sentences.append(Phrase(text, axis=name, part=ratio(float(known[-1] / known[0]))))
    return sentences


def only_falls(rates: np.ndarray) -> bool:
    """Tell whether rates only ever fall, but for rounding."""
    return bool((rates[1:] <= rates[:-1] * (1 + 1e-9)).all())
