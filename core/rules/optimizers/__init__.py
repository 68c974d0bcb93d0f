"""The rules that turn a gradient into a step, in the order of the slides: a file each.

Each class holds the hyperparameters of one rule (frozen), `state` names what the rule remembers as the
slide does (``v``, ``h``, ``m``), and `update` is the rule itself.  `formula` is the rule in LaTeX, line by line, and
`worked` the same with the numbers of one step.  Symbols: η = ``lr``, g = ∂L/∂W = ``grad``, W = ``theta``.

`update` works in place on arrays of any shape: one point on a surface, or the flat parameter vector of a network.
The hyperparameters come as the mapping `h` from field names to numbers; `t` counts the updates from 1.  `grad` is used
up: when `update` returns, it holds something else.  `work` is a scratch array of ``theta``'s shape.  A comment states
the formula; the lines below it are the same formula without temporary arrays: memory that need not be touched is the
cheapest.

The class also knows how the rule looks (`color`, `line`), which of its memories are drawn and how (`parts`, `average`,
`squares`), and which learning rates suit a surface (`usual_rate`, `stable_rate`).

To add one: a file in this package with a class of one of the families in `base`, decorated with
``@optimizers.register``.  Lists, forms, legends, maps and tests find it; the tests ask for a record of it in
``tests/core/rules/optimizer_cases.py``.
"""

from core.rules.optimizers.adadelta import AdaDelta
from core.rules.optimizers.adagrad import AdaGrad
from core.rules.optimizers.adam import Adam
from core.rules.optimizers.base import Optimizer, Terrain, optimizers
from core.rules.optimizers.momentum import Momentum
from core.rules.optimizers.nesterov import Nesterov
from core.rules.optimizers.rmsprop import RMSProp
from core.rules.optimizers.sgd import SGD

__all__ = [
    "SGD",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "Terrain",
    "optimizers",
]

optimizers.fill(__name__, __path__)
