"""Many lines in one plot, found again under the pointer."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from PySide6.QtCore import QPointF

Array = np.ndarray


class Strands:
    """Lines of several points each, in pixels; a click takes the nearest of them."""

    def __init__(self) -> None:
        self._keys: list[Hashable] = []
        self._starts = self._ends = np.empty((0, 2))

    def set_lines(self, keys: Sequence[Hashable], lines: Sequence[Array]) -> None:
        """Know these lines, ``(points, 2)`` each, those that are drawn on top last; NaN is a gap."""
        self._keys, starts, ends = [], [np.empty((0, 2))], [np.empty((0, 2))]
        for key, line in zip(keys, lines, strict=True):
            if len(line) == 1:
                line = np.repeat(line, 2, axis=0)
            starts.append(line[:-1])
            ends.append(line[1:])
            self._keys += [key] * (len(line) - 1 if len(line) else 0)
        self._starts, self._ends = np.concatenate(starts), np.concatenate(ends)

    def key_at(self, place: QPointF, near: float) -> Hashable | None:
        """Return the key of the line nearest to a pixel, at most so far from it; of several, the one on top."""
        if not self._keys:
            return None
        at = np.array([place.x(), place.y()])
        along = self._ends - self._starts
        length = (along**2).sum(axis=1)
        share = ((at - self._starts) * along).sum(axis=1) / np.maximum(length, 1e-12)
        foot = self._starts + np.clip(share, 0, 1)[:, None] * along
        away = np.hypot(*(foot - at).T)
        away = np.where(np.isfinite(away), away, np.inf)
        nearest = len(away) - 1 - int(away[::-1].argmin())
        return self._keys[nearest] if away[nearest] <= near else None
