"""What the curves of the best promise when the ranking changes: they glide to their places, or stand there at once."""

from __future__ import annotations

import pytest

from app.tabs.search.curve_grid import CurveGrid
from core.search.ranking import ranking
from core.search.trials import SearchSnapshot
from tests.app.tabs.search.helpers import put_up, shown_of, up_to


def reordered(keep, snapshot: SearchSnapshot) -> CurveGrid:
    """Return curves that have just been given more trials, of which some are better."""
    grid = put_up(keep, CurveGrid())
    grid.show_search(shown_of(up_to(snapshot, len(snapshot.records) // 2)))
    first = grid.numbers()
    grid.show_search(shown_of(snapshot))
    assert first and grid.numbers()[: len(first)] != first
    return grid


@pytest.mark.parametrize("reduced", ["0", "1"])
def test_curves_glide_to_their_places_unless_less_motion_is_wanted(keep, compared, monkeypatch, reduced):
    monkeypatch.setenv("DNNLAB_REDUCED_MOTION", reduced)
    grid = reordered(keep, compared)
    assert grid.is_gliding is (reduced == "0")
    best = [record.trial.number for record in ranking(compared)]
    assert grid.numbers() == best[: len(grid.numbers())]
    if reduced == "1":
        assert grid._at() == {number: place for place, number in enumerate(grid.numbers())}
