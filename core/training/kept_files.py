"""Files of trained runs (see `core.training.kept`).

A file is an NPZ archive that NumPy reads as well, nothing in it packed and nothing pickled: an entry ``about`` with
JSON, and arrays of known names, types and shapes.  It is written as a whole or not at all.

A file is not to be trusted: as nothing is packed, it holds no more than its own size, which is looked at first, and
every array is compared with what the settings of its run make it before there is room for it.
"""

from __future__ import annotations

import json
import math
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from core import __version__
from core.config.bounds import KEPT_BYTES
from core.config.figures import number
from core.config.paths import UNREADABLE, existing, located
from core.config.words import LabError, Phrase, mark, one_line, shown
from core.drafts import Drafts
from core.jobs import Stopped, heed_stop
from core.training.history import TrainingHistory, TrainingSnapshot
from core.training.kept import Kept
from core.training.recording import Weights
from core.training.standing import Standing
from core.training.study import MOST_CLASSES, Experiment, RunConfiguration

Array = np.ndarray

FORMAT, VERSION = "dnnlab-runs", 1
ENDING = ".npz"
MOST_RACES, MOST_ENTRIES = 400, 30_000
"""In a file."""
ABOUT_BYTES = 8_000_000
MOST_CHANGES, LONGEST_CHANGE = 20, 200
_CHUNK = 4 * 1024**2
_END = 22
"""Bytes of the record at the end of a ZIP archive without a comment."""
_HEADER = re.compile(
    rb"\{'descr': '([<|][a-z][0-9]+)', 'fortran_order': False, 'shape': \(([0-9]*(?:, ?[0-9]+)*),?\), \} *\n"
)
_HASH = re.compile(r"(?:[0-9a-f]{32})?")

_NONE = mark("core", "{file} holds no trained runs")
_NEWER = mark("core", "{file} was written by a newer version of the program (format {found}; this one reads {known})")
_DAMAGED = mark("core", "{file} is damaged or incomplete: {reason}")
_PART = mark("core", "{file} is damaged: {part} is not what it should be")
_AT = mark("core", "{file}, {place}: {problem}")
_LARGE = mark("core", "{file} has {size} GB; trained runs take at most {most} GB")
_UNWRITTEN = mark("core", "cannot write {file}: {reason}")
_NOTHING = mark("core", "there is nothing to save yet: run the training first")


def _parameters(run: RunConfiguration, inputs: int, classes: int) -> int:
    """Return how many parameters a run has: weights, biases, γ and β."""
    layers = (inputs, *run.hidden, classes)
    scaled = 2 * sum(run.hidden) if run.batch_norm else 0
    return sum((before + 1) * after for before, after in pairwise(layers)) + scaled


def _inputs(run: RunConfiguration, parameters: int, classes: int) -> int:
    """Return how many values an image has, from the number of parameters."""
    first = next(iter((*run.hidden, classes)))
    return (parameters - _parameters(run, 0, classes)) // first


# Writing


def save_runs(path: str | os.PathLike[str], races: Sequence[Kept]) -> None:
    """Write what is kept of races to a file; one that is there is replaced when all is written.

    Raises
    ------
    LabError
        When there is nothing to write, or too much, or the file cannot be written.
    """
    path = located(path)
    if not races:
        raise LabError(_NOTHING)
    arrays: dict[str, Array] = {}
    plain = []
    for number_of, race in enumerate(races):
        records = [_record(f"{number_of}.{at}", race, record, arrays) for at, record in enumerate(race.snapshots)]
        plain.append({"study": race.study.to_plain(), "records": records})
    about = {"format": FORMAT, "version": VERSION, "program": __version__, "races": plain}
    arrays = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays}
    _check_size(path, sum(array.nbytes + 1000 for array in arrays.values()))
    try:
        with Drafts() as drafts:
            with drafts.opened(path) as file:
                _write(file, arrays)
            drafts.replace()
    except OSError as error:
        raise LabError(_UNWRITTEN, file=path.name, reason=error.strerror or str(error)) from None


