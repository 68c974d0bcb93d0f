"""What a film promises: every moment over the same axes, and every column of its heat map a histogram of its moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.histograms import histogram
from core.networks.probe import WatchRecord
from core.rules.activations import ReLU, Sigmoid
from core.rules.initializers import He, Xavier
from core.rules.optimizers import SGD
from core.signals.film import BINS, Film, configuration_like
from core.training.study import RunConfiguration
from core.training.watching import Watch
from tests.core.helpers import race, small, trainer_of


def records_of(run: RunConfiguration, data) -> tuple[WatchRecord, ...]:
    """Return what is read of six steps of a run, one reading a step."""
    trainer = trainer_of(race(run, length=6), data)
    trainer.watch = Watch(0, every=1)
    for _ in trainer.run():
        pass
    return trainer.watch.snapshot().records


@pytest.fixture(scope="module", params=[Sigmoid(), ReLU()], ids=["bounded", "without bounds"])
def run(request) -> RunConfiguration:
    """A small run."""
    return small(activation=request.param, initializer=He(), optimizer=SGD(lr=0.5))


@pytest.fixture(scope="module")
def records(run, tiny_dataset) -> tuple[WatchRecord, ...]:
    """What was read of it."""
    return records_of(run, tiny_dataset)


def film_of(run: RunConfiguration, records) -> Film:
    film = Film(configuration_like(run))
    film.set_records(records)
    return film


def test_the_axes_of_a_film_hold_all_its_moments(run, records):
    film = film_of(run, records[:1])
    narrow, limits = film.decades, film.limits(0)
    film.set_records(records)
    assert film.decades[0] <= narrow[0] and narrow[1] <= film.decades[1]
    assert film.limits(0)[0] <= limits[0] and limits[1] <= film.limits(0)[1]
    moments = [film.flow(place) for place in range(len(film))]
    for layer in range(2):
        assert {(m.layers[layer].activation.low, m.layers[layer].activation.high) for m in moments} == {
            film.limits(layer)
        }
    for moment, record in zip(moments, records, strict=True):
        for shown, read in zip(moment.layers, record.layers, strict=True):
            assert shown.activation.total == pytest.approx(read.activation.total, abs=1)
            assert (shown.std, shown.gradient_rms) == (read.std, read.gradient_rms)
            assert shown.gradient is read.gradient


def test_a_bounded_function_keeps_its_own_range(tiny_dataset):
    sigmoid = small(activation=Sigmoid(), initializer=Xavier())
    film = film_of(sigmoid, records_of(sigmoid, tiny_dataset))
    assert film.limits(0) == (0.0, 1.0)
    normalized = replace(sigmoid, batch_norm=BatchNorm("after"))
    film = film_of(normalized, records_of(normalized, tiny_dataset))
    assert film.limits(0)[0] < 0  # mean 0 and variance 1 go beyond it


@pytest.mark.parametrize("kind", ["forward", "backward"])
@pytest.mark.parametrize("layer", [0, 1])
def test_a_column_of_the_heat_map_is_the_histogram_of_its_moment(run, records, kind, layer):
    film = film_of(run, records)
    image, low, high, log = film.heat(layer, kind)
    assert image.shape == (BINS, len(records))
    assert log == (kind == "backward")
    for column, record in zip(image.T, records, strict=True):
        reading = record.layers[layer]
        counted = reading.gradient if log else reading.activation
        # as if every value stood in the middle of its bin, and rarer ones as roots
        middles = np.repeat((counted.edges[:-1] + counted.edges[1:]) / 2, counted.counts)
        wanted = histogram(middles, BINS, low, high).counts
        assert column.max() == pytest.approx(1)
        spread = (counted.high - counted.low) / counted.bins / ((high - low) / BINS)
        reached, shown = np.cumsum(wanted), np.cumsum(column**2)
        apart = int(np.ceil(spread)) + 1
        for place in range(apart, BINS - apart):  # the same values lie below every place, to within a bin
            share = shown[place] / shown[-1]
            assert reached[place - apart] / reached[-1] - 1e-9 <= share <= reached[place + apart] / reached[-1] + 1e-9


def test_columns_that_are_known_are_drawn_again_when_an_axis_grows(run, records):
    film = film_of(run, records[:1])
    before = film.heat(1, "backward")
    film.set_records(records)
    after = film.heat(1, "backward")
    whole = film_of(run, records).heat(1, "backward")
    np.testing.assert_array_equal(after[0], whole[0])
    assert after[1] <= before[1] and before[2] <= after[2]


def test_an_empty_film_has_axes_and_no_columns():
    film = Film(configuration_like(RunConfiguration()))
    image, low, high, _ = film.heat(0, "forward")
    assert len(film) == 0 and image.shape == (BINS, 0) and low < high
    assert film.decades is None


def test_the_network_of_a_film_is_like_that_which_is_trained():
    run = RunConfiguration(hidden=(1000, 7, 5), batch_norm=BatchNorm(), dropout=DropoutPart(0.2), activation=ReLU())
    like = configuration_like(run)
    assert (like.layers, like.nodes) == (3, 500)
    assert (like.activation, like.batch_norm, like.dropout, like.initializer) == (
        run.activation,
        run.batch_norm,
        run.dropout,
        run.initializer,
    )


def test_a_step_is_found_at_its_record_or_the_nearest_and_zero_is_the_newest(run, records):
    film = Film(configuration_like(run))
    assert film.place_of(0) == film.place_of(7) == 0
    film.set_records((records[0], records[2], records[5]))
    assert [film.place_of(step) for step in (0, 1, 2, 3, 4, 5, 6, 1000)] == [2, 0, 0, 1, 1, 2, 2, 2]


def test_a_still_of_a_film_does_not_change_when_the_film_goes_on(run, records):
    film = film_of(run, records[:2])
    still, axes, image = film.still(), film.limits(1), film.heat(1, "backward")
    film.set_records(records, {6: 0.5})
    assert len(still) == 2 and still.limits(1) == axes and dict(still.losses) == {}
    for kept, was in zip(still.heat(1, "backward"), image, strict=True):
        np.testing.assert_array_equal(kept, was)
    assert len(film) == len(records) and dict(film.losses) == {6: 0.5}
