"""What watching promises: training goes on as without it, what is read is what was trained, the past stays in reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.jobs import Job
from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.layers import Affine
from core.networks.network import Network
from core.rules.activations import Sigmoid
from core.rules.initializers import Xavier
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD, Adam
from core.training.batches import mini_batches
from core.training.trainer import Trainer
from core.training.watching import MOST_RECORDS, Watch
from tests.core.helpers import race, small, theta_of, trained, trainer_of, until

RUNS = (
    small(optimizer=Adam(lr=0.01)),
    small(optimizer=SGD(lr=0.1), batch_norm=BatchNorm(place="before"), dropout=DropoutPart(ratio=0.3)),
    small(optimizer=SGD(lr=0.2), initializer=Xavier()),
)


def watched(experiment, data, watch, dtype=np.float32) -> Trainer:
    """Return the trainer after its last step, watched from the first."""
    trainer = trainer_of(experiment, data, dtype=dtype)
    trainer.watch = watch
    for _ in trainer.run():
        pass
    return trainer


@pytest.mark.parametrize("place", range(len(RUNS)))
def test_training_is_the_same_to_the_last_bit_with_a_watch_and_without(tiny_dataset, place):
    experiment = race(*RUNS)
    plain = trained(experiment, tiny_dataset, dtype=np.float32)
    seen = watched(experiment, tiny_dataset, Watch(place, every=1))
    assert (seen.snapshot().loss == plain.snapshot().loss).all()
    for other in range(len(RUNS)):
        assert (theta_of(seen, other) == theta_of(plain, other)).all()
    assert len(seen.snapshot().watched.records) == 20 and plain.snapshot().watched is None


def test_what_is_read_is_what_passed_through_the_run(tiny_dataset):
    run = small(activation=Sigmoid(), initializer=Xavier())
    trainer = watched(race(small(), run, length=1), tiny_dataset, Watch(1, every=1), np.float64)
    (record,) = trainer.snapshot().watched.records
    assert record.step == 1 and [layer.nodes for layer in record.layers] == [10, 6]
    # the first mini-batch, written out
    train = trainer.split.train.take(next(mini_batches(trainer.settings, len(trainer.split.train))))
    weights = [
        layer.values["W"][0]
        for layer in Network([run], 8, 3, dtype=np.float64).layers
        if isinstance(layer, Affine)
    ]  # fmt: skip
    x = train.images.astype(float)
    h1 = 1 / (1 + np.exp(-x @ weights[0]))
    h2 = 1 / (1 + np.exp(-h1 @ weights[1]))
    y = np.exp(h2 @ weights[2])
    dy = (y / y.sum(axis=1, keepdims=True) - np.eye(3)[train.labels]) / len(x)
    dh2 = dy @ weights[2].T
    dh1 = dh2 * h2 * (1 - h2) @ weights[1].T
    dW1 = x.T @ (dh1 * h1 * (1 - h1))
    for layer, h, dh in zip(record.layers, (h1, h2), (dh1, dh2), strict=True):
        assert layer.mean == pytest.approx(h.mean()) and layer.std == pytest.approx(h.std())
        assert layer.gradient_rms == pytest.approx(math.sqrt((dh**2).mean()))
        assert layer.activation.total == h.size
    assert record.layers[0].weight_gradient_rms == pytest.approx(math.sqrt((dW1**2).mean()))
    (factor,) = record.factors
    assert factor.factor == pytest.approx(math.sqrt((dh1**2).mean() / (dh2**2).mean()))


def test_a_watch_reads_every_so_many_steps_or_when_asked(tiny_dataset):
    trainer = trainer_of(race(small()), tiny_dataset)
    trainer.watch = Watch(0, every=4)
    asked = Watch(0)
    for report in trainer.run():
        step = trainer.history.step
        if report.whole and step == 10:
            first = trainer.snapshot().watched
            trainer.watch = asked
            asked.ask()
        elif report.whole and step == 15:
            asked.ask()
    assert [record.step for record in first.records] == [1, 5, 9]
    assert [record.step for record in trainer.snapshot().watched.records] == [11, 16]


def test_a_watch_can_be_taken_away_and_what_it_saw_stays(tiny_dataset):
    trainer = trainer_of(race(small()), tiny_dataset)
    trainer.watch = Watch(0, every=1)
    for report in trainer.run():
        if report.whole and trainer.history.step == 5:
            seen = trainer.snapshot().watched
            trainer.watch = None
    assert trainer.snapshot().watched is None
    assert [record.step for record in seen.records] == [1, 2, 3, 4, 5]


def test_a_watch_over_a_run_that_is_trained_elsewhere_reads_nothing(tiny_dataset):
    trainer = trainer_of(race(*RUNS), tiny_dataset, [0, 2])
    trainer.watch = Watch(1, every=1)
    for _ in trainer.run():
        pass
    assert trainer.snapshot().watched is None and trainer.watch.snapshot().records == ()


@pytest.mark.parametrize("length", [300, MOST_RECORDS, MOST_RECORDS + 1, 1000])
def test_a_long_history_is_thinned_evenly_and_the_newest_is_always_there(tiny_dataset, length):
    experiment = race(small(hidden=(4,)), length=length, evaluation_images=1, evaluate_every=10_000)
    trainer = watched(experiment, tiny_dataset, Watch(0, every=1))
    steps = [record.step for record in trainer.snapshot().watched.records]
    assert MOST_RECORDS / 2 <= len(steps) <= MOST_RECORDS + 1
    assert steps[0] == 1 and steps[-1] == length
    assert len(set(np.diff(steps[:-1]))) == 1


def test_a_run_that_blows_up_is_watched_to_its_end(tiny_dataset):
    experiment = race(small(optimizer=SGD(lr=1000), loss=SquaredError()), small(optimizer=SGD(lr=0.1)))
    trainer = watched(experiment, tiny_dataset, Watch(0, every=1))
    records = trainer.snapshot().watched.records
    assert trainer.history.diverged[0] and len(records) == 20
    last = records[-1].layers[-1]
    assert last.finite < 1 and last.activation.total == last.activation.nan + last.activation.inf + round(
        last.finite * 20 * 6
    )


def test_a_watch_is_set_on_a_job_that_runs(tiny_dataset):
    trainer = trainer_of(race(small(), length=100_000, evaluate_every=1000), tiny_dataset)
    job = Job(lambda: [trainer], "train")
    job.run()
    watch = Watch(0)

    def begin(task: Trainer) -> None:
        task.watch = watch
        watch.ask()

    job.post(begin)

    def records():
        update = job.take()
        snapshots = [s for s in (update.snapshots if update else ()) if s is not None and s.watched is not None]
        return [r for s in snapshots for r in s.watched.records]

    until(records)
    job.post(lambda task: task.watch.ask())
    until(lambda: len(records()) >= 2)
    assert job.close()


@pytest.mark.parametrize("step", [0, 1, 8, 20, 99])
def test_one_step_more_is_read_where_it_is_asked_for_beforehand(tiny_dataset, step):
    trainer = watched(race(small()), tiny_dataset, Watch(0, every=6, step=step))
    read = [record.step for record in trainer.snapshot().watched.records]
    assert read == sorted({1, 7, 13, 19} | ({step} & set(range(1, 21))))
