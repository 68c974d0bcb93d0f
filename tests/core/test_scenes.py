"""What scenes promise: those of the lecture are as it has them, any can be saved, a bad file is told in a sentence."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.bounds import SCENE_BYTES
from core.config.figures import count
from core.config.study import studies
from core.config.words import LabError, one_line
from core.data.datasets import MNIST, NPZFiles
from core.descent.divergence import divergence
from core.descent.study import Descent, DescentSettings
from core.descent.surfaces import Escape, Valley
from core.descent.trajectory import trace
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import ReLU, Sigmoid, Tanh
from core.rules.initializers import He, Normal, Xavier
from core.rules.losses import SoftmaxCrossEntropy
from core.rules.optimizers import SGD, AdaDelta, AdaGrad, Adam, Momentum, RMSProp
from core.scenes import SCENES, Scene, find_scene, is_scene, load_scene, named_scene, save_scene, scenes
from core.signals.inputs import NormalInput
from core.signals.study import SignalConfiguration, SignalStudy
from core.training.study import Experiment, RunConfiguration, TrainingView, WeightDecay
from core.training.trainer import prepare
from tests.core.helpers import descents, experiments

# The lecture's table, written out: data, batch and length; layers; what the runs are.


def lecture_run(layers: int, **changed: object) -> RunConfiguration:
    """Return a run of the lecture: ReLU, He, SGD 0.01, softmax and cross-entropy, unless changed."""
    lecture = {
        "activation": ReLU(),
        "initializer": He(),
        "optimizer": SGD(lr=0.01),
        "loss": SoftmaxCrossEntropy(),
        "batch_norm": None,
        "dropout": None,
        "decay": None,
    }
    return RunConfiguration(hidden=(100,) * layers, **{**lecture, **changed})


VIEWS = ", ".join(TrainingView.parameters()["focus"].options)
DECAY = WeightDecay(strength=0.1, kind="l2")
TABLE = {
    "mnist-optimizers": (
        (60_000, 128, 2000, "steps"),
        4,
        [
            {"optimizer": SGD(lr=0.01)},
            {"optimizer": Momentum(lr=0.01, momentum=0.9)},
            {"optimizer": AdaGrad(lr=0.01)},
            {"optimizer": Adam(lr=0.001)},
        ],
    ),
    "mnist-init": (
        (60_000, 128, 2000, "steps"),
        4,
        [{"initializer": Normal(sigma=0.01)}, {"initializer": Xavier()}, {"initializer": He()}],
    ),
    "batchnorm-speed": ((1000, 100, 20, "epochs"), 5, [{}, {"batch_norm": BatchNorm(place="before")}]),
    "batchnorm-init": (
        (1000, 100, 20, "epochs"),
        5,
        [
            {"initializer": Normal(sigma=float(f"{sigma:.3g}")), "batch_norm": batch_norm}
            for sigma in np.logspace(0, -4, 16)
            for batch_norm in (None, BatchNorm(place="before"))
        ],
    ),
    "overfitting": ((300, 100, 201, "epochs"), 6, [{}]),
    "weight-decay": ((300, 100, 201, "epochs"), 6, [{}, {"decay": DECAY}]),
    "dropout": (
        (300, 100, 301, "epochs"),
        6,
        [{}, {"dropout": DropoutPart(ratio=0.15)}, {"dropout": DropoutPart(ratio=0.2)}],
    ),
    "decay-and-dropout": (
        (300, 100, 301, "epochs"),
        6,
        [
            {},
            {"decay": DECAY},
            {"dropout": DropoutPart(ratio=0.15)},
            {"decay": DECAY, "dropout": DropoutPart(ratio=0.15)},
            {"decay": DECAY, "dropout": DropoutPart(ratio=0.15), "batch_norm": BatchNorm(place="before")},
        ],
    ),
}
# The other table: a surface, a start, a length, the rules.
SLOPE = DescentSettings(surface=Valley(), start=((-7.0, 2.0),), steps=30)
DESCENTS = {
    "surface": (SLOPE, [SGD(lr=0.95)]),
    "sgd": (SLOPE, [SGD(lr=0.95)]),
    "momentum": (SLOPE, [Momentum(lr=0.1, momentum=0.9)]),
    "momentum-alpha": (SLOPE, [Momentum(lr=0.1, momentum=0.9), Momentum(lr=0.1, momentum=0.0)]),
    "momentum-escape": (
        replace(SLOPE, surface=Escape(), steps=100),
        [SGD(lr=0.1), Momentum(lr=0.1, momentum=0.9)],
    ),
    "adagrad": (SLOPE, [AdaGrad(lr=1.5)]),
    "adagrad-stall": (
        replace(SLOPE, steps=500),
        [AdaGrad(lr=0.1), RMSProp(lr=0.02, rho=0.99), AdaDelta(lr=1.0, rho=0.95, epsilon=1e-5)],
    ),
    "adam": (SLOPE, [Adam(lr=0.3, beta1=0.9, beta2=0.999)]),
    "optimizers": (SLOPE, [SGD(lr=0.95), Momentum(lr=0.1, momentum=0.9), AdaGrad(lr=1.5), Adam(lr=0.3)]),
    "lr-limit": (SLOPE, [SGD(lr=lr) for lr in (0.5, 0.95, 0.99, 1.0, 1.05)]),
}
# The lecture's table of activations: focus, layers, and what the rows are; everything else is common to all.
SIGMA_1, SIGMA_001 = Normal(sigma=1.0), Normal(sigma=0.01)
SIGNALS = {
    "gradient-vanishing": ("gradients", [(Sigmoid(), Xavier(), 5), (Sigmoid(), Xavier(), 20), (ReLU(), He(), 20)]),
    "gradient-exploding": ("gradients", [(ReLU(), SIGMA_1, 5), (Tanh(), SIGMA_1, 5)]),
    "activation-functions": ("functions", [(Sigmoid(), Xavier(), 5), (Tanh(), Xavier(), 5), (ReLU(), He(), 5)]),
    "init-sigmoid-1": ("strip", [(Sigmoid(), SIGMA_1, 5)]),
    "init-sigmoid-001": ("strip", [(Sigmoid(), SIGMA_001, 5)]),
    "init-sigmoid-xavier": ("strip", [(Sigmoid(), Xavier(), 5)]),
    "init-tanh-xavier": ("strip", [(Tanh(), Xavier(), 5)]),
    "init-relu": ("strip", [(ReLU(), SIGMA_001, 5), (ReLU(), Xavier(), 5), (ReLU(), He(), 5)]),
    "init-wall": ("wall", [(Sigmoid(), Xavier(), 5)]),
    "batchnorm-histogram": ("strip", [(Sigmoid(), SIGMA_001, 5)] * 3),
}
PLACES = {"batchnorm-histogram": [None, BatchNorm(place="before"), BatchNorm(place="after")]}
BUNDLED = sorted(path.stem for path in SCENES.glob("*.json"))


def test_every_race_that_comes_with_the_program_is_in_the_table_and_every_one_in_the_table_comes_with_it():
    races = [id for id, scene in scenes().items() if isinstance(scene.study, Experiment)]
    assert sorted(races) == sorted(TABLE)


def test_the_descents_come_in_the_order_of_the_lecture_and_before_the_races():
    descents = [id for id, scene in scenes().items() if isinstance(scene.study, Descent)]
    assert descents == list(DESCENTS)
    assert list(scenes())[: len(descents)] == descents


@pytest.mark.parametrize("id", DESCENTS)
def test_a_descent_has_the_settings_of_the_lecture(id):
    settings, runs = DESCENTS[id]
    descent = find_scene(id).study
    assert descent.settings == settings
    assert descent.runs == tuple(runs)
    assert len(find_scene(id).title) <= 45


def paths_of(id: str):
    descent = find_scene(id).study
    settings = descent.settings
    return [path for (path,) in trace(settings.surface, descent.runs, settings.start, settings.steps)]


def test_the_comparison_is_a_grid_and_arrows_show_what_a_scene_speaks_of():
    assert find_scene("optimizers").study.view.focus == "grid"
    assert find_scene("momentum-alpha").study.view.focus == "overlay"  # where the numbers of v₁, v₂, v₃ are
    shows = {id: find_scene(id).study.view for id in DESCENTS}
    assert shows["surface"].field and shows["momentum"].velocity and shows["adagrad"].memory and shows["adam"].memory


def test_in_the_escape_sgd_stays_in_the_local_minimum_and_momentum_reaches_the_global_one():
    sgd, momentum = paths_of("momentum-escape")
    assert np.hypot(*(sgd.points[-1] - Escape.local_minima[0])) < 0.01
    assert np.hypot(*(momentum.points[-1] - Escape.minima[0])) < 0.1


def test_in_the_stall_adagrad_is_left_behind_while_the_rates_of_the_others_rise_again():
    adagrad, *others = paths_of("adagrad-stall")
    assert (np.diff(adagrad.effective_rates[:, 0]) < 0).all()
    for other in others:
        assert other.effective_rates[-1, 0] > 2 * other.effective_rates[100, 0]
        assert abs(other.points[-1, 0]) < abs(adagrad.points[-1, 0]) / 2


def test_on_the_ladder_only_the_rate_beyond_the_limit_diverges():
    verdicts = [divergence(path, Valley.view, Valley.minima) for path in paths_of("lr-limit")]
    assert [verdict is None for verdict in verdicts] == [True, True, True, True, False]
    assert verdicts[-1].axis == "y" and verdicts[-1].factor == pytest.approx(1.1)


@pytest.mark.parametrize("id", TABLE)
def test_a_scene_has_the_settings_of_the_lecture(id):
    (train_size, batch_size, length, unit), layers, runs = TABLE[id]
    experiment = find_scene(id).study
    settings = experiment.settings
    assert settings.data == MNIST()
    assert (settings.train_size, settings.batch_size, settings.length, settings.unit) == (
        train_size,
        batch_size,
        length,
        unit,
    )
    assert settings.validation_share == 0
    # 32 networks are judged by what they make of the images that they train on; elsewhere all test images count
    assert settings.evaluation_images >= (train_size if len(runs) == 32 else 10_000)
    assert experiment.runs == tuple(lecture_run(layers, **run) for run in runs)


def test_every_study_that_comes_with_the_program_is_in_the_table_and_every_one_in_the_table_comes_with_it():
    studies = [id for id, scene in scenes().items() if isinstance(scene.study, SignalStudy)]
    assert sorted(studies) == sorted(SIGNALS)


@pytest.mark.parametrize("id", SIGNALS)
def test_a_study_has_the_settings_of_the_lecture(id):
    focus, rows = SIGNALS[id]
    scene = find_scene(id)
    settings = scene.study.settings
    assert scene.study.view.focus == focus
    assert (settings.input, settings.samples, settings.features, settings.bins) == (NormalInput(), 1000, 100, 30)
    places = PLACES.get(id, [None] * len(rows))
    assert scene.study.runs == tuple(
        SignalConfiguration(activation, layers, 100, place, None, initializer)
        for (activation, initializer, layers), place in zip(rows, places, strict=True)
    )


def test_the_lecture_goes_from_the_race_of_optimizers_over_signals_to_training():
    order = list(scenes())
    studies = [order.index(id) for id in SIGNALS]
    assert order.index("mnist-optimizers") < min(studies) and max(studies) < order.index("mnist-init")
    assert max(studies) - min(studies) == len(SIGNALS) - 1


@pytest.mark.parametrize("id", BUNDLED)
def test_a_bundled_scene_is_found_under_the_name_of_its_file_and_names_a_tab(id):
    scene = find_scene(id)
    assert scene.id == id
    assert scene.title.strip()
    assert isinstance(scene.study, studies[scene.tab])


@pytest.mark.parametrize("id", TABLE)
def test_a_bundled_race_trains_three_steps_on_mnist(id, mnist):
    experiment = find_scene(id).study
    experiment = replace(experiment, settings=replace(experiment.settings, evaluation_images=100))
    (trainer,) = prepare(experiment, dataset=mnist)
    for _ in trainer.run():
        if trainer.history.step == 3:
            break
    snapshot = trainer.snapshot()
    assert snapshot.loss.shape == (3, len(experiment.runs))
    assert np.isfinite(snapshot.loss).all() and (snapshot.loss > 0).all()
    assert ((snapshot.accuracy["test"] >= 0) & (snapshot.accuracy["test"] <= 1)).all()
    assert snapshot.diverged == (None,) * len(experiment.runs)


def test_scenes_come_in_the_order_of_the_lecture():
    orders = [scene.order for scene in scenes().values()]
    assert orders == sorted(set(orders))
    assert list(scenes()) == [id for id in scenes() if id in BUNDLED] and len(scenes()) == len(BUNDLED)


def test_an_unknown_scene_is_answered_with_the_known_ones():
    with pytest.raises(LabError, match=r"unknown scene 'overfiting'; known are: .*overfitting") as error:
        find_scene("overfiting")
    assert all(id in str(error.value) for id in scenes())


# Saving and loading

SCENE = Scene("mine", "Meine Szene ü 초기값", "trainer", Experiment(view=TrainingView(focus="loss")), 3.5)
IDS = st.text(st.characters(categories=["L", "N"], include_characters="-_ "), min_size=1, max_size=100)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(experiment=experiments(), id=IDS, title=TEXTS, order=st.floats(-1e6, 1e6))
def test_a_scene_that_is_saved_is_loaded_as_it_was(tmp_path_factory, experiment, id, title, order):
    scene = Scene(id, title, "trainer", experiment, order)
    file = tmp_path_factory.getbasetemp() / "saved scene.json"
    save_scene(scene, file)
    assert load_scene(file) == scene
    assert load_scene(str(file)) == scene


@pytest.mark.parametrize("id", BUNDLED)
def test_a_bundled_scene_survives_saving(tmp_path, id):
    save_scene(find_scene(id), tmp_path / "copy.json")
    assert load_scene(tmp_path / "copy.json") == find_scene(id)


@given(descent=descents())
def test_a_saved_descent_is_loaded_as_it_was(tmp_path_factory, descent):
    scene = Scene("mine", "Mine", "optimizers", descent, 2.5)
    file = tmp_path_factory.getbasetemp() / "saved descent.json"
    save_scene(scene, file)
    assert load_scene(file) == scene


def test_a_saved_file_is_utf_8_and_is_read_by_people(tmp_path):
    save_scene(SCENE, tmp_path / "mine.json")
    text = (tmp_path / "mine.json").read_bytes().decode("utf-8")
    assert "초기값" in text and text.count("\n") > 10
    assert list(tmp_path.iterdir()) == [tmp_path / "mine.json"]


def test_what_is_not_written_takes_its_default(tmp_path):
    file = tmp_path / "short.json"
    file.write_text(json.dumps({"scene": "a", "title": "A", "tab": "trainer", "study": {}}))
    assert load_scene(file) == Scene("a", "A", "trainer", Experiment())


def test_a_file_of_a_name_that_is_not_text_can_be_saved_in_a_scene(tmp_path):
    name = os.fsdecode(b"digits-\xff.npz")  # as the system hands it on
    experiment = Experiment(replace(Experiment().settings, data=NPZFiles(train=name)))
    save_scene(replace(SCENE, study=experiment), tmp_path / "mine.json")
    assert load_scene(tmp_path / "mine.json").study == experiment


def old_file(folder: Path) -> Path:
    file = folder / "mine.json"
    save_scene(replace(SCENE, title="old"), file)
    return file


def assert_refused_and_unharmed(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(LabError, match=r"^scene file mine\.json: ") as error:
        save_scene(SCENE, file)
    assert len(str(error.value)) < 200
    assert file.read_bytes() == before and load_scene(file).title == "old"
    assert list(file.parent.iterdir()) == [file]


def test_when_the_disk_is_full_the_old_file_stays_and_nothing_else_is_left(tmp_path):
    resource = pytest.importorskip("resource")
    file = old_file(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(LabError, match=r"^scene file mine\.json: ") as error:
            save_scene(SCENE, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "\n" not in str(error.value)
    assert load_scene(file).title == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_when_the_file_cannot_be_replaced_the_old_one_stays_and_nothing_else_is_left(tmp_path, monkeypatch):
    file = old_file(tmp_path)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert_refused_and_unharmed(file)


def test_when_saving_is_interrupted_the_old_file_stays_and_nothing_else_is_left(tmp_path, monkeypatch):
    file = old_file(tmp_path)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_scene(SCENE, file)
    assert load_scene(file).title == "old" and list(tmp_path.iterdir()) == [file]


def test_a_folder_or_a_missing_place_is_no_place_to_save(tmp_path):
    (tmp_path / "folder.json").mkdir()
    for file in (tmp_path / "folder.json", tmp_path / "missing" / "mine.json"):
        with pytest.raises(LabError, match=f"^scene file {file.name}: "):
            save_scene(SCENE, file)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.json"]


# Bad files


def text(**changed: object) -> bytes:
    return json.dumps({**SCENE.to_plain(), **changed}).encode()


def with_run(run: object) -> bytes:
    return text(study={"runs": [{}, run]})


def without(key: str) -> bytes:
    return json.dumps({name: value for name, value in SCENE.to_plain().items() if name != key}).encode()


def raw(key: str, value: str) -> bytes:
    """Return a scene with a value that Python would not write."""
    return text(**{key: "VALUE"}).replace(b'"VALUE"', value.encode())


LR = "study.runs.1.optimizer.lr"
NO_LR = "learning rate must be a number in (0, 1000], got "
BAD_FILES = {
    "empty": (b"", "", "not valid JSON at line 1, column 1"),
    "no JSON": (b'{\n "scene": oops}', "", "not valid JSON at line 2, column 11"),
    "cut off": (text()[:-30], "", "not valid JSON at line 1, column "),
    "two objects": (text() + text(), "", "not valid JSON at line 1, column "),
    "not UTF-8": (text(title="X").replace(b"X", b"\xff"), "", "not a JSON text"),
    "half of UTF-16": (text().decode().encode("utf-16")[:-1], "", "not a JSON text"),
    "the code page of a country": (
        text(title="초기값").decode("unicode-escape").encode("cp949"),
        "",
        "not a JSON text",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "", "not a JSON text"),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "", "not a JSON text"),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "", "not a JSON text"),
    "huge": (b" " * SCENE_BYTES + text(), "", f"; a scene has at most {count(SCENE_BYTES)}"),
    "a list": (b"[]", "", "a scene must be one JSON object"),
    "a number": (b"3", "", "a scene must be one JSON object"),
    "nothing": (b"null", "", "a scene must be one JSON object"),
    "unknown key": (
        text(colour=1),
        "colour",
        "unknown setting 'colour'; known are: scene, title, tab, order, asks, another, knobs, study",
    ),
    "no name": (without("scene"), "scene", "expected a text, got None"),
    "no title": (without("title"), "title", "expected a text, got None"),
    "no tab": (without("tab"), "tab", "expected a text, got None"),
    "empty title": (text(title=""), "title", "expected a text, got ''"),
    "number for title": (text(title=3), "title", "expected a text, got 3"),
    "long list for title": (text(title=[1] * 10_000), "title", "expected a text, got [1, 1,"),
    "long key": (text(**{"x" * 100_000: 1}), "x" * 10, "unknown setting 'xxx"),
    "unknown tab": (text(tab="trainers"), "tab", "unknown tab 'trainers'; known are: optimizers, "),
    "text for order": (text(order="3"), "order", "expected a number, got '3'"),
    "truth for order": (text(order=True), "order", "expected a number, got True"),
    "NaN for order": (raw("order", "NaN"), "order", "expected a number, got NaN"),
    "infinite order": (raw("order", "1e999"), "order", "expected a number, got ∞"),
    "endless order": (raw("order", "1" + "0" * 400), "order", "expected a number, got 1"),
    "number too long to read": (raw("order", "1" * 5000), "", ""),
    "unknown focus": (
        text(focus="speed"),
        "study.view.focus",
        f"must be one of {VIEWS}, got speed",
    ),
    "list for focus": (
        text(focus=["loss"]),
        "study.view.focus",
        f"must be one of {VIEWS}, got ['loss']",
    ),
    "no configuration": (without("study"), "study", "a study must be a set of named settings"),
    "list for configuration": (text(study=[]), "study", "a study must be a set of named"),
    "unknown part": (text(study={"run": []}), "study.run", "unknown setting 'run'; known are: sett"),
    "no runs": (text(study={"runs": []}), "study.runs", "there must be 1 to 64 runs, got 0"),
    "many runs": (text(study={"runs": [{}] * 65}), "study.runs", "1 to 64 runs, got 65"),
    "runs by name": (text(study={"runs": {}}), "study.runs", "runs must be a list of sets of named"),
    "unknown setting": (with_run({"nodes": 3}), "study.runs.1.nodes", "unknown setting 'nodes'; known are: "),
    "unknown rule": (with_run({"optimizer": "sdg"}), "study.runs.1.optimizer", "unknown optimizer 'sdg'"),
    "text for lr": (with_run({"optimizer": {"kind": "sgd", "lr": "0.1"}}), LR, NO_LR + "0.1"),
    "lr out of range": (with_run({"optimizer": {"kind": "sgd", "lr": 0}}), LR, NO_LR + "0"),
    "NaN for lr": (with_run({"optimizer": {"kind": "sgd", "lr": float("nan")}}), LR, NO_LR + "NaN"),
    "infinite lr": (with_run({"optimizer": {"kind": "sgd", "lr": float("inf")}}), LR, NO_LR + "∞"),
    "endless lr": (with_run({"optimizer": {"kind": "sgd", "lr": 10**400}}), LR, NO_LR + "1000"),
    "zero layers": (with_run({"hidden": []}), "study.runs.1.hidden", "hidden layers must be 1 to 50 layers"),
    "another unknown setting": (
        text(another={"settings.colour": 3}),
        "another.settings.colour",
        "expected a setting such",
    ),
    "another that no run has": (text(another={"runs.decay.strength": 0.1}), "another.runs.decay", "no run has this"),
    "list for another": (text(another=[3]), "another", "expected settings by name, got [3]"),
    "another value out of range": (
        text(another={"settings.batch_size": 0}),
        "another.settings.batch_size",
        "batch size",
    ),
    "batch and data": (
        text(study={"settings": {"train_size": 100, "batch_size": 200}}),
        "study.settings.batch_size",
        "batch size must be at most 100, the number of training images, got 200",
    ),
}


@pytest.mark.parametrize(("content", "place", "problem"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_told_in_one_sentence_with_its_name_and_place(tmp_path, content, place, problem):
    (tmp_path / "bad {file}.json").write_bytes(content)
    with pytest.raises(LabError) as error:
        load_scene(tmp_path / "bad {file}.json")
    message = str(error.value)
    assert message.startswith("scene file bad {file}.json" + (f", {place}" if place else ": "))
    assert problem in message
    assert error.value.field.startswith(place) and bool(error.value.field) == bool(place)
    assert "\n" not in message and len(message) < 600


def test_a_missing_file_and_a_folder_are_named_in_full(tmp_path):
    (tmp_path / "folder.json").mkdir()
    told = {"gone.json": "there is no file {}", "folder.json": "expected a file, got the folder {}"}
    for name, sentence in told.items():
        with pytest.raises(LabError) as error:
            load_scene(tmp_path / name)
        assert str(error.value) == sentence.format(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_scene_is_read_in_every_encoding_that_an_editor_may_give_it(tmp_path, encoding, line_end):
    save_scene(SCENE, tmp_path / "mine.json")
    saved = (tmp_path / "mine.json").read_text("utf-8")
    (tmp_path / "edited.json").write_bytes(saved.replace("\n", line_end).encode(encoding))
    assert load_scene(tmp_path / "edited.json") == SCENE


def test_a_mark_of_big_endian_utf_16_is_heeded(tmp_path):
    save_scene(SCENE, tmp_path / "mine.json")
    saved = (tmp_path / "mine.json").read_text("utf-8")
    (tmp_path / "edited.json").write_bytes(b"\xfe\xff" + saved.encode("utf-16-be"))
    assert load_scene(tmp_path / "edited.json") == SCENE


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A home folder, which is the working folder as well, with a scene in it."""
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("mine.json", "sgd", "MINE.JSON"):
        save_scene(SCENE, tmp_path / name)
    return tmp_path


