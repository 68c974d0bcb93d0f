"""What training promises: fair races, curves that repeat, a plain second implementation that agrees, and no crashes."""

from __future__ import annotations

import threading
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import cores
from core.config.words import LabError
from core.data.datasets import Dataset, NPZFiles
from core.jobs import Job, State
from core.networks.configuration import BatchNorm, DropoutPart
from core.networks.layers import Affine
from core.networks.network import Network
from core.rules.activations import Sigmoid, Tanh
from core.rules.initializers import Normal, Xavier
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import Diverged, Loading, Population, Trainer, prepare
from tests.core.helpers import (
    freeze_masks,
    losses_of,
    race,
    relative_error,
    slopes_of_losses,
    small,
    theta_of,
    trained,
    trainer_of,
    until,
)

Array = np.ndarray
L1, L2 = WeightDecay(strength=0.02, kind="l1"), WeightDecay(strength=0.03, kind="l2")

# Runs of every rule and cure, in an order that keeps none of them together.
MIXED = (
    small(optimizer=Adam(lr=0.01)),
    small(optimizer=SGD(lr=0.1)),
    small(optimizer=Momentum(lr=0.05), decay=L2),
    small(optimizer=Adam(lr=0.02, beta2=0.9), decay=L1),
    small(dropout=DropoutPart(ratio=0.1)),
    small(optimizer=SGD(lr=0.2), initializer=Xavier()),
    small(optimizer=AdaGrad(lr=0.1)),
    small(dropout=DropoutPart(ratio=0.4), optimizer=Adam(lr=0.01), decay=L2),
    small(optimizer=Adam(lr=0.01, bias_correction=False)),
    small(optimizer=RMSProp(lr=0.01), batch_norm=BatchNorm(place="before")),
    small(optimizer=Nesterov(lr=0.05)),
    small(optimizer=SGD(lr=0.1), batch_norm=BatchNorm(place="before"), decay=L1),
    small(optimizer=AdaDelta(), activation=Tanh()),
)


def until_step(trainer: Trainer, reports, step: int) -> None:
    """Go on to the report after which `step` whole steps are done."""
    for report in reports:
        if report.whole and trainer.history.step == step:
            return
    raise AssertionError(f"ended before step {step}")


def one_step(*runs: RunConfiguration, seed: int = 0) -> tuple[Population, Array, Array]:
    """Return a population in float64 with random parameters, and a mini-batch."""
    population = Population(list(enumerate(runs)), 6, 3, seed, np.float64)
    rng = np.random.default_rng(1)
    population.network.theta[...] += 0.3 * rng.standard_normal(population.network.theta.shape)
    return population, rng.standard_normal((12, 6)), rng.integers(0, 3, 12)


# The gradient of all that is reported


@pytest.mark.parametrize("batch_norm", [None, BatchNorm(place="before"), BatchNorm(place="after")], ids=str)
@pytest.mark.parametrize("dropped", [False, True], ids=["all units", "dropout"])
def test_a_step_of_sgd_goes_down_the_slope_of_the_reported_loss(batch_norm, dropped):
    runs = [
        RunConfiguration(
            hidden=(5, 4),
            activation=Tanh(),
            batch_norm=batch_norm,
            dropout=DropoutPart(ratio=0.3) if dropped else None,
            decay=decay,
            optimizer=SGD(lr=1),
        )
        for decay in (None, WeightDecay(strength=0.1, kind="l2"), WeightDecay(strength=0.1, kind="l1"))
    ]
    population, x, labels = one_step(*runs)
    theta = population.network.theta
    freeze_masks(population.network)
    start = theta.copy()

    def losses() -> Array:
        """Return the losses that a step reports, without going anywhere."""
        kept = theta.copy()
        loss = population.step(x, labels)
        theta[...] = kept
        return loss

    slopes = slopes_of_losses(population.network, losses)
    theta[...] = start
    population.step(x, labels)
    for k in range(len(runs)):
        assert relative_error(start[k] - theta[k], slopes[k]) < 1e-6


def test_the_penalty_is_on_weights_only_and_as_the_slides_write_it():
    population, x, labels = one_step(small(), small(decay=L2), small(decay=L1))
    network = population.network
    network.theta[...] = network.theta[0]
    W = [layer.values["W"][0].copy() for layer in network.layers if isinstance(layer, Affine)]
    plain, with_l2, with_l1 = population.step(x, labels)
    assert with_l2 - plain == pytest.approx(0.5 * 0.03 * sum((w**2).sum() for w in W))
    assert with_l1 - plain == pytest.approx(0.02 * sum(np.abs(w).sum() for w in W))


