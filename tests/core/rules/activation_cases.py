"""What is known of every activation function beforehand: one record each, from which the tests of all rooms take.

To add one: a `Case` with curve and derivative as plain as the formulas; the contracts run over it by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.rules.activations import ELU, Activation, Identity, LeakyReLU, ReLU, Sigmoid, Tanh
from core.rules.activations.gelu import GELU
from core.rules.activations.swish import Swish

Array = np.ndarray


@dataclass(frozen=True)
class Case:
    """One activation function.

    Attributes
    ----------
    points : mapping
        Settings, and points (z, h(z)) by hand.
    value, slope : callable
        h and h′ with its defaults in plain formulas.
    slope_at_zero : float
        h′(0) with its defaults; at a kink, that on the left.
    levels : (float or None, float or None)
        What h comes near without reaching it, on the left and on the right: there its outputs are called saturated.
    """

    points: Mapping[Activation, Mapping[float, float]]
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    slope_at_zero: float
    levels: tuple[float | None, float | None] = (None, None)

    @property
    def kind(self) -> type[Activation]:
        """The function."""
        return type(next(iter(self.points)))


NORMAL = np.vectorize(lambda z: 0.5 * math.erfc(-z / math.sqrt(2)), otypes=[float])
"""Distribution function of N(0, 1)."""
SIGMOID = np.vectorize(lambda z: math.exp(-np.logaddexp(0, -z)), otypes=[float])
CASES = (
    Case(
        points={Sigmoid(): {-1: 1 / (1 + math.e), 0: 0.5, 1: math.e / (1 + math.e)}},
        value=lambda z: 1 / (1 + np.exp(-z)),
        slope=lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        slope_at_zero=0.25,
        levels=(0, 1),
    ),
    Case(
        points={Tanh(): {-1: -(math.e**2 - 1) / (math.e**2 + 1), 0: 0, 1: (math.e**2 - 1) / (math.e**2 + 1)}},
        value=np.tanh,
        slope=lambda z: 1 / np.cosh(z) ** 2,
        slope_at_zero=1,
        levels=(-1, 1),
    ),
    Case(
        points={ReLU(): {-2: 0, 0: 0, 3: 3}},
        value=lambda z: np.where(z > 0, z, 0),
        slope=lambda z: np.where(z > 0, 1.0, 0.0),
        slope_at_zero=0,
    ),
    Case(
        points={LeakyReLU(): {-2: -0.2, 0: 0, 3: 3}, LeakyReLU(leak=0.5): {-2: -1, 0: 0, 3: 3}},
        value=lambda z: np.where(z > 0, z, 0.1 * z),
        slope=lambda z: np.where(z > 0, 1.0, 0.1),
        slope_at_zero=0.1,
    ),
    Case(
        points={ELU(): {-1: 1 / math.e - 1, 0: 0, 3: 3}, ELU(alpha=2): {-1: 2 / math.e - 2, 0: 0, 3: 3}},
        value=lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1),
        slope=lambda z: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0))),
        slope_at_zero=1,
        levels=(-1, None),
    ),
    Case(
        # Φ(−1) from a table of the normal distribution
        points={GELU(): {-1: -0.15865525393145705, 0: 0, 1: 1 - 0.15865525393145705}},
        value=lambda z: z * NORMAL(z),
        slope=lambda z: NORMAL(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi),
        slope_at_zero=0.5,
    ),
    Case(
        points={
            Swish(): {-1: -1 / (1 + math.e), 0: 0, 1: math.e / (1 + math.e)},
            Swish(beta=2): {-0.5: -0.5 / (1 + math.e), 0: 0, 0.5: 0.5 * math.e / (1 + math.e)},
            Swish(beta=0): {-3: -1.5, 0: 0, 3: 1.5},
        },
        value=lambda z: z * SIGMOID(z),
        slope=lambda z: SIGMOID(z) + z * SIGMOID(z) * SIGMOID(-z),
        slope_at_zero=0.5,
    ),
    Case(
        points={Identity(): {-2: -2, 0: 0, 3: 3}},
        value=lambda z: z,
        slope=np.ones_like,
        slope_at_zero=1,
    ),
)
CASE_OF = {case.kind: case for case in CASES}
