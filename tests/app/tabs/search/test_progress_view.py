"""What is promised of the best so far: what was found in its order, what is expected of so many, a curve a way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from app.language import language, translate
from app.tabs.search.progress_view import ProgressView
from tests.app.tabs.search.helpers import before_run, put_up, shown_of, up_to


@pytest.fixture
def view(keep):
    return put_up(keep, ProgressView())


def expected_of(values):
    """Return the mean of the largest of n values over all subsets, one term after another."""
    ordered, count = sorted(values), len(values)
    return [
        sum(value * math.comb(place, n - 1) for place, value in enumerate(ordered)) / math.comb(count, n)
        for n in range(1, count + 1)
    ]


def test_every_way_has_what_it_found_and_what_is_expected(view, compared):
    view.show_search(shown_of(compared))
    curves = {curve.key: curve for curve in view.plot.curves()}
    assert len(curves) == 6
    for place, snapshot in enumerate((compared, *compared.rivals)):
        values = [0.0 if record.diverged is not None else record.accuracy for record in snapshot.records]
        solid, dashed = curves[place, "so far"], curves[place, "expected"]
        assert solid.y.tolist() == [max(values[: n + 1]) for n in range(len(values))]
        np.testing.assert_allclose(dashed.y, expected_of(values), rtol=1e-9)
        assert solid.x.tolist() == dashed.x.tolist() == list(range(1, len(values) + 1))
        assert solid.style.run == dashed.style.run
    assert len({curve.style.run for curve in curves.values()}) == 3
    (_, right), (low, high) = view.plot.ranges()
    assert right >= 16 and low <= min(curve.y.min() for curve in curves.values()) + 1e-9 and high >= 1


def test_a_way_is_named_at_the_end_with_its_best(view, compared):
    view.show_search(shown_of(compared))
    best = {round(max(r.accuracy for r in s.records if r.diverged is None), 3) for s in (compared, *compared.rivals)}
    assert {float(text.split()[-1]) for text in view.plot.ends().values()} == best
    assert {text.split()[0] for text in view.plot.ends().values()} == {"random", "grid", "Halton"}


def test_the_best_of_some_is_told_once_there_are_enough(view, compared, halved):
    view.show_search(shown_of(compared))
    assert view.sentence.text() == "" and not view.sentence.isVisible()
    view.show_search(shown_of(halved))
    assert view.sentence.text().startswith("The best of 2 trials comes to ")
    language.switch("ko")
    assert view.sentence.text().startswith("시행 2개 가운데 가장 좋은 것은 평균 ")


def test_while_it_runs_only_what_was_measured_counts(view, compared):
    view.show_search(shown_of(replace(compared, rivals=())))
    whole = view.plot.curves()[1].y
    view.show_search(shown_of(up_to(compared, 5)))
    solid = view.plot.curves()[1]
    assert len(view.plot.curves()) == 2 and solid.y.tolist() == whole[:5].tolist()
    assert view.plot.ranges()[0][1] >= 16  # the axis has room for what is to come


def test_results_that_change_without_a_new_trial_are_seen(view, compared):
    snapshot = replace(compared, rivals=())
    view.show_search(shown_of(snapshot))
    better = tuple(
        replace(r, validation=np.append(r.validation[:-1], 1.0), diverged=None) if r.trial.number == 0 else r
        for r in snapshot.records
    )
    view.show_search(shown_of(replace(snapshot, records=better)))
    assert view.plot.curves()[1].y.tolist() == [1.0] * 16


def test_before_it_runs_it_says_what_to_do(view, compared):
    view.show_search(before_run(compared))
    assert not view.body.isVisible() and view.empty.isVisible()
    assert view.empty.text() == translate("Press Run: the best so far appears here, trial by trial.")
    view.show_search(shown_of(compared))
    assert view.body.isVisible() and not view.empty.isVisible()
