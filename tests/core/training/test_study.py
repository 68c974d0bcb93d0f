"""What a race promises: settings that fit together, runs that differ where they say so, faults with a place."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.naming import text_of
from core.config.words import LabError
from core.data.datasets import MNIST
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import ReLU, Tanh
from core.rules.initializers import He, Normal
from core.rules.losses import SoftmaxCrossEntropy, SquaredError
from core.rules.optimizers import SGD, Adam, Momentum
from core.training.study import Experiment, RunConfiguration, Settings, TrainingView, WeightDecay
from tests.core.helpers import configurations, experiments

PARTS = [RunConfiguration, Settings, BatchNorm, DropoutPart, WeightDecay]


@pytest.mark.parametrize("kind", PARTS)
def test_every_setting_has_a_label_and_a_place_in_the_form(kind):
    for name, parameter in kind.parameters().items():
        assert parameter.label.strip(), name
        assert parameter.group or kind not in (RunConfiguration, Settings), name


@pytest.mark.parametrize("kind", PARTS)
@given(data=st.data())
def test_settings_are_written_as_json_and_read_back(kind, data):
    configuration = data.draw(configurations(kind))
    assert kind.from_plain(json.loads(json.dumps(configuration.to_plain(), allow_nan=False))) == configuration


def test_what_nobody_chose_is_the_net_of_the_lecture():
    run = RunConfiguration()
    assert (run.hidden, run.activation, run.initializer) == ((100,) * 4, ReLU(), He())
    assert (run.optimizer, run.loss) == (SGD(lr=0.01), SoftmaxCrossEntropy())
    assert run.batch_norm is run.dropout is run.decay is None
    assert DropoutPart().ratio == 0.15 and WeightDecay() == WeightDecay(strength=0.1, kind="l2")
    assert Settings().data == MNIST() and Settings().validation_share == 0


# Structure


def test_optimizer_decay_and_initial_weights_are_no_part_of_the_structure():
    run = RunConfiguration(hidden=(5, 4))
    for other in (
        RunConfiguration(hidden=(5, 4), optimizer=Adam(), decay=WeightDecay(), initializer=Normal()),
        RunConfiguration(hidden=[5, 4], activation=ReLU()),
    ):
        assert other.structure == run.structure
    assert (
        RunConfiguration(dropout=DropoutPart(ratio=0.1)).structure
        == RunConfiguration(dropout=DropoutPart(ratio=0.2)).structure
    )


def test_layers_activation_loss_normalization_and_dropout_are_the_structure():
    structures = [
        RunConfiguration(**changed).structure
        for changed in (
            {},
            {"hidden": (5, 5)},
            {"activation": Tanh()},
            {"loss": SquaredError()},
            {"batch_norm": BatchNorm(place="before")},
            {"batch_norm": BatchNorm(place="after")},
            {"dropout": DropoutPart()},
        )
    ]
    assert len(set(structures)) == len(structures)


# What does not fit


@pytest.mark.parametrize(
    ("kind", "values", "field", "message"),
    [
        (RunConfiguration, {"hidden": ()}, "hidden", "hidden layers must be 1 to 50 layers of 1 to 2,000 nodes"),
        (RunConfiguration, {"hidden": (100, 0)}, "hidden", "hidden layers must be"),
        (RunConfiguration, {"hidden": (1,) * 51}, "hidden", "hidden layers must be"),
        (RunConfiguration, {"optimizer": None}, "optimizer", "optimizer must be one of sgd, momentum,"),
        (RunConfiguration, {"activation": SGD()}, "activation", "activation must be one of sigmoid,"),
        (RunConfiguration, {"decay": 0.1}, "decay", "weight decay must be a set of named settings, got 0.1"),
        (DropoutPart, {"ratio": 1}, "ratio", "dropout ratio must be a number in [0, 1), got 1"),
        (DropoutPart, {"ratio": 1.5}, "ratio", "dropout ratio must be a number in [0, 1), got 1.5"),
        (WeightDecay, {"strength": -1}, "strength", "decay strength must be a number in [0, 100], got -1"),
        (WeightDecay, {"kind": "l3"}, "kind", "penalty must be one of l2, l1, got l3"),
        (BatchNorm, {"place": "between"}, "place", "place must be one of before, after, got between"),
        (Settings, {"train_size": 1}, "train_size", "training images must be a whole number from 2"),
        (Settings, {"batch_size": 0}, "batch_size", "batch size must be a whole number from 1"),
        (Settings, {"length": 0}, "length", "length must be a whole number from 1"),
        (Settings, {"unit": "hours"}, "unit", "counted in must be one of steps, epochs, got hours"),
        (Settings, {"validation_share": 1}, "validation_share", "validation share must be a number in [0, 0.9]"),
        (Settings, {"seed": -1}, "seed", "seed must be a whole number from 0"),
        (Settings, {"data": "mnist"}, "data", "data must be one of mnist,"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(kind, values, field, message):
    with pytest.raises(LabError) as error:
        kind(**values)
    assert error.value.field == field
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ({"train_size": 100, "batch_size": 101}, 100),
        ({"train_size": 100, "batch_size": 100, "validation_share": 0.01}, 99),
        ({"train_size": 100, "batch_size": 81, "validation_share": 0.2}, 80),
        ({"train_size": 2, "batch_size": 1, "validation_share": 0.9}, 0),
    ],
)
def test_a_batch_larger_than_the_training_set_is_refused(values, most):
    with pytest.raises(LabError) as error:
        Settings(**values)
    assert error.value.field == "batch_size"
    size = values["batch_size"]
    assert str(error.value) == f"batch size must be at most {most}, the number of training images, got {size}"


def test_a_batch_as_large_as_the_training_set_is_one_step_an_epoch():
    assert Settings(train_size=100, batch_size=100).steps_per_epoch == 1
    assert Settings(train_size=100, batch_size=80, validation_share=0.2).steps_per_epoch == 1


# Length


@pytest.mark.parametrize(
    ("values", "per_epoch", "steps", "interval"),
    [
        ({"train_size": 60_000, "batch_size": 128, "length": 2000}, 468, 2000, 468),
        ({"train_size": 1000, "batch_size": 100, "length": 20, "unit": "epochs"}, 10, 200, 10),
        ({"train_size": 300, "batch_size": 100, "length": 201, "unit": "epochs"}, 3, 603, 3),
        ({"train_size": 500, "batch_size": 100, "length": 50, "unit": "epochs", "validation_share": 0.2}, 4, 200, 4),
        ({"train_size": 250, "batch_size": 100, "length": 7, "evaluate_every": 3}, 2, 7, 3),
    ],
)
def test_epochs_steps_and_measurements_are_counted_in_full_batches(values, per_epoch, steps, interval):
    settings = Settings(**values)
    assert (settings.steps_per_epoch, settings.steps, settings.evaluation_interval) == (per_epoch, steps, interval)


@given(settings=configurations(Settings))
def test_settings_that_exist_leave_a_full_batch_to_train_on(settings):
    assert 1 <= settings.batch_size <= settings.training_images <= settings.train_size
    assert settings.steps_per_epoch >= 1 and settings.steps >= settings.length and settings.evaluation_interval >= 1


@given(size=st.integers(10, 240), share=st.floats(0, 0.9))
def test_the_training_images_are_those_that_the_split_leaves(tiny_dataset, size, share):
    settings = Settings(train_size=size, validation_share=share, batch_size=1)
    split = tiny_dataset.split(size, share, seed=0)
    assert settings.training_images == len(split.train) == size - len(split.validation)


# The race


@pytest.mark.parametrize("count", [0, Experiment.most_runs + 1])
def test_a_race_of_none_or_too_many_is_refused(count):
    with pytest.raises(LabError) as error:
        Experiment(runs=(RunConfiguration(),) * count)
    assert str(error.value) == f"there must be 1 to {Experiment.most_runs} runs, got {count}"
    assert error.value.field == "runs"


def test_a_race_of_the_most_runs_is_allowed():
    assert len(Experiment(runs=(RunConfiguration(),) * Experiment.most_runs).runs) == Experiment.most_runs


@given(experiment=experiments())
def test_a_race_is_written_as_json_and_read_back(experiment):
    assert Experiment.from_plain(json.loads(json.dumps(experiment.to_plain(), allow_nan=False))) == experiment


def test_what_is_common_is_written_once_and_a_run_may_differ():
    experiment = Experiment.from_plain(
        {
            "settings": {"train_size": 300, "batch_size": 100},
            "common": {"hidden": [10], "optimizer": {"kind": "momentum", "lr": 0.1}, "decay": {}},
            "runs": [{}, {"hidden": [20]}, {"optimizer": "sgd"}, {"decay": None}],
        }
    )
    common = RunConfiguration(hidden=(10,), optimizer=Momentum(lr=0.1), decay=WeightDecay())
    assert experiment.settings == Settings(train_size=300, batch_size=100)
    assert experiment.runs == (
        common,
        common.with_value("hidden", (20,)),
        common.with_value("optimizer", SGD()),
        common.with_value("decay", None),
    )


def test_an_empty_description_is_the_default_race():
    assert Experiment.from_plain({}) == Experiment() == Experiment(Settings(), (RunConfiguration(),))


@pytest.mark.parametrize(
    ("plain", "field", "message"),
    [
        (None, "", "a study must be a set of named settings"),
        ([], "", "a study must be a set of named settings"),
        ({"run": []}, "run", "unknown setting 'run'; known are: settings, common, runs"),
        ({"settings": None}, "settings", "expected a set of named settings, got None"),
        ({"settings": {"batch": 3}}, "settings.batch", "unknown setting 'batch'; known are: data,"),
        ({"settings": {"train_size": 50}}, "settings.batch_size", "batch size must be at most 50"),
        (
            {"settings": {"data": {"kind": "npz", "train": 3}}},
            "settings.data.train",
            "training file must be a file name",
        ),
        ({"settings": {"seed": math.nan}}, "settings.seed", "seed must be a whole number from 0"),
        ({"runs": {}}, "runs", "runs must be a list of sets of named settings"),
        ({"runs": [{}, 3]}, "runs.1", "expected a set of named settings, got 3"),
        ({"common": []}, "common", "what is common must be a set of named settings"),
        ({"runs": []}, "runs", "there must be 1 to 64 runs, got 0"),
        ({"runs": [{}, {"nodes": 3}]}, "runs.1.nodes", "unknown setting 'nodes'; known are: batch_norm,"),
        ({"runs": [{"optimizer": "sdg"}]}, "runs.0.optimizer", "unknown optimizer 'sdg'; known are: sgd,"),
        (
            {"runs": [{}, {"optimizer": {"kind": "adam", "lr": 0}}]},
            "runs.1.optimizer.lr",
            "learning rate must be a number in (0, 1000], got 0",
        ),
        ({"runs": [{"dropout": {"ratio": 1.5}}]}, "runs.0.dropout.ratio", "dropout ratio must be a number in [0, 1)"),
        ({"runs": [{"dropout": 0.2}]}, "runs.0.dropout", "expected a set of named settings, got 0.2"),
        ({"runs": [{"dropout": {"dropout": 0.2}}]}, "runs.0.dropout.dropout", "unknown setting 'dropout'"),
        ({"common": {"hidden": []}, "runs": [{}]}, "runs.0.hidden", "hidden layers must be 1 to 50 layers"),
    ],
    ids=lambda part: f"{part!r:.40}",
)
def test_a_fault_in_a_written_race_is_told_with_its_dotted_place(plain, field, message):
    with pytest.raises(LabError) as error:
        Experiment.from_plain(plain)
    assert error.value.field == field
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("runs", "names"),
    [
        ([{}, {"decay": WeightDecay()}], ["plain", "weight decay"]),
        ([{"decay": WeightDecay(strength=0.1)}, {"decay": WeightDecay(strength=0.2)}], ["λ 0.1", "λ 0.2"]),
        ([{"optimizer": SGD(lr=0.1)}, {"optimizer": Adam()}], ["SGD", "Adam"]),
        ([{"optimizer": SGD(lr=0.1)}, {"optimizer": SGD(lr=0.2)}], ["SGD η 0.1", "SGD η 0.2"]),
    ],
)
def test_brief_names_leave_out_what_runs_share(runs, names):
    experiment = Experiment(runs=tuple(RunConfiguration(**run) for run in runs))
    assert [text_of(name).replace("weight decay λ", "λ") for name in experiment.brief_names()] == names
    assert len({text_of(name) for name in experiment.brief_names()}) == len(runs)


def test_parts_below_the_picture_come_and_go_one_by_one():
    view = TrainingView()
    for part, expected in (("numbers", "numbers"), ("plot", "both"), ("numbers", "plot"), ("plot", "none")):
        view = view.with_below(part, not view.has_below(part))
        assert view.below == expected
