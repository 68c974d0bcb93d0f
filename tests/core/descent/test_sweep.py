"""What the sensitivity map promises: every pixel is the path of its setting, and it can be stopped half way."""

from __future__ import annotations

import numpy as np
import pytest

from core.config.words import LabError
from core.descent.study import Noise
from core.descent.surfaces import Beale, Saddle, Typed, Valley
from core.descent.sweep import AXES, TOLERANCE, Sweep, SweepImage
from core.descent.trajectory import trace
from core.jobs import Job, State
from core.rules.optimizers import SGD, Momentum, optimizers
from tests.core.helpers import name_of, until
from tests.core.rules.optimizer_cases import CASE_OF

BEALE = Beale()
RULES = [BEALE.usual(kind) for kind in optimizers.classes()]


def swept(*args, **kwargs) -> SweepImage:
    sweep = Sweep(*args, **kwargs)
    for _ in sweep.run():
        pass
    return sweep.snapshot()


@pytest.mark.parametrize("axes", AXES)
@pytest.mark.parametrize("rule", RULES, ids=name_of)
@pytest.mark.parametrize("noise", [None, Noise(0.3)], ids=["calm", "noisy"])
def test_every_pixel_is_the_path_of_its_setting(rule, axes, noise):
    image = swept(BEALE, rule, BEALE.start, 40, axes, size=6, noise=noise, seed=2)
    assert image.done == image.steps == 40
    for row in range(6):
        for column in range(6):
            optimizer, start = image.setting(row, column)
            path = trace(BEALE, [optimizer], [start], 40, noise, seed=2)[0][0]
            outside = np.flatnonzero(~(path.values <= image.threshold[row, column]))
            settled = outside[-1] + 1 if len(outside) else 0
            reached = image.steps_to_converge[row, column]
            assert reached == settled if settled <= 40 else np.isnan(reached)
            if path.stopped is None:
                assert image.final[row, column] == pytest.approx(path.values[-1], rel=1e-9)
            else:
                assert image.final[row, column] == np.inf


def test_a_map_of_rates_has_the_learning_rate_to_the_right_and_the_second_setting_upwards():
    for rule in RULES:
        case = CASE_OF[type(rule)]
        image = swept(BEALE, rule, BEALE.start, 1, size=5)
        assert (image.x.name, image.x.log, image.x.symbol) == ("lr", True, "η")
        assert (image.y.name, image.y.log) == (case.beside, case.beside_log)
        assert image.x.values[2] == pytest.approx(rule.lr)
        for axis in (image.x, image.y):
            assert (np.diff(axis.values) > 0).all() and axis.label
        optimizer, start = image.setting(4, 1)
        assert getattr(optimizer, image.y.name) == image.y.values[4] and optimizer.lr == image.x.values[1]
        assert start == BEALE.start


def test_the_map_of_sgd_is_that_of_momentum_with_sgd_at_its_foot():
    image = swept(BEALE, SGD(0.01), BEALE.start, 1, size=5)
    optimizer, _ = image.setting(0, 2)
    assert isinstance(optimizer, Momentum) and (optimizer.lr, optimizer.momentum) == (pytest.approx(0.01), 0.0)


def test_a_map_of_starts_lies_over_the_view():
    image = swept(BEALE, SGD(0.01), BEALE.start, 1, "starts", size=4)
    assert (image.x.name, image.y.name, image.x.log, image.y.log) == ("x", "y", False, False)
    x0, x1, y0, y1 = BEALE.view
    assert image.setting(0, 3) == (SGD(0.01), (x1, y0)) and image.setting(3, 0) == (SGD(0.01), (x0, y1))


def test_on_a_quadratic_the_edge_of_the_map_is_the_limit_of_the_learning_rate():
    image = swept(Valley(), SGD(0.5), (-7.0, 2.0), 800, size=40)
    for row in range(0, 40, 5):
        limit = 1 + image.y.values[row]  # 2 (1 + α) / λ with λ = 2
        clear = np.abs(image.x.values / limit - 1) > 0.05
        grown = ~(image.final[row] < 10)
        np.testing.assert_array_equal(grown[clear], (image.x.values > limit)[clear])


def test_a_path_that_flies_through_the_minimum_has_not_converged():
    image = swept(Valley(), SGD(0.5), (-7.0, 2.0), 300, size=40)
    within = image.final <= image.threshold
    np.testing.assert_array_equal(np.isfinite(image.steps_to_converge), within)
    assert within.any() and not within[:, -1].any()
    sweep = Sweep(Valley(), SGD(0.5), (-7.0, 2.0), 300, size=40)
    ever = np.isfinite(sweep.snapshot().steps_to_converge)
    for _ in sweep.run():
        ever |= np.isfinite(sweep.snapshot().steps_to_converge)
    assert (ever & ~within).any()  # some do fly through


