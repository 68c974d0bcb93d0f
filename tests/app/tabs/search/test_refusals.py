"""What the search tab promises of settings that cannot be: each is said beside its field, and nothing is searched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.search.choosing import Grid
from core.search.space import usual
from core.search.stopping import Halving
from core.search.study import TimeLimit
from tests.app.tabs.search.helpers import tiny_search

RATES = (usual("optimizer.lr"), usual("decay.strength"))

BAD = {
    "no trials": ("trials", "0", "trials must be a whole number from 1 to 1,000, got 0"),
    "too many trials": ("trials", "1001", "got 1001"),
    "half a trial": ("trials", "2.5", "got 2.5"),
    "no validation image": ("validation_share", "0", "validation share must be a number in (0, 0.9], got 0"),
    "validation images alone": ("validation_share", "1", "got 1"),
    "a share that is no number": ("validation_share", "nan", "got nan"),
    "a share of nothing": ("validation_share", "0.001", "leaves none for one of the two sets"),
    "no image to learn from": ("train_size", "1", "got 1"),
    "more in a batch than there are": ("batch_size", "71", "batch size must be at most 70"),
    "no time": ("limit.seconds", "0", "seconds must be a number in (0, 1000000], got 0"),
    "an endless limit": ("limit.seconds", "inf", "got inf"),
    "no length": ("length", "0", "got 0"),
    "a grid of a million cells": ("way.per_axis", "1000", "a grid of 1,000,000 cells is too large"),
    "a factor that stops nobody": ("stopping.factor", "1", "got 1"),
    "a share of the stopped beyond all": ("stopping.finished_anyway", "1.5", "got 1.5"),
    "a negative seed": ("seed", "-1", "got -1"),
}


@pytest.fixture
def in_front(open_search, tiny_source):
    """Someone in front of a search in which everything that can be typed is on."""
    return open_search(
        tiny_search(tiny_source, space=RATES, way=Grid(3), limit=TimeLimit(20), stopping=Halving(first=1))
    )


@pytest.mark.parametrize(("path", "text", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_said_beside_its_field_and_run_refuses(in_front, path, text, said):
    study = in_front.tab.study
    in_front.type(path, text)
    assert said in in_front.fault(path)
    assert in_front.tab.study == study and in_front.line(path).text() == text
    in_front.run()
    assert not in_front.tab.is_active and in_front.snapshot is None
    assert said in in_front.message and in_front.line(path).hasFocus()


RANGES = {
    "ends that are alike": ("low", "0.01", "the lower end must be below the upper end"),
    "ends the wrong way round": ("high", "1e-9", "the lower end must be below the upper end"),
    "nothing on an axis of decades": ("low", "0", "got 0"),
    "less than nothing": ("low", "-1", "got -1"),
    "no number": ("high", "nan", "got nan"),
    "no end": ("high", "inf", "got inf"),
    "half a number": ("high", "1e", "got 1e"),
}


@pytest.mark.parametrize(("end", "text", "said"), RANGES.values(), ids=RANGES)
def test_a_range_that_cannot_be_is_said_beside_its_field_and_run_refuses(in_front, end, text, said):
    study, row = in_front.tab.study, in_front.tab.space_card.rows[0]
    line = row.ends[end].line
    line.selectAll()
    in_front.bot.keyClicks(line, text)
    in_front.bot.keyClick(line, Qt.Key.Key_Return)
    assert said in row.fault.text() and row.is_faulty
    assert in_front.tab.study == study
    in_front.run()
    assert not in_front.tab.is_active and in_front.snapshot is None and said in in_front.message


def test_nothing_varied_is_said_on_the_card_and_run_refuses(in_front):
    study, card = in_front.tab.study, in_front.tab.space_card
    for _ in RATES:
        in_front.click(card.rows[0].remove)
    assert "nothing is varied" in card.foot.fault.text() and card.foot.is_faulty
    assert in_front.tab.study.settings.space == study.settings.space[1:]
    in_front.run()
    assert not in_front.tab.is_active and "nothing is varied" in in_front.message
