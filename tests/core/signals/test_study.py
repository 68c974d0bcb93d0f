"""What a study promises: settings that fit together, the trainer's own networks, inputs as described, plain names."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given

from core.config.naming import text_of
from core.config.words import LabError
from core.networks.configuration import BatchNorm, DropoutPart, NetworkConfiguration
from core.rules.activations import ReLU, Sigmoid, curve
from core.rules.initializers import Normal, Xavier
from core.signals.inputs import MNISTInput, NormalInput, UniformInput, inputs
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalTraining, names_of_networks
from tests.core.helpers import name_of, studies


@given(studies())
def test_a_study_is_written_as_json_and_read_back(study):
    assert SignalStudy.from_plain(json.loads(json.dumps(study.to_plain(), allow_nan=False))) == study


def test_what_nobody_chose_is_the_first_histogram_of_the_lecture():
    study = SignalStudy()
    assert study.runs == (
        SignalConfiguration(Sigmoid(), layers=5, nodes=100, batch_norm=None, dropout=None, initializer=Normal(1.0)),
    )
    settings = study.settings
    assert (settings.input, settings.samples, settings.features, settings.bins) == (NormalInput(), 1000, 100, 30)


def test_every_setting_has_a_label_and_a_place_in_the_form():
    for kind in (SignalConfiguration, SignalSettings):
        for name, parameter in kind.parameters().items():
            assert parameter.label.strip() and parameter.group.strip(), name


def test_rows_name_only_what_they_do_not_have_in_common():
    study = SignalStudy.from_plain(
        {"common": {"activation": "relu", "nodes": 50}, "runs": [{"initializer": "he"}, {"layers": 7}]}
    )
    assert [(row.activation, row.nodes, row.layers) for row in study.runs] == [(ReLU(), 50, 5), (ReLU(), 50, 7)]


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"runs": []}, "runs"),
        ({"runs": [{}] * 4}, "runs"),
        ({"runs": [{}, {"layers": 51}]}, "runs.1.layers"),
        ({"runs": [{"nodes": 9}]}, "runs.0.nodes"),
        ({"settings": {"samples": 9}}, "settings.samples"),
        ({"settings": {"input": "noise"}}, "settings.input"),
        ({"settings": {"range": "wide"}}, "settings.range"),
        ({"rows": []}, "rows"),
        ({"settings": {"samples": 10_000}, "runs": [{}, {"nodes": 500}]}, "runs.1.nodes"),
        ({"settings": {"samples": 10_000}, "runs": [{"layers": 50}]}, "runs.0.nodes"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(plain, field):
    with pytest.raises(LabError) as error:
        SignalStudy.from_plain(plain)
    assert error.value.field == field


def test_a_study_can_have_another_seed():
    study = SignalStudy().with_seed(7)
    assert study.seed == 7 and study.with_seed(0) == SignalStudy()


def test_the_trainer_has_the_same_network():
    row = SignalConfiguration(ReLU(), 3, 20, BatchNorm("after"), DropoutPart(0.3), Xavier())
    assert row.network == NetworkConfiguration(
        hidden=(20,) * 3,
        activation=ReLU(),
        batch_norm=BatchNorm("after"),
        dropout=DropoutPart(0.3),
        initializer=Xavier(),
    )


def test_a_study_says_what_each_result_depends_on():
    study = SignalStudy(runs=(SignalConfiguration(), SignalConfiguration(ReLU()), SignalConfiguration(layers=7)))
    longer = study.with_settings(training=SignalTraining(steps=7))
    assert (longer.flow_inputs, longer.wall_inputs) == (study.flow_inputs, study.wall_inputs)
    assert longer.training_inputs != study.training_inputs
    looked_at = study.with_view(focus="wall", layer=3, scale="log", step=4)
    for name in ("flow_inputs", "wall_inputs", "training_inputs"):
        assert getattr(looked_at, name) == getattr(study, name)
        assert getattr(study.with_seed(1), name) != getattr(study, name)
    other = study.with_view(selected=1)  # another function: the same wall, another training
    assert (other.flow_inputs, other.wall_inputs) == (study.flow_inputs, study.wall_inputs)
    assert other.training_inputs != study.training_inputs
    assert study.with_view(selected=2).wall_inputs != study.wall_inputs


def test_a_training_can_go_on_with_another_learning_rate_and_nothing_else():
    settings = SignalSettings()
    assert settings.can_become(settings.with_value("training.lr", 0.5))
    assert not settings.can_become(settings.with_value("training.steps", 5))
    assert not settings.can_become(settings.with_value("bins", 20))


# Inputs


@pytest.mark.parametrize("kind", inputs.classes(), ids=name_of)
def test_an_input_is_drawn_by_its_seed_and_has_the_shape_asked_for(kind):
    features = kind().features(40)
    x, same, other = (kind().draw(50, features, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert x.shape == (50, features) and x.dtype == np.float64
    assert (x == same).all() and (x != other).any()


def test_noise_has_mean_0_and_variance_1():
    for kind in (NormalInput, UniformInput):
        x = kind().draw(2000, 100, np.random.default_rng(0))
        assert abs(x.mean()) < 0.01 and x.std() == pytest.approx(1, abs=0.01)
    assert np.abs(x).max() <= math.sqrt(3)


def test_digits_are_images_of_784_pixels_from_0_to_1_or_standardized(mnist):
    x = MNISTInput().draw(100, 784, np.random.default_rng(0))
    assert MNISTInput().features(100) == 784 and x.shape == (100, 784)
    assert x.min() == 0 and x.max() == 1
    rows = {row.tobytes() for row in np.round(x * 255).astype(np.uint8)}
    assert rows <= {image.tobytes() for image in mnist.train.images}
    z = MNISTInput(standardized=True).draw(100, 784, np.random.default_rng(0))
    assert abs(z.mean()) < 1e-12 and z.std() == pytest.approx(1)
    assert np.corrcoef(x.ravel(), z.ravel())[0, 1] == pytest.approx(1)


# Names and curves


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([{}], ["sigmoid, normal σ 1"]),
        ([{"initializer": Normal(0.01)}, {"initializer": Xavier()}], ["normal σ 0.01", "Xavier 1/√n"]),
        ([{}, {"batch_norm": BatchNorm("before")}], ["no BN", "BN before"]),
        ([{"layers": 5}, {"layers": 20}], ["5 layers", "20 layers"]),
        ([{}, {}], ["sigmoid, normal σ 1", "sigmoid, normal σ 1 (2)"]),
    ],
)
def test_rows_are_named_by_what_differs(rows, names):
    assert [text_of(name) for name in names_of_networks([SignalConfiguration(**row) for row in rows])] == names


def test_a_curve_has_value_and_slope_at_every_place():
    drawn = curve(ReLU(), -2, 2, 5)
    assert drawn.x.tolist() == [-2, -1, 0, 1, 2]
    assert drawn.h.tolist() == [0, 0, 0, 1, 2] and drawn.slope.tolist() == [0, 0, 0, 1, 1]