def test_in_a_map_of_starts_each_path_is_measured_from_its_own_start():
    here, there = (swept(BEALE, SGD(0.001), start, 5, "starts", size=7) for start in ((1.0, 1.5), (-3.0, 0.3)))
    np.testing.assert_array_equal(here.threshold, there.threshold)
    np.testing.assert_array_equal(here.steps_to_converge, there.steps_to_converge)
    starts = BEALE.value(*np.meshgrid(here.x.values, here.y.values))
    assert here.threshold == pytest.approx(here.minimum + TOLERANCE * (starts - here.minimum))


@pytest.mark.parametrize("axes", AXES)
def test_settings_are_as_a_form_shows_them(axes):
    for rule in RULES:
        image = Sweep(BEALE, rule, BEALE.start, 1, axes).snapshot()
        for axis in (image.x, image.y):
            assert len(axis.values) == 200 and (np.diff(axis.values) > 0).all()
            assert all(float(f"{value:.4g}") == value for value in axis.values)


def test_a_narrow_view_far_away_has_as_many_starts_as_any():
    image = Sweep(Typed("x + y", 1000, 1001, -1e-9, 1e-9), SGD(0.1), (1000.5, 0.0), 1, "starts").snapshot()
    for axis, ends in ((image.x, (1000, 1001)), (image.y, (-1e-9, 1e-9))):
        assert (np.diff(axis.values) > 0).all() and axis.values[[0, -1]] == pytest.approx(ends)


def test_what_counts_as_converged_is_a_share_of_the_way_from_the_start_to_the_least_value():
    image = swept(Saddle(), SGD(0.2), (-2.5, 0.5), 1, size=3)
    assert image.minimum == pytest.approx(-1)
    high = Saddle().value(-2.5, 0.5)
    assert image.threshold == pytest.approx(np.full((3, 3), -1 + TOLERANCE * (high + 1)))
    assert swept(Typed("x^2 + (y - 1)^2 + 3"), SGD(0.2), (1.0, 0.0), 1, size=3).minimum == pytest.approx(3, abs=1e-3)


def test_an_unknown_map_is_refused():
    with pytest.raises(LabError, match="expected one of rates, starts, got rate"):
        Sweep(BEALE, SGD(0.01), BEALE.start, 3, "rate")


def test_a_snapshot_does_not_change_and_cannot_be_changed():
    sweep = Sweep(BEALE, SGD(0.01), BEALE.start, 20, size=8)
    work = sweep.run()
    next(work)
    image = sweep.snapshot()
    kept = image.final.copy()
    for _ in work:
        pass
    np.testing.assert_array_equal(image.final, kept)
    assert image.done == 1 and sweep.snapshot().done == 20
    with pytest.raises(ValueError, match="read-only"):
        image.final[0, 0] = 1


def test_a_map_can_be_stopped_half_way_and_shows_what_is_done():
    job = Job(lambda: [Sweep(BEALE, SGD(0.01), BEALE.start, 10_000_000, size=10)])
    job.run()
    images = []

    def has_begun() -> bool:
        update = job.take()
        images.extend(update.snapshots if update else ())
        return any(image and image.done > 3 for image in images)

    until(has_begun)
    assert job.close()
    assert job.state is State.STOPPED
    (image,) = job.take().snapshots
    assert 3 < image.done < image.steps


@pytest.mark.parametrize(
    ("text", "known", "minimum"),
    [("(x - 30)^2 + y^2 + 5", True, 5), ("y^2 - 0.0003y", True, -2.25e-8), ("|x - 0.013| + y^2", False, 0.013)],
)
def test_the_minimum_of_a_map_is_that_of_the_formula_or_said_to_be_measured(text, known, minimum):
    image = swept(Typed(text), SGD(0.1), (1.0, 1.0), 3, size=3)
    assert image.known is known
    assert image.minimum == pytest.approx(minimum, rel=1e-12)


@pytest.mark.parametrize("surface", [BEALE, Saddle(), Valley()], ids=name_of)
def test_what_is_known_of_a_surface_is_known_of_its_map(surface):
    assert swept(surface, SGD(0.01), surface.start, 1, size=3).known is bool(surface.minima)
