"""The rules that turn a gradient into a step, in the order of the slides.

Each class holds the hyperparameters of one rule (frozen), `state` names what the rule remembers as the
slide does (``v``, ``h``, ``m``), and `update` is the rule itself.  `formula` is the rule in LaTeX, line by line, and
`worked` the same with the numbers of one step.  Symbols: η = ``lr``, g = ∂L/∂W = ``grad``, W = ``theta``.

`update` works in place on arrays of any shape: one point on a surface, or the flat parameter vector of a network.
The hyperparameters come as the mapping `h` from field names to numbers; `t` counts the updates from 1.  `grad` is used
up: when `update` returns, it holds something else.  `work` is a scratch array of ``theta``'s shape.  A comment states
the formula; the lines below it are the same formula without temporary arrays: memory that need not be touched is the
cheapest.

To add one: a class here, decorated with ``@optimizers.register``; forms, legends and tests find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from core.config.configuration import Configuration, number, switch
from core.config.registry import Registry
from core.config.typeset import bare, equation, factor, setting, squared
from core.config.words import mark

optimizers = Registry("optimizer")

Array = np.ndarray
State = dict[str, Array]
Hyper = Mapping[str, Any]
Numbers = Mapping[str, float]


def learning_rate(default: float) -> Any:
    """Make the field for η."""
    return number(
        default,
        label=mark("core", "learning rate"),
        symbol="η",
        help=mark("core", "Length of a step relative to the gradient."),
        low=0,
        open_low=True,
        high=1e3,
        log=True,
        live=True,
    )


def epsilon(default: float, help: str) -> Any:
    """Make the field for ε."""
    return number(default, label=mark("core", "epsilon"), symbol="ε", help=help, low=0, high=1, log=True)


def momentum_factor(default: float = 0.9) -> Any:
    """Make the field for α."""
    return number(
        default,
        label=mark("core", "momentum"),
        symbol="α",
        help=mark("core", "Share of the velocity that is kept. v ← α v − η g, not the (1 − α) average."),
        low=0,
        high=1,
        open_high=True,
        live=True,
    )


def decay_rate(default: float, symbol: str) -> Any:
    """Make the field for the share of an average that is kept in each step."""
    return number(
        default,
        label=mark("core", "decay rate"),
        symbol=symbol,
        help=mark("core", "Share of the old average that is kept in each step."),
        low=0,
        high=1,
        open_high=True,
    )


EPSILON_OUTSIDE = mark("core", "Keeps the division finite; added outside the root.")


@dataclass(frozen=True)
class Optimizer(Configuration):
    """Base of the rules: hyperparameters as fields, `state` by name, `update` in place."""

    state: ClassVar[tuple[str, ...]] = ()
    formula: ClassVar[tuple[str, ...]] = ()

    def start(self, theta: Array) -> State:
        """Return what the rule remembers, all zero, for parameters like `theta`."""
        return {name: np.zeros_like(theta) for name in self.state}

    def hyperparameters(self) -> dict[str, Any]:
        """Return the fields by name, as `update` takes them."""
        return {name: getattr(self, name) for name in self.parameters()}

    def reading(self, state: State) -> State:
        """Return what is remembered as the slide defines it (see `Adam`, which keeps it scaled)."""
        return state

    def stable_rate(self, curvature: float) -> float | None:
        """Return the learning rate below which the rule is stable on a parabola, given its second derivative; or None.

        A rule that is linear in its state is stable while all roots z of its characteristic polynomial lie within the
        unit circle.  As η grows, a root leaves it through z = −1: the path swings to and fro, further each time.
        """
        return None

    def velocity_weights(self, t: int) -> tuple[float, ...]:
        """Return the share of each of the gradients g₁ … g_t in the velocity after step t; empty without a velocity."""
        return ()

    def beside_rate(self) -> tuple[Optimizer, str]:
        """Return the rule and the hyperparameter that a map sets against the learning rate."""
        return self, list(self.parameters())[1]

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        """Take one step in place; `grad` is used up."""
        raise NotImplementedError

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        """Return step t with its numbers put in, for one coordinate, as lines of LaTeX.

        Parameters
        ----------
        h : mapping
            The hyperparameters.
        before, after : mapping
            The coordinate ``w``, its gradient ``g`` and what the rule remembers of it as the slide defines it, before
            and after the step; the gradient before is the one that the step uses.
        t : int
            Counts the steps from 1.
        name : str
            Of the coordinate; what is remembered of one that is not the whole W has it as an index.
        """
        raise NotImplementedError


@optimizers.register("sgd")
@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent: W ← W − η g.

    References
    ----------
    H. Robbins, S. Monro, "A stochastic approximation method", Ann. Math. Statist. 22 (1951).
    """

    label = "SGD"
    formula = (r"W \leftarrow W - \eta\, g",)
    help = mark("core", "Straight down the gradient of the mini-batch.")

    lr: float = learning_rate(0.01)

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        # W ← W − η g
        np.multiply(grad, h["lr"], out=grad)
        np.subtract(theta, grad, out=theta)

    def stable_rate(self, curvature: float) -> float | None:
        # z = 1 − η λ
        return 2 / curvature

    def beside_rate(self) -> tuple[Optimizer, str]:
        return Momentum(lr=self.lr, momentum=0.0), "momentum"

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = rf"{bare(before['w'])} - {setting(h['lr'])} \cdot {factor(before['g'])}"
        return (equation(name, t, right, after["w"]),)