def _write(file: BinaryIO, arrays: Mapping[str, Array]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
    file.flush()
    os.fsync(file.fileno())  # so that the name does not reach the disk before the content


def _record(name: str, race: Kept, record: TrainingSnapshot, arrays: dict[str, Array]) -> dict[str, Any]:
    """Return what is said of a record in JSON, and add its arrays."""
    arrays[f"{name}.loss"], arrays[f"{name}.smoothed"] = record.loss, record.smoothed
    arrays[f"{name}.evaluated"], arrays[f"{name}.norms"] = record.evaluated, record.norms
    for each in TrainingHistory.sets:
        arrays[f"{name}.{each}"] = record.accuracy[each]
    standings: list[Any] = []
    for column, standing in enumerate(record.standings):
        if standing is None:
            standings.append(None)
            continue
        of_run = f"{name}.{column}"
        arrays[f"{of_run}.theta"] = standing.weights.theta
        for layer, (mean, variance) in enumerate(standing.weights.averages):
            arrays[f"{of_run}.mean.{layer}"], arrays[f"{of_run}.variance.{layer}"] = mean, variance
        for remembered, values in standing.state.items():
            arrays[f"{of_run}.state.{remembered}"] = values
        arrays[f"{of_run}.smoothing"] = np.array([standing.average, standing.share])
        run = race.study.runs[record.runs[column]]
        inputs = _inputs(run, len(standing.weights.theta), record.classes)
        standings.append({"step": standing.step, "inputs": inputs, "masks": list(standing.masks)})
    return {
        "runs": list(record.runs),
        "step": record.step,
        "measured": len(record.evaluated),
        "classes": record.classes,
        "fingerprint": record.fingerprint,
        "diverged": list(record.diverged),
        "changed": list(record.changed),
        "changes": [[str(change)[:LONGEST_CHANGE] for change in of_run[:MOST_CHANGES]] for of_run in record.changes],
        "standings": standings,
    }


def _check_size(path: Path, size: int) -> None:
    if size > KEPT_BYTES:
        most, found = (number(each / 1024**3) for each in (KEPT_BYTES, size))
        raise LabError(_LARGE, file=path.name, size=found, most=most)


# Reading


class _Wrong(Exception):  # noqa: N818 - becomes a `LabError`
    """A part of a file is not what it should be."""


def load_runs(path: str | os.PathLike[str]) -> list[Kept]:
    """Return what is kept in a file.

    Raises
    ------
    LabError
        One sentence: the file is not there, of another kind, of a newer version, too large or damaged.
    """
    path = existing(path)
    try:
        with path.open("rb") as file:
            return _read(path, file)
    except (LabError, Stopped):
        raise
    except _Wrong as error:
        raise LabError(_PART, file=path.name, part=one_line(str(error))[:100]) from None
    except MemoryError:
        raise LabError(_DAMAGED, file=path.name, reason=mark("core", "it does not fit into memory")) from None
    except Exception as error:  # zipfile and json have a dozen unrelated ones for damaged files
        if isinstance(error, OSError) and error.strerror:
            raise LabError(UNREADABLE, file=path, reason=error.strerror) from None
        reason = one_line(str(error) or type(error).__name__)[:100]
        raise LabError(_DAMAGED, file=path.name, reason=reason) from None


def _read(path: Path, file: BinaryIO) -> list[Kept]:
    size = os.fstat(file.fileno()).st_size
    _check_size(path, size)
    if file.read(2) != b"PK":
        raise LabError(_NONE, file=path.name)
    # how many entries are announced is looked at before they are listed
    file.seek(max(0, size - _END))
    end = file.read(_END)
    if len(end) < _END or end[:4] != b"PK\x05\x06":
        raise LabError(_DAMAGED, file=path.name, reason=mark("core", "its end is missing"))
    if int.from_bytes(end[10:12], "little") > MOST_ENTRIES:
        raise _Wrong("zip")
    with zipfile.ZipFile(file) as archive:
        entries = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
        if "about" not in entries:
            raise LabError(_NONE, file=path.name)
        stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries.values())
        if not stored or sum(entry.file_size for entry in archive.infolist()) > size:
            raise _Wrong("zip")
        return _Reader(path, archive, entries).races()


