"""Every sentence about paths, of any rule on any surface, is true: read back and worked out anew.

``--sentences=5000`` reads those of so many paths.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

import core.scenes  # noqa: F401 - all questions are known then
from core.config.questions import questions
from core.descent.behaviour import behaviour
from core.descent.divergence import absence, divergence
from core.descent.manner import manner
from core.descent.study import Descent, DescentSettings, Noise
from core.descent.surfaces import Ackley, Escape, Rastrigin, Typed, Valley, surfaces
from core.descent.surfaces.beale import Beale
from core.descent.surfaces.camel import Camel
from core.descent.surfaces.goldstein_price import GoldsteinPrice
from core.descent.trajectory import Traces, Tracing, rate_limit
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Nesterov, RMSProp, optimizers
from core.rules.optimizers.amsgrad import AMSGrad
from core.rules.optimizers.lion import Lion
from tests.core.descent.sentence_rules import READER, TEMPLATES, case_of
from tests.core.sentences import unmatched

ASKED = [name for name in questions if questions[name].tab == "optimizers"]
TYPED = (
    *("ln(x) + y^2", "3*x + y", "|x| + y^2", "sqrt(x^2 + y^2)", "x^2 + y^2", "exp(x) + y^4", "1/x + y", "x*y"),
    *("sqrt(x) - y", "sin(x)/x + y^2", "cbrt(x) + |y|^0.5"),
)
LADDERS = ("sgd", "momentum", "nesterov")


REACHING: list[tuple[Any, ...]] = [
    (Escape(), (1.0, 1.0), 6, AMSGrad(lr=0.247, bias_correction=False), AdaGrad(lr=85.3), SGD(lr=1.53)),
    (Ackley(), (-3.4, 2.4), 100, RMSProp(lr=0.0861), Lion(lr=4.12), AMSGrad(lr=0.811, bias_correction=False),
     Nesterov(lr=0.308)),
    (Beale(), (1.0, 1.5), 100, Nesterov(lr=0.0213, momentum=0.3), Nesterov(lr=0.0213)),
    (Valley(), (0.0, 0.0), 1, AdaGrad(lr=1.75), AdaDelta(lr=0.414, epsilon=0.0)),
    (Escape(), (-7.0, 0.59), 100, Nesterov(lr=0.225, momentum=0.0), Nesterov(lr=3.92), Lion(lr=0.00345)),
    (Typed(text="ln(x) + y^2"), (1.0, 1.0), 4, Adam(lr=0.299)),
    (GoldsteinPrice(), (-0.43, -0.38), 60, AdaGrad(lr=0.346), AdaGrad(lr=1.62), AMSGrad(lr=0.141)),
    (Valley(), (-7.0, 2.0), 6, Nesterov(lr=1.0, momentum=0.0), Nesterov(lr=1.05, momentum=0.0)),
    (Typed(text="sqrt(x) + y^2"), (0.0, 1.0), 4, SGD(lr=0.1)),
    (Typed(text="1/x + y"), (0.0, 1.0), 4, SGD(lr=0.1)),
    (Escape(), (5.0, 0.0), 4, Lion(lr=0.261)),
    (Typed(text="1/x + y"), (1.0, 1.0), 30, Lion(lr=0.188)),
    (Escape(), (-7.0, 2.0), 6, AdaGrad(lr=1.3)),
    (Camel(), (-1.1, -0.05), 1, Momentum(lr=0.411), Momentum(lr=0.411, momentum=0.5)),
    (Escape(), (-7.0, 2.0), 30, Nesterov(lr=0.308, momentum=0.5), Nesterov(lr=0.308, momentum=0.0)),
    (Escape(), (-7.0, 2.0), 60, Lion(lr=0.172), AdaGrad(lr=1.57), Momentum(lr=4.54),
     Adam(lr=0.606, bias_correction=False)),
    (Valley(), (-3.7, 3.0), 6, Momentum(lr=0.0434, momentum=0.5)),
    (Valley(), (0.0, -1.0), 6, Nesterov(lr=0.679)),
    (Valley(), (-4.8, -2.8), 6, SGD(lr=1.0)),
    (Rastrigin(), (-1.5, 1.0), 6, SGD(lr=0.0001), AdaDelta(lr=1.01)),
    (Valley(), (-7.0, 2.0), 6, SGD(lr=0.05), SGD(lr=1.0), SGD(lr=1.5)),
]  # fmt: skip
"""Descents that lead to every sentence there is: surface, start, steps, rules."""


def some_surface(rng: np.random.Generator) -> Any:
    """Return any surface, most often one of the lecture."""
    kinds = [kind for kind in surfaces.classes() if kind is not Typed]
    return [Valley(), Escape(), rng.choice(kinds)(), rng.choice(kinds)(), Typed(text=rng.choice(TYPED))][
        rng.integers(5)
    ]


def some_rule(rng: np.random.Generator, surface: Any, kind: str | None = None) -> Any:
    """Return any rule, with a learning rate up to a hundred times too large or too small, or next to its limit."""
    kind = optimizers[kind or rng.choice(list(optimizers))]
    rule = surface.usual(kind)
    times = 10 ** rng.uniform(*(-2, 2) if rng.random() < 0.5 else (-0.5, 0.5))
    rule = rule.with_value("lr", float(np.clip(rule.lr * times, 1e-9, 1e3)))
    if hasattr(rule, "momentum") and rng.random() < 0.5:
        rule = rule.with_value("momentum", float(rng.choice([0.0, 0.3, 0.5, 0.95, 0.99])))
    if hasattr(rule, "bias_correction") and rng.random() < 0.3:
        rule = rule.with_value("bias_correction", False)
    if hasattr(rule, "epsilon") and rng.random() < 0.1:
        rule = rule.with_value("epsilon", 0.0)
    limit = rate_limit(rule, surface)
    if limit and rng.random() < 0.4:
        rule = rule.with_value("lr", float(limit * rng.choice([0.5, 0.9, 0.99, 0.999, 1.0, 1.0, 1.001, 1.02, 1.2])))
    return rule


def some_descent(rng: np.random.Generator) -> Descent:
    """Return one to five rules on a surface from anywhere: different ones, one with several rates, or two memories."""
    surface = some_surface(rng)
    x0, x1, y0, y1 = surface.view
    start = [float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1))]
    how = rng.random()
    if how < 0.35:
        start = list(surface.start)
    elif how < 0.45:
        start[int(rng.integers(2))] = 0.0
    elif how < 0.5 and surface.minima:
        start = list(surface.minima[0])
    elif how < 0.55:
        start = [1.0, 1.0]
    shape = rng.random()
    if shape < 0.3:
        rule = some_rule(rng, surface, str(rng.choice(LADDERS)))
        limit = rate_limit(rule, surface) or rule.lr
        rates = np.unique(limit * rng.choice([0.05, 0.3, 0.9, 0.98, 1.0, 1.002, 1.05, 1.5, 3.0], rng.integers(1, 6)))
        rules = tuple(rule.with_value("lr", float(min(rate, 1e3))) for rate in rates)
    elif shape < 0.45:
        rule = some_rule(rng, surface, str(rng.choice(LADDERS[1:])))
        rules = (rule, rule.with_value("momentum", float(rng.choice([0.0, 0.5, 0.9]))))
    else:
        rules = tuple(some_rule(rng, surface) for _ in range(rng.integers(1, 5)))
    steps = int(rng.choice([1, 4, 6, 10, 30, 30, 30, 60, 100, 250]))
    noise = Noise(float(10 ** rng.uniform(-3, 0.5))) if rng.random() < 0.1 else None
    return Descent(DescentSettings(surface=surface, start=(tuple(start),), steps=steps, noise=noise), rules)


def faults_in(descent: Descent, selected: int = 0) -> list[str]:
    """Return what is false of all that is said of a descent."""
    descent = descent.with_view(selected=selected)
    traces = replace(Tracing(descent).at_once(), descent=descent)
    names = tuple(", ".join(map(str, name)) for name in descent.names())
    limits = tuple(rate_limit(rule, traces.surface) for rule in descent.paths)
    case = case_of(traces, descent.selected_path or 0, names, limits)
    said = [fault for place in range(len(case.ways)) for fault in said_of(traces, place, case)]
    for asks in ASKED:
        answer = questions[asks].answer(traces)
        if answer is not None:
            said += [f"{asks}: {fault}" for fault in READER.faults(answer, case)]
    return said


def said_of(traces: Traces, place: int, case: Any) -> list[str]:
    """Return what is false of what is said of one path."""
    path, surface = traces.trajectories[place][0], traces.surface
    told = [*behaviour(path, [*surface.minima, *surface.local_minima])]
    case = replace(case, way=case.ways[place])
    if path.last >= 0:
        told.append(manner(path, surface).phrase)
    gone = divergence(path, surface.view, surface.minima)
    event = gone.phrase if gone else absence(path, surface.view)
    told += [event] if event else []
    return [fault for phrase in told for fault in READER.faults(phrase, case)]


def test_every_template_has_a_rule_and_every_rule_a_template():
    assert not unmatched(READER, TEMPLATES, ["{name} {f}"])


def test_every_template_is_reached_and_its_sentence_true():
    READER.reached.clear()
    for surface, start, steps, *rules in REACHING:
        descent = Descent(DescentSettings(surface=surface, start=(start,), steps=steps), tuple(rules))
        with np.errstate(all="ignore"):
            assert not faults_in(descent), descent
    assert not TEMPLATES - READER.reached


def test_what_is_said_of_any_path_is_true(request):
    wanted = request.config.getoption("--sentences")
    rng, done, false = np.random.default_rng(wanted), 0, []
    while done < wanted:
        descent = some_descent(rng)
        done += len(descent.paths)
        with np.errstate(all="ignore"):
            false += [(fault, descent) for fault in faults_in(descent, int(rng.integers(len(descent.paths))))]
    assert not false, f"{len(false)} false, such as " + "\n".join(map(str, false[:5]))
