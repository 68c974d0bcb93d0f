"""Runs of one structure as one array, and the step that trains them: forward, loss, backward, update."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.config.words import LabError, mark
from core.networks.network import Draw, Network, Reader
from core.rules.optimizers.base import Hyper
from core.rules.schedules import Constant
from core.training.study import RunConfiguration, WeightDecay

Array = np.ndarray


class Population:
    """Runs of one structure, trained as one array, each by its own optimizer and with its own weight decay.

    Parameters
    ----------
    members : sequence of (int, RunConfiguration)
        Place in the experiment and configuration of each run.
    draw : callable, optional
        Where the initial weights come from; see `core.networks.network.initial_draw`.
    own : sequence of int
        Seeds of each run's own weights and masks; by default all share those of `seed`.
    steps : int
        Length of the whole training, by which schedules of the learning rate go.

    Attributes
    ----------
    network : Network
        The networks of all runs as one.
    states : list of dict
        What the optimizer of each run remembers.
    updates : int
        Mini-batches done.
    """

    def __init__(
        self,
        members: Sequence[tuple[int, RunConfiguration]],
        inputs: int,
        outputs: int,
        seed: int,
        dtype: type = np.float32,
        draw: Draw | None = None,
        own: Sequence[int] = (),
        steps: int = 1,
    ) -> None:
        self.places = [place for place, _ in members]
        self.runs = [run for _, run in members]
        self.network = Network(self.runs, inputs, outputs, seed, dtype, draw, self.runs[0].loss, own)
        self.updates = 0
        self._steps = steps
        self.states = [run.optimizer.start(theta) for run, theta in zip(self.runs, self.network.theta, strict=True)]
        self._hyperparameters = [run.optimizer.hyperparameters() for run in self.runs]
        self._work = np.empty_like(self.network.theta[0])

    def change(self, place: int, run: RunConfiguration) -> None:
        """Go on with other live settings (learning rate, momentum, weight decay) for the run at `place`.

        Raises
        ------
        LabError
            When anything differs that cannot change in the middle of training.
        """
        k = self.places.index(place)
        old = self.runs[k]
        if not old.can_become(run):
            raise LabError(mark("core", "only learning rate, momentum and weight decay can change during training"))
        self.runs[k] = run
        self._hyperparameters[k] = run.optimizer.hyperparameters()

    def step(self, x: Array, labels: Array, reader: Reader | None = None) -> Array:
        """Train every run on one mini-batch and return the losses before the update, ``(runs,)``.

        A reader, such as the probe of one of the runs, looks at both passes on the way.
        """
        taps = (reader.forward, reader.backward) if reader else ()
        network = self.network
        with np.errstate(all="ignore"):  # overflow is a lesson: it shows as a loss that is not finite
            loss = network.loss_and_gradient(x, labels, *taps)
            self.updates += 1
            # one run after another, so that its parameters stay in the processor's cache
            for k, run in enumerate(self.runs):
                theta, gradient = network.theta[k], network.gradient[k]
                if run.decay:
                    loss[k] += self._penalty(run.decay, theta, gradient)
                run.optimizer.update(theta, gradient, self.states[k], self.rates(k), self.updates, self._work)
        return loss

    def rates(self, k: int) -> Hyper:
        """Return the hyperparameters of a run in the newest step: with η_t = η f(t, T) for η."""
        h, schedule = self._hyperparameters[k], self.runs[k].schedule
        if isinstance(schedule, Constant):
            return h
        return {**h, "lr": h["lr"] * schedule.factor(self.updates, self._steps)}

    def _penalty(self, decay: WeightDecay, theta: Array, gradient: Array) -> float:
        """Return the penalty on the weights of one run, and add its derivative to the gradient."""
        count, strength = self.network.weight_count, decay.strength
        W, dW, work = theta[:count], gradient[:count], self._work[:count]
        if decay.kind == "l2":
            # L ← L + ½ λ ΣW²,  g ← g + λ W
            penalty = 0.5 * strength * np.vdot(W, W)
            np.multiply(W, strength, out=work)
        else:
            # L ← L + λ Σ|W|,  g ← g + λ sign W
            penalty = strength * np.add.reduce(np.abs(W, out=work))
            np.multiply(np.sign(W, out=work), strength, out=work)
        np.add(dW, work, out=dW)
        return penalty

    def norms(self) -> Array:
        """Return L1, L2 and L∞ norm of every run's weights, ``(runs, 3)``."""
        norms = []
        with np.errstate(all="ignore"):
            for W in self.network.weights:
                size = np.abs(W, out=self._work[: len(W)])
                norms.append([size.sum(), np.sqrt(np.vdot(W, W)), size.max()])
        return np.array(norms, self._work.dtype)
