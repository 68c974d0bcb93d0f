"""What a flow promises: the numbers of the lecture, those of a second computation, gradients that are gradients."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np
import pytest

from core.jobs import Job, State
from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.layers import Affine
from core.networks.network import WEIGHTS, Network
from core.networks.probe import Probe
from core.rules.activations import ELU, LeakyReLU, ReLU, Sigmoid, Tanh, activations
from core.rules.initializers import He, Normal, Printed, Xavier, initializers
from core.signals.flow import (
    GRADIENT,
    INPUT,
    SignalLab,
    StudyTask,
    Wall,
    flow,
    flows,
)
from core.signals.inputs import MNISTInput, UniformInput
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalView
from tests.core.helpers import freeze_masks, relative_error, slope_by_differences, slopes_of_losses, until
from tests.core.rules.activation_cases import CASE_OF

Array = np.ndarray
SEEDS = range(5)
BEFORE, AFTER = BatchNorm(place="before"), BatchNorm(place="after")
LAB = SignalLab()


def net(activation=None, initializer=None, layers=5, **changed) -> SignalConfiguration:
    parts = {"activation": activation or Sigmoid(), "initializer": initializer or Xavier(), "layers": layers}
    return SignalConfiguration(**parts, **changed)


# The table of the lecture: std of activations first and last, h′ (median, least and largest of the layers), dz ratio.
# A layer's std depends on the draw the more, the deeper it is and the less the function is bounded.

ROWS = [
    (Sigmoid(), Normal(1.0), 5, 0.46, 0.44, (0.001, 0.015), 0.95),
    (Sigmoid(), Normal(0.01), 5, 0.025, 0.012, (0.25, 0.25), 4e-7),
    (Sigmoid(), Xavier(), 5, 0.21, 0.12, (0.22, 0.24), 3e-3),
    (Sigmoid(), Xavier(), 20, 0.21, 0.12, (0.22, 0.24), 1.4e-12),
    (Tanh(), Xavier(), 5, 0.63, 0.32, (0.66, 0.95), 0.5),
    (Tanh(), Xavier(), 20, 0.63, 0.17, (0.66, 0.98), 0.3),
    (Tanh(), Normal(1.0), 5, 0.96, 0.96, (6e-6, 1.1e-5), 31),
    (ReLU(), Normal(0.01), 5, 0.058, 2e-6, None, 3e-5),
    (ReLU(), Xavier(), 5, 0.58, 0.18, None, 0.26),
    (ReLU(), He(), 5, 0.82, 1.0, None, 1.1),
    (ReLU(), He(), 30, 0.82, 1.4, None, 0.9),
    (ReLU(), Printed(), 5, 1.2, 5.7, None, 4.2),
    (ReLU(), Normal(1.0), 5, 5.8, 18_000, None, 2600),
]
IDS = [f"{h.key}, {rule.key} {getattr(rule, 'sigma', '')}, {layers}" for h, rule, layers, *_ in ROWS]


@pytest.mark.parametrize(("activation", "initializer", "layers", "first", "last", "slopes", "ratio"), ROWS, ids=IDS)
def test_statistics_are_those_of_the_lecture_for_five_seeds(
    activation, initializer, layers, first, last, slopes, ratio
):
    row = net(activation, initializer, layers)
    found = [flow(row, SignalSettings(seed=seed), lab=LAB) for seed in SEEDS]
    # what one other draw gave lies among, or little beside, what five draws give
    within = 1.2 if not isinstance(activation, ReLU) else (1.35 if layers == 5 else 1.6)
    for measured, expected, slack in (
        ([f.layers[0].std for f in found], first, 1.03),
        ([f.layers[-1].std for f in found], last, within),
        ([f.gradient_ratio for f in found], ratio, 1.35),
    ):
        assert min(measured) / slack <= expected <= max(measured) * slack
        assert max(measured) / min(measured) < (5 if layers == 30 else 1.7)
    if slopes:
        for f in found:
            medians = [layer.median_slope for layer in f.layers]
            assert (min(medians), max(medians)) == pytest.approx(slopes, rel=0.6 if slopes[0] < 0.1 else 0.03)


def test_sigmoid_of_sigma_1_saturates_and_half_of_its_units_are_closed():
    for seed in SEEDS:
        layers = flow(net(Sigmoid(), Normal(1.0)), SignalSettings(seed=seed), lab=LAB).layers
        saturated = [layer.saturated for layer in layers]
        assert saturated[0] == pytest.approx(0.77, abs=0.02)
        assert min(saturated) == pytest.approx(0.64, abs=0.06)
        assert all(0.4 < layer.closed < 0.7 for layer in layers)


def test_he_is_steady_and_the_misprint_grows():
    """Five ReLU layers: about 1.2 → 5.5 instead of a steady 0.8."""
    steady, grown = ([], [])
    for seed in SEEDS:
        for rule, into in ((He(), steady), (Printed(), grown)):
            into.append([layer.std for layer in flow(net(ReLU(), rule), SignalSettings(seed=seed), lab=LAB).layers])
    steady, grown = np.mean(steady, axis=0), np.mean(grown, axis=0)
    assert steady == pytest.approx(0.8, rel=0.15)
    # √2 more in every layer, from one and the same draw
    assert grown / steady == pytest.approx(np.sqrt(2) ** np.arange(1, 6), rel=0.01)
    assert (np.diff(grown) > 0).all()


# A second computation, written out


def written_out(row: SignalConfiguration, seed: int, samples: int, features: int):
    """Return z, h(z), h′(z), ∂L/∂h(z), ∂L/∂W of every layer, and the weights, with the lab's random numbers."""
    x = np.random.default_rng([seed, INPUT]).standard_normal((samples, features))
    weights, zs, hs, slopes = [], [], [x], []
    for depth in range(row.layers):
        z = np.random.default_rng([seed, WEIGHTS, depth]).standard_normal((hs[-1].shape[1], row.nodes))
        weights.append(z * row.initializer.std(*z.shape))
        zs.append(hs[-1] @ weights[-1])
        case = CASE_OF[type(row.activation)]
        hs.append(case.value(zs[-1]))
        slopes.append(case.slope(zs[-1]))
    g = np.random.default_rng([seed, GRADIENT]).standard_normal((samples, row.nodes)) / samples
    dhs, dWs = [g], []
    for depth in reversed(range(row.layers)):
        dz = dhs[0] * slopes[depth]
        dWs.insert(0, hs[depth].T @ dz)
        dhs.insert(0, dz @ weights[depth].T)
    return zs, hs[1:], slopes, dhs[1:], dWs


