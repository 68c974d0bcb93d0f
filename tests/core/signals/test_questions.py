"""What the sentences of the activation tab say, worked out again from a second computation, also where slogans fail."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.config.figures import number, ratio, share
from core.config.questions import questions
from core.jobs import Report
from core.networks.configuration import BatchNorm
from core.networks.network import WEIGHTS
from core.rules.activations import ELU, Identity, LeakyReLU, ReLU, Tanh
from core.rules.initializers import He, Normal, Printed
from core.scenes import find_scene, scenes
from core.signals.flow import INPUT, SignalLab, StudySnapshot, StudyTask, Wall, flows
from core.signals.study import SignalConfiguration, SignalStudy
from tests.core.rules.activation_cases import CASE_OF
from tests.core.signals.test_flow import root_mean_square, written_out

LAB = SignalLab()
SIGNALS = [id for id, scene in scenes().items() if scene.tab == "activations"]


def study_of(id: str, *changes: dict, **of_all) -> SignalStudy:
    """Return the study of a scene with its runs changed, one by one or all alike."""
    study = find_scene(id).study
    changes = changes or ({},) * len(study.runs)
    runs = [replace(run, **of_all, **changed) for run, changed in zip(study.runs, changes, strict=False)]
    return SignalStudy(study.settings, tuple(runs))


def said(id: str, study: SignalStudy) -> str:
    """Return the sentence of a scene's question about a study."""
    snapshot = StudySnapshot(study, flows(study, lab=LAB), 1, 1)
    return str(questions[find_scene(id).asks].answer(snapshot))


class Raw:
    """What a second computation comes to: arrays of every layer, without the engine."""

    def __init__(self, run: SignalConfiguration, seed: int = 0, samples: int = 1000) -> None:
        with np.errstate(all="ignore"):
            _, self.hs, self.slopes, self.dhs, _ = written_out(run, seed, samples, 100)
            self.stds = [float(h.std()) for h in self.hs]
            self.gradient = root_mean_square(self.dhs[0]) / root_mean_square(self.dhs[-1])
            self.signal = self.stds[-1] / self.stds[0]

    def near(self, *ends: float) -> list[float]:
        """Return for every layer the share of outputs within 0.05 of one of the ends."""
        return [float(np.mean(np.min([abs(h - end) for end in ends], axis=0) < 0.05)) for h in self.hs]

    def closed(self) -> list[float]:
        """Return for every layer the share of values whose slope is below 0.01."""
        return [float(np.mean(abs(slope) < 0.01)) for slope in self.slopes]


def span(shares: list[float]) -> str:
    low, high = share(min(shares)), share(max(shares))
    return low if low == high else f"{low.removesuffix(' %')}–{high}"


def test_every_scene_of_the_tab_asks_something():
    assert all(find_scene(id).asks for id in SIGNALS)


# The size of the gradient

VANISHES, SHRINKS, KEEPS, GROWS, EXPLODES = "vanishes to", "shrinks to", "keeps its size, ×", "grows ×", "explodes ×"
SIGMA_1, SIGMA_001 = {"initializer": Normal(1.0)}, {"initializer": Normal(0.01)}
GRADIENTS = [
    ("gradient-vanishing", study_of("gradient-vanishing"), (VANISHES, VANISHES, KEEPS)),
    # with large weights saturated sigmoids pass the gradient on: the slogan is wrong
    ("gradient-vanishing", study_of("gradient-vanishing", SIGMA_1, {}, SIGMA_001), (KEEPS, VANISHES, VANISHES)),
    ("gradient-vanishing", study_of("gradient-vanishing", activation=Tanh()), (SHRINKS, SHRINKS, GROWS)),
    ("gradient-exploding", study_of("gradient-exploding"), (EXPLODES, EXPLODES)),
    # and large weights alone explode nothing
    ("gradient-exploding", study_of("gradient-exploding", initializer=He()), (KEEPS, KEEPS)),
    ("gradient-exploding", study_of("gradient-exploding", initializer=Printed()), (GROWS, GROWS)),
    ("gradient-exploding", study_of("gradient-exploding", initializer=Normal(0.01)), (VANISHES, VANISHES)),
]


