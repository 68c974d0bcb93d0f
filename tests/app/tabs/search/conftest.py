"""What tests of the search tab stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.scenes import Scene
from core.search.choosing import Grid, Halton
from core.search.stopping import Halving, OneLook
from core.search.trials import SearchSnapshot
from tests.app.tabs.search.helpers import DECAY, EVERY_KIND, FAR_TOO_LARGE, Searcher, searched_alone, tiny_search
from tests.core.search.helpers import search_of


@pytest.fixture
def open_search(open_window: Callable[..., Any], tiny_source: Any) -> Callable[..., Searcher]:
    """Return a function that opens a window at a scene of the search tab; a small one by default."""

    def open_at(scene: Scene | None = None, **changed: Any) -> Searcher:
        person = open_window(scene or tiny_search(tiny_source, **changed))
        return Searcher(person.bot, person.window)

    return open_at


@pytest.fixture
def searcher(open_search: Callable[..., Searcher]) -> Searcher:
    """Someone in front of a search of a dozen trials."""
    return open_search()


@pytest.fixture(scope="session")
def compared(tiny_source: Any) -> SearchSnapshot:
    """A search of sixteen trials, some of which diverge, beside a grid and Halton."""
    return searched_alone(search_of(tiny_source, space=(FAR_TOO_LARGE, DECAY), trials=16, compared=(Grid(), Halton())))


@pytest.fixture(scope="session")
def halved(tiny_source: Any) -> SearchSnapshot:
    """Successive halving of two dozen trials; half of those that were stopped are finished anyway."""
    halving = Halving(first=1, factor=2, finalists=3, finished_anyway=0.5)
    return searched_alone(search_of(tiny_source, space=(FAR_TOO_LARGE, DECAY), trials=24, stopping=halving))


@pytest.fixture(scope="session")
def looked_at_once(tiny_source: Any) -> SearchSnapshot:
    """One look at two dozen trials, which stops some that would have been among the first."""
    look = OneLook(first=1, kept=0.1, finalists=3, finished_anyway=0.5)
    slow = replace(FAR_TOO_LARGE, low=0.003, high=0.05)
    return searched_alone(search_of(tiny_source, space=(slow, DECAY), trials=24, draw="own", seed=1, stopping=look))


@pytest.fixture(scope="session")
def varied(tiny_source: Any) -> SearchSnapshot:
    """Two dozen trials over dimensions of every kind."""
    return searched_alone(search_of(tiny_source, space=EVERY_KIND, trials=24))


@pytest.fixture(scope="session")
def equal(tiny_source: Any) -> SearchSnapshot:
    """Eight networks with the same settings."""
    return searched_alone(search_of(tiny_source, space=(), draw="own", trials=8))
