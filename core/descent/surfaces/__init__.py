"""Functions of two variables on which the rules can be watched, from the one on the slides to one that a person types.

Each has a file and a class: one function f(x, y) with its gradient, the part of the plane that is worth seeing and a
start.  `minima` are the global minima, `local_minima` the others.  All work on float64 arrays of any shape.  Learning
rates come from the rules, for what a surface knows of itself (`terrain`); `rates` holds exceptions.

To add one: a file in this package with a class decorated with ``@surfaces.register``.  Lists, forms, scenes and tests
find it; the tests ask for a record of it in ``tests/core/descent/surface_cases.py``.
"""

from core.descent.surfaces.ackley import Ackley
from core.descent.surfaces.base import Point, Surface, View, surfaces
from core.descent.surfaces.beale import Beale
from core.descent.surfaces.booth import Booth
from core.descent.surfaces.camel import Camel
from core.descent.surfaces.escape import Escape
from core.descent.surfaces.himmelblau import Himmelblau
from core.descent.surfaces.rastrigin import Rastrigin
from core.descent.surfaces.rosenbrock import Rosenbrock
from core.descent.surfaces.saddle import Saddle
from core.descent.surfaces.styblinski import StyblinskiTang
from core.descent.surfaces.typed import Typed
from core.descent.surfaces.valley import Valley

__all__ = [
    "Ackley",
    "Beale",
    "Booth",
    "Camel",
    "Escape",
    "Himmelblau",
    "Point",
    "Rastrigin",
    "Rosenbrock",
    "Saddle",
    "StyblinskiTang",
    "Surface",
    "Typed",
    "Valley",
    "View",
    "surfaces",
]

surfaces.fill(__name__, __path__)
