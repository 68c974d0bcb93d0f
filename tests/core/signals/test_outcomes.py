"""What comes true of the predictions about flows: worked out a second time, and always what the sentence says."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from core.config.questions import questions
from core.networks.configuration import BatchNorm
from core.rules.activations import ELU, Activation, Identity, LeakyReLU, ReLU, Sigmoid, Tanh, activations
from core.rules.initializers import Glorot, He, Initializer, Normal, Printed, Xavier, initializers
from core.scenes import find_scene, scenes
from core.signals.flow import SignalLab, StudySnapshot, StudyTask, Wall, WallSnapshot, flows
from core.signals.questions.wall import Quality, quality
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy
from tests.core.helpers import predicted, predictions
from tests.core.signals.test_questions import Raw

LAB = SignalLab()
SIGNALS = predictions("activations")
BEFORE, AFTER = BatchNorm("before"), BatchNorm("after")


def run(activation: Activation, initializer: Initializer | float, layers: int = 5, **more) -> SignalConfiguration:
    """Return a network; a number stands for σ in all layers."""
    rule = Normal(initializer) if isinstance(initializer, float) else initializer
    return SignalConfiguration(layers=layers, nodes=100, activation=activation, initializer=rule, **more)


def seen(*runs: SignalConfiguration, **settings) -> StudySnapshot:
    """Return what has come of these networks."""
    study = SignalStudy(SignalSettings(**{"samples": 1000, "features": 100, **settings}), runs)
    return StudySnapshot(study, flows(study, lab=LAB), 1, 1)


def walled(study: SignalStudy) -> WallSnapshot:
    """Return the finished wall of a study."""
    wall = Wall(study, lab=LAB)
    for _ in wall.run():
        pass
    return wall.snapshot()


# The scenes of the lecture

COMES_TRUE = {
    "gradient-vanishing": ("vanish-bounded", "neither"),
    "gradient-exploding": ("explode-all", "neither"),
    "init-sigmoid-1": ("keeps", "explodes"),
    "init-sigmoid-001": ("alike", "vanishes"),
    "init-sigmoid-xavier": ("vanishes", "shrinks"),
    "init-tanh-xavier": ("shrinks", "keeps"),
    "init-relu": ("he", "xavier"),
    "init-wall": ("he", "several"),
    "batchnorm-histogram": ("normalized", "everybody"),
}


def test_the_scenes_of_the_lecture_are_predicted_twice():
    assert [(id, part) for id in scenes() if id in COMES_TRUE for part in ("predict", "another")] == SIGNALS


@pytest.mark.parametrize(("id", "part"), SIGNALS)
def test_just_one_of_the_choices_comes_true(id, part):
    study, choices = predicted(id, part)
    results = walled(study) if id == "init-wall" else StudySnapshot(study, flows(study, lab=LAB), 1, 1)
    found = questions[find_scene(id).asks].outcome(results)
    assert found == COMES_TRUE[id][part == "another"]
    assert list(choices).count(found) == 1 and len(choices) > 1


def test_nothing_has_come_true_of_what_is_not_all_there_or_something_else():
    wall = Wall(find_scene("init-wall").study).snapshot()
    for name in ("gradient-size", "signal-size", "spread", "passed-back", "combinations"):
        assert questions[name].outcome(wall) is None
        assert questions[name].outcome(StudyTask(find_scene("init-relu").study).snapshot()) is None


# Every outcome, worked out anew


@pytest.mark.parametrize(
    ("runs", "fates", "found"),
    [
        ([run(Sigmoid(), Xavier()), run(Tanh(), 0.01)], "vv", "vanish-all"),
        ([run(Sigmoid(), Xavier()), run(Sigmoid(), Xavier(), 20), run(ReLU(), He(), 20)], "vv.", "vanish-bounded"),
        ([run(ReLU(), 0.01), run(Tanh(), Xavier())], "v.", "vanish-unbounded"),
        ([run(Sigmoid(), Xavier(), 2), run(Sigmoid(), Xavier(), 5)], ".v", "vanish-deepest"),
        ([run(Sigmoid(), 0.01), run(Sigmoid(), 1.0, 10)], "v.", "vanish-one"),
        ([run(Sigmoid(), 0.01), run(Sigmoid(), 0.01, 4), run(Sigmoid(), 1.0, 10)], "vv.", "vanish-some"),
        ([run(ReLU(), 1.0), run(Tanh(), 1.0)], "xx", "explode-all"),
        ([run(Tanh(), 1.0), run(ReLU(), He())], "x.", "explode-bounded"),
        ([run(ReLU(), 0.3), run(Tanh(), 0.3)], "x.", "explode-unbounded"),
        ([run(ReLU(), 0.3), run(ReLU(), 0.3, 2)], "x.", "explode-deepest"),
        ([run(Tanh(), 1.0), run(Tanh(), Xavier(), 20)], "x.", "explode-one"),
        ([run(Tanh(), 1.0), run(Tanh(), 1.0, 6), run(Tanh(), Xavier(), 20)], "xx.", "explode-some"),
        ([run(ReLU(), 1.0), run(ReLU(), 0.01)], "xv", "mixed"),
        ([run(ReLU(), He()), run(Tanh(), Xavier())], "..", "neither"),
    ],
)
def test_in_which_networks_the_gradient_vanishes_or_explodes(runs, fates, found):
    sizes = [Raw(each).gradient for each in runs]
    assert "".join("v" if size < 0.1 else "x" if size > 10 else "." for size in sizes) == fates
    assert questions["gradient-size"].outcome(seen(*runs)) == found


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([run(Identity(), 0.1), run(Identity(), 0.01)], "normal"),
        ([run(Identity(), Xavier()), run(Identity(), He())], "xavier"),
        ([run(Identity(), Glorot()), run(Identity(), He())], "glorot"),
        ([run(ReLU(), He()), run(ReLU(), Xavier())], "he"),
        ([run(ReLU(), Printed(), 2)], "printed"),
        ([run(Identity(), Xavier()), run(ReLU(), He())], "several"),
        ([run(ReLU(), Xavier()), run(ReLU(), 1.0)], "none"),
    ],
)
def test_with_which_initial_weights_the_signal_keeps_its_size(runs, found):
    kept = {each.initializer.key for each in runs if 2 / 3 <= Raw(each).signal <= 1.5}
    assert found == (kept.pop() if len(kept) == 1 else "several" if kept else "none")
    assert questions["signal-size"].outcome(seen(*runs)) == found


@pytest.mark.parametrize(
    ("each", "found"),
    [
        (run(ReLU(), 0.0), "zero"),
        (run(Sigmoid(), 1.0), "ends"),
        (run(Tanh(), 1.0), "ends"),
        (run(Sigmoid(), 0.01), "alike"),
        (run(ReLU(), 0.01), "vanishes"),
        (run(Tanh(), Xavier()), "shrinks"),
        (run(Tanh(), He()), "keeps"),
        (run(ELU(), Printed()), "grows"),
        (run(LeakyReLU(), 1.0), "explodes"),
    ],
)
def test_how_the_outputs_of_one_network_lie(each, found):
    assert questions["spread"].outcome(seen(each)) == found
    if found == "zero":  # no size to compare with another
        return
    raw = Raw(each)
    low, high = each.activation.bounds
    if low is not None and high is not None and max(raw.near(low, high)) >= 0.5:
        expected = "ends"
    elif low is not None and high is not None and min(raw.stds) < 0.05 * (high - low):
        expected = "alike"
    else:
        steps = (0.1, 2 / 3, 1.5, 10)
        expected = ("vanishes", "shrinks", "keeps", "grows", "explodes")[int(np.searchsorted(steps, raw.signal))]
    assert found == expected


def test_outputs_beyond_all_numbers_are_no_spread():
    results = seen(run(ReLU(), He()), samples=20)
    layers = tuple(replace(reading, finite=0.5) for reading in results.flows[0].layers)
    lost = replace(results, flows=(replace(results.flows[0], layers=layers),))
    assert questions["spread"].outcome(lost) == "outgrown"
    assert questions["passed-back"].outcome(lost) is None


@pytest.mark.parametrize(
    ("runs", "lost", "found"),
    [
        ([run(Sigmoid(), 0.1), run(Sigmoid(), 0.1, batch_norm=AFTER)], "..", "everybody"),
        ([run(Sigmoid(), 0.01), run(Sigmoid(), 1.0)], "xx", "nobody"),
        ([run(Sigmoid(), 0.01), *(run(Sigmoid(), 0.01, batch_norm=bn) for bn in (BEFORE, AFTER))], "x..", "normalized"),
        ([run(ReLU(), He()), *(run(ReLU(), 0.0, batch_norm=bn) for bn in (BEFORE, AFTER))], ".xx", "bare"),
        ([run(ReLU(), 0.0), run(ReLU(), He(), batch_norm=BEFORE), run(ReLU(), 0.0, batch_norm=AFTER)], "x.x", "before"),
        ([run(ReLU(), 0.0), run(ReLU(), 0.0, batch_norm=BEFORE), run(ReLU(), He(), batch_norm=AFTER)], "xx.", "after"),
        ([run(ReLU(), He()), run(ReLU(), 0.0), run(ReLU(), He(), batch_norm=AFTER)], ".x.", "some"),
    ],
)
def test_which_of_several_networks_have_kept_their_spread(runs, lost, found):
    results = seen(*runs)
    for flow, fate in zip(results.flows, lost, strict=True):
        last = flow.layers[-1]
        assert (last.std < 0.05 or (last.saturated or 0) >= 0.6) == (fate == "x")
    assert questions["spread"].outcome(results) == found


@pytest.mark.parametrize(
    ("each", "found"),
    [
        (run(Sigmoid(), Xavier()), "vanishes"),
        (run(Tanh(), Xavier()), "shrinks"),
        (run(Sigmoid(), 1.0), "keeps"),
        (run(Tanh(), 0.2), "grows"),
        (run(Tanh(), 1.0), "explodes"),
    ],
)
def test_what_comes_back_follows_from_the_gradient_whatever_is_saturated(each, found):
    place = int(np.searchsorted((0.1, 2 / 3, 1.5, 10), Raw(each).gradient))
    assert found == ("vanishes", "shrinks", "keeps", "grows", "explodes")[place]
    assert questions["passed-back"].outcome(seen(each)) == found
    assert questions["passed-back"].outcome(seen(each, each)) is None


def test_the_rule_that_is_good_most_often_comes_true():
    wall = walled(find_scene("init-wall").study.with_settings(samples=100))
    cells = wall.cells.values()
    good, bad = (next(cell for cell in cells if quality(cell.flow) is found) for found in (Quality.GOOD, Quality.BAD))
    first, second = (activation for activation, _ in list(wall.cells)[:: len(wall.initializers)][:2])

    def outcome(*pairs) -> str | None:
        return questions["combinations"].outcome(
            replace(wall, cells={pair: good if pair in pairs else bad for pair in wall.cells})
        )

    for rule in wall.initializers:
        other = next(each for each in wall.initializers if each != rule)
        assert outcome((first, rule)) == rule.key
        assert outcome((first, rule), (second, rule), (first, other)) == rule.key
        assert outcome((first, rule), (second, other)) == "several"
    assert outcome() == "none"
    assert {rule.key for rule in wall.initializers} == set(initializers)


# The sentence says the same

GRADIENT = r"gradient \**(vanishes|shrinks|keeps|grows|explodes|is 0)"
LIES = [
    (r"no numbers any more", "outgrown"),
    (r"^\*\*Every output is 0", "zero"),
    (r"of the outputs lie near", "ends"),
    (r"^\*\*The outputs lie near", "alike"),
    (r"\*\*dies out\*\*", "vanishes"),
    (r"\*\*shrinks( slowly)?\*\*", "shrinks"),
    (r"\*\*keeps its size\*\*", "keeps"),
    (r"\*\*grows( slowly)?\*\*", "grows"),
    (r"\*\*explodes\*\*", "explodes"),
]


def drawn(rng: np.random.Generator, count: int) -> StudySnapshot:
    """Return what has come of random networks, small ones."""
    runs = []
    for _ in range(count):
        rule = rng.choice([Xavier(), He(), Printed(), Normal(float(10 ** rng.uniform(-2, 1)))])
        norm = rng.choice([None, None, BEFORE, AFTER])
        layers = int(rng.integers(2, 12))
        each = run(activations[rng.choice(list(activations))](), rule, layers, batch_norm=norm)
        runs.append(replace(each, nodes=30))
    return seen(*runs, samples=60, features=30, seed=int(rng.integers(100)))


@pytest.mark.parametrize("seed", range(40))
def test_what_comes_true_is_what_the_sentence_says_whatever_is_set(seed):
    rng = np.random.default_rng(seed)
    one, several = drawn(rng, 1), drawn(rng, int(rng.integers(2, 4)))
    said = {name: str(questions[name].answer(one)) for name in ("spread", "passed-back")}
    assert said["spread"] == said["passed-back"]
    lies = questions["spread"].outcome(one)
    assert lies == next(name for words, name in LIES if re.search(words, said["spread"]))
    back = re.search(GRADIENT, said["spread"])
    fate = questions["passed-back"].outcome(one)
    assert fate == ({"is 0": "vanishes"}.get(back[1], back[1]) if back else None)

    clauses = str(questions["gradient-size"].answer(several)).partition(": ")[2].split("; ")
    vanish = [bool(re.search(r"vanishes to|is 0", clause)) for clause in clauses]
    explode = ["explodes ×" in clause for clause in clauses]
    found = questions["gradient-size"].outcome(several)
    fates = (["vanish"] if any(vanish) else []) + (["explode"] if any(explode) else [])
    assert found is not None
    assert found.partition("-")[0] == (["neither", *fates, "mixed"][min(len(fates), 1)] if len(fates) < 2 else "mixed")
    assert found.endswith("-all") == (len(fates) == 1 and (all(vanish) or all(explode)))

    clauses = str(questions["signal-size"].answer(several)).partition(": ")[2].split("; ")
    kept = {each.initializer.key for each, clause in zip(several.study.runs, clauses, strict=True) if "keeps" in clause}
    found = questions["signal-size"].outcome(several)
    assert found == (kept.pop() if len(kept) == 1 else "several" if kept else "none")

    clauses = str(questions["spread"].answer(several)).split("; ")
    lost = ["**" in clause.replace("**no network has lost its spread**", "") for clause in clauses]
    found = questions["spread"].outcome(several)
    assert (found == "everybody") == (not any(lost)) and (found == "nobody") == all(lost)
    places = [each.batch_norm.place if each.batch_norm else None for each in several.study.runs]
    groups = {"normalized": ["before", "after"], "bare": [None], "before": ["before"], "after": ["after"]}
    if any(lost) and not all(lost):
        fitting = [name for name, group in groups.items() if [place not in group for place in places] == lost]
        assert found in fitting if fitting else found == "some"