@dataclass(frozen=True)
class _WithVelocity(Optimizer):
    """Base of the rules with a velocity: v ← α v − η g."""

    state = ("v",)

    lr: float = learning_rate(0.01)
    momentum: float = momentum_factor()

    def velocity_weights(self, t: int) -> tuple[float, ...]:
        # v_t = −η Σ α^(t − i) g_i
        return tuple(-self.lr * self.momentum ** (t - i) for i in range(1, t + 1))


@optimizers.register("momentum")
@dataclass(frozen=True)
class Momentum(_WithVelocity):
    """SGD with a velocity: v ← α v − η g, W ← W + v (the velocity is a sum, not the (1 − α) average).

    References
    ----------
    B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """

    label = "Momentum"
    formula = (r"v \leftarrow \alpha\, v - \eta\, g", r"W \leftarrow W + v")
    help = mark("core", "Steps add up like a rolling ball: v ← α v − η g.")

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        _push(state["v"], grad, h)
        # W ← W + v
        np.add(theta, state["v"], out=theta)

    def stable_rate(self, curvature: float) -> float | None:
        # z² − (1 + α − η λ) z + α, at z = −1: 2 (1 + α) = η λ
        return 2 * (1 + self.momentum) / curvature

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = f"{bare(before['w'])} + {factor(after['v'])}"
        return _worked_velocity(h, before, after, t, name), equation(name, t, right, after["w"])


@optimizers.register("nesterov")
@dataclass(frozen=True)
class Nesterov(_WithVelocity):
    """Momentum that looks ahead: v ← α v − η g, W ← W + α v − η g with the new v.

    The form with the gradient taken at W itself (Bengio et al.), as in today's libraries.

    References
    ----------
    Y. Nesterov, Soviet Math. Dokl. 27 (1983); Y. Bengio et al., arXiv:1212.0901 (2012).
    """

    label = "Nesterov"
    formula = (r"v \leftarrow \alpha\, v - \eta\, g", r"W \leftarrow W + \alpha\, v - \eta\, g")
    help = mark("core", "Momentum that looks ahead: W ← W + α v − η g with the new v, as in PyTorch.")

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        _push(state["v"], grad, h)
        # W ← W + α v − η g
        np.subtract(theta, grad, out=theta)
        np.multiply(state["v"], h["momentum"], out=grad)
        np.add(theta, grad, out=theta)

    def stable_rate(self, curvature: float) -> float | None:
        # z² − (1 + α)(1 − η λ) z + α (1 − η λ), at z = −1: 1 + (1 + 2 α)(1 − η λ) = 0
        return 2 * (1 + self.momentum) / ((1 + 2 * self.momentum) * curvature)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        right = (
            rf"{bare(before['w'])} + {setting(h['momentum'])} \cdot {factor(after['v'])}"
            rf" - {setting(h['lr'])} \cdot {factor(before['g'])}"
        )
        return _worked_velocity(h, before, after, t, name), equation(name, t, right, after["w"])


