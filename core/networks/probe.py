"""What passes through a network, read layer by layer: histograms and statistics of activations and gradients.

A `Probe` is a pair of taps for the forward and the backward pass of a `core.networks.network.Network`.  It looks and
changes nothing, so a training step gives the same numbers with and without it.

One *layer* here is all that belongs to one hidden layer: affine, activation, and batch normalization and dropout where
there are any.  Its *activations* are what it passes on to the next layer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from core.networks.histograms import Histogram, fitted_range, histogram, log_histogram
from core.networks.layers import Activate, Affine, Layer
from core.networks.network import Network

Array = np.ndarray
Range = tuple[float, float]

NEAR_BOUND = 0.05
"""A value this near to what its activation function levels off at is called saturated, as in the lecture's table."""
CLOSED = 0.01
"""A unit whose slope is below this passes back less than a hundredth of what it gets."""


@dataclass(frozen=True, eq=False)
class LayerReading:
    """What was measured at one layer.  Shares are from 0 to 1; what concerns gradients is None before the way back.

    Attributes
    ----------
    number : int
        Place of the layer, counted from 1 at the input.
    nodes : int
        Units of the layer.
    pre : Histogram
        What goes into the activation function h, normalized where batch normalization stands before it.
    activation : Histogram
        What the layer passes on: h, normalized where batch normalization stands after it, with units dropped.
    mean, std : float
        Of the (finite) activations.
    spread : float
        RMS over the samples of a unit's distance from its own mean, over all units: what tells samples apart.
    saturated : float or None
        Share of values of h within `NEAR_BOUND` of what h levels off at; None where it does not level off so.
    silent : float
        Share of values of h that are 0.
    closed : float
        Share of values at which |h′| is below `CLOSED`.
    dead : float
        Share of units that are closed for every sample.
    median_slope, mean_slope : float
        Of h′ over all values.
    finite : float
        Share of activations that are finite.
    gradient, weight_gradient : Histogram or None
        log₁₀ |∂L/∂activation| and log₁₀ |∂L/∂W|.
    gradient_linear, weight_gradient_linear : Histogram or None
        The same on a linear axis.
    gradient_rms, weight_gradient_rms : float or None
        Root mean square of ∂L/∂activation (dz) and of ∂L/∂W.
    """

    number: int
    nodes: int
    pre: Histogram
    activation: Histogram
    mean: float
    std: float
    spread: float
    saturated: float | None
    silent: float
    closed: float
    dead: float
    median_slope: float
    mean_slope: float
    finite: float
    gradient: Histogram | None = None
    gradient_linear: Histogram | None = None
    gradient_rms: float | None = None
    weight_gradient: Histogram | None = None
    weight_gradient_linear: Histogram | None = None
    weight_gradient_rms: float | None = None

    @property
    def has_lost_gradient(self) -> bool:
        """Whether not all of ∂L/∂activation are finite."""
        of = self.gradient
        return of is not None and (of.nan + of.inf > 0 or not math.isfinite(self.gradient_rms or 0.0))


@dataclass(frozen=True)
class ChainFactor:
    """How the size of the gradient changes on its way back through one layer, as measured.

    ``factor`` is the product ``through · other · gain``.

    Attributes
    ----------
    number : int
        The layer it passes through, 2 or more; it arrives at layer ``number − 1``.
    factor : float
        RMS of ∂L/∂activation at layer ``number − 1`` over that at layer ``number``.
    through : float
        What ⊙ h′ does to the RMS: what the activation function lets through.
    gain : float
        What the product with Wᵀ does to the RMS.
    other : float
        What batch normalization and dropout do to it; 1 where there are none.
    mean_slope : float
        Mean of h′ in the layer.
    """

    number: int
    factor: float
    through: float
    gain: float
    other: float
    mean_slope: float


@dataclass(frozen=True, eq=False)
class WatchRecord:
    """The layers of the watched run on one mini-batch.

    Attributes
    ----------
    step : int
        The mini-batch, counted from 1 like the losses; its update came after the reading.
    layers : tuple of LayerReading
        Its hidden layers; gradients are those of the loss.
    factors : tuple of ChainFactor
        What each layer from the second on did to the size of the gradient.
    """

    step: int
    layers: tuple[LayerReading, ...]
    factors: tuple[ChainFactor, ...]


