"""Networks of one shape, as one: built from configurations, run forward and backward.

All parameters of a run lie in one row of ``theta`` ``(runs, parameters)``: first the weights of every layer,
then everything that weight decay leaves alone (biases, γ, β).  The layers see views into it, and an optimizer
updates whole rows with a few array operations.  ``gradient`` has the same layout; the update uses it up.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from core.jobs import heed_stop
from core.networks.configuration import NetworkConfiguration
from core.networks.layers import Activate, Affine, BatchNormalization, Buffers, Dropout, Layer
from core.rules.losses import Loss, SoftmaxCrossEntropy

Array = np.ndarray
Tap = Callable[[Layer, Array], None]


class Reader(Protocol):
    """Looks at both passes: each layer with its output on the way forward, with a gradient on the way back."""

    def forward(self, layer: Layer, x: Array) -> None:
        """Look at the output of a layer; see `Network.forward`."""

    def backward(self, layer: Layer, dy: Array) -> None:
        """Look at the gradient that a layer passes back; see `Network.backward`."""


Draw = Callable[[int, int, int, int], Array]

# Streams of random numbers that one seed is split into, so that none depends on how much another has used.
WEIGHTS, MASKS, BATCHES = 1, 2, 3


def initial_draw(seed: int, depth: int, fan_in: int, fan_out: int) -> Array:
    """Return z from N(0, 1) for the weights ``(fan_in, fan_out)`` of the layer at `depth`, counted from 0."""
    return np.random.default_rng([seed, WEIGHTS, depth]).standard_normal((fan_in, fan_out))


class Network:
    """Several networks of the same structure, trained side by side.

    Parameters
    ----------
    runs : sequence of NetworkConfiguration
        One per network, all of one `structure`.
    inputs, outputs : int
        Nodes of the input and output layer; with 0 outputs the network ends with its last hidden layer.
    seed : int
        Of initial weights and dropout masks.
    own : sequence of int
        Seeds of each run's own weights and masks, in place of that which all share; none by default.
    dtype : dtype
        float32 for training, float64 for checks.
    draw : callable
        Where z comes from, by default always anew; see `initial_draw`.
    loss : Loss, optional
        What `loss_and_gradient` measures; softmax with cross-entropy by default.
    """

    def __init__(
        self,
        runs: Sequence[NetworkConfiguration],
        inputs: int,
        outputs: int,
        seed: int = 0,
        dtype: type = np.float32,
        draw: Draw | None = None,
        loss: Loss | None = None,
        own: Sequence[int] = (),
    ) -> None:
        self.runs = tuple(runs)
        self.seed, self.own = seed, tuple(own)
        self.loss = loss or SoftmaxCrossEntropy()
        self._targets: Array = np.eye(outputs, dtype=dtype)
        self.layers = self._build(inputs, outputs)
        scratch: Buffers = {}
        for layer in self.layers:
            layer.scratch = scratch
        self._allot(np.dtype(dtype))
        self.begin(self.runs, draw or initial_draw)

    def _build(self, inputs: int, outputs: int) -> list[Layer]:
        run = self.runs[0]
        masks = np.random.default_rng()  # another one takes its place in `begin`
        layers: list[Layer] = []
        fan_in = inputs
        for nodes in run.hidden:
            layers.append(Affine(fan_in, nodes, needs_dx=bool(layers)))
            if run.batch_norm and run.batch_norm.place == "before":
                layers.append(BatchNormalization(nodes))
            layers.append(Activate(run.activation))
            if run.batch_norm and run.batch_norm.place == "after":
                layers.append(BatchNormalization(nodes))
            if run.dropout:
                layers.append(Dropout([r.dropout.ratio for r in self.runs if r.dropout], masks))
            fan_in = nodes
        if outputs:
            layers.append(Affine(fan_in, outputs))
        return layers

    def _allot(self, dtype: np.dtype) -> None:
        """Give every layer its views into the flat vectors: weights first, the rest behind."""
        slots = [(layer, name, shape) for layer in self.layers for name, shape in layer.shapes.items()]
        slots.sort(key=lambda slot: slot[1] not in slot[0].weights)
        count = len(self.runs)
        total = sum(int(np.prod(shape)) for _, _, shape in slots)
        self.theta = np.zeros((count, total), dtype)
        self.gradient = np.zeros((count, total), dtype)
        self.weight_count = 0
        place = 0
        for layer, name, shape in slots:
            end = place + int(np.prod(shape))
            layer.values[name] = self.theta[:, place:end].reshape(count, *shape)
            layer.gradients[name] = self.gradient[:, place:end].reshape(count, *shape)
            place = end
            if name in layer.weights:
                self.weight_count = end

    def begin(self, runs: Sequence[NetworkConfiguration], draw: Draw) -> None:
        """Go back to the start, with the initial weights of `runs`, which have the structure of those before.

        W = σ z with one draw z from N(0, 1) for all runs of one seed, γ = 1, everything else 0; the same dropout masks
        again.
        """
        self.runs = tuple(runs)
        for theta in self.theta:
            heed_stop()
            theta.fill(0)
        affine = [layer for layer in self.layers if isinstance(layer, Affine)]
        for depth, layer in enumerate(affine):
            fan_in, fan_out = layer.shapes["W"]
            heed_stop()  # a large network takes seconds
            z = draw(self.seed, depth, fan_in, fan_out)
            for k, run in enumerate(self.runs):
                heed_stop()
                if self.own:
                    z = draw(self.own[k], depth, fan_in, fan_out)
                np.multiply(z, run.initializer.std(fan_in, fan_out), out=layer.values["W"][k])
        masks = np.random.default_rng([self.seed, MASKS])
        own = [np.random.default_rng([seed, MASKS]) for seed in self.own]
        for any_layer in self.layers:
            if isinstance(any_layer, BatchNormalization):
                any_layer.begin()
                any_layer.values["gamma"].fill(1)
            elif isinstance(any_layer, Dropout):
                any_layer.begin([run.dropout.ratio for run in self.runs if run.dropout], masks, own)

    @property
    def weights(self) -> Array:
        """The weights of every run, ``(runs, weights)``, without biases, γ and β (a view)."""
        return self.theta[:, : self.weight_count]

    def beside(self, at_once: int) -> list[Network]:
        """Return networks of these very parameters to be run forward at test, by any thread, up to `at_once` runs each.

        They have arrays of their own, shared among them.  Their running averages are those of now.
        """
        scratch: Buffers = {}
        found = []
        for start in range(0, len(self.runs), at_once):
            runs = slice(start, start + at_once)
            other = copy.copy(self)
            other.runs, other.theta, other.gradient = self.runs[runs], self.theta[runs], self.gradient[runs]
            other.layers = [layer.beside(scratch, runs) for layer in self.layers]
            found.append(other)
        return found

    def forward(self, x: Array, train: bool = False, tap: Tap | None = None) -> Array:
        """Return the outputs ``(runs, batch, outputs)`` for inputs ``(batch, inputs)``.

        Parameters
        ----------
        x : ndarray
            Inputs, shared by all runs, or ``(runs, batch, inputs)``.
        train : bool
            Whether batch statistics and dropout masks are used, and what `backward` needs is kept.
        tap : callable, optional
            Called with each layer and its output; copy what is to be kept, as a later layer may overwrite it.
        """
        for layer in self.layers:
            x = layer.forward(x, train)
            if tap:
                tap(layer, x)
        return x

    def backward(self, dy: Array, tap: Tap | None = None) -> None:
        """Fill ``gradient`` from ∂L/∂outputs.

        `tap` is called with each layer and ∂L/∂(its input); for the first layer, whose input needs no gradient, with
        ∂L/∂(its output).  Copy what is to be kept.
        """
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
            if tap:
                tap(layer, dy)

    def loss_and_gradient(
        self, x: Array, labels: Array, forward_tap: Tap | None = None, backward_tap: Tap | None = None
    ) -> Array:
        """Return the loss of each run on one mini-batch ``(runs,)``, and fill ``gradient``; taps as in both passes.

        The mini-batch is shared by all runs, or each has its own: ``(runs, batch, inputs)`` and ``(runs, batch)``.
        """
        outputs = self.forward(x, train=True, tap=forward_tap)
        t = self._targets.take(labels, axis=0, mode="clip")
        loss, dy = self.loss.value_and_gradient(outputs, t, out=outputs)
        self.backward(dy, tap=backward_tap)
        return loss
