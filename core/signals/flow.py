"""What happens to a signal on its way through a network and to a gradient on its way back, before any training.

The network is the trainer's own (`core.networks.network`), without output layer: the gradient that is sent back starts
at the last hidden layer's output, as random numbers from N(0, 1)/samples.  A `SignalLab` keeps inputs, draws and
networks from one call to the next, so that turning a knob costs little more than the matrix products.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config.bounds import CACHED_VALUES
from core.jobs import Report
from core.networks.histograms import Histogram
from core.networks.network import Network, initial_draw
from core.networks.probe import ChainFactor, LayerReading, Limits, Probe, Range, ratio
from core.rules.activations import Activation, activations
from core.rules.initializers import Initializer, Normal, initializers
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy

Array = np.ndarray
Steps = Iterator[Report]

# Streams of random numbers beside those of `core.networks.network`.
INPUT, GRADIENT = 4, 5
PRE_VIEW = (-5.0, 5.0)
"""Fixed range of pre-activations: where the functions of the slides bend."""
NORMALIZED_VIEW = (-3.0, 3.0)
"""Fixed range of activations that batch normalization has brought to mean 0 and variance 1."""


@dataclass(frozen=True, eq=False)
class Flow:
    """One network, read layer by layer.

    Attributes
    ----------
    configuration : SignalConfiguration
        The network.
    layers : tuple of LayerReading
        One per hidden layer, from the input on.
    factors : tuple of ChainFactor
        What each layer from the second on does to the size of the gradient; empty without gradients.
    input_std : float
        Standard deviation of the input.
    samples : int
        Rows of the input.
    """

    configuration: SignalConfiguration
    layers: tuple[LayerReading, ...]
    factors: tuple[ChainFactor, ...]
    input_std: float
    samples: int

    @property
    def gradient_ratio(self) -> float | None:
        """RMS of ∂L/∂activation at layer 1 over that at the last layer; None without gradients, NaN once lost."""
        if any(reading.has_lost_gradient for reading in self.layers):
            return math.nan
        first, last = self.layers[0].gradient_rms, self.layers[-1].gradient_rms
        return None if first is None or last is None else ratio(first, last)


class SignalLab:
    """Computes flows, with an LRU cache of what several of them share.  For one thread at a time.

    What was drawn with another seed is not kept: it is nothing that the next flow could use.
    """

    def __init__(self) -> None:
        self._cache: dict[Hashable, tuple[int, Any]] = {}
        self._seed = 0

    @property
    def kept(self) -> int:
        """How many numbers are in the cache."""
        return sum(size for size, _ in self._cache.values())

    def forget(self) -> None:
        """Leave the cache empty."""
        self._cache.clear()

    def steps(
        self,
        configuration: SignalConfiguration,
        settings: SignalSettings,
        with_gradients: bool = True,
        limits: Limits | None = None,
    ) -> Iterator[Report | Flow]:
        """Compute one flow, yielding a report after every layer and the flow at the end."""
        if settings.seed != self._seed:
            self.forget()
            self._seed = settings.seed
        x = self._input(settings)
        network, probe = self._network(configuration, settings)
        network.begin([configuration.network], self._draw)
        probe.restart(settings.bins, limits or fixed_limits(configuration, settings))
        y = x
        for layer in network.layers:
            with np.errstate(all="ignore"):  # overflow is a lesson: it is counted and said
                y = layer.forward(y, train=True)
                probe.forward(layer, y)
            yield Report(whole=False)
        if with_gradients:
            # a copy, as the layers may write over it
            dy = self._gradient(settings, configuration.nodes).copy()
            probe.begin_backward(dy)
            for layer in reversed(network.layers):
                with np.errstate(all="ignore"):
                    dy = layer.backward(dy)
                    probe.backward(layer, dy)
                yield Report(whole=False)
        yield Flow(configuration, probe.readings, probe.factors, float(x.std()), settings.samples)

    # -- the cache

    def _input(self, settings: SignalSettings) -> Array:
        key = ("input", settings.input, settings.samples, settings.input_features, settings.seed)

        def make() -> Array:
            rng = np.random.default_rng([settings.seed, INPUT])
            return settings.input.draw(settings.samples, settings.input_features, rng)

        return self._cached(key, settings.samples * settings.input_features, make)

    def _gradient(self, settings: SignalSettings, nodes: int) -> Array:
        def make() -> Array:
            rng = np.random.default_rng([settings.seed, GRADIENT])
            return rng.standard_normal((1, settings.samples, nodes)) / settings.samples

        key = ("gradient", settings.samples, nodes, settings.seed)
        return self._cached(key, settings.samples * nodes, make)

    def _draw(self, seed: int, depth: int, fan_in: int, fan_out: int) -> Array:
        key = ("z", seed, depth, fan_in, fan_out)
        return self._cached(key, fan_in * fan_out, lambda: initial_draw(seed, depth, fan_in, fan_out))

    def _network(self, configuration: SignalConfiguration, settings: SignalSettings) -> tuple[Network, Probe]:
        run, features = configuration.network, settings.input_features
        key = ("network", run.structure, features, settings.samples, settings.seed)
        # outputs, and as much again for what lies between
        size = 2 * settings.samples * configuration.nodes * configuration.layers

        def make() -> tuple[Network, Probe]:
            network = Network([run], features, 0, settings.seed, np.float64, self._draw)
            return network, Probe(network)

        return self._cached(key, size, make)

    def _cached(self, key: Hashable, size: int, make: Any) -> Any:
        """Return what is cached under `key`, or make it; when room is short, the least recently used goes."""
        entry = self._cache.pop(key, None) or (size, make())
        self._cache[key] = entry
        while len(self._cache) > 1 and self.kept > CACHED_VALUES:
            del self._cache[next(iter(self._cache))]
        return entry[1]


def fixed_limits(configuration: SignalConfiguration, settings: SignalSettings) -> Limits:
    """Return the ranges of histograms as the settings ask for them, as far as they are known beforehand."""
    if settings.range != "fixed":
        return Limits()
    normalized = configuration.batch_norm is not None and configuration.batch_norm.place == "after"
    return Limits(pre=PRE_VIEW, activation=NORMALIZED_VIEW if normalized else configuration.activation.view)


def common_limits(flows: Sequence[Flow]) -> Limits:
    """Return ranges that hold the fitted histograms of all layers of all flows."""
    readings = [reading for flow in flows for reading in flow.layers]

    def around(histograms: Sequence[Histogram | None]) -> Range | None:
        there = [h for h in histograms if h is not None]
        return (min(h.low for h in there), max(h.high for h in there)) if there else None

    return Limits(
        pre=around([r.pre for r in readings]),
        activation=around([r.activation for r in readings]),
        gradient=around([r.gradient_linear for r in readings]),
        weight_gradient=around([r.weight_gradient_linear for r in readings]),
    )


def flow(
    configuration: SignalConfiguration,
    settings: SignalSettings | None = None,
    with_gradients: bool = True,
    lab: SignalLab | None = None,
) -> Flow:
    """Return the flow through one network, all at once."""
    study = SignalStudy(settings or SignalSettings(), (configuration,))
    return flows(study, with_gradients, lab)[0]


def flows(study: SignalStudy, with_gradients: bool = True, lab: SignalLab | None = None) -> tuple[Flow, ...]:
    """Return the flows of all runs of a study, all at once."""
    task = StudyTask(study, with_gradients, lab)
    for _ in task.run():
        pass
    return task.snapshot().flows


@dataclass(frozen=True)
class StudySnapshot:
    """What there is of a study: the flows that are complete, in the order of its runs, and the layers done of all."""

    study: SignalStudy
    flows: tuple[Flow, ...]
    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether all runs are there; the last layer is done a moment before its run is."""
        return len(self.flows) == len(self.study.runs)