@dataclass(frozen=True)
class Limits:
    """Ranges of the linear histograms; None fits each layer's own."""

    pre: Range | None = None
    activation: Range | None = None
    gradient: Range | None = None
    weight_gradient: Range | None = None


@dataclass(frozen=True)
class _Place:
    """Where a layer of the network stands among the hidden layers."""

    number: int
    feeds: bool
    """Whether its output goes into the activation function."""
    last: bool
    """Whether its output is what the hidden layer passes on."""


class Probe:
    """Taps that read one run of a network.

    Call `restart`, run the network forward with ``tap=probe.forward``, then backward with ``tap=probe.backward``.

    Parameters
    ----------
    network : Network
        What to read.
    run : int
        Which of its runs.
    """

    def __init__(self, network: Network, run: int = 0) -> None:
        self._run = run
        self._places: dict[Layer, _Place] = {}
        self._scratch: dict[tuple[str, tuple[int, ...]], Array] = {}
        number = 0
        layers = network.layers
        for index, layer in enumerate(layers):
            following = layers[index + 1] if index + 1 < len(layers) else None
            hidden = any(isinstance(other, Activate) for other in layers[index:])
            if isinstance(layer, Affine):
                number += 1
            if hidden or not isinstance(layer, Affine):
                last = following is None or isinstance(following, Affine)
                self._places[layer] = _Place(number, isinstance(following, Activate), last)
        self.restart()

    def restart(self, bins: int = 30, limits: Limits | None = None) -> None:
        """Forget what was read and begin again, with histograms of these bins and ranges."""
        self.readings: tuple[LayerReading, ...] = ()
        self.factors: tuple[ChainFactor, ...] = ()
        self._bins = bins
        self._limits = limits or Limits()
        self._unit: dict[str, float | None] = {}
        self._rms = self._through = self._other = self._start = math.nan

    def forward(self, layer: Layer, y: Array) -> None:
        """Read a layer's output on the way forward."""
        place = self._places.get(layer)
        if place is None:
            return
        y = y[self._run]
        if place.feeds:
            # kept, as the activation function may write its values over it
            np.copyto(self._room("z", y), y)
        elif isinstance(layer, Activate):
            self._unit = self._read_units(layer, self._room("z", y), y)
        if place.last:
            self.readings += (self._read_activations(place.number, y),)

    def _read_units(self, layer: Activate, z: Array, y: Array) -> dict[str, float | None]:
        """Return the statistics of h and h′."""
        with np.errstate(all="ignore"):
            slope = layer.function.slope(z, y, out=self._room("slope", y))
            closed = np.less(slope, CLOSED)
            closed &= slope > -CLOSED  # where a function falls, something comes back with the other sign
            low, high = layer.function.bounds
            saturated = 0
            if low is not None:
                saturated += int(np.count_nonzero(y < low + NEAR_BOUND))
            if high is not None:
                saturated += int(np.count_nonzero(y > high - NEAR_BOUND))
            return {
                "saturated": None if low is None and high is None else saturated / y.size,
                "silent": 1 - np.count_nonzero(y) / y.size,
                "closed": np.count_nonzero(closed) / y.size,
                "dead": np.count_nonzero(closed.all(axis=0)) / y.shape[1],
                "mean_slope": float(slope.mean()),
                "median_slope": _median(slope),
            }

    def _read_activations(self, number: int, y: Array) -> LayerReading:
        mean, std, spread, finite = _moments(y, self._room("slope", y))
        z = self._room("z", y)
        return LayerReading(
            number=number,
            nodes=y.shape[1],
            pre=self._histogram(z, self._limits.pre),
            activation=self._histogram(y, self._limits.activation),
            mean=mean,
            std=std,
            spread=spread,
            finite=finite,
            **self._unit,  # type: ignore[arg-type]
        )

    def begin_backward(self, dy: Array) -> None:
        """Read the gradient ``(runs, samples, nodes)`` that is sent back from the output of the last hidden layer."""
        self._read_gradient(len(self.readings), dy[self._run])

    def backward(self, layer: Layer, dx: Array) -> None:
        """Read ∂L/∂(a layer's input) on the way back, and the gradient of its weights."""
        dx = dx[self._run]
        place = self._places.get(layer)
        if place is None:  # the output layer
            self._read_gradient(len(self.readings), dx)
            return
        if not isinstance(layer, Affine):
            before, self._rms = self._rms, rms(dx)
            change = ratio(self._rms, before)
            if isinstance(layer, Activate):
                self._through = change
            else:
                self._other *= change
            return
        self._read_weight_gradient(place.number, layer.gradients["W"][self._run])
        if place.number > 1:
            gain = ratio(rms(dx), self._rms)
            through, other, start = self._through, self._other, self._start
            self._read_gradient(place.number - 1, dx)
            factor = ratio(self._start, start)
            slope = self.readings[place.number - 1].mean_slope
            self.factors = (ChainFactor(place.number, factor, through, gain, other, slope), *self.factors)

    def _read_gradient(self, number: int, dz: Array) -> None:
        self._start = self._rms = rms(dz)
        self._through, self._other = math.nan, 1.0
        self._add(
            number,
            gradient=log_histogram(dz),
            gradient_linear=self._histogram(dz, self._limits.gradient),
            gradient_rms=self._rms,
        )

    def _read_weight_gradient(self, number: int, dW: Array) -> None:
        self._add(
            number,
            weight_gradient=log_histogram(dW),
            weight_gradient_linear=self._histogram(dW, self._limits.weight_gradient),
            weight_gradient_rms=rms(dW),
        )

    def _add(self, number: int, **measured: Histogram | float) -> None:
        reading = replace(self.readings[number - 1], **measured)  # type: ignore[arg-type]
        self.readings = (*self.readings[: number - 1], reading, *self.readings[number:])

    def _histogram(self, values: Array, limits: Range | None) -> Histogram:
        low, high = limits or fitted_range(values)
        return histogram(values, self._bins, low, high)

    def _room(self, name: str, like: Array) -> Array:
        """Return an array of this name, the same for all layers of one shape."""
        key = (name, like.shape)
        if key not in self._scratch:
            self._scratch[key] = np.empty_like(like)
        return self._scratch[key]


