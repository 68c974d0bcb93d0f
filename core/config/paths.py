"""Names of files as people give them: pasted with quotes around, as a URL, or under the home folder ``~``.

`pasted` reads such a text as the name that is meant.  A name keeps its ``~``, so that a scene means the same on another
machine; `located` and `existing` say which file that is here.  `fit_for_a_file` makes such a name of any text.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from core.config.words import LabError, mark, one_line

_FOLDER = mark("core", "expected a file, got the folder {file}")
_MISSING = mark("core", "there is no file {file}")
UNREADABLE = mark("core", "cannot read {file}: {reason}")

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
# besides blanks: marks of direction, which the properties dialog of Windows puts before a path, and of byte order
_BLANK = r"[\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
_AROUND = re.compile(rf"\A{_BLANK}|{_BLANK}\Z")
_DRIVE = re.compile(r"/[A-Za-z]:")
_NO_TEXT = re.compile(r"[\ud800-\udfff]")
_UNFIT = re.compile(r"[/\\:*?\"<>|\ufffd]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)")
_ENDS = " .-"
MOST_BYTES = 200
"""Of the name of a file, so that something can be put behind it: most systems take 255."""


def pasted(text: str) -> str:
    """Return the name of a file that a person has typed or pasted as `text`.

    Blanks around it are dropped.  What stands in quotes is taken as it is; else a ``file:`` URL becomes the path it
    stands for, and a double quote left over at the end goes (so arrives, on the command line of Windows, a folder in
    quotes that ends in a backslash).
    """
    text = _AROUND.sub("", text)
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1]
    if text[:5].lower() == "file:":
        return _path_of_url(text)
    return text.removesuffix('"')


def quoted(name: str) -> str:
    """Return `name` so that `pasted` gives it back: in quotes where that is needed, as a URL where it is no text."""
    if _NO_TEXT.search(name):
        from urllib.parse import quote

        return f"file:{'//' * name.startswith('/')}{quote(name, errors='surrogateescape')}"
    return name if pasted(name) == name else f'"{name}"'


def can_be_named(name: str) -> bool:
    """Return whether a file can have this name at all."""
    try:
        return b"\0" not in name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False


def fit_for_a_file(text: str) -> str:
    """Return `text` as a file can be called on every system: one line, no folder, not hidden, not too long."""
    fit = _RESERVED.sub(r"\1_", _UNFIT.sub("-", one_line(text)).strip(_ENDS))
    return fit.encode()[:MOST_BYTES].decode(errors="ignore").strip(_ENDS) or "scene"


def _path_of_url(url: str) -> str:
    """Return the path of a ``file:`` URL; one that names another computer becomes a network path."""
    from urllib.parse import unquote  # rarely needed, and the program starts without it

    place, host = url[5:], ""
    if place.startswith("//"):
        host, slash, rest = place[2:].partition("/")
        place = slash + rest
    path = unquote(place, errors="surrogateescape")
    if host and host.lower() != "localhost":
        return f"//{host}{path}"
    return path[1:] if _DRIVE.match(path) else path


def located(name: str | os.PathLike[str]) -> Path:
    """Return the full path of a file or folder, with ``~`` as the home folder."""
    return Path(os.path.expanduser(name)).absolute()


def existing(name: str | os.PathLike[str]) -> Path:
    """Return the full path of a file that is there; pipes and devices, which might never end, are no files.

    Raises
    ------
    LabError
        When there is none, or a folder in its place; names the full path that was looked for.
    """
    path = located(name)
    try:
        if path.is_dir():
            raise LabError(_FOLDER, file=path)
        if not path.is_file():
            raise LabError(_MISSING, file=path)
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise LabError(UNREADABLE, file=path, reason=error.strerror or str(error)) from None
    return path
