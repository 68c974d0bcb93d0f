"""What several test modules share: waiting, derivatives by differences, configurations of every kind, small races."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from core import RESOURCES
from core.config.configuration import Configuration
from core.config.parameters import (
    Choice,
    Integer,
    Number,
    OneOf,
    Optional,
    Parameter,
    Part,
    Path,
    Points,
    Several,
    Sizes,
    Switch,
)
from core.config.predictions import Note, note_from
from core.config.study import Study, View
from core.config.words import LabError
from core.data.datasets import Dataset, sources
from core.descent.expressions import Expression
from core.descent.study import Descent, DescentSettings
from core.descent.surfaces import surfaces
from core.descent.view import DescentView, Earlier
from core.networks.layers import Dropout, Layer
from core.networks.network import Network
from core.rules.activations import activations
from core.rules.initializers import initializers
from core.rules.losses import losses
from core.rules.optimizers import optimizers
from core.rules.schedules import schedules
from core.scenes import find_scene, scenes
from core.search.choosing import ways
from core.search.space import CHOICES, NUMBERS, VARIABLES, Options, Range, dimensions, options_of
from core.search.stopping import stoppings
from core.signals.inputs import inputs
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalView
from core.training.study import Experiment, RunConfiguration, Settings, TrainingView
from core.training.trainer import Trainer

Array = np.ndarray

REGISTRIES = (
    optimizers,
    activations,
    initializers,
    losses,
    schedules,
    sources,
    surfaces,
    inputs,
    ways,
    dimensions,
    stoppings,
)
ENTRIES = [entry for registry in REGISTRIES for entry in registry.classes()]


def name_of(entry: type[Configuration]) -> str:
    """Return the name of a registered class, for the id of a test."""
    return entry.key


# Waiting


def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until `condition` holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.0005)


# Derivatives


def slope_by_differences(f: Callable[[], Any], x: Array, step: float = 1e-5) -> Array:
    """Return ∂f/∂x by central differences; `f` takes no argument and reads `x`, which is changed and restored.

    `f` may return an array; its axes come before those of `x`.
    """
    columns = []
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + step
        above = np.array(f())
        x[place] = kept - step
        below = np.array(f())
        x[place] = kept
        columns.append((above - below) / (2 * step))
    return np.stack(columns, axis=-1).reshape(*columns[0].shape, *x.shape)


def relative_error(a: Array, b: Array) -> float:
    """Return the largest difference relative to the largest value."""
    return float(np.abs(a - b).max() / max(np.abs(a).max(), np.abs(b).max(), 1e-12))


class Frozen:
    """A generator that draws the same numbers every time, so that dropout keeps its mask."""

    def random(self, *args: Any, **kwargs: Any) -> Array:
        return np.random.default_rng(4).random(*args, **kwargs)


def freeze_masks(network: Network) -> None:
    """Let every training pass from now on drop the same units."""
    for layer in network.layers:
        if isinstance(layer, Dropout):
            layer.rng = Frozen()


def slopes_of_losses(network: Network, losses: Callable[[], Array], step: float = 1e-5) -> Array:
    """Return ∂L/∂theta ``(runs, parameters)`` by central differences of ``losses()``, the losses of all runs.

    The same parameter of every run is moved at once, as one run has no part in another's loss.
    """
    theta = network.theta
    slopes = np.empty_like(theta)
    for place in range(theta.shape[1]):
        kept = theta[:, place].copy()
        theta[:, place] = kept + step
        above = losses().copy()
        theta[:, place] = kept - step
        slopes[:, place] = (above - losses()) / (2 * step)
        theta[:, place] = kept
    return slopes


def furnish(layer: Layer, runs: int, rng: np.random.Generator) -> Layer:
    """Give a layer random parameters in float64, and room for their gradients, for `runs` runs."""
    for name, shape in layer.shapes.items():
        layer.values[name] = rng.standard_normal((runs, *shape))
        layer.gradients[name] = np.full((runs, *shape), np.nan)
    return layer


# Configurations


def values_of(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Return values that fit a parameter."""
    match parameter:
        case Number():
            ends = [None if math.isinf(end) else float(end) for end in (parameter.low, parameter.high)]
            opened = {"exclude_min": parameter.open_low, "exclude_max": parameter.open_high}
            return st.floats(*ends, allow_nan=False, allow_infinity=False, **opened)
        case Integer():
            return st.integers(parameter.low, parameter.high)
        case Switch():
            return st.booleans()
        case Choice():
            return st.sampled_from(list(parameter.options))
        case Sizes():
            nodes = st.integers(parameter.low, parameter.high)
            return st.lists(nodes, min_size=1, max_size=parameter.most).map(tuple)
        case Points():
            coordinates = st.floats(-parameter.high, parameter.high)
            return st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=parameter.most).map(tuple)
        case Expression():
            return st.sampled_from(
                ["x^2/20 + y²", "2 x y - 3", "exp(-|x|) cos(y)", "sqrt(x)/y", "7", "f(x, y) = max(x, y)"]
            )
        case Path():
            return st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
        case OneOf():
            return st.sampled_from(parameter.registry.classes()).flatmap(configurations)
        case Optional():
            return st.none() | configurations(parameter.part)
        case Part():
            return configurations(parameter.part)
        case Several():
            most = min(parameter.most, 4)
            return st.lists(values_of(parameter.item), min_size=parameter.fewest, max_size=most).map(tuple)
    raise AssertionError(f"no values are known for {type(parameter).__name__}; add them here")


OF_A_WHOLE = ("window", "map_cursor", "past")
"""Fields of a view that fit only together, or only to the runs: `views` draws them."""


