"""What notes say in numbers is worked out anew, from the scenes that they stand beside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.descent.trajectory import Tracing, Trajectory
from core.networks.configuration import BatchNorm
from core.rules.activations import ReLU, Sigmoid, activations
from core.rules.initializers import He, Normal
from core.scenes import find_scene
from core.signals.flow import Flow, fixed_limits, flows
from core.signals.study import SignalConfiguration, SignalSettings


def paths_of(id: str, **changed) -> dict[str, Trajectory]:
    """Return the paths of a scene by the key of their rules, with values of all rules changed."""
    study = find_scene(id).study
    runs = list(study.runs)
    for name, value in changed.items():
        runs = [run.with_value(name, value) if name in run.parameters() else run for run in runs]
    traces = Tracing(replace(study, runs=tuple(runs))).at_once()
    return {starts[0].optimizer.key: starts[0] for starts in traces.trajectories}


def flows_with(id: str, **changed) -> tuple[Flow, ...]:
    """Return the flows of a scene, with values of all networks changed."""
    study = find_scene(id).study
    return flows(replace(study, runs=tuple(replace(run, **changed) for run in study.runs)))


def test_adam_without_correction_begins_with_three_times_the_step_and_never_takes_five():
    corrected, bare = (paths_of("adam", bias_correction=on)["adam"].step_sizes for on in (True, False))
    assert bare[0] / corrected[0] == pytest.approx(3.16, abs=0.01)
    assert 4 < (bare / corrected).max() < 4.5


@pytest.mark.parametrize("sigma", [0.001, 0.01, 0.1, 1.0, 10.0])
def test_sigma_does_little_to_what_is_normalized_before_the_activation_and_much_to_what_is_after_it(sigma):
    found, other = (flows_with("batchnorm-histogram", initializer=Normal(each)) for each in (sigma, 0.01))

    def moved(row: int) -> float:
        """Return the share of values that lie elsewhere, in the layer that changes most."""
        pairs = zip(found[row].layers, other[row].layers, strict=True)
        return max(float(np.abs(a.activation.fractions - b.activation.fractions).sum()) / 2 for a, b in pairs)

    assert moved(1) < 0.1
    assert all(0.9 < layer.std <= 1 for layer in found[2].layers)
    assert (moved(2) > 0.5) == (sigma >= 1)


def test_the_rate_of_adagrad_falls_to_a_fourteenth_and_those_that_forget_recover():
    paths = paths_of("adagrad-stall")
    rates = {key: path.effective_rates[:, 0] for key, path in paths.items()}
    assert rates["adagrad"][0] / rates["adagrad"][-1] == pytest.approx(14.5, abs=0.5)
    assert 0.5 < 1 - paths["adagrad"].points[-1, 0] / paths["adagrad"].points[0, 0] < 0.6
    assert all(rates[key][-1] > 2 * rates[key].min() for key in ("rmsprop", "adadelta"))


def test_what_the_rules_of_the_race_do():
    paths = paths_of("optimizers")
    adam = np.abs(paths["adam"].moves)
    assert np.allclose(adam[:4], 0.3, atol=0.02) and paths["adam"].points[-1, 0] > 0
    slow = paths_of("optimizers", lr=0.1)
    assert np.abs(slow["adam"].moves).max() <= 0.1 + 1e-9
    assert (np.diff(slow["adagrad"].step_sizes) < 0).all()
    assert 3 < np.abs(slow["momentum"].moves[:, 0]).max() / np.abs(slow["sgd"].moves[:, 0]).max() < 9


def test_gradients_vanish_and_explode_as_much_as_said():
    five, twenty, relu = flows_with("gradient-vanishing")
    assert 1 / five.gradient_ratio == pytest.approx(300, rel=0.2)
    assert 1e-13 < twenty.gradient_ratio < 1e-11 and 2 / 3 <= relu.gradient_ratio <= 1.5
    relu, tanh = flows_with("gradient-exploding")
    assert relu.gradient_ratio > 1000 and 10 < tanh.gradient_ratio < 100
    assert all(9 < factor.gain < 11 for flow in (relu, tanh) for factor in flow.factors)
    (found,) = flows_with("init-sigmoid-xavier")
    assert all(0.22 < factor.factor < 0.26 for factor in found.factors)


def test_the_help_names_the_fixed_range_of_every_function():
    settings = SignalSettings()
    assert "(0, 1) for sigmoid and ReLU, (−1, 1) for all other functions" in SignalSettings.parameters()["range"].help
    for kind in activations.classes():
        limits = fixed_limits(SignalConfiguration(kind(), initializer=He()), settings)
        assert limits.activation == ((0, 1) if kind in (Sigmoid, ReLU) else (-1, 1)) and limits.pre == (-5, 5)
        after = fixed_limits(SignalConfiguration(kind(), initializer=He(), batch_norm=BatchNorm("after")), settings)
        assert after.activation == (-3, 3)