@pytest.mark.parametrize(("id", "study", "fates"), GRADIENTS)
def test_the_gradient_is_said_to_do_what_its_size_does(id, study, fates):
    sentence = said(id, study)
    assert sentence.startswith("Gradient, last layer to first: ")
    clauses = sentence.removesuffix(".").partition(": ")[2].split("; ")
    for clause, run, fate in zip(clauses, study.runs, fates, strict=True):
        words = f"{fate} {ratio(Raw(run).gradient)}"
        grave = fate in (VANISHES, EXPLODES)
        assert clause.endswith(f" **{words}**" if grave else f" {words}")
    assert len({clause.partition(" **")[0].partition(" keeps")[0] for clause in clauses}) == len(study.runs)
    low, high = {VANISHES: (0, 0.1), SHRINKS: (0.1, 1 / 1.5), KEEPS: (1 / 1.5, 1.5), GROWS: (1.5, 10)}.get(
        fates[0], (10, math.inf)
    )
    assert low <= Raw(study.runs[0]).gradient <= high


def test_one_network_needs_no_name_and_one_layer_has_no_way_back():
    study = study_of("gradient-vanishing", {})
    text = f"From layer 5 back to layer 1 the gradient **vanishes to {ratio(Raw(study.runs[0]).gradient)}**."
    assert said("gradient-vanishing", study) == text
    assert said("gradient-vanishing", study_of("gradient-vanishing", {"layers": 1})) == "None"


def test_a_gradient_of_nothing_is_called_so():
    study = study_of("gradient-vanishing", {"activation": ReLU(), "initializer": Normal(0.0)})
    assert said("gradient-vanishing", study) == "From layer 5 back to layer 1 the gradient **is 0**."


# The size of the signal


@pytest.mark.parametrize(
    ("study", "fates"),
    [
        (study_of("init-relu"), (VANISHES, SHRINKS, KEEPS)),
        # without a function that cuts half away He is too large, and Xavier keeps the size
        (study_of("init-relu", activation=Identity()), (VANISHES, KEEPS, GROWS)),
        (study_of("init-relu", {"initializer": Printed()}, SIGMA_1, {}), (GROWS, EXPLODES, KEEPS)),
        (study_of("init-relu", layers=20), (VANISHES, VANISHES, GROWS)),
    ],
)
def test_the_signal_is_said_to_do_what_its_spread_does(study, fates):
    sentence = said("init-relu", study)
    clauses = sentence.removesuffix(".").partition(": ")[2].split("; ")
    for clause, run, fate in zip(clauses, study.runs, fates, strict=True):
        words = f"{fate} {ratio(Raw(run).signal)}"
        assert clause.endswith(f" **{words}**" if fate == KEEPS else f" {words}")


# How outputs lie in their range


def gradient_words(run: SignalConfiguration, fate: str) -> str:
    return f"the gradient {fate} {ratio(Raw(run).gradient)}."


@pytest.mark.parametrize(
    ("changed", "ends", "link", "fate"),
    [
        ({}, (0, 1), "; yet ", KEEPS),
        ({"activation": Tanh()}, (-1, 1), "; yet ", EXPLODES),
        ({"layers": 20, "initializer": Normal(0.7)}, (0, 1), None, VANISHES),
    ],
)
def test_outputs_at_the_ends_are_counted_and_the_gradient_is_said_as_it_is(changed, ends, link, fate):
    study = study_of("init-sigmoid-1", **changed)
    (run,), sentence = study.runs, said("init-sigmoid-1", study)
    raw = Raw(run)
    piled = [value for value in raw.near(*ends) if value >= 0.5]
    words = "−1 or 1" if ends[0] else "0 or 1"
    if link is None:  # too few are closed in some layer, or too few piled up, to say so of all
        assert "let almost nothing back" not in sentence
    else:
        closed = raw.closed()
        assert min(closed) >= 0.4 and len(piled) == run.layers
        start = f"**{span(piled)} of the outputs lie near {words}**, {span(closed)} let almost nothing back"
        assert sentence == start + link + gradient_words(run, fate)


