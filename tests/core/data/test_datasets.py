"""What the data sets promise: right numbers in, clear refusals of everything else."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import struct
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core import RESOURCES
from core.config.bounds import UNPACKED_BYTES
from core.config.figures import count, number
from core.config.words import LabError
from core.data.arrays import EITHER, TEST, TRAINING
from core.data.datasets import MNIST, Dataset, Examples, IDXFiles, NPZFiles, sources
from core.data.files import read_idx, read_npz

RNG = np.random.default_rng(7)
PIXELS = RNG.integers(0, 256, (12, 4, 3), np.uint8)
CLASSES = np.arange(12, dtype=np.uint8) % 3


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    return buffer.getvalue()


def npz(**arrays: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def header_only(shape: str, descr: str = "|u1") -> bytes:
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}}}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


@pytest.fixture
def write(tmp_path):
    def write(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def pairs_of(examples: Examples) -> list[tuple[list[float], int]]:
    """Return images with their labels, in an order that depends on nothing else."""
    return sorted(zip(examples.images.tolist(), examples.labels.tolist(), strict=True))


def pairs(images: np.ndarray, labels: np.ndarray) -> list[tuple[list[float], int]]:
    return pairs_of(Examples(images.reshape(len(images), -1), labels))


def small(n: int = 100, features: int = 6) -> Dataset:
    """Return examples that can be told apart: image i holds only the number i."""
    images = np.repeat(np.arange(n + 20, dtype=np.float32)[:, None], features, axis=1)
    labels = np.arange(n + 20) % 10
    return Dataset(Examples(images[:n], labels[:n]), Examples(images[n:], labels[n:]), 10, "small")


# MNIST

SUMS = {  # resources/mnist/NOTICE.md
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


@pytest.mark.parametrize("name", SUMS)
def test_a_bundled_file_is_read_byte_for_byte(name):
    folder = RESOURCES / "mnist"
    assert hashlib.sha256(idx(read_idx(str(folder / f"{name}.gz")))).hexdigest() == SUMS[name]


def test_mnist_has_its_known_sizes_and_first_labels():
    mnist = MNIST().load()
    assert (len(mnist.train), len(mnist.test), mnist.classes, mnist.name) == (60_000, 10_000, 10, "MNIST")
    assert MNIST.test_count == len(mnist.test)
    assert mnist.train.shape == mnist.test.shape == (28, 28)
    assert mnist.train.images.shape == (60_000, 784)
    assert mnist.train.images.dtype == np.uint8 and mnist.train.labels.dtype == np.intp
    assert mnist.train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert mnist.test.labels[:5].tolist() == [7, 2, 1, 0, 4]


def test_mnist_is_read_only_once():
    assert MNIST().load() is MNIST().load()


def test_shared_examples_cannot_be_changed_by_accident():
    for array in (MNIST().load().train.images, MNIST().load().train.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_the_arrays_of_the_caller_stay_writeable():
    images = np.zeros((2, 3), np.uint8)
    Examples(images, np.zeros(2, np.intp))
    images[0] = 1


# Examples and mini-batches


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_a_batch_holds_the_chosen_rows_with_bytes_scaled_to_one(dtype, kind):
    images = RNG.integers(0, 256, (50, 7)).astype(kind)
    examples = Examples(images, np.arange(50))
    indices = np.array([3, 49, 0, 3, -1])
    x, labels = examples.gather(5, dtype)(indices)
    expected = images[indices] / 255 if kind is np.uint8 else images[indices]
    assert x.dtype == dtype
    np.testing.assert_allclose(x, expected, rtol=2e-7)
    np.testing.assert_array_equal(labels, [3, 49, 0, 3, 49])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_white_is_exactly_one_and_black_exactly_zero(dtype):
    examples = Examples(np.array([[0, 255]], np.uint8), np.zeros(1, np.intp))
    x, _ = examples.gather(1, dtype)(np.array([0]))
    assert x.tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize("index", [50, -51])
def test_an_index_beyond_the_examples_is_refused(index):
    gather = Examples(np.zeros((50, 2), np.uint8), np.zeros(50, np.intp)).gather(2)
    with pytest.raises(IndexError):
        gather(np.array([0, index]))


def test_a_batch_larger_than_announced_is_refused():
    with pytest.raises(ValueError):
        small().train.gather(3)(np.arange(4))


def test_a_smaller_last_batch_fits_its_indices():
    x, labels = small().train.gather(8)(np.array([5, 6]))
    assert x[:, 0].tolist() == labels.tolist() == [5, 6]


def test_calls_use_the_same_buffers_and_two_gatherers_do_not():
    gather, other = small().train.gather(4), small().train.gather(4)
    x, labels = gather(np.arange(4))
    again, labels_again = gather(np.arange(4, 8))
    assert np.shares_memory(x, again) and np.shares_memory(labels, labels_again)
    before = x.copy()
    other(np.arange(20, 24))
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_a_batch_takes_no_large_temporary_array(kind):
    gather = Examples(np.zeros((1000, 784), kind), np.zeros(1000, np.intp)).gather(128)
    indices = np.arange(128)
    gather(indices)
    tracemalloc.start()
    gather(indices)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000


def test_first_is_a_view_and_take_a_copy_in_the_given_order():
    train = small().train
    assert np.shares_memory(train.first(10).images, train.images)
    assert len(train.first(10)) == 10 and len(train.first(1000)) == 100
    taken = train.take(np.array([7, 2]))
    assert taken.images[:, 0].tolist() == [7, 2] and taken.labels.tolist() == [7, 2]
    assert not np.shares_memory(taken.images, train.images)


def test_the_shape_of_an_image_survives_first_and_take_and_defaults_to_flat():
    examples = Examples(PIXELS.reshape(12, 12), CLASSES.astype(np.intp), (4, 3))
    assert examples.first(2).shape == examples.take(np.array([1])).shape == (4, 3)
    assert small(features=6).train.shape == (6,)


def test_images_and_labels_of_different_counts_are_refused():
    with pytest.raises(ValueError, match="do not match"):
        Examples(np.zeros((3, 2), np.uint8), np.zeros(2, np.intp))


# Splits


@given(st.integers(1, 100), st.floats(0, 0.9), st.integers(0, 2**63))
def test_train_and_validation_share_out_the_first_examples(train_size, share, seed):
    data = small()
    if round(train_size * share) == train_size:
        return
    split = data.split(train_size, share, seed)
    train, validation = split.train.images[:, 0].tolist(), split.validation.images[:, 0].tolist()
    assert len(validation) == round(train_size * share)
    assert sorted(train + validation) == list(range(train_size))
    for part in (split.train, split.validation):
        np.testing.assert_array_equal(part.labels, part.images[:, 0] % 10)
    assert split.test is data.test


def test_the_same_seed_sets_the_same_examples_aside_and_another_seed_others():
    drawn = [small().split(100, 0.2, seed).validation.images[:, 0].tolist() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_validation_examples_are_drawn_from_everywhere():
    assert small().split(100, 0.2, 0).validation.images[:, 0].max() > 50


@pytest.mark.parametrize("train_size", [60_000, 500])
def test_a_split_without_validation_copies_nothing(train_size):
    data = MNIST().load()
    split = data.split(train_size, 0, 0)
    assert np.shares_memory(split.train.images, data.train.images)
    assert len(split.train) == train_size and len(split.validation) == 0
    assert split.train.images[0].tobytes() == data.train.images[0].tobytes()


@pytest.mark.parametrize("train_size", [101, 0, -1])
def test_a_train_size_that_is_not_there_is_refused_with_both_numbers(train_size):
    with pytest.raises(LabError, match=rf"1 to 100 .*got {count(train_size)}$") as error:
        small().split(train_size, 0, 0)
    assert error.value.field == "train_size"


@pytest.mark.parametrize(("train_size", "share"), [(100, 1.0), (100, -0.1), (100, float("nan")), (1, 0.9)])
def test_a_validation_share_that_leaves_nothing_is_refused(train_size, share):
    with pytest.raises(LabError, match=f"{number(share)}( of 1 examples|$)") as error:
        small().split(train_size, share, 0)
    assert error.value.field == "validation_share"


# IDX files


@given(
    hnp.arrays(np.uint8, hnp.array_shapes(min_dims=1, max_dims=4, max_side=9)),
    st.sampled_from([bytes, gzip.compress]),
)
def test_what_was_written_as_idx_is_read_back(tmp_path_factory, array, packed):
    file = tmp_path_factory.getbasetemp() / "round-trip"
    file.write_bytes(packed(idx(array)))
    found = read_idx(str(file))
    assert found.dtype == np.uint8 and found.shape == array.shape
    np.testing.assert_array_equal(found, array)


def test_an_idx_file_of_many_chunks_is_read_whole(write):
    array = np.arange(3 * 2**20 + 5, dtype=np.uint32).astype(np.uint8)
    np.testing.assert_array_equal(read_idx(write("long", idx(array))), array)


def test_idx_files_make_a_data_set_whatever_their_names_say(write):
    data = IDXFiles(
        train_images=write("plain.gz", idx(PIXELS)),
        train_labels=write("packed", gzip.compress(idx(CLASSES))),
        test_images=write("a", idx(PIXELS[:5])),
        test_labels=write("b", idx(np.full(5, 4, np.uint8))),
    ).load()
    assert (len(data.train), len(data.test), data.classes, data.name) == (12, 5, 5, "plain.gz")
    assert data.train.shape == (4, 3)
    assert pairs_of(data.train) == pairs(PIXELS, CLASSES)
    assert pairs_of(data.test) == pairs(PIXELS[:5], np.full(5, 4))


@pytest.mark.parametrize(("count", "held_out"), [(12, 2), (2, 1), (3, 1), (11, 1)])
def test_without_test_files_a_sixth_is_held_out(write, count, held_out):
    data = IDXFiles(write("x", idx(PIXELS[:count])), write("y", idx(CLASSES[:count]))).load()
    assert (len(data.train), len(data.test)) == (count - held_out, held_out)
    assert data.train.shape == data.test.shape == (4, 3)
    assert sorted(pairs_of(data.train) + pairs_of(data.test)) == pairs(PIXELS[:count], CLASSES[:count])


IMAGES, LABELS = idx(PIXELS), idx(CLASSES)
PACKED = gzip.compress(IMAGES)
BAD_IMAGES = {
    "empty file": (b"", "expected an IDX file .*found nothing"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "expected an IDX file .*00 00 08 ….*found 89 50 4e"),
    "three bytes": (b"\0\0\x08", r"expected one or more examples, found shape \(\)"),
    "floats": (b"\0\0\x0d\x02" + bytes(40), "00 00 08 ….*found 00 00 0d"),
    "no gzip after its magic": (b"\x1f\x8bhello world, no gzip", "damaged"),
    "gzip of a text": (gzip.compress(b"hello"), "expected an IDX file .*found 68 65 6c"),
    "flipped gzip": (flip(PACKED, len(PACKED) // 2), "damaged"),
    "wrong gzip sum": (flip(PACKED, len(PACKED) - 6), "damaged.*CRC"),
    "truncated gzip": (PACKED[:-20], "damaged, incomplete"),
    "truncated header": (IMAGES[:10], "expected 16 bytes, as its header says, found 10"),
    "truncated data": (IMAGES[:-1], "expected 160 bytes, as its header says, found 159"),
    "no data": (IMAGES[:16], "expected 160 bytes, as its header says, found 16"),
    "one byte more": (IMAGES + b"\0", "expected 160 bytes, as its header says, found more"),
    "one byte more in gzip": (gzip.compress(IMAGES + b"\0"), "found more"),
    "no dimensions": (b"\0\0\x08\0" + b"\5", "expected one or more examples"),
    "a hundred dimensions": (b"\0\0\x08\x64" + b"\0\0\0\1" * 100 + b"\5", "damaged.*dimension"),
    "no images": (idx(PIXELS[:0]), "expected one or more examples, found shape 0×4×3"),
    "images of no pixels": (idx(PIXELS[:, :, :0]), "expected one or more examples, found shape 12×4×0"),
    "labels": (LABELS, r"expected images \(2 or more dimensions\), found shape 12"),
    "absurd size": (b"\0\0\x08\x03" + b"\xff" * 12, "expected at most 2 GiB"),
    "just over 2 GiB": (b"\0\0\x08\2\x80\0\0\1\0\0\0\1", r"found 2.01 GiB \(shape 2,147,483,649×1\)"),
}
BAD_LABELS = {
    "a picture": (b"\x89PNG\r\n\x1a\n", "expected an IDX file"),
    "images": (IMAGES, r"shape n or n×classes \(at most 1,000\), found 12×4×3"),
    "one label too few": (idx(CLASSES[1:]), "expected 12 labels, one for each image, found 11"),
    "one label too many": (idx(np.append(CLASSES, 1).astype(np.uint8)), "expected 12 labels.*found 13"),
}


@pytest.mark.parametrize(
    ("field", "content", "message"),
    [pytest.param("images", *case, id=name) for name, case in BAD_IMAGES.items()]
    + [pytest.param("labels", *case, id=f"labels: {name}") for name, case in BAD_LABELS.items()],
)
@pytest.mark.parametrize("part", ["train", "test"])
def test_a_bad_idx_file_is_refused_by_name_beside_its_field(write, part, field, content, message):
    good = {f"{set_}_{kind}": kind for set_ in ("train", "test") for kind in ("images", "labels")}
    files = {name: write(name, IMAGES if kind == "images" else LABELS) for name, kind in good.items()}
    files[f"{part}_{field}"] = write("wrong.idx", content)
    with pytest.raises(LabError, match=message) as error:
        IDXFiles(**files).load()
    assert error.value.field == f"{part}_{field}"
    assert "wrong.idx" in str(error.value)


def test_a_single_training_image_is_refused(write):
    with pytest.raises(LabError, match="expected 2 or more training examples, found 1") as error:
        IDXFiles(write("x", idx(PIXELS[:1])), write("y", idx(CLASSES[:1]))).load()
    assert error.value.field == "train_images"


def test_test_images_of_another_size_are_refused(write):
    with pytest.raises(LabError, match="a test image has 8 values, expected 12 as in training") as error:
        x, y, narrow = write("x", IMAGES), write("y", LABELS), write("narrow", idx(PIXELS[:, :, :2]))
        IDXFiles(x, y, narrow, y).load()
    assert error.value.field == "test_images"


@pytest.mark.parametrize("field", ["train_images", "train_labels", "test_images", "test_labels"])
def test_a_file_name_that_is_left_out_is_asked_for(write, field):
    x, y = write("x", IMAGES), write("y", LABELS)
    files = {"train_images": x, "train_labels": y, "test_images": x, "test_labels": y, field: ""}
    with pytest.raises(LabError, match="expected the name of a file, got none") as error:
        IDXFiles(**files).load()
    assert error.value.field == field


@pytest.mark.parametrize(("source", "field"), [(IDXFiles, "train_images"), (NPZFiles, "train")])
def test_a_missing_file_a_folder_and_a_forbidden_file_are_named(tmp_path, monkeypatch, source, field):
    def refusal(file: object) -> str:
        with pytest.raises(LabError) as error:
            source(str(file)).load()
        assert error.value.field == field
        return str(error.value)

    assert refusal(tmp_path / "gone") == f"there is no file {tmp_path / 'gone'}"
    assert refusal(tmp_path) == f"expected a file, got the folder {tmp_path}"
    forbidden = tmp_path / "forbidden"
    forbidden.write_bytes(b"")

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refusal(forbidden) == f"cannot read {forbidden}: Permission denied"


def test_files_may_be_in_the_home_folder_and_are_told_in_full_when_they_are_not(write, tmp_path, monkeypatch):
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    for name, content in {"x": IMAGES, "y": LABELS, "digits.npz": GOOD}.items():
        write(name, content)
    assert len(IDXFiles("~/x", "~/y").load().train) == len(NPZFiles("~/digits.npz").load().train) == 10
    assert NPZFiles("~/digits.npz").load().name == "digits.npz"
    with pytest.raises(LabError) as error:
        NPZFiles("~/gone.npz").load()
    assert str(error.value) == f"there is no file {tmp_path / 'gone.npz'}"


def test_a_pipe_is_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LabError, match="there is no file"):
        read_idx(str(tmp_path / "pipe"))


def test_too_little_memory_is_an_error_of_the_file(write, monkeypatch):
    def refuse(*_: object) -> None:
        raise MemoryError

    file = write("large.idx", IMAGES)
    monkeypatch.setattr(np, "empty", refuse)
    with pytest.raises(LabError, match=r"large\.idx does not fit into memory"):
        read_idx(file)


def test_too_little_memory_for_a_random_order_is_an_error_of_the_file(write, monkeypatch):
    def refuse(*_: object) -> None:
        raise MemoryError

    file = write("large.npz", GOOD)
    monkeypatch.setattr(Examples, "take", refuse)
    with pytest.raises(LabError, match=r"large\.npz does not fit into memory") as error:
        NPZFiles(file).load()
    assert error.value.field == "train"


@pytest.mark.parametrize("announced", [struct.pack(">I", 10), struct.pack(">I", 2**32 - 1)])
def test_a_gzip_bomb_is_not_expanded(write, announced):
    file = write("bomb", gzip.compress(b"\0\0\x08\x01" + announced + bytes(2**26)))
    tracemalloc.start()
    with pytest.raises(LabError):
        read_idx(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**22


def packed(**arrays: np.ndarray) -> bytes:
    """Return an NPZ file whose arrays are compressed."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("kind", [np.uint8, np.float64])