def root_mean_square(values: Array) -> float:
    return math.sqrt((values**2).mean())


@pytest.mark.parametrize("activation", [kind() for kind in activations.classes()], ids=lambda kind: kind.key)
@pytest.mark.parametrize("sigma", [0.02, 0.3, 1.0])
def test_every_reading_is_that_of_a_second_computation(activation, sigma):
    row = SignalConfiguration(activation, layers=4, nodes=40, initializer=Normal(sigma))
    settings = SignalSettings(samples=300, features=25, seed=3, range="fitted")
    found = flow(row, settings, lab=LAB)
    zs, hs, slopes, dhs, dWs = written_out(row, 3, 300, 25)
    same = {"rel": 1e-6, "abs": 1e-300}
    for layer, z, h, slope, dh, dW in zip(found.layers, zs, hs, slopes, dhs, dWs, strict=True):
        assert layer.nodes == 40 and layer.finite == 1
        assert layer.mean == pytest.approx(h.mean(), rel=1e-6, abs=1e-9)
        assert layer.std == pytest.approx(h.std(), **same)
        assert layer.spread == pytest.approx(math.sqrt(h.var(axis=0).mean()), **same)
        assert layer.median_slope == pytest.approx(np.median(slope), rel=1e-6, abs=1e-12)
        assert layer.mean_slope == pytest.approx(slope.mean(), **same)
        assert layer.closed == pytest.approx((np.abs(slope) < 0.01).mean())
        assert layer.dead == pytest.approx((np.abs(slope) < 0.01).all(axis=0).mean())
        edge = (h != 0) & (np.abs(h) < 1e-300)  # here a float runs out, a little sooner or later
        assert layer.silent == pytest.approx((h == 0).mean(), abs=3e-4 if edge.any() else 0)
        assert layer.gradient_rms == pytest.approx(root_mean_square(dh), **same)
        assert layer.weight_gradient_rms == pytest.approx(root_mean_square(dW), **same)
        for histogram, values in (
            (layer.pre, z),
            (layer.activation, h),
            (layer.gradient_linear, dh),
            (layer.weight_gradient_linear, dW),
        ):
            expected, _ = np.histogram(values, 30, (histogram.low, histogram.high))
            assert histogram.total == values.size
            assert np.abs(histogram.counts - expected).sum() <= 4  # next to an edge
        for histogram, values in ((layer.gradient, dh), (layer.weight_gradient, dW)):
            logs = np.log10(np.abs(values[values != 0]))
            expected, _ = np.histogram(logs, histogram.bins, (histogram.low, histogram.high))
            assert histogram.zeros == (values == 0).sum() and histogram.total == values.size
            assert np.abs(histogram.counts - expected).sum() <= 20
    low, high = CASE_OF[type(activation)].levels
    for layer, h in zip(found.layers, hs, strict=True):
        if low is None:
            assert layer.saturated is None
        else:
            near = (h < low + 0.05) | (high is not None and h > (high or 0) - 0.05)
            assert layer.saturated == pytest.approx(near.mean())
    assert found.gradient_ratio == pytest.approx(root_mean_square(dhs[0]) / root_mean_square(dhs[-1]))
    for factor in found.factors:
        before, after = dhs[factor.number - 1], dhs[factor.number - 2]
        through = root_mean_square(before * slopes[factor.number - 1]) / root_mean_square(before)
        assert factor.factor == pytest.approx(root_mean_square(after) / root_mean_square(before))
        assert factor.through == pytest.approx(through)
        assert factor.gain == pytest.approx(factor.factor / through) and factor.other == 1
    assert [factor.number for factor in found.factors] == [2, 3, 4]


