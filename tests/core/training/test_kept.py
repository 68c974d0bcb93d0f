"""Trained runs in files: the same comes out as was put in, and whatever else stands in one is refused in one line."""

from __future__ import annotations

import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from core.config.words import LabError
from core.data.datasets import Dataset
from core.rules.activations import Identity
from core.rules.losses import SquaredError
from core.rules.optimizers import SGD
from core.training import kept_files
from core.training.kept import Kept, kept_of
from core.training.kept_files import load_runs, save_runs
from core.training.results import Result, results_of
from core.training.study import Experiment, Settings
from core.training.trainer import prepare
from tests.core.mutating import assert_harmless, mutated_bytes, mutated_plain
from tests.core.training.test_standing import CURES, RULES, assert_same, results, trained

SETTINGS = Settings(train_size=220, batch_size=30, length=20, evaluation_images=60, seed=3)


@pytest.fixture(scope="module")
def half(tiny_dataset: Dataset) -> list[Result]:
    """Runs with every cure and every rule, after ten steps."""
    study = Experiment(SETTINGS, (*CURES, *RULES)).with_settings(length=10)
    return results(study, trained(prepare(study, 1, tiny_dataset, budget=10**8)))


def all_results(races: list[Kept]) -> list[Result]:
    return [each for race in races for each in results_of(race.study, race.snapshots)]


def test_ten_steps_in_a_file_and_ten_more_are_twenty(tiny_dataset, half, tmp_path):
    save_runs(tmp_path / "runs.npz", kept_of(half))
    (race,) = load_runs(tmp_path / "runs.npz")
    whole = race.study.with_settings(length=20)
    begun = dict(enumerate(results_of(race.study, race.snapshots)))
    on = results(whole, trained(prepare(whole, 1, tiny_dataset, budget=10**8, begun=begun)))
    once = results(whole, trained(prepare(whole, 1, tiny_dataset, budget=10**8)))
    assert_same(once, on)


def test_a_file_gives_back_what_was_put_in(half, tmp_path):
    file = tmp_path / "runs.npz"
    view = replace(half[0].study.view, selected=2, scale="log")
    save_runs(file, kept_of(half, view=view))
    (race,) = load_runs(file)
    assert race.study.view == view and race.study.settings == half[0].settings
    found = all_results([race])
    assert [each.configuration for each in found] == [each.configuration for each in half]
    assert_same(half, found)
    for mine, its in zip(half, found, strict=True):
        assert mine.final() == its.final()
        assert mine.snapshot.fingerprint == its.snapshot.fingerprint != ""
        assert mine.snapshot.classes == its.snapshot.classes == 3
    save_runs(tmp_path / "again.npz", [race])
    assert (tmp_path / "again.npz").read_bytes() == file.read_bytes()
    with np.load(file, allow_pickle=False) as plain:  # as NumPy reads it, without the program
        assert json.loads(bytes(plain["about"]))["format"] == kept_files.FORMAT
        np.testing.assert_array_equal(plain["0.0.0.theta"], half[0].standing.weights.theta)
        assert {str(plain[name].dtype) for name in plain.files} == {"uint8", "float32", "float64", "int64"}


def test_what_diverged_or_was_changed_on_its_way_comes_back_as_that(tiny_dataset, tmp_path):
    wild = replace(CURES[0], activation=Identity(), loss=SquaredError(), optimizer=SGD(lr=1e3))
    study = Experiment(SETTINGS, (wild, CURES[0]))
    (trainer,) = prepare(study, 1, tiny_dataset, budget=10**8)
    run = trainer.run()
    while trainer.history.step < 5:
        next(run)
    trainer.change(1, replace(CURES[0], optimizer=replace(CURES[0].optimizer, lr=0.5)))
    for _ in run:
        pass
    study = replace(study, runs=(wild, replace(CURES[0], optimizer=replace(CURES[0].optimizer, lr=0.5))))
    mine = results(study, [trainer])
    assert mine[0].diverged and mine[1].changed == 5
    save_runs(tmp_path / "runs.npz", kept_of(mine))
    its = all_results(load_runs(tmp_path / "runs.npz"))
    assert [each.diverged for each in its] == [each.diverged for each in mine]
    assert [each.standing is None for each in its] == [True, False]
    assert its[1].changed == 5 and str(its[1].changes[0]) == "η 0.01 → 0.5"
    np.testing.assert_array_equal(its[0].loss(), mine[0].loss())


