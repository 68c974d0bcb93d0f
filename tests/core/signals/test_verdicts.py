"""What verdicts promise: they say what was measured, and something else where the usual slogan would be wrong."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest

import core.signals.verdicts
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import ELU, ReLU, Sigmoid, Tanh
from core.rules.initializers import He, Normal, Printed, Xavier
from core.signals.flow import Flow, SignalLab, flow
from core.signals.study import SignalConfiguration, SignalSettings
from core.signals.verdicts import KEPT, LARGE_CHANGE, headline, verdict

SEEDS = range(3)
LAB = SignalLab()


def signal(activation, initializer, layers=5, seed=0, with_gradients=True, **changed) -> Flow:
    row = SignalConfiguration(activation, layers, initializer=initializer, **changed)
    return flow(row, SignalSettings(seed=seed), with_gradients, lab=LAB)


def text(found: Flow) -> str:
    return " ".join(str(phrase) for phrase in verdict(found))


def with_gradient(found: Flow, ratio: float) -> Flow:
    """Return the flow as if its gradients had come to `ratio` from the last layer to the first."""
    count = len(found.layers) - 1
    sizes = [ratio ** ((count - place) / count) for place in range(count + 1)]
    layers = tuple(replace(r, gradient_rms=size) for r, size in zip(found.layers, sizes, strict=True))
    gain = ratio ** (1 / count)
    factors = tuple(replace(f, factor=gain, gain=gain / f.through) for f in found.factors)
    return replace(found, layers=layers, factors=factors)


# The usual slogans, and where they are wrong


@pytest.mark.parametrize("seed", SEEDS)
def test_saturated_units_do_not_mean_a_vanishing_gradient(seed):
    said = text(signal(Sigmoid(), Normal(1.0), seed=seed))
    assert "are within 0.05 of 0 or 1: saturated" in said
    assert "the slope is below 0.01" in said and "its median is 0.0" in said
    assert "Yet the gradient does not vanish" in said
    assert "because the large weights amplify what the open units let through" in said
    assert "vanishes" not in said and "explodes" not in said


@pytest.mark.parametrize("seed", SEEDS)
def test_saturated_units_may_go_with_an_exploding_gradient(seed):
    said = text(signal(Tanh(), Normal(1.0), seed=seed))
    assert "within 0.05 of −1 or 1: saturated" in said
    assert "Yet the gradient does not vanish, it explodes" in said


def test_only_layers_of_which_it_is_true_are_said_to_pass_almost_nothing_back():
    found = signal(ELU(), Normal(10.0), layers=50)
    assert any(r.closed >= core.signals.verdicts.MANY_CLOSED and r.median_slope == 1 for r in found.layers)
    (said,) = [phrase for phrase in verdict(found) if "almost nothing back" in str(phrase)]
    first = said.values["layers"].values["first"]
    last = said.values["layers"].values.get("last", first)
    for reading in found.layers[first - 1 : last]:
        assert reading.closed >= core.signals.verdicts.MANY_CLOSED and reading.median_slope < 0.1
    assert "its median is 0: these" in str(said)
    assert found.layers[first - 2].median_slope >= 0.1  # and it is the whole stretch


@pytest.mark.parametrize(
    "found, gravest",
    [
        ((Sigmoid(), Xavier()), "gradient vanishes: 1/"),
        ((ReLU(), Normal(1.0)), "gradient explodes: "),
        ((Sigmoid(), Normal(1.0)), "layers 1 to 5: "),
        ((ReLU(), He()), "activations and gradient keep their size"),
    ],
)
def test_the_headline_is_the_gravest_of_what_was_found_in_a_line(found, gravest):
    said = str(core.signals.verdicts.headline(signal(*found)))
    assert said.startswith(gravest) and len(said) < 60


def test_every_statement_has_a_headline_that_needs_no_more_values():
    assert {t for t in vars(core.signals.verdicts).values() if isinstance(t, str) and t.endswith(".")} <= {
        *core.signals.verdicts._HEADLINES,
        core.signals.verdicts.__doc__,
        core.signals.verdicts._GRADIENT_KEPT,  # whatever is said of the way forward comes first
    }
    for template, short in core.signals.verdicts._HEADLINES.items():
        fields, needed = ({name for _, name, _, _ in string.Formatter().parse(t) if name} for t in (template, short))
        assert needed <= fields, template


def test_saturated_units_whose_gradient_does_vanish_are_said_to():
    said = text(with_gradient(signal(Sigmoid(), Normal(1.0)), 1 / 40_000))
    assert "saturated" in said and "Yet" not in said
    assert "The gradient at layer 1 is 1/40,000 of that at layer 5: it vanishes." in said


def test_the_weights_are_not_blamed_when_they_do_not_amplify():
    found = signal(Sigmoid(), Normal(1.0))
    found = replace(found, factors=tuple(replace(f, gain=0.9, other=10.0) for f in found.factors))
    assert "large weights" not in text(found) and "The gradient keeps its size" in text(found)


def test_xavier_keeps_half_of_the_spread_of_sigmoid_and_not_its_gradient():
    for seed in SEEDS:
        said = text(signal(Sigmoid(), Xavier(), seed=seed))
        assert "The activations shrink: a layer multiplies their standard deviation by 0.8" in said
        assert "keep" not in said and "saturated" not in said and "the same thing" not in said
        assert "it vanishes. A layer multiplies it by 0.23" in said


def test_small_weights_are_no_harm_behind_batch_normalization():
    for place in ("before", "after"):
        found = signal(Sigmoid(), Normal(0.01), batch_norm=BatchNorm(place))
        assert str(headline(found)) == "activations and gradient keep their size", text(found)
        assert "the nodes say the same thing" not in text(found)


def test_the_half_that_relu_closes_is_no_saturation():
    for seed in SEEDS:
        found = signal(ReLU(), He(), seed=seed)
        assert all(0.4 < reading.closed < 0.6 for reading in found.layers)
        assert str(headline(found)) == "activations and gradient keep their size", text(found)


def test_deep_sigmoid_layers_look_spread_out_and_say_the_same_for_every_sample():
    found = signal(Sigmoid(), Xavier(), 20)
    assert found.layers[-1].std > 0.1
    assert "units vary by" in text(found) and "what goes in hardly matters any more" in text(found)
    assert "units vary by" not in text(signal(Tanh(), Xavier(), 20))


# The rows of the lecture


@pytest.mark.parametrize(
    ("found", "words", "never"),
    [
        ((Sigmoid(), Normal(0.01)), ["the outputs lie near 0.49", "the nodes say the same thing", "vanishes"], "satur"),
        ((ReLU(), Normal(0.01)), ["The activations shrink", "vanishes"], "dead"),
        ((ReLU(), Xavier()), ["The activations shrink", "A layer multiplies it by 0.6"], "vanishes"),
        ((ReLU(), Printed()), ["The activations grow", "from 1.1"], "explodes"),
        ((ReLU(), Normal(1.0)), ["The activations grow", "explodes", "weights 9.9"], "Yet"),
        ((Tanh(), Xavier()), ["The activations shrink", "to 0.3", "The gradient at layer 1 is 0.5"], "keep"),
        ((Sigmoid(), Normal(0.0)), ["the nodes say the same thing", "No gradient reaches layer 4"], "satur"),
        ((ReLU(), Normal(0.0)), ["every output is 0", "No gradient reaches layer 4"], "shrink"),
        ((ReLU(), He(), 30), ["of the units are closed for every sample: dead"], "vanishes"),
        ((ELU(), Normal(1.0)), ["within 0.05 of −1: saturated"], "0 or"),
    ],
)
def test_a_row_is_said_in_words(found, words, never):
    said = text(signal(*found))
    assert all(word in said for word in words), said
    assert never not in said


def test_without_gradients_nothing_is_said_of_them():
    assert "gradient" not in text(signal(Sigmoid(), Normal(1.0), with_gradients=False))
    assert text(signal(Sigmoid(), Normal(1.0), with_gradients=False))


def test_one_layer_has_no_way_back():
    assert "gradient" not in text(signal(Tanh(), Xavier(), 1))


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.99 / LARGE_CHANGE, "it vanishes"),
        (1.01 / LARGE_CHANGE, "The gradient at layer 1 is 0.101 times that"),
        (1.01 / KEPT, "keeps its size"),
        (0.99 * KEPT, "keeps its size"),
        (1.01 * KEPT, "The gradient at layer 1 is 1.52 times"),
        (1.01 * LARGE_CHANGE, "it explodes"),
    ],
)
def test_thresholds_decide(ratio, words):
    assert words in text(with_gradient(signal(ReLU(), He()), ratio))


def test_values_that_outgrow_all_numbers_are_all_that_is_said():
    found = signal(ReLU(), He())
    layers = (*found.layers[:3], *(replace(r, finite=0.25, std=float("nan")) for r in found.layers[3:]))
    (phrase,) = verdict(replace(found, layers=layers))
    assert str(phrase) == "layers 4 to 5: 75 % of the values have outgrown all numbers (infinite or undefined)."


def test_what_normalization_and_dropout_do_to_the_gradient_is_told_apart():
    found = signal(ReLU(), He(), dropout=DropoutPart(ratio=0.5))
    assert "normalization and dropout 0.7" in text(found)
    assert "dropout" not in text(signal(ReLU(), Xavier()))


def test_every_sentence_has_its_values():
    sentences = {
        name: value for name, value in vars(core.signals.verdicts).items() if isinstance(value, str) and "{" in value
    }
    assert len(sentences) > 15
    for name, sentence in sentences.items():
        places = {place for _, place, _, _ in string.Formatter().parse(sentence) if place}
        assert sentence.format(**dict.fromkeys(places, "1")), name