@pytest.mark.parametrize("batch_norm", [None, BEFORE, AFTER], ids=["plain", "before", "after"])
@pytest.mark.parametrize("dropout", [None, DropoutPart(ratio=0.3)], ids=["all units", "dropout"])
def test_the_factors_of_the_layers_multiply_to_the_ratio_of_the_gradients(batch_norm, dropout):
    found = flow(net(Tanh(), Normal(0.2), batch_norm=batch_norm, dropout=dropout), SignalSettings(samples=200))
    assert math.prod(factor.factor for factor in found.factors) == pytest.approx(found.gradient_ratio)
    for factor in found.factors:
        assert factor.through * factor.gain * factor.other == pytest.approx(factor.factor)
        assert (factor.other != 1) is bool(batch_norm or dropout)


# Gradients


@pytest.mark.parametrize("batch_norm", [None, BEFORE, AFTER], ids=["plain", "before", "after"])
@pytest.mark.parametrize("dropout", [None, DropoutPart(ratio=0.3)], ids=["all units", "dropout"])
@pytest.mark.parametrize("activation", [Sigmoid(), Tanh(), ELU(), LeakyReLU()], ids=lambda kind: kind.key)
def test_gradients_agree_with_central_differences(activation, batch_norm, dropout):
    row = SignalConfiguration(activation, 3, 10, batch_norm, dropout, Normal(0.6))
    network = Network([row.network], 4, 0, seed=1, dtype=np.float64)
    freeze_masks(network)
    rng = np.random.default_rng(5)
    x, g = rng.standard_normal((6, 4)), rng.standard_normal((1, 6, 10))
    probe, passed, dxs = Probe(network), {}, {}

    def forward_tap(layer, y):
        passed[layer] = y.copy()
        probe.forward(layer, y)

    def backward_tap(layer, dx):
        dxs[layer] = dx.copy()
        probe.backward(layer, dx)

    network.forward(x, train=True, tap=forward_tap)
    probe.begin_backward(g)
    network.backward(g.copy(), tap=backward_tap)
    dW = network.gradient.copy()

    def loss() -> Array:
        return np.array([(network.forward(x, train=True) * g).sum()])

    assert relative_error(dW, slopes_of_losses(network, loss)) < 1e-6
    # the gradient of what a layer passes on: that of the input of the next affine layer
    affine = [layer for layer in network.layers if isinstance(layer, Affine)]
    for number, following in enumerate(affine[1:], 1):
        start = network.layers.index(following)
        y = passed[network.layers[start - 1]].copy()

        def rest(y=y, start=start) -> float:
            out = y.copy()
            for layer in network.layers[start:]:
                out = layer.forward(out, train=True)
            return float((out * g).sum())

        expected = slope_by_differences(rest, y)
        assert relative_error(dxs[following], expected) < 1e-6
        assert probe.readings[number - 1].gradient_rms == pytest.approx(root_mean_square(expected), rel=1e-6)
    for number, layer in enumerate(affine, 1):
        rms = root_mean_square(layer.gradients["W"])
        assert probe.readings[number - 1].weight_gradient_rms == pytest.approx(rms)


