"""What tests of the search tab stand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.scenes import Scene
from tests.app.tabs.search.helpers import Searcher, tiny_search


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
