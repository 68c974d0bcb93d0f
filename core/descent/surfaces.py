"""Functions of two variables on which the rules can be watched, from the one on the slides to one that a person types.

Each class is one function f(x, y) with its gradient, the part of the plane that is worth seeing, a start, and a
learning rate for each rule with which something can be learned from there.  `minima` are the global minima,
`local_minima` the others.  All work on float64 arrays of any shape.

To add one: a class here, decorated with ``@surfaces.register``; forms, scenes and tests find it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from core.config.configuration import Configuration, number
from core.config.registry import Registry
from core.config.words import LabError, mark
from core.descent.expressions import expression, parse
from core.rules.optimizers import optimizers

surfaces = Registry("surface")

Array = np.ndarray
Value = Any
"""A float, or an array of float64."""
Point = tuple[float, float]
View = tuple[float, float, float, float]


@dataclass(frozen=True)
class Surface(Configuration):
    """Base of the functions of x and y.

    Attributes
    ----------
    formula : str
        In LaTeX.
    minima, local_minima : tuple of (x, y)
        Where f is least, and where it is least all around.
    view : tuple
        x from, x to, y from, y to.
    start : (x, y)
        Where a path may well begin.
    rates : dict
        A learning rate by the key of each rule, for a path from `start`.
    steps : int
        A length for these paths.
    """

    formula: ClassVar[str] = "f(x, y)"
    minima: ClassVar[tuple[Point, ...]] = ()
    local_minima: ClassVar[tuple[Point, ...]] = ()
    view: ClassVar[View] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (-7.0, 2.0)
    rates: ClassVar[dict[str, float]] = {}
    steps: ClassVar[int] = 30

    def value(self, x: Value, y: Value) -> Value:
        """Return f(x, y)."""
        raise NotImplementedError

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        """Return ∂f/∂x and ∂f/∂y."""
        raise NotImplementedError

    @cached_property
    def hessian(self) -> Array | None:
        """The second derivatives ``(2, 2)`` where they are the same everywhere, that is of a quadratic function.

        Measured: the gradient of a quadratic function, and of no other, is linear in x and y.
        """
        x0, x1, y0, y1 = self.view
        u, v = np.random.default_rng(0).random((2, 40))
        places = np.column_stack([x0 + (x1 - x0) * u, y0 + (y1 - y0) * v, np.ones(40)])
        with np.errstate(all="ignore"):
            slopes = np.column_stack([np.broadcast_to(g, 40) for g in self.gradient(places[:, 0], places[:, 1])])
        if not np.isfinite(slopes).all():
            return None
        linear = np.linalg.lstsq(places, slopes)[0]
        if np.abs(places @ linear - slopes).max() > 1e-9 * np.abs(slopes).max():
            return None
        return (linear[:2] + linear[:2].T) / 2

    @property
    def curvature(self) -> float | None:
        """The largest eigenvalue of the Hessian of a quadratic function without a downhill end; None for any other."""
        if self.hessian is None:
            return None
        smallest, largest = np.linalg.eigvalsh(self.hessian)
        convex = largest > 0 and smallest > -1e-9 * largest
        return float(f"{largest:.12g}") if convex else None  # without the noise of the measurement


def _rates(**rates: float) -> dict[str, float]:
    return rates


@surfaces.register("valley")
@dataclass(frozen=True)
class Valley(Surface):
    """The function of the slides: twenty times as steep in y as in x.  Its gradient is (x/10, 2y)."""

    label = "x²/20 + y²"
    help = mark(
        "core", "Steep in y, shallow in x: the gradient hardly ever points to the minimum, so SGD goes in a zigzag."
    )
    formula = r"f(x, y) = \frac{x^2}{20} + y^2"
    view = (-10.0, 10.0, -4.0, 4.0)
    minima = ((0.0, 0.0),)
    rates = _rates(sgd=0.95, momentum=0.1, nesterov=0.1, adagrad=1.5, rmsprop=0.3, adadelta=1.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        return x * x / 20 + y * y

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x / 10, 2 * y


@surfaces.register("rosenbrock")
@dataclass(frozen=True)
class Rosenbrock(Surface):
    """A bent valley with steep walls.

    References
    ----------
    H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function" (1960).
    """

    label = "Rosenbrock"
    help = mark("core", "A bent valley: easy to reach, slow to follow. The minimum is at (1, 1).")
    formula = r"f(x, y) = (1 - x)^2 + 100\,(y - x^2)^2"
    minima = ((1.0, 1.0),)
    view = (-2.0, 2.0, -1.0, 3.0)
    start = (-1.2, 1.0)
    steps = 300
    rates = _rates(sgd=0.002, momentum=0.0005, nesterov=0.0005, adagrad=0.5, rmsprop=0.02, adadelta=5.0, adam=0.1)

    def value(self, x: Value, y: Value) -> Value:
        across = y - x * x
        along = 1 - x
        return along * along + 100 * across * across

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        fy = 200 * (y - x * x)
        return 2 * (x - 1) - 2 * x * fy, fy


@surfaces.register("beale")
@dataclass(frozen=True)
class Beale(Surface):
    """Flat in the middle, steep at the corners.

    References
    ----------
    E. M. L. Beale, "On an iterative method for finding a local minimum of a function of more than one variable" (1958).
    """

    label = "Beale"
    help = mark("core", "A plateau with steep corners: one learning rate is too small here, too large there.")
    formula = r"f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"
    minima = ((3.0, 0.5),)
    view = (-4.5, 4.5, -4.5, 4.5)
    start = (1.0, 1.5)
    steps = 200
    rates = _rates(sgd=0.01, momentum=0.005, nesterov=0.005, adagrad=0.5, rmsprop=0.05, adadelta=5.0, adam=0.1)

    def value(self, x: Value, y: Value) -> Value:
        y2 = y * y
        a, b, c = 1.5 + x * (y - 1), 2.25 + x * (y2 - 1), 2.625 + x * (y2 * y - 1)
        return a * a + b * b + c * c

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        y2 = y * y
        p, q, r = y - 1, y2 - 1, y2 * y - 1
        a, b, c = 1.5 + x * p, 2.25 + x * q, 2.625 + x * r
        return 2 * (a * p + b * q + c * r), 2 * x * (a + 2 * y * b + 3 * y2 * c)


@surfaces.register("himmelblau")
@dataclass(frozen=True)
class Himmelblau(Surface):
    """Four minima of equal depth.

    References
    ----------
    D. M. Himmelblau, *Applied nonlinear programming* (1972).
    """

    label = "Himmelblau"
    help = mark("core", "Four minima, all equally deep: which one is found depends on the start and the rule.")
    formula = r"f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    minima = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    )
    view = (-6.0, 6.0, -6.0, 6.0)
    start = (-0.5, -1.0)
    steps = 80
    rates = _rates(sgd=0.01, momentum=0.005, nesterov=0.005, adagrad=1.0, rmsprop=0.1, adadelta=5.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        a, b = x * x + y - 11, x + y * y - 7
        return a * a + b * b

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        a, b = x * x + y - 11, x + y * y - 7
        return 4 * x * a + 2 * b, 2 * a + 4 * y * b


@surfaces.register("booth")
@dataclass(frozen=True)
class Booth(Surface):
    """A quadratic valley that lies aslant, so that no rule with a rate per axis has an advantage from the start."""

    label = "Booth"
    help = mark("core", "A valley aslant: a learning rate per axis helps less than it does along the axes.")
    formula = r"f(x, y) = (x + 2 y - 7)^2 + (2 x + y - 5)^2"
    minima = ((1.0, 3.0),)
    start = (-7.0, 2.0)
    steps = 60
    rates = _rates(sgd=0.1, momentum=0.05, nesterov=0.02, adagrad=3.0, rmsprop=0.3, adadelta=50.0, adam=0.5)

    def value(self, x: Value, y: Value) -> Value:
        a, b = x + 2 * y - 7, 2 * x + y - 5
        return a * a + b * b

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return 10 * x + 8 * y - 34, 8 * x + 10 * y - 38


@surfaces.register("saddle")
@dataclass(frozen=True)
class Saddle(Surface):
    """A pass between two minima: downhill in x to (0, 0), and from there downhill in y.

    On the line y = 0 the gradient has no part in y, so that a path that begins exactly there ends in the saddle point,
    whatever the rule.
    """

    label = mark("core", "saddle")
    help = mark(
        "core",
        "Near the saddle point (0, 0) the gradient fades and SGD lingers; momentum leaves sooner. Start at y = 0 "
        "exactly: nothing leaves without noise.",
    )
    formula = r"f(x, y) = \frac{x^2}{2} - \frac{y^2}{2} + \frac{y^4}{16}"
    minima = ((0.0, -2.0), (0.0, 2.0))
    view = (-3.0, 3.0, -3.0, 3.0)
    start = (-2.5, 0.001)
    steps = 100
    rates = _rates(sgd=0.1, momentum=0.1, nesterov=0.1, adagrad=0.5, rmsprop=0.1, adadelta=20.0, adam=0.1)

    def value(self, x: Value, y: Value) -> Value:
        y2 = y * y
        return x * x / 2 + y2 * (y2 / 16 - 0.5)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x * 1.0, y * (y * y / 4 - 1)


@surfaces.register("escape")
@dataclass(frozen=True)
class Escape(Surface):
    """A long valley with a dent on the way to its minimum.

    From (−7, 2) with η = 0.1 SGD comes to rest in the dent, Momentum with α = 0.9 rolls through it.
    """

    label = mark("core", "valley with a dent")
    help = mark("core", "A dent on the way to the minimum: SGD stays in it, a ball with momentum rolls through.")
    formula = r"f(x, y) = \frac{(x - 5)^2}{20} + y^2 - 2\, e^{-(x + 2)^2}"
    minima = ((5.0, 0.0),)
    local_minima = ((-1.8240340262786163, 0.0),)
    view = (-10.0, 10.0, -5.0, 5.0)
    start = (-7.0, 2.0)
    steps = 100
    rates = _rates(sgd=0.1, momentum=0.1, nesterov=0.1, adagrad=1.5, rmsprop=0.3, adadelta=50.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        u, v = x + 2, x - 5
        return v * v / 20 + y * y - 2 * np.exp(-u * u)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        u = x + 2
        return (x - 5) / 10 + 4 * u * np.exp(-u * u), 2 * y


@surfaces.register("styblinski")
@dataclass(frozen=True)
class StyblinskiTang(Surface):
    """Four minima, one of them deepest.

    References
    ----------
    M. A. Styblinski, T.-S. Tang, "Experiments in nonconvex optimization", Neural Networks 3 (1990).
    """

    label = "Styblinski–Tang"
    help = mark("core", "Four minima, one of them deepest: the nearest one is not always the best one.")
    formula = r"f(x, y) = \frac{1}{2}\,(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)"
    minima = ((-2.903534027771177, -2.903534027771177),)
    local_minima = (
        (-2.903534027771177, 2.7468027709908369),
        (2.7468027709908369, -2.903534027771177),
        (2.7468027709908369, 2.7468027709908369),
    )
    view = (-5.0, 5.0, -5.0, 5.0)
    start = (4.5, 0.5)
    steps = 60
    rates = _rates(sgd=0.02, momentum=0.005, nesterov=0.005, adagrad=1.0, rmsprop=0.1, adadelta=5.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        x2, y2 = x * x, y * y
        return (x2 * (x2 - 16) + 5 * x + y2 * (y2 - 16) + 5 * y) / 2

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return x * (2 * x * x - 16) + 2.5, y * (2 * y * y - 16) + 2.5


@surfaces.register("camel")
@dataclass(frozen=True)
class Camel(Surface):
    """Six humps: six minima, two of them deepest.

    References
    ----------
    L. C. W. Dixon, G. P. Szegö, *Towards global optimization 2* (1978).
    """

    label = mark("core", "six-hump camel")
    help = mark("core", "Six minima, two of them deepest: a small change of the start leads to another one.")
    formula = r"f(x, y) = \left(4 - 2.1 x^2 + \frac{x^4}{3}\right) x^2 + x y + 4\,(y^2 - 1)\,y^2"
    minima = ((0.08984201310031806, -0.7126564030207396), (-0.08984201310031806, 0.7126564030207396))
    local_minima = (
        (1.703606714969981, -0.7960835686726252),
        (-1.703606714969981, 0.7960835686726252),
        (1.6071047529201974, 0.5686514548841314),
        (-1.6071047529201974, -0.5686514548841314),
    )
    view = (-2.0, 2.0, -1.1, 1.1)
    start = (-1.1, -0.05)
    steps = 60
    rates = _rates(sgd=0.03, momentum=0.01, nesterov=0.01, adagrad=0.3, rmsprop=0.03, adadelta=5.0, adam=0.1)

    def value(self, x: Value, y: Value) -> Value:
        x2, y2 = x * x, y * y
        return (4 + x2 * (x2 / 3 - 2.1)) * x2 + x * y + 4 * (y2 - 1) * y2

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        x2 = x * x
        return x * (8 + x2 * (2 * x2 - 8.4)) + y, x + y * (16 * y * y - 8)


@surfaces.register("ackley")
@dataclass(frozen=True)
class Ackley(Surface):
    """A funnel covered with dents; it comes to a point at the minimum, where its gradient is taken as zero.

    References
    ----------
    D. H. Ackley, *A connectionist machine for genetic hillclimbing* (1987).
    """

    label = "Ackley"
    help = mark("core", "A funnel covered with dents: small steps stay in the first one.")
    formula = r"f(x, y) = 20 + e - 20\, e^{-0.2 \sqrt{(x^2 + y^2)/2}} - e^{(\cos 2 \pi x + \cos 2 \pi y)/2}"
    minima = ((0.0, 0.0),)
    view = (-5.0, 5.0, -5.0, 5.0)
    start = (-3.4, 2.4)
    steps = 100
    rates = _rates(sgd=0.02, momentum=0.02, nesterov=0.02, adagrad=0.5, rmsprop=0.05, adadelta=5.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        funnel = 20 * np.exp(-0.2 * np.sqrt((x * x + y * y) / 2))
        dents = np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
        return 20 + np.e - funnel - dents

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        radius = np.sqrt((x * x + y * y) / 2)
        slope = 2 * np.exp(-0.2 * radius) / np.where(radius == 0, 1.0, radius)  # x and y are 0 along with the radius
        dents = np.pi * np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
        return slope * x + dents * np.sin(2 * np.pi * x), slope * y + dents * np.sin(2 * np.pi * y)


@surfaces.register("rastrigin")
@dataclass(frozen=True)
class Rastrigin(Surface):
    """A bowl covered with dents, a minimum near every whole x and y.

    References
    ----------
    L. A. Rastrigin, *Systems of extremal control* (1974).
    """

    label = "Rastrigin"
    help = mark("core", "Dents everywhere: a rule that only follows the gradient ends in one of them.")
    formula = r"f(x, y) = 20 + x^2 - 10 \cos 2 \pi x + y^2 - 10 \cos 2 \pi y"
    minima = ((0.0, 0.0),)
    view = (-5.12, 5.12, -5.12, 5.12)
    start = (-4.3, 3.4)
    steps = 100
    rates = _rates(sgd=0.002, momentum=0.002, nesterov=0.002, adagrad=2.0, rmsprop=0.3, adadelta=5.0, adam=0.3)

    def value(self, x: Value, y: Value) -> Value:
        return 20 + x * x + y * y - 10 * (np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y))

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return 2 * x + 20 * np.pi * np.sin(2 * np.pi * x), 2 * y + 20 * np.pi * np.sin(2 * np.pi * y)


def _bound(default: float, label: str) -> Any:
    return number(default, label=label, low=-1e6, high=1e6)


@surfaces.register("typed")
@dataclass(frozen=True)
class Typed(Surface):
    """A function that a person types, in a view that is typed too.

    All else that surfaces describe is no setting and is kept in no file.  `formula`, `start` and `rates` are worked out
    of the text and the view when a function is made, so they follow what was typed whenever a window asks for them;
    `steps` is always the same, and where the minima are is not known.
    """

    label = mark("core", "your own f(x, y)")
    help = mark("core", "Any function of x and y: + − * / ^, brackets, |x|, sin, cos, tan, exp, ln, sqrt and more.")

    text: str = expression(
        "x^2/20 + y^2 + 2 cos(x)",
        label=mark("core", "f(x, y) ="),
        help=mark("core", "For example x^2/20 + y^2, |x| + y^2, exp(-x^2) sin(y). The gradient is exact."),
    )
    x_min: float = _bound(-10.0, mark("core", "x from"))
    x_max: float = _bound(10.0, mark("core", "x to"))
    y_min: float = _bound(-10.0, mark("core", "y from"))
    y_max: float = _bound(10.0, mark("core", "y to"))

    def __post_init__(self) -> None:
        super().__post_init__()
        for low, high in (("x_min", "x_max"), ("y_min", "y_max")):
            if getattr(self, low) >= getattr(self, high):
                raise LabError(
                    mark("core", "{label} must be more than {low}, got {value}"),
                    field=high,
                    label=self.parameters()[high].label,
                    low=getattr(self, low),
                    value=getattr(self, high),
                )
        x0, x1, y0, y1 = view = (self.x_min, self.x_max, self.y_min, self.y_max)
        x, y = np.meshgrid(np.linspace(x0, x1, 41), np.linspace(y0, y1, 41))
        formula = parse(self.text)
        values, *slopes = formula.value_and_gradient(x, y)
        good = np.isfinite(values) & np.isfinite(slopes[0]) & np.isfinite(slopes[1])
        if not good.any():
            raise LabError(
                mark("core", "the formula has no finite value and slope anywhere in the view"),
                field="text",
            )
        wanted = (x0 + 0.15 * (x1 - x0), y0 + 0.6 * (y1 - y0))
        if not all(map(np.isfinite, formula.value_and_gradient(*wanted))):
            nearest = np.hypot((x - wanted[0]) / (x1 - x0), (y - wanted[1]) / (y1 - y0))[good].argmin()
            wanted = (float(x[good][nearest]), float(y[good][nearest]))
        # A frozen object may have its own values of what other surfaces have in common.
        described = {
            "formula": f"f(x, y) = {formula.tex}",
            "view": view,
            "start": wanted,
            "steps": 50,
            "rates": _sensible_rates(x, y, slopes, good),
        }
        for name, value in described.items():
            object.__setattr__(self, name, value)

    def value(self, x: Value, y: Value) -> Value:
        return parse(self.text).evaluate(x, y)

    def gradient(self, x: Value, y: Value) -> tuple[Value, Value]:
        return parse(self.text).value_and_gradient(x, y)[1:]


def _sensible_rates(x: Array, y: Array, slopes: list[Array], good: Array) -> dict[str, float]:
    """Return learning rates for a function given by its slopes on a grid.

    SGD and its kin get a share of what is stable where the curvature is that of nine tenths of the view; the others,
    whose steps are as long as their rate whatever the gradient, a share of the width of the view.
    """
    with np.errstate(all="ignore"):
        bends = [np.diff(slopes[0], axis=1) / np.diff(x, axis=1), np.diff(slopes[1], axis=0) / np.diff(y, axis=0)]
    bent = np.abs(np.concatenate([bend[np.isfinite(bend)] for bend in bends]))
    curvature = float(np.quantile(bent, 0.9)) if bent.size else 0.0
    width = min(np.ptp(x), np.ptp(y))
    steepest = float(np.abs(np.concatenate([slope[good] for slope in slopes])).max())
    sgd = 0.9 / curvature if curvature > 1e-12 else 0.05 * width / max(steepest, 1e-12)
    shares = {"sgd": sgd, "momentum": sgd / 5, "nesterov": sgd / 5, "adadelta": 1.0}
    shares |= {"adagrad": 0.075 * width, "rmsprop": 0.015 * width, "adam": 0.015 * width}
    return {key: min(max(float(f"{shares.get(key, sgd):.1g}"), 1e-12), 1e3) for key in optimizers}