# Batch normalization and dropout


@pytest.mark.parametrize("sigma", [0.01, 1.0, 10.0])
def test_with_batch_normalization_the_spread_hardly_depends_on_sigma(sigma):
    before, after, plain = (
        flow(net(Sigmoid(), Normal(sigma), batch_norm=place), lab=LAB).layers for place in (BEFORE, AFTER, None)
    )
    for layer in before:
        assert layer.std == pytest.approx(0.208, rel=0.02) and layer.mean == pytest.approx(0.5, abs=0.01)
    for layer in after:
        assert layer.std == pytest.approx(1, rel=0.01) and layer.mean == pytest.approx(0, abs=1e-6)
    assert not 0.1 < plain[0].std < 0.4
    # the fixed range is that of what is passed on
    assert (plain[0].activation.low, before[0].activation.low, after[0].activation.low) == (0, 0, -3)


def test_dropped_units_are_part_of_what_is_passed_on_and_no_part_of_what_is_said_of_the_function():
    plain = flow(net(ReLU(), He(), layers=2), lab=LAB).layers[0]
    dropped = flow(net(ReLU(), He(), layers=2, dropout=DropoutPart(ratio=0.5)), lab=LAB).layers[0]
    assert dropped.closed == plain.closed and dropped.silent == plain.silent and dropped.dead == plain.dead
    assert dropped.mean == pytest.approx(plain.mean / 2, rel=0.03)


# What can go wrong


@pytest.mark.parametrize("settings", [{}, {"range": "fitted"}, {"range": "common"}])
@pytest.mark.parametrize("initializer", [Normal(0.0), Normal(100.0), Normal(1e-9)], ids=lambda rule: f"{rule.sigma:g}")
@pytest.mark.parametrize("activation", [ReLU(), Sigmoid(), ELU()], ids=lambda kind: kind.key)
def test_signals_that_die_or_explode_are_measured_too(activation, initializer, settings):
    found = flow(net(activation, initializer, 50, nodes=20), SignalSettings(samples=50, **settings))
    for layer in found.layers:
        assert layer.activation.total == layer.pre.total == layer.gradient.total == 50 * 20
        assert math.isfinite(layer.gradient_rms)
    if initializer.sigma == 0:
        assert found.layers[0].std == 0 and found.layers[0].gradient.zeros == 50 * 20
        assert found.gradient_ratio == 0
    elif initializer.sigma == 100 and isinstance(activation, ReLU):
        assert found.layers[-1].std > 1e100 and found.gradient_ratio > 1e100