def test_runs_of_several_races_are_kept_together_and_the_last_ones_with_where_they_stand(half, tiny_dataset, tmp_path):
    study = Experiment(SETTINGS.__class__(**{**vars(SETTINGS), "seed": 9, "length": 4}), CURES[:2])
    (trainer,) = trained(prepare(study, 1, tiny_dataset, budget=10**8))
    other = results_of(study, [trainer.snapshot()], race=7)
    room = sum(each.standing.size for each in other)
    races = kept_of([*half, *other], most=room)
    save_runs(tmp_path / "runs.npz", races)
    found = all_results(load_runs(tmp_path / "runs.npz"))
    assert [each.settings.seed for each in found] == [3] * len(half) + [9, 9]
    assert [each.standing is not None for each in found] == [False] * len(half) + [True, True]


def test_nothing_is_no_file_and_a_file_in_the_way_stays(half, tmp_path):
    with pytest.raises(LabError, match="nothing to save"):
        save_runs(tmp_path / "runs.npz", [])
    with pytest.raises(LabError, match="cannot write"):
        save_runs(tmp_path / "nowhere" / "runs.npz", kept_of(half))
    assert list(tmp_path.iterdir()) == []


# What else may stand in a file


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=method)
    return content.getvalue()


def npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=True)
    return content.getvalue()


def with_about(content: bytes, change: Callable[[dict], object]) -> bytes:
    parts = entries(content)
    about = json.loads(bytes(np.load(io.BytesIO(parts["about.npy"]))))
    change(about)
    return packed({**parts, "about.npy": npy(np.frombuffer(json.dumps(about).encode(), np.uint8))})


