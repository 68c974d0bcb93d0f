"""What has come of the searches of a tab, kept for as long as the window is open.

A result belongs to what was computed, not to what is on screen: undo, another scene and back, or a time limit that is
changed find it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.search.conclusion import Revealed
from core.search.study import Search
from core.search.trials import SearchSnapshot

MOST = 24
"""Searches that are kept; the weights of the older ones are dropped before."""
MOST_WITH_WEIGHTS = 4


def same_results(one: Search, other: Search) -> bool:
    """Return whether both come to the same, however long they may take and however they are looked at."""
    return _computed(one) == _computed(other)


def _computed(search: Search) -> Any:
    return replace(search.settings, limit=None), search.runs


@dataclass
class _Kept:
    scene: str
    snapshot: SearchSnapshot
    revealed: dict[int, Revealed]
    again: SearchSnapshot | None = None
    again_of: tuple[int, ...] = ()


class Results:
    """Results by search, the newest last."""

    def __init__(self) -> None:
        self._kept: list[_Kept] = []

    def keep(self, scene: str, snapshot: SearchSnapshot) -> None:
        """Keep what has come of a search, in place of what was known of it."""
        kept = self._find(snapshot.search)
        if kept is None:
            self._kept.append(_Kept(scene, snapshot, {}))
            self._make_room()
        else:
            kept.scene, kept.snapshot = scene, snapshot

    def forget(self, search: Search) -> None:
        """Forget what is known of a search: it is begun anew."""
        self._kept = [kept for kept in self._kept if not same_results(kept.snapshot.search, search)]

    def of(self, search: Search) -> SearchSnapshot | None:
        """Return what is known of a search."""
        kept = self._find(search)
        return kept.snapshot if kept else None

    def akin(self, scene: str, search: Search) -> SearchSnapshot | None:
        """Return what to go on from: what is known of this search, or the last of the scene, whose trials may recur."""
        return self.of(search) or next(iter(reversed(list(self._of_scene(scene)))), None)

    def earlier(self, scene: str, search: Search) -> tuple[SearchSnapshot, ...]:
        """Return the other searches of a scene, oldest first."""
        return tuple(each for each in self._of_scene(scene) if not same_results(each.search, search))

    def reveal(self, search: Search, revealed: Revealed) -> None:
        """Keep what the test set says of a trial."""
        kept = self._find(search)
        if kept is not None:
            kept.revealed[revealed.trial.number] = revealed

    def revealed(self, search: Search) -> dict[int, Revealed]:
        """Return what the test set says, of the trials that the view of the search has revealed."""
        kept = self._find(search)
        if kept is None:
            return {}
        return {number: each for number, each in kept.revealed.items() if number in search.view.revealed}

    def keep_again(self, search: Search, numbers: tuple[int, ...], snapshot: SearchSnapshot) -> None:
        """Keep what came of some trials with other seeds."""
        kept = self._find(search)
        if kept is not None:
            kept.again, kept.again_of = snapshot, numbers

    def again(self, search: Search) -> tuple[SearchSnapshot | None, tuple[int, ...]]:
        """Return what came of some trials with other seeds, and which they are."""
        kept = self._find(search)
        return (kept.again, kept.again_of) if kept else (None, ())

    def _find(self, search: Search) -> _Kept | None:
        return next((kept for kept in self._kept if same_results(kept.snapshot.search, search)), None)

    def _of_scene(self, scene: str) -> Iterator[SearchSnapshot]:
        return (kept.snapshot for kept in self._kept if kept.scene == scene)

    def _make_room(self) -> None:
        del self._kept[:-MOST]
        for kept in self._kept[:-MOST_WITH_WEIGHTS]:
            kept.snapshot = _without_weights(kept.snapshot)


def _without_weights(snapshot: SearchSnapshot) -> SearchSnapshot:
    """Return the same without what a training could go on from; it would begin anew, and come to the same."""
    return replace(
        snapshot,
        records=tuple(replace(record, checkpoint=None) for record in snapshot.records),
        rivals=tuple(map(_without_weights, snapshot.rivals)),
    )