@optimizers.register("adagrad")
@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """A learning rate per weight that only shrinks: h ← h + g ⊙ g, W ← W − η g / (√h + ε).

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", JMLR 12 (2011).
    """

    label = "AdaGrad"
    formula = (r"h \leftarrow h + g \odot g", r"W \leftarrow W - \eta\, \frac{g}{\sqrt{h} + \epsilon}")
    help = mark("core", "Weights that moved much move less and less: h only grows. The slide has no ε.")
    state = ("h",)

    lr: float = learning_rate(0.01)
    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        # h ← h + g ⊙ g
        np.multiply(grad, grad, out=work)
        np.add(state["h"], work, out=state["h"])
        _scaled_step(theta, grad, state["h"], h, work)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        squares = equation("h", _index(name, t), f"{bare(before['h'])} + {squared(before['g'])}", after["h"])
        return squares, _worked_scaled_step(h, before, after, t, name, before["g"], after["h"])


@optimizers.register("rmsprop")
@dataclass(frozen=True)
class RMSProp(Optimizer):
    """AdaGrad with a fading memory: h ← ρ h + (1 − ρ) g ⊙ g, W ← W − η g / (√h + ε).

    References
    ----------
    T. Tieleman, G. Hinton, lecture 6.5 of "Neural networks for machine learning" (2012).
    """

    label = "RMSProp"
    formula = (
        r"h \leftarrow \rho\, h + (1 - \rho)\, g \odot g",
        r"W \leftarrow W - \eta\, \frac{g}{\sqrt{h} + \epsilon}",
    )
    help = mark("core", "AdaGrad that forgets old gradients, so it does not stall.")
    state = ("h",)

    lr: float = learning_rate(0.01)
    rho: float = decay_rate(0.99, "ρ")
    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        _average_of_squares(state["h"], grad, h["rho"], work)
        _scaled_step(theta, grad, state["h"], h, work)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        squares = equation(
            "h", _index(name, t), _worked_average(h["rho"], before["h"], squared(before["g"])), after["h"]
        )
        return squares, _worked_scaled_step(h, before, after, t, name, before["g"], after["h"])


