"""What is said in the scenes of the optimizer tab: claims worked out anew, also where the slogan is wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.config.figures import number
from core.config.questions import plain, questions
from core.descent.study import Descent, DescentSettings
from core.descent.surfaces import Escape, Surface, Typed, Valley
from core.descent.trajectory import Tracing
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Optimizer, RMSProp
from core.scenes import scenes

START = (-7.0, 2.0)


def told(
    asks: str, *rules: Optimizer, surface: Surface | None = None, start=START, steps: int = 30, selected: int = 0
) -> str:
    """Return the answer to a question, without the marks of what matters most."""
    settings = DescentSettings(surface=surface or Valley(), start=(start,), steps=steps)
    descent = Descent(settings, rules).with_view(selected=selected)
    return plain(str(questions[asks].answer(Tracing(descent).at_once())))


def walked(update, start=START, steps: int = 30, slope=(0.1, 2.0)) -> np.ndarray:
    """Return the points of a rule on a quadratic: `update(w, g, memory, t)` returns the next point and memory."""
    w, memory = np.array(start), None
    points = [w]
    for t in range(1, steps + 1):
        w, memory = update(w, np.array(slope) * w, memory, t)
        points.append(w)
    return np.array(points)


def sgd(lr: float):
    return lambda w, g, memory, t: (w - lr * g, None)


def momentum(lr: float, alpha: float):
    def update(w, g, v, t):
        v = alpha * (0 if v is None else v) - lr * g
        return w + v, v

    return update


def adagrad(lr: float):
    def update(w, g, h, t):
        h = (0 if h is None else h) + g * g
        return w - lr * g / (np.sqrt(h) + 1e-7), h

    return update


def f(point: np.ndarray) -> float:
    return point[0] ** 2 / 20 + point[1] ** 2


def turned(points: np.ndarray, axis: int) -> int:
    moves = np.diff(points[:, axis])
    return int((moves[1:] * moves[:-1] < 0).sum())


def detour(points: np.ndarray) -> float:
    return np.linalg.norm(np.diff(points, axis=0), axis=1).sum() / np.linalg.norm(points[-1] - points[0])


# slope


@pytest.mark.parametrize("start", [(-7.0, 2.0), (3.0, 0.1), (-1.0, -3.0)])
def test_the_angle_between_downhill_and_the_minimum_is_said(start):
    down, way = np.array([-start[0] / 10, -2 * start[1]]), -np.array(start)
    angle = abs(np.degrees(np.arctan2(down[1], down[0]) - np.arctan2(way[1], way[0])))
    steep, flat = ("x", "y") if abs(down[0]) > abs(down[1]) else ("y", "x")
    times = number(np.abs(down).max() / np.abs(down).min())
    said = told("slope", SGD(), start=start)
    assert said == (
        f"Downhill from the start points {round(angle)}° past the minimum: {steep} is {times} times as steep as {flat}."
    )


def test_on_an_axis_of_the_valley_downhill_points_to_the_minimum():
    assert told("slope", SGD(), start=(5.0, 0.0)) == "Downhill from the start points to the minimum, within 1°."


def test_where_the_ground_is_level_or_the_minimum_unknown_no_angle_is_said():
    assert told("slope", SGD(), start=(0.0, 0.0)) == "At the start the ground is level: the gradient is 0."
    said = told("slope", SGD(), surface=Typed(text="3*x + 4*y"), start=(1.0, 1.0))
    assert said == "Downhill from the start, f falls at first by 5 a unit of the way."


# zigzag


@pytest.mark.parametrize("lr", [0.95, 0.99, 0.8, 1.0])
def test_a_zigzag_is_told_by_how_much_longer_than_straight_it_is(lr):
    points = walked(sgd(lr))
    assert turned(points, 1) == 29
    assert told("zigzag", SGD(lr=lr)) == (
        f"y turns back at every step: the path is {number(detour(points))} times as long as the straight way."
    )


@pytest.mark.parametrize("lr", [0.1, 0.3])
def test_with_a_small_rate_there_is_no_zigzag(lr):
    points = walked(sgd(lr))
    assert turned(points, 1) == 0 and detour(points) < 2
    assert told("zigzag", SGD(lr=lr)) == (
        f"No zig-zag: the path of SGD is only {number(detour(points))} times as long as the straight way."
    )


def test_a_path_that_leaves_does_not_settle():
    assert told("zigzag", SGD(lr=1.05)) == "SGD does not settle: at the end |y| grows × 1.1 a step."  # 1 − 2 · 1.05


def test_the_path_of_the_selected_rule_is_meant():
    assert "SGD" in told("zigzag", SGD(lr=0.1), AdaGrad(lr=1.5))
    assert "AdaGrad" in told("zigzag", SGD(lr=0.1), AdaGrad(lr=1.5), selected=1)


# inertia


@pytest.mark.parametrize(("lr", "alpha"), [(0.1, 0.9), (0.05, 0.95), (0.1, 0.85)])
def test_how_far_a_rolling_path_passes_the_minimum_is_said(lr, alpha):
    points = walked(momentum(lr, alpha), steps=60)
    assert told("inertia", Momentum(lr=lr, momentum=alpha), steps=60) == (
        f"No zig-zag: y turns back at {turned(points, 1)} of 60 steps, "
        f"x rolls {number(points[:, 0].max())} past the minimum."
    )


def test_without_memory_a_path_creeps_and_rolls_past_nothing():
    points = walked(momentum(0.1, 0.0))
    assert told("inertia", Momentum(lr=0.1, momentum=0.0)) == (
        f"No zig-zag: y turns back at 0 of 30 steps, x is still {number(-points[-1, 0])} before the minimum."
    )


def test_momentum_with_a_large_rate_zigzags_too():
    assert turned(walked(momentum(1.05, 0.1)), 1) == 29
    said = told("inertia", Momentum(lr=1.05, momentum=0.1))
    assert said == "Momentum still zig-zags: y turns back at 29 of 30 steps."


# memory


@pytest.mark.parametrize(("lr", "more", "helps"), [(0.1, 0.9, True), (0.1, 0.5, True), (0.5, 0.97, False)])
def test_a_longer_memory_helps_where_it_gets_lower(lr, more, helps):
    ends = [f(walked(momentum(lr, alpha))[-1]) for alpha in (0.0, more)]
    assert bool(ends[1] < ends[0]) is helps
    said = told("memory", Momentum(lr=lr, momentum=more), Momentum(lr=lr, momentum=0.0))
    with_more, with_less = f"α {number(more)}", "α 0"
    lost, won = (number(end) for end in (max(ends), min(ends)))
    if helps:
        assert said == f"After 30 steps {with_more} is at f = {won}, {with_less} still at {lost}: memory helps."
    else:
        assert said == f"After 30 steps {with_less} is at f = {won}, {with_more} at {lost}: memory does not help."


def test_where_rates_differ_as_well_it_is_not_said_that_memory_did_it():
    assert "memory" not in told("memory", Momentum(lr=0.1, momentum=0.9), Momentum(lr=0.5, momentum=0.0))


# escape


def rolled(lr: float, alpha: float, steps: int = 100) -> tuple[np.ndarray, float]:
    """Return the end of a path over the dent, and the length of the gradient there."""
    w, v = np.array(START), np.zeros(2)

    def slope(w):
        u = w[0] + 2
        return np.array([(w[0] - 5) / 10 + 4 * u * np.exp(-u * u), 2 * w[1]])

    for _ in range(steps):
        v = alpha * v - lr * slope(w)
        w = w + v
    return w, float(np.linalg.norm(slope(w)))


def test_who_is_stuck_in_the_dent_and_who_rolls_on_is_said_with_the_gradient():
    (stuck, gradient), (out, _) = rolled(0.1, 0.0), rolled(0.1, 0.9)
    assert stuck[0] == pytest.approx(-1.824, abs=1e-3)
    said = told("escape", SGD(lr=0.1), Momentum(lr=0.1, momentum=0.9), surface=Escape(), steps=100)
    away = number(float(np.hypot(*(out - [5, 0]))))
    assert said == f"SGD: stuck in a dent, gradient {number(gradient)}; Momentum: {away} from the minimum."


def test_with_little_momentum_both_are_stuck():
    (_, first), (end, second) = rolled(0.1, 0.0), rolled(0.1, 0.3)
    assert end[0] == pytest.approx(-1.824, abs=1e-3)
    said = told("escape", SGD(lr=0.1), Momentum(lr=0.1, momentum=0.3), surface=Escape(), steps=100)
    low, high = sorted((first, second))
    gradients = f"{number(low)}–{number(high)}"
    assert said == f"SGD, Momentum: stuck in a dent, gradient {gradients}; nobody gets past it."


def test_from_behind_the_dent_nobody_is_stuck():
    said = told("escape", SGD(lr=0.1), Momentum(lr=0.1), surface=Escape(), start=(2.0, 1.0), steps=400)
    assert said.startswith("No path stays in a dent: the farthest ends ")
    assert told("escape", SGD(lr=0.1), surface=Escape(), start=(2.0, 1.0), steps=400).startswith("SGD does not stay")


# per axis


@pytest.mark.parametrize(("lr", "start"), [(1.5, START), (0.5, (-4.0, 3.0))])
def test_the_steep_axis_has_the_smaller_effective_rate(lr, start):
    points = walked(adagrad(lr), start)
    h = np.square(points[:-1] * (0.1, 2.0)).sum(axis=0)
    x, y = lr / np.sqrt(h)
    assert told("per-axis", AdaGrad(lr=lr), start=start) == (
        f"At step 30 y, steep at first, has an effective η of {number(y)}, "
        f"x {number(x)}: {number(x / y)} times as much."
    )


def test_sgd_has_one_rate_for_both_axes():
    assert (
        told("per-axis", SGD(lr=0.5), start=(-7.0, 1.9)) == "SGD has one η for both axes: 0.5, however steep they are."
    )


def test_where_the_steep_axis_gets_the_larger_rate_it_is_said():
    # y is the steeper only at the start: far out in x, h of x overtakes it
    said = told("per-axis", AdaGrad(lr=0.1), start=(-30.0, 1.55), steps=60)
    points = walked(adagrad(0.1), (-30.0, 1.55), 60)
    h = np.square(points[:-1] * (0.1, 2.0)).sum(axis=0)
    x, y = 0.1 / np.sqrt(h)
    assert y > x
    assert said == f"At step 60 y, steep at first, has the larger effective η: {number(y)}, x {number(x)}."


# stall


def test_adagrad_stalls_and_how_far_its_rate_has_fallen_is_said():
    points = walked(adagrad(0.1), steps=500)
    gx = points[:-1, 0] / 10
    fallen = abs(gx[0]) / np.sqrt(np.square(gx).sum())
    said = told("stall", AdaGrad(lr=0.1), RMSProp(lr=0.02, rho=0.99), AdaDelta(lr=1, rho=0.95, epsilon=1e-5), steps=500)
    away = number(float(np.hypot(*points[-1])))
    assert said.startswith(f"AdaGrad is still {away} away, RMSProp ")
    assert said.endswith(f": the η of AdaGrad in x fell to 1/{number(1 / fallen)}.")


def test_adagrad_with_a_large_rate_arrives_all_the_same():
    points = walked(adagrad(1.5), steps=200)
    said = told("stall", AdaGrad(lr=1.5), steps=200)
    assert said.startswith("The effective η of AdaGrad in x only fell, to ") or "has not died" in said
    assert number(float(np.hypot(*points[-1]))) in said
    assert "still" not in said


def test_a_rule_whose_rate_does_not_fall_does_not_stall():
    points = walked(sgd(0.01), steps=100)
    assert told("stall", SGD(lr=0.01), steps=100) == (
        f"The farthest, SGD, is {number(float(np.hypot(*points[-1])))} from the minimum; "
        "its effective η in x has not died: 1 of its first."
    )


# first step


@pytest.mark.parametrize("lr", [0.3, 0.05])
@pytest.mark.parametrize("start", [START, (1.0, -3.0)])
def test_the_first_step_of_adam_is_its_rate_on_both_axes(lr, start):
    assert told("first-step", Adam(lr=lr), start=start) == (
        f"The first step is η = {number(lr)} on both axes, however steep: m gives the way, v the scale."
    )


def test_without_correction_the_first_step_is_longer():
    times = 0.1 / np.sqrt(0.001)  # (1 − β₁) / √(1 − β₂)
    assert told("first-step", Adam(lr=0.3, bias_correction=False)) == (
        f"The first step is {number(0.3 * times)} on both axes: "
        f"{number(times)} times η, as the start at 0 is not corrected."
    )


def test_the_first_step_of_sgd_follows_the_slope():
    assert told("first-step", SGD(lr=0.5)) == "The first step of SGD is 0.35 in x and 2 in y: not alike on both axes."


# race


@pytest.mark.parametrize("steps", [10, 30, 100])
def test_the_lowest_comes_first_and_the_others_follow_in_order(steps):
    ends = {
        "SGD": f(walked(sgd(0.95), steps=steps)[-1]),
        "Momentum": f(walked(momentum(0.1, 0.9), steps=steps)[-1]),
        "AdaGrad": f(walked(adagrad(1.5), steps=steps)[-1]),
    }
    (best, lowest), *others = sorted(ends.items(), key=lambda end: end[1])
    said = told("race", SGD(lr=0.95), Momentum(lr=0.1), AdaGrad(lr=1.5), steps=steps)
    then = ", ".join(f"{name} {number(end)}" for name, end in others)
    assert said == f"At step {steps}: {best} lowest, f = {number(lowest)}; {then}."


def test_who_has_left_takes_no_part_in_the_race():
    said = told("race", SGD(lr=1.2), AdaGrad(lr=1.5), Momentum(lr=0.1))
    assert said.startswith("At step 30: AdaGrad lowest") and "SGD" not in said and said.endswith("; 1 gone.")
    assert told("race", SGD(lr=1.2)) == "Every path is gone."


# limit


def ladder(*rates: float, **settings) -> str:
    return told("limit", *(SGD(lr=rate) for rate in rates), **settings)


def test_below_the_limit_paths_settle_at_it_they_bounce_above_they_grow():
    assert ladder(0.5, 0.95, 0.99, 1.0, 1.05) == (
        "Below η = 1 all settle; at 1 it keeps bouncing, at 1.05 |y| grows × 1.1 a step at the end."
    )
    for rate in (1.02, 1.2):
        assert f"at {rate:g} |y| grows × {number(2 * rate - 1)} a step" in ladder(0.5, 1.0, rate)


def test_without_a_rate_above_the_limit_everything_settles():
    assert ladder(0.1, 0.5, 0.9) == "Every path settles: no rate is above the limit η = 1."
    assert ladder(0.5, 1.0) == "At η = 1 the path keeps bouncing; below, every path settles."


def test_from_the_floor_of_the_valley_no_rate_of_the_scene_is_too_large():
    # y is 0 from the start: only x moves, and bears twenty times as much
    assert ladder(0.5, 1.05, start=(-7.0, 0.0)) == "Every path settles from this start, even above the limit η = 1."


def test_momentum_bears_nearly_twice_as_much():
    rules = [Momentum(lr=rate, momentum=0.9) for rate in (1.0, 1.85, 2.2)]
    said = told("limit", *rules)
    assert said.startswith("The limit is η = 1.9: at 2.2, above it, |y| grows × ") or "Up to η = 1.85" in said


def test_where_no_limit_is_known_none_is_said():
    said = told("limit", SGD(lr=0.1), SGD(lr=1.5), surface=Typed(text="x**4/20 + y**2"))
    assert said and "limit" not in said


# all


def test_every_scene_of_the_tab_asks_and_is_answered_in_a_line():
    for scene in scenes().values():
        if scene.tab == "optimizers":
            answer = questions[scene.asks].answer(Tracing(scene.study).at_once())
            assert answer is not None and len(plain(str(answer))) <= 90, scene.id
            assert str(answer).count("**") == 2 and scene.knobs, scene.id


@pytest.mark.parametrize("name", [name for name in questions if questions[name].tab == "optimizers"])
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_set_there_is_a_sentence_or_none(name, seed):
    rng = np.random.default_rng(seed)
    for scene in scenes().values():
        if scene.tab != "optimizers":
            continue
        study = scene.study
        start = tuple(np.round(rng.uniform(-12, 12, 2), 2).tolist())
        settings = replace(study.settings, start=(start,), steps=int(rng.integers(1, 60)))
        runs = tuple(run.with_value("lr", float(10 ** rng.uniform(-3, 1.5))) for run in study.runs)
        answer = questions[name].answer(Tracing(replace(study, settings=settings, runs=runs)).at_once())
        assert answer is None or "nan" not in str(answer).lower()