def test_infinite_and_undefined_values_are_said():
    network = Network([net(ReLU(), He(), 2, nodes=10).network], 5, 0, dtype=np.float64)
    x = np.random.default_rng(0).standard_normal((8, 5))
    x[0], x[1] = np.inf, np.nan
    probe = Probe(network)
    with np.errstate(all="ignore"):
        network.forward(x, train=True, tap=probe.forward)
        probe.begin_backward(np.full((1, 8, 10), np.nan))
        network.backward(np.full((1, 8, 10), np.nan), tap=probe.backward)
    for layer in probe.readings:
        assert layer.finite <= 0.75 + 1e-9 or layer.number == 1
        assert layer.activation.nan > 0 and layer.activation.total == 80
        assert math.isfinite(layer.mean) and math.isnan(layer.spread)
        assert layer.gradient.nan > 0 and math.isnan(probe.readings[-1].gradient_rms)


# Kept and computed anew


def test_what_a_lab_has_computed_before_changes_nothing():
    lab = SignalLab()
    rows = [
        net(Tanh(), Normal(0.5), 3, dropout=DropoutPart(ratio=0.2), batch_norm=BEFORE),
        net(Tanh(), Xavier(), 3, dropout=DropoutPart(ratio=0.5), batch_norm=BEFORE),
        net(ReLU(), He(), 3),
    ]
    settings = SignalSettings(samples=100)
    for row in [*rows, *rows]:
        kept, fresh = flow(row, settings, lab=lab), flow(row, settings)
        for a, b in zip(kept.layers, fresh.layers, strict=True):
            assert (a.std, a.gradient_rms, a.weight_gradient_rms) == (b.std, b.gradient_rms, b.weight_gradient_rms)
            assert (a.activation.counts == b.activation.counts).all()


def test_all_rows_share_one_draw_and_the_seed_decides_it():
    rows = (net(ReLU(), Xavier()), net(ReLU(), Normal(0.1)), net(ReLU(), Printed()))
    one, twin, other = flows(SignalStudy(SignalSettings(samples=100), rows))
    assert [layer.std for layer in one.layers] == pytest.approx([layer.std for layer in twin.layers], rel=1e-12)
    # ReLU passes on any factor as it is
    assert other.layers[-1].std == pytest.approx(2**5 * one.layers[-1].std)
    again = flow(rows[0], SignalSettings(samples=100, seed=1))
    assert again.layers[-1].std != one.layers[-1].std


def test_inputs_go_in_as_they_are_described():
    assert flow(net(), SignalSettings(samples=50, input=UniformInput()), lab=LAB).input_std == pytest.approx(
        1, rel=0.05
    )
    digits = flow(net(initializer=Normal(1.0)), SignalSettings(samples=50, input=MNISTInput(), features=7), lab=LAB)
    # 784 pixels of RMS 0.33 and weights of σ = 1
    assert digits.input_std == pytest.approx(0.31, abs=0.02)
    assert digits.layers[0].pre.total == 5000 and digits.layers[0].saturated > 0.4


def test_without_gradients_there_are_none():
    found = flow(net(), with_gradients=False, lab=LAB)
    assert found.gradient_ratio is None and found.factors == ()
    assert all(layer.gradient is None and layer.weight_gradient_rms is None for layer in found.layers)
    assert [layer.std for layer in found.layers] == [layer.std for layer in flow(net(), lab=LAB).layers]


# Ranges


def test_ranges_are_the_slides_fitted_or_common():
    rows = (net(Tanh(), Normal(0.01), 3), net(ReLU(), He(), 3))
    fixed, fitted, common = (flows(SignalStudy(SignalSettings(range=kind), rows), lab=LAB) for kind in
                             ("fixed", "fitted", "common"))  # fmt: skip
    assert [(f.layers[1].activation.low, f.layers[1].activation.high) for f in fixed] == [(-1, 1), (0, 1)]
    assert fixed[1].layers[0].activation.above > 0
    for f in fitted:
        for layer in f.layers:
            for h in (layer.activation, layer.pre, layer.gradient_linear, layer.weight_gradient_linear):
                assert h.counts[0] > 0 and h.counts[-1] > 0 and h.below == h.above == 0
    for name in ("activation", "pre", "gradient_linear", "weight_gradient_linear"):
        seen = {(getattr(r, name).low, getattr(r, name).high) for f in common for r in f.layers}
        assert len(seen) == 1
        ((low, high),) = seen
        assert low == min(getattr(r, name).low for f in fitted for r in f.layers)
        assert high == max(getattr(r, name).high for f in fitted for r in f.layers)
        assert all(getattr(r, name).below == getattr(r, name).above == 0 for f in common for r in f.layers)


