"""What the window keeps from one start to the next: texts, numbers and switches, a line each in a file.

Qt has a class for that, but it makes any object of what it finds in such a file: those of Python are unpickled as they
are read.  A file is not to be trusted so far: here every value is read as the plain text that it is.
"""

from __future__ import annotations

import contextlib
import math
import re
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths

from core.drafts import Drafts

Plain = TypeVar("Plain", str, float, bool)

MOST_BYTES = 100_000
_LINE = re.compile(r"([a-z_]+)=(.*)")
_SWITCHES = {"true": True, "false": False}


def settings_file() -> Path:
    """Return the file in the place that the system has for such."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / (
        "dnnlab/dnnlab.ini"
    )


class Remembered:
    """Values by name in a file, which is read once and written at every change.

    Parameters
    ----------
    path : Path
        The file; one that cannot be read or written is done without.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values: dict[str, str] = {}
        with contextlib.suppress(OSError):
            if path.is_file():
                with path.open("rb") as file:
                    lines = file.read(MOST_BYTES).decode("utf-8", "replace").splitlines()
                self._values = {found[1]: found[2] for line in lines if (found := _LINE.fullmatch(line))}

    def value(self, name: str, default: Plain) -> Plain:
        """Return what is kept under a name; `default` where that is nothing, or of another type."""
        text = self._values.get(name, "")
        if isinstance(default, bool):
            return _SWITCHES.get(text, default)
        if isinstance(default, str):
            return text or default
        try:
            number = float(text)
        except ValueError:
            return default
        return number if math.isfinite(number) else default

    def set_value(self, name: str, value: str | float | bool) -> None:
        """Keep a value of one line under a name."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if self._values.get(name) == text:
            return
        self._values[name] = text
        content = "".join(f"{name}={text}\n" for name, text in sorted(self._values.items()))
        with contextlib.suppress(OSError), Drafts() as drafts:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with drafts.opened(self.path) as file:
                file.write(f"[General]\n{content}".encode("utf-8", "replace"))
            drafts.replace()