def test_outputs_that_are_alike_say_the_same_thing():
    (run,) = (study := study_of("init-sigmoid-001")).runs
    raw = Raw(run)
    assert all(std < 0.05 for std in raw.stds)
    (mean,) = {number(h.mean(), 2) for h in raw.hs}
    start = f"**The outputs lie near {mean}** in layers 1 to 5: the nodes say the same thing; "
    assert said("init-sigmoid-001", study) == start + gradient_words(run, VANISHES)


@pytest.mark.parametrize(
    ("id", "changed", "what", "fate"),
    [
        ("init-sigmoid-xavier", {}, "shrinks slowly", VANISHES),
        ("init-sigmoid-xavier", {"layers": 2, "initializer": He()}, "keeps its size", SHRINKS),
        ("init-sigmoid-001", {"initializer": Normal(0.3)}, "keeps its size", VANISHES),
        ("init-tanh-xavier", {}, "shrinks slowly", SHRINKS),
        ("init-tanh-xavier", {"initializer": He()}, "keeps its size", KEEPS),
        ("init-tanh-xavier", {"initializer": Normal(0.01)}, "dies out", VANISHES),
        ("init-tanh-xavier", {"activation": ELU(), "initializer": Printed()}, "grows", GROWS),
        ("init-tanh-xavier", {"activation": LeakyReLU(), "initializer": Normal(1.0)}, "explodes", EXPLODES),
    ],
)
def test_a_spread_is_said_to_keep_its_size_only_when_it_does(id, changed, what, fate):
    (run,) = (study := study_of(id, **changed)).runs
    raw = Raw(run)
    numbers = f"{number(raw.stds[0])} → {number(raw.stds[-1])}"
    words = f"Spread of the outputs, layer 1 to {run.layers}: **{what}**, {numbers}; {gradient_words(run, fate)}"
    alike = run.activation.bounds != (None, None) and what == "dies out"
    assert said(id, study) == words or (alike and "the nodes say the same thing" in said(id, study))
    assert (2 / 3 <= raw.signal <= 1.5) == (what == "keeps its size")


def test_outputs_of_nothing_and_of_too_much_are_called_so():
    study = study_of("init-tanh-xavier", activation=ReLU(), initializer=Normal(0.0))
    assert said("init-tanh-xavier", study) == "**Every output is 0** in layers 1 to 5: nothing gets through."
    study = study_of("init-tanh-xavier", activation=Identity(), initializer=Normal(100.0), layers=50, nodes=500)
    study = replace(study, settings=replace(study.settings, samples=20))
    huge = replace(study.runs[0], initializer=Normal(100.0))
    sentence = said("init-tanh-xavier", replace(study, runs=(huge,)))
    assert "no numbers any more" in sentence or "**explodes**" in sentence


def normalized(run: SignalConfiguration) -> np.ndarray:
    """Return the activations of the last layer with batch normalization, without the engine."""

    def norm(a: np.ndarray) -> np.ndarray:
        return (a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + 1e-6)

    case, place = CASE_OF[type(run.activation)], run.batch_norm and run.batch_norm.place
    x = np.random.default_rng([0, INPUT]).standard_normal((1000, 100))
    for depth in range(run.layers):
        z = np.random.default_rng([0, WEIGHTS, depth]).standard_normal((x.shape[1], run.nodes))
        z = x @ (z * run.initializer.std(*z.shape))
        y = case.value(norm(z) if place == "before" else z)
        x = norm(y) if place == "after" else y
    return x


@pytest.mark.parametrize("sigma", [0.01, 0.1, 1.0])
def test_normalized_networks_spread_whatever_sigma_is_and_the_bare_one_only_sometimes(sigma):
    study = study_of("batchnorm-histogram", initializer=Normal(sigma))
    bare, before, after = (normalized(run) for run in study.runs)
    rest = f"BN before spreads by {number(before.std())}; BN after spreads by {number(after.std())}."
    first = {
        0.01: f"With σ = 0.01, at the last layer, no BN **has its outputs near {number(bare.mean(), 2)}**; ",
        0.1: "With σ = 0.1 **no network has lost its spread** at the last layer: "
        f"no BN spreads by {number(bare.std())}; ",
        1.0: "With σ = 1, at the last layer, no BN "
        f"**has {share(np.mean((bare < 0.05) | (bare > 0.95)))} of the outputs near 0 or 1**; ",
    }[sigma]
    assert said("batchnorm-histogram", study) == first + rest