def test_what_has_a_folder_or_json_in_its_name_is_a_file_and_all_else_an_id(home):
    for name in ("~/mine.json", "mine.json", "./mine.json", "MINE.JSON", "./sgd", str(home / "sgd")):
        assert named_scene(name) == SCENE
    assert named_scene("sgd") == find_scene("sgd") != SCENE


@pytest.mark.parametrize("name", ["~/gone.json", "gone.json", "./gone", "sub/gone"])
def test_a_scene_file_that_is_not_there_is_told_in_full(home, name):
    with pytest.raises(LabError) as error:
        named_scene(name)
    assert str(error.value) == f"there is no file {home / name.removeprefix('~/')}"


def test_a_path_of_windows_is_a_file_everywhere(home):
    with pytest.raises(LabError, match="there is no file"):
        named_scene("C:\\scenes\\sgd")


@pytest.mark.parametrize("name", ["", "mine", "sgd.jso", "json", "~"])
def test_an_id_that_is_not_known_is_told_with_the_known_ones(home, name):
    with pytest.raises(LabError, match=r"unknown scene .*; known are: surface, ") as error:
        named_scene(name)
    assert repr(name) in str(error.value)


def test_a_scene_is_saved_in_the_home_folder(home):
    save_scene(SCENE, "~/saved.json")
    assert load_scene(home / "saved.json") == SCENE