# A plain second implementation


class PlainNetwork:
    """One network of affine, batch normalization and ReLU layers, trained by Adam with L2, as plain as the formulas."""

    def __init__(self, weights: list[Array], decay: float, lr: float) -> None:
        self.W, self.decay, self.lr = [w.copy() for w in weights], decay, lr
        self.b = [np.zeros(w.shape[1]) for w in weights]
        self.gamma = [np.ones(w.shape[1]) for w in weights[:-1]]
        self.beta = [np.zeros(w.shape[1]) for w in weights[:-1]]
        self.m = self.v = None
        self.t = 0

    def step(self, x: Array, labels: Array) -> float:
        kept, a = [], x
        for W, b, gamma, beta in zip(self.W[:-1], self.b[:-1], self.gamma, self.beta, strict=True):
            z = a @ W + b
            std = np.sqrt(z.var(axis=0) + 1e-6)
            xhat = (z - z.mean(axis=0)) / std
            n = gamma * xhat + beta
            kept.append((a, std, xhat, n))
            a = np.where(n > 0, n, 0)
        scores = a @ self.W[-1] + self.b[-1]
        y = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        n_batch = len(x)
        loss = -np.log(y[np.arange(n_batch), labels]).mean() + 0.5 * self.decay * sum((W**2).sum() for W in self.W)
        dy = (y - np.eye(y.shape[1])[labels]) / n_batch
        dW, db = [a.T @ dy + self.decay * self.W[-1]], [dy.sum(axis=0)]
        dgamma, dbeta = [], []
        for depth in reversed(range(len(kept))):
            a, std, xhat, n = kept[depth]
            dn = (dy @ self.W[depth + 1].T) * (n > 0)
            dgamma.insert(0, (dn * xhat).sum(axis=0))
            dbeta.insert(0, dn.sum(axis=0))
            dxhat = dn * self.gamma[depth]
            dy = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / std
            dW.insert(0, a.T @ dy + self.decay * self.W[depth])
            db.insert(0, dy.sum(axis=0))
        self.adam([*self.W, *self.b, *self.gamma, *self.beta], [*dW, *db, *dgamma, *dbeta])
        return loss

    def adam(self, parameters: list[Array], gradients: list[Array]) -> None:
        self.t += 1
        self.m = self.m or [0.0] * len(parameters)
        self.v = self.v or [0.0] * len(parameters)
        for i, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.m[i] = 0.9 * self.m[i] + 0.1 * g
            self.v[i] = 0.999 * self.v[i] + 0.001 * g * g
            p -= self.lr * self.m[i] / (1 - 0.9**self.t) / (np.sqrt(self.v[i] / (1 - 0.999**self.t)) + 1e-7)


def test_thirty_steps_agree_with_a_plain_second_implementation(tiny_dataset):
    run = small(batch_norm=BatchNorm(place="before"), optimizer=Adam(lr=0.01), decay=WeightDecay(strength=0.01))
    trainer = trainer_of(race(small(), run, length=30), tiny_dataset)
    (population,) = [p for p in trainer.populations if p.places == [1]]
    weights = [layer.values["W"][0] for layer in population.network.layers if isinstance(layer, Affine)]
    plain = PlainNetwork(weights, decay=0.01, lr=0.01)
    expected = []
    for indices in islice(trainer.batches(), 30):
        x, labels = tiny_dataset.train.images[indices].astype(float), tiny_dataset.train.labels[indices]
        expected.append(plain.step(x, labels))
    for _ in trainer.run():
        pass
    np.testing.assert_allclose(losses_of(trainer, 1), expected, rtol=1e-6)
    final = [layer.values["W"][0] for layer in population.network.layers if isinstance(layer, Affine)]
    for got, wanted in zip(final, plain.W, strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-7, atol=1e-9)


# Fair races