class _Reader:
    """Reads the entries of an archive, each as what it should be."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self._path, self._archive, self._entries = path, archive, entries

    def races(self) -> list[Kept]:
        about = self._about()
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise LabError(_NONE, file=self._path.name)
        version = _whole(about, "version", 1, 2**31)
        if version > VERSION:
            raise LabError(_NEWER, file=self._path.name, found=version, known=VERSION)
        races = _list(about, "races", MOST_RACES)
        if not races:
            raise LabError(_NONE, file=self._path.name)
        return [self._race(str(at), race) for at, race in enumerate(races)]

    def _about(self) -> Any:
        length = self._entries["about"].file_size
        if length > ABOUT_BYTES:
            raise _Wrong("about")
        with self._archive.open(self._entries["about"]) as content:
            descr, shape = _header(content, "about")
            text = content.read()
        if descr != "|u1" or shape != (len(text),):
            raise _Wrong("about")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise _Wrong("about") from None

    def _race(self, name: str, plain: Any) -> Kept:
        if not isinstance(plain, dict):
            raise _Wrong(f"race {name}")
        try:
            study = Experiment.from_plain(plain.get("study"))
        except LabError as error:
            place = shown(f"races.{name}.study" + (f".{error.field}" if error.field else ""))
            raise LabError(_AT, file=self._path.name, place=place, problem=error.phrase) from None
        records = _list(plain, "records", study.most_runs)
        snapshots = tuple(self._record(f"{name}.{at}", study, record) for at, record in enumerate(records))
        places = sorted(place for snapshot in snapshots for place in snapshot.runs)
        if places != list(range(len(study.runs))):
            raise _Wrong(f"runs of race {name}")
        return Kept(study, snapshots)

    def _record(self, name: str, study: Experiment, plain: Any) -> TrainingSnapshot:
        if not isinstance(plain, dict):
            raise _Wrong(f"record {name}")
        settings = study.settings
        runs = tuple(
            _as_whole(place, "runs", 0, len(study.runs) - 1) for place in _list(plain, "runs", study.most_runs)
        )
        count = len(runs)
        step = _whole(plain, "step", 1, settings.steps)
        measured = _whole(plain, "measured", 0, step + 1)
        classes = _whole(plain, "classes", 0, MOST_CLASSES)
        evaluated = self._array(f"{name}.evaluated", "<i8", (measured,))
        if measured and not (evaluated[0] >= 0 and evaluated[-1] <= step and (np.diff(evaluated) > 0).all()):
            raise _Wrong(f"{name}.evaluated")
        fingerprint = plain.get("fingerprint")
        if not count or not isinstance(fingerprint, str) or not _HASH.fullmatch(fingerprint):
            raise _Wrong(f"record {name}")
        standings = _list(plain, "standings", count)
        steps = [
            tuple(None if at is None else _as_whole(at, key, 0, settings.steps) for at in _list(plain, key, count))
            for key in ("diverged", "changed")
        ]
        changes = tuple(tuple(map(_change, _as_list(each, MOST_CHANGES))) for each in _list(plain, "changes", count))
        if {len(standings), len(steps[0]), len(steps[1]), len(changes)} != {count}:
            raise _Wrong(f"record {name}")
        return TrainingSnapshot(
            runs=runs,
            step=step,
            steps=settings.steps,
            steps_per_epoch=settings.steps_per_epoch,
            evaluating=False,
            loss=self._array(f"{name}.loss", "<f4", (step, count)),
            smoothed=self._array(f"{name}.smoothed", "<f4", (step, count)),
            evaluated=evaluated,
            accuracy={each: self._array(f"{name}.{each}", "<f4", (measured, count)) for each in TrainingHistory.sets},
            norms=self._array(f"{name}.norms", "<f4", (measured, count, 3)),
            diverged=steps[0],
            changed=steps[1],
            changes=changes,
            classes=classes,
            standings=tuple(
                None if each is None else self._standing(f"{name}.{column}", study.runs[place], each, step, classes)
                for column, (place, each) in enumerate(zip(runs, standings, strict=True))
            ),
            fingerprint=fingerprint,
        )

    def _standing(self, name: str, run: RunConfiguration, plain: Any, step: int, classes: int) -> Standing:
        if not isinstance(plain, dict):
            raise _Wrong(f"standing {name}")
        shape = (_parameters(run, _whole(plain, "inputs", 1, 10**9), classes),)
        averages = tuple(
            (
                self._array(f"{name}.mean.{at}", "<f4", (1, nodes)),
                self._array(f"{name}.variance.{at}", "<f4", (1, nodes)),
            )
            for at, nodes in enumerate(run.hidden if run.batch_norm else ())
        )
        average, share = self._array(f"{name}.smoothing", "<f8", (2,)).tolist()
        masks = _list(plain, "masks", 4)
        if len(masks) != (4 if run.dropout else 0) or not math.isfinite(share):
            raise _Wrong(f"standing {name}")
        bits = (128, 128, 1, 32)
        drawn = [_as_whole(each, "masks", 0, 2**most - 1) for each, most in zip(masks, bits, strict=False)]
        return Standing(
            _whole(plain, "step", 1, step),
            Weights(self._array(f"{name}.theta", "<f4", shape), averages),
            {each: self._array(f"{name}.state.{each}", "<f4", shape) for each in run.optimizer.state},
            tuple(drawn),  # type: ignore[arg-type]
            average,
            share,
        )

    def _array(self, name: str, descr: str, shape: tuple[int, ...]) -> Array:
        """Return an array, once it is known that it has this type and shape."""
        heed_stop()
        entry = self._entries.get(name)
        if entry is None:
            raise _Wrong(name)
        with self._archive.open(entry) as content:
            if _header(content, name) != (descr, shape):
                raise _Wrong(name)
            size = math.prod(shape) * np.dtype(descr).itemsize
            if size > entry.file_size:
                raise _Wrong(name)
            array = np.empty(shape, descr)
            room, done = array.reshape(-1).view(np.uint8).data, 0
            while done < size:
                heed_stop()
                got = content.readinto(room[done : done + _CHUNK])  # type: ignore[attr-defined]
                if not got:
                    raise _Wrong(name)
                done += got
            if content.read(1):  # at its end the sum of the entry is checked, too
                raise _Wrong(name)
        array.flags.writeable = False
        return array


def _header(content: Any, name: str) -> tuple[str, tuple[int, ...]]:
    """Return type and shape of an array in NPY's format, version 1.0."""
    begin = content.read(10)
    if len(begin) < 10 or begin[:8] != b"\x93NUMPY\x01\x00":
        raise _Wrong(name)
    found = _HEADER.fullmatch(content.read(min(1000, int.from_bytes(begin[8:10], "little"))))
    if not found or len(found[2]) > 100:
        raise _Wrong(name)
    return found[1].decode(), tuple(int(size) for size in found[2].split(b",") if size.strip())


def _list(plain: Any, key: str, most: int) -> list[Any]:
    return _as_list(plain.get(key), most, key)


def _as_list(value: Any, most: int, key: str = "changes") -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise _Wrong(key)
    return value


def _whole(plain: Any, key: str, low: int, high: int) -> int:
    return _as_whole(plain.get(key), key, low, high)


def _as_whole(value: Any, key: str, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise _Wrong(key)
    return value


def _change(value: Any) -> Phrase:
    if not isinstance(value, str) or len(value) > LONGEST_CHANGE:
        raise _Wrong("changes")
    return Phrase("{change}", change=one_line(value))