@given(data=st.data())
def test_a_damaged_file_is_a_scene_or_a_lab_error(tmp_path_factory, data):
    broken = bytearray(text())
    for _ in range(data.draw(st.integers(1, 3))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.getbasetemp() / "damaged.json"
    file.write_bytes(broken[: data.draw(st.integers(0, len(broken)))])
    try:
        scene = load_scene(file)
    except LabError as error:
        assert "damaged.json" in str(error)
    else:
        save_scene(scene, file)
        assert load_scene(file) == scene


@pytest.mark.parametrize(
    ("name", "id"),
    {
        "why?": "why",
        "batch: 32": "batch- 32",
        "a*b": "a-b",
        ".hidden": "hidden",
        "x" * 101: "x" * 101,
        "나" * 101: "나" * 66,
        "../elsewhere": "elsewhere",
        "a\nb": "a b",
        "a\0\x07b": "a b",
        "CON": "CON_",
        "?": "scene",
    }.items(),
)
def test_a_scene_opens_whatever_it_is_called_and_its_files_have_a_name_that_every_system_takes(tmp_path, name, id):
    scene = Scene.from_plain({**SCENE.to_plain(), "scene": name, "title": name})
    assert scene.id == id and scene.title == one_line(name)
    save_scene(scene, tmp_path / "saved.json")
    assert load_scene(tmp_path / "saved.json") == scene


@given(title=st.text(st.characters(), min_size=1))
def test_a_title_is_one_line_of_whole_letters(title):
    scene = Scene.from_plain({**SCENE.to_plain(), "title": title})
    assert scene.title == one_line(scene.title) and 1 <= len(scene.title) <= 300
    assert scene.title.encode("utf-8", "replace").decode() == scene.title


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="files of no size that hold something are there")
def test_a_file_that_does_not_tell_its_size_is_read_no_further_than_a_scene_is_long(tmp_path, monkeypatch):
    monkeypatch.setattr("core.scenes.SCENE_BYTES", 100)
    assert Path("/proc/self/smaps").stat().st_size == 0
    with pytest.raises(LabError, match="it has 101 bytes; a scene has at most 100"):
        load_scene("/proc/self/smaps")


