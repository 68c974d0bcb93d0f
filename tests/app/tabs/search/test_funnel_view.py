"""What the funnel promises: a hand count at every rung, curves that end where trials were stopped, an honest word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.tabs.search.funnel_view import FunnelView
from app.theme import theme
from core.search.ranking import ranking
from core.search.stopping import Never
from core.search.trials import Record
from tests.app.helpers import pixels, share_of
from tests.app.tabs.search.helpers import before_run, click, emitted, put_up, shown_of


@pytest.fixture
def view(keep):
    return put_up(keep, FunnelView())


def curves(points):
    """Return what is drawn as a list of curves."""
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    return [part[~np.isnan(part[:, 0])] for part in np.split(points, gaps + 1)][: len(gaps)]


def epochs(snapshot, record):
    return record.steps / snapshot.search.settings.steps_per_epoch(record.trial.batch_size)


def test_the_numbers_are_those_of_the_rungs(view, halved):
    view.show_search(before_run(halved))
    assert view.plot.numbers() == [24, 12, 6, 3]
    view.show_search(shown_of(halved))
    stopped = halved.stopped
    hand = [sum(at is None or at >= rung for at in stopped) for rung in range(4)]
    assert view.plot.numbers() == hand


def test_who_diverged_sets_out_for_no_further_rung(view, halved):
    number = next(r.trial.number for r in halved.records if halved.stopped[r.trial.number] is None)
    lost = [replace(r, diverged=5) if r.trial.number == number else r for r in halved.records]  # in the second epoch
    view.show_search(shown_of(replace(halved, records=tuple(lost))))
    assert view.plot.numbers() == [24, 12, 5, 2]


def test_rungs_that_nobody_has_come_to_are_as_planned(view, halved):
    step = halved.search.settings.steps(1, 20)
    records = []
    for record in halved.records:
        few = int((record.steps <= step).sum())
        cut = {name: getattr(record, name)[:few] for name in ("steps", "train", "validation", "loss")}
        records.append(replace(record, **cut, checkpoint=None))
    running = replace(halved, records=tuple(records), stopped=(None,) * 24, audited=(), rung=0, remaining=20.0)
    view.show_search(shown_of(running))
    assert view.plot.numbers() == [24, 12, 6, 3]
    assert view.sentence.text() == "24 trials learn up to epoch 1, the best 3 of them up to epoch 6."


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_curves_are_strong_faint_or_dashed_by_what_became_of_the_trial(view, halved, scale):
    view.show_search(shown_of(halved, scale=scale))

    def x(values):
        return np.log10(values) if scale == "log" else values

    wanted = {"on": [], "stopped": [], "anyway": []}
    for record in halved.records:
        finite = np.isfinite(record.validation)
        line = np.stack([x(epochs(halved, record)[finite]), record.validation[finite]], axis=1)
        rung = halved.stopped[record.trial.number]
        if rung is None:
            wanted["on"].append(line)
            continue
        points = halved.search.rungs[rung].length  # one a epoch
        wanted["stopped"].append(line[:points])
        if record.trial.number in halved.audited:
            wanted["anyway"].append(line[points - 1 :])
    for kind, lines in wanted.items():
        drawn = curves(view.plot.lines(kind))
        assert len(drawn) == len(lines) > 0, kind
        for one, other in zip(drawn, lines, strict=True):
            np.testing.assert_allclose(one, other)


def test_stopped_trials_that_would_have_been_among_the_first_stand_out(view, looked_at_once):
    view.show_search(shown_of(looked_at_once))
    search = looked_at_once.search
    kept = sorted(
        (r.accuracy for r in looked_at_once.records if looked_at_once.stopped[r.trial.number] is None), reverse=True
    )
    missed = [
        r.trial.number
        for r in looked_at_once.records
        if r.trial.number in looked_at_once.audited and r.accuracy > kept[:5][-1]
    ]
    assert [track.number for track in view.plot.tracks() if track.kind == "missed"] == missed
    assert len(missed) == len(curves(view.plot.lines("missed"))) > 0
    assert view.plot.numbers() == [24, 3] == [rung.count for rung in search.rungs]
    assert view.sentence.text() == (
        f"Of 21 stopped trials, 10 were finished anyway; {len(missed)} of these would have reached the first 3."
    )


def test_the_band_is_as_thick_as_there_are_trials(view, halved):
    view.resize(900, 560)
    view.show_search(shown_of(halved))
    picture, plot = pixels(view.plot), view.plot
    top, bottom = round(plot.area().top()) - 4 - 64, round(plot.area().top()) - 4
    ground = np.array([int(theme.colors.card[k : k + 2], 16) for k in (1, 3, 5)])
    edges = [plot.area().left(), *(plot.to_pixels(np.log10(rung.length), 0).x() for rung in halved.search.rungs)]
    thick = []
    for left in edges[:-1]:
        column = picture[top:bottom, round(left) + 3]
        thick.append(int((column != ground).any(axis=1).sum()))
    assert thick == pytest.approx([64, 32, 16, 8], abs=2)


def test_only_the_best_are_drawn_where_that_is_asked_for(view, halved):
    view.show_search(shown_of(halved, best=5))
    assert {track.number for track in view.plot.tracks()} == {r.trial.number for r in ranking(halved)[:5]}
    assert view.plot.numbers() == [24, 12, 6, 3]


def test_what_is_chosen_is_drawn_once_more_on_top(view, halved):
    number = ranking(halved)[0].trial.number
    view.show_search(shown_of(halved))
    before = share_of(pixels(view.plot), theme.colors.text)
    view.show_search(shown_of(halved, chosen=(number,)))
    (line,) = curves(view.plot.lines("chosen"))
    np.testing.assert_allclose(line[:, 1], halved.records[number].validation)
    assert share_of(pixels(view.plot), theme.colors.text) > before


def test_a_click_takes_the_nearest_curve_and_one_beside_all_takes_none(view, halved):
    view.show_search(shown_of(halved))
    heard = emitted(view.chosen)
    worst = min((r for r in ranking(halved) if halved.stopped[r.trial.number] is None), key=lambda r: r.accuracy)
    place = view.plot.to_pixels(np.log10(epochs(halved, worst)[2]), worst.validation[2])
    click(view.plot.viewport(), place)
    assert len(heard) == 1 and not heard[0][1]
    taken = next(track for track in view.plot.tracks() if track.number == heard[0][0])
    assert np.hypot(taken.x - 3, taken.y - worst.validation[2]).min() < 0.05
    click(view.plot.viewport(), view.plot.area().topLeft() + QPointF(2, 2))
    assert heard[-1] == (None, False)


def test_the_scale_is_that_of_the_view_and_the_button_asks_for_the_other(view, halved):
    heard = emitted(view.scaled)
    view.show_search(shown_of(halved, scale="linear"))
    assert not view.log.isChecked() and view.plot.ranges()[0][0] == 0
    click(view.log, QPointF(view.log.rect().center()))
    view.show_search(shown_of(halved, scale="log"))
    assert view.log.isChecked() and view.plot.ranges()[0][0] == pytest.approx(np.log10(0.5))
    click(view.log, QPointF(view.log.rect().center()))
    assert heard == [("log",), ("linear",)]


def test_numbers_at_the_axis_are_the_lengths_of_the_rungs(view, halved):
    view.resize(900, 560)
    view.show_search(shown_of(halved))
    (low, high), _ = view.plot.ranges()
    assert view.plot.bottom._ticks(low, high, 20) == [(np.log10(n), str(n)) for n in (1, 2, 4, 6)]
    assert [text for _, text in view.plot.bottom._ticks(low, high, 2)][-1] == "6"


def test_where_nothing_is_stopped_it_says_so(view, compared, halved):
    view.show_search(shown_of(compared))
    assert not view.body.isVisible() and view.empty.text().startswith("Every trial is trained to its end.")
    view.show_search(before_run(halved))
    assert view.body.isVisible()
    assert view.sentence.text() == "24 trials learn up to epoch 1, the best 3 of them up to epoch 6."
    shown = before_run(halved)
    view.show_search(replace(shown, study=shown.study.with_settings(stopping=Never())))
    assert not view.body.isVisible()


def test_a_search_without_a_result_draws_nothing(view, halved):
    nothing = replace(halved, records=tuple(Record(r.trial) for r in halved.records), stopped=(), audited=(), rung=0)
    view.show_search(shown_of(nothing))
    assert view.plot.tracks() == [] and view.plot.numbers() == [24, 12, 6, 3]
