"""Every sentence about flows, through any network, is true: read back and worked out anew.

``--sentences=5000`` reads those of so many flows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

import core.scenes  # noqa: F401 - all questions are known then
from core.config.naming import text_of
from core.config.questions import questions
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import ELU, Identity, LeakyReLU, ReLU, Sigmoid, Tanh, activations
from core.rules.activations.swish import Swish
from core.rules.initializers import Glorot, He, Normal, Printed, Xavier, initializers
from core.signals.flow import Flow, StudyTask, Wall, flow
from core.signals.questions.wall import brief, word_of
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, brief_names
from core.signals.verdicts import headline, verdict
from tests.core.sentences import unmatched
from tests.core.signals.sentence_rules import READER, TEMPLATES, Case, Net

ASKED = [name for name in questions if questions[name].tab == "activations"]
NUMBERS = {"leak": (0.0, 0.1, 0.5), "alpha": (0.02, 1.0, 3.0), "beta": (0.0, 0.05, 1.0, 10.0)}


def net(activation, layers, nodes, initializer, place=None, dropout=None) -> SignalConfiguration:
    """Return a network by its parts."""
    normalization, silencing = place and BatchNorm(place), dropout and DropoutPart(dropout)
    return SignalConfiguration(activation, layers, nodes, normalization, silencing, initializer)


REACHING: list[tuple[Any, ...]] = [
    ("wall", 34, 12, 34, net(Identity(), 20, 23, Glorot())),
    (
        "plain",
        18,
        10,
        810,
        net(Sigmoid(), 20, 19, Normal(0.01), place="before"),
        net(Tanh(), 2, 19, Normal(0.0)),
        net(Tanh(), 2, 19, Normal(1.3)),
    ),
    (
        "plain",
        22,
        23,
        590,
        net(Sigmoid(), 20, 14, Normal(0.11)),
        net(Sigmoid(), 1, 14, Normal(0.11)),
        net(Identity(), 1, 14, Normal(0.11), place="after", dropout=0.15),
    ),
    ("plain", 24, 11, 944, net(ELU(), 2, 25, He())),
    (
        "plain",
        22,
        11,
        858,
        net(Sigmoid(), 2, 20, Normal(0.0), place="before", dropout=0.5),
        net(Identity(), 5, 20, Normal(0.0)),
    ),
    ("plain", 14, 23, 702, net(Tanh(), 1, 21, Normal(0.0013))),
    ("plain", 26, 12, 11, net(LeakyReLU(), 2, 24, Normal(5.7))),
    (
        "forward",
        25,
        21,
        611,
        net(Swish(), 5, 15, Normal(29.0), place="before"),
        net(LeakyReLU(), 2, 15, Normal(0.0), place="before"),
        net(Sigmoid(), 20, 15, Glorot()),
    ),
    ("plain", 28, 19, 803, net(Swish(0.0), 1, 13, Normal(0.0))),
    ("plain", 22, 27, 406, net(Identity(), 2, 20, Normal(0.01), dropout=0.15)),
    ("plain", 38, 9, 731, net(ELU(0.02), 2, 20, Normal(0.18))),
    (
        "plain",
        32,
        3,
        214,
        net(ELU(3.0), 1, 11, Normal(0.0029), place="after", dropout=0.15),
        net(ELU(), 1, 11, Normal(0.0029), place="after"),
    ),
    ("plain", 28, 22, 979, net(ReLU(), 1, 27, Normal(1.3), place="after"), net(Tanh(), 1, 27, Printed())),
    ("plain", 22, 8, 155, net(Sigmoid(), 2, 10, He())),
    ("plain", 42, 26, 772, net(Sigmoid(), 2, 20, Normal(3.9))),
    ("plain", 27, 27, 135, net(Sigmoid(), 2, 21, Normal(0.01))),
    ("plain", 30, 28, 687, net(Identity(), 2, 27, Normal(0.76))),
    ("plain", 35, 5, 583, net(Sigmoid(), 5, 12, Printed())),
    ("plain", 13, 20, 475, net(Sigmoid(), 5, 24, Normal(100.0))),
    ("plain", 25, 3, 431, net(ELU(), 8, 17, He())),
    ("wall", 36, 24, 22, net(Identity(), 1, 22, Normal(0.0016), place="before")),
    ("wall", 18, 26, 884, net(Identity(), 20, 16, Normal(1.1))),
    ("plain", 10, 5, 675, net(ELU(), 4, 10, Normal(9.5), place="after")),
]
"""Studies that lead to every sentence there is: what is computed, samples, features, seed, networks."""


def some_network(rng: np.random.Generator, layers: int, nodes: int) -> SignalConfiguration:
    """Return a network with any activation function, any initial weights, and now and then parts in between."""
    activation = rng.choice(activations.classes())()
    for name, values in NUMBERS.items():
        if name in activation.parameters() and rng.random() < 0.4:
            activation = activation.with_value(name, float(rng.choice(values)))
    initializer = rng.choice(initializers.classes())()
    if rng.random() < 0.6:
        initializer = Normal(float(10 ** rng.uniform(-3, 1.5)) if rng.random() < 0.8 else float(rng.choice([0, 100])))
    place = str(rng.choice(["before", "after"])) if rng.random() < 0.25 else None
    dropout = float(rng.choice([0.15, 0.5])) if rng.random() < 0.15 else None
    return net(activation, layers, nodes, initializer, place, dropout)


def some_study(rng: np.random.Generator) -> SignalStudy:
    """Return one to three networks; sometimes all have the same initial weights, or the same function."""
    settings = SignalSettings(
        samples=int(rng.integers(10, 50)), features=int(rng.integers(3, 30)), seed=int(rng.integers(1000))
    )
    layers, nodes = int(rng.choice([1, 2, 3, 5, 5, 5, 8, 20]) if rng.random() < 0.95 else 50), int(rng.integers(10, 30))
    runs = [some_network(rng, layers, nodes) for _ in range(rng.integers(1, 4))]
    if rng.random() < 0.3:
        runs = [replace(run, initializer=runs[0].initializer) for run in runs]
    if rng.random() < 0.3:
        runs = [replace(run, layers=int(rng.choice([1, 2, 5, 20]))) for run in runs]
    return SignalStudy(settings, tuple(dict.fromkeys(runs)))


def faults_in(study: SignalStudy, with_gradients: bool = True) -> list[str]:
    """Return what is false of all that is said of networks, one by one and side by side."""
    task = StudyTask(study, with_gradients)
    for _ in task.run():
        pass
    snapshot = task.snapshot()
    nets = tuple(Net(run, study.settings) for run in study.runs)
    found = [fault for each, seen in zip(snapshot.flows, nets, strict=True) for fault in said_of(each, Case(seen))]
    if not with_gradients:
        return found
    case = Case(nets[0], nets, tuple(text_of(name) for name in brief_names(study.runs)))
    return found + answers(snapshot, case)


def said_of(found: Flow, case: Case) -> list[str]:
    """Return what is false of what is said of one flow."""
    told: list[Any] = [*verdict(found), headline(found)]
    if found.gradient_ratio is not None:
        told += [word_of(found), brief(word_of(found))]
    return [fault for phrase in told for fault in READER.faults(phrase, case)]


def answers(snapshot: Any, case: Case) -> list[str]:
    """Return what is false of the answers to all questions."""
    told = [(asks, questions[asks].answer(snapshot)) for asks in ASKED]
    return [f"{asks}: {fault}" for asks, said in told if said is not None for fault in READER.faults(said, case)]


def faults_in_wall(study: SignalStudy) -> list[str]:
    """Return what is false of a wall, and of its cells."""
    wall = Wall(study)
    for _ in wall.run():
        pass
    snapshot, found, nets = wall.snapshot(), [], []
    for (activation, initializer), cell in snapshot.cells.items():
        run = replace(study.selected, activation=activation, initializer=initializer)
        nets.append(Net(run, study.settings))
        found += said_of(cell.flow, Case(nets[-1]))
    return found + answers(snapshot, Case(nets[0], wall=tuple(nets)))


def test_every_template_has_a_rule_and_every_rule_a_template():
    assert not unmatched(READER, TEMPLATES)


def monstrous(layers: int) -> SignalConfiguration:
    """Return a network whose weights, larger than any that can be set, soon outgrow all numbers."""
    rule = Normal()
    object.__setattr__(rule, "sigma", 1e80)
    return net(ReLU(), layers, 10, rule)


def faults_in_lost_gradients(run: SignalConfiguration, settings: SignalSettings) -> list[str]:
    """Return what is false of what is said of a network whose gradient outgrows all numbers at layer 2, in part."""
    found, seen = flow(run, settings), Net(run, settings)
    layers = []
    for reading, layer in zip(found.layers, seen.layers, strict=True):
        if reading.number <= 2:
            reading = replace(reading, gradient=replace(reading.gradient, inf=1))
            layer.dy[0, 0] = np.inf
        layers.append(reading)
    return said_of(replace(found, layers=tuple(layers)), Case(seen))


def test_every_template_is_reached_and_its_sentence_true():
    READER.reached.clear()
    false = []
    with np.errstate(all="ignore"):
        for kind, samples, features, seed, *runs in REACHING:
            settings = SignalSettings(samples=samples, features=features, seed=seed)
            study = SignalStudy(settings, tuple(runs))
            false += faults_in_wall(study) if kind == "wall" else faults_in(study, kind == "plain")
        settings = SignalSettings(samples=10, features=5)
        false += faults_in(SignalStudy(settings, (monstrous(8),)))
        false += faults_in(SignalStudy(settings, (monstrous(8), net(ReLU(), 8, 10, He()))))
        false += faults_in_lost_gradients(net(Tanh(), 5, 10, Xavier()), settings)
    assert not false
    assert not TEMPLATES - READER.reached


def test_what_is_said_of_any_flow_is_true(request):
    wanted = request.config.getoption("--sentences")
    rng, done, false = np.random.default_rng(wanted), 0, []
    while done < wanted:
        study = some_study(rng)
        on_the_wall = rng.random() < 0.01
        done += 48 if on_the_wall else len(study.runs)
        with np.errstate(all="ignore"):
            faults = faults_in_wall(study) if on_the_wall else faults_in(study)
        false += [(fault, study) for fault in faults]
    assert not false, f"{len(false)} false, such as " + "\n".join(map(str, false[:5]))