def test_normalization_does_not_help_a_network_that_is_alike_all_the_same():
    study = study_of("batchnorm-histogram", {}, {"batch_norm": None, "layers": 4}, {"batch_norm": BatchNorm("before")})
    sentence = said("batchnorm-histogram", study)
    assert sentence.count("**has its outputs near 0.5**") == 2 and sentence.count("spreads by") == 1


# Slopes


@pytest.mark.parametrize(
    ("study", "steepest", "least"),
    [
        (study_of("activation-functions"), (0.25, 1, 1), 0),
        # where tanh saturates its values meet flatter places than those of sigmoid do
        (study_of("activation-functions", {}, SIGMA_1, {}), (0.25, 1, 1), 1),
        (study_of("activation-functions", SIGMA_001, {"activation": ELU()}, {"activation": LeakyReLU()}), None, 0),
    ],
)
def test_the_slopes_that_values_meet_are_averaged_over_all_layers(study, steepest, least):
    sentence = said("activation-functions", study)
    clauses = sentence.removesuffix(".").partition(": ")[2].split("; ")
    for place, (clause, run) in enumerate(zip(clauses, study.runs, strict=True)):
        met = float(np.mean([slope.mean() for slope in Raw(run).slopes]))
        most = 1 if steepest is None and place else 0.25 if steepest is None else steepest[place]
        words = f"{number(met)} (at most {number(most)})"
        assert clause == f"{run.activation.label} " + (f"**{words}**" if place == least else words)


# The wall


def wall_said(study: SignalStudy) -> str:
    wall = Wall(study, lab=LAB)
    for report in wall.run():
        assert isinstance(report, Report)
    return str(questions["combinations"].answer(wall.snapshot()))


@pytest.mark.parametrize("layers", [2, 5, 20])
def test_the_wall_counts_what_keeps_signal_and_gradient(layers):
    study = study_of("init-wall", layers=layers).with_settings(samples=60)
    wall = Wall(study)
    good = []
    for activation in wall.activations:
        for initializer in wall.initializers:
            run = replace(study.runs[0], activation=activation, initializer=initializer)
            raw = Raw(run, samples=study.settings.samples)
            low, high = activation.bounds
            ends = [end for end in (low, high) if end is not None]
            piled = bool(ends) and raw.near(*ends)[-1] >= 0.5
            if low is not None and high is not None:
                piled |= raw.stds[-1] < 0.05 * (high - low)
            if all(2 / 3 <= size <= 1.5 for size in (raw.signal, raw.gradient)) and not piled:
                good.append(initializer)
    counts = [good.count(rule) for rule in wall.initializers]
    best = [rule for rule, count in zip(wall.initializers, counts, strict=True) if count == max(counts)]
    names = ", ".join(f"σ = {number(rule.sigma)}" if isinstance(rule, Normal) else str(rule.label) for rule in best)
    total = len(wall.activations) * len(wall.initializers)
    assert wall_said(study) == (
        f"**{len(good)} of {total}** are good, with size kept and outputs spread; most often with **{names}**: "
        f"{max(counts)} of {len(wall.activations)}."
    )


def test_nothing_is_said_of_what_is_not_all_there_or_something_else():
    study = study_of("init-wall")
    assert questions["combinations"].answer(Wall(study).snapshot()) is None
    assert questions["combinations"].answer(StudySnapshot(study, flows(study, lab=LAB), 1, 1)) is None
    for name in ("spread", "slopes", "signal-size", "gradient-size"):
        assert questions[name].answer(Wall(study).snapshot()) is None
        assert questions[name].answer(StudyTask(study).snapshot()) is None


def test_nothing_is_said_while_a_run_is_not_there_though_all_its_layers_are():
    study = find_scene("init-relu").study.with_settings(samples=20)
    there = flows(study, lab=LAB)
    assert questions["signal-size"].answer(StudySnapshot(study, there, 15, 15)) is not None
    assert questions["signal-size"].answer(StudySnapshot(study, there[:-1], 15, 15)) is None