def huge(shape: tuple[int, ...], descr: str = "<f4") -> bytes:
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": descr, "fortran_order": False, "shape": shape})
    return content.getvalue() + bytes(64)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    parts = entries(content)
    assert name in parts
    return packed({**parts, name: part})


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda content: b"", "holds no trained runs"),
    "text": (lambda content: b"hello", "holds no trained runs"),
    "half": (lambda content: content[: len(content) // 2], "its end is missing"),
    "one byte less": (lambda content: content[:-1], "its end is missing"),
    "foreign": (lambda content: packed({"x_train.npy": npy(np.zeros((3, 3)))}), "holds no trained runs"),
    "another format": (lambda content: with_about(content, lambda a: a.update(format="x")), "holds no trained runs"),
    "future": (lambda content: with_about(content, lambda a: a.update(version=2)), "newer version .*format 2"),
    "no races": (lambda content: with_about(content, lambda a: a.update(races=[])), "holds no trained runs"),
    "unknown setting": (
        lambda content: with_about(content, lambda a: a["races"][0]["study"]["settings"].update(speed=3)),
        "races.0.study.settings.speed: unknown setting",
    ),
    "more steps": (
        lambda content: with_about(content, lambda a: a["races"][0]["records"][0].update(step=9)),
        "evaluated",
    ),
    "one run twice": (
        lambda content: with_about(content, lambda a: a["races"][0]["records"][0]["runs"].__setitem__(1, 0)),
        "theta",
    ),
    "pickled": (lambda content: with_part(content, "0.0.loss.npy", npy(np.array([None, {}]))), "0.0.loss"),
    "huge": (lambda content: with_part(content, "0.0.loss.npy", huge((10**9, 10**9))), "0.0.loss"),
    "huge as expected": (
        lambda content: with_about(
            with_part(content, "0.0.0.theta.npy", huge((8 * 10**9 + 5,))),
            lambda a: a["races"][0]["records"][0]["standings"][0].update(inputs=10**9),
        ),
        "theta",
    ),
    "another type": (lambda content: with_part(content, "0.0.0.theta.npy", npy(np.zeros(99))), "0.0.0.theta"),
    "flipped bit": (lambda content: content.replace(b"\x93NUMPY", b"\x93NUMPZ", 3), "damaged"),
    "packed": (lambda content: packed(entries(content), zipfile.ZIP_DEFLATED), "zip"),
}


@pytest.fixture(scope="module")
def content(half, tmp_path_factory) -> bytes:
    file = tmp_path_factory.mktemp("kept") / "runs.npz"
    save_runs(file, kept_of(half))
    return file.read_bytes()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_good_is_refused_in_one_line(kind, content, tmp_path):
    file = tmp_path / "mine.npz"
    make, said = REFUSED[kind]
    file.write_bytes(make(content))
    with pytest.raises(LabError, match=said) as refused:
        load_runs(file)
    assert "mine.npz" in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_that_is_too_large_is_not_read(content, tmp_path, monkeypatch):
    file = tmp_path / "mine.npz"
    file.write_bytes(content)
    monkeypatch.setattr(kept_files, "KEPT_BYTES", len(content) - 1)
    with pytest.raises(LabError, match="at most"):
        load_runs(file)
    with pytest.raises(LabError, match="there is no file"):
        load_runs(tmp_path / "none.npz")


def test_a_mutated_file_of_runs(tiny_dataset, content, inputs, tmp_path):
    file, again = tmp_path / "mine.npz", tmp_path / "again.npz"
    good = entries(content)
    about = json.loads(bytes(np.load(io.BytesIO(good["about.npy"]))))

    def take(rng: random.Random) -> None:
        kind = rng.random()
        parts = dict(good)
        if kind < 0.3:
            text = json.dumps(mutated_plain(about, rng)).encode()
            parts["about.npy"] = npy(np.frombuffer(text, np.uint8))
        elif kind < 0.6:
            name = rng.choice(list(parts))
            odd = (
                lambda: mutated_bytes(parts[name], rng),
                lambda: npy(np.array([None, {}])),
                lambda: huge((2 ** rng.randrange(60), rng.randrange(5))),
                lambda: npy(
                    np.zeros(rng.choice(((), (0,), (10,), (10, 2))), rng.choice(("f2", "f4", "f8", "U3", "i8")))
                ),
                lambda: parts[rng.choice(list(parts))],
                lambda: b"",
            )
            parts[name] = rng.choice(odd)()
            if rng.random() < 0.1:
                del parts[name]
        changed = packed(parts, zipfile.ZIP_DEFLATED if rng.random() < 0.03 else zipfile.ZIP_STORED)
        if rng.random() < 0.02:
            with warnings.catch_warnings(action="ignore"):
                changed += rng.randbytes(10)
        file.write_bytes(mutated_bytes(changed, rng) if rng.random() < 0.5 else changed)
        races = load_runs(file)
        for race in races:
            found = results_of(race.study, race.snapshots)
            assert len(found) == len(race.study.runs) and all(each.final() is not None for each in found)
            begun = {each.place: each for each in found if each.standing is not None and each.diverged is None}
            longer = race.study.with_settings(length=min(race.study.settings.length, 10**5) + 1)
            if rng.random() < 0.2 and begun and longer.settings.data == SETTINGS.data:
                trainers = prepare(longer, 1, tiny_dataset, list(begun), budget=10**6, begun=begun)
                for _, _report in zip(range(3), trainers[0].run(), strict=False):
                    pass
        save_runs(again, races)
        assert len(load_runs(again)) == len(races)

    assert assert_harmless("runs", inputs, take) > inputs / 50