@optimizers.register("adadelta")
@dataclass(frozen=True)
class AdaDelta(Optimizer):
    """Steps in the units of the weights: Δ = √(s + ε) / √(h + ε) ⊙ g, W ← W − η Δ.

    h is the average of g ⊙ g and s that of Δ ⊙ Δ, both with rate ρ; ε stands inside both roots, as in the paper.
    The first steps are tiny because s starts at zero.

    References
    ----------
    M. D. Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701 (2012).
    """

    label = "AdaDelta"
    formula = (
        r"h \leftarrow \rho\, h + (1 - \rho)\, g \odot g",
        r"\Delta = \frac{\sqrt{s + \epsilon}}{\sqrt{h + \epsilon}} \odot g",
        r"s \leftarrow \rho\, s + (1 - \rho)\, \Delta \odot \Delta",
        r"W \leftarrow W - \eta\, \Delta",
    )
    help = mark("core", "Starts slowly, because s starts at zero: raise ε or train longer. ε inside both roots.")
    state = ("h", "s")

    lr: float = learning_rate(1.0)
    rho: float = decay_rate(0.95, "ρ")
    epsilon: float = epsilon(1e-6, mark("core", "Inside both roots; sets the size of the first steps."))

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        _average_of_squares(state["h"], grad, h["rho"], work)
        # Δ = √(s + ε) / √(h + ε) ⊙ g
        np.add(state["s"], h["epsilon"], out=work)
        np.sqrt(work, out=work)
        np.multiply(grad, work, out=grad)
        np.add(state["h"], h["epsilon"], out=work)
        np.sqrt(work, out=work)
        delta = np.divide(grad, work, out=grad)
        # s ← ρ s + (1 − ρ) Δ ⊙ Δ
        _average_of_squares(state["s"], delta, h["rho"], work)
        # W ← W − η Δ
        np.multiply(delta, h["lr"], out=delta)
        np.subtract(theta, delta, out=theta)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        with np.errstate(all="ignore"):  # with ε = 0 it may be 0 / 0
            scale = np.sqrt(np.float64(before["s"] + h["epsilon"]) / (after["h"] + h["epsilon"]))
        delta = before["g"] * float(scale)
        above, below = (rf"\sqrt{{{bare(squares)} + {setting(h['epsilon'])}}}" for squares in (before["s"], after["h"]))
        return (
            equation("h", _index(name, t), _worked_average(h["rho"], before["h"], squared(before["g"])), after["h"]),
            equation(r"\Delta", _index(name, t), rf"\frac{{{above}}}{{{below}}} \cdot {factor(before['g'])}", delta),
            equation("s", _index(name, t), _worked_average(h["rho"], before["s"], squared(delta)), after["s"]),
            equation(name, t, rf"{bare(before['w'])} - {setting(h['lr'])} \cdot {factor(delta)}", after["w"]),
        )


