"""The training of one network on MNIST, read layer by layer on the way (`core.training.watching`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.data.datasets import MNIST
from core.networks.configuration import NetworkConfiguration
from core.networks.probe import WatchRecord
from core.rules.optimizers import SGD
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import Trainer, prepare
from core.training.watching import Watch

READINGS = 200
"""Readings of a training that nobody asks for any."""


def single_run(network: NetworkConfiguration, lr: float) -> RunConfiguration:
    """Return a network, with an output layer for ten digits, trained by plain SGD with cross-entropy."""
    settings = {name: getattr(network, name) for name in NetworkConfiguration.parameters()}
    return RunConfiguration(**settings, optimizer=SGD(lr=lr))


def single_experiment(network: NetworkConfiguration, lr: float, batch_size: int, steps: int, seed: int) -> Experiment:
    """Return the training of one network on MNIST, without measuring accuracy on the way."""
    settings = Settings(
        data=MNIST(),
        batch_size=batch_size,
        length=steps,
        evaluate_every=steps,
        evaluation_images=100,
        seed=seed,
    )
    return Experiment(settings, (single_run(network, lr),))


def watched(experiment: Experiment, every: int = 0, step: int = 0) -> list[Trainer]:
    """Return the trainer of an experiment of one run, watched from its first step on.

    Parameters
    ----------
    experiment : Experiment
        What is trained.
    every, step : int
        Which steps are read (see `Watch`); the first is in any case.
    """
    trainers = prepare(experiment)
    for trainer in trainers:
        trainer.watch = Watch(0, every, step=step)
        trainer.watch.ask()
    return trainers


def readings_of(snapshots: Sequence[Any], place: int) -> tuple[tuple[WatchRecord, ...], dict[int, float]]:
    """Return what was read of a run, from the newest snapshots of its race, and the losses of the steps read."""
    for snapshot in snapshots:
        seen = snapshot.watched
        if seen is None or seen.place != place:
            continue
        loss = snapshot.loss[:, snapshot.runs.index(place)]
        steps = [record.step for record in seen.records if record.step <= len(loss)]
        return seen.records, {step: float(loss[step - 1]) for step in steps}
    return (), {}