class StudyTask:
    """A task for `core.jobs.Job`: the flows of a study, run by run.

    Parameters
    ----------
    study : SignalStudy
        What to compute.
    with_gradients : bool
        Whether to go back as well.
    lab : SignalLab, optional
        Keeps what can be used again by the next study; not to be used by two jobs at a time.
    """

    def __init__(self, study: SignalStudy, with_gradients: bool = True, lab: SignalLab | None = None) -> None:
        self.study = study
        self.with_gradients = with_gradients
        self._lab = lab or SignalLab()
        self._flows: tuple[Flow, ...] = ()
        self._done = 0
        parts = sum(_parts(run, with_gradients) for run in study.runs)
        self._total = parts * (2 if study.settings.range == "common" else 1)

    def run(self) -> Steps:
        """Compute, yielding after every layer."""
        limits = None
        if self.study.settings.range == "common":
            fitted: list[Flow] = []
            for run in self.study.runs:
                yield from self._flow(run, fitted, None)
            limits = common_limits(fitted)
        finished: list[Flow] = []
        for run in self.study.runs:
            yield from self._flow(run, finished, limits)
            self._flows = tuple(finished)
            yield Report()

    def _flow(self, run: SignalConfiguration, into: list[Flow], limits: Limits | None) -> Steps:
        for report in self._lab.steps(run, self.study.settings, self.with_gradients, limits):
            if isinstance(report, Flow):
                into.append(report)
            else:
                self._done += 1
                yield report

    def snapshot(self) -> StudySnapshot:
        """Return what is there."""
        return StudySnapshot(self.study, self._flows, self._done, self._total)


