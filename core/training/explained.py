"""One step of a training, explained: forward, loss, backward, update, with the numbers of one weight at every stage.

The run is trained anew from its start, in double precision and with its own mini-batches and dropout masks, up to the
step that is explained.  The gradient of the weight stands beside a finite difference of the loss of the same mini-batch
under the same masks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.jobs import Report
from core.networks.layers import Affine, Layer
from core.training.batches import batches_of
from core.training.population import Population
from core.training.standing import Standing, put_standing, standings_of
from core.training.study import RunConfiguration, Settings

Array = np.ndarray

FORWARD, LOSS, BACKWARD, UPDATE = "forward", "loss", "backward", "update"
STAGES = (FORWARD, LOSS, BACKWARD, UPDATE)
MOST_STEPS = 500
"""Steps that are trained anew at most before one is explained."""
NUDGE = 1e-5
"""By which the weight is moved both ways for the finite difference, relative to max(1, |w|)."""


@dataclass(frozen=True, eq=False)
class LayerPass:
    """What passes through one layer with weights, for the image that is shown.

    Attributes
    ----------
    z : ndarray (nodes,)
        x W + b.
    y : ndarray (nodes,)
        After everything that follows until the next weights: normalization, activation, dropout.
    dz : ndarray (nodes,)
        ∂L/∂z of this image, which is its part of the mean over the mini-batch.
    """

    z: Array
    y: Array
    dz: Array


@dataclass(frozen=True)
class ChosenWeight:
    """The numbers of one weight w_ij, from unit i to unit j.

    Attributes
    ----------
    layer, i, j : int
        Which one: layer and units from 0.
    w, after : float
        Before and after the update.
    x, z, dz : float
        For the image that is shown: what comes from unit i, z of unit j, and ∂L/∂z of it.
    gradient : float
        ∂L/∂w of the mini-batch, without the penalty.
    penalty : float
        What weight decay adds to it.
    difference : float
        (L(w + h) − L(w − h)) / 2h, without the penalty as well.
    worked : tuple of str
        The update with its numbers, in LaTeX.
    """

    layer: int
    i: int
    j: int
    w: float
    after: float
    x: float
    z: float
    dz: float
    gradient: float
    penalty: float
    difference: float
    worked: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Explained:
    """One step.

    Attributes
    ----------
    run : RunConfiguration
        What is trained.
    step : int
        From 1.
    image : ndarray (features,)
        The first of the mini-batch, from 0 to 1.
    shape : tuple of int
        Of the image.
    label : int
        Its class.
    layers : tuple of LayerPass
        The last is the output layer, whose `y` are probabilities (softmax of z).
    loss : float
        Mean over the mini-batch, without the penalty.
    own_loss : float
        −log of the probability of the class of the image.
    count, right : int
        Images of the mini-batch, and how many of them are right before the update.
    weight : ChosenWeight
        That of the layer looked at whose gradient is largest.
    """

    run: RunConfiguration
    step: int
    image: Array
    shape: tuple[int, ...]
    label: int
    layers: tuple[LayerPass, ...]
    loss: float
    own_loss: float
    count: int
    right: int
    weight: ChosenWeight


class _Passes:
    """Reads both passes: of every layer with weights, what is needed of the first image."""

    def __init__(self) -> None:
        self.z: list[Array] = []
        self.y: list[Array] = []

    def forward(self, layer: Layer, y: Array) -> None:
        """Keep z behind weights, and y as what the last layer before the next weights gives."""
        if isinstance(layer, Affine):
            self.z.append(y[0].copy())
            self.y.append(y[0].copy())
        else:
            self.y[-1] = y[0].copy()


def _explain(
    population: Population, step: int, x: Array, labels: Array, shape: tuple[int, ...], layer: int
) -> Explained:
    """Train one step, and return what happens in it."""
    network, run = population.network, population.runs[0]
    before = _standing(population)
    passes = _Passes()
    loss = float(network.loss_and_gradient(x, labels, passes.forward)[0])
    affine = [each for each in network.layers if isinstance(each, Affine)]
    dzs = _gradients_of_z(population, x, labels, before)
    probabilities = _softmax(passes.z[-1])
    passes.y[-1] = probabilities
    layers = tuple(LayerPass(z[0], y[0], dz[0]) for z, y, dz in zip(passes.z, passes.y, dzs, strict=True))
    layer = min(max(layer, 0), len(affine) - 1)
    W, dW = affine[layer].values["W"][0], affine[layer].gradients["W"][0].copy()
    i, j = (int(part) for part in np.unravel_index(int(np.abs(dW).argmax()), dW.shape))
    w, gradient = float(W[i, j]), float(dW[i, j])
    place = _place_of(network.theta, affine[layer].values["W"]) + i * W.shape[1] + j
    difference = _difference(population, x, labels, before, place, w)
    penalty = 0.0
    if run.decay is not None:
        penalty = run.decay.strength * (w if run.decay.kind == "l2" else float(np.sign(w)))
    put_standing(network, 0, population.states[0], before)
    old = {name: float(rows[place]) for name, rows in run.optimizer.reading(population.states[0]).items()}
    population.step(x, labels)
    new = {name: float(rows[place]) for name, rows in run.optimizer.reading(population.states[0]).items()}
    after, g = float(network.theta[0, place]), gradient + penalty
    worked = run.optimizer.worked(
        population.rates(0), {"w": w, "g": g, **old}, {"w": after, "g": g, **new}, population.updates
    )
    weight = ChosenWeight(
        layer=layer,
        i=i,
        j=j,
        w=w,
        after=after,
        x=float(x[0, i] if layer == 0 else layers[layer - 1].y[i]),
        z=float(layers[layer].z[j]),
        dz=float(layers[layer].dz[j]),
        gradient=gradient,
        penalty=penalty,
        difference=difference,
        worked=worked,
    )
    own = -float(np.log(max(probabilities[0, labels[0]], np.finfo(float).tiny)))
    right = int((probabilities.argmax(axis=1) == labels).sum())
    return Explained(run, step, x[0].copy(), shape, int(labels[0]), layers, loss, own, len(labels), right, weight)


def _standing(population: Population) -> Standing:
    (standing,) = standings_of(population.network, population.states, population.updates, np.zeros(1), 0.0)
    return standing


def _gradients_of_z(population: Population, x: Array, labels: Array, before: Standing) -> list[Array]:
    """Return ∂L/∂z ``(batch, nodes)`` of every layer with weights, by the passes of the network itself."""
    network = population.network
    put_standing(network, 0, population.states[0], before)
    affine = [each for each in network.layers if isinstance(each, Affine)]
    found: dict[Layer, Array] = {}
    layers = network.layers
    outputs = network.forward(x, train=True)
    t = np.eye(outputs.shape[-1])[labels]
    _, dy = network.loss.value_and_gradient(outputs, t, out=outputs)
    for layer in reversed(layers):
        if isinstance(layer, Affine):
            found[layer] = dy[0].copy()
        dy = layer.backward(dy)
    return [found[layer] for layer in affine]


def _difference(population: Population, x: Array, labels: Array, before: Standing, place: int, w: float) -> float:
    """Return the finite difference of the loss with respect to one parameter."""
    network, h = population.network, NUDGE * max(1.0, abs(w))
    losses = []
    for sign in (1, -1):
        put_standing(network, 0, population.states[0], before)
        network.theta[0, place] = w + sign * h
        losses.append(float(network.loss_and_gradient(x, labels)[0]))
    return (losses[0] - losses[1]) / (2 * h)


def _place_of(theta: Array, values: Array) -> int:
    """Return where the values of a layer begin in the flat vector of their run."""
    first, here = (each.__array_interface__["data"][0] for each in (theta, values))
    return int(here - first) // theta.itemsize


def _softmax(z: Array) -> Array:
    shares = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


class Explaining:
    """A task that trains a run anew up to a step, and explains that.

    Parameters
    ----------
    run : RunConfiguration
        What is trained.
    settings : Settings
        What it is trained with.
    step : int
        Which step, from 1 to `MOST_STEPS`.
    layer : int
        Of the weight that is looked at, from 0; beyond the last, the last.
    """

    def __init__(self, run: RunConfiguration, settings: Settings, step: int, layer: int) -> None:
        self._run, self._settings, self._step, self._layer = run, settings, step, layer
        self._found: Explained | None = None

    def run(self) -> Iterator[Report]:
        """Do it."""
        settings = self._settings
        dataset = settings.data.load()
        train = dataset.split(settings.train_size, settings.validation_share, settings.seed).train
        inputs = train.images.shape[1]
        population = Population(
            [(0, self._run)], inputs, dataset.classes, settings.seed, np.float64, steps=settings.steps
        )
        batches = batches_of(train, settings, np.float64)
        for _ in range(self._step - 1):
            population.step(*next(batches))
            yield Report(whole=False)
        x, labels = next(batches)
        with np.errstate(all="ignore"):
            self._found = _explain(population, self._step, x, labels, train.shape, self._layer)
        yield Report()

    def snapshot(self) -> Explained | None:
        """Return what was found."""
        return self._found
