"""Arrays from files of the user's: IDX, NPY and NPZ, read with care.

A file is not to be trusted: a reader looks at what it announces before it makes room for it, reads about a megabyte
at a time so that the window keeps moving, never unpickles, and says what it expected and what it found.
"""

from __future__ import annotations

import gzip
import math
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO

import numpy as np

from core.config.bounds import ARRAY_BYTES, MOST_PACKED, UNPACKED_BYTES
from core.config.figures import count, number
from core.config.paths import UNREADABLE, existing, located
from core.config.words import LabError, mark
from core.jobs import Stopped, heed_stop

Array = np.ndarray

_CHUNK = 1024**2
_NPY, _ZIP = b"\x93NUMPY", b"PK"

_NOT_IDX = mark("core", "{where}: expected an IDX file of bytes (00 00 08 …), found {found}")
_NOT_NPZ = mark("core", "{where}: expected an NPZ file, which is a ZIP (50 4b …), found {found}")
ONE_ARRAY = mark(
    "core",
    "{where} holds a single array; expected images and labels in one NPZ file; "
    "with labels in a file of their own, choose IDX files",
)
_NUMBERS = mark("core", "{where}: expected an array of numbers, found type {found}")
_EMPTY = mark("core", "{where}: expected one or more examples, found shape {shape}")
_PACKED = mark(
    "core", "{where}: {size} MB (shape {shape}) in a file of {packed} MB; expected at most {most} times as much"
)
_SEVERAL = mark("core", "{where}: expected one array, found {names}")
_HUGE = mark("core", "{where}: expected at most {most} GiB, found {size} GiB (shape {shape})")
_LENGTH = mark("core", "{where}: expected {expected} bytes, as its header says, found {found}")
_MORE = mark("core", "more")
_NOTHING = mark("core", "nothing")
_NO_NAME = mark("core", "expected the name of a file, got none")
_DAMAGED = mark("core", "{where} is damaged, incomplete or of an unknown kind ({reason})")
MEMORY = mark("core", "{where} does not fit into memory")


def read_idx(file: str) -> Array:
    """Read an IDX file of unsigned bytes, plain or compressed with gzip.

    The layout: two zero bytes, the type (08, unsigned byte), the number of dimensions, the size of each as
    a big-endian 32-bit number, then the values, the last dimension running fastest.

    Parameters
    ----------
    file : str
        Name of the file.

    Returns
    -------
    ndarray of uint8
        In the shape that the file announces: images ``(n, height, width)``, labels ``(n,)``.

    Raises
    ------
    LabError
        The file is missing, damaged, no IDX file, longer or shorter than announced, empty or over 2 GiB.

    References
    ----------
    "The IDX file format" in Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten
    digits", http://yann.lecun.com/exdb/mnist/.
    """
    where = Path(file).name
    with _opened(file) as raw:
        content = gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == b"\x1f\x8b" else raw
        magic = content.read(4)
        if magic[:3] != b"\0\0\x08":
            raise LabError(_NOT_IDX, where=where, found=magic[:3].hex(" ") or _NOTHING)
        start = 4 + 4 * int.from_bytes(magic[3:])
        sizes = content.read(start - 4)
        if len(sizes) < start - 4:
            raise LabError(_LENGTH, where=where, expected=start, found=4 + len(sizes))
        shape = tuple(np.frombuffer(sizes, ">u4").tolist())
        size = _announced_size(shape, 1, where, os.fstat(raw.fileno()).st_size)
        array = np.empty(shape, np.uint8)
        room, done = array.reshape(-1).data, 0
        while done < size:
            heed_stop()
            got = content.readinto(room[done : done + _CHUNK])
            if not got:
                raise LabError(_LENGTH, where=where, expected=start + size, found=start + done)
            done += got
        if content.read(1):
            raise LabError(_LENGTH, where=where, expected=start + size, found=_MORE)
        return array


def npz_names(file: str) -> list[str]:
    """Return the names of the arrays in an NPZ file; raise `LabError` when it cannot be read."""
    with _opened_npz(file) as archive:
        return [name.removesuffix(".npy") for name in archive.namelist() if name.endswith(".npy")]


