"""What paths on a surface promise: the numbers of the lecture, the rules as they are, honest verdicts."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config.figures import tex, tex_setting
from core.descent.divergence import divergence
from core.descent.study import Noise
from core.descent.surfaces import Rosenbrock, Saddle, Surface, Typed, Valley, surfaces
from core.descent.trajectory import Trajectory, expansion, rate_limit, terms, trace
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp, optimizers
from tests.core.helpers import name_of
from tests.core.rules.optimizer_cases import CASE_OF, CASES

VALLEY, START = Valley(), (-7.0, 2.0)
WIDE = (-10.0, 10.0, -10.0, 10.0)
LECTURE = [case.lecture for case in CASES]
ALL = [rule for case in CASES for rule in case.all]
LIMITED = [kind for kind in optimizers.classes() if kind().stable_rate(1.0) is not None]
PER_RULE = pytest.mark.parametrize("rule", LECTURE, ids=name_of)

with np.load(Path(__file__).parent.parent / "reference" / "paths.npz", allow_pickle=False) as _archive:
    REFERENCE = {name: _archive[name] for name in _archive.files}
PYTORCH = json.loads(str(REFERENCE["cases"]))


def path(rule: Optimizer, steps: int = 30, surface: Surface = VALLEY, start=START, **noise) -> Trajectory:
    return trace(surface, [rule], [start], steps, **noise)[0][0]


# The numbers of the lecture


@pytest.mark.parametrize(
    ("rule", "expected", "tolerance"),
    [(SGD(0.95), 0.013, 5e-4), (SGD(0.99), 1.19, 5e-3), (Momentum(1.85), 0.97, 5e-3), (Momentum(1.95), 7e8, 5e7)],
    ids=str,
)
def test_after_thirty_steps_the_height_is_that_of_the_lecture(rule, expected, tolerance):
    assert path(rule).values[-1] == pytest.approx(expected, abs=tolerance)


def test_at_the_limit_the_path_bounces_between_two_and_beyond_it_grows():
    np.testing.assert_allclose(path(SGD(1.0)).points[:, 1], [2 * (-1) ** t for t in range(31)], rtol=1e-12)
    assert abs(path(SGD(1.05)).points[-1, 1]) == pytest.approx(34.9, abs=0.05)


# The plain formulas, one number after the other


def plain_path(rule: Optimizer, steps: int) -> tuple[list[list[float]], list[dict[str, list[float]]]]:
    """Return points and memories on the surface of the slides, by the plain formulas."""
    plain, h = CASE_OF[type(rule)].plain, rule.hyperparameters()
    w, memory = [-7.0, 2.0], [dict.fromkeys(rule.state, 0.0) for _ in range(2)]
    points, memories = [w[:]], [{name: [0.0, 0.0] for name in rule.state}]
    for t in range(1, steps + 1):
        slopes = w[0] / 10, 2 * w[1]
        w = [float(plain(w[k], slopes[k], memory[k], t, **h)) for k in range(2)]
        points.append(w[:])
        memories.append({name: [float(memory[k][name]) for k in range(2)] for name in rule.state})
    return points, memories


@pytest.mark.parametrize("rule", ALL, ids=str)
def test_every_point_height_gradient_and_memory_agrees_with_the_plain_formulas(rule):
    ours = path(rule)
    points, memories = plain_path(rule, 30)
    close = {"rtol": 1e-12, "atol": 1e-12}
    np.testing.assert_allclose(ours.points, points, **close)
    np.testing.assert_allclose(ours.values, [x * x / 20 + y * y for x, y in points], **close)
    np.testing.assert_allclose(ours.gradients, [[x / 10, 2 * y] for x, y in points], **close)
    assert set(ours.states) == set(rule.state)
    for name, rows in ours.states.items():
        np.testing.assert_allclose(rows, [memory[name] for memory in memories], **close)


def test_pytorch_s_paths_are_there_for_all_rules_of_which_a_record_says_so():
    assert {case["kind"] for case in PYTORCH} == {case.kind.key for case in CASES if case.in_pytorch}


@pytest.mark.parametrize("n", range(len(PYTORCH)), ids=lambda n: f"{PYTORCH[n]['kind']}-{PYTORCH[n]['lr']}")
def test_the_path_agrees_with_pytorch(n):
    case = dict(PYTORCH[n])
    ours = path(optimizers[case.pop("kind")].from_plain(case), 60)
    np.testing.assert_allclose(ours.points, REFERENCE[str(n)], rtol=1e-9, atol=1e-9)


# Shape and meaning of what is kept


@PER_RULE
def test_what_is_kept_fits_together(rule):
    ours = path(rule, 20)
    assert ours.steps == ours.last == 20 and ours.stopped is None and ours.start == START
    assert ours.points.shape == ours.gradients.shape == (21, 2) and ours.values.shape == (21,)
    np.testing.assert_array_equal(ours.points[0], START)
    for rows in ours.states.values():
        assert rows.shape == (21, 2)
        np.testing.assert_array_equal(rows[0], 0)
    np.testing.assert_allclose(ours.points[0] + ours.moves.cumsum(axis=0), ours.points[1:], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(ours.step_sizes, np.linalg.norm(ours.moves, axis=1))
    np.testing.assert_allclose(ours.gradient_norms, np.linalg.norm(ours.gradients, axis=1))


def test_the_effective_rate_of_sgd_is_its_learning_rate_and_that_of_adagrad_only_falls():
    np.testing.assert_allclose(path(SGD(0.3)).effective_rates, 0.3)
    assert (np.diff(path(AdaGrad(1.5)).effective_rates, axis=0) < 1e-9).all()  # but for rounding
    on_the_axis = path(SGD(0.3), start=(-7.0, 0.0)).effective_rates
    assert np.isnan(on_the_axis[:, 1]).all() and np.isfinite(on_the_axis[:, 0]).all()


def test_distances_are_those_to_the_nearest_minimum():
    ours = path(SGD(0.1), 5)
    np.testing.assert_allclose(ours.distances([(0, 0)]), np.linalg.norm(ours.points, axis=1))
    np.testing.assert_allclose(ours.distances([(50, 50), (-7, 2)])[0], 0)
    assert np.isnan(ours.distances([])).all()


def test_paths_walk_together_as_each_would_alone():
    starts = [START, (3.0, -1.0), (0.0, 0.5)]
    together = trace(Rosenbrock(), LECTURE, starts, 40)
    assert [len(paths) for paths in together] == [3] * len(LECTURE)
    for rule, paths in zip(LECTURE, together, strict=True):
        for start, ours in zip(starts, paths, strict=True):
            alone = path(rule, 40, Rosenbrock(), start)
            assert (ours.optimizer, ours.start, ours.stopped) == (rule, start, alone.stopped)
            np.testing.assert_array_equal(ours.points, alone.points)
            for name, rows in ours.states.items():
                np.testing.assert_array_equal(rows, alone.states[name])


def test_a_longer_path_begins_like_a_shorter_one_with_noise_too():
    for noise in (None, Noise(0.5)):
        short, long = (path(Adam(0.3), steps, noise=noise, seed=3).points for steps in (10, 50))
        np.testing.assert_array_equal(short, long[:11])


# Noise


def test_noise_is_the_same_for_all_paths_follows_the_seed_and_has_its_strength():
    together = trace(VALLEY, [SGD(0.1), Adam(0.1)], [START, (1.0, 1.0)], 2000, Noise(0.5), seed=4)
    added = [ours.gradients - np.stack(VALLEY.gradient(*ours.points.T), axis=1) for paths in together for ours in paths]
    for other in added[1:]:
        np.testing.assert_allclose(other, added[0], atol=1e-12)
    assert added[0].std(axis=0) == pytest.approx([0.5, 0.5], rel=0.1) and abs(added[0].mean()) < 0.05
    again, other = (path(SGD(0.1), noise=Noise(0.5), seed=seed).points for seed in (4, 5))
    np.testing.assert_array_equal(again, together[0][0].points[:31])
    assert not np.allclose(again, other)
    np.testing.assert_array_equal(path(SGD(0.1), noise=Noise(0.0)).points, path(SGD(0.1)).points)


def test_noise_frees_a_path_from_the_ridge_of_the_saddle():
    ridge = {"surface": Saddle(), "start": (-2.5, 0.0)}
    assert path(SGD(0.1), 200, **ridge).values[-1] == pytest.approx(0, abs=1e-6)
    assert path(SGD(0.1), 200, **ridge, noise=Noise(0.01)).values[-1] < -0.9


# Overflow


def test_a_path_that_overflows_stops_alone_and_keeps_what_was_finite():
    (wild,), (calm,) = trace(Rosenbrock(), [SGD(0.1), SGD(0.001)], [(-1.2, 1.0)], 50)
    assert calm.stopped is None and np.isfinite(calm.points).all()
    assert 1 < wild.stopped < 10 and wild.last == wild.stopped - 1
    for rows in (wild.points, wild.values, wild.gradients):
        assert np.isfinite(rows[: wild.stopped]).all() and np.isnan(rows[wild.stopped :]).all()
    assert len(wild.moves) == wild.steps == 50


def test_a_start_outside_the_domain_is_a_path_that_stopped_before_its_first_step():
    ours = path(SGD(0.1), 5, Typed("ln(x) + y^2"), (-1.0, 1.0))
    assert ours.stopped == 0 and ours.last == -1 and np.isnan(ours.points).all()
    assert str(divergence(ours, WIDE).phrase) == "stopped at step 0: the function has no value at (−1, 1)"


# The limit of the learning rate


def test_the_limits_are_those_of_the_lecture():
    assert rate_limit(SGD(0.1), VALLEY) == pytest.approx(1.0)
    assert rate_limit(Momentum(0.1, 0.9), VALLEY) == pytest.approx(1.9)
    assert rate_limit(SGD(0.1), surfaces["booth"]()) == pytest.approx(2 / 18)
    assert rate_limit(Adam(0.1), VALLEY) is None and rate_limit(SGD(0.1), Rosenbrock()) is None
    assert rate_limit(SGD(0.1), Typed("x^2 - y^2")) is None


@settings(max_examples=15)
@given(
    momentum=st.floats(0, 0.95),
    curvature=st.floats(0.1, 100),
    kind=st.sampled_from(LIMITED),
)
def test_just_below_its_limit_a_rule_settles_and_just_above_it_grows(momentum, curvature, kind):
    surface = Typed(f"{curvature:.6f} x^2 / 2 + {curvature:.6f} y^2 / 8", -1, 1, -1, 1)
    more = {"momentum": momentum} if "momentum" in kind.parameters() else {}
    limit = rate_limit(kind(lr=0.1, **more), surface)
    below, above = (path(kind(lr=limit * part, **more), 600, surface, (0.5, 0.0)) for part in (0.98, 1.02))
    assert np.abs(below.points[-5:]).max() < 0.1
    assert np.abs(above.points[-5:]).max() > 10
    assert divergence(below, surface.view) is None
    assert divergence(above, surface.view).axis == "x"


# Divergence


def test_the_verdict_of_the_lecture():
    verdict = divergence(path(SGD(1.05)), WIDE, VALLEY.minima)
    assert (verdict.step, verdict.axis) == (17, "y") and verdict.factor == pytest.approx(1.1)
    assert str(verdict.phrase) == "diverged at step 17: at the end |y| grows × 1.1 a step"


@pytest.mark.parametrize("rule", [SGD(0.95), SGD(0.99), SGD(1.0), Momentum(0.1), Momentum(1.85), *LECTURE], ids=str)
@pytest.mark.parametrize("view", [WIDE, VALLEY.view])
def test_a_path_that_comes_back_has_not_diverged(rule, view):
    assert divergence(path(rule), view, VALLEY.minima) is None
    assert divergence(path(rule, 200), view) is None


@pytest.mark.parametrize("rule", [Momentum(1.85), Momentum(1.89), Nesterov(0.67), Adam(3.0), AdaGrad(20.0)], ids=str)
def test_a_path_that_swings_out_before_it_settles_is_at_no_moment_called_diverged(rule):
    for steps in range(1, 60):
        assert divergence(path(rule, steps), VALLEY.view, VALLEY.minima) is None, steps


@pytest.mark.parametrize(
    ("surface", "rule", "steps"),
    [
        ("rastrigin", SGD(0.02), None),
        ("rastrigin", RMSProp(3.0), None),
        ("rastrigin", RMSProp(3.0, rho=0.9), None),
        ("rastrigin", Nesterov(0.006), None),
        (Typed("|x|^0.5 + |y|^0.5"), SGD(4.0), 50),
    ],
    ids=str,
)
def test_a_path_that_wanders_has_not_diverged(surface, rule, steps):
    surface = surfaces[surface]() if isinstance(surface, str) else surface
    ours = path(rule, steps or surface.steps, surface, surface.start)
    assert divergence(ours, surface.view, surface.minima) is None


def test_a_verdict_never_says_that_something_grows_by_a_factor_of_one():
    verdicts = []
    for surface in (surfaces["rastrigin"](), surfaces["himmelblau"](), Rosenbrock()):
        for kind in optimizers.classes():
            for more in (1, 3, 10, 30):
                ours = path(kind(lr=surface.rate_of(kind) * more), 100, surface, surface.start)
                verdicts.append(divergence(ours, surface.view, surface.minima))
    factors = np.array([verdict.factor for verdict in verdicts if verdict is not None])
    assert len(factors) > 3 and not (factors < 1.005).any()


@pytest.mark.parametrize("steps", [20, 30, 60, 100, 1000])
def test_momentum_above_its_limit_has_diverged_by_the_factor_of_its_largest_root(steps):
    verdict = divergence(path(Momentum(1.95), steps), WIDE, VALLEY.minima)
    largest = max(abs(np.roots([1, -(1 + 0.9 - 1.95 * 2), 0.9])))
    assert verdict.axis == "y" and verdict.factor == pytest.approx(largest, rel=0.01)


def test_a_path_that_overflowed_on_a_parabola_still_has_its_factor():
    ours = path(SGD(1.05), 10_000)
    assert ours.stopped is not None
    verdict = divergence(ours, WIDE)
    assert verdict.step == 17 and verdict.factor == pytest.approx(1.1)


def test_a_path_that_explodes_is_told_so():
    verdict = divergence(path(SGD(0.1), 50, Rosenbrock(), (-1.2, 1.0)), Rosenbrock().view)
    assert verdict.step == 1 and verdict.outside and verdict.factor > 100


def test_a_path_that_walks_off_at_a_steady_pace_or_lies_outside_at_rest_has_not_diverged():
    slope, far = Typed("x + y/2"), Typed("(x - 100)^2 + y^2")
    for rule in (SGD(0.5), Adam(0.5), Momentum(0.1), RMSProp(0.3), AdaGrad(3.0)):
        ours = path(rule, 300, slope)
        assert ours.points[-1].min() < -10
        assert divergence(ours, WIDE) is None, rule
        assert divergence(path(rule, 300, far), WIDE) is None, rule


def test_a_path_that_leaves_the_domain_has_stopped_but_not_diverged():
    ours = path(SGD(3.0), 50, Typed("ln(x) + y^2"), (2.0, 0.0))
    assert ours.stopped is not None
    verdict = divergence(ours, WIDE)
    assert not verdict.outside
    assert f"stopped at step {ours.stopped}: the function has no value at (−" in str(verdict.phrase)


# The expansion of the velocity


@pytest.mark.parametrize("rule", [Momentum(0.1, 0.9), Momentum(0.3, 0.0), Nesterov(0.05, 0.7)], ids=str)
@pytest.mark.parametrize("step", [0, 1, 2, 3, 25])
def test_the_expansion_in_past_gradients_adds_up_to_the_velocity(rule, step):
    ours = path(rule, noise=Noise(0.1))
    for axis in (0, 1):
        parts = expansion(ours, step, axis)
        assert len(parts) == step
        assert sum(share * g for share, g in parts) == pytest.approx(ours.states["v"][step, axis], rel=1e-12, abs=1e-15)


def test_the_shares_are_those_that_the_slide_writes_out():
    assert [share for share, _ in expansion(path(Momentum(1.0, 0.9)), 3, 0)] == pytest.approx([-0.81, -0.9, -1])
    assert expansion(path(Adam(0.3)), 3, 0) == []


# The rule with its numbers put in


def evaluated(tex: str) -> float:
    """Return what a line of LaTeX with numbers alone comes to."""
    text, count = tex.replace("{,}", "").replace(r"\cdot", "*").replace(r"\mathrm", ""), 1
    while count:  # the innermost first
        text, count = re.subn(r"\^\{([^{}]*)\}", r"**(\1)", text)
        text, more = re.subn(r"\\sqrt\{([^{}\\]*)\}", r"sqrt(\1)", text)
        text, divided = re.subn(r"\\frac\{([^{}\\]*)\}\{([^{}\\]*)\}", r"((\1)/(\2))", text)
        count += more + divided
    return float(eval(re.sub(r"[{}\\]", "", text), {"__builtins__": {}}, NAMES))  # \max, {sgn} without their marks


def summands(tex: str) -> list[str]:
    """Return the parts of a sum, brackets left whole."""
    depth, parts = 0, [""]
    for piece in re.split(r"( [+-] |[(){}])", tex):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(piece, 0)
        if depth == 0 and piece in (" + ", " - "):
            parts.append("")
        else:
            parts[-1] += piece
    return parts


NAMES = {**vars(math), "abs": abs, "max": max, "min": min, "sgn": np.sign}
WORKED = [*ALL, Adam(0.3, beta1=0.95, bias_correction=False), SGD(1e-7), RMSProp(12.5, rho=0.9, epsilon=1e-3)]


@pytest.mark.parametrize("rule", WORKED, ids=str)
@pytest.mark.parametrize("step", [1, 2, 3, 17])
def test_what_the_right_hand_sides_come_to_is_what_they_say(rule, step):
    ours = path(rule)
    for axis, lines in enumerate(terms(ours, step)):
        results = []
        for line in lines:
            name, right, result = line.split(" = ")
            axis_name = "xy"[axis]
            assert re.fullmatch(rf"(\\?\w+|\\hat \w)_\{{{axis_name},{step}\}}|{axis_name}_\{{{step}\}}", name)
            # every number has three digits, so each part of the sum, of two numbers at most, is off by up to a percent
            size = sum(abs(evaluated(part)) for part in summands(right))
            assert abs(evaluated(right) - evaluated(result)) <= 0.0102 * size + 0.005 * abs(evaluated(result)), line
            results.append((name, evaluated(result)))
        assert results[-1][0] == f"{'xy'[axis]}_{{{step}}}"
        assert results[-1][1] == pytest.approx(ours.points[step, axis], rel=5.1e-3)
        for name, rows in ours.states.items():
            said = [value for left, value in results if left == f"{name}_{{{'xy'[axis]},{step}}}"]
            assert said == [pytest.approx(rows[step, axis], rel=5.1e-3)]


def test_the_numbers_are_put_in_as_on_the_blackboard():
    ours = path(Momentum(0.1))
    assert terms(ours, 2)[1] == (
        r"v_{y,2} = 0.9 \cdot (-0.4) - 0.1 \cdot 3.2 = -0.68",
        r"y_{2} = 1.6 + (-0.68) = 0.92",
    )
    assert terms(path(Adam(0.3)), 1)[0] == (
        r"m_{x,1} = 0.9 \cdot 0 + (1 - 0.9) \cdot (-0.7) = -0.07",
        r"v_{x,1} = 0.999 \cdot 0 + (1 - 0.999) \cdot (-0.7)^{2} = 0.00049",
        r"\hat m_{x,1} = \frac{-0.07}{1 - 0.9^{1}} = -0.7",
        r"\hat v_{x,1} = \frac{0.00049}{1 - 0.999^{1}} = 0.49",
        r"x_{1} = -7 - 0.3 \cdot \frac{-0.7}{\sqrt{0.49} + 10^{-7}} = -6.7",
    )
    assert len(terms(path(Adam(0.3, bias_correction=False)), 1)[0]) == 3
    assert terms(path(SGD(1e-7), start=(0.0, 2.0)), 1)[0] == (r"x_{1} = 0 - 10^{-7} \cdot 0 = 0",)
    assert terms(path(SGD(0.1), start=(-3e-7, 2.0)), 1)[0] == (
        r"x_{1} = -3 \cdot 10^{-7} - 0.1 \cdot (-3 \cdot 10^{-8}) = -2.97 \cdot 10^{-7}",
    )


def test_of_the_whole_w_what_is_remembered_needs_no_coordinate():
    numbers = {"w": 2.0, "g": 4.0, "v": 0.0}
    assert Momentum.worked(Momentum(0.1).hyperparameters(), numbers, numbers | {"w": 1.6, "v": -0.4}, 3) == (
        r"v_{3} = 0.9 \cdot 0 - 0.1 \cdot 4 = -0.4",
        r"W_{3} = 2 + (-0.4) = 1.6",
    )


@pytest.mark.parametrize(
    ("value", "computed", "typed"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (0.1, "0.1", "0.1"),
        (2, "2", "2"),
        (9.996, "10", "9.996"),
        (99.96, "100", "99.96"),
        (100, "100", "100"),
        (-12345, "-12{,}300", "-12{,}345"),
        (1e5, "100{,}000", "100{,}000"),
        (1e7, "10^{7}", "10^{7}"),
        (1e-4, "0.0001", "0.0001"),
        (1e-7, "10^{-7}", "10^{-7}"),
        (-2.5004e-7, r"-2.5 \cdot 10^{-7}", r"-2.5004 \cdot 10^{-7}"),
        (math.nan, r"\mathrm{NaN}", r"\mathrm{NaN}"),
        (-math.inf, r"-\infty", r"-\infty"),
    ],
)
def test_what_is_computed_has_three_significant_digits_and_what_was_typed_its_own(value, computed, typed):
    assert (tex(value), tex_setting(value)) == (computed, typed)


@pytest.mark.parametrize("rule", [AdaDelta(epsilon=0), AdaGrad(0.1, epsilon=0), SGD(1.05)], ids=str)
def test_steps_that_are_not_finite_are_written_too(rule):
    ours = path(rule, 8000, start=(0.0, 2.0))
    assert any("NaN" in line for line in terms(ours, 8000)[0])


@PER_RULE
def test_a_rule_is_typeset_line_by_line_and_says_how_each_of_its_memories_changes(rule):
    assert isinstance(rule.formula, tuple) and all(rule.formula)
    assert not any(r"\quad" in line or r"\\" in line for line in rule.formula)
    for name in rule.state:
        assert any(line.startswith(rf"{name} \leftarrow") for line in rule.formula)
    assert rule.formula[-1].startswith(r"W \leftarrow W")
    worked = [line.split("_")[0] for line in terms(path(rule), 1)[0]]
    assert worked[:-1] == [re.split(r" =| \\leftarrow", line)[0] for line in rule.formula[:-1]]