def ratio(a: float, b: float) -> float:
    """Return a/b; NaN when b is 0."""
    return a / b if b else math.nan


def rms(values: Array) -> float:
    """Return the root mean square of the finite values; NaN when there are none."""
    v, scale = _scaled(values.reshape(-1))
    return math.sqrt(float(v @ v) / v.size) * scale if v.size else math.nan


def _median(values: Array) -> float:
    """Return the median, NaN when a value is; the values are put into another order."""
    v = values.reshape(-1)
    if not math.isfinite(v.min()):
        return float(np.median(v))
    middle = v.size // 2
    v.partition(middle)
    upper = float(v[middle])
    return upper if v.size % 2 else (upper + float(v[:middle].max())) / 2


def _moments(y: Array, work: Array) -> tuple[float, float, float, float]:
    """Return mean, standard deviation and spread of the values ``(samples, nodes)``, and the share of finite ones."""
    finite = 1.0
    v, scale = _scaled(y.reshape(-1))
    if v.size < y.size:  # what is left of units is of no use as a unit
        finite = v.size / y.size
        mean, std, spread = (float(v.mean()), float(v.std()), math.nan) if v.size else (math.nan,) * 3
    else:
        # variance of all = variance within units + variance of the units' means
        units = v.reshape(y.shape)
        means = units.mean(axis=0)
        spread = rms(np.subtract(units, means, out=work))
        mean = float(means.mean())
        std = math.hypot(spread, float(means.std()))
    return mean * scale, std * scale, spread * scale, finite


def _scaled(v: Array) -> tuple[Array, float]:
    """Return the finite values divided by a scale, and the scale: not 1 only when squares would over- or underflow."""
    if not v.size:
        return v, 1.0
    size = max(abs(float(v.min())), abs(float(v.max())))
    if not math.isfinite(size):
        v = v[np.isfinite(v)]
        size = max(abs(float(v.min())), abs(float(v.max()))) if v.size else 0.0
    small, large = (1e-12, 1e12) if v.dtype == np.float32 else (1e-120, 1e120)
    if size == 0 or small < size < large:
        return v, 1.0
    return v / v.dtype.type(size), size
