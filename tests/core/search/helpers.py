"""What the tests of the search share: searches on the tiny data set, and ways to drive them to their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.search.lessons import Material, Order, carry_out
from core.search.searching import Searching, prepare
from core.search.study import Search, SearchSettings
from core.search.trials import Record, SearchSnapshot, Trial
from core.training.study import RunConfiguration

NET = RunConfiguration(hidden=(12, 8))


def search_of(source: Any, run: RunConfiguration = NET, **changed: Any) -> Search:
    """Return a search of a dozen trials on the tiny data set; `changed` are settings."""
    settings = {"data": source, "train_size": 100, "validation_share": 0.3, "batch_size": 20, "length": 6, "trials": 12}
    return Search(SearchSettings(**{**settings, **changed}), (run,))


def driven(task: Searching) -> SearchSnapshot:
    """Run a task to its end and return what there is to see."""
    for _ in task.run():
        pass
    return task.snapshot()


def searched(search: Search, **more: Any) -> SearchSnapshot:
    """Return the results of a search; `more` says where it is done."""
    return driven(prepare(search, **more)[0])


def taught(search: Search, trials: Sequence[Trial], cuts: Sequence[int] = (), size: int = 100) -> list[Record]:
    """Return the records of trials trained to the end, in companies of `size`, left and taken up again at `cuts`.

    A cut is the number of measurements before it.
    """
    material, marks = Material.of(search), search.marks(trials[0].batch_size)
    records = [Record(trial) for trial in trials]
    for first in range(0, len(trials), size):
        start = 0
        for cut, end in zip([0, *cuts], [*cuts, len(marks)], strict=True):
            places = [k for k in range(first, min(first + size, len(trials))) if records[k].diverged is None]
            if not places:
                break
            checkpoints = tuple(records[k].checkpoint for k in places if start)
            order = Order(material, tuple(trials[k] for k in places), start, marks[cut:end], marks[-1], checkpoints)
            answer = carry_out(order)
            for k, part in zip(places, answer.parts, strict=True):
                records[k] = records[k].with_part(part)
            start = marks[end - 1]
    return records


def assert_same(left: Sequence[Record], right: Sequence[Record]) -> None:
    """Compare two lists of records to the last bit."""
    assert len(left) == len(right)
    for a, b in zip(left, right, strict=True):
        assert replace(a.trial, number=0) == replace(b.trial, number=0)
        assert a.diverged == b.diverged
        for name in ("steps", "train", "validation", "loss", "right"):
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=f"{name} of {a.trial.number}")