@pytest.mark.parametrize("place", range(len(MIXED)))
def test_a_run_alone_is_the_same_run_in_a_race(tiny_dataset, place):
    experiment = race(*MIXED)
    together, alone = trained(experiment, tiny_dataset), trained(experiment, tiny_dataset, [place])
    np.testing.assert_allclose(theta_of(together, place), theta_of(alone, place), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(losses_of(together, place), losses_of(alone, place), rtol=1e-6)
    for name in ("train", "test"):
        accuracies = (
            trainer.snapshot().accuracy[name][:, trainer.places.index(place)] for trainer in (together, alone)
        )
        np.testing.assert_array_equal(*accuracies)


def test_every_run_has_one_place_in_the_record(tiny_dataset):
    trainer = trainer_of(race(*MIXED), tiny_dataset)
    assert sorted(trainer.places) == list(range(len(MIXED)))
    assert trainer.snapshot().runs == tuple(trainer.places)
    for population in trainer.populations:
        assert [MIXED[place] for place in population.places] == list(population.runs)
        assert len({run.structure for run in population.runs}) == 1
    assert len(trainer.populations) == len({run.structure for run in MIXED})


def test_runs_of_the_same_settings_have_the_same_curve(tiny_dataset):
    trainer = trained(race(small(), small(optimizer=Adam()), small()), tiny_dataset, dtype=np.float32)
    assert (losses_of(trainer, 0) == losses_of(trainer, 2)).all()
    assert (losses_of(trainer, 0) != losses_of(trainer, 1)).any()


def test_all_runs_of_all_trainers_see_the_same_mini_batches(tiny_dataset, monkeypatch):
    seen: dict[int, list[tuple[bytes, bytes]]] = {}
    step = Population.step

    def watched(self: Population, x: Array, labels: Array) -> Array:
        seen.setdefault(id(self), []).append((x.tobytes(), labels.tobytes()))
        return step(self, x, labels)

    monkeypatch.setattr(Population, "step", watched)
    trainers = prepare(race(*MIXED, length=15), workers=2, dataset=tiny_dataset)
    assert len(trainers) == 2
    for trainer in trainers:
        for _ in trainer.run():
            pass
    first, *others = seen.values()
    assert len(seen) == sum(len(trainer.populations) for trainer in trainers) > 2
    assert len(set(first)) == 15
    assert all(other == first for other in others)


@pytest.mark.parametrize("workers", [2, 3])
def test_more_trainers_give_the_same_curves_as_one(tiny_dataset, workers):
    experiment = race(*MIXED, validation_share=0.25)
    (one,) = prepare(experiment, 1, tiny_dataset)
    many = prepare(experiment, workers, tiny_dataset)
    assert len(many) == workers
    assert sorted(place for trainer in many for place in trainer.places) == list(range(len(MIXED)))
    for trainer in (one, *many):
        for _ in trainer.run():
            pass
    for trainer in many:
        for place in trainer.places:
            np.testing.assert_allclose(losses_of(trainer, place), losses_of(one, place), rtol=1e-4, atol=1e-6)
            np.testing.assert_allclose(theta_of(trainer, place), theta_of(one, place), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("runs", "workers", "sizes"),
    [
        (1, 2, [1]),
        (7, 2, [7]),
        (8, 1, [8]),
        (8, 2, [4, 4]),
        (9, 2, [4, 5]),
        (20, 64, [2, 3, 2, 3, 2, 3, 2, 3]),
    ],
)
def test_from_eight_runs_on_they_are_shared_out_evenly_among_the_workers(tiny_dataset, runs, workers, sizes):
    trainers = prepare(race(*[small()] * runs), workers, tiny_dataset)
    assert [len(trainer.places) for trainer in trainers] == sizes


def test_runs_of_one_structure_stay_together_when_the_work_is_shared(tiny_dataset):
    alternating = [small(), small(activation=Tanh())] * 4
    first, second = prepare(race(*alternating), 2, tiny_dataset)
    assert [(trainer.places, len(trainer.populations)) for trainer in (first, second)] == [
        ([0, 2, 4, 6], 1),
        ([1, 3, 5, 7], 1),
    ]


def test_the_seed_decides_which_images_are_set_aside_for_validation(tiny_dataset):
    trainers = [prepare(race(small(), validation_share=0.2, seed=s), dataset=tiny_dataset)[0] for s in (1, 1, 2)]
    one, again, other = (trainer.split.validation.images for trainer in trainers)
    assert one.shape == (48, 8)
    assert (one == again).all() and (one != other).any()


def test_data_that_do_not_suffice_are_refused_when_the_race_is_prepared(tiny_dataset):
    with pytest.raises(LabError, match="expected 1 to 240 training examples") as error:
        prepare(race(small(), train_size=241), dataset=tiny_dataset)
    assert error.value.field == "train_size"


def test_a_file_that_cannot_be_read_is_named_with_its_field(tmp_path):
    plain = {"settings": {"data": {"kind": "npz", "train": str(tmp_path / "gone.npz")}}}
    with pytest.raises(LabError, match=r"there is no file .*gone\.npz") as error:
        prepare(Experiment.from_plain(plain))
    assert error.value.field == "data.train"


def test_data_can_be_read_ahead_of_their_use(tmp_path):
    read: list[str] = []
    loading = Loading(lambda: read.append("data"), lambda: read.append("more"))
    assert [report.events for report in loading.run()] == [(), ()]
    assert read == ["data", "more"] and loading.snapshot() is None
    with pytest.raises(LabError, match="there is no file"):
        list(Loading(NPZFiles(train=str(tmp_path / "gone.npz")).load).run())


# Mini-batches and seeds


def test_an_epoch_shows_every_image_once_and_each_epoch_another_order(tiny_dataset):
    trainer = trainer_of(race(small(), batch_size=60), tiny_dataset)
    batches = list(islice(trainer.batches(), 8))
    epochs = [np.concatenate(batches[start : start + 4]) for start in (0, 4)]
    for epoch in epochs:
        assert sorted(epoch) == list(range(240))
    assert (epochs[0] != epochs[1]).any()


@given(size=st.integers(1, 240), share=st.sampled_from([0.0, 0.3]))
def test_every_mini_batch_is_full_and_from_the_training_images_without_repeats(tiny_dataset, size, share):
    experiment = race(small(hidden=(2,)), train_size=240, batch_size=min(size, 168), validation_share=share)
    trainer = trainer_of(experiment, tiny_dataset)
    per_epoch = experiment.settings.steps_per_epoch
    seen = np.concatenate(list(islice(trainer.batches(), per_epoch)))
    assert len(seen) == len(set(seen)) == per_epoch * experiment.settings.batch_size
    assert seen.min() >= 0 and seen.max() < len(trainer.split.train)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(tiny_dataset, dtype):
    runs = (small(), small(dropout=DropoutPart(ratio=0.3), batch_norm=BatchNorm()), small(optimizer=Adam()))
    one, again, other = (
        trained(race(*runs, seed=seed, validation_share=0.2), tiny_dataset, dtype=dtype) for seed in (5, 5, 6)
    )
    for place in range(len(runs)):
        assert (theta_of(one, place) == theta_of(again, place)).all()
        assert (losses_of(one, place) == losses_of(again, place)).all()
        assert (losses_of(one, place) != losses_of(other, place)).all()
    assert not np.array_equal(next(one.batches()), next(other.batches()))


def test_a_small_network_learns_the_tiny_data(tiny_dataset):
    trainer = trained(race(small(optimizer=Adam(lr=0.02)), length=200), tiny_dataset, dtype=np.float32)
    assert trainer.snapshot().accuracy["test"][-1, 0] > 0.9
    assert losses_of(trainer, 0)[-1] < 0.3 * losses_of(trainer, 0)[0]


# Measurements


@pytest.mark.parametrize(
    ("every", "steps"), [(0, [0, 12, 20]), (1, list(range(21))), (7, [0, 7, 14, 20]), (10, [0, 10, 20]), (99, [0, 20])]
)
def test_accuracy_is_measured_at_the_start_in_between_and_at_the_end(tiny_dataset, every, steps):
    snapshot = trained(race(small(), evaluate_every=every, length=20), tiny_dataset).snapshot()
    assert snapshot.evaluated.tolist() == steps
    assert snapshot.step == snapshot.steps == 20
    assert all(len(values) == len(steps) for values in (*snapshot.accuracy.values(), snapshot.norms))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_measuring_often_does_not_change_the_training(tiny_dataset, dtype):
    runs = (small(), small(dropout=DropoutPart(ratio=0.3), batch_norm=BatchNorm()), small(activation=Sigmoid()))
    often, seldom = (trained(race(*runs, evaluate_every=every), tiny_dataset, dtype=dtype) for every in (1, 99))
    for place in range(len(runs)):
        assert (losses_of(often, place) == losses_of(seldom, place)).all()
        assert (theta_of(often, place) == theta_of(seldom, place)).all()


@pytest.mark.parametrize("count", [1, 25])
def test_accuracy_is_the_share_of_images_whose_largest_output_is_their_class(tiny_dataset, count):
    runs = [small(optimizer=SGD(lr=0.01 * (k + 1)), batch_norm=BatchNorm()) for k in range(count)]
    trainer = trained(race(*runs, evaluation_images=210, validation_share=0.1), tiny_dataset)
    (population,) = trainer.populations
    for name in ("train", "validation", "test"):
        examples = getattr(trainer.split, name).first(210)
        answers = population.network.forward(examples.images.astype(float)).argmax(axis=-1)
        expected = (answers == examples.labels).mean(axis=-1)
        np.testing.assert_allclose(trainer.snapshot().accuracy[name][-1], expected, rtol=1e-6)


def test_without_validation_images_there_is_no_accuracy_of_them(tiny_dataset):
    accuracy = trained(race(small()), tiny_dataset).snapshot().accuracy
    assert np.isnan(accuracy["validation"]).all()
    assert not np.isnan(accuracy["train"]).any() and not np.isnan(accuracy["test"]).any()


def test_norms_are_those_of_the_weights_without_biases(tiny_dataset):
    trainer = trained(
        race(small(batch_norm=BatchNorm()), small(batch_norm=BatchNorm(), optimizer=Adam())), tiny_dataset
    )
    (population,) = trainer.populations
    for k in range(2):
        W = np.concatenate([la.values["W"][k].ravel() for la in population.network.layers if isinstance(la, Affine)])
        expected = [np.abs(W).sum(), np.sqrt((W**2).sum()), np.abs(W).max()]
        np.testing.assert_allclose(trainer.snapshot().norms[-1, k], expected, rtol=1e-6)


def test_whole_steps_are_told_from_parts_of_a_measurement(tiny_dataset):
    trainer = trainer_of(race(small(), evaluate_every=4, length=10), tiny_dataset)
    steps, measured, evaluating = [], [], []
    for report in trainer.run():
        snapshot = trainer.snapshot()
        evaluating.append(snapshot.evaluating)
        if report.whole:
            assert not snapshot.evaluating
            steps.append(snapshot.step)
            measured.append(len(snapshot.evaluated))
    # after the last step there is nothing to hold before, so it is no whole step of its own
    assert steps == list(range(1, 10))
    assert measured == [1, 1, 1, 2, 2, 2, 2, 3, 3]
    assert trainer.history.step == 10
    assert any(evaluating)


# Divergence

WILD = {"hidden": (10, 6), "loss": SquaredError()}


def test_a_learning_rate_of_a_thousand_ends_in_divergence_at_a_step_that_is_told_once(tiny_dataset):
    tame = [RunConfiguration(**WILD, optimizer=SGD(lr=lr)) for lr in (0.01, 0.02)]
    wild = RunConfiguration(**WILD, optimizer=SGD(lr=1e3))
    trainer = trainer_of(race(tame[0], wild, tame[1], evaluate_every=5), tiny_dataset, dtype=np.float32)
    events = [event for report in trainer.run() for event in report.events]
    (event,) = events
    assert isinstance(event, Diverged) and event.run == 1 and 1 < event.step < 20
    snapshot = trainer.snapshot()
    assert snapshot.diverged[trainer.places.index(1)] == event.step
    assert [snapshot.diverged[trainer.places.index(place)] for place in (0, 2)] == [None, None]
    loss = losses_of(trainer, 1)
    assert np.isfinite(loss[: event.step - 1]).all() and np.isnan(loss[event.step - 1 :]).all()
    assert (np.diff(loss[: event.step - 1]) > 0).all()
    assert snapshot.step == 20
    measured = snapshot.accuracy["test"][:, trainer.places.index(1)]
    assert (np.isnan(measured) == (snapshot.evaluated >= event.step)).all()
    for place in (0, 2):
        assert np.isfinite(losses_of(trainer, place)).all() and np.isfinite(theta_of(trainer, place)).all()


@pytest.mark.parametrize("cures", [{}, {"decay": L2}, {"batch_norm": BatchNorm()}, {"dropout": DropoutPart(ratio=0.2)}])
@pytest.mark.parametrize("rule", [SGD, Momentum])
def test_runs_beside_a_diverged_one_are_the_same_bit_for_bit(tiny_dataset, rule, cures):
    tame = RunConfiguration(**WILD, optimizer=rule(lr=0.01), **cures)
    neighbours = [tame.with_value("optimizer", rule(lr=lr)) for lr in (1e3, 0.005)]
    beside_wild, beside_tame = (trained(race(tame, n, tame), tiny_dataset, dtype=np.float32) for n in neighbours)
    if not cures.get("batch_norm"):
        assert beside_wild.snapshot().diverged[beside_wild.places.index(1)] is not None
    for place in (0, 2):
        assert (losses_of(beside_wild, place) == losses_of(beside_tame, place)).all()
        assert (theta_of(beside_wild, place) == theta_of(beside_tame, place)).all()


def test_when_all_runs_have_diverged_the_training_ends_there(tiny_dataset):
    runs = [RunConfiguration(**WILD, optimizer=SGD(lr=lr)) for lr in (1e3, 500)]
    snapshot = trained(race(*runs, length=1000, evaluate_every=100), tiny_dataset, dtype=np.float32).snapshot()
    assert snapshot.step == max(snapshot.diverged) < 50
    assert snapshot.evaluated.tolist() == [0, snapshot.step]
    assert np.isnan(snapshot.accuracy["test"][-1]).all() and np.isnan(snapshot.loss[-1]).all()


def test_huge_weights_are_measured_without_a_warning_and_harm_no_other_run(tiny_dataset):
    """A run whose units all died of a huge step goes on with a finite loss, whatever the squares of its weights."""
    experiment = race(small(decay=L2), small(), small(decay=L1), length=3)
    alone, together = (trainer_of(experiment, tiny_dataset, places, np.float32) for places in ([1], None))
    for trainer in (alone, together):
        for population in trainer.populations:
            huge = population.network.weights[population.places.index(1)]
            huge[...] = -1e37
        for _ in trainer.run():
            pass
    assert np.array_equal(losses_of(together, 1), losses_of(alone, 1), equal_nan=True)
    assert np.isfinite(losses_of(together, 0)).all() and np.isfinite(losses_of(together, 2)).all()


def test_a_run_whose_loss_was_infinite_once_has_no_loss_from_there_on(tiny_dataset, monkeypatch):
    losses = iter([[1, 1], [np.inf, 1], [1, 1], [1, 1]])
    monkeypatch.setattr(Population, "step", lambda self, x, labels: np.array(next(losses), np.float32))
    trainer = trainer_of(race(small(), small(), length=4), tiny_dataset)
    events = [event for report in trainer.run() for event in report.events]
    assert events == [Diverged(run=0, step=2)] and trainer.snapshot().diverged == (2, None)
    np.testing.assert_array_equal(trainer.snapshot().loss[:, 0], [1, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(trainer.snapshot().loss[:, 1], [1, 1, 1, 1])


def test_losses_that_are_finite_are_no_divergence_though_their_sum_is_not(tiny_dataset, monkeypatch):
    monkeypatch.setattr(Population, "step", lambda self, x, labels: np.full(2, 2e38, np.float32))
    snapshot = trained(race(small(), small(), length=2), tiny_dataset, dtype=np.float32).snapshot()
    assert snapshot.diverged == (None, None) and (snapshot.loss == np.float32(2e38)).all()


# Live changes


def changed_after(trainer: Trainer, place: int, run: RunConfiguration) -> tuple[Array, Array, Array]:
    """Train five steps, change the run, train one more; return its parameters after steps 4, 5 and 6."""
    reports, thetas = trainer.run(), []
    for step in (4, 5, 6):
        until_step(trainer, reports, step)
        thetas.append(theta_of(trainer, place).copy())
        if step == 5:
            assert trainer.snapshot().changed == (None,) * len(trainer.places)
            trainer.change(place, run)
            changed = [5 if other == place else None for other in trainer.places]
            assert trainer.snapshot().changed == tuple(changed)
    return tuple(thetas)


@pytest.mark.parametrize("beside", [(), (small(optimizer=Momentum(lr=0.07), decay=L2), small())], ids=["alone", "race"])
def test_learning_rate_momentum_and_decay_change_at_the_next_step(tiny_dataset, beside):
    old = small(optimizer=Momentum(lr=0.05, momentum=0.8), decay=L2)

    def after(run: RunConfiguration) -> tuple[Array, Array, Array]:
        return changed_after(trainer_of(race(old, *beside), tiny_dataset), 0, run)

    before4, before5, unchanged = after(old)
    velocity = before5 - before4
    gradient = (0.8 * velocity - (unchanged - before5)) / 0.05  # v ← α v − η g
    weights = before5.copy()
    weights[8 * 10 + 10 * 6 + 6 * 3 :] = 0  # biases have no penalty
    plain = gradient - 0.03 * weights
    expected = {
        "optimizer.lr": (0.2, 0.8 * velocity - 0.2 * gradient),
        "optimizer.momentum": (0.1, 0.1 * velocity - 0.05 * gradient),
        "decay.strength": (0.5, 0.8 * velocity - 0.05 * (plain + 0.5 * weights)),
        "decay.kind": ("l1", 0.8 * velocity - 0.05 * (plain + 0.03 * np.sign(weights))),
        "decay": (None, 0.8 * velocity - 0.05 * plain),
    }
    for name, (value, step) in expected.items():
        four, five, six = after(old.with_value(name, value))
        assert (four == before4).all() and (five == before5).all(), name
        np.testing.assert_allclose(six - five, step, rtol=1e-6, atol=1e-10, err_msg=name)


def test_decay_may_begin_in_the_middle_of_training(tiny_dataset):
    _, five, six = changed_after(trainer_of(race(small()), tiny_dataset), 0, small(decay=L2))
    _, same, plain = changed_after(trainer_of(race(small()), tiny_dataset), 0, small())
    assert (five == same).all()
    weights = five[: 8 * 10 + 10 * 6 + 6 * 3]
    np.testing.assert_allclose((plain - six)[: len(weights)], 0.01 * 0.03 * weights, rtol=1e-6, atol=1e-14)
    np.testing.assert_array_equal(plain[len(weights) :], six[len(weights) :])


def test_a_change_of_one_run_leaves_the_others_as_they_are(tiny_dataset):
    trainers = [trainer_of(race(*MIXED), tiny_dataset) for _ in range(2)]
    changed_after(trainers[0], 5, MIXED[5].with_value("optimizer.lr", 0.5))
    changed_after(trainers[1], 5, MIXED[5])
    for place in range(len(MIXED)):
        assert np.array_equal(theta_of(trainers[0], place), theta_of(trainers[1], place)) == (place != 5)


ADAM = small(optimizer=Adam(lr=0.01), dropout=DropoutPart(ratio=0.2), batch_norm=BatchNorm(place="before"))
FIXED = {
    "hidden": (10, 7),
    "activation": Tanh(),
    "initializer": Normal(),
    "loss": SquaredError(),
    "batch_norm": None,
    "batch_norm.place": "after",
    "dropout": None,
    "dropout.ratio": 0.3,
    "optimizer": SGD(lr=0.01),
    "optimizer.beta1": 0.5,
    "optimizer.beta2": 0.5,
    "optimizer.epsilon": 0.1,
    "optimizer.bias_correction": False,
}


@pytest.mark.parametrize("name", FIXED)
def test_what_cannot_change_in_the_middle_of_training_is_refused_and_the_training_goes_on(tiny_dataset, name):
    trainer = trainer_of(race(ADAM, small()), tiny_dataset)
    reports = trainer.run()
    until_step(trainer, reports, 3)
    with pytest.raises(LabError, match="only learning rate, momentum and weight decay can change during training"):
        trainer.change(0, ADAM.with_value(name, FIXED[name]).with_value("decay", L2))
    assert trainer.snapshot().changed == (None, None)
    for _ in reports:
        pass
    assert (theta_of(trainer, 0) == theta_of(trained(race(ADAM, small()), tiny_dataset), 0)).all()


def test_a_change_of_a_run_that_another_trainer_has_is_left_to_that_one(tiny_dataset):
    experiment = race(*MIXED)
    trainer = trainer_of(experiment, tiny_dataset, [0, 1])
    trainer.change(5, experiment.runs[5].with_value("optimizer.lr", 0.5))
    for _ in trainer.run():
        pass
    for place in (0, 1):
        assert (theta_of(trainer, place) == theta_of(trained(experiment, tiny_dataset, [0, 1]), place)).all()


# On MNIST


def test_a_few_epochs_on_mnist_teach_what_the_lecture_says(mnist: Dataset):
    run = RunConfiguration(hidden=(50, 50))
    settings = {"train_size": 2000, "batch_size": 50, "length": 120, "evaluation_images": 1000}
    (trainer,) = prepare(race(run.with_value("optimizer", Adam()), run, **settings), dataset=mnist)
    for _ in trainer.run():
        pass
    snapshot = trainer.snapshot()
    assert snapshot.accuracy["test"][0].max() < 0.3
    assert snapshot.accuracy["test"][-1, trainer.places.index(0)] > 0.8
    assert losses_of(trainer, 0)[-20:].mean() < losses_of(trainer, 1)[-20:].mean()
    assert all(population.network.theta.dtype == np.float32 for population in trainer.populations)


def test_a_network_that_blows_up_in_the_last_update_has_no_accuracy(mnist):
    settings = Settings(train_size=300, batch_size=100, length=4, evaluation_images=100)
    wild, tame = (RunConfiguration(optimizer=SGD(lr=lr)) for lr in (10.0, 0.01))
    (trainer,) = prepare(Experiment(settings, (wild, tame)), dataset=mnist)
    events = [event for report in trainer.run() for event in report.events]
    snapshot = trainer.snapshot()
    assert np.isfinite(snapshot.loss).all()  # the loss was finite before the last update
    assert snapshot.diverged == (4, None)
    assert np.isnan(snapshot.accuracy["test"][-1, 0])
    assert np.isfinite(snapshot.accuracy["test"][-1, 1])
    assert events == [Diverged(0, 4)]


CURES = (
    RunConfiguration(hidden=(12, 12)),
    RunConfiguration(hidden=(12, 12), batch_norm=BatchNorm()),
    RunConfiguration(hidden=(12, 12), dropout=DropoutPart(ratio=0.3)),
    RunConfiguration(hidden=(12, 12), dropout=DropoutPart(ratio=0.5)),
    RunConfiguration(hidden=(12, 12), decay=WeightDecay()),
    RunConfiguration(hidden=(12, 12), optimizer=Adam()),
    RunConfiguration(hidden=(12, 12), dropout=DropoutPart(), batch_norm=BatchNorm(), decay=WeightDecay()),
)


def test_a_run_comes_to_the_same_alone_as_beside_all_others_to_the_last_bit(mnist):
    settings = Settings(train_size=900, batch_size=100, length=3, unit="epochs", evaluation_images=900)
    study = Experiment(settings, CURES)

    def trained(places):
        (trainer,) = prepare(study, dataset=mnist, places=places)
        for _ in trainer.run():
            pass
        return trainer.snapshot()

    race = trained(None)
    for places in [(k,) for k in range(len(CURES))] + [(1, 3), (0, 2, 3)]:
        alone = trained(places)
        assert sorted(alone.runs) == sorted(places)
        for column, place in enumerate(alone.runs):
            beside = race.runs.index(place)
            np.testing.assert_array_equal(alone.loss[:, column], race.loss[:, beside])
            np.testing.assert_array_equal(alone.norms[:, column], race.norms[:, beside])
            for part in ("train", "test"):
                np.testing.assert_array_equal(alone.accuracy[part][:, column], race.accuracy[part][:, beside])


@pytest.mark.parametrize("runs", [CURES[:1], CURES, 2 * CURES], ids=["one", "some", "many"])
def test_the_number_of_threads_changes_no_bit(mnist, runs, monkeypatch):
    settings = Settings(train_size=900, batch_size=100, length=3, unit="epochs", evaluation_images=3000)
    study = Experiment(settings, runs)
    monkeypatch.setattr(cores, "AHEAD", 10)
    forward, threads, met = Network.forward, set(), threading.Event()

    def noting(self, *args, **kwargs):
        threads.add(threading.current_thread().name)
        if len(threads) > 1:
            met.set()
        met.wait(10)  # for a second thread, where there is to be one
        return forward(self, *args, **kwargs)

    monkeypatch.setattr(Network, "forward", noting)

    def outcome(workers):
        job = Job(lambda: prepare(study, workers, mnist), name="train")
        job.run()
        until(lambda: job.state.is_over, 30)
        update = job.take()
        assert job.state is State.FINISHED
        found = {}
        for snapshot in update.snapshots:
            for k, place in enumerate(snapshot.runs):
                accuracy = [snapshot.accuracy[name][:, k] for name in ("train", "test")]
                found[place] = (snapshot.loss[:, k], snapshot.norms[:, k], *accuracy)
        return found

    met.set()
    alone = outcome(1)
    assert threads == {"train-0"}
    for workers in (2, 3):
        threads.clear()
        met.clear()
        shared = outcome(workers)
        assert len(threads) >= 2
        assert shared.keys() == alone.keys()
        for place, values in alone.items():
            for expected, found in zip(values, shared[place], strict=True):
                np.testing.assert_array_equal(found, expected)
