"""Arrays from files of the user's: IDX and NPZ, read with care.

A file is not to be trusted: a reader looks at what it announces before it makes room for it, reads about a megabyte
at a time so that the window keeps moving, never unpickles, and says what it expected and what it found.
"""

from __future__ import annotations

import gzip
import math
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import numpy as np

from core.config.figures import count, number
from core.config.paths import UNREADABLE, existing, located
from core.config.words import LabError, mark

Array = np.ndarray

MOST_BYTES = 2 * 1024**3
_CHUNK = 1024**2

_NOT_IDX = mark("core", "{where}: expected an IDX file of bytes (00 00 08 …), found {found}")
_NOT_NPZ = mark("core", "{where}: expected an NPZ file, which is a ZIP (50 4b …), found {found}")
_ONE_ARRAY = mark(
    "core", "{where} is a single array (NPY); expected images and labels in one NPZ file, as numpy.savez makes it"
)
_NUMBERS = mark("core", "{where}: expected an array of numbers, found type {found}")
_EMPTY = mark("core", "{where}: expected one or more examples, found shape {shape}")
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
        size = _announced_size(shape, 1, where)
        array = np.empty(shape, np.uint8)
        room, done = array.reshape(-1).data, 0
        while done < size:
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
        with archive.open(entry) as content:
            # numpy.savez writes numbers in no other way, and others may expand in memory without a limit.
            version = np.lib.format.read_magic(content)
            if version != (1, 0) or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(f"NPY version {version}, ZIP method {entry.compress_type}")
            shape, _, dtype = np.lib.format.read_array_header_1_0(content)
            start = content.tell()
        if dtype.kind not in "biuf":
            raise LabError(_NUMBERS, where=where, found=brief(str(dtype)))
        size = _announced_size(shape, dtype.itemsize, where)
        if entry.file_size != start + size:
            raise LabError(_LENGTH, where=where, expected=start + size, found=entry.file_size)
        with archive.open(entry) as content:
            return np.lib.format.read_array(content, allow_pickle=False)


def _announced_size(shape: tuple[int, ...], itemsize: int, where: str) -> int:
    """Return the bytes that an array of `shape` takes; raise `LabError` when they are none or too many."""
    if not shape or min(shape) < 1:
        raise LabError(_EMPTY, where=where, shape=shape_text(shape))
    size = math.prod(shape) * itemsize
    if size > MOST_BYTES:
        most, found = (number(math.ceil(each / 1024**3 * 100) / 100, 4) for each in (MOST_BYTES, size))
        raise LabError(_HUGE, where=where, most=most, size=found, shape=shape_text(shape))
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
    except LabError:
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
        if begin == b"\x93NUMPY":
            raise LabError(_ONE_ARRAY, where=Path(file).name)
        begin = begin[:2]
        if begin != b"PK":
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