def _parts(run: SignalConfiguration, with_gradients: bool) -> int:
    """Return how often one flow reports."""
    layer = 2 + (run.batch_norm is not None) + (run.dropout is not None)
    return run.layers * layer * (2 if with_gradients else 1)


# The wall


@dataclass(frozen=True)
class WallCell:
    """One activation function with one rule for the initial weights."""

    flow: Flow


@dataclass(frozen=True)
class WallSnapshot:
    """The cells that are complete, by activation function (rows) and initializer (columns).

    Both are configurations, not keys, because the wall has the normal rule twice, with σ = 1 and 0.01.
    """

    study: SignalStudy
    activations: tuple[Activation, ...]
    initializers: tuple[Initializer, ...]
    cells: Mapping[tuple[Activation, Initializer], WallCell]

    @property
    def total(self) -> int:
        """Number of cells when all are there."""
        return len(self.activations) * len(self.initializers)

    @property
    def complete(self) -> bool:
        """Whether all cells are there."""
        return len(self.cells) == self.total


def wall_activations() -> tuple[Activation, ...]:
    """Return the rows of the wall: every activation function."""
    return tuple(kind() for kind in activations.classes())


def wall_initializers() -> tuple[Initializer, ...]:
    """Return the columns of the wall: the normal rule with σ = 1 and σ = 0.01, and every other rule."""
    others = [kind() for kind in initializers.classes() if kind is not Normal]
    return (Normal(sigma=1.0), Normal(sigma=0.01), *others)


class Wall:
    """A task for `core.jobs.Job`: every activation function with every rule for initial weights, from one draw.

    Parameters
    ----------
    study : SignalStudy
        Its selected network, whose activation and initializer are replaced, and its input and histograms.  A common
        range would be that of the cell that explodes; each layer has its own instead.
    with_gradients : bool
        Whether to go back as well.
    lab : SignalLab, optional
        See `StudyTask`.
    """

    def __init__(
        self,
        study: SignalStudy,
        with_gradients: bool = True,
        lab: SignalLab | None = None,
    ) -> None:
        self.study = study
        settings = study.settings
        self.settings = replace(settings, range="fitted") if settings.range == "common" else settings
        self.with_gradients = with_gradients
        self.activations = wall_activations()
        self.initializers = wall_initializers()
        self._lab = lab or SignalLab()
        self._cells: dict[tuple[Activation, Initializer], WallCell] = {}

    def run(self) -> Steps:
        """Compute cell by cell."""
        for activation in self.activations:
            for initializer in self.initializers:
                run = replace(self.study.selected, activation=activation, initializer=initializer)
                for report in self._lab.steps(run, self.settings, self.with_gradients):
                    if isinstance(report, Flow):
                        self._cells[activation, initializer] = WallCell(report)
                    else:
                        yield report
                yield Report()

    def snapshot(self) -> WallSnapshot:
        """Return the cells that are there."""
        return WallSnapshot(self.study, self.activations, self.initializers, dict(self._cells))