# Tasks


def test_a_study_reports_layer_by_layer_and_its_rows_as_they_are_complete():
    for kind, passes in (("fixed", 1), ("common", 2)):
        rows = (net(layers=3), net(layers=2, batch_norm=BEFORE))
        task = StudyTask(SignalStudy(SignalSettings(samples=20, range=kind), rows), lab=LAB)
        seen = [task.snapshot()]
        seen += [task.snapshot() for _ in task.run()]
        assert seen[0].flows == () and seen[0].done == 0 and not seen[0].complete
        assert seen[-1].complete and len(seen[-1].flows) == 2
        done = [snapshot.done for snapshot in seen]
        assert done == sorted(done) and max(np.diff(done)) == 1
        assert seen[-1].total == passes * (3 * 2 + 2 * 3) * 2
        assert {len(snapshot.flows) for snapshot in seen} == {0, 1, 2}


def test_a_study_can_be_stopped_in_the_middle():
    study = SignalStudy(SignalSettings(samples=1000), (net(layers=50),) * 3)
    task = StudyTask(study)
    job = Job(lambda: [task], "job")
    job.run()
    until(lambda: task.snapshot().done > 2)
    start = time.perf_counter()
    job.stop()
    until(lambda: job.state.is_over)
    assert job.state is State.STOPPED and time.perf_counter() - start < 2
    assert job.close() and not task.snapshot().complete


def test_the_wall_has_every_function_with_every_rule_from_one_draw():
    base, settings = net(layers=2, nodes=20), SignalSettings(samples=50, range="common")
    study = SignalStudy(settings, (net(layers=1), base), SignalView(selected=1))
    wall = Wall(study)
    counts = []
    for _ in wall.run():
        counts.append(len(wall.snapshot().cells))
    snapshot = wall.snapshot()
    assert counts == sorted(counts) and set(counts) >= set(range(snapshot.total))
    assert snapshot.complete and len(snapshot.cells) == snapshot.total and snapshot.study == study
    assert {type(h) for h, _ in snapshot.cells} == set(activations.classes())
    assert {type(rule) for _, rule in snapshot.cells} == set(initializers.classes())
    assert {rule.sigma for _, rule in snapshot.cells if isinstance(rule, Normal)} == {1.0, 0.01}
    for (h, rule), cell in snapshot.cells.items():
        alone = flow(replace(base, activation=h, initializer=rule), replace(settings, range="fitted"), lab=LAB)
        assert cell.flow.configuration == alone.configuration
        for a, b in zip(cell.flow.layers, alone.layers, strict=True):
            assert a.std == b.std and a.gradient_rms == b.gradient_rms
            assert (a.activation.counts == b.activation.counts).all()


# What is kept


def test_another_draw_leaves_nothing_of_the_last_one_in_the_cache():
    lab, kept = SignalLab(), set()
    for seed in range(5):
        study = SignalStudy(SignalSettings(samples=50, seed=seed), (net(layers=3, nodes=20),))
        for _ in StudyTask(study, lab=lab).run():
            pass
        kept.add(lab.kept)
    assert len(kept) == 1 and 0 < lab.kept < 20_000
    lab.forget()
    assert lab.kept == 0


def test_the_cache_is_never_larger_than_its_bound_but_for_one_network(monkeypatch):
    monkeypatch.setattr("core.signals.flow.CACHED_VALUES", 30_000)
    lab, kept = SignalLab(), []
    for nodes in (10, 20, 40, 80, 160, 10):
        for _ in StudyTask(SignalStudy(SignalSettings(samples=50), (net(layers=2, nodes=nodes),)), lab=lab).run():
            pass
        kept.append(lab.kept)
    assert max(kept) <= max(30_000, 2 * 50 * 160 * 2)
    assert kept[-1] <= 30_000
