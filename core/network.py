"""Networks of one shape, as one: built from configurations, run forward and backward.

All parameters of a run lie in one row of ``theta`` ``(runs, parameters)``: first the weights of every layer,
then everything that weight decay leaves alone (biases, γ, β).  The layers see views into it, and an optimizer
updates whole rows with a few array operations.  ``gradient`` has the same layout; the update uses it up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from core.experiment import RunConfiguration
from core.initializers import Initializer
from core.layers import Activate, Affine, BatchNormalization, Buffers, Dropout, Layer

Array = np.ndarray
Tap = Callable[[Layer, Array], None]

# Streams of random numbers that one seed is split into, so that none depends on how much another has used.
WEIGHTS, MASKS, BATCHES = 1, 2, 3


class Network:
    """Several networks of the same structure, trained side by side.

    Parameters
    ----------
    runs : sequence of RunConfiguration
        One per network, all of one `structure`.
    inputs, outputs : int
        Nodes of the input and output layer.
    seed : int
        Of initial weights and dropout masks.
    dtype : dtype
        float32 for training, float64 for checks.
    """

    def __init__(
        self,
        runs: Sequence[RunConfiguration],
        inputs: int,
        outputs: int,
        seed: int = 0,
        dtype: type = np.float32,
    ) -> None:
        self.runs = tuple(runs)
        self.loss = runs[0].loss
        self._targets: Array = np.eye(outputs, dtype=dtype)
        self.layers = self._build(inputs, outputs, seed)
        scratch: Buffers = {}
        for layer in self.layers:
            layer.scratch = scratch
        self._allot(np.dtype(dtype))
        self._initialize(seed)

    def _build(self, inputs: int, outputs: int, seed: int) -> list[Layer]:
        run = self.runs[0]
        masks = np.random.default_rng([seed, MASKS])
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

    def _initialize(self, seed: int) -> None:
        """W = σ z with one draw z from N(0, 1) for all runs, γ = 1, everything else 0."""
        affine = [layer for layer in self.layers if isinstance(layer, Affine)]
        for depth, layer in enumerate(affine):
            fan_in, fan_out = layer.shapes["W"]
            z = np.random.default_rng([seed, WEIGHTS, depth]).standard_normal((fan_in, fan_out))
            for k, run in enumerate(self.runs):
                initializer: Initializer = run.initializer
                layer.values["W"][k] = initializer.std(fan_in, fan_out) * z
        for any_layer in self.layers:
            if "gamma" in any_layer.values:
                any_layer.values["gamma"][...] = 1

    @property
    def weights(self) -> Array:
        """The weights of every run, ``(runs, weights)``, without biases, γ and β (a view)."""
        return self.theta[:, : self.weight_count]

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

    def loss_and_gradient(self, x: Array, labels: Array) -> Array:
        """Return the loss of each run on one mini-batch ``(runs,)``, and fill ``gradient``."""
        outputs = self.forward(x, train=True)
        t = self._targets.take(labels, axis=0, mode="clip")
        loss, dy = self.loss.value_and_gradient(outputs, t, out=outputs)
        self.backward(dy)
        return loss