@optimizers.register("adam")
@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and RMSProp with bias correction: W ← W − η m̂ / (√v̂ + ε).

    m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g ⊙ g, m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ): Algorithm 1 of the
    paper.  (The textbook folds the correction into η, which also scales ε.)  Without the correction m̂ = m, v̂ = v.

    References
    ----------
    D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980 (2014).
    """

    label = "Adam"
    formula = (
        r"m \leftarrow \beta_1\, m + (1 - \beta_1)\, g",
        r"v \leftarrow \beta_2\, v + (1 - \beta_2)\, g \odot g",
        r"\hat m = \frac{m}{1 - \beta_1^t}",
        r"\hat v = \frac{v}{1 - \beta_2^t}",
        r"W \leftarrow W - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
    )
    help = mark(
        "core",
        "Momentum and RMSProp, corrected for starting at zero as in the paper; the book folds the correction into η.",
    )
    state = ("m", "v")

    lr: float = learning_rate(0.001)
    beta1: float = decay_rate(0.9, "β1")
    beta2: float = decay_rate(0.999, "β2")
    epsilon: float = epsilon(1e-7, EPSILON_OUTSIDE)
    bias_correction: bool = switch(
        True,
        label=mark("core", "bias correction"),
        help=mark(
            "core", "Divides m and v by 1 − β^t, the share that real gradients have in them: undoes the start at zero."
        ),
    )

    def reading(self, state: State) -> State:
        return {"m": (1 - self.beta1) * state["m"], "v": (1 - self.beta2) * state["v"]}

    @staticmethod
    def update(theta: Array, grad: Array, state: State, h: Hyper, t: int, work: Array) -> None:
        m, v = state["m"], state["v"]
        beta1, beta2, corrected = h["beta1"], h["beta2"], h["bias_correction"]
        # Kept here are m / (1 − β₁) and v / (1 − β₂), which need two passes over the weights less:
        # m ← β₁ m + g,  v ← β₂ v + g ⊙ g
        np.multiply(m, beta1, out=m)
        np.add(m, grad, out=m)
        np.multiply(grad, grad, out=grad)
        np.multiply(v, beta2, out=v)
        np.add(v, grad, out=v)
        # W ← W − η m̂ / (√v̂ + ε) with √v̂ = √v / c:  W − η c (1 − β₁) / (1 − β₁ᵗ) · m / (√v + ε c)
        c = ((1 - corrected * beta2**t) / (1 - beta2)) ** 0.5
        rate = h["lr"] * c * (1 - beta1) / (1 - corrected * beta1**t)
        np.sqrt(v, out=grad)
        np.add(grad, h["epsilon"] * c, out=grad)
        np.divide(m, grad, out=grad)
        np.multiply(grad, rate, out=grad)
        np.subtract(theta, grad, out=theta)

    @staticmethod
    def worked(h: Hyper, before: Numbers, after: Numbers, t: int, name: str = "W") -> tuple[str, ...]:
        m, v = after["m"], after["v"]
        lines = [
            equation("m", _index(name, t), _worked_average(h["beta1"], before["m"], factor(before["g"])), m),
            equation("v", _index(name, t), _worked_average(h["beta2"], before["v"], squared(before["g"])), v),
        ]
        if h["bias_correction"]:
            shares = [rf"1 - {setting(h[beta])}^{{{t}}}" for beta in ("beta1", "beta2")]
            corrected = (m / (1 - h["beta1"] ** t), v / (1 - h["beta2"] ** t))
            lines.append(equation(r"\hat m", _index(name, t), rf"\frac{{{bare(m)}}}{{{shares[0]}}}", corrected[0]))
            lines.append(equation(r"\hat v", _index(name, t), rf"\frac{{{bare(v)}}}{{{shares[1]}}}", corrected[1]))
            m, v = corrected
        return (*lines, _worked_scaled_step(h, before, after, t, name, m, v))


def _push(v: Array, grad: Array, h: Hyper) -> None:
    # v ← α v − η g; what is left in grad is η g
    np.multiply(grad, h["lr"], out=grad)
    np.multiply(v, h["momentum"], out=v)
    np.subtract(v, grad, out=v)


def _average_of_squares(average: Array, values: Array, rate: Any, work: Array) -> None:
    # a ← ρ a + (1 − ρ) x ⊙ x, written a ← a + (1 − ρ)(x ⊙ x − a)
    np.multiply(values, values, out=work)
    np.subtract(work, average, out=work)
    np.multiply(work, 1 - rate, out=work)
    np.add(average, work, out=average)


def _scaled_step(theta: Array, grad: Array, squares: Array, h: Hyper, work: Array) -> None:
    # W ← W − η g / (√h + ε)
    np.sqrt(squares, out=work)
    np.add(work, h["epsilon"], out=work)
    np.divide(grad, work, out=grad)
    np.multiply(grad, h["lr"], out=grad)
    np.subtract(theta, grad, out=theta)


def _index(name: str, t: int) -> str:
    # of W as a whole there is one v; of a coordinate it is one of several
    return str(t) if name == "W" else f"{name},{t}"


def _worked_velocity(h: Hyper, before: Numbers, after: Numbers, t: int, name: str) -> str:
    right = rf"{setting(h['momentum'])} \cdot {factor(before['v'])} - {setting(h['lr'])} \cdot {factor(before['g'])}"
    return equation("v", _index(name, t), right, after["v"])


def _worked_average(rate: float, old: float, new: str) -> str:
    return rf"{setting(rate)} \cdot {factor(old)} + (1 - {setting(rate)}) \cdot {new}"


def _worked_scaled_step(
    h: Hyper, before: Numbers, after: Numbers, t: int, name: str, direction: float, squares: float
) -> str:
    scaled = rf"\frac{{{bare(direction)}}}{{\sqrt{{{bare(squares)}}} + {setting(h['epsilon'])}}}"
    return equation(name, t, rf"{bare(before['w'])} - {setting(h['lr'])} \cdot {scaled}", after["w"])