def test_a_scene_is_told_from_what_else_a_json_file_may_hold(tmp_path):
    save_scene(SCENE, tmp_path / "mine.json")
    (tmp_path / "other.json").write_text('{"runs": []}')
    assert is_scene(tmp_path / "mine.json")
    assert not is_scene(tmp_path / "other.json") and not is_scene(tmp_path / "gone.json")


def written(**changed: object) -> dict[str, object]:
    """Return a scene of the optimizer tab as it is written, with some of it changed."""
    return {"scene": "mine", "title": "Mine", "tab": "optimizers", "study": {}, **changed}


def test_knobs_are_kept_when_a_scene_is_written():
    scene = Scene.from_plain(written(knobs=["run.lr", "settings.steps"]))
    assert scene.knobs == ("run.lr", "settings.steps")
    assert Scene.from_plain(scene.to_plain()) == scene


def test_a_scene_can_be_asked_once_more_with_other_settings():
    scene = Scene.from_plain(written(another={"settings.steps": 7, "run.lr": 0.3}))
    study = scene.another_study()
    assert (study.settings.steps, study.selected.lr) == (7, 0.3)
    assert scene.study == Scene.from_plain(written()).study and scene.study != study
    assert Scene.from_plain(scene.to_plain()) == scene


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"asks": "nothing"}, "asks", "unknown question 'nothing'; known are: "),
        ({"asks": 3}, "asks", "unknown question 3; known are: "),
        ({"knobs": "run.lr"}, "knobs", "expected a list of at most 3 settings, got run.lr"),
        ({"knobs": ["run.lr"] * 4}, "knobs", "expected a list of at most 3 settings"),
        ({"knobs": ["settings.seed", 3]}, "knobs.1", "expected a text, got 3"),
        ({"knobs": ["settings.nothing"]}, "knobs.0", "expected a setting such as .*, got 'settings.nothing'"),
    ],
)
def test_a_question_or_knob_that_is_none_is_named(changed, field, message):
    with pytest.raises(LabError, match=message) as error:
        Scene.from_plain(written(**changed))
    assert error.value.field == field
