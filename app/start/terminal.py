"""Words for the terminal: complaints of one line, letters that it lacks, and what a system must have."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys

from core.config.figures import LOWERED
from core.config.words import one_line

LIBRARIES = "libegl1 libgl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3"
"""Debian packages that Qt needs and a bare system lacks."""

WINDOW_LIBRARIES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
"""What Qt needs besides to open a window under X."""


_SIMILAR = {"−": "-", "–": "-", "…": "...", "×": "x", "·": ".", "█": "#", "→": "->", "≤": "<=", "≥": ">="}
_SIMILAR |= {"α": "alpha", "β": "beta", "γ": "gamma", "ε": "epsilon", "η": "eta", "θ": "theta"}
_SIMILAR |= {"λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma"}
_RAISED = {chr(raised): chr(plain) for raised, plain in LOWERED.items()}


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Replace the letters that an encoding lacks by similar ones, or by question marks (see `codecs`)."""
    assert isinstance(error, UnicodeEncodeError)
    text, written = error.object, ""
    for place in range(error.start, error.end):
        letter = text[place]
        if letter in _RAISED and text[place - 1 : place] not in _RAISED:
            written += "^"
        written += _RAISED.get(letter) or _SIMILAR.get(letter, "?")
    return written, error.end


def replace_what_cannot_be_written() -> None:
    """From now on, print what the terminal's encoding lacks (as on Windows, in a pipe) in similar letters."""
    codecs.register_error("dnnlab.similar", _similar)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # there may be none, or another kind in its place
            stream.reconfigure(errors="dnnlab.similar")


def close_output() -> None:
    """Let nothing more be printed, not even what Python still holds when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError):  # there may be none
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_watched() -> bool:
    """Return whether a person may be looking at what is printed as it comes."""
    return sys.stderr is not None and sys.stderr.isatty()


def complain(message: object) -> None:
    """Print one line about what is wrong; where that cannot be, the exit code alone has to tell."""
    with contextlib.suppress(OSError):
        print("dnnlab:", one_line(str(message)), file=sys.stderr, flush=True)
