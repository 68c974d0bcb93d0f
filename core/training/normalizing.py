"""Batch normalization at work: what it does to one unit of a network, over one mini-batch of the training.

The mini-batch is the one that the network meets next, with its own dropout masks.  It can be cut into groups that are
normalized each by itself, as smaller mini-batches would be: of one image nothing is left, of two only a sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.jobs import Report
from core.networks.layers import Activate, Affine, BatchNormalization, Dropout
from core.networks.network import Network
from core.training.batches import batches_of
from core.training.masks import masks_of
from core.training.recording import Weights, put_weights
from core.training.study import RunConfiguration, Settings

Array = np.ndarray

EPSILON = BatchNormalization.epsilon
MOST_IMAGES = 1024
"""Images of a larger mini-batch that are cut into groups; one group may have more."""


@dataclass(frozen=True, eq=False)
class UnitNormalized:
    """One unit over the groups of a mini-batch; of a run without batch normalization, what would have been normalized.

    Attributes
    ----------
    run : RunConfiguration
        What is looked at.
    step : int
        Mini-batches done before.
    layer, layers, unit, units : int
        Which hidden layer of how many, which unit of how many, from 0.
    batch : int
        Images of the mini-batch.
    together : int
        Images of a group.
    entered : ndarray (groups, together)
        What comes into the normalization: z = x W + b, or h(z) where it stands after the activation.
    normalized : ndarray (groups, together) or None
        x̂ = (x − μ_B) / √(σ²_B + ε) with the μ_B and σ²_B of each group; None without batch normalization.
    left : ndarray (groups, together)
        y = γ x̂ + β; without batch normalization h(z).
    means, variances : ndarray (groups,)
        μ_B and σ²_B (divided by the number of images) of the unit.
    gamma, beta : float
        Of the unit.
    at_test : tuple of float or None
        Running mean and variance, which stand in for μ_B and σ²_B at test; None before the first step.
    all_means, all_spreads : ndarray (units,)
        μ_B and σ_B of every unit of the layer, over the first group.
    all_at_test : tuple of ndarray (units,) or None
        Running mean and the root of the running variance of every unit.
    """

    run: RunConfiguration
    step: int
    layer: int
    layers: int
    unit: int
    units: int
    batch: int
    together: int
    entered: Array
    normalized: Array | None
    left: Array
    means: Array
    variances: Array
    gamma: float
    beta: float
    at_test: tuple[float, float] | None
    all_means: Array
    all_spreads: Array
    all_at_test: tuple[Array, Array] | None

    @property
    def place(self) -> str:
        """Where the normalization stands: "before" or "after" the activation; empty without any."""
        return self.run.batch_norm.place if self.run.batch_norm else ""

    @property
    def is_finite(self) -> bool:
        """Whether there is anything to draw and to say."""
        return bool(np.isfinite(self.entered).all() and np.isfinite(self.left).all())


def sizes_of_groups(batch: int) -> list[int]:
    """Return into groups of how many images a mini-batch can be cut: powers of two, and the whole of it."""
    sizes = [2**power for power in range(batch.bit_length()) if 2**power < batch]
    return [*sizes, batch]


def normalized_unit(
    run: RunConfiguration,
    network: Network,
    x: Array,
    masks: Sequence[Array],
    step: int,
    place: tuple[int, int],
    together: int,
) -> UnitNormalized:
    """Return what happens to one unit.

    Parameters
    ----------
    run : RunConfiguration
        What is looked at.
    network : Network
        Of this run, with the weights and the running averages of the moment.
    x : ndarray (batch, inputs)
        The mini-batch.
    masks : sequence of ndarray (batch, nodes)
        Of every hidden layer; none without dropout.
    step : int
        Mini-batches done before.
    place : (int, int)
        Hidden layer and unit, from 0; beyond the last, the last.
    together : int
        Images of a group; 0, or more than there are, for all.  Without batch normalization there are no groups.
    """
    batch = len(x)
    together = min(together, batch) if together > 0 and run.batch_norm else batch
    groups = max(1, min(batch, MOST_IMAGES) // together)
    layer = min(place[0], len(run.hidden) - 1)
    unit = min(place[1], run.hidden[layer] - 1)

    def cut(rows: Array) -> Array:
        return rows[: groups * together].reshape(groups, together, -1)

    flow, hidden = cut(x), -1
    norm: BatchNormalization | None = None
    entered = normalized = None
    means = variances = np.zeros(0)
    for part in network.layers:
        if isinstance(part, Affine):
            if hidden == layer:
                break
            hidden += 1
            flow = flow @ part.values["W"][0] + part.values["b"][0]
            if hidden == layer:
                entered, means, variances = _seen(flow)
        elif isinstance(part, BatchNormalization):
            before, here_means, here_variances = _seen(flow)
            xhat = (flow - here_means) / np.sqrt(here_variances + EPSILON)
            flow = xhat * part.values["gamma"][0] + part.values["beta"][0]
            if hidden == layer:
                norm, entered, normalized = part, before, xhat
                means, variances = here_means, here_variances
                break
        elif isinstance(part, Activate):
            flow = part.function.value(flow)
            if hidden == layer and run.batch_norm is None:
                break
        elif isinstance(part, Dropout):
            flow = flow * cut(masks[hidden])
    assert entered is not None
    averages = None
    if norm is not None and step > 0:
        both = (
            np.broadcast_to(each, (1, 1, run.hidden[layer]))[0, 0]
            for each in (norm.running_mean, norm.running_variance)
        )
        mean, variance = both
        averages = mean.astype(float), np.sqrt(variance.astype(float)), variance.astype(float)
    return UnitNormalized(
        run=run,
        step=step,
        layer=layer,
        layers=len(run.hidden),
        unit=unit,
        units=run.hidden[layer],
        batch=batch,
        together=together,
        entered=entered[..., unit].astype(float),
        normalized=normalized[..., unit].astype(float) if normalized is not None else None,
        left=flow[..., unit].astype(float),
        means=means[:, 0, unit].astype(float),
        variances=variances[:, 0, unit].astype(float),
        gamma=float(norm.values["gamma"][0, 0, unit]) if norm else 1.0,
        beta=float(norm.values["beta"][0, 0, unit]) if norm else 0.0,
        at_test=(float(averages[0][unit]), float(averages[2][unit])) if averages else None,
        all_means=means[0, 0].astype(float),
        all_spreads=np.sqrt(variances[0, 0].astype(float)),
        all_at_test=averages[:2] if averages else None,
    )


def _seen(flow: Array) -> tuple[Array, Array, Array]:
    """Return what flows, and its mean and (biased) variance over the images of each group."""
    mean = flow.mean(axis=-2, keepdims=True)
    return flow, mean, np.square(flow - mean).mean(axis=-2, keepdims=True)


class Normalizing:
    """A task that looks at one unit of a run at one moment, over the mini-batch that comes next.

    Parameters
    ----------
    run, settings
        What is trained, and with what.
    weights : Weights or None
        Of the moment; None for the initial ones.
    step : int
        Mini-batches done.
    place : (int, int)
        Hidden layer and unit, from 0.
    together : int
        Images normalized together; 0 for all.
    """

    def __init__(
        self,
        run: RunConfiguration,
        settings: Settings,
        weights: Weights | None,
        step: int,
        place: tuple[int, int],
        together: int,
    ) -> None:
        self._run, self._settings, self._weights = run, settings, weights
        self._step, self._place, self._together = step, place, together
        self._found: UnitNormalized | None = None

    def run(self) -> Iterator[Report]:
        """Do it."""
        run, settings, step = self._run, self._settings, self._step
        dataset = settings.data.load()
        train = dataset.split(settings.train_size, settings.validation_share, settings.seed).train
        x, _ = next(batches_of(train, settings, done=step))
        yield Report(whole=False)
        network = Network([run], x.shape[1], dataset.classes, settings.seed)
        if self._weights is not None:
            put_weights(network, 0, self._weights)
        masks = masks_of(run, settings, step)
        with np.errstate(all="ignore"):
            self._found = normalized_unit(run, network, x, masks, step, self._place, self._together)
        yield Report()

    def snapshot(self) -> UnitNormalized | None:
        """Return what was found."""
        return self._found
