"""Files written atomically, as a whole or not at all, and plain values as JSON that people can read.

A process that is killed while it writes leaves its drafts; `Journal` lets the next one know of them.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self


class Journal:
    """Notes in a folder which drafts are being written; those that killed processes have left are removed first.

    Parameters
    ----------
    folder : Path
        The same for every process of one person.

    Raises
    ------
    OSError
        When nothing can be noted there.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"drafts-{os.getpid()}-{os.urandom(6).hex()}"
        for left in folder.glob("drafts-*"):
            with contextlib.suppress(OSError):
                _clean_up(left)
        self._file = open(self._path, "xb", buffering=0)  # noqa: SIM115 - open as long as the process lives
        _lock(self._file)

    def note(self, draft: Path) -> None:
        """Note a draft that is about to be made."""
        with contextlib.suppress(OSError):  # on a full disk the draft itself tells
            self._file.write(json.dumps(str(draft)).encode() + b"\n")

    def close(self) -> None:
        """Leave nothing, as no draft is left."""
        self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()


_DRAFT = re.compile(r"dnnlab-[0-9a-f]{12}\.part")
_BEYOND = 2**30
_journals: list[Journal] = []


@contextmanager
def noted_in(folder: Path) -> Iterator[None]:
    """Keep a journal in `folder` for as long as the program runs; where that cannot be, do without."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        journal = Journal(folder)
    except OSError:
        yield
        return
    _journals.append(journal)
    try:
        yield
    finally:
        _journals.remove(journal)
        journal.close()


def _clean_up(left: Path) -> None:
    """Remove the drafts in a journal whose process is no more, and the journal."""
    with left.open("rb") as file:
        if not _lock(file):
            return
        for line in file.read().splitlines():
            with contextlib.suppress(ValueError, TypeError, OSError):
                draft = Path(json.loads(line))
                if _DRAFT.fullmatch(draft.name):
                    draft.unlink()
    left.unlink()


def claimed(path: Path) -> IO[bytes] | None:
    """Claim a file, which is made where it is not there, for as long as it is open; None where another process has it.

    Raises
    ------
    OSError
        When it cannot be made.
    """
    file = open(path, "ab", buffering=0)  # noqa: SIM115 - open as long as it is claimed
    if _lock(file):
        return file
    file.close()
    return None


def _lock(file: IO[bytes]) -> bool:
    """Claim a file for as long as it is open; return whether nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEYOND)  # what is locked there, nobody else may read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Drafts:
    """Files written beside their places, and put there together once all of them are whole.

    Whatever goes wrong before `replace`, on a full disk for instance, older files stay and no draft is left::

        with Drafts() as drafts:
            with drafts.opened(path) as file:
                file.write(content)
            drafts.replace()

    Every `OSError` has the file that was wanted as its ``filename``, not the draft.
    """

    def __init__(self) -> None:
        self._drafts: dict[Path, Path] = {}

    @contextmanager
    def opened(self, path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
        """Open a draft of the file at `path` for writing bytes; a link is followed to the file it stands for."""
        place = Path(os.path.realpath(path))
        draft = place.with_name(f"dnnlab-{os.urandom(6).hex()}.part")
        for journal in _journals:
            journal.note(draft)
        with _naming(place), open(draft, "xb") as file:
            self._drafts[place] = draft
            yield file

    def replace(self) -> None:
        """Put every draft in its place, after a look whether all of them can be."""
        for place, draft in self._drafts.items():
            with _naming(place):
                _make_ready(place, draft)
        for place, draft in list(self._drafts.items()):
            with _naming(place):
                os.replace(draft, place)
            del self._drafts[place]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for draft in self._drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink()


def _make_ready(place: Path, draft: Path) -> None:
    """Give a draft the permissions of the file that it replaces; raise `OSError` when it may not replace it."""
    if place.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if place.exists():
        if not os.access(place, os.W_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        with contextlib.suppress(OSError):  # not every file system has them
            draft.chmod(stat.S_IMODE(place.stat().st_mode))


def json_text(plain: Any) -> bytes:
    """Return a plain value as the content of a JSON file."""
    try:
        return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:  # the name of a file may hold bytes that are no text
        return (json.dumps(plain, indent=1) + "\n").encode()


@contextmanager
def _naming(place: Path) -> Iterator[None]:
    """Say of errors that they are about the file at `place`."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(place)) from None
