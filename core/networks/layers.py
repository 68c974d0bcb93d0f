"""The layers of a network: affine, activation, batch normalization, dropout.

Every array may carry a leading axis of runs: activations are ``(runs, batch, nodes)``, weights
``(runs, in, out)``, biases ``(runs, 1, out)``, so the same lines train one network or a hundred of one
shape.  `forward` keeps what `backward` needs; `backward` takes ∂L/∂y (which it may overwrite), leaves the
gradients of the layer's own parameters in ``gradients`` and returns ∂L/∂x.

Parameters and their gradients are views into the flat vectors of the network (see `core.networks.network`).
Results go into buffers that are made anew only when the shape of the input changes, so they are valid until
the next call.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from core.rules.activations import Activation

Array = np.ndarray
Buffers = dict[tuple[object, ...], Array]


class Layer:
    """Base of the layers.

    Attributes
    ----------
    shapes : dict of str to tuple
        Shape of each parameter of one run; names in `weights` are subject to weight decay.
    values, gradients : dict of str to ndarray
        The parameters and ∂L/∂parameter, views handed in by the network.
    scratch : dict
        Arrays shared by the layers of a network; fewer arrays in use stay in the processor's cache.
    """

    weights: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.values: dict[str, Array] = {}
        self.gradients: dict[str, Array] = {}
        self.scratch: Buffers = {}
        self._shape: tuple[int, ...] | None = None

    def _make_buffers(self, x: Array) -> None:
        """Make the arrays that inputs of this shape need.  `forward` calls it when the shape is another than before."""
        self._shape = x.shape

    def forward(self, x: Array, train: bool) -> Array:
        """Return the layer's output for input `x`; `train` tells training from testing."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        """Return ∂L/∂x from ∂L/∂y of the last training forward pass."""
        raise NotImplementedError

    def beside(self, scratch: Buffers, runs: slice) -> Layer:
        """Return this layer of some of the runs, with the same parameters, but arrays of its own, for a test."""
        other = copy.copy(self)
        other.values = {name: value[runs] for name, value in self.values.items()}
        other.scratch = scratch
        other._shape = None
        return other

    def _shared(self, name: str, shape: tuple[int, ...], dtype: np.dtype) -> Array:
        """Return an array shared with layers of the same kind, for a gradient that the next layer uses up."""
        array = self.scratch.get((name, shape))
        if array is None:
            array = self.scratch[name, shape] = np.empty(shape, dtype)
        return array

    def _spare(self, x: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
        """Return an array for the output at test, where nothing is kept: one of two that all layers use in turns."""
        one = self._shared("test", shape, dtype)
        return self._shared("test in turn", shape, dtype) if x is one else one


class Affine(Layer):
    """y = x W + b.

    Parameters
    ----------
    fan_in, fan_out : int
        Nodes before and after.
    needs_dx : bool
        False for the first layer of a network, which has nothing to pass the gradient on to.
    """

    weights = ("W",)

    def __init__(self, fan_in: int, fan_out: int, needs_dx: bool = True) -> None:
        super().__init__()
        self.shapes = {"W": (fan_in, fan_out), "b": (1, fan_out)}
        self.needs_dx = needs_dx

    def _make_buffers(self, x: Array) -> None:
        super()._make_buffers(x)
        W = self.values["W"]
        rows, fan_in, fan_out = x.shape[-2], *W.shape[-2:]
        self._y = np.empty((len(W), rows, fan_out), W.dtype)
        self._ones = np.ones((1, rows), W.dtype)
        if self.needs_dx:
            self._dx = self._shared("affine dx", (len(W), rows, fan_in), W.dtype)

    def forward(self, x: Array, train: bool) -> Array:
        W = self.values["W"]
        if train:
            if x.shape != self._shape:
                self._make_buffers(x)
            self.x, y = x, self._y
        else:
            y = self._spare(x, (len(W), x.shape[-2], W.shape[-1]), W.dtype)
        # y = x W + b
        np.matmul(x, W, out=y)
        return np.add(y, self.values["b"], out=y)

    def backward(self, dy: Array) -> Array:
        # ∂L/∂W = xᵀ dy,  ∂L/∂b = Σ dy (a product with a row of ones is faster than a sum),  ∂L/∂x = dy Wᵀ
        np.matmul(self.x.mT, dy, out=self.gradients["W"])
        np.matmul(self._ones, dy, out=self.gradients["b"])
        if not self.needs_dx:
            return dy
        return np.matmul(dy, self.values["W"].mT, out=self._dx)


class Activate(Layer):
    """y = h(x) with one of the activation functions; y takes the place of x where h′ can be had from y."""

    def __init__(self, function: Activation) -> None:
        super().__init__()
        self.function = function

    def _make_buffers(self, x: Array) -> None:
        super()._make_buffers(x)
        self._y = None if self.function.in_place else np.empty_like(x)
        self._dx = self._shared("activate dx", x.shape, x.dtype)

    def forward(self, x: Array, train: bool) -> Array:
        if not train:
            return self.function.value(x, out=x if self.function.in_place else self._spare(x, x.shape, x.dtype))
        if x.shape != self._shape:
            self._make_buffers(x)
        self.x, self.y = x, self.function.value(x, out=x if self._y is None else self._y)
        return self.y

    def backward(self, dy: Array) -> Array:
        # ∂L/∂x = ∂L/∂y ⊙ h′(x)
        slope = self.function.slope(self.x, self.y, out=self._dx)
        return np.multiply(dy, slope, out=slope)


class BatchNormalization(Layer):
    """x̂ = (x − μ_B) / √(σ²_B + ε), y = γ x̂ + β.

    In training μ_B and σ²_B (biased: divided by the batch size) are those of the mini-batch; at test, running
    averages (0.9 of the old value) stand in for them.

    References
    ----------
    S. Ioffe, C. Szegedy, "Batch normalization", arXiv:1502.03167 (2015).
    """

    epsilon = 1e-6
    kept = 0.9

    def __init__(self, nodes: int) -> None:
        super().__init__()
        self.shapes = {"gamma": (1, nodes), "beta": (1, nodes)}
        self.begin()

    def begin(self) -> None:
        """Forget the running averages."""
        self.running_mean: Array | float = 0.0
        self.running_variance: Array | float = 1.0
        self._steps = 0

    def beside(self, scratch: Buffers, runs: slice) -> Layer:
        other = copy.copy(self)
        if self._steps:
            other.resume(np.asarray(self.running_mean)[runs], np.asarray(self.running_variance)[runs])
        return super(BatchNormalization, other).beside(scratch, runs)

    def resume(self, mean: Array, variance: Array) -> None:
        """Go on from running averages ``(runs, 1, nodes)`` of batches before."""
        self.running_mean, self.running_variance = mean, variance
        self._steps = 1

    def _make_buffers(self, x: Array) -> None:
        super()._make_buffers(x)
        self._y, self.xhat = np.empty_like(x), np.empty_like(x)
        self._dx = self._shared("normalize dx", x.shape, x.dtype)

    def forward(self, x: Array, train: bool) -> Array:
        gamma, beta = self.values["gamma"], self.values["beta"]
        if not train:
            # y = γ (x − μ) / √(σ² + ε) + β with the running averages, as one scale and one shift
            scale = gamma / np.sqrt(self.running_variance + self.epsilon)
            y = np.multiply(x, scale, out=self._spare(x, x.shape, x.dtype))
            return np.add(y, beta - scale * self.running_mean, out=y)
        if x.shape != self._shape:
            self._make_buffers(x)
        y = self._y
        count = x.shape[-2]
        # μ = mean of x,  σ² = mean of (x − μ)²,  x̂ = (x − μ) / √(σ² + ε)
        mean = np.add.reduce(x, axis=-2, keepdims=True) / count
        xhat = np.subtract(x, mean, out=self.xhat)
        variance = np.add.reduce(np.multiply(xhat, xhat, out=y), axis=-2, keepdims=True) / count
        self.inverse_std = 1 / np.sqrt(variance + self.epsilon)
        np.multiply(xhat, self.inverse_std, out=xhat)
        # the first batch fills the averages, so that they need no time to forget an arbitrary start
        kept = self.kept if self._steps else 0.0
        self._steps += 1
        self.running_mean = kept * self.running_mean + (1 - kept) * mean
        self.running_variance = kept * self.running_variance + (1 - kept) * variance
        # y = γ x̂ + β
        np.multiply(xhat, gamma, out=y)
        return np.add(y, beta, out=y)

    def backward(self, dy: Array) -> Array:
        dgamma, dbeta = self.gradients["gamma"], self.gradients["beta"]
        xhat, dx = self.xhat, self._dx
        # ∂L/∂γ = Σ dy ⊙ x̂,  ∂L/∂β = Σ dy
        np.add.reduce(np.multiply(dy, xhat, out=dx), axis=-2, keepdims=True, out=dgamma)
        np.add.reduce(dy, axis=-2, keepdims=True, out=dbeta)
        # ∂L/∂x = γ / √(σ² + ε) · (dy − mean(dy) − x̂ mean(dy ⊙ x̂))
        count = dy.shape[-2]
        np.multiply(xhat, dgamma / count, out=dx)
        np.subtract(dy, dx, out=dx)
        np.subtract(dx, dbeta / count, out=dx)
        return np.multiply(dx, self.values["gamma"] * self.inverse_std, out=dx)


class Dropout(Layer):
    """In training y = x ⊙ mask, where a unit is kept with probability 1 − ratio; at test y = x (1 − ratio).

    The form of the slides, not the inverted one of today's libraries, which divides by 1 − ratio in training
    instead.  All runs draw from the same uniform numbers: a unit dropped at ratio 0.1 is dropped at 0.2 too.

    Parameters
    ----------
    ratios : sequence of float
        Share of units dropped, in [0, 1), one per run.
    rng : numpy.random.Generator
        Source of the masks.
    own : sequence of numpy.random.Generator
        Sources of each run's own masks, in place of that which all share; none by default.

    References
    ----------
    N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014).
    """

    def __init__(self, ratios: Sequence[float], rng: np.random.Generator) -> None:
        super().__init__()
        self.begin(ratios, rng)

    def begin(self, ratios: Sequence[float], rng: np.random.Generator, own: Sequence[np.random.Generator] = ()) -> None:
        """Go on with these ratios and masks."""
        self.ratios = np.array(ratios, dtype=np.float32).reshape(-1, 1, 1)
        self.rng, self.own = rng, tuple(own)

    def beside(self, scratch: Buffers, runs: slice) -> Layer:
        other = copy.copy(self)
        other.ratios = self.ratios[runs]
        return super(Dropout, other).beside(scratch, runs)

    def _make_buffers(self, x: Array) -> None:
        super()._make_buffers(x)
        self._y = np.empty_like(x)
        self._draw = np.empty(x.shape if self.own else x.shape[-2:], np.float32)
        self.mask = np.empty(x.shape, bool)
        self._dx = self._shared("dropout dx", x.shape, x.dtype)

    def forward(self, x: Array, train: bool) -> Array:
        if not train:
            return np.multiply(x, (1 - self.ratios).astype(x.dtype), out=self._spare(x, x.shape, x.dtype))
        if x.shape != self._shape:
            self._make_buffers(x)
        if self.own:
            for rng, draw in zip(self.own, self._draw, strict=True):
                rng.random(out=draw, dtype=np.float32)
        else:
            self.rng.random(out=self._draw, dtype=np.float32)
        np.greater_equal(self._draw, self.ratios, out=self.mask)
        # y = x ⊙ mask
        return np.multiply(x, self.mask, out=self._y)

    def backward(self, dy: Array) -> Array:
        return np.multiply(dy, self.mask, out=self._dx)