@st.composite
def configurations(draw: st.DrawFn, kind: type[Configuration]) -> Any:
    """Draw a configuration of one kind, with any values that fit its fields."""
    if kind in (Range, Options):
        return draw(ranges() if kind is Range else options())
    values = {name: draw(values_of(field)) for name, field in kind.parameters().items() if name not in OF_A_WHOLE}
    try:
        return kind(**values)
    except LabError as error:  # each value fits; together they may not (a batch larger than the data)
        assume(error.field not in ("batch_size", "x_max", "y_max", "text"))
        raise


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Draw the range of any number of a run."""
    path = draw(st.sampled_from(sorted(NUMBERS)))
    low, high = sorted(draw(st.lists(values_of(VARIABLES[path]), min_size=2, max_size=2, unique=True)))
    return Range(path, low, high, low > 0 and draw(st.booleans()))


@st.composite
def options(draw: st.DrawFn) -> Options:
    """Draw some options of any choice of a run, or all."""
    path = draw(st.sampled_from(sorted(CHOICES)))
    some = st.lists(st.sampled_from(sorted(options_of(path))), min_size=2, unique=True)
    return Options(path, tuple(draw(st.just([]) | some)))


@st.composite
def views(draw: st.DrawFn, kind: type[View], runs: int) -> Any:
    """Draw a view of a study of so many runs."""
    view = draw(configurations(kind))
    places = {"selected": draw(st.integers(0, runs - 1))}
    if isinstance(view, DescentView):
        hidden = draw(st.sets(st.integers(0, runs - 1), max_size=runs - 1))
        shown = [place for place in range(runs) if place not in hidden]
        rules = st.sampled_from(optimizers.classes()).flatmap(configurations)
        past = draw(st.lists(st.builds(Earlier, st.sampled_from(shown), rules), max_size=2))
        return replace(
            view,
            **places,
            hidden=tuple(sorted(hidden)),
            window=draw(st.just(()) | st.sampled_from([(-3.0, 2.0, -1.0, 4.5)])),
            map_cursor=draw(st.just(()) | st.tuples(st.integers(0, 199), st.integers(0, 199))),
            past=tuple(past),
        )
    return replace(view, **places)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Draw an experiment of a few runs that fit into memory."""
    runs = draw(st.lists(configurations(RunConfiguration), min_size=1, max_size=3))
    settings, view = draw(configurations(Settings)), draw(views(TrainingView, len(runs)))
    try:
        return Experiment(settings, tuple(runs), view)
    except LabError:
        return Experiment(replace(settings, batch_size=1, length=1), tuple(runs), view)


@st.composite
def descents(draw: st.DrawFn) -> Descent:
    """Draw a descent of a few paths."""
    rules = st.sampled_from(optimizers.classes()).flatmap(configurations)
    runs = draw(st.lists(rules, min_size=1, max_size=3))
    return Descent(draw(configurations(DescentSettings)), tuple(runs), draw(views(DescentView, len(runs))))


@st.composite
def studies(draw: st.DrawFn) -> SignalStudy:
    """Draw a study of a few networks that is not too large."""
    runs = draw(st.lists(configurations(SignalConfiguration), min_size=1, max_size=3))
    settings, view = draw(configurations(SignalSettings)), draw(views(SignalView, len(runs)))
    try:
        return SignalStudy(settings, tuple(runs), view)
    except LabError:
        return SignalStudy(settings.with_value("samples", 10), tuple(runs), view)


# Small races on the tiny data set


def race(*runs: RunConfiguration, **changed: Any) -> Experiment:
    """Return an experiment of a few steps on the tiny data set; `changed` are settings."""
    settings = {"train_size": 240, "batch_size": 20, "length": 20, "evaluation_images": 60, **changed}
    return Experiment(Settings(**settings), runs)


def small(**changed: Any) -> RunConfiguration:
    """Return a run with a small network; `changed` are its settings."""
    return RunConfiguration(**{"hidden": (10, 6), **changed})


def trainer_of(
    experiment: Experiment, data: Dataset, places: list[int] | None = None, dtype: type = np.float64
) -> Trainer:
    """Return the trainer of some runs (all by default), before its first step."""
    settings = experiment.settings
    split = data.split(settings.train_size, settings.validation_share, settings.seed)
    return Trainer(experiment, split, data.classes, places, dtype)


def trained(
    experiment: Experiment, data: Dataset, places: list[int] | None = None, dtype: type = np.float64
) -> Trainer:
    """Return the trainer of some runs (all by default), after its last step."""
    trainer = trainer_of(experiment, data, places, dtype)
    for _ in trainer.run():
        pass
    return trainer


def theta_of(trainer: Trainer, place: int) -> Array:
    """Return the parameters of the run at `place`."""
    (population,) = [p for p in trainer.populations if place in p.places]
    return population.network.theta[population.places.index(place)]


def losses_of(trainer: Trainer, place: int) -> Array:
    """Return the batch losses of the run at `place`."""
    snapshot = trainer.snapshot()
    return snapshot.loss[:, snapshot.runs.index(place)]


def predictions(tab: str) -> list[tuple[str, str]]:
    """Return scene and part of every prediction about the scenes of a tab: ("momentum", "predict")."""
    found = [id for id, scene in scenes().items() if scene.tab == tab]
    return [(id, part) for id in found for part in ("predict", "another") if getattr(note(id), part)]


def note(id: str) -> Note:
    """Return the English note on a scene."""
    return note_from((RESOURCES / "notes" / "en" / f"{id}.md").read_text("utf-8"))


def predicted(id: str, part: str) -> tuple[Study, Collection[str]]:
    """Return the study whose results a prediction is about, and the names of the choices that are offered."""
    scene = find_scene(id)
    return scene.study if part == "predict" else scene.another_study(), getattr(note(id), part).choices
