"""Words for the terminal: complaints of one line, and what a system must have."""

from __future__ import annotations

import sys

LIBRARIES = "libegl1 libgl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3"
"""Debian packages that Qt needs and a bare system lacks."""

WINDOW_LIBRARIES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
"""What Qt needs besides to open a window under X."""


def complain(message: object) -> None:
    """Print one line about what is wrong."""
    print(f"dnnlab: {message}", file=sys.stderr)
