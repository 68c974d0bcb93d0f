"""Files written atomically, as a whole or not at all, and plain values as JSON that people can read."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self


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
