"""What comes true of the predictions about paths: worked out anew, and always what the sentence says."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from core.config.questions import plain, questions
from core.descent.study import Descent, DescentSettings
from core.descent.surfaces import Escape, Surface, Valley
from core.descent.trajectory import Tracing
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Optimizer, RMSProp, optimizers
from core.scenes import find_scene, scenes
from tests.core.descent.test_questions import START, adagrad, f, momentum, rolled, sgd, turned, walked
from tests.core.helpers import predicted, predictions

DESCENTS = predictions("optimizers")


def outcome(asks: str, *rules: Optimizer, surface: Surface | None = None, start=START, steps: int = 30) -> str | None:
    """Return what comes true of a question."""
    descent = Descent(DescentSettings(surface=surface or Valley(), start=(start,), steps=steps), rules)
    return questions[asks].outcome(Tracing(descent).at_once())


# The scenes of the lecture

COMES_TRUE = {
    "momentum": ("past", "before"),
    "momentum-alpha": ("helps", "hinders"),
    "momentum-escape": ("without", "all"),
    "adagrad": ("x", "y"),
    "adagrad-stall": ("stalls", "arrives"),
    "adam": ("rate", "longer"),
    "optimizers": ("adagrad", "momentum"),
    "lr-limit": ("leaves", "settles"),
}


def test_the_scenes_of_the_lecture_are_predicted_twice():
    assert [(id, part) for id in scenes() if id in COMES_TRUE for part in ("predict", "another")] == DESCENTS


@pytest.mark.parametrize(("id", "part"), DESCENTS)
def test_just_one_of_the_choices_comes_true(id, part):
    study, choices = predicted(id, part)
    found = questions[find_scene(id).asks].outcome(Tracing(study).at_once())
    assert found == COMES_TRUE[id][part == "another"]
    assert list(choices).count(found) == 1 and len(choices) > 1


# Every outcome, worked out anew


@pytest.mark.parametrize(
    ("lr", "alpha", "steps", "found"),
    [
        (0.1, 0.9, 30, "past"),
        (0.1, 0.5, 30, "before"),
        (0.1, 0.5, 400, "arrives"),
        (1.05, 0.1, 30, "zigzags"),
        (2.5, 0.1, 30, "leaves"),
    ],
)
def test_inertia_rolls_past_the_minimum_or_does_not(lr, alpha, steps, found):
    points = walked(momentum(lr, alpha), steps=steps)
    assert outcome("inertia", Momentum(lr=lr, momentum=alpha), steps=steps) == found
    assert (abs(points[-1, 1]) > 100) == (found == "leaves")
    if found == "leaves":
        return
    assert (turned(points, 1) / (steps - 1) >= 0.8) == (found == "zigzags")
    if found == "zigzags":
        return
    assert (points[:, 0].max() > 0.07) == (found == "past")
    if found != "past":
        assert (points[-1, 0] < -0.07) == (found == "before")


@pytest.mark.parametrize(
    ("lr", "more", "found"), [(0.1, 0.9, "helps"), (0.9, 0.9, "hinders"), (1.2, 0.9, "leaves"), (0.1, 0.0, None)]
)
def test_memory_helps_where_it_leads_lower(lr, more, found):
    rules = Momentum(lr=lr, momentum=more), Momentum(lr=lr, momentum=0.0)
    assert outcome("memory", *rules) == found
    ends = [f(walked(momentum(lr, alpha))[-1]) for alpha in (more, 0.0)]
    if found in ("helps", "hinders"):
        assert (ends[0] < ends[1]) == (found == "helps")
    else:
        assert (max(ends) > 100) == (found == "leaves")
    assert outcome("memory", Momentum(lr=0.1), Momentum(lr=0.2, momentum=0.0)) is None


@pytest.mark.parametrize(
    ("rules", "start", "found"),
    [
        ((SGD(lr=0.1), Momentum(lr=0.1)), START, "without"),
        ((SGD(lr=0.1), Momentum(lr=0.1, momentum=0.3)), START, "all"),
        ((SGD(lr=0.1), Momentum(lr=0.1)), (2.0, 1.0), "none"),
        ((AdaDelta(), Momentum(lr=0.1, momentum=0.3)), START, "with"),
        ((SGD(lr=0.1), Momentum(lr=0.1), Momentum(lr=0.1, momentum=0.3)), START, "some"),
    ],
)
def test_those_that_stay_in_the_dent_are_told_by_what_they_remember(rules, start, found):
    assert outcome("escape", *rules, surface=Escape(), start=start, steps=100) == found
    if start != START:
        return
    stuck = []
    for rule in rules:
        if isinstance(rule, AdaDelta):  # its first steps are so short that it does not come to the dent
            stuck.append(False)
            continue
        end, gradient = rolled(rule.lr, getattr(rule, "momentum", 0.0))
        stuck.append(abs(end[0] + 1.824) < 1e-3 and gradient < 1e-6)
    remembers = [isinstance(rule, Momentum) for rule in rules]
    told = {"all": [True] * len(rules), "without": [not each for each in remembers], "with": remembers}
    assert [name for name, which in told.items() if stuck == which] == [found][: found != "some"]


@pytest.mark.parametrize(("lr", "start", "found"), [(1.5, START, "x"), (0.1, (-7.0, 0.1), "y")])
def test_the_axis_with_the_smaller_gradients_keeps_the_larger_rate(lr, start, found):
    points = walked(adagrad(lr), start)
    x, y = lr / np.sqrt(np.square(points[:-1] * (0.1, 2.0)).sum(axis=0))
    assert outcome("per-axis", AdaGrad(lr=lr), start=start) == found == ("x" if x > y else "y")


def test_a_rule_with_one_rate_has_it_on_both_axes_unless_it_leaves():
    assert outcome("per-axis", SGD(lr=0.5), start=(-7.0, 1.9)) == "alike"
    assert outcome("per-axis", SGD(lr=1.2)) == "leaves"


@pytest.mark.parametrize(("lr", "steps", "found"), [(0.1, 500, "stalls"), (0.5, 500, "arrives"), (1.5, 500, "alive")])
def test_adagrad_stalls_or_arrives_by_its_rate(lr, steps, found):
    points = walked(adagrad(lr), steps=steps)
    gx = points[:-1, 0] / 10
    fallen, near = abs(gx[0]) / np.sqrt(np.square(gx).sum()), np.hypot(*points[-1]) <= 0.01 * np.hypot(*START)
    others = RMSProp(lr=0.02, rho=0.99), AdaDelta(lr=1, rho=0.95, epsilon=1e-5)
    assert outcome("stall", AdaGrad(lr=lr), *others, steps=steps) == found
    assert found == ("alive" if fallen >= 0.5 else "arrives" if near else "stalls")


@pytest.mark.parametrize(
    ("rule", "times", "found"),
    [
        (Adam(lr=0.3), 1, "rate"),
        (Adam(lr=0.3, bias_correction=False), 0.1 / np.sqrt(0.001), "longer"),
        (Adam(lr=0.3, beta2=0.9, bias_correction=False), 0.1 / np.sqrt(0.1), "shorter"),
    ],
)
def test_the_first_step_of_adam_follows_from_its_averages(rule, times, found):
    assert outcome("first-step", rule) == found
    assert found == ("rate" if times == 1 else "longer" if times > 1 else "shorter")


def test_a_first_step_along_the_gradient_is_not_alike_on_both_axes():
    assert outcome("first-step", SGD(lr=0.5)) == "unlike"


@pytest.mark.parametrize("kind", list(optimizers))
def test_any_rule_can_be_the_lowest(kind):
    rule = optimizers[kind]()
    assert outcome("race", rule, SGD(lr=1.2)) == kind
    assert outcome("race", SGD(lr=1.2)) is None


@pytest.mark.parametrize("steps", [10, 30, 100])
def test_the_lowest_is_the_lowest(steps):
    ends = {
        "sgd": f(walked(sgd(0.95), steps=steps)[-1]),
        "momentum": f(walked(momentum(0.1, 0.9), steps=steps)[-1]),
        "adagrad": f(walked(adagrad(1.5), steps=steps)[-1]),
    }
    found = outcome("race", SGD(lr=0.95), Momentum(lr=0.1), AdaGrad(lr=1.5), steps=steps)
    assert found == min(ends, key=ends.__getitem__)


@pytest.mark.parametrize(
    ("rates", "start", "found"),
    [
        ((0.5, 0.9), START, "settles"),
        ((0.5, 1.05), (-7.0, 0.0), "settles"),
        ((0.5, 1.0), START, "bounces"),
        ((0.5, 1.05), START, "leaves"),
    ],
)
def test_what_the_largest_rate_does_comes_true(rates, start, found):
    assert outcome("limit", *(SGD(lr=rate) for rate in rates), start=start) == found
    first, last = np.abs(walked(sgd(max(rates)), start)[[0, -1], 1])
    assert found == ("bounces" if last == pytest.approx(first) and first else "leaves" if last > first else "settles")


def test_where_a_larger_rate_does_better_it_is_mixed():
    # SGD leaves at 1.05, Momentum settles at 1.5
    assert outcome("limit", SGD(lr=1.05), Momentum(lr=1.5, momentum=0.9)) == "mixed"


# The sentence says the same

LABELS = {str(rule.label): kind for kind, rule in zip(optimizers, optimizers.classes(), strict=True)}
HEARD = {
    "inertia": [
        (r"does not settle", "leaves"),
        (r"still zig-zags", "zigzags"),
        (r"past the (nearest )?minimum\.$", "past"),
        (r"before the (nearest )?minimum\.$", "before"),
        (r"comes to the (nearest )?minimum\.$", "arrives"),
    ],
    "memory": [
        (r"does not settle", "leaves"),
        (r"memory helps\.$", "helps"),
        (r"memory does not help\.$", "hinders"),
    ],
    "per-axis": [
        (r"does not settle", "leaves"),
        (r"one η for both axes|the same effective η on both axes", "alike"),
        (r"^At step \d+ x, steep at first, has the larger|^At step \d+ y, .* as much\.$", "x"),
        (r"^At step \d+ y, steep at first, has the larger|^At step \d+ x, .* as much\.$", "y"),
    ],
    "stall": [
        (r"has not died: ", "alive"),
        (r"yet it comes within", "arrives"),
        (r" is still ", "stalls"),
    ],
    "first-step": [
        (r"not alike on both axes", "unlike"),
        (r"step is η = ", "rate"),
        (r"(?<![\d.])0\.\d+ times η|⁻\d+ times η", "shorter"),
        (r" times η", "longer"),
    ],
    "limit": [
        (r"is not always the worse one", "mixed"),
        (r"^Every path settles", "settles"),
        (r"it keeps bouncing, at |above it|^No path settles|^Up to η", "leaves"),
        (r"keeps bouncing", "bounces"),
    ],
    "escape": [
        (r"nobody gets past it|no other comes to|; .* from the minimum", "stuck"),
        (r"stays? in a dent|none rests in a dent", "none"),
    ],
}


def heard(asks: str, sentence: str) -> str | None:
    """Return what of the predictions a sentence says has come true."""
    if asks == "race":
        lowest = re.search(r"^(?:At step [\d,]+: |After [\d,]+ steps )(\S+)", sentence)
        return LABELS[lowest[1]] if lowest else None
    return next((name for words, name in HEARD[asks] if re.search(words, sentence)), None)


@pytest.mark.parametrize("asks", [name for name in questions if questions[name].tab == "optimizers"])
def test_what_comes_true_is_what_the_sentence_says_whatever_is_set(asks):
    if not questions[asks].outcomes:
        return
    rng = np.random.default_rng(list(questions).index(asks))
    found = set()
    for scene in [scene for scene in scenes().values() if scene.tab == "optimizers"] * 6:
        study = scene.study if asks != "memory" else find_scene("momentum-alpha").study
        start = tuple(np.round(rng.uniform(-9, 9, 2), 2).tolist())
        settings = replace(study.settings, start=(start,), steps=int(rng.integers(1, 90)))
        if asks == "escape":
            settings = replace(settings, surface=Escape())
        times = float(10 ** rng.uniform(-1.5, 0.3))  # all alike, as the rates of a scene belong together
        runs = tuple(run.with_value("lr", run.lr * times) for run in study.runs)
        traces = Tracing(replace(study, settings=settings, runs=runs)).at_once()
        answer, came = questions[asks].answer(traces), questions[asks].outcome(traces)
        if answer is None or (asks == "memory" and "lowest" in str(answer)):
            assert came is None
            continue
        told = heard(asks, plain(str(answer)))
        if asks == "escape":
            assert (came == "none") == (told == "none") and came is not None
            assert (came == "all") <= ("nobody" in str(answer))
        else:
            assert came == told, str(answer)
        assert came is None or came in questions[asks].outcomes
        found.add(came)
    assert len(found) > 1
