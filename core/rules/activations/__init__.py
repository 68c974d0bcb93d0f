"""Activation functions: h(z) and its derivative h′(z) in one record, in the order of the slides: a file each.

`value` gives y = h(z); `slope` gives h′(z) and may use y, which is at hand in the backward pass.  Both work
on arrays of any shape and write into `out` where it is given.

To add one: a file in this package with a class decorated with ``@activations.register``.  Lists, forms, plots, the wall
and tests find it; the tests ask for a record of it in ``tests/core/rules/activation_cases.py``.
"""

from core.rules.activations.base import Activation, Curve, activations, curve
from core.rules.activations.elu import ELU
from core.rules.activations.identity import Identity
from core.rules.activations.leaky_relu import LeakyReLU
from core.rules.activations.relu import ReLU
from core.rules.activations.sigmoid import Sigmoid
from core.rules.activations.tanh import Tanh

__all__ = [
    "ELU",
    "Activation",
    "Curve",
    "Identity",
    "LeakyReLU",
    "ReLU",
    "Sigmoid",
    "Tanh",
    "activations",
    "curve",
]

activations.fill(__name__, __path__)