def read_npz(file: str, name: str) -> Array:
    """Read one array of numbers from an NPZ file, after a look at the size that it announces.

    Parameters
    ----------
    file : str
        Name of the file.
    name : str
        Name of the array, one of `npz_names`.

    Returns
    -------
    ndarray of bool, integers or floats
        With at least one dimension and one value.

    Raises
    ------
    LabError
        The file is missing, damaged or no NPZ file, or the array is empty, over 2 GiB or not of numbers.

    References
    ----------
    "NPY format", in the documentation of ``numpy.lib.format``.
    """
    where = f"{name} ({Path(file).name})"
    with _opened_npz(file) as archive:
        entry = archive.getinfo(f"{name}.npy")
        # numpy.savez packs numbers in no other way, and others may expand in memory without a limit.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"ZIP method {entry.compress_type}")
        with archive.open(entry) as content:
            _check_header(content, entry.file_size, entry.compress_size, where)
        with archive.open(entry) as content:
            return np.lib.format.read_array(content, allow_pickle=False)


def read_one(file: str) -> Array:
    """Read the one array that a file holds: IDX, NPY, or NPZ with a single array, told by content, not by name.

    Raises
    ------
    LabError
        As `read_idx` and `read_npz` do, and when an NPZ file holds several.
    """
    where = Path(file).name
    with _opened(file) as raw:
        begin = raw.peek(6)[:6]
        if begin == _NPY:
            size = os.fstat(raw.fileno()).st_size
            _check_header(raw, size, size, where)
            raw.seek(0)
            return np.lib.format.read_array(raw, allow_pickle=False)
    if not begin.startswith(_ZIP):
        return read_idx(file)
    names = npz_names(file)
    if len(names) != 1:
        raise LabError(_SEVERAL, where=where, names=brief(", ".join(names)) or _NOTHING)
    return read_npz(file, names[0])


def _check_header(content: IO[bytes], length: int, packed: int, where: str) -> None:
    """Look at the beginning of an array in NPY's format, which has `length` bytes, `packed` into so many."""
    version = np.lib.format.read_magic(content)
    if version != (1, 0):
        raise ValueError(f"NPY version {version}")
    shape, _, dtype = np.lib.format.read_array_header_1_0(content)
    start = content.tell()
    if dtype.kind not in "biuf":
        raise LabError(_NUMBERS, where=where, found=brief(str(dtype)))
    size = _announced_size(shape, dtype.itemsize, where, packed)
    if length != start + size:
        raise LabError(_LENGTH, where=where, expected=start + size, found=length)


def _announced_size(shape: tuple[int, ...], itemsize: int, where: str, packed: int) -> int:
    """Return the bytes that an array of `shape` takes; raise `LabError` when they are none or too many."""
    if not shape or min(shape) < 1:
        raise LabError(_EMPTY, where=where, shape=shape_text(shape))
    size = math.prod(shape) * itemsize
    if size > ARRAY_BYTES:
        most, found = (number(math.ceil(each / 1024**3 * 100) / 100, 4) for each in (ARRAY_BYTES, size))
        raise LabError(_HUGE, where=where, most=most, size=found, shape=shape_text(shape))
    if size > UNPACKED_BYTES and size > MOST_PACKED * packed:
        found, small = (number(each / 1e6) for each in (size, packed))
        raise LabError(_PACKED, where=where, size=found, shape=shape_text(shape), packed=small, most=MOST_PACKED)
    return size


@contextmanager
def _opened(file: str) -> Iterator[BufferedReader]:
    """Open a file for reading; whatever goes wrong while it is open becomes a `LabError`."""
    if not file:
        raise LabError(_NO_NAME)
    where = Path(file).name
    try:
        with existing(file).open("rb") as raw:
            yield raw
    except (LabError, Stopped):
        raise
    except MemoryError as error:
        raise LabError(MEMORY, where=where) from error
    except Exception as error:  # zipfile, gzip, zlib and NumPy have a dozen unrelated ones for damaged files
        if isinstance(error, OSError) and error.strerror:
            raise LabError(UNREADABLE, file=located(file), reason=error.strerror) from error
        raise LabError(_DAMAGED, where=where, reason=brief(str(error) or type(error).__name__)) from error


@contextmanager
def _opened_npz(file: str) -> Iterator[zipfile.ZipFile]:
    with _opened(file) as raw:
        begin = raw.peek(6)[:6]
        if begin == _NPY:
            raise LabError(ONE_ARRAY, where=Path(file).name)
        begin = begin[:2]
        if begin != _ZIP:
            raise LabError(_NOT_NPZ, where=Path(file).name, found=begin.hex(" ") or _NOTHING)
        with zipfile.ZipFile(raw) as archive:
            yield archive


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as in 60,000×28×28."""
    return brief("×".join(map(count, shape)) or "()")


def brief(text: str) -> str:
    """Return a text of a file in one line of at most a hundred characters."""
    text = " ".join(text.split())
    return text if len(text) <= 100 else text[:97] + "..."