def test_an_npz_bomb_is_not_expanded(write, kind):
    size = UNPACKED_BYTES + 8 * 1000
    images = np.zeros((size // 8 // 1000 * (8 // np.dtype(kind).itemsize), 1000), kind)
    file = write("bomb.npz", packed(x_train=images, y_train=np.zeros(len(images), np.uint8)))
    assert os.path.getsize(file) < 2**20
    del images
    tracemalloc.start()
    with pytest.raises(
        LabError, match=r"x_train \(bomb\.npz\): 105 MB .* in a file of 0\.\d+ MB; expected at most 100"
    ):
        NPZFiles(file).load()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**22


def test_a_gzip_file_that_is_hardly_larger_than_a_header_cannot_announce_much(write):
    file = write("bomb", gzip.compress(b"\0\0\x08\x01" + struct.pack(">I", UNPACKED_BYTES + 1)))
    with pytest.raises(LabError, match=r"bomb: 105 MB"):
        read_idx(file)


# Images and labels in files of their own


@pytest.mark.parametrize("write_as", [idx, npy, lambda array: packed(arr_0=array)], ids=["IDX", "NPY", "NPZ"])
def test_images_and_labels_may_be_in_files_of_any_kind_that_holds_one_array(write, write_as):
    images, labels = np.arange(60, dtype=np.uint8).reshape(5, 4, 3), np.arange(5, dtype=np.uint8)
    files = IDXFiles(write("train-images", write_as(images)), write("train-labels", write_as(labels)))
    loaded = files.examples("train")
    np.testing.assert_array_equal(loaded.images, images.reshape(5, 12))
    np.testing.assert_array_equal(loaded.labels, labels)
    assert loaded.shape == (4, 3)


@pytest.mark.parametrize(
    ("content", "message"),
    {
        "two arrays": (packed(a=np.zeros(3), b=np.zeros(3)), "expected one array, found a, b"),
        "no array": (packed(), "expected one array, found nothing"),
        "text": (npy(np.array(["a", "b"])), "expected an array of numbers, found type <U1"),
        "objects": (npy(np.array([{}, None], object)), "expected an array of numbers, found type object"),
        "cut off": (npy(np.zeros((5, 4, 3)))[:-1], "bytes, as its header says, found"),
        "longer": (npy(np.zeros((5, 4, 3))) + b"1", "bytes, as its header says, found"),
    }.values(),
)
def test_a_bad_file_of_one_array_is_refused_by_name_beside_its_field(write, content, message):
    with pytest.raises(LabError, match=re.escape(message)) as error:
        IDXFiles(write("bad.npy", content), write("labels", idx(np.zeros(5, np.uint8)))).load()
    assert error.value.field == "train_images" and "bad.npy" in str(error.value)


# NPZ files


NAMES = [*TRAINING, *EITHER, ("X_train", "Y_train"), ("X", "y"), ("Images", "LABELS"), ("DATA", "target")]


@pytest.mark.parametrize("names", NAMES)
def test_arrays_are_found_under_each_pair_of_names(write, names):
    arrays = {names[0]: PIXELS, names[1]: CLASSES, "other": CLASSES}
    data = NPZFiles(write("digits.npz", npz(**arrays))).load()
    assert (len(data.train), len(data.test), data.classes, data.name) == (10, 2, 3, "digits.npz")
    assert data.train.shape == (4, 3)
    assert sorted(pairs_of(data.train) + pairs_of(data.test)) == pairs(PIXELS, CLASSES)


@pytest.mark.parametrize("names", [*TEST, ("X_test", "y_test")])
@pytest.mark.parametrize("train", TRAINING)
def test_a_file_may_hold_both_sets_under_any_of_their_names(write, train, names):
    arrays = {train[0]: PIXELS, train[1]: CLASSES, names[0]: PIXELS[:5], names[1]: CLASSES[:5]}
    data = NPZFiles(write("digits.npz", npz(**arrays, val_images=PIXELS))).load()
    assert pairs_of(data.train) == pairs(PIXELS, CLASSES)
    assert pairs_of(data.test) == pairs(PIXELS[:5], CLASSES[:5])


def test_a_name_in_its_usual_spelling_goes_before_one_in_capitals(write):
    data = NPZFiles(write("digits.npz", npz(X=PIXELS[:6], x=PIXELS[6:], y=CLASSES[6:]))).load()
    assert sorted(pairs_of(data.train) + pairs_of(data.test)) == pairs(PIXELS[6:], CLASSES[6:])


@pytest.mark.parametrize("shape", [(12, 1), (1, 12), (1, 4, 3), (4, 3, 1), (4, 1, 3), (1, 1, 1, 12)])
def test_dimensions_of_one_are_no_part_of_the_shape_of_an_image(write, shape):
    data = NPZFiles(write("a.npz", npz(x=PIXELS.reshape(12, *shape), y=CLASSES))).load()
    assert data.train.shape == data.test.shape == tuple(size for size in shape if size > 1)
    assert sorted(pairs_of(data.train) + pairs_of(data.test)) == pairs(PIXELS, CLASSES)


def test_test_examples_come_from_the_test_file_before_those_of_the_training_file(write):
    train = write("train.npz", npz(x_train=PIXELS, y_train=CLASSES, x_test=PIXELS[:4], y_test=CLASSES[:4]))
    assert (len(NPZFiles(train).load().train), len(NPZFiles(train).load().test)) == (12, 4)
    for names in (("x_test", "y_test"), ("images", "labels"), ("x", "y")):
        test = write("test.npz", npz(**{names[0]: PIXELS[:3], names[1]: CLASSES[:3]}))
        assert len(NPZFiles(train, test).load().test) == 3
    half = write("half.npz", npz(x=PIXELS, y=CLASSES, x_test=PIXELS))
    assert len(NPZFiles(half, test).load().test) == 3


@pytest.mark.parametrize(
    ("images", "kind", "expected"),
    [
        (np.array([[0, 255], [7, 1]], np.int64), np.uint8, [[0, 255], [7, 1]]),
        (np.array([[0, 255], [7, 1]], ">u2"), np.uint8, [[0, 255], [7, 1]]),
        (np.array([[True, False], [False, True]]), np.uint8, [[1, 0], [0, 1]]),
        (np.array([[-1.5, 300], [0, 1]], np.float64), np.float32, [[-1.5, 300], [0, 1]]),
        (np.array([[0.5, 1], [0, 1]], ">f4"), np.float32, [[0.5, 1], [0, 1]]),
        (np.array([[0, 255], [7, 1]], np.float64), np.uint8, [[0, 255], [7, 1]]),
        (np.array([[0, 255], [7, 0.5]], np.float64), np.float32, [[0, 255], [7, 0.5]]),
        (np.array([[0, 256], [7, 1]], np.float64), np.float32, [[0, 256], [7, 1]]),
        (np.array([[-1, 1], [0, 1]], np.float64), np.float32, [[-1, 1], [0, 1]]),
        (np.asfortranarray([[1, 2], [3, 4]], np.uint8), np.uint8, [[1, 2], [3, 4]]),
    ],
)
def test_images_of_every_number_type_become_bytes_or_float32(write, images, kind, expected):
    file = write("a.npz", npz(x=images, y=np.array([0, 1]), x_test=images, y_test=np.array([0, 1])))
    train = NPZFiles(file).load().train
    assert train.images.dtype == kind
    assert pairs_of(train) == sorted(zip(expected, [0, 1], strict=True))


@pytest.mark.parametrize(
    "labels",
    [
        CLASSES,
        CLASSES.astype(np.float64),
        CLASSES.astype(">i8")[:, None],
        np.eye(3)[CLASSES],
        np.eye(5, dtype=bool)[CLASSES],
        np.eye(3, dtype=np.uint8)[CLASSES],
        np.eye(3)[CLASSES][:, :, None],
        CLASSES[:, None, None],
    ],
)
def test_labels_may_be_numbers_a_column_or_one_hot_rows_or_columns(write, labels):
    data = NPZFiles(write("a.npz", npz(x=PIXELS, y=labels, x_test=PIXELS, y_test=labels))).load()
    assert data.train.labels.dtype == np.intp and data.classes == 3
    assert pairs_of(data.train) == pairs_of(data.test) == pairs(PIXELS, CLASSES)


def test_classes_are_counted_over_train_and_test_and_are_at_least_two(write):
    ones = np.zeros(12, np.uint8)
    file = write("a.npz", npz(x=PIXELS, y=CLASSES, x_test=PIXELS[:2], y_test=np.array([1, 6])))
    assert NPZFiles(file).load().classes == 7
    assert NPZFiles(write("b.npz", npz(x=PIXELS, y=ones))).load().classes == 2


# What the numbers are, and what they are divided by

GREY = np.array([[0, 3, 7, 15], [1, 2, 3, 4], [5, 6, 7, 8]])  # by any of the factors below up to 255
SCALED = {
    "bytes": (GREY * 17, np.uint8, GREY * 17 / 255),
    "bytes as integers": (GREY * 17, np.int64, GREY * 17 / 255),
    "bytes as reals": (GREY * 17, np.float32, GREY * 17 / 255),
    "0 to 16": (GREY + 1, np.uint8, (GREY + 1) / 16),
    "0 to 16 as reals": (GREY + 1, np.float64, (GREY + 1) / 16),
    "0 to 17": (GREY + 2, np.uint8, (GREY + 2) / 255),
    "0 and 1": (GREY % 2, np.uint8, GREY % 2),
    "0 and 1 as integers": (GREY % 2, np.int64, GREY % 2),
    "0 and 1 as reals": (GREY % 2, np.float16, GREY % 2),
    "truth": (GREY % 2, np.bool_, GREY % 2),
    "0 to 1": (GREY / 15, np.float64, GREY / 15),
    "standardized": (GREY / 5 - 1, np.float64, GREY / 5 - 1),
    "whole and negative": (GREY - 8, np.float64, GREY - 8),
    "fractions up to 255": (GREY * 16.9, np.float64, GREY * 16.9),
}


def batch_of(examples: Examples) -> np.ndarray:
    """Return all images as a network sees them, in an order that depends on nothing else."""
    x, _ = examples.gather(len(examples), np.float64)(np.arange(len(examples)))
    return np.array(sorted(x.tolist()))


@pytest.mark.parametrize(("numbers", "kind", "expected"), SCALED.values(), ids=SCALED)
def test_what_the_numbers_are_and_not_how_they_are_stored_says_what_they_are_divided_by(write, numbers, kind, expected):
    images, labels = numbers.astype(kind), np.arange(3)
    data = NPZFiles(write("a.npz", npz(x=images, y=labels, x_test=images, y_test=labels))).load()
    for examples in (data.train, data.test, data.train.take(np.arange(3)), data.train.first(3)):
        np.testing.assert_allclose(batch_of(examples), sorted(expected.tolist()), rtol=1e-6)


PARTS = {
    "a darker test set": (GREY * 17, GREY, GREY * 17 / 255, GREY / 255),
    "a brighter test set": (GREY, GREY * 17, GREY / 255, GREY * 17 / 255),
    "bytes and then 0 to 1": (GREY * 17, GREY / 15.5, GREY * 17 / 255, GREY / 15.5),
    "0 to 1 and then bytes": (GREY / 15.5, GREY * 17, GREY / 15.5, GREY * 17 / 255),
    "bytes and then their means": (GREY * 17, GREY * 16.5, GREY * 17 / 255, GREY * 16.5 / 255),
    "means of bytes and then bytes": (GREY * 16.5, GREY * 17, GREY * 16.5, GREY * 17),
    "two colours and then 0 to 1": (GREY % 2, GREY / 15.5, GREY % 2, GREY / 15.5),
    "standardized": (GREY / 5 - 1, GREY / 4 - 1, GREY / 5 - 1, GREY / 4 - 1),
}


@pytest.mark.parametrize(("train", "test", "scaled_train", "scaled_test"), PARTS.values(), ids=PARTS)
def test_both_sets_are_measured_alike(write, train, test, scaled_train, scaled_test):
    labels = np.arange(3)
    file = write("a.npz", npz(x_train=train, y_train=labels, x_test=test, y_test=labels))
    data = NPZFiles(file).load()
    np.testing.assert_allclose(batch_of(data.train), sorted(scaled_train.tolist()), rtol=1e-6)
    np.testing.assert_allclose(batch_of(data.test), sorted(scaled_test.tolist()), rtol=1e-6)


def test_idx_files_are_scaled_by_their_numbers_as_well(write):
    images, labels = idx((GREY % 2).astype(np.uint8)), idx(np.arange(3, dtype=np.uint8))
    data = IDXFiles(*[write(name, part) for name, part in zip("abcd", [images, labels] * 2, strict=True)]).load()
    np.testing.assert_array_equal(batch_of(data.train), sorted((GREY % 2).tolist()))


# Files that are sorted by class


@pytest.fixture(scope="module")
def sorted_digits(mnist, tmp_path_factory) -> str:
    first = mnist.train.first(300)
    order = np.argsort(first.labels, kind="stable")
    file = tmp_path_factory.mktemp("sorted") / "sorted.npz"
    np.savez(file, x=first.images[order], y=first.labels[order])
    return str(file)


def test_of_a_file_sorted_by_class_every_part_has_all_classes(sorted_digits):
    data = NPZFiles(sorted_digits).load()
    assert (len(data.train), len(data.test)) == (250, 50)
    for part in (data.test, data.split(60, 0, 0).train, *(data.split(250, 0.2, seed).validation for seed in range(3))):
        assert sorted(set(part.labels.tolist())) == list(range(10))


def test_of_a_test_set_sorted_by_class_the_first_images_have_all_classes(sorted_digits):
    data = NPZFiles(sorted_digits, sorted_digits).load()
    assert len(data.train) == len(data.test) == 300
    assert sorted(set(data.test.first(60).labels.tolist())) == list(range(10))


def test_the_order_is_the_same_at_every_start_and_images_keep_their_labels(sorted_digits, mnist):
    one, two = NPZFiles(sorted_digits).load(), NPZFiles(sorted_digits).load()
    np.testing.assert_array_equal(one.train.images, two.train.images)
    np.testing.assert_array_equal(one.test.labels, two.test.labels)
    assert sorted(pairs_of(one.train) + pairs_of(one.test)) == pairs_of(mnist.train.first(300))


def test_which_images_of_a_file_are_trained_on_depends_on_the_seed_and_which_are_judged_by_does_not(sorted_digits):
    data = NPZFiles(sorted_digits).load()
    for share in (0.0, 0.25):
        chosen = []
        for seed in (3, 3, 4):
            split = data.split(60, share, seed)
            chosen.append(sorted(pairs_of(split.train) + pairs_of(split.validation)))
            assert split.test is data.test
            assert len(chosen[-1]) == 60 and all(pair in pairs_of(data.train) for pair in chosen[-1])
        assert chosen[0] == chosen[1] != chosen[2]
    with_all = data.split(250, 0.0, 4).train
    assert np.shares_memory(with_all.images, data.train.images)


def test_which_digits_of_mnist_are_trained_on_does_not_depend_on_the_seed(mnist):
    for seed in (0, 7):
        split = mnist.split(300, 0.2, seed)
        assert sorted(pairs_of(split.train) + pairs_of(split.validation)) == pairs_of(mnist.train.first(300))


def test_the_digits_that_come_with_the_program_stay_in_the_order_of_their_file(mnist):
    folder = RESOURCES / "mnist"
    np.testing.assert_array_equal(mnist.train.labels, read_idx(str(folder / "train-labels-idx1-ubyte.gz")))
    np.testing.assert_array_equal(mnist.test.labels, read_idx(str(folder / "t10k-labels-idx1-ubyte.gz")))


# What was loaded, in words


def test_what_was_loaded_is_told_with_counts_classes_and_values(write, mnist):
    told = "60,000 training and 10,000 test images of 28×28, 10 classes (0 to 9); values 0 to 255, divided by 255"
    assert str(mnist.describe()) == told
    labels = np.arange(12) % 2 + 1
    described = {
        "values 0 to 1, taken as they are": PIXELS % 2,
        "values 0 to 16, divided by 16": PIXELS % 17 // 16 * 16,
        "values −0.5 to 0.5, taken as they are": PIXELS % 2 - 0.5,
    }
    for values, images in described.items():
        data = NPZFiles(write("a.npz", npz(x=images, y=labels, x_test=images[:3], y_test=labels[:3]))).load()
        assert str(data.describe()) == f"12 training and 3 test images of 4×3, 2 classes (1 to 2); {values}"


def test_classes_that_were_never_trained_are_told(write):
    file = write("a.npz", npz(x=PIXELS, y=CLASSES, x_test=PIXELS[:5], y_test=np.array([0, 8, 3, 8, 1])))
    told = str(NPZFiles(file).load().describe())
    assert told.endswith(". The test set has classes that the training set lacks: 3, 8")
    assert "5 classes (0 to 8)" in told


GOOD = npz(x=PIXELS, y=CLASSES)
Y = npy(CLASSES)


def bad_image(value: float, kind: type = np.float64) -> np.ndarray:
    images = np.zeros((12, 2), kind)
    images[3] = value
    return images


def bad_label(value: float, kind: type = np.float64) -> np.ndarray:
    labels = np.ones(12, kind)
    labels[3] = value
    return labels


PAIR = np.array([[1, 1, 0]] * 12)
BAD_NPZ = {
    "empty file": (b"", r"expected an NPZ file, .*\(50 4b …\), found nothing"),
    "text": (b"hello", r"expected an NPZ file, .*\(50 4b …\), found 68 65"),
    "npy": (npy(PIXELS), r"wrong\.npz holds a single array; expected images and labels in one NPZ file"),
    "truncated zip": (GOOD[:-40], "damaged"),
    "only a magic": (b"PK\x03\x04", "damaged"),
    "no arrays": (zipped({"readme.txt": b"hello"}), "expected arrays named .*found nothing"),
    "other names": (npz(a=PIXELS, b=CLASSES), r"x_train, y_train \| .* \| images, labels \| x, y .*; found a, b$"),
    "a name of its own": (npz(arr_0=PIXELS), r"wrong\.npz holds a single array; .* choose IDX files$"),
    "half a pair": (npz(x=PIXELS, labels=CLASSES), "found x, labels"),
    "many names": (npz(**{f"array{i:03}": CLASSES for i in range(50)}), r"found array000, .*\.\.\.$"),
    "x_test alone": (npz(x=PIXELS, y=CLASSES, x_test=PIXELS), "expected arrays named x_test, y_test"),
    "test_labels alone": (npz(x=PIXELS, y=CLASSES, Test_Labels=CLASSES), r"\| test_images, test_labels \|"),
    "objects": (npz(x=np.array([[1, None]] * 12), y=CLASSES), "x .*an array of numbers, found type object"),
    "texts": (npz(x=PIXELS, y=np.array(["cat"] * 12)), "y .*expected an array of numbers, found type <U3"),
    "complex": (npz(x=PIXELS * 1j, y=CLASSES), "found type complex128"),
    "records": (npz(x=np.zeros((12, 2), "u1,f4"), y=CLASSES), "expected an array of numbers"),
    "flat images": (npz(x=CLASSES, y=CLASSES), r"x .*images \(2 or more dimensions\), found shape 12"),
    "a single number": (npz(x=np.uint8(3), y=CLASSES), r"x .*one or more examples, found shape \(\)"),
    "no images": (npz(x=PIXELS[:0], y=CLASSES[:0]), "expected one or more examples, found shape 0×4×3"),
    "one image": (npz(x=PIXELS[:1], y=CLASSES[:1]), "expected 2 or more training examples, found 1"),
    "three-dimensional labels": (npz(x=PIXELS, y=PIXELS), "y .*expected shape n .*found 12×4×3"),
    "counts": (npz(x=PIXELS, y=CLASSES[:9]), "expected 12 labels, one for each image, found 9"),
    "NaN": (npz(x=bad_image(np.nan), y=CLASSES), "x .*expected finite numbers; 2 of 24 are infinite or NaN"),
    "infinity": (npz(x=bad_image(-np.inf), y=CLASSES), "2 of 24 are infinite"),
    "too large for float32": (npz(x=bad_image(1e39), y=CLASSES), "2 of 24 are infinite"),
    "large pixels": (npz(x=bad_image(700, np.int16), y=CLASSES), "numbers 0–255 or reals, found 0 to 700"),
    "256": (npz(x=bad_image(256, np.int64), y=CLASSES), "found 0 to 256"),
    "negative pixels": (npz(x=bad_image(-1, np.int8), y=CLASSES), "found −1 to 0"),
    "negative label": (npz(x=PIXELS, y=bad_label(-1, np.int8)), "expected labels from 0 to 999.*found −1"),
    "label 1000": (npz(x=PIXELS, y=bad_label(1000, np.uint64)), "found 1,000"),
    "huge label": (npz(x=PIXELS, y=bad_label(2**64 - 1, np.uint64)), "found 18,446,744,073,709,551,615"),
    "half a label": (npz(x=PIXELS, y=bad_label(1.5)), "found 1.5"),
    "NaN label": (npz(x=PIXELS, y=bad_label(np.nan)), "found NaN"),
    "infinite label": (npz(x=PIXELS, y=bad_label(np.inf)), "found ∞"),
    "two-hot": (npz(x=PIXELS, y=PAIR), "expected one 1 and else 0 in each row, not in row 1"),
    "halves": (npz(x=PIXELS, y=PAIR / 2), "expected one 1 and else 0"),
    "infinite rows": (npz(x=PIXELS, y=np.full((12, 2), [np.inf, -np.inf])), "expected one 1 and else 0"),
    "a two": (npz(x=PIXELS, y=2 * np.eye(12)), "expected one 1 and else 0"),
    "many columns": (npz(x=PIXELS, y=np.eye(12, 1001)), "expected shape n .*found 12×1,001"),
    "a sum for a size": (zipped({"x.npy": header_only("(10**6, 10**6)"), "y.npy": Y}), "damaged"),
    "many bytes": (zipped({"x.npy": header_only("(1000000, 10000)"), "y.npy": Y}), "2 GiB, found 9.32 GiB"),
    "wide numbers": (zipped({"x.npy": header_only("(300000000, 1)", "<f8"), "y.npy": Y}), "found 2.24 GiB"),
    "negative size": (zipped({"x.npy": header_only("(-3, -4)"), "y.npy": Y}), "one or more examples"),
    "short array": (zipped({"x.npy": npy(PIXELS)[:-1], "y.npy": Y}), "x .*expected 272 bytes.*found 271"),
    "long array": (zipped({"x.npy": npy(PIXELS) + b"\0", "y.npy": Y}), "x .*expected 272 bytes.*found 273"),
    "no npy inside": (zipped({"x.npy": b"hello world", "y.npy": Y}), "damaged"),
    "npy version 3": (zipped({"x.npy": npy(PIXELS).replace(b"Y\1", b"Y\3"), "y.npy": Y}), "NPY version"),
    "other compression": (zipped({"x.npy": npy(PIXELS), "y.npy": Y}, zipfile.ZIP_BZIP2), "ZIP method 12"),
}


@pytest.mark.parametrize(("content", "message"), BAD_NPZ.values(), ids=BAD_NPZ)
def test_a_bad_npz_file_is_refused_by_name_beside_its_field(write, content, message):
    with pytest.raises(LabError, match=message) as error:
        NPZFiles(write("wrong.npz", content)).load()
    assert error.value.field == "train"
    assert "wrong.npz" in str(error.value)


def test_a_bad_test_file_is_refused_beside_its_own_field(write):
    train = write("good.npz", GOOD)
    for content in (b"hello", npz(x=PIXELS[:, :2], y=CLASSES), npz(x=PIXELS, y=CLASSES[:2])):
        with pytest.raises(LabError) as error:
            NPZFiles(train, write("wrong.npz", content)).load()
        assert error.value.field == "test"


def test_a_wrong_zip_sum_is_noticed(write):
    content = zipped({"x.npy": npy(PIXELS), "y.npy": Y}, zipfile.ZIP_STORED)
    with pytest.raises(LabError, match=r"damaged.*CRC"):
        read_npz(write("a.npz", flip(content, content.index(PIXELS.tobytes()) + 5)), "x")


@pytest.mark.parametrize("whole", [IMAGES, PACKED, GOOD], ids=["idx", "gzip", "npz"])
@given(data=st.data())
def test_a_damaged_file_ends_in_a_data_set_or_a_lab_error(tmp_path_factory, whole, data):
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.getbasetemp()
    (folder / "damaged").write_bytes(broken[: data.draw(st.integers(0, len(broken)))])
    (folder / "labels").write_bytes(LABELS)
    damaged, labels = str(folder / "damaged"), str(folder / "labels")
    for source in (NPZFiles(damaged), IDXFiles(damaged, labels)):
        try:
            found = source.load()
        except LabError as error:
            assert error.field
        else:
            assert len(found.train) + len(found.test) >= 2


# Sources


def test_mnist_comes_first_among_the_sources():
    assert list(sources) == ["mnist", "idx", "npz"]


@pytest.mark.parametrize("kind", sources.classes())
def test_a_source_is_written_and_read_back_and_has_words_for_people(kind):
    source = kind()
    assert kind.from_plain(source.to_plain()) == source
    assert kind.label and kind.help
    for parameter in kind.parameters().values():
        assert parameter.label and parameter.help
