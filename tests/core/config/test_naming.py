"""What names of runs promise: they say what differs, nothing else, and never the same twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.naming import text_of
from core.config.parameters import Optional
from core.data.datasets import NPZFiles
from core.descent.study import Descent
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import Sigmoid
from core.rules.initializers import Normal, Xavier
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, optimizers
from core.scenes import scenes
from core.signals.study import SignalStudy, names_of_networks
from core.training.study import RunConfiguration, Settings, WeightDecay, names_of_runs
from tests.core.helpers import configurations


def texts(*runs: RunConfiguration, settings: list[Settings] | None = None) -> list[str]:
    return [text_of(name) for name in names_of_runs(runs, settings)]


def run(**changed: object) -> RunConfiguration:
    return RunConfiguration(**changed)


DIFFERING = {
    "optimizers": ([{"optimizer": SGD(0.01)}, {"optimizer": Adam(0.001)}], ["SGD η 0.01", "Adam η 0.001"]),
    "learning rates": ([{"optimizer": SGD(0.01)}, {"optimizer": SGD(0.1)}], ["SGD η 0.01", "SGD η 0.1"]),
    "momenta": (
        [{"optimizer": Momentum(0.01, 0.5)}, {"optimizer": Momentum(0.01, 0.9)}],
        ["Momentum α 0.5", "Momentum α 0.9"],
    ),
    "rate and momentum": (
        [{"optimizer": Momentum(0.1, 0.5)}, {"optimizer": Momentum(0.01, 0.9)}],
        ["Momentum η 0.1, α 0.5", "Momentum η 0.01, α 0.9"],
    ),
    "a third optimizer": (
        [{"optimizer": AdaGrad(0.1)}, {"optimizer": AdaGrad(0.2)}, {"optimizer": SGD(0.3)}],
        ["AdaGrad η 0.1", "AdaGrad η 0.2", "SGD η 0.3"],
    ),
    "a cure": ([{}, {"batch_norm": BatchNorm()}], ["plain", "batch normalization"]),
    "two cures": (
        [{}, {"dropout": DropoutPart(0.2)}, {"dropout": DropoutPart(0.2), "decay": WeightDecay(0.1)}],
        ["plain", "dropout 0.2", "dropout 0.2, weight decay λ 0.1"],
    ),
    "strengths": (
        [{"decay": WeightDecay(0.1)}, {"decay": WeightDecay(0.01)}],
        ["weight decay λ 0.1", "weight decay λ 0.01"],
    ),
    "penalties": (
        [{"decay": WeightDecay(0.1, "l2")}, {"decay": WeightDecay(0.1, "l1")}],
        ["weight decay λ 0.1, L2: ½ λ ΣW²", "weight decay λ 0.1, L1: λ Σ|W|"],
    ),
    "places": (
        [{"batch_norm": BatchNorm("before")}, {"batch_norm": BatchNorm("after")}],
        ["batch normalization before", "batch normalization after"],
    ),
    "layers": ([{"hidden": (100,) * 4}, {"hidden": (50, 20)}], ["hidden layers 4×100", "hidden layers 50-20"]),
    "activations": ([{}, {"activation": Sigmoid()}], ["ReLU", "sigmoid"]),
    "initial weights": (
        [{"initializer": Normal(0.01)}, {"initializer": Xavier()}],
        ["normal σ 0.01", "Xavier 1/√n"],
    ),
}


@pytest.mark.parametrize("changes, names", DIFFERING.values(), ids=list(DIFFERING))
def test_runs_are_named_by_what_differs_and_nothing_else(changes, names):
    assert texts(*[run(**changed) for changed in changes]) == names


def test_a_run_alone_is_named_by_its_cures():
    assert texts(run()) == ["plain"]
    assert texts(run(dropout=DropoutPart(0.4), decay=WeightDecay(0.2))) == ["dropout 0.4, weight decay λ 0.2"]


def test_twins_are_numbered():
    assert texts(run(), run(), run()) == ["plain", "plain (2)", "plain (3)"]
    twin = run(optimizer=Adam(0.1))
    assert texts(run(), twin, twin) == ["SGD η 0.01", "Adam η 0.1", "Adam η 0.1 (2)"]


def test_runs_of_different_races_are_named_by_what_their_settings_differ_in():
    settings = [Settings(seed=1), Settings(seed=2)]
    assert texts(run(), run(), settings=settings) == ["seed 1", "seed 2"]
    assert texts(run(), run(), settings=[Settings(), Settings()]) == ["plain", "plain (2)"]
    mixed = texts(run(), run(dropout=DropoutPart(0.2)), settings=[Settings(), Settings(batch_size=32)])
    assert mixed == ["batch size 128", "dropout 0.2, batch size 32"]


def test_other_data_are_named():
    settings = [Settings(), Settings(data=NPZFiles(train="digits.npz"))]
    plain, other = texts(run(), run(), settings=settings)
    assert plain == "MNIST"
    assert "digits.npz" in other


RUNS = st.lists(configurations(RunConfiguration), min_size=1, max_size=5)


@given(RUNS)
def test_no_two_runs_have_the_same_name(runs):
    names = texts(*runs)
    assert len(names) == len(runs)
    assert len(set(names)) == len(names)
    assert all(names)


@given(RUNS, st.data())
def test_a_name_does_not_depend_on_the_order(runs, data):
    unique = list(dict.fromkeys(runs))
    order = data.draw(st.permutations(range(len(unique))))
    names = texts(*unique)
    if not any(name.endswith(")") for name in names):
        assert texts(*[unique[place] for place in order]) == [names[place] for place in order]


@given(configurations(RunConfiguration), st.integers(2, 4))
def test_what_all_runs_share_is_not_named(shared, count):
    runs = [RunConfiguration(**{**vars(shared), "hidden": (10 + k,)}) for k in range(count)]
    assert texts(*runs) == [f"hidden layers {10 + k}" for k in range(count)]


# Paths on a surface


def path_texts(*runs: object) -> list[str]:
    return [text_of(name) for name in Descent(runs=tuple(runs)).names()]


PATHS = {
    "one": ([SGD(0.1)], ["SGD"]),
    "each rule once": ([SGD(0.95), Momentum(0.1), Adam(0.3)], ["SGD", "Momentum", "Adam"]),
    "a ladder": ([SGD(0.5), SGD(0.95), SGD(1.0)], ["SGD η 0.5", "SGD η 0.95", "SGD η 1"]),
    "momenta": ([Momentum(0.1, 0.0), Momentum(0.1, 0.9)], ["Momentum α 0", "Momentum α 0.9"]),
    "a ladder and another": ([SGD(0.5), SGD(1.0), Adam()], ["SGD η 0.5", "SGD η 1", "Adam"]),
    "two settings": ([Momentum(0.1, 0.5), Momentum(0.2, 0.9)], ["Momentum η 0.1, α 0.5", "Momentum η 0.2, α 0.9"]),
    "a switch": (
        [Adam(0.3), Adam(0.3, bias_correction=False)],
        ["Adam with bias correction", "Adam without bias correction"],
    ),
    "twins": ([SGD(0.1), SGD(0.1)], ["SGD", "SGD (2)"]),
}


@pytest.mark.parametrize(("runs", "names"), PATHS.values(), ids=list(PATHS))
def test_paths_are_named_by_their_rule_and_by_what_differs_within_it(runs, names):
    assert path_texts(*runs) == names


@given(st.lists(st.sampled_from(optimizers.classes()).flatmap(configurations), min_size=1, max_size=8))
def test_no_two_paths_have_the_same_name(runs):
    names = path_texts(*runs)
    assert len(set(names)) == len(names) == len(runs) and all(names)


@pytest.mark.parametrize("scene", scenes().values(), ids=list(scenes()))
def test_names_in_scenes_of_the_lecture_are_short_and_unnumbered(scene):
    content = scene.study
    if isinstance(content, SignalStudy):
        names = [text_of(name) for name in names_of_networks(content.runs)]
    elif isinstance(content, Descent):
        names = path_texts(*content.runs)
    else:
        names = texts(*content.runs)
    assert all(len(name) <= 60 for name in names)
    assert not any("(" in name for name in names if "√" not in name)


def test_every_cure_can_be_absent():
    cures = [name for name, parameter in RunConfiguration.parameters().items() if isinstance(parameter, Optional)]
    assert cures == ["batch_norm", "dropout", "decay"]
