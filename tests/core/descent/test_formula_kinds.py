"""Whether a typed formula is quadratic follows from the formula: nothing narrow is missed, what cancels is gone."""

from __future__ import annotations

import random

import numpy as np
import pytest

from core.descent.expressions import parse
from core.descent.formula_kinds import Quadratic
from core.descent.surfaces import Typed
from core.descent.trajectory import rate_limit
from core.rules.optimizers import optimizers

SGD = optimizers["sgd"]

QUADRATIC = {
    "x^2/20 + y^2": (0.1, 0, 2),
    "x²/20 + y²": (0.1, 0, 2),
    "(x - 1)^2 + 3y^2": (2, 0, 6),
    "(x + 2y - 7)^2 + (2x + y - 5)^2": (10, 8, 10),
    "x y": (0, 1, 0),
    "3x - 4y + 1": (0, 0, 0),
    "7": (0, 0, 0),
    "x^3 + x^2 - x^3": (2, 0, 0),
    "(x^2 + y)^2 - x^4 - 2x^2y": (0, 0, 2),
    "0.1x*0.1x*100": (2, 0, 0),
    "(x/3)^3*27 - x^3 + y²": (0, 0, 2),
    "|x|^2 + |x - y|^2": (4, -2, 2),
    "sin(1) x^2": (2 * np.sin(1), 0, 0),
    "pi x^2 + e^2 y^2": (2 * np.pi, 0, 2 * np.exp(2)),
    "-x² + 0*y^5": (-2, 0, 0),
    "x^(4/2)": (2, 0, 0),
    "x^(2^1)y^0": (2, 0, 0),
}
OTHER = [
    "tanh(100x) + y^2",
    "x^2/20 + y^2 - exp(-100(x^2 + y^2))",
    "x^2 + 10^-9 x^3",
    "x^2 + y^2 + 10^-12 sin(x)",
    "x^2 + max(0, x - 9.99)",
    "x^2 + |y|",
    "x^2 + floor(x/100)",
    "|x|^3",
    "|x|",
    "sqrt(x)^2",
    "x^2/y",
    "x^1.5",
    "x^2y^2",
    "x^2 + y^2 + 0 ln(x)",
    "1/(x^2 + 1)",
    "2^x",
    "x^y",
    "x^2 + 1/0",
]


@pytest.mark.parametrize("text", QUADRATIC)
def test_a_polynomial_of_degree_two_is_known_as_one(text):
    assert parse(text).quadratic == pytest.approx(QUADRATIC[text], rel=1e-14)


@pytest.mark.parametrize("text", OTHER)
def test_nothing_else_is_however_flat_it_is_where_one_looks(text):
    assert parse(text).quadratic is None


@pytest.mark.parametrize("text", ["tanh(100x)+y^2", "x^2/20+y^2-exp(-100(x^2+y^2))"])
def test_a_narrow_feature_leaves_no_limit(text):
    assert rate_limit(SGD(lr=0.1), Typed(text)) is None
    assert rate_limit(SGD(lr=0.1), Typed("x^2/20 + y^2")) == 1.0


def test_random_polynomials_are_quadratic_just_when_no_higher_power_is_left():
    rng = random.Random(8)
    cubic = 0
    for _ in range(300):
        powers = [(i, j) for i in range(4) for j in range(4 - i)]
        terms = {power: rng.choice([1, -2, 0.5, 3]) for power in rng.sample(powers, 4)}
        terms = {(i, j): c for (i, j), c in terms.items() if i + j < 3 or rng.random() < 0.3}
        passing = {power: rng.choice([1, 0.1, 0.7]) for power in rng.sample(powers, 3)}  # added and taken away again
        parts = [f"{c:+g}*x^{i}*y^{j}" for (i, j), c in [*terms.items(), *passing.items()]]
        parts += [f"-{c:g}*x^{i}*y^{j}" for (i, j), c in passing.items()]
        rng.shuffle(parts)
        text = "0" + "".join(parts)
        higher = any(i + j > 2 for i, j in terms)
        expected = Quadratic(2 * terms.get((2, 0), 0), terms.get((1, 1), 0), 2 * terms.get((0, 2), 0))
        assert parse(text).quadratic == (None if higher else expected), text
        cubic += higher
    assert 50 < cubic < 250


def test_the_least_value_of_a_bowl_is_that_at_its_bottom_and_no_value_anywhere_is_below_it():
    order = np.random.default_rng(3)
    for _ in range(200):
        a, b, c, d = order.integers(-9, 10, 4) / 4
        p, q, r = order.integers(-9, 10, 3)
        formula = parse(f"({a}x + {b}y)^2 + ({c}x + {d}y)^2 + {p}x + {q}y + {r}".replace("+ -", "- "))
        bend = np.array([[a * a + c * c, a * b + c * d], [a * b + c * d, b * b + d * d]]) * 2
        x, y = order.uniform(-99, 99, (2, 400))
        if abs(np.linalg.det(bend)) < 1e-6:
            bottom = np.linalg.lstsq(bend, [-p, -q])[0]
            assert (formula.least is not None) == np.allclose(bend @ bottom, [-p, -q])
        else:
            bottom = np.linalg.solve(bend, [-p, -q])
            assert formula.least is not None
        if formula.least is not None:
            assert formula.least == pytest.approx(float(formula.evaluate(*bottom)), rel=1e-9, abs=1e-9)
            assert (formula.evaluate(x, y) >= formula.least - 1e-9).all()


@pytest.mark.parametrize(
    ("text", "least"),
    {
        "7": 7,
        "y^2 - 4y": -4,
        "(x - y)^2 + 2": 2,
        "(x - y)^2 + 2x - 2y": -1,
        "x^2 + x^3 - x^3 + y^2 - 1": -1,
        "(x - 30)^2 + y^2": 0,
        "x": None,
        "y^2 + x": None,
        "(x - y)^2 + x": None,
        "x^2 - y^2": None,
        "x y": None,
        "-x^2": None,
        "x^4 + y^2": None,
        "|x| + y^2": None,
    }.items(),
)
def test_a_least_value_is_known_where_the_formula_says_it(text, least):
    assert parse(text).least == least
    assert Typed(text).least == least
    assert parse(text).evaluate(50.0, 50.0) >= (-np.inf if least is None else least)


@pytest.mark.parametrize(("text", "bend"), [("x^2/20 + y^2", 2), ("x y", 1), ("x^2 - 3y^2", 6), ("3x - y", 0)])
def test_how_much_a_quadratic_function_bends_is_not_measured(text, bend):
    for view in (10, 1e-3, 1e5):
        assert Typed(text, x_min=-view, x_max=view).terrain.curvature == bend
