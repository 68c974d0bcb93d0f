"""What stands in files and fields may be anything: it is refused in one line, or it is a valid state.

``--inputs=10000`` takes more of each kind than the suite does.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import warnings
import zipfile
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

import core.search.study
import core.training.study  # noqa: F401 - the chapters register what can be set
from core.config.bounds import UNPACKED_BYTES
from core.config.configuration import Configuration
from core.config.parameters import OneOf, Optional, Parameter, Part, Several
from core.config.study import studies
from core.config.words import LabError
from core.data.arrays import EITHER, TEST, TRAINING
from core.data.datasets import IDXFiles, NPZFiles, Source
from core.scenes import Scene, load_scene, save_scene, scenes
from tests.core.mutating import ODD, assert_harmless, mutated_bytes, mutated_plain, mutated_text

SCENES = list(scenes().values())


def test_a_mutated_scene(tmp_path, inputs):
    file, again = tmp_path / "scene.json", tmp_path / "again.json"

    def take(rng: random.Random) -> None:
        plain = rng.choice(SCENES).to_plain()
        if rng.random() < 0.7:
            content = json.dumps(mutated_plain(plain, rng)).encode()
        else:
            content = mutated_bytes(json.dumps(plain, ensure_ascii=rng.random() < 0.5).encode(), rng)
        file.write_bytes(content)
        scene = load_scene(file)
        assert isinstance(scene, Scene) and scene.study.names()
        save_scene(scene, again)
        assert load_scene(again) == scene

    assert assert_harmless("scene", inputs, take) > inputs / 50


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


def use(source: Source) -> None:
    """Load data and ask of them what a window asks."""
    dataset = source.load()
    assert str(dataset.describe())
    split = dataset.split(len(dataset.train), 0.3 if len(dataset.train) > 3 else 0.0, 0)
    x, labels = split.train.gather(5)(np.arange(min(5, len(split.train))))
    assert np.isfinite(x).all() and labels.max() < dataset.classes


def test_a_mutated_idx_file(tmp_path, inputs):
    images, labels = tmp_path / "images", tmp_path / "labels"

    def take(rng: random.Random) -> None:
        count = rng.choice((2, 7, 40))
        values = np.random.default_rng(rng.randrange(9)).integers(0, rng.choice((2, 17, 256)), (count, 5, 4))
        contents = [idx(values), idx(np.arange(count) % 3)]
        for place in range(2):
            if rng.random() < 0.6:
                contents[place] = mutated_bytes(contents[place], rng)
            if rng.random() < 0.1:
                contents[place] = idx(np.zeros(rng.choice(((0,), (1,), (3, 0), (2, 2, 2, 2), (255, 1, 1)))))
            if rng.random() < 0.3:
                contents[place] = gzip.compress(contents[place], 1)
                if rng.random() < 0.5:
                    contents[place] = mutated_bytes(contents[place], rng)
        if rng.random() < 0.02:  # a bomb
            contents[0] = gzip.compress(struct.pack(">BBBBI", 0, 0, 8, 1, 2**27) + bytes(2**24), 1)
        images.write_bytes(contents[0])
        labels.write_bytes(contents[1])
        use(IDXFiles(str(images), str(labels)))

    assert assert_harmless("IDX", inputs, take) > inputs / 50


KINDS = ("u1", "i1", "u2", "i4", "i8", "f2", "f4", "f8", "?", "c8", "U3", "S2", "M8[s]", "O", ">i4", "V4", "i4,f4")
SHAPES = (
    (0,),
    (7,),
    (7, 1),
    (7, 5),
    (7, 5, 4),
    (7, 5, 4, 3),
    (1, 7),
    (5, 7),
    (7, 0),
    (),
    (7, 1, 1, 1),
    (7, 2000),
    (14, 3),
)


def odd_array(rng: random.Random) -> np.ndarray:
    """Return an array of any kind and shape."""
    kind, shape = np.dtype(rng.choice(KINDS)), rng.choice(SHAPES)
    with np.errstate(all="ignore"):
        if kind.kind in "biuf?":
            values = np.random.default_rng(rng.randrange(9)).normal(0, rng.choice((1, 100, 1e30)), shape)
            array = np.asarray(values.astype(kind))
            if kind.kind == "f" and array.size and rng.random() < 0.3:
                array.flat[rng.randrange(array.size)] = rng.choice((np.nan, np.inf, -0.0, 1e-300))
            return array
    return np.zeros(shape, kind)


def good_arrays(rng: random.Random, count: int) -> tuple[np.ndarray, np.ndarray]:
    values = np.random.default_rng(rng.randrange(9)).integers(0, 256, (count, 5, 4))
    return values.astype(rng.choice(("u1", "f4", "i8"))), np.arange(count) % 3


@cache
def bomb(part: float) -> bytes:
    """Return a small file of a large array, as a part of what is read of such a file."""
    rows, content = int(part * UNPACKED_BYTES / 1000), io.BytesIO()
    np.savez_compressed(content, x=np.broadcast_to(np.uint8(0), (rows, 1000)), y=np.arange(rows) % 3)
    return content.getvalue()


def test_a_mutated_npz_file(tmp_path, inputs):
    file = tmp_path / "mine.npz"
    assert len(bomb(0.9)) < len(bomb(1.5)) < 10**6  # made before the time is taken

    def take(rng: random.Random) -> None:
        arrays: dict[str, np.ndarray] = {}
        for pair in [rng.choice(TRAINING + EITHER), *([rng.choice(TEST)] if rng.random() < 0.4 else [])]:
            for name, array in zip(pair, good_arrays(rng, rng.choice((2, 7, 40))), strict=True):
                arrays[rng.choice((name, name.upper()))] = odd_array(rng) if rng.random() < 0.3 else array
        content = io.BytesIO()
        (np.savez_compressed if rng.random() < 0.5 else np.savez)(content, **arrays)
        if rng.random() < 0.05:
            with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(content, "a") as archive:
                archive.writestr(rng.choice(("x_train.npy", "../x.npy", "a" * 300, "y_train.npy")), rng.randbytes(50))
        changed = content.getvalue() if rng.random() < 0.99 else bomb(rng.choice((0.9, 1.5)))
        file.write_bytes(mutated_bytes(changed, rng) if rng.random() < 0.6 else changed)
        use(NPZFiles(str(file)))

    assert assert_harmless("NPZ", inputs, take) > inputs / 50


def test_a_file_of_one_array_that_is_mutated(tmp_path, inputs):
    file, labels = tmp_path / "mine.npy", tmp_path / "labels"
    labels.write_bytes(idx(np.arange(7) % 3))

    def take(rng: random.Random) -> None:
        content = io.BytesIO()
        np.save(content, odd_array(rng) if rng.random() < 0.5 else good_arrays(rng, 7)[0], allow_pickle=True)
        file.write_bytes(mutated_bytes(content.getvalue(), rng) if rng.random() < 0.5 else content.getvalue())
        use(IDXFiles(str(file), str(labels)))

    assert assert_harmless("NPY", inputs, take) > inputs / 50


# Fields


def described(kind: type[Configuration], seen: set[type]) -> Iterator[tuple[Parameter, object]]:
    """Return every field of a configuration and of what it may hold, with its default."""
    if kind in seen:
        return
    seen.add(kind)
    for name, parameter in kind.parameters().items():
        yield from within(parameter, getattr(kind(), name), seen)


def within(parameter: Parameter, default: object, seen: set[type]) -> Iterator[tuple[Parameter, object]]:
    if isinstance(parameter, OneOf):
        for each in parameter.registry.classes():
            yield from described(each, seen)
    elif isinstance(parameter, Optional | Part):
        yield from described(parameter.part, seen)
    elif isinstance(parameter, Several):
        yield from within(parameter.item, next(iter(default), None) if isinstance(default, tuple) else None, seen)
    else:
        yield parameter, default


def all_fields() -> list[tuple[Parameter, object]]:
    """Return every field that there is to type into, but for formulas, which have tests of their own."""
    seen: set[type] = set()
    found: list[tuple[Parameter, object]] = []
    for study in studies.classes():
        usual = study()
        for part in (type(usual.settings), type(usual.runs[0]), type(usual.view)):
            found += described(part, seen)
    return [(parameter, default) for parameter, default in found if parameter.__module__ == Parameter.__module__]


FIELDS = all_fields()


def test_a_mutated_field(inputs):
    def take(rng: random.Random) -> None:
        parameter, default = rng.choice(FIELDS)
        if rng.random() < 0.2:
            value = parameter.from_plain(rng.choice(ODD))
        else:
            text = parameter.format(default) if default is not None and not isinstance(default, bool) else "1"
            value = parameter.parse(mutated_text(text, rng))
        assert parameter.check(value) == value
        plain = parameter.to_plain(value)
        assert parameter.from_plain(json.loads(json.dumps(plain))) == value
        if not isinstance(value, bool):
            shown = parameter.format(value)
            try:
                typed = parameter.parse(shown)
            except LabError as error:
                raise AssertionError(f"{shown!r} is shown and refused: {error}") from error
            assert typed == value or float(typed) == pytest.approx(float(value), rel=1e-14)

    assert len(FIELDS) > 50
    assert assert_harmless("fields", inputs, take) > inputs / 50
